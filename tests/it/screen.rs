//! `backflare screen`.

use serde_json::{Value, json};

use crate::begin::{appended, floor, keeps, latched, records};
use crate::env::{Env, Ran};

fn asked() -> Env {
    let env = Env::new();
    env.sh("start").ok();
    env
}

/// A command that records a sign, and so ends with 3.
#[track_caller]
fn latches(env: &Env, line: &str, events: &[Value]) -> Ran {
    let (before, known) = (env.journal_text(), env.journal().len());
    let ran = env.sh(line);
    ran.code(3);
    appended(env, &before, known, events, &ran);
    ran
}

#[test]
fn without_a_terminal_it_shows_what_it_would_ask() {
    let env = asked();
    let ran = keeps(&env, "screen", 0);
    assert_eq!(ran.stdout, env.sh("next").ok().stdout);
}

#[test]
fn clear_prints_the_cards_and_writes_one_event_for_each() {
    let env = asked();
    let pending = env.journal().len();
    let ran = env.sh("screen --clear");
    ran.ok().says("Five tiny moves").fits(40);
    let cards = ran.stderr.replace('\n', " ").matches("? You said none").count();
    assert!(cards >= 3 && env.journal().len() == pending + cards, "{ran}");
    for sign in ["Numb or tingling between", "A fever of", "Cancer at any time"] {
        ran.tells(sign);
    }
    keeps(&env, "screen --clear", 0).tells("No question waits just now.");
}

#[test]
fn a_card_that_is_named_is_answered_alone() {
    let env = asked();
    let shown = env.sh("next").ok().stdout.clone();
    assert!(shown.contains("backflare answer none"), "{shown}");
    let (before, known) = (env.journal_text(), env.journal().len());
    let ran = env.sh("screen --clear emergency");
    ran.ok().tells("Numb or tingling between the legs");
    appended(&env, &before, known, &[json!({ "screened": { "card": "emergency" } })], &ran);
    keeps(&env, "screen --clear emergency", 0).tells("No question waits just now.");
    keeps(&env, "screen --clear emergancy", 2).tells("Did you mean emergency?").tells("same-day-now");
}

#[test]
fn a_sign_is_named_by_its_letter_or_its_id() {
    let all = json!(["saddle-numb", "bladder", "bowel", "sexual-change"]);
    for (line, signs) in [
        ("screen --sign a", all.clone()),
        ("screen --sign A", all),
        ("screen --sign bladder", json!(["bladder"])),
        ("screen --sign bladder,bowel", json!(["bladder", "bowel"])),
        ("screen --sign bladder bowel", json!(["bladder", "bowel"])),
    ] {
        latches(&asked(), line, &[json!({ "screened": { "card": "emergency", "signs": signs } })]).says("EMERGENCY");
    }
    // A sign of another card is taken, too.
    latches(&asked(), "screen --sign fever", &[json!({ "screened": { "card": "same-day-now", "signs": ["fever"] } })])
        .says("BE SEEN TODAY");
    let both = [
        json!({ "screened": { "card": "emergency", "signs": ["bladder"] } }),
        json!({ "screened": { "card": "same-day-now", "signs": ["fever"] } }),
    ];
    latches(&asked(), "screen --sign bladder,fever", &both).says("EMERGENCY").says("TODAY: ");
}

#[test]
fn every_id_that_red_flags_shows_is_taken() {
    let shown = asked().sh("red-flags").ok().stdout.clone();
    let ids: Vec<&str> = shown.split(['[', ']']).skip(1).step_by(2).collect();
    assert!(ids.len() > 15 && ids.contains(&"saddle-numb"), "{ids:?}");
    let cards = asked().sh("red-flags --json").ok().json()["cards"].clone();
    for card in cards.as_array().unwrap() {
        for sign in card["signs"].as_array().unwrap() {
            // Each alone, so that none hides behind the sign before it.
            let (env, id) = (asked(), sign["id"].as_str().unwrap());
            assert!(ids.contains(&id), "the text does not show {id}: {shown}");
            let known = env.journal().len();
            let ran = env.run(["screen", "--sign", id]);
            ran.code(if sign["urgency"] == "soon" { 0 } else { 3 });
            // What is true of the person is an answer; the others are signs of their card.
            let sign = json!({ "screened": { "card": card["id"], "signs": [id] } });
            let answer = json!({ "answered": { "fact": id, "value": "yes" } });
            // Nobody said that nothing more comes with it.
            let more = json!({ "screened": { "card": card["id"], "signs": [id, format!("{id}-worse")] } });
            let told: Vec<_> =
                env.journal().split_off(known).into_iter().map(|record| record["event"].clone()).collect();
            assert!(told == [sign] || told == [answer] || (id == "black-stool" && told == [more]), "{told:?}: {ran}");
        }
    }
}

#[test]
fn what_is_no_sign_is_refused() {
    let env = asked();
    for (line, words) in [
        ("screen --sign e", "no sign is called \"e\""),
        ("screen --sign bladdr", "Did you mean bladder?"),
        ("screen --sign hovercraft", "backflare red-flags"),
        ("screen --sign", "--sign"),
        ("screen --clear --unsure", "cannot be used with"),
        ("screen --clear --at 09:00", "cannot be used with"),
        ("screen --at 09:00", "--seen"),
        ("screen --seen ''", "who looked at you"),
        ("screen --now soon", "invalid value"),
        ("screen --now gone", "nothing is asked of a sign"),
        ("screen --who \"Dr Osei\"", "who agreed or looked"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
}

#[test]
fn not_sure_counts_as_yes() {
    let event = json!({ "screened": { "card": "emergency", "unsure": true } });
    latches(&asked(), "screen --unsure", &[event]).says("EMERGENCY");
    keeps(&floor(), "screen --unsure", 2).refused(2).tells("no card of warning signs waits").tells("--sign ID");
}

#[test]
fn a_letter_means_a_line_of_the_card_on_show_and_of_no_other() {
    let env = floor();
    env.sh("done").ok();
    env.sh("screen").ok().says("How old are you?");
    keeps(&env, "screen --sign a", 2).refused(2);
}

#[test]
fn a_sign_stands_until_a_clinician_has_looked_after_it() {
    let mut env = latched();
    for line in ["screen --seen 'Dr Osei' --at 09:05", "screen --seen 'Dr Osei' --at 09:00"] {
        keeps(&env, line, 2).refused(2).tells("reported at 09:05").tells("must lie after it");
    }
    keeps(&env, "screen --seen 'Dr Osei' --at 09:30", 2).refused(2).tells("yet to come");
    keeps(&env, "screen", 3).says("EMERGENCY");
    env.sh("screen --clear").code(3);
    env.at("10:05");
    records(&env, "screen --seen 'Dr Osei' --at 09:50", &[json!({ "seen": { "who": "Dr Osei" } })])
        .says("is it still there, or worse?");
    let signs = ["saddle-numb", "bladder", "bowel", "sexual-change"];
    let gone = signs.map(|sign| json!({ "followed": { "sign": sign, "answer": "gone" } }));
    records(&env, "screen --now gone", &gone).says("Anything new since the last time?");
    env.sh("screen --clear").ok();
    env.sh("next").ok().says_not("EMERGENCY");
}

#[test]
fn commands_that_record_end_well_while_a_sign_stands() {
    let mut env = latched();
    for line in ["log 5", "took ibuprofen 200mg", "done walk", "undo", "profile set age 44", "status", "why heat"] {
        env.sh(line).ok();
        env.advance("1m");
    }
    for line in ["next", "screen", "end", "next --json", "screen --json", "end --json"] {
        env.sh(line).code(3);
    }
}

#[test]
fn questions_about_the_person_may_be_cleared_where_no_answers_them() {
    let env = floor();
    env.sh("done").ok();
    keeps(&env, "screen --clear", 2).refused(2).tells("How old are you?").tells("backflare profile set age 35");
}

#[test]
fn without_a_flare_there_is_nothing_to_answer() {
    for line in ["screen", "screen --clear", "screen --unsure", "screen --sign a", "screen --seen 'Dr Osei'"] {
        keeps(&Env::new(), line, 4).refused(4).tells("backflare start");
    }
}

/// What a clinician must look at stands in this flare, whoever says "no" to it afterwards.
#[test]
fn a_yes_about_the_person_is_not_lifted_by_a_no() {
    let known = || {
        let env = Env::new();
        env.sh("profile set cancer yes").ok();
        env.sh("start").ok();
        env
    };
    let env = known();
    env.sh("screen --clear emergency").code(3);
    env.sh("profile set cancer no").ok();
    env.sh("next").code(3).says("Please be seen today");
    let env = asked();
    env.sh("profile set cancer yes").ok();
    env.sh("undo").ok().says("You said yes to it, so somebody");
    env.sh("next").code(3);
    let env = known();
    env.sh("screen --clear").code(3);
    assert!(env.read("profile.json").contains("\"yes\""), "{}", env.read("profile.json"));
    env.sh("next").code(3);
    // Looked at, and a slip of the hand, are another matter.
    let mut env = known();
    env.sh("screen --clear emergency").code(3);
    env.advance("1h").sh("screen --seen \"the GP: it is muscle\"").code(0);
    env.sh("profile set cancer no").ok();
    env.sh("screen --clear").ok();
}

#[test]
fn a_sign_that_is_named_says_nothing_of_lines_that_were_not_shown() {
    let env = asked();
    env.sh("screen --sign cancer").code(3);
    let profile = env.read("profile.json");
    assert!(profile.contains("cancer") && !profile.contains("weak-bones"), "{profile}");
    // Nor is the card that is on show answered by a sign that stands on none.
    let env = asked();
    env.sh("screen --sign cannot-stand").code(3);
    env.sh("next").code(3).says("Numb or tingling");
}

#[test]
fn not_sure_of_a_line_about_the_person_is_no_no() {
    let env = Env::new();
    let mut protocol: Value = serde_json::from_str(include_str!("../../protocols/back-flare.json")).unwrap();
    protocol["id"] = json!("mixed");
    let (cancer, other) = (protocol["cards"][2]["lines"][0].take(), protocol["cards"][1]["lines"][0].take());
    protocol["cards"][1]["lines"][0] = cancer;
    protocol["cards"][2]["lines"][0] = other;
    // What stands in for cards asks what they asked before.
    protocol["cards"].as_array_mut().unwrap().retain(|card| card["id"] != "new");
    // Its file may have another name than it has itself.
    env.write("protocols/of-my-own.json", protocol.to_string());
    env.sh("start -p mixed").ok();
    env.sh("screen --clear emergency").ok();
    env.sh("done --not-yet").ok();
    env.sh("screen --unsure").code(3);
    assert!(!env.read("profile.json").contains("\"no\""), "{}", env.read("profile.json"));
}

/// Where the protocol of a flare is lost, nobody knows how urgent a sign was.
#[test]
fn a_sign_outlives_the_protocol_of_its_flare() {
    let lost = |env: &Env| std::fs::remove_dir_all(env.home().join("flares")).unwrap();
    let mut env = asked();
    env.sh("screen --clear").ok();
    // Only who says so cannot get up: the clock, and "not yet", say nothing.
    env.advance("65m").sh("done cat-cow-stuck --not-yet").ok();
    env.sh("screen --sign cannot-stand").code(3);
    lost(&env);
    env.sh("start --new --clear").refused(3);
    let mut env = asked();
    env.sh("screen --sign bladder").code(3);
    lost(&env);
    env.advance("1h").sh("screen --seen \"last week\" --at \"5d ago\"").ok();
    env.sh("start --new --clear").refused(3);
    env.sh("screen --seen \"today\"").ok();
    env.sh("start --new").ok();
}

#[test]
fn a_flare_that_runs_with_a_sign_is_told_of_the_sign_first() {
    let env = asked();
    env.sh("screen --sign fever").code(3);
    env.sh("start").refused(3).tells("warning sign").tells("screen --seen");
    let env = Env::new();
    env.sh("profile set age 17").ok();
    env.sh("start").ok();
    env.sh("screen --clear emergency").code(3);
    env.sh("end").refused(3).tells_not("--seen");
}

/// What is on show is the question about the pharmacist, by itself. It has no letter, and the card behind it was not seen.
#[test]
fn a_letter_answers_no_question_that_nobody_saw() {
    let mut env = Env::new();
    let mut protocol: Value = serde_json::from_str(include_str!("../../protocols/back-flare.json")).unwrap();
    protocol["id"] = json!("pills");
    for step in protocol["steps"].as_array_mut().unwrap() {
        if step["id"] == "ibuprofen" {
            step["priority"] = json!(0);
        }
    }
    env.write("protocols/pills.json", protocol.to_string());
    for line in [
        "profile set age 65",
        "start -p pills --clear",
        "screen --clear",
        "profile set first-flare no",
        "log 6",
        "done",
        "done",
    ] {
        env.sh(line).ok();
    }
    env.advance("6m");
    env.sh("next").ok().says("A question waits, for ").says_not("backflare answer a");
    env.sh("screen").ok().says("has a pharmacist agreed").says_not("backflare answer a");
    for letter in ["a", "b", "A"] {
        keeps(&env, &format!("screen --sign {letter}"), 2)
            .refused(2)
            .tells("one question waits")
            .tells("Such as: backflare answer ");
    }
    let json = env.sh("next --json").ok().json();
    assert_eq!(json["questions"]["keys"], json!(["pharmacist"]));
    env.sh("profile set pharmacist cleared").ok();
    // Behind it stands a card: a letter answers the line before which it stands, in text and in JSON.
    let lines = env.sh("next --json").ok().json()["questions"]["lines"].clone();
    env.sh("screen").ok().says("b) ");
    env.sh("screen --sign b").ok();
    let asked = lines[1]["keys"].as_array().unwrap();
    assert_eq!(env.last_event()["answered"], json!({ "fact": asked[asked.len() - 1], "value": "yes" }));
}

#[test]
fn what_somebody_agreed_to_is_recorded_with_who_and_when() {
    let mut env = floor();
    env.at("09:30");
    env.sh("profile set daily-medicine yes").ok();
    for (line, words) in [
        ("screen --agreed nsaid", "--who"),
        ("screen --agreed nsaid --who ok", "who agreed to it is missing"),
        ("screen --agreed nsaid --who 'the pharmacist' --on 2026-11-23", "still to come"),
        ("screen --agreed nsaid --who 'the pharmacist' --on yesterday", "was before this flare"),
        ("screen --agreed nsaid --who 'the pharmacist' --on soon", "is not a day"),
        ("screen --agreed wine --who 'the pharmacist'", "anti-inflammatory"),
        ("screen --who 'the pharmacist'", "--agreed"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
    let (before, known) = (env.journal_text(), env.journal().len());
    let ran = env.sh("screen --agreed anti-inflammatory --who 'the pharmacist at the corner'");
    ran.ok();
    let agreed = json!({ "agreed": { "to": "nsaid", "who": "the pharmacist at the corner", "on": "2026-11-22" } });
    appended(&env, &before, known, &[agreed], &ran);
    // With no flare there is nothing to agree to.
    keeps(&Env::new(), "screen --agreed nsaid --who 'the pharmacist'", 4).refused(4);
}

#[test]
fn whether_the_last_dose_helped_is_asked_in_its_time_and_is_about_that_dose() {
    let mut env = floor();
    // Up, so that there is room on the page.
    env.sh("done").ok();
    env.sh("done").ok();
    env.at("09:30");
    env.sh("took ibuprofen 200mg").ok();
    env.at("10:29");
    assert!(!env.sh("next").stdout.contains("Did the last ibuprofen help?"));
    keeps(&env, "profile set last-dose-helped no", 2).refused(2);
    env.at("10:30");
    env.sh("profile set age 35").ok();
    env.sh("screen --clear").ok();
    env.sh("next").says("Did the last ibuprofen help?").says("backflare answer no");
    let dose = env.journal().iter().find(|record| record["event"].get("took").is_some()).unwrap()["id"].clone();
    let (before, known) = (env.journal_text(), env.journal().len());
    let ran = env.sh("profile set last-dose-helped no");
    ran.ok();
    let event = json!({ "answered": { "fact": "last-dose-helped", "value": "no", "dose": dose } });
    appended(&env, &before, known, &[event], &ran);
    assert!(!env.sh("next").stdout.contains("Did the last ibuprofen help?"));
}
