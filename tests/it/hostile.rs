//! Protocols that try to get past the rules by the name of a medicine: rule 25, written from the rules alone, over names that
//! are put together at random. What the door lets in keeps the rules; and what an older program let in keeps them as well.

use backflare::protocol::format::Protocol;
use backflare::protocol::read::read;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::story::{Story, after_start};

/// What a name really is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Really {
    /// An anti-inflammatory, with the most milligrams of a single dose where its label is known here.
    Nsaid(Option<u32>),
    Acetaminophen,
    /// Only a plan that a clinician gave may offer it.
    Prescribed,
    /// Nobody knows.
    Nobody,
}

const NAMES: [(&str, Really); 24] = [
    ("ibuprofen", Really::Nsaid(Some(400))),
    ("naproxen", Really::Nsaid(Some(440))),
    ("diclofenac", Really::Nsaid(None)),
    ("aspirin", Really::Nsaid(None)),
    ("dexketoprofen", Really::Nsaid(None)),
    ("flurbiprofen", Really::Nsaid(None)),
    ("piroxicam", Really::Nsaid(None)),
    ("etoricoxib", Really::Nsaid(None)),
    ("tolfenamic", Really::Nsaid(None)),
    ("nimesulide", Really::Nsaid(None)),
    ("metamizole", Really::Nsaid(None)),
    ("acetaminophen", Really::Acetaminophen),
    ("oxycodone", Really::Prescribed),
    ("codeine", Really::Prescribed),
    ("tramadol", Really::Prescribed),
    ("diazepam", Really::Prescribed),
    ("zolpidem", Really::Prescribed),
    ("cyclobenzaprine", Really::Prescribed),
    ("gabapentin", Really::Prescribed),
    ("warfarin", Really::Prescribed),
    ("prednisone", Really::Prescribed),
    ("mystery", Really::Nobody),
    ("green-capsules", Really::Nobody),
    ("qqq", Really::Nobody),
];
const BEFORE: [&str; 5] = ["", "", "super-", "my-", "x-"];
const BEHIND: [&str; 7] = ["", "", "-400", "-lysine", "-forte", "-retard", "-2"];
const CLASSES: [Option<&str>; 8] = [
    None,
    Some("other"),
    Some("skin"),
    Some("eye-drop"),
    Some("other-oral"),
    Some("nsaid"),
    Some("acetaminophen"),
    Some("antibiotic"),
];

#[derive(Clone, Debug)]
struct Hostile {
    medicine: Value,
    really: Really,
}

fn hostile() -> impl Strategy<Value = Hostile> {
    let name = (
        prop::sample::select(BEFORE.to_vec()),
        prop::sample::select(NAMES.to_vec()),
        prop::sample::select(BEHIND.to_vec()),
    );
    let dose = prop_oneof![4 => 1_u32..1_200, 1 => Just(5_000_u32), 1 => Just(5_001_u32), 1 => Just(u32::MAX)];
    let spacing = prop::sample::select(vec!["1m", "59m", "1h", "4h", "6h", "8h", "12h"]);
    let most = (prop::option::of(1_u32..9), prop::option::of(100_u32..6_000));
    (name, prop::sample::select(CLASSES.to_vec()), dose, spacing, most).prop_map(
        |((before, (name, really), behind), class, dose, spacing, (doses, mg))| {
            let mut medicine =
                json!({ "name": format!("{before}{name}{behind}"), "dose_mg": dose, "spacing": spacing });
            for (field, value) in
                [("class", json!(class)), ("most_doses_in_24h", json!(doses)), ("most_mg_in_24h", json!(mg))]
            {
                if !value.is_null() {
                    medicine[field] = value;
                }
            }
            Hostile { medicine, really }
        },
    )
}

/// A plan that offers that medicine, and nobody prescribed.
fn plan(medicine: &Value) -> Value {
    let mut plan: Value = serde_json::from_str(include_str!("../protocols/valid/knee-replacement.json")).unwrap();
    plan["steps"].as_array_mut().unwrap().push(json!({
        "id": "tried", "kind": "medicine", "title": "Tried", "say": ["As it is."], "sources": ["margin"],
        "timing": { "kind": "on-demand" }, "medicine": medicine
    }));
    plan
}

/// Whether the step is held back: a minute after everything was asked, with this in the story.
fn held(protocol: &Protocol, more: &str) -> bool {
    let facts = ["fall-or-blow", "first-flare", "recent-medicine", "bruise", "broken-skin", "drowsy", "chickenpox"];
    let answers: Vec<String> = facts.iter().map(|fact| format!("0h answer {fact} no")).collect();
    let now = after_start(backflare::model::time::Span::minutes(2));
    let story = Story::read_on(&format!("bare\n0h none\n{}\n{more}", answers.join("\n")), now, Some(protocol));
    story.answer(now, "tried").starts_with("no")
}

/// What the rules ask of a file that was let in.
fn keeps_the_door(hostile: &Hostile) -> Result<(), String> {
    let medicine = &hostile.medicine;
    let (dose, spacing) = (medicine["dose_mg"].as_u64().unwrap(), medicine["spacing"].as_str().unwrap());
    let class = medicine["class"].as_str();
    let most_mg = medicine["most_mg_in_24h"].as_u64();
    let bounded = most_mg.is_some() || !medicine["most_doses_in_24h"].is_null();
    let wrong = |what: &str| Err(format!("{what}: {medicine} was let in"));
    match hostile.really {
        Really::Prescribed => return wrong("only a clinician's plan may offer it"),
        Really::Nsaid(Some(most)) if dose > u64::from(most) => return wrong("more than the label's single dose"),
        Really::Acetaminophen if dose > 1_000 => return wrong("more than the label's single dose"),
        Really::Acetaminophen if most_mg.is_some_and(|most| most > 3_000) => return wrong("more than the label's day"),
        Really::Nobody if class.is_none() => return wrong("nobody knows it"),
        Really::Nsaid(_) | Really::Acetaminophen | Really::Nobody => {}
    }
    if dose > 5_000 {
        return wrong("a slip of the pen");
    }
    let known = matches!(hostile.really, Really::Nsaid(Some(_)) | Really::Acetaminophen);
    let oral = hostile.really != Really::Nobody
        || matches!(class, Some("other-oral" | "nsaid" | "acetaminophen" | "antibiotic"));
    if oral && ["1m", "59m"].contains(&spacing) {
        return wrong("less than an hour apart");
    }
    if oral && !known && class != Some("acetaminophen") && !bounded {
        return wrong("no most in a day");
    }
    Ok(())
}

/// What the rules ask when it is offered, whoever let it in.
fn keeps_the_rules(hostile: &Hostile) -> Result<(), String> {
    let protocol: Protocol = serde_json::from_value(plan(&hostile.medicine)).unwrap();
    let mut withheld = vec!["0h took qqzz 100mg", "profile pregnant yes"];
    match hostile.really {
        Really::Prescribed => withheld.push(""),
        Really::Nsaid(most) => {
            withheld.extend(["profile bleeding yes", "profile allergy yes", "profile age 72\nprofile pharmacist"]);
            withheld.extend(["profile daily-medicine yes", "0h took meloxicam contains meloxicam=nsaid:15"]);
            let dose = hostile.medicine["dose_mg"].as_u64().unwrap();
            if most.is_some_and(|most| dose > u64::from(most)) {
                withheld.push("");
            }
        }
        Really::Acetaminophen => {
            withheld.extend(["profile alcohol yes", "0h took tylenol contains acetaminophen:1000"]);
            if hostile.medicine["dose_mg"].as_u64().unwrap() > 1_000 {
                withheld.push("");
            }
        }
        Really::Nobody => {
            // What somebody puts onto the skin or into an eye, and says so, is no pain reliever.
            let skin = matches!(hostile.medicine["class"].as_str(), Some("skin" | "eye-drop"));
            if skin {
                return Ok(());
            }
            if hostile.medicine["class"] == "other" {
                return Ok(());
            }
        }
    }
    match withheld.into_iter().find(|more| !held(&protocol, more)) {
        None => Ok(()),
        Some(more) => Err(format!("{} is offered after {more:?}", hostile.medicine)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_name_gets_past_the_door_or_the_rules(hostile in hostile()) {
        if read(&plan(&hostile.medicine).to_string()).is_ok() {
            let door = keeps_the_door(&hostile);
            prop_assert!(door.is_ok(), "{}", door.unwrap_err());
        }
        let rules = keeps_the_rules(&hostile);
        prop_assert!(rules.is_ok(), "{}", rules.unwrap_err());
    }
}

/// Some of these files are let in: else nothing was tried.
#[test]
fn an_honest_file_is_let_in() {
    let honest = [
        json!({ "name": "ibuprofen-400", "dose_mg": 400, "spacing": "6h" }),
        json!({ "name": "mystery", "class": "other-oral", "dose_mg": 10, "spacing": "6h", "most_doses_in_24h": 4 }),
        json!({ "name": "dexketoprofen", "class": "nsaid", "dose_mg": 25, "spacing": "8h", "most_doses_in_24h": 3 }),
    ];
    for medicine in honest {
        let found: Vec<String> =
            read(&plan(&medicine).to_string()).err().unwrap_or_default().iter().map(ToString::to_string).collect();
        assert_eq!(found, Vec::<String>::new(), "{medicine}");
    }
}
