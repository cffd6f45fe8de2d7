//! Moments, spans, civil days and the zone as a value. All of chrono lives behind this file.
//!
//! Two clocks run through the program. Gaps, doses and windows are *elapsed* time: they are counted between
//! [`Moment`]s, which know no zone. Waking, bedtime and "three a day" are *civil* time: they need a [`Zone`],
//! and a civil day begins at [`Hours::day_starts`], never at midnight (see [`Hours::day_of`]).
//!
//! Arithmetic saturates. A journal with a date in the year 9999 gives odd answers, never a panic.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{DateTime, Datelike as _, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::model::unread::Unread;

/// The first and the last second that can be shown as a date: years 1 to 9999.
const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// An instant, to the second, in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Moment(i64);

impl Moment {
    /// The last moment that can be told.
    pub const END: Self = Self(*RANGE.end());

    /// The instant that is `seconds` after 1970-01-01T00:00:00Z, held within the years 1 to 9999.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(*RANGE.start(), *RANGE.end()))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0
    }

    fn utc(self) -> NaiveDateTime {
        DateTime::from_timestamp(self.0, 0).unwrap_or_default().naive_utc()
    }
}

impl Add<Span> for Moment {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self::from_unix(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Moment {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self::from_unix(self.0.saturating_sub(span.0))
    }
}

impl Sub for Moment {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

/// A length of elapsed time in seconds. In files it is written `"90s"`, `"20m"`, `"6h"`, `"1h30m"` or `"14d"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many seconds.
    pub const fn seconds(n: i64) -> Self {
        Self(n)
    }
    /// So many minutes.
    pub const fn minutes(n: i64) -> Self {
        Self(n * 60)
    }
    /// So many hours.
    pub const fn hours(n: i64) -> Self {
        Self(n * 3600)
    }
    /// So many times 24 hours.
    pub const fn days(n: i64) -> Self {
        Self(n * 86_400)
    }
    /// The whole length in seconds.
    pub const fn as_seconds(self) -> i64 {
        self.0
    }
    /// Whole 24-hour days, rounded down.
    pub const fn as_days(self) -> i64 {
        self.0.div_euclid(86_400)
    }
    /// This length `n` times over.
    #[must_use]
    pub const fn times(self, n: i64) -> Self {
        Self(self.0.saturating_mul(n))
    }

    /// Reads `"1h30m"`. Units are `d`, `h`, `m`, `s`, in that order, each at most once, with nothing between.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let mut total = 0_i64;
        let mut units = [('d', 86_400), ('h', 3600), ('m', 60), ('s', 1)].into_iter();
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let number: i64 = rest[..digits].parse().ok()?;
            let unit = rest[digits..].chars().next()?;
            let (_, seconds) = units.by_ref().find(|(name, _)| *name == unit)?;
            total = total.checked_add(number.checked_mul(seconds)?)?;
            rest = &rest[digits + unit.len_utf8()..];
        }
        (total <= Self::days(3660).0).then_some(Self(total))
    }

    /// What the author most likely meant by a text that [`Span::parse`] refuses: `"6 hours"` is `"6h"`.
    pub fn suggest(text: &str) -> Option<String> {
        let number: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
        let unit = text.trim()[number.len()..].trim().to_ascii_lowercase();
        let unit = match unit.as_str() {
            "seconds" | "second" | "secs" | "sec" => "s",
            "" | "minutes" | "minute" | "mins" | "min" => "m",
            "hours" | "hour" | "hrs" | "hr" => "h",
            "days" | "day" => "d",
            other => ["d", "h", "m", "s"].into_iter().find(|unit| *unit == other)?,
        };
        let written = format!("{number}{unit}");
        Self::parse(&written).map(|_| written)
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Span {
    /// The form that [`Span::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.max(0);
        if rest == 0 {
            return f.write_str("0m");
        }
        for (unit, seconds) in [('d', 86_400), ('h', 3600), ('m', 60), ('s', 1)] {
            // "48h" and "72h" are how this field speaks; days are written only from a week on.
            if unit == 'd' && (rest < 7 * 86_400 || rest % 86_400 != 0) {
                continue;
            }
            if rest >= seconds {
                write!(f, "{}{unit}", rest / seconds)?;
                rest %= seconds;
            }
        }
        Ok(())
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| {
            let write = Self::suggest(&text).unwrap_or_else(|| "20m".to_owned());
            de::Error::custom(Unread::Span { text: text.into_owned(), write })
        })
    }
}

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
        (moment.0 == read.timestamp()).then_some(Self { moment, offset: read.offset().local_minus_utc() })
    }

    /// The date on the calendar of the place where it was written, as days since the common era.
    pub fn date(self) -> CivilDay {
        CivilDay((self.moment.utc() + Duration::seconds(self.offset.into())).date())
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

    /// Minutes since midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    fn naive(self) -> NaiveTime {
        NaiveTime::from_num_seconds_from_midnight_opt(u32::from(self.0) * 60, 0).unwrap_or_default()
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

/// A day of somebody's life: from `day_starts` to the next `day_starts`, named by the date on which it began.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CivilDay(NaiveDate);

impl CivilDay {
    /// The day that is `n` days later (or earlier, where `n` is negative).
    #[must_use]
    pub fn plus(self, n: i64) -> Self {
        Self(Duration::try_days(n).and_then(|days| self.0.checked_add_signed(days)).unwrap_or(self.0))
    }

    /// Reads a date: `2026-11-22`.
    pub fn parse(text: &str) -> Option<Self> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| (1..=9999).contains(&date.year())).map(Self)
    }

    /// Whole days from `earlier` to this one.
    pub fn since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }
}

impl fmt::Display for CivilDay {
    /// `Sun 22 Nov`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%a %-d %b"))
    }
}

impl Serialize for CivilDay {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&self.0.format("%Y-%m-%d"))
    }
}

impl<'de> Deserialize<'de> for CivilDay {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(Unread::Date(text.into_owned())))
    }
}

/// A date and a time on the wall, before a zone has said which instant that is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct WallTime(NaiveDateTime);

impl WallTime {
    /// Reads `2026-11-22T09:30` or `2026-11-22 09:30`, with or without seconds.
    pub fn parse(text: &str) -> Option<Self> {
        ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
            .into_iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            .filter(|read| (1..=9999).contains(&read.year()))
            .map(Self)
    }

    /// The time of day, to the minute.
    pub fn time(self) -> TimeOfDay {
        TimeOfDay(u16::try_from(self.0.hour() * 60 + self.0.minute()).unwrap_or(0))
    }

    /// The calendar date, from midnight to midnight.
    pub fn date(self) -> CivilDay {
        CivilDay(self.0.date())
    }

    /// This time of day on that calendar date.
    pub fn on(date: CivilDay, time: TimeOfDay) -> Self {
        Self(date.0.and_time(time.naive()))
    }
}

impl fmt::Display for WallTime {
    /// `Sun 22 Nov 09:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%a %-d %b %H:%M"))
    }
}

/// Which instants a wall time names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resolved {
    /// Exactly one.
    Once(Moment),
    /// Two: the clock was set back over it. The earlier comes first.
    Twice(Moment, Moment),
    /// None: the clock was set forward over it. The moment is when it jumped.
    Skipped(Moment),
}

impl Resolved {
    /// The instant a schedule means: the first of two, the jump for none.
    pub fn first(self) -> Moment {
        match self {
            Self::Once(moment) | Self::Twice(moment, _) | Self::Skipped(moment) => moment,
        }
    }
}

/// The offset from UTC over a stretch of time, as plain data: what it is at the beginning, and each change.
///
/// Outside the stretch that was read, the nearest offset counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone {
    first: i32,
    changes: Vec<(Moment, i32)>,
}

impl Zone {
    /// A zone that never changes, `offset` seconds east of UTC.
    pub fn fixed(offset: i32) -> Self {
        Self { first: offset, changes: Vec::new() }
    }

    /// A zone from an offset and its later changes, in order of time.
    pub fn new(first: i32, changes: Vec<(Moment, i32)>) -> Self {
        Self { first, changes }
    }

    /// Reads the offsets between two moments from a function that knows them, by weekly samples and bisection.
    pub fn sample(from: Moment, to: Moment, offset_at: impl Fn(Moment) -> i32) -> Self {
        let first = offset_at(from);
        let (mut changes, mut before, mut offset) = (Vec::new(), from, first);
        while before < to {
            let after = (before + Span::days(7)).min(to);
            let new = offset_at(after);
            if new != offset {
                let (mut low, mut high) = (before, after);
                while (high - low).as_seconds() > 1 {
                    let middle = Moment::from_unix(i64::midpoint(low.unix(), high.unix()));
                    if offset_at(middle) == offset { low = middle } else { high = middle }
                }
                changes.push((high, new));
                offset = new;
            }
            before = after;
        }
        Self { first, changes }
    }

    /// Seconds east of UTC at that moment.
    pub fn offset_at(&self, moment: Moment) -> i32 {
        self.changes.iter().rev().find(|(at, _)| *at <= moment).map_or(self.first, |(_, offset)| *offset)
    }

    /// The first change of the offset after that moment.
    pub fn next_change(&self, moment: Moment) -> Option<Moment> {
        self.changes.iter().map(|(at, _)| *at).find(|at| *at > moment)
    }

    /// The first moment after `moment` at which a clock on the wall shows that time, if the offset stays what it is.
    pub fn shows_next(&self, time: TimeOfDay, moment: Moment) -> Moment {
        let shown = moment.0.saturating_add(self.offset_at(moment).into());
        let left = (i64::from(time.0) * 60 - shown).rem_euclid(86_400);
        moment + Span::seconds(if left == 0 { 86_400 } else { left })
    }

    /// What a clock on the wall shows at that moment.
    pub fn wall(&self, moment: Moment) -> WallTime {
        WallTime(moment.utc() + Duration::seconds(self.offset_at(moment).into()))
    }

    /// What a clock would show that is never set back: in an hour that is shown twice, the last that it showed before that. So a
    /// day and a night begin once. By more than two hours nobody sets a clock back: that is a journey.
    ///
    /// | the clock shows | 02:40 | 02:59 | 02:00 again | 02:40 again | 03:00 |
    /// |---|---|---|---|---|---|
    /// | this one | 02:40 | 02:59 | 02:59 | 02:59 | 03:00 |
    pub fn once(&self, moment: Moment) -> WallTime {
        let wall = self.wall(moment);
        let Some(place) = self.changes.iter().rposition(|(at, _)| *at <= moment) else { return wall };
        let (at, offset) = self.changes[place];
        let before = place.checked_sub(1).map_or(self.first, |place| self.changes[place].1);
        if !(1..=2 * 3600).contains(&(before - offset)) {
            return wall;
        }
        wall.max(WallTime(at.utc() + Duration::seconds(i64::from(before) - 1)))
    }

    /// The moment with the offset of this place.
    pub fn stamp(&self, moment: Moment) -> Stamp {
        Stamp { moment, offset: self.offset_at(moment) }
    }

    /// The instants at which the wall shows this time.
    pub fn resolve(&self, wall: WallTime) -> Resolved {
        // In seconds: the plan asks for hundreds of these, and calendar dates are dear.
        let local = wall.0.and_utc().timestamp();
        let shows = |moment: Moment| moment.unix() + i64::from(self.offset_at(moment));
        let at = |offset: i32| Moment::from_unix(local - i64::from(offset));
        let offsets = self.changes.iter().map(|(_, offset)| *offset).chain([self.first]);
        let hits = offsets.map(at).filter(|moment| shows(*moment) == local).map(|moment| (moment, moment));
        match hits.reduce(|(first, last), (other, _)| (first.min(other), last.max(other))) {
            Some((first, last)) if first < last => Resolved::Twice(first, last),
            Some((only, _)) => Resolved::Once(only),
            None => {
                let jump = self.changes.iter().map(|(at, _)| *at).find(|at| shows(*at) > local);
                Resolved::Skipped(jump.unwrap_or(at(self.first)))
            }
        }
    }
}

/// Now, and where: the only way in which time reaches the engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clock {
    /// The present moment.
    pub now: Moment,
    /// The zone that the computer is in.
    pub zone: Zone,
}

/// When somebody gets up, goes to bed, and when their day begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hours {
    /// Getting up.
    pub wakes: TimeOfDay,
    /// Lights out.
    pub sleeps: TimeOfDay,
    /// The hour at which one civil day ends and the next begins.
    pub day_starts: TimeOfDay,
}

impl Default for Hours {
    /// 07:00 to 23:00, and a day that begins at 04:00: what holds until the person says otherwise.
    fn default() -> Self {
        Self { wakes: TimeOfDay(7 * 60), sleeps: TimeOfDay(23 * 60), day_starts: TimeOfDay(4 * 60) }
    }
}

impl Hours {
    /// The civil day of a moment. This is the one place where a day begins.
    pub fn day_of(&self, moment: Moment, zone: &Zone) -> CivilDay {
        let wall = zone.once(moment);
        if wall.time() < self.day_starts { wall.date().plus(-1) } else { wall.date() }
    }

    /// The moment at which a civil day begins.
    pub fn start_of(&self, day: CivilDay, zone: &Zone) -> Moment {
        self.moment_on(day, self.day_starts, zone)
    }

    /// The moment at which the clock shows `time` within that civil day.
    pub fn moment_on(&self, day: CivilDay, time: TimeOfDay, zone: &Zone) -> Moment {
        let date = if time < self.day_starts { day.plus(1) } else { day };
        zone.resolve(WallTime::on(date, time)).first()
    }

    /// Whether that moment lies between lights out and getting up. Equal hours mean: never.
    pub fn sleeping(&self, moment: Moment, zone: &Zone) -> bool {
        let time = zone.once(moment).time();
        match self.sleeps.cmp(&self.wakes) {
            std::cmp::Ordering::Less => self.sleeps <= time && time < self.wakes,
            std::cmp::Ordering::Equal => false,
            std::cmp::Ordering::Greater => self.sleeps <= time || time < self.wakes,
        }
    }

    /// The first moment after `moment` at which the clock shows `time`.
    pub fn next(&self, time: TimeOfDay, moment: Moment, zone: &Zone) -> Moment {
        let day = self.day_of(moment, zone);
        (-1..=2)
            .map(|n| self.moment_on(day.plus(n), time, zone))
            .find(|at| *at > moment)
            .unwrap_or(moment + Span::days(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_night_begin_once_though_the_clock_is_set_back_over_their_beginning() {
        let back = Stamp::parse("2026-10-25T01:00:00Z").expect("a time").moment;
        let check = |begins: &str, before: i32, after: i32, days: usize, nights: usize| {
            let zone = Zone::new(before, vec![(back, after)]);
            let time = TimeOfDay::parse(begins).expect("a time");
            let hours = Hours { day_starts: time, sleeps: time, ..Hours::default() };
            let at = |minute: i64| back + Span::minutes(minute);
            let changes = |looked: &dyn Fn(i64) -> bool| (-180..180).filter(|minute| looked(*minute)).count();
            let day = |minute| hours.day_of(at(minute), &zone);
            assert_eq!(changes(&|minute| day(minute) > day(minute - 1)), days, "{begins}");
            assert_eq!(changes(&|minute| day(minute) < day(minute - 1)), 0, "{begins}: a day comes back");
            let asleep = |minute| hours.sleeping(at(minute), &zone);
            assert_eq!(changes(&|minute| asleep(minute) && !asleep(minute - 1)), nights, "{begins}");
            let first = (-180..180).find(|minute| day(*minute) > day(minute - 1)).map(at);
            assert_eq!(first, Some(hours.start_of(day(179), &zone)), "{begins}");
        };
        // Clocks in Berlin are set back from 03:00 to 02:00.
        for begins in ["02:00", "02:30", "02:59", "01:30", "03:00", "04:00"] {
            check(begins, 7200, 3600, 1, 1);
        }
    }

    #[test]
    fn a_journey_is_no_clock_that_is_set_back() {
        let flown = Stamp::parse("2026-10-25T01:00:00Z").expect("a time").moment;
        let zone = Zone::new(7200, vec![(flown, -5 * 3600)]);
        assert_eq!(zone.once(flown), zone.wall(flown));
        assert!(!Hours::default().sleeping(flown, &zone), "20:00 there");
    }
}
