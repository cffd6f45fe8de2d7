//! What a clock that ran ahead has spoilt, and how much of it can be told right.
//!
//! `rec` never goes backwards, so one entry written under a clock of next year keeps every later one in next year. The id
//! of a line holds what the clock said when it was written:
//!
//! | line | `rec` | its id says | a repair under a clock of 25 November |
//! |---|---|---|---|
//! | 1 | 22 Nov 2026 | 22 Nov 2026 | keeps it |
//! | 2 | 1 Jan 2036 | 1 Jan 2036 | sets it aside: nobody knows when that was; a dose or a sign counts as of now |
//! | 3 | 1 Jan 2036 | 23 Nov 2026 | gives it its own time |
//!
//! A program before this one put `rec` into the id: what it wrote after line 2 is set aside as well.

use crate::model::event::{Event, Record};
use crate::model::limits::CLOCK_TOLERANCE;
use crate::model::time::{Moment, Stamp};
use crate::store::journal::{JournalLine, Whole};

/// What a repair makes of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept<'w> {
    /// It stays as it is.
    As(&'w JournalLine),
    /// It is the same entry, with its own time; or one that stands in for a line that is gone.
    Timed(Box<Record>),
}

/// The entries of a journal by what a clock that ran ahead has made of them.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Ahead<'w> {
    /// What a repair writes, in order.
    pub kept: Vec<Kept<'w>>,
    /// How many of them get their own time back.
    pub timed: usize,
    /// What it sets aside.
    pub aside: Vec<(&'w JournalLine, &'w Record)>,
    /// Doses and signs that nobody knows the time of: they count as of now. Written last.
    pub now: Vec<Record>,
}

impl Ahead<'_> {
    /// Whether anything is spoilt.
    pub fn any(&self) -> bool {
        self.timed > 0 || !self.aside.is_empty() || !self.now.is_empty()
    }

    /// Whether it is rather the present clock that is behind: most of what was written is ahead of it.
    pub fn clock_is_behind(&self) -> bool {
        let ahead = self.aside.len() + self.now.len();
        ahead * 2 > self.kept.len() + ahead
    }
}

/// Whether something waits because of it, or is kept back: it is not forgotten because nobody knows when it was.
fn waits(event: &Event) -> bool {
    event.as_dose().is_some() || event.names_sign()
}

/// What the clock said when a line was written. `None`: its id is not one of ours.
fn clock_said(record: &Record) -> Option<Moment> {
    let (seconds, _) = record.id.get_timestamp()?.to_unix();
    i64::try_from(seconds).ok().map(Moment::from_unix)
}

impl Whole {
    /// Sorts the entries by whether they were written ahead of now.
    pub fn ahead(&self, now: Stamp) -> Ahead<'_> {
        let limit = now.moment + CLOCK_TOLERANCE;
        let mut sorted = Ahead::default();
        let mut last: Option<Moment> = None;
        for (line, record) in self.entries() {
            if record.rec.moment <= limit {
                last = last.max(Some(record.rec.moment));
                sorted.kept.push(Kept::As(line));
                continue;
            }
            let Some(said) = clock_said(record).filter(|said| *said <= limit) else {
                if waits(&record.event) {
                    sorted.now.push(record.clone());
                } else {
                    sorted.aside.push((line, record));
                }
                continue;
            };
            let own = Stamp { moment: last.map_or(said, |last| last.max(said)), offset: record.rec.offset };
            last = Some(own.moment);
            let at = if record.at.moment > limit { own } else { record.at };
            sorted.timed += 1;
            sorted.kept.push(Kept::Timed(Box::new(Record { rec: own, at, ..record.clone() })));
        }
        for record in &mut sorted.now {
            record.rec = now;
            record.at = if record.at.moment > now.moment { now } else { record.at };
        }
        sorted
    }
}
