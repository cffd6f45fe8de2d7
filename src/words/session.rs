//! What is said of the length of a session, and of a step that is left out where nobody can press a key.

use crate::model::kind::Kind;
use crate::model::time::Span;
use crate::words::problem::ground::Ground;

pub(crate) const GIVE_LENGTH: &str = "give the session a length";

/// How long a session is, and that both its sides together are so long: `40m5s with both sides`.
pub(crate) fn with_both_sides(span: Span) -> String {
    format!("{span} with both sides")
}

/// Nobody knows how long a session of a kind with a ceiling is, and what to do about it.
pub(crate) fn needs_a_length(kind: Kind, most: Span, ground: Ground) -> [String; 2] {
    let message = format!("{kind} needs a length of at most {most} ({ground})");
    [message, GIVE_LENGTH.to_owned()]
}

/// A walk of the first days of which nobody knows how long it is.
pub(crate) fn walk_needs_a_length(until: Span, most: Span) -> String {
    format!("for a low back a walk before {until} needs a length of at most {most} ({})", Ground::Ours)
}

/// A massage that works no spot.
pub(crate) fn massage_needs_a_spot() -> &'static str {
    "massage needs a cue that is no rest: it is timed by the spot (a margin of our own)"
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
