//! How fast the answers are: `cargo bench` prints tables that anybody can print again, and the goals beside them.
//!
//! | part | what it measures |
//! |---|---|
//! | `commands` | each command with its whole start-up, with and without a flare, and after up to a million events |
//! | `courses` | inside a flare of 20 to 10,000 events, in prevention of 60 days and of two years, and with long protocols |
//! | `back` | looking back: `history`, `report`, `export` and `import`, over years of flares |
//! | `plan` | `engine::plan` alone, on every day of both built-in protocols |
//! | `recoveries` | whole recoveries of scripted persons, planned anew at each change |
//! | `peers` | what other programs need for "what is next", where they are installed |
//!
//! `cargo bench -- back plan` does only those parts; `--quick` does all but the largest in under a minute; `--ceilings`
//! counts instructions and fails where they are above `ceilings.txt`; `--program FILE` measures another build. Where
//! valgrind, GNU time or strace is missing, its column is empty.

#![expect(clippy::print_stdout, reason = "a benchmark is there to print")]

mod back;
mod ceilings;
mod commands;
mod courses;
mod goals;
mod homes;
mod measure;
mod peers;
mod people;
mod plans;
mod table;

use std::error::Error;
use std::path::{Path, PathBuf};

use backflare::model::time::{Span, Stamp, Zone};
use backflare::protocol::format::Protocol;
use backflare::protocol::library::{DEFAULT, builtin};
use backflare::protocol::read::read;
use tempfile::TempDir;

use goals::Figures;
use homes::World;
use measure::Floors;

/// What may go wrong in a benchmark ends it.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What every part is given.
pub(crate) struct Bench {
    /// Where and when everything happens.
    pub(crate) world: World,
    /// A folder that goes away at the end.
    pub(crate) scratch: TempDir,
    /// The copy of the program that is measured.
    pub(crate) program: PathBuf,
    /// What it is held against.
    pub(crate) floors: Floors,
    /// Whether only little time is spent.
    pub(crate) quick: bool,
}

impl Bench {
    /// How often something is run that is run so often when there is time.
    pub(crate) fn rounds(&self, full: usize) -> usize {
        if self.quick { (full / 20).clamp(1, 5) } else { full }
    }

    /// A folder for this.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }
}

fn main() -> Result<()> {
    // Cargo itself adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let flag = |name: &str| words.iter().any(|word| word == name);
    let program = words.iter().skip_while(|word| *word != "--program").nth(1);
    let bench = bench(flag("--quick"), program.map_or(Path::new(env!("CARGO_BIN_EXE_backflare")), Path::new))?;
    if flag("--ceilings") {
        return ceilings::hold(&bench);
    }
    let parts = words.iter().filter(|word| !word.starts_with('-') && Some(*word) != program);
    let parts: Vec<&str> = parts.map(String::as_str).collect();
    let is_wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    let mut figures = Figures::default();
    for (part, measure) in [
        ("commands", commands::measure as fn(&Bench, &mut Figures) -> Result<()>),
        ("courses", courses::measure),
        ("back", back::measure),
        ("plan", plans::plan),
        ("recoveries", plans::recoveries),
        ("peers", peers::measure),
    ] {
        if is_wanted(part) {
            measure(&bench, &mut figures)?;
        }
    }
    figures.print();
    Ok(())
}

/// A copy of the program, and its floors: a fresh copy of the same bytes runs quicker than the one that was linked.
fn bench(quick: bool, program: &Path) -> Result<Bench> {
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let copy = scratch.path().join("backflare");
    std::fs::copy(program, &copy)?;
    let floors = Floors::compile(scratch.path())?;
    Ok(Bench { world: world()?, scratch, program: copy, floors, quick })
}

/// A Sunday in November, after the clocks went back, and the default protocol.
fn world() -> Result<World> {
    let moment = |text: &str| Stamp::parse(text).map(|stamp| stamp.moment).ok_or("not a time");
    let changes: [(&str, i32); 2] = [("2026-03-29T01:00:00Z", 7200), ("2026-10-25T01:00:00Z", 3600)];
    let changes = changes.map(|(at, offset)| moment(at).map(|at| (at, offset)));
    let zone = Zone::new(3600, changes.into_iter().collect::<std::result::Result<_, _>>()?);
    let begin = moment("2026-11-22T09:05:00+01:00")?;
    let now = zone.stamp(begin + Span::hours(2 * 24 + 6));
    Ok(World { protocol: protocol(DEFAULT)?, zone, begin, now })
}

/// A built-in protocol.
pub(crate) fn protocol(id: &str) -> Result<Protocol> {
    let text = builtin(id).ok_or("a built-in protocol is missing")?;
    Ok(read(text).map_err(|problems| format!("{id}: {} problems", problems.len()))?.into_protocol())
}
