//! Old lines that can be passed over without being understood, so that `next` costs the same after two years of prevention
//! as after two months.
//!
//! A course is read back to its start, however long ago that was. What is old in it and of the plainest kind - a step was
//! done, passed over, put off, begun, and nothing more was said of it - decides nothing any more, but for two things: how
//! often this step was done, where another comes only after it was done several times, which its newest [`MOST_NEEDED`] lines
//! say; and that the course never rested for long, for which one line in a while is enough. So the newest lines of each step
//! are read, and one line every [`MOST_APART`] days.
//!
//! A card that was answered with "none of these" is of that kind, too, as long as nothing that was written after it tells of a
//! sign, of a medicine or of what is known about the person: what was denied before a sign decides whether that is old.
//!
//! For example, of a walk on each of 700 days the last 60 are read, and then one in two weeks.
//!
//! A line is passed over only if it is exactly as this program writes it, letter for letter: whatever else it is, it is read.

use crate::model::event::{Event, Record};
use crate::model::limits::MOST_NEEDED;
use crate::model::time::{Moment, Span, Stamp, Zone};

/// How long ago a line must have been written to be passed over: beyond every window of the rules, and beyond the last day
/// of any flare's plan.
const OLD: Span = Span::days(60);

/// The longest time between two old lines that are read, in days. Well under the three weeks that make a long rest.
const MOST_APART: u32 = 14;

/// The beginning of an answer to a card, which says no more where none of its signs is there.
const CARD: &[u8] = br#"screened":{"card":""#;

/// What may be passed over: the beginnings of events that name a step or a card and may say no more.
const PLAIN: [&[u8]; 5] =
    [br#"done":{"step":""#, br#"skipped":{"step":""#, br#"snoozed":{"step":""#, br#"walked":{"step":""#, CARD];

/// What was passed over and what was read, from the newest line on.
pub(super) struct PassedOver {
    /// The last day of old lines.
    old: u32,
    /// The plain events that were read, with their steps, and how often each was.
    met: Vec<(Vec<u8>, usize)>,
    /// A line was met that is no plain day, so every card before it is read.
    told: bool,
    /// The day of the oldest line that was read.
    read: Option<u32>,
    /// The oldest line that was passed over since, and where it begins.
    passed: Option<(u64, Vec<u8>)>,
}

impl PassedOver {
    /// Nothing is passed over yet.
    pub(super) fn new(now: Moment) -> Self {
        let old = day_of(Zone::fixed(0).stamp(now - OLD));
        Self { old, met: Vec::new(), told: false, read: None, passed: None }
    }

    /// Passes over that line, if it may be.
    pub(super) fn passes(&mut self, offset: u64, text: &[u8]) -> bool {
        let Some(plain) = Plain::of(text) else { return false };
        let passes = plain.day <= self.old
            && !(self.told && plain.event.starts_with(CARD))
            && self.read.is_some_and(|read| plain.day <= read && read - plain.day <= MOST_APART)
            && self.met.iter().any(|(met, times)| met == plain.event && *times >= MOST_NEEDED);
        if passes {
            let (at, kept) = self.passed.get_or_insert_default();
            *at = offset;
            kept.clear();
            kept.extend_from_slice(text);
        }
        passes
    }

    /// The line that was passed over last, where it is needed after all: what stands before it cannot be read, or is long
    /// before what was read after it.
    pub(super) fn needed(&mut self, before: Option<&Record>) -> Option<(u64, Vec<u8>)> {
        // A line that cannot be read may have told anything.
        self.told |= before.is_none();
        let passed = self.passed.take()?;
        let near = |record: &Record| self.read.is_some_and(|read| read.abs_diff(day_of(record.rec)) <= MOST_APART);
        (!before.is_some_and(near)).then_some(passed)
    }

    /// Meets a line that was read. `counts`: it is not taken back.
    pub(super) fn meet(&mut self, record: &Record, text: &[u8], counts: bool) {
        self.passed = None;
        self.told |= !is_plain_day(&record.event);
        if let Some(plain) = Plain::of(text) {
            self.read = Some(plain.day);
            if counts {
                match self.met.iter_mut().find(|(met, _)| met == plain.event) {
                    Some((_, times)) => *times += 1,
                    None => self.met.push((plain.event.to_vec(), 1)),
                }
            }
        } else {
            self.read = Some(day_of(record.rec));
        }
    }
}

/// Whether an event tells of nothing but a day as it goes: no sign, no medicine, nothing about the person, nothing taken back.
fn is_plain_day(event: &Event) -> bool {
    if let Event::Screened { signs, unsure, known, .. } = event {
        return signs.is_empty() && !unsure && known.is_empty();
    }
    let grave = event.is_worse_than_usual()
        || matches!(event, Event::Done { answer: Some(false), .. } | Event::Pain { leg: true, .. });
    let plain =
        matches!(event, Event::Pain { .. } | Event::Passed { .. } | Event::Slept { .. } | Event::Started { .. });
    !grave && (plain || event.touched().is_some())
}

/// A line as this program writes it, of an event that names a step or a card and says no more.
struct Plain<'t> {
    /// The event with its step.
    event: &'t [u8],
    /// The day on which it was written, counted so that none is shorter than a day.
    day: u32,
}

impl<'t> Plain<'t> {
    fn of(text: &'t [u8]) -> Option<Self> {
        const ID: usize = 36;
        const TIME: usize = 25;
        let text = text.strip_prefix(br#"{"v":2,"id":""#)?.get(ID..)?.strip_prefix(br#"","at":""#)?;
        let (at, text) = text.split_at_checked(TIME)?;
        let (rec, text) = text.strip_prefix(br#"","rec":""#)?.split_at_checked(TIME)?;
        // One that was written down later says when it was in its own words.
        let event = text.strip_prefix(br#"","event":{""#).filter(|_| at == rec)?;
        let step = PLAIN.iter().find_map(|plain| event.strip_prefix(*plain))?;
        let (step, end) = step.split_at_checked(step.len().checked_sub(4)?)?;
        let plain = end == br#""}}}"# && step.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        plain.then_some(Self { event, day: day(rec)? })
    }
}

/// A number that grows by at least one with each day of the calendar, of a time that begins with its date.
fn day(text: &[u8]) -> Option<u32> {
    let digits = |from: usize, to: usize| {
        let digits = text.get(from..to)?.iter();
        digits.copied().try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    Some(number(digits(0, 4)?, digits(5, 7)?, digits(8, 10)?))
}

/// That number of the date on which something was written, as the clock on the wall showed it.
fn day_of(stamp: Stamp) -> u32 {
    let (year, month, day) = stamp.date().calendar();
    number(year, month, day)
}

fn number(year: u32, month: u32, day: u32) -> u32 {
    (year * 12 + month) * 31 + day
}
