//! Rules 23 to 25: what a plan for another body may say, what a clinician's plan may, and which medicines any may offer.

use std::fs;
use std::path::PathBuf;

use backflare::protocol::Protocol;
use backflare::protocol::read::read;
use serde_json::{Value, json};

use crate::story::check_on;

/// A plan of the examples, as its author wrote it.
fn file(name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/protocols/valid").join(name).with_extension("json");
    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap()
}

/// Puts values at their places; `null` takes what stands there away.
fn with(mut plan: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        let parent = plan.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {pointer}"));
        match parent {
            Value::Object(fields) if value.is_null() => _ = fields.remove(last),
            Value::Object(fields) => _ = fields.insert(last.to_owned(), value.clone()),
            Value::Array(list) if last == "-" => list.push(value.clone()),
            Value::Array(list) => list[last.parse::<usize>().unwrap()] = value.clone(),
            other => panic!("{other} at {pointer}"),
        }
    }
    plan
}

#[track_caller]
fn good(plan: &Value) -> Protocol {
    let read = read(&plan.to_string()).unwrap_or_else(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    });
    read.into_protocol()
}

/// Holds that a plan loads (nothing is expected), or what its one problem says.
#[track_caller]
fn door(name: &str, plan: &Value, expected: &str) {
    let found: Vec<String> = read(&plan.to_string()).err().unwrap_or_default().iter().map(ToString::to_string).collect();
    let expected: Vec<&str> = if expected.is_empty() { Vec::new() } else { vec![expected] };
    assert_eq!(found, expected, "{name}");
}

/// A step of some kind, with more fields.
fn step(kind: &str, more: &Value) -> Value {
    let mut step = json!({
        "id": "tried", "kind": kind, "title": "Tried", "say": ["As it is."], "sources": ["margin"],
        "timing": { "kind": "on-demand" }
    });
    for (field, value) in more.as_object().unwrap() {
        step[field] = value.clone();
    }
    step
}

/// Any plan with one step more.
fn tried(plan: &str, kind: &str, more: &Value) -> Value {
    with(file(plan), &[("/steps/-", step(kind, more))])
}

/// A plan for a low back, made of another: its general margins are those of a back.
fn for_back() -> Value {
    let plan = file("back-extension");
    with(plan, &[("/prescribed", Value::Null), ("/steps", json!([]))])
}

const OURS: &str = "a margin of our own";

// ---- Rule 23: for what body

#[test]
fn a_plan_says_what_it_is_for_and_expects_only_what_it_may() {
    let knee = || file("knee-replacement");
    let write_for = "write \"for\": \"low-back\", \"other-body-part\", \"after-operation\", \"eye-drops\" or \"general\"";
    let not_back = "a plan for a low back may not expect this: somebody must look first; take it away";
    for (name, plan, expected) in [
        ("as it is", knee(), String::new()),
        ("4: cancer with a back", with(for_back(), &[("/expects", json!(["cancer"]))]), format!("expects[0]: {not_back}")),
        (
            "5: an age",
            with(knee(), &[("/expects", json!(["age"]))]),
            "expects[0]: \"age\" is not a word that may stand here; write one of operation, injection, infection, cancer, steroids, weak-bones, low-immunity, fall-or-blow".to_owned(),
        ),
        (
            "6: an operation of a back that nobody prescribed",
            with(for_back(), &[("/expects", json!(["operation"]))]),
            "expects[0]: a plan for a low back may expect this only where a clinician gave it; take it away".to_owned(),
        ),
        ("6: prescribed", with(file("back-extension"), &[("/expects", json!(["operation"]))]), String::new()),
        (
            "12: no sign of the same day",
            with(knee(), &[("/signs/1/urgency", json!("emergency"))]),
            "cards: a card asks at least one sign that must be seen the same day, and none does; give a sign \"urgency\": \"same-day\" and name it on a card".to_owned(),
        ),
        (
            "14: no for",
            with(knee(), &[("/for", Value::Null)]),
            format!("for: this says what the plan is made for, and it is missing; {write_for}"),
        ),
        (
            "no part",
            with(knee(), &[("/part", Value::Null)]),
            "part: this says which part, or which operation, and it is missing; write \"part\": \"knee\", or what it is".to_owned(),
        ),
        (
            "a part of nothing",
            with(knee(), &[("/for", json!("general"))]),
            "part: \"general\" has no part; take it away".to_owned(),
        ),
        (
            "a word of format 2 in format 1",
            with(file("eye-drops"), &[("/for", json!("eye-drops"))]),
            "for: \"for\" belongs to format 2; write \"format\": 2".to_owned(),
        ),
    ] {
        door(name, &plan, &expected);
    }
}

#[test]
fn our_own_margins_bind_a_low_back_alone_and_other_plans_have_guards() {
    let pumps = |sets: u32| with(file("knee-replacement"), &[("/steps/1/most_a_day", json!(sets))]);
    let stretch = json!({ "sessions": [{ "rounds": 3, "cues": [{ "say": "Pull", "length": "20s" }] }] });
    let walk = |minutes: u32| json!({ "sessions": [{ "length": format!("{minutes}m") }] });
    let heat = |length: &str| json!({ "most_in_24h": 2, "sessions": [{ "length": length }] });
    let ibuprofen = json!({ "medicine": { "name": "ibuprofen", "dose_mg": 600, "spacing": "6h" } });
    let no_heat = || with(file("frozen-shoulder"), &[("/steps/1", step("posture", &json!({ "id": "calm" })))]);
    let hot = |length: &str| with(no_heat(), &[("/steps/-", step("heat", &heat(length)))]);
    let at = |plan: &Value| format!("steps[{}]", plan["steps"].as_array().unwrap().len() - 1);
    let last = |plan: Value, problem: &str| {
        let problem = if problem.is_empty() { String::new() } else { format!("{}.{problem}", at(&plan)) };
        (plan, problem)
    };
    let one = |plan: Value, problem: String| (plan, problem);
    for (name, (plan, expected)) in [
        ("7: 16 sets", one(pumps(16), String::new())),
        ("7: 24 sets", one(pumps(24), String::new())),
        ("7: 25 sets", one(pumps(25), format!("steps[1].most_a_day: 25 times a day are more than 24; is it a slip of the pen? ({OURS})"))),
        ("8: a stretch for a foot", last(tried("heel-pain", "stretch", &stretch), "")),
        (
            "8: a stretch for a back",
            last(
                with(for_back(), &[("/steps/-", step("stretch", &stretch))]),
                "from: for a low back a stretch does not begin before 48h after the start (a margin of our own); write \"from\": \"48h\"",
            ),
        ),
        ("9: a walk of 20 minutes", last(tried("period-cramps", "walk", &walk(20)), "")),
        ("9: of 60", last(tried("period-cramps", "walk", &walk(60)), "")),
        (
            "9: of 61",
            last(tried("period-cramps", "walk", &walk(61)), "sessions[0].length: a walk of 1h1m is longer than 1h; is it a slip of the pen? (a margin of our own)"),
        ),
        (
            "10: too much ibuprofen",
            last(tried("knee-replacement", "medicine", &ibuprofen), "medicine.dose_mg: 600 mg of ibuprofen is more than 400 mg in one dose (that is on the label)"),
        ),
        ("heat of 20 minutes", last(hot("20m"), "")),
        ("11: heat of 25", last(hot("25m"), "sessions[0].length: 25m is longer than 20m, the longest for heat (a margin of our own)")),
        ("heat of 21", last(hot("21m"), "sessions[0].length: 21m is longer than 20m, the longest for heat (a margin of our own)")),
        (
            "61 repeats",
            last(
                tried("heel-pain", "exercise", &json!({ "sessions": [{ "rounds": 61, "cues": [{ "say": "Up", "length": "2s" }] }] })),
                "sessions[0].rounds: 61 repeats are more than 60; is it a slip of the pen? (a margin of our own)",
            ),
        ),
        (
            "a massage of five minutes on one spot",
            last(
                tried("carpal-tunnel", "massage", &json!({ "sessions": [{ "length": "5m" }] })),
                "sessions[0].length: 5m is longer than 1m on one spot (a margin of our own); give each spot a cue of its own",
            ),
        ),
        (
            "a massage of nothing",
            last(
                tried("carpal-tunnel", "massage", &json!({})),
                "sessions: without a session nobody knows how long this lasts; massage lasts 1m at most, so it would never be offered; write \"sessions\": [{ \"rounds\": 1, \"cues\": [{ \"say\": \"Small circles\", \"length\": \"30s\" }] }]",
            ),
        ),
        (
            "ice of 21 minutes",
            last(
                tried("carpal-tunnel", "cold", &json!({ "most_in_24h": 2, "sessions": [{ "length": "21m" }] })),
                "sessions[0].length: 21m is longer than 20m, the longest for cold (health services advise it)",
            ),
        ),
        ("ice of 20", last(tried("carpal-tunnel", "cold", &json!({ "most_in_24h": 2, "sessions": [{ "length": "20m" }] })), "")),
        (
            "naproxen 880",
            last(
                tried("carpal-tunnel", "medicine", &json!({ "medicine": { "name": "naproxen", "dose_mg": 220, "spacing": "8h", "most_mg_in_24h": 880 } })),
                "medicine.most_mg_in_24h: 880 mg of naproxen is more than 660 mg in any 24 hours (that is on the label)",
            ),
        ),
        ("naproxen 660", last(tried("carpal-tunnel", "medicine", &json!({ "medicine": { "name": "naproxen", "dose_mg": 220, "spacing": "8h", "most_mg_in_24h": 660 } })), "")),
        (
            "acetaminophen 3001",
            last(
                tried("heel-pain", "medicine", &json!({ "medicine": { "name": "acetaminophen", "dose_mg": 500, "spacing": "6h", "most_mg_in_24h": 3001 } })),
                "medicine.most_mg_in_24h: 3001 mg of acetaminophen is more than 3000 mg in any 24 hours (that is on the label)",
            ),
        ),
    ] {
        door(name, &plan, &expected);
    }
}

/// All cards and questions answered at the start.
const CALM: &str = "bare
0h none
0h answer fall-or-blow no
0h answer first-flare no
0h answer recent-medicine no
0h answer bruise no
0h answer broken-skin no
0h answer drowsy no
";

/// A story on top of [`CALM`], for the life of a test.
fn calm(more: &str) -> &'static str {
    Box::leak(format!("{CALM}{more}").into_boxed_str())
}

#[test]
fn what_a_plan_is_made_for_does_not_stop_it_and_all_else_does() {
    let knee = good(&file("knee-replacement"));
    check_on(
        &[
            (calm("profile back-surgery yes"), &[("1m screening", "clear"), ("1m ankle-pumps", "yes"), ("1m signs", "")]),
            (calm("profile back-surgery yes\nprofile recent-infection yes"), &[("1m latches", "same-day")]),
            (calm("0h sign general-calf"), &[("1m latches", "same-day"), ("1m ankle-pumps", "no latch")]),
            (calm("0h sign general-chest-pain"), &[("1m latches", "emergency"), ("1m leg-up", "yes")]),
        ],
        Some(&knee),
    );
    let surprised = good(&with(file("knee-replacement"), &[("/expects", json!([]))]));
    check_on(&[(calm("profile back-surgery yes"), &[("1m latches", "same-day")])], Some(&surprised));
    let drops = good(&file("cataract-drops"));
    check_on(
        &[
            (calm("profile back-surgery yes"), &[("1m first-drop", "yes"), ("1m second-drop", "yes")]),
            (calm("profile back-surgery yes\n0h sign general-chest-pain"), &[("1m first-drop", "no latch"), ("1m latches", "emergency")]),
        ],
        Some(&drops),
    );
    // A fever is what this plan is for: it is not asked a second time as a sign.
    let fever = good(&file("adult-fever"));
    assert!(fever.sign(&"general-calf".parse_id()).is_some() && fever.sign(&"general-fever".parse_id()).is_none());
    let foot = good(&file("heel-pain"));
    check_on(&[(calm(""), &[("1m calf-wall", "yes"), ("1m roll", "yes")])], Some(&foot));
}

/// A text as the name that it is.
trait ParseId {
    fn parse_id(&self) -> backflare::model::id::Id;
}

impl ParseId for str {
    fn parse_id(&self) -> backflare::model::id::Id {
        crate::story::id(self)
    }
}
