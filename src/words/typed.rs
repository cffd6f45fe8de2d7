//! What was typed and cannot be an amount or a time: why, and what to write.

use std::fmt;

use crate::model::amount::AmountError;
use crate::model::when::WhenError;

/// A flare that began so long ago would have no plan left. `days` is how long a plan lasts.
pub(crate) fn plan_over(days: i64) -> String {
    format!("that plan would be over: it lasts {days} days")
}

/// What to do instead, and whom to ask after so long.
pub(crate) const BEGUN_LONG_AGO: &str =
    "Pain for so long? Please see a doctor.\nA flare of these days: backflare start --at \"3d ago\"";

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoUnit => "a number needs its unit, such as 200mg, or 2x200mg for two tablets",
            Self::Unit => "say it in mg, g, ml or pieces, such as 200mg or \"2 tablets\"",
            Self::Comma => "write it without a comma, such as 1000mg or 0.2g",
            Self::Thousands => "digits after a point make no sense with mg; write 1000mg, 400mg or 7.5mg",
            Self::Count => "a number of tablets stands before the x, such as 2x200mg",
            Self::Negative => "an amount is not below zero; write 200mg, or 0mg where it was not taken",
            Self::Fraction => "that is less than can be counted; write 200mg, 0.2g or 30ml",
            Self::Zero => "write 0mg where it was not taken, or the amount, such as 200mg",
            Self::TooMuch => "that is more than 100 g; write what was taken, such as 200mg or 2x200mg",
            Self::NotUnderstood => "an amount looks like 200mg, 2x200mg or \"2 tablets\"",
        })
    }
}

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUnderstood => f.write_str(
                "a time looks like 09:30, \"yesterday 22:00\", \"40m ago\" or 2026-11-22T09:30, on the 24-hour clock",
            ),
            Self::NoAgo(span) => write!(f, "a length of time needs \"ago\"; write \"{span} ago\""),
            Self::Future(Some(time)) => {
                write!(f, "that is yet to come; for the day before write \"yesterday {time}\"")
            }
            Self::Future(None) => f.write_str("that is yet to come; write a time that has passed, such as \"40m ago\""),
            Self::TooOld => f.write_str(
                "that is more than 60 days ago; write it with its offset from UTC, such as 2026-01-31T09:30:00+01:00",
            ),
            Self::Twice(first, Some(second)) => {
                write!(f, "the clock was set back and showed that time twice; write {first} or {second}")
            }
            Self::Twice(first, None) => {
                write!(f, "the clock was set back and shows that time twice; for the first write {first}")
            }
            Self::Skipped(next) => {
                write!(f, "the clock was set forward over that time; the first time after it is {next}")
            }
            Self::Elsewhere(here, there) => {
                write!(f, "your clock moved to another zone; for that time here write {here}, for there {there}")
            }
            Self::Yesterday(first, second) => {
                write!(f, "so near to midnight that could be either of two days; write {first} or {second}")
            }
        }
    }
}

/// `text` was read as the earlier one, twelve hours before `other`.
pub(crate) fn other_half(text: &str, other: impl std::fmt::Display) -> String {
    format!("{text} was taken for the morning. The evening? Take it back, and write {other}.")
}

/// As [`other_half`], of a dose, which is replaced and never taken back.
pub(crate) fn other_half_of_dose(text: &str, other: impl std::fmt::Display) -> String {
    format!("{text} was taken for the morning. The evening? Add --at {other} --corrects --because time.")
}

/// What a line of `log -` looks like.
pub(crate) const A_LINE: &str = "A line is a time, a level and a note: yesterday 22:00 6 a bad night";
pub(crate) const LINES_ALONE: &str = "with - each line says when it was, and its own note";
pub(crate) const NO_LINE: &str = "no line came, so nothing was logged";
pub(crate) const NO_LEVEL: &str = "no time with a level from 0 to 10 after it stands at its beginning";

pub(crate) fn bad_line(line: usize, why: &str) -> String {
    format!("nothing was logged: line {line} cannot be read: {why}")
}

pub(crate) fn logged_lines(count: usize) -> String {
    match count {
        1 => "Logged one entry.".to_owned(),
        n => format!("Logged {n} entries."),
    }
}
