//! `protocol list`, `protocol show`, `protocol check` and `red-flags`: what a protocol says, with no state at all.

use serde::Serialize;

use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::protocol::after_medicine::after_medicine;
use crate::protocol::format::{FORMAT, Protocol};
use crate::protocol::{Checked, Problem};
use crate::views::parts::{Card, Head, Schema};
use crate::views::told::{belongs, card_title, referral};
use crate::words::call::emergency_number;
use crate::words::clean::clean;
use crate::words::problem::body::TO_FORMAT_2;

/// A protocol, and where it is from: `built in`, or the path of its file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed<'a> {
    /// The protocol.
    pub(crate) protocol: &'a Protocol,
    /// Where it is from.
    pub(crate) origin: &'a str,
}

/// The answer of `protocol list`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct List<'a> {
    /// `backflare/protocol-list/1`.
    pub(crate) schema: Schema,
    /// The protocols that `start -p` finds.
    pub(crate) protocols: Vec<ListEntry<'a>>,
}

/// A protocol of the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ListEntry<'a> {
    /// What it is.
    #[serde(flatten)]
    pub(crate) head: Head<'a>,
    /// `built in`, or the path of its file.
    pub(crate) origin: String,
}

impl<'a> List<'a> {
    /// The protocols, as they are told.
    pub(crate) fn of(list: &[Listed<'a>]) -> Self {
        let entry = |listed: &Listed<'a>| ListEntry { head: Head::of(listed.protocol), origin: clean(listed.origin) };
        Self { schema: Schema::of("protocol-list"), protocols: list.iter().map(entry).collect() }
    }
}

/// The answer of `protocol show`.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Show<'a> {
    /// `backflare/protocol-show/1`.
    pub(crate) schema: Schema,
    /// What it is.
    #[serde(flatten)]
    pub(crate) head: Head<'a>,
    /// Its phases, in their order.
    pub(crate) phases: Vec<Phase<'a>>,
    /// Its cards of warning signs.
    pub(crate) cards: Vec<Card<'a>>,
    /// What to leave alone.
    pub(crate) avoid: Vec<String>,
    /// The whole of it, as an author writes it: `protocol schema` prints the schema.
    pub(crate) file: serde_json::Value,
}

/// A phase and what belongs to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Phase<'a> {
    /// Its id.
    pub(crate) id: &'a Id,
    /// Its title.
    pub(crate) title: String,
    /// The steps that may be due in it.
    pub(crate) steps: Vec<&'a Id>,
}

impl<'a> Show<'a> {
    /// A protocol, as it is told.
    pub(crate) fn of(protocol: &'a Protocol) -> Self {
        let steps =
            |phase: &Id| protocol.steps.iter().filter(|step| belongs(step, phase)).map(|step| &step.id).collect();
        let phase = |phase: &'a crate::protocol::format::Phase| Phase {
            id: &phase.id,
            title: clean(&phase.title),
            steps: steps(&phase.id),
        };
        Self {
            schema: Schema::of("protocol-show"),
            head: Head::of(protocol),
            phases: protocol.phases.iter().map(phase).collect(),
            cards: cards(protocol),
            avoid: protocol.avoid.iter().map(|avoid| clean(&avoid.say)).collect(),
            file: cleaned(serde_json::to_value(protocol).unwrap_or_default()),
        }
    }
}

/// A value with every text in it cleaned.
fn cleaned(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::String(text) => Value::String(clean(&text)),
        Value::Array(list) => Value::Array(list.into_iter().map(cleaned).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (clean(&key), cleaned(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

fn cards(protocol: &Protocol) -> Vec<Card<'_>> {
    // What stands in for others asks the same signs once more.
    let first = protocol.cards.iter().filter(|card| card.stands_in_for.is_empty());
    first.map(|card| Card::of(card, protocol, card_title(card, false, false))).collect()
}

/// The answer of `protocol check`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Check {
    /// `backflare/protocol-check/1`.
    pub(crate) schema: Schema,
    /// Nothing is wrong with it.
    pub(crate) good: bool,
    /// What is wrong with it.
    pub(crate) problems: Vec<Wrong>,
    /// What else its author may want to know: which lines make an older file one of the newest format.
    pub(crate) notes: Vec<&'static str>,
}

/// Something that is wrong with a protocol.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Wrong {
    /// Where: `steps[3].timing.every`.
    pub(crate) path: String,
    /// What is wrong.
    pub(crate) message: String,
    /// What would be right.
    pub(crate) help: Option<String>,
}

impl Check {
    /// A file that is good, or its problems.
    pub(crate) fn of(read: &Result<Checked, Vec<Problem>>) -> Self {
        let problems = read.as_ref().err().map_or(&[][..], Vec::as_slice);
        let wrong = |problem: &Problem| Wrong {
            path: problem.path.clone(),
            message: problem.message.clone(),
            help: problem.help.clone(),
        };
        Self {
            schema: Schema::of("protocol-check"),
            good: problems.is_empty(),
            problems: problems.iter().map(wrong).collect(),
            notes: read.as_ref().map(|protocol| notes(protocol)).unwrap_or_default(),
        }
    }
}

/// What the author of a good file may want to know.
pub(crate) fn notes(protocol: &Protocol) -> Vec<&'static str> {
    if protocol.format < FORMAT { TO_FORMAT_2.to_vec() } else { Vec::new() }
}

/// The answer of `red-flags`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RedFlags<'a> {
    /// `backflare/red-flags/1`.
    pub(crate) schema: Schema,
    /// The cards of warning signs.
    pub(crate) cards: Vec<Card<'a>>,
    /// What to do about a sign, by its urgency.
    pub(crate) referrals: Referrals,
    /// The number to call; all that are known, where the region is not.
    pub(crate) emergency_number: String,
}

/// What to do about a sign, by its urgency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Referrals {
    /// Now.
    pub(crate) emergency: Vec<String>,
    /// Today.
    pub(crate) same_day: Vec<String>,
    /// In the next days.
    pub(crate) soon: Vec<String>,
}

impl<'a> RedFlags<'a> {
    /// The signs of a protocol, and what to do about them.
    pub(crate) fn of(protocol: &'a Protocol, region: Option<&str>) -> Self {
        let referral = |urgency| referral(protocol, urgency, region);
        let after = after_medicine().card().map(|card| Card::of(card, protocol, card_title(card, false, false)));
        Self {
            schema: Schema::of("red-flags"),
            cards: cards(protocol).into_iter().chain(after).collect(),
            referrals: Referrals {
                emergency: referral(Urgency::Emergency),
                same_day: referral(Urgency::SameDay),
                soon: referral(Urgency::Soon),
            },
            emergency_number: emergency_number(region),
        }
    }
}
