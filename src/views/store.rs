//! `doctor` and `forget`: how the files stand, and what was removed.

use serde::Serialize;
use uuid::Uuid;

use crate::model::time::Stamp;
use crate::views::parts::Schema;

/// The answer of `doctor`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Doctor {
    /// `backflare/doctor/1`.
    pub schema: Schema,
    /// Nothing is broken, and everything can be trusted.
    pub healthy: bool,
    /// What was looked at.
    pub checks: Vec<Finding>,
    /// What `--repair` did. `null`: nothing.
    pub repaired: Option<Repaired>,
}

impl Doctor {
    /// What was found, and what was mended.
    pub fn of(healthy: bool, checks: Vec<Finding>, repaired: Option<Repaired>) -> Self {
        Self { schema: Schema::of("doctor"), healthy, checks, repaired }
    }
}

/// What was found about one thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// What was looked at: `journal`.
    pub check: &'static str,
    /// How it stands: `good`, `note`, `broken` or `not to be trusted`.
    pub state: &'static str,
    /// What was found, in words.
    pub says: String,
    /// What to do, or what `--repair` would do.
    pub would: Option<String>,
}

/// What `doctor --repair` did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Repaired {
    /// Where the old journal is kept, where a new one was written.
    pub old: Option<String>,
    /// The files and folders that were closed to others.
    pub closed: Vec<String>,
}

/// The answer of `forget`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Forget {
    /// `backflare/forget/1`.
    pub schema: Schema,
    /// What was removed, in words. `null`: nothing was asked to be.
    pub message: Option<String>,
    /// The flares that can be removed, where nothing was.
    pub flares: Vec<Kept>,
    /// What was removed: the id of a flare, or `all`. `null`: nothing was asked to be.
    pub forgotten: Option<String>,
}

impl Forget {
    /// The flares that can be removed.
    pub fn list(flares: Vec<Kept>) -> Self {
        Self { schema: Schema::of("forget"), message: None, flares, forgotten: None }
    }

    /// What was removed.
    pub fn done(forgotten: &str, message: &str) -> Self {
        let (message, forgotten) = (Some(message.to_owned()), Some(forgotten.to_owned()));
        Self { schema: Schema::of("forget"), message, flares: Vec::new(), forgotten }
    }
}

/// A flare of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Kept {
    /// Its id.
    #[cfg_attr(test, schemars(with = "String"))]
    pub id: Uuid,
    /// When it began.
    pub started_at: Stamp,
    /// When it ended. `null`: it has not.
    pub ended_at: Option<Stamp>,
    /// How many entries it has.
    pub entries: usize,
}
