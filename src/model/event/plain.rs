//! A line of the journal as this program writes it, letter for letter: read where it stands, without asking at each word
//! what comes. Looking back reads tens of thousands of them. Whatever is written otherwise is read the long way, and what
//! both read is the same.

use uuid::Uuid;

use super::{Event, LINE_VERSION, Record};
use crate::model::time::Stamp;

/// The letters of an id, and of a moment.
const ID: usize = 36;
const TIME: usize = 25;

impl Record {
    /// Reads a line as this program writes it. `None`: it is written otherwise, or is no line.
    pub fn plain(text: &str) -> Option<Self> {
        let (v, rest) = text.strip_prefix(r#"{"v":"#)?.split_at_checked(1)?;
        let v = v.parse().ok().filter(|v| *v <= LINE_VERSION)?;
        let (id, rest) = uuid(rest.strip_prefix(r#","id":""#)?)?;
        let (at, rest) = stamp(rest.strip_prefix(r#"","at":""#)?)?;
        let (rec, rest) = stamp(rest.strip_prefix(r#"","rec":""#)?)?;
        let (act, rest) = beside(rest, r#"","act":""#, uuid)?;
        let (replaces, rest) = beside(rest, r#"","replaces":""#, uuid)?;
        let (made, rest) = beside(rest, r#"","made":""#, stamp)?;
        let event = rest.strip_prefix(r#"","event":"#)?.strip_suffix('}')?;
        let event: Event = serde_json::from_str(event).ok()?;
        Some(Self { v, id, at, rec, act, replaces, made, event })
    }
}

/// A field that only some lines have.
fn beside<'t, T>(text: &'t str, name: &str, read: fn(&'t str) -> Option<(T, &'t str)>) -> Option<(Option<T>, &'t str)> {
    match text.strip_prefix(name) {
        Some(rest) => read(rest).map(|(value, rest)| (Some(value), rest)),
        None => Some((None, text)),
    }
}

fn uuid(text: &str) -> Option<(Uuid, &str)> {
    let (id, rest) = text.split_at_checked(ID)?;
    Some((Uuid::try_parse(id).ok()?, rest))
}

fn stamp(text: &str) -> Option<(Stamp, &str)> {
    let (at, rest) = text.split_at_checked(TIME)?;
    Some((Stamp::parse(at)?, rest))
}
