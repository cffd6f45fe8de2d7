//! Looking back, over years of flares.

use crate::goals::Figures;
use crate::homes::{self, Home};
use crate::measure::{self, Entry};
use crate::table::{self, grouped};
use crate::{Bench, Result};

/// How many events are looked back at, and how often.
const BACK: [(usize, usize); 2] = [(20_000, 20), (1_000_000, 3)];
/// How it is looked back.
const LINES: [&[&str]; 8] = [
    &["history"],
    &["history", "flares"],
    &["history", "helped"],
    &["report"],
    &["report", "--html"],
    &["export"],
    &["export", "csv", "--table", "pain"],
    &["export", "fhir"],
];

pub(crate) fn measure(bench: &Bench, figures: &mut Figures) -> Result<()> {
    let (past, flare) = homes::lives(&bench.world);
    for (earlier, rounds) in &BACK[..if bench.quick { 1 } else { BACK.len() }] {
        let folder = bench.folder(&format!("{earlier}-back"));
        let home = homes::build(folder, &bench.world, &flare, &past, *earlier)?;
        let mut entries = bench.floors.entries(bench.scratch.path());
        for arguments in LINES {
            entries.push(Entry::reading(arguments.join(" "), homes::backflare(bench, &home, arguments)));
        }
        entries.push(import(bench, &home)?);
        let rounds = bench.rounds(*rounds);
        let needed = measure::measure(&entries, rounds, bench.scratch.path())?;
        let events = grouped(home.earlier + home.since);
        println!("{events} events, {} MiB. {rounds} rounds in turn, medians.", homes::mebibytes(&home.journal())?);
        println!();
        table::print(&entries, &needed);
        figures.add(&format!("{}: ", grouped(*earlier)), &entries, &needed);
    }
    Ok(())
}

/// An export of that home, brought into an empty one.
fn import(bench: &Bench, home: &Home) -> Result<Entry> {
    let export = bench.folder("export.json");
    let mut program = homes::backflare(bench, home, &["export", "--force", "-o"]);
    program.arguments.push(export.clone().into());
    program.run()?;
    let empty = Home::empty(bench.folder("empty"))?;
    let mut program = homes::backflare(bench, &empty, &["import"]);
    program.arguments.push(export.into());
    Ok(Entry { name: "import".into(), program, floor: 0, reset: Box::new(move || empty.reset()) })
}
