//! Time as a calendar and a clock on the wall show it.

use std::fmt;

use chrono::{Datelike as _, Duration, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::span::DAY;
use crate::model::unread::Unread;

/// A time on the clock, to the minute. In files it is written `"09:30"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// 00:00, when a date begins.
    pub const MIDNIGHT: Self = Self(0);

    /// Hour 0 to 23, minute 0 to 59.
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if hour < 24 && minute < 60 { Some(Self(hour * 60 + minute)) } else { None }
    }

    /// Reads `"9:30"` or `"09:30"`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
            return None;
        }
        Self::new(hour.parse().ok()?, minute.parse().ok()?)
    }

    /// So many minutes after midnight.
    pub(super) const fn of_minutes(minutes: u16) -> Self {
        Self(minutes)
    }

    /// Minutes since midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(Unread::TimeOfDay(text.into_owned())))
    }
}

/// A day of somebody's life: from `day_starts` to the next `day_starts`, named by the date on which it began. Kept as days since
/// 1970-01-01: a plan counts thousands of them, and the calendar is asked where one is read or shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CivilDay(i64);

impl CivilDay {
    /// The days that a calendar can name, and more: 10,000 years before and after 1970.
    const RANGE: std::ops::RangeInclusive<i64> = -3_652_425..=3_652_425;

    /// The day that began on that date.
    pub(super) fn of(date: NaiveDate) -> Self {
        Self(date.signed_duration_since(NaiveDate::default()).num_days())
    }

    /// The date on which it began.
    fn naive(self) -> NaiveDate {
        let days = Duration::try_days(self.0).unwrap_or_default();
        NaiveDate::default().checked_add_signed(days).unwrap_or_default()
    }

    /// The day that is `n` days later (or earlier, where `n` is negative).
    #[must_use]
    pub fn plus(self, n: i64) -> Self {
        Self(self.0.saturating_add(n).clamp(*Self::RANGE.start(), *Self::RANGE.end()))
    }

    /// Reads a date: `2026-11-22`.
    pub fn parse(text: &str) -> Option<Self> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| (1..=9999).contains(&date.year())).map(Self::of)
    }

    /// As it stands in files: `2026-11-22`.
    pub fn iso(self) -> String {
        self.naive().format("%Y-%m-%d").to_string()
    }

    /// The day of the week: `Sun`.
    pub fn weekday(self) -> String {
        self.naive().format("%a").to_string()
    }

    /// The year, the month from 1 and the day from 1. Years before the first count as 0.
    pub fn calendar(self) -> (u32, u32, u32) {
        let date = self.naive();
        (u32::try_from(date.year()).unwrap_or(0), date.month(), date.day())
    }

    /// Whole days from `earlier` to this one.
    pub fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

impl fmt::Display for CivilDay {
    /// `Sun 22 Nov`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.naive().format("%a %-d %b"))
    }
}

impl Serialize for CivilDay {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for CivilDay {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(Unread::Date(text.into_owned())))
    }
}

/// A date and a time on the wall, before a zone has said which instant that is: seconds since 1970 as this wall would count
/// them, which knows no zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct WallTime(i64);

impl WallTime {
    /// What a wall shows so many seconds after its own 1970-01-01 00:00.
    pub(super) fn of_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970 as this wall would count them.
    pub(super) fn seconds(self) -> i64 {
        self.0
    }

    /// Reads `2026-11-22T09:30` or `2026-11-22 09:30`, with or without seconds.
    pub fn parse(text: &str) -> Option<Self> {
        ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
            .into_iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            .filter(|read| (1..=9999).contains(&read.year()))
            .map(|read| Self(read.and_utc().timestamp()))
    }

    /// The time of day, to the minute.
    pub fn time(self) -> TimeOfDay {
        TimeOfDay(u16::try_from(self.0.rem_euclid(DAY) / 60).unwrap_or(0))
    }

    /// The calendar date, from midnight to midnight.
    pub fn date(self) -> CivilDay {
        CivilDay(self.0.div_euclid(DAY))
    }

    /// As it is typed: `2026-11-22 09:30`.
    pub fn iso(self) -> String {
        format!("{} {}", self.date().iso(), self.time())
    }

    /// This time of day on that calendar date.
    pub fn on(date: CivilDay, time: TimeOfDay) -> Self {
        Self(date.0 * DAY + i64::from(time.0) * 60)
    }
}

impl fmt::Display for WallTime {
    /// `Sun 22 Nov 09:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date(), self.time())
    }
}
