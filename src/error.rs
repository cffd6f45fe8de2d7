//! The one failure type: what kind it is, which decides the exit code, what happened, and what to type next.

use std::fmt;

/// What kind of end a command came to. Each has one exit code, documented in `backflare --help`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailureKind {
    /// 1: it could not be done, such as a full disk.
    Failed,
    /// 2: it was not understood, or it is not allowed.
    Usage,
    /// 3: a sign is latched: go and be seen.
    BeSeen,
    /// 4: there is nothing to answer, as no course runs.
    NoCourse,
    /// 5: a protocol, a profile or a journal that cannot be trusted.
    Untrusted,
    /// 130: Ctrl-C.
    Interrupted,
}

impl FailureKind {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::BeSeen => 3,
            Self::NoCourse => 4,
            Self::Untrusted => 5,
            Self::Interrupted => 130,
        }
    }
}

/// Why a command did not do what was asked.
#[derive(Debug)]
pub struct Failure {
    /// The kind, and so the exit code.
    pub kind: FailureKind,
    /// What happened and where, without a full stop: it is printed after `error: `.
    pub message: String,
    /// What to type or do next: whole sentences, or commands on lines of their own.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure without a hint.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// A usage error: exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(FailureKind::Usage, message)
    }

    /// The same failure with what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A failure of the system below us: its causes, joined, become the message.
    #[must_use]
    pub fn because(kind: FailureKind, error: &anyhow::Error) -> Self {
        Self::new(kind, format!("{error:#}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
