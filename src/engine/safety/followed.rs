//! What becomes of a sign that a clinician looked at, or that is old and known: rules 17.5, 17.6 and 18.6.
//!
//! It is asked of by itself before its card: is it still there, or worse? Worse latches it again. Still there opens gentle
//! things alone. Gone opens all.

use crate::engine::case::Case;
use crate::engine::safety::known::{OldSign, is_known};
use crate::engine::safety::latch::{Looked, Report, covers};
use crate::model::event::{Event, LINE_VERSION, SignNow};
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::time::Moment;
use crate::protocol::format::Card;

/// A sign that a clinician looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeenFor<'p> {
    /// What it is, in the words in which it was asked.
    pub text: String,
    /// Who looked, and where.
    pub who: &'p str,
    /// When.
    pub at: Moment,
}

/// A sign of which it is asked how it is by now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FollowUp<'p> {
    /// The signs that are asked of together: those of one line of a card.
    pub signs: Vec<&'p Id>,
    /// What they are, in the words in which they were asked.
    pub text: String,
    /// How urgent they were.
    pub urgency: Urgency,
    /// Old and known: it is asked whether it is different from the usual.
    pub known: bool,
}

/// The signs that a clinician looked at, each once, with the newest look.
pub(super) fn seen_for<'p>(case: &Case<'p>, reports: &[Report<'p>]) -> Vec<SeenFor<'p>> {
    let mut seen: Vec<SeenFor<'p>> = Vec::new();
    for (report, looked) in looked_at(case, reports) {
        let this = SeenFor { text: report.latch.text.clone(), who: looked.who, at: looked.at };
        match seen.iter_mut().find(|other| other.text == this.text) {
            Some(other) => *other = this,
            None => seen.push(this),
        }
    }
    seen
}

fn looked_at<'p, 'r>(
    case: &'r Case<'p>,
    reports: &'r [Report<'p>],
) -> impl Iterator<Item = (&'r Report<'p>, Looked<'p>)> {
    reports.iter().filter_map(|report| Some((report, report.looked(case)?)))
}

/// What is asked now, before the cards. `pending` says whether a card waits, `answered` where its newest answer stands.
pub(super) fn follow_ups<'p>(
    case: &Case<'p>,
    reports: &[Report<'p>],
    known: &[OldSign<'p>],
    pending: impl Fn(&Card) -> bool,
    answered: impl Fn(&Report<'p>) -> Option<usize>,
) -> Vec<FollowUp<'p>> {
    let mut asked: Vec<FollowUp<'p>> = Vec::new();
    let stands = |report: &Report<'p>| {
        let same = |other: &&Report<'p>| other.name == report.name;
        reports.iter().filter(same).any(|other| other.looked(case).is_none())
    };
    let mut ask = |report: &Report<'p>, known: bool| {
        let text = &report.latch.text;
        match asked.iter_mut().find(|other| other.text == *text) {
            Some(other) if other.signs.contains(&report.name) => {}
            Some(other) => other.signs.push(report.name),
            None => {
                let urgency = report.latch.urgency;
                asked.push(FollowUp { signs: vec![report.name], text: text.clone(), urgency, known });
            }
        }
    };
    let waits = |report: &Report<'p>| {
        let card = report.card.or(case.protocol.cards.first());
        card.is_some_and(&pending)
    };
    for (report, looked) in looked_at(case, reports) {
        if !report.of_the_body || stands(report) || is_known(known, report.name) {
            continue;
        }
        // What backflare 0.1.0 wrote was asked by the card alone.
        let old = case.history.entries().any(|entry| entry.place == looked.place && entry.version < LINE_VERSION);
        let due = match newest(case, report.name, looked.place) {
            Some((place, _)) => waits(report) && answered(report).is_none_or(|last| last > place),
            None => !old,
        };
        if due {
            ask(report, false);
        }
    }
    for known in known {
        let told = reports.iter().rev().find(|report| report.name == &known.sign.id);
        let Some(report) = told.filter(|report| covers(known, report) && waits(report)) else { continue };
        let said = newest(case, report.name, known.place);
        if said.is_none_or(|(place, _)| answered(report).is_none_or(|last| last > place)) {
            ask(report, true);
        }
    }
    asked
}

/// The newest answer about a sign after a place in the journal, and where it stands.
fn newest(case: &Case<'_>, name: &Id, after: usize) -> Option<(usize, SignNow)> {
    let answers = case.history.entries().filter_map(|entry| {
        let Event::Followed { sign, answer } = &entry.event else { return None };
        (sign == name && entry.place > after).then_some((entry.place, *answer))
    });
    answers.max_by_key(|(place, _)| *place)
}

/// Whether only gentle things are offered: a sign that was looked at is still there, or one is old and known. Rule 18.4.
pub(super) fn gentle<'p>(case: &Case<'p>, reports: &[Report<'p>], known: &[OldSign<'p>]) -> bool {
    let still = |(report, looked): (&Report<'p>, Looked<'p>)| {
        report.of_the_body
            && newest(case, report.name, looked.place).is_some_and(|(_, answer)| answer == SignNow::StillThere)
    };
    !known.is_empty() || looked_at(case, reports).any(still)
}
