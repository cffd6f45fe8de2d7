//! Instants, which know no zone.

use std::ops::{Add, Sub};

use chrono::{DateTime, NaiveDateTime};

use super::span::Span;

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

    /// The calendar and the clock at the longitude of Greenwich.
    pub(super) fn utc(self) -> NaiveDateTime {
        DateTime::from_timestamp(self.0, 0).unwrap_or_default().naive_utc()
    }
}

impl Add<Span> for Moment {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self::from_unix(self.0.saturating_add(span.as_seconds()))
    }
}

impl Sub<Span> for Moment {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self::from_unix(self.0.saturating_sub(span.as_seconds()))
    }
}

impl Sub for Moment {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span::seconds(self.0.saturating_sub(earlier.0))
    }
}
