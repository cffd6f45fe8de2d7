//! How long a session lasts, and which field makes it so long.

use std::fmt::{self, Display, Formatter};

use crate::model::time::Span;
use crate::protocol::format::Session;
use crate::words;

/// How long a session is: what is played, or what the file says to be longer than that.
pub(super) struct Length {
    pub(super) span: Span,
    /// The field that makes it so long.
    pub(super) field: &'static str,
    /// Both sides together are so long, and one is not.
    both: bool,
}

impl Display for Length {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.both { f.write_str(&words::session::with_both_sides(self.span)) } else { self.span.fmt(f) }
    }
}

/// How long a session lasts without its open end. `None`: nobody knows.
pub(super) fn length_of(session: &Session) -> Option<Length> {
    let span = session.layout().total().max(session.length)?;
    let said = session.length == Some(span);
    let field = if said || session.cues.is_empty() { ".length" } else { ".cues" };
    Some(Length { span, field, both: session.sides && !said })
}
