//! That a clinician looked at a sign: who, when, and whether that may be so. Clinical rule 17.

use crate::acts::answer::{self, FilesRead};
use crate::acts::{Context, State, ask};
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::kind::Urgency;
use crate::model::limits::SEEN_SOON;
use crate::model::time::Stamp;
use crate::model::who::names_somebody;
use crate::process::Stream;
use crate::store::trust::Trusted;
use crate::words::refused;
use crate::words::sign as words;

/// What was said of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SaidSeen<'a> {
    /// Who looked, and where.
    pub(crate) who: &'a str,
    /// When, as it was typed. `None`: now.
    pub(crate) at: Option<&'a str>,
    /// The words of `--examined`.
    pub(crate) examined: Option<&'a str>,
}

/// Records it, and says how it stands then, with what was read. It is recorded even where the protocol of the flare is lost:
/// that is what lets another flare begin.
pub(crate) fn record(
    context: &mut Context<'_>,
    said: SaidSeen<'_>,
) -> Result<(State, FilesRead, Vec<Record>), Failure> {
    let who = said.who.trim();
    if !names_somebody(who) {
        return Err(Failure::usage(words::WHO).hint(words::WHO_EXAMPLE));
    }
    let mut confirmed = match said.examined {
        Some(text) if is_yes(text) => true,
        Some(_) => return Err(Failure::usage(words::NOT_EXAMINED).hint(words::SAY_EXAMINED)),
        None => false,
    };
    // Asked before the lock is taken: nobody waits for somebody who thinks.
    let state = context.state()?;
    let found = FilesRead::read(context, &state);
    if let (_, Some(minutes)) = when(&state, &found, said.at)?
        && !confirmed
    {
        let asks = context.process.is_terminal(Stream::In) && !context.json;
        let said = if asks { ask::question(context, &words::so_soon(minutes), words::IN_FULL)? } else { None };
        if !said.is_some_and(|said| is_yes(&said)) {
            let hint = format!("{}\n{}", words::so_soon(minutes), words::SAY_EXAMINED);
            return Err(Failure::usage(words::NOT_EXAMINED).hint(hint));
        }
        confirmed = true;
    }
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let (at, soon) = when(&state, &found, said.at)?;
    if let Some(minutes) = soon.filter(|_| !confirmed) {
        return Err(Failure::usage(words::NOT_EXAMINED).hint(words::so_soon(minutes)));
    }
    let event = Event::Seen { who: who.to_owned(), confirmed: confirmed && soon.is_some() };
    let records = vec![writer.append(context.now()?, at, event)?];
    Ok((state.after(&records), found, records))
}

fn is_yes(text: &str) -> bool {
    text.trim().trim_end_matches('.').eq_ignore_ascii_case(words::EXAMINED)
}

/// When it was, which must lie after the signs that stand; and, where that was soon after an emergency sign, how many minutes.
fn when(state: &State, found: &FilesRead, at: Option<&str>) -> Result<(Option<Stamp>, Option<i64>), Failure> {
    match state.running() {
        Trusted::There(_) => {}
        Trusted::Nothing => return Err(answer::no_course()),
        Trusted::Unknown(failure) => return Err(failure),
    }
    let hours = found.known().hours();
    let at = state.at(hours, at)?;
    let moment = at.map_or(state.clock.now, |at| at.moment);
    let (Ok(profile), Some(protocol)) = (&found.profile, found.protocol()) else { return Ok((at, None)) };
    let plan = crate::engine::plan(protocol, profile, &state.history);
    let liftable = || plan.screening.latches.iter().filter(|latch| latch.liftable);
    if let Some(since) = liftable().map(|latch| latch.since).max().filter(|since| moment <= *since) {
        let since = answer::times(state, &hours).at(since);
        return Err(Failure::usage(refused::seen_before_sign(&since)).hint(refused::SEEN_SINCE));
    }
    let emergencies = liftable().filter(|latch| latch.urgency == Urgency::Emergency);
    let soon = emergencies.map(|latch| moment - latch.since).filter(|since| *since < SEEN_SOON).min();
    Ok((at, soon.map(|since| since.as_seconds() / 60)))
}
