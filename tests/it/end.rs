//! `backflare end`.

use serde_json::{Value, json};

use crate::begin::{floor, keeps, latched, records};
use crate::env::Env;
use crate::pty::Pty;

#[test]
fn it_ends_the_flare_and_says_how_long_it_was() {
    let mut env = floor();
    records(&env, "end --note 'back at work'", &[json!({ "ended": { "note": "back at work" } })])
        .silent_err()
        .says("This flare is over: 1 day. Undo: backflare undo");
    env.sh("next").refused(4);
    env.sh("undo").ok();
    env.advance("50h");
    records(&env, "end", &[json!({ "ended": {} })]).says("over: 3 days");
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
    records(&env, "end", &[json!({ "ended": {} })]).says("This flare is over: 1 day.");
    env.sh("next").refused(4);
}

#[test]
fn it_says_what_the_flare_was_and_thanks() {
    let mut env = floor();
    env.sh("log 8").ok();
    env.advance("23m").sh("done cat-cow-stuck").ok();
    env.sh("done stand-up").ok();
    env.sh("took ibuprofen 200mg").ok();
    env.advance("2h").sh("done walk").ok();
    env.advance("20h").sh("log 1").ok();
    let ended = env.sh("end");
    ended.ok().says("Pain       8 -> 1").says("Stood up   after 23 minutes").says("Walked     once, 5 minutes in all");
    ended.says("Ibuprofen  on 1 day, 200 mg in all").says("You did this. Thank you for telling me.").fits(40);
    ended.says("A page for your doctor: backflare report").says_not("Nights").says_not("Last time");
    env.advance("2d").sh("start --clear").ok();
    env.sh("log 6").ok();
    let json = env.sh("end --json").ok().json();
    let sum = &json["sum"];
    assert_eq!((&sum["days"], &sum["walks"], &sum["taken"]), (&json!(1), &json!(0), &json!([])));
    env.sh("undo").ok();
    env.advance("1h").sh("log 5").ok();
    let sore = env.sh("end");
    sore.ok().says("Tablets    none noted").says("Last time: 1 day, stood after 23 minutes.").says("not a forecast");
    sore.says("Still sore? Begin again any time").says_not("You did this");
}

/// `end` at a terminal of 40 columns.
fn at_a_terminal(env: &Env) -> Pty {
    let mut command = env.command(["end"]);
    command.env_remove("COLUMNS").env("TERM", "xterm-256color");
    Pty::spawn(command, 40, 24)
}

#[test]
fn at_a_terminal_it_asks_twice_and_silence_changes_nothing() {
    for (first, second, course) in [
        ("\n", None, Some("flare")),
        ("n\n", None, Some("flare")),
        ("y\n", Some("\n"), None),
        ("yes\n", Some("y\n"), Some("prevention")),
    ] {
        let env = floor();
        let mut pty = at_a_terminal(&env);
        pty.sees("End this flare?").types(first);
        match second {
            None => {
                pty.sees("It goes on. Nothing was changed.");
            }
            Some(second) => {
                pty.sees("You did this.").sees("Five minutes an evening, to keep well?").types(second);
            }
        }
        pty.ends_well(0);
        let json = env.sh("status --json").json();
        assert_eq!(json["flare"]["course"].as_str(), course, "{first:?} {second:?}");
    }
}

/// Days on which something was taken are civil days, as rule 10 counts them: less than 24 hours after the start it is the second.
#[test]
fn a_tablet_of_the_next_morning_is_one_of_another_day() {
    let mut env = crate::begin::standing();
    env.sh("took ibuprofen 200mg").ok();
    env.at("Mon 07:45").sh("took ibuprofen 200mg").ok();
    env.sh("why ibuprofen").ok().says("Pain relievers on 2 days");
    env.sh("end").ok().says("on 2 days, 400 mg in all");
}

/// A flare that began on our own plan in the older format ends as one that begins today: prevention is named. Of somebody
/// else's plan in that format nobody knows for what body it is.
#[test]
fn an_older_copy_of_our_own_plan_names_prevention() {
    for (id, named) in [("back-flare", true), ("somebody-elses", false)] {
        let env = floor();
        let files = env.files();
        let copy = files.keys().find(|name| name.starts_with("flares/")).expect("a copy");
        let mut plan: Value = serde_json::from_slice(&files[copy]).unwrap();
        plan["format"] = json!(1);
        plan["id"] = json!(id);
        env.write(copy, plan.to_string());
        let ended = env.sh("end");
        ended.ok().says("This flare is over");
        if named {
            ended.says("What may keep the next away")
        } else {
            ended.says_not("What may keep the next away")
        };
    }
}
