//! `backflare undo`.

use serde_json::json;

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
    env.sh("undo").ok().says("Taken back: cat-cow-stuck done, at 09:05.").says("Now: five tiny moves.");
    env.sh("end").ok();
    env.sh("next").refused(4);
    env.sh("undo").ok().says("the end of the flare").says("The flare goes on.");
    env.sh("next").ok().says("Five tiny moves");
}

#[test]
fn a_dose_keeps_counting_and_it_says_how_to_replace_it() {
    let env = Env::new();
    env.sh("took 'night nurse x' 200mg --contains ibuprofen").ok();
    let ran = env.sh("undo");
    ran.ok().says("still counts").says("backflare took \"night nurse x\" 0mg --corrects --because \"not taken\"");
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
    env.sh("undo").ok().says("A warning sign is not taken back").says("backflare screen --seen");
    env.sh("next").code(3).says("EMERGENCY");
}

#[test]
fn that_somebody_looked_can_be_taken_back() {
    let env = latched();
    env.sh("screen --seen fine").ok();
    env.sh("undo").ok().says("that a clinician looked").says("Now: get emergency help.");
    env.sh("next").code(3);
}

#[test]
fn answers_about_the_person_go_with_the_card_they_came_with() {
    let mut env = Env::new();
    env.sh("profile set allergy yes").ok();
    env.advance("1m");
    env.sh("start --clear").ok();
    let value = |env: &Env, key: &str| {
        let questions = env.sh("profile --json").ok().json()["questions"].clone();
        questions.as_array().unwrap().iter().find(|one| one["key"] == key).unwrap()["value"].clone()
    };
    assert_eq!(value(&env, "pregnant"), "no");
    env.sh("undo").ok().says("the answer to the warning signs").says("It is asked again when it matters.");
    assert!(value(&env, "pregnant").is_null());
    // What was not asked there stays, in the answer and on the disk.
    assert_eq!(value(&env, "allergy"), "yes");
    assert!(env.read("profile.json").contains("\"allergy\""));
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
