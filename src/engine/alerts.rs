//! What stands above the action, and goes when its cause goes.

use crate::engine::plan::{Alert, Cause};
use crate::engine::safety::screening::{Screened, past_limit, plan_over};
use crate::engine::safety::{Case, medicine};
use crate::model::kind::{Kind, Urgency};
use crate::model::limits::{
    COLD_SESSION, HEAT_SESSION, PATCH_BEFORE_BED, PATCH_ON, PATCH_REMINDER, PLAN_ENDS, SEDATED,
};
use crate::model::medicine::Ingredient;
use crate::model::profile::Fact;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Phase, Step};

/// How long the advice for a first flare over 50 stands.
pub(super) const FIRST_FLARE_ADVICE: Span = Span::hours(24);

/// What is on the skin, and by when it must be off: after the longest time of its kind, and a patch before bed. What went
/// on in bed is late at once.
pub(super) fn take_off<'p>(case: &Case<'p>) -> Vec<(&'p Step, Moment)> {
    let since = |step: &'p Step| case.history.on_since(&step.id).map(|entry| (step, entry));
    let mut on: Vec<_> = case.protocol.steps.iter().filter_map(since).collect();
    on.sort_by_key(|(_, entry)| (entry.at, entry.place));
    let by = |(step, since): (&'p Step, Moment)| {
        let longest = match step.kind {
            Kind::Patch => PATCH_ON,
            Kind::Cold => COLD_SESSION,
            Kind::Heat
            | Kind::Exercise
            | Kind::Stretch
            | Kind::Movement
            | Kind::Walk
            | Kind::Posture
            | Kind::Medicine
            | Kind::Rub
            | Kind::Massage
            | Kind::CheckIn
            | Kind::Contact => HEAT_SESSION,
        };
        let bed = case.hours.next(case.hours.sleeps, since, &case.clock.zone) - PATCH_BEFORE_BED;
        let late = if step.kind == Kind::Patch { bed.max(since) } else { since + longest };
        (step, late.min(since + longest))
    };
    on.into_iter().map(|(step, entry)| by((step, entry.at))).collect()
}

/// Until when the newest thing that makes drowsy counts. What nobody knows is not told as one.
pub(super) fn sedated_until(case: &Case<'_>) -> Option<Moment> {
    let taken = case.history.doses().iter().rev().find(|dose| dose.contains.contains(&Ingredient::Sedating))?;
    Some(taken.at.moment + SEDATED)
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
        let most_mg = standing.most_mg.unwrap_or(0);
        let ingredient = standing.ingredient.to_string();
        push(Urgency::SameDay, Cause::OverLimit { ingredient, sum_mg: standing.sum_mg, most_mg, poison });
    }
    if let Some(newest) = case.history.clock_behind(case.now()) {
        push(Urgency::Soon, Cause::ClockBehind { newest });
    }
    if let Some(damage) = case.history.damaged().last() {
        push(Urgency::Soon, Cause::Unreadable { line: damage.line });
    }
    let past = case
        .protocol
        .steps
        .iter()
        .filter(|step| step.phases.contains(&phase.id))
        .find_map(|step| past_limit(case, step, case.now()));
    if let Some((open, _)) = past.filter(|_| screened.screening.latched().is_none() && !plan_over(case)) {
        push(Urgency::SameDay, Cause::PastLimit(&open.past_limit));
    }
    if case.facts.age().is_some_and(|age| age > 50)
        && case.facts.is(Fact::FirstFlare) == Some(true)
        && case.elapsed() < FIRST_FLARE_ADVICE
    {
        push(Urgency::Soon, Cause::FirstFlareOver50);
    }
    for (step, by) in take_off(case) {
        let early = if step.kind == Kind::Patch { PATCH_REMINDER } else { Span::ZERO };
        if case.now() >= by - early {
            push(Urgency::Soon, Cause::TakeOff { step: &step.id, title: &step.title, by });
        }
    }
    if let Some(until) = sedated_until(case).filter(|until| case.now() < *until) {
        push(Urgency::Soon, Cause::Sedated { until });
    }
    if medicine::days_are_over(case) {
        push(Urgency::Soon, Cause::TenDays);
    }
    let pains: Vec<u8> = case.history.pains().map(|pain| pain.level).collect();
    let fallen = match (pains.first(), pains.last()) {
        (Some(first), Some(last)) => first.saturating_sub(*last),
        _ => 0,
    };
    for escalation in &case.protocol.escalations {
        let begun = case.elapsed() >= escalation.from;
        let over = escalation.until.is_some_and(|until| case.elapsed() >= until);
        if begun && !over && escalation.unless_better_by.is_none_or(|least| fallen < least) {
            push(escalation.urgency, Cause::Escalation(&escalation.say));
        }
    }
    if plan_over(case) && case.protocol.escalations.iter().all(|escalation| escalation.from < PLAN_ENDS) {
        push(Urgency::Soon, Cause::PlanEnded);
    }
    alerts.sort_by_key(|alert| std::cmp::Reverse(alert.urgency));
    alerts
}
