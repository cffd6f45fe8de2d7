//! What is wrong with a protocol, and what would be right: said to its author, who need be no programmer.

use std::fmt::Display;

pub(crate) mod body;
pub(crate) mod cards;
pub(crate) mod ceilings;
pub(crate) mod choices;
pub(crate) mod endless;
pub(crate) mod ground;
pub(crate) mod medicine;
pub(crate) mod names;
pub(crate) mod reading;
pub(crate) mod structure;
pub(crate) mod texts;

pub(crate) const EMPTY: &str = "this is empty";
pub(crate) const MISSING: &str = "this field is missing";
pub(crate) const TAKE_AWAY: &str = "take it away";
pub(crate) const IS_IT_A_PROTOCOL: &str = "is it a protocol?";

/// `what` as it is to be written: `write "1.0.0"`.
pub(crate) fn write(what: impl Display) -> String {
    format!("write {what}")
}

/// `near` as it may be shown, in its quotes.
pub(crate) fn did_you_mean(near: impl Display) -> String {
    format!("did you mean {near}?")
}

pub(crate) fn other_format(oldest: u32, newest: u32, found: u32) -> String {
    let newer = if found > newest { "; a newer program may read it" } else { "" };
    format!("this program reads format {oldest} and {newest}, not {found}{newer}")
}
