//! The flares beside each other: how long, with what each began, how far apart. Clinical rule 26.
//!
//! A flare that follows another by less than 30 days is perhaps the same episode going on. One of less than 24 hours is
//! kept, and counted as no episode. NC-19.

use crate::engine::courses::{Course, Past, Until};
use crate::engine::memory::{Stretch, days};
use crate::model::event::{Began, Event, Record};
use crate::model::kind;
use crate::model::limits::EPISODES_APART;
use crate::model::time::{Moment, Span, Stamp};

/// A flare of less than this is no episode. NC-19.
pub const SHORTEST: Span = Span::hours(24);

/// A flare among the flares.
#[derive(Clone, PartialEq, Debug)]
pub struct Flare<'p, 'r> {
    /// The course.
    pub course: &'p Course<'r>,
    /// Until when it went on: its end, the start of the next, or now.
    pub until: Moment,
    /// Its lines.
    pub stretch: Stretch<'r>,
    /// How long nothing hurt before it, or it was over, whichever is shorter. `None`: it is the first.
    pub gap: Option<Span>,
    /// It lasted less than a day, or is perhaps the one before it going on: it is counted as no episode.
    pub episode: bool,
    /// It may be the one before it going on.
    pub same: bool,
    /// It was ended by itself, and not by the start of the next.
    pub over: bool,
}

/// The flares of a journal, oldest first. What never began is none.
pub fn flares<'p, 'r>(past: &'p Past<'r>, now: Moment) -> Vec<Flare<'p, 'r>> {
    let began = |course: &&Course<'_>| match course.until {
        Until::Ended { .. } | Until::Next(_) | Until::Runs => course.kind == kind::CourseKind::Flare,
        Until::NeverBegan => false,
    };
    let hurt: Vec<Moment> = hurt(past);
    let mut told: Vec<Flare<'p, 'r>> = Vec::new();
    for course in past.courses.iter().filter(began) {
        let until = until(past, course, now);
        let before = told.last().map(|before: &Flare<'p, 'r>| free_since(past, before, &hurt, course));
        let gap = before.map(|since| (course.started.moment - since).max(Span::ZERO));
        let same = gap.is_some_and(|gap| gap < EPISODES_APART);
        let short = until - course.started.moment < SHORTEST && course.ended().is_some();
        let mut stretch = Stretch::of_course(course, None, now);
        stretch.ends = until.max(course.started.moment);
        let over = ended(past, course).is_some();
        told.push(Flare { course, until, stretch, gap, episode: !same && !short, same, over });
    }
    told
}

/// Until when a course went on.
fn until(past: &Past<'_>, course: &Course<'_>, now: Moment) -> Moment {
    match course.until {
        Until::Ended { at, .. } => at.moment,
        Until::Next(place) => past.entries.iter().nth(place).map_or(now, |entry| entry.record.at.moment),
        Until::Runs | Until::NeverBegan => now,
    }
}

/// When it hurt, 1 or more, by time: in a course or not.
fn hurt(past: &Past<'_>) -> Vec<Moment> {
    let pain = past.entries.iter().filter(|entry| !entry.taken_back);
    let mut hurt: Vec<Moment> = pain
        .filter(|entry| entry.record.event.level().is_some_and(|level| level >= 1))
        .map(|entry| entry.record.at.moment)
        .collect();
    hurt.sort_unstable();
    hurt
}

/// When a course was ended by itself. An end that the start of the next one wrote says nothing of when it was over.
fn ended(past: &Past<'_>, course: &Course<'_>) -> Option<Moment> {
    let Until::Ended { at, place, .. } = course.until else { return None };
    let mut lines = past.entries.iter().skip(place).map(|entry| entry.record);
    let (end, next) = (lines.next()?, lines.next());
    // Lines of version 1 do not say to which act they belong.
    let one_act = |next: &Record| next.act() == end.act() || next.rec == end.rec;
    let replaced = next.is_some_and(|next| {
        matches!(next.event, Event::Started { course: kind::CourseKind::Flare, .. }) && one_act(next)
    });
    (!replaced).then_some(at.moment)
}

/// Since when it did not hurt, before `next`: the last pain of 1 or more, or the end of the flare before, whichever is
/// later. An end that the start of the next one wrote is no end of its own.
fn free_since(past: &Past<'_>, before: &Flare<'_, '_>, hurt: &[Moment], next: &Course<'_>) -> Moment {
    let began = before.course.started.moment;
    let last = hurt.iter().rev().find(|at| **at < next.started.moment).copied();
    let own = ended(past, before.course);
    last.into_iter().chain(own).max().unwrap_or(began)
}

impl Flare<'_, '_> {
    /// What it began with, as it was said last.
    pub fn began(&self) -> Option<Began> {
        self.stretch.began()
    }

    /// How many days it has.
    pub fn days(&self) -> i64 {
        self.stretch.days()
    }

    /// The level in the middle of each of its days.
    pub fn middles(&self) -> Vec<Option<u8>> {
        days::rows(&self.stretch, None).iter().filter(|row| row.day > 0).map(days::Row::middle).collect()
    }

    /// Its first and its last level.
    pub fn ends(&self) -> Option<(u8, u8)> {
        let mut levels = self.stretch.levels().map(|(_, level)| level);
        let first = levels.next()?;
        Some((first, levels.next_back().unwrap_or(first)))
    }

    /// When it began.
    pub fn started(&self) -> Stamp {
        self.course.started
    }
}

/// How many episodes began in the twelve months before now.
pub fn in_a_year(flares: &[Flare<'_, '_>], now: Moment) -> usize {
    flares.iter().filter(|flare| flare.episode && flare.started().moment > now - Span::days(365)).count()
}

/// How often each thing was named as what a flare began with, of how many that said it: most often first. Shown from two
/// flares on. Clinical rule 26.2.
pub fn beginnings(flares: &[Flare<'_, '_>]) -> Vec<(Began, usize)> {
    let mut counts: Vec<(Began, usize)> = Vec::new();
    for what in flares.iter().filter_map(Flare::began) {
        match counts.iter_mut().find(|(known, _)| *known == what) {
            Some((_, n)) => *n += 1,
            None => counts.push((what, 1)),
        }
    }
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}
