//! The contract of `--json`: one object with its schema, a line end, nothing beside it, and the exit codes 3 and 4 as
//! answers.

use serde_json::{Map, Value, json};

use crate::begin::{floor, latched, standing};
use crate::env::{Env, Ran};

/// Runs with `--json`, and holds what is true of every answer.
#[track_caller]
fn answer(env: &Env, line: &str, code: i32) -> (Value, Ran) {
    let ran = env.sh(&format!("{line} --json"));
    ran.code(code).silent_err();
    assert_eq!(ran.stdout.matches("\n}\n").count(), 1, "one object: {ran}");
    let value = ran.json();
    assert!(value["schema"].as_str().is_some_and(|schema| schema.starts_with("backflare/") && schema.ends_with("/1")));
    moments(&value, &ran);
    assert!(ran.stdout.chars().all(|c| c == '\n' || !c.is_control()), "{ran}");
    (value, ran)
}

/// Whatever is named as a moment is one, with its offset and to the second.
#[track_caller]
fn moments(value: &Value, ran: &Ran) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let is_moment = key == "now"
                    || key == "until"
                    || key == "next_change"
                    || key == "not_before"
                    || key.ends_with("_at")
                    || key == "at"
                    || key == "rec";
                // In a protocol, `until` is a length of time: "48h".
                let is_length = key == "until" && value.as_str().is_some_and(|text| !text.contains('T'));
                // `at` lists times of the day, and `ask_at` lengths of time.
                let is_list = (key == "at" || key == "ask_at") && value.is_array();
                if is_moment && !is_length && !is_list && !value.is_null() {
                    let text = value.as_str().unwrap_or_else(|| panic!("{key}: {value} in {ran}"));
                    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
                    assert!(
                        ["0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00-00:00"].contains(&shape.as_str()),
                        "{key}: {text}"
                    );
                }
                moments(value, ran);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| moments(value, ran)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The fields are there and of these types: `s` text, `i` a whole number, `b` yes or no, `a` a list, `o` an object, `?`
/// or nothing.
#[track_caller]
fn check(value: &Value, fields: &str) {
    let map: &Map<String, Value> = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    for field in fields.split_whitespace() {
        let (name, kinds) = field.split_once(':').unwrap();
        let found = map.get(name).unwrap_or_else(|| panic!("no {name} in {value}"));
        let kind = match found {
            Value::Null => '?',
            Value::Bool(_) => 'b',
            Value::Number(number) if number.is_i64() => 'i',
            Value::Number(_) => 'f',
            Value::String(_) => 's',
            Value::Array(_) => 'a',
            Value::Object(_) => 'o',
        };
        assert!(kinds.contains(kind), "{name} is {found}, and should be {kinds}: {value}");
    }
}

/// How a medicine stands, wherever it is told.
const MEDICINE: &str =
    "name:s doses_in_24h:i sum_mg:i most_mg:i days:i last_at:s not_before:s? over_limit:b too_soon:b";

const NEXT: &str = "schema:s now:s flare:o? screening:s? action:o? upcoming:a blocked:a avoid:a alerts:a";

fn check_next(value: &Value) {
    check(value, NEXT);
    assert_eq!(value["schema"], "backflare/next/1");
    if value["flare"].is_object() {
        check(&value["flare"], "id:s course:s protocol:s version:s started_at:s day:i phase:s");
        assert_eq!(value["flare"]["course"], "flare");
    }
    let words = ["pending", "clear", "same-day", "emergency"];
    // Where nothing runs nobody was asked.
    assert!(value["screening"].as_str().map_or(value["flare"].is_null(), |word| words.contains(&word)));
    if value["action"].is_object() {
        check(&value["action"], "step:s kind:s title:s say:a why:s sources:a due_at:s medicine:o? session_seconds:i?");
        let kinds = "exercise stretch movement walk posture heat cold medicine rub patch massage check-in contact";
        assert!(kinds.split(' ').any(|kind| value["action"]["kind"] == kind));
        if value["action"]["medicine"].is_object() {
            check(&value["action"]["medicine"], "name:s dose_mg:i");
        }
    }
    let each = |list: &str, fields: &str| value[list].as_array().unwrap().iter().for_each(|one| check(one, fields));
    each("upcoming", "step:s due_at:s");
    each("blocked", "step:s rule:s reason:s until:s?");
    each("alerts", "urgency:s text:s");
    assert!(value["avoid"].as_array().unwrap().iter().all(Value::is_string));
}

#[test]
fn next_has_every_field_in_every_state() {
    check_next(&answer(&Env::new(), "next", 4).0);
    let asked = Env::new();
    asked.sh("start").ok();
    let (value, _) = answer(&asked, "next", 0);
    check_next(&value);
    assert_eq!((&value["screening"], &value["action"]), (&"pending".into(), &Value::Null));
    check(&value["card"], "id:s title:s urgency:s lines:a");
    check_next(&answer(&latched(), "next", 3).0);
    let (value, _) = answer(&floor(), "next", 0);
    check_next(&value);
    assert!(value["action"].is_object() && value["question"].is_string(), "{value}");
    // Two days, an hour at a time.
    let mut env = standing();
    for _ in 0..48 {
        let (value, _) = answer(&env, "next", 0);
        check_next(&value);
        drop(env.sh("skip"));
        env.advance("1h");
    }
}

#[test]
fn what_records_answers_with_the_lines_it_wrote() {
    for line in
        ["log 6 --note x", "took ibuprofen 200mg", "done", "skip", "undo", "end", "screen --clear", "start --new"]
    {
        let env = floor();
        let known = env.journal().len();
        let (value, _) = answer(&env, line, 0);
        let command = line.split(' ').next().unwrap();
        assert_eq!(value["schema"], format!("backflare/{command}/1"));
        // All that the lines say but the version of their format, the act to which they belong and how a dose is laid out,
        // which are the journal's own affairs.
        let mut written = env.journal()[known..].to_vec();
        for line in &mut written {
            assert!(line.as_object_mut().unwrap().remove("v").is_some(), "{line}");
            line.as_object_mut().unwrap().remove("act");
            if let Some(took) = line["event"].get_mut("took") {
                took["amount_mg"] = took["contains"][0]["mg"].clone();
                took["each"] = took["contains"].clone();
                took["contains"] = json!([took["contains"][0]["ingredient"]]);
            }
        }
        assert_eq!(value["recorded"], Value::Array(written), "{line}");
        check(&value, "next:o?");
        if value["next"].is_object() {
            check_next(&value["next"]);
        }
    }
    let (value, _) = answer(&floor(), "profile set age 44", 0);
    check(&value, "key:s value:i recorded:a next:o");
    let (value, _) = answer(&floor(), "took ibuprofen 400mg", 0);
    check(&value["medicines"][0], MEDICINE);
    check(&answer(&floor(), "log 5", 0).0, "message:s");
}

#[test]
fn a_sign_and_no_course_are_answers() {
    for line in ["next", "screen", "end"] {
        let (value, _) = answer(&latched(), line, 3);
        let next = if line == "next" { &value } else { &value["next"] };
        check_next(next);
        assert_eq!(next["screening"], "emergency");
    }
    for line in ["next", "done", "skip", "end", "screen", "screen --clear"] {
        let (value, _) = answer(&Env::new(), line, 4);
        let command = line.split(' ').next().unwrap();
        assert_eq!(value["schema"], format!("backflare/{command}/1"));
    }
    let asked = Env::new();
    asked.sh("start").ok();
    assert_eq!(answer(&asked, "screen --sign a", 3).0["screening"], "emergency");
}

#[test]
fn what_only_reads_has_its_fields() {
    for env in [Env::new(), floor(), standing(), latched()] {
        env.sh("log 5").ok();
        env.sh("took ibuprofen 200mg").ok();
        let (value, _) = answer(&env, "status", 0);
        check(&value, "schema:s now:s flare:o? screening:s? pain:o? medicines:a on:a action:o? upcoming:a alerts:a");
        check(&value["medicines"][0], MEDICINE);
        assert!(value["medicines"][0]["not_before"].is_string(), "{value}");
        let (value, _) = answer(&env, "why ibuprofen", 0);
        check(&value, "schema:s now:s step:s kind:s title:s allowed:b not_before:s? why:s rules:a reasons:a sources:a");
        check(&value["rules"][0], "rule:s number:i allows:b reason:s until:s? facts:a");
        let (value, _) = answer(&env, "red-flags", 0);
        check(&value["cards"][0], "id:s urgency:s signs:a");
        check(&value["cards"][0]["signs"][0], "id:s text:s");
        for line in ["profile", "profile show"] {
            let (value, _) = answer(&env, line, 0);
            assert_eq!(value["schema"], "backflare/profile/1");
            for one in value["questions"].as_array().unwrap() {
                check(one, "key:s card:s scope:s ask:s choices:a value:si? answered_at:s?");
                assert!(["person", "flare"].contains(&one["scope"].as_str().unwrap()));
                assert_eq!(one["value"].is_null(), one["answered_at"].is_null(), "{one}");
            }
        }
        check(&answer(&env, "protocol list", 0).0, "protocols:a");
        answer(&env, "protocol show", 0).1.ok();
    }
}

#[test]
fn an_error_is_one_object_on_the_other_stream() {
    let env = floor();
    for (line, code) in [
        ("log 11", 2),
        ("done hovercraft", 2),
        ("took ibuprofen 2", 2),
        ("sta", 2),
        ("start", 2),
        ("protocol check none", 5),
    ] {
        let ran = env.sh(&format!("--json {line}"));
        ran.code(code).silent_out();
        let error: Value = serde_json::from_str(&ran.stderr).unwrap_or_else(|error| panic!("{error}: {ran}"));
        check(&error, "schema:s code:i message:s hint:s?");
        assert_eq!((&error["schema"], &error["code"]), (&"backflare/error/1".into(), &code.into()));
    }
}
