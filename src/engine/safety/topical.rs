//! Rule 12: rubs and patches, and nothing warm on either. One at a time, not on skin that is warm or hurt, not for long.

use std::collections::BTreeSet;

use crate::engine::case::Case;
use crate::engine::history::Entry;
use crate::engine::safety::body::{awake, is_topical};
use crate::engine::safety::{Fine, Rule, Subject, Weighed, Why, first_against, no, yes};
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::limits::{
    ANALGESIC_WINDOW, COUNTED_OVER, HEAT_BEFORE_TOPICAL, PATCH_BEFORE_BED, PATCH_OFF, PATCH_ON, RUB_IN_24H,
    TOPICAL_BEFORE_HEAT, TOPICAL_DAYS, may_be_offered,
};
use crate::model::profile::Fact;
use crate::model::time::Moment;
use crate::protocol::named::contains;

/// Weighs rule 12 for a rub.
pub(super) fn weigh_rub(case: &Case<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const FACTS: &[&str] = &["TP-08"];
    let mut rules = both(case, subject, &["TP-06", "TP-08"]);
    rules.push(alone(case, Some(&subject.step.id)));
    let mut taken: Vec<Moment> = case.ends(Kind::Rub);
    // A line that cannot be read is among the ends already.
    let doses = case.history.doses().iter().filter(|dose| is_topical(dose)).filter(|dose| !dose.unreadable);
    taken.extend(doses.map(|dose| dose.at.moment));
    taken.retain(|at| !case.reached(*at + COUNTED_OVER));
    taken.sort_unstable();
    let times = u32::try_from(taken.len()).unwrap_or(u32::MAX);
    rules.push(if times >= RUB_IN_24H {
        let leaves = taken.len().saturating_sub(RUB_IN_24H as usize);
        let until = taken.get(leaves).map(|at| *at + COUNTED_OVER);
        no(Rule::Topical, Why::TooManyDoses { taken: times, most: RUB_IN_24H }, until, FACTS)
    } else {
        yes(Rule::Topical, Fine::TimesKept { taken: times, most: RUB_IN_24H }, FACTS)
    });
    rules
}

/// Weighs rule 12 for a patch.
pub(super) fn weigh_patch(case: &Case<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    const FACTS: &[&str] = &["TP-14", "TP-15"];
    let mut rules = both(case, subject, &["TP-16", "TP-17"]);
    rules.push(alone(case, None));
    let last = case.ends(Kind::Patch).into_iter().max().filter(|last| !case.reached(*last + PATCH_OFF));
    rules.push(match last {
        Some(_) if case.is_on(Kind::Patch) => no(Rule::Topical, Why::PatchIsOn, None, FACTS),
        Some(last) => no(Rule::Topical, Why::PatchOff { gap: PATCH_OFF }, Some(last + PATCH_OFF), &[]),
        None => yes(Rule::Topical, Fine::NoPatch { gap: PATCH_OFF }, FACTS),
    });
    let long = subject.session.and_then(|session| session.layout().total()).filter(|length| *length > PATCH_ON);
    if long.is_some() {
        rules.push(no(Rule::Topical, Why::SessionTooLong { most: PATCH_ON }, None, FACTS));
    }
    rules.push(awake(case, Rule::Topical, PATCH_BEFORE_BED, &[]));
    rules
}

/// What holds for a rub and for a patch.
fn both(case: &Case<'_>, subject: &Subject<'_>, skin: &'static [&'static str]) -> Vec<Weighed> {
    let questions = [(Fact::Pregnant, false), (Fact::BrokenSkin, false)];
    let mut rules = Vec::new();
    // A file that nobody checked may name what is in it.
    let contains = subject.step.medicine.iter().flat_map(contains).map(|content| content.ingredient);
    for ingredient in contains.filter(|ingredient| !may_be_offered(ingredient)) {
        rules.push(no(Rule::Ceiling, Why::NeverOffered(ingredient), None, &["TP-11", "TP-21"]));
    }
    rules.push(match first_against(case, &questions) {
        Some(why) => no(Rule::Topical, why, None, skin),
        None => yes(Rule::Topical, Fine::QuestionsClear, skin),
    });
    let gap = HEAT_BEFORE_TOPICAL;
    rules.push(match case.ends(Kind::Heat).into_iter().max().filter(|last| !case.reached(*last + gap)) {
        Some(last) => {
            let until = (!case.is_on(Kind::Heat)).then_some(last + gap);
            no(Rule::Topical, Why::AfterHeat { gap }, until, &[])
        }
        None => yes(Rule::Topical, Fine::HeatGone { gap }, &[]),
    });
    let days = days(case);
    rules.push(if days >= TOPICAL_DAYS {
        no(Rule::Topical, Why::TooManyTopicalDays { days, most: TOPICAL_DAYS }, None, &["TP-08", "TP-17"])
    } else {
        yes(Rule::Topical, Fine::TopicalDaysKept { days, most: TOPICAL_DAYS }, &["TP-08", "TP-17"])
    });
    rules
}

/// When a rub or a patch other than that step was last on the skin. What nobody knows may be one.
fn last_other(case: &Case<'_>, own: Option<&Id>) -> Option<Moment> {
    let rubbed = case.history.doses().iter().filter(|dose| is_topical(dose)).map(|dose| dose.at.moment);
    let others = case.protocol.steps.iter().filter(|step| {
        let patch = step.kind == Kind::Patch && own.is_some();
        patch || (step.kind == Kind::Rub && Some(&step.id) != own)
    });
    let ended = |entry: &&Entry| matches!(entry.event, Event::Done { .. } | Event::Off { .. });
    let done = others.flat_map(|step| case.history.sessions_of(&step.id).filter(ended)).map(|entry| entry.at);
    let before = [Kind::Rub, Kind::Patch].into_iter().filter(|kind| *kind == Kind::Rub || own.is_some());
    let before = before.flat_map(|kind| case.before(kind)).filter(|id| Some(*id) != own);
    let before = before.flat_map(|id| case.history.sessions_before(id).filter(ended)).map(|entry| entry.at);
    rubbed.chain(done).chain(before).max()
}

/// Never two on one site: 12 hours from another, and none while a patch is on. A caution margin; TP-19.
fn alone(case: &Case<'_>, own: Option<&Id>) -> Weighed {
    const FACTS: &[&str] = &["TP-19"];
    let gap = TOPICAL_BEFORE_HEAT;
    if case.is_on(Kind::Patch) || case.is_on(Kind::Rub) {
        return no(Rule::Topical, Why::PatchIsOn, None, FACTS);
    }
    match last_other(case, own).filter(|last| !case.reached(*last + gap)) {
        Some(last) => no(Rule::Topical, Why::CreamOn { gap }, Some(last + gap), FACTS),
        None => yes(Rule::Topical, Fine::NoCream { gap }, FACTS),
    }
}

/// On how many different days a rub or a patch was used: in this flare or in the last 30 days, whichever is longer.
fn days(case: &Case<'_>) -> u32 {
    let rubbed = case.history.doses().iter().filter(|dose| is_topical(dose)).map(|dose| dose.at.moment);
    let used = rubbed
        .chain(case.ends(Kind::Rub))
        .chain(case.ends(Kind::Patch))
        .filter(|at| case.counts_within(*at, ANALGESIC_WINDOW));
    let days: BTreeSet<_> = used.map(|at| case.day_of(at)).collect();
    u32::try_from(days.len()).unwrap_or(u32::MAX)
}
