//! Which step is meant: the one of that name, or the one that `next` shows.

use crate::acts::questions;
use crate::engine::ask::Ask;
use crate::engine::plan::Plan;
use crate::error::Failure;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::nearest;
use crate::protocol::Protocol;
use crate::protocol::format::Step;
use crate::render::next::none_of;
use crate::views::told::announced;
use crate::words::refused;

/// The step of that name.
pub(crate) fn named<'p>(protocol: &'p Protocol, name: &str) -> Result<&'p Step, Failure> {
    let found = Id::parse(name).and_then(|id| protocol.step(&id));
    found.ok_or_else(|| {
        let near = nearest::suggest(name, protocol.steps.iter().map(|step| step.id.as_str()));
        Failure::usage(refused::no_step(name)).hint(refused::all_steps(near))
    })
}

/// The step that `next` shows, or the one whose question it shows: whoever says that it is done has done it.
pub(crate) fn shown<'p>(protocol: &Protocol, plan: &Plan<'p>) -> Result<&'p Step, Failure> {
    if let Some(action) = &plan.action {
        return Ok(action.step);
    }
    match &plan.ask {
        Some(asked @ (Ask::Card { .. } | Ask::Follow(_))) => return Err(questions::waits(plan, asked)),
        Some(asked @ (Ask::Question { .. } | Ask::Questions { .. })) => {
            if let Some(step) = asked.step() {
                return Ok(step);
            }
        }
        None => {}
    }
    let next = announced(plan);
    let comes = next.map(|next| next.step.title.as_str());
    // A dose is not "done": that is `took`.
    let mut known = plan.upcoming.iter().map(|next| next.step).chain(&protocol.steps);
    let example = known.find(|step| step.kind != Kind::Medicine).map_or("STEP", |step| step.id.as_str());
    Err(Failure::usage(refused::NOTHING_DUE).hint(refused::did_something_else(comes, example)))
}

/// The title of a step or a routine, as its author wrote it; its name where the protocol has neither.
pub(crate) fn title<'a>(protocol: &'a Protocol, id: &'a Id) -> &'a str {
    let routine = || protocol.routines.iter().find(|routine| routine.id == *id).map(|routine| routine.title.as_str());
    protocol.step(id).map(|step| step.title.as_str()).or_else(routine).unwrap_or(id.as_str())
}

/// What is meant: a step or a routine by its name, or what `next` shows.
pub(crate) fn target(protocol: &Protocol, plan: &Plan<'_>, name: Option<&str>) -> Result<Id, Failure> {
    if let Some(name) = name {
        return match protocol.routines.iter().find(|routine| routine.id == *name) {
            Some(routine) => Ok(routine.id.clone()),
            None => named(protocol, name).map(|step| step.id.clone()),
        };
    }
    match (&plan.action, &plan.ask) {
        (Some(action), _) => Ok(action.step.id.clone()),
        (None, Some(ask @ Ask::Follow(_))) => Err(questions::waits(plan, ask)),
        (None, Some(Ask::Card { card, .. })) => {
            Err(Failure::usage(refused::NOT_PASSED_OVER).hint(refused::answer_the_card(&none_of(plan, card))))
        }
        (None, ask) => match ask.as_ref().and_then(Ask::step) {
            Some(step) => Ok(step.id.clone()),
            None => Err(Failure::usage(refused::NOTHING_DUE).hint(refused::WHAT_COMES)),
        },
    }
}
