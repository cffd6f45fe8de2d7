//! A clock that comes to another zone: it is noticed, asked about once, and no wait changes.

use serde_json::json;

use crate::begin::{floor, keeps, standing};
use crate::env::Env;
use crate::pty::Pty;

const MOVED: &str = "Your clock moved to another zone";

/// A flare in Berlin, and four hours on the clock is New York's.
fn flown() -> Env {
    let mut env = standing();
    env.sh("took ibuprofen 200mg").ok();
    env.tz("America/New_York").advance("4h");
    env
}

#[test]
fn a_zone_that_changed_is_asked_about_until_it_is_answered_and_then_never_again() {
    let mut env = flown();
    let asked = "from UTC+1 to UTC-5. Waits are unchanged.";
    // Beside a card that fills the screen it is told, and how to answer where there is room.
    keeps(&env, "next", 0).says(MOVED).says(asked);
    for line in ["status", "today"] {
        keeps(&env, line, 0).says(MOVED).says(asked).says("backflare doctor --zone known");
    }
    let said = keeps(&env, "status --json", 0).json();
    assert!(said["alerts"].as_array().unwrap().iter().any(|alert| alert["text"].as_str().unwrap().contains(MOVED)));
    keeps(&env, "doctor", 0).says("zone: note").says("If not: backflare doctor --zone wrong");
    // The dose of 09:15 in Berlin still waits its six hours.
    keeps(&env, "status", 0).says("Not before 09:15");
    // What is recorded here answers nothing.
    env.sh("log 5").ok();
    keeps(&env, "next", 0).says(MOVED);
    env.sh("doctor --zone known").ok().says("Noted: your clock's zone, UTC-5, is right.").says("zone: good");
    assert_eq!(env.last_event(), json!({ "zone": { "from": "+01:00", "to": "-05:00", "answer": "known" } }));
    keeps(&env, "next", 0).says_not(MOVED);
    env.advance("1d");
    env.sh("log 5").ok();
    keeps(&env, "status", 0).says_not(MOVED);
    // Home is another zone, once; and the first journey's is known.
    env.tz("Europe/Berlin").advance("8h");
    keeps(&env, "status", 0).says("from UTC-5 to UTC+1");
    env.sh("doctor --zone known --json").ok();
    keeps(&env, "status", 0).says_not(MOVED);
    env.tz("America/New_York").advance("8h");
    env.sh("log 4").ok();
    keeps(&env, "status", 0).says_not(MOVED);
}

/// A dose of a minute ago is none of eight hours ago: a time of day that may be that of either zone is refused, with both.
#[test]
fn a_time_of_day_may_be_that_of_the_zone_before() {
    let check = |after: &str, moved: &str, line: &str, times: &[&str]| {
        let mut env = standing();
        env.advance(after).tz(moved);
        if times.is_empty() {
            env.sh(line).ok();
        } else {
            let ran = keeps(&env, line, 2);
            for time in times {
                ran.tells(time);
            }
        }
    };
    let both = ["2026-11-22T09:16:00+09:00", "2026-11-22T09:16:00+01:00"];
    check("1m", "XXX-9", "took ibuprofen 400mg --at 09:16", &both);
    check("1m", "XXX-9", "on heat --at 09:16", &both);
    for line in
        ["took ibuprofen 400mg", "took ibuprofen 400mg --at '1m ago'", &format!("took ibuprofen --at {}", both[1])]
    {
        check("1m", "XXX-9", line, &[]);
    }
    // There it would be yet to come, or was long enough ago that nothing was recorded there since.
    check("1m", "XXX-9", "took ibuprofen 400mg --at 09:17", &[]);
    check("25h", "XXX-9", "took ibuprofen 400mg --at 09:16", &[]);
    // To the west the time here is the later one.
    check("8h", "XXX5", "took ibuprofen 400mg --at 09:16", &[]);
    // What was recorded here since says when somebody came.
    let mut env = standing();
    env.advance("1m").tz("XXX-9");
    env.sh("log 5").ok();
    env.advance("9h");
    keeps(&env, "took ibuprofen --at 09:16", 2).tells(both[0]);
    env.sh("took ibuprofen --at 22:00").ok();
}

#[test]
fn a_zone_that_is_wrong_is_told_until_it_is_right() {
    let mut env = flown();
    env.sh("doctor --zone wrong").ok().says("is wrong").says("TZ=Europe/Berlin").says("zone: note");
    assert_eq!(env.last_event()["zone"]["answer"], "wrong");
    keeps(&env, "next", 0).says("You said that your clock's zone, UTC-5, is wrong.").says_not("Is that right?");
    // The zone that was said to be right is not asked about.
    env.tz("Europe/Berlin").advance("10m");
    keeps(&env, "next", 0).says_not("zone");
    env.tz("America/New_York").advance("10m");
    env.sh("doctor --zone known").ok();
    keeps(&env, "next", 0).says_not("zone");
    env.sh("undo").ok().says("the answer about your zone");
    keeps(&env, "next", 0).says("is wrong");
}

#[test]
fn what_did_not_move_is_not_asked_about() {
    let mut env = floor();
    let refused = keeps(&env, "doctor --zone known", 2);
    refused.tells("the clock has not moved").tells("backflare doctor");
    keeps(&env, "doctor --zone soon", 2).tells("--zone");
    keeps(&env, "doctor --zone known --repair", 2).tells("--repair");
    // Summer time is no journey, and half an hour is none that anybody need know of.
    env.at("2027-03-27T12:00:00+01:00");
    env.sh("log 4").ok();
    env.at("2027-03-28T12:00:00+02:00");
    keeps(&env, "status", 0).says_not(MOVED);
    let mut env = floor();
    env.tz("XXX-1:30");
    keeps(&env, "status", 0).says_not(MOVED);
}

/// As somebody meets it who walks: above what is to be done, and it fits.
#[test]
fn a_walk_tells_it_above_what_is_to_be_done() {
    let env = flown();
    env.run_with_input(["walk", "lean-cat-cow"], "q\n").ok().says(MOVED).says("Waits are unchanged.");
    env.sh("doctor --zone known").ok();
    env.run_with_input(["walk", "lean-cat-cow"], "q\n").ok().says_not(MOVED);

    let mut env = Env::new();
    let walk = |env: &Env, line: &str| {
        let mut command = env.command(line.split(' '));
        command.env_remove("BACKFLARE_NOW").env_remove("COLUMNS").env("TERM", "xterm-256color");
        Pty::spawn(command, 40, 20)
    };
    let mut pty = walk(&env, "start");
    pty.sees("n none of these").types("n").sees("Five tiny moves").sees("q leave").types("q");
    pty.ends_well(0);
    env.tz("America/New_York");
    let mut pty = walk(&env, "walk");
    pty.sees(MOVED).sees("Waits are unchanged.").sees("Five tiny moves").sees("q leave").types("q");
    pty.ends_well(0);
}
