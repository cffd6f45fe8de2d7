//! Clock, zone, and the lines that are typed and printed.

use std::fmt::Display;

pub(crate) const WRITE_INSTANT: &str = "Write it with its offset: BACKFLARE_NOW=2026-11-22T09:30:00+01:00";
pub(crate) const AT_BEHIND: &str = "Set the computer's clock and type it again, or leave --at out.\nIf the clock is \
    right, the entry is not: backflare doctor";
pub(crate) const KEPT: &str = "What was recorded before is kept. See it with: backflare status";
pub(crate) const LINE_TOO_LONG: &str = "that line is too long";
pub(crate) const LINE_NOT_TEXT: &str = "that line is not text in UTF-8";
pub(crate) const WRITE_ZONE: &str = "Write the name of a zone, such as TZ=Europe/Berlin, or its rule, such as \
    TZ=CET-1CEST,M3.5.0,M10.5.0/3. Or unset TZ to take the computer's own. Names need the zone files of your system \
    (the package tzdata).";

pub(crate) fn no_instant(now: &str) -> String {
    format!("BACKFLARE_NOW is {now:?}, which is not an instant")
}

pub(crate) fn no_zone(tz: &str) -> String {
    format!("TZ is {tz:?}, which is not a time zone that is known here")
}

/// `why` names the file.
pub(crate) fn zone_not_read(why: impl Display) -> String {
    format!("the file of your time zone cannot be read: {why}")
}

/// A time of day, where nobody knows in which zone.
pub(crate) fn no_time_of_day(text: &str, file: &str) -> String {
    format!("--at {text:?} cannot be used now: {file} cannot be read, so the time zone is not known")
}

pub(crate) const SAY_AGO: &str = "Say how long ago it was: --at \"40m ago\". Or set TZ, such as TZ=Europe/Berlin.";

pub(crate) fn cannot_answer(error: impl Display) -> String {
    format!("the answer cannot be written: {error}")
}

pub(crate) fn cannot_hear(error: impl Display) -> String {
    format!("the answer cannot be read: {error}")
}
