//! A distance that is kept leaves time between: what comes again before it is over keeps the step away for ever.

use super::Checker;
use crate::model::kind::Kind;
use crate::model::time::{Hours, Span};
use crate::protocol::format::{Apart, DayTime, DueHours, Step, TimingKind};
use crate::words::problem::structure as say;

/// Minutes of a day.
const DAY: i64 = 24 * 60;
/// So many days are looked at: two weeks show what comes every few days.
const DAYS: i64 = 15;

pub(super) fn check(out: &mut Checker<'_>) {
    for (path, step) in out.steps() {
        if in_routine(out, step) {
            continue;
        }
        for (index, apart) in step.apart.iter().enumerate() {
            let kind = Kind::parse(apart.from.as_str());
            let is_from = |other: &&Step| kind.map_or(other.id == apart.from, |kind| other.kind == kind);
            let mut others = out.protocol.steps.iter().filter(|other| other.id != step.id).filter(is_from);
            if others
                .any(|other| comes_always(step, other) && !in_routine(out, other) && leaves_none(step, other, apart))
            {
                let path = format!("{path}.apart[{index}].gap");
                out.wrong_help(path, say::no_time_left(apart.from.as_str(), apart.gap), say::SHORTER_GAP);
            }
        }
    }
}

/// A routine lends its steps other hours.
fn in_routine(out: &Checker<'_>, step: &Step) -> bool {
    out.protocol.routines.iter().any(|routine| routine.steps.contains(&step.id))
}

/// Whether the other comes as long as the step might, whatever the pain is and whatever was done before.
fn comes_always(step: &Step, other: &Step) -> bool {
    let conditions = other.pain_from.is_some()
        || other.pain_to.is_some()
        || other.most_a_week.is_some()
        || other.on_light_days.is_some()
        || other.instead_of.is_some()
        || other.brake
        || other.helper
        || !(other.needs.is_empty() && other.fewer.is_empty() && other.best.is_empty());
    let begins = other.from.unwrap_or_default() <= step.from.unwrap_or_default() + Span::days(1);
    let lasts = other.until.is_none_or(|ends| step.until.is_some_and(|until| until <= ends));
    let inside =
        |phases: &Step| !step.phases.is_empty() && step.phases.iter().all(|phase| phases.phases.contains(phase));
    !conditions && begins && lasts && (other.phases.is_empty() || inside(other))
}

/// Whether the gap after the other is never over before the other comes again, at a time at which the step could come.
fn leaves_none(step: &Step, other: &Step, apart: &Apart) -> bool {
    let gap = minutes(apart.gap);
    let Some(others) = times(other) else { return false };
    // The first day is unlike the rest: nothing was done before.
    let pairs: Vec<(i64, i64)> =
        others.windows(2).map(|pair| (pair[0], pair[1])).filter(|(at, _)| *at >= DAY).collect();
    if pairs.is_empty() {
        return false;
    }
    let own = match step.timing.kind {
        TimingKind::Once | TimingKind::OnDemand => return false,
        TimingKind::Every => Vec::new(),
        TimingKind::At => on_the_clock(step),
    };
    let free = |(at, next): &(i64, i64)| {
        let from = at + gap;
        if step.timing.kind == TimingKind::Every {
            let any = step.timing.hours != DueHours::Waking;
            return (from..*next).any(|minute| any || is_awake(minute));
        }
        own.iter().filter(|own| at < *own && *own <= next).any(|own| {
            let held = from.max(*own);
            let in_time = step.lapse.is_none_or(|lapse| held < own + minutes(lapse));
            in_time && (held < *next || held == *own)
        })
    };
    !pairs.iter().any(free)
}

/// When a step comes for somebody who does it at once, in minutes. `None`: nobody can say.
fn times(step: &Step) -> Option<Vec<i64>> {
    let due = match (step.timing.kind, step.timing.every) {
        (TimingKind::At, _) => on_the_clock(step),
        (TimingKind::Every, Some(every)) => {
            let every = minutes(every).max(1);
            let mut at = minutes(Span::minutes(Hours::default().wakes.minutes().into()));
            let mut due = Vec::new();
            while at < DAYS * DAY {
                if step.timing.hours == DueHours::Waking && !is_awake(at) {
                    at += 1;
                    continue;
                }
                due.push(at);
                at += every;
            }
            due
        }
        (TimingKind::Every | TimingKind::Once | TimingKind::OnDemand, _) => return None,
    };
    let spacing = step.medicine.as_ref().map_or(0, |medicine| minutes(medicine.spacing));
    let most = usize::try_from(step.most_a_day.unwrap_or(u32::MAX)).unwrap_or(usize::MAX);
    let mut done: Vec<i64> = Vec::new();
    for at in due {
        let today = done.iter().filter(|other| **other / DAY == at / DAY).count();
        if today < most && done.last().is_none_or(|last| at - last >= spacing) {
            done.push(at);
        }
    }
    Some(done)
}

/// The times of its days, by the hours that hold until somebody says otherwise.
fn on_the_clock(step: &Step) -> Vec<i64> {
    let every = i64::from(step.timing.every_days.unwrap_or(1).clamp(1, 7));
    let days = (0..DAYS).filter(|day| day % every == 0);
    let mut times: Vec<i64> =
        days.flat_map(|day| step.timing.at.iter().map(move |time| day * DAY + clock(*time))).collect();
    times.sort_unstable();
    times
}

fn clock(time: DayTime) -> i64 {
    i64::from(time.anchor.time(&Hours::default()).minutes()) + minutes(time.offset)
}

fn is_awake(minute: i64) -> bool {
    let hours = Hours::default();
    (i64::from(hours.wakes.minutes())..i64::from(hours.sleeps.minutes())).contains(&minute.rem_euclid(DAY))
}

fn minutes(span: Span) -> i64 {
    span.as_seconds() / 60
}
