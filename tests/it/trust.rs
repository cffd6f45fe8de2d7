//! There, not there, or not to be trusted or reached: three answers, and none is taken for another.

use std::fs;

use serde_json::json;

use crate::begin::{floor, keeps};
use crate::env::Env;

/// Every command that needs to know whether a flare runs, without what only records.
const ASKS: &[&str] = &["next", "today", "walk --plain", "status", "why ibuprofen", "done", "skip", "snooze", "end"];

/// What none of them may ever say where a flare runs or may run.
#[track_caller]
fn never(env: &Env, line: &str) -> crate::env::Ran {
    let ran = env.sh(line);
    for words in ["no flare is running", "No flare is running", "you may take", "No ibuprofen is noted"] {
        assert!(!ran.stdout.contains(words) && !ran.stderr.contains(words), "{words:?} in {ran}");
    }
    ran
}

/// The journal with its first line changed by a letter.
fn spoil_first(env: &Env) {
    let text = env.journal_text();
    env.write("journal.jsonl", text.replacen("\"started\"", "\"starte?\"", 1));
}

fn copies(env: &Env) -> Vec<String> {
    env.files().into_keys().filter(|name| name.starts_with("flares/")).collect()
}

#[test]
fn a_byte_order_mark_is_skipped_in_every_file() {
    let mut env = floor();
    env.sh("profile set age 44").ok();
    env.sh("log 5").ok();
    env.at("09:06");
    let (next, status) = (env.sh("next").stdout, env.sh("status").stdout);
    let copy = copies(&env).remove(0);
    for name in ["journal.jsonl", "profile.json", &copy] {
        let text = env.read(name);
        let text = if name == "profile.json" { text.replace('\n', "\r\n") } else { text };
        env.write(name, format!("\u{feff}{text}"));
    }
    assert_eq!(keeps(&env, "next", 0).stdout, next);
    assert_eq!(keeps(&env, "status", 0).stdout, status);
    keeps(&env, "profile", 0).says("44");
    keeps(&env, "doctor", 0).says("journal: good").says("profile: good");
    env.sh("log 4").ok();
    assert!(env.journal_text().starts_with('\u{feff}'), "what stands there stays");
}

/// The start is lost, and the copy of its protocol says that there was one.
#[test]
fn a_flare_whose_start_cannot_be_read_goes_on() {
    let mut env = floor();
    env.sh("log 7").ok();
    env.at("09:10");
    spoil_first(&env);
    for line in ASKS.iter().filter(|line| **line != "end") {
        assert_ne!(never(&env, line).code, 4);
    }
    keeps(&env, "next", 0).says("Line 1 of your journal cannot be read.");
    keeps(&env, "status", 0).says("Day 1");
    keeps(&env, "doctor", 5).says("line 1");
    env.sh("start --clear").refused(2).tells("a flare is running already");
    // Its end ends it, as any other.
    env.sh("end").ok();
    env.at("+1m");
    env.sh("start --clear").ok();
    keeps(&env, "next", 0).says("Five tiny moves");
}

#[test]
fn without_the_copy_nobody_knows_and_it_is_said() {
    let mut env = floor();
    env.sh("log 7").ok();
    env.at("09:10");
    spoil_first(&env);
    fs::remove_dir_all(env.home().join("flares")).unwrap();
    for line in ASKS {
        never(&env, line).refused(5).tells("it may have been the beginning of a flare").tells("backflare doctor");
    }
    for line in ["next --json", "today --json", "status --json"] {
        never(&env, line).code(5);
    }
    keeps(&env, "doctor", 5).says("protocols: not to be trusted");
    keeps(&env, "forget", 5).tells("cannot be read");
    env.sh("start --clear").refused(5).tells("backflare start --new");
    env.sh("log 5").ok().says("Logged 5/10");
    env.sh("took ibuprofen 200mg").ok();
    env.sh("start --new --clear").ok();
    keeps(&env, "next", 0).ok();
}

#[test]
fn an_emptied_journal_beside_the_copy_of_a_protocol_is_not_the_first_day() {
    for gone in [true, false] {
        let mut env = floor();
        env.at("09:10");
        let path = env.home().join("journal.jsonl");
        if gone {
            fs::remove_file(&path).unwrap();
        } else {
            fs::write(&path, "").unwrap();
        }
        for line in ASKS {
            never(&env, line).refused(5).tells("is empty or gone").tells("backflare start --new");
        }
        env.sh("start").refused(5);
        env.sh("log 4").ok();
        never(&env, "next").refused(5);
        env.sh("start --new --clear").ok();
        keeps(&env, "next", 0).ok();
    }
}

#[test]
fn a_sign_counts_whatever_became_of_the_rest() {
    let check = |what: &str, spoil: fn(&Env)| {
        let mut env = floor();
        env.sh("screen --sign saddle-numb").code(3);
        env.at("09:10");
        spoil(&env);
        for line in ["next", "today", "screen"] {
            let ran = never(&env, line);
            ran.code(3);
            let said = format!("{}{}", ran.stdout, ran.stderr);
            assert!(said.contains("911") || said.contains("112"), "{what}: {ran}");
        }
        for line in ["start --clear", "start --new --clear", "end"] {
            never(&env, line).code(3);
        }
        env.at("+1m");
        let seen = env.sh("screen --seen 'a doctor looked'");
        assert_ne!(seen.code, 2, "{what}: {seen}");
        let after = env.sh("next");
        assert_ne!(after.code, 3, "{what}: {after}");
    };
    check("nothing", |_| {});
    check("the start", spoil_first);
    check("the start and the copy", |env| {
        spoil_first(env);
        fs::remove_dir_all(env.home().join("flares")).unwrap();
    });
    check("the copy", |env| fs::remove_dir_all(env.home().join("flares")).unwrap());
    check("the copy is another's", |env| copies(env).iter().for_each(|copy| env.write(copy, "{}")));
    check("the profile", |env| env.write("profile.json", "{"));
    check("the profile and the copy", |env| {
        env.write("profile.json", "{");
        fs::remove_dir_all(env.home().join("flares")).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn a_drive_that_is_out_is_not_an_empty_one() {
    use std::os::unix::fs::symlink;
    let check = |name: &str| {
        let env = floor();
        let path = if name.is_empty() { env.home() } else { env.home().join(name) };
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
        } else {
            fs::remove_file(&path).unwrap_or_default();
        }
        symlink("/media/stick-not-there/flare", &path).unwrap();
        let points = "points to /media/stick-not-there/flare, which is not there";
        for line in ["next", "status", "why ibuprofen", "today"] {
            never(&env, line).refused(5).tells(points);
        }
        let doctor = env.sh("doctor");
        doctor.says(points).says_not("first entry makes it");
        assert_ne!(doctor.code, 0, "{doctor}");
        if name != "flares" && name != "profile.json" {
            let ran = env.sh("log 5");
            ran.refused(1).tells(points).tells_not("mv ").tells("Nothing was saved");
        }
        assert!(path.is_symlink(), "{name}: the link is gone");
    };
    for name in ["", "journal.jsonl", "profile.json", "flares"] {
        check(name);
    }
}

#[test]
fn why_and_status_agree_about_a_line_that_cannot_be_read() {
    let mut env = floor();
    env.sh("log 5").ok();
    env.append("half a li\n");
    env.sh("log 4").ok();
    keeps(&env, "status", 0).says("cannot be read");
    let why = keeps(&env, "why ibuprofen", 0);
    why.says("A line of your journal cannot be read.").says_not("every line of your journal can be trusted");
    let said = keeps(&env, "why ibuprofen --json", 0).json();
    assert!(!said.to_string().contains("every line of your journal"), "{said}");
    env.at("2026-11-24T10:00:00+01:00");
    keeps(&env, "why ibuprofen", 0).says_not("every line of your journal can be trusted");
}

#[test]
fn marks_of_a_merge_are_named_and_are_no_dose() {
    let mut env = floor();
    for day in 22..26 {
        env.at(&format!("2026-11-{day}T10:00:00+01:00"));
        env.sh("log 4").ok();
        env.append("<<<<<<< HEAD\n=======\n>>>>>>> laptop\n");
    }
    env.sh("log 4").ok();
    let status = keeps(&env, "status", 0);
    status.says("marks of a merge").says_not("Ten days").says_not("2400 mg");
    keeps(&env, "why ibuprofen", 0).says_not("on 12 days").says_not("2400 mg").says("No ibuprofen is noted");
    keeps(&env, "doctor", 0).says("journal: note").says("marks of a merge");
    env.sh("doctor --repair --yes").ok().says("journal: good");
    assert!(!env.journal_text().contains("<<<"));
    keeps(&env, "status", 0).says_not("merge");
}

/// Twelve lines that cannot be read, of one morning, are one day at most.
#[test]
fn lost_lines_are_no_more_days_than_lie_between_their_neighbours() {
    let mut env = floor();
    env.sh("log 4").ok();
    for _ in 0..12 {
        env.append("half a li\n");
    }
    env.sh("log 4").ok();
    env.at("2026-11-24T10:00:00+01:00");
    keeps(&env, "status", 0).says_not("Ten days");
    keeps(&env, "why ibuprofen", 0).says("on 1 day");
    let event = json!({ "pain": { "level": 4 } });
    env.append_event(event);
    keeps(&env, "why ibuprofen", 0).says_not("on 12 days");
}

/// One entry under a clock of ten years ahead: the way back keeps the record.
#[test]
fn a_clock_that_ran_ahead_spoils_its_own_entry_alone() {
    let mut env = floor();
    let line = env.journal().len() + 1;
    env.at("2036-01-01T00:00:00Z");
    env.sh("log 5").ok();
    env.at("2026-11-22T11:00:00+01:00");
    env.sh("log 4").ok();
    keeps(&env, "status", 0).says("If the clock is right, the entry is not");
    env.sh("log 3 --at 10:30").refused(2).tells("backflare doctor");
    let doctor = keeps(&env, "doctor", 1);
    doctor.says("clock: broken");
    doctor.says(&format!("line {line} (written at 2036-01-01T01:00:00+01:00, ahead of the clock: pain)"));
    doctor.says("One entry after that was given a false time");
    let before = env.journal_text();
    keeps(&env, "doctor --repair", 2).tells("ahead of the clock: pain");
    env.sh("doctor --repair --yes").ok().says("The old journal is kept").says("clock: note");
    assert!(env.files().into_iter().any(|(name, text)| name.contains("jsonl.2026") && text == before.as_bytes()));
    let journal = env.journal();
    let last = journal.last().unwrap();
    assert_eq!((&last["rec"], &last["at"]), (&json!("2026-11-22T11:00:00+01:00"), &json!("2026-11-22T11:00:00+01:00")));
    assert_eq!(journal.len(), line, "{journal:?}");
    // Later ones get their own time, and the flare goes on.
    env.at("2026-11-25T11:00:00+01:00");
    env.sh("log 3").ok().says("at 11:00");
    env.sh("took ibuprofen 200mg").ok().says("at 11:00");
    env.sh("log 2 --at 10:30").ok();
    keeps(&env, "status", 0).says("Day 4").says_not("clock");
}

/// A clock that went back is no reason to set the whole record aside.
#[test]
fn under_a_clock_that_is_behind_nothing_is_set_aside() {
    let mut env = floor();
    env.sh("log 5").ok();
    env.at("2020-01-01T00:00:00Z");
    env.sh("log 4").ok();
    let before = env.journal_text();
    env.sh("doctor --repair --yes").code(1).says("Set the computer's clock").says_not("ahead of the clock");
    assert_eq!(env.journal_text(), before);
}
