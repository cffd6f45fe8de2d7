//! Where figures come from, kept as text until somebody asks.

use std::ops::Deref;
use std::sync::OnceLock;

use memchr::memmem;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::protocol::format::is_false;

/// Where a figure comes from. The built-in protocols name each fact; an author may name a whole document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name by which steps cite it.
    pub cite: String,
    /// The fact in our own words, such as "15 to 20 minutes, a few times a day".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// Who published it.
    pub publisher: String,
    /// The document.
    pub title: String,
    /// The year, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The address, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// It is the author's own caution margin and no published fact.
    #[serde(default, skip_serializing_if = "is_false")]
    pub margin: bool,
}

/// The sources of a protocol. They are a third of its text, and most commands show none: what was read is kept as it stands,
/// and becomes a list when somebody looks at it.
///
/// A list that was damaged since it was checked is empty: no figure hangs on it, and no step.
#[derive(Clone, Default)]
pub struct Sources {
    /// What was read.
    text: Option<Box<RawValue>>,
    /// What the program lends to every protocol.
    lent: Vec<Box<RawValue>>,
    list: OnceLock<Vec<Source>>,
}

impl Sources {
    /// Adds those that are not there yet, by the names by which they are cited. From then on they are the protocol's own.
    pub(in crate::protocol) fn add(&mut self, more: &Self) {
        let texts = self.text.iter().chain(&more.text);
        let lent = self.lent.clone();
        *self = Self { lent, ..Self::from(listed(texts)) };
    }

    /// Lends it those that are not there yet: whoever looks at the list sees them.
    pub(in crate::protocol) fn lend(&mut self, more: &Self) {
        self.lent.extend(more.text.clone());
        self.list = OnceLock::new();
    }

    fn list(&self) -> &[Source] {
        self.list.get_or_init(|| listed(self.text.iter().chain(&self.lent)))
    }
}

impl Sources {
    /// The list as text, in one line as everything else is written: what was read as it stands, and what is lent behind it. To
    /// take the sources apart and write them anew would cost as much as to read the rest of the protocol. `None`: it is damaged,
    /// or was never read.
    fn written(&self) -> Option<Box<RawValue>> {
        let own = in_one_line(self.text.as_ref()?.get());
        let mut names = cited_in(&own);
        let mut list = own.strip_suffix(']')?.trim_end().to_owned();
        for lent in &self.lent {
            let elements: Vec<&RawValue> = serde_json::from_str(lent.get()).ok()?;
            for element in elements {
                let Cited { cite } = serde_json::from_str(element.get()).ok()?;
                if !names.contains(&cite) {
                    list.extend([if list.ends_with('[') { "" } else { "," }, &in_one_line(element.get())]);
                    names.push(cite);
                }
            }
        }
        list.push(']');
        RawValue::from_string(list).ok()
    }
}

/// The name by which a source is cited, of one that stays text.
#[derive(Deserialize)]
struct Cited<'t> {
    cite: &'t str,
}

/// The names by which the sources of a list are cited: `"cite": "IB-20"`. Within a string of JSON a mark of quotation has a
/// stroke before it, so words of a source that look like that are none.
fn cited_in(list: &str) -> Vec<&str> {
    const KEY: &str = "\"cite\"";
    let name = |at: usize| {
        let value = list[at + KEY.len()..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        value.split_once('"').map(|(name, _)| name)
    };
    memmem::find_iter(list.as_bytes(), KEY).filter_map(name).collect()
}

/// JSON in one line. None of its strings holds the end of a line, so lines can be joined without being understood; and what
/// stands between its parts is ASCII.
fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    line.extend(text.lines().map(str::trim_ascii));
    line
}

/// The sources of some lists. Of two that are cited by one name the first counts.
fn listed<'t>(texts: impl Iterator<Item = &'t Box<RawValue>>) -> Vec<Source> {
    let mut list: Vec<Source> = Vec::new();
    for text in texts {
        let read: Vec<Source> = serde_json::from_str(text.get()).unwrap_or_default();
        for source in read {
            if list.iter().all(|known| known.cite != source.cite) {
                list.push(source);
            }
        }
    }
    list
}

impl Deref for Sources {
    type Target = [Source];

    fn deref(&self) -> &[Source] {
        self.list()
    }
}

impl From<Vec<Source>> for Sources {
    /// What was read one by one becomes text again: a source is words and a year, which JSON can always say.
    fn from(list: Vec<Source>) -> Self {
        Self { text: to_raw_value(&list).ok(), ..Self::default() }
    }
}

impl PartialEq for Sources {
    fn eq(&self, other: &Self) -> bool {
        self.list() == other.list()
    }
}

impl std::fmt::Debug for Sources {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.list().fmt(out)
    }
}

impl Serialize for Sources {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.written() {
            Some(written) => written.serialize(to),
            None => self.list().serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(from)?;
        if !text.get().starts_with('[') {
            // It is no list: what it is instead is told as everywhere.
            let value: Value = serde_json::from_str(text.get()).map_err(D::Error::custom)?;
            return Vec::<Source>::deserialize(value).map(|_| Self::default()).map_err(D::Error::custom);
        }
        Ok(Self { text: Some(text), ..Self::default() })
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Sources {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sources".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<Source>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, Sources};

    /// Sources of those names, each with a title of its own.
    fn sources(names: &[&str]) -> Vec<Source> {
        let text: Vec<String> = names
            .iter()
            .map(|name| format!(r#"{{"cite":"{name}","publisher":"somebody","title":"the one of {name}"}}"#))
            .collect();
        serde_json::from_str(&format!("[{}]", text.join(","))).expect("sources")
    }

    #[test]
    fn a_list_is_the_same_whether_it_was_read_or_made() {
        let made = Sources::from(sources(&["a", "b"]));
        let text = serde_json::to_string(&made).expect("JSON");
        let mut read: Sources = serde_json::from_str(&text).expect("a list");
        assert_eq!(read, made);
        assert_eq!(serde_json::to_string(&read).expect("JSON"), text);
        // What is lent or added counts once, also after somebody looked.
        let cited = |list: &Sources| list.iter().map(|source| source.cite.clone()).collect::<Vec<_>>();
        for _ in 0..2 {
            read.lend(&Sources::from(sources(&["b", "c"])));
            assert_eq!(cited(&read), ["a", "b", "c"]);
        }
        let written = |list: &Sources| -> Sources {
            serde_json::from_str(&serde_json::to_string(list).expect("JSON")).expect("a list")
        };
        assert_eq!(cited(&written(&read)), ["a", "b", "c"]);
        for _ in 0..2 {
            read.add(&Sources::from(sources(&["a", "d"])));
            assert_eq!(cited(&read), ["a", "b", "d", "c"]);
            assert_eq!(cited(&written(&read)), ["a", "b", "d", "c"]);
        }
        let mut lines: Sources =
            serde_json::from_str("[\n {\"cite\": \"a b\",\n \"publisher\": \"\", \"title\": \"\" }\n]")
                .expect("a list");
        lines.lend(&Sources::from(sources(&["b"])));
        assert_eq!(serde_json::to_string(&lines).expect("JSON").lines().count(), 1);
        assert_eq!(cited(&written(&lines)), ["a b", "b"]);
        // Words that look like a name are none.
        let mut odd: Sources =
            serde_json::from_str(r#"[{"cite":"a","publisher":"b","title":"\"cite\": \"b\""}]"#).expect("a list");
        odd.lend(&Sources::from(sources(&["b"])));
        assert_eq!(cited(&written(&odd)), ["a", "b"]);
        let mut none: Sources = serde_json::from_str("[]").expect("a list");
        none.lend(&read);
        assert_eq!(cited(&written(&none)), ["a", "b", "d"]);
        let damaged: Sources = serde_json::from_str(r#"[{"cite":5}]"#).expect("JSON of another shape");
        assert!(damaged.is_empty());
        serde_json::from_str::<Sources>(r#"[{"cite":"#).expect_err("no JSON");
        let wrong = serde_json::from_str::<Sources>("5").expect_err("no list");
        assert!(wrong.to_string().starts_with("invalid type: integer `5`, expected a sequence"), "{wrong}");
    }
}
