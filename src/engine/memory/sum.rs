//! A course in a few figures, for whoever ends it.

use std::collections::BTreeMap;

use crate::engine::memory::Stretch;
use crate::engine::memory::helped::{After, Treatment, helped};
use crate::engine::memory::medicines::{Used, used};
use crate::model::event::{Began, Event, Record};
use crate::model::kind::Kind;
use crate::model::profile::{Answer, Fact};
use crate::model::time::Span;
use crate::protocol::format::{Protocol, Step};

/// What a course was, in a few figures.
#[derive(Clone, PartialEq, Debug)]
pub struct Sum {
    /// How many days it had, of 24 hours each.
    pub days: i64,
    /// Its first and its last level of pain, where there are two.
    pub pain: Option<(u8, u8)>,
    /// How long after its begin the person stood.
    pub stood: Option<Span>,
    /// How often they walked.
    pub walks: u32,
    /// For how long in all: as much as was noted, or else what the plan had for that day.
    pub walked: Span,
    /// What was taken, by name.
    pub used: Vec<Used>,
    /// How many nights were bad, of how many that were told of.
    pub nights: (u32, u32),
    /// What was going on when it began.
    pub began: Option<Began>,
    /// The one thing that matters to the person, and how hard it was at first and last, where that was said.
    pub goal: Option<(String, Option<(u8, u8)>)>,
    /// What came after a kind of thing, where there are enough pairs to say it.
    pub after: Vec<After>,
    /// Of how many doses it was said that they helped enough, and of how many that they did not. Rule 6a.
    pub doses_helped: (usize, usize),
}

/// A course in figures. `protocol` is its own copy.
pub fn sum(stretch: &Stretch<'_>, protocol: &Protocol) -> Sum {
    let mut levels = stretch.levels().map(|(_, level)| level);
    let first = levels.next();
    let pain = first.zip(levels.next_back());
    let (mut walks, mut walked) = (0, Span::ZERO);
    for item in stretch.kept() {
        let Event::Done { step, partial, answer, .. } = &item.record.event else { continue };
        let Some(step) = protocol.step(step).filter(|_| *answer != Some(false)) else { continue };
        if step.kind == Kind::Walk {
            walks += 1;
            let planned = || planned(item.at() - stretch.begins.moment, step).unwrap_or_default();
            walked = walked + partial.map_or_else(planned, |partial| partial.done);
        }
    }
    Sum {
        days: stretch.days(),
        pain,
        stood: stretch.stood_after(protocol),
        walks,
        walked,
        used: used(stretch),
        nights: stretch.nights(),
        began: stretch.began(),
        goal: goal(stretch),
        after: after(stretch),
        doses_helped: doses_helped(stretch),
    }
}

/// Of each dose the last answer counts.
fn doses_helped(stretch: &Stretch<'_>) -> (usize, usize) {
    let answer = |record: &Record| {
        let Event::Answered { fact: Fact::LastDoseHelped, value, dose, .. } = &record.event else { return None };
        let dose = dose.unwrap_or(record.id);
        match value {
            Answer::Yes => Some((dose, true)),
            Answer::No => Some((dose, false)),
            Answer::Cleared | Answer::Number(_) | Answer::Time(_) | Answer::Word(_) => None,
        }
    };
    let said: BTreeMap<_, bool> = stretch.kept().filter_map(|item| answer(item.record)).collect();
    let yes = said.values().filter(|helped| **helped).count();
    (yes, said.len() - yes)
}

fn goal(stretch: &Stretch<'_>) -> Option<(String, Option<(u8, u8)>)> {
    let (text, levels) = stretch.goal()?;
    let ends = levels.first().zip(levels.last());
    Some((text.to_owned(), ends.map(|((_, first), (_, last))| (*first, *last))))
}

/// Of medicines nothing is said here: whether one helped is asked of its dose.
fn after(stretch: &Stretch<'_>) -> Vec<After> {
    let told = |after: &After| !after.too_few() && matches!(after.thing, Treatment::Kind(_));
    helped(&stretch.items).after.into_iter().filter(told).collect()
}

/// How long a session is that long after the start, whatever the phase was: the shortest of its stage, so that nobody is told
/// of more than they did.
fn planned(after: Span, step: &Step) -> Option<Span> {
    let plain = step.sessions.iter().filter(|session| session.phase.is_none());
    let mut fits = plain.filter(|session| session.from.is_none_or(|from| from <= after));
    fits.next_back().or(step.sessions.first())?.layout().work()
}
