//! What any event can be asked, so that who wants to know one thing of it needs no list of all.

use crate::model::aside::WORSE_THAN_USUAL;
use crate::model::event::{Dose, Event, RestsUntil};
use crate::model::id::Id;

impl Event {
    /// Its name in the journal.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::Ended { .. } => "ended",
            Self::Screened { .. } => "screened",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Seen { .. } => "seen",
            Self::Followed { .. } => "followed",
            Self::Answered { .. } => "answered",
            Self::Agreed { .. } => "agreed",
            Self::Accepted { .. } => "accepted",
            Self::Placed { .. } => "placed",
            Self::Reacted { .. } => "reacted",
            Self::Pain { .. } => "pain",
            Self::Began { .. } => "began",
            Self::Goal { .. } => "goal",
            Self::GoalLevel { .. } => "goal-level",
            Self::Passed { .. } => "passed",
            Self::Done { .. } => "done",
            Self::Walked { .. } => "walked",
            Self::Stopped { .. } => "stopped",
            Self::Skipped { .. } => "skipped",
            Self::Snoozed { .. } => "snoozed",
            Self::Asked { .. } => "asked",
            Self::Chose { .. } => "chose",
            Self::Rested { .. } => "rested",
            Self::Helper { .. } => "helper",
            Self::Slept { .. } => "slept",
            Self::Took(_) => "took",
            Self::On { .. } => "on",
            Self::Off { .. } => "off",
            Self::Told { .. } => "told",
            Self::Zone { .. } => "zone",
            Self::Retracted { .. } => "retracted",
        }
    }

    /// The medicine that was taken.
    pub fn as_dose(&self) -> Option<&Dose> {
        if let Self::Took(dose) = self { Some(dose) } else { None }
    }

    /// Whether a course began or ended.
    pub fn bounds_course(&self) -> bool {
        matches!(self, Self::Started { .. } | Self::Ended { .. })
    }

    /// Whether it says of an evening of prevention that it is worse than usual.
    pub fn is_worse_than_usual(&self) -> bool {
        matches!(self, Self::Passed { question } if question.as_str() == WORSE_THAN_USUAL)
    }

    /// Whether it drops a step, or a kind of them, for longer than a night.
    pub fn drops(&self) -> bool {
        let skipped = matches!(self, Self::Skipped { always: true, .. });
        skipped || matches!(self, Self::Rested { until, .. } if *until != RestsUntil::Wake)
    }

    /// The step that it names, and what it says of that. `None`: it names none, or only beside something else, as a level
    /// of pain does that was asked after a step.
    pub fn touched(&self) -> Option<(&Id, Touch)> {
        Some(match self {
            Self::Done { step, .. } => (step, Touch::Done),
            Self::Walked { step, .. } => (step, Touch::Walked),
            Self::Stopped { step, .. } => (step, Touch::Stopped),
            Self::Skipped { step, .. } => (step, Touch::Skipped),
            Self::Snoozed { step, .. } => (step, Touch::Snoozed),
            Self::Asked { step } => (step, Touch::Asked),
            Self::Placed { step, .. } => (step, Touch::Placed),
            Self::On { step, .. } => (step, Touch::On),
            Self::Off { step } => (step, Touch::Off),
            Self::Started { .. }
            | Self::Ended { .. }
            | Self::Screened { .. }
            | Self::Withdrawn { .. }
            | Self::Seen { .. }
            | Self::Followed { .. }
            | Self::Answered { .. }
            | Self::Agreed { .. }
            | Self::Accepted { .. }
            | Self::Reacted { .. }
            | Self::Pain { .. }
            | Self::Began { .. }
            | Self::Goal { .. }
            | Self::GoalLevel { .. }
            | Self::Passed { .. }
            | Self::Chose { .. }
            | Self::Rested { .. }
            | Self::Helper { .. }
            | Self::Slept { .. }
            | Self::Took(_)
            | Self::Told { .. }
            | Self::Zone { .. }
            | Self::Retracted { .. } => return None,
        })
    }

    /// Whether it is written within a course alone: what is done with a step, but for a thing that is worn, which outlives it.
    pub fn needs_course(&self) -> bool {
        match self.touched() {
            Some((_, touch)) => !matches!(touch, Touch::On | Touch::Off),
            None => matches!(self, Self::Chose { .. }),
        }
    }

    /// Who looked at which sign, as it was said.
    pub fn as_seen(&self) -> Option<&str> {
        if let Self::Seen { who, .. } = self { Some(who) } else { None }
    }

    /// The signs that were named in the answer to a card.
    pub fn signs(&self) -> Option<&[Id]> {
        if let Self::Screened { signs, .. } = self { Some(signs) } else { None }
    }

    /// Whether the pain goes down the leg, where it was asked.
    pub fn leg(&self) -> Option<bool> {
        if let Self::Pain { leg, .. } = self { Some(*leg) } else { None }
    }

    /// The step that was done. "Not yet", as the answer to an open end, is no step that was done.
    pub fn as_done(&self) -> Option<&Id> {
        if let Self::Done { step, answer, .. } = self
            && *answer != Some(false)
        {
            Some(step)
        } else {
            None
        }
    }

    /// The level of a pain that has one.
    pub fn level(&self) -> Option<u8> {
        if let Self::Pain { level, .. } = self { *level } else { None }
    }

    /// Whether a card was answered so that a sign is there: one that is new, one that a clinician knows of, or "not sure".
    pub fn names_sign(&self) -> bool {
        if let Self::Screened { signs, unsure, known, .. } = self {
            *unsure || !signs.is_empty() || !known.is_empty()
        } else {
            false
        }
    }
}

/// What an event says of the step that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Touch {
    /// It was done, or its open end was answered.
    Done,
    /// It was guided so far.
    Walked,
    /// It was broken off because of how it felt.
    Stopped,
    /// It was passed over.
    Skipped,
    /// It was put off.
    Snoozed,
    /// It was asked for by name.
    Asked,
    /// It was said where the pain was after it.
    Placed,
    /// Its thing went on.
    On,
    /// Its thing came off.
    Off,
}

impl Touch {
    /// Whether it is a session, or one end of it: done, put on or taken off.
    pub fn is_session(self) -> bool {
        match self {
            Self::Done | Self::On | Self::Off => true,
            Self::Walked | Self::Stopped | Self::Skipped | Self::Snoozed | Self::Asked | Self::Placed => false,
        }
    }
}
