//! When something is due by its own timing. Knows no vetoes and no order.

use crate::engine::case::Case;
use crate::engine::chosen::{ChosenStep, chosen};
use crate::model::event::{Event, Touch};
use crate::model::id::Id;
use crate::model::limits::EARLY;
use crate::model::time::{CivilDay, Moment, Span, Zone};
use crate::protocol::format::{DayTime, DueHours, Routine, Step, Timing, TimingKind};

/// How many offers in a row are looked at one by one.
const MOST_OFFERS: i64 = 1000;

/// How far ahead a choice among offers counts for those that were not taken. A choice of this program.
const CHOSEN_FOR: Span = Span::hours(1);

/// When something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// Since then, and until then, where the offer lapses.
    Now(Moment, Option<Moment>),
    /// Only then.
    Later(Moment),
    /// Not by itself, or not any more.
    Never,
}

/// What is asked of a timing: whose it is, and what else holds it back.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    timing: &'a Timing,
    last_done: Option<Moment>,
    last_skipped: Option<Moment>,
    /// It was chosen then on a card, and comes since.
    opened: Option<Moment>,
    /// Another was chosen then.
    left: Option<Moment>,
    snoozed: Option<Moment>,
    /// An offer that is not taken is gone after so long. `None`: it stands until it is.
    pub lapse: Option<Span>,
    after_skip: Option<Span>,
    length: Span,
    /// From one time to the next, where something other than the timing says so.
    pub every: Option<Span>,
    /// It has faded: it comes at these hours, and no others.
    pub best: &'a [DayTime],
    /// It is lying down for the night, and somebody did until then.
    in_bed: Option<Moment>,
    /// Nothing is due before this, whatever the timing says: distances, paces, days that are full.
    pub not_before: Option<Moment>,
    /// The hours of the day do not count: the person asked, or a routine did.
    pub any_hour: bool,
}

impl<'a> Query<'a> {
    /// When it was chosen on a card, where nothing was done about it since.
    pub fn chosen(&self) -> Option<Moment> {
        self.opened.filter(|opened| self.last_done.max(self.last_skipped).is_none_or(|at| at < *opened))
    }

    /// For a step, whose session lasts `length`.
    pub fn step(case: &Case<'_>, step: &'a Step, length: Span) -> Self {
        let (opened, left) = match chosen(case, step) {
            Some(ChosenStep::Taken(at)) => (Some(at), None),
            Some(ChosenStep::Left(at)) => (None, Some(at)),
            None => (None, None),
        };
        Self {
            timing: &step.timing,
            last_done: last_done(case, step),
            last_skipped: case.history.last_skipped(&step.id),
            opened,
            left,
            snoozed: case.history.snoozed_until(&step.id),
            lapse: step.lapse,
            after_skip: step.after_skip,
            length,
            every: None,
            best: &[],
            in_bed: case.in_bed().filter(|_| step.begins_sleep),
            not_before: None,
            any_hour: false,
        }
    }

    /// For a routine, which is never done as a whole.
    pub fn routine(case: &Case<'_>, routine: &'a Routine) -> Self {
        Self {
            timing: &routine.timing,
            last_done: None,
            last_skipped: case.history.last_skipped(&routine.id),
            opened: None,
            left: None,
            snoozed: case.history.snoozed_until(&routine.id),
            lapse: routine.lapse,
            after_skip: None,
            length: Span::ZERO,
            every: None,
            best: &[],
            in_bed: None,
            not_before: None,
            any_hour: false,
        }
    }
}

/// The newest time at which a step was done. A check-in that asks for the pain is done by any log of it.
pub fn last_done(case: &Case<'_>, step: &Step) -> Option<Moment> {
    let done = case.history.done(&step.id).next_back().map(|(entry, _)| entry.at);
    let logged = step.asks_pain.then(|| case.history.pains().next_back().map(|pain| pain.at)).flatten();
    let swallowed = step.medicine.as_ref().and_then(|medicine| {
        let taken = |dose: &&crate::engine::history::Taken| {
            dose.ingredients().any(|ingredient| ingredient.as_str() == medicine.name.as_str())
        };
        case.history.doses().iter().rev().find(taken).map(|dose| dose.at.moment)
    });
    done.max(logged).max(swallowed.filter(|at| *at >= case.started() - Span::hours(24)))
}

/// When the timing makes it due.
pub fn due(case: &Case<'_>, query: &Query<'_>) -> Due {
    let due = opened(case, query).unwrap_or_else(|| match query.timing.kind {
        TimingKind::OnDemand => Due::Never,
        TimingKind::Once | TimingKind::Every | TimingKind::At if !query.best.is_empty() => at(case, query, query.best),
        TimingKind::Once => once(case, query),
        TimingKind::Every => every(case, query),
        TimingKind::At => at(case, query, &query.timing.at),
    });
    // What became due in its hours and was not done waits for the next of them.
    match (due, shift_now(case, query)) {
        (Due::Now(..), Some(again)) => Due::Later(again),
        (Due::Now(..) | Due::Later(_) | Due::Never, _) => due,
    }
}

/// When it is due because it was chosen on a card. `None`: its timing says when.
fn opened(case: &Case<'_>, query: &Query<'_>) -> Option<Due> {
    let opened = query.chosen()?;
    let from = opened.max(query.snoozed.unwrap_or(opened)).max(query.not_before.unwrap_or(opened));
    if !case.reached(from) {
        return Some(Due::Later(from));
    }
    let lapses = query.lapse.map(|lapse| from + lapse);
    lapses.is_none_or(|lapses| !case.reached(lapses)).then_some(Due::Now(from, lapses))
}

/// When somebody chose something else in its place. `from`: when it would come. What would only have come much later was not
/// passed over by that.
///
/// Heat was due at 09:14 and cold at 11:09: who chooses a tablet at 09:10 passes heat over, and cold comes at its time.
fn left(query: &Query<'_>, from: Moment) -> Option<Moment> {
    query.left.filter(|left| from <= *left + CHOSEN_FOR && query.last_done.is_none_or(|done| done < *left))
}

/// The moment that a first time is counted from: the newest of the named steps, done, or the start. `None`: none of
/// them has been done.
fn anchor(case: &Case<'_>, timing: &Timing) -> Option<Moment> {
    let from_start = timing.after.is_empty() || timing.after.iter().any(|id| id.as_str() == "start");
    let done = timing
        .after
        .iter()
        .filter_map(|id| case.protocol.step(id))
        .filter_map(|step| if step.asks_pain { checked_in(case, step) } else { last_done(case, step) });
    done.chain(from_start.then(|| case.started())).max()
}

/// The newest log of the pain that answered this check-in: one at its time, not any.
fn checked_in(case: &Case<'_>, step: &Step) -> Option<Moment> {
    let lapse = step.lapse.unwrap_or(Span::hours(4));
    let answers = |at: Moment| {
        let day = case.hours.day_of(at, case.zone);
        let first = step.timing.first.map(|first| case.started() + first);
        let times = (-1..=1).flat_map(|n| step.timing.at.iter().map(move |time| (day.plus(n), *time)));
        let mut times =
            times.map(|(day, time)| moment(case, day, time)).chain(first).filter(|due| *due > case.started());
        times.any(|due| at >= due - EARLY && at < due + lapse)
    };
    let done = case.history.done(&step.id).next_back().map(|(entry, _)| entry.at);
    case.history.pains().rev().map(|pain| pain.at).find(|at| answers(*at)).max(done)
}

/// The first time at which a step could come. `None`: what it is counted from has not been done.
pub fn first_time(case: &Case<'_>, step: &Step) -> Option<Moment> {
    let opens = case.started() + step.from.unwrap_or(Span::ZERO);
    match step.timing.kind {
        TimingKind::Once | TimingKind::Every => {
            Some(opens.max(anchor(case, &step.timing)? + step.timing.first.unwrap_or(Span::ZERO)))
        }
        TimingKind::At | TimingKind::OnDemand => Some(opens),
    }
}

fn once(case: &Case<'_>, query: &Query<'_>) -> Due {
    let Some(anchor) = anchor(case, query.timing) else { return Due::Never };
    let first = anchor + query.timing.first.unwrap_or(Span::ZERO);
    let handled = |at: Option<Moment>| at.is_some_and(|at| at >= (first - EARLY).max(anchor));
    if handled(query.last_done) || handled(query.last_skipped) || left(query, first).is_some() {
        return Due::Never;
    }
    let from = shift(case, query, first.max(query.snoozed.unwrap_or(first)).max(query.not_before.unwrap_or(first)));
    let lapses = query.lapse.map(|lapse| from + lapse);
    if !case.reached(from) {
        Due::Later(from)
    } else if lapses.is_some_and(|lapses| case.reached(lapses)) {
        Due::Never
    } else {
        Due::Now(from, lapses)
    }
}

fn every(case: &Case<'_>, query: &Query<'_>) -> Due {
    let Some(anchor) = anchor(case, query.timing) else { return Due::Never };
    let every = query.every.or(query.timing.every).unwrap_or(Span::days(1)).max(Span::minutes(1));
    let mut from = anchor + query.timing.first.unwrap_or(Span::ZERO);
    if let Some(done) = query.last_done {
        let begun = if query.timing.from_start { done - query.length } else { done };
        from = from.max(begun + every);
    }
    if let Some(skipped) = query.last_skipped.filter(|skipped| query.last_done.is_none_or(|done| *skipped >= done)) {
        from = from.max(skipped + query.after_skip.unwrap_or(every));
    }
    if let Some(left) = left(query, from) {
        from = from.max(left + query.after_skip.unwrap_or(every));
    }
    from = from.max(query.snoozed.unwrap_or(from)).max(query.not_before.unwrap_or(from));
    from = shift(case, query, from);
    let Some(lapse) = query.lapse else {
        return if case.reached(from) { Due::Now(from, None) } else { Due::Later(from) };
    };
    // An offer that was not taken is gone after its lapse, and comes back at its next time. Silence of months is leapt over,
    // by stretches of one length, so that what follows does not depend on the minute at which somebody looks.
    let stretch = every.times((Span::days(3).as_seconds() / every.as_seconds()).max(MOST_OFFERS));
    let behind = (case.now() - from).as_seconds() / stretch.as_seconds() - 1;
    if behind > 0 {
        case.reached(from + stretch.times(behind + 2));
        from = shift(case, query, from + stretch.times(behind));
    }
    while case.reached(from + lapse) {
        let next = shift(case, query, from + every);
        let next = next.max(from + every);
        if next <= from {
            return Due::Never; // The end of time: there is no next one.
        }
        from = next;
    }
    if case.reached(from) { Due::Now(from, Some(from + lapse)) } else { Due::Later(from) }
}

fn at(case: &Case<'_>, query: &Query<'_>, at: &[DayTime]) -> Due {
    let today = case.today();
    let first_day = first_day(case);
    // Yesterday, today and the eight days after, or the next two of those on which it comes.
    let every = i64::from(query.timing.every_days.unwrap_or(1).max(1));
    let next = (first_day.since(today.plus(-1))).rem_euclid(every) - 1;
    let days = (0..).map(|n| next + n * every).take_while(|n| *n <= (next + 2 * every).max(8));
    let mut times: Vec<Moment> = days
        .map(|n| today.plus(n))
        .flat_map(|day| at.iter().map(move |time| (day, *time)))
        .map(|(day, time)| moment(case, day, time))
        .filter(|at| *at > case.started())
        .collect();
    times.sort_unstable();
    let not_before = query.not_before.into_iter().chain(query.snoozed).max();
    for (place, time) in times.iter().enumerate() {
        let handled = |at: Option<Moment>| at.is_some_and(|at| at >= *time - EARLY);
        let lies = query.in_bed.is_some_and(|up| *time < up);
        if lies || handled(query.last_done) || handled(query.last_skipped) {
            continue;
        }
        // What something else held back for longer than its offer lasts is gone: last night's stretch is none of this morning.
        let held = query.not_before.is_some_and(|until| query.lapse.is_some_and(|lapse| until >= *time + lapse));
        if held && query.snoozed.is_none_or(|until| until < *time) {
            continue;
        }
        let from = (*time).max(not_before.unwrap_or(*time));
        let next = times.get(place + 1).copied();
        let lapses = query.lapse.map(|lapse| from + lapse).into_iter().chain(next).min();
        if !case.reached(from) {
            return Due::Later(from);
        }
        if lapses.is_none_or(|lapses| !case.reached(lapses)) {
            return Due::Now(from, lapses);
        }
    }
    Due::Never
}

/// The civil day on which the course began, by the clock of the place where it did: what comes every second day keeps its
/// days, however long ago that was and whatever zone somebody is in by now.
fn first_day(case: &Case<'_>) -> CivilDay {
    let started = case.history.run().map(|run| run.started);
    started.map_or_else(|| case.today(), |started| case.hours.day_of(started.moment, &Zone::fixed(started.offset)))
}

/// The times of that day at which it was due by the clock, that have lapsed, and at which it was neither done nor passed
/// over. `hours`: those at which it comes.
pub fn missed(case: &Case<'_>, step: &Step, hours: &[DayTime], day: CivilDay) -> Vec<Moment> {
    let (TimingKind::At, Some(lapse)) = (step.timing.kind, step.lapse) else { return Vec::new() };
    let first_day = first_day(case);
    if step.timing.every_days.is_some_and(|n| day.since(first_day).rem_euclid(i64::from(n.max(1))) != 0) {
        return Vec::new();
    }
    let handled: Vec<Moment> = case
        .history
        .entries()
        .filter(|entry| match entry.event.touched() {
            Some((id, touch)) => *id == step.id && (touch == Touch::Done || touch == Touch::Skipped),
            None => step.asks_pain && matches!(entry.event, Event::Pain { .. }),
        })
        .map(|entry| entry.at)
        .collect();
    let mut times: Vec<Moment> = hours.iter().map(|time| moment(case, day, *time)).collect();
    times.sort_unstable();
    let next = |place: usize| times.get(place + 1).copied();
    let lapsed = |(place, at): (usize, &Moment)| {
        let over = next(place).map_or(*at + lapse, |next| next.min(*at + lapse));
        let answered = |done: &&Moment| **done >= *at - EARLY && next(place).is_none_or(|next| **done < next - EARLY);
        (*at > case.started() && case.reached(over) && handled.iter().find(answered).is_none()).then_some(*at)
    };
    times.iter().enumerate().filter_map(lapsed).collect()
}

/// That time of that civil day.
pub fn moment(case: &Case<'_>, day: CivilDay, time: DayTime) -> Moment {
    case.hours.moment_on(day, time.anchor.time(&case.hours), case.zone) + time.offset
}

/// When what is due is next in its hours. `None`: it is in them now.
fn shift_now(case: &Case<'_>, query: &Query<'_>) -> Option<Moment> {
    if query.any_hour {
        return None;
    }
    let late = query.timing.latest.is_some_and(|latest| case.passed(moment(case, case.today(), latest)));
    let from = if late { case.next(case.hours.wakes) } else { case.now() };
    let night = case.hours.sleeping(from, case.zone);
    let next = |time| if late { case.hours.next(time, from, case.zone) } else { case.next(time) };
    match query.timing.hours {
        DueHours::Waking if case.sleeping(from) => Some(next(case.hours.wakes)),
        DueHours::Sleeping if !night => Some(next(case.hours.sleeps)),
        DueHours::Any | DueHours::Waking | DueHours::Sleeping => late.then_some(from),
    }
}

/// Moves a moment on to the hours in which it may be due.
fn shift(case: &Case<'_>, query: &Query<'_>, from: Moment) -> Moment {
    if query.any_hour {
        return from;
    }
    let zone = case.zone;
    let mut from = from;
    if let Some(latest) = query.timing.latest
        && from > moment(case, case.hours.day_of(from, zone), latest)
    {
        from = case.hours.next(case.hours.wakes, from, zone);
    }
    match query.timing.hours {
        DueHours::Waking if case.sleeping(from) => case.hours.next(case.hours.wakes, from, zone),
        DueHours::Sleeping if !case.hours.sleeping(from, zone) => {
            // Hours that never come (bedtime and waking are the same) push it out of reach.
            case.hours.next(case.hours.sleeps, from, zone)
        }
        DueHours::Any | DueHours::Waking | DueHours::Sleeping => from,
    }
}

/// How often a step was done since a moment. A part that is too small counts as none.
pub fn count_since(case: &Case<'_>, step: &Id, since: Moment) -> usize {
    let least = case.protocol.step(step).and_then(|step| step.counts_from);
    let done = case.history.done(step).rev().take_while(|(entry, _)| entry.at >= since);
    done.filter(|(entry, _)| counts(&entry.event, least)).count()
}

/// Whether that much of a session counts as done. `least`: so many per cent of it. Of 5 minutes with 50 per cent, 2 minutes 30 do.
fn counts(event: &Event, least: Option<u8>) -> bool {
    let (Some(least), Event::Done { partial: Some(part), .. }) = (least, event) else { return true };
    part.done.as_seconds() * 100 >= part.of.as_seconds() * i64::from(least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::History;
    use crate::model::event::{Event, Record, Tail};
    use crate::model::profile::Profile;
    use crate::model::time::{Clock, Stamp};
    use crate::protocol::Protocol;

    #[test]
    fn the_first_day_of_a_course_stays_what_it_was() {
        // Half an hour after the day begins, in summer time; seen from winter, when nobody knows any more that it was.
        let at = Stamp::parse("2026-08-01T04:30:00+02:00").expect("a time");
        let (protocol, course) = (Id::parse("mine").expect("an id"), crate::model::kind::CourseKind::Prevention);
        let started = Event::Started { protocol, version: String::new(), course, pauses: None, progress: None };
        let tail = Tail { records: vec![Record::new(uuid::Uuid::nil(), at, at, started)], ..Tail::default() };
        let (none, profile) = (Protocol::none(), Profile::default());
        for (days, zone) in [(1, Zone::fixed(7200)), (150, Zone::fixed(3600)), (30, Zone::fixed(-5 * 3600))] {
            let history = History::new(&tail, Clock { now: at.moment + Span::days(days), zone });
            let first = first_day(&Case::new(&none, &profile, &history));
            assert_eq!(first, CivilDay::parse("2026-08-01").expect("a date"), "after {days} days");
        }
    }
}
