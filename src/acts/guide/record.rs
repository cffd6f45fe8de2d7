//! What was done in a walk, as events; and the words that confirm them, from what was written.

use uuid::Uuid;

use crate::acts::{Context, State, answer};
use crate::engine::aside::is_of_a_tablet;
use crate::error::Failure;
use crate::model::amount::Amount;
use crate::model::aside::AsideKind;
use crate::model::count;
use crate::model::event::{Content, Dose, Event, Record};
use crate::model::id::Id;
use crate::model::time::{Span, Zone};
use crate::protocol::format::Step;
use crate::protocol::named::contains;
use crate::session::Deed;
use crate::views::told;
use crate::words::clean::clean;
use crate::words::now::LOGGED_LEG;
use crate::words::{recorded, stay, unmarked};

/// Who writes for one step.
pub(super) struct Scribe {
    /// The flare in which the step is guided.
    flare: Option<Uuid>,
    step: Id,
    title: String,
    /// What it is called within a sentence.
    name: String,
    /// It is a medicine for those who want it.
    wanted: bool,
    /// The step of calling somebody, and its title, where that stands above.
    call: Option<(Id, String)>,
    dose: Option<Dose>,
    /// Who writes for the medicine that stands beside it.
    beside: Option<Box<Scribe>>,
    zone: Zone,
}

impl Scribe {
    /// Writes for this step of the flare that runs in that state.
    pub(super) fn new(state: &State, step: &Step, dose_mg: Option<u32>) -> Self {
        let dose = step.medicine.as_ref().map(|medicine| {
            let name = medicine.name.as_str();
            // A name that nobody knows counts as what its author says it belongs to.
            let contents = || contains(medicine).into_iter().map(|own| Content { mg: dose_mg, ..own }).collect();
            let own = || Dose { contains: contents(), ..Dose::new(name, Vec::new(), dose_mg) };
            count::dose(name, dose_mg.map(Amount::mg).as_ref()).unwrap_or_else(own)
        });
        Self {
            flare: state.flare(),
            step: step.id.clone(),
            title: clean(&step.title),
            name: told::short(step),
            wanted: told::is_wanted(step),
            call: None,
            dose,
            beside: None,
            zone: state.clock.zone.clone(),
        }
    }

    /// It writes that somebody was called, too.
    pub(super) fn calling(self, call: Option<&Step>) -> Self {
        Self { call: call.map(|step| (step.id.clone(), clean(&step.title))), ..self }
    }

    /// It writes for that medicine, too.
    pub(super) fn with_beside(self, beside: Option<Scribe>) -> Self {
        Self { beside: beside.map(Box::new), ..self }
    }

    /// Writes one deed. `None`: there is nothing to write.
    ///
    /// A flare that was ended meanwhile on another terminal gets none. A dose and a level of pain are true in any flare,
    /// and with none.
    pub(super) fn write(&self, context: &mut Context<'_>, deed: &Deed) -> Result<Option<Record>, Failure> {
        match (deed, &self.beside) {
            (Deed::TookBeside, Some(beside)) => return beside.write(context, &Deed::Took),
            (Deed::PassedBeside, Some(beside)) => return beside.write(context, &Deed::Skipped { because: None }),
            _ => {}
        }
        context.later();
        let journal = context.home()?.journal();
        let mut writer = context.lock(&journal)?;
        if !matches!(deed, Deed::Took | Deed::Pain { .. } | Deed::PainAfter(_)) {
            answer::same_flare(self.flare, &context.state_under_lock(&mut writer)?)?;
        }
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
            Deed::PainAfter(level) => {
                let state = context.state_under_lock(&mut writer)?;
                let after = (!is_of_a_tablet(&state.history, state.clock.now)).then_some(step);
                Event::Pain { level: Some(*level), leg: false, note: None, after }
            }
            Deed::PassedPain => {
                let Some(passed) = Event::passed_over(AsideKind::After.key()) else { return Ok(None) };
                passed
            }
            Deed::TookBeside | Deed::PassedBeside | Deed::ByTheWay(..) => return Ok(None),
            Deed::PutOff(span) => Event::Snoozed { step, span: *span },
            Deed::Took => {
                let Some(dose) = self.dose.clone() else { return Ok(None) };
                Event::Took(dose)
            }
            Deed::Called => {
                let Some((step, _)) = self.call.clone() else { return Ok(None) };
                Event::Done { step, answer: None, partial: None, place: None }
            }
        };
        writer.append(context.now()?, at, event).map(Some)
    }

    /// What is said of a record. `None`: nothing needs to be.
    pub(super) fn told(&self, record: &Record) -> Option<String> {
        if let (Event::Skipped { step, .. }, Some(beside)) = (&record.event, &self.beside)
            && *step == beside.step
        {
            return beside.told(record);
        }
        let title = unmarked(&self.title);
        // What is on says so itself.
        let event = &record.event;
        if let Event::Done { step, partial, answer, .. } = event {
            let called = self.call.as_ref().filter(|(id, _)| id == step).map(|(_, title)| unmarked(title));
            let (zero, yes) = (partial.is_some_and(|part| part.done == Span::ZERO), *answer == Some(true));
            if zero && yes && called.is_none() {
                // What follows says so.
                return None;
            }
            Some(recorded::in_walk(
                called.unwrap_or(title),
                partial.map(|part| (part.done, part.of)),
                *answer == Some(false),
            ))
        } else if let Event::Skipped { .. } = event {
            Some(recorded::passed_over(&self.name, self.wanted))
        } else if let Event::Pain { level, leg, .. } = event {
            Some(level.map_or_else(|| LOGGED_LEG.to_owned(), |level| recorded::logged(level, *leg)))
        } else if let Event::Snoozed { span, .. } = event {
            let until = self.zone.wall(record.at.moment + *span).time();
            Some(stay::put_off(title, &until.to_string()))
        } else {
            event.as_dose().map(|dose| recorded::took(&dose.medicine, dose.amount_mg()))
        }
    }
}

/// Passes a step over.
pub(super) fn skip(context: &mut Context<'_>, state: &State, step: &Step) -> Result<(), Failure> {
    Scribe::new(state, step, None).write(context, &Deed::Skipped { because: None }).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::FailureKind;
    use crate::process::Process;

    /// Types a command, and gives the process in which it ran.
    fn typed(home: &str, line: &str) -> Process {
        let words: Vec<&str> = ["backflare"].into_iter().chain(line.split(' ')).collect();
        let environment = [("BACKFLARE_HOME", home), ("BACKFLARE_NOW", "2026-11-22T10:00:00Z")];
        let mut process = Process::fake(&words, &environment, "").0;
        assert_eq!(crate::run(&mut process), 0, "{line}");
        process
    }

    #[test]
    fn a_flare_that_was_ended_elsewhere_gets_no_deeds_but_a_dose_and_a_pain_count() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().to_str().expect("a temporary folder has a plain name");
        let mut process = typed(home, "start --clear");
        let mut context = Context::new(&mut process, false);
        let state = context.state().expect("a state");
        let protocol = context.protocol(&state).expect("its protocol").expect("one runs");
        let step = protocol.steps.iter().find(|step| step.medicine.is_some()).expect("one offers a medicine");
        let scribe = Scribe::new(&state, step, Some(200));
        let skipped = Deed::Skipped { because: None };
        assert!(scribe.write(&mut context, &skipped).expect("it runs").is_some());
        let refused = |scribe: &Scribe, context: &mut Context<'_>, kind: FailureKind| {
            for deed in [&skipped, &Deed::Done { answer: None, partial: None, at: None }, &Deed::On] {
                let failure = scribe.write(context, deed).expect_err("it is over");
                assert!(failure.kind == kind && failure.message.contains("ended meanwhile"), "{failure}");
            }
            for deed in [&Deed::Took, &Deed::Pain { level: Some(4), leg: false }] {
                assert!(scribe.write(context, deed).expect("it is true in any case").is_some());
            }
        };
        let mut process = typed(home, "end");
        refused(&scribe, &mut Context::new(&mut process, false), FailureKind::NoCourse);
        let mut process = typed(home, "start --clear");
        refused(&scribe, &mut Context::new(&mut process, false), FailureKind::Failed);
    }
}
