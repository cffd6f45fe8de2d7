//! Did the last dose help? Asked once at a terminal, in its time; an answer is about that dose. Rule 6a.

use crate::acts::answer::FilesRead;
use crate::acts::{Context, State, ask, questions};
use crate::engine::case::Case;
use crate::engine::safety::helped;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::profile::{Answer, Fact};
use crate::process::Stream;
use crate::protocol::Protocol;
use crate::words::dose;

/// Asks whether the last dose helped, where that is to be asked now. Whoever leaves it is not asked about that dose again.
pub(crate) fn ask(context: &mut Context<'_>, state: &State, found: &FilesRead) -> Result<Vec<Record>, Failure> {
    let Some(profile) = found.profile.as_ref().ok().filter(|_| !context.json) else { return Ok(Vec::new()) };
    if !context.process.is_terminal(Stream::In) {
        return Ok(Vec::new());
    }
    if helped::asked(&Case::new(&Protocol::none(), profile, &state.history)).is_none() {
        return Ok(Vec::new());
    }
    let choices = Fact::LastDoseHelped.question().choices;
    let said = loop {
        let Some(text) = ask::question(context, dose::HELPED, "y / n")? else { break None };
        if text.is_empty() {
            break None;
        }
        if let Some(answer) = choices.parse(&text) {
            break Some(answer);
        }
    };
    record(context, said)
}

/// Records the answer, or that it was left.
pub(crate) fn record(context: &mut Context<'_>, said: Option<Answer>) -> Result<Vec<Record>, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    let mut profile = context.profile()?;
    if let Some(answer) = said {
        return questions::record(context, &mut writer, &mut state, &mut profile, &[(Fact::LastDoseHelped, answer)]);
    }
    let Some(passed) = Event::passed_over(Fact::LastDoseHelped.key()) else { return Ok(Vec::new()) };
    Ok(vec![writer.append(context.now()?, None, passed)?])
}
