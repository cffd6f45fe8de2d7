//! Lengths of elapsed time.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::model::unread::Unread;

/// The seconds of 24 hours.
pub(super) const DAY: i64 = 24 * 60 * 60;

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
        Self(n * DAY)
    }
    /// The whole length in seconds.
    pub const fn as_seconds(self) -> i64 {
        self.0
    }
    /// Whole 24-hour days, rounded down.
    pub const fn as_days(self) -> i64 {
        self.0.div_euclid(DAY)
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
        let mut units = [('d', DAY), ('h', 3600), ('m', 60), ('s', 1)].into_iter();
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
        for (unit, seconds) in [('d', DAY), ('h', 3600), ('m', 60), ('s', 1)] {
            // "48h" and "72h" are how this field speaks; days are written only from a week on.
            if unit == 'd' && (rest < 7 * DAY || rest % DAY != 0) {
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
