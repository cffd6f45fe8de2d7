//! Why a text in a file is no value of ours. The words for it stand in the phrasebook.

/// What a text was to be, and is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Unread {
    /// A name in kebab-case.
    Name {
        /// What stands there.
        text: String,
        /// How it would be written.
        write: String,
    },
    /// A length of time.
    Span {
        /// What stands there.
        text: String,
        /// How it would be written.
        write: String,
    },
    /// A moment with its offset.
    Stamp(String),
    /// A time on the clock.
    TimeOfDay(String),
    /// A date.
    Date(String),
    /// An amount in milligrams.
    Milligrams(String),
    /// A level on a scale from 0 to 10.
    Level(u8),
    /// An answer to a question: it is empty.
    EmptyAnswer,
    /// An answer that its question offers.
    Answer {
        /// The key of the question.
        key: &'static str,
        /// What stands there.
        value: String,
    },
}
