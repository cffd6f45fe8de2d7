//! Runs programs in turn, and counts what they need. The clock of a shared machine means little, so only ratios of
//! programs that were run in turn are printed, and counts.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;

/// A program with its arguments and its whole environment.
#[derive(Clone)]
pub(crate) struct Program {
    /// The file.
    pub(crate) file: PathBuf,
    /// What it is given.
    pub(crate) arguments: Vec<OsString>,
    /// The only variables that it sees.
    pub(crate) variables: Vec<(&'static str, OsString)>,
}

impl Program {
    /// The command that runs it, after the words of another program that watches it.
    fn command(&self, watcher: &[&str]) -> Command {
        let mut words = watcher.iter().map(OsString::from).chain([self.file.clone().into()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).args(&self.arguments).env_clear().envs(self.variables.iter().cloned());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Runs it once.
    pub(crate) fn run(&self) -> Result<()> {
        self.time().map(drop)
    }

    /// How long it runs, from outside.
    fn time(&self) -> Result<Duration> {
        let mut command = self.command(&[]);
        let begun = Instant::now();
        let status = command.status()?;
        let took = begun.elapsed();
        // 4 is an answer: nothing is due, or there is no course.
        if matches!(status.code(), Some(0 | 4)) {
            Ok(took)
        } else {
            Err(format!("{}: {status}", self.file.display()).into())
        }
    }
}

/// What is run, and in which places of the list the two stand that it is held against.
pub(crate) struct Entry {
    /// What it is called.
    pub(crate) name: String,
    /// What is run.
    pub(crate) program: Program,
    /// The place of the floor of its kind.
    pub(crate) floor: usize,
    /// What puts everything back as it was.
    pub(crate) reset: Box<dyn Fn() -> Result<()>>,
}

impl Entry {
    /// Something that reads, and leaves everything as it was.
    pub(crate) fn reading(name: String, program: Program) -> Self {
        Self { name, program, floor: 0, reset: Box::new(|| Ok(())) }
    }

    /// Something that writes a line.
    pub(crate) fn recording(name: String, program: Program, reset: impl Fn() -> Result<()> + 'static) -> Self {
        Self { name, program, floor: 1, reset: Box::new(reset) }
    }
}

/// What programs are held against: one that prints a line, and one that appends a line and waits for the disk.
pub(crate) struct Floors {
    nothing: PathBuf,
    append: PathBuf,
}

impl Floors {
    /// Compiles them.
    pub(crate) fn compile(folder: &Path) -> Result<Self> {
        Ok(Self { nothing: compile("nothing", folder)?, append: compile("append", folder)? })
    }

    /// Their entries: the first two of every table.
    pub(crate) fn entries(&self, scratch: &Path) -> Vec<Entry> {
        let alone =
            |file: &Path, arguments: Vec<OsString>| Program { file: file.to_owned(), arguments, variables: Vec::new() };
        let log = scratch.join("log");
        vec![
            Entry::reading("do nothing".to_owned(), alone(&self.nothing, Vec::new())),
            Entry::recording("append a line".to_owned(), alone(&self.append, vec![log.into()]), || Ok(())),
        ]
    }
}

/// Compiles a program of `floor/` as packages of this one are compiled.
fn compile(name: &str, folder: &Path) -> Result<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("benches/speed/floor/{name}.rs"));
    let program = folder.join(name);
    let flags = ["--edition=2024", "-Copt-level=3", "-Clto=fat", "-Ccodegen-units=1", "-Cstrip=symbols"];
    let status = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()))
        .args(flags)
        .arg(source)
        .arg("-o")
        .arg(&program)
        .status()?;
    if status.success() { Ok(program) } else { Err(format!("rustc: {status}").into()) }
}

/// What it needed.
#[derive(Default)]
pub(crate) struct Needed {
    /// The median of its time, in each round divided by the floor's.
    pub(crate) ratio: f64,
    /// The median of its time.
    pub(crate) wall: Duration,
    /// Instructions, where valgrind is there.
    pub(crate) instructions: Option<u64>,
    /// Pages that it touched for the first time, where GNU time is there.
    pub(crate) faults: Option<u64>,
    /// The most memory that it held, in KiB, where GNU time is there.
    pub(crate) peak: Option<u64>,
    /// System calls, where strace is there.
    pub(crate) calls: Option<u64>,
}

/// Runs all entries in turn, so many rounds, and then counts each once.
pub(crate) fn measure(entries: &[Entry], rounds: usize, scratch: &Path) -> Result<Vec<Needed>> {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); entries.len()];
    // The first round fills the caches of the system, and does not count.
    for round in 0..=rounds {
        for (entry, times) in entries.iter().zip(&mut times) {
            let took = entry.program.time()?;
            (entry.reset)()?;
            if round > 0 {
                times.push(took);
            }
        }
    }
    let seconds = |times: &[Duration]| times.iter().map(Duration::as_secs_f64).collect::<Vec<_>>();
    let ratio = |one: usize, other: usize| {
        seconds(&times[one]).iter().zip(seconds(&times[other])).map(|(one, other)| one / other).collect::<Vec<_>>()
    };
    let mut needed = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        // Each watcher sees the same home.
        let instructions = instructions(&entry.program);
        (entry.reset)()?;
        let memory = memory(&entry.program, scratch);
        (entry.reset)()?;
        needed.push(Needed {
            ratio: median(ratio(place, entry.floor)),
            wall: Duration::from_secs_f64(median(seconds(&times[place]))),
            instructions,
            peak: memory.map(|(peak, _)| peak),
            faults: memory.map(|(_, faults)| faults),
            calls: calls(&entry.program, scratch),
        });
        (entry.reset)()?;
    }
    Ok(needed)
}

/// The one in the middle.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Instructions, which are the same on a busy machine.
pub(crate) fn instructions(program: &Program) -> Option<u64> {
    let watcher = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"];
    let output = program.command(&watcher).stderr(Stdio::piped()).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let (_, count) = said.lines().find_map(|line| line.split_once("Collected :"))?;
    count.trim().parse().ok()
}

/// The most memory in KiB, and the page faults.
fn memory(program: &Program, scratch: &Path) -> Option<(u64, u64)> {
    let text = watched(program, &["/usr/bin/time", "--quiet", "-f", "%M %R", "-o"], scratch)?;
    let (peak, faults) = text.trim().split_once(' ')?;
    Some((peak.parse().ok()?, faults.parse().ok()?))
}

fn calls(program: &Program, scratch: &Path) -> Option<u64> {
    let table = watched(program, &["strace", "-f", "-c", "-o"], scratch)?;
    // The last line is the sum: share, seconds, microseconds a call, calls, perhaps errors.
    let sum = table.lines().find(|line| line.trim_end().ends_with(" total"))?;
    let figures: Vec<&str> = sum.split_whitespace().collect();
    figures.get(3)?.parse().ok()
}

/// Runs a program under one that writes what it saw into a file.
fn watched(program: &Program, watcher: &[&str], scratch: &Path) -> Option<String> {
    let report = scratch.join("report");
    let words: Vec<&str> = watcher.iter().copied().chain(report.to_str()).collect();
    program.command(&words).status().ok()?;
    let text = fs::read_to_string(&report).ok();
    fs::remove_file(&report).ok()?;
    text
}
