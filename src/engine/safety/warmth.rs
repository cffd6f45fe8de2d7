//! Rules 13 and 14: heat and cold, short, apart, awake, and never on skin that does not feel.

use crate::engine::case::Case;
use crate::engine::safety::body::{awake, bare_skin};
use crate::engine::safety::consent::agreed;
use crate::engine::safety::sedation::sedated_until;
use crate::engine::safety::{Fine, Rule, Subject, Weighed, Why, first_against, no, yes};
use crate::model::event::{Consent, Content};
use crate::model::kind::Kind;
use crate::model::limits::{
    ASK_AGAIN_BEFORE_BED, BRUISE_HOLDS, COLD_GAP, COLD_IN_24H, COLD_SESSION, COUNTED_OVER, DROWSY_HOLDS, HEAT_COLD_GAP,
    HEAT_GAP, HEAT_IN_24H, HEAT_SESSION, HELPER_AGE, OFF_BEFORE_BED, SKIN_BEFORE_HEAT,
};
use crate::model::profile::{Answer, Fact};
use crate::model::time::{Moment, Span};

/// Weighs rule 13.
pub(super) fn weigh_heat(case: &Case<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const WHO: &[&str] = &["HC-13", "HC-20", "HC-19"];
    let length =
        subject.session.and_then(|session| session.layout().total()).unwrap_or(HEAT_SESSION + Span::seconds(1));
    // Pregnancy first: without a clinician's yes no other answer can matter. Rule 22.3.
    let mut questions =
        vec![(Fact::Pregnant, true), (Fact::LessFeeling, true), (Fact::Circulation, true), (Fact::BrokenSkin, false)];
    if case.facts.is(Fact::Pregnant) == Some(true) && agreed(case, Consent::Heat).is_some() {
        questions.retain(|(fact, _)| *fact != Fact::Pregnant);
    }
    let needs_yes = |why: Why| if why == Why::Answered(Fact::Pregnant) { Why::NeedsYes(Consent::Heat) } else { why };
    let mut rules = vec![sessions(case, Rule::Heat, Kind::Heat, HEAT_GAP, HEAT_IN_24H, &["HC-06"])];
    rules.push(match first_against(case, &questions).map(|why| (needs_yes(why), None)).or_else(|| bruise(case)) {
        Some((why, until)) => no(Rule::Heat, why, until, WHO),
        None => yes(Rule::Heat, Fine::QuestionsClear, WHO),
    });
    rules.extend(helper(case));
    rules.push(length_kept(Rule::Heat, length, HEAT_SESSION, &["HC-06"]));
    rules.push(awake(case, Rule::Heat, length + OFF_BEFORE_BED, &["HC-08", "HC-14"]));
    rules.push(drowsy(case));
    rules.push(apart(case, Rule::Heat, Kind::Cold));
    rules.push(bare_skin(case, Rule::Topical, &["TP-05"]));
    rules.extend(on_skin(case));
    rules
}

/// Heat waits for whatever else is on the skin. Rule 19.8; a caution margin.
fn on_skin(case: &Case<'_>) -> Option<Weighed> {
    let gap = SKIN_BEFORE_HEAT;
    let on = case.history.doses().iter().rev().find(|dose| dose.contents().any(Content::is_on_skin))?;
    let until = on.at.moment + gap;
    (!case.reached(until)).then(|| no(Rule::Topical, Why::CreamOn { gap }, Some(until), &[]))
}

/// Weighs rule 14.
pub(super) fn weigh_cold(case: &Case<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const WHO: &[&str] = &["HC-30"];
    let length =
        subject.session.and_then(|session| session.layout().total()).unwrap_or(COLD_SESSION + Span::seconds(1));
    let questions = [
        (Fact::LessFeeling, false),
        (Fact::Circulation, false),
        (Fact::Raynaud, false),
        (Fact::HighPressure, false),
        (Fact::BrokenSkin, false),
    ];
    let mut rules = vec![sessions(case, Rule::Cold, Kind::Cold, COLD_GAP, COLD_IN_24H, &["HC-36"])];
    rules.push(match first_against(case, &questions) {
        Some(why) => no(Rule::Cold, why, None, WHO),
        None => yes(Rule::Cold, Fine::QuestionsClear, WHO),
    });
    rules.push(length_kept(Rule::Cold, length, COLD_SESSION, &["HC-37"]));
    rules.push(awake(case, Rule::Cold, length, &[]));
    rules.push(apart(case, Rule::Cold, Kind::Heat));
    rules
}

/// The distance to the last session and the number in 24 hours. When a session began is not known for certain, so the
/// distance is counted from its end, which is the latest that its beginning can have been.
fn sessions(case: &Case<'_>, rule: Rule, kind: Kind, gap: Span, most: u32, facts: &'static [&'static str]) -> Weighed {
    let ends = case.ends(kind);
    if let Some(last) = ends.iter().max().filter(|last| !case.reached(**last + gap)) {
        return no(rule, Why::SessionTooSoon { gap }, (!case.is_on(kind)).then_some(*last + gap), facts);
    }
    let window: Vec<Moment> = ends.into_iter().filter(|end| !case.reached(*end + COUNTED_OVER)).collect();
    let in_24h = u32::try_from(window.len()).unwrap_or(u32::MAX);
    if in_24h >= most {
        // The one whose leaving the window makes room.
        let leaves = window.len().saturating_sub(most as usize);
        return no(rule, Why::TooManySessions { most }, window.get(leaves).map(|end| *end + COUNTED_OVER), facts);
    }
    yes(rule, Fine::SessionsKept { in_24h, most, gap }, facts)
}

fn bruise(case: &Case<'_>) -> Option<(Why, Option<Moment>)> {
    let Some(known) = case.facts.get(Fact::Bruise) else { return Some((Why::Unanswered(Fact::Bruise), None)) };
    (known.value != Answer::No).then(|| (Why::Bruise, Some(known.at + BRUISE_HOLDS)))
}

/// At 65 or over heat is for when somebody is there. A caution margin; HC-12.
fn helper(case: &Case<'_>) -> Option<Weighed> {
    const FACTS: &[&str] = &["HC-12"];
    let age = case.facts.age()?;
    (age >= HELPER_AGE).then(|| match case.facts.is(Fact::HelperHere) {
        Some(true) => yes(Rule::Heat, Fine::QuestionsClear, FACTS),
        Some(false) => no(Rule::Heat, Why::NeedsHelper, None, FACTS),
        None => no(Rule::Heat, Why::Unanswered(Fact::HelperHere), None, FACTS),
    })
}

fn length_kept(rule: Rule, length: Span, most: Span, facts: &'static [&'static str]) -> Weighed {
    if length > most {
        return no(rule, Why::SessionTooLong { most }, None, facts);
    }
    yes(rule, Fine::LengthKept { most }, facts)
}

fn drowsy(case: &Case<'_>) -> Weighed {
    const FACTS: &[&str] = &["HC-13"];
    // By what they took or by what they say: whichever holds longer.
    let said = case.facts.get(Fact::Drowsy).filter(|known| known.value != Answer::No);
    let said = said.map(|known| (known.at + DROWSY_HOLDS, DROWSY_HOLDS));
    if let Some((until, gap)) = sedated_until(case).into_iter().chain(said).max() {
        return no(Rule::Heat, Why::Drowsy { gap }, Some(until), FACTS);
    }
    let bed = case.next(case.hours.sleeps);
    let known = case.facts.get(Fact::Drowsy).filter(|known| {
        // The last heat of the day is the one that people fall asleep on: there the answer must be a fresh one.
        !case.reached(known.at + DROWSY_HOLDS) || !case.reached(bed - ASK_AGAIN_BEFORE_BED)
    });
    match known {
        None => no(Rule::Heat, Why::Unanswered(Fact::Drowsy), None, FACTS),
        Some(_) => yes(Rule::Heat, Fine::NothingDrowsy, FACTS),
    }
}

fn apart(case: &Case<'_>, rule: Rule, from: Kind) -> Weighed {
    const FACTS: &[&str] = &["HC-29"];
    let last = case.ends(from).into_iter().max().filter(|last| !case.reached(*last + HEAT_COLD_GAP));
    match last {
        Some(last) => {
            let until = (!case.is_on(from)).then_some(last + HEAT_COLD_GAP);
            no(rule, Why::HeatColdApart { gap: HEAT_COLD_GAP }, until, FACTS)
        }
        None => yes(rule, Fine::HeatColdKept { gap: HEAT_COLD_GAP }, FACTS),
    }
}
