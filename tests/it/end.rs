//! `backflare end`.

use serde_json::json;

use crate::begin::{floor, keeps, latched, records};
use crate::env::Env;

#[test]
fn it_ends_the_flare_and_says_how_long_it_was() {
    let mut env = floor();
    records(&env, "end --note 'back at work'", &[json!({ "ended": { "note": "back at work" } })])
        .silent_err()
        .says("The flare is over, after 1 day. Undo: backflare undo");
    env.sh("next").refused(4);
    env.sh("undo").ok();
    env.advance("50h");
    records(&env, "end", &[json!({ "ended": {} })]).says("after 3 days");
    keeps(&env, "end", 4).refused(4).tells("backflare start");
    env.sh("start --clear").ok().says("Day 1");
    env.sh("screen --clear").ok();
}

#[test]
fn a_sign_keeps_it_open() {
    let env = latched();
    keeps(&env, "end", 3).refused(3).tells("a warning sign stands").tells("backflare screen --seen");
    let json = keeps(&env, "end --json", 3).silent_err().json();
    assert_eq!((&json["ended"], &json["next"]["screening"]), (&json!(false), &json!("emergency")));
}

#[test]
fn a_pending_card_does_not() {
    let env = Env::new();
    env.sh("start").ok();
    assert_eq!(env.sh("next --json").ok().json()["screening"], "pending");
    records(&env, "end", &[json!({ "ended": {} })]).says("The flare is over, after 1 day.");
    env.sh("next").refused(4);
}
