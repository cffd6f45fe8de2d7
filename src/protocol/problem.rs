//! What is wrong with a protocol: where, what, and what would be right.

use std::fmt;

/// One thing that is wrong with a protocol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where: `steps[3].timing.every`; empty for the file as a whole. Safe to print.
    pub path: String,
    /// What is wrong. Safe to print.
    pub message: String,
    /// What would be right. Safe to print.
    pub help: Option<String>,
}

impl fmt::Display for Problem {
    /// `steps[3].timing.every: "6 hours" is not a duration; write "6h"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

/// The path of a field below another path.
pub(crate) fn below(path: &str, field: &str) -> String {
    let plain = !field.is_empty()
        && field.len() <= 40
        && field.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-$".contains(&b));
    match (path, plain) {
        ("", true) => field.to_owned(),
        (_, true) => format!("{path}.{field}"),
        // A name that no field has. It comes from the file and is not trusted.
        (_, false) => format!("{path}[{}]", quoted(field)),
    }
}

/// A text of the file as it may be shown: in quotes, cut short, and with every control character written out.
pub(crate) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{:?}", format!("{short}...")) } else { format!("{short:?}") }
}
