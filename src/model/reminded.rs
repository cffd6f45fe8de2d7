//! What the person was reminded of: a small memory, whose loss only lets something be said twice.

use serde::{Deserialize, Serialize};

use crate::model::time::Stamp;

/// What was said, in the order in which it was first said.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Reminded {
    /// What was said.
    #[serde(default)]
    pub said: Vec<Said>,
}

/// One thing that was said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Said {
    /// What it was: `step walk`.
    pub what: String,
    /// Since when it was due. With `what` it tells this time from the one before.
    pub since: Stamp,
    /// When it was first said.
    pub first: Stamp,
    /// When it was last said.
    pub last: Stamp,
}
