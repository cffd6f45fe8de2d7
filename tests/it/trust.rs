//! There, not there, or not to be trusted or reached: three answers, and none is taken for another.

use std::fs::{self, File};
use std::io::Write as _;

use serde_json::json;

use crate::bad_input::below_shell;
use crate::begin::{floor, keeps};
use crate::env::Env;

/// Every command that needs to know whether a flare runs, without what only records.
const ASKS: &[&str] = &["next", "today", "walk --plain", "status", "why ibuprofen", "done", "skip", "snooze", "end"];

/// What none of them may ever say where a flare runs or may run.
#[track_caller]
fn never(env: &Env, line: &str) -> crate::env::Ran {
    let ran = env.sh(line);
    for words in ["nothing is running", "Nothing is running", "you may take", "No ibuprofen is noted"] {
        assert!(!ran.stdout.contains(words) && !ran.stderr.contains(words), "{words:?} in {ran}");
    }
    ran
}

/// The journal with its first line changed by a letter.
fn spoil_first(env: &Env) {
    let text = env.journal_text();
    env.write("journal.jsonl", text.replacen("\"started\"", "\"starte?\"", 1));
}

/// The journal without its first line, as somebody who tidied up leaves it.
fn cut_first(env: &Env) {
    let text = env.journal_text();
    env.write("journal.jsonl", text.split_once('\n').unwrap().1);
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
    env.sh("screen --clear").ok();
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
    env.sh("log 5").ok().says(": 5 of 10.");
    env.sh("took ibuprofen 200mg").ok();
    env.sh("start --new --clear").ok();
    env.sh("screen --clear").ok();
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
        env.sh("screen --clear").ok();
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
        let seen = env.sh("screen --seen 'a doctor' --examined 'yes, they did'");
        assert_ne!(seen.code, 2, "{what}: {seen}");
        let after = env.sh("next");
        assert_ne!(after.code, 3, "{what}: {after}");
    };
    check("nothing", |_| {});
    check("the start", spoil_first);
    check("the start, without a trace", cut_first);
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
    env.sh("doctor --repair --yes").code(1).says("Is the clock wrong? Set it.").says_not("ahead of the clock");
    assert_eq!(env.journal_text(), before);
}

/// Where the clock was wrong from the first line on, only the person can say which one to believe.
#[test]
fn what_was_begun_under_a_clock_that_ran_ahead_is_set_aside_when_somebody_says_so() {
    let mut env = Env::new();
    env.at("2036-11-22T09:05:00+01:00");
    env.sh("start --clear").ok();
    env.sh("took ibuprofen 400mg").ok();
    let before = env.journal_text();
    env.at("2026-11-22T09:10:00+01:00");
    keeps(&env, "doctor", 1).says("backflare doctor --repair --clock-right");
    env.sh("doctor --repair --yes").code(1);
    keeps(&env, "doctor --clock-right", 2).refused(2);
    keeps(&env, "doctor --repair --clock-right", 2).tells("ahead of the clock").tells("ibuprofen");
    assert_eq!(env.journal_text(), before);
    env.sh("doctor --repair --clock-right --yes").says("The old journal is kept").says_not("clock: broken");
    assert!(env.files().into_iter().any(|(name, text)| name.contains("jsonl.2026") && text == before.as_bytes()));
    // The dose counts as of now, and a flare that is begun now goes on by its own time.
    env.sh("start --new --clear").ok();
    env.sh("log 5").ok().says("at 09:10");
    env.sh("why ibuprofen").says("Not now.");
    keeps(&env, "status", 0).says("Day 1").says_not("clock");
}

#[test]
fn a_home_is_named_by_its_whole_path_or_from_tilde() {
    let mut env = Env::new();
    env.set("BACKFLARE_HOME", "~/flare");
    env.sh("log 5").ok();
    assert!(env.user().join("flare/journal.jsonl").is_file() && !env.beside("~").exists());
    env.set("BACKFLARE_HOME", "flare");
    env.sh("log 5").refused(2).tells("BACKFLARE_HOME must be a whole path");
    assert!(!env.beside("flare").exists());
}

#[test]
fn universal_time_needs_no_files_and_what_fails_is_named() {
    for zone in ["UTC", "GMT", "Etc/UTC"] {
        let mut env = floor();
        env.set("TZ", zone);
        env.sh("log 5 --at 08:05").ok();
        assert!(env.journal().last().unwrap()["at"].as_str().unwrap().ends_with("T08:05:00+00:00"), "{zone}");
    }
}

#[test]
fn copies_by_other_programs_are_named() {
    for name in [
        "journal.sync-conflict-20261122-101010-ABCDEFG.jsonl",
        "journal (conflicted copy 2026-11-22).jsonl",
        "journal - Copy.jsonl",
        "journal.jsonl~",
        ".journal.jsonl.swp",
        "profile (1).json",
        "Kopie von journal.jsonl",
        "Copy of profile.json",
    ] {
        let mut env = floor();
        env.set("COLUMNS", "100");
        env.write(name, env.journal_text());
        for line in ["next", "status"] {
            keeps(&env, line, 0).says("Another program has left a copy of your record").says(name);
        }
        keeps(&env, "doctor", 0).says("copies: note").says(name);
        env.sh("forget --all --confirm forget").ok().says("everything of ours").says(name);
        assert!(env.home().join(name).exists(), "{name}");
    }
    let env = floor();
    env.write("profile.json.old", "{}");
    keeps(&env, "next", 0).says_not("copy");
}

#[test]
fn two_protocol_files_with_one_id_are_refused() {
    let env = Env::new();
    let mine = include_str!("../protocols/small.json");
    let id = serde_json::from_str::<serde_json::Value>(mine).unwrap()["id"].as_str().unwrap().to_owned();
    env.write(&format!("protocols/{id}.json"), mine);
    env.sh(&format!("protocol show {id}")).ok();
    env.write(&format!("protocols/{id}.sync-conflict-20261122.json"), mine);
    let ran = env.sh(&format!("protocol show {id}"));
    ran.refused(5).tells("several files are the protocol").tells("sync-conflict");
    env.sh(&format!("start -p {id}")).refused(5);
}

#[cfg(unix)]
#[test]
fn links_are_followed_by_forget_and_repair_and_never_changed_by_doctor() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let linked = |env: &Env| {
        fs::create_dir_all(env.beside("synced")).unwrap();
        for name in ["journal.jsonl", "profile.json"] {
            let target = env.beside("synced").join(name);
            if fs::rename(env.home().join(name), &target).is_ok() {
                symlink(&target, env.home().join(name)).unwrap();
            }
        }
    };
    let env = floor();
    env.sh("profile set age 44").ok();
    linked(&env);
    env.append("half a li\n");
    env.sh("log 5").ok();
    env.sh("doctor --repair --yes").ok().says("journal: good").says("synced/journal.jsonl.2026");
    assert!(env.home().join("journal.jsonl").is_symlink());
    env.sh("log 4").ok();
    env.write("flares/my precious.json", "{}");
    env.sh("forget --all --confirm forget").ok().says("my precious.json");
    let left: Vec<_> = fs::read_dir(env.beside("synced")).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(env.read("flares/my precious.json"), "{}");

    // What stands behind a link keeps its permissions.
    let env = floor();
    let shared = env.beside("shared");
    fs::rename(env.home().join("flares"), &shared).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o755)).unwrap();
    symlink(&shared, env.home().join("flares")).unwrap();
    let doctor = env.sh("doctor --repair --yes");
    doctor.ok().says("behind a link");
    assert_eq!(fs::metadata(&shared).unwrap().permissions().mode() & 0o777, 0o755);
}

#[test]
fn what_was_typed_reaches_no_terminal_raw() {
    let env = Env::new();
    for word in ["\u{1b}]52;c;aGk=\u{7}", "\u{202e}gm", "a\rb", "a\u{85}b", "hid\u{ad}den\u{3164}"] {
        for args in
            [vec!["start", "--color=always", word], vec!["log", word], vec![word], vec!["next", "--color", word]]
        {
            let ran = env.run(args);
            let said = ran.stderr.replace("\u{1b}[", "").replace('\n', "");
            assert!(
                !said.chars().any(|c| c.is_control() || "\u{202e}\u{ad}\u{3164}".contains(c)),
                "{word:?}: {said:?}"
            );
            assert_eq!(ran.code, 2, "{ran}");
        }
    }
}

/// A pain that is not the newest was mistyped: it alone is mended, or taken back.
#[test]
fn an_older_entry_is_mended_alone() {
    let mut env = floor();
    env.at("09:30");
    env.sh("log 9 --note 'after the stairs'").ok();
    env.at("10:00");
    env.sh("log 4").ok();
    env.sh("took ibuprofen 200mg").ok();
    let before = env.journal_text();
    env.sh("amend 09:30 --level 6").ok().says("pain 9/10 at 09:30 is now pain 6/10 at 09:30");
    assert!(env.journal_text().starts_with(&before), "the trail is kept");
    let last = env.journal().pop().unwrap();
    assert_eq!(last["event"]["pain"], json!({ "level": 6, "note": "after the stairs" }));
    assert!(last["replaces"].is_string() && last["at"] == json!("2026-11-22T09:30:00+01:00"), "{last}");
    keeps(&env, "status", 0).says("4 of 10");
    env.sh("amend 09:30 --take-back --json").ok();
    keeps(&env, "amend", 2).tells("which entry is it?").tells("pain 4/10 at 10:00");
    for line in ["amend 09:30 --level 5", "amend 08:00 --level 5", "amend 10:00 --level 4", "amend 10:00"] {
        keeps(&env, line, 2).tells("nothing was changed");
    }
    env.sh("amend 10:00 --level 3 --at 09:55 --note better").ok();
    env.sh("undo").ok();
    keeps(&env, "status", 0).says("4 of 10").says("ibuprofen");
    env.sh("amend 10:00 --take-back").ok().says("Taken back: pain 4/10 at 10:00");
}

#[test]
fn lines_fill_in_what_was_noted_elsewhere() {
    let mut env = Env::new();
    env.at("10:00");
    let lines = "yesterday 22:00 6 a bad night\n\n08:05 4\n40m ago 3/10 after the walk\n";
    env.run_with_input(["log", "-"], lines).ok().says("Logged 3 entries.");
    let journal = env.journal();
    let levels: Vec<_> = journal.iter().map(|line| (&line["at"], &line["event"]["pain"]["level"])).collect();
    assert_eq!(levels[0], (&json!("2026-11-21T22:00:00+01:00"), &json!(6)));
    assert_eq!(levels[2], (&json!("2026-11-22T09:20:00+01:00"), &json!(3)));
    assert_eq!(journal[0]["event"]["pain"]["note"], "a bad night");
    let before = env.journal_text();
    for bad in ["09:00 5\nsoon 4\n", "09:00\n", "23:00 5\n", "", "5 6 7\n"] {
        env.run_with_input(["log", "-"], bad).refused(2).tells("A line is a time, a level and a note");
    }
    assert_eq!(env.journal_text(), before);
    env.sh("undo").ok();
}

#[test]
fn times_and_lengths_are_read_as_people_say_them() {
    let mut env = floor();
    env.at("21:40");
    env.sh("log 5 --at 9:30").ok().says("at 09:30").says("taken for the morning").says("21:30");
    env.sh("log 5 --at 9:30pm").ok().says("at 21:30").says_not("morning");
    env.sh("log 5 --note '- slept badly'").ok();
    assert_eq!(env.last_event()["pain"]["note"], "- slept badly");
    env.sh("snooze walk --for '90 min'").ok().says("23:10");
    env.sh("snooze walk --for 90").code(2);
}

/// What is no journal at all is said soon, however large it is.
#[test]
fn a_million_lines_and_one_endless_line_are_told_soon() {
    for text in [b"garbage in a line\n".repeat(200_000), vec![b'x'; 80 * 1024 * 1024]] {
        let env = Env::new();
        env.write("journal.jsonl", text);
        let begun = std::time::Instant::now();
        keeps_bytes(&env, "next");
        env.sh("log 5").ok();
        assert!(begun.elapsed() < std::time::Duration::from_secs(30), "{:?}", begun.elapsed());
    }
}

#[test]
fn a_journal_that_is_lost_beside_the_copy_of_a_flare_is_no_empty_diary() {
    for text in [None, Some("")] {
        let env = floor();
        match text {
            Some(text) => env.write("journal.jsonl", text),
            None => fs::remove_file(env.home().join("journal.jsonl")).unwrap(),
        }
        for line in ["history", "history flares", "history helped", "report", "export", "export csv --table pain"] {
            never(&env, line).refused(5).tells("backflare doctor");
        }
        // Where something is noted since, it comes out, and what is missing is said.
        env.sh("profile set age 44").ok();
        never(&env, "export").ok().tells("but a flare was begun").tells("backflare doctor");
    }
}

/// Runs with so much processor time, in seconds, and so much memory, in KiB, that whatever holds the file, or looks at a line
/// once for each other line, is killed. The texts come on one line each.
fn limited(env: &Env, line: &str) -> (Option<i32>, String, String) {
    let (code, out, said) = below_shell(env, "ulimit -t 2; ulimit -v 204800; exec \"$@\"", line);
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    (code, joined(&out), joined(&said))
}

/// A line of a gibibyte, a million lines of damage and a protocol of ten thousand steps are read or refused, and it is said.
#[test]
#[ignore = "writes a gibibyte, and only a release build is as fast: `cargo test --release -- --ignored`"]
fn what_is_very_large_is_told_in_two_seconds_and_little_memory() {
    let begun = floor();
    begun.sh("took ibuprofen 200mg").ok();
    let steps: Vec<String> =
        (0..10_000).map(|nth| format!(r#"{{"id":"s{nth}","kind":"posture","say":["Lie."]}}"#)).collect();
    begun.write("protocols/many.json", format!(r#"{{"format":2,"id":"many","steps":[{}]}}"#, steps.join(",")));
    for line in ["protocol check", "protocol show", "start --new -p"] {
        let (code, _, said) = limited(&begun, &format!("{line} home/protocols/many.json"));
        assert!(code == Some(5) && said.contains("it holds too much"), "{line}: {said}");
    }
    for (part, times) in [(vec![b'x'; 1 << 20], 1 << 10), (b"garbage in a line\n".repeat(1000), 1000)] {
        let env = floor();
        env.sh("took ibuprofen 200mg").ok();
        let mut journal = File::options().append(true).open(env.home().join("journal.jsonl")).unwrap();
        (0..times).for_each(|_| journal.write_all(&part).unwrap());
        journal.write_all(b"\n").unwrap();
        for line in ["next", "today", "status", "status --short", "doctor", "doctor --json"] {
            let (code, out, said) = limited(&env, line);
            assert_eq!(code, Some(5), "{line}: {out}{said}");
            assert!(out.contains("cannot be read") || said.contains("cannot be read"), "{line}: {out}{said}");
        }
        for line in ["log 5", "history", "export json", "doctor --repair --yes", "log 4"] {
            let (code, _, said) = limited(&env, line);
            assert_eq!(code, Some(0), "{line}: {said}");
        }
        // What could be read is still there, and what stands in for the rest keeps a medicine away.
        let (_, out, said) = limited(&env, "why ibuprofen");
        assert!(out.contains("Not now."), "{out}{said}");
        assert_eq!(env.last_event()["pain"]["level"], 4);
    }
}

#[track_caller]
fn keeps_bytes(env: &Env, line: &str) {
    let size = || fs::metadata(env.home().join("journal.jsonl")).unwrap().len();
    let before = size();
    never(env, line).refused(5).tells("cannot be read");
    assert_eq!(size(), before);
}
