//! What is removed for good, and what that means.

use std::fmt::Display;

pub(crate) const NO_FLARE: &str = "No flare is in the journal.\nTo remove everything: backflare forget --all\n";
pub(crate) const HOW: &str = "To remove one: backflare forget --flare ID\nEverything: backflare forget --all\n";
pub(crate) const COPY: &str = "The protocol of a flare that is not in the journal.";
/// These follow another sentence, so each begins with a space.
pub(crate) const OLD_JOURNALS: &str =
    " The old journals that `doctor --repair` kept go as well, as the flare stands in them.";
pub(crate) const SIGN: &str = " A warning sign stands in it: forgetting it here does not make it go away. Be seen.";
pub(crate) const THEIR_IDS: &str = "The flares and their ids: backflare forget";
pub(crate) const NOTHING: &str = "There is nothing to forget.";
pub(crate) const EVERYTHING: &str =
    "Everything: the journal, the answers about you, and every flare. Protocols of your own stay.";
pub(crate) const ALL: &str = "Forgotten: everything.";
pub(crate) const USE_NEWER: &str = "Use that one to remove a flare. Everything can be removed: backflare forget --all";
pub(crate) const SOMETHING_LEFT: &str = "Something is left. Type it again when that is mended.";
pub(crate) const LOOK: &str = "Look whether it is gone: backflare forget";

/// `left` are the files that are not ours to remove, or copies by other programs.
pub(crate) fn all_but(left: &str) -> String {
    format!("Forgotten: everything of ours. Left, as another program made it: {left}")
}

pub(crate) fn gone_already(id: impl Display) -> String {
    format!("the flare {id} is not in the journal any more")
}

/// `what` is how many entries went.
pub(crate) fn forgotten(id: impl Display, what: &str) -> String {
    format!("Forgotten: the flare {id}, {what}.")
}

pub(crate) fn several(name: &str) -> String {
    format!("{name:?} is the beginning of several ids, or too short")
}

pub(crate) fn unknown(name: &str) -> String {
    format!("no flare has the id {name:?}")
}

/// What goes with it of the last 30 days. Empty: nothing.
pub(crate) fn doses(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => " A dose of the last 30 days goes with it and no longer counts: keep in mind what you took.".to_owned(),
        n => format!(" {n} doses of the last 30 days go with it and no longer count: keep in mind what you took."),
    }
}

/// How many entries of doses stay, as they go on counting. It begins with a space, or is empty.
pub(crate) fn stay(count: usize) -> String {
    let (what, they) = match count {
        0 => return String::new(),
        1 => ("1 entry of a dose stays".to_owned(), "it goes"),
        n => (format!("{n} entries of doses stay"), "they go"),
    };
    format!(" {what}: waits and days are counted from it. With everything {they}, too: backflare forget --all")
}

/// A dose, and when.
pub(crate) fn dose(what: &str, at: &str) -> String {
    format!("{what} at {at}")
}

/// `doses` are those of the last 24 hours. It begins with a space, or is empty.
pub(crate) fn write_down(doses: &[String]) -> String {
    if doses.is_empty() {
        return String::new();
    }
    format!(" Write down what you took in the last 24 hours: {}.", doses.join(", "))
}

/// What to type of those doses, once they are gone.
pub(crate) fn type_in(doses: &[String]) -> String {
    if doses.is_empty() {
        return String::new();
    }
    format!(
        " Nobody here counts this any more: {}. Type it in again: backflare took NAME AMOUNT --at WHEN",
        doses.join(", ")
    )
}

pub(crate) const SIGN_STAYS: &str = "nothing was removed: a warning sign stands in that flare, and would go with it";
pub(crate) const SEEN_FIRST: &str = "Once somebody has looked: backflare screen --seen \"WHO, WHERE\"\nEverything can be removed: backflare forget --all";
pub(crate) const EVERYTHING_GOES: &str = "Everything can be removed now: backflare forget --all";

/// A thing that is still on the skin.
pub(crate) fn still_on(step: impl Display) -> String {
    format!("nothing was removed: {step} is still on your skin, and waits are counted from it")
}

pub(crate) fn take_off(step: impl Display) -> String {
    format!("Is it off? backflare off {step}\nEverything can be removed: backflare forget --all")
}

/// `until` is when nothing in it is waited for any more.
pub(crate) fn waited_for(until: &str) -> String {
    format!(
        "nothing was removed: heat, cold, rubs and the like of the last day keep others away. It works from {until}"
    )
}

pub(crate) fn cannot_be_undone(words: &str) -> String {
    format!("{words} This cannot be undone.")
}

/// The word that must be typed.
pub(crate) fn type_word(word: &str) -> String {
    format!("Type {word} to remove it for good > ")
}

pub(crate) fn no_word_given(words: &str) -> String {
    format!("nothing was removed, as the word was not given. {words}")
}

pub(crate) fn confirm(word: &str) -> String {
    format!("To remove it for good, say so: --confirm {word}")
}

pub(crate) fn other_word(word: &str) -> String {
    format!("nothing was removed: the word was not {word}")
}

pub(crate) fn cannot_remove(path: impl Display, error: impl Display) -> String {
    format!("{path} cannot be removed: {error}")
}

pub(crate) fn unconfirmed(error: impl Display) -> String {
    format!("removed, but the disk did not confirm it: {error}")
}

pub(crate) fn newer(version: u32) -> String {
    format!("the journal has lines of version {version}, from a newer backflare")
}

/// From when to when a flare went, and how many entries it has.
pub(crate) fn about(started: impl Display, ended: Option<impl Display>, entries: &str) -> String {
    let ended = ended.map_or_else(|| "not ended".to_owned(), |ended| format!("to {ended}"));
    format!("from {started}, {ended}, {entries}")
}

/// `about` says from when to when it went.
pub(crate) fn the_flare(about: &str) -> String {
    format!("The flare {about}.")
}
