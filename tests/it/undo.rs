//! `backflare undo`.

use serde_json::{Value, json};

use crate::begin::{floor, keeps, latched, records};
use crate::env::Env;

#[test]
fn it_takes_back_the_newest_and_then_the_one_before() {
    let mut env = Env::new();
    for level in [3, 4, 5] {
        env.sh(&format!("log {level}")).ok();
        env.advance("1m");
    }
    let journal = env.journal();
    for (place, said) in [(2, "pain 5/10, at 09:07"), (1, "pain 4/10, at 09:06"), (0, "pain 3/10, at 09:05")] {
        records(&env, "undo", &[json!({ "retracted": { "of": journal[place]["id"] } })])
            .silent_err()
            .says(&format!("Taken back: {said}."));
    }
    keeps(&env, "undo", 2).refused(2).tells("nothing to take back").tells("backflare next");
    assert!(env.sh("status --json").ok().json()["pain"].is_null());
    // By place in the journal, not by time.
    env.sh("log 6").ok();
    env.sh("log 7 --at yesterday 22:00").ok();
    env.sh("undo").ok().says("pain 7/10");
    env.sh("undo").ok().says("pain 6/10");
}

#[test]
fn a_step_is_offered_again_and_an_end_goes_on() {
    let env = floor();
    env.sh("done").ok();
    env.sh("undo").ok().says("Taken back: cat-cow-stuck done, at 09:05.").says("Now: tiny moves.");
    env.sh("end").ok();
    env.sh("next").refused(4);
    env.sh("undo").ok().says("the end of the flare").says("The flare goes on.");
    env.sh("next").ok().says("Five tiny moves");
}

#[test]
fn a_dose_keeps_counting_and_it_says_how_to_replace_it() {
    let env = Env::new();
    env.sh("took 'odd syrup x' 200mg --contains ibuprofen").ok();
    let ran = env.sh("undo");
    ran.ok().says("still counts").says("backflare took \"odd syrup x\" 0mg --corrects --because \"not taken\"");
    assert_eq!(env.sh("status --json").ok().json()["medicines"][0]["sum_mg"], 200);
    let fix = ran.stdout.lines().find(|line| line.starts_with("backflare ")).unwrap();
    env.sh(fix.strip_prefix("backflare ").unwrap()).ok().says("was not taken");
    assert_eq!(env.sh("status --json").ok().json()["medicines"], json!([]));
}

#[test]
fn a_sign_stays_whatever_is_undone() {
    let env = latched();
    env.sh("log 5").ok();
    env.sh("undo").ok().says("pain 5/10").says("Now: get emergency help.");
    env.sh("undo").ok().says("You said yes to it, so somebody").says("backflare screen --seen");
    env.sh("next").code(3).says("EMERGENCY");
}

#[test]
fn that_somebody_looked_can_be_taken_back() {
    let env = latched();
    env.sh("screen --seen 'Dr Osei' --examined 'yes, they did'").ok();
    env.sh("undo").ok().says("that a clinician looked").says("Now: get emergency help.");
    env.sh("next").code(3);
}

/// What `profile` shows of a question now.
fn value(env: &Env, key: &str) -> Value {
    let questions = env.sh("profile --json").ok().json()["questions"].clone();
    questions.as_array().unwrap().iter().find(|one| one["key"] == key).unwrap()["value"].clone()
}

/// What the profile's file holds.
fn kept(env: &Env) -> Value {
    serde_json::from_str::<Value>(&env.read("profile.json")).unwrap()["answers"].clone()
}

#[test]
fn answers_about_the_person_go_with_the_card_they_came_with() {
    let mut env = Env::new();
    env.sh("profile set allergy yes").ok();
    env.advance("1m");
    env.sh("start").ok();
    env.sh("screen --clear").ok();
    assert_eq!(value(&env, "pregnant"), "no");
    env.sh("undo").ok().says("to the warning signs").says("It is asked again when it matters.");
    assert!(value(&env, "pregnant").is_null());
    // What was not asked there stays, in the answer and on the disk.
    assert_eq!(value(&env, "allergy"), "yes");
    assert!(env.read("profile.json").contains("\"allergy\""));
    env.sh("undo").ok().says("the start of the flare");
}

/// Each row: what is typed, all in one second; what `undo` says; and what the profile then holds.
#[test]
fn undo_of_an_answer_touches_that_answer_alone_and_gives_back_the_earlier_one() {
    let check = |typed: &[&str], said: &str, holds: &[(&str, Value)]| {
        for running in [false, true] {
            let mut env = Env::new();
            if running {
                env.sh("start").ok();
            }
            for line in typed {
                if let Some(time) = line.strip_prefix('+') {
                    env.advance(time);
                } else {
                    env.sh(line).ok();
                }
            }
            env.sh("undo").ok().says(said);
            for (key, expected) in holds {
                assert_eq!(value(&env, key), *expected, "{typed:?}: {key}, running: {running}");
            }
        }
    };
    let set = ["profile set bleeding yes", "profile set allergy yes", "profile set raynaud no"];
    check(
        &set,
        "the answer to raynaud",
        &[("bleeding", json!("yes")), ("allergy", json!("yes")), ("raynaud", Value::Null)],
    );
    check(
        &["profile set raynaud yes", "+1m", "profile set raynaud no"],
        "It is yes again.",
        &[("raynaud", json!("yes"))],
    );
    check(&["profile set raynaud yes", "profile set raynaud no"], "It is yes again.", &[("raynaud", json!("yes"))]);
    check(&["profile set raynaud no", "profile set raynaud no"], "It is no again.", &[("raynaud", json!("no"))]);
    // The hours of a day are an answer, too, and the pain before it is not touched.
    check(&["log 6", "profile set wakes 06:30"], "the answer to wakes", &[("wakes", Value::Null)]);
}

#[test]
fn undo_goes_back_through_the_answers_one_by_one_with_their_times() {
    let mut env = Env::new();
    env.sh("profile set raynaud yes").ok();
    let first = kept(&env);
    env.advance("40d");
    env.sh("profile set raynaud no").ok();
    env.sh("profile set raynaud yes").ok();
    env.sh("undo").ok().says("It is no again.");
    assert_eq!(value(&env, "raynaud"), "no");
    env.sh("undo").ok().says("It is yes again.");
    assert_eq!(kept(&env), first, "the time at which it was given comes back with it");
    env.sh("undo").ok().says("It is asked again when it matters.");
    assert_eq!(kept(&env), json!({}));
}

#[test]
fn undo_of_a_card_gives_back_what_the_profile_held() {
    let mut env = floor();
    env.sh("end").ok();
    let before = kept(&env);
    env.advance("60d");
    env.sh("start").ok();
    env.sh("screen --clear").ok();
    assert_ne!(kept(&env), before);
    env.sh("undo").ok();
    assert_eq!(kept(&env), before);
}

/// A yes to what a clinician must look at stays in the profile as it stays in the flare.
#[test]
fn a_yes_that_must_be_looked_at_stays_in_the_profile() {
    let env = Env::new();
    env.sh("start").ok();
    env.sh("screen --sign cancer").code(3);
    env.sh("undo").ok().says("You said yes to it, so somebody");
    assert_eq!(kept(&env)["cancer"]["value"], "yes");
    // With no flare it is an answer like any other.
    let env = Env::new();
    env.sh("profile set cancer no").ok();
    env.sh("profile set cancer yes").ok();
    env.sh("undo").ok().says("the answer to cancer").says("It is no again.");
    assert_eq!(kept(&env)["cancer"]["value"], "no");
}

#[test]
fn what_one_command_wrote_is_taken_back_as_one() {
    let course = |env: &Env| env.sh("next --json").json()["flare"]["course"].clone();
    // `end --prevention` ends and begins.
    let mut env = floor();
    let started = env.sh("next --json").json()["flare"]["started_at"].clone();
    env.advance("1d");
    let before = env.journal().len();
    env.sh("end --prevention").ok().says("Undo: backflare undo");
    assert_eq!(course(&env), "prevention");
    let journal = env.journal();
    assert_eq!(journal.len(), before + 2);
    assert_eq!(
        (&journal[before]["act"], &journal[before + 1]["act"]),
        (&journal[before]["id"], &journal[before]["id"])
    );
    env.sh("undo").ok().says("Taken back: the end of the flare").says("The flare goes on.");
    assert_eq!(
        (course(&env), env.sh("next --json").json()["flare"]["started_at"].clone()),
        (json!("flare"), started.clone())
    );
    // `start --new` ends, begins, logs and screens.
    env.sh("start --new --pain 7 --clear").ok();
    env.sh("undo").ok().says("Taken back: the start of a new flare").says("The flare before it goes on.");
    assert_eq!((course(&env), env.sh("next --json").json()["flare"]["started_at"].clone()), (json!("flare"), started));
    // An interruption of prevention.
    env.sh("end --prevention").ok();
    env.advance("1d");
    env.sh("start").ok();
    env.sh("undo").ok().says("Taken back: the start of the flare").says("Prevention goes on.");
    assert_eq!(course(&env), "prevention");
    env.sh("end").ok();
    env.sh("undo").ok().says("the end of prevention").says("Prevention goes on.");
}

#[test]
fn a_line_that_stands_alone_has_no_act() {
    let env = Env::new();
    env.sh("log 6").ok();
    env.sh("undo").ok();
    assert!(env.journal().iter().all(|line| line.get("act").is_none()));
}

#[test]
fn a_correction_that_is_taken_back_counts_once_as_before() {
    let mut env = Env::new();
    env.sh("took naproxen 220mg").ok();
    env.advance("10m");
    env.sh("took naproxen 440mg --corrects --because 'took two'").ok();
    let sums = |env: &Env| {
        let medicines = env.sh("status --json").ok().json()["medicines"].clone();
        (medicines[0]["sum_mg"].clone(), medicines[0]["doses"].clone(), medicines[0]["over_limit"].clone())
    };
    assert_eq!(sums(&env).0, 440);
    env.sh("undo").ok().says("the correction").says("naproxen 220 mg, at 09:05");
    assert_eq!(sums(&env).0, 220);
    env.sh("status").ok().says("220 of 660 mg");
    // A dose that was never taken.
    env.sh("took naproxen 0mg --corrects --because 'not taken'").ok();
    assert_eq!(env.sh("status --json").ok().json()["medicines"], json!([]));
    env.sh("undo").ok().says("naproxen 220 mg, at 09:05");
    assert_eq!(sums(&env).0, 220);
    // The dose itself keeps counting.
    env.sh("undo").ok().says("still counts");
    assert_eq!(sums(&env).0, 220);
}

#[test]
fn a_not_yet_that_became_a_sign_stays_and_undo_says_so() {
    let mut env = floor();
    env.advance("61m");
    // Said today it is none; a journal of an earlier program may hold one.
    env.sh("done cat-cow-stuck --not-yet").ok();
    env.sh("next").ok();
    env.append_event(json!({ "done": { "step": "cat-cow-stuck", "answer": false } }));
    if env.sh("next").code == 3 {
        env.sh("undo").ok().says("Taken back: cat-cow-stuck, not yet").says("The warning sign stays");
        env.sh("next").code(3);
    } else {
        panic!("an hour on the floor, and \"no\", is a sign");
    }
    let env = floor();
    env.sh("done --not-yet").ok();
    let ran = env.sh("undo");
    ran.ok().says("Taken back: cat-cow-stuck, not yet");
    assert!(!ran.stdout.contains("stays"), "{ran}");
}

/// What was imported is no act of this machine.
#[test]
fn an_imported_line_is_not_the_newest() {
    let mut env = Env::new();
    env.sh("log 6").ok();
    let mut line: Value = serde_json::from_str(&env.line(json!({ "pain": { "level": 3 } }))).unwrap();
    line["v"] = json!(2);
    line["made"] = line["rec"].clone();
    env.append(&format!("{line}\n"));
    env.sh("undo").ok().says("pain 6/10");
    env.sh("undo").refused(2).tells("nothing to take back");
}

#[test]
fn the_start_itself_can_be_taken_back() {
    let env = Env::new();
    env.sh("start").ok();
    env.sh("undo").ok().says("Taken back: the start of the flare, at 09:05.");
    env.sh("next").refused(4);
}

#[test]
fn a_profile_that_cannot_be_trusted_is_no_half_undo() {
    let env = floor();
    env.write("profile.json", "{");
    keeps(&env, "undo", 5).refused(5).tells("the profile cannot be trusted");
    env.sh("log 5").ok();
    env.sh("undo").ok().says("pain 5/10");
}
