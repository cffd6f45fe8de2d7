//! How fast the answers are: `cargo bench` prints a table that anybody can print again.
//!
//! 1. Commands, each with its whole start-up, in homes with up to a million events before the running flare, held
//!    against programs that do nothing, or only append a line. Ratios, instructions, memory and system calls.
//! 2. Looking back: `history`, `report`, `export` and `import`, over years of flares.
//! 3. `engine::plan`, alone.
//! 4. Whole recoveries of scripted persons, planned anew at each change.
//!
//! `cargo bench -- back plan recoveries` does only those parts. Where valgrind, GNU time or strace is missing, its column
//! is empty.

#![expect(clippy::print_stdout, reason = "a benchmark is there to print")]

mod homes;
mod measure;
mod people;

use std::error::Error;
use std::ffi::OsString;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use backflare::engine;
use backflare::engine::history::History;
use backflare::model::time::{Span, Stamp, Zone};
use backflare::protocol::library::{DEFAULT, builtin};
use backflare::protocol::read::read;

use homes::{Home, World};
use measure::{Entry, Needed, Program};
use people::PEOPLE;

/// What may go wrong in a benchmark ends it.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many events had happened before the running flare.
const EARLIER: [usize; 4] = [0, 1_000, 100_000, 1_000_000];
/// How often each command is run.
const ROUNDS: usize = 150;
/// How many events are looked back at, and how often.
const BACK: [(usize, usize); 2] = [(20_000, 20), (1_000_000, 3)];
/// How long the plan, and how long the recoveries, are measured.
const PATIENCE: Duration = Duration::from_secs(3);

fn main() -> Result<()> {
    // Cargo itself adds `--bench`.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |part: &str| wanted.is_empty() || wanted.iter().any(|word| word == part);
    let world = world()?;
    if is_wanted("commands") {
        commands(&world)?;
    }
    if is_wanted("back") {
        back(&world)?;
    }
    if is_wanted("plan") {
        plan(&world);
    }
    if is_wanted("recoveries") {
        recoveries(&world);
    }
    Ok(())
}

/// A Sunday in November, after the clocks went back, and the default protocol.
fn world() -> Result<World> {
    let text = builtin(DEFAULT).ok_or("the default protocol is missing")?;
    let protocol = read(text).map_err(|problems| format!("{DEFAULT}: {}", problems.len()))?.into_protocol();
    let moment = |text: &str| Stamp::parse(text).map(|stamp| stamp.moment).ok_or("not a time");
    let changes: [(&str, i32); 2] = [("2026-03-29T01:00:00Z", 7200), ("2026-10-25T01:00:00Z", 3600)];
    let changes = changes.map(|(at, offset)| moment(at).map(|at| (at, offset)));
    let zone = Zone::new(3600, changes.into_iter().collect::<std::result::Result<_, _>>()?);
    let begin = moment("2026-11-22T09:05:00+01:00")?;
    let now = zone.stamp(begin + Span::hours(2 * 24 + 6));
    Ok(World { protocol, zone, begin, now })
}

// ---- 1. Commands

fn commands(world: &World) -> Result<()> {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let (past, flare) = homes::lives(world);
    let make = |earlier: &usize| {
        homes::build(scratch.path().join(format!("{earlier}-before")), world, &flare, &past, *earlier)
    };
    let homes: Vec<Home> = EARLIER.iter().map(make).collect::<Result<_>>()?;
    let entries = entries(world, &homes, scratch.path())?;
    let needed = measure::measure(&entries, ROUNDS, scratch.path())?;
    println!("Day 3 of a flare, with so many events before it and {} in it.", homes[0].since);
    if let Some(largest) = homes.last() {
        println!(
            "The largest journal has {} MiB. {ROUNDS} rounds in turn, medians.",
            homes::mebibytes(&largest.journal())?
        );
    }
    println!();
    table(&entries, &needed);
    println!("The floor of what reads is a program that prints one line; of what records, one that appends one.");
    println!();
    Ok(())
}

fn table(entries: &[Entry], needed: &[Needed]) {
    println!("| command | wall / floor | wall | instructions | peak memory | system calls |");
    println!("|---|---|---|---|---|---|");
    for (entry, needed) in entries.iter().zip(needed) {
        println!("{}", row(entry, needed));
    }
    println!();
}

fn entries(world: &World, homes: &[Home], scratch: &Path) -> Result<Vec<Entry>> {
    let nothing = compile("nothing", scratch)?;
    let append = compile("append", scratch)?;
    let alone = |file: PathBuf, arguments: Vec<OsString>| Program { file, arguments, variables: Vec::new() };
    let keep = || Box::new(|| Ok(())) as Box<dyn Fn() -> Result<()>>;
    let log = scratch.join("log");
    let mut entries = vec![
        Entry { name: "do nothing".into(), program: alone(nothing, Vec::new()), floor: 0, reset: keep() },
        Entry { name: "append a line".into(), program: alone(append, vec![log.into()]), floor: 1, reset: keep() },
    ];
    for home in homes {
        let name = format!("next, {} before", grouped(home.earlier));
        entries.push(Entry { name, program: backflare(world, home, &["next"]), floor: 0, reset: keep() });
    }
    let home = &homes[1];
    let before = grouped(home.earlier);
    for arguments in [&["status", "--short"][..], &["today"][..], &["next", "--json"][..]] {
        let name = format!("{}, {before} before", arguments.join(" "));
        entries.push(Entry { name, program: backflare(world, home, arguments), floor: 0, reset: keep() });
    }
    for place in [1, homes.len() - 1] {
        let home = homes[place].clone();
        let name = format!("log 5, {} before", grouped(home.earlier));
        let program = backflare(world, &home, &["log", "5"]);
        entries.push(Entry { name, program, floor: 1, reset: Box::new(move || home.reset()) });
    }
    Ok(entries)
}

/// Compiles a program of `floor/` as the release profile compiles this one.
fn compile(name: &str, scratch: &Path) -> Result<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("benches/speed/floor/{name}.rs"));
    let program = scratch.join(name);
    let flags = ["--edition=2024", "-Copt-level=3", "-Clto=fat", "-Ccodegen-units=1", "-Cstrip=symbols"];
    let status = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()))
        .args(flags)
        .arg(source)
        .arg("-o")
        .arg(&program)
        .status()?;
    if status.success() { Ok(program) } else { Err(format!("rustc: {status}").into()) }
}

fn backflare(world: &World, home: &Home, arguments: &[&str]) -> Program {
    Program {
        file: env!("CARGO_BIN_EXE_backflare").into(),
        arguments: arguments.iter().map(OsString::from).collect(),
        variables: vec![
            ("BACKFLARE_HOME", home.folder.clone().into()),
            ("BACKFLARE_NOW", world.now.to_string().into()),
            ("TZ", "CET-1CEST,M3.5.0,M10.5.0/3".into()),
        ],
    }
}

fn row(entry: &Entry, needed: &Needed) -> String {
    let or_dash = |value: Option<String>| value.unwrap_or("-".to_owned());
    let mega = |count: u64| format!("{}.{:02} M", count / 1_000_000, count / 10_000 % 100);
    let mebi = |kibi: u64| format!("{}.{} MiB", kibi / 1024, kibi % 1024 * 10 / 1024);
    format!(
        "| {} | {:.2} | {:.2} ms | {} | {} | {} |",
        entry.name,
        needed.ratio,
        needed.wall.as_secs_f64() * 1000.0,
        or_dash(needed.instructions.map(mega)),
        or_dash(needed.peak.map(mebi)),
        or_dash(needed.calls.map(|count| count.to_string())),
    )
}

/// `1000000` as `1,000,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let group = |(place, digit): (usize, char)| {
        let comma = place > 0 && (digits.len() - place).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(group).collect()
}

// ---- 2. Looking back

fn back(world: &World) -> Result<()> {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let (past, flare) = homes::lives(world);
    let nothing = compile("nothing", scratch.path())?;
    for (earlier, rounds) in BACK {
        let home = homes::build(scratch.path().join(format!("{earlier}-back")), world, &flare, &past, earlier)?;
        let keep = || Box::new(|| Ok(())) as Box<dyn Fn() -> Result<()>>;
        let floor = Program { file: nothing.clone(), arguments: Vec::new(), variables: Vec::new() };
        let mut entries = vec![Entry { name: "do nothing".into(), program: floor, floor: 0, reset: keep() }];
        let lines: [&[&str]; 8] = [
            &["history"],
            &["history", "flares"],
            &["history", "helped"],
            &["report"],
            &["report", "--html"],
            &["export"],
            &["export", "csv", "--table", "pain"],
            &["export", "fhir"],
        ];
        for arguments in lines {
            let program = backflare(world, &home, arguments);
            entries.push(Entry { name: arguments.join(" "), program, floor: 0, reset: keep() });
        }
        entries.push(import(world, &home, scratch.path())?);
        let needed = measure::measure(&entries, rounds, scratch.path())?;
        let events = grouped(home.earlier + home.since);
        println!("{events} events, {} MiB. {rounds} rounds in turn, medians.", homes::mebibytes(&home.journal())?);
        println!();
        table(&entries, &needed);
    }
    Ok(())
}

/// An export of that home, brought into an empty one.
fn import(world: &World, home: &Home, scratch: &Path) -> Result<Entry> {
    let export = scratch.join("export.json");
    let mut program = backflare(world, home, &["export", "--force", "-o"]);
    program.arguments.push(export.clone().into());
    program.run()?;
    let mut program = backflare(world, home, &["import"]);
    program.arguments.push(export.into());
    let empty = scratch.join("empty");
    for (name, value) in &mut program.variables {
        if *name == "BACKFLARE_HOME" {
            *value = empty.clone().into();
        }
    }
    let clear = move || if empty.exists() { Ok(std::fs::remove_dir_all(&empty)?) } else { Ok(()) };
    Ok(Entry { name: "import".into(), program, floor: 0, reset: Box::new(clear) })
}

// ---- 3. The plan

fn plan(world: &World) {
    println!("| `plan()` | events | microseconds |");
    println!("|---|---|---|");
    let recovery = people::recover(&PEOPLE[0], &world.protocol, &world.zone, world.begin, 35);
    for day in [1, 3, 35] {
        let now = world.begin + Span::hours((day - 1) * 24 + 6);
        let tail = recovery.until(now);
        let clock = backflare::model::time::Clock { now, ..world.clock() };
        let history = History::new(&tail, clock);
        let planned = || engine::plan(&world.protocol, black_box(&recovery.profile), black_box(&history));
        println!(
            "| day {day} | {} | {:.1} |",
            tail.records.len(),
            microseconds(PATIENCE / 3, || drop(black_box(planned())))
        );
    }
    println!();
}

/// The median time of a call, over batches.
fn microseconds(patience: Duration, mut call: impl FnMut()) -> f64 {
    const BATCH: u32 = 50;
    let (begun, mut times) = (Instant::now(), Vec::new());
    while begun.elapsed() < patience {
        let begun = Instant::now();
        for _ in 0..BATCH {
            call();
        }
        times.push(begun.elapsed().as_secs_f64() * 1_000_000.0 / f64::from(BATCH));
    }
    measure::median(times)
}

// ---- 4. Recoveries

fn recoveries(world: &World) {
    println!("| ten days of | events | plans | recoveries a second |");
    println!("|---|---|---|---|");
    for person in &PEOPLE {
        let live = || people::recover(person, &world.protocol, &world.zone, world.begin, 10);
        let (begun, mut times) = (Instant::now(), Vec::new());
        while begun.elapsed() < PATIENCE {
            let begun = Instant::now();
            black_box(live());
            times.push(begun.elapsed().as_secs_f64());
        }
        let recovery = live();
        let (events, plans) = (recovery.tail.records.len(), recovery.plans);
        println!("| {} | {events} | {plans} | {:.1} |", person.name, 1.0 / measure::median(times));
    }
    println!();
}
