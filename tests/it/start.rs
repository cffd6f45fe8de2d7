//! `backflare start`.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use crate::begin::{floor, keeps, latched, records};
use crate::env::Env;

fn started() -> serde_json::Value {
    json!({ "started": { "protocol": "back-flare", "version": "1.0.0", "course": "flare" } })
}

fn ended() -> serde_json::Value {
    json!({ "ended": { "note": "start --new" } })
}

#[test]
fn without_a_terminal_it_records_the_flare_and_shows_the_card_and_how_to_answer() {
    let env = Env::new();
    let ran = records(&env, "start", &[started()]);
    ran.silent_err().says("Before you move: any of these?").says("a) Numb or tingling between the legs").fits(40);
    ran.says("None of these: backflare answer none").says("One of them: backflare answer a");
    // `next` is that card until it is answered.
    assert_eq!(env.sh("next").ok().stdout, ran.stdout);
}

#[test]
fn what_it_makes_is_for_its_owner_alone() {
    let env = floor();
    let mode = |name: &str| env.home().join(name).metadata().unwrap().permissions().mode() & 0o777;
    let id = env.journal()[0]["id"].as_str().unwrap().to_owned();
    let flare = format!("flares/{id}.json");
    for (name, expected) in
        [("", 0o700), ("flares", 0o700), ("journal.jsonl", 0o600), (&flare, 0o600), ("profile.json", 0o600)]
    {
        assert_eq!(mode(name), expected, "{name:?}");
    }
    assert!(!env.user().exists(), "it touched HOME");
}

#[test]
fn the_protocol_is_copied_whole_and_compact() {
    let env = floor();
    let copy = env.read(&format!("flares/{}.json", env.journal()[0]["id"].as_str().unwrap()));
    assert_eq!(copy.lines().count(), 1);
    let copy: serde_json::Value = serde_json::from_str(&copy).unwrap();
    assert_eq!(copy["id"], "back-flare");
}

#[test]
fn clear_answers_the_emergency_card_alone_and_goes_straight_to_the_first_step() {
    let env = Env::new();
    let ran = env.sh("start --clear");
    ran.ok().says("Five tiny moves").says("backflare answer yes").fits(40);
    ran.tells("Before you move: any of these? You said none of these is so:")
        .tells_not("Any of these today?")
        .tells_not("Cancer");
    let events: Vec<_> = env.journal().iter().map(|line| line["event"].clone()).collect();
    assert_eq!(events, [started(), json!({ "screened": { "card": "emergency" } })]);
}

/// What is stored about a person is theirs: the other cards are asked when they matter, and heat waits for them.
#[test]
fn clear_changes_no_stored_answer_about_the_person() {
    for stored in [&["cancer yes"][..], &["cancer no", "weak-bones no"], &["pregnant no", "age 44"], &[]] {
        let env = Env::new();
        for answer in stored {
            env.sh(&format!("profile set {answer}")).ok();
        }
        let profile = |env: &Env| env.sh("profile --json").ok().json()["questions"].clone();
        let before = profile(&env);
        env.sh("start --clear").ok();
        assert_eq!(profile(&env), before, "{stored:?}");
        let latched = stored.contains(&"cancer yes");
        assert_eq!(env.sh("next --json").json()["screening"], if latched { "same-day" } else { "pending" });
    }
}

#[test]
fn pain_and_an_earlier_beginning_are_recorded() {
    let env = Env::new();
    records(&env, "start --pain 7 --at 20m ago", &[started(), json!({ "pain": { "level": 7 } })]).silent_err();
    let journal = env.journal();
    assert_eq!(journal[0]["at"], "2026-11-22T08:45:00+01:00");
    assert_eq!((&journal[0]["rec"], &journal[1]["at"]), (&env.now().into(), &env.now().into()));
    assert_eq!(env.sh("next --json").ok().json()["flare"]["started_at"], "2026-11-22T08:45:00+01:00");
}

#[test]
fn a_plan_that_would_be_over_at_once_is_not_begun() {
    for at in ["42d ago", "2020-01-31T09:30:00+01:00"] {
        let ran = keeps(&Env::new(), &format!("start --at '{at}' --clear"), 2);
        ran.refused(2).tells("that plan would be over: it lasts 42 days").tells("start --at \"3d ago\"");
    }
    Env::new().sh("start --at '41d ago' --clear").ok();
    // What keeps the next flare away has no end.
    Env::new().sh("start -p prevention --at '42d ago' --clear").ok();
}

#[test]
fn during_a_flare_it_says_the_day_and_both_ways_on() {
    let mut env = floor();
    env.advance("1d1h");
    let ran = keeps(&env, "start", 2);
    ran.refused(2).tells("running already, on its day 2");
    ran.tells("backflare done stuck-again").tells("backflare start --new, which ends this one first");
    records(&env, "start --new", &[ended(), started()]).says("Day 1");
    assert_eq!(env.sh("next --json").ok().json()["flare"]["day"], 1);
}

#[test]
fn another_flare_waits_while_a_sign_stands() {
    let env = latched();
    keeps(&env, "start --new", 3).refused(3).tells("a warning sign stands").tells("backflare screen --seen");
    keeps(&env, "start --new --clear", 3).refused(3);
    // With --json that is an answer: the object is on stdout.
    let answer = keeps(&env, "start --new --json", 3).json();
    assert_eq!((&answer["schema"], &answer["recorded"]), (&json!("backflare/start/1"), &json!([])));
    assert_eq!(answer["next"]["screening"], "emergency", "{answer}");
    assert_eq!(env.journal().len(), 2);
}

#[test]
fn a_flare_whose_protocol_is_lost_is_replaced() {
    let mut env = floor();
    std::fs::remove_dir_all(env.home().join("flares")).unwrap();
    for line in ["next", "done", "skip", "end", "status", "why heat", "screen --clear"] {
        keeps(&env, line, 5).refused(5).tells("does not exist").tells("backflare start --new");
    }
    records(&env, "log 5", &[json!({ "pain": { "level": 5 } })]).says("5 of 10.");
    env.advance("1m");
    records(&env, "start --new", &[ended(), started()]).says("Day 1 - 09:06");
    env.sh("next").ok();
}

#[test]
fn a_copy_that_says_nothing_is_not_trusted() {
    let env = floor();
    let flare = format!("flares/{}.json", env.journal()[0]["id"].as_str().unwrap());
    let mut copy: serde_json::Value = serde_json::from_str(&env.read(&flare)).unwrap();
    copy["phases"] = json!([]);
    for text in [copy.to_string(), "{}".into(), String::new(), "[1,".into(), "\u{0}".into()] {
        env.write(&flare, &text);
        keeps(&env, "next", 5).refused(5).tells("cannot be trusted").tells("backflare start --new");
    }
}

#[test]
fn a_sign_is_answered_although_the_protocol_is_lost() {
    let mut env = latched();
    std::fs::remove_dir_all(env.home().join("flares")).unwrap();
    keeps(&env, "start --new", 3).refused(3).tells("backflare screen --seen");
    records(&env, "screen --seen 'all is well'", &[json!({ "seen": { "who": "all is well" } })])
        .says("a clinician has looked");
    env.advance("1m");
    env.sh("start --new").ok().says("Before you move");
}

#[test]
fn a_protocol_of_ones_own_is_found_by_path_and_by_name() {
    let small = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/protocols/small.json");
    let mut env = Env::new();
    env.write("protocols/mine.json", std::fs::read(small).unwrap());
    for name in [small, "mine"] {
        env.advance("1m");
        env.run(["start", "--new", "-p", name, "--clear"]).ok().says("Five tiny moves");
        // From here on only the copy counts.
        let json = env.sh("next --json").ok().json();
        assert_eq!(json["flare"]["protocol"], "small");
    }
    std::fs::remove_file(env.home().join("protocols/mine.json")).unwrap();
    env.sh("next").ok();
    env.sh("start --new -p mine").refused(2).tells("no protocol is called \"mine\"");
    env.sh("start --new -p back-flar").refused(2).tells("Did you mean back-flare?");
}

#[test]
fn heat_of_the_flare_before_counts_under_whatever_name_it_had() {
    let own = include_str!("../../protocols/back-flare.json")
        .replace("\"heat\"", "\"hot-bag\"")
        .replace("\"kind\": \"hot-bag\"", "\"kind\": \"heat\"")
        .replace("\"before\": \"hot-bag\"", "\"before\": \"heat\"")
        .replace("\"id\": \"back-flare\"", "\"id\": \"mine\"");
    let mut env = Env::new();
    env.write("protocols/mine.json", own);
    env.sh("start -p mine --clear").ok();
    env.sh("profile set age 44").ok();
    env.at("09:15");
    env.sh("done hot-bag").ok();
    env.at("09:17");
    env.sh("start --new --clear").ok();
    env.sh("why heat").ok().says("Leave 2 hours from one to the next. Not before 11:15.");
    env.sh("why cold").ok().says("Heat and cold stay 2 hours apart. Not before 11:15.");
    // Whoever lost the copy does not know what it was, so it may have been heat.
    let first = env.journal()[0]["id"].as_str().unwrap().to_owned();
    std::fs::remove_file(env.home().join(format!("flares/{first}.json"))).unwrap();
    env.sh("why heat").ok().says("Leave 2 hours from one to the next. Not before 11:15.");
}
