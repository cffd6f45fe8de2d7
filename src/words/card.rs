//! What a card of questions says, and what its keys do.

use crate::model::profile::CardId;

/// The heading of a card of questions about the person.
pub(crate) fn title(card: CardId) -> &'static str {
    match card {
        CardId::AboutYou => "Any of these true for you?",
        CardId::Medicine => "Before a pain reliever: any of these?",
        CardId::Dose => "About the last dose",
        CardId::Warmth => "Heat and cold: any of these?",
        CardId::Helper => "Is somebody with you?",
        CardId::Massage => "Before massage: any of these?",
        CardId::Day => "Your day",
    }
}

/// How a card is answered that is asked by line.
pub(crate) const BY_LINE: &str = "n none, a letter for its line,\n? not sure, q leave > ";
pub(crate) const TYPE_ONE: &str = "Please type n, ?, q, or letters such as a or a c.\n";
pub(crate) const NONE_WAITS: &str = "No question waits just now.\n";

/// A card that is answered with none of its lines, without having been asked.
pub(crate) fn none_of(title: &str) -> String {
    format!("{title} None of these:")
}

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

/// A question that is asked by line, with the answers that it takes.
pub(crate) fn asked(ask: &str, choices: &str) -> String {
    format!("{ask} ({choices}, q leave) > ")
}

/// What was typed is no answer to a question that takes one of these.
pub(crate) fn please_type(choices: &[String]) -> String {
    format!("Please type: {}.", choices.join(", "))
}

/// Where an answer is typed. `typed` is what stands there so far.
pub(crate) fn answer(choices: &[String], typed: &str) -> String {
    format!("Answer ({}): {typed}", choices.join(", "))
}
