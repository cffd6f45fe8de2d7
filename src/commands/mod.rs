//! The commands, one file each: its arguments, whose documentation is its help, and the function that runs it.
//!
//! What the grammar cannot judge alone (a step's name, a time, an amount) is text here and is read by the function.

pub(crate) mod amend;
pub(crate) mod answer;
pub(crate) mod completions;
pub(crate) mod doctor;
pub(crate) mod done;
pub(crate) mod end;
pub(crate) mod export;
pub(crate) mod forget;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod log;
pub(crate) mod next;
pub(crate) mod on;
pub(crate) mod page;
pub(crate) mod profile;
pub(crate) mod protocol;
pub(crate) mod red_flags;
pub(crate) mod remind;
pub(crate) mod report;
pub(crate) mod screen;
pub(crate) mod skip;
pub(crate) mod snooze;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod today;
pub(crate) mod took;
pub(crate) mod undo;
pub(crate) mod walk;
pub(crate) mod why;

pub(crate) use crate::words::help::examples;

use crate::words::refused;

/// The option of every command that records: when it happened.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct At {
    /// When it was: 09:30, yesterday 22:00, 40m ago
    #[arg(long = "at", value_name = "WHEN")]
    pub(crate) when: Option<String>,
}

/// A level of pain: a whole number from 0 to 10. `6/10`, as the program shows it, is read as well.
fn pain(text: &str) -> Result<u8, String> {
    let number = text.strip_suffix("/10").unwrap_or(text);
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match number.parse() {
        Ok(level @ 0..=10) if digits => Ok(level),
        Ok(_) | Err(_) => Err(refused::no_pain()),
    }
}

/// The most characters that a note may have: enough to remember by, and a line of the journal stays short.
const LONGEST_NOTE: usize = 500;

/// Words of the person's own, without the space around them.
fn note(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(refused::empty_note()),
        1..=LONGEST_NOTE => Ok(text.to_owned()),
        count => Err(refused::long_note(count, LONGEST_NOTE)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pain_is_a_whole_number_from_0_to_10() {
        for (text, level) in [("0", 0), ("6", 6), ("10", 10), ("6/10", 6), ("06", 6)] {
            assert_eq!(pain(text), Ok(level), "{text:?}");
        }
        for text in ["11", "-1", "six", "6.5", "+6", "", "/10", "6/9", "6 ", "256", "99999999999999999999", "६"] {
            assert!(pain(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_note_has_words_and_an_end() {
        assert_eq!(note("  better \n"), Ok("better".to_owned()));
        assert_eq!(note(&"é".repeat(LONGEST_NOTE)), Ok("é".repeat(LONGEST_NOTE)));
        assert!(note(" \t").is_err());
        assert!(note(&"é".repeat(LONGEST_NOTE + 1)).is_err());
    }
}
