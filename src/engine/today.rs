//! The day as it stands: what happened in it, what was missed, and the plan for the rest.
//!
//! Missed, optional and passed over are three things. What was passed over was decided; what is optional (heat, a
//! medicine) is never missed; what was missed is told for the day and then forgotten.

use crate::engine::ahead::Foresight;
use crate::engine::case::Case;
use crate::engine::choose::planned;
use crate::engine::due;
use crate::engine::fade;
use crate::engine::history::History;
use crate::engine::judge::judge;
use crate::engine::plan::{Plan, Reason, Upcoming};
use crate::engine::safety::Rule;
use crate::engine::setting::Setting;
use crate::model::event::{Dose, Event, Partial, Touch};
use crate::model::id::Id;
use crate::model::profile::Profile;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Protocol, Step};

/// The day as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Today<'p> {
    /// The plan for now and for what comes.
    pub plan: Plan<'p>,
    /// What happened since the day began, by time.
    pub happened: Vec<Happened<'p>>,
    /// What was due today, is no more, and was neither done nor passed over.
    pub missed: Vec<Upcoming<'p>>,
    /// What comes before the day ends.
    pub later: Vec<Upcoming<'p>>,
    /// What comes first when nothing more comes today.
    pub then: Option<Upcoming<'p>>,
}

/// Something that happened today.
#[derive(Clone, PartialEq, Debug)]
pub struct Happened<'p> {
    /// When.
    pub at: Moment,
    /// What.
    pub what: Occurrence<'p>,
}

/// What happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Occurrence<'p> {
    /// A step was done.
    Done {
        /// Its name.
        id: &'p Id,
        /// The step, where the protocol knows it.
        step: Option<&'p Step>,
        /// The answer to its question.
        answer: Option<bool>,
        /// How much of it, where it was not done to its end.
        partial: Option<Partial>,
    },
    /// A step was passed over.
    Skipped {
        /// Its name.
        id: &'p Id,
        /// The step, where the protocol knows it.
        step: Option<&'p Step>,
        /// Why.
        because: Option<&'p str>,
    },
    /// A dose was taken.
    Took(&'p Dose),
    /// A level of pain was logged.
    Pain {
        /// 0 to 10. `None`: no number was said.
        level: Option<u8>,
        /// It goes down the leg.
        leg: bool,
        /// A word of the person's own.
        note: Option<&'p str>,
    },
    /// Something went on, or came off.
    Worn {
        /// Its name.
        id: &'p Id,
        /// The step, where the protocol knows it.
        step: Option<&'p Step>,
        /// It went on.
        on: bool,
    },
    /// A card of signs was answered with at least one, or with "not sure".
    Signs,
    /// A clinician has looked.
    Seen(&'p str),
}

/// The day as it stands: a total function, as the plan is.
pub fn today<'p>(protocol: &'p Protocol, profile: &'p Profile, history: &'p History) -> Today<'p> {
    let setting = &Setting::at(Case::new(protocol, profile, history));
    let case = &setting.case;
    let zone = case.zone;
    let day = case.today();
    let (begun, over) = (case.hours.start_of(day, zone), case.hours.start_of(day.plus(1), zone));
    let plan = planned(setting, Foresight::All);
    let step = |id: &Id| protocol.step(id);
    let happened = history
        .entries()
        .filter(|entry| entry.at >= begun)
        .filter_map(|entry| what(&entry.event, &step).map(|what| Happened { at: entry.at, what }))
        .collect();
    let mut missed: Vec<Upcoming<'p>> = Vec::new();
    if plan.course.is_some() && plan.screening.latched().is_none() && !plan.ended {
        for step in protocol.steps.iter().filter(|step| !step.kind.is_optional()) {
            let judged = judge(setting, step);
            let held = |reason: &Reason<'_>| !matches!(reason, Reason::Pace(_) | Reason::Routine(_) | Reason::Snoozed);
            // That questions wait now is no reason why it was not done then.
            let vetoed = judged.veto.as_ref().is_some_and(|veto| veto.rule != Rule::Screening);
            if judged.reasons.iter().any(|(reason, _)| held(reason)) || vetoed {
                continue;
            }
            let opens = case.started() + step.from.unwrap_or(Span::ZERO);
            let own = fade::own_hours(case, step);
            let hours = if own.is_empty() { &step.timing.at } else { &own };
            let times = due::missed(case, step, hours, day).into_iter().filter(|at| *at >= opens);
            missed.extend(times.map(|due_at| Upcoming { step, due_at }));
        }
    }
    missed.sort_by_key(|missed| missed.due_at);
    let (later, then): (Vec<_>, Vec<_>) = plan.upcoming.iter().copied().partition(|next| next.due_at < over);
    let then = then.first().copied().filter(|_| later.is_empty());
    Today { plan, happened, missed, later, then }
}

fn what<'p>(event: &'p Event, step: &impl Fn(&'p Id) -> Option<&'p Step>) -> Option<Occurrence<'p>> {
    if let Event::Done { step: id, answer, partial, .. } = event {
        Some(Occurrence::Done { id, step: step(id), answer: *answer, partial: *partial })
    } else if let Event::Skipped { step: id, because, .. } = event {
        Some(Occurrence::Skipped { id, step: step(id), because: because.as_deref() })
    } else if let Event::Pain { level, leg, note, .. } = event {
        Some(Occurrence::Pain { level: *level, leg: *leg, note: note.as_deref() })
    } else if let Some((id, touch)) = event.touched() {
        (touch == Touch::On || touch == Touch::Off).then(|| Occurrence::Worn {
            id,
            step: step(id),
            on: touch == Touch::On,
        })
    } else if let Event::Seen { who, .. } = event {
        Some(Occurrence::Seen(who))
    } else if event.names_sign() {
        Some(Occurrence::Signs)
    } else {
        event.as_dose().filter(|dose| !dose.is_nothing()).map(Occurrence::Took)
    }
}
