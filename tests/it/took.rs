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
fn amounts_are_understood_in_the_ways_they_are_said() {
    for (line, name, contains, mg) in [
        ("took ibuprofen 200mg", "ibuprofen", "ibuprofen", 200),
        ("took ibuprofen 0.2g", "ibuprofen", "ibuprofen", 200),
        ("took ibuprofen 2x200mg", "ibuprofen", "ibuprofen", 400),
        ("took ibuprofen 400 mg", "ibuprofen", "ibuprofen", 400),
        ("took Advil 200mg", "Advil", "ibuprofen", 200),
        ("took tylenol 2x500mg --at 40m ago", "tylenol", "acetaminophen", 1000),
        ("took paracetamol 500mg", "paracetamol", "acetaminophen", 500),
    ] {
        let env = Env::new();
        let ran = records(&env, line, &[dose(name, &[contains], json!({ "amount_mg": mg }))]);
        ran.silent_err().says(&format!("Recorded: {name} {mg} mg at 0")).says("In 24 hours:").says("Not before");
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
    records(&env, "took ibuprofen", &[dose("ibuprofen", &["ibuprofen"], json!({}))])
        .says("No amount was said, so the largest single dose counts: 400 mg.")
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
    let ran = env.sh("took advil 200mg");
    ran.ok().says("so both count").says("400 of 1200 mg");
    // A command stands on one line, so that it can be copied.
    let fix = ran.stdout.lines().find(|line| line.starts_with("backflare ")).unwrap();
    env.sh(fix.strip_prefix("backflare ").unwrap()).ok().says("Corrected").says("200 of 1200 mg");
    env.advance("6m");
    env.sh("took ibuprofen 200mg").ok().says_not("so both count");
    // Two names that nobody knows are not the same.
    env.sh("took foo 5mg").ok().says_not("so both count");
    env.sh("took bar 5mg").ok().says_not("so both count");
    env.sh("took 'night syrup' 5mg").ok().says_not("so both count");
    env.sh("took 'night syrup' 5mg").ok().says("backflare took \"night syrup\" 0mg --corrects");
}

#[test]
fn an_unknown_name_counts_as_every_kind_until_it_is_said() {
    let mut env = standing();
    let ran = records(&env, "took 'cold syrup' 10mg", &[dose("cold syrup", &[], json!({ "amount_mg": 10 }))]);
    ran.says("counts as every kind of pain reliever");
    let fix = ran.stdout.lines().find(|line| line.starts_with("backflare ")).unwrap();
    env.advance("1m");
    env.sh(fix.strip_prefix("backflare ").unwrap()).ok();
    let event = env.last_event();
    let names: Vec<&Value> =
        event["took"]["contains"].as_array().unwrap().iter().map(|content| &content["ingredient"]).collect();
    assert_eq!(names, ["acetaminophen", "sedating"]);
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
    env.sh("took ibuprofen 0mg --corrects --because none").ok().says("Corrected: the last ibuprofen was not taken.");
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
