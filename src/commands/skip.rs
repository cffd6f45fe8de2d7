//! `skip`: a step is passed over.

use crate::acts::{Context, Outcome, answer, answer::Course, questions};
use crate::commands::{examples, note};
use crate::engine::ask::Ask;
use crate::engine::plan::Plan;
use crate::error::Failure;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::protocol::Protocol;
use crate::render::next::none_of;
use crate::views::answers::Nothing;
use crate::words::clean::clean;
use crate::words::unmarked;

/// Pass over a step for now
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare start --clear"
    "backflare skip --because \"no room on the floor\""
))]
pub struct SkipArgs {
    /// The step; without it, the one that `next` shows
    pub step: Option<String>,
    /// Why, for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub because: Option<String>,
}

/// Passes a step over. A screening card cannot be: on an emergency card no answer counts as yes.
pub fn run(context: &mut Context<'_>, args: &SkipArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let course = Course::needed(context, &state)?;
    let plan = course.plan(&state);
    let (id, title) = target(&course.protocol, &plan, args.step.as_deref())?;
    let event = Event::Skipped { step: id, because: args.because.clone(), always: false };
    let record = writer.append(context.now()?, None, event)?;
    drop(writer);
    let title = clean(&title);
    let said = format!("Passed over: {}. Undo: backflare undo", unmarked(&title));
    answer::confirm(context, "skip", &[said], &[record], Nothing {})
}

/// What is meant: a step or a routine by its name, or what `next` shows. The name and the title.
pub(super) fn target(protocol: &Protocol, plan: &Plan<'_>, name: Option<&str>) -> Result<(Id, String), Failure> {
    if let Some(name) = name {
        return match protocol.routines.iter().find(|routine| routine.id == *name) {
            Some(routine) => Ok((routine.id.clone(), routine.title.clone())),
            None => super::done::named(protocol, name).map(|step| (step.id.clone(), step.title.clone())),
        };
    }
    match (&plan.action, &plan.ask) {
        (Some(action), _) => Ok((action.step.id.clone(), action.step.title.clone())),
        (None, Some(ask @ (Ask::Question { .. } | Ask::Questions { .. }))) => match ask.step() {
            Some(step) => Ok((step.id.clone(), step.title.clone())),
            None => Err(questions::waits(plan, ask)),
        },
        (None, Some(Ask::Card { card, .. })) => Err(Failure::usage("these questions cannot be passed over").hint(
            format!("None of these: {}\nNot sure: backflare screen --unsure, which counts as yes", none_of(plan, card)),
        )),
        (None, None) => Err(Failure::usage("nothing is due just now").hint("What comes: backflare next")),
    }
}
