//! Every flare beside the others.

use serde::Serialize;

use crate::engine::memory::flares;
use crate::model::event::Began;
use crate::model::time::{Span, Stamp};
use crate::views::history::course::{Flare, began_word};
use crate::words::history as say;

/// Every flare.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Flares<'a> {
    /// Each, the newest first.
    pub(crate) list: Vec<OneFlare<'a>>,
    /// How many episodes began in the last twelve months.
    pub in_12_months: usize,
    /// How often each thing was named as what a flare began with, from two flares on. A count, never a cause.
    pub(crate) began_with: Vec<BeganWith>,
}

/// How often a flare began with something.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct BeganWith {
    /// With what.
    pub(crate) what: &'static str,
    /// How many flares.
    pub(crate) n: usize,
    /// Of how many in all.
    pub(crate) of: usize,
    #[serde(skip)]
    what_said: Began,
}

impl BeganWith {
    /// In a sentence.
    pub(crate) fn words(&self) -> String {
        say::beginnings(self.what_said, self.n, self.of)
    }
}

/// A flare among the others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct OneFlare<'a> {
    /// What it was.
    #[serde(flatten)]
    pub(crate) flare: Flare<'a>,
    /// Its first level. `null`: none was noted.
    pub(crate) pain_first: Option<u8>,
    /// Its last level.
    pub(crate) pain_last: Option<u8>,
    /// The level in the middle of each day, or week; `null` where none was noted.
    pub(crate) middles: Vec<Option<u8>>,
    /// How many days nothing hurt before it. `null`: it is the first.
    pub(crate) days_before: Option<i64>,
    /// It is less than 30 days from the one before: perhaps the same episode.
    pub(crate) perhaps_same: bool,
    /// It is counted as an episode: it lasted a day or more, and is not perhaps the one before.
    pub(crate) episode: bool,
}

impl OneFlare<'_> {
    /// What it began with, in words.
    pub(crate) fn began(&self) -> Option<&'static str> {
        self.flare.began_what.map(say::beginning)
    }
}

impl<'a> Flares<'a> {
    /// Every flare of a journal.
    pub(crate) fn of(all: &[flares::Flare<'_, 'a>], now: Stamp) -> Self {
        let one = |flare: &flares::Flare<'_, 'a>| OneFlare {
            flare: Flare::of(flare.course, &flare.stretch),
            pain_first: flare.ends().map(|(first, _)| first),
            pain_last: flare.ends().map(|(_, last)| last),
            middles: flare.middles(),
            days_before: flare.gap.map(Span::as_days),
            perhaps_same: flare.same,
            episode: flare.episode,
        };
        let said = flares::beginnings(all);
        let counted =
            |(what, n): &(Began, usize)| BeganWith { what: began_word(*what), n: *n, of: all.len(), what_said: *what };
        Self {
            list: all.iter().rev().map(one).collect(),
            in_12_months: flares::in_a_year(all, now.moment),
            began_with: if all.len() < 2 { Vec::new() } else { said.iter().map(counted).collect() },
        }
    }
}
