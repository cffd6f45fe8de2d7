//! `backflare log`, also called `pain`.

use serde_json::json;

use crate::begin::{floor, keeps, records};
use crate::env::Env;

#[test]
fn it_records_with_and_without_a_flare() {
    for (line, event, said) in [
        ("log 6", json!({ "pain": { "level": 6 } }), "Noted at 09:05: 6 of 10."),
        ("pain 0", json!({ "pain": { "level": 0 } }), "Noted at 09:05: 0 of 10. That is low."),
        ("log 10/10", json!({ "pain": { "level": 10 } }), "Noted at 09:05: 10 of 10."),
        ("log 7 --leg", json!({ "pain": { "level": 7, "leg": true } }), "Noted at 09:05: 7 of 10, down the leg."),
        ("log 4 --note ' after a walk '", json!({ "pain": { "level": 4, "note": "after a walk" } }), "4 of 10."),
        ("log 4 --at 40m ago", json!({ "pain": { "level": 4 } }), "Noted at 08:25: 4 of 10."),
        ("log 3 --at yesterday 22:00", json!({ "pain": { "level": 3 } }), "Noted at Sat 22:00: 3 of 10."),
    ] {
        records(&Env::new(), line, std::slice::from_ref(&event)).silent_err().says(said);
        let ran = records(&floor(), line, &[event]);
        let last = ran.silent_err().says(said).stdout.lines().last().unwrap();
        assert!(last.starts_with("Now: ") || last.starts_with("Next: "), "{ran}");
    }
}

#[test]
fn what_is_no_level_is_refused_with_the_range() {
    let env = Env::new();
    for line in ["log 11", "log -1", "log six", "log 6.5", "log ''", "pain 256"] {
        env.sh(line).refused(2).tells("from 0 (none) to 10 (the worst)").tells("such as 6");
    }
    env.sh("log").refused(2).tells("<N>");
    assert!(!env.home().exists(), "a refused level made the home");
}

#[test]
fn a_note_is_kept_as_it_is_and_never_shown_raw() {
    let mut env = floor();
    let note = "red \u{1b}[31m\u{9b}2J \u{202e}back\u{7}";
    env.run(["log", "5", "--note", note]).ok();
    assert_eq!(env.last_event()["pain"]["note"], note);
    env.run(["skip", "--because", note]).ok();
    env.advance("1m");
    env.run(["took", "x\u{1b}[2Jy", "5mg"]).ok();
    for line in ["status", "undo", "undo", "undo", "next", "end --note x", "undo"] {
        let ran = env.sh(line);
        for text in [&ran.stdout, &ran.stderr] {
            assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{ran}");
        }
    }
    keeps(&env, &format!("log 5 --note '{}'", "é".repeat(501)), 2).refused(2).tells("500 fit");
}

#[test]
fn a_clear_rise_asks_again() {
    let mut env = floor();
    env.sh("log 3").ok();
    env.at("09:40");
    env.sh("log 8").ok().says("Now: a few questions.");
    env.sh("next").ok().says("a) Numb or tingling between the legs");
}

#[test]
fn down_the_leg_asks_about_the_leg() {
    let env = floor();
    env.sh("log 5 --leg").ok().says("Now: a few questions.");
    assert_eq!(env.sh("next --json").ok().json()["screening"], "pending");
}

#[test]
fn a_clear_rise_in_prevention_is_seen_however_long_ago_the_level_before_was() {
    for days in [1, 34, 35, 36, 60] {
        let mut env = floor();
        env.sh("log 1").ok();
        env.sh("end --prevention").ok();
        for _ in 0..days {
            env.advance("1d");
            env.append_event(json!({ "walked": { "step": "walk", "reached": "1m" } }));
        }
        env.sh("screen --clear").ok();
        env.advance("1m");
        env.sh("log 7").ok().says("One quick check, then gently on.");
        assert_eq!(env.sh("next --json").ok().json()["screening"], "pending", "after {days} days");
    }
}
