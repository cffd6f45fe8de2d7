//! Choice cards from which nobody can choose.

pub(crate) const NO_WAY_PAST: &str = "nobody can choose none of these";
pub(crate) const AN_EMPTY_OPTION: &str =
    "add an option that opens nothing: { \"letter\": \"n\", \"word\": \"neither\", \"text\": \"neither\" }";
pub(crate) const ANOTHER_STEP: &str = "name a step that comes before the choice";
pub(crate) const UNTIL_WAKE: &str = "a choice rests nothing until the morning";
pub(crate) const FLARE_OR_NEVER: &str = "write \"flare\" or \"never\"";
pub(crate) const A_LETTER: &str = "write a small letter from a to z, but not q, r or s";
pub(crate) const ANOTHER_LETTER: &str = "give each option a letter of its own";
pub(crate) const NOT_ONE_WORD: &str = "that is not one word of two letters or more";
pub(crate) const SUCH_AS: &str = "write one that somebody would type, such as \"heat\"";
pub(crate) const ANOTHER_WORD: &str = "give each option a word of its own";
pub(crate) const ASKS_TOO_MUCH: &str = "a voice asks about one step with yes and no, and this is not one";
pub(crate) const NO_QUESTION: &str = "a voice asks this, and it is no question";
pub(crate) const ASK_IT: &str = "write it as a question, such as \"Heat?\"";
pub(crate) const ADD_BOTH: &str = "add an option that opens both, or take one of the spoken questions away";

pub(crate) fn options(most: usize, have: usize) -> String {
    format!("a choice has 2 to {most} options, and this has {have}")
}

/// `step` is quoted.
pub(crate) fn after_itself(step: &str) -> String {
    format!("the choice comes after {step}, which it opens")
}

pub(crate) fn no_key(letter: char) -> String {
    format!("{letter:?} is no key that can choose")
}

pub(crate) fn letter_twice(letter: char) -> String {
    format!("the letter {letter} stands on this card already")
}

/// `word` is quoted.
pub(crate) fn word_twice(word: &str) -> String {
    format!("the word {word} stands on this card already")
}

pub(crate) fn no_option_for_both(one: char, other: char) -> String {
    format!("a voice may hear yes to {one} and to {other}, and no option opens both")
}
