//! What happened, in a form that can be asked: the journal's tail without what was taken back.
//!
//! Only events decide. Nothing here is stored; it is worked out anew each time. Three things cannot be taken back: a dose
//! (until `corrects` replaces it), a sign (until a clinician has looked), and the start of a course in which one stands.

mod counts;
mod entries;
mod taken;

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use crate::engine::moved::{Moved, moved};
use crate::model::event::{Damage, Event, Pause, Record, Slip, Tail, slips, taken_back};
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Kind};
use crate::model::limits::{CLOCK_TOLERANCE, RISE, WALK_HOLDS, WORN_BEFORE};
use crate::model::time::{Clock, Moment, Span, Stamp};

pub(in crate::engine) use counts::standing as standing_doses;
pub use taken::{Taken, WARFARIN};

use counts::{doses, latest_dose, silences};
use entries::{Places, by_step, entries, is_session, signs_before, worn};

/// When what is still on comes off, and when a last line that cannot be read was written: no wait counted from it is over.
pub const NEVER: Moment = Moment::END;

/// The journal, ready for questions.
#[derive(Clone, PartialEq, Debug)]
pub struct History {
    /// Now, and where: the one moment that everything here, and the plan made of it, speaks of.
    clock: Clock,
    run: Option<Run>,
    /// All events of the course, and the sessions before it, by time.
    entries: Vec<Entry>,
    /// Where each step stands among them: the plan asks about every step, and many times.
    by_step: BTreeMap<Id, Places>,
    /// Whether anything was dropped for the course: hardly anybody does, and each step is asked about.
    drops: bool,
    /// Where the answered cards and questions stand, also those that were taken back.
    asked: Vec<usize>,
    /// The answers that were slips, which stand among no entries.
    slips: Vec<Slip>,
    /// The signs that were told before the course that runs, and when.
    signs_before: Vec<(Moment, Id)>,
    /// What was ever put on or taken off, each once.
    worn: Vec<Id>,
    /// The newest level before a course of prevention.
    pain_before: Option<Pain>,
    pains: Vec<Pain>,
    doses: Vec<Taken>,
    damaged: Vec<Damage>,
    marks: Vec<u64>,
    copies: Vec<String>,
    zone_lost: Option<String>,
    moved: Option<Moved>,
    newer: bool,
    newest: Option<Stamp>,
    latest_dose: Option<Stamp>,
    silences: Vec<usize>,
    /// What the steps of earlier courses were, where their protocol was another.
    kinds: Vec<(Id, Option<Kind>)>,
    /// The first moment ahead at which something is said to have happened.
    ahead: Option<Moment>,
}

/// The course that runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// The id of the event that began it.
    pub id: Uuid,
    /// The protocol's id.
    pub protocol: Id,
    /// The protocol's version.
    pub version: String,
    /// A flare, or prevention.
    pub course: CourseKind,
    /// When it began.
    pub started: Stamp,
    /// When that was told of: hours or days later, where somebody says so only then.
    pub told: Moment,
    /// The course that it interrupts.
    pub pauses: Option<Pause>,
    /// How far it was when it began: more than nothing where it goes on after an interruption.
    pub progress: Span,
    /// Its place in the journal.
    pub place: usize,
}

/// An event of the course that runs, or a session before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its place in the journal: greater was written later.
    pub place: usize,
    /// When it happened. What lies ahead of now stands among the entries as if it had happened just now.
    pub at: Moment,
    /// Its id.
    pub id: Uuid,
    /// What happened.
    pub event: Event,
    /// When it was written.
    pub written: Moment,
    /// The version of its line.
    pub version: u32,
    /// It was taken back. Only what cannot be taken back still counts.
    pub retracted: bool,
    /// It happened before the course that runs.
    before: bool,
}

impl Entry {
    /// Whether it happened before the course that runs.
    pub fn is_before(&self) -> bool {
        self.before
    }
}

/// A guided step that was begun and not ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Walking<'a> {
    /// The step.
    pub step: &'a Id,
    /// How far its session had come.
    pub reached: Span,
    /// When it had.
    pub at: Moment,
}

/// A pain that was logged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pain {
    /// When.
    pub at: Moment,
    /// Its place in the journal.
    pub place: usize,
    /// 0 to 10. `None`: no number was said, only that it goes down the leg.
    pub level: Option<u8>,
    /// It goes down the leg.
    pub leg: bool,
}

impl History {
    /// Reads the tail of the journal as it stands at that clock. What lies in the future counts as just now.
    pub fn new(tail: &Tail, clock: Clock) -> Self {
        let now = clock.now;
        let retracted: HashSet<Uuid> = taken_back(&tail.records);
        let decides = |record: &Record| record.event.bounds_course();
        let newest = tail
            .records
            .iter()
            .enumerate()
            .rev()
            .find(|(_, record)| decides(record) && !retracted.contains(&record.id));
        let run = newest.and_then(|(place, record)| {
            let Event::Started { protocol, version, course, pauses, progress } = &record.event else { return None };
            Some(Run {
                id: record.id,
                protocol: protocol.clone(),
                version: version.clone(),
                course: *course,
                started: record.at,
                told: record.rec.moment,
                pauses: *pauses,
                progress: progress.unwrap_or(Span::ZERO),
                place,
            })
        });
        let prevention = run.as_ref().filter(|run| run.course == CourseKind::Prevention);
        let pain_before = prevention.and_then(|run| pain_before(&tail.records[..run.place], &retracted));
        let slips = slips(&tail.records, &retracted);
        let entries = entries(tail, run.as_ref(), &retracted, &slips, now);
        let signs_before = signs_before(tail, run.as_ref(), &slips);
        let kept = || entries.iter().filter(|entry| !entry.retracted);
        let asked = |entry: &Entry| matches!(entry.event, Event::Screened { .. } | Event::Answered { .. });
        let moved = if tail.zone_lost.is_none() { moved(&tail.records, &retracted, &clock) } else { None };
        Self {
            clock,
            run,
            moved,
            by_step: by_step(&entries),
            drops: kept().any(|entry| entry.event.drops()),
            worn: worn(&entries),
            signs_before,
            pain_before,
            asked: (0..entries.len()).filter(|place| asked(&entries[*place])).collect(),
            pains: kept().filter_map(|entry| pain(&entry.event, entry.at, entry.place)).collect(),
            entries,
            slips,
            doses: doses(tail, &retracted, now),
            kinds: tail.kinds.clone(),
            ahead: tail.records.iter().map(|record| record.at.moment).filter(|at| *at > now).min(),
            damaged: tail.damaged.clone(),
            marks: tail.marks.clone(),
            copies: tail.copies.clone(),
            zone_lost: tail.zone_lost.clone(),
            newer: tail.newer.is_some(),
            newest: tail.records.iter().map(|record| record.rec).max_by_key(|rec| rec.moment),
            latest_dose: latest_dose(tail, &retracted),
            silences: silences(&tail.records),
        }
    }

    /// Now, and where.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The course that runs.
    pub fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// The events of the course that were not taken back, by the time at which they happened.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries_with_retracted().filter(|entry| !entry.retracted)
    }

    /// All events of the course, also those that were taken back: for what cannot be.
    pub fn entries_with_retracted(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.before)
    }

    /// All events that were read, also those of earlier courses and those that were taken back.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter()
    }

    /// What was done, put on and taken off, by time: of this course and of the days before it, because skin does not
    /// know when a course ends. Nothing that was taken back.
    pub fn sessions(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.retracted && is_session(&entry.event))
    }

    /// The same, of one step.
    pub fn sessions_of(&self, step: &Id) -> impl DoubleEndedIterator<Item = &Entry> {
        self.of(step, |places| &places.sessions).iter().map(|place| &self.entries[*place])
    }

    /// What the steps of the courses before this one were, where their protocol was another. `None`: nobody knows.
    pub fn kinds_before(&self) -> &[(Id, Option<Kind>)] {
        &self.kinds
    }

    /// What was done, put on and taken off of one step before this course, by time.
    pub fn sessions_before(&self, step: &Id) -> impl DoubleEndedIterator<Item = &Entry> {
        self.sessions_of(step).filter(|entry| entry.before)
    }

    /// What was ever put on or taken off, of this course and of the days before it.
    pub fn worn(&self) -> &[Id] {
        &self.worn
    }

    /// Since when that step is on the skin: it went on last, and neither came off nor was done since. From a course that
    /// is over it is forgotten after [`WORN_BEFORE`], however much of the journal was read.
    pub fn on_since(&self, step: &Id) -> Option<&Entry> {
        let on = self.sessions_of(step).next_back().filter(|entry| matches!(entry.event, Event::On { .. }))?;
        (!on.before || self.clock.now < on.at + WORN_BEFORE).then_some(on)
    }

    /// The answers to cards that were slips: their signs were never there, and their cards are asked from the first line.
    pub fn slips(&self) -> &[Slip] {
        &self.slips
    }

    /// The signs that were told before the course that runs, and when, as far as was read.
    pub fn signs_before(&self) -> &[(Moment, Id)] {
        &self.signs_before
    }

    /// The answered cards and questions of the course, also those that were taken back, by time.
    pub fn asked(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.asked.iter().map(|place| &self.entries[*place])
    }

    /// Whether a step, or a kind of them, was dropped in this course.
    pub fn drops(&self) -> bool {
        self.drops
    }

    fn of(&self, step: &Id, list: impl FnOnce(&Places) -> &Vec<usize>) -> &[usize] {
        self.by_step.get(step).map_or(&[], |places| list(places))
    }

    /// Whether the last line cannot be read: nobody knows when it was written, so no wait can be counted from it.
    pub fn torn(&self) -> bool {
        self.damaged.iter().any(|damage| damage.by.is_none())
    }

    /// Whether a line after that place in the journal cannot be read.
    pub fn damaged_after(&self, place: usize) -> bool {
        self.damaged.iter().any(|damage| damage.place > place)
    }

    /// What was logged of the pain, by time, be it only that it goes down the leg.
    pub fn pains(&self) -> impl DoubleEndedIterator<Item = Pain> {
        self.pains.iter().copied()
    }

    /// The times at which a step was done, by time, with what was answered.
    pub fn done(&self, step: &Id) -> impl DoubleEndedIterator<Item = (&Entry, Option<bool>)> {
        self.of(step, |places| &places.done).iter().map(|place| {
            let entry = &self.entries[*place];
            (entry, if let Event::Done { answer, .. } = &entry.event { *answer } else { None })
        })
    }

    /// The guided step that was begun last, not too long ago, where nothing has ended it since. What was taken back had
    /// ended it all the same.
    pub fn walking(&self, now: Moment) -> Option<Walking<'_>> {
        let newest = self.entries().filter(|entry| matches!(entry.event, Event::Walked { .. }));
        let begun = newest.max_by_key(|entry| entry.place)?;
        let Event::Walked { step, reached, .. } = &begun.event else { return None };
        let ended = self.entries_with_retracted().any(|entry| {
            let (Event::Done { step: other, .. } | Event::Skipped { step: other, .. }) = &entry.event else {
                return false;
            };
            entry.place > begun.place && other == step
        });
        (!ended && now < begun.at + WALK_HOLDS).then_some(Walking { step, reached: *reached, at: begun.at })
    }

    /// The times at which a step was passed over, by time.
    pub fn skipped(&self, step: &Id) -> impl DoubleEndedIterator<Item = Moment> {
        self.of(step, |places| &places.skipped).iter().map(|place| self.entries[*place].at)
    }

    /// The newest time at which a step was passed over.
    pub fn last_skipped(&self, step: &Id) -> Option<Moment> {
        self.skipped(step).next_back()
    }

    /// When a question was passed over last.
    pub fn passed_over(&self, asked: &str) -> Option<Moment> {
        let this = |event: &Event| matches!(event, Event::Passed { question } if question.as_str() == asked);
        self.entries().rev().find(|entry| this(&entry.event)).map(|entry| entry.at)
    }

    /// Until when a step is put off, by the newest time at which it was.
    pub fn snoozed_until(&self, step: &Id) -> Option<Moment> {
        let entry = &self.entries[self.by_step.get(step)?.snoozed?];
        if let Event::Snoozed { span, .. } = &entry.event { Some(entry.at + *span) } else { None }
    }

    /// Every dose that counts, by time: of this course and of the days before it.
    pub fn doses(&self) -> &[Taken] {
        &self.doses
    }

    /// The same history with those doses alone, by their place among them: what it would be without the others.
    #[must_use]
    pub fn with_doses(&self, keep: impl Fn(usize) -> bool) -> Self {
        let mut place = 0..;
        let mut with = self.clone();
        with.doses.retain(|_| place.next().is_some_and(&keep));
        with
    }

    /// The lines that cannot be read.
    pub fn damaged(&self) -> &[Damage] {
        &self.damaged
    }

    /// The numbers of the lines that a program left that joined two copies of the journal.
    pub fn merge_marks(&self) -> &[u64] {
        &self.marks
    }

    /// The names of copies beside the journal that another program has made.
    pub fn copies_beside(&self) -> &[String] {
        &self.copies
    }

    /// The file of the computer's own zone, where that cannot be read.
    pub fn zone_lost(&self) -> Option<&str> {
        self.zone_lost.as_deref()
    }

    /// The zone that the clock was in before this one, and what was said of that.
    pub fn moved(&self) -> Option<Moved> {
        self.moved
    }

    /// A newer program has written in it: what is known may not be all.
    pub fn has_newer(&self) -> bool {
        self.newer
    }

    /// When the newest entry was written.
    pub fn newest(&self) -> Option<Stamp> {
        self.newest
    }

    /// When the newest entry was written or the latest dose is said to have been taken, whichever is later.
    pub fn latest(&self) -> Option<Stamp> {
        self.newest.into_iter().chain(self.latest_dose).max_by_key(|stamp| stamp.moment)
    }

    /// Whether the clock stands so far behind the newest entry, or behind the time of a dose, that it cannot be believed.
    pub fn clock_behind(&self) -> Option<Stamp> {
        self.latest().filter(|latest| latest.moment > self.clock.now + CLOCK_TOLERANCE)
    }

    /// Whether more than a day passed between two entries after that place in the journal.
    pub fn silence_after(&self, place: usize) -> bool {
        self.silences.iter().any(|silent| *silent > place)
    }

    /// The first moment ahead at which something is said to have happened.
    pub fn ahead(&self) -> Option<Moment> {
        self.ahead
    }

    /// The places at which a pain is 2 or more above the one before it, by time. The place is that of whichever of the
    /// two was written later, so that a back-dated entry asks again. In prevention the newest level before it counts,
    /// too: a flare that was ended comes back. A flare begins with the cards themselves.
    pub fn rises(&self) -> Vec<(Moment, usize)> {
        self.climbs().map(|(at, place, _)| (at, place)).collect()
    }

    /// By how many points the pain rose where that is told at this place. `None`: there it did not rise by 2 or more.
    pub fn rise_at(&self, place: usize) -> Option<u8> {
        self.climbs().find_map(|(_, told, by)| (told == place).then_some(by))
    }

    /// The rises, each with its points.
    fn climbs(&self) -> impl Iterator<Item = (Moment, usize, u8)> {
        let levels = || self.pain_before.iter().chain(&self.pains).filter_map(|pain| Some((pain, pain.level?)));
        levels().zip(levels().skip(1)).filter_map(|((before, first), (after, then))| {
            let by = then.checked_sub(first).filter(|by| *by >= RISE)?;
            Some((after.at, before.place.max(after.place), by))
        })
    }

    /// Whether the last two check-ins are there, and show neither a rise of 2 or more nor a leg sign. A line that cannot
    /// be read may have been a rise, so both stand after it. Rule 15.
    pub fn steady(&self) -> bool {
        let last: Vec<Pain> = self.pains().rev().take(3).collect();
        if last.iter().take(2).any(|pain| self.damaged_after(pain.place)) {
            return false;
        }
        // Where no number was said, nobody knows whether it rose; the leg that was said decides.
        let rose = |newer: &Pain, older: &Pain| match (newer.level, older.level) {
            (Some(newer), Some(older)) => newer >= older.saturating_add(RISE),
            (Some(_) | None, _) => false,
        };
        match last.as_slice() {
            [] | [_] => false,
            [newest, before] => !newest.leg && !before.leg && !rose(newest, before),
            [newest, before, first, ..] => !newest.leg && !before.leg && !rose(newest, before) && !rose(before, first),
        }
    }
}

fn pain(event: &Event, at: Moment, place: usize) -> Option<Pain> {
    let Event::Pain { level, leg, .. } = event else { return None };
    Some(Pain { at, place, level: *level, leg: *leg })
}

/// The newest level of pain among records, of those that are not taken back.
fn pain_before(records: &[Record], retracted: &HashSet<Uuid>) -> Option<Pain> {
    let kept = records.iter().enumerate().filter(|(_, record)| !retracted.contains(&record.id));
    let pains = kept.filter_map(|(place, record)| pain(&record.event, record.at.moment, place));
    let pains = pains.filter(|pain| pain.level.is_some());
    pains.max_by_key(|pain| (pain.at, pain.place))
}
