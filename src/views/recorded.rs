//! What was recorded, as the answers tell it. It looks much like a line of the journal and is not one: the journal's
//! format may change with every version, and this may not.

use serde::Serialize;
use uuid::Uuid;

use crate::model::class::Class;
use crate::model::event::{Content, Dose, Event, Partial, Pause, Record};
use crate::model::id::Id;
use crate::model::kind::CourseKind;
use crate::model::time::{Span, Stamp};
use crate::views::parts::Value;

/// Something that was recorded.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Recorded {
    /// Names it for good.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// When it happened, with the offset of the place where it did.
    pub(crate) at: Stamp,
    /// When it was written down.
    pub(crate) rec: Stamp,
    /// What happened.
    pub(crate) event: RecordedEvent,
}

/// One ingredient of a dose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Each {
    /// Its US name.
    pub(crate) ingredient: String,
    /// What it belongs to. `null`: nobody knows.
    pub(crate) class: Option<Class>,
    /// How much of it, in milligrams, rounded up. `null`: not said.
    pub(crate) mg: Option<u32>,
}

impl Each {
    fn of(content: &Content) -> Self {
        Self { ingredient: content.ingredient.to_string(), class: content.class(), mg: content.mg }
    }
}

/// What happened: one name, and what is known of it. What is not known is left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RecordedEvent {
    /// A course began.
    Started {
        /// The id of its protocol.
        protocol: Id,
        /// The version of its protocol.
        version: String,
        /// A flare, or prevention.
        course: CourseKind,
        /// The course that it interrupts.
        #[serde(skip_serializing_if = "Option::is_none")]
        pauses: Option<Paused>,
        /// How far it is already, where it goes on after an interruption.
        #[serde(skip_serializing_if = "Option::is_none")]
        progress: Option<Span>,
    },
    /// The course was over.
    Ended {
        /// A word of the person's own.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A card of warning signs was answered.
    Screened {
        /// The card.
        card: Id,
        /// The signs that are there. Absent: none of these.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        signs: Vec<Id>,
        /// "Not sure", which counts as yes.
        #[serde(skip_serializing_if = "is_false")]
        unsure: bool,
    },
    /// A clinician has looked at the signs.
    Seen {
        /// What the clinician said.
        note: String,
    },
    /// A question was answered.
    Answered {
        /// The key of the question.
        fact: &'static str,
        /// The answer.
        value: Value,
    },
    /// A level of pain.
    Pain {
        /// 0, no pain, to 10, the worst one can imagine. Absent: no number was said, only that it goes down the leg.
        #[serde(skip_serializing_if = "Option::is_none")]
        level: Option<u8>,
        /// It goes down the leg.
        #[serde(skip_serializing_if = "is_false")]
        leg: bool,
        /// A word of the person's own.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// The step after which it was asked.
        #[serde(skip_serializing_if = "Option::is_none")]
        after: Option<Id>,
    },
    /// A step was done; `at` is when it ended.
    Done {
        /// The step.
        step: Id,
        /// The answer to its question.
        #[serde(skip_serializing_if = "Option::is_none")]
        answer: Option<bool>,
        /// How much of it was done, where not all.
        #[serde(skip_serializing_if = "Option::is_none")]
        partial: Option<SessionPart>,
    },
    /// A guided step has come so far.
    Walked {
        /// The step.
        step: Id,
        /// How far its session had come.
        reached: Span,
        /// It rested there.
        #[serde(skip_serializing_if = "is_false")]
        paused: bool,
    },
    /// A step was passed over.
    Skipped {
        /// The step.
        step: Id,
        /// Why.
        #[serde(skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    /// A step was put off.
    Snoozed {
        /// The step.
        step: Id,
        /// For how long, from `at`.
        span: Span,
    },
    /// A medicine was taken.
    Took {
        /// The name as it was typed.
        medicine: String,
        /// What is in it. Absent: unknown, and it counts as every class at once.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        contains: Vec<String>,
        /// The name on the box, where it is another.
        #[serde(skip_serializing_if = "Option::is_none")]
        product: Option<String>,
        /// How many pieces. Absent: not said.
        #[serde(skip_serializing_if = "Option::is_none")]
        units: Option<u16>,
        /// What each ingredient counts as. Absent: unknown.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        each: Vec<Each>,
        /// The amount of each ingredient in milligrams, where one number says it. Absent: not said.
        #[serde(skip_serializing_if = "Option::is_none")]
        amount_mg: Option<u32>,
        /// The dose that this one replaces.
        #[cfg_attr(test, schemars(with = "Option<String>"))]
        #[serde(skip_serializing_if = "Option::is_none")]
        corrects: Option<Uuid>,
        /// Why it is replaced.
        #[serde(skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    /// A patch or a pad went on.
    On {
        /// Its step.
        step: Id,
    },
    /// A patch or a pad came off.
    Off {
        /// Its step.
        step: Id,
    },
    /// Something that no command of this version records.
    Other {
        /// Its name in the journal.
        name: &'static str,
    },
    /// Something was taken back.
    Retracted {
        /// What was.
        #[cfg_attr(test, schemars(with = "String"))]
        of: Uuid,
    },
}

/// A course that was interrupted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Paused {
    /// Its id.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// How far it was.
    pub(crate) progress: Span,
}

/// A part of a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SessionPart {
    /// How long it was done.
    pub(crate) done: Span,
    /// How long it lasts as a whole.
    pub(crate) of: Span,
}

impl Recorded {
    /// A line of the journal, as it is told.
    pub(crate) fn of(record: &Record) -> Self {
        // Whatever is said of every line alike is told here, or left out here by name.
        let Record { v: _, id, at, rec, act: _, replaces: _, made: _, event } = record;
        Self { id: *id, at: *at, rec: *rec, event: RecordedEvent::of(event) }
    }

    /// Lines of the journal, as they are told.
    pub(crate) fn all(records: &[Record]) -> Vec<Self> {
        records.iter().map(Self::of).collect()
    }
}

impl RecordedEvent {
    /// An event of the journal, as it is told: a new field of one does not compile until it is decided here.
    fn of(event: &Event) -> Self {
        match event.clone() {
            Event::Started { protocol, version, course, pauses, progress } => {
                let paused = |Pause { id, progress }| Paused { id, progress };
                Self::Started { protocol, version, course, pauses: pauses.map(paused), progress }
            }
            Event::Ended { note } => Self::Ended { note },
            Event::Screened { card, signs, unsure, known: _, by: _, place: _, was: _ } => {
                Self::Screened { card, signs, unsure }
            }
            Event::Seen { who, confirmed: _ } => Self::Seen { note: who },
            Event::Answered { fact, value, was: _, who: _, on: _, dose: _ } => {
                Self::Answered { fact: fact.key(), value: Value::of(&value) }
            }
            Event::Pain { level, leg, note, after } => Self::Pain { level, leg, note, after },
            Event::Done { step, answer, partial, place: _ } => {
                let part = |Partial { done, of }| SessionPart { done, of };
                Self::Done { step, answer, partial: partial.map(part) }
            }
            Event::Walked { step, reached, paused } => Self::Walked { step, reached, paused },
            Event::Skipped { step, because, always: _ } => Self::Skipped { step, because },
            Event::Snoozed { step, span } => Self::Snoozed { step, span },
            Event::Took(dose) => Self::took(dose),
            Event::On { step, place: _ } => Self::On { step },
            Event::Off { step } => Self::Off { step },
            Event::Retracted { of } => Self::Retracted { of },
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
            | Event::Stopped { .. }
            | Event::Asked { .. }
            | Event::Chose { .. }
            | Event::Rested { .. }
            | Event::Helper { .. }
            | Event::Slept { .. }
            | Event::Told { .. }
            | Event::Zone { .. } => Self::Other { name: event.name() },
        }
    }

    fn took(dose: Dose) -> Self {
        let amount_mg = dose.amount_mg();
        let Dose { medicine, product, units, contains, amount_mg: _, corrects, because } = dose;
        let each = contains.iter().map(Each::of).collect();
        let contains = contains.iter().map(|content| content.ingredient.to_string()).collect();
        Self::Took { medicine, contains, product, units, each, amount_mg, corrects, because }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}
