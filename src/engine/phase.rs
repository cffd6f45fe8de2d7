//! Which phase holds now, and which stage of a session. Nothing is remembered: going back needs no rule.

use std::sync::LazyLock;

use crate::engine::case::Case;
use crate::engine::history::{History, Run};
use crate::engine::safety::screening::Screened;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::CourseKind;
use crate::model::limits::{LONG_REST, SET_BACK};
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Growth, PainOver, Phase, Session, Step};

/// What holds where a file has no phase at all: it is refused when it is read, and nothing here may fail.
static NONE: LazyLock<Phase> = LazyLock::new(|| Phase {
    id: Id::parse("none").unwrap_or_else(|| unreachable!("it is in kebab-case")),
    title: String::new(),
    floor: false,
    from: None,
    done: None,
    unless_since: None,
    pain: None,
    no_leg: None,
    steady: false,
    pace: None,
    most_a_day: None,
    idle: Vec::new(),
    between: Vec::new(),
});

/// The last phase in the file that holds now. The first always holds.
pub fn phase_now<'p>(case: &Case<'p>) -> &'p Phase {
    let phases = &case.protocol.phases;
    phases.iter().rev().find(|phase| holds(case, phase)).or(phases.first()).unwrap_or(&NONE)
}

fn holds(case: &Case<'_>, phase: &Phase) -> bool {
    let done = |step: &Id| {
        case.history.done(step).rfind(|(_, answer)| *answer != Some(false)).map(|(entry, _)| (entry.at, entry.place))
    };
    phase.from.is_none_or(|from| case.has_run(from))
        && phase.done.as_ref().is_none_or(|step| {
            done(step).is_some_and(|at| phase.unless_since.as_ref().and_then(&done).is_none_or(|since| since < at))
        })
        && phase.pain.is_none_or(|pain| pain_holds(case, pain))
        && phase.no_leg.is_none_or(|span| leg_signs(case).all(|at| case.reached(at + span)))
        && (!phase.steady || case.history.steady())
}

/// Every pain logged in the span is low enough, and the low logs in a row cover enough time. No logs: it does not hold.
fn pain_holds(case: &Case<'_>, pain: PainOver) -> bool {
    // Those before the span count for how long it has been so, or two logs a day would begin and end it by turns.
    let low: Vec<_> = levels(case).rev().take_while(|(_, level)| *level <= pain.at_most).collect();
    let (Some((last, _)), Some((first, _))) = (low.first().copied(), low.last().copied()) else { return false };
    !case.reached(last + pain.within) && last - first >= pain.span && in_span_low(case, pain)
}

fn in_span_low(case: &Case<'_>, pain: PainOver) -> bool {
    levels(case).filter(|(at, _)| !case.reached(*at + pain.within)).all(|(_, level)| level <= pain.at_most)
}

/// The levels of pain that were said in this course, by time.
fn levels(case: &Case<'_>) -> impl DoubleEndedIterator<Item = (Moment, u8)> {
    case.history.pains().filter_map(|pain| Some((pain.at, pain.level?)))
}

/// When leg signs were reported in this course.
fn leg_signs(case: &Case<'_>) -> impl Iterator<Item = Moment> {
    let protocol = case.protocol;
    case.history.entries().filter_map(move |entry| {
        let hit = if let Event::Pain { leg, .. } = &entry.event {
            *leg
        } else if let Event::Screened { signs, .. } = &entry.event {
            signs.iter().any(|sign| protocol.sign(sign).is_some_and(|sign| sign.leg))
        } else {
            false
        };
        hit.then_some(entry.at)
    })
}

/// How far the course is: what its growing doses are counted by. In a flare that is the time since its start. In
/// prevention it is the time for which it was kept up: a rest of more than three weeks does not count, and takes four
/// weeks back.
pub fn progress(history: &History) -> Span {
    progress_at(history, history.clock().now)
}

fn progress_at(history: &History, now: Moment) -> Span {
    let Some(run) = history.run() else { return Span::ZERO };
    match run.course {
        CourseKind::Flare => (now - run.started.moment).max(Span::ZERO),
        CourseKind::Prevention => {
            let (progress, last) = kept_up(history, run, now);
            let rest = now - last;
            if rest > LONG_REST { (progress - SET_BACK).max(Span::ZERO) } else { progress + rest.max(Span::ZERO) }
        }
    }
}

/// How far a course of prevention was at its newest entry, and when that was.
fn kept_up(history: &History, run: &Run, now: Moment) -> (Span, Moment) {
    let mut last = run.started.moment;
    let mut progress = run.progress;
    for at in history.entries().map(|entry| entry.at.min(now)) {
        let rest = at - last;
        progress =
            if rest > LONG_REST { (progress - SET_BACK).max(Span::ZERO) } else { progress + rest.max(Span::ZERO) };
        last = last.max(at);
    }
    (progress, last)
}

/// Whether the course is so far. In prevention that may end again, after a long rest.
fn is_so_far(case: &Case<'_>, span: Span) -> bool {
    let Some(run) = case.history.run() else { return span <= Span::ZERO };
    match run.course {
        CourseKind::Flare => case.has_run(span),
        CourseKind::Prevention => {
            let (progress, last) = kept_up(case.history, run, case.now());
            if case.passed(last + LONG_REST) {
                progress - SET_BACK >= span || span <= Span::ZERO
            } else {
                case.reached(last + (span - progress)) || span <= progress
            }
        }
    }
}

/// How far a course is when it goes on after an interruption of that length: half as far, and after more than three
/// weeks at least four weeks back. A caution margin.
pub fn taken_up(progress: Span, away: Span) -> Span {
    let half = Span::seconds(progress.as_seconds() / 2);
    if away > LONG_REST { half.min((progress - SET_BACK).max(Span::ZERO)) } else { half }
}

/// The stage of a step's session that fits now: the last whose `from` and `phase` fit. When the last days were not
/// steady, or a leg sign stands or is old and known, the first that fits: nothing grows then. Rule 15.
pub fn session_now<'p>(case: &Case<'_>, screened: &Screened<'_>, phase: &Phase, step: &'p Step) -> Option<&'p Session> {
    // Prevention asks for the pain once a week: there a sign or a clear rise holds back, not a missing log.
    let prevention = case.history.run().is_some_and(|run| run.course == CourseKind::Prevention);
    let steady = case.history.steady() || (prevention && case.history.pains().count() < 2);
    let grows = steady && !screened.leg && !screened.soon && !screened.gentle;
    let mut fits = step.sessions.iter().filter(|session| {
        session.from.is_none_or(|from| is_so_far(case, from))
            && session.phase.as_ref().is_none_or(|wanted| *wanted == phase.id)
    });
    if grows { fits.next_back() } else { fits.next() }
}

/// How far a growing session is by now. The rows follow the clock; the size of the moves does not rise past what it was when
/// something hurt, and is one row smaller after a set that was stopped. `None`: the session does not grow.
///
/// Begun at 09:05 with rows from 0, 4 and 8 minutes: at 09:10 the second row holds. Stopped at 09:10, the moves are as small
/// as in the first row from then on.
pub fn grown<'p>(case: &Case<'_>, step: &Step, session: Option<&'p Session>) -> Option<Grown<'p>> {
    let session = session.filter(|session| !session.grows.is_empty())?;
    let begun = case.history.entries().filter(|entry| {
        matches!(&entry.event, Event::Done { step: done, .. } if step.timing.after.contains(done) && *done != step.id)
    });
    let begun = begun.map(|entry| entry.at).max().unwrap_or(case.started()).max(case.started());
    let row_at = |reached: &dyn Fn(Moment) -> bool| {
        session.grows.iter().rposition(|row| reached(begun + row.from)).unwrap_or_default()
    };
    // Each moment at which a row begins is looked at, so that the next of them is known.
    let now = session.grows.iter().filter(|row| case.reached(begun + row.from)).count().saturating_sub(1);
    let stopped = case.history.entries().filter(|entry| entry.at >= begun).filter_map(|entry| {
        let Event::Stopped { step: stopped, .. } = &entry.event else { return None };
        (*stopped == step.id).then_some((entry.at, 1))
    });
    let rises = case.history.rises().into_iter().filter(|(at, _)| *at >= begun).map(|(at, _)| (at, 0));
    let held = stopped.chain(rises).map(|(at, less)| row_at(&|moment| moment <= at).saturating_sub(less)).min();
    let size = held.map_or(now, |held| held.min(now));
    let (row, size) = (session.grows.get(now)?, session.grows.get(size)?);
    let open = session.open.as_ref();
    // Who has lain there for so long is asked then, too.
    let times = open.into_iter().flat_map(|open| open.ask_at.iter().copied().chain(case.limit_of(open)));
    let asks = times.map(|at| begun + at).filter(|at| !case.reached(*at)).min();
    Some(Grown { row, size: &size.size, asks, since: begun })
}

/// How far a growing session is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grown<'p> {
    /// The row that gives the pace and the rest.
    pub row: &'p Growth,
    /// How large the moves are, in words. It lags behind the row after what hurt.
    pub size: &'p str,
    /// Since when it grows.
    pub since: Moment,
    /// When its question is asked next. `None`: the table names no more times.
    pub asks: Option<Moment>,
}

impl Grown<'_> {
    /// How long it is from a moment until its question is asked. `every`: how often, where the table names no more times.
    pub fn until_asked(&self, now: Moment, every: Span) -> Span {
        self.asks.map_or(every, |asks| asks - now)
    }

    /// How many sets fit until then: at least one. From 09:05 to 09:09 in cycles of two minutes are two.
    pub fn sets(&self, now: Moment, every: Span) -> u32 {
        let cycle = self.row.cycle.as_seconds().max(1);
        let whole = self.until_asked(now, every).as_seconds() + cycle / 2;
        u32::try_from(whole.div_euclid(cycle)).unwrap_or(1).clamp(1, MOST_SETS)
    }
}

/// The most sets that are played before the question is asked.
const MOST_SETS: u32 = 6;
