//! What is said of a text in a file that is no value of ours, and how to write one.

use std::fmt;

use crate::model::unread::Unread;

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { text, write } => write!(f, "{text:?} is not a name in kebab-case; write {write:?}"),
            Self::Span { text, write } => write!(f, "{text:?} is not a duration; write {write:?}"),
            Self::Stamp(text) => write!(f, "{text:?} is not a time; write \"2026-11-22T09:30:00+01:00\""),
            Self::TimeOfDay(text) => write!(f, "{text:?} is not a time of day; write \"09:30\""),
            Self::Date(text) => write!(f, "{text:?} is not a date; write \"2026-11-22\""),
            Self::Milligrams(number) => write!(f, "{number}: write 200, or 12.5"),
            Self::Level(level) => write!(f, "{level} is not a level from 0 to 10"),
            Self::EmptyAnswer => f.write_str("an answer is empty; write \"no\", \"yes\", a number or a time"),
            Self::Answer { key, value } => write!(f, "\"{value}\" does not answer \"{key}\""),
        }
    }
}
