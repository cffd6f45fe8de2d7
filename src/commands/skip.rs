//! `skip`: a step is passed over.

use crate::acts::{Context, Outcome, answer, answer::RunningCourse, steps};
use crate::commands::{examples, note};
use crate::engine::plan::Reason;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::protocol::Protocol;
use crate::views::answers::Nothing;
use crate::views::told;
use crate::words;

/// Pass over a step for now
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare start"
    "backflare screen --clear emergency"
    "backflare skip --because \"no room on the floor\""
    "backflare skip heat --always"
))]
pub(crate) struct SkipArgs {
    /// The step; without it, the one that `next` shows
    pub(crate) step: Option<String>,
    /// Why, for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub(crate) because: Option<String>,
    /// Not in this flare any more, until you do it by its name
    #[arg(long)]
    pub(crate) always: bool,
}

/// Passes a step over. A screening card cannot be: on an emergency card no answer counts as yes.
pub(crate) fn run(context: &mut Context<'_>, args: &SkipArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let course = RunningCourse::needed(context, &state)?;
    let plan = course.plan(&state);
    let step = steps::target(&course.protocol, &plan, args.step.as_deref())?;
    let event = Event::Skipped { step, because: args.because.clone(), always: args.always };
    let record = writer.append(context.now()?, None, event)?;
    drop(writer);
    let mut lines = vec![said(&course.protocol, &record)];
    let state = state.after(std::slice::from_ref(&record));
    let Event::Skipped { step, .. } = &record.event else { return Ok(Outcome::Done) };
    let plan = course.plan(&state);
    if plan.blocked.iter().any(|blocked| blocked.step.id == *step && blocked.reason == Reason::Rests) {
        lines.push(words::recorded::rests(&steps::title(&course.protocol, step), step.as_str()));
    }
    drop(plan);
    answer::confirm(context, "skip", &lines, &[record], Nothing {}, state, Some(course))
}

/// The confirmation, from what was written.
fn said(protocol: &Protocol, record: &Record) -> String {
    let Event::Skipped { step, always, .. } = &record.event else { return String::new() };
    if *always {
        return words::recorded::dropped(&steps::title(protocol, step));
    }
    let wanted = protocol.step(step).is_some_and(told::is_wanted);
    words::recorded::skipped(&steps::title(protocol, step), wanted)
}
