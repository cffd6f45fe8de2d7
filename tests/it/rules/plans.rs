//! Rules 23 to 25: what a plan for another body may say, what a clinician's plan may, and which medicines any may offer.

use std::fs;
use std::path::PathBuf;

use backflare::protocol::Protocol;
use backflare::protocol::check::over_margins;
use backflare::protocol::read::read;
use serde_json::{Value, json};

use crate::story::check_on;

/// A plan of the examples, as its author wrote it.
fn file(name: &str) -> Value {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/protocols/valid").join(name).with_extension("json");
    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap()
}

/// Puts values at their places; `null` takes what stands there away.
fn with(mut plan: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        let parent = plan.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {pointer}"));
        match parent {
            Value::Object(fields) if value.is_null() => _ = fields.remove(field),
            Value::Object(fields) => _ = fields.insert(field.to_owned(), value.clone()),
            Value::Array(list) if field == "-" => list.push(value.clone()),
            Value::Array(list) => list[field.parse::<usize>().unwrap()] = value.clone(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => panic!("no place for {pointer}"),
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
    let found: Vec<String> =
        read(&plan.to_string()).err().unwrap_or_default().iter().map(ToString::to_string).collect();
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
    let write_for =
        "write \"for\": \"low-back\", \"other-body-part\", \"after-operation\", \"eye-drops\" or \"general\"";
    let not_back =
        "a plan for a low back may not expect this: somebody must look first (a margin of our own); take it away";
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
            "expects[0]: a plan for a low back may expect this only where a clinician gave it (a margin of our own); \
             write \"prescribed\": { \"who\": ..., \"when\": ... } where one did, or take it away".to_owned(),
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
#[expect(clippy::too_many_lines, reason = "one table, a row a case")]
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
        (
            "7: 25 sets",
            one(
                pumps(25),
                format!("steps[1].most_a_day: 25 times a day are more than 24; is it a slip of the pen? ({OURS})"),
            ),
        ),
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
            last(
                tried("period-cramps", "walk", &walk(61)),
                "sessions[0].length: a walk of 1h1m is longer than 1h; is it a slip of the pen? (a margin of our own)",
            ),
        ),
        (
            "10: too much ibuprofen",
            last(
                tried("knee-replacement", "medicine", &ibuprofen),
                "medicine.dose_mg: 600 mg of ibuprofen is more than 400 mg in one dose (that is on the label)",
            ),
        ),
        ("heat of 20 minutes", last(hot("20m"), "")),
        (
            "11: heat of 25",
            last(hot("25m"), "sessions[0].length: 25m is longer than 20m, the longest for heat (a margin of our own)"),
        ),
        (
            "heat of 21",
            last(hot("21m"), "sessions[0].length: 21m is longer than 20m, the longest for heat (a margin of our own)"),
        ),
        (
            "61 repeats",
            last(
                tried(
                    "heel-pain",
                    "exercise",
                    &json!({ "sessions": [{ "rounds": 61, "cues": [{ "say": "Up", "length": "2s" }] }] }),
                ),
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
        (
            "ice of 20",
            last(tried("carpal-tunnel", "cold", &json!({ "most_in_24h": 2, "sessions": [{ "length": "20m" }] })), ""),
        ),
        (
            "naproxen 880",
            last(
                tried(
                    "carpal-tunnel",
                    "medicine",
                    &json!({ "medicine": { "name": "naproxen", "dose_mg": 220, "spacing": "8h", "most_mg_in_24h": 880 } }),
                ),
                "medicine.most_mg_in_24h: 880 mg of naproxen is more than 660 mg in any 24 hours (that is on the label)",
            ),
        ),
        (
            "naproxen 660",
            last(
                tried(
                    "carpal-tunnel",
                    "medicine",
                    &json!({ "medicine": { "name": "naproxen", "dose_mg": 220, "spacing": "8h", "most_mg_in_24h": 660 } }),
                ),
                "",
            ),
        ),
        (
            "acetaminophen 3001",
            last(
                tried(
                    "heel-pain",
                    "medicine",
                    &json!({ "medicine": { "name": "acetaminophen", "dose_mg": 500, "spacing": "6h", "most_mg_in_24h": 3001 } }),
                ),
                "medicine.most_mg_in_24h: 3001 mg of acetaminophen is more than 3000 mg in any 24 hours (that is on the label)",
            ),
        ),
    ] {
        door(name, &plan, &expected);
    }
}

/// A story in which all cards and questions are answered, again and again, for the life of a test.
fn calm(more: &str) -> &'static str {
    let facts = ["fall-or-blow", "first-flare", "recent-medicine", "bruise", "broken-skin", "drowsy", "chickenpox"];
    let answers = (0..=96).step_by(6).flat_map(|hour| {
        let facts = facts.map(|fact| format!("{hour}h answer {fact} no"));
        std::iter::once(format!("{hour}h none")).chain(facts)
    });
    let lines: Vec<String> = std::iter::once("bare".to_owned()).chain(answers).chain([more.to_owned()]).collect();
    Box::leak(lines.join("\n").into_boxed_str())
}

#[test]
fn what_a_plan_is_made_for_does_not_stop_it_and_all_else_does() {
    let knee = good(&file("knee-replacement"));
    check_on(
        &[
            (
                calm("profile back-surgery yes"),
                &[("1m screening", "clear"), ("1m ankle-pumps", "yes"), ("1m signs", "")],
            ),
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
            (
                calm("profile back-surgery yes\n0h sign general-chest-pain"),
                &[("1m first-drop", "no latch"), ("1m latches", "emergency")],
            ),
        ],
        Some(&drops),
    );
    // A fever is what this plan is for: it is not asked a second time as a sign.
    let fever = good(&file("adult-fever"));
    assert!(fever.sign(&"general-calf".parse_id()).is_some() && fever.sign(&"general-fever".parse_id()).is_none());
    let foot = good(&file("heel-pain"));
    check_on(&[(calm(""), &[("1m calf-wall", "yes"), ("1m roll", "yes")])], Some(&foot));
}

// ---- Rule 25: medicines in any protocol

/// A plan that may offer one medicine more, with its other fields.
fn offers(plan: &str, medicine: &Value) -> Value {
    tried(plan, "medicine", &json!({ "medicine": medicine }))
}

#[test]
fn no_medicine_escapes_by_its_name() {
    let knee = |medicine: Value| offers("knee-replacement", &medicine);
    let given = |medicine: Value| offers("back-extension", &medicine);
    let mystery = |field: &str, value: Value| {
        let mut medicine = json!({ "name": "mystery", "class": "other-oral", "dose_mg": 100, "spacing": "6h", "most_doses_in_24h": 4 });
        medicine[field] = value;
        knee(medicine)
    };
    let only = |name: &str| {
        format!(
            "medicine.name: {name} may be offered only by a plan that a clinician gave ({OURS}); write \"prescribed\": {{ \"who\": ..., \"when\": ... }} where a clinician gave it"
        )
    };
    let dexketoprofen = json!({ "name": "dexketoprofen", "dose_mg": 25, "spacing": "8h", "most_doses_in_24h": 3 });
    let oxycodone = json!({ "name": "oxycodone", "dose_mg": 5, "spacing": "6h", "most_doses_in_24h": 4 });
    let warfarin =
        json!({ "name": "warfarin", "class": "anticoagulant", "dose_mg": 3, "spacing": "20h", "most_doses_in_24h": 1 });
    let codeine = json!({ "name": "paracetamol-codeine", "dose_mg": 530, "spacing": "6h", "most_doses_in_24h": 4 });
    let slip = |mg: u32| {
        format!("medicine.dose_mg: {mg} mg is more than 5000 mg in one dose; is it a slip of the pen? ({OURS})")
    };
    for (name, plan, expected) in [
        (
            "1: dexketoprofen without a class",
            knee(dexketoprofen.clone()),
            "medicine.class: dexketoprofen is an anti-inflammatory, and nobody here knows its label; say its class; write \"class\": \"nsaid\"".to_owned(),
        ),
        ("2: called other", knee(with(json!({ "of": dexketoprofen }), &[("/of/class", json!("other"))])["of"].clone()), String::new()),
        (
            "3: ibuprofen-lysine",
            knee(json!({ "name": "ibuprofen-lysine", "dose_mg": 684, "spacing": "8h", "most_doses_in_24h": 1 })),
            "medicine.dose_mg: 684 mg of ibuprofen-lysine is more than 400 mg in one dose (that is on the label)".to_owned(),
        ),
        (
            "4: ibuprofen-400 every hour",
            knee(json!({ "name": "ibuprofen-400", "dose_mg": 400, "spacing": "1h" })),
            "medicine.spacing: 1h is less than 6h after 400 mg of ibuprofen-400 (health services advise it)".to_owned(),
        ),
        ("5: oxycodone", knee(oxycodone.clone()), only("oxycodone")),
        ("5: given", given(oxycodone), String::new()),
        ("6: warfarin", knee(warfarin.clone()), only("warfarin")),
        ("6: given", given(warfarin), String::new()),
        (
            "a name that nobody knows",
            knee(json!({ "name": "mystery", "dose_mg": 100, "spacing": "6h", "most_doses_in_24h": 4 })),
            "medicine.class: nobody here knows mystery; say its class; write \"class\": \"other-oral\" for what is swallowed, \"eye-drop\", \"skin\" or another; the schema lists them".to_owned(),
        ),
        (
            "7: no most",
            knee(json!({ "name": "mystery", "class": "other-oral", "dose_mg": 100, "spacing": "6h" })),
            format!("medicine.most_doses_in_24h: mystery is swallowed, so this says how many doses in any 24 hours at most ({OURS}); write \"most_doses_in_24h\": ..."),
        ),
        ("8: apart 59 minutes", mystery("spacing", json!("59m")), format!("medicine.spacing: 59m is less than 1h between two doses that are swallowed ({OURS})")),
        ("8: 60", mystery("spacing", json!("60m")), String::new()),
        ("9: a slip of the pen", mystery("dose_mg", json!(4_294_967_295_u32)), slip(4_294_967_295)),
        ("9: 5000", mystery("dose_mg", json!(5_000)), String::new()),
        ("9: 5001", mystery("dose_mg", json!(5_001)), slip(5_001)),
        (
            "a slip of the pen in a name",
            knee(json!({ "name": "ibuprophene", "class": "other-oral", "dose_mg": 800, "spacing": "1h", "most_mg_in_24h": 4_800 })),
            "medicine.name: nobody here knows ibuprophene; is it \"ibuprofen\"? Then write that; else the whole name that stands on its box".to_owned(),
        ),
        (
            "and in a part of it",
            knee(json!({ "name": "my-paracetemol", "class": "other-oral", "dose_mg": 2_000, "spacing": "1h", "most_mg_in_24h": 8_000 })),
            "medicine.name: nobody here knows my-paracetemol; is it \"acetaminophen\"? Then write that; else the whole name that stands on its box".to_owned(),
        ),
        (
            "milligrams for the skin",
            knee(json!({ "name": "soft-balm", "class": "skin", "dose_mg": 1_000, "spacing": "1m" })),
            format!("medicine.dose_mg: what is for the skin has no milligrams and no tablets that are swallowed ({OURS}); leave it out, or write \"class\": \"other-oral\" for what is swallowed"),
        ),
        (
            "milligrams of something else, every minute",
            knee(json!({ "name": "qqq", "class": "other", "dose_mg": 1_000, "spacing": "1m", "most_doses_in_24h": 4 })),
            format!("medicine.spacing: 1m is less than 1h between two doses that are swallowed ({OURS})"),
        ),
        ("15: with codeine", knee(codeine.clone()), only("paracetamol-codeine")),
        ("15: given", given(codeine), String::new()),
        (
            "acetaminophen that calls itself something else",
            knee(json!({ "name": "pain-away", "class": "acetaminophen", "dose_mg": 1_500, "spacing": "6h" })),
            "medicine.dose_mg: 1500 mg of pain-away is more than 1000 mg in one dose (that is on the label)".to_owned(),
        ),
        (
            "aspirin",
            knee(json!({ "name": "aspirin-300", "dose_mg": 300, "spacing": "6h" })),
            format!("medicine.name: aspirin-300 may not be offered by a protocol, only recorded ({OURS})"),
        ),
    ] {
        let place = plan["steps"].as_array().unwrap().len() - 1;
        let expected = if expected.is_empty() { expected } else { format!("steps[{place}].{expected}") };
        door(name, &plan, &expected);
    }
}

#[test]
fn what_a_medicine_is_called_changes_no_rule_when_it_is_offered() {
    let of = |medicine: Value| good(&offers("knee-replacement", &medicine));
    let dexketoprofen = of(
        json!({ "name": "dexketoprofen", "class": "other", "dose_mg": 25, "spacing": "8h", "most_doses_in_24h": 3 }),
    );
    check_on(
        &[
            (calm("# 25 (2)"), &[("1m tried", "yes")]),
            (calm("# 25 (2)\nprofile bleeding yes"), &[("1m tried", "no nsaid-questions")]),
            (calm("profile pregnant yes"), &[("1m tried", "no nsaid-questions")]),
            (calm("profile age 72"), &[("1m tried", "no nsaid-questions")]),
            (calm("0h took ibuprofen 400mg"), &[("1m tried", "no one-nsaid until 24h"), ("24h tried", "yes")]),
        ],
        Some(&dexketoprofen),
    );
    let mystery = of(
        json!({ "name": "mystery", "class": "other-oral", "dose_mg": 100, "spacing": "6h", "most_doses_in_24h": 4 }),
    );
    check_on(
        &[
            (calm(""), &[("1m tried", "yes")]),
            (calm("# 25 (10)\nprofile pregnant yes"), &[("1m why tried", "Answered(Pregnant)")]),
            (calm("# 25 (11)\nprofile age"), &[("1m tried", "no eligibility")]),
        ],
        Some(&mystery),
    );
    // 15: what it holds counts by itself, and makes drowsy.
    let codeine = good(&offers(
        "back-extension",
        &json!({ "name": "paracetamol-codeine", "dose_mg": 530, "spacing": "4h", "most_doses_in_24h": 4 }),
    ));
    check_on(
        &[(
            calm("# 25 (15)\n0h accepted\n0h took paracetamol-codeine 530mg"),
            &[
                ("1m standing acetaminophen", "1 x, 530 of 3000 mg, not before 4h"),
                ("1m driving", "until 24h"),
                ("3h59m59s tried", "no ceiling until 4h"),
                ("4h tried", "yes"),
            ],
        )],
        Some(&codeine),
    );
    // A copy that an older program wrote is not checked again.
    let old = |name: &str, spacing: &str| {
        let plan = offers("knee-replacement", &json!({ "name": name, "dose_mg": 400, "spacing": spacing }));
        serde_json::from_value::<Protocol>(plan).unwrap()
    };
    check_on(
        &[
            (
                calm("0h took ibuprofen 400mg"),
                &[("5h59m59s tried", "no ibuprofen-limits"), ("6h tried", "no ibuprofen-limits")],
            ),
            (calm("profile allergy yes"), &[("1m tried", "no nsaid-questions")]),
        ],
        Some(&old("ibuprofen-400", "1h")),
    );
    check_on(&[(calm("profile bleeding yes"), &[("1m tried", "no nsaid-questions")])], Some(&old("ibuprophene", "1h")));
    check_on(
        &[
            (calm("profile pregnant yes"), &[("1m why tried", "Answered(Pregnant)")]),
            (
                calm("0h took mystery contains mystery 400mg"),
                &[("59m59s tried", "no ceiling until 1h"), ("1h tried", "yes")],
            ),
        ],
        Some(&old("mystery", "1m")),
    );
    check_on(
        &[(calm(""), &[("1m why tried", "OnlyPrescribed(Other(Id(\"oxycodone\")))")])],
        Some(&old("oxycodone", "1m")),
    );
}

#[test]
fn free_text_says_nothing_against_the_fields_beside_it() {
    let dose =
        json!({ "name": "ibuprofen", "dose_mg": 200, "option_mg": 400, "spacing": "6h", "most_mg_in_24h": 1_200 });
    let say = |kind: &str, line: &str| {
        let mut more = json!({ "say": [line] });
        if kind == "medicine" {
            more["medicine"] = dose.clone();
        }
        tried("heel-pain", kind, &more)
    };
    let other = |said: &str| {
        format!(
            "say[0]: \"{said}\" is not what the fields of this step say; write the same figure, or leave it to the fields"
        )
    };
    let heat = |said: &str| {
        format!("say[0]: \"{said}\" reads like heat, and this is no step of heat; give it a step of its own")
    };
    let none = |said: &str| {
        format!("say[0]: \"{said}\" reads like a dose, and this step offers none; give it a step of its own")
    };
    for (kind, line, expected) in [
        ("medicine", "Take 4 tablets now", other("4 tablets")),
        ("medicine", "Again every 2 hours", other("2 hours")),
        ("medicine", "Again after 6 hours", String::new()),
        ("medicine", "You may take 1 tablet (200 mg)", String::new()),
        ("medicine", "Two tablets (400 mg) where one did not help", String::new()),
        ("medicine", "Three tablets are fine", other("three tablets")),
        ("medicine", "At most 1,200 mg in 24 hours", String::new()),
        ("medicine", "At most 2,400mg", other("2400 mg")),
        ("posture", "Lie on the heating pad, on high, all night", heat("heating")),
        ("posture", "Take 3 pills with it", none("3 pills")),
        ("medicine", "You may take 4 ibuprofen, 200 mg each", other("4 ibuprofen")),
        ("medicine", "Take 6 x 200 mg now", other("6 x")),
        ("medicine", "Take 2 x 200 mg", String::new()),
        ("medicine", "Four ibuprofen tablets at once", other("four ibuprofen")),
        ("medicine", "Take a handful", other("handful")),
        ("medicine", "Take four more, right now", other("four more")),
        ("medicine", "Take 1 ibuprofen, 200 mg", String::new()),
        ("medicine", "If one did not help, the label allows 2 (400 mg)", String::new()),
        ("posture", "Take 4 ibuprofen", none("4 ibuprofen")),
        ("posture", "Take 2 g of paracetamol", none("2 g")),
        ("posture", "Take eight hundred milligrams", none("eight hundred milligrams")),
        ("posture", "Take 800 \u{338e} of it", none("800 mg")),
        ("posture", "Take 4 tabs", none("4 tabs")),
        ("posture", "Take 6 blue capsules", none("6 blue capsules")),
        ("posture", "Nimm vier Ibuprofen 600 alle zwei Stunden", none("vier ibuprofen")),
        ("posture", "Lie on a hot water bottle all night", heat("hot bottle")),
        ("posture", "Under an electric blanket, high", heat("electric blanket")),
        ("posture", "Lift one arm, then let it drop 3 times", String::new()),
        ("posture", "Take 5 slow breaths", String::new()),
        ("posture", "No heating pad here", String::new()),
        ("posture", "Lie down for a while", String::new()),
    ] {
        let plan = say(kind, line);
        let place = plan["steps"].as_array().unwrap().len() - 1;
        let expected = if expected.is_empty() { expected } else { format!("steps[{place}].{expected}") };
        door(line, &plan, &expected);
    }
    // Outside the steps there is no field that a dose could match.
    let hourly = json!("Take 800 mg ibuprofen every hour.");
    for (path, field) in [
        ("/idle", "idle[0]"),
        ("/title", "title"),
        ("/avoid", "avoid[0].say"),
        ("/phases/0/idle", "phases[0].idle[0]"),
        ("/cards/0/lines/0/long", "cards[0].lines[0].long"),
    ] {
        let value = match field {
            "idle[0]" | "phases[0].idle[0]" => json!([hourly]),
            "avoid[0].say" => json!([{ "id": "hourly", "say": hourly }]),
            _ => hourly.clone(),
        };
        let found = read(&with(file("heel-pain"), &[(path, value)]).to_string()).expect_err("refused");
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        let own = format!("{field}: \"800 mg\" reads like a dose");
        assert!(told.iter().any(|one| one.starts_with(&own)), "{path}: {told:?}");
    }
    // A clinician's medicine under the name of a patch.
    let patch = tried("heel-pain", "patch", &json!({ "title": "A fentanyl patch", "sessions": [{ "length": "8h" }] }));
    let found = read(&patch.to_string()).expect_err("refused");
    assert!(found.iter().any(|one| one.to_string().contains("title: fentanyl may be offered only")), "{found:?}");
    // 12: each figure of it is told.
    let twice = read(&say("medicine", "Take 4 tablets every 2 hours").to_string()).expect_err("refused");
    assert_eq!(twice.len(), 2, "{twice:?}");
}

#[test]
fn free_text_says_no_other_time_and_no_other_number_than_the_fields() {
    let dose =
        json!({ "name": "ibuprofen", "dose_mg": 200, "option_mg": 400, "spacing": "6h", "most_mg_in_24h": 1_200 });
    let say = |kind: &str, line: &str| {
        let mut more = json!({ "say": [line] });
        if kind == "medicine" {
            more["medicine"] = dose.clone();
        }
        tried("heel-pain", kind, &more)
    };
    let other = |said: &str| format!("say[0]: \"{said}\" is not what the fields of this step say");
    let none = |said: &str| format!("say[0]: \"{said}\" reads like a dose, and this step offers none");
    // How often, how long, at which hours: in figures, in words, and without end.
    let cold = |line: &str| {
        tried("heel-pain", "cold", &json!({ "say": [line], "most_in_24h": 4, "sessions": [{ "length": "10m" }] }))
    };
    for (kind, line, expected) in [
        ("medicine", "Again after 30 minutes", other("30 minutes")),
        ("medicine", "Again after thirty minutes", other("thirty minutes")),
        ("medicine", "Again after forty-five minutes", other("forty-five minutes")),
        ("medicine", "One more in half an hour", other("half an hour")),
        ("medicine", "Take another after a quarter of an hour", other("quarter of an hour")),
        ("medicine", "One every hour", other("hour")),
        ("medicine", "One each 90 min", other("90 min")),
        ("medicine", "Hourly, if it hurts", other("hourly")),
        ("medicine", "Take it after an hour if it still hurts", other("an hour")),
        ("medicine", "Two doses, an hour apart", other("an hour")),
        ("medicine", "A couple of hours later the next", other("couple of hours")),
        ("medicine", "Again every few minutes", other("few minutes")),
        ("medicine", "4 an hour is fine", other("an hour")),
        ("medicine", "Alle 30 Minuten eine", other("30 minuten")),
        ("medicine", "Noch eine nach einer halben Stunde", other("halben stunde")),
        ("medicine", "Toutes les 30 minutes", other("30 minutes")),
        ("medicine", "Again after 3h", other("3 h")),
        ("medicine", "Take it as often as you like", other("as often as")),
        ("medicine", "Take as much as you need", other("as much as you")),
        ("medicine", "Whenever you feel like it", other("whenever you")),
        ("medicine", "There is no limit", other("no limit")),
        ("medicine", "Round the clock", other("round the clock")),
        ("medicine", "Double it where it hurts", other("double it")),
        ("medicine", "Six times a day", other("six times a day")),
        ("medicine", "8x daily", other("8 x daily")),
        ("medicine", "Up to 12 in 24 hours", other("12 in 24 hours")),
        ("medicine", "Thrice daily", String::new()),
        ("medicine", "At 8 am and 9 am", other("08:00")),
        ("medicine", "Take four", other("take four")),
        ("medicine", "Take three with water", other("take three")),
        ("medicine", "Take one with water", String::new()),
        ("medicine", "Take two sips of water first", String::new()),
        ("medicine", "It helps after 30 minutes", String::new()),
        ("medicine", "Sit up for 10 minutes after it", String::new()),
        ("medicine", "Wait half an hour after food", String::new()),
        ("medicine", "Close the eyes for a minute", String::new()),
        ("medicine", "Never double a dose", String::new()),
        ("medicine", "Again after 360 minutes", String::new()),
        ("posture", "Your ibuprofen every hour", none("hour")),
        ("posture", "Ibuprofen as often as you like", none("as often as")),
        ("posture", "Change sides every 30 minutes", String::new()),
        ("posture", "Stay as long as you like", String::new()),
        ("cold", "Keep it on for 45 minutes", other("45 minutes")),
        ("cold", "Off after half an hour", other("half an hour")),
        ("cold", "On all night, if you like", other("all night")),
        ("cold", "As long as you like", other("as long as you")),
        ("cold", "On again after 5 minutes", other("5 minutes")),
        ("cold", "Off after 10 minutes, or sooner if it goes numb", String::new()),
        ("cold", "Off after 5 minutes", String::new()),
        ("cold", "Never all night", String::new()),
        ("cold", "Look at the skin after 5 minutes", String::new()),
    ] {
        let plan = if kind == "cold" { cold(line) } else { say(kind, line) };
        let place = plan["steps"].as_array().unwrap().len() - 1;
        let found: Vec<String> =
            read(&plan.to_string()).err().into_iter().flatten().map(|one| one.to_string()).collect();
        let told = if expected.is_empty() {
            found.is_empty()
        } else {
            found.iter().any(|one| one.starts_with(&format!("steps[{place}].{expected}")))
        };
        assert!(told, "{line}: {found:?}, expected {expected:?}");
    }
    for (line, said) in [
        ("Ibuprofen every half hour.", "half hour"),
        ("Take your tablets as often as you like.", "as often as"),
        ("A heating pad all night helps.", "all night"),
        ("Paracetamol six times a day.", "six times a day"),
    ] {
        let found = read(&with(file("heel-pain"), &[("/idle", json!([line]))]).to_string()).expect_err("refused");
        let own = format!("idle[0]: \"{said}\" reads like a dose");
        assert!(found.iter().any(|one| one.to_string().starts_with(&own)), "{line}: {found:?}");
    }
}

// ---- Rule 24: a plan given by a clinician

#[test]
fn a_clinicians_plan_goes_past_our_margins_and_not_past_a_slip_of_the_pen() {
    let press_ups = |field: &str, value: Value| with(file("back-extension"), &[(field, value)]);
    for (name, plan, expected) in [
        ("as it is", file("back-extension"), String::new()),
        ("20 repeats", press_ups("/steps/1/sessions/0/rounds", json!(20)), String::new()),
        ("6: 21 repeats", press_ups("/steps/1/sessions/0/rounds", json!(21)), format!("steps[1].sessions[0].rounds: 21 repeats are more than 20; is it a slip of the pen? ({OURS})")),
        ("6: 13 sets", press_ups("/steps/1/most_a_day", json!(13)), format!("steps[1].most_a_day: 13 times a day are more than 12; is it a slip of the pen? ({OURS})")),
        ("every 59 minutes", press_ups("/steps/1/timing/every", json!("59m")), format!("steps[1].timing.every: 59m is less than 1h from one start to the next ({OURS})")),
        (
            "14: ibuprofen 600 mg",
            offers("back-extension", &json!({ "name": "ibuprofen", "dose_mg": 600, "spacing": "6h" })),
            "steps[5].medicine.dose_mg: 600 mg of ibuprofen is more than 400 mg in one dose (that is on the label)".to_owned(),
        ),
        (
            "15: heat of 30 minutes",
            tried("back-extension", "heat", &json!({ "most_in_24h": 2, "sessions": [{ "length": "30m" }] })),
            format!("steps[5].sessions[0].length: 30m is longer than 20m, the longest for heat ({OURS})"),
        ),
        (
            "12: acetaminophen 4000",
            offers("back-extension", &json!({ "name": "acetaminophen", "dose_mg": 1_000, "spacing": "4h", "most_mg_in_24h": 4_000 })),
            String::new(),
        ),
        (
            "12: 4001",
            offers("back-extension", &json!({ "name": "acetaminophen", "dose_mg": 1_000, "spacing": "4h", "most_mg_in_24h": 4_001 })),
            "steps[5].medicine.most_mg_in_24h: 4001 mg of acetaminophen is more than 4000 mg in any 24 hours (that is on the label)".to_owned(),
        ),
    ] {
        door(name, &plan, &expected);
    }
    let over: Vec<String> = over_margins(&good(&file("back-extension"))).iter().map(ToString::to_string).collect();
    assert!(
        over.iter().any(|one| one.starts_with("steps[1].from: for a low back an exercise that is not micro")),
        "{over:?}"
    );
}

#[test]
fn an_accepted_plan_is_offered_and_where_the_pain_goes_decides() {
    let before = offers(
        "back-extension",
        &json!({ "name": "acetaminophen", "dose_mg": 1_000, "spacing": "4h", "most_mg_in_24h": 4_000 }),
    );
    // The day on which the stories begin.
    let plan = good(&with(before.clone(), &[("/prescribed/when", json!("2026-11-23"))]));
    let accepted = |more: &str| calm(&format!("0h accepted\n{more}"));
    let leg = |more: &str| calm(&format!("0h accepted leg\n{more}"));
    let doses =
        "profile region uk\n0h took acetaminophen 1000mg\n4h took acetaminophen 1000mg\n8h took acetaminophen 1000mg\n";
    let ten_days: Vec<String> = (0..10).map(|day| format!("-{day}d took acetaminophen 500mg")).collect();
    let ten_days = ten_days
        .join(
            "
",
        )
        .replace("-0d", "0h");
    let four = format!("{doses}12h took acetaminophen 1000mg\n");
    check_on(
        &[
            (calm(""), &[("1m press-ups", "no movement")]),
            (accepted(""), &[("1m press-ups", "yes"), ("1m knee-hug", "yes")]),
            (
                leg("1m sign leg-below-knee"),
                &[("2m latches", "none"), ("2m press-ups", "yes"), ("2m why knee-hug", "LegSign")],
            ),
            (accepted("1m sign leg-below-knee"), &[("2m latches", "same-day")]),
            (leg("1m sign leg-numb-weak"), &[("2m latches", "same-day")]),
            (leg("1m sign saddle-numb"), &[("2m latches", "emergency")]),
            (accepted("1h done press-ups"), &[("3h why press-ups", "WhereIsThePain")]),
            (
                accepted("1h done press-ups\n1h placed press-ups higher"),
                &[("1h59m59s press-ups", "no movement until 2h"), ("2h press-ups", "yes")],
            ),
            (
                accepted("1h done press-ups\n1h placed press-ups further-down"),
                &[("24h59m59s press-ups", "no movement until 25h"), ("25h press-ups", "yes")],
            ),
            (
                accepted("1h placed press-ups further-down\n72h59m placed press-ups further-down"),
                &[("98h why press-ups", "Withdrawn"), ("98h alerts", "Withdrawn")],
            ),
            (
                accepted("1h placed press-ups further-down\n73h1m placed press-ups further-down"),
                &[("98h press-ups", "yes")],
            ),
            (accepted(doses), &[("7h59m tried", "no acetaminophen-limits until 8h"), ("12h tried", "yes")]),
            (accepted(&four), &[("16h tried", "no acetaminophen-limits until 24h"), ("24h tried", "yes")]),
            (accepted(&four.replace("uk", "us")), &[("18h tried", "no acetaminophen-limits until 28h")]),
            (calm(&four), &[("18h tried", "no acetaminophen-limits until 28h")]),
            (accepted(&format!("{doses}profile light yes\n")), &[("12h tried", "no acetaminophen-limits")]),
            (accepted(&format!("{doses}profile light\n")), &[("12h tried", "no acetaminophen-limits")]),
            (accepted("profile age 16"), &[("1m press-ups", "no latch")]),
            (accepted(&format!("# 10 (7)\n{ten_days}")), &[("15h59m tried", "yes"), ("17h tried", "no duration")]),
        ],
        Some(&plan),
    );
    // Whoever gave it before the pain in the leg was first reported cannot know of it.
    check_on(&[(leg("1m sign leg-below-knee"), &[("2m latches", "same-day")])], Some(&good(&before)));
    // Reported in a flare before this one, and before the day of the plan, it may be known of.
    let earlier = good(&with(before, &[("/prescribed/when", json!("2026-11-22"))]));
    check_on(
        &[
            (leg("-2d sign leg-below-knee\n1m sign leg-below-knee"), &[("2m latches", "none")]),
            (leg("-2d sign leg-numb-weak\n1m sign leg-below-knee"), &[("2m latches", "same-day")]),
        ],
        Some(&earlier),
    );
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

/// Rule 23.2: nobody is sure of it, which counts as yes and is expected, too. What else was not sure stands as a sign.
#[test]
fn not_sure_of_what_a_plan_is_made_for_is_no_sign() {
    let knee = good(&with(
        file("knee-replacement"),
        &[
            (
                "/signs/-",
                json!({ "id": "cut", "text": "An operation", "urgency": "same-day", "fact": "back-surgery", "sources": ["margin"] }),
            ),
            ("/cards/0/lines/-", json!({ "signs": ["cut"] })),
        ],
    ));
    check_on(
        &[
            (calm("0h unsure-of first cut"), &[("1m screening", "clear"), ("1m latches", "none")]),
            (calm("0h unsure-of first knee-bursting"), &[("1m latches", "same-day")]),
            (calm("0h unsure-of first cut knee-bursting"), &[("1m latches", "same-day")]),
            (calm("0h unsure first"), &[("1m latches", "emergency")]),
        ],
        Some(&knee),
    );
}
