//! Looking back: what a stretch of the journal says, day by day, and what the flares were beside each other.
//!
//! Nothing here decides anything. A stretch is a course, or the part of the diary between two moments; it is made of
//! [`Item`]s, each a line of the journal with what is known of it. What was taken back is in it, and counts nowhere: it
//! is there for who asks what was.

pub mod days;
pub mod flares;
pub mod helped;
pub mod medicines;
pub mod sum;

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::engine::courses::{Course, Past, PastLine};
use crate::model::event::{Began, Dose, Event, Record, Slept, Touch};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::time::{Moment, Span, Stamp};
use crate::protocol::format::Protocol;

/// A line of the journal, and what is known of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item<'r> {
    /// The line.
    pub record: &'r Record,
    /// It was taken back.
    pub taken_back: bool,
    /// It is a dose that counts.
    pub dose: bool,
    /// What sort of thing its step is. `None`: it has no step, or nobody knows it any more.
    pub kind: Option<Kind>,
}

impl<'r> Item<'r> {
    /// The dose, where it counts as one.
    pub fn as_dose(&self) -> Option<&'r Dose> {
        self.record.event.as_dose().filter(|_| self.dose)
    }

    /// When it happened.
    pub fn at(&self) -> Moment {
        self.record.at.moment
    }
}

/// A part of the journal to look back at.
#[derive(Clone, PartialEq, Debug)]
pub struct Stretch<'r> {
    /// When it begins: its first day is the 24 hours from here.
    pub begins: Stamp,
    /// When it ends: its last day is the one of this moment.
    pub ends: Moment,
    /// Its lines, by the time at which they happened.
    pub items: Vec<Item<'r>>,
    /// About when the lines were written that cannot be read.
    pub damaged: Vec<Moment>,
}

impl<'r> Stretch<'r> {
    /// A course. `protocol` is its own copy, where it can be read.
    pub fn of_course(course: &Course<'r>, protocol: Option<&Protocol>, now: Moment) -> Self {
        let items = course.entries.iter().map(|entry| item(entry, protocol)).collect();
        let ends = course.ended().map_or(now, |at| at.moment);
        Self::sorted(course.started, ends.max(course.started.moment), items)
    }

    /// Everything between two moments, whatever course it belongs to.
    /// `protocol` answers the copy of a course, where it can be read.
    pub fn between<'p>(
        past: &Past<'r>,
        begins: Stamp,
        ends: Moment,
        protocol: impl Fn(Uuid) -> Option<&'p Protocol>,
    ) -> Self {
        let mut of: Vec<Option<&Protocol>> = vec![None; past.entries.count()];
        let places = past.courses.iter().map(|course| (course.place, course.id));
        let mut places: Vec<(usize, Uuid)> = places.collect();
        places.sort_unstable();
        for (number, (place, id)) in places.iter().enumerate() {
            let next = places.get(number + 1).map_or(of.len(), |(next, _)| *next);
            let known = protocol(*id);
            of[*place..next].fill(known);
        }
        let within = |entry: &&PastLine<'r>| (begins.moment..=ends).contains(&entry.record.at.moment);
        let all = past.entries.iter().zip(of);
        let items = all.filter(|(entry, _)| within(entry)).map(|(entry, protocol)| item(entry, protocol)).collect();
        Self::sorted(begins, ends, items)
    }

    fn sorted(begins: Stamp, ends: Moment, mut items: Vec<Item<'r>>) -> Self {
        // A stable sort: of two at one moment the one that was written later is the newer.
        items.sort_by_key(Item::at);
        Self { begins, ends, items, damaged: Vec::new() }
    }

    /// The part of it between two moments. The numbers of its days stay.
    #[must_use]
    pub fn within(mut self, since: Option<Moment>, until: Option<Moment>) -> Self {
        self.items.retain(|item| {
            since.is_none_or(|since| item.at() >= since) && until.is_none_or(|until| item.at() <= until)
        });
        self.ends = until.map_or(self.ends, |until| until.min(self.ends));
        self
    }

    /// What counts of it.
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = &Item<'r>> {
        self.items.iter().filter(|item| !item.taken_back)
    }

    /// The levels of pain, by time.
    pub fn levels(&self) -> impl DoubleEndedIterator<Item = (Moment, u8)> {
        self.kept().filter_map(|item| item.record.event.level().map(|level| (item.at(), level)))
    }

    /// Those levels, each with the offset of the place where it was logged.
    pub fn levels_at(&self) -> impl Iterator<Item = (Stamp, u8)> {
        self.kept().filter_map(|item| item.record.event.level().map(|level| (item.record.at, level)))
    }

    /// How many nights were bad, of how many that were told of: of two answers on one day the later counts.
    pub fn nights(&self) -> (u32, u32) {
        let mut nights: BTreeMap<i64, Slept> = BTreeMap::new();
        for item in self.kept() {
            if let Event::Slept { answer } = item.record.event {
                nights.insert(self.day_of(item.at()), answer);
            }
        }
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (count(nights.values().filter(|slept| **slept == Slept::Bad).count()), count(nights.len()))
    }

    /// The day of a moment: 1 is the first, and 0 whatever was before it.
    pub fn day_of(&self, moment: Moment) -> i64 {
        if moment < self.begins.moment { 0 } else { 1 + (moment - self.begins.moment).as_days() }
    }

    /// How many days it has.
    pub fn days(&self) -> i64 {
        self.day_of(self.ends).max(1)
    }

    /// How long after its begin the person stood, where its protocol knows of lying on the floor: the first time that the
    /// step was done which ends that.
    pub fn stood_after(&self, protocol: &Protocol) -> Option<Span> {
        let stands = stands_up(protocol)?;
        let done = |item: &&Item<'_>| item.record.event.as_done() == Some(stands);
        let first = self.kept().find(done)?;
        Some(first.at() - self.begins.moment).filter(|after| *after >= Span::ZERO)
    }

    /// What was going on when it began, as it was said last.
    pub fn began(&self) -> Option<Began> {
        let what = |item: &Item<'_>| if let Event::Began { what, .. } = item.record.event { Some(what) } else { None };
        self.kept().rev().find_map(what)
    }

    /// The one thing that matters to the person, as it was said last, and how hard it was: each level with its moment.
    pub fn goal(&self) -> Option<(&'r str, Vec<(Moment, u8)>)> {
        let text =
            |item: &Item<'r>| if let Event::Goal { text } = &item.record.event { Some(text.as_str()) } else { None };
        let goal = self.kept().rev().find_map(text)?;
        let level = |item: &Item<'r>| {
            if let Event::GoalLevel { level } = item.record.event { Some((item.at(), level)) } else { None }
        };
        Some((goal, self.kept().filter_map(level).collect()))
    }

    /// The day from which every level was 3 or less, where there are two or more of them.
    pub fn low_from(&self) -> Option<i64> {
        let mut low: Vec<Moment> =
            self.levels().rev().take_while(|(_, level)| *level <= LOW).map(|(at, _)| at).collect();
        let first = low.pop().filter(|_| !low.is_empty())?;
        Some(self.day_of(first))
    }
}

/// What is called a low pain where a flare is looked back at: as the protocol's own phases have it.
const LOW: u8 = 3;

/// The step that ends lying on the floor: the one that a phase asks for which follows a phase on the floor.
pub fn stands_up(protocol: &Protocol) -> Option<&Id> {
    let floor = protocol.phases.iter().position(|phase| phase.floor)?;
    protocol.phases[floor..].iter().filter(|phase| !phase.floor).find_map(|phase| phase.done.as_ref())
}

/// The step that was done, broken off, passed over, put on or taken off.
pub fn step_of(event: &Event) -> Option<&Id> {
    let (step, touch) = event.touched()?;
    (touch.is_session() || touch == Touch::Stopped || touch == Touch::Skipped).then_some(step)
}

fn item<'r>(entry: &PastLine<'r>, protocol: Option<&Protocol>) -> Item<'r> {
    let step = step_of(&entry.record.event);
    let kind = step.and_then(|step| protocol?.step(step)).map(|step| step.kind);
    Item { record: entry.record, taken_back: entry.taken_back, dose: entry.is_dose(), kind }
}
