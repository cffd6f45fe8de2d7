//! What is said of the length of a session, and of a step that is left out where nobody can press a key.

use crate::model::kind::Kind;
use crate::model::time::Span;

pub(crate) const GIVE_LENGTH: &str = "give the session a length";

/// How long a session is, and that both its sides together are so long: `40m5s with both sides`.
pub(crate) fn with_both_sides(span: Span) -> String {
    format!("{span} with both sides")
}

/// Nobody knows how long a session of a kind with a ceiling is, and what to do about it.
pub(crate) fn needs_a_length(kind: Kind, most: Span, fact: &str) -> [String; 2] {
    let message = format!("{kind} needs a length: its ceiling is {most} (rule 4, {fact})");
    [message, GIVE_LENGTH.to_owned()]
}

/// A walk of the first days of which nobody knows how long it is.
pub(crate) fn walk_needs_a_length(until: Span, most: Span) -> String {
    format!("a walk before {until} needs a length of at most {most} (rule 15, MV-08)")
}

/// A massage that works no spot.
pub(crate) fn massage_needs_a_spot() -> &'static str {
    "massage needs a cue that is no rest: it is timed by the spot (rule 15, MG-06)"
}

/// Why a step is left out of a walk without hands: it needs one.
pub(crate) fn needs_a_hand() -> String {
    "It needs a hand, so it is not for now.".to_owned()
}

/// Why a step is left out of a walk without hands: something must be answered first.
pub(crate) fn question_first() -> String {
    "A question comes before it.".to_owned()
}

/// Why a step is left out of a walk without hands: it was done minutes ago.
pub(crate) fn done_just_before() -> String {
    "It was done just before.".to_owned()
}
