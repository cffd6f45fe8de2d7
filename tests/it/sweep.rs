//! Each file of a home replaced by each thing that may stand in its place, and every command run.
//!
//! Never "no flare" where one runs, never a medicine, never more than two seconds, never a byte changed by a command that
//! only reads; and a sign is told as one, or it is said that nobody knows.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::env::{Env, Ran};
use crate::faults::tell;

/// How long a command may take, whatever stands in its way.
const MOST: Duration = Duration::from_secs(2);

/// What a home may have in the place of one of its files.
const INSTEAD: [&str; 17] = [
    "missing",
    "empty",
    "directory",
    "pipe",
    "socket",
    "device",
    "loop",
    "dangling link",
    "link to a copy",
    "another format",
    "unreadable",
    "BOM",
    "UTF-16",
    "CRLF",
    "zeros",
    "pretty-printed",
    "marks of a merge",
];

/// The files that are replaced; `copy` is the flare's copy of its protocol, and the last is the folder of all.
const FILES: [&str; 6] = ["journal.jsonl", "profile.json", "journal.lock", "flares", "copy", "."];

/// What only reads.
const READS: &[&str] = &[
    "next",
    "today",
    "status",
    "why ibuprofen",
    "doctor",
    "forget",
    "profile",
    "red-flags",
    "history",
    "report",
    "page fridge",
    "export csv --table doses",
    "protocol list",
    "remind --json",
    "next --json",
    "status --json",
];
/// What records, or may.
const RECORDS: &[&str] = &[
    "log 5",
    "took ibuprofen 200mg",
    "done",
    "skip",
    "snooze",
    "walk --plain",
    "answer not-yet",
    "off",
    "amend 09:25 --level 5",
    "screen --clear",
    "screen --sign saddle-numb",
    "profile set age 45",
    "undo",
    "end",
    "start",
    "start --clear",
    "doctor --repair --yes",
];

/// What nobody is told where a flare runs, or may run.
const NEVER: [&str; 5] =
    ["nothing is running", "Nothing is running", "none is running", "you may take", "No ibuprofen is noted"];

/// The home of somebody with a flare that has an hour behind it, and a dose just taken; or with an emergency sign.
fn base(sign: bool) -> Env {
    let mut env = crate::begin::standing();
    env.sh("log 6").ok();
    env.sh("took ibuprofen 200mg").ok();
    if sign {
        env.sh("screen --sign saddle-numb").code(3);
    }
    env.at("09:25");
    env
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_all(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Everything below a folder, by name: what it is, and its bytes where it is a file. Nothing is waited for.
fn seen(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(path) = left.pop() {
        let Ok(known) = fs::symlink_metadata(&path) else { continue };
        let kind = known.file_type();
        let bytes = if kind.is_symlink() {
            fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes()
        } else if kind.is_dir() {
            left.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
            b"folder".to_vec()
        } else if kind.is_file() {
            fs::read(&path).unwrap_or_default()
        } else {
            format!("pipe {} socket {}", kind.is_fifo(), kind.is_socket()).into_bytes()
        };
        all.insert(path, bytes);
    }
    all
}

/// Puts that in the place of a file. `false`: it makes no sense there.
fn replace(path: &Path, instead: &str) -> bool {
    let folder = path.is_dir();
    let beside = path.with_file_name("moved-away");
    let bytes = fs::read(path).unwrap_or_default();
    if folder && matches!(instead, "directory" | "BOM" | "UTF-16" | "CRLF" | "pretty-printed" | "marks of a merge") {
        return false;
    }
    if path.exists() {
        fs::rename(path, &beside).unwrap();
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let write = |bytes: &[u8]| fs::write(path, bytes).unwrap();
    match instead {
        "missing" => {}
        "empty" if folder => fs::create_dir(path).unwrap(),
        "empty" => write(b""),
        "directory" => fs::create_dir(path).unwrap(),
        "pipe" => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        "socket" => drop(UnixListener::bind(path)),
        "device" => symlink("/dev/zero", path).unwrap(),
        "loop" => symlink(path, path).unwrap(),
        "dangling link" => symlink("/media/stick-not-there/file", path).unwrap(),
        "link to a copy" => symlink(&beside, path).unwrap(),
        "another format" => write(b"{\"name\": \"shopping\", \"items\": [\"milk\", \"bread\"]}\n"),
        "unreadable" => {
            fs::rename(&beside, path).unwrap_or_default();
            if path.exists() {
                fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
            }
        }
        "BOM" => write(format!("\u{feff}{text}").as_bytes()),
        "UTF-16" => write(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
        "CRLF" => write(text.replace('\n', "\r\n").as_bytes()),
        "zeros" => write(&vec![0; bytes.len().max(100)]),
        "pretty-printed" => {
            let pretty = |line: &str| serde_json::from_str(line).map(|value: serde_json::Value| format!("{value:#}\n"));
            let whole = pretty(&text).unwrap_or_else(|_| text.lines().filter_map(|line| pretty(line).ok()).collect());
            write(whole.as_bytes());
        }
        "marks of a merge" => write(format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> laptop\n").as_bytes()),
        other => panic!("{other} is not known"),
    }
    // As the program makes them: what is open to others is another matter.
    if instead != "unreadable" && fs::symlink_metadata(path).is_ok_and(|known| known.is_file()) {
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    if instead != "link to a copy" && beside.is_file() {
        fs::remove_file(&beside).unwrap();
    } else if instead != "link to a copy" && beside.is_dir() {
        fs::remove_dir_all(&beside).unwrap();
    }
    true
}

/// How the commands ended, by what stood in the place of a file.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, Row>);

/// How they ended with one such thing.
#[derive(Default)]
struct Row {
    runs: usize,
    slowest: Duration,
    codes: BTreeMap<i32, usize>,
}

/// A home with something in the place of a file, somewhere of its own.
fn spoilt(env: &mut Env, file: &str, instead: &str, nth: usize) -> Option<PathBuf> {
    let home = env.beside(&format!("sweep-{nth}")).join("home");
    copy_all(&env.home(), &home);
    let path = match file {
        "." => home.clone(),
        "copy" => fs::read_dir(home.join("flares")).unwrap().next().unwrap().unwrap().path(),
        name => home.join(name),
    };
    env.set("BACKFLARE_HOME", home.to_str().unwrap());
    replace(&path, instead).then_some(home)
}

fn judge(ran: &Ran, sign: bool, what: &str) {
    for words in NEVER {
        assert!(!ran.stdout.contains(words) && !ran.stderr.contains(words), "{words:?} with {what}: {ran}");
    }
    assert!(ran.code >= 0 && ran.code != 4 && ran.code != 101, "with {what}: {ran}");
    let asks = ["next", "today"].iter().any(|name| ran.what().starts_with(&format!("backflare {name} (")));
    if sign && asks {
        assert!([3, 5].contains(&ran.code), "a sign is passed over with {what}: {ran}");
    }
}

fn sweep(reads: &[&str], records: &[&str]) -> Tally {
    let mut tally = Tally::default();
    let mut nth = 0;
    for sign in [false, true] {
        let mut env = base(sign);
        for file in FILES {
            for instead in INSTEAD {
                // No home is a first day, and so is an empty one.
                if file == "." && matches!(instead, "missing" | "empty") {
                    continue;
                }
                let what = format!("{file}: {instead}, sign: {sign}");
                for (place, line) in reads.iter().chain(records).enumerate() {
                    nth += 1;
                    let Some(home) = spoilt(&mut env, file, instead, nth) else { break };
                    let root = home.parent().unwrap();
                    let before = seen(root);
                    let begun = Instant::now();
                    let ran = env.sh(line);
                    let took = begun.elapsed();
                    assert!(took < MOST, "{took:?} with {what}: {ran}");
                    judge(&ran, sign, &what);
                    if place < reads.len() {
                        assert!(seen(root) == before, "a byte is changed with {what}: {ran}");
                    }
                    let row = tally.0.entry(instead).or_default();
                    row.runs += 1;
                    row.slowest = row.slowest.max(took);
                    *row.codes.entry(ran.code).or_default() += 1;
                    if file != "." {
                        fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
                    }
                    fs::remove_dir_all(root).unwrap();
                }
            }
        }
    }
    tally
}

/// Prints the table of `docs/testing.md`: the exit codes that were met, and what may never be.
fn told(Tally(rows): &Tally) {
    const CODES: [i32; 5] = [0, 1, 2, 3, 5];
    let met: usize = rows.values().flat_map(|row| row.codes.values()).sum();
    let counted: usize = rows.values().flat_map(|row| CODES.iter().filter_map(|code| row.codes.get(code))).sum();
    assert_eq!(met, counted, "a command ended in a way that the table has no place for");
    let line = |name: &str, row: &Row| {
        let codes = CODES.map(|code| row.codes.get(&code).unwrap_or(&0).to_string()).join(" | ");
        format!("| {name} | {} | {codes} | {} | 0 |\n", row.runs, row.slowest.as_millis())
    };
    let mut all = Row::default();
    for row in rows.values() {
        all.runs += row.runs;
        all.slowest = all.slowest.max(row.slowest);
        row.codes.iter().for_each(|(code, count)| *all.codes.entry(*code).or_default() += count);
    }
    let told: String = INSTEAD.iter().filter_map(|instead| Some(line(instead, rows.get(instead)?))).collect();
    tell(&format!(
        "\nA home that is spoilt\n| in the place of a file | runs | exit 0 | exit 1 | exit 2 | exit 3 | exit 5 | slowest, ms | \
         \"no flare\", a medicine, a changed byte, a hang |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n{told}{}",
        line("all", &all)
    ));
}

#[test]
fn whatever_stands_in_the_place_of_a_file_is_no_first_day() {
    told(&sweep(&["next", "doctor"], &["log 5"]));
}

#[test]
#[ignore = "takes minutes: `cargo test --release -- --ignored`"]
fn every_command_is_right_about_a_home_that_is_spoilt() {
    told(&sweep(READS, RECORDS));
}
