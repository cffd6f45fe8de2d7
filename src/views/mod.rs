//! The answers of `--json`: plain values that `serde` writes, made from what the engine says.
//!
//! There is one type for each command's answer, and one shape for each thing, whatever the answer it stands in: a step that
//! comes, a medicine's sums, an alert, a question, a card (`parts`). The schemas in `docs/schemas/` are made from these
//! types, which a test holds. A type here has the name of what it shows: `parts::Action` shows an action of the plan.
//! Everywhere else a type name means one thing. A line of the journal is no public shape: `recorded` says what was recorded.
//!
//! Text and JSON are made from one plan. What both tell in words is made once, so that they cannot disagree: `verdict`,
//! `reason`, `alert` and `standing` choose among the sentences of `words`, and [`told`] has the lines of
//! a card, of a source, of a step. `render` only lays them out.

pub(crate) mod alert;
pub(crate) mod answers;
pub(crate) mod blocks;
pub(crate) mod history;
pub(crate) mod learnt;
pub(crate) mod next;
pub(crate) mod page;
pub(crate) mod parts;
pub(crate) mod profile;
pub(crate) mod protocol;
pub(crate) mod reason;
pub(crate) mod recorded;
pub(crate) mod remind;
pub(crate) mod report;
pub(crate) mod sheet;
pub(crate) mod standing;
pub(crate) mod status;
pub(crate) mod store;
pub(crate) mod today;
pub mod told;
pub(crate) mod verdict;
pub(crate) mod why;

#[cfg(test)]
mod schema;

use serde::Serialize;

use crate::engine::plan::Plan;
use crate::model::time::{Hours, Moment, Stamp, Zone};
use crate::protocol::format::Protocol;
use crate::words::{Times, clean};

/// Where the person is, and how their days go: what words and moments are told by.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The zone of the place.
    pub zone: &'a Zone,
    /// When they wake and sleep, and when a day begins.
    pub hours: Hours,
    /// Their region, for the emergency number: `us`. `None`: not known, and then all numbers are told.
    pub region: Option<&'a str>,
}

impl Place<'_> {
    /// How moments are told in words, seen from `now`.
    pub(crate) fn times(&self, now: Moment) -> Times<'_> {
        Times { now, zone: self.zone, hours: &self.hours }
    }

    /// A moment as JSON has it: RFC 3339, with the offset of the place at that moment.
    pub fn stamp(&self, moment: Moment) -> Stamp {
        self.zone.stamp(moment)
    }
}

/// A plan, and what it is told by: the one value from which both the text and the JSON of an answer are made.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The plan.
    pub plan: &'a Plan<'a>,
    /// The protocol of its course.
    pub protocol: &'a Protocol,
    /// Where the person is.
    pub place: Place<'a>,
}

impl Shown<'_> {
    /// How moments are told in words, seen from the plan's now.
    pub(crate) fn times(&self) -> Times<'_> {
        self.place.times(self.plan.now.moment)
    }

    /// The alerts of the plan, in words.
    pub fn alerts(&self) -> Vec<told::Told> {
        told::alerts(self.plan, &self.times(), self.place.region)
    }

    /// As [`Shown::alerts`], with what is said once a day and was said today: for `status`.
    pub fn every_alert(&self) -> Vec<told::Told> {
        told::every_alert(self.plan, &self.times(), self.place.region)
    }
}

/// An answer as it is printed: one object, indented, with a newline at its end.
///
/// # Panics
/// Never: an answer is made of texts, numbers, lists and objects whose keys are texts.
pub fn text(answer: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(answer).expect("an answer has only texts as keys");
    text.push('\n');
    clean::json(&text)
}

/// An answer on a single line, with a newline at its end.
///
/// # Panics
/// Never: see [`text`].
pub fn line(answer: &impl Serialize) -> String {
    let mut text = serde_json::to_string(answer).expect("an answer has only texts as keys");
    text.push('\n');
    clean::json(&text)
}
