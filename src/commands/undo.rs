//! `undo`: the newest event is taken back.

use crate::commands::{Context, Outcome, State, answer, examples};
use crate::engine::history::{retracted, sign_stands};
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::profile::{Answer, EXCLUDING};
use crate::store;
use crate::views::answers::Undone;
use crate::views::recorded::Recorded;
use crate::words::clean::{clean, quoted};

/// Take back the newest entry; again: the one before
///
/// A dose stays in the sums until `took --corrects` replaces it, and a warning
/// sign stays until `screen --seen`.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare log 6"
    "backflare undo"
))]
pub struct UndoArgs {}

/// Takes back the newest event that is neither taken back nor a taking back.
pub fn run(context: &mut Context<'_>, _: &UndoArgs) -> Result<Outcome, Failure> {
    let home = context.home()?;
    let journal = home.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let Some(record) = newest(&state) else {
        return Err(Failure::usage("there is nothing to take back").hint("What comes: backflare next"));
    };
    if let Event::Started { .. } = record.event {
        may_be_taken_back(&state, record)?;
    }
    // Answers about the person that came with the event go with it. Read before anything is written: a profile that
    // cannot be trusted refuses the whole, and does not stand in the way of what never touches it.
    let with_answers = matches!(record.event, Event::Screened { .. } | Event::Answered { .. });
    let mut profile = if with_answers { context.profile()? } else { context.profile().unwrap_or_default() };
    let before = profile.answers.len();
    if with_answers {
        profile.answers.retain(|_, answered| answered.at != record.at);
    }
    let retracted = writer.append(context.now()?, None, Event::Retracted { of: record.id })?;
    if profile.answers.len() != before {
        store::profile::write_profile(&writer, &home, &profile)?;
    }
    drop(writer);
    let hours = profile.hours();
    let when = answer::times(&state, &hours).at(record.at.moment);
    let lines = told(record, &when);
    answer::confirm(context, "undo", &lines, &[retracted], Undone { undone: Recorded::of(record) })
}

/// The start of a course in which a sign stands is not taken back: the sign would go with it.
fn may_be_taken_back(state: &State, start: &Record) -> Result<(), Failure> {
    let records = &state.tail.records;
    let course = records.iter().position(|record| record.id == start.id).map_or(&[][..], |place| &records[place + 1..]);
    if !sign_stands(course, &retracted(records)) {
        return Ok(());
    }
    let refused = "you told us of a sign since the start, so the start is not taken back";
    Err(answer::be_seen(refused, "What to do: backflare next", true))
}

fn newest(state: &State) -> Option<&Record> {
    let of = |record: &Record| if let Event::Retracted { of } = &record.event { Some(*of) } else { None };
    let gone: Vec<_> = state.tail.records.iter().filter_map(of).collect();
    state.tail.records.iter().rev().find(|record| !passing(&record.event) && !gone.contains(&record.id))
}

/// What is no entry of its own: a taking back, and how far a walk had come.
fn passing(event: &Event) -> bool {
    matches!(event, Event::Retracted { .. } | Event::Walked { .. })
}

/// What was taken back, and what stays all the same.
fn told(record: &Record, when: &str) -> Vec<String> {
    let stands = || {
        vec![
            "A warning sign is not taken back: somebody must look at it.".to_owned(),
            "Seen by a clinician?".to_owned(),
            "backflare screen --seen \"what they said\"".to_owned(),
        ]
    };
    let what = match &record.event {
        Event::Started { .. } => "the start of the flare".to_owned(),
        Event::Ended { .. } => "the end of the flare".to_owned(),
        Event::Screened { signs, unsure, .. } if *unsure || !signs.is_empty() => return stands(),
        Event::Answered { fact, value } if EXCLUDING.contains(fact) && *value == Answer::Yes => return stands(),
        Event::Screened { .. } => "the answer to the warning signs".to_owned(),
        Event::Seen { .. } => "that a clinician looked".to_owned(),
        Event::Answered { fact, .. } => format!("the answer to {}", fact.key()),
        Event::Pain { level, .. } => format!("pain {level}/10"),
        Event::Done { step, partial: Some(partial), .. } => format!("{step}, {} of {}", partial.done, partial.of),
        Event::Done { step, partial: None, .. } => format!("{step} done"),
        Event::Skipped { step, .. } => format!("{step} passed over"),
        Event::Snoozed { step, .. } => format!("{step} put off"),
        Event::Took(dose) => {
            let name = clean(&dose.medicine);
            return vec![
                format!("The {name} at {when} still counts: a dose is only replaced, never taken back."),
                "Not taken?".to_owned(),
                format!("backflare took {} 0mg --corrects --because \"not taken\"", quoted(&name)),
            ];
        }
        Event::On { step } => format!("{step} put on"),
        Event::Off { step } => format!("{step} taken off"),
        Event::Retracted { .. } | Event::Walked { .. } => String::new(),
    };
    let after = match &record.event {
        Event::Ended { .. } => " The flare goes on.",
        Event::Screened { .. } | Event::Answered { .. } => " It is asked again when it matters.",
        Event::Started { .. }
        | Event::Seen { .. }
        | Event::Pain { .. }
        | Event::Done { .. }
        | Event::Skipped { .. }
        | Event::Snoozed { .. }
        | Event::Took(_)
        | Event::On { .. }
        | Event::Off { .. }
        | Event::Retracted { .. }
        | Event::Walked { .. } => "",
    };
    vec![format!("Taken back: {what}, at {when}.{after}")]
}
