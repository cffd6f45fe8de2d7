//! What is said around a protocol that is shown, and around its signs.

use crate::words::count;

pub(crate) const NOT_REVIEWED: &str = "General information. No clinician has checked it yet.";
pub(crate) const LEAVE_ALONE: &str = "What to leave alone";
pub(crate) const SEE_SOMEONE_SOON: &str = "SEE SOMEONE SOON";
/// What stands for a sign where a referral is shown by itself.
pub(crate) const WHAT_YOU_NOTICED: &str = "what you noticed";
pub(crate) const SIGNS: &str = "Signs that somebody must look at";
pub(crate) const AT_ANY_TIME: &str = "Say so at any time, with or without a flare: backflare screen --sign ID";
/// What stands in the place of a phase where a sign was told and no flare runs.
pub(crate) const NO_FLARE: &str = "A sign, and no flare";
pub(crate) const COUNT_AS_YES: &str = "Not sure? Count it as a yes.";
pub(crate) const NOT_EVERY_SIGN: &str =
    "This list is general information, and not every sign is on it. Worried? Please call.";

/// Where a built-in protocol comes from, in the list.
pub(crate) fn built_in(name: &str) -> String {
    format!("built in; backflare start -p {name}")
}

pub(crate) fn unreadable(why: impl std::fmt::Display) -> String {
    format!("it cannot be read: {why}")
}

/// A file is good: what it holds, and how it is followed.
pub(crate) fn is_good(
    id: impl std::fmt::Display,
    version: &str,
    steps: usize,
    phases: usize,
    file: impl std::fmt::Display,
) -> String {
    let held = |number: usize, what| count(i64::try_from(number).unwrap_or(i64::MAX), what);
    let (steps, phases) = (held(steps, "step"), held(phases, "phase"));
    format!("{id} {version} is good: {steps} in {phases}.\nTo follow it: backflare start -p {file}\n")
}

/// Whom a file names as its reviewers: anybody can write that into a file, and nobody here can know it.
pub(crate) fn says_it_was_reviewed(names: &[String]) -> String {
    format!("Its file names as reviewer: {}. Nobody here checked that.", names.join(", "))
}

/// A protocol and its authors: `back-flare 1.0.0 by Us`.
pub(crate) fn written_by(id: impl std::fmt::Display, version: &str, authors: &[String]) -> String {
    format!("{id} {version} by {}", authors.join(", "))
}
