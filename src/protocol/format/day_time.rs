//! A moment of the day, as a protocol names it.

use serde::{Deserialize, Serialize};

use crate::model::time::{Hours, Span, TimeOfDay};

/// A moment of the day: `"10:00"`, `"wake"`, `"bedtime"`, `"bedtime-75m"`, `"wake+1h"`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayTime {
    /// What it is counted from.
    pub anchor: Anchor,
    /// How long after the anchor; before it, where negative.
    pub offset: Span,
}

/// What a [`DayTime`] is counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Getting up.
    Wake,
    /// Going to bed.
    Bedtime,
    /// A time on the clock.
    Clock(TimeOfDay),
}

impl Anchor {
    /// The time on the clock for somebody with these hours.
    pub const fn time(self, hours: &Hours) -> TimeOfDay {
        match self {
            Self::Wake => hours.wakes,
            Self::Bedtime => hours.sleeps,
            Self::Clock(time) => time,
        }
    }
}

impl DayTime {
    /// Reads the form above.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(time) = TimeOfDay::parse(text) {
            return Some(Self { anchor: Anchor::Clock(time), offset: Span::ZERO });
        }
        let (anchor, rest) = if let Some(rest) = text.strip_prefix("wake") {
            (Anchor::Wake, rest)
        } else {
            (Anchor::Bedtime, text.strip_prefix("bedtime")?)
        };
        let offset = match rest.split_at_checked(1) {
            None => Span::ZERO,
            Some(("+", span)) => Span::parse(span)?,
            Some(("-", span)) => Span::ZERO - Span::parse(span)?,
            Some(_) => return None,
        };
        (offset.as_seconds().abs() <= 12 * 3600).then_some(Self { anchor, offset })
    }
}

impl std::fmt::Display for DayTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.anchor {
            Anchor::Wake => f.write_str("wake")?,
            Anchor::Bedtime => f.write_str("bedtime")?,
            Anchor::Clock(time) => write!(f, "{time}")?,
        }
        match self.offset.as_seconds() {
            0 => Ok(()),
            less if less < 0 => write!(f, "-{}", Span::ZERO - self.offset),
            _ => write!(f, "+{}", self.offset),
        }
    }
}

impl Serialize for DayTime {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DayTime {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(crate::words::problem::reading::no_day_time(&text)))
    }
}
