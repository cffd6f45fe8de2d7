//! What is written down is its owner's alone, and what others wrote cannot reach the terminal or fill the memory.

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::Command;

use crate::bad_input::below_shell;
use crate::begin::{floor, keeps};
use crate::env::{Env, Ran};

/// Everything in the home with its permissions, the home included.
fn modes(env: &Env) -> Vec<(String, u32)> {
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let mut all = vec![(String::new(), mode(&env.home()))];
    all.extend(env.files().into_keys().map(|name| (name.clone(), mode(&env.home().join(name)))));
    if env.home().join("flares").exists() {
        all.push(("flares".to_owned(), mode(&env.home().join("flares"))));
    }
    all
}

#[test]
fn only_the_owner_may_look_whatever_the_umask() {
    for umask in ["000", "022", "077", "277", "777"] {
        let env = Env::new();
        for line in [
            "start --clear",
            "log 5",
            "took ibuprofen 200mg",
            "profile set age 44",
            "undo",
            "doctor --repair --yes",
            "start --new",
        ] {
            if line.starts_with("doctor") {
                env.append("damaged\n");
            }
            let (code, _, said) = below_shell(&env, &format!("umask {umask}; exec \"$@\""), line);
            assert_eq!(code, Some(0), "umask {umask}, {line}: {said}");
            for (name, mode) in modes(&env) {
                let wanted = if name.is_empty() || name == "flares" { 0o700 } else { 0o600 };
                assert_eq!(mode, wanted, "umask {umask}, {line}: {name:?} is {mode:o}");
            }
        }
    }
}

#[test]
fn a_journal_of_somebody_else_is_refused() {
    let env = floor();
    let journal = env.home().join("journal.jsonl");
    // Only root may give files away.
    if fs::metadata(&journal).unwrap().uid() != 0 || std::os::unix::fs::chown(&journal, Some(12345), None).is_err() {
        crate::faults::tell("\nSKIPPED: only root can make a journal that belongs to somebody else\n");
        return;
    }
    for line in ["next", "status", "log 5", "took ibuprofen 400mg", "undo", "end", "start --new", "why ibuprofen"] {
        keeps(&env, line, 5).refused(5).tells("it belongs to somebody else (user 12345)");
    }
    for line in ["log 5", "took ibuprofen 400mg"] {
        keeps(&env, line, 5).tells("Nothing was saved.");
    }
    keeps(&env, "doctor", 5).says("permissions: not to be trusted").says("somebody else owns");
    env.sh("red-flags").ok();
}

/// Nothing that a terminal obeys, and nothing that turns its writing around.
#[track_caller]
fn clean(ran: &Ran) {
    let obeyed = |c: &char| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c) || *c == '\u{2066}';
    let found: Vec<char> = ran.stdout.chars().chain(ran.stderr.chars()).filter(obeyed).collect();
    assert!(found.is_empty(), "{found:?} in {ran}");
}

#[test]
fn names_of_files_cannot_reach_the_terminal() {
    let env = floor();
    let evil = "evil\u{1b}]0;owned\u{7}\u{202e}gpj\u{9b}2J.json";
    let arg = format!("home/protocols/{evil}");
    for text in ["{}", "{\"format\": 1", "\u{1b}[2J\u{202e}", "[\"\\u001b[2J\"]"] {
        env.write(&format!("protocols/{evil}"), text);
        for more in [&[][..], &["--json"]] {
            for line in [&["protocol", "check", &arg][..], &["start", "-p", &arg], &["protocol", "list"], &["doctor"]] {
                clean(&env.run([line, more].concat()));
            }
        }
    }
    clean(&env.run(["protocol", "check", "home/none\u{1b}[2J\u{202e}.json"]));
    clean(&env.run(["start", "-p", "a\u{1b}[2J\u{202e}"]));
    clean(&env.run(["done", "a\u{1b}[2J\u{202e}"]));
    clean(&env.run(["log", "5", "--at", "a\u{1b}[2J\u{202e}"]));
    clean(&env.run(["forget", "--flare", "a\u{1b}[2J\u{202e}"]));
    clean(&env.run([std::ffi::OsStr::new("log"), std::ffi::OsStr::from_bytes(b"\x1b[2J\xff")]));
}

#[test]
fn the_name_of_the_home_cannot_either() {
    let mut env = Env::new();
    let evil = env.home().join("h\u{1b}[2J\u{202e}");
    env.set("BACKFLARE_HOME", evil.to_str().unwrap());
    for line in ["start", "log 5", "doctor", "doctor --json", "profile"] {
        let ran = env.sh(line);
        ran.ok();
        clean(&ran);
    }
    fs::write(evil.join("journal.jsonl"), "damaged\n").unwrap();
    for line in ["doctor", "doctor --repair", "doctor --repair --yes --json", "doctor --json", "next"] {
        clean(&env.sh(line));
    }
    fs::remove_dir_all(&evil).unwrap();
    fs::write(&evil, "mine").unwrap();
    for line in ["start", "log 5", "doctor", "next --json"] {
        clean(&env.sh(line));
    }
}

#[test]
fn notes_and_names_of_medicines_cannot_reach_the_terminal() {
    let env = floor();
    let evil = "x\u{1b}[2J\u{202e}y\u{9b}";
    for line in [&["log", "5", "--note", evil][..], &["took", evil, "5mg"], &["skip", "--because", evil]] {
        for more in [&[][..], &["--json"]] {
            clean(&env.run([line, more].concat()));
        }
    }
    for line in ["status", "status --json", "next", "undo", "undo --json", "doctor", "forget", "why ibuprofen --json"] {
        clean(&env.sh(line));
    }
}

/// Runs with so little memory that whatever reads the file whole is killed. In KiB.
const LITTLE: u32 = 50 * 1024;

#[test]
fn a_file_of_a_gibibyte_or_a_deep_one_is_refused_in_little_memory() {
    let env = floor();
    env.write("protocols/huge.json", "");
    // A hole: it takes no room on the disk.
    File::options().write(true).open(env.home().join("protocols/huge.json")).unwrap().set_len(1 << 30).unwrap();
    env.write("protocols/deep.json", "[".repeat(1 << 20));
    env.write("protocols/deeper.json", "{\"steps\":".repeat(100_000));
    env.write("protocols/wide.json", format!("[{}0]", "0,".repeat(500_000)));
    let little = format!("ulimit -v {LITTLE}; exec \"$@\"");
    env.write("protocols/twice.json", format!("{{{}\"a\":0}}", "\"a\":0,".repeat(200_000)));
    let many: Vec<String> = (0..150_000).map(|nth| format!("\"{nth}\":0")).collect();
    env.write("protocols/unknown.json", format!("{{{}}}", many.join(",")));
    let less: Vec<String> = (0..19_000).map(|nth| format!("\"{nth}\":0")).collect();
    env.write("protocols/less.json", format!("{{{}}}", less.join(",")));
    env.write("protocols/steps.json", format!("{{\"steps\":[{}{{}}]}}", "{},".repeat(19_000)));
    for name in ["huge", "deep", "deeper", "wide", "twice", "unknown", "less", "steps"] {
        for line in ["protocol check", "protocol show", "start --new -p"] {
            let (code, out, said) = below_shell(&env, &little, &format!("{line} home/protocols/{name}.json"));
            assert_eq!((code, out.as_str()), (Some(5), ""), "{line} {name}: {said}");
        }
    }
    let (code, out, said) = below_shell(&env, &little, "protocol list");
    assert!(code == Some(0) && out.contains("back-flare"), "{said}");
    let (code, ..) = below_shell(&env, &little, "doctor");
    assert_eq!(code, Some(5));
    // The profile and a flare's own copy are files too.
    let copy = env.files().into_keys().find(|name| name.starts_with("flares/")).unwrap();
    for name in [copy.as_str(), "profile.json"] {
        let path = env.home().join(name);
        let before = fs::read(&path).unwrap_or_default();
        File::options().create(true).truncate(true).write(true).open(&path).unwrap().set_len(1 << 30).unwrap();
        let (code, _, said) = below_shell(&env, &little, "next");
        assert_eq!(code, Some(5), "{name}: {said}");
        fs::write(&path, before).unwrap();
    }
    // A journal of any length is read from its end.
    let journal = env.home().join("journal.jsonl");
    let before = fs::read(&journal).unwrap();
    let mut huge = File::create(&journal).unwrap();
    huge.set_len(1 << 28).unwrap();
    std::io::Seek::seek(&mut huge, std::io::SeekFrom::End(0)).unwrap();
    std::io::Write::write_all(&mut huge, &[b"\n", &before[..]].concat()).unwrap();
    let (code, out, said) = below_shell(&env, &little, "next");
    assert_eq!(code, Some(0), "{out}{said}");
    assert!(out.contains("Line 1 of your journal"), "{out}");
}

#[test]
fn the_limit_of_memory_is_one() {
    // What reads the file whole does fail here: otherwise the test above shows nothing.
    let out = Command::new("/bin/sh")
        .args(["-c", &format!("ulimit -v {LITTLE}; x=$(head -c 100000000 /dev/zero | tr '\\0' x); echo ${{#x}}")])
        .output()
        .unwrap();
    assert_ne!(String::from_utf8_lossy(&out.stdout).trim(), "100000000");
}
