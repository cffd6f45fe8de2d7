//! A moment as it stands in a file.

use std::fmt;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::civil::{CivilDay, WallTime};
use super::moment::Moment;
use crate::model::unread::Unread;

/// A moment together with the offset from UTC that held where it was written. In files it is RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// The instant.
    pub moment: Moment,
    /// Seconds east of UTC at the place where it was written.
    pub offset: i32,
}

impl Stamp {
    /// Reads RFC 3339. Parts of a second are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let read = DateTime::parse_from_rfc3339(text).ok()?;
        let moment = Moment::from_unix(read.timestamp());
        (moment.unix() == read.timestamp()).then_some(Self { moment, offset: read.offset().local_minus_utc() })
    }

    /// The date on the calendar of the place where it was written.
    pub fn date(self) -> CivilDay {
        WallTime::of_seconds(self.moment.unix() + i64::from(self.offset)).date()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = FixedOffset::east_opt(self.offset).unwrap_or(FixedOffset::east_opt(0).expect("zero is an offset"));
        let local = DateTime::<FixedOffset>::from_naive_utc_and_offset(self.moment.utc(), offset);
        write!(f, "{}", local.format("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(Unread::Stamp(text.into_owned())))
    }
}
