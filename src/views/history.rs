//! `history`: what was, day by day, and the flares beside each other.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use crate::engine::courses::Course;
use crate::engine::memory::days::{self, Row};
use crate::engine::memory::helped::{self, Thing};
use crate::engine::memory::{Stretch, flares};
use crate::model::event::{Began, Slept};
use crate::model::id::Id;
use crate::model::kind;
use crate::model::time::{CivilDay, Span, Stamp};
use crate::protocol::format::Protocol;
use crate::views::parts::Schema;
use crate::views::recorded::Recorded;
use crate::words::clean::clean;
use crate::words::history as say;

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
    pub(crate) entries: Option<Vec<Entry>>,
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

/// A course that is looked back at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PastFlare"))]
pub(crate) struct Flare<'a> {
    /// Its id.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// A flare, or prevention.
    pub(crate) course: kind::Course,
    /// The id of its protocol.
    pub(crate) protocol: &'a Id,
    /// When it began.
    pub(crate) started_at: Stamp,
    /// When it was ended. `null`: nobody did.
    pub(crate) ended_at: Option<Stamp>,
    /// How many days of 24 hours it has, the first and the last among them.
    pub(crate) days: i64,
    /// What was going on when it began, as the person said. A note, never a cause. `null`: not said.
    pub(crate) began: Option<&'static str>,
    #[serde(skip)]
    began_what: Option<Began>,
}

impl<'a> Flare<'a> {
    /// What was going on when it began, in a sentence.
    pub(crate) fn began_words(&self) -> Option<String> {
        self.began_what.map(say::began)
    }

    /// A course, and its lines.
    pub(crate) fn of(course: &Course<'a>, stretch: &Stretch<'a>) -> Self {
        let began = stretch.began();
        Self {
            id: course.id,
            course: course.kind,
            protocol: course.protocol,
            started_at: course.started,
            ended_at: course.ended(),
            days: stretch.days(),
            began: began.map(began_word),
            began_what: began,
        }
    }
}

/// The word of the journal for what a flare began with.
fn began_word(what: Began) -> &'static str {
    match what {
        Began::Lifting => "lifting",
        Began::Bending => "bending",
        Began::Awkward => "awkward",
        Began::Tired => "tired",
        Began::Distracted => "distracted",
        Began::Nothing => "nothing",
    }
}

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
    fn of(taken: &days::Taken) -> Self {
        Self { name: clean(&taken.name), doses: taken.doses, mg: taken.mg, amount_unsaid: taken.unsaid }
    }
}

impl<'a> Day<'a> {
    /// Its date as it is typed: `2026-11-22`.
    pub(crate) fn iso(&self) -> String {
        self.begins.to_string().get(..10).unwrap_or_default().to_owned()
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
    /// On how many days, or in how many weeks where a row is a week.
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
        let dose = |(taken, days): (days::Taken, usize)| DoseDays { dose: Dose::of(&taken), days };
        let goal = stretch.goal().map(|(text, levels)| Goal {
            text: clean(text),
            first: levels.first().map(|(_, level)| *level),
            last: levels.last().map(|(_, level)| *level),
        });
        let bad = |row: &&Row<'_>| row.slept == Some(Slept::Bad);
        Self {
            pain_first: levels().next(),
            pain_max: levels().max(),
            pain_last: levels().next_back(),
            low_from_day: stretch.low_from(),
            stood_after_seconds: protocol.and_then(|protocol| stretch.stood_after(protocol)).map(Span::as_seconds),
            doses: days::doses_of(rows).into_iter().map(dose).collect(),
            sign_days: rows.iter().filter(|row| !row.signs.is_empty()).map(|row| row.day).collect(),
            skipped: rows.iter().map(|row| row.skipped).sum(),
            slept_badly: u32::try_from(rows.iter().filter(bad).count()).unwrap_or(u32::MAX),
            goal,
            unreadable: rows.iter().map(|row| row.damaged).sum(),
        }
    }
}

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

/// What came after what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Helped {
    /// By kind of thing, in a fixed order.
    pub(crate) after: Vec<After>,
    /// So many pairs of levels have nothing between.
    pub(crate) pairs_with_nothing: u32,
    /// So many have several kinds of things between, and are left out.
    pub(crate) pairs_left_out: u32,
}

/// What came after one kind of thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct After {
    /// The kind of a step, or `medicine`.
    pub(crate) kind: &'static str,
    /// In words: `heat`, `ibuprofen`.
    pub(crate) name: String,
    /// How many pairs of levels have it, and nothing else, between.
    pub(crate) n: u32,
    /// So often the pain was lower after it.
    pub(crate) lower: u32,
    /// So often it was the same.
    pub(crate) same: u32,
    /// So often it was higher.
    pub(crate) higher: u32,
    /// Of as many pairs from the same levels with nothing between, so many were lower. `null`: there are too few.
    pub(crate) usual_lower: Option<u32>,
    /// There are fewer than five pairs: too few to say anything.
    pub(crate) too_few: bool,
}

impl Helped {
    /// What the engine counted.
    pub(crate) fn of(helped: &helped::Helped) -> Self {
        let after = helped.after.iter().map(|after| After {
            kind: match &after.thing {
                Thing::Medicine(_) => kind::Kind::Medicine.as_str(),
                Thing::Kind(kind) => kind.as_str(),
            },
            name: match &after.thing {
                Thing::Medicine(name) => clean(name),
                Thing::Kind(kind) => say::kind(*kind).to_owned(),
            },
            n: after.n,
            lower: after.lower,
            same: after.same,
            higher: after.higher,
            usual_lower: after.usual,
            too_few: after.too_few(),
        });
        Self { after: after.collect(), pairs_with_nothing: helped.nothing, pairs_left_out: helped.several }
    }
}

/// An entry, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PastEntry"))]
pub(crate) struct Entry {
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

/// How it went the last time. One flare, not a forecast.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LastTime {
    /// The id of that flare.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// How long after its begin the person stood. `null`: not known.
    pub(crate) stood_after_seconds: Option<i64>,
    /// The day from which every level was 3 or less. `null`: not known.
    pub(crate) low_from_day: Option<i64>,
    /// How many days it had, where it was ended.
    pub(crate) days: Option<i64>,
}

impl LastTime {
    /// A flare that is over. `None`: nothing is known of it.
    pub(crate) fn of(flare: &flares::Flare<'_, '_>, protocol: Option<&Protocol>) -> Option<Self> {
        let last = Self {
            id: flare.course.id,
            stood_after_seconds: protocol
                .and_then(|protocol| flare.stretch.stood_after(protocol))
                .map(Span::as_seconds),
            low_from_day: flare.stretch.low_from(),
            days: flare.over.then(|| flare.days()),
        };
        last.words().map(|_| last)
    }

    /// In one line.
    pub(crate) fn words(&self) -> Option<String> {
        say::last_time(self.stood_after_seconds.map(Span::seconds), self.low_from_day, self.days)
    }
}
