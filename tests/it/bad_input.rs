//! Whatever goes wrong from outside is said clearly, ends with its documented code, and loses nothing.

use std::fs::{self, File};
use std::process::{Command, Stdio};

use serde_json::json;

use crate::begin::{content, floor, keeps, records, standing};
use crate::env::Env;

/// Runs the program below a shell: `"$@"` in the script is its command line. The code, what was answered and what was
/// told.
pub(crate) fn below_shell(env: &Env, script: &str, line: &str) -> (Option<i32>, String, String) {
    let inner = env.command(crate::env::split(line));
    let mut command = Command::new("/bin/sh");
    command.env_clear().args(["-c", script, "sh"]).arg(inner.get_program()).args(inner.get_args());
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(inner.get_current_dir().unwrap()).stdin(Stdio::null());
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn times_that_cannot_be_are_refused_with_one_that_can() {
    let mut env = floor();
    for (line, words) in [
        ("log 6 --at 12:00", "yet to come; for the day before write \"yesterday 12:00\""),
        ("log 6 --at 2026-11-23T09:00", "yet to come"),
        ("log 6 --at 2026-11-22T09:05:01+01:00", "yet to come"),
        ("log 6 --at 40m", "write \"40m ago\""),
        ("log 6 --at soon", "a time looks like 09:30"),
        ("log 6 --at 25:00", "a time looks like 09:30"),
        ("log 6 --at ''", "a time looks like 09:30"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words).tells("--at");
    }
    env = Env::new();
    env.at("2026-10-25T12:00:00+01:00");
    let ran = keeps(&env, "log 6 --at 02:30", 2);
    ran.refused(2).tells("showed that time twice; write 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00");
    records(&env, "log 6 --at 2026-10-25T02:30:00+02:00", &[json!({ "pain": { "level": 6 } })]).ok();
    env = Env::new();
    env.at("2027-03-28T12:00:00+02:00");
    keeps(&env, "log 6 --at 02:30", 2)
        .refused(2)
        .tells("set forward over that time")
        .tells("2027-03-28T03:00:00+02:00");
}

#[test]
fn a_torn_line_stays_and_the_next_begins_anew() {
    for torn in ["{\"v\":1,\"id\":\"01a2", "garbage", "\u{fffd}\u{1b}[2J", "{\"v\":1}"] {
        let mut env = standing();
        env.append(torn);
        env.advance("1m");
        let before = env.journal_text();
        let bad = before.lines().count();
        let ran = keeps(&env, "next", 0);
        ran.silent_err()
            .says(&format!("Line {bad} of your journal cannot be read."))
            .says("a) Numb or tingling between the legs");
        assert!(!ran.stdout.contains('\u{1b}'), "{ran}");
        env.sh("why ibuprofen").ok().says("Not now.");
        let ran = env.sh("log 6");
        ran.ok().says(": 6 of 10.");
        let after = env.journal_text();
        assert!(after.starts_with(&format!("{before}\n{{\"v\":2")), "the bad line changed:\n{after}");
        assert_eq!(env.last_event(), json!({ "pain": { "level": 6 } }));
    }
}

#[test]
fn a_damaged_line_withholds_medicine_and_asks_again_and_stays() {
    let mut env = standing();
    env.append("{ not an entry\n");
    env.advance("1m");
    env.sh("log 5").ok();
    let before = env.journal_text();
    let bad = before.lines().count() - 1;
    keeps(&env, "next", 0).says(&format!("Line {bad} of your journal cannot be read.")).says("a) Numb or tingling");
    keeps(&env, "status", 0).says(&format!("Line {bad} of your journal"));
    let json = keeps(&env, "next --json", 0).json();
    assert_eq!((&json["screening"], &json["alerts"].as_array().unwrap().len()), (&json!("pending"), &1));
    env.sh("screen --clear").ok();
    for _ in 0..30 {
        let json = env.sh("next --json").ok().json();
        assert_ne!(json["action"]["kind"], "medicine", "{json}");
        drop(env.sh("skip"));
        env.advance("30m");
    }
    assert!(env.journal_text().starts_with(&before));
}

#[test]
fn a_line_of_a_newer_version_makes_the_journal_read_only() {
    let mut env = standing();
    let line = env.line(json!({ "dreamt": {} })).replace("\"v\":1", "\"v\":3");
    env.append(&format!("{line}\n"));
    env.advance("1m");
    for line in [
        "log 5",
        "took ibuprofen 200mg",
        "done walk",
        "skip",
        "undo",
        "end",
        "screen --clear",
        "start --new",
        "profile set age 50",
    ] {
        keeps(&env, line, 5).refused(5).tells("lines of version 3; this backflare writes 2").tells("Nothing was saved");
    }
    keeps(&env, "next", 0).says("of your journal").says("a) Numb or tingling");
    keeps(&env, "why ibuprofen", 0).says("Not now.");
}

#[test]
fn a_profile_that_cannot_be_trusted_stops_advice_and_no_record() {
    let mut env = standing();
    for text in [
        "{\"answers\":{",
        "",
        "[]",
        "{\"answers\":{\"age\":{\"value\":\"forty\",\"at\":\"2026-11-22T09:05:00+01:00\"}}}",
        "\u{0}",
    ] {
        env.write("profile.json", text);
        env.advance("1m");
        for line in
            ["next", "done", "skip", "status", "why heat", "profile", "profile set age 44", "start --new", "end"]
        {
            keeps(&env, line, 5)
                .refused(5)
                .tells("the profile cannot be trusted")
                .tells("mv ")
                .tells("backflare profile ask");
        }
        records(&env, "log 5 --at 4m ago", &[json!({ "pain": { "level": 5 } })]).says(": 5 of 10.");
        env.sh("took ibuprofen 200mg --at 4m ago").ok().says("Recorded: ibuprofen 200 mg");
        env.sh("undo").ok();
        assert_eq!(env.read("profile.json"), text);
    }
}

#[test]
fn a_file_where_the_home_should_be_is_named() {
    let env = Env::new();
    fs::write(env.home(), "mine").unwrap();
    for line in [
        "start",
        "start --clear",
        "next",
        "status",
        "log 5",
        "took ibuprofen 200mg",
        "undo",
        "profile",
        "profile set age 44",
        "end",
        "why heat",
    ] {
        let ran = env.sh(line);
        // What only reads says that it cannot be reached.
        let code = if ["next", "status", "profile", "why heat"].contains(&line) { 5 } else { 1 };
        ran.refused(code).tells("home is not a folder").tells("mv ").tells("BACKFLARE_HOME");
    }
    env.sh("red-flags").ok();
    env.sh("protocol list").ok();
    assert_eq!(fs::read_to_string(env.home()).unwrap(), "mine");
}

#[test]
fn a_folder_where_a_file_should_be_is_named() {
    let env = Env::new();
    fs::create_dir_all(env.home().join("journal.jsonl")).unwrap();
    env.sh("log 5").refused(1).tells("a folder stands in its place");
    env.sh("next").refused(5).tells("a folder stands in its place");
    let env = Env::new();
    fs::create_dir_all(env.home().join("profile.json")).unwrap();
    env.sh("start").refused(5).tells("is not a regular file");
}

/// Fills the journal with an empty line until `room` bytes are left below a limit, which comes back in blocks of 512.
fn fill(env: &Env, room: usize) -> usize {
    let length = env.journal_text().len();
    let blocks = (length + room) / 512 + 1;
    env.append(&format!("{}\n", " ".repeat(blocks * 512 - room - length - 1)));
    blocks
}

#[test]
fn a_full_disk_loses_nothing_and_confirms_nothing() {
    // Room for a part of the line, which is cut back; and none, as ENOSPC is, with the signal of the limit ignored.
    for room in [100, 0] {
        let env = floor();
        let blocks = fill(&env, room);
        let before = content(&env);
        for line in ["log 5", "took ibuprofen 200mg", "done", "skip", "end", "start --new"] {
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
            let (code, out, err) = below_shell(&env, &script, line);
            assert_eq!((code, out.as_str()), (Some(1), ""), "{line}: {err}");
            assert!(err.starts_with("error: ") && err.contains("cannot be written"), "{line}: {err}");
            let after = content(&env);
            assert!(after["journal.jsonl"] == before["journal.jsonl"], "{line}: the journal changed");
            assert!(after.keys().all(|name| !name.contains(".tmp")), "{line}: {:?}", after.keys());
        }
        env.sh("next").ok();
        env.sh("log 5").ok();
    }
}

#[test]
fn closed_streams_are_no_harm() {
    let env = floor();
    let (code, out, _) = below_shell(&env, "exec \"$@\" <&-", "next");
    assert!(code == Some(0) && out.contains("Five tiny moves"), "{code:?} {out}");
    let (code, ..) = below_shell(&env, "exec \"$@\" <&-", "log 5");
    assert_eq!(code, Some(0));
    let fresh = Env::new();
    let (code, out, _) = below_shell(&fresh, "exec \"$@\" <&-", "start");
    assert!(code == Some(0) && out.contains("Before you move"), "{code:?} {out}");
    let (code, out, err) = below_shell(&env, "exec \"$@\" >&- 2>&-", "log 6");
    assert_eq!((out.as_str(), err.as_str()), ("", ""));
    assert!([Some(0), Some(1)].contains(&code), "{code:?}");
    assert_eq!(env.last_event(), json!({ "pain": { "level": 6 } }));
}

#[test]
fn a_reader_that_has_gone_is_success() {
    let env = floor();
    for line in ["next", "--help", "red-flags", "status --json", "log 5", "protocol show --raw"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = env.command(crate::env::split(line)).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{line}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_an_error_and_the_record_is_kept() {
    let env = floor();
    for line in ["next", "--help", "log 5"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = env.command(crate::env::split(line)).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{line}: {err}");
        assert!(err.contains("the answer cannot be written") && err.contains("is kept"), "{line}: {err}");
    }
    assert_eq!(env.last_event(), json!({ "pain": { "level": 5 } }));
}

#[test]
fn the_environment_is_judged_where_it_matters() {
    let mut env = floor();
    for tz in ["Nowhere/City", "../../etc/passwd", "CET-1CEST,broken"] {
        env.set("TZ", tz);
        for line in ["next", "log 5", "status", "start --new", "took ibuprofen 200mg"] {
            keeps(&env, line, 2).refused(2).tells("TZ is ").tells("TZ=Europe/Berlin");
        }
    }
    env.sh("red-flags").ok();
    env.unset("TZ").set("BACKFLARE_NOW", "yesterday");
    keeps(&env, "log 5", 2).refused(2).tells("BACKFLARE_NOW").tells("2026-11-22T09:30:00+01:00");
}

#[test]
fn its_own_clock_needs_a_home_of_its_own() {
    let mut env = Env::new();
    env.unset("BACKFLARE_HOME").set("BACKFLARE_NOW", "2001-01-01T00:00:00Z");
    let now = env.sh("next --json").code(4).json()["now"].clone();
    assert!(!now.as_str().unwrap().starts_with("2001"), "{now}");
    // An empty one is as if unset.
    env.set("BACKFLARE_HOME", "");
    let now = env.sh("next --json").code(4).json()["now"].clone();
    assert!(!now.as_str().unwrap().starts_with("2001"), "{now}");
}

#[test]
fn a_clock_that_stands_behind_withholds_medicine_and_past_times() {
    let mut env = standing();
    env.sh("log 6").ok();
    env.at("2026-11-22T09:00:00+01:00");
    keeps(&env, "log 5 --at 08:00", 2).refused(2).tells("--at cannot be used now").tells("Set the computer's clock");
    keeps(&env, "next", 0).says("The computer's clock is behind");
    // What is recorded is recorded, and never earlier than the line before.
    env.sh("log 5").ok();
    let journal = env.journal();
    let last = &journal[journal.len() - 1];
    assert_eq!(
        (&last["rec"], &last["event"]),
        (&"2026-11-22T09:15:00+01:00".into(), &json!({ "pain": { "level": 5 } }))
    );
}
