//! `next`: the one thing to do now.

use crate::acts::{Context, Outcome, answer, answer::RunningCourse};
use crate::commands::examples;
use crate::error::Failure;
use crate::views::{self, next::Next};
use crate::words::now;

/// Show the one thing to do now, or when the next is due
///
/// Only reads, so ask as often as you like. While warning signs wait for an
/// answer, it shows them and how to answer.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start"
    "backflare next"
    "backflare next --json"
))]
pub(crate) struct NextArgs {
    /// Nothing was typed but the name of the program.
    #[arg(skip)]
    pub(crate) bare: bool,
}

/// Shows the plan. Reads only.
pub(crate) fn run(context: &mut Context<'_>, args: &NextArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let Some(course) = RunningCourse::read(context, &state)? else {
        if context.json {
            let answer = Next::nothing(context.now()?);
            context.process.out(&views::text(&answer))?;
            return Ok(Outcome::NoCourse);
        }
        if args.bare {
            let lines = now::HOW_TO_BEGIN.map(|line| format!("{line}\n")).concat();
            context.process.out(&lines)?;
            return Ok(Outcome::Done);
        }
        return Err(answer::no_course());
    };
    let plan = course.plan_to_tell(&state, context.json);
    let text = if context.json {
        views::text(&answer::next_view(&course, &plan, &state))
    } else {
        answer::next_text(&course, &plan, &state, context.process.width())
    };
    let outcome = answer::outcome(&plan);
    drop(plan);
    answer::deliver(context, &text, (state, Some(course)))?;
    Ok(outcome)
}
