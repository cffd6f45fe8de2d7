//! `backflare status`.

use serde_json::json;

use crate::begin::{floor, keeps, latched, standing};
use crate::env::Env;

#[test]
fn it_needs_no_flare_and_makes_nothing() {
    let env = Env::new();
    env.sh("status").ok().silent_err().says("Nothing is running.");
    assert!(env.sh("status --json").ok().json()["flare"].is_null());
    assert!(!env.home().exists());
    env.sh("log 6").ok();
    env.sh("took ibuprofen 400mg").ok();
    env.sh("status").ok().says("Pain: 6 of 10, 09:05").says("400 of 1200 mg").says("Not before 15:05.");
}

#[test]
fn it_says_how_it_stands_and_what_is_next() {
    let env = standing();
    env.sh("log 4").ok();
    keeps(&env, "status", 0).silent_err().fits(40).says("Day 1 - The first day - 09:15").says("Pain: 4 of 10, 09:15");
    keeps(&floor(), "status", 0).says("Now: tiny moves");
    keeps(&latched(), "status", 0).says("EMERGENCY: ").says("Now: get emergency help");
}

#[test]
fn doses_are_summed_over_24_hours() {
    let mut env = Env::new();
    env.sh("took ibuprofen 200mg").ok();
    env.advance("23h");
    env.sh("took ibuprofen 400mg").ok();
    let medicine = |env: &Env| env.sh("status --json").ok().json()["medicines"][0].clone();
    assert_eq!((&medicine(&env)["sum_mg"], &medicine(&env)["doses_in_24h"]), (&json!(600), &json!(2)));
    env.advance("1h1m");
    assert_eq!(medicine(&env)["sum_mg"], 400);
}

#[test]
fn without_a_flare_the_newest_pain_is_the_latest_in_time() {
    let env = Env::new();
    env.sh("log 3").ok();
    env.sh("log 8 --at '3h ago'").ok();
    env.sh("status").ok().says("Pain: 3 of 10, 09:05").says_not("8 of 10");
    assert_eq!(env.sh("status --json").ok().json()["pain"]["level"], 3);
    env.sh("undo").ok();
    env.sh("undo").ok();
    env.sh("status").ok().says_not("Pain:");
}

/// A tablet that is there for those who want it is never all that is said after something was done.
#[test]
fn what_comes_next_is_said_beside_a_tablet() {
    let env = crate::begin::standing();
    env.sh("screen --clear").ok();
    for line in ["done lean", "answer tablet", "screen --clear", "took 'vitamin d' --contains none"] {
        env.sh(line).ok();
    }
    let said = env.sh("log 7");
    said.ok().says("Next: ").says("If you want it: ibuprofen 200 mg.");
}
