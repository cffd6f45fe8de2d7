//! The doses that keep something away for a time, as they are told.

use serde::Serialize;
use uuid::Uuid;

use crate::engine::blocks::Blocking;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::time::{Moment, Stamp};
use crate::protocol::format::Step;
use crate::protocol::named::contains;
use crate::views::Place;
use crate::words::clean::clean;
use crate::words::{Times, blocks, history};

/// A dose that keeps something away for a time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct BlockingDose<'a> {
    /// The id of its entry. `null`: its line cannot be read.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) id: Option<Uuid>,
    /// What was taken. `null`: its line cannot be read.
    pub(crate) medicine: Option<String>,
    /// How much of it, in milligrams, where one number says it.
    pub(crate) amount_mg: Option<u32>,
    /// When. `null`: its line cannot be read.
    pub(crate) at: Option<Stamp>,
    /// What it keeps away, the soonest first.
    pub(crate) blocks: Vec<KeptAway<'a>>,
    /// All of it in words.
    pub(crate) text: String,
}

/// A step that waits because of a dose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct KeptAway<'a> {
    /// The step. `null`: whatever step offers it.
    pub(crate) step: Option<&'a Id>,
    /// In a word: a medicine, or its kind.
    pub(crate) what: String,
    /// Not before.
    pub(crate) until: Stamp,
}

impl<'a> BlockingDose<'a> {
    /// A dose, as it is told at that place.
    pub(crate) fn of(blocking: &Blocking<'a>, place: &Place<'_>, times: &Times<'_>) -> Self {
        let readable = Some(&blocking.dose).filter(|dose| !dose.unreadable);
        let blocked = |(step, what, until): (Option<&'a Step>, String, _)| KeptAway {
            step: step.map(|step| &step.id),
            what,
            until: place.stamp(until),
        };
        Self {
            id: readable.map(|dose| dose.id),
            medicine: readable.map(|dose| clean(&dose.dose.medicine)),
            amount_mg: readable.and_then(|dose| dose.dose.amount_mg()),
            at: readable.map(|dose| dose.at),
            blocks: kept(blocking).map(blocked).collect(),
            text: text(blocking, times),
        }
    }
}

/// All of it in words: what waits for the same moment stands together, and each name once.
pub(crate) fn text(blocking: &Blocking<'_>, times: &Times<'_>) -> String {
    let mut together: Vec<(String, Vec<String>)> = Vec::new();
    for (_, name, until) in kept(blocking) {
        let until = times.at(until);
        match together.iter_mut().find(|(known, _)| *known == until) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => together.push((until, vec![name])),
        }
    }
    let dose = Some(&blocking.dose.dose).filter(|_| !blocking.dose.unreadable);
    let at = dose.map_or_else(|| blocks::TIME_UNKNOWN.to_owned(), |_| times.at(blocking.dose.at.moment));
    blocks::after(&blocks::taken(dose), &at, &together)
}

/// Everything that waits because of a dose, in a word each, and until when.
fn kept<'a>(blocking: &Blocking<'a>) -> impl Iterator<Item = (Option<&'a Step>, String, Moment)> {
    let steps = blocking.steps.iter().map(|(step, until)| (Some(*step), name(step), *until));
    steps.chain(blocking.nsaids.map(|until| (None, blocks::OTHER_NSAID.to_owned(), until)))
}

/// A step in a word: what is in it, or its kind.
fn name(step: &Step) -> String {
    match &step.medicine {
        Some(medicine) if step.kind == Kind::Medicine => {
            let names: Vec<String> =
                contains(medicine).iter().map(|content| clean(&content.ingredient.to_string())).collect();
            names.join(" + ")
        }
        Some(_) | None => history::kind(step.kind).to_owned(),
    }
}
