//! Days that went wrong once, from the first line to the last: what was typed, and what has to be said then.

use std::path::Path;

use serde_json::Value;

use crate::env::Env;

/// Nine in the morning in Berlin.
fn nine() -> Env {
    let mut env = Env::new();
    env.at("2026-11-22T09:00:00+01:00");
    env
}

/// The morning dose is corrected while a newer one stands.
#[test]
fn case_01_the_dose_that_was_meant_is_corrected() {
    let mut env = nine();
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("took ibuprofen 400mg").ok();
    env.at("15:30");
    env.sh("took ibuprofen 200mg").ok();
    env.at("16:00");
    env.sh("took ibuprofen 200mg --at 09:00 --corrects --because 'it was one tablet'")
        .ok()
        .says("Replaced: ibuprofen 400 mg of 09:00.")
        .says("2 doses, 400 of 1200 mg. Not before 21:30.");
    env.sh("status").ok().says("ibuprofen, 2 doses, 400 of 1200 mg. Not before 21:30.");
    let why = env.sh("why ibuprofen");
    why.says("The last ibuprofen was at 15:30").says_not("The last ibuprofen was at 09:00");
    // Where it cannot be known which is meant: both are named, and nothing changes.
    let before = env.journal();
    env.sh("took ibuprofen 200mg --corrects --because 'one of them'").refused(2).tells("09:00").tells("15:30");
    assert_eq!(env.journal(), before);
}

/// A point between thousands.
#[test]
fn case_03_an_amount_that_no_tablet_has_is_never_a_small_one() {
    let env = nine();
    for line in ["took paracetamol '1.000 mg'", "took ibuprofen 4.00mg", "took ibuprofen 1x1.000mg"] {
        env.sh(line).refused(2).tells("For example: backflare took");
    }
    for line in ["took ibuprofen 4mg", "took paracetamol 1mg", "took 'paracetamol 500' '0.001g'"] {
        env.sh(line).refused(2);
    }
    assert!(env.journal().is_empty());
}

/// A slip of the pen in a name, and the printed command copied.
#[test]
fn case_04_a_misspelt_name_is_mended_and_no_command_claims_what_nobody_said() {
    let mut env = nine();
    let ran = env.sh("took ibuprofin 400mg");
    ran.ok().says("Did you mean ibuprofen?").says("backflare took ibuprofen 400mg --corrects --because \"spelling\"");
    // No command that is shown says what is in it.
    for line in ran.stdout.lines().filter(|line| line.contains("--contains")) {
        assert!(line.contains("--contains INGREDIENT,.."), "{line}");
        env.sh(line.strip_prefix("backflare ").unwrap()).refused(2);
    }
    // Who copies the old one keeps what was typed: 400 mg of something, each as it was said.
    env.sh("took ibuprofin 400mg --corrects --because 'read the label' --contains acetaminophen,sedating").ok();
    env.sh("took ibuprofen 400mg --corrects --because spelling").ok().says("Replaced: ibuprofin 400 mg of 09:00.");
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("why ibuprofen").says("The last ibuprofen was at 09:00").says_not("No ibuprofen is noted");
    env.advance("1m");
    env.sh("took asprin 325mg").ok().says("backflare took aspirin 325mg --corrects");
    env.sh("took 'Tylenol 500' 500mg").ok().says("acetaminophen (paracetamol), 1 dose, 500 of 3000 mg");
    env.sh("took 'ibuprofen 400'").ok().says("800 of 1200 mg");
}

/// Why an over-label dose was taken stands wherever it is shown.
#[test]
fn why_it_was_taken_stands_beside_an_over_label_dose() {
    let why = "You said why: the pain was too bad.";
    let mut env = crate::begin::standing();
    env.sh("took ibuprofen 200mg --because 'as always'").ok().says_not("You said why");
    env.advance("1h");
    env.sh("took ibuprofen 600mg --because 'the pain was too bad'").ok().says(why);
    for line in ["next", "status"] {
        env.sh(line).says("over the label limit").says(why);
    }
    let alerts = |env: &Env, line: &str| env.sh(line).json()["alerts"].to_string();
    for line in ["next --json", "status --json"] {
        assert!(alerts(&env, line).contains(why), "{line}");
    }
    let medicine = env.sh("status --json").json()["medicines"][0].clone();
    assert_eq!((&medicine["over_limit"], &medicine["because"]), (&true.into(), &"the pain was too bad".into()));
    env.sh("history --entries").ok().says("the pain was too bad");
    // Why it was corrected is no reason to have taken it.
    env.sh("took ibuprofen 800mg --corrects 10:15 --because 'it was four'").ok().says_not("it was four");
    env.sh("status").says("over the label limit").says_not("it was four");
}

/// What is in a name could not be kept, and that is said with what to do.
#[test]
fn a_dose_is_recorded_where_what_is_in_it_cannot_be_remembered() {
    let env = nine();
    env.write("profile.json", "{ not a profile");
    let before = env.read("profile.json");
    let ran = env.sh("took 'odd syrup' 10ml --contains acetaminophen");
    ran.ok()
        .says("Recorded: odd syrup")
        .says("Recorded, but not remembered for the next time:")
        .says("backflare took \"odd syrup\" AMOUNT --contains acetaminophen");
    assert_eq!(env.last_event()["took"]["contains"][0]["ingredient"], "acetaminophen");
    assert_eq!(env.read("profile.json"), before, "what cannot be read is left as it is");
    let json = env.sh("took 'odd syrup' 10ml --contains acetaminophen --json").ok().json();
    assert!(json["not_remembered"].is_string(), "{json}");
    // Where it can be kept, nothing is said.
    let env = nine();
    env.sh("took 'odd syrup' 10ml --contains acetaminophen").ok().says_not("not remembered");
    let json = env.sh("took 'odd syrup' 10ml --contains acetaminophen --json").ok().json();
    assert_eq!(json["not_remembered"], Value::Null);
}

/// A name that a file lends counts outside it as the class that the file says; as "other" it is unknown. Rule 25.5.
#[test]
fn a_name_that_a_file_lends_is_nothing_looser_outside_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/protocols/valid/heel-pain.json");
    for (class, held) in [("other", true), ("nsaid", true), ("eye-drop", false)] {
        let mut env = nine();
        let mut plan: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let step = serde_json::json!({
            "id": "tried", "kind": "medicine", "title": "Tried", "say": ["As it is."], "sources": ["margin"],
            "timing": { "kind": "on-demand" },
            "medicine": { "name": "mystery", "class": class, "dose_mg": 100, "spacing": "6h", "most_doses_in_24h": 3 }
        });
        let mut step = step;
        if class == "eye-drop" {
            step["medicine"].as_object_mut().unwrap().remove("dose_mg");
            step["medicine"]["amount"] = "1 drop".into();
        }
        plan["steps"].as_array_mut().unwrap().push(step);
        env.write("protocols/lent.json", plan.to_string());
        env.sh("start -p home/protocols/lent.json --clear").ok();
        env.sh("screen --clear").ok();
        env.sh("took mystery 100mg").ok();
        assert_eq!(env.last_event()["took"]["contains"][0]["class"], class);
        env.advance("1h");
        env.sh("end").ok();
        env.sh("start -p back-flare --clear").ok();
        env.sh("screen --clear").ok();
        env.advance("22h");
        env.sh("start --new -p back-flare --clear").ok();
        env.sh("screen --clear").ok();
        for fact in ["age 40", "allergy no"] {
            env.sh(&format!("profile set {fact}")).ok();
        }
        let why = env.sh("why ibuprofen --json").ok().json();
        let against = |rule: &Value| rule["rule"] == "one-nsaid" && rule["allows"] == false;
        assert_eq!(why["rules"].as_array().unwrap().iter().any(against), held, "{class}: {why}");
    }
}

/// Did it help? A pipe is not asked: `next` shows that it is asked, and nothing is written. Rule 6a (13).
#[test]
fn whether_it_helped_is_shown_to_a_pipe_and_nothing_is_written() {
    let mut env = crate::begin::standing();
    env.sh("took ibuprofen 200mg").ok();
    env.advance("1h");
    let before = env.journal();
    env.sh("next").says("Did the last ibuprofen help?");
    assert_eq!(env.journal(), before);
}

/// None in what is written nearly like a medicine: a slip of the pen silences no warning. Rules 19.5 to 19.7.
#[test]
fn a_slip_of_the_pen_is_not_none() {
    let env = nine();
    for name in ["paracetemol", "parasetamol", "ibuprofin", "naproxin"] {
        env.sh(&format!("took {name} 1g --contains none")).refused(2).tells("Did you mean").tells("cannot be none");
    }
    assert!(env.journal().is_empty());
    // What reads like acetaminophen is told all the same.
    let mut env = nine();
    let warns = |env: &Env| {
        let said = env.sh("took paraqzwv 1g --contains none").ok().stdout.clone();
        said.split_whitespace().collect::<Vec<_>>().join(" ").contains("poison line now")
    };
    for warned in [false, false, true] {
        assert_eq!(warns(&env), warned);
        env.advance("1h");
    }
    // What is near to nothing that matters is none.
    env.sh("took 'odd balm' --contains none").ok();
    env.sh("took 'non-alcoholic beer'").ok().says_not("drinks").says_not("driving");
}

/// A drink shortens no wait. Rule 20.3.
#[test]
fn a_drink_after_a_strong_painkiller_names_the_longer_wait() {
    let mut env = nine();
    env.sh("took tramadol 50mg").ok();
    env.advance("1h");
    env.sh("took wine '1 glass'").ok().says("no driving").says("No more alcohol until then.").says_not("For 8 hours");
    env.sh("took wine '1 glass'").ok();
    let env = nine();
    env.sh("took wine '1 glass'").ok().says("For 8 hours: no driving");
}

/// A word answers whether it helped only where that is the question on show. Rule 6a.2.
#[test]
fn a_word_that_was_meant_for_another_question_opens_no_larger_dose() {
    let mut env = crate::begin::standing();
    env.sh("took ibuprofen 200mg").ok();
    env.advance("65m");
    // What waits may be a card first; every word to it is about it.
    for _ in 0..12 {
        let shown = env.sh("answer").stdout;
        if shown.contains("Did the last ibuprofen help?") || shown.is_empty() {
            break;
        }
        let before = env.journal().len();
        let ran = env.sh("answer no");
        assert_ne!(ran.code, 101, "{shown}");
        for event in &env.journal()[before..] {
            assert_ne!(event["answered"]["fact"], "last-dose-helped", "{shown}");
        }
        if env.journal().len() == before {
            break;
        }
    }
    // By its own name it is answered at any time.
    env.sh("profile set last-dose-helped n").ok();
    assert_eq!(env.last_event()["answered"]["fact"], "last-dose-helped");
}
