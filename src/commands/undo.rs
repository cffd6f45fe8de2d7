//! `undo`: the newest act is taken back.

use std::collections::HashSet;

use uuid::Uuid;

use crate::acts::answer::{FilesRead, RunningCourse};
use crate::acts::{Context, Outcome, State, answer, doses, slip};
use crate::commands::examples;
use crate::error::Failure;
use crate::model::event::{Dose, Event, Record, sign_stands, taken_back};
use crate::model::kind;
use crate::model::profile::{Answer, Answered, EXCLUDING, Fact, Profile, Scope};
use crate::model::time::Hours;
use crate::protocol::Protocol;
use crate::store;
use crate::views::answers::Undone;
use crate::views::recorded::Recorded;
use crate::words::{refused, sign, undo as words};

/// Take back the newest entry; again: the one before
///
/// What one command wrote goes as a whole.
/// A dose stays in the sums until `took --corrects` replaces it, and a warning
/// sign stays until `screen --seen`.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare log 6"
    "backflare undo"
))]
pub(crate) struct UndoArgs {}

/// Takes back the newest act of this machine that is not taken back yet.
pub(crate) fn run(context: &mut Context<'_>, _: &UndoArgs) -> Result<Outcome, Failure> {
    let home = context.home()?;
    let journal = home.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let records = &state.tail.records;
    let gone = taken_back(records);
    let act = newest_act(records, &gone);
    let Some(newest) = act.last() else {
        return Err(Failure::usage(refused::NOTHING_TO_UNDO).hint(refused::WHAT_COMES));
    };
    if slip::is_possible(&state, context.now()?.moment) {
        return Err(Failure::usage(sign::MAY_BE_SLIP).hint(sign::wrong_key()));
    }
    for start in act.iter().filter(|record| matches!(record.event, Event::Started { .. })) {
        may_be_taken_back(records, &gone, start)?;
    }
    // Read before anything is written: a profile that cannot be trusted refuses the whole, and does not stand in the way
    // of what never touches it.
    let answers = act.iter().any(|record| matches!(record.event, Event::Screened { .. } | Event::Answered { .. }));
    let FilesRead { profile, protocol } = FilesRead::read(context, &state);
    let (before, trusted) = match profile {
        Ok(profile) => (profile, true),
        Err(failure) if answers => return Err(failure),
        Err(_) => (Profile::default(), false),
    };
    let mut profile = before.clone();
    for record in act.iter().rev() {
        restore(&mut profile, record, protocol.as_ref().ok().and_then(Option::as_deref), &state, &gone);
    }
    let bounds = act.iter().any(|record| record.event.bounds_course());
    let stuck = act.iter().any(|record| matches!(record.event, Event::Done { answer: Some(false), .. }));
    let undone = Recorded::of(newest);
    let mut lines = said(&state, profile.hours(), &gone, &act);
    // Where there is no room for the profile, nothing is taken back at all.
    let staged = if profile == before { None } else { Some(store::profile::stage_profile(&home, &profile)?) };
    let events = act.iter().rev().map(|record| (None, Event::Retracted { of: record.id })).collect();
    let retracted = writer.append_all(context.now()?, events)?;
    if let Some(staged) = staged {
        staged.put(&writer, &home)?;
    }
    // What runs once a start or an end is taken back may have begun before what was read.
    let flare = state.flare();
    let state = if bounds { context.state_under_lock(&mut writer)? } else { state.after(&retracted) };
    drop(writer);
    let protocol = if flare == state.flare() { protocol } else { context.protocol(&state) };
    let course = protocol.ok().flatten().filter(|_| trusted).map(|protocol| RunningCourse { protocol, profile });
    if stuck && course.as_ref().is_some_and(|course| course.plan(&state).screening.latched().is_some()) {
        lines.extend(words::sign_stays());
    }
    answer::confirm(context, "undo", &lines, &retracted, Undone { undone }, state, course)
}

/// What is said of the act that is taken back.
fn said(state: &State, hours: Hours, gone: &HashSet<Uuid>, act: &[&Record]) -> Vec<String> {
    let Some(newest) = act.last() else { return Vec::new() };
    let records = &state.tail.records;
    let times = answer::times(state, &hours);
    let when = |record: &Record| times.at(record.at.moment);
    let dose = newest.event.as_dose();
    match (dose, dose.and_then(|dose| corrected(records, dose))) {
        (Some(_), Some((of, before))) => vec![words::correction(before, &when(of))],
        (Some(dose), None) => words::dose_stands(dose, &when(newest), &doses::which(state, newest.id)),
        (None, _) => {
            let events: Vec<&Event> = act.iter().map(|record| &record.event).collect();
            let running = state.history.run().is_some();
            words::taken_back(&events, running, ended(records, gone, act), &when(newest))
        }
    }
}

/// The lines of the newest act, in the order of the file: those that are not taken back, and no taking back. What was
/// imported is no act of this machine.
fn newest_act<'r>(records: &'r [Record], gone: &HashSet<Uuid>) -> Vec<&'r Record> {
    let own = |record: &&Record| !passing(&record.event) && !gone.contains(&record.id) && record.made.is_none();
    let Some(act) = records.iter().rev().find(own).map(Record::act) else { return Vec::new() };
    records.iter().filter(own).filter(|record| record.act() == act).collect()
}

/// What is no entry of its own: a taking back, and how far a walk had come.
fn passing(event: &Event) -> bool {
    matches!(event, Event::Retracted { .. } | Event::Walked { .. })
}

/// The start of a course in which a sign stands is not taken back: the sign would go with it.
fn may_be_taken_back(records: &[Record], gone: &HashSet<Uuid>, start: &Record) -> Result<(), Failure> {
    let course = records.iter().position(|record| record.id == start.id).map_or(&[][..], |place| &records[place + 1..]);
    if !sign_stands(course, gone) {
        return Ok(());
    }
    Err(answer::be_seen(refused::START_STAYS, refused::WHAT_TO_DO, true))
}

/// Puts back into the profile what it held before an event answered a question about the person. What is there from
/// another event stays, and so does, while a course runs, a yes to what a clinician must look at.
fn restore(profile: &mut Profile, record: &Record, protocol: Option<&Protocol>, state: &State, gone: &HashSet<Uuid>) {
    let (records, running) = (&state.tail.records, state.history.run().is_some());
    let wrote = |profile: &Profile, fact: Fact| {
        let held = profile.answers.get(&fact).filter(|held| held.at == record.at)?;
        let stands = running && EXCLUDING.contains(&fact) && matches!(held.value, Answer::Yes | Answer::Cleared);
        (fact.question().scope == Scope::Person && !stands).then(|| held.clone())
    };
    let put = |profile: &mut Profile, fact: Fact, was: Option<&Answered>| {
        let was = was.cloned().or_else(|| earlier(records, gone, record, fact));
        match was {
            Some(was) => profile.answers.insert(fact, was),
            None => profile.answers.remove(&fact),
        };
    };
    if let Event::Answered { fact, value, was, .. } = &record.event {
        if wrote(profile, *fact).is_some_and(|held| held.value == *value) {
            put(profile, *fact, was.as_ref());
        }
    } else if let Event::Screened { card, was, .. } = &record.event {
        let on_card: Vec<Fact> = match protocol.and_then(|protocol| Some((protocol, protocol.card(card)?))) {
            Some((protocol, card)) => protocol.signs_of(card).filter_map(|sign| sign.fact).collect(),
            // Its protocol cannot be read: whatever has its time, and no answer of its own, is from it.
            None => profile.answers.keys().copied().filter(|fact| !answered(records, record, *fact)).collect(),
        };
        for fact in on_card {
            if wrote(profile, fact).is_some() {
                put(profile, fact, was.get(&fact));
            }
        }
    }
}

/// Whether another event of the same moment answers that question.
fn answered(records: &[Record], of: &Record, fact: Fact) -> bool {
    let same = |record: &&Record| record.id != of.id && record.at == of.at;
    records
        .iter()
        .filter(same)
        .any(|record| matches!(&record.event, Event::Answered { fact: other, .. } if *other == fact))
}

/// The answer to that question before a line of version 1, which does not say it: that of the newest event before it.
fn earlier(records: &[Record], gone: &HashSet<Uuid>, of: &Record, fact: Fact) -> Option<Answered> {
    let before = records.iter().take_while(|record| record.id != of.id).filter(|record| !gone.contains(&record.id));
    let said = before.filter(|_| of.v == 1).filter_map(|record| {
        let Event::Answered { fact: other, value, .. } = &record.event else { return None };
        (*other == fact).then(|| Answered { value: value.clone(), at: record.at })
    });
    said.last()
}

/// The dose that stood in the place of a correction.
fn corrected<'r>(records: &'r [Record], dose: &Dose) -> Option<(&'r Record, &'r Dose)> {
    let of = dose.replaces()?;
    records.iter().find(|record| record.id == of).and_then(|record| Some((record, record.event.as_dose()?)))
}

/// What the course was whose end is among these lines.
fn ended(records: &[Record], gone: &HashSet<Uuid>, act: &[&Record]) -> Option<kind::CourseKind> {
    let end = act.iter().find(|record| matches!(record.event, Event::Ended { .. }))?;
    let before = records.iter().take_while(|record| record.id != end.id).filter(|record| !gone.contains(&record.id));
    let courses =
        before.filter_map(|record| if let Event::Started { course, .. } = record.event { Some(course) } else { None });
    courses.last()
}
