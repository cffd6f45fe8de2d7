//! `status` names every dose that keeps something away, with its time, and what waits until when.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::begin::{keeps, standing};
use crate::env::Env;

/// Somebody on their feet at 09:15 who took these, one after the other, a minute each.
fn taken(lines: &[&str]) -> Env {
    let mut env = standing();
    env.set("COLUMNS", "100");
    for line in lines {
        env.sh(&format!("took {line}")).ok();
        env.advance("1m");
    }
    env
}

/// What waits because of each dose, by its name.
fn waits(env: &Env) -> BTreeMap<String, Vec<(String, String)>> {
    let said = keeps(env, "status --json", 0).json();
    let all = said["blocking"].as_array().unwrap().iter().map(|dose| {
        let blocks = dose["blocks"].as_array().unwrap().iter();
        let time = |at: &Value| at.as_str().unwrap()[5..16].to_owned();
        let blocks = blocks.map(|block| (block["what"].as_str().unwrap().to_owned(), time(&block["until"])));
        (dose["medicine"].as_str().unwrap_or("?").to_owned(), blocks.collect())
    });
    all.collect()
}

#[test]
fn each_dose_that_keeps_something_away_is_named_with_its_time_and_until_when() {
    #[track_caller]
    fn check(lines: &[&str], text: &[&str]) {
        let env = taken(lines);
        let said = keeps(&env, "status", 0);
        for words in text {
            said.says(words);
        }
    }
    check(
        &["ibuprofen 400mg"],
        &["After ibuprofen 400 mg (09:15) not before 15:15: ibuprofen.", "Not before Mon 09:15: any other anti-inflam"],
    );
    check(&["paracetamol 1000mg"], &["After paracetamol 1000 mg (09:15) not before 15:15: acetaminophen."]);
    check(
        &["mystery 200mg"],
        &["After mystery 200 mg (09:15) not before", "Mon 09:15: ibuprofen, heat, massage, any other anti-infl"],
    );
    check(&["tramadol 50mg"], &["After tramadol 50 mg (09:15) not before Mon 09:15: heat, massage."]);
    check(&["'voltaren gel'"], &["After voltaren gel (09:15) not before 21:15: heat, rub, patch, massage."]);
    // Two of a kind: each for itself.
    check(
        &["mystery 200mg", "riddle 100mg"],
        &["After mystery 200 mg (09:15) not before", "After riddle 100 mg (09:16) not before"],
    );
    // None of three alone, but all together: the sum of 24 hours.
    check(
        &["ibuprofen 400mg --at 09:06", "ibuprofen 400mg", "ibuprofen 400mg"],
        &["After ibuprofen 400 mg (09:06) not before Mon 09:06: ibuprofen"],
    );
}

/// What `status` says is what `why` says, of each medicine, in text and as values; with a flare and without.
#[test]
fn it_is_what_why_says() {
    let env = taken(&["ibuprofen 400mg", "mystery 200mg", "beer", "paracetamol 500mg"]);
    for runs in [true, false] {
        if !runs {
            env.sh("end").ok();
        }
        let waits = waits(&env);
        for (step, what) in [("ibuprofen", "ibuprofen"), ("acetaminophen", "acetaminophen"), ("heat", "heat")] {
            let latest = waits.values().flatten().filter(|(own, _)| own == what).map(|(_, until)| until).max();
            let why = keeps(&env, &format!("why {step} --json"), 0).json();
            let untils = why["rules"].as_array().unwrap().iter().filter_map(|rule| rule["until"].as_str());
            let last = untils.map(|until| until[5..16].to_owned()).max();
            assert_eq!(latest, last.as_ref(), "{step}: {why}");
        }
    }
}

#[test]
fn what_is_over_is_not_named_and_what_was_never_taken_neither() {
    let mut env = taken(&["ibuprofen 200mg"]);
    env.sh("took ibuprofen 0mg --corrects --because 'not taken'").ok();
    assert_eq!(waits(&env), BTreeMap::new());
    env.sh("took paracetamol 500mg").ok();
    assert_eq!(waits(&env).keys().collect::<Vec<_>>(), ["paracetamol"]);
    env.advance("7h");
    assert_eq!(waits(&env), BTreeMap::new());
    keeps(&env, "status", 0).says_not("After paracetamol");
    let said = keeps(&Env::new(), "status --json", 0).json();
    assert_eq!(said["blocking"], json!([]));
}

/// A line that cannot be read counts as a dose, and is named as what it is.
#[test]
fn a_line_that_cannot_be_read_is_named_as_one() {
    let mut env = taken(&[]);
    env.append("half a li\n");
    env.sh("log 4").ok();
    env.advance("1m");
    keeps(&env, "status", 0).says("After an entry that cannot be read (time unknown)");
}
