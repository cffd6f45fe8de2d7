//! What `undo` says: what was taken back, and what stays all the same.

use crate::model::event::{Dose, Event, SignSaid};
use crate::model::kind::CourseKind;
use crate::model::profile::{Answered, Fact};
use crate::words::aside::WORSE;
use crate::words::clean::{clean, quoted};

/// A dose that was taken back still counts, and how to say that it was not taken. `which` is what stands behind
/// `--corrects`.
pub(crate) fn dose_stands(dose: &Dose, when: &str, which: &str) -> Vec<String> {
    let name = clean(&dose.medicine);
    vec![
        format!("A dose cannot be deleted, only put right: the {name} at {when} still counts."),
        "Not taken?".to_owned(),
        format!("backflare took {} 0mg --corrects{which} --because \"not taken\"", quoted(&name)),
    ]
}

/// A correction was taken back, so that the dose which it had replaced counts again.
pub(crate) fn correction(before: &Dose, when: &str) -> String {
    let name = clean(&before.medicine);
    let amount = before.amount_mg().map_or_else(String::new, |mg| format!(" {mg} mg"));
    format!("Taken back: the correction. It counts as before: {name}{amount}, at {when}.")
}

/// A sign stands after what was taken back.
pub(crate) fn sign_stays() -> Vec<String> {
    vec!["The warning sign stays: somebody must look at it.".to_owned()]
}

/// What an act was that was taken back: its events in their order, whether a course runs, in which a sign stands, and the
/// course that the act had ended.
pub(crate) fn taken_back(events: &[&Event], running: bool, ended: Option<CourseKind>, when: &str) -> Vec<String> {
    // A sign stands whatever is taken back.
    if running && events.iter().any(|event| event.sign_said() == SignSaid::Yes) {
        return vec![
            "You said yes to it, so somebody must look first.".to_owned(),
            "Seen by a clinician?".to_owned(),
            "backflare screen --seen \"who, where\"".to_owned(),
        ];
    }
    let (what, after) = bounds(events, ended).unwrap_or_else(|| (things(events), after_answers(events)));
    let after = if after.is_empty() { after } else { format!(" {after}") };
    vec![format!("Taken back: {what}, at {when}.{after}")]
}

/// What began and ended in an act, which stands for the rest of it, and what goes on again. `None`: nothing did.
fn bounds(events: &[&Event], ended: Option<CourseKind>) -> Option<(String, String)> {
    let begun = events.iter().find_map(|event| {
        if let Event::Started { course, pauses, .. } = event { Some((*course, pauses.is_some())) } else { None }
    });
    let name = |course| match course {
        CourseKind::Flare => "the flare",
        CourseKind::Prevention => "prevention",
    };
    Some(match (begun, ended) {
        (Some((CourseKind::Flare, _)), Some(CourseKind::Flare)) => {
            ("the start of a new flare".to_owned(), "The flare before it goes on.".to_owned())
        }
        (Some((CourseKind::Flare, _)), Some(CourseKind::Prevention)) | (Some((CourseKind::Flare, true)), None) => {
            ("the start of the flare".to_owned(), "Prevention goes on.".to_owned())
        }
        (Some((CourseKind::Prevention, _)) | None, Some(CourseKind::Flare)) => {
            ("the end of the flare".to_owned(), "The flare goes on.".to_owned())
        }
        (Some((CourseKind::Prevention, _)) | None, Some(CourseKind::Prevention)) => {
            ("the end of prevention".to_owned(), "Prevention goes on.".to_owned())
        }
        (Some((course, _)), None) => (format!("the start of {}", name(course)), String::new()),
        (None, None) => return None,
    })
}

/// The things of an act, each once: "pain 6/10, walk done".
fn things(events: &[&Event]) -> String {
    let facts = facts(events);
    let cards = events.iter().filter(|event| matches!(event, Event::Screened { .. })).count();
    let mut things: Vec<String> = Vec::new();
    things.extend(match cards {
        0 => None,
        1 => Some("the answer to the warning signs".to_owned()),
        _ => Some("the answers to the warning signs".to_owned()),
    });
    things.extend(match facts.as_slice() {
        [] => None,
        [(fact, _)] => Some(format!("the answer to {}", fact.key())),
        several => Some(format!("{} answers about you", several.len())),
    });
    things.extend(events.iter().filter_map(|event| thing(event)));
    things.join(", ")
}

/// The questions that an act answered, each once, with what the profile held before.
fn facts<'e>(events: &[&'e Event]) -> Vec<(Fact, Option<&'e Answered>)> {
    let mut facts: Vec<(Fact, Option<&Answered>)> = Vec::new();
    for event in events {
        if let Event::Answered { fact, was, .. } = event
            && facts.iter().all(|(known, _)| known != fact)
        {
            facts.push((*fact, was.as_ref()));
        }
    }
    facts
}

/// What holds after answers were taken back.
fn after_answers(events: &[&Event]) -> String {
    match facts(events).as_slice() {
        [(_, Some(was))] => format!("It is {} again.", was.value),
        [_, _, ..] => "What was said before counts again; the rest is asked when it matters.".to_owned(),
        [(_, None)] => "It is asked again when it matters.".to_owned(),
        [] if events.iter().any(|event| matches!(event, Event::Screened { .. })) => {
            "It is asked again when it matters.".to_owned()
        }
        [] => String::new(),
    }
}

/// One thing that is neither a beginning, an end nor an answer.
pub(crate) fn thing(event: &Event) -> Option<String> {
    Some(match event {
        Event::Withdrawn { .. } => "the slip".to_owned(),
        Event::Seen { .. } => "that a clinician looked".to_owned(),
        Event::Followed { sign, .. } => format!("how {sign} is"),
        Event::Agreed { who, .. } => format!("that {} agreed", clean(who)),
        Event::Accepted { who, .. } => format!("that {} gave you this plan", clean(who)),
        Event::Placed { step, .. } => format!("where it hurt after {step}"),
        Event::Reacted { ingredient, .. } => format!("whether {ingredient} did this"),
        Event::Pain { level: Some(level), .. } => format!("pain {level}/10"),
        Event::Pain { level: None, .. } => "pain down the leg".to_owned(),
        Event::Began { .. } => "what it began with".to_owned(),
        Event::Goal { .. } => "what matters to you".to_owned(),
        Event::GoalLevel { level } => format!("how hard it is, {level}/10"),
        Event::Passed { .. } if event.is_worse_than_usual() => WORSE.to_owned(),
        Event::Passed { question } => format!("{question} passed over"),
        Event::Done { step, answer: Some(false), .. } => format!("{step}, not yet"),
        Event::Done { step, partial: Some(partial), .. } => format!("{step}, {} of {}", partial.done, partial.of),
        Event::Done { step, .. } => format!("{step} done"),
        Event::Stopped { step, .. } => format!("{step} broken off"),
        Event::Skipped { step, .. } => format!("{step} passed over"),
        Event::Snoozed { step, .. } => format!("{step} put off"),
        Event::Asked { step } => format!("{step} asked for"),
        Event::Chose { card, letter } => format!("{letter} of {card}"),
        Event::Rested { what, .. } => format!("the rest from {what}"),
        Event::Helper { .. } => "whether somebody helps tonight".to_owned(),
        Event::Slept { .. } => "how you slept".to_owned(),
        Event::Took(dose) => clean(&dose.medicine),
        Event::On { step, .. } => format!("{step} put on"),
        Event::Off { step } => format!("{step} taken off"),
        Event::Told { .. } => "that somebody was told".to_owned(),
        Event::Zone { .. } => "the answer about your zone".to_owned(),
        Event::Started { .. }
        | Event::Ended { .. }
        | Event::Screened { .. }
        | Event::Answered { .. }
        | Event::Walked { .. }
        | Event::Retracted { .. } => return None,
    })
}
