//! The zone that the computer is in, and whether `TZ` can be resolved.
//!
//! chrono answers for any `TZ`: where it cannot make sense of one, it quietly takes the system's zone, or UTC. A dose
//! at the wrong hour is no trifle, so a `TZ` is checked here first, by the rules by which chrono 0.4 reads it:
//!
//! - unset: `/etc/localtime`, and where there is none, the zone that the system names, or UTC;
//! - empty: UTC;
//! - `localtime`: as if unset;
//! - the name of a file in the zone folders, or the whole path of one, with or without a `:` before it;
//! - else a POSIX rule, such as `EST5EDT,M3.2.0,M11.1.0`.
//!
//! What POSIX and other programs allow beyond that is refused too, since chrono would not obey it: a rule after a `:`,
//! summer time without its dates, offsets of 24 hours and more, changes before midnight or after 24:00.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Offset as _, TimeZone as _};

use crate::disk::{self, ReadFault, Unreadable, read_limited_bytes};
use crate::error::{Failure, FailureKind};
use crate::model::time::Moment;
use crate::words::system;

/// Where chrono looks for zones. `/lib/zoneinfo` and `/usr/lib/zoneinfo` are absent, as it does not look there.
const FOLDERS: [&str; 4] = ["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo"];

/// The largest zone file that is read. Real ones have under 4 KiB.
const LARGEST: u64 = 256 * 1024;

const DAY: i32 = 24 * 3600;

/// The system's offset from UTC at a moment, by `TZ` and the zone files.
///
/// Whole minutes, as an offset in a file has no more. No zone has had seconds since 1972.
pub(super) fn system_offset(moment: Moment) -> i32 {
    let utc = DateTime::from_timestamp(moment.unix(), 0).unwrap_or_default().naive_utc();
    let offset = chrono::Local.offset_from_utc_datetime(&utc).fix().local_minus_utc();
    offset - offset.rem_euclid(60)
}

/// Whether a `TZ` names universal time, which needs no file.
pub(super) fn is_universal(tz: &OsStr) -> bool {
    let name = tz.to_str().map(|name| name.strip_prefix(':').unwrap_or(name));
    name.is_some_and(|name| matches!(name, "UTC" | "GMT" | "Etc/UTC" | "Etc/GMT"))
}

/// Refuses a `TZ` that chrono would not obey.
pub(super) fn check(tz: &OsStr) -> Result<(), Failure> {
    // Elsewhere chrono asks the system alone, and `TZ` says nothing.
    if cfg!(not(unix)) || is_universal(tz) {
        return Ok(());
    }
    let known = match tz.to_str() {
        Some(tz) => is_known(tz)?,
        None => false,
    };
    let tz = tz.to_string_lossy();
    if known { Ok(()) } else { Err(Failure::usage(system::no_zone(&tz)).hint(system::WRITE_ZONE)) }
}

/// A failure: its file is there, and the system does not let it be read, as where too many files are open.
fn is_known(tz: &str) -> Result<bool, Failure> {
    if matches!(tz, "" | "localtime") {
        return Ok(true);
    }
    let (name, only_file) = match tz.strip_prefix(':') {
        Some(name) => (name, true),
        None => (tz, false),
    };
    let Some(path) = zone_file(name) else {
        return Ok(!only_file && is_rule(tz.trim_matches(|c: char| c.is_ascii_whitespace()), false));
    };
    match read_limited_bytes(&path, LARGEST) {
        Ok(bytes) => Ok(is_zone(&bytes)),
        Err(unreadable @ Unreadable { why: ReadFault::System(_), .. }) => {
            Err(Failure::new(FailureKind::Failed, system::zone_not_read(&unreadable)))
        }
        Err(_) => Ok(false),
    }
}

/// Where the system keeps its own zone, and where some keep its name.
const LOCAL: &str = "/etc/localtime";
const NAME: &str = "/etc/timezone";

/// The file of the system's own zone that is there and cannot be read: then its times are those of UTC, and nobody said
/// that they are. `None`: it can be read, or there is none.
pub(super) fn system_fault() -> Option<PathBuf> {
    if cfg!(unix) { fault(Path::new(LOCAL), Path::new(NAME)) } else { None }
}

fn fault(local: &Path, name: &Path) -> Option<PathBuf> {
    if !disk::is_taken(local) {
        return None;
    }
    let good = |path: &Path| read_limited_bytes(path, LARGEST).is_ok_and(|bytes| is_zone(&bytes));
    // What chrono looks for where that does not help: the name of the zone.
    let named = || {
        let name = disk::read_limited(name, LARGEST).ok()?;
        zone_file(name.trim()).filter(|path| good(path))
    };
    (!good(local) && named().is_none()).then(|| local.to_owned())
}

/// The first file of that name. chrono takes whatever it can open, a folder too, and then looks no further.
fn zone_file(name: &str) -> Option<PathBuf> {
    let there = |path: PathBuf| disk::exists(&path).then_some(path);
    if Path::new(name).is_absolute() {
        return there(name.into());
    }
    FOLDERS.into_iter().find_map(|folder| there(Path::new(folder).join(name)))
}

/// Whether these are the bytes of a zone file that chrono takes: RFC 8536, versions 1 to 3, whole to the last byte.
fn is_zone(bytes: &[u8]) -> bool {
    let Some((version, first)) = block(bytes, 4) else { return false };
    if version == 0 {
        return first == bytes.len();
    }
    let second = &bytes[first..];
    let Some((version, length)) = block(second, 8) else { return false };
    let footer = std::str::from_utf8(&second[length..]).unwrap_or_default();
    let rule = footer.strip_prefix('\n').and_then(|rest| rest.strip_suffix('\n'));
    rule.is_some_and(|rule| rule.is_empty() || is_rule(rule, version == b'3'))
}

/// The version and the length of a header and its data, where all of it is there. `time` is the size of a time in it.
fn block(bytes: &[u8], time: usize) -> Option<(u8, usize)> {
    const HEADER: usize = 44;
    let header = bytes.get(..HEADER).filter(|header| header.starts_with(b"TZif"))?;
    let version = Some(header[4]).filter(|version| matches!(version, 0 | b'2' | b'3'))?;
    let mut counts = [0; 6];
    for (count, four) in counts.iter_mut().zip(header[20..].chunks_exact(4)) {
        let four = u32::from_be_bytes(four.try_into().ok()?);
        *count = usize::try_from(four).ok().filter(|count| *count < bytes.len())?;
    }
    let [universal, standard, leaps, changes, kinds, names] = counts;
    let before_kinds = HEADER + changes * (time + 1);
    let length = before_kinds + kinds * 6 + names + leaps * (time + 4) + standard + universal;
    let kinds = bytes.get(before_kinds..before_kinds + kinds * 6).filter(|kinds| !kinds.is_empty())?;
    // An offset of a day or more would make chrono panic.
    let sane = kinds.chunks_exact(6).all(|kind| {
        kind[..4].try_into().is_ok_and(|offset| i32::from_be_bytes(offset).checked_abs().is_some_and(|size| size < DAY))
    });
    (sane && length <= bytes.len()).then_some((version, length))
}

/// Whether a text is a POSIX rule that chrono takes. In a version 3 file, changes may lie a week to either side.
fn is_rule(text: &str, far: bool) -> bool {
    let mut rule = PosixRule(text);
    rule.whole(far).is_some() && rule.0.is_empty()
}

/// What is left of a rule. Each part is `None` where it does not stand there.
struct PosixRule<'t>(&'t str);

impl PosixRule<'_> {
    fn whole(&mut self, far: bool) -> Option<()> {
        self.name()?;
        let standard = self.offset()?;
        if self.0.is_empty() {
            return Some(());
        }
        self.name()?;
        let summer = if self.0.starts_with(',') { standard - 3600 } else { self.offset()? };
        if summer.abs() >= DAY {
            return None;
        }
        for _ in 0..2 {
            self.mark(',')?;
            self.date()?;
            if self.mark('/').is_some() {
                let hours = if far { -167..=167 } else { 0..=24 };
                self.time(far, &hours)?;
            }
        }
        Some(())
    }

    fn mark(&mut self, mark: char) -> Option<()> {
        self.0 = self.0.strip_prefix(mark)?;
        Some(())
    }

    fn number(&mut self) -> Option<i32> {
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        digits.parse().ok()
    }

    fn name(&mut self) -> Option<()> {
        let quoted = self.mark('<').is_some();
        let good = |c: char| c.is_ascii_alphabetic() || quoted && (c.is_ascii_digit() || matches!(c, '+' | '-'));
        let end = self.0.find(|c| !good(c)).unwrap_or(self.0.len());
        self.0 = &self.0[end..];
        if quoted {
            self.mark('>')?;
        }
        (3..=7).contains(&end).then_some(())
    }

    fn offset(&mut self) -> Option<i32> {
        self.time(true, &(-23..=23))
    }

    fn time(&mut self, signed: bool, hours: &std::ops::RangeInclusive<i32>) -> Option<i32> {
        let sign = if signed && self.mark('-').is_some() { -1 } else { 1 };
        if signed && sign == 1 {
            self.mark('+').unwrap_or_default();
        }
        let hour = self.number().filter(|hour| hours.contains(&(sign * hour)))?;
        let mut seconds = hour * 3600;
        for unit in [60, 1] {
            if self.mark(':').is_none() {
                break;
            }
            seconds += self.number().filter(|part| *part < 60)? * unit;
        }
        Some(sign * seconds)
    }

    fn date(&mut self) -> Option<()> {
        let within = |number: i32, bounds: std::ops::RangeInclusive<i32>| bounds.contains(&number).then_some(());
        if self.mark('M').is_some() {
            within(self.number()?, 1..=12)?;
            self.mark('.')?;
            within(self.number()?, 1..=5)?;
            self.mark('.')?;
            within(self.number()?, 0..=6)
        } else if self.mark('J').is_some() {
            within(self.number()?, 1..=365)
        } else {
            within(self.number()?, 0..=365)
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_zone_of_the_system_that_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (local, name) = (folder.path().join("localtime"), folder.path().join("timezone"));
        let write = |path: &Path, bytes: &[u8]| disk::write_atomic(path, bytes).expect("the test may write");
        let check = |good: bool| assert_eq!(fault(&local, &name).is_none(), good);
        check(true);
        for bytes in [&b""[..], b"TZif2", b"Europe/Berlin"] {
            write(&local, bytes);
            check(false);
        }
        let Ok(berlin) = read_limited_bytes(Path::new("/usr/share/zoneinfo/Europe/Berlin"), LARGEST) else { return };
        write(&name, b"Europe/Berlin\n");
        check(true);
        write(&name, b"None/Such\n");
        check(false);
        write(&local, &berlin);
        check(true);
        write(&local, &berlin[..200]);
        check(false);
    }

    #[test]
    fn universal_time_needs_no_file() {
        for name in ["UTC", "GMT", "Etc/UTC", ":UTC"] {
            assert!(is_universal(OsStr::new(name)) && check(OsStr::new(name)).is_ok(), "{name}");
        }
        assert!(!is_universal(OsStr::new("utc")) && !is_universal(OsStr::new("Europe/Berlin")));
    }
}
