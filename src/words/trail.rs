//! A line of the journal in a few words: for who reads the trail of what was written down and taken back.

use crate::model::event::{Dose, Event};
use crate::model::kind::CourseKind;
use crate::words::clean::clean;
use crate::words::dose::what;
use crate::words::undo;

/// A dose: `ibuprofen 400 mg`, `percocet, 2 of it`, `syrup, amount not said`.
pub(crate) fn dose(dose: &Dose) -> String {
    let said = dose.amount_mg().is_some() || dose.units.is_some();
    if said { what(dose) } else { format!("{}, amount not said", what(dose)) }
}

/// What a line says.
pub(crate) fn event(event: &Event) -> String {
    match event {
        Event::Started { course: CourseKind::Flare, .. } => "a flare began".to_owned(),
        Event::Started { course: CourseKind::Prevention, .. } => "prevention began".to_owned(),
        Event::Ended { note } => with_note("it was over".to_owned(), note.as_deref()),
        Event::Screened { card, signs, unsure, known, .. } => {
            let named: Vec<String> =
                signs.iter().chain(known.iter().map(|known| &known.sign)).map(ToString::to_string).collect();
            match (unsure, named.as_slice()) {
                (true, _) => format!("signs ({card}): not sure"),
                (false, []) => format!("signs ({card}): none of these"),
                (false, [..]) => format!("signs ({card}): {}", named.join(", ")),
            }
        }
        Event::Seen { who, .. } => format!("a clinician looked: {}", clean(who)),
        Event::Answered { fact, value, .. } => format!("{}: {}", fact.key(), clean(&value.to_string())),
        Event::Walked { step, reached, .. } => format!("{step} begun, {reached} of it"),
        Event::Retracted { .. } => "an entry taken back".to_owned(),
        Event::Took(taken) => {
            let again = if taken.corrects.is_some() { ", a correction" } else { "" };
            with_note(format!("{}{again}", dose(taken)), taken.because.as_deref())
        }
        Event::Pain { level, leg, note, after } => {
            let leg = if *leg && level.is_some() { ", down the leg" } else { "" };
            let after = after.as_ref().map(|step| format!(", after {step}")).unwrap_or_default();
            let told = level.map_or_else(|| "pain down the leg".to_owned(), |level| format!("pain {level}/10"));
            with_note(format!("{told}{leg}{after}"), note.as_deref())
        }
        Event::Skipped { step, because, .. } => with_note(format!("{step} passed over"), because.as_deref()),
        Event::Withdrawn { .. }
        | Event::Followed { .. }
        | Event::Agreed { .. }
        | Event::Accepted { .. }
        | Event::Placed { .. }
        | Event::Reacted { .. }
        | Event::Began { .. }
        | Event::Goal { .. }
        | Event::GoalLevel { .. }
        | Event::Passed { .. }
        | Event::Done { .. }
        | Event::Stopped { .. }
        | Event::Snoozed { .. }
        | Event::Asked { .. }
        | Event::Chose { .. }
        | Event::Rested { .. }
        | Event::Helper { .. }
        | Event::Slept { .. }
        | Event::On { .. }
        | Event::Off { .. }
        | Event::Told { .. }
        | Event::Zone { .. } => undo::thing(event).unwrap_or_default(),
    }
}

fn with_note(text: String, note: Option<&str>) -> String {
    match note {
        Some(note) => format!("{text} ({})", clean(note)),
        None => text,
    }
}
