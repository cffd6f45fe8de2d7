//! How a sign is by now that a clinician looked at, or that is old and known. Clinical rules 17.6 and 18.6.

use crate::acts::answer::{Stand, same_flare};
use crate::acts::{Context, State};
use crate::engine::safety::followed::FollowUp;
use crate::error::Failure;
use crate::model::event::{Event, Record, SignNow};
use crate::model::id::Id;
use crate::store::journal::Writer;
use crate::words::now::WHAT_COMES;
use crate::words::sign as words;

/// The answers, by the words in which they are given.
pub(crate) const ANSWERS: &[&str] = &["gone", "still-there", "worse", "unsure"];
/// Those to an old and known sign.
pub(crate) const ANSWERS_KNOWN: &[&str] = &["as-usual", "different", "unsure"];

/// The words that answer a question of a sign.
pub(crate) fn answers(follow: &FollowUp<'_>) -> &'static [&'static str] {
    if follow.known { ANSWERS_KNOWN } else { ANSWERS }
}

/// What a word answers.
pub(crate) fn read(word: &str) -> Option<SignNow> {
    match word.trim().to_lowercase().as_str() {
        "gone" | "g" => Some(SignNow::Gone),
        "still-there" | "still there" | "as-usual" | "as usual" | "same" | "s" | "a" => Some(SignNow::StillThere),
        "worse" | "different" | "w" | "d" => Some(SignNow::Worse),
        "unsure" | "not-sure" | "not sure" | "u" => Some(SignNow::Unsure),
        _ => None,
    }
}

/// Records the answer to what is asked of a sign just now.
pub(crate) fn record(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    answer: SignNow,
) -> Result<Vec<Record>, Failure> {
    let asked =
        stand.plan().screening.follow.first().map(|follow| follow.signs.iter().map(|sign| (*sign).clone()).collect());
    let Some(signs): Option<Vec<Id>> = asked else {
        return Err(Failure::usage(words::NOBODY_ASKS).hint(WHAT_COMES));
    };
    let events = signs.into_iter().map(|sign| (None, Event::Followed { sign, answer })).collect();
    let records = writer.append_all(context.now()?, events)?;
    stand.state.add(&records);
    Ok(records)
}

/// Records, under the lock, an answer that was given to signs on a screen.
pub(crate) fn answered(
    context: &mut Context<'_>,
    asked: &State,
    follow: &FollowUp<'_>,
    answer: SignNow,
) -> Result<State, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    same_flare(asked.flare(), &state)?;
    let signs = follow.signs.iter();
    let events = signs.map(|sign| (None, Event::Followed { sign: (*sign).clone(), answer })).collect();
    let records = writer.append_all(context.now()?, events)?;
    Ok(state.after(&records))
}
