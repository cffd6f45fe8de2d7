//! A step as it is guided: the words of the plan, with their time.

use crate::acts::State;
use crate::acts::answer::{self, RunningCourse};
use crate::engine::alerts::down_too_long;
use crate::engine::aside::{asks_after, beginning_asked};
use crate::engine::case::Case;
use crate::engine::plan::{Action, Plan};
use crate::engine::safety::medicine::last_noted;
use crate::model::kind::{Kind, Urgency};
use crate::model::time::{Moment, Span};
use crate::protocol::format::Step;
use crate::protocol::named::contains;
use crate::session::lesson::{
    AskedBeside, CallSomebody, DoseBeside, FloorMoves, Lesson, OpenQuestion, OtherPosition, TooLong,
};
use crate::session::millis;
use crate::session::script::{CallOut, Script};
use crate::views::{alert, told};
use crate::words::call::{emergency_number, filled};
use crate::words::clean::{all, clean};
use crate::words::{self, aloud, aside as asides, dose, walk};

/// A level of pain is fresh for so long: it need not be asked again before a step.
const FRESH: Span = Span::minutes(30);

/// For so long somebody has just stood up.
const JUST_STOOD: Span = Span::minutes(20);

/// What is left of a long time when it is said.
const LAST: Span = Span::minutes(5);

/// What stays on for longer is not waited for.
const LONGEST: Span = Span::hours(1);

/// What is read and said of somebody to call. `said`: it was said.
pub(super) fn banner(step: &Step, from: Moment, said: bool) -> CallSomebody {
    let (text, say) = (told::banner(step), told::banner_spoken(step));
    CallSomebody { text, say: if said { String::new() } else { say }, from }
}

/// The lesson of an action.
pub(super) fn of(course: &RunningCourse, plan: &Plan<'_>, state: &State, action: &Action<'_>) -> Lesson {
    let step = action.step;
    let hours = course.profile.hours();
    let times = answer::times(state, &hours);
    let number = emergency_number(answer::region(&course.profile));
    let session = action.session;
    let fresh = |at| state.clock.now - at <= FRESH;
    let now = state.clock.now;
    let open = action.open.map(|open| OpenQuestion {
        question: clean(&open.end.question),
        say: match action.grown {
            Some(grown) => vec![clean(&grown.row.rest)],
            // The alert says it already where the limit is passed.
            None if open.past_limit => Vec::new(),
            None => all(&open.end.say),
        },
        every: action.grown.map_or(open.end.every, |grown| grown.until_asked(now, open.end.every)),
        waiting: open.waiting,
        past_limit: open.past_limit,
        until: plan.next_change.filter(|_| open.waiting),
        floor: told::on_floor(plan),
        advice: open
            .end
            .sign
            .as_ref()
            .and_then(|sign| course.protocol.sign(sign))
            .map_or_else(Vec::new, |sign| words::card::if_so(sign.urgency, &number)),
    });
    // A growing session is played in sets until its question is asked.
    let every = action.open.map_or(LONGEST, |open| open.end.every);
    // One that was cut off goes on with the sets that it had.
    let cut_off = state.history.walking(now).filter(|walking| *walking.step == step.id);
    let begun = cut_off.map_or(now, |walking| now - walking.reached);
    let sets = action.grown.and_then(|grown| Some(session?.sets(grown.row, grown.sets(begun, every))));
    let played = sets.as_ref().or(session);
    let script = played.map(|session| Script::new(session, halfway(step.kind))).unwrap_or_default();
    let off = session.and_then(|session| session.ends_with.as_deref()).map(clean).or_else(|| is_it_off(step.kind));
    let off_asked = off.is_some();
    let case = Case::new(&course.protocol, &course.profile, &state.history);
    let long = off.is_some() && script.total() > millis(LONGEST);
    Lesson {
        heading: told::heading(plan, &times),
        title: clean(&step.title),
        say: says(course, plan, state, action),
        stop: filled(told::stop_of(step, &course.protocol), "", &number),
        why: step.why.as_deref().map(clean).unwrap_or_default(),
        drawing: all(&step.drawing),
        stays_on: long.then(|| walk::it_is_on(step.id.as_str())),
        script,
        holds_until: plan.next_change.filter(|_| off.is_some()),
        off,
        open,
        moves: floor_moves(plan, state, action),
        too_long: too_long(course, plan, state, action, &case),
        gets_up: step.kind == Kind::Movement && session.is_none() && told::on_floor(plan),
        medicine: step.kind == Kind::Medicine,
        positions: told::positions_of(action)
            .into_iter()
            .map(|(name, say, drawn)| OtherPosition { name, say, drawn })
            .collect(),
        asks_pain: step.asks_pain,
        feels: off_asked && asks_after(&case, step),
        by_the_way: if step.kind == Kind::Heat { asked_beside(&case) } else { None },
        gated: step.kind.moves() && (step.brake || step.pain_to.is_some()),
        pain: state.history.pains().next_back().filter(|pain| fresh(pain.at)).and_then(|pain| pain.level),
        ..Lesson::default()
    }
}

/// What stands above the moves of somebody on the floor once they have lasted too long. `None`: it stands there already.
fn too_long(
    course: &RunningCourse,
    plan: &Plan<'_>,
    state: &State,
    action: &Action<'_>,
    case: &Case<'_>,
) -> Option<TooLong> {
    let open = action.open.filter(|open| !open.past_limit && told::on_floor(plan))?;
    let from = action.grown?.since + case.limit_of(open.end)?;
    let told = down_too_long(case, open.end);
    let hours = course.profile.hours();
    let times = answer::times(state, &hours);
    let lines = alert::cause(&told, Urgency::SameDay, &times, answer::region(&course.profile));
    Some(TooLong { lines, from })
}

/// What is asked of the beginning while something warm is on.
pub(super) fn by_the_way(course: &RunningCourse, state: &State) -> Option<AskedBeside> {
    asked_beside(&Case::new(&course.protocol, &course.profile, &state.history))
}

fn asked_beside(case: &Case<'_>) -> Option<AskedBeside> {
    let (kind, about) = told::about_aside(beginning_asked(case)?);
    Some(AskedBeside { kind, lines: asides::lines(kind, &about), digits: asides::digits(kind)? })
}

/// A medicine that stands beside what is put on. `None`: it has a page of its own.
pub(super) fn beside(course: &RunningCourse, state: &State, action: &Action<'_>) -> Option<DoseBeside> {
    let step = action.step;
    if step.beside.is_empty() {
        return None;
    }
    let larger = step.medicine.iter().filter(|_| action.larger_dose).flat_map(|medicine| &medicine.option_say);
    let mut short: Vec<String> = larger.map(|line| clean(line)).collect();
    short.extend(step.beside.iter().skip(usize::from(!short.is_empty())).map(|line| clean(line)));
    let hours = course.profile.hours();
    let own = step.medicine.iter().flat_map(contains).map(|own| own.ingredient).collect::<Vec<_>>();
    let case = Case::new(&course.protocol, &course.profile, &state.history);
    let last = own.iter().filter_map(|own| last_noted(&case, own)).max();
    short.push(dose::noted_in_a_day(&own, last.map(|at| answer::times(state, &hours).at(at)).as_deref()));
    let number = emergency_number(answer::region(&course.profile));
    Some(DoseBeside {
        title: clean(&step.title),
        short,
        say: told::say_of(action),
        stop: filled(told::stop_of(step, &course.protocol), "", &number),
    })
}

/// The moves of somebody on the floor, as they are by now.
fn floor_moves(plan: &Plan<'_>, state: &State, action: &Action<'_>) -> Option<FloorMoves> {
    let grown = action.grown.filter(|_| told::on_floor(plan))?;
    Some(FloorMoves {
        title: walk::moves(&told::short(action.step), &clean(grown.size)),
        rest: clean(&grown.row.rest),
        beside: action.open.map(|open| all(&open.end.say)).unwrap_or_default(),
        since: grown.since,
        place: told::where_one_is(plan),
        zone: state.clock.zone.clone(),
    })
}

/// What is said of a step. Who has just stood up is told so, and what to keep off now.
fn says(course: &RunningCourse, plan: &Plan<'_>, state: &State, action: &Action<'_>) -> Vec<String> {
    let stood = stood(course, state, action.step);
    let avoid = plan.avoid.first().filter(|_| stood.is_some()).map(|avoid| clean(&avoid.say));
    stood.map(walk::stood).into_iter().chain(told::say_of(action)).chain(avoid).collect()
}

/// How long after its begin somebody stood who does their first exercise since. `None`: it is another, or they stood before.
fn stood(course: &RunningCourse, state: &State, step: &Step) -> Option<Span> {
    let history = &state.history;
    let up = step.timing.after.iter().find_map(|id| history.done(id).next_back())?.0.at;
    let first = step.kind == Kind::Exercise && !step.sessions.iter().any(|session| session.open.is_some());
    let fell = course.protocol.has_floor();
    let fresh = state.clock.now - up <= JUST_STOOD && history.done(&step.id).all(|(entry, _)| entry.at < up);
    let begun = history.run()?.started.moment;
    (first && fell && fresh && up > begun).then_some(up - begun)
}

/// Somebody to call while that step goes on: now, or at the moment at which that comes. `None`: nobody, or the step is the call.
pub(super) fn call<'p>(plan: &Plan<'p>, step: &Step) -> Option<(&'p Step, Moment)> {
    let due = plan.call.as_ref().map(|call| (call.step, call.due_at));
    let later = || plan.upcoming.iter().find(|later| later.step.kind == Kind::Contact);
    let floor = told::on_floor(plan);
    let call = due.or_else(|| later().filter(|_| floor).map(|later| (later.step, later.due_at)));
    call.filter(|(call, _)| call.id != step.id)
}

/// The same step for shut eyes: what is on says when five minutes are left, and asks for one of two keys halfway.
pub(super) fn for_ears(lesson: &mut Lesson) {
    lesson.aloud = true;
    if lesson.off.is_none() {
        return;
    }
    let total = lesson.script.total();
    for call in lesson.script.calls.iter_mut().filter(|call| call.text == walk::STILL_COMFORTABLE) {
        aloud::COMFORTABLE.clone_into(&mut call.text);
    }
    let at = total - millis(LAST);
    if at > total / 2 {
        lesson.script.calls.push(CallOut { at, text: aloud::FIVE_MINUTES.to_owned(), count: true, mark: false });
        lesson.script.calls.sort_by_key(|call| call.at);
    }
}

/// What is said in the middle of a long part.
fn halfway(kind: Kind) -> &'static str {
    if kind == Kind::Walk {
        walk::TURN_BACK
    } else if kind.warms_or_cools() {
        walk::STILL_COMFORTABLE
    } else {
        walk::HALFWAY
    }
}

/// Heat and cold are asked about even where the protocol forgets to.
fn is_it_off(kind: Kind) -> Option<String> {
    kind.warms_or_cools().then(|| walk::IS_IT_OFF.to_owned())
}
