//! The journal's events: what happened, when it happened, and when that was written down.

use serde::{Deserialize, Deserializer, Serialize, de};
use uuid::Uuid;

use crate::model::id::Id;
use crate::model::kind::{Course, Kind};
use crate::model::medicine::Ingredient;
use crate::model::profile::{Answer, Fact};
use crate::model::time::{Span, Stamp};

/// The version of the line format that this program writes. A higher one makes the journal read-only.
pub const LINE_VERSION: u32 = 1;

/// One line of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of the line format.
    pub v: u32,
    /// Names the event for good. Version 7, so that names sort by the time of writing.
    pub id: Uuid,
    /// When it happened, with the offset of the place where it did.
    pub at: Stamp,
    /// When it was written. Never earlier than in the line before.
    pub rec: Stamp,
    /// What happened.
    pub event: Event,
}

/// Something that happened. Each says what taking it back means. What may be a sign, and a dose, is not taken back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    /// A course began. Its id is the id of this event. Taken back: it never began.
    Started {
        /// The protocol's id.
        protocol: Id,
        /// The protocol's version.
        version: String,
        /// A flare, or prevention.
        course: Course,
        /// The course that this one interrupts, and that goes on when this one ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pauses: Option<Pause>,
        /// How far the course is already, where it goes on after an interruption.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        progress: Option<Span>,
    },
    /// The course was over. Taken back: it goes on.
    Ended {
        /// A word of the person's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A screening card was answered. A sign cannot be taken back; "none" can, and then the card is asked again.
    Screened {
        /// The card's id.
        card: Id,
        /// The signs that are present. Empty: none of these.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signs: Vec<Id>,
        /// "Not sure", which counts as yes.
        #[serde(default, skip_serializing_if = "is_false")]
        unsure: bool,
    },
    /// A clinician has looked at the signs. Taken back: nobody has.
    Seen {
        /// What the clinician said.
        note: String,
    },
    /// A question about this flare was answered. Taken back: it is unanswered.
    Answered {
        /// The question.
        fact: Fact,
        /// The answer.
        value: Answer,
    },
    /// A level of pain. Taken back: it was not logged.
    Pain {
        /// 0, no pain, to 10, the worst one can imagine.
        #[serde(deserialize_with = "level_in_range")]
        level: u8,
        /// It goes down the leg.
        #[serde(default, skip_serializing_if = "is_false")]
        leg: bool,
        /// A word of the person's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A step was done; `at` is when it ended. Taken back: it was not.
    Done {
        /// The step.
        step: Id,
        /// For an open-ended step, the answer to its question: yes, or "not yet".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<bool>,
        /// How much of it was done, where not all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partial: Option<Partial>,
    },
    /// A guided step has come so far, and may be gone on with. Taken back: nothing is to be gone on with.
    Walked {
        /// The step.
        step: Id,
        /// How far its session had come, pauses not counted.
        reached: Span,
        /// It rested there.
        #[serde(default, skip_serializing_if = "is_false")]
        paused: bool,
    },
    /// A step was passed over. Taken back: it is offered again.
    Skipped {
        /// The step.
        step: Id,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    /// A step was put off. Taken back: it is offered again.
    Snoozed {
        /// The step.
        step: Id,
        /// For how long, from `at`.
        span: Span,
    },
    /// A medicine was taken. Taken back: it still counts, until `corrects` replaces it.
    Took(Dose),
    /// A patch or a pad went on. Taken back: it did not.
    On {
        /// The step whose thing it is.
        step: Id,
    },
    /// A patch or a pad came off. Taken back: it is still on.
    Off {
        /// The step whose thing it is.
        step: Id,
    },
    /// An event is taken back.
    Retracted {
        /// Which.
        of: Uuid,
    },
}

impl Event {
    /// Its name in the journal.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::Ended { .. } => "ended",
            Self::Screened { .. } => "screened",
            Self::Seen { .. } => "seen",
            Self::Answered { .. } => "answered",
            Self::Pain { .. } => "pain",
            Self::Walked { .. } => "walked",
            Self::Done { .. } => "done",
            Self::Skipped { .. } => "skipped",
            Self::Snoozed { .. } => "snoozed",
            Self::Took(_) => "took",
            Self::On { .. } => "on",
            Self::Off { .. } => "off",
            Self::Retracted { .. } => "retracted",
        }
    }
}

/// A course that was interrupted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// The id of the event that began it.
    pub id: Uuid,
    /// How far it was.
    pub progress: Span,
}

/// A part of a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partial {
    /// How long it was done.
    pub done: Span,
    /// How long it lasts as a whole.
    pub of: Span,
}

/// What was taken, as it was said and as it counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// The name as it was typed.
    pub medicine: String,
    /// What is in it. Empty: unknown, and it counts as every class at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<Ingredient>,
    /// The amount of each ingredient. `None`: not said, and it counts as the largest single dose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_mg: Option<u32>,
    /// The dose that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Uuid>,
    /// Why it is replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// The end of the journal: every event that can matter now, oldest first, and what could not be read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tail {
    /// What the steps of the courses before the running one were, where their protocol was another. `None`: their copy
    /// cannot be read, so they may have been anything.
    pub kinds: Vec<(Id, Option<Kind>)>,
    /// The events, in the order of the file.
    pub records: Vec<Record>,
    /// The lines that could not be read, in the order of the file.
    pub damaged: Vec<Damage>,
    /// The highest line version met, where it is newer than [`LINE_VERSION`]: then nothing may be written.
    pub newer: Option<u32>,
}

/// A line of the journal that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Damage {
    /// Its number in the file, from 1.
    pub line: u64,
    /// The `rec` of the next readable line: it was written by then. `None`: there is none, and it counts as just now.
    pub by: Option<Stamp>,
    /// How many readable records stand before it in [`Tail::records`].
    pub place: usize,
    /// What is wrong with it, without quoting it.
    pub why: String,
}

/// The highest level of pain on the scale. SC-01.
pub const WORST_PAIN: u8 = 10;

/// A level outside the scale is damage, not an extreme.
fn level_in_range<'de, D: Deserializer<'de>>(input: D) -> Result<u8, D::Error> {
    let level = u8::deserialize(input)?;
    if level <= WORST_PAIN { Ok(level) } else { Err(de::Error::custom(format!("{level} is not a level from 0 to 10"))) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}
