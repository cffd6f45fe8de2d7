//! Rule 15: small moves first, nothing that pulls while a leg sign stands, and no more than the last days bore.

use crate::engine::case::Case;
use crate::engine::safety::body::small;
use crate::engine::safety::prescribed::{Given, Placing, given, placing};
use crate::engine::safety::screening::Screened;
use crate::engine::safety::{Fine, Rule, Subject, Weighed, Why, no, yes};
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Kind};
use crate::model::limits::{HELPER_FROM, MICRO_SETS_A_DAY, PRESCRIBED_APART, STRETCH_FROM, WALK_EARLY, WALKS_A_DAY};
use crate::model::time::{Moment, Span};

/// Weighs rule 15 for an exercise: a small one, or one that pulls.
pub(super) fn weigh_exercise(case: &Case<'_>, screened: &Screened<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    if let Some(given) = given(case).filter(|_| subject.step.extension) {
        extension(case, given, subject)
    } else if subject.step.micro && small(subject.session) {
        micro(case, subject)
    } else {
        weigh_pull(case, screened, subject)
    }
}

/// Weighs rule 24.5 for a step that a clinician gave against pain in the leg: no leg sign but a latch stops it, and where the
/// pain is decides how it goes on.
fn extension(case: &Case<'_>, given: Given, subject: &Subject<'_>) -> Vec<Weighed> {
    const FACTS: &[&str] = &["MV-35"];
    let step = subject.step;
    let last = case.history.done(&step.id).map(|(entry, _)| entry.at).max();
    let gap = PRESCRIBED_APART;
    let placed = match placing(case, given, step) {
        Placing::Clear => yes(Rule::Movement, Fine::Prescribed, FACTS),
        Placing::Asked => no(Rule::Movement, Why::WhereIsThePain, None, FACTS),
        Placing::Rests(until) => no(Rule::Movement, Why::WentFurtherDown, Some(until), FACTS),
        Placing::Withdrawn => no(Rule::Movement, Why::Withdrawn, None, FACTS),
    };
    let soon = last.filter(|last| !case.reached(*last + gap));
    let soon = soon.map(|last| no(Rule::Movement, Why::SessionTooSoon { gap }, Some(last + gap), &[]));
    std::iter::once(placed).chain(soon).collect()
}

/// Whether our own margins of movement bind: those of a low back, where no clinician's plan was accepted. Rules 23.4 and 24.3.
fn margins_bind(case: &Case<'_>) -> bool {
    case.protocol.is_for_back() && given(case).is_none()
}

/// Weighs rule 15 for a walk: short and few in the first 48 hours.
pub(super) fn weigh_walk(case: &Case<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const FACTS: &[&str] = &[];
    if !case.early() || !margins_bind(case) {
        return Vec::new();
    }
    let length = subject.session.and_then(|session| session.layout().total());
    if length.is_none_or(|length| length > WALK_EARLY) {
        return vec![no(
            Rule::Movement,
            Why::SessionTooLong { most: WALK_EARLY },
            Some(opens(case, STRETCH_FROM)),
            FACTS,
        )];
    }
    let is_walk = |id: &Id| case.protocol.step(id).is_some_and(|step| step.kind == Kind::Walk);
    vec![sets(case, is_walk, WALKS_A_DAY, FACTS)]
}

fn micro(case: &Case<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const FACTS: &[&str] = &["MV-12", "MV-13"];
    let mut rules = vec![yes(Rule::Movement, Fine::SmallMove, FACTS)];
    // Stuck, small movement is what frees you: sets are not counted there.
    if case.early() && margins_bind(case) && !subject.floor {
        rules.push(sets(case, |id| *id == subject.step.id, MICRO_SETS_A_DAY, FACTS));
    }
    rules
}

/// Weighs rule 15 for a stretch, and for an exercise that is not small.
pub(super) fn weigh_pull(case: &Case<'_>, screened: &Screened<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const LEG: &[&str] = &["MV-23", "MV-35"];
    let mut rules = Vec::new();
    let flare = case.history.run().is_some_and(|run| run.course == CourseKind::Flare);
    let from = if subject.step.helper { HELPER_FROM } else { STRETCH_FROM };
    // Our own margins are those of a low back. Rule 23.4.
    let back = flare && margins_bind(case);
    if back && !case.has_run(from) {
        let why = if subject.step.micro { Why::NotSmallEnough } else { Why::TooEarly { from } };
        rules.push(no(Rule::Movement, why, Some(opens(case, from)), &["MV-12", "MV-34"]));
    } else if back {
        rules.push(yes(Rule::Movement, Fine::LateEnough { from }, &["MV-12", "MV-34"]));
    }
    let leg = screened.leg || screened.soon || (subject.step.helper && screened.leg_ever);
    // What is old and known is told as that, and what is new beside it as new. Rule 18.5.
    if screened.gentle && !screened.soon {
        rules.push(no(Rule::Movement, Why::OldSign, None, &[]));
    } else if leg {
        rules.push(no(Rule::Movement, Why::LegSign, None, LEG));
    } else if asks_of_a_leg(case) {
        rules.push(yes(Rule::Movement, Fine::NoLegSign, LEG));
    }
    if back {
        rules.push(if case.history.steady() {
            yes(Rule::Movement, Fine::Steady, &["SC-02"])
        } else {
            no(Rule::Movement, Why::NotSteady, None, &["SC-02"])
        });
    }
    rules
}

/// Whether the plan asks of the leg at all: of a hand or an eye there is nothing to say of it.
pub(super) fn asks_of_a_leg(case: &Case<'_>) -> bool {
    case.protocol.is_for_back() || case.protocol.signs.iter().any(|sign| sign.leg)
}

fn opens(case: &Case<'_>, from: Span) -> Moment {
    case.started() + from
}

/// Counts what was done of some steps in this civil day.
fn sets(case: &Case<'_>, counts: impl Fn(&Id) -> bool, most: u32, facts: &'static [&'static str]) -> Weighed {
    let done = case
        .history
        .entries()
        .filter(|entry| matches!(&entry.event, Event::Done { step, .. } if counts(step)))
        .filter(|entry| case.is_today(entry.at))
        .count();
    let done = u32::try_from(done).unwrap_or(u32::MAX);
    if done < most {
        return yes(Rule::Movement, Fine::SetsKept { done, most }, facts);
    }
    no(Rule::Movement, Why::EnoughSets { most }, Some(case.hours.start_of(case.today().plus(1), case.zone)), facts)
}
