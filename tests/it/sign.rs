//! Signs at the door: slips, who looked, and what is old and known. Rules 16 to 18, from outside.

use serde_json::{Value, json};

use crate::begin::{keeps, records};
use crate::env::Env;

const SLIP: &str = "screen --slip 'none of these is there'";
const NONE_SAID: &str = "It was a slip: none of these is there.";

fn asked() -> Env {
    let env = Env::new();
    env.sh("start").ok();
    env
}

/// An emergency sign was given just now.
fn signed() -> Env {
    let env = asked();
    env.sh("screen --sign a").code(3);
    env
}

#[test]
fn a_slip_is_withdrawn_within_two_minutes_and_no_later() {
    // How long after the sign, and whether it is withdrawn.
    for (after, withdrawn) in [("0s", true), ("1m59s", true), ("2m", true), ("2m1s", false), ("1h", false)] {
        let mut env = asked();
        env.sh("screen --sign a").code(3).tells("The wrong key?").tells(SLIP);
        env.advance(after);
        let ran = env.sh(SLIP);
        if withdrawn {
            ran.ok().tells("Withdrawn. Now the same questions again").says("Before you move");
            env.sh("next").ok().says("Before you move").says_not("EMERGENCY").says_not("Five tiny moves");
            env.sh("screen --clear").ok();
            env.sh("status").ok().says_not("EMERGENCY");
            let names: Vec<String> = env
                .journal()
                .iter()
                .map(|line| line["event"].as_object().unwrap().keys().next().unwrap().clone())
                .collect();
            assert_eq!(names[1..4], ["screened", "withdrawn", "screened"], "{after}");
        } else {
            ran.refused(2).tells("two minutes are over").tells("say who and where");
            env.sh("next").code(3).says("EMERGENCY");
        }
    }
}

#[test]
fn a_slip_needs_its_words_and_an_answer_to_a_card() {
    let env = asked();
    keeps(&env, SLIP, 2).refused(2).tells("no sign was given");
    env.sh("screen --sign a").code(3);
    keeps(&env, "screen --slip ok", 2).refused(2).tells("none of these is there");
    env.run(["screen", "--slip", NONE_SAID]).ok();
    // A second of the same card within a day is none.
    env.sh("screen --sign b").code(3);
    keeps(&env, SLIP, 2).refused(2).tells("this card had a slip today");
    env.sh("next").code(3);
    // Not a card: pain in the leg, and what was recorded by another hand meanwhile.
    let env = asked();
    env.sh("screen --clear").ok();
    env.sh("log 5 --leg").ok();
    keeps(&env, SLIP, 2).refused(2).tells("no answer to a card");
    let env = asked();
    env.sh("screen --sign a").code(3);
    env.sh("log 6").ok();
    keeps(&env, SLIP, 2).refused(2).tells("something was recorded since");
    // A clock that went back says nothing of two minutes.
    let mut env = asked();
    env.sh("screen --sign a").code(3);
    env.at("2026-11-22T09:00:00+01:00");
    keeps(&env, SLIP, 2).refused(2).tells("clock is behind");
}

/// What `profile --json` says was answered to a question.
fn answer_in_profile(env: &Env, key: &str) -> Value {
    let questions = env.sh("profile --json").ok().json()["questions"].clone();
    let found = questions.as_array().unwrap().iter().find(|question| question["key"] == key);
    found.unwrap_or_else(|| panic!("{key} is not asked"))["value"].clone()
}

#[test]
fn undo_points_to_the_slip_and_a_slip_gives_back_what_was_known() {
    let mut env = asked();
    env.advance("20m").sh("screen --sign a --at '10m ago'").code(3);
    keeps(&env, "undo", 2).refused(2).tells("not taken back by undo").tells(SLIP);
    env.sh(SLIP).ok();
    let mut env = Env::new();
    env.sh("profile set weak-bones no").ok();
    env.advance("1m").sh("start").ok();
    env.sh("screen --clear emergency").ok();
    env.sh("done --not-yet").ok();
    env.sh("screen --sign a").code(3);
    assert_eq!(answer_in_profile(&env, "cancer"), "yes");
    env.advance("1m").sh(SLIP).ok().says("ever, or now?");
    assert_eq!(answer_in_profile(&env, "cancer"), json!(null));
    assert_eq!(answer_in_profile(&env, "weak-bones"), "no");
}

#[test]
fn who_looked_must_be_somebody_and_an_emergency_is_asked_twice() {
    let mut env = signed();
    // The first screen of an emergency names the number, and not how it is lifted; after half an hour it does.
    env.sh("next").code(3).says("911 US").says_not("--seen");
    env.advance("29m59s").sh("next").code(3).says_not("--seen");
    env.advance("1s").sh("next").code(3).says("--seen");
    let mut env = signed();
    env.advance("10m");
    for who in ["ok", "me", "x", "", "  ", "no one", "who, where"] {
        let before = env.journal_text();
        env.run(["screen", "--seen", who]).refused(2).tells("Dr Osei, City Hospital");
        assert_eq!(env.journal_text(), before, "{who:?}");
    }
    let seen = "screen --seen 'Dr Osei'";
    keeps(&env, seen, 2).refused(2).tells("minutes after the sign. Did a clinician examine you?");
    keeps(&env, &format!("{seen} --examined no"), 2).refused(2).tells("the sign stays");
    env.sh("next").code(3).says("EMERGENCY");
    let event = json!({ "seen": { "who": "Dr Osei", "confirmed": true } });
    records(&env, &format!("{seen} --examined 'yes, they did'"), &[event]).says("is it still there, or worse?");
    // The time of the look counts, not that of the typing.
    let mut env = signed();
    env.advance("2h");
    keeps(&env, "screen --seen 'Dr Osei' --at '1h45m ago'", 2).refused(2).tells("examine you");
    env.sh("screen --seen 'Dr Osei' --at '1h25m ago'").ok();
    // Half an hour to the second needs none; a sign for today needs none ever.
    let mut env = signed();
    env.advance("29m59s").sh(seen).refused(2);
    env.advance("1m").sh(seen).ok();
    let mut env = asked();
    env.sh("screen --sign fever").code(3);
    env.advance("1m").sh(seen).ok();
}

#[test]
fn what_was_looked_at_stays_in_status_next_and_at_the_end() {
    let mut env = asked();
    env.sh("screen --clear emergency").ok();
    env.sh("screen --sign fever").code(3);
    env.advance("1h").sh("screen --seen 'Dr Osei, City Hospital'").ok();
    env.sh("next --json").ok();
    env.sh("screen --clear").refused(2).tells("is it still there, or worse?").tells("backflare answer gone");
    env.sh("screen --now gone").ok();
    env.sh("screen --clear").ok();
    let line = "Seen for: a temperature of 38.0 C (100.4 F) or more, or chills, by Dr Osei, City Hospital, 10:05.";
    env.sh("status").ok().says(line);
    let seen = env.sh("status --json").ok().json()["seen"].clone();
    assert_eq!(seen[0]["who"], "Dr Osei, City Hospital");
    assert_eq!(env.sh("next --json").ok().json()["seen"], seen);
    assert!(env.journal_text().contains("Dr Osei, City Hospital"));
    env.sh("end").ok().says(line);
}

#[test]
fn what_is_old_and_known_needs_every_answer() {
    let env = asked();
    env.sh("screen --clear emergency").ok();
    keeps(&env, "screen --known leg-below-knee", 2)
        .refused(2)
        .tells("three-months: Has it been there for 3 months or more?")
        .tells("--check three-months=yes");
    for (line, words) in [
        ("screen --known leg-numb-weak", "never an old and known sign"),
        ("screen --known fever", "leg-below-knee"),
        ("screen --known legs", "no sign is called"),
        ("screen --known leg-below-knee --check walks=yes", "no check of this sign"),
        ("screen --known leg-below-knee --check no-further=perhaps", "no check of this sign"),
        ("screen --check no-further=yes", "--known"),
        ("screen --known cancer --check five-years=yes --who 'Dr Osei' --on 2026-11-30", "still to come"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
    let all = "three-months=yes,clinician-knows=yes,no-further=yes,no-stronger=yes,nothing-new=yes";
    env.sh(&format!("screen --known leg-below-knee --check {all}")).ok();
    env.sh("next").ok();
    let env = asked();
    env.sh("screen --clear emergency").ok();
    let but_one = all.replace("no-stronger=yes", "no-stronger=not-sure");
    env.sh(&format!("screen --known leg-below-knee --check {but_one}")).code(3).tells("counts as there");
    // A cancer long ago, and somebody who looked at this pain.
    let env = asked();
    env.sh("screen --clear emergency").ok();
    env.sh("screen --known cancer --check five-years=yes").code(3);
    let env = asked();
    env.sh("screen --clear emergency").ok();
    env.sh("screen --known cancer --check five-years=yes --who 'Dr Osei' --on today").ok();
    env.sh("next").ok();
    assert!(env.read("profile.json").contains("\"yes\""));
    // The other lines of its card were not answered by it.
    assert!(!env.read("profile.json").contains("weak-bones"));
    env.sh("done --not-yet").ok();
}

/// What the profile holds with a yes is asked about by name, and never answered in passing.
#[test]
fn clear_turns_no_stored_yes_into_a_no() {
    let mut env = Env::new();
    env.sh("profile set cancer yes").ok();
    env.advance("40d");
    env.sh("start --clear").ok();
    env.sh("screen --clear").code(3);
    assert_eq!(answer_in_profile(&env, "cancer"), "yes");
    env.sh("next").code(3).says("Please be seen today");
}

/// What was withdrawn is no sign for whoever reads an export.
#[test]
fn a_slip_is_no_sign_in_an_export() {
    let mut env = asked();
    env.sh("screen --sign a").code(3);
    env.advance("1m").sh(SLIP).ok();
    env.advance("1m").sh("screen --clear emergency").ok();
    let fhir = env.sh("export fhir -o -").ok().json();
    let responses: Vec<(&str, bool)> = fhir["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["resource"])
        .filter(|resource| resource["resourceType"] == "QuestionnaireResponse")
        .map(|one| (one["status"].as_str().unwrap(), one["item"][0]["linkId"] == "none"))
        .collect();
    assert_eq!(responses, [("entered-in-error", false), ("completed", true)], "{fhir}");
}

/// Rule 23.2: a yes that a plan is made for stops nobody, and is answered with that.
#[test]
fn a_plan_says_what_it_is_made_for() {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/protocols/valid/knee-replacement.json");
    let env = Env::new();
    env.sh("profile set age 44").ok();
    env.run(["start", "-p", plan, "--clear"]).ok();
    env.sh("screen --sign back-surgery").ok().tells("This plan is made for people after an operation.");
    assert_ne!(env.sh("next --json").json()["screening"], "same-day");
}

/// Rule 24 (1), (3), (4): a clinician's plan is asked about each time it is begun, and another file is not what was accepted.
#[test]
fn a_plan_that_somebody_gave_is_asked_about_anew_and_no_flag_answers_it() {
    const YES: &str = "--accept 'yes, she gave it to me'";
    let env = Env::new();
    let text = include_str!("../protocols/valid/back-extension.json");
    std::fs::write(env.beside("plan.json"), text).unwrap();
    env.sh("profile set age 44").ok();
    for line in ["start -p plan.json", "start -p plan.json --clear", "start -p plan.json --accept no"] {
        env.sh(line).refused(2).tells_not("letters long").tells_not("signs[");
    }
    env.sh(&format!("start -p plan.json --clear {YES}")).ok();
    let accepted = |env: &Env| {
        let all: Vec<String> = env
            .journal()
            .iter()
            .filter_map(|line| Some(line["event"]["accepted"]["sha256"].as_str()?.to_owned()))
            .collect();
        all
    };
    env.sh("end").ok();
    // A byte more is another file: no yes of before counts for it.
    std::fs::write(env.beside("plan.json"), format!("{text}\n")).unwrap();
    env.sh("start -p plan.json --clear").refused(2);
    env.sh(&format!("start -p plan.json --clear {YES}")).ok();
    let prints = accepted(&env);
    assert!(prints.len() == 2 && prints[0] != prints[1], "{prints:?}");
}
