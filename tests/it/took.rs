//! `backflare took`.

use serde_json::{Value, json};

use crate::begin::{floor, keeps, latched, records, standing};
use crate::env::Env;

#[expect(clippy::needless_pass_by_value, reason = "each row builds it in place")]
fn dose(name: &str, contains: &[&str], more: Value) -> Value {
    let mut dose = json!({ "medicine": name });
    let amount = more["amount_mg"].clone();
    for (key, value) in more.as_object().unwrap() {
        dose[key] = value.clone();
    }
    // Each ingredient has its own amount.
    if !contains.is_empty() {
        let content = |name: &&str| {
            let class = match *name {
                "acetaminophen" | "sedating" => name,
                _ => "nsaid",
            };
            let mut content = json!({ "ingredient": name, "class": class });
            if !amount.is_null() {
                content["mg"] = amount.clone();
            }
            content
        };
        dose["contains"] = contains.iter().map(content).collect();
        dose.as_object_mut().unwrap().remove("amount_mg");
    }
    json!({ "took": dose })
}

#[test]
fn what_begins_like_ibuprofen_is_not_said_to_hold_none() {
    let env = standing();
    keeps(&env, "took ibubetta --contains none", 2).refused(2).tells("Did you mean").tells("ibuprofen");
    keeps(&env, "took qqqqcoxib --contains none", 2).refused(2).tells("sounds like an anti-inflammatory");
    env.sh("took ibubetta --contains ibuprofen").ok();
    env.sh("took 'vitamin ibex' --contains none").ok();
}

#[test]
fn amounts_are_understood_in_the_ways_they_are_said() {
    for (line, name, contains, mg) in [
        ("took ibuprofen 200mg", "ibuprofen", "ibuprofen", 200),
        ("took ibuprofen 0.2g", "ibuprofen", "ibuprofen", 200),
        ("took ibuprofen 400 mg", "ibuprofen", "ibuprofen", 400),
        ("took Advil 200mg", "Advil", "ibuprofen", 200),
        ("took tylenol 1000mg --at 40m ago", "tylenol", "acetaminophen", 1000),
        ("took ibuprofen 0,2g", "ibuprofen", "ibuprofen", 200),
        ("took ibuprofen .2g", "ibuprofen", "ibuprofen", 200),
    ] {
        let env = Env::new();
        let ran = records(&env, line, &[dose(name, &[contains], json!({ "amount_mg": mg }))]);
        ran.silent_err().says(&format!("Recorded: {name} {mg} mg at 0")).says("In 24 hours:").says("Not before");
    }
    for (line, mg, units, product) in [
        ("took ibuprofen 2x200mg", 400, json!(2), Value::Null),
        ("took ibuprofen 200mgx2", 400, json!(2), Value::Null),
        ("took ibuprofen 1.5x200mg", 300, Value::Null, Value::Null),
        ("took paracetamol 500mg", 500, Value::Null, json!("acetaminophen")),
    ] {
        let env = Env::new();
        env.sh(line).ok().says(&format!("{mg} mg"));
        let took = env.last_event()["took"].clone();
        assert_eq!(
            (&took["contains"][0]["mg"], &took["units"], &took["product"]),
            (&json!(mg), &units, &product),
            "{line}"
        );
    }
}

#[test]
fn it_works_with_no_flare_and_always_ends_well() {
    for env in [Env::new(), floor(), standing(), latched()] {
        records(&env, "took ibuprofen 200mg", &[dose("ibuprofen", &["ibuprofen"], json!({ "amount_mg": 200 }))]).ok();
    }
}

#[test]
fn without_an_amount_the_largest_dose_counts_and_it_says_so() {
    let env = Env::new();
    records(&env, "took ibuprofen", &[dose("ibuprofen", &["ibuprofen"], json!({ "amount_mg": 400 }))])
        .says("No amount was said, so the largest single dose counts: 400 mg.")
        .says("backflare took ibuprofen AMOUNT --corrects --because \"amount\"")
        .says("400 of 1200 mg");
}

#[test]
fn too_soon_and_too_much_are_said_loudly() {
    let mut env = Env::new();
    env.sh("took ibuprofen 400mg").ok().says_not("WARNING");
    env.advance("1h");
    env.sh("took ibuprofen 400mg").ok().says("WARNING: that was sooner after the last ibuprofen");
    env.advance("1h");
    env.sh("took ibuprofen 800mg")
        .ok()
        .says("WARNING: label limit passed: 1600 mg of ibuprofen in 24 hours; the most is 1200 mg.");
    let env = Env::new();
    env.sh("took acetaminophen 8x500mg").ok().says("Call a poison line or a doctor now, even if you feel fine.");
}

#[test]
fn twice_within_five_minutes_both_count() {
    let mut env = Env::new();
    env.sh("took ibuprofen 200mg").ok();
    env.advance("3m");
    env.sh("took advil 200mg").ok().says_not("so both count").says("400 of 1200 mg");
    env.sh("took advil 0mg --corrects --because 'it was one'").ok().says("200 of 1200 mg");
    let ran = env.sh("took ibuprofen 200mg");
    ran.ok().says("so both count").says("400 of 1200 mg");
    // A command stands on one line, so that it can be copied.
    let fix = ran.stdout.lines().find(|line| line.starts_with("backflare ")).unwrap();
    env.sh(fix.strip_prefix("backflare ").unwrap()).ok().says("Corrected").says("200 of 1200 mg");
    env.advance("6m");
    env.sh("took ibuprofen 200mg").ok().says_not("so both count");
    // Two names that nobody knows are not the same.
    env.sh("took foo 5mg").ok().says_not("so both count");
    env.sh("took bar 5mg").ok().says_not("so both count");
    env.sh("took 'odd syrup' 5mg").ok().says_not("so both count");
    env.sh("took 'odd syrup' 5mg").ok().says("backflare took \"odd syrup\" 0mg --corrects");
}

#[test]
fn an_unknown_name_counts_as_every_kind_until_it_is_said() {
    let mut env = standing();
    let ran = records(&env, "took 'odd syrup' 10mg", &[dose("odd syrup", &[], json!({ "amount_mg": 10 }))]);
    ran.says("counts as every kind of pain reliever");
    // What is shown names no ingredient, and so cannot be pasted as it is.
    let fix = ran.stdout.lines().find(|line| line.starts_with("backflare ")).unwrap().to_owned();
    let fix = fix.strip_prefix("backflare ").unwrap();
    keeps(&env, fix, 2).refused(2).tells("\"INGREDIENT\" is not an ingredient");
    env.advance("1m");
    env.sh(&fix.replace("INGREDIENT,..", "acetaminophen,sedating")).ok().says("Replaced: odd syrup 10 mg of 09:15.");
    let event = env.last_event();
    let names: Vec<&Value> =
        event["took"]["contains"].as_array().unwrap().iter().map(|content| &content["ingredient"]).collect();
    assert_eq!(names, ["acetaminophen", "sedating"]);
    // It is remembered for that name, however it is written.
    env.advance("10m");
    env.sh("took Odd-Syrup 10mg").ok().says_not("Nobody here knows").says("no driving, no alcohol");
    let contains = dose("foo", &["ibuprofen", "sedating"], json!({ "amount_mg": 200 }));
    records(&env, "took foo 200mg --contains ibuprofen,sedating", &[contains]).says("no driving, no alcohol").ok();
    keeps(&env, "took foo --contains ibuprofn", 2).refused(2).tells("Did you mean ibuprofen?");
}

#[test]
fn a_correction_replaces_the_last_dose_of_that_medicine() {
    let mut env = Env::new();
    env.sh("took ibuprofen 400mg").ok();
    let first = env.journal()[0]["id"].clone();
    env.advance("10m");
    env.sh("took tylenol 500mg").ok();
    env.advance("10m");
    let corrected = json!({ "amount_mg": 200, "corrects": first, "because": "one only" });
    records(
        &env,
        "took ibuprofen 200mg --corrects --because 'one only'",
        &[dose("ibuprofen", &["ibuprofen"], corrected)],
    )
    .says("Corrected: ibuprofen 200 mg at 09:05.")
    .says("200 of 1200 mg");
    assert_eq!(env.journal().last().unwrap()["at"], env.journal()[0]["at"], "it was taken when it was taken");
    env.sh("took ibuprofen 0mg --corrects --because none")
        .ok()
        .says("Corrected: the ibuprofen of 09:05 was not taken.");
    let medicines = env.sh("status --json").ok().json()["medicines"].clone();
    assert!(medicines.as_array().unwrap().iter().all(|one| one["name"] != "ibuprofen"), "{medicines}");
    keeps(&env, "took aspirin 300mg --corrects --because x", 2).refused(2).tells("no dose of \"aspirin\"");
    keeps(&env, "took aspirin 300mg --corrects", 2).refused(2).tells("--because");
}

#[test]
fn what_is_no_dose_is_refused_with_an_example() {
    let env = floor();
    for (line, words) in [
        ("took ibuprofen 2", "a number needs its unit, such as 200mg"),
        ("took ibuprofen 2", "backflare took ibuprofen 200mg"),
        ("took 2 ibuprofen", "The name comes first: backflare took ibuprofen \"2 tablets\""),
        ("took paracetamol '1.000 mg'", "write 1000mg"),
        ("took ibuprofen 4.00mg", "write 1000mg, 400mg"),
        ("took ibuprofen 1x1.000mg", "write 1000mg"),
        ("took ibuprofen 4mg", "4mg is too little to be ibuprofen"),
        ("took ibuprofen 205.5mg", "none that is sold has a part of a milligram"),
        ("took ibuprofen 20/5mg", "ibuprofen has one ingredient, and 2 figures were typed"),
        ("took ibuprofen 5ml", "how much is in a millilitre of ibuprofen is not known here"),
        ("took 'tylenol pm' --contains none", "it cannot be none"),
        ("took ibuprofen 200mg --corrects soon --because x", "names no dose"),
        ("took ibuprofen -200mg", "below zero"),
        ("took ibuprofen -200mg", "backflare took ibuprofen 200mg"),
        ("took ibuprofen -2", "below zero"),
        ("took ibuprofen lots", "\"lots\" is not an amount"),
        ("took 200mg", "backflare took ibuprofen 200mg"),
        ("took ''", "no name"),
        ("took", "<MEDICINE>"),
        ("took ibuprofen 200mg --at 23:00", "yet to come"),
        ("took ibuprofen 200mg --at soon", "40m ago"),
        ("took ibuprofen --at", "WHEN"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
}

#[test]
fn the_alert_about_too_much_names_the_limit_that_was_passed() {
    for (doses, limit) in [
        (&["ibuprofen 600mg"][..], "In one dose: more than 400 mg of ibuprofen, which is the limit."),
        (&["naproxen 440mg", "naproxen 220mg"], "In 12 hours: more than 440 mg of naproxen, which is the limit."),
        (
            &["ibuprofen 400mg", "ibuprofen 400mg", "ibuprofen 600mg"],
            "In 24 hours: 1400 mg of ibuprofen. The limit is 1200 mg.",
        ),
    ] {
        let mut env = standing();
        for dose in doses {
            env.sh(&format!("took {dose}")).ok();
            env.advance("7m");
        }
        let alerts = env.sh("next --json").ok().json()["alerts"].to_string();
        assert!(alerts.contains("That is over the label limit.") && alerts.contains(limit), "{doses:?}: {alerts}");
        let others =
            ["In one dose:", "In 12 hours:", "In 24 hours:"].into_iter().filter(|words| alerts.contains(words));
        assert_eq!(others.count(), 1, "{doses:?}: {alerts}");
    }
}

#[test]
fn two_things_that_make_drowsy_are_told_at_once_and_until_one_is_over() {
    let mut env = floor();
    env.sh("profile set region uk").ok();
    env.sh("took tramadol 50mg").ok();
    env.at("+20m");
    env.sh("took diazepam 5mg")
        .ok()
        .says("Two things that slow breathing are in you together.")
        .says("Hard to wake? Call 999 now.")
        .says("Take no more of either without a pharmacist.");
    env.at("+3h");
    env.sh("next").says("Two things that slow breathing");
    env.sh("status").says("Two things that slow breathing");
    env.at("+21h");
    assert!(!env.sh("next").stdout.contains("Two things that slow breathing"));
}
