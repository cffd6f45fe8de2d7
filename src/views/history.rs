//! `history`: what was, day by day, and the flares beside each other. There is one file for each thing that is told.

mod against;
mod course;
mod days;
mod flares;
mod helped;

use serde::Serialize;

pub(crate) use against::Against;
pub(crate) use course::{Flare, LastTime, began_word};
pub(crate) use days::{Day, Dose, Goal, Totals};
pub(crate) use flares::{Flares, OneFlare};
pub(crate) use helped::{After, Helped};

use crate::model::time::Stamp;
use crate::views::parts::Schema;
use crate::views::recorded::Recorded;

/// The answer of `history`. What was not asked for is `null`.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct History<'a> {
    /// `backflare/history/1`.
    pub(crate) schema: Schema,
    /// The moment for which it holds.
    pub(crate) now: Stamp,
    /// What is told: `days`, `flares`, `against`, `helped` or `entries`.
    pub(crate) view: &'static str,
    /// The flare that is looked at. `null`: all of the diary is.
    pub(crate) flare: Option<Flare<'a>>,
    /// A row a day, or a week.
    pub(crate) days: Option<Vec<Day<'a>>>,
    /// The days in all.
    pub(crate) totals: Option<Totals>,
    /// Every flare.
    pub(crate) flares: Option<Flares<'a>>,
    /// This flare beside an earlier one.
    pub(crate) against: Option<Against<'a>>,
    /// What came after what.
    pub(crate) helped: Option<Helped>,
    /// Every entry, with what became of it.
    pub(crate) entries: Option<Vec<PastEntry>>,
}

impl History<'_> {
    /// An answer in which nothing is told yet.
    pub(crate) fn new(view: &'static str, now: Stamp) -> Self {
        Self {
            schema: Schema::of("history"),
            now,
            view,
            flare: None,
            days: None,
            totals: None,
            flares: None,
            against: None,
            helped: None,
            entries: None,
        }
    }
}

/// An entry, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PastEntry {
    /// What was recorded.
    #[serde(flatten)]
    pub(crate) recorded: Recorded,
    /// In words.
    pub(crate) says: String,
    /// When it was taken back. `null`: it was not.
    pub(crate) taken_back_at: Option<Stamp>,
    /// When it was replaced by a later entry. `null`: it was not.
    pub(crate) replaced_at: Option<Stamp>,
    /// It was taken back and counts all the same, as a dose does.
    pub(crate) counts: bool,
}
