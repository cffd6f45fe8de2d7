//! The commands, one file each: its arguments, whose documentation is its help, and the function that runs it.
//!
//! What the grammar cannot judge alone (a step's name, a time, an amount) is text here and is read by the function.

pub mod amend;
pub mod completions;
pub mod doctor;
pub mod done;
pub mod end;
pub mod export;
pub mod forget;
pub mod history;
pub mod import;
pub mod log;
pub mod next;
pub mod on;
pub mod profile;
pub mod protocol;
pub mod red_flags;
pub mod remind;
pub mod screen;
pub mod skip;
pub mod snooze;
pub mod start;
pub mod status;
pub mod today;
pub mod took;
pub mod undo;
pub mod walk;
pub mod why;

/// The heading of the examples in a command's help, in the style of the headings that clap writes.
macro_rules! examples {
    ($($line:literal)*) => {
        concat!("\x1b[1m\x1b[4mExamples:\x1b[0m\n", $("  ", $line, "\n"),*)
    };
}
pub(crate) use examples;

/// The option of every command that records: when it happened.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug, Default)]
pub struct At {
    /// When it was: 09:30, yesterday 22:00, 40m ago
    #[arg(long = "at", value_name = "WHEN")]
    pub when: Option<String>,
}

/// A level of pain: a whole number from 0 to 10. `6/10`, as the program shows it, is read as well.
fn pain(text: &str) -> Result<u8, String> {
    let number = text.strip_suffix("/10").unwrap_or(text);
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match number.parse() {
        Ok(level @ 0..=10) if digits => Ok(level),
        Ok(_) | Err(_) => Err("pain is a whole number from 0 (none) to 10 (the worst), such as 6".to_owned()),
    }
}

/// The most characters that a note may have: enough to remember by, and a line of the journal stays short.
const LONGEST_NOTE: usize = 500;

/// Words of the person's own, without the space around them.
fn note(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err("it is empty; write a few words, such as \"after the long drive\"".to_owned()),
        1..=LONGEST_NOTE => Ok(text.to_owned()),
        count => Err(format!("it has {count} characters; {LONGEST_NOTE} fit")),
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
