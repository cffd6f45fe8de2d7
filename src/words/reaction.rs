//! What is asked and said of a sign after a medicine, heat or a patch. Clinical rule 21.

use crate::words::clean::clean;

pub(crate) const Y_N: &str = "y / n";
pub(crate) const Y_N_UNSURE: &str = "yes, no, not sure";
pub(crate) const CHECKS: &str = "Such as: backflare screen --sign black-stool --check nothing-more=yes\nOr, of a medicine: --check medicine-did-it=no";

/// A check that is none, or whose answer is none.
pub(crate) fn no_check(text: &str) -> String {
    format!("{text:?} is no check of this sign with yes, no or not-sure")
}

/// Whether it is to be noted that a medicine did it.
pub(crate) fn did_it(ingredient: &str) -> String {
    format!("Shall I note that {} did this? No answer: it is noted.", clean(ingredient))
}

/// Nobody said that nothing more is there, so the graver sign counts.
pub(crate) fn counted_as_more(question: &str) -> String {
    format!("Not said, and so counted as a yes:\n{}\n", clean(question))
}

/// It is noted, for this flare and the next.
pub(crate) fn noted(ingredient: &str, key: &str) -> String {
    format!("Noted: {} may have done this. Not so? backflare profile set {key} no\n", clean(ingredient))
}
