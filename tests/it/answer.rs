//! `backflare answer`: one grammar for whatever `next` asks.

use serde_json::{Value, json};

use crate::begin::{appended, floor, keeps};
use crate::env::{Env, Ran};

/// An answer that is taken, and writes exactly these events.
#[track_caller]
fn takes(env: &Env, line: &str, code: i32, events: &[Value]) -> Ran {
    let (before, known) = (env.journal_text(), env.journal().len());
    let ran = env.sh(line);
    ran.code(code);
    appended(env, &before, known, events, &ran);
    ran
}

fn asked() -> Env {
    let env = Env::new();
    env.sh("start").ok();
    env
}

#[test]
fn a_card_takes_none_letters_and_not_sure() {
    let card = |signs: Value| json!({ "screened": { "card": "emergency", "signs": signs } });
    let ran = takes(&asked(), "answer none", 0, &[json!({ "screened": { "card": "emergency" } })]);
    ran.tells("Before you move: any of these? You said none of these is so:").tells("d) Chest pain").says("Noted.");
    takes(&asked(), "answer d", 3, &[card(json!(["chest-pain", "sudden-belly"]))]).says("EMERGENCY");
    let two = json!(["both-legs-pain", "both-legs-weak", "legs-losing-strength", "chest-pain", "sudden-belly"]);
    for line in ["answer b d", "answer d,b"] {
        takes(&asked(), line, 3, &[card(two.clone())]).says("EMERGENCY");
    }
    for line in ["answer not-sure", "answer not sure", "answer u"] {
        let unsure = json!({ "screened": { "card": "emergency", "unsure": true } });
        takes(&asked(), line, 3, &[unsure]).says("EMERGENCY");
    }
    keeps(&asked(), "answer skip", 0).says("asked again later");
}

#[test]
fn a_word_that_does_not_fit_writes_nothing_and_names_those_that_do() {
    for word in ["yes", "e", "35", "nonsense", "ac", "22:30"] {
        keeps(&asked(), &format!("answer {word}"), 2)
            .refused(2)
            .tells("Before you move: any of these?")
            .tells("none, a letter")
            .tells("backflare answer none");
    }
    keeps(&asked(), "answer", 0).says("Before you move").says("a) Numb or tingling").says("backflare answer none");
    // Each on a line of its own.
    let open = keeps(&floor(), "answer", 0);
    assert_eq!(
        open.stdout,
        "Do you feel ready to try to stand?\nIt takes: yes, not-yet, worse, skip\nFor example: backflare answer not-yet\n"
    );
}

#[test]
fn none_answers_one_card_and_no_other() {
    let mut env = asked();
    env.sh("answer none").ok();
    env.sh("done --not-yet").ok();
    env.advance("11m");
    // The open step is on show, and the card waits below it.
    env.sh("next").ok().says("question");
    takes(&env, "answer none", 0, &[json!({ "screened": { "card": "same-day-history" } })]).tells("Cancer at any time");
}

#[test]
fn an_open_step_takes_yes_not_yet_and_worse() {
    let done = |answer: bool| json!({ "done": { "step": "cat-cow-stuck", "answer": answer } });
    takes(&floor(), "answer not-yet", 0, &[done(false)]).says("Noted.");
    takes(&floor(), "answer yes", 0, &[done(true)]).says("Stand up slowly");
    takes(&floor(), "answer worse", 0, &[json!({ "stopped": { "step": "cat-cow-stuck", "why": "unsaid" } })])
        .says("Noted.");
    keeps(&floor(), "answer 35", 2).refused(2).tells("yes, not-yet, worse");
}

#[test]
fn a_stored_yes_is_never_turned_into_a_no_by_none() {
    let env = Env::new();
    env.sh("profile set cancer yes").ok();
    env.sh("start").ok();
    env.sh("answer none").code(3);
    assert!(env.read("profile.json").contains("\"yes\""), "{}", env.read("profile.json"));
}

#[test]
fn without_a_question_and_without_a_flare_it_says_so() {
    keeps(&Env::new(), "answer none", 4).refused(4).tells("backflare start");
    keeps(&Env::new(), "answer", 4).refused(4);
    let env = crate::begin::latched();
    keeps(&env, "answer none", 2).refused(2).tells("no question waits");
    keeps(&env, "answer", 2).refused(2);
}

#[test]
fn with_json_it_answers_with_one_object() {
    let env = asked();
    let json = env.sh("answer none --json").ok().json();
    assert_eq!(json["schema"], "backflare/answer/1");
    assert_eq!(json["recorded"][0]["event"], json!({ "screened": { "card": "emergency" } }));
    let json = asked().sh("answer --json").ok().json();
    assert_eq!(json["next"]["card"]["id"], "emergency");
}

#[test]
fn a_misspelt_answer_names_the_near_one_and_writes_nothing() {
    let env = floor();
    for (typed, near) in [("yess", "yes"), ("not-yett", "not-yet"), ("skpi", "skip"), ("wose", "worse")] {
        keeps(&env, &format!("answer {typed}"), 2).tells(&format!("Did you mean {near}? backflare answer {near}"));
    }
    keeps(&env, "answer quux", 2).tells("It takes: yes, not-yet, worse, skip");
    for (typed, near) in [("nome", "none"), ("nonee", "none"), ("not-sur", "not-sure")] {
        keeps(&asked(), &format!("answer {typed}"), 2).tells(&format!("Did you mean {near}?"));
    }
    for (typed, near) in [("lgo 6", "log"), ("wyh", "why"), ("strat", "start"), ("tokk ibuprofen", "took")] {
        keeps(&env, typed, 2).tells(&format!("a similar subcommand exists: '{near}'"));
    }
}
