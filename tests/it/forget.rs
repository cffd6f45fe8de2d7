//! `backflare forget`.

use std::fs;

use serde_json::{Value, json};

use crate::begin::{content, floor, keeps, latched, standing};
use crate::env::Env;
use crate::terminal::typed;

/// Two flares: one that is over, with a note, and one that runs.
fn two() -> (Env, Vec<String>) {
    let mut env = standing();
    env.sh("log 4 --note secret").ok();
    env.append("{ damaged secret\n");
    env.sh("end --note 'a secret as well'").ok();
    env.advance("1d");
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("log 3 --note kept").ok();
    let list = env.sh("forget --json").ok().json();
    let ids = list["flares"].as_array().unwrap().iter().map(|flare| flare["id"].as_str().unwrap().to_owned()).collect();
    (env, ids)
}

/// Whether a word stands in any file of the home.
fn anywhere(env: &Env, word: &str) -> Vec<String> {
    let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(word);
    env.files().into_iter().filter(|(_, bytes)| has(bytes)).map(|(name, _)| name).collect()
}

#[test]
fn without_an_option_it_lists_and_removes_nothing() {
    let fresh = Env::new();
    fresh.sh("forget").ok().silent_err().says("No flare is in the journal.");
    assert!(!fresh.home().exists());
    let (env, ids) = two();
    assert_eq!(ids.len(), 2);
    let ran = keeps(&env, "forget", 0);
    ran.fits(40)
        .says(&ids[0])
        .says(&ids[1])
        .says("not ended")
        .says("backflare forget --flare ID")
        .says("backflare forget --all");
    let said = keeps(&env, "forget --json", 0).json();
    assert_eq!((&said["schema"], &said["forgotten"]), (&json!("backflare/forget/1"), &Value::Null));
    assert!(said["flares"][0]["ended_at"].is_string() && said["flares"][1]["ended_at"].is_null(), "{said}");
}

#[test]
fn nothing_goes_before_the_word_is_given() {
    let (env, ids) = two();
    for line in [format!("forget --flare {}", ids[0]), "forget --all".to_owned()] {
        for more in ["", " --json"] {
            keeps(&env, &format!("{line}{more}"), 2)
                .silent_out()
                .tells("nothing was removed")
                .tells("--confirm forget");
        }
        keeps(&env, &format!("{line} --confirm yes"), 2).refused(2).tells("the word was not forget");
        keeps(&env, &format!("{line} --confirm ''"), 2).refused(2).tells("the word was not forget");
    }
    for (line, words) in [
        ("forget --flare 0190 --all", "cannot be used with"),
        ("forget --flare zzzz --confirm forget", "no flare has the id"),
        ("forget --flare 0 --confirm forget", "too short"),
        ("forget --flare ../profile --confirm forget", "no flare has the id"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
    let before = content(&env);
    let flat = |shown: String| shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(shown) = typed(&env, "forget --all", "yes\n").map(flat) else { return };
    assert!(shown.contains("This cannot be undone") && shown.contains("the word was not forget"), "{shown}");
    let shown = typed(&env, "forget --all", "").map(flat).unwrap();
    assert!(shown.contains("nothing was removed"), "{shown}");
    assert!(content(&env) == before, "something is gone");
    let shown = typed(&env, "forget --all", "forget\n").unwrap();
    assert!(shown.contains("Forgotten: everything."), "{shown}");
    assert!(content(&env).is_empty());
}

#[test]
fn a_flare_goes_with_all_that_stood_in_it_and_the_rest_stays() {
    let (env, ids) = two();
    let (before, kept) = (env.journal_text(), env.read(&format!("flares/{}.json", ids[1])));
    let from = before.lines().position(|line| line.contains(&format!("\"id\":\"{}\"", ids[1]))).unwrap();
    let rest: Vec<&str> = before.lines().skip(from).collect();
    let ran = env.sh(&format!("forget --flare {} --confirm forget", ids[0]));
    ran.ok().silent_err().says("Forgotten: the flare");
    assert_eq!(env.journal_text(), rest.join("\n") + "\n");
    assert_eq!(anywhere(&env, "secret"), Vec::<String>::new());
    assert_eq!(env.read(&format!("flares/{}.json", ids[1])), kept);
    assert!(!env.files().keys().any(|name| name.contains(&ids[0])), "{:?}", env.files().keys());
    env.sh("next").ok();
    keeps(&env, &format!("forget --flare {} --confirm forget", ids[0]), 2).refused(2).tells("no flare has the id");
    // By the beginning of its id, and while it runs.
    let said = env.sh(&format!("forget --flare {} --confirm forget --json", &ids[1][..13])).ok().json();
    assert_eq!(said["forgotten"], ids[1].as_str());
    env.sh("next").code(4);
    assert_eq!(anywhere(&env, "kept"), Vec::<String>::new());
}

#[test]
fn what_a_repair_kept_goes_with_the_flare() {
    let (env, ids) = two();
    env.sh("doctor --repair --yes").ok();
    assert!(!anywhere(&env, "secret").is_empty());
    env.sh(&format!("forget --flare {}", ids[0])).code(2).tells("The old journals");
    env.sh(&format!("forget --flare {} --confirm forget", ids[0])).ok();
    assert_eq!(anywhere(&env, "secret"), Vec::<String>::new());
}

#[test]
fn everything_goes_but_protocols_of_one_s_own() {
    let (env, _) = two();
    env.sh("doctor --repair --yes").ok();
    env.write(".profile.json.17.tmp", "half");
    env.write("protocols/mine.json", "{}");
    env.sh("forget --all --confirm forget").ok().says("Forgotten: everything.");
    let left: Vec<String> = content(&env).into_keys().collect();
    assert_eq!(left, ["protocols/mine.json"]);
    env.sh("forget --all").ok().says("There is nothing to forget.");
    env.sh("next").code(4);
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
}

#[test]
fn what_it_means_for_doses_and_signs_is_said() {
    let env = floor();
    env.sh("took ibuprofen 400mg").ok();
    env.sh("forget --all").code(2).tells("A dose of the last 30 days goes with it").tells_not("A warning sign");
    env.sh("forget --all --json").code(2).silent_out();
    latched().sh("forget --all").code(2).tells("A warning sign stands in it").tells("Be seen.");
}

#[test]
fn a_journal_that_cannot_be_read_is_forgotten_only_as_a_whole() {
    let (mut env, ids) = two();
    let line = env.line(json!({ "dreamt": {} })).replace("\"v\":1", "\"v\":3");
    env.append(&format!("{line}\n"));
    let ran = keeps(&env, &format!("forget --flare {} --confirm forget", ids[0]), 5);
    ran.refused(5).tells("lines of version 3").tells("backflare forget --all");
    env.write("profile.json", "{");
    env.sh("forget --all --confirm forget").ok();
    assert!(content(&env).is_empty());
}

#[test]
fn what_cannot_be_removed_is_an_error() {
    let env = floor();
    fs::remove_file(env.home().join("journal.jsonl")).unwrap();
    fs::create_dir(env.home().join("journal.jsonl")).unwrap();
    env.sh("forget --all --confirm forget").refused(1).tells("a folder stands in its place");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_looked_at_is_not_taken_for_forgotten() {
    let env = floor();
    let before = env.journal_text();
    let flares = env.home().join("flares");
    fs::rename(&flares, env.beside("flares")).unwrap();
    std::os::unix::fs::symlink(&flares, &flares).unwrap();
    for line in ["forget --all", "forget --all --confirm forget"] {
        env.sh(line).code(5).silent_out().tells("flares cannot be looked at").tells("ls -la");
    }
    assert_eq!(env.journal_text(), before);
    env.sh("doctor").code(5).says("permissions: not to be trusted").says("flares cannot be looked at");
}

/// The id of the newest flare, as it is typed.
fn newest(env: &Env) -> String {
    let list = env.sh("forget --json").ok().json();
    list["flares"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

/// A wait does not end because the flare is forgotten in which it began.
#[test]
fn doses_go_on_counting_without_their_flare() {
    let mut env = standing();
    env.sh("took naproxen 220mg --at 08:00").ok();
    env.sh("took ibuprofen 200mg").ok();
    env.sh("took ibuprofen 400mg --corrects --because two").ok();
    env.sh("log 5 --note secret").ok();
    env.sh("took tylenol 500mg --at 'yesterday 10:00'").ok();
    let known = |env: &Env| -> Vec<String> {
        let said = env.sh("status --json").json();
        said["medicines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| format!("{} {}", one["ingredient"], one["sum_mg"]))
            .collect()
    };
    let before = known(&env);
    assert_eq!(before.len(), 3, "{before:?}");
    let id = newest(&env);
    keeps(&env, &format!("forget --flare {id}"), 2).tells("4 entries of doses stay").tells("forget --all");
    env.sh(&format!("forget --flare {id} --confirm forget"))
        .ok()
        .says("Forgotten: the flare")
        .says("4 entries of doses stay");
    assert_eq!(anywhere(&env, "secret"), Vec::<String>::new());
    env.sh("next").code(4);
    env.sh("start --clear").ok();
    assert_eq!(known(&env), before);
    // After 35 days nothing is counted from them, and they go with the flare in which they stand.
    let id = newest(&env);
    env.sh("took ibuprofen 200mg").ok();
    env.at("2026-12-27T09:14:00+01:00");
    keeps(&env, &format!("forget --flare {id}"), 2).tells("1 entry of a dose stays");
    env.at("2026-12-27T09:15:00+01:00");
    keeps(&env, &format!("forget --flare {id}"), 2).tells_not("stay");
}

#[test]
fn a_line_that_may_have_been_a_dose_today_is_not_forgotten() {
    let mut env = standing();
    env.append("{ a secret\n");
    env.sh("end").ok();
    env.advance("1h");
    let id = newest(&env);
    env.sh(&format!("forget --flare {id} --confirm forget")).ok();
    assert_eq!(anywhere(&env, "secret"), Vec::<String>::new());
    let left = env.journal();
    assert_eq!((left.len(), &left[0]["at"]), (1, &json!("2026-11-22T09:15:00+01:00")), "{left:?}");
    assert!(left[0]["event"]["took"].is_object(), "{left:?}");
}

/// What is on the skin, or was there today, keeps other things away: so it is refused, with the time from which it works.
#[test]
fn what_is_waited_for_on_the_skin_is_not_forgotten() {
    let mut env = standing();
    env.sh("screen --clear").ok();
    let id = newest(&env);
    env.sh("on heat").ok();
    let ran = keeps(&env, &format!("forget --flare {id} --confirm forget"), 2);
    ran.refused(2).tells("heat is still on your skin").tells("backflare off heat").tells("backflare forget --all");
    env.advance("15m");
    env.sh("off heat").ok();
    env.sh("end").ok();
    let ran = keeps(&env, &format!("forget --flare {id} --confirm forget"), 2);
    ran.refused(2).tells("It works from Mon 09:30").tells("backflare forget --all");
    env.advance("23h59m");
    keeps(&env, &format!("forget --flare {id} --confirm forget"), 2).tells("It works from 09:30");
    env.advance("1m");
    env.sh(&format!("forget --flare {id} --confirm forget")).ok().says("Forgotten: the flare");
    // What came off only after the flare was over is off.
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("on heat").ok();
    env.sh("end").ok();
    env.advance("20m");
    env.sh("off heat").ok();
    env.advance("24h");
    env.sh(&format!("forget --flare {} --confirm forget", newest(&env))).ok();
}

/// A sign that nobody has looked at is not lifted by forgetting it.
#[test]
fn a_flare_in_which_a_sign_stands_is_not_forgotten_alone() {
    let mut env = latched();
    let id = newest(&env);
    let ran = keeps(&env, &format!("forget --flare {id} --confirm forget"), 2);
    ran.refused(2).tells("a warning sign stands in that flare").tells("backflare screen --seen").tells("forget --all");
    env.advance("1h");
    env.sh("screen --seen 'Dr Osei, City Hospital'").ok();
    env.sh(&format!("forget --flare {id} --confirm forget")).ok();
}

#[test]
fn whoever_forgets_everything_is_told_what_nobody_counts_any_more() {
    let mut env = standing();
    env.sh("took ibuprofen 200mg --at 09:00").ok();
    keeps(&env, "forget --all", 2).tells("Write down what you took in the last 24 hours: ibuprofen 200 mg at 09:00.");
    let ran = env.sh("forget --all --confirm forget");
    ran.ok()
        .says("Nobody here counts this any more: ibuprofen 200 mg at 09:00.")
        .says("backflare took NAME AMOUNT --at");
    // And what comes then asks first what was taken.
    env.advance("5m");
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    keeps(&env, "why ibuprofen", 0).says("so this waits");
}
