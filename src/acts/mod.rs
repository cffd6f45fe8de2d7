//! What the verbs share: each act on the records, by its topic, and the walk that leads through them.
//!
//! A verb of [`commands`](crate::commands) reads its arguments, calls acts, and answers. No verb calls another: what two of
//! them need stands here. An act that writes is handed the [`Writer`](crate::store::journal::Writer), so that whoever holds
//! the lock is seen; it returns the records that were written.

pub(crate) mod after_dose;
pub(crate) mod answer;
pub(crate) mod aside;
pub(crate) mod ask;
pub(crate) mod asked;
pub(crate) mod cards;
pub(crate) mod choices;
pub(crate) mod consent;
pub(crate) mod context;
pub(crate) mod courses;
pub(crate) mod doses;
pub(crate) mod feet;
pub(crate) mod followed;
pub(crate) mod guide;
pub(crate) mod helped;
pub(crate) mod intake;
pub(crate) mod known;
pub(crate) mod memory;
pub(crate) mod mending;
pub(crate) mod notify;
pub(crate) mod prescription;
pub(crate) mod progress;
pub(crate) mod questions;
pub(crate) mod reaction;
pub(crate) mod replies;
pub(crate) mod scheduled;
pub(crate) mod seen;
pub(crate) mod sheets;
pub(crate) mod slip;
pub(crate) mod steps;
pub(crate) mod unsure;
pub(crate) mod worn;

#[cfg(test)]
mod tests;

use crate::error::FailureKind;

pub(crate) use context::{Context, State};

/// What an answered command tells the shell. A command that failed says so with a [`Failure`](crate::error::Failure).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// 0: done.
    Done,
    /// 3: answered, but a sign is latched: go and be seen.
    BeSeen,
    /// 4: answered, but no course runs, or nothing is due.
    NoCourse,
    /// 130: ended from outside, as by Ctrl-C. What was done is kept.
    Interrupted,
    /// 1: answered, and what was looked at does not work.
    Broken,
    /// 5: answered, and what was looked at cannot be trusted.
    Untrusted,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::BeSeen => FailureKind::BeSeen.code(),
            Self::NoCourse => FailureKind::NoCourse.code(),
            Self::Interrupted => 130,
            Self::Broken => FailureKind::Failed.code(),
            Self::Untrusted => FailureKind::Untrusted.code(),
        }
    }
}
