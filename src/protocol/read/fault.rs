//! What serde says, in words for somebody who writes a protocol and no programs.

use serde_json::Value;

use crate::model::nearest;
use crate::protocol::problem::quoted;
use crate::words::problem::{MISSING, did_you_mean as say_meant, reading as say, write};

/// What is wrong with one value, and what would be right.
pub(super) struct Words {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// What sort of mistake serde met.
pub(super) enum Misread {
    /// A field that the format does not know; those that it does.
    Unknown { field: String, expected: Vec<String> },
    /// A field that must be there.
    Missing { field: String },
    /// A word that is not one of these.
    Variant { expected: Vec<String> },
    /// Any other value that does not fit.
    Value,
}

impl Misread {
    /// Takes serde's message apart.
    pub(super) fn of(error: &str) -> Self {
        // The field's own name may hold anything, so the list of expected names is looked for from the end.
        let (said, expected) = error.rsplit_once(", expected ").unwrap_or((error, ""));
        let expected = || expected.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let between = |start: &str| said.strip_prefix(start)?.strip_suffix('`').map(str::to_owned);
        if let Some(field) = between("unknown field `") {
            Self::Unknown { field, expected: expected() }
        } else if let Some(field) = between("missing field `") {
            Self::Missing { field }
        } else if said.starts_with("unknown variant `") {
            Self::Variant { expected: expected() }
        } else {
            Self::Value
        }
    }
}

/// A field that the format does not know.
pub(super) fn unknown(field: &str, expected: &[String]) -> Words {
    let help = did_you_mean(field, expected)
        .or_else(|| (!expected.is_empty() && expected.len() <= 12).then(|| say::fields_here(expected)));
    Words { message: say::unknown_field(&quoted(field)), help }
}

/// A field that must be there.
pub(super) fn missing(field: &str) -> Words {
    Words { message: MISSING.to_owned(), help: Some(write(format_args!("\"{field}\": ..."))) }
}

/// A word that is not one of these.
pub(super) fn variant(value: &Value, expected: &[String]) -> Words {
    let Value::String(word) = value else {
        return Words { message: say::is_not(&shown(value), "text"), help: one_of(expected) };
    };
    let help = did_you_mean(word, expected).or_else(|| one_of(expected));
    Words { message: say::unknown_word(&quoted(word)), help }
}

fn one_of(expected: &[String]) -> Option<String> {
    (!expected.is_empty() && expected.len() <= 16).then(|| say::one_of(expected))
}

fn did_you_mean(word: &str, expected: &[String]) -> Option<String> {
    nearest::suggest(word, expected.iter().map(String::as_str)).map(|near| say_meant(format_args!("\"{near}\"")))
}

/// Any other value that does not fit, by what serde said about it.
pub(super) fn value(value: &Value, error: &str) -> Words {
    let words = |what: &str, help: Option<String>| Words { message: say::is_not(&shown(value), what), help };
    let serde = ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|start| error.starts_with(start));
    if !serde {
        // One of our own types, which already says it well: `"6 hours" is not a duration; write "6h"`.
        let (message, help) = error.split_once("; ").map_or((error, None), |(message, help)| (message, Some(help)));
        let own = message.chars().count() <= 120;
        let message = if own { message.to_owned() } else { say::does_not_fit(&shown(value)) };
        return Words { message, help: help.filter(|help| help.len() <= 120).map(str::to_owned) };
    }
    match error.rsplit_once(", expected ").map_or("", |(_, expected)| expected) {
        "a string" | say::STRING_OR_MAP => match value {
            Value::Number(number) => words("text", Some(write(format_args!("\"{number}\"")))),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                words("text", Some(say::IN_QUOTES.to_owned()))
            }
        },
        "a character" => words(say::ONE_LETTER, Some(say::IN_QUOTES_SUCH_AS.to_owned())),
        "u8" => words(say::TO_255, unquoted(value)),
        "u16" | "u32" | "u64" => words(say::WHOLE_NUMBER, unquoted(value)),
        "a boolean" => words(say::TRUE_OR_FALSE, unquoted(value)),
        "a sequence" => words(
            "a list",
            Some(match value {
                Value::String(text) => write(format_args!("[{}]", quoted(text))),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                    say::IN_BRACKETS.to_owned()
                }
            }),
        ),
        _ => no_group(value),
    }
}

/// `"3"` where a number was wanted.
fn unquoted(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (text.parse::<u32>().is_ok() || text == "true" || text == "false").then(|| say::without_quotes(text))
}

/// A value as it may be shown.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => say::GROUP.to_owned(),
    }
}

/// Any value where a group of fields belongs.
pub(super) fn no_group(value: &Value) -> Words {
    Words { message: say::is_not(&shown(value), say::GROUP), help: Some(say::IN_BRACES.to_owned()) }
}
