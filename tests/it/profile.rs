//! `backflare profile`.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::begin::{floor, keeps, records};
use crate::env::Env;

fn question(env: &Env, key: &str) -> Value {
    let all = env.sh("profile show --json").ok().json()["questions"].clone();
    all.as_array().unwrap().iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("no {key}")).clone()
}

#[test]
fn showing_makes_nothing_and_groups_by_card() {
    let env = Env::new();
    let ran = env.sh("profile");
    ran.ok().silent_err().says("age: not answered. How old are you?").says("backflare profile set KEY VALUE");
    assert_eq!(ran.stdout.lines().filter(|line| *line == "Your day").count(), 1, "{ran}");
    assert_eq!(env.sh("profile show").ok().stdout, ran.stdout);
    assert!(!env.home().exists());
}

#[test]
fn an_answer_is_kept_in_the_profile_with_its_time() {
    let env = Env::new();
    env.sh("profile set age 44").ok().silent_err().says("Noted: age is 44.");
    let mode = env.home().join("profile.json").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let age = question(&env, "age");
    assert_eq!((&age["value"], &age["answered_at"]), (&json!(44), &json!("2026-11-22T09:05:00+01:00")));
    env.sh("profile set wakes 06:30").ok();
    assert_eq!(question(&env, "wakes")["value"], "06:30");
    env.sh("profile set pregnant cleared").ok();
    env.sh("profile set bleeding n").ok();
    assert_eq!(
        (&question(&env, "pregnant")["value"], &question(&env, "bleeding")["value"]),
        (&json!("cleared"), &json!("no"))
    );
    env.sh("profile").ok().says("age: 44.");
}

#[test]
fn during_a_flare_it_is_an_event_too_and_says_what_is_now() {
    let env = floor();
    env.sh("done").ok().says("Now: standing up.");
    records(&env, "profile set age 44", &[json!({ "answered": { "fact": "age", "value": "44" } })])
        .says("Noted: age is 44.")
        .says("Now: standing up.");
    // Waking hours belong to no flare, and are an event all the same: undo takes them back, and not what stood before.
    let hours = |time: &str| json!({ "answered": { "fact": "wakes", "value": time } });
    records(&env, "profile set wakes 06:30", &[hours("06:30")]).ok();
    let env = Env::new();
    records(&env, "profile set wakes 07:00", &[hours("07:00")]).ok();
}

#[test]
fn a_question_of_a_flare_needs_one() {
    keeps(&Env::new(), "profile set fall-or-blow yes", 2).refused(2).tells("none is running").tells("backflare start");
    let env = floor();
    let before = env.read("profile.json");
    records(&env, "profile set helper-here yes", &[json!({ "answered": { "fact": "helper-here", "value": "yes" } })])
        .ok();
    assert_eq!(env.read("profile.json"), before, "what is true of this flare only is no profile");
}

#[test]
fn hours_that_leave_no_night_are_refused_with_what_to_type() {
    let check = |before: &[&str], line: &str, said: &[&str]| {
        let env = floor();
        for line in before {
            env.sh(line).ok();
        }
        if said.is_empty() {
            env.sh(line).ok();
            return;
        }
        let ran = keeps(&env, line, 2);
        for words in said {
            ran.refused(2).tells(words);
        }
    };
    check(&[], "profile set sleeps 07:00", &["leaves no night", "backflare profile set sleeps 23:00"]);
    check(&[], "profile set sleeps 06:01", &["leaves no night"]);
    check(&[], "profile set sleeps 06:00", &[]);
    check(&[], "profile set sleeps 07:01", &[]);
    check(&["profile set wakes 00:30"], "profile set sleeps 23:31", &["backflare profile set sleeps 16:30"]);
    check(
        &[],
        "profile set wakes 23:00",
        &["backflare profile set sleeps 15:00", "Then: backflare profile set wakes 23:00"],
    );
    check(&["profile set sleeps 15:00"], "profile set wakes 23:00", &[]);
    check(&[], "profile set sleeps 25:00", &["backflare profile set sleeps 23:00"]);
}

#[test]
fn stored_hours_without_a_night_count_with_one_of_our_own() {
    let mut env = floor();
    env.sh("profile set sleeps 22:00").ok();
    env.write("profile.json", env.read("profile.json").replace("22:00", "07:00"));
    env.sh("profile")
        .ok()
        .says("We count 23:00 to 07:00: a margin of our own.")
        .says("backflare profile set sleeps 23:00");
    env.at("23:30").sh("why heat").ok().says("Not in bed, and not in sleeping hours");
    env.sh("profile set sleeps 22:00").ok();
    env.sh("profile").ok().says_not("margin of our own");
}

#[test]
fn every_question_takes_each_of_its_words() {
    let env = floor();
    let all = env.sh("profile --json").ok().json()["questions"].clone();
    for one in all.as_array().unwrap() {
        let key = one["key"].as_str().unwrap();
        if key == "last-dose-helped" {
            // It is about a dose, and asked in its time: elsewhere.
            env.run(["profile", "set", key, "no"]).refused(2).tells("three hours after 200 mg");
            continue;
        }
        for word in one["choices"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()) {
            let timed = word.replace("HH:MM", "07:00");
            let value = match word {
                word if word.ends_with("=HH:MM") => timed.as_str(),
                "HH:MM" if key == "sleeps" => "23:00",
                "HH:MM" => "07:00",
                range if range.contains('-') && range.starts_with(|c: char| c.is_ascii_digit()) => "35",
                word => word,
            };
            let known = env.journal().len();
            env.run(["profile", "set", key, value]).ok();
            let kept = question(&env, key);
            let words = kept["value"].as_str().map_or_else(|| kept["value"].to_string(), str::to_owned);
            assert_eq!((words.as_str(), &kept["answered_at"]), (value, &json!(env.now())), "{key}");
            // What is true of this flare only is an event; what is true of the person stands in the profile, too.
            let told = env.journal()[known..].iter().any(|record| record["event"]["answered"]["fact"] == key);
            let flare = one["scope"] == "flare";
            assert!(told || !flare, "{key} is no event of the flare");
            assert_eq!(env.read("profile.json").contains(&format!("\"{key}\"")), !flare, "{key}");
        }
    }
}

#[test]
fn what_is_no_answer_is_refused_with_an_example() {
    let env = floor();
    for (line, words) in [
        ("profile set agee 4", "Did you mean age?"),
        ("profile set age four", "It takes: 0-120"),
        ("profile set age -4", "backflare profile set age 35"),
        ("profile set age 200", "It takes: 0-120"),
        ("profile set wakes 25:00", "backflare profile set wakes 07:00"),
        ("profile set pregnant perhaps", "no, yes, cleared"),
        ("profile set age", "<VALUE>"),
        ("profile ask", "backflare profile set KEY VALUE"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
}
