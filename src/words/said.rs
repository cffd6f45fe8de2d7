//! What is said where somebody else is told of: who agreed, who looked, and what is missing in it.

pub(crate) const AGREED_WHO: &str = "who agreed to it is missing";
pub(crate) const AGREED_EXAMPLE: &str =
    "For example: backflare screen --agreed anti-inflammatory --who \"the pharmacist\" --on today";
pub(crate) const TOLD_WHO: &str = "who was told is missing";
pub(crate) const TOLD_EXAMPLE: &str = "For example: backflare screen --told \"the nurse line\"";
pub(crate) const ASK_AGAIN: &str = "Please ask them again about this flare.";

/// `on` is what was typed for a day.
pub(crate) fn no_date(on: &str) -> String {
    format!("{on:?} is not a day; one looks like 2026-11-22, today or yesterday")
}

pub(crate) fn agreed_to_come(on: &str) -> String {
    format!("{on} is still to come")
}

pub(crate) fn agreed_before(on: &str, started: &str) -> String {
    format!("{on} was before this flare, which began on {started}")
}
