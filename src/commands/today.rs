//! `today`: the day as a timeline.

use crate::acts::{Context, Outcome, answer, answer::RunningCourse};
use crate::commands::examples;
use crate::engine;
use crate::error::Failure;
use crate::render;
use crate::views::{self, today::Today};

/// Show the day: done, now and later
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare start"
    "backflare today"
    "backflare today --all         # and what is not now, and why"
))]
pub(crate) struct TodayArgs {
    /// Also what is not now, and why, and what to avoid
    #[arg(long)]
    pub(crate) all: bool,
}

/// Shows the day. Reads only.
pub(crate) fn run(context: &mut Context<'_>, args: &TodayArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let Some(course) = RunningCourse::read(context, &state)? else {
        if context.json {
            let answer = Today::nothing(context.now()?);
            context.process.out(&views::text(&answer))?;
            return Ok(Outcome::NoCourse);
        }
        return Err(answer::no_course());
    };
    let today = engine::today(&course.protocol, &course.profile, &state.history);
    let place = answer::place(&course.profile, &state);
    let text = if context.json {
        views::text(&Today::of(&today, &course.protocol, place))
    } else {
        render::today::today_text(&today, &course.protocol, &place, args.all, context.process.width())
    };
    context.process.out(&text)?;
    Ok(answer::outcome(&today.plan))
}
