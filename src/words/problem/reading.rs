//! A text that is no JSON, and values that are not what the format has there.

use crate::words::problem::write;

pub(crate) const NO_PROTOCOL: &str = "this is not a protocol";
pub(crate) const A_PROTOCOL_BEGINS: &str = "a protocol begins with { \"format\": 2, \"id\": \"my-protocol\"";
pub(crate) const MEND_THESE: &str = "mend these first; is it a protocol?";
pub(crate) const TWICE: &str = "this field stands here twice";
pub(crate) const TAKE_ONE_AWAY: &str = "take one of them away";
pub(crate) const ONE_LETTER: &str = "one letter";
pub(crate) const IN_QUOTES_SUCH_AS: &str = "write one in quotes: \"h\"";
pub(crate) const IN_QUOTES: &str = "write it in double quotes";
pub(crate) const IN_BRACKETS: &str = "write a list in brackets: [...]";
pub(crate) const IN_BRACES: &str = "write the fields in braces: { ... }";

/// What serde says it expected where text is the name of a field.
pub(crate) const STRING_OR_MAP: &str = "string or map";

/// What was wanted, or what stands there.
pub(crate) const WHOLE_NUMBER: &str = "a whole number";
pub(crate) const TO_255: &str = "a whole number from 0 to 255";
pub(crate) const TRUE_OR_FALSE: &str = "true or false";
pub(crate) const GROUP: &str = "a group of fields";

/// Of the copy of a protocol.
pub(crate) const NO_PHASES: &str = "phases: there is none";

pub(crate) fn too_many_problems(most: usize) -> String {
    format!("there are more than {most} problems")
}

/// The beginning of what is said about a text that holds too much.
pub(crate) const TOO_MUCH: &str = "it holds too much";

pub(crate) fn too_much(most: usize) -> String {
    format!("{TOO_MUCH}: more than {most} values")
}

/// What a reader of JSON stumbled over, by the words with which it begins to say so, and what would help.
pub(crate) const STUMBLES: [(&str, &str); 11] = [
    ("EOF while", "the file ends too early: a quote, a bracket or a brace is not closed"),
    ("trailing comma", "take away the comma before the closing bracket or brace"),
    ("trailing characters", "nothing may stand after the closing brace"),
    ("expected `,` or `", "a comma is missing between two fields or two things in a list"),
    ("expected `:`", "a colon is missing between the name of a field and its value"),
    ("key must be a string", "write the name of the field in double quotes"),
    ("control character", "close the quotes on the line on which they were opened"),
    ("invalid escape", "write the backslash twice: \\\\"),
    ("recursion limit", "it is nested too deeply"),
    ("expected value", "write text in double quotes; numbers, true and false stand without"),
    ("expected ident", "write text in double quotes; numbers, true and false stand without"),
];

pub(crate) fn line_and_column(line: usize, column: usize) -> String {
    format!("line {line} column {column}")
}

/// `said` is what the reader of JSON says.
pub(crate) fn no_json(said: &str) -> String {
    format!("this is not JSON: {said}")
}

pub(crate) fn unknown_field(field: &str) -> String {
    format!("there is no field {field} here")
}

pub(crate) fn fields_here(fields: &[String]) -> String {
    format!("the fields here are {}", fields.join(", "))
}

/// Both as they may be shown: `"3" is not a whole number`.
pub(crate) fn is_not(value: &str, what: &str) -> String {
    format!("{value} is not {what}")
}

pub(crate) fn unknown_word(word: &str) -> String {
    format!("{word} is not a word that may stand here")
}

pub(crate) fn one_of(words: &[String]) -> String {
    write(format!("one of {}", words.join(", ")))
}

pub(crate) fn no_day_time(text: &str) -> String {
    format!("{text:?} is not a time of day; write \"10:00\", \"wake\" or \"bedtime-75m\"")
}

pub(crate) fn does_not_fit(value: &str) -> String {
    format!("{value} does not fit here")
}

pub(crate) fn without_quotes(text: &str) -> String {
    format!("write {text} without quotes")
}
