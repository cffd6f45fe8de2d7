//! An alert of the plan, put into words: the program's own, or those of the protocol.

use crate::engine::plan::{Cause, Passed};
use crate::engine::safety::lasting::Lasting;
use crate::model::kind::Urgency;
use crate::words::call::{emergency_number, filled, referral};
use crate::words::{Times, alert, dose, within, zone};

/// What an alert says, most important line first. Never empty.
pub(crate) fn cause(cause: &Cause<'_>, urgency: Urgency, times: &Times<'_>, region: Option<&str>) -> Vec<String> {
    let number = emergency_number(region);
    let theirs = |lines: &[String], sign: &str| {
        if lines.is_empty() { referral(urgency, sign, &number) } else { filled(lines, sign, &number) }
    };
    match cause {
        Cause::Sign { text, say } => theirs(say, &within(text)),
        Cause::Escalation(say) | Cause::PastLimit(say) => theirs(say, ""),
        Cause::TooYoung => alert::too_young(&number),
        Cause::CallSomebody => alert::call_somebody(),
        Cause::DownPregnant => alert::down_pregnant(&number),
        Cause::FirstFlareOver50 => vec![alert::FIRST_FLARE_OVER_50.to_owned()],
        Cause::TenDays => vec![alert::TEN_DAYS.to_owned()],
        Cause::OverLimit { ingredient, passed, poison, because } => {
            let limit = match passed {
                Passed::Day(sum_mg, most_mg) => alert::over_in_24h(ingredient, *sum_mg, *most_mg),
                Passed::HalfDay(most_mg) => alert::over_in_12h(ingredient, *most_mg),
                Passed::Single(most_mg) => alert::over_at_once(ingredient, *most_mg),
            };
            let because = because.as_deref().map(dose::because);
            [alert::over_limit(*poison).to_owned(), limit].into_iter().chain(because).collect()
        }
        Cause::ClockBehind { newest } => alert::clock_behind(&times.at(newest.moment)),
        Cause::Unreadable { line } => alert::unreadable(*line),
        Cause::CopyBeside { name } => alert::copy_beside(name),
        Cause::ZoneLost { file } => alert::zone_lost(file),
        Cause::ZoneMoved { from: _, to, wrong: true } => zone::wrong(*to),
        Cause::ZoneMoved { from, to, wrong: false } => zone::asked(*from, *to),
        Cause::MergeMarks { first, lines } => alert::merge_marks(*first, *lines),
        Cause::TakeOff { step, title, by } => alert::take_off(step.as_str(), title, &times.at(*by), *by <= times.now),
        Cause::LastingPain(Lasting { told: true, .. }) => vec![alert::LASTING_TOLD.to_owned()],
        Cause::LastingPain(_) => alert::lasting_pain(&number),
        Cause::TwoSedatives { until } => alert::two_sedatives(&times.at(*until), &number),
        Cause::Sedated { until } => vec![alert::sedated(&times.at(*until))],
        Cause::Withdrawn { who, title } => alert::withdrawn(who, title),
        Cause::WhereIsThePain { step, title } => alert::where_is_the_pain(step.as_str(), title),
        Cause::PlanEnded => vec![alert::PLAN_ENDED.to_owned()],
    }
}
