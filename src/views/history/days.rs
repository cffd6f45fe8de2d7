//! The days of a stretch, a row each, and what they come to.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::memory::Stretch;
use crate::engine::memory::days::{self, Relief, Row};
use crate::engine::memory::medicines;
use crate::model::event::Slept;
use crate::model::id::Id;
use crate::model::kind;
use crate::model::time::{CivilDay, Span, Stamp};
use crate::protocol::format::Protocol;
use crate::words::clean::clean;

/// A day, or a week where there are more than 28 days.
#[expect(clippy::struct_field_names, reason = "the fields are the names of the JSON")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Day<'a> {
    /// Its number: 1 is the first 24 hours, 0 what was before.
    pub(crate) day: i64,
    /// How many days it stands for: 1, or up to 7.
    pub(crate) days: i64,
    /// The date on which it began.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) date: CivilDay,
    /// The pain. `null`: none was noted.
    pub(crate) pain: Option<DayPain>,
    /// Pain down the leg was said.
    pub(crate) leg: bool,
    /// How many things were done, by kind. `unknown`: nobody knows any more what they were.
    pub(crate) done: BTreeMap<&'static str, u32>,
    /// How many things were passed over.
    pub(crate) skipped: u32,
    /// What was taken.
    pub(crate) doses: Vec<Dose>,
    /// The warning signs that were said.
    pub(crate) signs: Vec<&'a Id>,
    /// The words beside a pain.
    pub(crate) notes: Vec<String>,
    /// How the night was: `good`, `so-so` or `bad`. `null`: not said.
    pub(crate) slept: Option<&'static str>,
    /// How many lines of the journal cannot be read.
    pub(crate) unreadable: usize,
    #[serde(skip)]
    begins: Stamp,
    /// What was taken, in one figure.
    #[serde(skip)]
    pub(crate) relief: Relief,
    /// How many walks.
    #[serde(skip)]
    pub(crate) walks: u32,
    /// How many moves and stretches.
    #[serde(skip)]
    pub(crate) moves: u32,
}

/// The pain of a day: every level of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DayPain {
    /// How many levels were noted.
    pub(crate) n: usize,
    /// The first.
    pub(crate) first: u8,
    /// The last.
    pub(crate) last: u8,
    /// The lowest.
    pub(crate) min: u8,
    /// The highest.
    pub(crate) max: u8,
    /// The one in the middle; of two in the middle the higher.
    pub(crate) median: u8,
    /// Each, by time.
    pub(crate) levels: Vec<u8>,
}

/// What was taken of one thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Dose {
    /// The ingredient, by its US name; of a medicine that nobody knows, its name as it was typed.
    pub(crate) name: String,
    /// How many doses.
    pub(crate) doses: u32,
    /// The amounts that were noted, in milligrams, together.
    pub(crate) mg: u32,
    /// How many doses have no noted amount.
    pub(crate) amount_unsaid: u32,
}

impl Dose {
    pub(super) fn of(taken: &days::DaySum) -> Self {
        Self { name: clean(&taken.name), doses: taken.doses, mg: taken.mg, amount_unsaid: taken.unsaid }
    }
}

impl<'a> Day<'a> {
    /// When it began.
    pub(crate) fn begins(&self) -> Stamp {
        self.begins
    }

    /// The hour at which it began: `22:00`.
    pub(crate) fn hour(&self) -> String {
        self.begins.wall().time().to_string()
    }

    /// Its date as it is typed: `2026-11-22`.
    pub(crate) fn iso(&self) -> String {
        self.begins.date().iso()
    }

    /// A row.
    pub(crate) fn of(row: &Row<'a>) -> Self {
        let levels: Vec<u8> = row.levels.iter().map(|(_, level)| *level).collect();
        let pain = row.range().zip(row.middle()).and_then(|((min, max), median)| {
            let (first, last) = (*levels.first()?, *levels.last()?);
            Some(DayPain { n: levels.len(), first, last, min, max, median, levels })
        });
        let mut done = BTreeMap::new();
        for (kind, n) in &row.done {
            *done.entry(kind.map_or("unknown", kind::Kind::as_str)).or_insert(0) += n;
        }
        Self {
            day: row.day,
            days: row.days,
            date: row.begins.date(),
            pain,
            leg: row.leg,
            done,
            skipped: row.skipped,
            doses: row.doses.iter().map(Dose::of).collect(),
            signs: row.signs.clone(),
            notes: row.notes.iter().map(|note| clean(note)).collect(),
            slept: row.slept.map(|slept| match slept {
                Slept::Good => "good",
                Slept::SoSo => "so-so",
                Slept::Bad => "bad",
            }),
            unreadable: row.damaged,
            begins: row.begins,
            relief: row.relief(),
            walks: row.done_of(|kind| kind == kind::Kind::Walk),
            moves: row.done_of(|kind| kind.moves() && kind != kind::Kind::Walk),
        }
    }
}

/// The days in all.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Totals {
    /// The first level. `null`: none was noted.
    pub(crate) pain_first: Option<u8>,
    /// The highest level.
    pub(crate) pain_max: Option<u8>,
    /// The last level.
    pub(crate) pain_last: Option<u8>,
    /// The day from which every level was 3 or less.
    pub(crate) low_from_day: Option<i64>,
    /// How long after the begin the person stood. `null`: the plan does not ask that, or it is not known.
    pub(crate) stood_after_seconds: Option<i64>,
    /// What was taken.
    pub(crate) doses: Vec<DoseDays>,
    /// The days on which a warning sign was said.
    pub(crate) sign_days: Vec<i64>,
    /// How many things were passed over.
    pub(crate) skipped: u32,
    /// How many nights were bad.
    pub(crate) slept_badly: u32,
    /// The one thing that matters to the person. `null`: not said.
    pub(crate) goal: Option<Goal>,
    /// How many lines of the journal cannot be read.
    pub(crate) unreadable: usize,
}

/// What was taken of one thing, and on how many days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DoseDays {
    /// What.
    #[serde(flatten)]
    pub(crate) dose: Dose,
    /// On how many days.
    pub(crate) days: usize,
}

/// The one thing that matters to the person, on an own scale.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Goal {
    /// In their words.
    pub(crate) text: String,
    /// How hard it was at first: 0 no trouble, 10 cannot. `null`: not said.
    pub(crate) first: Option<u8>,
    /// How hard it was last.
    pub(crate) last: Option<u8>,
}

impl Totals {
    /// The sums of rows, and what the stretch says as a whole.
    pub(crate) fn of(stretch: &Stretch<'_>, rows: &[Row<'_>], protocol: Option<&Protocol>) -> Self {
        let levels = || stretch.levels().map(|(_, level)| level);
        let dose = |used: &medicines::Used| DoseDays { dose: Dose::of(&used.taken), days: used.days };
        let goal = stretch.goal().map(|(text, levels)| Goal {
            text: clean(text),
            first: levels.first().map(|(_, level)| *level),
            last: levels.last().map(|(_, level)| *level),
        });
        Self {
            pain_first: levels().next(),
            pain_max: levels().max(),
            pain_last: levels().next_back(),
            low_from_day: stretch.low_from(),
            stood_after_seconds: protocol.and_then(|protocol| stretch.stood_after(protocol)).map(Span::as_seconds),
            doses: medicines::used(stretch).iter().map(dose).collect(),
            sign_days: rows.iter().filter(|row| !row.signs.is_empty()).map(|row| row.day).collect(),
            skipped: rows.iter().map(|row| row.skipped).sum(),
            slept_badly: stretch.nights().0,
            goal,
            unreadable: rows.iter().map(|row| row.damaged).sum(),
        }
    }
}
