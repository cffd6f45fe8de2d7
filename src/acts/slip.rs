//! An answer to a card that was a wrong key: whether it may still be called one, and its withdrawal. Clinical rule 16.

use uuid::Uuid;

use crate::acts::answer::{RunningCourse, Stand};
use crate::acts::{Context, State};
use crate::error::Failure;
use crate::model::event::{Event, Record, soon_enough};
use crate::model::id::Id;
use crate::model::limits::SLIP_AGAIN;
use crate::model::profile::{Profile, Scope};
use crate::model::time::{Moment, Stamp};
use crate::protocol::Protocol;
use crate::protocol::after_medicine::after_medicine;
use crate::store;
use crate::store::journal::Writer;
use crate::words::sign as words;

/// Why an answer cannot be called a slip.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum NoSlip {
    /// No sign was given.
    Nothing,
    /// It was given by something that is no card.
    NoCard,
    /// It is not the newest entry any more.
    Since,
    /// The clock stands before it.
    Behind,
    /// Two minutes are over.
    Late,
    /// Its card had a slip in the last 24 hours.
    Again,
}

impl NoSlip {
    fn failure(self) -> Failure {
        let why = match self {
            Self::Nothing => return Failure::usage(words::NO_SIGN),
            Self::NoCard => words::NO_CARD,
            Self::Since => words::SINCE,
            Self::Behind => words::CLOCK_BEHIND,
            Self::Late => words::TOO_LATE,
            Self::Again => words::SECOND,
        };
        Failure::usage(why).hint(words::WHO_LOOKED)
    }
}

/// Whether the newest act is an answer to a card that gave a sign, and may be called a slip at that moment.
pub(crate) fn is_possible(state: &State, now: Moment) -> bool {
    newest(state, now).is_ok()
}

/// The lines of the newest act, all of them answers to cards of which one gave a sign, where they may be called a slip.
fn newest(state: &State, now: Moment) -> Result<Vec<&Record>, NoSlip> {
    let records = &state.tail.records;
    let course = state.history.run().map_or(0, |run| run.place + 1);
    let gives_sign = |record: &&Record| sign_on(record).is_some();
    let last = records.last().filter(|_| records.len() > course).ok_or(NoSlip::Nothing)?;
    let slip = |record: &&Record| state.history.slips().iter().any(|slip| slip.of == record.id);
    let stands = |record: &&Record| gives_sign(record) && !slip(record);
    let act: Vec<&Record> = records[course..].iter().filter(|record| record.act() == last.act()).collect();
    let torn = state.tail.damaged.iter().any(|damage| damage.place >= records.len());
    if torn || !act.iter().any(gives_sign) || last.made.is_some() {
        let any = records[course..].iter().any(|record| stands(&record));
        let told = told_elsewhere(&last.event).then_some(NoSlip::NoCard);
        return Err(told.unwrap_or(if any { NoSlip::Since } else { NoSlip::Nothing }));
    }
    if !act.iter().all(|record| matches!(record.event, Event::Screened { .. })) {
        return Err(NoSlip::NoCard);
    }
    if now < last.rec.moment {
        return Err(NoSlip::Behind);
    }
    if !soon_enough(last.rec.moment, now) {
        return Err(NoSlip::Late);
    }
    let cards = || act.iter().filter_map(|record| sign_on(record));
    // What may come after a medicine was told by its name, and on no card.
    if after_medicine().card().is_some_and(|own| cards().any(|card| *card == own.id)) {
        return Err(NoSlip::NoCard);
    }
    let again =
        state.history.slips().iter().any(|slip| cards().any(|card| slip.card == *card) && now - slip.at < SLIP_AGAIN);
    if again { Err(NoSlip::Again) } else { Ok(act) }
}

/// Whether it may tell of a sign, and is no answer to a card. Rule 16.9.
fn told_elsewhere(event: &Event) -> bool {
    if let Event::Pain { leg, .. } = event {
        *leg
    } else if let Event::Done { answer, .. } = event {
        *answer == Some(false)
    } else {
        matches!(event, Event::Stopped { .. } | Event::Followed { .. })
    }
}

/// The card that a line answered with a sign, or with not sure.
fn sign_on(record: &Record) -> Option<&Id> {
    let Event::Screened { card, signs, unsure, .. } = &record.event else { return None };
    (*unsure || !signs.is_empty()).then_some(card)
}

/// Whether these are the words by which somebody says that it was a slip.
fn says_so(said: &str) -> bool {
    let said = said.trim().trim_end_matches('.');
    [words::SLIP, words::SLIP_IN_FULL].iter().any(|words| said.eq_ignore_ascii_case(words))
}

/// Withdraws the newest answer to cards, all its signs together; what the profile held before it is there again.
pub(crate) fn withdraw(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    said: &str,
) -> Result<Vec<Record>, Failure> {
    let now = context.now()?;
    let act = newest(&stand.state, now.moment).map_err(NoSlip::failure)?;
    if !says_so(said) {
        return Err(Failure::usage(words::SLIP_NEEDS_WORDS).hint(words::TYPE_SLIP));
    }
    let RunningCourse { protocol, profile } = &stand.course;
    let mut before = profile.clone();
    for record in &act {
        restore(&mut before, record, protocol);
    }
    let of: Vec<Uuid> = act.iter().filter(|record| sign_on(record).is_some()).map(|record| record.id).collect();
    let home = context.home()?;
    // Where there is no room for the profile, nothing is withdrawn at all.
    let staged = if before == *profile { None } else { Some(store::profile::stage_profile(&home, &before)?) };
    let records = writer.append_all(now, of.into_iter().map(|of| (None, Event::Withdrawn { of })).collect())?;
    if let Some(staged) = staged {
        staged.put(writer, &home)?;
    }
    stand.course.profile = before;
    stand.state.add(&records);
    if !context.json {
        context.process.err(words::WITHDRAWN);
    }
    Ok(records)
}

/// Withdraws what one wrong key of a walk wrote, of which the profile holds nothing. `None`: it stands, as two minutes are over
/// or the clock is behind it.
pub(crate) fn withdraw_own(
    writer: &mut Writer<'_>,
    now: Stamp,
    lines: &[Record],
) -> Result<Option<Vec<Record>>, Failure> {
    if !lines.iter().all(|line| soon_enough(line.rec.moment, now.moment)) {
        return Ok(None);
    }
    let withdrawn = lines.iter().map(|line| (None, Event::Withdrawn { of: line.id })).collect();
    Ok(Some(writer.append_all(now, withdrawn)?))
}

/// Puts back what the profile held of the facts that a card asks about, where this answer wrote them.
fn restore(profile: &mut Profile, record: &Record, protocol: &Protocol) {
    let Event::Screened { card, was, .. } = &record.event else { return };
    let Some(card) = protocol.card(card) else { return };
    let facts = protocol.signs_of(card).filter_map(|sign| sign.fact);
    for fact in facts.filter(|fact| fact.question().scope == Scope::Person) {
        if profile.answers.get(&fact).is_some_and(|held| held.at == record.at) {
            match was.get(&fact) {
                Some(was) => profile.answers.insert(fact, was.clone()),
                None => profile.answers.remove(&fact),
            };
        }
    }
}
