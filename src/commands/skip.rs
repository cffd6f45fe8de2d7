//! `skip`: a step is passed over.

use crate::commands::{Context, Outcome, answer, answer::Course, examples, note};
use crate::engine::plan::Ask;
use crate::error::Failure;
use crate::model::event::Event;
use crate::render::clean::clean;
use crate::render::next::none_of;

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
    let protocol = &course.protocol;
    let (id, title) = match &args.step {
        Some(name) => {
            let routine = protocol.routines.iter().find(|routine| routine.id == *name.as_str());
            match routine {
                Some(routine) => (routine.id.clone(), routine.title.clone()),
                None => super::done::named(protocol, name).map(|step| (step.id.clone(), step.title.clone()))?,
            }
        }
        None => match (&plan.action, &plan.ask) {
            (Some(action), _) => (action.step.id.clone(), action.step.title.clone()),
            (None, Some(Ask::Facts { step: Some(step), .. })) => (step.id.clone(), step.title.clone()),
            (None, Some(ask @ Ask::Facts { step: None, .. })) => return Err(super::done::waits(&plan, ask)),
            (None, Some(Ask::Card { card, .. })) => {
                return Err(Failure::usage("these questions cannot be passed over").hint(format!(
                    "None of these: {}\nNot sure: backflare screen --unsure, which counts as yes",
                    none_of(&plan, card)
                )));
            }
            (None, None) => {
                return Err(Failure::usage("nothing is due just now, so there is nothing to pass over")
                    .hint("What comes: backflare next"));
            }
        },
    };
    let event = Event::Skipped { step: id, because: args.because.clone() };
    let record = writer.append(context.now()?, None, event)?;
    drop(writer);
    let title = clean(&title);
    let said = format!("Passed over: {}. Undo: backflare undo", title.trim_end_matches(['.', '?']));
    answer::confirm(context, "skip", &[said], &[record], serde_json::Value::Null)
}
