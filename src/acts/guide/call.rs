//! Calling somebody who does not look at the window: by the notifier of the machine, as `remind` would.

use crate::acts::answer::{self, RunningCourse};
use crate::acts::{Context, notify};
use crate::engine::remind;
use crate::error::Failure;
use crate::process::Running;
use crate::store::said;
use crate::views::remind::message;
use crate::words::remind as words;

/// Lets a program of the machine say what is due, and does not wait for it. What it says counts as said for `remind`, too.
/// `None`: there is none, or `remind` has said it before.
///
/// Nothing that goes wrong here stops a walk: the window says it all the same.
pub(super) fn notify(context: &mut Context<'_>) -> Option<Box<dyn Running>> {
    begun(context).unwrap_or_default()
}

fn begun(context: &mut Context<'_>) -> Result<Option<Box<dyn Running>>, Failure> {
    let home = context.home()?;
    let state = context.state()?;
    let course = RunningCourse::needed(context, &state)?;
    let call = remind::call(&course.protocol, &course.profile, &state.history, &said::read(&home));
    if call.things.is_empty() {
        return Ok(None);
    }
    let text = message(&call, &answer::place(&course.profile, &state), false);
    let running = notify::begin(context.process, words::TITLE, &text);
    if running.is_some() {
        said::write(&home, &call.said)?;
    }
    Ok(running)
}
