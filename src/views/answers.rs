//! What commands answer that record something, and the answers that any command may give: an error, or no course.

use serde::Serialize;
use uuid::Uuid;

use crate::engine::history::Taken;
use crate::engine::memory::medicines::Used;
use crate::engine::memory::sum::Sum;
use crate::model::time::{Span, Stamp};
use crate::views::learnt::Learnt;
use crate::views::next::Next;
use crate::views::parts::{Schema, Standing, Value};
use crate::views::recorded::Recorded;
use crate::words::clean::clean;

/// What was recorded, what it comes to, and what is next: the answer of every command that records. `more` is what only
/// one command says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Confirmation<'a, M> {
    /// `backflare/log/1`.
    pub(crate) schema: Schema,
    /// What was recorded, in words. `null`: what is next says all.
    pub(crate) message: Option<String>,
    /// What was recorded, in the order in which it was.
    pub(crate) recorded: Vec<Recorded>,
    /// What is next. `null`: no course runs, or its files cannot be read.
    pub(crate) next: Option<Next<'a>>,
    /// What only this command says.
    #[serde(flatten)]
    pub(crate) more: M,
}

/// Nothing more: the answer of `log`, `done`, `skip`, `snooze`, `on`, `off`, `start` and `walk`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Nothing {}

/// What `took` says more.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Took {
    /// The medicines of the last 24 hours, with this dose.
    pub(crate) medicines: Vec<Standing>,
    /// The dose that this one replaces. `null`: it replaces none.
    pub(crate) replaced: Option<Replaced>,
    /// Names that may have been meant, the nearest first, where nobody here knows the one that was typed.
    pub(crate) did_you_mean: Vec<String>,
    /// So many doses of names that nobody knows, or that read like acetaminophen, that it may be too much.
    pub(crate) unknown_too_often: bool,
    /// Why what is in it was not kept for the next dose of that name. `null`: it was, or nothing was to be kept.
    pub(crate) not_remembered: Option<String>,
}

/// A dose that was replaced.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Replaced {
    /// Names it for good.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// When it was taken.
    pub(crate) at: Stamp,
    /// The name as it was typed.
    pub(crate) medicine: String,
    /// How much it was, in milligrams, where one number says it.
    pub(crate) amount_mg: Option<u32>,
}

impl Replaced {
    /// As it stood in the journal.
    pub(crate) fn of(taken: &Taken) -> Self {
        let (medicine, amount_mg) = (taken.dose.medicine.clone(), taken.dose.amount_mg());
        Self { id: taken.id, at: taken.at, medicine, amount_mg }
    }
}

/// What `undo` and `amend` say more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Undone {
    /// What was taken back, or mended: as it was.
    pub(crate) undone: Recorded,
}

/// What `end` says more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Ended {
    /// The course is over. `false`: a warning sign stands, or it was not meant, so it goes on.
    pub(crate) ended: bool,
    /// What it was, in figures. `null`: it goes on.
    pub(crate) sum: Option<Summed>,
}

/// A course in figures.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Summed {
    /// How many days it had, of 24 hours each.
    pub(crate) days: i64,
    /// Its first level of pain. `null`: fewer than two were logged.
    pub(crate) first_pain: Option<u8>,
    /// Its last level of pain.
    pub(crate) last_pain: Option<u8>,
    /// How long after its begin the person stood. `null`: not known.
    pub(crate) stood_after_seconds: Option<i64>,
    /// How often they walked.
    pub(crate) walks: u32,
    /// For how long in all, about.
    pub(crate) walked_seconds: i64,
    /// What was taken.
    pub(crate) taken: Vec<TakenInAll>,
    /// How many nights were bad.
    pub(crate) bad_nights: u32,
    /// Of how many that were told of.
    pub(crate) nights: u32,
    /// What was learnt by the way.
    pub(crate) learnt: Learnt,
}

/// What was taken of one ingredient in a course.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TakenInAll {
    /// Its US name; of a medicine that nobody knows, the name as it was typed.
    pub(crate) name: String,
    /// On how many days.
    pub(crate) days: usize,
    /// The sum of the amounts that were said, in milligrams.
    pub(crate) mg: u32,
    /// Of so many doses no amount was said.
    pub(crate) unsaid: u32,
}

impl Summed {
    /// What a course was.
    pub(crate) fn of(sum: &Sum) -> Self {
        let taken = |used: &Used| TakenInAll {
            name: clean(&used.taken.name),
            days: used.days,
            mg: used.taken.mg,
            unsaid: used.taken.unsaid,
        };
        Self {
            days: sum.days,
            first_pain: sum.pain.map(|(first, _)| first),
            last_pain: sum.pain.map(|(_, last)| last),
            stood_after_seconds: sum.stood.map(Span::as_seconds),
            walks: sum.walks,
            walked_seconds: sum.walked.as_seconds(),
            taken: sum.used.iter().map(taken).collect(),
            bad_nights: sum.nights.0,
            nights: sum.nights.1,
            learnt: Learnt::of(sum),
        }
    }
}

/// What `screen` says more.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Screened {
    /// How the warning signs stand now: `pending`, `clear`, `same-day` or `emergency`. `null`: the protocol of the course
    /// cannot be read.
    pub(crate) screening: Option<&'static str>,
}

/// What `profile set` says more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Set {
    /// The key of the question.
    pub(crate) key: &'static str,
    /// Its answer.
    pub(crate) value: Value,
}

/// The answer of a command that has nothing to answer, as no course runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct NoCourse<'a> {
    /// `backflare/done/1`.
    pub(crate) schema: Schema,
    /// Always `null`: no course runs.
    pub(crate) flare: (),
    /// What is so.
    pub(crate) message: &'a str,
    /// What to type.
    pub(crate) hint: Option<&'a str>,
}

/// What is said, on the other stream, where a command failed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Failed<'a> {
    /// `backflare/error/1`.
    pub(crate) schema: Schema,
    /// The exit code.
    pub(crate) code: u8,
    /// What happened.
    pub(crate) message: &'a str,
    /// What to type or do next.
    pub(crate) hint: Option<&'a str>,
}
