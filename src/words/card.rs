//! What a card of questions says, and what its keys do.

use crate::model::kind::Urgency;
use crate::model::profile::{CardId, Numbers, WEEKS};
use crate::words::within;

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

pub(crate) const NONE_WAITS: &str = "No question waits just now.\n";

/// A card that is answered with none of its lines, without having been asked.
pub(crate) fn none_of(title: &str) -> String {
    format!("{title} You said none of these is so:")
}

pub(crate) const NONE_OF_THESE: &str = "none of these";
pub(crate) const UNSURE: &str = "not sure";
pub(crate) const THAT_ONE: &str = "that one";
pub(crate) const OF_ONE: &str = "only of that line";
pub(crate) const THAT_IS_ALL: &str = "that is all";
pub(crate) const MORE: &str = "more";
pub(crate) const LEAVE: &str = "leave";
pub(crate) const LATER: &str = "later";
pub(crate) const BACK: &str = "back";
pub(crate) const GO_ON: &str = "more";
pub(crate) const MEANS: &str = "what it means";
pub(crate) const IT_IS_SO: &str = "yes, it is so";
pub(crate) const I_AM_NOT_SURE: &str = "yes, I am not sure";
pub(crate) const WRONG_KEY: &str = "no, I pressed the wrong key";
pub(crate) const SLIP: &str = "nothing burned, wrong key";
pub(crate) const ALL_OF_THEM: &str = "not sure: all";
pub(crate) const IS_IT_SO: &str = "Is it so?";
pub(crate) const WHICH: &str = "Which of these is so?";
pub(crate) const WHAT_IT_MEANS: &str = "What it means";
pub(crate) const UNSURE_COUNTS: &str = "Not sure counts as a yes, so that somebody checks.";
pub(crate) const YOU_SAID_YES: &str = "You said yes:";
pub(crate) const ANYTHING_ELSE: &str = "Noted. Anything else?";
pub(crate) const PRESS_Y_OR_N: &str = "Please press y or n.";
/// What stands before a thing that was chosen.
pub(crate) const MARK: &str = "[x] ";
pub(crate) const AGREED: &str = "yes, and a clinician agreed";
/// The keys of what is typed: `Type it, then Enter`.
pub(crate) const TYPE_IT: &str = "Type it,";
pub(crate) const THEN_ENTER: &str = "then Enter";
pub(crate) const NOT_NOW: &str = "no, not now";
pub(crate) const PRESS_N_OR_A: &str = "Please press n or a.";

pub(crate) fn press_n_or(last: char) -> String {
    format!("Please press n, or a to {last}.")
}

/// `last`: the letter of the last band.
pub(crate) fn press_a_band(last: char) -> String {
    format!("Please press a to {last}, or type a number, then Enter.")
}

pub(crate) fn press_which(last: char) -> String {
    format!("Please press a to {last}, then Enter.")
}

/// Lines that nobody saw yet.
pub(crate) fn still_to_come(lines: usize) -> String {
    if lines == 1 { "1 line is still to come.".to_owned() } else { format!("{lines} lines are still to come.") }
}

/// The key that goes on to the next page.
pub(crate) fn more_of(page: usize, pages: usize) -> String {
    format!("Enter more ({page} of {pages})")
}

/// `letters`: `d`, or `a, c`.
pub(crate) fn you_chose(letters: &str) -> String {
    format!("You chose {letters}:")
}

/// What a number is asked for.
pub(crate) fn decides(numbers: &Numbers) -> &'static str {
    if *numbers == WEEKS {
        "It decides how you lie: from week 28 on a side."
    } else {
        "It decides what may be offered."
    }
}

/// A question that is asked in the rests of somebody on the floor.
pub(crate) fn while_you_rest(question: &str) -> String {
    format!("While you rest: {}", within(question))
}

/// A band of numbers behind its letter: `b) 18 to 49`.
pub(crate) fn band(letter: char, band: &str) -> String {
    format!("{letter}) {}", band_words(band))
}

/// A band of numbers: `18 to 49`, `65 or over`.
pub(crate) fn band_words(band: &str) -> String {
    if band.starts_with(|c: char| c.is_ascii_digit()) && !band.contains("over") {
        band.replace('-', " to ")
    } else {
        band.replace('-', " ")
    }
}

/// Words as a sentence.
pub(crate) fn sentence(words: &str) -> String {
    if words.ends_with(['.', '?', '!']) { words.to_owned() } else { format!("{words}.") }
}

/// A text in its sentences.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(". ").map(|sentence| sentence.trim().to_owned()).collect()
}

/// What to do about a line of signs, if it is so: known before anything is confirmed.
pub(crate) fn if_so(urgency: Urgency, number: &str) -> Vec<String> {
    match urgency {
        Urgency::Emergency => vec![
            "If that is so, get emergency help now:".to_owned(),
            format!("{number}."),
            "Do not wait for the next screen.".to_owned(),
        ],
        Urgency::SameDay => vec!["If that is so, please be seen today.".to_owned()],
        Urgency::Soon => vec!["If that is so, tell a clinician in the next days.".to_owned()],
    }
}

/// What follows from a yes to a question about the person.
pub(crate) fn if_so_before(card: CardId) -> &'static str {
    match card {
        CardId::Medicine | CardId::Dose => "If that is so, ask a pharmacist or doctor first.",
        CardId::AboutYou | CardId::Warmth | CardId::Helper | CardId::Massage | CardId::Day => {
            "If that is so, ask a clinician first."
        }
    }
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
