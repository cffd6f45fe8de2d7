//! The type of a protocol that has passed the door.

use crate::words::problem::reading::NO_PHASES;
use std::ops::Deref;

use super::format::Protocol;

/// A protocol in which [`read`](super::read) found no problem, or the copy of one. Only these two make it, so whoever
/// holds one need not check it again: it is [`Protocol`] to whoever reads it, and it cannot be changed.
#[derive(Clone, PartialEq, Debug, serde::Serialize)]
pub struct Checked(Protocol);

impl Checked {
    /// For the door alone.
    pub(super) fn new(protocol: Protocol) -> Self {
        Self(protocol)
    }

    /// The protocol of somebody whose course does not run: it offers nothing.
    pub(crate) fn none() -> Self {
        Self(Protocol::none())
    }

    /// A protocol of this program, which its tests have checked.
    pub(super) fn from_built_in(text: &str) -> Result<Self, serde_json::Error> {
        let mut protocol: Protocol = serde_json::from_str(text)?;
        super::general::general().add_to(&mut protocol);
        Ok(Self(protocol))
    }

    /// The compact JSON that [`Checked::from_copy`] reads.
    pub fn to_copy(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads what [`Checked::to_copy`] made, and does not check it again: that was done when it was copied, and the
    /// ceilings hold at run time whatever a file says. What was damaged since is told by its place: `phases: there is
    /// none`.
    pub fn from_copy(text: &str) -> Result<Self, String> {
        let protocol: Protocol = serde_json::from_str(text).or_else(|_| {
            // Only what failed is read again with its place: keeping track of that costs a tenth of the whole command.
            serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(text))
                .map_err(|error| format!("{}: {}", error.path(), error.inner()))
        })?;
        // The one thing that the plan cannot do without.
        if protocol.phases.is_empty() {
            return Err(NO_PHASES.to_owned());
        }
        Ok(Self(protocol))
    }

    /// The plain protocol, which may be changed and so counts as checked no longer.
    pub fn into_protocol(self) -> Protocol {
        self.0
    }
}

impl Deref for Checked {
    type Target = Protocol;

    fn deref(&self) -> &Protocol {
        &self.0
    }
}
