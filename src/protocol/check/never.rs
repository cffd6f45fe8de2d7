//! What passes can be met: nothing waits for a day on which the plan is over, or for an hour at which everybody sleeps.

use super::Checker;
use crate::model::limits::PLAN_ENDS;
use crate::model::time::Span;
use crate::protocol::format::{Anchor, DueHours, Step, TimingKind};
use crate::words::problem::structure as say;

/// Before this hour of the night nobody is awake for a step that is gone by then. A caution margin.
const STILL_NIGHT: Span = Span::hours(5);

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
        let Anchor::Clock(time) = at.anchor else { continue };
        let since_midnight = Span::minutes(i64::from(time.minutes())) + at.offset;
        if since_midnight + lapse <= STILL_NIGHT {
            out.wrong_help(format!("{path}.timing.at[{index}]"), say::in_the_night(lapse), say::WRITE_HOURS_ANY);
        }
    }
}
