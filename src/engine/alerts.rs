//! What stands above the action, and goes when its cause goes.

use crate::engine::case::Case;
use crate::engine::history::Entry;
use crate::engine::moved::Moved;
use crate::engine::plan::{Alert, Cause, Passed};
use crate::engine::safety::prescribed::{unplaced, withdrawn};
use crate::engine::safety::screening::{Screened, past_limit_now};
use crate::engine::safety::{Standing, lasting, medicine, sedation, unknown};
use crate::model::event::ZoneChange;
use crate::model::id::Id;
use crate::model::kind::{Kind, Urgency};
use crate::model::limits::{
    ALONE_UNSAID, FIRST_FLARE_ADVICE, FIRST_FLARE_AGE, HEAT_SESSION, PATCH_BEFORE_BED, PATCH_REMINDER, PLAN_ENDS,
    medicine_limits,
};
use crate::model::medicine::Ingredient;
use crate::model::profile::Fact;
use crate::model::time::Moment;
use crate::protocol::format::{Escalation, OpenEnd, Phase};

/// Something that is on the skin.
pub(super) struct Worn<'p> {
    /// Its step, by the name under which it went on.
    pub(super) step: &'p Id,
    title: &'p str,
    /// By when it must be off.
    pub(super) by: Moment,
    /// From when that is said.
    pub(super) said: Moment,
}

/// What is on the skin, and by when it must be off: after the longest time of its kind, and a patch before bed. What went
/// on in bed is late at once. What has no name in this protocol may be heat, which is on for the shortest time.
pub(super) fn take_off<'p>(case: &Case<'p>) -> Vec<Worn<'p>> {
    let history = case.history;
    let known =
        case.protocol.steps.iter().map(|step| (&step.id, step.name.as_deref().unwrap_or(&step.title), step.kind));
    let strange = history.worn().iter().filter(|id| case.protocol.step(id).is_none());
    let strange = strange.map(|id| (id, id.as_str(), Kind::Heat));
    let on = |(step, title, kind): (&'p Id, &'p str, Kind)| Some((step, title, kind, case.on_since(step)?));
    let mut on: Vec<_> = known.chain(strange).filter_map(on).collect();
    on.sort_by_key(|(.., entry)| (entry.at, entry.place));
    let worn = |(step, title, kind, entry): (&'p Id, &'p str, Kind, &Entry)| {
        let since = entry.at;
        let longest = kind.longest_on().unwrap_or(HEAT_SESSION);
        let bed = case.hours.next(case.hours.sleeps, since, case.zone) - PATCH_BEFORE_BED;
        let late = if kind == Kind::Patch { bed.max(since) } else { since + longest };
        let by = late.min(since + longest);
        Worn { step, title, by, said: if kind == Kind::Patch { by - PATCH_REMINDER } else { by } }
    };
    on.into_iter().map(worn).collect()
}

/// Too much acetaminophen that no longer shows in the sum of 24 hours. Rule 19.6.
fn too_much<'p>(case: &Case<'p>) -> Option<Cause<'p>> {
    let unknown::TooMuch { sum_mg, because, .. } = unknown::too_much(case)?;
    let acetaminophen = |standing: &Standing| standing.ingredient == Ingredient::Acetaminophen && standing.over();
    if medicine::standings(case).iter().any(acetaminophen) {
        return None;
    }
    let most = medicine_limits(&Ingredient::Acetaminophen).map_or(0, |limits| limits.in_24h_mg);
    let ingredient = Ingredient::Acetaminophen.to_string();
    Some(Cause::OverLimit { ingredient, passed: Passed::Day(sum_mg, most), poison: true, because })
}

/// What is said of somebody who has been down for too long. Rule 22.6.
pub fn down_too_long<'p>(case: &Case<'_>, open: &'p OpenEnd) -> Cause<'p> {
    let pregnant = case.facts.is(Fact::Pregnant) == Some(true);
    if pregnant { Cause::DownPregnant } else { Cause::PastLimit(&open.past_limit) }
}

/// Whether somebody who is pregnant and cannot get up is alone: they said so, or said nothing for two minutes. Rule 22.6.
fn alone(case: &Case<'_>) -> bool {
    if let Some(there) = case.facts.is(Fact::HelperHere) {
        return !there;
    }
    let told = case.facts.get(Fact::Pregnant).map_or(case.started(), |known| known.at.max(case.started()));
    case.reached(told + ALONE_UNSAID)
}

/// What the protocol says when the flare goes on for so long, where the pain has not fallen by as much as it names.
fn escalated<'p>(case: &Case<'p>) -> impl Iterator<Item = &'p Escalation> {
    let pains: Vec<u8> = case.history.pains().filter_map(|pain| pain.level).collect();
    let fallen = match (pains.first(), pains.last()) {
        (Some(first), Some(last)) => first.saturating_sub(*last),
        _ => 0,
    };
    case.protocol.escalations.iter().filter(move |escalation| {
        let begun = case.has_run(escalation.from);
        let over = escalation.until.is_some_and(|until| case.has_run(until));
        begun && !over && escalation.unless_better_by.is_none_or(|least| fallen < least)
    })
}

/// Whether it is the first bad back of somebody over 50, in its first day.
fn first_over_50(case: &Case<'_>) -> bool {
    case.protocol.is_for_back()
        && case.facts.age().is_some_and(|age| age > FIRST_FLARE_AGE)
        && case.facts.is(Fact::FirstFlare) == Some(true)
        && !case.has_run(FIRST_FLARE_ADVICE)
}

/// What stands above the action, the most urgent first.
pub(super) fn alerts<'p>(case: &Case<'p>, screened: &Screened<'p>, phase: &Phase) -> Vec<Alert<'p>> {
    let mut alerts: Vec<Alert<'p>> = screened
        .screening
        .latches
        .iter()
        .map(|latch| Alert {
            urgency: latch.urgency,
            cause: if latch.liftable {
                Cause::Sign { text: latch.text.clone(), say: latch.say }
            } else {
                Cause::TooYoung
            },
        })
        .collect();
    let mut push = |urgency, cause| alerts.push(Alert { urgency, cause });
    for standing in medicine::standings(case).into_iter().filter(super::safety::Standing::over) {
        let poison = standing.ingredient == Ingredient::Acetaminophen;
        let day =
            standing.most_mg.filter(|most| standing.sum_mg > *most).map(|most| Passed::Day(standing.sum_mg, most));
        let half = standing.over_12h.map(Passed::HalfDay);
        let Some(passed) = day.or(half).or(standing.over_single.map(Passed::Single)) else { continue };
        let (ingredient, because) = (standing.ingredient.to_string(), standing.because.clone());
        push(Urgency::SameDay, Cause::OverLimit { ingredient, passed, poison, because });
    }
    if let Some(over) = too_much(case) {
        push(Urgency::SameDay, over);
    }
    if let Some(newest) = case.clock_behind() {
        push(Urgency::Soon, Cause::ClockBehind { newest });
    }
    if let Some(damage) = case.history.damaged().last() {
        push(Urgency::Soon, Cause::Unreadable { line: damage.line });
    }
    if let Some(file) = case.history.zone_lost() {
        push(Urgency::Soon, Cause::ZoneLost { file: file.to_owned() });
    }
    if let Some(Moved { from, to, answer }) =
        case.history.moved().filter(|moved| moved.answer != Some(ZoneChange::Known))
    {
        push(Urgency::Soon, Cause::ZoneMoved { from, to, wrong: answer == Some(ZoneChange::Wrong) });
    }
    if let Some(name) = case.history.copies_beside().first() {
        push(Urgency::Soon, Cause::CopyBeside { name: name.clone() });
    }
    if let (Some(first), lines) = (case.history.merge_marks().first(), case.history.merge_marks().len()) {
        push(Urgency::Soon, Cause::MergeMarks { first: *first, lines });
    }
    let past = case
        .protocol
        .steps
        .iter()
        .filter(|step| step.phases.is_empty() || step.phases.contains(&phase.id))
        .find_map(|step| past_limit_now(case, step));
    let pregnant = case.facts.is(Fact::Pregnant) == Some(true);
    let free = screened.screening.latched().is_none() && !case.plan_over();
    if pregnant && phase.floor && free && alone(case) {
        push(Urgency::Soon, Cause::CallSomebody);
    }
    if let Some((open, _)) = past.filter(|_| free) {
        push(Urgency::SameDay, down_too_long(case, open));
    }
    if first_over_50(case) {
        push(Urgency::Soon, Cause::FirstFlareOver50);
    }
    for Worn { step, title, by, .. } in take_off(case).into_iter().filter(|worn| case.reached(worn.said)) {
        // From then on nothing else is offered.
        case.reached(by);
        push(Urgency::Soon, Cause::TakeOff { step, title, by });
    }
    if let Some(until) = sedation::two_until(case) {
        push(Urgency::SameDay, Cause::TwoSedatives { until });
    }
    if let Some(until) = sedation::driving_from(case) {
        push(Urgency::Soon, Cause::Sedated { until });
    }
    // A graver sign has its own words.
    let lasting = lasting::stands(case).filter(|_| screened.screening.latched().is_none() && !case.plan_over());
    if let Some(lasting) = lasting {
        push(Urgency::Soon, Cause::LastingPain(lasting));
    }
    if medicine::days_are_over(case) {
        push(Urgency::Soon, Cause::TenDays);
    }
    for escalation in escalated(case) {
        push(escalation.urgency, Cause::Escalation(&escalation.say));
    }
    let who = case.protocol.prescribed.as_ref().map_or("", |prescribed| prescribed.who.as_str());
    for step in withdrawn(case) {
        push(Urgency::Soon, Cause::Withdrawn { who, title: step.title.as_str() });
    }
    for step in unplaced(case).into_iter().filter(|_| free) {
        push(Urgency::Soon, Cause::WhereIsThePain { step: &step.id, title: step.title.as_str() });
    }
    if case.plan_over() && case.protocol.escalations.iter().all(|escalation| escalation.from < PLAN_ENDS) {
        push(Urgency::Soon, Cause::PlanEnded);
    }
    alerts.sort_by_key(|alert| std::cmp::Reverse(alert.urgency));
    alerts
}
