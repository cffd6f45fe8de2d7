//! Why a step is not now, put into words.

use crate::engine::plan::{Per, Reason};
use crate::model::time::Moment;
use crate::views::told::short;
use crate::views::verdict::why;
use crate::words::{Times, reason as words};

/// Why a step is not now, and from when it may be.
pub(crate) fn reason(reason: &Reason<'_>, until: Option<Moment>, times: &Times<'_>) -> String {
    if let (Reason::PassedOver, Some(until)) = (reason, until) {
        return format!("{} {}", words::PASSED_OVER, words::again_at(&times.at(until)));
    }
    times.until(bare(reason, times), until)
}

fn bare(reason: &Reason<'_>, times: &Times<'_>) -> String {
    match reason {
        Reason::Veto(veto) => why(&veto.why, times),
        Reason::Phase(phase) if phase.floor => words::LATER.to_owned(),
        Reason::Phase(phase) => words::other_phase(&phase.title),
        Reason::NotYet(span) => words::not_yet(*span),
        Reason::Over(span) => words::over(*span),
        Reason::Apart { from, gap } => words::apart(from, *gap),
        Reason::Enough { most, per } => match per {
            Per::Day => words::enough(*most, "today"),
            Per::DayInAll => words::enough_in_all(*most),
            Per::Hours24 => words::enough(*most, words::IN_24_HOURS),
            Per::Week => words::enough(*most, words::IN_SEVEN_DAYS),
        },
        Reason::PainBelow(level) => words::pain_below(*level),
        Reason::PainAbove(level) => words::pain_above(*level),
        Reason::Needs { step, again } => words::needs(&short(step), *again),
        Reason::NeedsHelper => words::NEEDS_HELPER.to_owned(),
        Reason::Leg => words::LEG.to_owned(),
        Reason::Pregnant => words::PREGNANT.to_owned(),
        Reason::Brake => words::BRAKE.to_owned(),
        Reason::InsteadOf(step) => words::instead_of(&short(step)),
        Reason::Pace(span) => words::pace(*span),
        Reason::Routine(routine) => words::in_routine(&routine.title),
        Reason::NotDue => words::NOT_DUE.to_owned(),
        Reason::PassedOver => words::PASSED_OVER.to_owned(),
        Reason::Hours => words::HOURS.to_owned(),
        Reason::Rests => words::RESTS.to_owned(),
        Reason::Snoozed => words::SNOOZED.to_owned(),
        Reason::OnDemand => words::ON_DEMAND.to_owned(),
        Reason::Done => words::DONE.to_owned(),
        Reason::NotLiked => words::NOT_LIKED.to_owned(),
        Reason::PlanEnded => words::PLAN_ENDED.to_owned(),
        Reason::NotHere => words::NOT_HERE.to_owned(),
    }
}
