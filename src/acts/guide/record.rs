//! What was done in a walk, as events; and the words that confirm them, from what was written.

use crate::acts::Context;
use crate::error::Failure;
use crate::model::event::{Dose, Event, Record};
use crate::model::id::Id;
use crate::model::medicine::{Ingredient, ingredients_of};
use crate::protocol::format::Step;
use crate::session::Deed;
use crate::words::clean::clean;
use crate::words::length;
use crate::words::now::LOGGED_LEG;
use crate::words::unmarked;

/// Who writes for one step.
pub(super) struct Scribe {
    step: Id,
    title: String,
    medicine: Option<(String, Vec<Ingredient>, Option<u32>)>,
}

impl Scribe {
    /// Writes for this step.
    pub(super) fn new(step: &Step, dose_mg: Option<u32>) -> Self {
        let medicine = step.medicine.as_ref().map(|medicine| {
            let name = medicine.name.as_str().to_owned();
            let contains = ingredients_of(&name).unwrap_or_else(|| vec![Ingredient::Other(medicine.name.clone())]);
            (name, contains, dose_mg)
        });
        Self { step: step.id.clone(), title: clean(&step.title), medicine }
    }

    /// Writes one deed. `None`: there is nothing to write.
    pub(super) fn write(&self, context: &mut Context<'_>, deed: &Deed) -> Result<Option<Record>, Failure> {
        context.later();
        let journal = context.home()?.journal();
        let mut writer = context.lock(&journal)?;
        let mut at = None;
        let step = self.step.clone();
        let event = match deed {
            Deed::On => Event::on(step),
            Deed::Reached { reached, paused } => Event::Walked { step, reached: *reached, paused: *paused },
            Deed::Done { answer, partial, at: ended } => {
                at = ended.map(|ended| context.clock().map(|clock| clock.zone.stamp(ended))).transpose()?;
                Event::Done { step, answer: *answer, partial: *partial, place: None }
            }
            Deed::Skipped { because } => Event::Skipped { step, because: because.clone(), always: false },
            // A leg sign is not lost for want of a number.
            Deed::Pain { level, leg } => Event::Pain { level: *level, leg: *leg, note: None, after: None },
            Deed::Took => {
                let Some((medicine, contains, amount_mg)) = self.medicine.clone() else { return Ok(None) };
                Event::Took(Dose::new(medicine, contains, amount_mg))
            }
        };
        writer.append(context.now()?, at, event).map(Some)
    }

    /// What is said of a record. `None`: nothing needs to be.
    pub(super) fn told(&self, record: &Record) -> Option<String> {
        let title = unmarked(&self.title);
        Some(match &record.event {
            Event::Done { partial, answer, .. } => {
                let part = partial.map(|part| format!(", {} of {}", length(part.done), length(part.of)));
                let not_yet = if *answer == Some(false) { " Not yet." } else { "" };
                format!("Recorded: {title}{}.{not_yet}", part.unwrap_or_default())
            }
            Event::Skipped { .. } => format!("Passed over: {title}."),
            Event::Pain { level: Some(level), leg, .. } => {
                format!("Logged {level}/10{}.", if *leg { ", down the leg" } else { "" })
            }
            Event::Pain { level: None, .. } => LOGGED_LEG.to_owned(),
            Event::Took(dose) => {
                let amount = dose.amount_mg().map_or_else(String::new, |mg| format!(" {mg} mg"));
                format!("Recorded: {}{amount}.", clean(&dose.medicine))
            }
            Event::Started { .. }
            | Event::Ended { .. }
            | Event::Screened { .. }
            | Event::Withdrawn { .. }
            | Event::Seen { .. }
            | Event::Followed { .. }
            | Event::Answered { .. }
            | Event::Agreed { .. }
            | Event::Accepted { .. }
            | Event::Placed { .. }
            | Event::Reacted { .. }
            | Event::Began { .. }
            | Event::Goal { .. }
            | Event::GoalLevel { .. }
            | Event::Passed { .. }
            | Event::Walked { .. }
            | Event::Stopped { .. }
            | Event::Snoozed { .. }
            | Event::Asked { .. }
            | Event::Chose { .. }
            | Event::Rested { .. }
            | Event::Helper { .. }
            | Event::Slept { .. }
            | Event::Told { .. }
            | Event::Zone { .. }
            // What is on says so itself.
            | Event::On { .. }
            | Event::Off { .. }
            | Event::Retracted { .. } => return None,
        })
    }
}

/// Passes a step over.
pub(super) fn skip(context: &mut Context<'_>, step: &Step) -> Result<(), Failure> {
    Scribe::new(step, None).write(context, &Deed::Skipped { because: None }).map(|_| ())
}
