//! Choosing among offers that come together, from outside: what `next` shows, what `answer` takes, what comes of it.

use crate::env::{Env, split};
use crate::pty::Pty;

/// Somebody who leaned just now, at 09:26, with every sign denied.
fn leaned() -> Env {
    let mut env = crate::begin::standing();
    for card in ["same-day-now", "same-day-history", "leg", "pregnancy"] {
        env.sh(&format!("screen --clear {card}")).ok();
    }
    env.at("09:26");
    env.sh("done lean").ok();
    env
}

fn step(next: &serde_json::Value) -> &str {
    next["action"]["step"].as_str().unwrap_or("none")
}

#[test]
fn what_may_come_together_is_chosen_with_one_letter() {
    let mut env = leaned();
    let text = env.sh("next").ok().fits(40).says("Now, if you like: warmth, a tablet").stdout.clone();
    for line in
        ["b) both at once", "c) cold instead", "w) no pills this time", "backflare answer LETTER", "Next: a walk"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    let next = env.sh("next --json").ok().json();
    assert_eq!(next["choice"]["card"], "warmth-or-tablet", "{next}");
    assert_eq!(next["choice"]["options"][0]["opens"], serde_json::json!(["heat", "ibuprofen"]));
    assert_eq!((next["action"].is_null(), next["beside"].as_array().map(Vec::len)), (true, Some(0)), "{next}");
    // None of them is announced beside the question which of them it shall be.
    let offered = ["heat", "ibuprofen", "cold"].map(serde_json::Value::from);
    assert!(next["upcoming"].as_array().is_some_and(|all| all.iter().all(|one| !offered.contains(&one["step"]))));
    crate::begin::keeps(&env, "answer x", 2).refused(2).tells("h (heat)").tells("backflare answer both");
    crate::begin::keeps(&env, "answer none", 2).refused(2);
    env.sh("answer").ok().says("b) both at once").says("For example: backflare answer both");
    // Later is half an hour, and meanwhile nothing of it comes.
    env.sh("answer skip").ok();
    env.at("09:40");
    env.sh("next").ok().says("A question waits").says_not("a pain reliever");
    // What is asked by the way is asked all the same.
    assert_eq!(env.sh("next --json").ok().json()["aside"]["key"], "pain-after");
    env.at("09:57");
    env.sh("next").ok().says("b) both at once");
}

#[test]
fn what_was_chosen_comes_with_its_own_questions_and_the_rest_was_passed_over() {
    for (typed, questions, later) in [
        ("heat", Some("Before heat: any of these?"), "walk"),
        ("p", Some("Before a pain reliever: any of these?"), "walk"),
        ("cold", Some("Before cold: any of these?"), "walk"),
        ("neither", None, "walk"),
    ] {
        let mut env = leaned();
        env.sh(&format!("answer {typed}")).ok().says("Noted: ");
        let next = env.sh("next --json").ok().json();
        assert_eq!(next["questions"]["title"].as_str(), questions, "{typed}: {next}");
        assert!(next["choice"].is_null(), "{typed}: {next}");
        if questions.is_some() {
            env.sh("answer none").ok();
        }
        let next = env.sh("next --json").ok().json();
        match typed {
            "p" => assert_eq!(next["beside"][0]["step"], "ibuprofen", "{next}"),
            "neither" => assert_eq!(step(&next), "none", "{next}"),
            other => assert_eq!(step(&next), other, "{next}"),
        }
        env.at("10:30");
        if step(&env.sh("next --json").ok().json()) != later {
            env.sh("skip").ok();
        }
        assert_eq!(step(&env.sh("next --json").ok().json()), later, "{typed}");
    }
}

#[test]
fn without_pills_no_medicine_is_asked_for_or_offered_until_somebody_asks() {
    let mut env = leaned();
    env.sh("answer w").ok();
    env.sh("next").ok().says("Before heat");
    env.sh("answer none").ok();
    for at in ["09:27", "13:30", "16:45", "20:45"] {
        env.at(at);
        let next = env.sh("next --json").ok().json();
        assert_eq!(next["beside"], serde_json::json!([]), "{at}: {next}");
        assert!(!next["questions"]["title"].as_str().is_some_and(|title| title.contains("pain reliever")), "{at}");
    }
    // It is one act: taken back, the card is asked again, and medicines are offered as before.
    let env = leaned();
    env.sh("answer no-pills").ok();
    env.sh("undo").ok();
    env.sh("next").ok().says("w) no pills this time");
    env.sh("answer both").ok();
    env.sh("next").ok().says("Before a pain reliever");
}

#[test]
fn nobody_who_does_something_about_it_unasked_is_asked_which() {
    for line in ["on heat", "took ibuprofen 200mg", "skip heat", "done cold"] {
        let env = leaned();
        env.sh(line).ok();
        assert!(env.sh("next --json").ok().json()["choice"].is_null(), "{line}");
    }
}

/// What this person is not offered is no option, and where nothing is left, nothing is asked.
#[test]
fn an_option_that_somebody_does_not_have_is_left_out() {
    for (line, options, title) in [
        ("profile set allergy yes", "hcn", "Now, if you like: warmth"),
        ("profile set warmth cold", "pcn", "Now, if you like: a tablet"),
        ("profile set warmth neither", "pn", "Now, if you like: a tablet"),
        ("skip cold --always", "bhpnw", "Now, if you like: warmth, a tablet"),
    ] {
        let mut env = crate::begin::standing();
        for card in ["same-day-now", "same-day-history", "leg", "pregnancy"] {
            env.sh(&format!("screen --clear {card}")).ok();
        }
        env.sh(line).ok();
        env.at("09:26");
        env.sh("done lean").ok();
        let next = env.sh("next --json").ok().json();
        let shown: String = next["choice"]["options"]
            .as_array()
            .map(|all| all.iter().filter_map(|one| one["letter"].as_str()).collect())
            .unwrap_or_default();
        assert_eq!(shown, options, "{line}: {next}");
        assert_eq!(next["choice"]["title"], title, "{line}");
        env.sh("next").ok().says(title);
    }
}

#[test]
fn one_key_chooses_at_a_terminal_of_any_size() {
    for size in [(30, 12), (40, 20), (80, 24)] {
        let env = leaned();
        let mut command = env.command(split("answer"));
        command.env_remove("COLUMNS").env("TERM", "xterm-256color");
        let mut pty = Pty::spawn(command, size.0, size.1);
        pty.sees("b) both at once").sees("a letter chooses").types("n");
        pty.ends_well(0);
        assert_eq!(env.last_event()["chose"]["letter"], "n", "{size:?}");
    }
}
