//! Exports and imports of whatever may stand in a journal: what goes out comes in, and two homes that exchange their
//! diaries end alike.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::begin::standing;
use crate::env::Env;
use crate::exchange;

/// What a diary begins with.
#[derive(Clone, Copy, Debug)]
enum Begins {
    /// A flare, on the first day.
    Flare,
    /// The time after one.
    Prevention,
    /// A plan that a clinician gave, and that was accepted.
    Prescribed,
}

/// Something that happens in a home, so many seconds after the one before.
#[derive(Clone, Debug)]
struct Happens {
    second: bool,
    after: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    /// This is written.
    Event(Value),
    /// The newest event of that name is taken back.
    TakeBack(&'static str),
    /// The newest pain is amended to this level.
    Amend(u8),
    /// The newest dose is corrected to so much.
    Correct(u32),
    /// The newest answer to a card was a slip of the key.
    Slip,
    /// An answer about the person.
    Profile(&'static str, &'static str),
    /// What is in a medicine.
    Contains(&'static str),
    /// The course ends.
    End,
}

fn what() -> impl Strategy<Value = What> {
    let event = |value: Value| Just(What::Event(value));
    let sign = prop::sample::select(vec![
        ("emergency", "saddle-numb"),
        ("same-day-now", "fever"),
        ("leg", "leg-below-knee"),
        ("same-day-history", "back-surgery"),
    ]);
    let sign = (sign, any::<bool>()).prop_map(|((card, sign), unsure)| {
        What::Event(json!({ "screened": { "card": card, "signs": [sign], "unsure": unsure } }))
    });
    let known = json!({ "screened": { "card": "leg", "known": [{ "sign": "leg-below-knee", "checks": ["old"], "who": "Dr Osei", "looked_on": "2026-05-01" }] } });
    let step = prop::sample::select(vec!["walk", "heat", "cold", "lean-cat-cow", "lie-down"]);
    let steps = (step, prop::sample::select(vec!["done", "skipped", "asked", "walked"])).prop_map(|(step, how)| {
        What::Event(if how == "walked" {
            json!({ how: { "step": step, "reached": "3m" } })
        } else {
            json!({ how: { "step": step } })
        })
    });
    let dose =
        (prop::sample::select(vec!["ibuprofen", "acetaminophen", "naproxen"]), 100_u32..900).prop_map(|(name, mg)| {
            What::Event(json!({ "took": { "medicine": name, "contains": [{ "ingredient": name, "mg": mg }] } }))
        });
    let about = prop::sample::select(vec![
        ("pregnant", "yes"),
        ("pregnant", "no"),
        ("pregnancy-week", "20"),
        ("pregnancy-week", "41"),
        ("allergy", "yes"),
        ("region", "eu"),
        ("age", "62"),
    ]);
    prop_oneof![
        4 => (0_u8..=10, any::<bool>()).prop_map(|(level, leg)| What::Event(json!({ "pain": { "level": level, "leg": leg, "note": "=1\u{7}+1" } }))),
        4 => steps,
        3 => dose,
        2 => sign,
        1 => event(known),
        1 => event(json!({ "seen": { "who": "Dr Osei, City Hospital", "confirmed": true } })),
        1 => event(json!({ "followed": { "sign": "fever", "answer": "still-there" } })),
        1 => event(json!({ "answered": { "fact": "drowsy", "value": "yes" } })),
        1 => event(json!({ "reacted": { "ingredient": "ibuprofen", "answer": true } })),
        1 => event(json!({ "goal": { "text": "carry my daughter" } })),
        1 => event(json!({ "stopped": { "step": "walk", "why": "leg" } })),
        1 => event(json!({ "on": { "step": "heat" } })),
        1 => event(json!({ "helper": { "tonight": "yes" } })),
        2 => prop::sample::select(vec!["pain", "done", "skipped"]).prop_map(What::TakeBack),
        2 => (0_u8..=10).prop_map(What::Amend),
        2 => (0_u32..900).prop_map(What::Correct),
        1 => Just(What::Slip),
        3 => about.prop_map(|(key, value)| What::Profile(key, value)),
        1 => prop::sample::select(vec!["none", "ibuprofen", "acetaminophen"]).prop_map(What::Contains),
    ]
}

fn happenings() -> impl Strategy<Value = Vec<Happens>> {
    let after = prop_oneof![2 => Just(0_i64), 6 => 1_i64..9000, 1 => 30_000_i64..90_000];
    let what = prop_oneof![40 => what(), 1 => Just(What::End)];
    prop::collection::vec(
        (any::<bool>(), after, what).prop_map(|(second, after, what)| Happens { second, after, what }),
        1..14,
    )
}

/// Two homes: the second has what the first began with.
struct Homes {
    one: Env,
    two: Env,
    lines: u64,
}

impl Homes {
    fn new(begins: Begins) -> Self {
        let mut one = match begins {
            Begins::Flare => standing(),
            Begins::Prevention => {
                let mut env = standing();
                env.at("20:00").sh("end --prevention").ok();
                env.sh("screen --clear").ok();
                env
            }
            Begins::Prescribed => {
                let env = Env::new();
                let plan = include_str!("../protocols/valid/back-extension.json");
                std::fs::write(env.beside("plan.json"), plan).unwrap();
                env.sh("profile set age 44").ok();
                env.sh("start -p plan.json --clear --accept 'yes, she gave it to me'").ok();
                env
            }
        };
        let mut two = Env::new();
        two.at(&one.now());
        bring(&one, &two);
        one.advance("1m");
        two.advance("1m");
        Self { one, two, lines: 0 }
    }

    /// The newest line of that name in a home.
    fn newest(env: &Env, name: &str) -> Option<Value> {
        env.journal().into_iter().rev().find(|line| line["event"].get(name).is_some())
    }

    fn happen(&mut self, happens: &Happens) {
        let seconds = format!("{}s", happens.after);
        self.one.advance(&seconds);
        self.two.advance(&seconds);
        self.lines += 1;
        // Each home gives ids of its own.
        let id = format!("01900000-0000-7000-{}000-{:012x}", if happens.second { 'b' } else { '9' }, self.lines);
        let env = if happens.second { &self.two } else { &self.one };
        let write = |beside: Value, event: &Value| {
            let mut line = json!({ "v": 2, "id": id, "at": env.now(), "rec": env.now() });
            line.as_object_mut().unwrap().extend(beside.as_object().unwrap().clone());
            line["event"] = event.clone();
            // What is not so is not written.
            for fields in line["event"].as_object_mut().unwrap().values_mut() {
                fields.as_object_mut().unwrap().retain(|_, value| *value != json!(false) && *value != json!([]));
            }
            env.append(&format!("{line}\n"));
        };
        let newest = |name: &str| Self::newest(env, name);
        match &happens.what {
            What::Event(event) => write(json!({}), event),
            What::TakeBack(name) => {
                if let Some(line) = newest(name) {
                    write(json!({}), &json!({ "retracted": { "of": line["id"] } }));
                }
            }
            What::Amend(level) => {
                if let Some(line) = newest("pain") {
                    write(json!({ "replaces": line["id"] }), &json!({ "pain": { "level": level } }));
                }
            }
            What::Correct(mg) => {
                if let Some(line) = newest("took") {
                    let took = &line["event"]["took"];
                    let contains = json!([{ "ingredient": took["contains"][0]["ingredient"], "mg": mg }]);
                    let event = json!({ "took": { "medicine": took["medicine"], "contains": contains, "corrects": line["id"] } });
                    write(json!({}), &event);
                }
            }
            What::Slip => {
                if let Some(line) = newest("screened") {
                    write(json!({}), &json!({ "withdrawn": { "of": line["id"] } }));
                }
            }
            // What is not taken in this state is not said.
            What::Profile(key, value) => drop(env.sh(&format!("profile set {key} {value}"))),
            What::Contains(what) => drop(env.sh(&format!("took mystery 100mg --contains {what}"))),
            What::End => drop(env.sh("end")),
        }
    }
}

/// The first home's export in the second. `false`: it was refused, as one ended what the other still has.
fn bring(from: &Env, into: &Env) -> bool {
    let export = from.sh("export").ok().stdout.clone();
    let ran = into.run_with_input(["import", "-"], &export);
    if ran.code == 2 {
        ran.refused(2).tells("while another one ran");
        return false;
    }
    ran.ok();
    true
}

/// An export without what is of the machine that wrote it.
fn plain(env: &Env) -> Value {
    exchange::plain(&env.sh("export").ok().stdout)
}

/// What each home says is so, and comes.
fn plan(env: &Env) -> Value {
    let ran = ["next --json", "today --json", "status --json"].map(|line| env.sh(line));
    json!(ran.iter().map(|ran| json!([ran.code, ran.json()])).collect::<Vec<_>>())
}

/// Where two values differ first, and in what. Empty: nowhere.
fn difference(one: &Value, two: &Value) -> String {
    let deeper = |name: String, inner: String| if inner.is_empty() { inner } else { format!("{name}.{inner}") };
    match (one, two) {
        (one, two) if one == two => String::new(),
        (Value::Object(ones), Value::Object(twos)) => {
            let names = ones.keys().chain(twos.keys().filter(|name| !ones.contains_key(*name)));
            let inner = |name: &String| deeper(name.clone(), difference(&one[name], &two[name]));
            names.map(inner).find(|inner| !inner.is_empty()).unwrap_or_default()
        }
        (Value::Array(ones), Value::Array(twos)) if ones.len() == twos.len() => {
            let inner =
                |(place, (one, two)): (usize, (&Value, &Value))| deeper(place.to_string(), difference(one, two));
            ones.iter().zip(twos).enumerate().map(inner).find(|inner| !inner.is_empty()).unwrap_or_default()
        }
        (one, two) => format!(": {one}\n  and: {two}"),
    }
}

fn begins() -> impl Strategy<Value = Begins> {
    prop_oneof![3 => Just(Begins::Flare), 1 => Just(Begins::Prevention), 1 => Just(Begins::Prescribed)]
}

/// What stands in a diary goes out and comes in.
fn out_and_in(begins: Begins, all: &[Happens]) -> Result<(), TestCaseError> {
    let mut homes = Homes::new(begins);
    for happens in all {
        homes.happen(&Happens { second: false, ..happens.clone() });
    }
    let mut fresh = Env::new();
    fresh.at(&homes.one.now());
    prop_assert!(bring(&homes.one, &fresh));
    prop_assert_eq!(difference(&plain(&fresh), &plain(&homes.one)), "");
    prop_assert_eq!(difference(&plan(&fresh), &plan(&homes.one)), "");
    // Once more, nothing comes.
    let before = fresh.files();
    prop_assert!(bring(&homes.one, &fresh));
    prop_assert!(fresh.files() == before);
    Ok(())
}

/// Two diaries that are exchanged end alike, whichever comes first.
fn alike(begins: Begins, all: &[Happens]) -> Result<(), TestCaseError> {
    for first in [true, false] {
        let mut homes = Homes::new(begins);
        for happens in all {
            homes.happen(happens);
        }
        let (one, two) = if first { (&homes.one, &homes.two) } else { (&homes.two, &homes.one) };
        if !bring(one, two) {
            prop_assert!(!bring(two, one));
            return Ok(());
        }
        prop_assert!(bring(two, one));
        prop_assert_eq!(difference(&plan(one), &plan(two)), "");
        prop_assert_eq!(difference(&plain(one), &plain(two)), "");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_a_diary_goes_out_and_comes_in(begins in begins(), all in happenings()) {
        out_and_in(begins, &all)?;
    }

    #[test]
    fn two_diaries_end_alike_in_whichever_order(begins in begins(), all in happenings()) {
        alike(begins, &all)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same, many times.
    #[test]
    #[ignore = "takes minutes"]
    fn many_diaries_are_exchanged(begins in begins(), all in happenings()) {
        out_and_in(begins, &all)?;
        alike(begins, &all)?;
    }
}
