//! Cards that cannot be asked.

use crate::model::kind::Kind;
use crate::model::profile::Fact;

pub(crate) const EMPTY_LINE: &str = "a line names at least one sign";
pub(crate) const MIXED_LINE: &str = "one line may not mix signs of different urgency";
pub(crate) const A_LINE_EACH: &str = "give each urgency a line of its own, or let a yes ask: \"which\": true";
pub(crate) const ONE_SIGN: &str = "there is nothing to ask: the line has one sign";
pub(crate) const STANDS_IN_ITSELF: &str = "that card stands in for others itself";
pub(crate) const NAME_THE_FIRST: &str = "name the cards that are asked first";
pub(crate) const EMPTY_QUESTIONS: &str = "a line names at least one question";
pub(crate) const ONE_CARD: &str = "put its lines on the first";
pub(crate) const KINDS_THAT_ASK: &str = "write medicine, heat, cold or massage";

/// `sign` is quoted.
pub(crate) fn not_asked_again(sign: &str) -> String {
    format!("it does not ask the sign {sign} of that card, so nobody would be asked again")
}

pub(crate) fn name_it(sign: &str) -> String {
    format!("name {sign} on one of its lines")
}

pub(crate) fn second_card(before: Kind) -> String {
    format!("there is a card of questions before {before} already")
}

pub(crate) fn no_questions(before: Kind) -> String {
    format!("nothing is asked before a step of the kind {before}")
}

pub(crate) fn twice(question: &str) -> String {
    format!("\"{question}\" stands on this card already")
}

pub(crate) fn other_question(question: &str, before: Kind) -> String {
    format!("\"{question}\" is not asked on a card before {before}")
}

pub(crate) fn these(questions: &[Fact]) -> String {
    let keys: Vec<&str> = questions.iter().map(|fact| fact.key()).collect();
    format!("these are: {}", keys.join(", "))
}

pub(crate) fn left_out(before: Kind, question: &str) -> String {
    format!("a step of the kind {before} waits for \"{question}\", which no line asks")
}

pub(crate) fn name_question(question: &str) -> String {
    format!("name \"{question}\" on one of the lines")
}
