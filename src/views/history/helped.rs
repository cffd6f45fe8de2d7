//! What the pain was after each kind of thing.

use serde::Serialize;

use crate::engine::memory::helped::{self, Treatment};
use crate::model::kind;
use crate::words::clean::clean;
use crate::words::history as say;

/// What came after what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Helped {
    /// By kind of thing, in a fixed order.
    pub(crate) after: Vec<After>,
    /// So many pairs of levels have nothing between.
    pub(crate) pairs_with_nothing: u32,
    /// So many have several kinds of things between, and are left out.
    pub(crate) pairs_left_out: u32,
}

/// What came after one kind of thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct After {
    /// The kind of a step, or `medicine`.
    pub(crate) kind: &'static str,
    /// In words: `heat`, `ibuprofen`.
    pub(crate) name: String,
    /// How many pairs of levels have it, and nothing else, between.
    pub(crate) n: u32,
    /// So often the pain was lower after it.
    pub(crate) lower: u32,
    /// So often it was the same.
    pub(crate) same: u32,
    /// So often it was higher.
    pub(crate) higher: u32,
    /// Of as many pairs from the same levels with nothing between, so many were lower. `null`: there are too few.
    pub(crate) usual_lower: Option<u32>,
    /// There are fewer than five pairs: too few to say anything.
    pub(crate) too_few: bool,
}

impl After {
    /// What the engine counted of one thing.
    pub(crate) fn of(after: &helped::After) -> Self {
        Self {
            kind: match &after.thing {
                Treatment::Medicine(_) => kind::Kind::Medicine.as_str(),
                Treatment::Kind(kind) => kind.as_str(),
            },
            name: match &after.thing {
                Treatment::Medicine(name) => clean(name),
                Treatment::Kind(kind) => say::kind(*kind).to_owned(),
            },
            n: after.n,
            lower: after.lower,
            same: after.same,
            higher: after.higher,
            usual_lower: after.usual,
            too_few: after.too_few(),
        }
    }
}

impl Helped {
    /// What the engine counted.
    pub(crate) fn of(helped: &helped::Helped) -> Self {
        let after = helped.after.iter().map(After::of);
        Self { after: after.collect(), pairs_with_nothing: helped.nothing, pairs_left_out: helped.several }
    }
}
