//! `backflare next`.

use crate::begin::{floor, keeps, latched, standing};
use crate::env::Env;

#[test]
fn it_makes_nothing_and_says_how_to_begin() {
    let env = Env::new();
    env.sh("next").refused(4).tells("nothing is running").tells("backflare start");
    assert!(!env.home().exists());
}

#[test]
fn it_only_reads_whatever_it_shows() {
    for env in [floor(), standing(), latched()] {
        let files = env.files();
        assert_eq!(env.sh("next").stdout, env.sh("next").stdout);
        env.sh("next --json").json();
        assert!(env.files() == files);
    }
}

#[test]
fn it_shows_one_thing_and_what_to_type() {
    let env = floor();
    env.sh("next").ok().silent_err().fits(40).says("Five tiny moves").says("Do you feel ready to try to stand?");
    env.sh("next").ok().says("backflare answer not-yet").says("backflare skip");
}

#[test]
fn a_sign_is_all_it_shows_until_somebody_has_looked() {
    let mut env = latched();
    let ran = keeps(&env, "next", 3);
    ran.silent_err().says("EMERGENCY").says("Call 911 US, 999 UK, 112 EU, 000 AU").fits(40);
    ran.says_not("Five tiny moves").says_not("backflare screen --seen");
    // How it is lifted is named when there was time to be looked at.
    env.advance("30m");
    env.sh("next").code(3).says("EMERGENCY").says("backflare screen --seen");
    env.advance("3d");
    env.sh("next").code(3).says("EMERGENCY");
}

#[test]
fn not_sure_reads_as_a_sentence() {
    let env = Env::new();
    env.sh("start").ok();
    env.sh("screen --unsure").code(3).says_not("?.").says("EMERGENCY");
    assert!(!env.sh("next --json").code(3).stdout.contains("?."));
}

#[test]
fn where_nothing_is_due_it_says_what_comes_and_when() {
    let mut env = standing();
    for _ in 0..20 {
        let json = env.sh("next --json").ok().json();
        if json["action"].is_null() && json["questions"].is_null() {
            env.sh("next").ok().says("Next: ");
            assert!(json["next_change"].is_string() && json["upcoming"][0]["due_at"].is_string(), "{json}");
            return;
        }
        env.sh("skip").ok();
        env.advance("1m");
    }
    panic!("after twenty skips something is still due: {}", env.sh("next"));
}

#[test]
fn after_three_days_away_it_shows_today() {
    let mut env = standing();
    env.at("2026-11-25T10:00:00+01:00");
    env.sh("next").ok().says("Day 4");
}
