//! A flare beside an earlier one, by the number of the day.

use serde::Serialize;

use crate::engine::courses::Course;
use crate::engine::memory::Stretch;
use crate::engine::memory::days::{self, Relief, Row};
use crate::model::time::Span;
use crate::views::history::course::Flare;
use crate::views::history::days::Dose;

/// This flare beside an earlier one, by the number of the day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Comparison"))]
pub(crate) struct Against<'a> {
    /// The earlier one.
    pub(crate) then: Flare<'a>,
    /// A row a day.
    pub(crate) days: Vec<Beside>,
    /// The day of the earlier one from which every level was 3 or less.
    pub(crate) then_low_from_day: Option<i64>,
}

/// A day of two flares.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Beside {
    /// Its number.
    pub(crate) day: i64,
    /// The level in its middle, now. `null`: none was noted.
    pub(crate) now: Option<u8>,
    /// The level in its middle, then.
    pub(crate) then: Option<u8>,
    /// What was taken now.
    pub(crate) doses_now: Vec<Dose>,
    /// What was taken then.
    pub(crate) doses_then: Vec<Dose>,
    /// The same in one figure.
    #[serde(skip)]
    pub(crate) relief_now: Relief,
    /// That of then.
    #[serde(skip)]
    pub(crate) relief_then: Relief,
}

impl<'a> Against<'a> {
    /// Two flares.
    pub(crate) fn of(now: &Stretch<'a>, then: (&Course<'a>, &Stretch<'a>)) -> Self {
        let (own, other) = (by_day(now), by_day(then.1));
        let doses = |row: Option<&Row<'_>>| row.map(|row| row.doses.iter().map(Dose::of).collect()).unwrap_or_default();
        let beside = |place: usize| {
            let (own, other) = (own.get(place), other.get(place));
            Beside {
                day: i64::try_from(place).unwrap_or(i64::MAX) + 1,
                now: own.and_then(Row::middle),
                then: other.and_then(Row::middle),
                doses_now: doses(own),
                doses_then: doses(other),
                relief_now: own.map(Row::relief).unwrap_or_default(),
                relief_then: other.map(Row::relief).unwrap_or_default(),
            }
        };
        let days = (0..own.len().max(other.len())).map(beside);
        let told = |day: &Beside| {
            day.now.is_some() || day.then.is_some() || !day.doses_now.is_empty() || !day.doses_then.is_empty()
        };
        Self {
            then: Flare::of(then.0, then.1),
            days: days.filter(told).collect(),
            then_low_from_day: then.1.low_from(),
        }
    }
}

/// The first six weeks of a stretch, a row a day: a plan ends then.
fn by_day<'r>(stretch: &Stretch<'r>) -> Vec<Row<'r>> {
    let mut rows = Vec::new();
    for begin in [1, 1 + days::MOST_DAYS] {
        if begin > stretch.days() {
            break;
        }
        let from = stretch.begins.moment + Span::days(begin - 1);
        let until = from + Span::days(days::MOST_DAYS) - Span::seconds(1);
        let part = stretch.clone().within(None, Some(until));
        rows.extend(days::rows(&part, Some(from)).into_iter().filter(|row| row.day >= begin));
    }
    rows
}
