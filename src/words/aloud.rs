//! What is said to somebody whose eyes are shut.

use crate::words::unmarked;

pub(crate) const NONE: &str = "Thank you. None of these now. I will ask again later.";
pub(crate) const NONE_OF_FACTS: &str = "Thank you. None of these.";
pub(crate) const TYPE_IT: &str = "Type it, then Enter.";
pub(crate) const TAKEN: &str = "Space if you took it. Enter for no.";
pub(crate) const IT_BEGINS: &str = "Space if it hurts, or to rest. It begins.";
pub(crate) const ENTER_BEGINS: &str = "Enter begins.";
pub(crate) const PAUSED: &str = "Paused. Space goes on. Enter: it is worse.";
pub(crate) const STOPPED: &str =
    "Stopped. What is it? Space: pain in the leg, or tingling. Enter: just sore. M: a burn, bleeding or swelling.";
pub(crate) const SPACE_OFF: &str = "Space yes.";
pub(crate) const COMFORTABLE: &str = "Still comfortable? Enter yes. Space no.";
pub(crate) const FIVE_MINUTES: &str = "Five minutes left.";

/// The first words of a flare. `lines`: how many are asked.
pub(crate) fn hello(lines: usize) -> String {
    let count = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"].get(lines);
    let questions = match (count, lines) {
        (Some(count), 1) => format!("{count} question."),
        (Some(count), _) => format!("{count} questions."),
        (None, lines) => format!("{lines} questions."),
    };
    let keys = "Enter is no. Space is yes, or not sure. R says it again. Q leaves.";
    format!("Hello. Do not move yet. {questions} {keys}")
}

/// A line of a card. `keys`: the keys are named.
pub(crate) fn line(place: usize, line: &str, keys: bool) -> String {
    const ORDINALS: [&str; 6] = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"];
    let ordinal = ORDINALS.get(place).copied().unwrap_or("Next");
    let keys = if keys { " Enter no. Space yes." } else { "" };
    format!("{ordinal}. {}.{keys}", unmarked(line))
}

/// One of several words. `keys`: the keys are named.
pub(crate) fn choice(word: &str, keys: bool) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let keys = if keys { " Space yes, Enter no." } else { "" };
    format!("{first}{}?{keys}", letters.as_str())
}

/// An offer of a choice card, in its author's words.
pub(crate) fn choice_of(asks: &str) -> String {
    format!("{asks} Space yes, Enter no.")
}

pub(crate) fn question(title: &str) -> String {
    format!("{title} Space yes. Enter no.")
}

pub(crate) fn confirm(title: &str) -> String {
    format!("{title} Enter yes. Space no.")
}

/// After one Space. `number`: what is called then.
pub(crate) fn you_said_yes(line: &str, number: Option<&str>) -> String {
    let call = number.map(|number| format!(" If that is so, call {number} now.")).unwrap_or_default();
    format!("You said yes to: {}.{call} Space again if it is so. Enter if it was a slip.", unmarked(line))
}

pub(crate) fn a_slip(line: &str) -> String {
    format!("Good. Nothing is noted. {line}")
}

pub(crate) fn once_more(line: &str) -> String {
    format!("Once more. {line}")
}

/// An open question after the moves.
pub(crate) fn ready_to(question: &str) -> String {
    format!("Rest. {question} Space yes. Enter not yet.")
}

/// One of several things to do, each with its own Enter.
pub(crate) fn then_enter(line: &str) -> String {
    format!("{line} Enter.")
}
