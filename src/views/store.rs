//! `doctor` and `forget`: how the files stand, and what was removed.

use serde::Serialize;
use uuid::Uuid;

use crate::model::time::Stamp;
use crate::views::parts::{Schema, Standing};

/// The answer of `doctor`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Doctor {
    /// `backflare/doctor/1`.
    pub(crate) schema: Schema,
    /// Nothing is broken, and everything can be trusted.
    pub(crate) healthy: bool,
    /// What was looked at.
    pub(crate) checks: Vec<Finding>,
    /// What `--repair` did. `null`: nothing.
    pub(crate) repaired: Option<Repaired>,
}

impl Doctor {
    /// What was found, and what was mended.
    pub(crate) fn of(healthy: bool, checks: Vec<Finding>, repaired: Option<Repaired>) -> Self {
        Self { schema: Schema::of("doctor"), healthy, checks, repaired }
    }
}

/// What was found about one thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Finding {
    /// What was looked at: `journal`.
    pub(crate) check: &'static str,
    /// How it stands: `good`, `note`, `broken` or `not to be trusted`.
    pub(crate) state: &'static str,
    /// What was found, in words.
    pub(crate) says: String,
    /// What to do, or what `--repair` would do.
    pub(crate) would: Option<String>,
}

/// What `doctor --repair` did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Repaired {
    /// Where the old journal is kept, where a new one was written.
    pub(crate) old: Option<String>,
    /// The files and folders that were closed to others.
    pub(crate) closed: Vec<String>,
}

/// The answer of `forget`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Forget {
    /// `backflare/forget/1`.
    pub(crate) schema: Schema,
    /// What was removed, in words. `null`: nothing was asked to be.
    pub(crate) message: Option<String>,
    /// The flares that can be removed, where nothing was.
    pub(crate) flares: Vec<Kept>,
    /// What was removed: the id of a flare, or `all`. `null`: nothing was asked to be.
    pub(crate) forgotten: Option<String>,
}

impl Forget {
    /// The flares that can be removed.
    pub(crate) fn list(flares: Vec<Kept>) -> Self {
        Self { schema: Schema::of("forget"), message: None, flares, forgotten: None }
    }

    /// What was removed.
    pub(crate) fn done(forgotten: &str, message: &str) -> Self {
        let (message, forgotten) = (Some(message.to_owned()), Some(forgotten.to_owned()));
        Self { schema: Schema::of("forget"), message, flares: Vec::new(), forgotten }
    }
}

/// A flare of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Kept {
    /// Its id.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Uuid,
    /// When it began.
    pub(crate) started_at: Stamp,
    /// When it ended. `null`: it has not.
    pub(crate) ended_at: Option<Stamp>,
    /// How many entries it has.
    pub(crate) entries: usize,
}

/// The answer of `export` where it writes into a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Exported {
    /// `backflare/exported/1`.
    pub(crate) schema: Schema,
    /// The format: `json`, `csv`, `ics` or `fhir`.
    pub(crate) format: &'static str,
    /// The files that were written.
    pub(crate) files: Vec<String>,
    /// How many entries stand in them.
    pub(crate) entries: u64,
    /// How many lines of the journal cannot be read, and are not in them.
    pub(crate) unreadable: u64,
}

impl Exported {
    /// What was written.
    pub(crate) fn of(format: &'static str, files: Vec<String>, entries: u64, unreadable: u64) -> Self {
        Self { schema: Schema::of("exported"), format, files, entries, unreadable }
    }
}

/// An export itself, which is written piece by piece: this type only tells its shape.
#[cfg(test)]
#[derive(Serialize, schemars::JsonSchema)]
pub(crate) struct Export {
    /// `backflare/export/1`.
    pub(crate) schema: String,
    /// The version of the program that wrote it.
    pub(crate) program: String,
    /// When it was written.
    pub(crate) exported_at: Stamp,
    /// The answers about the person, as they are kept.
    pub(crate) profile: serde_json::Map<String, serde_json::Value>,
    /// The protocol of each flare, by the id of the flare.
    pub(crate) protocols: serde_json::Map<String, serde_json::Value>,
    /// Every entry of the journal, as its line stands there: the one answer that shows the journal's own format, as it is
    /// read again by `import`.
    pub(crate) events: Vec<serde_json::Map<String, serde_json::Value>>,
}

/// The answer of `import`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Imported {
    /// `backflare/import/1`.
    pub(crate) schema: Schema,
    /// What came, in words.
    pub(crate) message: String,
    /// Nothing was written: it was only asked what would come.
    pub(crate) dry_run: bool,
    /// How many entries are new.
    pub(crate) new: u64,
    /// How many are here already.
    pub(crate) known: u64,
    /// How many answers about the person are new, or later than those here.
    pub(crate) answers: usize,
    /// Of how many medicines what is in them is new, or more than is known here.
    pub(crate) names: usize,
    /// The medicines of the last 24 hours, with what came.
    pub(crate) medicines: Vec<Standing>,
    /// How the warning signs stand now: `pending`, `clear`, `same-day` or `emergency`. `null`: no course runs, or its
    /// protocol cannot be read.
    pub(crate) screening: Option<&'static str>,
}
