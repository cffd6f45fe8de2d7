//! What a card of questions says, and what its keys do.

pub(crate) const NOT_SURE: &str = "Not sure? Say yes.";
pub(crate) const MARKED: &str = "yes, what is marked";
pub(crate) const NONE_OF_THESE: &str = "none of these";
pub(crate) const UNSURE: &str = "not sure, so yes";
pub(crate) const THAT_LINE: &str = "that line, then Enter";
pub(crate) const AGREED: &str = "yes, and a clinician agreed";
pub(crate) const WHEN_TYPED: &str = "when it is typed";
pub(crate) const NOT_NOW: &str = "no, not now";
pub(crate) const PRESS_N_OR_A: &str = "Please press n, or a, then Enter.";

pub(crate) fn press_n_or(last: char) -> String {
    format!("Please press n, or a to {last}, then Enter.")
}

/// `level` is a level of pain, as it is shown.
pub(crate) fn down_the_leg(level: &str) -> String {
    format!("{level}, down the leg")
}
