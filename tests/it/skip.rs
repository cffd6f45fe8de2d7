//! `backflare skip`.

use serde_json::json;

use crate::begin::{floor, keeps, latched, records, standing};
use crate::env::Env;

#[test]
fn it_passes_over_the_step_on_show_and_says_what_is_next() {
    let mut env = standing();
    env.sh("done").ok();
    env.sh("answer neither").ok();
    env.at("10:15");
    let on_show = env.sh("next --json").ok().json()["action"]["step"].clone();
    let ran = records(&env, "skip", &[json!({ "skipped": { "step": on_show } })]);
    ran.silent_err().says("Not now: ").says("Undo: backflare undo");
    // The last line names what `next` then names, and that is another step.
    let named = ran.stdout.lines().last().unwrap().trim_end_matches('.');
    assert!(named.starts_with("Next: "), "{ran}");
    env.sh("next").ok().says(named);
    let after = env.sh("next --json").ok().json();
    assert_ne!(after["action"]["step"], on_show);
    assert!(on_show.is_string() && after["upcoming"][0]["step"] != on_show, "{after}");
}

#[test]
fn a_step_and_a_reason_may_be_named() {
    let env = floor();
    let event = json!({ "skipped": { "step": "walk", "because": "no room" } });
    records(&env, "skip walk --because ' no room '", &[event]).says("Not now: a walk.");
    keeps(&env, "skip walk --because ''", 2).refused(2).tells("write a few words");
    keeps(&env, "skip wlk", 2).refused(2).tells("Did you mean walk?");
}

#[test]
fn a_card_is_not_passed_over() {
    let env = Env::new();
    env.sh("start").ok();
    keeps(&env, "skip", 2)
        .refused(2)
        .tells("cannot be passed over")
        .tells("backflare answer not-sure, which counts as yes");
}

#[test]
fn with_nothing_due_there_is_nothing_to_pass_over() {
    let env = standing();
    env.sh("skip").ok();
    env.sh("answer neither").ok();
    keeps(&env, "skip", 2).refused(2).tells("nothing is due just now").tells("backflare next");
    keeps(&Env::new(), "skip", 4).refused(4).tells("backflare start");
}

#[test]
fn what_is_offered_beside_a_sign_may_be_passed_over() {
    let env = latched();
    env.sh("skip").ok().says("Now: get emergency help");
    env.sh("next").code(3);
}
