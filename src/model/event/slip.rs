//! A slip: an answer to a card that was a wrong key, and was said to be one within two minutes. Clinical rule 16.
//!
//! The answer and its withdrawal both stay in the journal. Whoever asks what was answered takes the answer as never given.
//! One owner says which withdrawals count, for the engine, for `undo` and for reading: those that were written so soon after
//! their answer. Whether one may be written at all is decided under the lock, in `acts::slip`.
//!
//! | line | written | says | counts? |
//! |---|---|---|---|
//! | 1 | 09:00:00 | a sign is there | no: line 2 withdraws it |
//! | 2 | 09:01:50 | line 1 was a slip | yes |
//! | 3 | 09:05:00 | another sign | yes |
//! | 4 | 09:07:01 | line 3 was a slip | no: it came too late |

use std::collections::HashSet;
use std::hash::BuildHasher;

use uuid::Uuid;

use crate::model::event::{Event, Record};
use crate::model::id::Id;
use crate::model::limits::SLIP_WITHIN;
use crate::model::time::{Moment, Span};

/// A slip that counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slip {
    /// The line that was withdrawn.
    pub of: Uuid,
    /// The card that it had answered.
    pub card: Id,
    /// When it was withdrawn.
    pub at: Moment,
    /// Where among the records the withdrawal stands.
    pub place: usize,
}

/// The slips among records in the order of the file. `taken_back` are the lines that are taken back.
pub fn slips<S: BuildHasher>(records: &[Record], taken_back: &HashSet<Uuid, S>) -> Vec<Slip> {
    let withdrawn = records.iter().enumerate().filter_map(|(place, record)| {
        let Event::Withdrawn { of } = record.event else { return None };
        (!taken_back.contains(&record.id)).then_some((place, of, record))
    });
    let slip = |(place, of, withdrawal): (usize, Uuid, &Record)| {
        let answer = records[..place].iter().rev().find(|record| record.id == of)?;
        let Event::Screened { card, .. } = &answer.event else { return None };
        let counts = soon_enough(written(answer), written(withdrawal));
        counts.then(|| Slip { of, card: card.clone(), at: withdrawal.at.moment, place })
    };
    withdrawn.filter_map(slip).collect()
}

/// When a line was written, by the clock of where it was.
pub(super) fn written(record: &Record) -> Moment {
    record.made.unwrap_or(record.rec).moment
}

/// Whether an answer may be called a slip: within two minutes of its being written, and not before it.
pub fn soon_enough(answer: Moment, withdrawal: Moment) -> bool {
    let since = withdrawal - answer;
    since >= Span::ZERO && since <= SLIP_WITHIN
}
