//! A line of the journal: an event, and what every event has.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::event::Event;
use crate::model::time::Stamp;

/// The version of the line format that this program writes. A higher one makes the journal read-only.
pub const LINE_VERSION: u32 = 2;

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
    /// The id of the first line of the act to which this line belongs: `end --prevention` writes an end and a beginning,
    /// and both are one act. `None`: the line stands alone, or is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Uuid>,
    /// The line that this one amends: this is the whole mended event. A dose is never amended so; it has `corrects`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Uuid>,
    /// For a line that was imported: the `rec` that it had where it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Stamp>,
    /// What happened.
    pub event: Event,
}

impl Record {
    /// A new line that stands alone, written at `rec`.
    pub fn new(id: Uuid, at: Stamp, rec: Stamp, event: Event) -> Self {
        Self { v: LINE_VERSION, id, at, rec, act: None, replaces: None, made: None, event }
    }

    /// What is wrong with it, though each of its fields can be read. `None`: it is whole.
    pub fn fault(&self) -> Option<Fault> {
        if self.v == 0 {
            Some(Fault::Version0)
        } else if let Event::Pain { level: None, leg: false, .. } = self.event {
            Some(Fault::EmptyPain)
        } else {
            None
        }
    }

    /// The id of the first line of its act: its own where it stands alone.
    pub fn act(&self) -> Uuid {
        self.act.unwrap_or(self.id)
    }
}

/// What is wrong with a line of which each field can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Its version is 0, which no program writes.
    Version0,
    /// A pain has neither a level nor a leg.
    EmptyPain,
}
