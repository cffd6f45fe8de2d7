//! What is said once something was recorded, from the record. Titles are as their author wrote them.

use crate::model::time::Span;
use crate::words::clean::clean;
use crate::words::{length, unmarked};

/// What takes back what was just recorded.
const UNDO: &str = "Undo: backflare undo";

/// A question of a step was answered: `Recorded at 09:30: Are you on your feet? Yes. Undo: backflare undo`.
pub(crate) fn answered(when: &str, question: &str, yes: bool) -> String {
    let answer = if yes { "Yes." } else { "Not yet." };
    format!("Recorded at {when}: {} {answer} {UNDO}", clean(question))
}

/// A step was done.
pub(crate) fn done(when: &str, title: &str) -> String {
    format!("Done at {when}: {}. {UNDO}", unmarked(&clean(title)))
}

/// A step was recorded that was not offered, which is told beside the answer.
pub(crate) fn not_offered(title: &str, step: &str) -> String {
    format!("{} was not offered just now. Why: backflare why {step}\n", clean(title))
}

/// A step was passed over.
pub(crate) fn skipped(title: &str) -> String {
    format!("Passed over: {}. {UNDO}", unmarked(&clean(title)))
}

/// A step was put off.
pub(crate) fn put_off(title: &str, span: Span, until: &str) -> String {
    format!("Put off for {}, until {until}: {}. {UNDO}", length(span), unmarked(&clean(title)))
}
