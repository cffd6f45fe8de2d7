//! What other programs need for "what is next", where they are installed.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::goals::Figures;
use crate::homes;
use crate::measure::{self, Entry, Program};
use crate::table::{self, grouped};
use crate::{Bench, Result};

/// How many entries each has.
const ENTRIES: [usize; 2] = [10, 10_000];
/// What sets a peer up in a folder with so many entries, where it is installed, and then asks it for the next thing.
type Make = fn(&Path, usize) -> Result<Option<Program>>;
/// What is asked, and of whom.
const PEERS: [(&str, Make); 5] = [
    ("remind -n", remind),
    ("timew summary", timewarrior),
    ("task next", taskwarrior),
    ("sqlite3, last row", sqlite),
    ("hledger register", hledger),
];
/// How often each is run.
const ROUNDS: usize = 20;

pub(crate) fn measure(bench: &Bench, figures: &mut Figures) -> Result<()> {
    let (past, flare) = homes::lives(&bench.world);
    // Some take half a minute to be counted with many entries.
    for &count in &ENTRIES[..if bench.quick { 1 } else { ENTRIES.len() }] {
        let folder = bench.folder(&format!("peers-{count}"));
        fs::create_dir_all(&folder)?;
        let home = homes::build(folder.join("backflare"), &bench.world, &flare, &past, count)?;
        let mut entries = bench.floors.entries(bench.scratch.path());
        entries.push(Entry::reading("backflare next".to_owned(), homes::backflare(bench, &home, &["next"])));
        for (name, make) in PEERS {
            let folder = folder.join(name.split(' ').next().unwrap_or(name));
            fs::create_dir_all(&folder)?;
            let Some(program) = make(&folder, count)? else { continue };
            match program.run() {
                Ok(()) => entries.push(Entry::reading(name.to_owned(), program)),
                Err(why) => println!("note: {name} is left out: {why}"),
            }
        }
        let rounds = bench.rounds(ROUNDS);
        let needed = measure::measure(&entries, rounds, bench.scratch.path())?;
        println!("With {} entries before. {rounds} rounds in turn, medians.", grouped(count));
        println!();
        table::print(&entries, &needed);
        figures.add(&format!("peers, {count}: "), &entries, &needed);
    }
    Ok(())
}

/// The file of an installed program.
fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn program(file: PathBuf, arguments: &[&str], home: &Path) -> Program {
    let arguments = arguments.iter().map(OsString::from).collect();
    Program { file, arguments, variables: vec![("HOME", home.into()), ("TZ", "UTC".into())] }
}

/// Runs something that sets a peer up.
fn set_up(program: &Program, input: Option<&Path>) -> Result<()> {
    let mut command = Command::new(&program.file);
    command.args(&program.arguments).env_clear().envs(program.variables.iter().cloned());
    command.stdin(match input {
        Some(file) => Stdio::from(fs::File::open(file)?),
        None => Stdio::null(),
    });
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", program.file.display()).into()) }
}

/// A day of 2026, by number.
fn day(nth: usize) -> (usize, usize) {
    (nth / 28 % 10 + 1, nth % 28 + 1)
}

fn remind(folder: &Path, count: usize) -> Result<Option<Program>> {
    let Some(file) = installed("remind") else { return Ok(None) };
    let mut text = String::new();
    for nth in 0..count {
        let (month, day) = day(nth);
        writeln!(text, "REM 2026-{month:02}-{day:02} AT {:02}:{:02} MSG heat {nth}", nth % 24, nth % 60)?;
    }
    let list = folder.join("list.rem");
    fs::write(&list, text)?;
    Ok(Some(program(file, &["-n", &list.to_string_lossy(), "2026-01-01"], folder)))
}

fn timewarrior(folder: &Path, count: usize) -> Result<Option<Program>> {
    let Some(file) = installed("timew") else { return Ok(None) };
    let data = folder.join(".timewarrior/data");
    fs::create_dir_all(&data)?;
    let mut months: Vec<String> = vec![String::new(); 10];
    for nth in 0..count {
        let (month, day) = day(nth);
        let minute = nth / 280 % 720;
        let (hour, minute) = (minute / 60, minute % 60);
        writeln!(
            months[month - 1],
            "inc 2026{month:02}{day:02}T{hour:02}{minute:02}00Z - 2026{month:02}{day:02}T{hour:02}{minute:02}30Z # walk"
        )?;
    }
    for (place, text) in months.iter().enumerate() {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        fs::write(data.join(format!("2026-{:02}.data", place + 1)), lines.join("\n") + "\n")?;
    }
    fs::write(folder.join(".timewarrior/timewarrior.cfg"), "")?;
    let summary = ["summary", "2026-10-01", "-", "2026-10-02"];
    Ok(Some(program(file, &summary, folder)))
}

fn taskwarrior(folder: &Path, count: usize) -> Result<Option<Program>> {
    let Some(file) = installed("task") else { return Ok(None) };
    fs::write(folder.join(".taskrc"), format!("data.location={}\nconfirmation=off\n", folder.display()))?;
    let tasks: Vec<_> = (0..count)
        .map(|nth| {
            let (month, day) = day(nth);
            serde_json::json!({ "description": format!("walk {nth}"), "status": "pending", "due": format!("2026{month:02}{day:02}T090000Z") })
        })
        .collect();
    let list = folder.join("tasks.json");
    fs::write(&list, serde_json::to_string(&tasks)?)?;
    set_up(&program(file.clone(), &["import", &list.to_string_lossy()], folder), None)?;
    Ok(Some(program(file, &["next", "limit:1"], folder)))
}

fn sqlite(folder: &Path, count: usize) -> Result<Option<Program>> {
    let Some(file) = installed("sqlite3") else { return Ok(None) };
    let mut text = String::from("create table entry(id integer primary key, at text, what text);\nbegin;\n");
    for nth in 0..count {
        let (month, day) = day(nth);
        writeln!(text, "insert into entry(at, what) values('2026-{month:02}-{day:02}', 'walk {nth}');")?;
    }
    text.push_str("commit;\n");
    let (script, base) = (folder.join("script.sql"), folder.join("entries.db"));
    fs::write(&script, text)?;
    let base = base.to_string_lossy().into_owned();
    set_up(&program(file.clone(), &[&base], folder), Some(&script))?;
    Ok(Some(program(file, &[&base, "select * from entry order by id desc limit 1"], folder)))
}

fn hledger(folder: &Path, count: usize) -> Result<Option<Program>> {
    let Some(file) = installed("hledger") else { return Ok(None) };
    let mut text = String::new();
    for nth in 0..count {
        let (month, day) = day(nth);
        writeln!(text, "2026-{month:02}-{day:02} walk {nth}\n  steps  1\n  rest\n")?;
    }
    let journal = folder.join("journal");
    fs::write(&journal, text)?;
    let mut program = program(file, &["-f", &journal.to_string_lossy(), "register", "steps"], folder);
    program.variables.push(("LANG", "C.UTF-8".into()));
    Ok(Some(program))
}
