//! Commands, each with its whole start-up, with and without a flare.

use crate::goals::Figures;
use crate::homes::{self, Home};
use crate::measure::{self, Entry};
use crate::table::{self, grouped};
use crate::{Bench, Result};

/// How many events had happened before the running flare.
const EARLIER: [usize; 4] = [0, 1_000, 100_000, 1_000_000];
/// How often each command is run.
const ROUNDS: usize = 150;
/// What is asked on day 3 of a flare.
const ASKED: [&[&str]; 9] = [
    &["next", "--json"],
    &["today"],
    &["status"],
    &["status", "--short"],
    &["why", "ibuprofen"],
    &["profile"],
    &["history"],
    &["red-flags"],
    &["protocol", "list"],
];
/// What is written down there.
const WRITTEN: [&[&str]; 2] = [&["log", "5"], &["took", "ibuprofen", "200mg"]];
/// What is asked, or begun, where there is no flare and never was.
const WITHOUT: [&[&str]; 6] =
    [&[], &["red-flags"], &["status", "--short"], &["--help"], &["protocol", "list"], &["start"]];

pub(crate) fn measure(bench: &Bench, figures: &mut Figures) -> Result<()> {
    let (past, flare) = homes::lives(&bench.world);
    let earlier = if bench.quick { &EARLIER[..2] } else { &EARLIER[..] };
    let make = |earlier: &usize| {
        homes::build(bench.folder(&format!("{earlier}-before")), &bench.world, &flare, &past, *earlier)
    };
    let homes: Vec<Home> = earlier.iter().map(make).collect::<Result<_>>()?;
    let entries = entries(bench, &homes)?;
    let rounds = bench.rounds(ROUNDS);
    let needed = measure::measure(&entries, rounds, bench.scratch.path())?;
    println!("Day 3 of a flare, with so many events before it and {} in it.", homes[0].since);
    if let Some(largest) = homes.last() {
        println!(
            "The largest journal has {} MiB. {rounds} rounds in turn, medians.",
            homes::mebibytes(&largest.journal())?
        );
    }
    println!();
    table::print(&entries, &needed);
    println!("The floor of what reads is a program that prints one line; of what records, one that appends one.");
    println!();
    figures.add("", &entries, &needed);
    Ok(())
}

fn entries(bench: &Bench, homes: &[Home]) -> Result<Vec<Entry>> {
    let mut entries = bench.floors.entries(bench.scratch.path());
    for home in homes {
        let program = homes::backflare(bench, home, &["next"]);
        entries.push(Entry::reading(format!("next, {} before", grouped(home.earlier)), program));
    }
    let day = &homes[0];
    for arguments in ASKED {
        entries.push(Entry::reading(arguments.join(" "), homes::backflare(bench, day, arguments)));
    }
    for home in [day].into_iter().chain(homes.last().filter(|last| last.earlier > day.earlier)) {
        for arguments in WRITTEN {
            let name = format!("{}, {} before", arguments.join(" "), grouped(home.earlier));
            let (program, home) = (homes::backflare(bench, home, arguments), home.clone());
            entries.push(Entry::recording(name, program, move || home.reset()));
        }
    }
    for arguments in WITHOUT {
        let home = Home::empty(bench.folder("nobody"))?;
        let name =
            format!("{}, no flare", if arguments.is_empty() { "backflare".to_owned() } else { arguments.join(" ") });
        let program = homes::backflare(bench, &home, arguments);
        let floor = usize::from(arguments == ["start"]);
        entries.push(Entry { name, program, floor, reset: Box::new(move || home.reset()) });
    }
    Ok(entries)
}
