//! On what a limit stands: said to an author beside each figure, so that nobody takes our caution for a leaflet's word.

use std::fmt;

/// What is behind a limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ground {
    /// The label of the medicine.
    Label,
    /// What health services advise.
    Advice,
    /// Nobody but us: a caution, which may be wrong for another body.
    Ours,
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Label => "that is on the label",
            Self::Advice => "health services advise it",
            Self::Ours => "a margin of our own",
        })
    }
}
