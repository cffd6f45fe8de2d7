//! `backflare doctor`.

use serde_json::{Value, json};

use crate::begin::{content, floor, keeps, standing};
use crate::env::Env;
use crate::terminal::typed;

/// A flare with a damaged line in the middle of its journal.
fn damaged() -> Env {
    let mut env = standing();
    env.append("{ not an entry \u{1b}[2J\n");
    env.advance("1m");
    env.sh("log 5 --note after").ok();
    env
}

/// The journals that a repair has put aside.
fn old(env: &Env) -> Vec<(String, Vec<u8>)> {
    env.files().into_iter().filter(|(name, _)| name.contains(".old")).collect()
}

/// The state of a check, and what is said about it.
#[track_caller]
fn check(env: &Env, name: &str) -> (String, String) {
    let said = env.sh("doctor --json").json();
    let found =
        said["checks"].as_array().unwrap().iter().find(|check| check["check"] == name && check["state"] != "good");
    let found = found.or_else(|| said["checks"].as_array().unwrap().iter().find(|check| check["check"] == name));
    let found = found.unwrap_or_else(|| panic!("no {name} in {said}"));
    (found["state"].as_str().unwrap().to_owned(), found["says"].as_str().unwrap().to_owned())
}

#[test]
fn what_is_well_is_said_to_be_and_nothing_changes() {
    let fresh = Env::new();
    fresh.sh("doctor").ok().silent_err().says("is not there yet").says("nothing is known about you yet").fits(80);
    assert!(!fresh.home().exists());
    let env = standing();
    let ran = keeps(&env, "doctor", 0);
    ran.silent_err().says("home: good").says("permissions: good").says("journal: good").says("clock: note");
    ran.says("the course that runs follows back-flare");
    // There is nothing to mend, so nobody is asked.
    keeps(&env, "doctor --repair", 0).silent_err().says_not("Repaired");
    let said = keeps(&env, "doctor --json", 0).json();
    assert_eq!(
        (&said["schema"], &said["healthy"], &said["repaired"]),
        (&json!("backflare/doctor/1"), &json!(true), &Value::Null)
    );
    let names: Vec<&str> =
        said["checks"].as_array().unwrap().iter().map(|one| one["check"].as_str().unwrap()).collect();
    assert_eq!(names, ["home", "permissions", "journal", "profile", "protocols", "clock", "remind"]);
}

#[test]
fn a_damaged_line_is_named_with_its_time_and_what_would_be_done() {
    let env = damaged();
    let bad = env.journal_text().lines().count() - 1;
    let ran = keeps(&env, "doctor", 5);
    ran.silent_err()
        .says("journal: not to be trusted")
        .says(&format!("line {bad} (written from 2026-11-22T09:15:00+01:00 to 2026-11-22T09:16:00+01:00)"));
    ran.says("Each counts as an unknown medicine")
        .says("doctor --repair would write")
        .says("keep the old one beside it");
    assert!(!ran.stdout.contains('\u{1b}'), "{ran}");
    let said = keeps(&env, "doctor --json", 5).silent_err().json();
    assert_eq!(said["healthy"], false);
}

#[test]
fn repair_asks_and_without_a_terminal_names_the_flag() {
    let env = damaged();
    for line in ["doctor --repair", "doctor --repair --json"] {
        let ran = keeps(&env, line, 2);
        ran.silent_out().tells("nothing was repaired").tells("backflare doctor --repair --yes");
    }
    keeps(&env, "doctor --yes", 2).refused(2).tells("--repair");
    let before = content(&env);
    let Some(shown) = typed(&env, "doctor --repair", "no\n") else { return };
    assert!(shown.contains("Type yes to do it") && shown.contains("nothing was repaired"), "{shown}");
    assert!(content(&env) == before, "something changed");
    let shown = typed(&env, "doctor --repair", "yes\n").unwrap();
    assert!(shown.contains("Repaired."), "{shown}");
    assert_eq!(old(&env).len(), 1);
}

#[test]
fn repair_keeps_every_entry_and_the_old_journal_beside_it() {
    let mut env = damaged();
    env.append("torn");
    let before = env.journal_text();
    let entries: Vec<&str> = before.lines().filter(|line| line.starts_with("{\"v\":2")).collect();
    env.sh("doctor --repair --yes").ok().silent_err().says("Repaired. The old journal is kept:").says("journal: good");
    let now = env.journal_text();
    assert!(now.starts_with(&(entries.join("\n") + "\n")), "{now}");
    assert_eq!(old(&env), [("journal.jsonl.20261122T091600.old".to_owned(), before.clone().into_bytes())]);
    keeps(&env, "doctor", 0).ok();
    keeps(&env, "next", 0).says_not("cannot be read");
    let entries = env.journal();
    // A second one, in the same second, writes over nothing.
    env.append("torn again\n");
    let said = env.sh("doctor --repair --yes --json").ok().json();
    let name = said["repaired"]["old"].as_str().unwrap();
    assert!(name.ends_with("journal.jsonl.20261122T091600-2.old"), "{name}");
    assert_eq!(old(&env).len(), 2);
    env.advance("1m");
    env.sh("log 3").ok();
    // The line that was torn counts as a dose.
    assert_eq!(env.journal().len(), entries.len() + 2);
}

/// What cannot be read is taken out, and goes on counting: as a dose, and as an answer that is asked again.
#[test]
fn a_repair_ends_no_wait_and_lifts_no_card() {
    let mut env = damaged();
    env.sh("doctor --repair").code(2).tells("goes on counting as an unknown medicine").tells("are asked again");
    let before = env.sh("next --json").json()["screening"].clone();
    env.sh("doctor --repair --yes").ok().says("journal: good");
    assert_eq!((&before, &env.sh("next --json").json()["screening"]), (&json!("pending"), &json!("pending")));
    env.sh("screen --clear").ok();
    let line = env.journal().iter().rposition(|line| line["event"]["took"]["medicine"].is_string()).unwrap();
    let dose = env.journal()[line]["event"]["took"]["medicine"].clone();
    assert_eq!(env.journal()[line]["at"], "2026-11-22T09:16:00+01:00");
    keeps(&env, "status", 0).says(dose.as_str().unwrap());
    keeps(&env, "why heat", 0).says("something that makes drowsy");
    // Whoever knows that it was none says so.
    env.sh(&format!("took '{}' 0mg --corrects --because \"a note\"", dose.as_str().unwrap()))
        .ok()
        .says("was not taken");
    keeps(&env, "status", 0).says_not(dose.as_str().unwrap());
    // The last line may be of this very moment.
    env.append("torn");
    env.advance("2h");
    env.sh("doctor --repair --yes").ok();
    let last = env.journal().into_iter().rfind(|line| line["event"]["took"].is_object()).unwrap();
    assert_eq!(last["at"], "2026-11-22T11:16:00+01:00");
    // A dose from ahead of the clock is no dose of nobody.
    let mut ahead = standing();
    ahead.at("2036-01-01T00:00:00Z");
    ahead.sh("took ibuprofen 200mg").ok();
    ahead.at("2026-11-22T10:00:00+01:00");
    ahead.sh("doctor --repair").code(2).tells("Counted as of now: took ibuprofen");
    ahead.sh("doctor --repair --yes").ok();
    keeps(&ahead, "status", 0).says("ibuprofen").says("16:00");
}

#[test]
fn what_it_cannot_mend_it_leaves_alone() {
    let mut env = standing();
    let line = env.line(json!({ "dreamt": {} })).replace("\"v\":1", "\"v\":3");
    env.append(&format!("{line}\n"));
    keeps(&env, "doctor", 5).says("it has lines of version 3").says("Use that one");
    keeps(&env, "doctor --repair --yes", 5).says_not("Repaired");
}

#[test]
fn the_rest_is_looked_at_too() {
    let mut env = standing();
    env.write("protocols/mine.json", "{}");
    assert_eq!(check(&env, "protocols").0, "not to be trusted");
    keeps(&env, "doctor", 5).says("mine.json has");
    std::fs::remove_file(env.home().join("protocols/mine.json")).unwrap();

    env.at("2026-11-22T09:00:00+01:00");
    keeps(&env, "doctor", 1)
        .says("clock: broken")
        .says("the newest entry was written at")
        .says("Is the clock wrong? Set it.");
    env.at("2026-11-22T09:20:00+01:00");
    env.set("TZ", "Nowhere/City");
    keeps(&env, "doctor", 1).says("clock: broken").says("TZ is");
    env.unset("TZ");

    env.write("profile.json", "{");
    keeps(&env, "doctor", 5).says("profile: not to be trusted").says("mv ");
    std::fs::remove_file(env.home().join("profile.json")).unwrap();

    let copy = env.files().into_keys().find(|name| name.starts_with("flares/")).unwrap();
    std::fs::remove_file(env.home().join(copy)).unwrap();
    keeps(&env, "doctor", 5).says("protocols: not to be trusted").says("start --new");

    std::fs::remove_file(env.home().join("journal.jsonl")).unwrap();
    std::fs::create_dir(env.home().join("journal.jsonl")).unwrap();
    keeps(&env, "doctor", 5).says("journal: not to be trusted").says("a folder stands in its place");

    let env = Env::new();
    std::fs::write(env.home(), "mine").unwrap();
    env.sh("doctor").code(5).says("home: broken").says("is not a folder");
}

/// A pipe would be waited for until somebody opens its other end.
#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for() {
    for (name, check, state) in [
        ("profile.json", "profile", "not to be trusted"),
        ("journal.jsonl", "journal", "not to be trusted"),
        ("journal.lock", "home", "broken"),
    ] {
        let env = floor();
        let path = env.home().join(name);
        std::fs::remove_file(&path).unwrap_or_default();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let ran = env.sh("doctor");
        ran.says("home: broken").says(&format!("{name} cannot be written: it is not a regular file"));
        ran.says(&format!("{check}: {state}"));
    }
}

#[cfg(unix)]
#[test]
fn what_others_may_read_is_closed_to_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let env = floor();
    let set = |name: &str, mode| {
        std::fs::set_permissions(env.home().join(name), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set("", 0o755);
    set("journal.jsonl", 0o644);
    keeps(&env, "doctor", 1).says("permissions: broken").says("journal.jsonl").says("would close it to them");
    keeps(&env, "doctor --repair", 2).tells("Closed to others: 2 files and folders");
    let journal = env.journal_text();
    env.sh("doctor --repair --yes").ok().says("Repaired.").says("permissions: good");
    let mode = |name: &str| std::fs::metadata(env.home().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("journal.jsonl")), (0o700, 0o600));
    assert_eq!(env.journal_text(), journal);
    assert!(old(&env).is_empty());
}

#[test]
fn whether_remind_is_set_up_is_said_for_each_system() {
    let said = |env: &Env| check(env, "remind");
    let env = standing();
    keeps(&env, "doctor", 0)
        .says("remind: note")
        .says("only an open walk calls you")
        .says("remind --print systemd | sh");
    // The timer is there, and then it is switched on.
    let units = env.user().join(".config/systemd/user");
    std::fs::create_dir_all(units.join("timers.target.wants")).unwrap();
    std::fs::write(units.join("backflare.timer"), "").unwrap();
    assert_eq!(said(&env).0, "note");
    keeps(&env, "doctor", 0).says("systemctl --user enable --now backflare.timer");
    std::fs::write(units.join("timers.target.wants/backflare.timer"), "").unwrap();
    assert_eq!(said(&env), ("good".to_owned(), "remind is asked every five minutes by systemd".to_owned()));
    let agents = env.user().join("Library/LaunchAgents");
    std::fs::create_dir_all(&agents).unwrap();
    std::fs::write(agents.join("backflare.remind.plist"), "").unwrap();
    assert_eq!(said(&env).1, "remind is asked every five minutes by systemd, launchd");
}

#[cfg(unix)]
#[test]
fn a_line_in_the_crontab_is_found_and_another_is_not() {
    use std::os::unix::fs::PermissionsExt as _;
    for (line, state) in [("*/5 * * * * backflare remind # backflare remind", "good"), ("# nothing of ours", "note")] {
        let mut env = standing();
        let programs = env.beside("programs");
        std::fs::create_dir_all(&programs).unwrap();
        let crontab = programs.join("crontab");
        std::fs::write(&crontab, format!("#!/bin/sh\necho '{line}'\n")).unwrap();
        std::fs::set_permissions(&crontab, std::fs::Permissions::from_mode(0o755)).unwrap();
        env.set("PATH", &format!("{}:/usr/bin:/bin", programs.display()));
        assert_eq!(check(&env, "remind").0, state, "{line}");
    }
}
