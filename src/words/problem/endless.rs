//! What the words of a file may say of how often or how much, with no end to it.

/// No end to it, whatever stands before.
pub(crate) const WITHOUT_END: [&str; 22] = [
    "as often as",
    "as much as you",
    "as many as you",
    "as long as you",
    "whenever you",
    "any time you",
    "anytime you",
    "it any time",
    "all the time",
    "all day",
    "all night",
    "overnight",
    "round the clock",
    "around the clock",
    "non-stop",
    "continuously",
    "without a break",
    "half-hourly",
    "hourly",
    "so oft du",
    "so oft sie",
    "so viel du",
];
/// No most in a day.
pub(crate) const NO_LIMIT: [&str; 6] =
    ["no limit", "no maximum", "unlimited", "without limit", "cannot take too", "can't take too"];
/// More than the dose.
pub(crate) const DOUBLE: [&str; 6] =
    ["double it", "double the", "double dose", "twice the dose", "twice as much", "twice as many"];
