//! Signs after a medicine, heat or a patch, through the program.

use serde_json::json;

use crate::begin::{content, standing};
use crate::env::Env;

/// (5): nobody must begin a flare to say that they vomit blood, and every command answers with it until somebody has looked.
#[test]
fn one_is_told_with_no_flare_and_stands_until_somebody_looked() {
    let mut env = Env::new();
    env.sh("screen --sign vomit-blood").code(3).says("get emergency help now").says_not("on the floor").fits(40);
    assert_eq!(env.last_event(), json!({ "screened": { "card": "after-medicine", "signs": ["vomit-blood"] } }));
    for line in ["next", "today", "walk", "screen", "start", "start --new"] {
        let ran = env.sh(line);
        assert_eq!(ran.code, 3, "{ran}");
    }
    env.sh("status").ok().says("EMERGENCY");
    assert_eq!(env.sh("next --json").code(3).json()["screening"], "emergency");
    env.sh("screen --slip 'none of these is there'").refused(2).tells("no answer to a card");
    env.advance("40m").sh("screen --seen 'Dr Osei, City Hospital'").ok();
    env.sh("next").code(4);
    env.sh("start").ok();
    // What is to be told in the next days stops nobody who has no flare.
    let env = Env::new();
    env.sh("screen --sign leg-above-knee").refused(4);
    assert!(content(&env).is_empty());
    env.sh("screen --sign fever").code(3).says("be seen today");
}

/// (1) to (4): what comes with black stool decides how urgent it is.
#[test]
fn black_stool_asks_what_comes_with_it() {
    let check = |before: &str, flags: &str, screening: &str| {
        let env = standing();
        if !before.is_empty() {
            env.sh(before).ok();
        }
        let ran = env.sh(&format!("screen --sign black-stool {flags} --json"));
        assert_eq!(ran.code(3).json()["next"]["screening"], screening, "{flags}");
    };
    check("", "--check nothing-more=yes", "same-day");
    check("", "--check nothing-more=no", "emergency");
    check("", "--check nothing-more=not-sure", "emergency");
    check("", "", "emergency");
    check("profile set thinner-steroid yes", "--check nothing-more=yes", "emergency");
    let env = standing();
    env.sh("screen --sign black-stool --check nothing-more=perhaps").refused(2).tells("--check nothing-more=yes");
    env.sh("screen --sign black-stool --check three-months=yes").refused(2);
    env.sh("screen --sign fever --check nothing-more=yes").refused(2);
    env.sh("screen --clear --check nothing-more=yes").refused(2);
}

/// (7), (8): that a medicine did it is noted for good, unless somebody says no.
#[test]
fn what_the_last_medicine_did_is_noted_of_the_person() {
    let check = |took: &str, line: &str, fact: &str, value: serde_json::Value| {
        let env = standing();
        if !took.is_empty() {
            env.sh(&format!("took {took}")).ok();
        }
        env.sh(&format!("screen --sign {line}")).code(3);
        let questions = env.sh("profile --json").ok().json()["questions"].clone();
        let held = questions.as_array().unwrap().iter().find(|question| question["key"] == fact).unwrap().clone();
        assert_eq!(held["value"], value, "{took}, {line}");
    };
    check("ibuprofen 200mg", "face-swelling", "allergy", json!("yes"));
    check("ibuprofen 200mg", "face-swelling --check medicine-did-it=yes", "allergy", json!("yes"));
    check("ibuprofen 200mg", "face-swelling --check medicine-did-it=no", "allergy", json!(null));
    check("acetaminophen 500mg", "face-swelling", "allergy", json!("yes"));
    check("ibuprofen 200mg", "vomit-blood", "bleeding", json!("yes"));
    check("acetaminophen 500mg", "vomit-blood", "bleeding", json!(null));
    check("", "vomit-blood", "bleeding", json!(null));
    check("ibuprofen 200mg", "skin-burn", "allergy", json!(null));
}

/// (11), (14).
#[test]
fn all_six_stand_among_the_red_flags_and_a_burn_names_pregnancy() {
    let env = Env::new();
    let ran = env.sh("red-flags");
    ran.ok().fits(40).says("After a medicine, heat or a patch");
    for sign in ["vomit-blood", "face-swelling", "hard-to-wake", "big-burn", "black-stool", "skin-burn"] {
        ran.says(&format!("[{sign}]"));
    }
    let json = env.sh("red-flags --json").ok().json();
    assert_eq!(json["cards"].as_array().unwrap().last().unwrap()["id"], "after-medicine");
    standing().sh("screen --sign skin-burn").code(3).says("20 minutes. No ice, no cream.").says("pregnant, say so");
}

/// (12): in a walk by the stop key, on what the key of a pad says, and on the page of a medicine.
#[test]
fn one_is_told_in_a_walk_by_the_key_that_stops() {
    let check = |walk: &str, keys: &str, code: i32, signs: &[&str]| {
        let env = standing();
        for line in ["took ibuprofen 200mg", "profile set pregnant no"] {
            env.sh(line).ok();
        }
        let ran = env.run_with_input(walk.split(' '), keys);
        ran.code(code);
        let told: Vec<String> = env
            .journal()
            .iter()
            .filter(|line| line["event"]["screened"]["card"] == "after-medicine")
            .flat_map(|line| line["event"]["screened"]["signs"].as_array().cloned().unwrap_or_default())
            .map(|sign| sign.as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(told, signs, "{ran}");
        let ended = if signs.is_empty() { "clear" } else { "latched" };
        let screening = env.sh("status --json").ok().json()["screening"].clone();
        let expected = if signs.is_empty() { vec!["clear", "pending"] } else { vec!["same-day", "emergency"] };
        assert!(expected.iter().any(|word| screening == *word), "{ended}: {screening}");
    };
    // Heat's own stop key: it comes off first, and then which it is.
    check("walk heat", "n\nn\nn\n\n+100s\nx\ny\nf\ny\n", 3, &["skin-burn"]);
    check("walk heat", "n\nn\nn\n\n+100s\n\nx\ny\nd\ny\n", 3, &["big-burn"]);
    check("walk heat", "n\nn\nn\n\n+100s\nx\ny\nn\n", 0, &[]);
    check("walk heat", "n\nn\nn\nx\nf\ny\n", 3, &["skin-burn"]);
    // In any step; what is asked next is an emergency unless it is answered with no.
    check("walk lean-cat-cow", "\n+10s\nx\nm\ne\ny\nn\nn\n", 3, &["black-stool"]);
    check("walk lean-cat-cow", "\n+10s\nx\nm\ne\ny\ny\nn\n", 3, &["black-stool", "black-stool-worse"]);
    check("walk lean-cat-cow", "\n+10s\nx\nm\ne\ny\n", 3, &["black-stool", "black-stool-worse"]);
    check("walk lean-cat-cow", "\n+10s\nx\nm\nn\n", 0, &[]);
    // Nothing is answered by leaving.
    check("walk lean-cat-cow", "\n+10s\nx\nm\nq\n", 0, &[]);
    // On a medicine's page, of the dose before.
    let env = standing();
    env.sh("took acetaminophen 500mg").ok();
    env.run_with_input(["walk", "ibuprofen"], "n\nx\nb\ny\n\n").code(3).says("Swollen face");
    let known = env.journal().iter().any(|line| line["event"]["reacted"]["answer"] == true);
    assert!(known, "no answer: it is noted");
}
