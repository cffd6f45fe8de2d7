//! What may be asked by the way: it guards nothing, and silence answers it.

/// The answer to "back as usual today?" that puts the evening off and asks the signs, as it stands in the journal.
pub const WORSE_THAN_USUAL: &str = "worse-than-usual";

/// A question by the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsideKind {
    /// How the pain is after something.
    After,
    /// Whether somebody can help this evening.
    Helper,
    /// Whether the flare is over.
    Over,
    /// What was going on when it began.
    Began,
    /// How soon the pain came after that.
    BeganWhen,
    /// How hard the one thing is today that matters.
    GoalLevel,
    /// What that one thing is.
    Goal,
    /// In prevention: whether they are back as usual.
    Usual,
    /// How the night was.
    Slept,
}

impl AsideKind {
    /// Its name in the journal and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::After => "pain-after",
            Self::Helper => "helper",
            Self::Over => "flare-over",
            Self::Began => "began",
            Self::BeganWhen => "began-when",
            Self::GoalLevel => "goal-level",
            Self::Goal => "goal",
            Self::Usual => "as-usual",
            Self::Slept => "slept",
        }
    }

    /// Whether its answer is a level from 0 to 10.
    pub fn is_level(self) -> bool {
        match self {
            Self::After | Self::GoalLevel => true,
            Self::Helper | Self::Over | Self::Began | Self::BeganWhen | Self::Goal | Self::Usual | Self::Slept => false,
        }
    }
}
