//! The type of a protocol that has passed the door.

use crate::words::problem::reading::NO_PHASES;
use crate::words::protocol::NO_FLARE;
use std::ops::Deref;

use super::format::Protocol;

/// Room for the copy of most protocols, in bytes: growing to it would copy as much again.
const COPY: usize = 96 * 1024;

/// A protocol in which [`read`](super::read) found no problem, or the copy of one. Only these two make it, so whoever
/// holds one need not check it again: it is [`Protocol`] to whoever reads it, and it cannot be changed.
#[derive(Clone, PartialEq, Debug, serde::Serialize)]
pub struct Checked(Protocol);

impl Checked {
    /// For the door alone. What may come after a medicine can be told in any plan.
    pub(super) fn new(mut protocol: Protocol) -> Self {
        super::after_medicine::after_medicine().add_to(&mut protocol);
        Self(protocol)
    }

    /// The protocol of somebody whose course does not run: it offers nothing.
    pub(crate) fn none() -> Self {
        Self(Protocol::none())
    }

    /// What a sign is answered with that was told while no course runs: the signs of the built-in protocol and what to do about
    /// them, and nothing to do beside.
    pub(crate) fn signs_alone(built_in: Self) -> Self {
        let Self(mut protocol) = built_in;
        protocol.steps.clear();
        protocol.routines.clear();
        protocol.avoid.clear();
        protocol.escalations.clear();
        protocol.phases.truncate(1);
        for phase in &mut protocol.phases {
            NO_FLARE.clone_into(&mut phase.title);
            phase.floor = false;
        }
        Self(protocol)
    }

    /// A protocol of this program, which its tests have checked.
    pub(super) fn from_built_in(text: &str) -> Result<Self, serde_json::Error> {
        let mut protocol: Protocol = serde_json::from_str(text)?;
        super::general::add_to(&mut protocol);
        Ok(Self::new(protocol))
    }

    /// The compact JSON that [`Checked::from_copy`] reads.
    pub fn to_copy(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut copy = Vec::with_capacity(COPY);
        serde_json::to_writer(&mut copy, self)?;
        Ok(copy)
    }

    /// Reads what [`Checked::to_copy`] made, and does not check it again: that was done when it was copied, and the
    /// ceilings hold at run time whatever a file says. What was damaged since is told by its place: `phases: there is
    /// none`.
    pub fn from_copy(text: &str) -> Result<Self, String> {
        let protocol: Protocol = serde_json::from_str(text).or_else(|_| {
            // Only what failed is read again with its place: keeping track of that costs a tenth of the whole command. It is
            // read as an author's text is, from values: from text it would be a third copy of the code.
            let copy: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            serde_path_to_error::deserialize(&copy).map_err(|error| format!("{}: {}", error.path(), error.inner()))
        })?;
        // The one thing that the plan cannot do without.
        if protocol.phases.is_empty() {
            return Err(NO_PHASES.to_owned());
        }
        Ok(Self::new(protocol))
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
