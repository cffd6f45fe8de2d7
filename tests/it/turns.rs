//! Whose turn it is in a block: questions before its steps, and the tablet line.

use crate::env::Env;

/// Somebody on their feet at 09:25 on Sunday with pain of 8, who answered every card and question, and likes heat.
fn answered() -> Env {
    let mut env = Env::new();
    for line in [
        "profile set age 35",
        "profile set wakes 07:00",
        "profile set sleeps 22:30",
        "start --clear --pain 8",
        "screen --clear",
    ] {
        env.sh(line).ok();
    }
    env.at("09:25");
    for line in ["done cat-cow-stuck", "done stand-up", "screen --clear", "done lean", "answer both"] {
        env.sh(line).ok();
    }
    for _ in 0..4 {
        env.sh("screen --clear").says("");
    }
    env
}

fn action(env: &Env) -> String {
    let next = env.sh("next --json").json();
    next["action"]["step"].as_str().unwrap_or("nothing").to_owned()
}

/// Whether `next` shows the tablet line.
fn tablet(env: &Env) -> bool {
    env.sh("next").stdout.contains("If you want it: ibuprofen 200 mg")
}

/// Heat could come again from 19:00 on, and belongs to the evening: what is asked before it is asked then, for 20 minutes.
#[test]
fn what_is_asked_before_a_step_of_a_block_is_asked_when_its_turn_comes() {
    const ASKED: &str = "Before heat: any of these?";
    let evening = || {
        let mut env = answered();
        env.at("15:50").sh("done heat").ok();
        env.at("19:00").sh("screen --clear").ok();
        env.sh("log 7").ok();
        for line in ["done walk", "done lean", "done lean", "skip cold", "skip ibuprofen"] {
            env.at("20:10").sh(line).ok();
        }
        env
    };
    let mut env = evening();
    env.at("21:14").sh("next").ok().says_not(ASKED);
    for time in ["21:15", "21:34"] {
        env.at(time).sh("next").ok().says(ASKED).says("backflare answer none");
    }
    env.at("21:35").sh("next").ok().says_not(ASKED).says("A question waits, for heat: backflare");
    let mut env = evening();
    env.at("21:20").sh("answer none").ok().says("Heat, 15 minutes");
}

#[test]
fn a_tablet_is_not_shown_in_bed_but_with_what_comes_after_and_not_later_than_twenty_minutes() {
    let morning = || {
        let mut env = answered();
        env.at("22:15").sh("done lie-down").says("");
        env.at("Mon 07:00").sh("screen --clear").ok();
        env
    };
    let mut env = morning();
    for (does, shows) in [("lying-cat-cow", false), ("log-roll-up", false), ("check-morning", false)] {
        assert_eq!((action(&env), tablet(&env)), (does.to_owned(), shows));
        env.advance("1m");
        env.sh(if does == "check-morning" { "log 6" } else { "done" }).ok();
    }
    assert_eq!((action(&env), tablet(&env)), ("lean-cat-cow".to_owned(), false));
    env.sh("done").ok();
    env.sh("screen --clear").ok();
    assert_eq!((action(&env), tablet(&env)), ("heat".to_owned(), true));
    // Whoever does nothing is shown it all the same, and whoever asks for it by its name at once.
    let mut env = morning();
    env.sh("why ibuprofen").ok().says("Nothing we know of is against it now");
    assert!(!tablet(env.at("07:19")));
    assert!(tablet(env.at("07:20")));
    assert_eq!(action(&env), "lying-cat-cow");
}
