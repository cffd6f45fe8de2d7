//! `backflare why`.

use crate::begin::{keeps, latched, standing};
use crate::env::Env;

#[test]
fn steps_medicines_and_brands_are_explained() {
    let env = standing();
    for (name, title) in [
        ("heat", "Heat, 15 minutes"),
        ("cat-cow-stuck", "Five tiny moves"),
        ("Lean cat cow", "Lean and move"),
        ("ibuprofen", "Ibuprofen, if you want it"),
        ("advil", "Ibuprofen, if you want it"),
        ("tylenol", "Acetaminophen, if you want it"),
        ("paracetamol", "Acetaminophen, if you want it"),
    ] {
        let ran = keeps(&env, &format!("why {name}"), 0);
        ran.silent_err().says(title).says("Where this comes from").says("general information");
        assert!(ran.stdout.contains("\nyes  ") || ran.stdout.contains("\nno   "), "{ran}");
    }
}

#[test]
fn figures_and_times_are_named() {
    let env = standing();
    env.sh("took ibuprofen 400mg").ok();
    env.sh("why ibuprofen").ok().says("Not now.").says("Not before 15:15").says("6 hours").says("1200 mg");
    latched().sh("why heat").ok().says("emergency");
}

#[test]
fn it_works_with_no_flare() {
    let env = Env::new();
    env.sh("why ibuprofen").ok().silent_err().says("Ibuprofen");
    assert!(!env.home().exists());
}

#[test]
fn what_is_unknown_is_refused_with_a_way_on() {
    let env = standing();
    for (line, words) in [("why haet", "Did you mean heat?"), ("why hovercraft", "backflare protocol show")] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
    // Without a name it is what `next` shows.
    env.sh("why").ok().says("Lean and move");
}

#[test]
fn a_medicine_that_is_only_recorded_is_weighed_all_the_same() {
    let env = standing();
    keeps(&env, "why aleve", 0).says("Naproxen").says("Not now.").says("This protocol does not offer it.");
}

/// What was passed over has no limit on it: it is said when it comes again, not from when it may be taken.
#[test]
fn what_was_passed_over_has_no_limit() {
    let mut env = standing();
    for fact in [
        "first-flare",
        "allergy",
        "bleeding",
        "thinner-steroid",
        "heart-kidney",
        "diuretic-asthma",
        "alcohol",
        "trying-feeding",
        "under-care",
        "daily-medicine",
        "chickenpox",
        "light",
        "recent-medicine",
    ] {
        env.sh(&format!("profile set {fact} no")).ok();
    }
    env.at("09:30");
    env.sh("skip ibuprofen").ok();
    let ran = env.sh("why ibuprofen");
    ran.ok().says("You passed it over.").says("It is offered again at").says_not("Not before");
    env.sh("took ibuprofen 200mg").ok();
    env.sh("why ibuprofen").ok().says("Not before 15:30").says_not("passed it over");
}
