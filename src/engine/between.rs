//! What is said between two things: what may always be done, or is good to hear, one line at a time.
//!
//! Which of a phase's lines fit is decided here, and changes only with what is recorded. Which of them has its turn goes by
//! the hour and is decided where it is told, so that a plan stays what it is until something in it changes.

use crate::engine::case::Case;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::CourseKind;
use crate::model::limits::{AWAY_DAYS, BAD_PAIN, EVENINGS, RISE};
use crate::model::time::{CivilDay, Span};
use crate::protocol::format::{Between, Phase};

/// For so long a line belongs to what was just done. A choice of this program.
const JUST_AFTER: Span = Span::hours(1);

/// A line between two things.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn<'p> {
    /// A line of the protocol.
    Said(&'p str),
    /// A line of the protocol that belongs to what was just done.
    After(&'p str),
    /// The pain is clearly lower than it was at first. Said from the second day on, and never of bad pain.
    Eased {
        /// The first level of this flare.
        first: u8,
        /// The newest.
        now: u8,
    },
    /// In prevention: on how many of the last civil days something was done. Never zero, and never days in a row.
    Evenings {
        /// On so many.
        done: i64,
        /// Of so many, today among them.
        of: i64,
    },
    /// In prevention: nothing was done for some days, which nobody owes.
    Back,
}

/// What is said where nothing is due: by night, in the phase, or anywhere.
pub(super) fn idle<'p>(case: &Case<'p>, phase: &'p Phase, sleeping: bool) -> &'p [String] {
    if sleeping && !case.protocol.idle_at_night.is_empty() && !phase.floor {
        &case.protocol.idle_at_night
    } else if phase.idle.is_empty() {
        &case.protocol.idle
    } else {
        &phase.idle
    }
}

/// The lines that fit, in their order. None where nobody wants to hear any: in bed at night.
pub(super) fn turns<'p>(case: &Case<'p>, phase: &'p Phase, sleeping: bool) -> Vec<Turn<'p>> {
    if sleeping && !phase.floor {
        return Vec::new();
    }
    let newest = case.history.pains().rev().find_map(|pain| pain.level);
    let last = || {
        let mut newest = case.history.entries().rev();
        newest.find_map(|entry| if let Event::Done { step, .. } = &entry.event { Some((step, entry.at)) } else { None })
    };
    let just_done = |step: &Id| last().is_some_and(|(done, at)| done == step && !case.reached(at + JUST_AFTER));
    let fits = |line: &&Between| {
        let low = line.pain_to.is_none_or(|most| newest.is_some_and(|level| level <= most));
        low && line.after.as_ref().is_none_or(just_done)
    };
    let fitting = || phase.between.iter().filter(fits);
    // What belongs to the thing just done is said at once, whatever the hour.
    if let Some(line) = fitting().find(|line| line.after.is_some()) {
        return vec![Turn::After(&line.say)];
    }
    let said = fitting().map(|line| Turn::Said(&line.say));
    evenings(case).into_iter().chain(said).chain(eased(case, phase, newest)).collect()
}

fn eased<'p>(case: &Case<'_>, phase: &Phase, newest: Option<u8>) -> Option<Turn<'p>> {
    let first = case.history.pains().find_map(|pain| pain.level)?;
    let now = newest.filter(|now| *now < BAD_PAIN && now.saturating_add(RISE) <= first)?;
    (case.is_flare() && !phase.floor && case.days() >= 1).then_some(Turn::Eased { first, now })
}

/// Of the evenings of prevention.
///
/// Begun 20 days ago and done on 11 of the last 14 days, the last time yesterday: 11 of 14. Begun the day before yesterday:
/// of 3. Done last on Monday, on Thursday it is good to see somebody again.
fn evenings<'p>(case: &Case<'_>) -> Option<Turn<'p>> {
    let run = case.history.run().filter(|run| run.course == CourseKind::Prevention)?;
    let today = case.today();
    let moved = |event: &Event| {
        let step = if let Event::Done { step, .. } = event { case.protocol.step(step) } else { None };
        step.is_some_and(|step| step.kind.moves())
    };
    let entries = case.history.entries().filter(|entry| entry.at >= run.started.moment && moved(&entry.event));
    let mut days: Vec<CivilDay> = entries.map(|entry| case.day_of(entry.at)).collect();
    days.sort_unstable();
    days.dedup();
    let last = days.last()?;
    if today.since(*last) >= AWAY_DAYS {
        return Some(Turn::Back);
    }
    let of = (today.since(case.day_of(run.started.moment)) + 1).clamp(1, EVENINGS);
    let done = days.iter().filter(|day| today.since(**day) < of).count();
    Some(Turn::Evenings { done: i64::try_from(done).unwrap_or(of), of })
}
