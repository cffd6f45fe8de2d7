//! What several rules ask of a body: is the person awake, drowsy, is the skin bare, is a move small.

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::{Fine, Rule, Weighed, Why, no, yes};
use crate::model::event::Content;
use crate::model::kind::Kind;
use crate::model::limits::{MICRO_HOLD, MICRO_ROUNDS, TOPICAL_BEFORE_HEAT};
use crate::model::time::Span;
use crate::protocol::format::Session;

/// Whether a session is a small move: few rounds, held briefly. Without a session nobody knows, so it is not.
pub(super) fn small(session: Option<&Session>) -> bool {
    session.is_some_and(|session| {
        session.rounds.is_some_and(|rounds| rounds <= MICRO_ROUNDS)
            && session.cues.iter().all(|cue| cue.rest || cue.length <= MICRO_HOLD)
            && session.length.is_none()
    })
}

/// Awake now, and until it is off.
pub(super) fn awake(case: &Case<'_>, rule: Rule, needs: Span, facts: &'static [&'static str]) -> Weighed {
    if let Some(until) = case.asleep_until() {
        return no(rule, Why::Asleep, Some(until), facts);
    }
    let bed = case.next(case.hours.sleeps);
    if case.passed(bed - needs) {
        return no(rule, Why::TooCloseToBed, Some(case.hours.next(case.hours.wakes, bed, case.zone)), facts);
    }
    yes(rule, Fine::Awake, facts)
}

/// Whether a dose goes onto the skin, or nobody knows what it was.
pub(super) fn is_topical(dose: &Taken) -> bool {
    dose.is_unknown() || dose.contents().any(Content::is_rub)
}

/// Nothing is on the skin, and nothing was on it for 12 hours: for heat (TP-05), and for massage.
pub(super) fn bare_skin(case: &Case<'_>, rule: Rule, facts: &'static [&'static str]) -> Weighed {
    let gap = TOPICAL_BEFORE_HEAT;
    let rubbed = case.history.doses().iter().filter(|dose| is_topical(dose)).map(|dose| dose.at.moment);
    let last = rubbed.chain(case.ends(Kind::Rub)).chain(case.ends(Kind::Patch)).max();
    match last.filter(|last| !case.reached(*last + gap)) {
        Some(last) => {
            let on = case.is_on(Kind::Rub) || case.is_on(Kind::Patch);
            no(rule, Why::CreamOn { gap }, (!on).then_some(last + gap), facts)
        }
        None => yes(rule, Fine::NoCream { gap }, facts),
    }
}
