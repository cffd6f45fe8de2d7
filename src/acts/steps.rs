//! Which step is meant: the one of that name, or the one that `next` shows.

use crate::acts::questions;
use crate::engine::ask::Ask;
use crate::engine::plan::{Plan, Reason};
use crate::error::Failure;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::protocol::Protocol;
use crate::protocol::called::{Called, NamedThing, called};
use crate::protocol::format::Step;
use crate::views::told::{announced, short};
use crate::words::{refused, within};

/// The step of that name: its id, its title, its short name, another word, or the only one that begins so.
pub(crate) fn named<'p>(protocol: &'p Protocol, name: &str) -> Result<&'p Step, Failure> {
    meant(protocol, None, name)
}

/// The step of that name. Where a word is that of several, it is the one that `next` shows, or the one that is offered in
/// place of the other: `tablet` is acetaminophen for somebody who is not offered ibuprofen.
pub(crate) fn meant<'p>(protocol: &'p Protocol, plan: Option<&Plan<'p>>, name: &str) -> Result<&'p Step, Failure> {
    let found = thing(protocol, plan, name, false)?;
    match found {
        NamedThing::Step(step) => Ok(step),
        NamedThing::Routine(routine) => Err(no_step(protocol, routine.id.as_str(), None)),
    }
}

/// The step of that name, or with `routines` the routine.
pub(crate) fn thing<'p>(
    protocol: &'p Protocol,
    plan: Option<&Plan<'p>>,
    name: &str,
    routines: bool,
) -> Result<NamedThing<'p>, Failure> {
    match called(protocol, name, routines) {
        Called::One(thing) => Ok(thing),
        Called::Several(things) => {
            let one = one_of(plan, &things);
            one.ok_or_else(|| {
                let ids: Vec<&str> = things.iter().map(|thing| thing.id().as_str()).collect();
                Failure::usage(refused::several_are_called(name)).hint(refused::one_of(&ids))
            })
        }
        Called::Nothing(near) if routines => {
            let hint = refused::all_of_them(near.map(Id::as_str));
            Err(Failure::usage(refused::no_routine_and_no_step(name)).hint(hint))
        }
        Called::Nothing(near) => Err(no_step(protocol, name, near)),
    }
}

/// The one of several that is meant, where that is plain from what is shown.
fn one_of<'p>(plan: Option<&Plan<'p>>, things: &[NamedThing<'p>]) -> Option<NamedThing<'p>> {
    let is = |step: &Step| things.iter().copied().find(|thing| *thing.id() == step.id);
    let plan = plan?;
    if let Some(shown) = plan.action.as_ref().and_then(|action| is(action.step)) {
        return Some(shown);
    }
    // What stands in for another is meant where that other is not offered, and else the other.
    let stood_in = |thing: &&NamedThing<'p>| {
        let blocked = plan.blocked.iter().find(|blocked| blocked.step.id == *thing.id());
        blocked.is_some_and(|blocked| matches!(blocked.reason, Reason::InsteadOf(_)))
    };
    let stands_in = |thing: &&NamedThing<'p>| match thing {
        NamedThing::Step(step) => {
            step.instead_of.as_ref().is_some_and(|other| things.iter().any(|one| one.id() == other))
        }
        NamedThing::Routine(_) => false,
    };
    match (things, things.iter().find(stands_in)) {
        ([_, _], Some(other)) if !stood_in(&other) => Some(*other),
        ([_, _], Some(other)) => things.iter().copied().find(|thing| thing.id() != other.id()),
        ([..], _) => None,
    }
}

fn no_step(protocol: &Protocol, name: &str, near: Option<&Id>) -> Failure {
    Failure::usage(refused::no_step(name)).hint(all_steps(protocol, near))
}

/// How all steps are seen. `near` is a step that may have been meant, or a routine.
pub(crate) fn all_steps(protocol: &Protocol, near: Option<&Id>) -> String {
    let called = near.map(|near| title(protocol, near));
    refused::all_steps(near.map(Id::as_str).zip(called.as_deref()))
}

/// The step that `next` shows, or the one whose question it shows: whoever says that it is done has done it.
pub(crate) fn shown<'p>(protocol: &Protocol, plan: &Plan<'p>) -> Result<&'p Step, Failure> {
    if let Some(action) = &plan.action {
        return Ok(action.step);
    }
    match plan.in_front() {
        Some(asked @ (Ask::Card { .. } | Ask::Follow(_) | Ask::Choice(_))) => {
            return Err(questions::waits(plan, asked));
        }
        Some(asked @ (Ask::Question { .. } | Ask::Questions { .. })) => {
            if let Some(step) = asked.step() {
                return Ok(step);
            }
        }
        None => {
            if let Some(beside) = plan.beside.first() {
                return Ok(beside.step);
            }
        }
    }
    let next = announced(plan);
    let comes = next.map(|next| short(next.step));
    // A dose is not "done": that is `took`.
    let mut known = plan.upcoming.iter().map(|next| next.step).chain(&protocol.steps);
    let example = known.find(|step| step.kind != Kind::Medicine).map_or("STEP", |step| step.id.as_str());
    Err(Failure::usage(refused::NOTHING_DUE).hint(refused::did_something_else(comes.as_deref(), example)))
}

/// What a step or a routine is called in a sentence; its id where the protocol has neither.
pub(crate) fn title(protocol: &Protocol, id: &Id) -> String {
    let routine = || protocol.routines.iter().find(|routine| routine.id == *id).map(|routine| within(&routine.title));
    protocol.step(id).map(short).or_else(routine).unwrap_or_else(|| id.to_string())
}

/// What is meant: a step or a routine by its name, or what `next` shows.
pub(crate) fn target<'p>(protocol: &'p Protocol, plan: &Plan<'p>, name: Option<&str>) -> Result<Id, Failure> {
    if let Some(name) = name {
        return thing(protocol, Some(plan), name, true).map(|thing| thing.id().clone());
    }
    match (&plan.action, plan.in_front()) {
        (Some(action), _) => Ok(action.step.id.clone()),
        (None, Some(ask @ (Ask::Follow(_) | Ask::Choice(_)))) => Err(questions::waits(plan, ask)),
        (None, Some(Ask::Card { .. })) => Err(Failure::usage(refused::NOT_PASSED_OVER).hint(refused::ANSWER_THE_CARD)),
        (None, Some(Ask::Question { .. } | Ask::Questions { .. }) | None) => {
            let beside = plan.beside.first().map(|beside| beside.step).filter(|_| plan.in_front().is_none());
            match beside.or_else(|| plan.ask.as_ref().and_then(Ask::step)) {
                Some(step) => Ok(step.id.clone()),
                None => Err(Failure::usage(refused::NOTHING_DUE).hint(refused::WHAT_COMES)),
            }
        }
    }
}
