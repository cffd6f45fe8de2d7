//! Protocols that nobody here has thought of run as well: the good ones through everything that can happen, the bad ones
//! into the one thing that is wrong with them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use backflare::engine::plan::Plan;
use backflare::model::event::Event;
use backflare::model::kind::{CourseKind, Urgency};
use backflare::model::profile::{Answered, Fact, Profile};
use backflare::model::time::{Moment, Span, Stamp, Zone};
use backflare::protocol::Protocol;
use backflare::protocol::format::Prescribed;
use backflare::protocol::library::builtins;
use backflare::protocol::read::read;
use serde_json::Value;

use crate::life::{Life, Person};
use crate::story;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder of protocols, by their names.
fn corpus(folder: &str, extension: &str) -> BTreeMap<String, String> {
    let folder = root().join("tests/protocols").join(folder);
    let paths = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    wanted.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), text(&path))).collect()
}

#[track_caller]
fn good(name: &str, text: &str) -> Protocol {
    let read = read(text).unwrap_or_else(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{name}:\n{}", said.join("\n"))
    });
    read.into_protocol()
}

/// The protocol of the authors' guide.
fn guide() -> String {
    let page = text(&root().join("protocols/README.md"));
    let (_, block) = page.split_once("```json\n").expect("the guide has a block of json");
    block.split_once("```").expect("the block ends").0.to_owned()
}

/// Every protocol there is: built in, the small one of the reader, the examples, and that of the guide.
fn all() -> Vec<Protocol> {
    let small = text(&root().join("tests/protocols/small.json"));
    let mut all: Vec<Protocol> = builtins().map(|(name, text)| good(name, text)).collect();
    // Of those that say for what body they are made, the small ones: the others go through their own courses.
    let own = |name: &str| FOLLOWERS.iter().any(|follower| follower.plan == name);
    let taken = |name: &str| !own(name) || ["adult-fever", "cataract-drops"].contains(&name);
    all.extend(corpus("valid", "json").iter().filter(|(name, _)| taken(name)).map(|(name, text)| good(name, text)));
    all.push(good("small", &small));
    all.push(good("protocols/README.md", &guide()));
    all
}

#[test]
fn each_bad_protocol_has_its_one_problem() {
    let (files, problems) = (corpus("invalid", "json"), corpus("invalid", "problem"));
    assert!(files.len() >= 40, "only {} bad protocols", files.len());
    assert_eq!(files.keys().collect::<Vec<_>>(), problems.keys().collect::<Vec<_>>());
    for (name, text) in &files {
        let found: Vec<String> = read(text).err().unwrap_or_default().iter().map(ToString::to_string).collect();
        assert_eq!(found, [problems[name].trim_end()], "{name}");
    }
}

#[test]
fn the_examples_are_good_and_not_about_backs() {
    let examples = corpus("valid", "json");
    assert!(examples.len() >= 6, "only {} examples", examples.len());
    for (name, text) in &examples {
        let protocol = good(name, text);
        assert_eq!(protocol.id.as_str(), name, "a protocol is named as its file");
        let words = text.to_lowercase();
        let back = protocol.format > 1 && protocol.is_for_back();
        assert!(back || !words.contains("your back") && !words.contains("spine"), "{name} is about a back");
    }
    assert!(guide().lines().count() < 120, "the example of the guide is not small");
}

/// Who stands behind no figure: shops, content farms, copies of copies, and a newspaper of 1991.
const WEAK: &[&str] = &[
    "24htech",
    "anacortesh2o",
    "austinwholebodyhealth",
    "biologyinsights",
    "brain-spine.com",
    "brainkart",
    "buyflexeril",
    "cbw.com",
    "children-and-teens",
    "emedx.com",
    "harrisonclinic",
    "healthierher",
    "homesafetysmartcheck",
    "httrmt",
    "latimes",
    "livestrong",
    "lowerbackstretches",
    "makeitvisible",
    "medicalbrief",
    "medicart",
    "midwestbonejoint",
    "nyxcollection",
    "painplaster",
    "pregnancypaincenter",
    "redflagsymptoms",
    "susanlongley",
    "thepelvicpt",
    "valleymed",
    "webmd",
    "yourpossiblelife",
    "zszbace",
];

/// The facts that were read second-hand only. They may steer caution, and are never named as where a figure is from.
const SECOND_HAND: &[&str] = &[
    "EX-04", "EX-05", "HC-09", "HC-11", "HC-15", "HC-25", "HC-26", "HC-31", "HC-32", "IB-26", "IB-33", "IB-37",
    "MG-04", "MG-05", "MG-06", "MG-07", "MG-08", "MR-02", "MR-03", "MR-04", "MR-05", "MV-05", "MV-08", "MV-17",
    "MV-21", "MV-24", "MV-25", "MV-26", "MV-27", "MV-28", "MV-29", "MV-31", "NC-12", "NC-17", "RF-27", "RF-35",
    "RF-38", "RF-39", "RF-40", "RF-41", "RF-42", "RF-49", "RF-58", "RF-60", "SL-05", "SL-07", "SL-08", "TP-10",
    "TP-13", "TP-18", "TP-20", "TP-24", "TP-29", "TP-31",
];

#[test]
fn no_weak_source_stands_behind_what_is_shown() {
    let mut texts: Vec<(String, String)> = builtins().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    for file in fs::read_dir(root().join("src/engine/safety")).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_some_and(|found| found == "rs") {
            texts.push((file.display().to_string(), text(&file)));
        }
    }
    for (name, text) in &texts {
        let small = text.to_lowercase();
        for weak in WEAK {
            assert!(!small.contains(weak), "{name} names {weak}");
        }
        for fact in SECOND_HAND {
            assert!(!text.contains(&format!("\"{fact}\"")), "{name} names {fact}");
        }
    }
    for (name, text) in builtins() {
        for source in good(name, text).sources.iter() {
            let empty = source.margin && source.url.is_some();
            assert!(!empty, "{name}: {} is a margin, and a margin has no address", source.cite);
        }
    }
}

// ---- The schema

#[test]
fn the_schema_accepts_what_is_good_and_underlines_what_is_not() {
    let schema: Value = serde_json::from_str(&text(&root().join("protocols/schema.json"))).unwrap();
    let mut good: Vec<(String, String)> = corpus("valid", "json").into_iter().collect();
    good.extend(builtins().map(|(name, text)| (name.to_owned(), text.to_owned())));
    good.push(("guide".to_owned(), guide()));
    for (name, text) in good {
        let mut wrong = Vec::new();
        judge(&schema, &schema, &serde_json::from_str(&text).unwrap(), "", &mut wrong);
        assert_eq!(wrong, Vec::<String>::new(), "{name}");
    }
    let bad = corpus("invalid", "json");
    for (name, place) in [
        ("no-title", "title"),
        ("unknown-top-field", "colour"),
        ("misspelt-until", "steps[2].untill"),
        ("course-of-another-kind", "course"),
        ("kind-that-is-not-there", "steps[0].kind"),
        ("urgency-nobody-knows", "signs[1].urgency"),
        ("year-as-text", "sources[0].year"),
        ("list-where-text-belongs", "avoid[0].say"),
    ] {
        let mut wrong = Vec::new();
        judge(&schema, &schema, &serde_json::from_str(&bad[name]).unwrap(), "", &mut wrong);
        assert_eq!(wrong, [place], "{name}");
    }
}

/// As much of JSON Schema as `protocols/schema.json` uses, patterns left out: the paths at which something is wrong.
fn judge(schema: &Value, whole: &Value, value: &Value, path: &str, wrong: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let found = whole.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("no {name}"));
        return judge(found, whole, value, path, wrong);
    }
    for list in ["anyOf", "oneOf"] {
        if let Some(any) = schema[list].as_array() {
            let fits = |one: &&Value| {
                let mut wrong = Vec::new();
                judge(one, whole, value, path, &mut wrong);
                wrong.is_empty()
            };
            if !any.iter().any(|one| fits(&one)) {
                wrong.push(path.to_owned());
            }
        }
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    };
    let is = |kind: &&str| match *kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("a type {other}"),
    };
    let listed = schema["enum"].as_array().is_none_or(|words| words.contains(value));
    if (!kinds.is_empty() && !kinds.iter().any(is)) || !listed || schema.get("const").is_some_and(|one| one != value) {
        return wrong.push(path.to_owned());
    }
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if let Some(fields) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                wrong.push(below(name));
            }
        }
        for (name, value) in fields {
            match schema["properties"].get(name) {
                Some(known) => judge(known, whole, value, &below(name), wrong),
                None if schema["additionalProperties"] == false => wrong.push(below(name)),
                None => {}
            }
        }
    }
    for (place, value) in value.as_array().into_iter().flatten().enumerate() {
        judge(&schema["items"], whole, value, &format!("{path}[{place}]"), wrong);
    }
}

// ---- Plans for other bodies, each through its course

/// A plan, and somebody who follows it.
struct Follower {
    plan: &'static str,
    /// When it is looked at: the first day is followed, and then so many days until that one.
    days: i64,
    last: i64,
    /// What this person says of themselves: a question and its answer.
    person: &'static [(&'static str, &'static str)],
    /// The steps that are not for this person.
    never: &'static [&'static str],
    /// The phase at the end.
    ends_in: &'static str,
}

const OPERATED: &[(&str, &str)] = &[("back-surgery", "yes")];

/// Each was written from the guide for authors and from leaflets' facts: in each, whoever tells the truth gets what it offers.
const FOLLOWERS: &[Follower] = &[
    Follower { plan: "knee-replacement", days: 8, last: 1, person: OPERATED, never: &[], ends_in: "later" },
    Follower { plan: "cataract-drops", days: 15, last: 1, person: OPERATED, never: &[], ends_in: "one-drop" },
    Follower { plan: "concussion-return", days: 9, last: 5, person: &[], never: &[], ends_in: "light" },
    Follower { plan: "carpal-tunnel", days: 15, last: 3, person: OPERATED, never: &[], ends_in: "free" },
    Follower {
        plan: "period-cramps",
        days: 2,
        last: 1,
        person: &[("region", "us")],
        never: &["ibuprofen"],
        ends_in: "days",
    },
    Follower {
        plan: "period-cramps",
        days: 2,
        last: 1,
        person: &[("region", "uk")],
        never: &["naproxen"],
        ends_in: "days",
    },
    Follower {
        plan: "adult-fever",
        days: 4,
        last: 1,
        person: &[("recent-infection", "yes")],
        never: &[],
        ends_in: "weak",
    },
    Follower { plan: "heel-pain", days: 15, last: 1, person: &[], never: &[], ends_in: "better" },
    Follower { plan: "frozen-shoulder", days: 22, last: 1, person: &[], never: &[], ends_in: "looser" },
    Follower { plan: "back-extension", days: 4, last: 1, person: &[], never: &[], ends_in: "days" },
];

#[test]
fn plans_for_other_bodies_run_through_their_courses() {
    let (plans, mut wrong) = (corpus("valid", "json"), Vec::new());
    for course in FOLLOWERS {
        let plan = good(course.plan, &plans[course.plan]);
        let mut profile = story::profile();
        let start = Stamp::parse("2026-11-23T08:00:00+01:00").unwrap();
        for (key, value) in course.person {
            let fact = Fact::parse(key).unwrap();
            let value = fact.question().choices.parse(value).unwrap();
            profile.answers.insert(fact, Answered { value, at: start });
        }
        let mut life = Life::begin(plan, profile, start.moment, Zone::fixed(3600));
        if let Some(Prescribed { who, when }) = life.protocol.prescribed.clone() {
            life.push(Event::Accepted { who, when, sha256: "00".to_owned(), knows_leg: true });
        }
        life.follow(&Person::plain(), Span::days(1));
        life.clock.now = life.clock.now.max(start.moment + Span::days(course.days - course.last));
        life.follow(&Person::plain(), Span::days(course.days));
        let name = course.plan;
        for step in &life.protocol.steps {
            let shown = life.shown.iter().any(|shown| shown.step == step.id.as_str());
            let expected = !course.never.contains(&step.id.as_str());
            if shown != expected {
                wrong.push(format!("{name}, {:?}: {} is shown: {shown}", course.person, step.id));
            }
        }
        life.look(|plan| {
            let (latched, phase) = (plan.screening.latched(), plan.course.as_ref().unwrap().phase.id.as_str());
            if latched.is_some() || phase != course.ends_in {
                wrong.push(format!("{name}: {latched:?}, {phase}"));
            }
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// ---- Every protocol through everything that can happen

const HOUR: Span = Span::hours(1);

/// Somebody's life with a protocol, and what happens in it.
struct Scene {
    name: &'static str,
    start: &'static str,
    zone: fn(Moment) -> Zone,
    plays: fn(&mut Life),
}

fn berlin(_: Moment) -> Zone {
    Zone::fixed(3600)
}

fn plain(life: &mut Life, until: Span) {
    life.follow(&Person::plain(), until);
}

/// Lets time pass without a word.
fn silence(life: &mut Life, span: Span) {
    life.clock.now = life.clock.now + span;
}

const SCENES: &[Scene] = &[
    Scene {
        name: "ten days",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| plain(life, Span::days(10)),
    },
    Scene {
        name: "begun at night",
        start: "2026-11-22T02:40:00+01:00",
        zone: berlin,
        plays: |life| plain(life, Span::days(2)),
    },
    Scene {
        name: "begun just before bed",
        start: "2026-11-22T22:25:00+01:00",
        zone: berlin,
        plays: |life| plain(life, Span::days(2)),
    },
    Scene {
        name: "everything passed over",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| life.follow(&Person { skips: true, ..Person::plain() }, Span::days(4)),
    },
    Scene {
        name: "worse and worse",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            let pain = |since: Span| u8::try_from(2 + 2 * since.as_days().clamp(0, 4)).unwrap();
            life.follow(&Person { pain, ..Person::plain() }, Span::days(5));
        },
    },
    Scene {
        name: "a helper is there, and yes to being pregnant",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            life.profile.answers.remove(&Fact::Pregnant);
            let says_yes = |fact| matches!(fact, Fact::Pregnant | Fact::HelperHere);
            life.follow(&Person { says_yes, ..Person::plain() }, Span::days(5));
        },
    },
    Scene {
        name: "down the leg",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            plain(life, HOUR);
            life.push(Event::Pain { level: Some(6), leg: true, note: None, after: None });
            plain(life, Span::days(4));
        },
    },
    Scene {
        name: "a sign on every card, then seen",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            let cards: Vec<_> =
                life.protocol.cards.iter().map(|card| (card.id.clone(), card.lines[0].signs.clone())).collect();
            for (card, signs) in cards {
                life.push(Event::screened(card, signs));
                check(life);
            }
            plain(life, HOUR);
            life.push(Event::seen("nothing bad"));
            plain(life, Span::days(3));
        },
    },
    Scene {
        name: "not sure",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            if let Some(card) = life.protocol.cards.first().map(|card| card.id.clone()) {
                life.push(Event::unsure(card));
            }
            check(life);
            plain(life, HOUR);
        },
    },
    Scene {
        name: "three days away",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            plain(life, Span::hours(8));
            silence(life, Span::days(3));
            check(life);
            plain(life, Span::days(6));
        },
    },
    Scene {
        name: "forgotten for fifty days",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            plain(life, Span::hours(8));
            silence(life, Span::days(50));
            check(life);
            plain(life, Span::days(52));
        },
    },
    Scene {
        name: "the clocks go forward",
        start: "2026-03-28T09:05:00+01:00",
        zone: |_| change("2026-03-29T01:00:00Z", 3600, 7200),
        plays: |life| plain(life, Span::days(3)),
    },
    Scene {
        name: "the clocks go back",
        start: "2026-10-24T09:05:00+02:00",
        zone: |_| change("2026-10-25T01:00:00Z", 7200, 3600),
        plays: |life| plain(life, Span::days(3)),
    },
    Scene {
        name: "a flight across six zones",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            plain(life, Span::hours(30));
            life.clock.zone = Zone::fixed(-5 * 3600);
            check(life);
            plain(life, Span::days(4));
            life.clock.zone = Zone::fixed(3600);
            check(life);
            plain(life, Span::days(6));
        },
    },
    Scene {
        name: "a clock that goes back",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            plain(life, Span::hours(8));
            silence(life, Span::ZERO - HOUR);
            check(life);
            silence(life, HOUR);
            plain(life, Span::days(2));
        },
    },
    Scene {
        name: "everything taken back",
        start: "2026-11-22T09:05:00+01:00",
        zone: berlin,
        plays: |life| {
            plain(life, Span::hours(6));
            let all: Vec<_> = life.tail.records.iter().skip(1).map(|record| record.id).collect();
            for of in all.into_iter().rev() {
                life.push(Event::Retracted { of });
            }
            check(life);
            plain(life, Span::days(2));
        },
    },
];

/// A zone whose offset changes once.
fn change(at: &str, before: i32, after: i32) -> Zone {
    Zone::new(before, vec![(Stamp::parse(at).unwrap().moment, after)])
}

/// There is an answer: something to do, to answer or to read, or why there is nothing.
#[track_caller]
fn check(life: &Life) {
    life.look(|plan| holds(plan, life));
}

#[track_caller]
fn holds(plan: &Plan<'_>, life: &Life) {
    let something = plan.action.is_some() || !plan.beside.is_empty() || plan.ask.is_some();
    let reason = !plan.alerts.is_empty() || !plan.upcoming.is_empty() || !plan.blocked.is_empty();
    assert!(something || reason, "{} has no answer at {}", life.protocol.id, life.now());
    if plan.screening.latched().is_some() {
        assert!(!plan.alerts.is_empty(), "{}: a sign stands and nothing is said", life.protocol.id);
        assert!(plan.ask.is_none(), "{}: a sign stands and something is asked", life.protocol.id);
    }
}

/// Lets each protocol go through every scene of which the number, with its own added, leaves nothing when divided.
fn scenes(every: usize) {
    for (nth, protocol) in all().into_iter().enumerate() {
        for (_, scene) in SCENES.iter().enumerate().filter(|(scene, _)| (nth + scene) % every == 0) {
            let start = Stamp::parse(scene.start).unwrap().moment;
            let mut life = Life::begin(protocol.clone(), story::profile(), start, (scene.zone)(start));
            check(&life);
            (scene.plays)(&mut life);
            check(&life);
            let name = &life.protocol.id;
            assert!(life.tail.records.len() > 1, "{name}, {}: nothing happened", scene.name);
        }
    }
}

#[test]
fn every_protocol_goes_through_half_of_the_scenes_and_every_scene_through_half_of_the_protocols() {
    scenes(2);
}

#[test]
#[ignore = "takes a minute: `cargo test --release -- --ignored`"]
fn every_protocol_goes_through_every_scene() {
    scenes(1);
}

#[test]
fn within_ten_minutes_there_is_something_to_do_or_a_reason() {
    for protocol in all() {
        for profile in [story::profile(), Profile::default()] {
            for start in ["2026-11-22T09:05:00+01:00", "2026-11-22T03:00:00+01:00"] {
                let start = Stamp::parse(start).unwrap().moment;
                let mut life = Life::begin(protocol.clone(), profile.clone(), start, Zone::fixed(3600));
                let mut met = false;
                for minute in 0..=10 {
                    life.clock.now = start + Span::minutes(minute);
                    let (has, reacted) = life.look(|plan| {
                        holds(plan, &life);
                        let asks = plan.ask.is_some() || plan.action.is_some();
                        (asks || !plan.blocked.is_empty(), life.answer_to(plan, &Person::plain()))
                    });
                    met |= has;
                    if let Ok((events, _)) = reacted {
                        for event in events {
                            life.push(event);
                        }
                    }
                }
                assert!(met, "{}: ten minutes with nothing and no reason", protocol.id);
            }
        }
    }
}

#[test]
fn an_ankle_runs_from_start_to_end() {
    let ankle = all().into_iter().find(|protocol| protocol.id.as_str() == "sprained-ankle").unwrap();
    let start = Stamp::parse("2026-11-22T09:05:00+01:00").unwrap().moment;
    let mut life = Life::begin(ankle, story::profile(), start, Zone::fixed(3600));
    life.follow(&Person::plain(), Span::days(9));
    let met = |step: &str| life.shown.iter().any(|shown| shown.step == step);
    for step in &life.protocol.steps {
        assert!(met(step.id.as_str()), "{} was never shown", step.id);
    }
    life.look(|plan| assert_eq!(plan.course.as_ref().unwrap().phase.id.as_str(), "load"));
    life.push(Event::Ended { note: None });
    life.look(|plan| assert!(plan.course.is_none()));
}

// ---- How often somebody is prompted

#[test]
fn prompts_are_few_on_the_first_day_and_fewer_later() {
    let back = all().into_iter().next().unwrap();
    let start = Stamp::parse("2026-11-22T09:05:00+01:00").unwrap().moment;
    let mut life = Life::begin(back, story::profile(), start, Zone::fixed(3600));
    life.follow(&Person::plain(), Span::days(10));
    let paced: Vec<_> = life.shown.iter().filter(|shown| shown.paced && !shown.in_routine).collect();
    // Civil days, which begin at 04:00.
    let day = |at: Moment| (at.unix() - 3 * 3600).div_euclid(86_400);
    let mut counts = [0_usize; 11];
    for shown in &paced {
        counts[usize::try_from(day(shown.at) - day(start)).unwrap()] += 1;
    }
    // What comes right after standing up is one thing; from then on it is most of an hour from one prompt to the next.
    let first_day: Vec<_> = paced.iter().filter(|shown| day(shown.at) == day(start) && !shown.first).collect();
    for pair in first_day.windows(2) {
        let gap = pair[1].at - pair[0].at;
        assert!(gap >= Span::minutes(50), "{} comes {gap} after {}", pair[1].step, pair[0].step);
    }
    let waking_hours = 13;
    assert!(counts[0] <= waking_hours && counts[0] <= 12, "{counts:?}");
    assert!(counts[1..].iter().all(|count| *count < counts[0] && *count <= 8), "{counts:?}");
    assert!(counts[8..].iter().all(|count| *count <= 6), "{counts:?}");
}

#[test]
fn every_flare_protocol_asks_about_emergencies_first() {
    for protocol in all().into_iter().filter(|protocol| protocol.course == CourseKind::Flare) {
        let start = Stamp::parse("2026-11-22T09:05:00+01:00").unwrap().moment;
        let life = Life::begin(protocol, story::profile(), start, Zone::fixed(3600));
        life.look(|plan| {
            let first = plan.screening.pending.first().map(|pending| pending.urgency);
            assert_eq!(first, Some(Urgency::Emergency), "{}", life.protocol.id);
        });
    }
}
