//! Events of which no more is said than that they happened.

use super::said::Before;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::profile::{Answer, Fact};

impl Event {
    /// A level of pain, of which nothing else was said.
    pub fn pain(level: u8) -> Self {
        Self::Pain { level: Some(level), leg: false, note: None, after: None }
    }

    /// A step that was done as a whole.
    pub fn done(step: Id) -> Self {
        Self::Done { step, answer: None, partial: None, place: None }
    }

    /// A card that was answered with these signs. None: "none of these".
    pub fn screened(card: Id, signs: Vec<Id>) -> Self {
        let was = Before::new();
        Self::Screened { card, signs, unsure: false, known: Vec::new(), by: None, place: None, was }
    }

    /// A card that was answered with "not sure".
    pub fn unsure(card: Id) -> Self {
        let was = Before::new();
        Self::Screened { card, signs: Vec::new(), unsure: true, known: Vec::new(), by: None, place: None, was }
    }

    /// An answer, where the profile held none.
    pub fn answered(fact: Fact, value: Answer) -> Self {
        Self::Answered { fact, value, was: None, who: None, on: None, dose: None }
    }

    /// A clinician has looked.
    pub fn seen(who: impl Into<String>) -> Self {
        Self::Seen { who: who.into(), confirmed: false }
    }

    /// A step that was passed over.
    pub fn skipped(step: Id) -> Self {
        Self::Skipped { step, because: None, always: false }
    }

    /// A question that was passed over, by its key.
    pub fn passed_over(question: &str) -> Option<Self> {
        Id::parse(question).map(|question| Self::Passed { question })
    }

    /// A thing that went on.
    pub fn on(step: Id) -> Self {
        Self::On { step, place: None }
    }
}
