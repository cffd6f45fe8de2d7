//! What is said of a command line that is not understood, where the grammar does not say it.

pub(crate) const AN_AMOUNT: &str = "For example: backflare took ibuprofen 200mg";
pub(crate) const SEE_HOW: &str = "See how with: backflare --help";

pub(crate) fn below_zero(word: &str) -> String {
    format!("{word:?} is not an amount: it is below zero")
}
