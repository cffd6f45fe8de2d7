//! What a choice card says, and what its keys do.

pub(crate) const A_LETTER: &str = "a letter";
pub(crate) const CHOOSES: &str = "chooses";
pub(crate) const LATER: &str = "later";
pub(crate) const LEAVE: &str = "leave";
pub(crate) const CHOOSE: &str = "Choose:";
pub(crate) const TYPE_A_LETTER: &str = "backflare answer LETTER";
pub(crate) const ASK_LATER: &str = "Later:";
pub(crate) const TYPE_SKIP: &str = "backflare answer skip";

pub(crate) fn please_press(letters: &str) -> String {
    format!("Please press one of {letters}.")
}

/// The words that answer it, each with its letter.
pub(crate) fn fits(options: &[(char, &str)]) -> String {
    let each: Vec<String> = options.iter().map(|(letter, word)| format!("{letter} ({word})")).collect();
    format!("{}, skip", each.join(", "))
}
