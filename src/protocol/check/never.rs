//! What passes can be met: nothing waits for a day on which the plan is over, or for an hour at which everybody sleeps.

use super::Checker;
use crate::model::limits::PLAN_ENDS;
use crate::model::time::Span;
use crate::protocol::format::{Anchor, DueHours, Phase, Step, TimingKind};
use crate::words::problem::structure as say;

/// Before this hour of the night nobody is awake for a step that is gone by then. A caution margin.
const STILL_NIGHT: Span = Span::hours(5);
/// Nights are at least so long. A caution margin.
const SHORT_NIGHT: Span = Span::hours(5);

pub(super) fn check(out: &mut Checker<'_>) {
    for (path, phase) in out.each("phases", &out.protocol.phases) {
        after_the_end(out, format!("{path}.from"), phase.from);
    }
    for (path, step) in out.steps() {
        after_the_end(out, format!("{path}.from"), step.from);
        after_the_end(out, format!("{path}.timing.first"), step.timing.first);
        for (index, session) in step.sessions.iter().enumerate() {
            after_the_end(out, format!("{path}.sessions[{index}].from"), session.from);
        }
        if let (Some(first), Some(until)) = (step.timing.first, step.until)
            && first >= until
            && step.from.unwrap_or_default() < until
        {
            out.wrong(format!("{path}.until"), say::window_never(first, until));
        }
        asleep(out, &path, step);
        phases(out, &path, step);
        if let Some(medicine) = &step.medicine
            && let (Some(dose), Some(most)) = (medicine.dose_mg, medicine.most_mg_in_24h)
            && 0 < most
            && most < dose
        {
            out.wrong_help(
                format!("{path}.medicine.most_mg_in_24h"),
                say::dose_over_most(dose),
                say::write_at_least(dose),
            );
        }
    }
}

/// A flare is over after six weeks, and its plan with it. Rule 10.
fn after_the_end(out: &mut Checker<'_>, path: String, from: Option<Span>) {
    if let Some(from) = from.filter(|from| out.flare() && *from >= PLAN_ENDS) {
        out.wrong(path, say::after_the_end(from, PLAN_ENDS));
    }
}

/// What comes at a time of the night and is gone before anybody gets up is never seen.
fn asleep(out: &mut Checker<'_>, path: &str, step: &Step) {
    let Some(lapse) = step.lapse.filter(|_| step.timing.kind == TimingKind::At) else { return };
    if step.timing.hours != DueHours::Waking {
        return;
    }
    for (index, at) in step.timing.at.iter().enumerate() {
        let gone = at.offset + lapse;
        let never = match at.anchor {
            Anchor::Clock(time) => Span::minutes(i64::from(time.minutes())) + gone <= STILL_NIGHT,
            Anchor::Bedtime => at.offset >= Span::ZERO && gone <= SHORT_NIGHT,
            Anchor::Wake => at.offset >= Span::ZERO - SHORT_NIGHT && gone <= Span::ZERO,
        };
        if never {
            out.wrong_help(format!("{path}.timing.at[{index}]"), say::in_the_night(lapse), say::WRITE_HOURS_ANY);
        }
    }
}

/// What belongs to phases that begin when it is over, or are over when it begins, is never seen. A phase is over once a later
/// one holds that waits for nothing but the time.
fn phases(out: &mut Checker<'_>, path: &str, step: &Step) {
    let phases = &out.protocol.phases;
    let by_time = |phase: &&Phase| phase.waits_for_time_alone();
    let windows: Vec<(Span, Option<Span>)> = (phases.iter().enumerate())
        .filter(|(_, phase)| step.phases.contains(&phase.id))
        .map(|(place, phase)| {
            let ends = phases[place + 1..].iter().filter(by_time).map(|later| later.from.unwrap_or_default()).min();
            (phase.from.unwrap_or_default(), ends)
        })
        .collect();
    // A window of nothing is told as that.
    let empty = step.until.is_some_and(|until| until <= step.from.unwrap_or_default());
    if windows.len() != step.phases.len() || empty {
        return;
    }
    let opens = windows.iter().map(|(opens, _)| *opens).min();
    if let (Some(opens), Some(until)) = (opens, step.until)
        && opens >= until
    {
        out.wrong(format!("{path}.until"), say::phase_too_late(opens, until));
    }
    let ends =
        windows.iter().map(|(_, ends)| *ends).collect::<Option<Vec<Span>>>().and_then(|ends| ends.into_iter().max());
    if let (Some(ends), Some(from)) = (ends, step.from)
        && from >= ends
    {
        out.wrong(format!("{path}.from"), say::phase_too_early(ends, from));
    }
}
