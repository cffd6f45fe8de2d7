//! A card or a question that stays open on one terminal while another one is typed at: what was confirmed there stays,
//! and nobody waits for the lock.

use std::fs::File;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::begin::standing;
use crate::env::{Env, split};
use crate::pty::Pty;

/// A command at a terminal of plain lines, under the clock of the test.
pub(crate) fn opened(env: &Env, line: &str) -> Pty {
    let mut command = env.command(split(line));
    command.env_remove("COLUMNS").env("TERM", "dumb");
    Pty::spawn(command, 80, 40)
}

pub(crate) fn profile(env: &Env) -> Value {
    let text = env.read("profile.json");
    serde_json::from_str::<Value>(&text).unwrap()["answers"].clone()
}

/// A flare of which only the card about the person's past waits.
pub(crate) fn history_waits() -> Env {
    let mut env = Env::new();
    env.sh("start").ok();
    env.sh("screen --clear emergency").ok();
    env.sh("done --not-yet").ok();
    env.sh("screen --clear same-day-now").ok();
    // On the floor cards come one by one.
    env.advance("11m");
    env
}

/// Answers a card with "none of these" on one terminal, while these are confirmed on another, and gives the profile.
fn answered_beside(env: &Env, line: &str, card: &str, beside: &[&str]) -> Value {
    let mut pty = opened(env, line);
    pty.sees(card);
    for set in beside {
        env.sh(set).ok().says("Noted");
    }
    pty.types("n\n");
    if line.starts_with("walk") {
        thread::sleep(Duration::from_millis(300));
        pty.types("q\n");
    }
    pty.ends();
    profile(env)
}

#[test]
fn what_is_confirmed_while_a_card_is_open_stays() {
    for line in ["screen", "walk --plain"] {
        let env = history_waits();
        let known =
            answered_beside(&env, line, "Cancer at any time", &["profile set allergy yes", "profile set sleeps 21:00"]);
        assert_eq!((&known["allergy"]["value"], &known["sleeps"]["value"]), (&json!("yes"), &json!("21:00")), "{line}");
        assert_eq!(known["cancer"]["value"], "no", "{line}: {known}");
    }
}

#[test]
fn none_of_these_takes_back_no_yes_that_was_given_while_the_card_was_open() {
    for line in ["screen", "walk --plain"] {
        let known = answered_beside(&history_waits(), line, "Cancer at any time", &["profile set cancer yes"]);
        assert_eq!(known["cancer"]["value"], "yes", "{line}: {known}");
        assert_eq!(known["weak-bones"]["value"], "no", "{line}: {known}");
    }
}

#[test]
fn an_answer_to_a_flare_that_was_ended_elsewhere_is_not_written() {
    for (line, after, code) in [("screen", "end", 4), ("walk --plain", "end", 4), ("walk --plain", "start --new", 1)] {
        let env = history_waits();
        let mut pty = opened(&env, line);
        pty.sees("Cancer at any time");
        env.sh(after).ok();
        let before = env.journal().len();
        pty.types("n\n");
        let ended = pty.ends();
        pty.until(&format!("{line} says that it ended"), |pty| pty.bytes().contains("ended meanwhile"));
        assert_eq!((ended.code(), env.journal().len()), (Some(code), before), "{line}, {after}");
    }
}

#[test]
fn start_clear_reads_the_profile_again_under_the_lock() {
    let env = Env::new();
    env.sh("profile set age 44").ok();
    let held = File::open(env.home().join("journal.lock")).unwrap();
    held.lock().unwrap();
    let mut start = env.command(split("start --clear")).spawn().unwrap();
    thread::sleep(Duration::from_millis(400));
    // As `profile set cancer yes` leaves it, which had the lock before.
    let yes = json!({ "value": "yes", "at": "2026-11-22T09:05:00+01:00" });
    let mut known = profile(&env);
    known["cancer"] = yes.clone();
    env.write("profile.json", json!({ "answers": known }).to_string());
    drop(held);
    start.wait().unwrap();
    let known = profile(&env);
    assert_eq!((&known["cancer"], &known["age"]["value"]), (&yes, &json!("44")), "{known}");
    // The emergency card alone was answered, so that nothing is known of the person that was not before.
    assert_eq!(known["weak-bones"], Value::Null, "{known}");
}

#[test]
fn nobody_waits_for_a_question_that_stays_open() {
    let env = standing();
    env.sh("took ibuprofen 200mg").ok();
    let mut pty = opened(&env, "took ibuprofen 200mg");
    pty.sees("Is this the same dose again?");
    let begun = Instant::now();
    env.sh("log 8").ok();
    assert!(begun.elapsed() < Duration::from_secs(5), "the lock is held while the question is open");
    pty.types("n\n");
    assert!(pty.ends().success());
    let doses = env.journal().iter().filter(|line| line["event"].get("took").is_some()).count();
    assert_eq!(doses, 2);
}

#[test]
fn a_dose_that_came_while_the_question_was_open_is_asked_about_as_well() {
    let env = standing();
    env.sh("took ibuprofen 200mg").ok();
    let mut pty = opened(&env, "took ibuprofen 200mg");
    pty.sees("Is this the same dose again?");
    env.sh("took ibuprofen 200mg").ok();
    pty.types("n\n");
    thread::sleep(Duration::from_millis(300));
    pty.types("y\n").sees("Not recorded again");
    assert!(pty.ends().success());
    let doses = env.journal().iter().filter(|line| line["event"].get("took").is_some()).count();
    assert_eq!(doses, 2);
}

/// Clinical rule 16, case 16: in a low window a card has two pages, and "none of these" is taken on the last alone. Whoever
/// leaves after the first has answered nothing, whatever was pressed there.
#[test]
fn none_of_these_is_not_taken_on_page_1_of_2() {
    let env = Env::new();
    env.sh("profile set age 44").ok();
    let low = |line: &str| {
        let mut command = env.command(split(line));
        command.env_remove("COLUMNS").env("TERM", "xterm-256color");
        Pty::spawn(command, 40, 10)
    };
    let answers = || env.journal().iter().filter(|line| line["event"].get("screened").is_some()).count();
    // Left on page 1, and left on the page to which a "none of these" that came too early led.
    for (line, key) in [("start", ""), ("walk", "n")] {
        let mut pty = low(line);
        pty.sees("a) Numb or tingling").sees("Enter more (1 of 2)");
        assert!(!pty.text().contains("none of these"), "{}", pty.text());
        if !key.is_empty() {
            pty.types(key).sees("1 line is still to come").sees("d) Chest pain");
        }
        pty.types("q");
        pty.ends();
        assert_eq!(answers(), 0, "{line}");
        assert_eq!(env.sh("next --json").json()["screening"], "pending");
    }
    // After the last line it counts.
    let mut pty = low("walk");
    pty.sees("Enter more (1 of 2)").types("\r").sees("d) Chest pain").sees("n none of these").types("n");
    pty.sees("Five tiny moves").types("q");
    pty.ends();
    assert_eq!(answers(), 1);
}
