//! Names that files and people use.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::model::unread::Unread;

/// A name in kebab-case: `short-walk`. Letters a-z, digits and single hyphens, at most 40, beginning with a letter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Id(String);

impl Id {
    /// Reads a name; `None` where it is not in kebab-case.
    pub fn parse(text: &str) -> Option<Self> {
        let mut before = b'-';
        let good = |byte: u8| {
            let follows = std::mem::replace(&mut before, byte) != b'-';
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || (byte == b'-' && follows)
        };
        let named = text.len() <= 40 && text.starts_with(|c: char| c.is_ascii_lowercase());
        (named && text.bytes().all(good) && before != b'-').then(|| Self(text.to_owned()))
    }

    /// The kebab-case name that a text most likely meant: `Short Walk` is `short-walk`.
    pub fn suggest(text: &str) -> Option<String> {
        let lower = text.to_ascii_lowercase();
        let parts: Vec<&str> =
            lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let joined = parts.join("-");
        Self::parse(&joined).map(|_| joined)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_str(NameVisitor)
    }
}

/// Reads a name where its text stands: a protocol has a thousand of them, and a copy of each only to look at it costs a
/// twentieth of reading it.
struct NameVisitor;

impl de::Visitor<'_> for NameVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Id, E> {
        Id::parse(text).ok_or_else(|| {
            let write = Id::suggest(text).unwrap_or_else(|| "short-walk".to_owned());
            E::custom(Unread::Name { text: text.to_owned(), write })
        })
    }
}
