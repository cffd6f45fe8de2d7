//! Offers that fade: what nobody takes is offered less, and what somebody dropped is not offered at all.
//!
//! An offer is no event, so this goes by what was done. A civil day is let go where a step could have come and nobody did it,
//! passed it over, put it off or asked for it. Nothing is owed or counted as missed.
//!
//! | let go | it comes |
//! |---|---|
//! | no day | by its own timing; where its author lets it come once on such a day, at the best hour |
//! | one day, or two | once a day, at the hour that its author calls the best |
//! | three days and more | when somebody asks for it; a walk goes on at its best hours |
//!
//! Heat was last done on Sunday. On Monday nobody touched it: on Tuesday it comes at 15:45 alone. On Thursday it does not
//! come by itself any more. `backflare walk heat` on Thursday, and on Friday it comes by its own timing again.

use crate::engine::case::Case;
use crate::engine::due;
use crate::model::event::{Event, RestsUntil, Touch};
use crate::model::kind::Kind;
use crate::model::limits::{DAY_LET_GO, DAYS_TO_REST, LOW_PAIN, LOW_PAIN_FOR};
use crate::model::profile::Fact;
use crate::model::time::Moment;
use crate::protocol::format::{DayTime, Step, TimingKind};

/// How far an offer has faded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Faded {
    /// Not at all.
    Not,
    /// It comes at its best hours, and no others.
    BestHours,
    /// It comes when somebody asks.
    Asked,
}

/// How far the offer of a step has faded. One without a best hour does not fade, nor one at an hour that somebody asked for.
pub fn faded(case: &Case<'_>, step: &Step) -> Faded {
    if step.best.is_empty() || !case.is_flare() || !own_hours(case, step).is_empty() {
        return Faded::Not;
    }
    match days_let_go(case, step) {
        0 => Faded::Not,
        // Walking is what helps most surely: it goes on being offered, at its best hours.
        days if days < DAYS_TO_REST || step.kind == Kind::Walk => Faded::BestHours,
        _ => Faded::Asked,
    }
}

/// Whether its author lets it come once on such a day: at its best hour then, and not with the first block of the morning.
/// What has faded away altogether is not brought back by that.
pub fn comes_once(case: &Case<'_>, step: &Step) -> bool {
    let once = || case.is_flare() && !step.best.is_empty() && most_today(case, step) == Some(1);
    once() && faded(case, step) != Faded::Asked
}

/// How many civil days before today, one after the other, a step was let go.
fn days_let_go(case: &Case<'_>, step: &Step) -> i64 {
    let Some(first) = due::first_time(case, step) else { return 0 };
    let today = case.today();
    let touched = touched(case, step);
    let since = touched.map_or(first, |at| at.max(first));
    let day = case.day_of(since);
    // On the day on which it was touched it was not let go; nor on its first, where it could not have been for long.
    let bedtime = case.hours.moment_on(day, case.hours.sleeps, case.zone);
    let partly = touched.is_some_and(|at| at >= first) || since + DAY_LET_GO > bedtime;
    (today.since(day) - i64::from(partly)).max(0)
}

/// When somebody last did something about a step, or was told that they may go on after a sign.
fn touched(case: &Case<'_>, step: &Step) -> Option<Moment> {
    let about = |event: &Event| {
        event.touched().is_some_and(|(id, _)| *id == step.id)
            || matches!(event, Event::Seen { .. } | Event::Agreed { .. } | Event::Ended { .. })
    };
    // They stand by time, and the newest are met first.
    case.history.entries().rev().find(|entry| about(&entry.event)).map(|entry| entry.at)
}

/// Whether somebody dropped a step for this flare, and did not ask for it since; or all of its kind, for good.
pub fn dropped(case: &Case<'_>, step: &Step) -> bool {
    let about = |event: &Event| {
        if let Event::Skipped { step: passed, always: true, .. } = event {
            (*passed == step.id).then_some(true)
        } else if let Event::Rested { what, until } = event {
            let this = *what == step.id || what.as_str() == step.kind.as_str();
            (this && *until != RestsUntil::Wake).then_some(true)
        } else {
            let (named, touch) = event.touched()?;
            (*named == step.id && (touch == Touch::Asked || touch == Touch::Done)).then_some(false)
        }
    };
    let newest = || case.history.entries().rev().find_map(|entry| about(&entry.event));
    left_out(case, step.kind) || (case.history.drops() && newest() == Some(true))
}

/// Whether somebody said that they never want to be offered such a thing, in this course or any other. By its name they get
/// it all the same.
fn left_out(case: &Case<'_>, kind: Kind) -> bool {
    let without = case.facts.get(Fact::Without).map(|known| known.value.to_string());
    without.is_some_and(|without| without.split(',').any(|word| word == kind.as_str()))
}

/// The hours at which somebody wants such a step, in this course or any other: it comes then and at no others, once its first
/// time has come. What comes once keeps its own time. Every rule holds all the same. Empty: nothing was said of it.
pub fn own_hours(case: &Case<'_>, step: &Step) -> Vec<DayTime> {
    let Some(known) = case.facts.get(Fact::Hours).filter(|_| step.timing.kind != TimingKind::Once) else {
        return Vec::new();
    };
    let hours = known.value.to_string();
    let each = hours.split(',').filter_map(|one| one.split_once('='));
    let own = each.filter(|(word, _)| *word == step.kind.as_str()).filter_map(|(_, time)| DayTime::parse(time));
    let own: Vec<DayTime> = own.collect();
    let begun = || due::first_time(case, step).is_some_and(|first| case.reached(first));
    if !own.is_empty() && begun() { own } else { Vec::new() }
}

/// Until when the evening's steps rest of somebody in prevention who said "worse than usual": until their next civil day. By
/// its name each may be done all the same.
pub fn left_tonight(case: &Case<'_>, step: &Step) -> Option<Moment> {
    if case.is_flare() || step.kind == Kind::CheckIn {
        return None;
    }
    let worse = case.history.entries().rev().find(|entry| entry.event.is_worse_than_usual())?;
    case.is_today(worse.at).then(|| case.hours.start_of(case.today().plus(1), case.zone))
}

/// Whether it is a light day: every level of the last 24 hours is low, and there is one.
///
/// Logged 2 at 07:00 and 1 at 21:00: the next morning is light. After a 3 it is not.
pub fn light(case: &Case<'_>) -> bool {
    let levels = case.history.pains().filter(|pain| !case.reached(pain.at + LOW_PAIN_FOR));
    let mut levels = levels.filter_map(|pain| pain.level).peekable();
    case.is_flare() && levels.peek().is_some() && levels.all(|level| level <= LOW_PAIN)
}

/// The most times on this civil day, where its author lets it come less often as time goes by, or on light days. `None`: no
/// more is said than elsewhere.
pub fn most_today(case: &Case<'_>, step: &Step) -> Option<u32> {
    let by_now = step.fewer.iter().filter(|fewer| case.has_run(fewer.from)).map(|fewer| fewer.a_day).next_back();
    let light = step.on_light_days.filter(|_| light(case));
    by_now.into_iter().chain(light).min()
}
