//! Every system call that touches the home fails once, and the program is killed before and after each of them.
//!
//! `strace` does both to the real binary. A first run, untouched, is traced: it says which calls touch the home, and the
//! how manieth of its name each is. Then the same command runs again in a copy of the same home, once for each of them.
//! Whatever happens there, the program is then started again and must find the journal with exactly what was confirmed,
//! or that and the one in flight.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use serde_json::{Value, json};

use crate::bad_input::below_shell;
use crate::env::Env;

/// One command, and the home that it runs in.
struct Case {
    name: &'static str,
    /// What is done before, undisturbed.
    before: &'static [&'static str],
    /// What is disturbed.
    command: &'static str,
    /// Its exit code where nothing disturbs it.
    code: i32,
    expects: Expects,
}

/// What the journal may hold afterwards.
#[derive(Clone, Copy, PartialEq)]
enum Expects {
    /// What it held, and the new events: none, all, or as many as were written at once.
    More,
    /// The readable lines of what it held, and at most all the others.
    Repaired,
    /// What it held, or that without the flare.
    Less,
}

/// What writes the profile before the entries: its answers are about the person, and true without them.
const IMPORT: &str = "import";

const CLEAR: &str = "start --pain 6 --clear";

/// A command that writes new events, and ends with 0.
const fn adds(name: &'static str, before: &'static [&'static str], command: &'static str) -> Case {
    Case { name, before, command, code: 0, expects: Expects::More }
}

const CASES: &[Case] = &[
    adds("start", &[], CLEAR),
    adds("start --new", &[CLEAR], "start --new"),
    adds("log", &[CLEAR], "log 5"),
    adds("log, first ever", &[], "log 5"),
    adds("took", &[CLEAR], "took ibuprofen 200mg"),
    adds("done", &[CLEAR], "done"),
    adds("undo", &[CLEAR], "undo"),
    adds("end", &[CLEAR], "end"),
    adds("screen --clear", &["start --pain 6"], "screen --clear"),
    Case {
        code: 3,
        ..adds("screen --sign", &["profile set age 44", "start --pain 6"], "screen --sign saddle-numb fever")
    },
    adds("profile set", &["profile set allergy yes", CLEAR], "profile set age 44"),
    adds("profile set, no flare", &["profile set allergy yes"], "profile set age 44"),
    adds("profile set, first ever", &[], "profile set age 44"),
    adds("answer, a card", &["start --pain 6"], "answer none"),
    adds("answer, an open end", &[CLEAR, "screen --clear"], "answer not-yet"),
    adds("amend", &["start --clear", "log 5"], "amend 09:05 --level 6"),
    adds("amend --take-back", &["start --clear", "log 5"], "amend 09:05 --take-back"),
    adds(IMPORT, &["start --clear", "log 5", "end", "export -o diary.json", "-"], "import diary.json"),
    Case {
        name: "doctor --repair",
        before: &[CLEAR, "log 5", "!"],
        command: "doctor --repair --yes",
        code: 0,
        expects: Expects::Repaired,
    },
    Case {
        name: "forget --flare",
        before: &[CLEAR, "end", "log 5"],
        command: "forget --confirm forget --flare",
        code: 0,
        expects: Expects::Less,
    },
];

/// The name of each command that is tried, in the order of the table.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    CASES.iter().map(|case| case.name)
}

/// What is done to a call.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    Error(&'static str),
    Kill,
}

/// A call of the untouched run.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Call {
    /// Its place among all calls.
    place: usize,
    name: String,
    /// The how manieth of its name.
    nth: usize,
    at_home: bool,
}

/// What came out of one fault at all calls of a command.
#[derive(Default)]
struct Row {
    tried: usize,
    nothing: usize,
    all: usize,
    part: usize,
    refused: usize,
    killed: usize,
}

fn strace() -> Option<PathBuf> {
    let found = ["/usr/bin", "/bin", "/usr/local/bin"].map(|folder| Path::new(folder).join("strace"));
    let found = found.into_iter().find(|path| path.exists())?;
    // It may be there and not be allowed to trace.
    let works = Command::new(&found).args(["-qq", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    works.is_ok_and(|status| status.success()).then_some(found)
}

/// Tells the person who runs the tests, whether or not the output of tests is shown.
pub(crate) fn tell(text: &str) {
    io::stderr().write_all(text.as_bytes()).unwrap();
}

struct Bench<'c> {
    env: Env,
    case: &'c Case,
    strace: &'c Path,
    args: Vec<String>,
    /// The home before the command.
    files: BTreeMap<String, Vec<u8>>,
    /// The events of the journal before the command, and after it where nothing disturbs it.
    base: Vec<Value>,
    whole: Vec<Value>,
    /// The answers about the person before the command, and after it where nothing disturbs it.
    known: Value,
    told: Value,
    calls: Vec<Call>,
}

impl<'c> Bench<'c> {
    fn new(case: &'c Case, strace: &'c Path) -> Self {
        let env = Env::new();
        for line in case.before {
            if *line == "!" {
                // A damaged line in the middle: the last one stays as it is.
                let (first, rest) =
                    env.read("journal.jsonl").split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
                env.write("journal.jsonl", format!("{first}\n{{oops\n{rest}"));
            } else if *line == "-" {
                // From here on it is another computer.
                fs::remove_dir_all(env.home()).unwrap();
            } else {
                env.sh(line).ok();
            }
        }
        let mut args: Vec<String> = case.command.split(' ').map(str::to_owned).collect();
        if case.expects == Expects::Less {
            args.push(env.journal()[0]["id"].as_str().unwrap().to_owned());
        }
        let (files, base, known) = (env.files(), env.journal(), answers(&env));
        let (whole, told, calls) = (Vec::new(), Value::Null, Vec::new());
        let mut bench = Self { env, case, strace, args, files, base, whole, known, told, calls };
        let log = bench.log();
        let ran = bench.traced(&["-y", "-s", "0"]);
        assert_eq!(ran.code, Some(case.code), "{}: {}", case.name, ran.stderr);
        bench.calls = self::calls(&fs::read_to_string(log).unwrap(), &bench.env.home());
        bench.whole = bench.env.journal();
        bench.told = answers(&bench.env);
        assert!(bench.calls.iter().filter(|call| call.at_home).count() > 10, "{}: too few calls", case.name);
        let told = |files: &BTreeMap<String, Vec<u8>>| {
            ["journal.jsonl", "profile.json"].map(|name| files.get(name).cloned().unwrap_or_default())
        };
        assert_ne!(told(&bench.env.files()), told(&bench.files), "{}: no change", case.name);
        bench
    }

    fn log(&self) -> PathBuf {
        self.env.home().with_file_name("calls")
    }

    /// The home as it was before the command.
    fn restore(&self) {
        fs::remove_dir_all(self.env.home()).ok();
        for (name, bytes) in &self.files {
            self.env.write(name, bytes);
        }
    }

    fn traced(&self, options: &[&str]) -> Traced {
        let inner = self.env.command(&self.args);
        let mut command = Command::new(self.strace);
        command.env_clear().args(["-qq", "-o"]).arg(self.log()).args(options);
        for (name, value) in inner.get_envs() {
            command.env(name, value.unwrap());
        }
        command.arg(inner.get_program()).args(inner.get_args()).current_dir(inner.get_current_dir().unwrap());
        let out = command.stdin(Stdio::null()).output().unwrap();
        Traced {
            code: out.status.code(),
            stdout: String::from_utf8(out.stdout).unwrap(),
            stderr: String::from_utf8(out.stderr).unwrap(),
        }
    }

    /// The calls that a fault is put on. A kill after a call is one before the next, whatever that touches.
    fn points(&self, fault: Fault) -> Vec<&Call> {
        let at_home: BTreeSet<usize> = self.calls.iter().filter(|call| call.at_home).map(|call| call.place).collect();
        let chosen = |call: &&Call| match fault {
            Fault::Error(_) => call.at_home,
            Fault::Kill => call.at_home || call.place.checked_sub(1).is_some_and(|before| at_home.contains(&before)),
        };
        self.calls.iter().filter(chosen).collect()
    }

    /// Puts the fault on every call, or on those that leave `part.0` when divided by `part.1`.
    fn sweep(&self, fault: Fault, part: (usize, usize)) -> Row {
        let mut row = Row::default();
        for call in self.points(fault).into_iter().filter(|call| call.place % part.1 == part.0) {
            self.restore();
            let what = match fault {
                Fault::Error(errno) => format!("error={errno}"),
                Fault::Kill => "signal=KILL".to_owned(),
            };
            let inject = format!("inject={}:{what}:when={}", call.name, call.nth);
            let ran = self.traced(&["-e", &format!("trace={}", call.name), "-e", &inject]);
            let where_ = format!("{}, {inject}", self.case.name);
            self.check(fault, &ran, &where_, &mut row);
        }
        row
    }

    fn check(&self, fault: Fault, ran: &Traced, at: &str, row: &mut Row) {
        row.tried += 1;
        let killed = ran.code.is_none();
        if fault == Fault::Kill {
            assert!(killed, "{at}: it was not killed\n{}", ran.stderr);
            row.killed += 1;
        } else {
            assert!(!killed, "{at}: it crashed");
            assert!(!ran.stderr.contains("panicked"), "{at}: {}", ran.stderr);
            let log = fs::read_to_string(self.log()).unwrap();
            assert!(log.contains("(INJECTED)"), "{at}: nothing was injected, so the run differs from the first");
        }
        let now = self.env.journal();
        let lines = self.env.journal_text();
        let confirmed = ran.code == Some(self.case.code) || (killed && !ran.stdout.is_empty());
        self.check_answers(confirmed, &now, ran, at);
        let full = |events: &[Value]| events.iter().map(bare).collect::<Vec<_>>();
        match self.case.expects {
            Expects::More => {
                assert_eq!(now.len(), lines.lines().count(), "{at}: a line is damaged:\n{lines}");
                assert!(lines.is_empty() || lines.ends_with('\n'), "{at}: a line is torn");
                assert_eq!(now.get(..self.base.len()), Some(&self.base[..]), "{at}: something was lost");
                let new = &now[self.base.len()..];
                let wanted = full(&self.whole[self.base.len()..]);
                let is_card = |event: &Value| event.get("screened").is_some();
                let first = wanted.iter().rposition(|event| !is_card(event)).map_or(0, |place| place + 1);
                assert!([0, first, wanted.len()].contains(&new.len()), "{at}: a part of one write is there: {new:?}");
                assert_eq!(full(new), wanted[..new.len()], "{at}: something was invented");
                if confirmed {
                    assert_eq!(new.len(), wanted.len(), "{at}: it was confirmed and is not there");
                }
                let known = answers(&self.env);
                if new.len() == wanted.len() && known == self.told {
                    row.all += 1;
                } else if new.is_empty() && known == self.known {
                    row.nothing += 1;
                } else {
                    row.part += 1;
                }
                if !killed && !confirmed {
                    row.refused += 1;
                    let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
                    let names: Vec<&str> = new.iter().map(|record| name(&record["event"])).collect();
                    let saved = said.split_once("Saved before that: ").and_then(|(_, rest)| rest.split_once('.'));
                    // Where the disk did not confirm, it may be there or not, and that is what is said.
                    if !said.contains("may not be saved") {
                        let saved = saved.map_or("", |(names, _)| names).split(", ").filter(|name| *name != "profile");
                        let saved: Vec<&str> = saved.filter(|name| !name.is_empty()).collect();
                        // However many come, an import says it in a word.
                        let import = self.case.name == IMPORT && !names.is_empty();
                        assert_eq!(saved, if import { vec!["entries"] } else { names }, "{at}: {said}");
                        let nothing = saved.is_empty() && answers(&self.env) == self.known;
                        assert_eq!(nothing, said.contains("Nothing was saved."), "{at}: {said}");
                    }
                }
            }
            Expects::Repaired | Expects::Less => {
                let damaged = lines.contains("{oops");
                let done = now == self.whole && !damaged;
                assert!(done || now == self.base, "{at}: neither the old nor the new:\n{lines}");
                if self.case.expects == Expects::Less && !done {
                    assert_eq!(lines.as_bytes(), self.files["journal.jsonl"], "{at}");
                }
                if self.case.expects == Expects::Repaired {
                    let old = self.env.files().into_iter().find(|(name, _)| name.contains(".old"));
                    let kept = old.is_some_and(|(_, bytes)| bytes == self.files["journal.jsonl"]);
                    assert!(damaged || kept, "{at}: the old journal is gone");
                }
                if confirmed {
                    assert!(done, "{at}: it was confirmed and not done");
                }
                *(if done { &mut row.all } else { &mut row.nothing }) += 1;
                row.refused += usize::from(!killed && !confirmed);
            }
        }
        // And then somebody goes on.
        let known = answers(&self.env);
        let ran = self.env.sh("log 1 --note again --json");
        ran.ok();
        let after = self.env.journal();
        assert_eq!(after.len(), now.len() + 1, "{at}: {ran}");
        assert_eq!(after[..now.len()], now[..], "{at}: {ran}");
        assert_eq!(after.last().unwrap()["event"], json!({ "pain": { "level": 1, "note": "again" } }), "{at}: {ran}");
        let back: Vec<&Value> = now.iter().map(|record| &record["event"]["retracted"]["of"]).collect();
        let counts = now.iter().rev().filter(|record| !back.contains(&&record["id"]));
        let runs = counts.into_iter().find_map(|record| match name(&record["event"]) {
            "started" => Some(true),
            "ended" => Some(false),
            _ => None,
        });
        assert_eq!(!ran.json()["next"].is_null(), runs.unwrap_or(false), "{at}: its protocol is not there: {ran}");
        assert_eq!(answers(&self.env), known, "{at}: {ran}");
    }

    /// The profile is the old one or the new one, and never new where the events that belong to it are not there.
    fn check_answers(&self, confirmed: bool, now: &[Value], ran: &Traced, at: &str) {
        let known = answers(&self.env);
        let told = known == self.told;
        assert!(told || known == self.known, "{at}: neither the old answers nor the new: {known}");
        if confirmed {
            assert!(told, "{at}: it was confirmed, and the answers are not there: {known}");
        } else if told && known != self.known {
            let whole = now.len() == self.whole.len();
            assert!(whole || self.case.name == IMPORT, "{at}: answers without their events");
            let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
            let names_it = said.contains("profile") || said.contains("may not be saved");
            assert!(ran.code.is_none() || names_it, "{at}: it is silent about the profile: {said}");
        }
    }
}

/// The answers about the person on the disk; a profile that is not there knows nothing.
fn answers(env: &Env) -> Value {
    let bytes = fs::read(env.home().join("profile.json")).unwrap_or_else(|_| b"{}".to_vec());
    let profile: Value = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("half a profile: {error}"));
    profile.get("answers").cloned().unwrap_or_else(|| json!({}))
}

struct Traced {
    /// `None`: a signal.
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Calls for memory. How many there are differs from run to run, and they leave no trace in a file: a kill there is one
/// before the next call.
const MEMORY: [&str; 5] = ["brk", "mmap", "munmap", "mremap", "madvise"];

/// The calls of a trace. Only one thread runs, so that a line is a call.
fn calls(log: &str, home: &Path) -> Vec<Call> {
    let home = home.to_str().unwrap();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((name, _)) = line.split_once('(') else { continue };
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            continue;
        }
        let at_home = line.contains(home);
        if MEMORY.contains(&name) && !at_home {
            continue;
        }
        let nth = seen.entry(name.to_owned()).or_default();
        *nth += 1;
        calls.push(Call { place: calls.len(), name: name.to_owned(), nth: *nth, at_home });
    }
    calls
}

/// An event without what differs from run to run.
fn bare(record: &Value) -> Value {
    record["event"].clone()
}

fn name(event: &Value) -> &str {
    event.as_object().unwrap().keys().next().unwrap()
}

/// Puts each of these faults on each call of each command, and prints what came of it. `shared`: each call gets one of
/// the faults, in turn.
fn sweep(title: &str, chosen: fn(&Case) -> bool, faults: &[Fault], shared: bool) {
    let Some(strace) = strace() else {
        tell("\nSKIPPED: strace is not here, or may not trace; no fault was tried (Debian: apt-get install strace)\n");
        return;
    };
    let jobs: Mutex<Vec<&Case>> = Mutex::new(CASES.iter().rev().filter(|case| chosen(case)).collect());
    let rows: Mutex<BTreeMap<(usize, usize), String>> = Mutex::default();
    let totals: Mutex<usize> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(case) = jobs.lock().unwrap().pop() else { return };
                    let place = CASES.iter().position(|other| other.name == case.name).unwrap();
                    let bench = Bench::new(case, &strace);
                    for (nth, fault) in faults.iter().enumerate() {
                        let row = bench.sweep(*fault, if shared { (nth, faults.len()) } else { (0, 1) });
                        *totals.lock().unwrap() += row.tried;
                        rows.lock().unwrap().insert((place, nth), told(case.name, *fault, &row));
                    }
                }
            });
        }
    });
    let rows = rows.into_inner().unwrap();
    let rows: Vec<String> = rows.into_values().collect();
    let total = totals.into_inner().unwrap();
    tell(&format!(
        "\n{title}\n| command | fault | points tried | survived | nothing saved | all saved | first write only | refused |\n\
         |---|---|--:|--:|--:|--:|--:|--:|\n{}\n{total} points tried, {total} survived\n",
        rows.join("\n")
    ));
}

fn told(name: &str, fault: Fault, row: &Row) -> String {
    let fault = match fault {
        Fault::Error(errno) => errno,
        Fault::Kill => "KILL before and after",
    };
    let Row { tried, nothing, all, part, refused, .. } = row;
    format!("| `{name}` | {fault} | {tried} | {tried} | {nothing} | {all} | {part} | {refused} |")
}

#[test]
fn every_call_fails_once_or_is_killed_once() {
    // What replaces the journal has the most calls, and is left to the sweep of all.
    let small = |case: &Case| case.expects == Expects::More && case.name != IMPORT;
    sweep("Faults, one by one", small, &[Fault::Error("EIO"), Fault::Kill], true);
}

#[test]
#[ignore = "takes minutes: `cargo test --release -- --ignored`"]
fn every_call_fails_in_every_way() {
    let errors = ["EIO", "ENOSPC", "EDQUOT", "EROFS", "EACCES"].map(Fault::Error);
    sweep("Faults, one by one, in every way", |_| true, &[&errors[..], &[Fault::Kill]].concat(), false);
}

/// A size limit cuts the one write of a line at every byte of it.
#[cfg(unix)]
#[test]
fn a_full_disk_takes_a_whole_line_or_nothing() {
    let env = Env::new();
    env.sh("log 5").ok();
    let first = env.journal_text().trim_end().to_owned();
    let line = first.len() + 1;
    // A limit is a number of blocks of 512 bytes. Spaces at the end of a line are no entry, and fill.
    let limit = (line * 2).div_ceil(512) * 512;
    let mut refused = 0;
    for room in (0..=line + 1).step_by(3).chain([line - 1, line]) {
        let before = format!("{first:<width$}\n", width = limit - room - 1);
        env.write("journal.jsonl", &before);
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", limit / 512);
        let (code, _, said) = below_shell(&env, &script, "log 4");
        let now = env.journal_text();
        if room >= line {
            assert_eq!((code, now.lines().count()), (Some(0), 2), "with room for {room} of {line} bytes: {said}");
            continue;
        }
        refused += 1;
        assert_eq!((code, now), (Some(1), before), "with room for {room} of {line} bytes: {said}");
        assert!(said.contains("Nothing was saved."), "{said}");
    }
    assert!(refused > 40, "{refused}");
}

#[test]
fn a_file_in_the_folder_s_place_is_named_and_left_alone() {
    let env = Env::new();
    fs::write(env.home(), "mine").unwrap();
    for line in ["start", "log 5", "took ibuprofen 200mg", "profile set age 40"] {
        env.sh(line).code(1).tells("Nothing was saved.");
    }
    assert_eq!(fs::read_to_string(env.home()).unwrap(), "mine");
}
