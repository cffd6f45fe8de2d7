//! An export: one JSON object with the answers, the protocols of the flares and every event, a line each.
//!
//! It is written and read piece by piece, so that a million events need no more memory than ten. The events are lines of
//! the journal, as they are; everything else in it is what the home holds.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use uuid::Uuid;

use crate::model::event::{LINE_VERSION, Record};
use crate::model::profile::Profile;
use crate::model::time::Stamp;
use crate::words::clean::json as clean;
use crate::words::exchange as words;

/// The name of the format, and its version.
pub const SCHEMA: &str = "backflare/export/1";

/// What stands before the version in the name of the format.
const FORMAT: &str = "backflare/export/";

/// The beginning, up to the protocols.
///
/// # Panics
/// Never: a profile has only texts as keys.
pub fn begin(program: &str, at: Stamp, profile: &Profile) -> String {
    let profile = serde_json::to_string(profile).expect("a profile has only texts as keys");
    let head =
        format!("{{\"schema\":\"{SCHEMA}\",\"program\":\"{program}\",\"exported_at\":\"{at}\",\"profile\":{profile},");
    clean(&head) + "\"protocols\":{"
}

/// The protocol of a flare, which is JSON already.
pub fn protocol(flare: Uuid, copy: &str, first: bool) -> String {
    let comma = if first { "" } else { "," };
    format!("{comma}\n\"{flare}\":{}", clean(copy.trim()))
}

/// What stands between the protocols and the events.
pub const EVENTS: &str = "},\"events\":[";

/// An event, which is a line of the journal.
pub fn event(line: &str, first: bool) -> String {
    let comma = if first { "" } else { "," };
    format!("{comma}\n{}", clean(line.trim()))
}

/// The end.
pub const END: &str = "\n]}\n";

/// Who is handed what an export holds. A message that comes back ends the reading.
pub trait Sink {
    /// The answers about the person.
    fn profile(&mut self, profile: Profile) -> Result<(), String>;
    /// The protocol of a flare, as JSON.
    fn protocol(&mut self, flare: Uuid, copy: String) -> Result<(), String>;
    /// An event.
    fn event(&mut self, record: Record) -> Result<(), String>;
    /// A piece has been read: for who counts how much is read at once.
    fn piece(&mut self) {}
}

/// Reads an export and hands out its pieces, in whatever order they stand. What is not an export, has a part of another
/// shape, or was written by a newer program is refused.
pub fn read<'de, D: Deserializer<'de>>(input: D, sink: &mut dyn Sink) -> Result<(), D::Error> {
    input.deserialize_map(Envelope(sink))
}

struct Envelope<'s>(&'s mut dyn Sink);

impl<'de> Visitor<'de> for Envelope<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(words::AN_EXPORT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut ours, mut events) = (false, false);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "schema" => {
                    let schema = map.next_value::<Value>()?;
                    match schema.as_str().and_then(|name| name.strip_prefix(FORMAT)) {
                        Some("1") => ours = true,
                        Some(_) => return Err(A::Error::custom(words::NEWER_EXPORT)),
                        None => return Err(A::Error::custom(words::NOT_OURS)),
                    }
                }
                "program" | "exported_at" => map.next_value::<IgnoredAny>().map(|_| ())?,
                "profile" => {
                    let profile = map.next_value::<Profile>()?;
                    self.0.profile(profile).map_err(A::Error::custom)?;
                }
                "protocols" => map.next_value_seed(Protocols(&mut *self.0))?,
                "events" => {
                    events = true;
                    map.next_value_seed(Events(&mut *self.0))?;
                }
                _ => return Err(A::Error::custom(words::NOT_OURS)),
            }
            self.0.piece();
        }
        if ours && events { Ok(()) } else { Err(A::Error::custom(words::NOT_OURS)) }
    }
}

struct Protocols<'s>(&'s mut dyn Sink);

impl<'de> DeserializeSeed<'de> for Protocols<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Protocols<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(words::PROTOCOLS)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((flare, copy)) = map.next_entry::<Uuid, Value>()? {
            self.0.protocol(flare, copy.to_string()).map_err(A::Error::custom)?;
            self.0.piece();
        }
        Ok(())
    }
}

struct Events<'s>(&'s mut dyn Sink);

impl<'de> DeserializeSeed<'de> for Events<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Events<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(words::EVENTS)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(value) = seq.next_element::<Value>()? {
            let record = record(value).map_err(A::Error::custom)?;
            self.0.event(record).map_err(A::Error::custom)?;
            self.0.piece();
        }
        Ok(())
    }
}

/// A line of a journal, by the rules by which the journal is read.
fn record(value: Value) -> Result<Record, String> {
    let version = value.get("v").and_then(Value::as_u64).unwrap_or(0);
    if version > LINE_VERSION.into() {
        return Err(words::newer_event(version, LINE_VERSION));
    }
    // The words of the error are not passed on: they quote what stands in the line.
    let record: Record = serde_json::from_value(value).map_err(|_| words::NO_EVENT.to_owned())?;
    if record.fault().is_some() { Err(words::NO_EVENT.to_owned()) } else { Ok(record) }
}
