//! Whether somebody is on their feet: asked of who lay on the floor when they were last heard of. P7 of what the program
//! owes to people who only look.

use crate::acts::answer::{FilesRead, RunningCourse};
use crate::acts::{Context, State, ask};
use crate::engine::case::Case;
use crate::engine::plan::Feet;
use crate::engine::safety::screening::past_limit_now;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::process::Stream;
use crate::protocol::format::Step;
use crate::words::now;

/// Asks it at a terminal by one key, where it is to be asked, and records the answer. Elsewhere it says what to type.
pub(crate) fn ask(
    context: &mut Context<'_>,
    state: &State,
    found: &FilesRead,
) -> Result<(Vec<Record>, Option<String>), Failure> {
    let none = Ok((Vec::new(), None));
    let (Ok(profile), Some(protocol)) = (&found.profile, found.protocol()) else { return none };
    let plan = crate::engine::plan(protocol, profile, &state.history);
    if plan.feet.is_none() || plan.in_front().is_some() || context.json {
        return none;
    }
    let line = now::ON_YOUR_FEET_TYPE.to_owned();
    if !context.process.is_terminal(Stream::In) {
        return Ok((Vec::new(), Some(line)));
    }
    loop {
        let Some(text) = ask::question(context, now::ON_YOUR_FEET, "y / n")? else { return none };
        match text.to_lowercase().as_str() {
            "" => return Ok((Vec::new(), Some(line))),
            "y" | "yes" => return Ok((record(context, true)?, None)),
            "n" | "no" => return Ok((record(context, false)?, None)),
            _ => {}
        }
    }
}

/// Records the answer, where it is still asked: who is up has got up now; who is not goes on with the moves.
pub(crate) fn record(context: &mut Context<'_>, up: bool) -> Result<Vec<Record>, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let course = RunningCourse::needed(context, &state)?;
    let Some(feet) = course.plan(&state).feet else { return Ok(Vec::new()) };
    let event = answered(&course, &state, feet, up);
    Ok(vec![writer.append(context.now()?, None, event)?])
}

/// That answer as an event.
pub(crate) fn answered(course: &RunningCourse, state: &State, feet: Feet<'_>, up: bool) -> Event {
    let (step, answer) = if up { (feet.yes, None) } else { (feet.no, not_yet(course, state, feet.no)) };
    Event::Done { step: step.id.clone(), answer, partial: None, place: None }
}

/// How "not yet" is recorded. Past the limit it is no answer to the question: "I cannot" would be one, and that is said by
/// its sign alone.
pub(crate) fn not_yet(course: &RunningCourse, state: &State, step: &Step) -> Option<bool> {
    let case = Case::new(&course.protocol, &course.profile, &state.history);
    past_limit_now(&case, step).is_none().then_some(false)
}
