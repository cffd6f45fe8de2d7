//! When the answer changes by time alone, so that nobody has to poll.

use crate::engine::alerts::{sedated_until, take_off};
use crate::engine::due::{self, Due};
use crate::engine::history::Taken;
use crate::engine::judge::{Judged, Setting};
use crate::engine::phase::changes;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::limits::{
    ANALGESIC_WINDOW, ASK_AGAIN_BEFORE_BED, BRUISE_HOLDS, CARD_PAUSE, CLOCK_TOLERANCE, DROWSY_HOLDS,
    FIRST_FLARE_ADVICE, HELPER_HOLDS, OFF_BEFORE_BED, PATCH_BEFORE_BED, PLAN_ENDS, SILENCE, WALK_HOLDS,
    medicine_limits,
};
use crate::model::time::{Moment, Span};

/// How long the answers hold that hold only for a while.
const HOLDS: [Span; 4] = [HELPER_HOLDS, DROWSY_HOLDS, Span::hours(24), BRUISE_HOLDS];

/// The first moment after now at which time alone may change the answer.
pub(super) fn next_change(setting: &Setting<'_, '_>, judged: &[Judged<'_>]) -> Option<Moment> {
    let case = &setting.case;
    let (now, zone) = (case.now(), &case.clock.zone);
    let started = case.started();
    let mut moments = changes(case);
    for judged in judged {
        match judged.due {
            Due::Now(_, lapses) => moments.extend(lapses),
            Due::Later(from) => moments.push(from),
            Due::Never => {}
        }
        moments.extend(judged.reasons.iter().filter_map(|(_, until)| *until));
        let vetoes = judged.rules.iter().filter_map(|rule| rule.verdict.as_ref().err());
        moments.extend(vetoes.filter_map(|veto| veto.until));
        let step = judged.step;
        moments.extend([step.from, step.until, step.asks_until].into_iter().flatten().map(|span| started + span));
        moments.extend(step.sessions.iter().filter_map(|session| session.from).map(|from| started + from));
        if let Some(open) = step.sessions.iter().find_map(|session| session.open.as_ref()) {
            moments.extend(open.limit.map(|limit| started + limit));
            let restarts = step.timing.after.iter().filter_map(|id| case.protocol.step(id));
            let restarts = restarts.filter_map(|step| due::last_done(case, step));
            moments.extend(restarts.filter_map(|at| open.limit.map(|limit| at + limit)));
        }
    }
    for now_or_later in setting.routines {
        match now_or_later.due {
            Due::Now(_, lapses) => moments.extend(lapses),
            Due::Later(from) => moments.push(from),
            Due::Never => {}
        }
    }
    moments.extend(&setting.screened.next);
    moments.extend(case.history.newest().map(|newest| newest.moment + SILENCE + Span::seconds(1)));
    let latest = case.history.newest().into_iter().chain(case.history.clock_behind(now));
    moments.extend(latest.flat_map(|latest| [latest.moment, latest.moment - CLOCK_TOLERANCE]));
    moments.extend(
        [case.hours.wakes, case.hours.sleeps, case.hours.day_starts].map(|time| case.hours.next(time, now, zone)),
    );
    for step in case.protocol.steps.iter().filter(|step| step.kind == Kind::CheckIn) {
        let today = case.hours.day_of(now, zone);
        let times = (0..=1).flat_map(|n| step.timing.at.iter().map(move |time| (today.plus(n), *time)));
        moments.extend(times.map(|(day, time)| due::moment(case, day, time)));
    }
    // Heat and cold end before bed, and shortly before it the questions are asked anew.
    let bed = case.hours.next(case.hours.sleeps, now, zone);
    moments.push(bed - ASK_AGAIN_BEFORE_BED);
    for session in case.protocol.steps.iter().flat_map(|step| &step.sessions) {
        let lengths = session.length.into_iter().flat_map(|length| [length, length + OFF_BEFORE_BED]);
        moments.extend(lengths.map(|length| bed - length + Span::seconds(1)));
    }
    // A patch is not put on shortly before bed, and what is on must come off.
    moments.push(bed - PATCH_BEFORE_BED + Span::seconds(1));
    moments.extend(take_off(case).into_iter().flat_map(|worn| [worn.said, worn.by]));
    moments.extend(sedated_until(case));
    let topical = case.history.sessions().filter(|entry| entry.at + ANALGESIC_WINDOW > now - Span::days(1));
    moments.extend(topical.map(|entry| entry.at + ANALGESIC_WINDOW + Span::seconds(1)));
    // Answers go stale.
    let answered = case.history.entries().filter(|entry| matches!(entry.event, Event::Answered { .. }));
    moments.extend(answered.flat_map(|entry| HOLDS.map(|holds| entry.at + holds)));
    moments.extend(case.history.walking(now).map(|walking| walking.at + WALK_HOLDS));
    // Cards on the floor come after a pause.
    moments.push(started + CARD_PAUSE);
    moments.extend(case.protocol.cards.iter().filter_map(|card| card.within).map(|within| started + within));
    let answers =
        case.history.entries().filter(|entry| matches!(entry.event, Event::Screened { .. } | Event::Answered { .. }));
    moments.extend(answers.map(|entry| entry.at + CARD_PAUSE));
    moments.extend([PLAN_ENDS, FIRST_FLARE_ADVICE].map(|span| started + span));
    let protocol = case.protocol;
    let spans = protocol.escalations.iter().flat_map(|escalation| [Some(escalation.from), escalation.until]);
    let spans = spans.chain(protocol.avoid.iter().flat_map(|avoid| [avoid.from, avoid.until]));
    moments.extend(spans.flatten().map(|span| started + span));
    // A dose leaves the window of 24 hours.
    let counted = |dose: &&Taken| dose.contains.iter().any(|one| medicine_limits(one).is_some());
    moments.extend(case.history.doses().iter().filter(counted).map(|dose| dose.at.moment + Span::hours(24)));
    let days = case.history.doses().iter().map(|dose| dose.at.moment + ANALGESIC_WINDOW + Span::seconds(1));
    moments.extend(days);
    moments.into_iter().filter(|moment| *moment > now).min()
}
