//! A moment as it stands in a file.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::civil::{CivilDay, TimeOfDay, WallTime};
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

/// No two digits.
const NONE: u32 = u32::MAX;

impl Stamp {
    /// Reads RFC 3339. Parts of a second are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        Self::plain(text.as_bytes()).or_else(|| Self::any(text))
    }

    /// As this program writes it: `2026-11-22T09:05:00+01:00`. `None`: it is written otherwise, or is no moment.
    fn plain(text: &[u8]) -> Option<Self> {
        let text: &[u8; 25] = text.try_into().ok()?;
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (22, b':')];
        let east = match text[19] {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        if marks.iter().any(|(place, mark)| text[*place] != *mark) {
            return None;
        }
        // Two digits; a number that is far too large where they are none.
        let digit = |place: usize| u32::from(text[place].wrapping_sub(b'0'));
        let two = |place: usize| {
            if digit(place) < 10 && digit(place + 1) < 10 { digit(place) * 10 + digit(place + 1) } else { NONE }
        };
        let (hour, minute, second, hours, minutes) = (two(11), two(14), two(17), two(20), two(23));
        if two(0) == NONE || two(2) == NONE || hour > 23 || minute > 59 || second > 59 || hours > 23 || minutes > 59 {
            return None;
        }
        let year = i32::try_from(two(0) * 100 + two(2)).ok()?;
        let day = CivilDay::of(NaiveDate::from_ymd_opt(year, two(5), two(8))?);
        let offset = east * i32::try_from(hours * 3600 + minutes * 60).ok()?;
        let second = i64::from(hour * 3600 + minute * 60 + second) - i64::from(offset);
        let unix = WallTime::on(day, TimeOfDay::MIDNIGHT).seconds() + second;
        let moment = Moment::from_unix(unix);
        (moment.unix() == unix).then_some(Self { moment, offset })
    }

    /// However RFC 3339 lets it be written.
    fn any(text: &str) -> Option<Self> {
        let read = DateTime::parse_from_rfc3339(text).ok()?;
        let moment = Moment::from_unix(read.timestamp());
        (moment.unix() == read.timestamp()).then_some(Self { moment, offset: read.offset().local_minus_utc() })
    }

    /// What a clock on the wall showed at the place where it was written.
    pub fn wall(self) -> WallTime {
        WallTime::of_seconds(self.moment.unix() + i64::from(self.offset))
    }

    /// The date on the calendar of the place where it was written.
    pub fn date(self) -> CivilDay {
        self.wall().date()
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

#[cfg(test)]
mod tests {
    use super::Stamp;

    /// What the short way reads is what the long way reads, and it reads what this program writes.
    #[test]
    fn both_ways_read_the_same() {
        let whole = [
            "2026-11-22T09:05:00+01:00",
            "1969-12-31T23:59:59-09:30",
            "2024-02-29T00:00:00+14:00",
            "0000-03-01T12:00:00-00:00",
            "9999-12-31T23:59:59+00:00",
        ];
        for text in whole {
            assert!(Stamp::plain(text.as_bytes()) == Stamp::any(text), "{text}");
            for place in 0..text.len() {
                for letter in ['0', '1', '2', '3', '5', '6', '9', '/', ':', '+', '-', ' ', 't', 'Z', '.', 'x'] {
                    let mut changed = text.to_owned();
                    changed.replace_range(place..=place, &letter.to_string());
                    let plain = Stamp::plain(changed.as_bytes());
                    assert!(plain.is_none() || plain == Stamp::any(&changed), "{changed}: {plain:?}");
                }
            }
        }
        for day in 0..40_000_i64 {
            let stamp = Stamp { moment: super::Moment::from_unix(day * 86_400 * 2 + day), offset: 3600 };
            assert_eq!(Stamp::plain(stamp.to_string().as_bytes()), Some(stamp), "{stamp}");
        }
        assert_eq!(Stamp::plain(b"2026-02-29T09:05:00+01:00"), None);
        assert_eq!(
            Stamp::parse("2026-11-22T08:05:00Z").map(|at| at.moment),
            Stamp::parse(whole[0]).map(|at| at.moment)
        );
    }
}
