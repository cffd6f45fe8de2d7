//! What is asked by the way: it guards nothing, silence answers it, and it is kept for looking back. Clinical rules 26, 27.
//!
//! | asked | when | how often |
//! |---|---|---|
//! | the pain after heat, cold, a walk or moves | within half an hour of it, if no tablet came shortly before | after the first four of a day |
//! | how the night was | in the morning, for an hour after the level of pain | once a day, not on the first |
//! | whether somebody can help this evening | in the morning, where the helper's part may come in that evening | once a day; never of who lives alone |
//! | whether the flare is over | 32 hours after the first of the low levels that lead up to now, in the morning and the evening | every two days |
//! | what was going on when it began, and how soon the pain came | on the first day, on their feet, with nothing to do or something warm on | once |
//! | how hard the one thing is that matters | in the evening | once a day |
//! | what that one thing is | on the first evening | once |
//! | in prevention, whether they are back as usual | with the block of the evening, not on the day of its beginning | once a day, if no level was logged |
//!
//! A walk ends at 10:50 with nothing due: "Pain now?" stands there until 11:20. A 5 at 10:55 ends it, and so does silence.

use crate::engine::case::Case;
use crate::engine::company::{Company, company};
use crate::engine::history::History;
use crate::model::aside::AsideKind;
use crate::model::event::{Began, BeganWhen, Event, Touch};
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Kind};
use crate::model::limits::LOW_PAIN;
use crate::model::profile::Fact;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Pace, Phase, Step};

/// How long after something its pain may be asked. A choice of this program.
const AFTER: Span = Span::minutes(30);
/// How far back a tablet counts as the reason for a change. A choice of this program.
const TABLET: Span = Span::hours(3);
/// How often a day the pain after something is asked at most.
const MOST_AFTER: usize = 4;
/// The level down to which a flare may be over.
const OVER: u8 = LOW_PAIN - 1;
/// For how long. A caution margin of this program.
const OVER_FOR: Span = Span::hours(32);
/// How long "not yet" holds.
const NOT_YET: Span = Span::hours(48);
/// How long the morning lasts from getting up, and the evening until bedtime, in which something is asked.
const PART: Span = Span::minutes(210);

/// For how long after the level of the morning it is asked how the night was. A choice of this program.
const ASKS_SLEEP: Span = Span::hours(1);

/// A question by the way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Aside<'p> {
    /// How the pain is after a step.
    After(&'p Step),
    /// Whether somebody can help this evening.
    Helper,
    /// Whether the flare is over.
    Over,
    /// What was going on when it began.
    Began,
    /// How soon the pain came after what was going on.
    BeganWhen(Began),
    /// How hard the one thing is today, in the person's words.
    GoalLevel(&'p str),
    /// What the one thing is that matters.
    Goal,
    /// Whether they are back as usual, in prevention.
    Usual,
    /// How the night was.
    Slept,
}

impl Aside<'_> {
    /// Which question it is.
    pub fn kind(self) -> AsideKind {
        match self {
            Self::After(_) => AsideKind::After,
            Self::Helper => AsideKind::Helper,
            Self::Over => AsideKind::Over,
            Self::Began => AsideKind::Began,
            Self::BeganWhen(_) => AsideKind::BeganWhen,
            Self::GoalLevel(_) => AsideKind::GoalLevel,
            Self::Goal => AsideKind::Goal,
            Self::Usual => AsideKind::Usual,
            Self::Slept => AsideKind::Slept,
        }
    }
}

/// What is there to be done while something is asked by the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToDo {
    /// Something is.
    pub busy: bool,
    /// It is of a block that goes on, and asks for no level itself.
    pub in_block: bool,
}

/// The question by the way that may be asked now: one at a time. `to_do`: what is there to be done. `helper`: whether the
/// helper's part may come this evening.
pub fn aside<'p>(case: &Case<'p>, phase: &Phase, to_do: ToDo, helper: impl FnOnce() -> bool) -> Option<Aside<'p>> {
    if phase.floor || case.is_night() {
        return None;
    }
    if !case.is_flare() {
        return (to_do.in_block && usual(case)).then_some(Aside::Usual);
    }
    if let Some(step) = after(case) {
        return Some(Aside::After(step));
    }
    let bedtime = case.hours.moment_on(case.today(), case.hours.sleeps, case.zone);
    let wakes = case.hours.moment_on(case.today(), case.hours.wakes, case.zone);
    let evening = || case.reached(bedtime - PART);
    let morning = || !case.reached(wakes + PART);
    if morning() && helper_asked(case) && helper() {
        return Some(Aside::Helper);
    }
    if over(case) && may_be_over(case, phase) && (evening() || morning()) {
        return Some(Aside::Over);
    }
    if morning() && slept(case, wakes) {
        return Some(Aside::Slept);
    }
    let first = is_first(case);
    if (!to_do.busy || case.is_on(Kind::Heat))
        && first
        && let Some(aside) = beginning(case)
    {
        return Some(aside);
    }
    let goal =
        case.history.entries().rev().find_map(|entry| {
            if let Event::Goal { text } = &entry.event { Some((text.as_str(), entry.at)) } else { None }
        });
    match goal {
        Some((text, since)) if !case.is_today(since) && evening() => {
            let level = |event: &Event| matches!(event, Event::GoalLevel { .. });
            let told = case.history.entries().any(|entry| level(&entry.event) && case.is_today(entry.at));
            (!told && !passed_today(case, AsideKind::GoalLevel)).then_some(Aside::GoalLevel(text))
        }
        Some(_) => None,
        None => (first && passed(case, AsideKind::Goal).is_none() && evening()).then_some(Aside::Goal),
    }
}

/// Whether it is asked how the night was: once the level of the morning is known, of who went down. It goes by itself after an
/// hour.
fn slept(case: &Case<'_>, wakes: Moment) -> bool {
    let went_down = case.protocol.has_floor();
    let level = case.history.pains().rev().find(|pain| pain.level.is_some()).map(|pain| pain.at);
    let asked = level.is_some_and(|at| at >= wakes && !case.reached(at + ASKS_SLEEP));
    let night = |event: &Event| matches!(event, Event::Slept { .. });
    let told = || case.history.entries().any(|entry| night(&entry.event) && case.is_today(entry.at));
    went_down && asked && !case.is_today(case.started()) && !told() && !passed_today(case, AsideKind::Slept)
}

/// Whether it is asked in prevention if they are back as usual: with the first of a block, once a day.
fn usual(case: &Case<'_>) -> bool {
    let prevention = case.history.run().is_some_and(|run| run.course == CourseKind::Prevention);
    let logged = || case.history.pains().next_back().is_some_and(|pain| case.is_today(pain.at));
    let passed = || passed_today(case, AsideKind::Usual);
    let worse =
        || case.history.entries().rev().any(|entry| entry.event.is_worse_than_usual() && case.is_today(entry.at));
    prevention && !case.is_today(case.started()) && !logged() && !passed() && !worse()
}

/// Whether it is the first day of somebody who went down: nobody lifted anything before eye drops.
fn is_first(case: &Case<'_>) -> bool {
    case.protocol.has_floor() && case.is_today(case.started())
}

/// What may be asked of the beginning now, of somebody who has time: nothing to do, or something warm on.
pub fn beginning_asked<'p>(case: &Case<'p>) -> Option<Aside<'p>> {
    if is_first(case) && !case.is_night() { beginning(case) } else { None }
}

/// Whether the pain is asked once that step is over: after the first four of a day.
pub fn asks_after(case: &Case<'_>, step: &Step) -> bool {
    case.is_flare() && is_felt(step) && felt_today(case).len() < MOST_AFTER
}

/// Whether a level of pain tells nothing of what was just done: a tablet came shortly before.
pub fn is_of_a_tablet(history: &History, at: Moment) -> bool {
    history.doses().iter().any(|dose| dose.at.moment > at - TABLET)
}

/// Whether it is asked today if somebody can help this evening.
fn helper_asked(case: &Case<'_>) -> bool {
    !passed_today(case, AsideKind::Helper) && company(case) == Company::Unsaid
}

/// When that question was passed over last.
fn passed(case: &Case<'_>, aside: AsideKind) -> Option<Moment> {
    case.history.passed_over(aside.key())
}

/// Whether that question was passed over today.
fn passed_today(case: &Case<'_>, aside: AsideKind) -> bool {
    passed(case, aside).is_some_and(|at| case.is_today(at))
}

/// What is asked of the beginning. A fall or a blow is a sign, and nothing that one is asked about by the way.
fn beginning<'p>(case: &Case<'p>) -> Option<Aside<'p>> {
    if case.facts.is(Fact::FallOrBlow) == Some(true) {
        return None;
    }
    match began(case) {
        None => passed(case, AsideKind::Began).is_none().then_some(Aside::Began),
        Some((Began::Nothing, _) | (_, Some(_))) => None,
        Some((what, None)) => passed(case, AsideKind::BeganWhen).is_none().then_some(Aside::BeganWhen(what)),
    }
}

/// What was going on when it began, and how soon the pain came, as it was said last.
fn began(case: &Case<'_>) -> Option<(Began, Option<BeganWhen>)> {
    case.history
        .entries()
        .rev()
        .find_map(|entry| if let Event::Began { what, when } = &entry.event { Some((*what, *when)) } else { None })
}

/// Whether that step is something after which it is worth to know the pain: what is warm, cold, a walk, or moves that keep
/// the pace of the day.
fn is_felt(step: &Step) -> bool {
    // After a set that a clinician gave it is asked where the pain is. Rule 24.5.
    let moved = step.kind == Kind::Exercise && step.pace != Pace::Free && !step.extension;
    step.kind.warms_or_cools() || step.kind == Kind::Walk || moved
}

/// What was done today after which it is worth to know the pain, the newest first.
fn felt_today<'p>(case: &Case<'p>) -> Vec<(Moment, &'p Step)> {
    let ended = |event: &Event| match event.touched() {
        Some((step, Touch::Done | Touch::Off)) => Some(step.clone()),
        Some((
            _,
            Touch::Walked | Touch::Stopped | Touch::Skipped | Touch::Snoozed | Touch::Asked | Touch::Placed | Touch::On,
        ))
        | None => None,
    };
    let felt = |id: &Id| case.protocol.step(id).filter(|step| is_felt(step));
    let today = case.history.entries().rev().take_while(|entry| case.is_today(entry.at));
    today.filter_map(|entry| Some((entry.at, felt(&ended(&entry.event)?)?))).collect()
}

/// The step after which the pain may be asked now.
fn after<'p>(case: &Case<'p>) -> Option<&'p Step> {
    let felt = felt_today(case);
    let (at, step) = *felt.first().filter(|_| felt.len() <= MOST_AFTER)?;
    if case.reached(at + AFTER) {
        return None;
    }
    let logged = case.history.pains().next_back().is_some_and(|pain| pain.at >= at);
    let passed = passed(case, AsideKind::After).is_some_and(|passed| passed >= at);
    (!logged && !is_of_a_tablet(case.history, at) && !passed).then_some(step)
}

/// Whether little pain may mean that it is over. Of a plan that is not for a back it may not while something of it is still to
/// come: drops go on for weeks in an eye that does not hurt.
fn may_be_over(case: &Case<'_>, phase: &Phase) -> bool {
    let last = case.protocol.phases.last().is_none_or(|last| last.id == phase.id);
    let goes_on = |step: &Step| step.until.is_some_and(|until| !case.has_run(until));
    case.protocol.is_for_back() || (last && !case.protocol.steps.iter().any(goes_on))
}

/// Whether the levels that lead up to now have been low for long enough, and nobody said "not yet" of late.
///
/// Logged 1 on Tuesday at 07:00, and 0 or 1 ever since: from Wednesday 15:00 on.
fn over(case: &Case<'_>) -> bool {
    let levels = case.history.pains().rev().filter_map(|pain| Some((pain.at, pain.level?)));
    let first = levels.take_while(|(_, level)| *level <= OVER).last();
    first.is_some_and(|(at, _)| case.reached(at + OVER_FOR))
        && passed(case, AsideKind::Over).is_none_or(|at| case.reached(at + NOT_YET))
}
