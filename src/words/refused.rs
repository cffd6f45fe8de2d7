//! Why something is not done, and what to do first.

pub(crate) const NO_OTHER_FLARE: &str = "a warning sign stands, so no other flare is begun";
pub(crate) const SIGNS_AND_WHAT: &str = "The signs and what to do: backflare red-flags";
