//! `backflare done`.

use serde_json::json;

use crate::begin::{floor, keeps, latched, records, standing};
use crate::env::Env;

#[test]
fn without_a_step_it_is_the_one_on_show() {
    let env = floor();
    let yes = json!({ "done": { "step": "cat-cow-stuck", "answer": true } });
    records(&env, "done", &[yes])
        .silent_err()
        .says("Noted at 09:05: Do you feel ready to try to stand? Yes. Undo: backflare undo");
}

#[test]
fn it_ends_with_what_is_now_and_next_agrees() {
    let env = floor();
    env.sh("profile set age 44").ok();
    env.sh("done").ok().says("Now: standing up.");
    env.sh("next").ok().says("Stand up slowly");
    records(&env, "done", &[json!({ "done": { "step": "stand-up" } })]).says("Done at 09:05: standing up.");
}

#[test]
fn not_yet_answers_the_question_with_no() {
    let env = floor();
    let no = json!({ "done": { "step": "cat-cow-stuck", "answer": false } });
    records(&env, "done --not-yet", &[no]).says("Do you feel ready to try to stand? Not yet.").says("backflare undo");
    let ran = keeps(&standing(), "done walk --not-yet", 2);
    ran.refused(2).tells("asks no question").tells("backflare done ").tells("backflare skip walk");
}

#[test]
fn a_step_that_was_not_offered_is_recorded_with_a_warning() {
    let env = floor();
    records(&env, "done walk", &[json!({ "done": { "step": "walk" } })])
        .says("Done at 09:05: a walk.")
        .tells("A slow walk was not offered just now. Why: backflare why walk");
    let env = latched();
    records(&env, "done walk", &[json!({ "done": { "step": "walk" } })]).says("Now: get emergency help");
}

#[test]
fn it_takes_the_time_at_which_it_ended() {
    let mut env = standing();
    env.at("10:00");
    records(&env, "done walk --at 09:40", &[json!({ "done": { "step": "walk" } })]).says("Done at 09:40");
    assert_eq!(env.journal().last().unwrap()["at"], "2026-11-22T09:40:00+01:00");
}

#[test]
fn what_is_no_step_to_be_done_is_refused_with_what_to_type() {
    let env = standing();
    for (line, words) in [
        ("done wlk", "Did you mean walk?"),
        ("done hovercraft", "All steps: backflare protocol show"),
        ("done ibuprofen", "backflare took ibuprofen 200mg"),
        ("done ibuprofen", "backflare skip ibuprofen"),
        ("done check-morning", "backflare log 5"),
        ("done walk --at 12:00", "that is yet to come"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
    assert_eq!(env.sh("status --json").ok().json()["medicines"], json!([]));
}

#[test]
fn a_question_comes_first_and_is_named_as_next_names_it() {
    let env = Env::new();
    env.sh("start").ok();
    for line in ["done", "done --not-yet"] {
        keeps(&env, line, 2).refused(2).tells("Before you move: any of these?").tells("backflare answer none");
    }
    let env = floor();
    env.sh("done").ok().says("Now: standing up.");
    // A question guards its step alone: what is shown is done and passed over all the same.
    env.sh("next").ok().says("Stand up slowly").says("A question waits: backflare");
    env.sh("screen").ok().says("How old are you?").says("backflare answer 35");
    let ran = keeps(&env, "screen --unsure", 2);
    ran.refused(2).tells("How old are you?").tells("backflare answer 35").tells_not("--clear");
    env.sh("skip").ok();
    env.sh("undo").ok();
    env.sh("done").ok();
}

#[test]
fn with_nothing_due_it_says_what_comes() {
    let env = standing();
    env.sh("skip").ok();
    env.sh("answer neither").ok();
    let ran = keeps(&env, "done", 2);
    ran.refused(2).tells("nothing is due just now").tells("Next: ").tells("backflare done walk");
}

#[test]
fn without_a_flare_there_is_nothing_to_be_done() {
    keeps(&Env::new(), "done", 4).refused(4).tells("backflare start");
    keeps(&Env::new(), "done walk", 4).refused(4);
}
