//! The journal's events: what happened, when it happened, and when that was written down.
//!
//! A line of the journal is a [`Record`]: an [`Event`], and what every event has. Lines of version 1, which backflare
//! 0.1.0 wrote, are read with the meaning that they had; every new line is written as [`LINE_VERSION`]. A field or an
//! event that is unknown here is refused, so that no line is half understood.

mod about;
pub mod dose;
mod make;
mod plain;
mod record;
mod said;
mod slip;
mod tail;
mod taken_back;

use serde::{Deserialize, Deserializer, Serialize, de};
use uuid::Uuid;

use crate::model::id::Id;
use crate::model::kind::CourseKind;
use crate::model::medicine::Ingredient;
use crate::model::profile::{Answer, Answered, Fact};
use crate::model::time::{CivilDay, Span};
use crate::model::unread::Unread;

pub use about::Touch;
pub use dose::{Content, Dose};
pub use record::{Fault, LINE_VERSION, Record};
pub use said::{
    Began, BeganWhen, By, Consent, Helping, KnownSign, RestsUntil, SignNow, Slept, StopWhy, WherePain, ZoneChange,
};
pub use slip::{Slip, slips, soon_enough};
pub use tail::{Damage, Tail};
pub use taken_back::{SignSaid, TakenBack, sign_stands, taken_back};

use said::Before;

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
        course: CourseKind,
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
    /// A screening card was answered. A sign cannot be taken back; "none" can, and then the card is asked again and the
    /// earlier answers about the person come back.
    Screened {
        /// The card's id.
        card: Id,
        /// The signs that are present. Empty: none of these.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signs: Vec<Id>,
        /// "Not sure", which counts as yes: of the signs that are named, or of each that the card asks where none is.
        #[serde(default, skip_serializing_if = "is_false")]
        unsure: bool,
        /// The signs that are there, and that a clinician knows of. Clinical rule 18.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        known: Vec<KnownSign>,
        /// Who reported it. `None`: nobody said, so the person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<By>,
        /// Where on the body, such as `lower-back`: for a burn under a pad. `None`: not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Id>,
        /// What the profile held, before this answer, of each fact that the lines of the card ask about.
        #[serde(default, skip_serializing_if = "Before::is_empty")]
        was: Before,
    },
    /// An answer to a card was a slip: its signs are not there. Taken back: it was no slip.
    Withdrawn {
        /// The `screened` that was the slip.
        of: Uuid,
    },
    /// A clinician has looked at the signs. Taken back: nobody has.
    Seen {
        /// Who looked and where, or what they said. Version 1 calls it `note`.
        #[serde(alias = "note")]
        who: String,
        /// It was soon after an emergency sign, and "yes, they did examine me" was said in full words.
        #[serde(default, skip_serializing_if = "is_false")]
        confirmed: bool,
    },
    /// How a sign is that a clinician has looked at. Clinical rule 17.6. Taken back: it is asked again; a sign that is
    /// worse stays.
    Followed {
        /// The sign.
        sign: Id,
        /// Whether it is still there.
        answer: SignNow,
    },
    /// A question was answered. Taken back: the earlier answer counts again; where there was none, it is unanswered.
    Answered {
        /// The question.
        fact: Fact,
        /// The answer.
        value: Answer,
        /// What the profile held before. `None`: nothing; in version 1, nobody knows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Answered>,
        /// Who agreed, for an answer of "cleared".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        who: Option<String>,
        /// On which day they did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<CivilDay>,
        /// The dose that "did the last one help?" is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dose: Option<Uuid>,
    },
    /// A clinician or a pharmacist agreed to something that is withheld without it. Taken back: nobody has.
    Agreed {
        /// To what.
        to: Consent,
        /// Who.
        who: String,
        /// On which day.
        on: CivilDay,
    },
    /// The person said that a clinician gave them this plan. Clinical rule 24. Taken back: nobody did.
    Accepted {
        /// Who gave it.
        who: String,
        /// On which day.
        when: CivilDay,
        /// The fingerprint of the protocol's file: another file is not accepted by it.
        sha256: String,
        /// They know of the pain in the leg.
        #[serde(default, skip_serializing_if = "is_false")]
        knows_leg: bool,
    },
    /// Where the pain was after a set of an extension step. Clinical rule 24.5. Taken back: it is asked again.
    Placed {
        /// The step.
        step: Id,
        /// Where the pain was.
        answer: WherePain,
    },
    /// Whether a medicine did it: a bleeding or a swelling. Clinical rule 21.3. Taken back: it is asked again, and until
    /// then counts as yes.
    Reacted {
        /// The ingredient.
        ingredient: Ingredient,
        /// It did.
        answer: bool,
    },
    /// A level of pain, or a pain down the leg, or both. Taken back: it was not logged.
    Pain {
        /// 0, no pain, to 10, the worst one can imagine. `None`: no number was said, only that it goes down the leg.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "level_in_range")]
        level: Option<u8>,
        /// It goes down the leg.
        #[serde(default, skip_serializing_if = "is_false")]
        leg: bool,
        /// A word of the person's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// The step after which it was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Id>,
    },
    /// What was going on when the flare began. Clinical rule 26. Taken back: it is asked again.
    Began {
        /// What was going on.
        what: Began,
        /// How long before the pain.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<BeganWhen>,
    },
    /// The one thing that matters to the person. Taken back: the one before it counts again.
    Goal {
        /// In the person's words.
        text: String,
    },
    /// How hard that one thing is. Taken back: it was not said.
    GoalLevel {
        /// 0, no trouble, to 10, cannot.
        #[serde(deserialize_with = "goal_in_range")]
        level: u8,
    },
    /// A question was passed over, and is not asked before its next time. Taken back: it is asked again.
    Passed {
        /// Its key.
        question: Id,
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
        /// Where on the body heat, cold, a rub or a patch was. `None`: not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Id>,
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
    /// A step was broken off because of how it felt: the brake of clinical rule 15. Taken back: it was not, but a sign
    /// in the leg stays.
    Stopped {
        /// The step.
        step: Id,
        /// Why.
        why: StopWhy,
    },
    /// A step was passed over. Taken back: it is offered again.
    Skipped {
        /// The step.
        step: Id,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
        /// Not in this flare any more.
        #[serde(default, skip_serializing_if = "is_false")]
        always: bool,
    },
    /// A step was put off. Taken back: it is offered again.
    Snoozed {
        /// The step.
        step: Id,
        /// For how long, from `at`.
        span: Span,
    },
    /// A step was asked for by name, so that an offer that had faded comes back. Taken back: it has faded.
    Asked {
        /// The step.
        step: Id,
    },
    /// A line of a choice card was chosen. Taken back: the card is asked again.
    Chose {
        /// The card.
        card: Id,
        /// The letter before the line.
        letter: char,
    },
    /// A thing is not offered for a while, until somebody asks for it by name. Taken back: it is offered.
    Rested {
        /// A kind, such as `medicine` or `cold`, or a step.
        what: Id,
        /// Until when.
        until: RestsUntil,
    },
    /// Whether somebody can help this evening. Taken back: it is asked again.
    Helper {
        /// The answer.
        tonight: Helping,
    },
    /// How the night was. Clinical rule 10a. Taken back: it was not said.
    Slept {
        /// The answer.
        answer: Slept,
    },
    /// A medicine was taken. Taken back: it still counts, until `corrects` replaces it. A correction that is taken back
    /// gives back the dose that it had replaced.
    Took(Dose),
    /// A patch or a pad went on. Taken back: it did not.
    On {
        /// The step whose thing it is.
        step: Id,
        /// Where on the body. `None`: not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Id>,
    },
    /// A patch or a pad came off. Taken back: it is still on.
    Off {
        /// The step whose thing it is.
        step: Id,
    },
    /// An alert was passed on to whom it named. Taken back: nobody was told.
    Told {
        /// The alert.
        alert: Id,
        /// Who was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        who: Option<String>,
    },
    /// The clock of the computer came to another zone. Taken back: it is asked again.
    Zone {
        /// The zone before.
        from: String,
        /// The zone now.
        to: String,
        /// Whether that is right.
        answer: ZoneChange,
    },
    /// An event is taken back. There is no redo: this one is not taken back.
    Retracted {
        /// Which.
        of: Uuid,
    },
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

/// The highest level of pain on the scale. SC-01.
pub const WORST_PAIN: u8 = 10;

/// A level outside the scale is damage, not an extreme.
fn level_in_range<'de, D: Deserializer<'de>>(input: D) -> Result<Option<u8>, D::Error> {
    goal_in_range(input).map(Some)
}

/// A level of pain, or of how hard a thing is: both scales go from 0 to 10.
fn goal_in_range<'de, D: Deserializer<'de>>(input: D) -> Result<u8, D::Error> {
    let level = u8::deserialize(input)?;
    if level <= WORST_PAIN { Ok(level) } else { Err(de::Error::custom(Unread::Level(level))) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests;
