//! What `answer` says: which words fit the question that waits, and what was noted.

pub(crate) const NOTHING_WAITS: &str = "no question waits just now";
pub(crate) const ASKED_LATER: &str = "Not now, then. It is asked again later.";
pub(crate) const YES_STANDS: &str = "you said yes to this before, and \"none\" takes no yes back";
pub(crate) const SAY_IT_BY_NAME: &str =
    "Say it by its name: backflare profile set KEY no\nThe names: backflare profile show";
pub(crate) const YES_NO: &str = "yes, no, not-sure, skip";
pub(crate) const OPEN: &str = "yes, not-yet, worse, skip";
pub(crate) const LEVEL: &str = "0 (no pain) to 10 (the worst), skip";
pub(crate) const NONE: &str = "none of these";
pub(crate) const NOT_SURE: &str = "not sure";

/// Not sure of some lines: `not sure of a, c`.
pub(crate) fn not_sure_of(letters: &str) -> String {
    format!("not sure of {letters}")
}
pub(crate) const NOT_YET: &str = "not yet";
pub(crate) const GONE: &str = "it is gone";
pub(crate) const STILL_THERE: &str = "still there, not worse";
pub(crate) const WORSE: &str = "it is worse";
pub(crate) const SKIPPED: &str = "not now";

/// The words that answer a card of so many lines.
pub(crate) fn letters(lines: usize) -> String {
    let some = match lines {
        0 | 1 => "a".to_owned(),
        2 => "a, b or a b".to_owned(),
        _ => "a letter, or several such as a c".to_owned(),
    };
    format!("none, {some}, not-sure, skip")
}

/// A letter is a line that holds several things.
pub(crate) fn which(letter: char) -> String {
    format!("{letter} holds more than one: which of them is so?")
}

/// `a2) Weak or thin bones`
pub(crate) fn part(letter: char, place: usize, text: &str) -> String {
    format!("{letter}{place}) {text}")
}

/// How one of a line is named, below what it holds; `whole`: all that was typed, as it was.
pub(crate) fn name_it(held: Vec<String>, example: &str, whole: &str) -> String {
    let mut rows = held;
    rows.push(format!("For example: backflare answer {example}"));
    rows.push(format!("All of them, or not sure: backflare answer not-sure {whole}"));
    rows.join("\n")
}

/// The words of a question by itself.
pub(crate) fn choices(words: &[String]) -> String {
    format!("{}, skip", words.join(", "))
}

pub(crate) fn does_not_fit(typed: &str, question: &str) -> String {
    format!("{typed:?} does not answer: {question}")
}

/// The words among those that fit, as one of them may have been misspelt: of `none, a letter, b (both), skip` it is `none`, `both`
/// and `skip`.
pub(crate) fn each(fits: &str) -> impl Iterator<Item = &str> {
    let one = |part: &str| part.len() > 1 && part.chars().all(|letter| letter.is_alphabetic() || letter == '-');
    fits.split(", ")
        .map(|part| part.split_once(" (").map_or(part, |(_, inner)| inner.trim_end_matches(')')))
        .filter(move |part| one(part))
}

/// The answer that a misspelt one was meant to be.
pub(crate) fn did_you_mean(near: &str) -> String {
    format!("Did you mean {near}? backflare answer {near}")
}

pub(crate) fn it_takes(fits: &str, example: &str) -> String {
    format!("It takes: {fits}\nFor example: backflare answer {example}")
}

/// `Noted: both at once.`
pub(crate) fn chosen(what: &str) -> String {
    format!("Noted: {what}.")
}

/// `Can you stand? Not yet.`
pub(crate) fn noted(question: &str, said: &str) -> String {
    format!("Noted. {question} {said}.")
}
