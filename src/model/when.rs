//! WHEN: the ways in which people say a past time on the command line.
//!
//! A wrong time is a wrong dose in the record, so whatever could mean two instants is refused and both are shown.
//! "Today" goes on until [`Hours::day_starts`]: `23:50` typed at ten past midnight was twenty minutes ago.

use crate::model::time::{Clock, Hours, Instants, Span, Stamp, TimeOfDay, WallTime};

/// How far back the zone is known. Before that only a time that carries its own offset is read.
const KNOWN: Span = Span::days(60);

/// Reads `09:30`, `yesterday 22:00`, `40m ago`, `2026-11-22T09:30`, or RFC 3339. Never a time to come.
pub fn parse(text: &str, clock: &Clock, hours: &Hours) -> Result<Stamp, WhenError> {
    let text = text.trim();
    if let Some(stamp) = Stamp::parse(text) {
        return not_future(stamp, clock, None);
    }
    if let Some(wall) = WallTime::parse(text) {
        return settle(wall, clock);
    }
    let lower = text.to_ascii_lowercase();
    if lower == "now" {
        return Ok(clock.zone.stamp(clock.now));
    }
    if let Some(span) = lower.strip_suffix("ago") {
        let span = length(span.trim_end()).ok_or(WhenError::NotUnderstood)?;
        return if span > KNOWN { Err(WhenError::TooOld) } else { Ok(clock.zone.stamp(clock.now - span)) };
    }
    if let Some(time) = after_word(&lower, "yesterday").and_then(time_of_day) {
        return yesterday(time, clock, *hours);
    }
    if let Some(time) = time_of_day(after_word(&lower, "today").unwrap_or(&lower)) {
        return today(time, clock, *hours);
    }
    Err(length(&lower).map_or(WhenError::NotUnderstood, WhenError::NoAgo))
}

/// Whether a text says a time by the clock on the wall, which only the zone turns into a moment.
pub fn needs_zone(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    Stamp::parse(&text).is_none() && text != "now" && !text.ends_with("ago")
}

/// Why a text is not a time in the past. Its words are in `words`;
/// they follow the text itself and a colon, and say what to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhenError {
    /// It is none of the forms.
    NotUnderstood,
    /// A length of time without "ago".
    NoAgo(Span),
    /// It is yet to come. With the time of day that yesterday may have been meant.
    Future(Option<TimeOfDay>),
    /// More than 60 days ago and without an offset.
    TooOld,
    /// The clock showed it twice. The second instant, where it is not yet to come.
    Twice(Stamp, Option<Stamp>),
    /// The clock was set forward over it. The first time after it.
    Skipped(Stamp),
    /// The clock came to another zone lately: that time here, and there.
    Elsewhere(Stamp, Stamp),
    /// "Yesterday" by the calendar, and by a day that begins in the morning.
    Yesterday(Stamp, Stamp),
}

impl std::error::Error for WhenError {}

/// What follows `word` and a space.
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

/// `09:30`, `9:30`, `9:30pm`, `9:30 p.m.` or `9 pm`: of twelve hours only with its half of the day.
fn time_of_day(text: &str) -> Option<TimeOfDay> {
    let text = text.trim();
    let half = ["am", "a.m.", "pm", "p.m."].into_iter().find_map(|word| Some((text.strip_suffix(word)?, word)));
    let Some((time, word)) = half else { return TimeOfDay::parse(text) };
    let time = time.trim_end();
    let (hour, minute) = time.split_once(':').unwrap_or((time, "00"));
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let hour: u16 = hour.parse().ok().filter(|twelve| digits(hour) && (1..=12).contains(twelve))?;
    let noon = if word.starts_with('p') { 12 } else { 0 };
    TimeOfDay::parse(&format!("{}:{minute}", hour % 12 + noon))
}

/// The other time of day that may have been meant: `9:30` said at 21:40 was twelve hours ago, or ten minutes. `None`: only
/// one can have been.
pub fn other_half(text: &str, at: Stamp, clock: &Clock) -> Option<TimeOfDay> {
    let read = TimeOfDay::parse(text.trim()).filter(|_| !text.trim().starts_with('0'))?;
    let twelve = 12 * 60;
    let later = at.moment + Span::minutes(i64::from(twelve));
    let other = TimeOfDay::parse(&format!("{}:{:02}", read.minutes() / 60 + 12, read.minutes() % 60))?;
    (read.minutes() < twelve && later <= clock.now).then_some(other)
}

/// A length of time as people say it: `1h30m`, `1h 30m`, `2 hours` or `40 min`. A number alone has no unit, and is not
/// read.
pub fn length(text: &str) -> Option<Span> {
    let joined: String = text.split_whitespace().collect();
    Span::parse(&joined).or_else(|| {
        let unit = text.ends_with(|c: char| c.is_ascii_alphabetic());
        Span::suggest(text).filter(|_| unit).and_then(|written| Span::parse(&written))
    })
}

fn not_future(stamp: Stamp, clock: &Clock, yesterday: Option<TimeOfDay>) -> Result<Stamp, WhenError> {
    if stamp.moment > clock.now { Err(WhenError::Future(yesterday)) } else { Ok(stamp) }
}

/// The one instant of a wall time, where there is one, it has passed, and the zone is known there.
fn settle(wall: WallTime, clock: &Clock) -> Result<Stamp, WhenError> {
    let resolved = clock.zone.resolve(wall);
    let first = clock.zone.stamp(resolved.first());
    if first.moment < clock.now - KNOWN {
        return Err(WhenError::TooOld);
    }
    let first = not_future(first, clock, None)?;
    match resolved {
        Instants::Once(_) => Ok(first),
        Instants::Twice(_, second) => {
            Err(WhenError::Twice(first, Some(clock.zone.stamp(second)).filter(|stamp| stamp.moment <= clock.now)))
        }
        Instants::Skipped(_) => Err(WhenError::Skipped(first)),
    }
}

fn today(time: TimeOfDay, clock: &Clock, hours: Hours) -> Result<Stamp, WhenError> {
    let date = clock.zone.wall(clock.now).date();
    match settle(WallTime::on(date, time), clock) {
        // After midnight the day that began yesterday still goes on.
        Err(WhenError::Future(_)) if hours.day_of(clock.now, &clock.zone) < date && time >= hours.day_starts => {
            settle(WallTime::on(date.plus(-1), time), clock)
        }
        Err(WhenError::Future(_)) => Err(WhenError::Future(Some(time))),
        other => other,
    }
}

fn yesterday(time: TimeOfDay, clock: &Clock, hours: Hours) -> Result<Stamp, WhenError> {
    let before = clock.zone.wall(clock.now).date().plus(-1);
    let by_calendar = settle(WallTime::on(before, time), clock)?;
    let day = hours.day_of(clock.now, &clock.zone).plus(-1);
    let own = if time < hours.day_starts { day.plus(1) } else { day };
    if own == before {
        return Ok(by_calendar);
    }
    let by_day = settle(WallTime::on(own, time), clock)?;
    Err(WhenError::Yesterday(by_calendar, by_day))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::time::{Moment, Zone};

    fn moment(text: &str) -> Moment {
        Stamp::parse(text).expect("a test's own time").moment
    }

    /// Central Europe in 2026: summer time from 29 March to 25 October.
    fn berlin() -> Zone {
        Zone::new(3600, vec![(moment("2026-03-29T01:00:00Z"), 7200), (moment("2026-10-25T01:00:00Z"), 3600)])
    }

    /// The east of the United States in 2026: 8 March to 1 November.
    fn new_york() -> Zone {
        Zone::new(-18_000, vec![(moment("2026-03-08T07:00:00Z"), -14_400), (moment("2026-11-01T06:00:00Z"), -18_000)])
    }

    /// The south-east of Australia in 2026, the other way round: until 5 April, from 4 October.
    fn sydney() -> Zone {
        Zone::new(39_600, vec![(moment("2026-04-04T16:00:00Z"), 36_000), (moment("2026-10-03T16:00:00Z"), 39_600)])
    }

    fn read(text: &str, now: &str, zone: Zone) -> Result<String, WhenError> {
        let clock = Clock { now: moment(now), zone };
        parse(text, &clock, &Hours::default()).map(|stamp| stamp.to_string())
    }

    #[track_caller]
    fn reads(text: &str, now: &str, zone: Zone, stamp: &str) {
        assert_eq!(read(text, now, zone), Ok(stamp.to_owned()), "{text:?} at {now}");
    }

    #[track_caller]
    fn refuses(text: &str, now: &str, zone: Zone, words: &str) {
        let error = read(text, now, zone).expect_err(text);
        assert!(error.to_string().contains(words), "{text:?} at {now}: {error}");
    }

    const MORNING: &str = "2026-11-22T10:00:00+01:00";

    #[test]
    fn every_form_is_read() {
        for (text, stamp) in [
            ("09:30", "2026-11-22T09:30:00+01:00"),
            ("9:30", "2026-11-22T09:30:00+01:00"),
            ("9:30am", "2026-11-22T09:30:00+01:00"),
            ("9:30 a.m.", "2026-11-22T09:30:00+01:00"),
            ("9am", "2026-11-22T09:00:00+01:00"),
            ("12:10am", "2026-11-22T00:10:00+01:00"),
            ("yesterday 9:30pm", "2026-11-21T21:30:00+01:00"),
            ("yesterday 12:30 PM", "2026-11-21T12:30:00+01:00"),
            ("90 min ago", "2026-11-22T08:30:00+01:00"),
            ("10:00", "2026-11-22T10:00:00+01:00"),
            ("today 09:30", "2026-11-22T09:30:00+01:00"),
            ("now", "2026-11-22T10:00:00+01:00"),
            ("yesterday 22:00", "2026-11-21T22:00:00+01:00"),
            ("Yesterday  9:05", "2026-11-21T09:05:00+01:00"),
            ("40m ago", "2026-11-22T09:20:00+01:00"),
            ("2h ago", "2026-11-22T08:00:00+01:00"),
            ("1h30m ago", "2026-11-22T08:30:00+01:00"),
            ("1h 30m ago", "2026-11-22T08:30:00+01:00"),
            ("40 minutes ago", "2026-11-22T09:20:00+01:00"),
            ("2 hours ago", "2026-11-22T08:00:00+01:00"),
            ("0m ago", "2026-11-22T10:00:00+01:00"),
            ("3d ago", "2026-11-19T10:00:00+01:00"),
            ("60d ago", "2026-09-23T11:00:00+02:00"),
            ("2026-11-22T09:30", "2026-11-22T09:30:00+01:00"),
            ("2026-11-22 09:30", "2026-11-22T09:30:00+01:00"),
            ("2026-10-01 09:30", "2026-10-01T09:30:00+02:00"),
            ("2026-11-22T08:30:00Z", "2026-11-22T08:30:00+00:00"),
            ("2026-11-22T04:30:00-04:00", "2026-11-22T04:30:00-04:00"),
            ("2020-01-01T00:00:00+01:00", "2020-01-01T00:00:00+01:00"),
        ] {
            reads(text, MORNING, berlin(), stamp);
        }
    }

    #[test]
    fn what_is_not_a_time_is_refused_with_an_example() {
        for text in [
            "",
            "soon",
            "ago",
            "40 ago",
            "-5m ago",
            "1.5h ago",
            "25:00",
            "24:00",
            "9:3",
            "9.30",
            "0am",
            "13:30pm",
            "pm",
            "9:3pm",
            "yesterday",
            "yesterday22:00",
            "tomorrow 09:00",
            "2026-11-22",
            "2026-02-30 09:30",
            "2026-11-22T09:30 oops",
            "99999999999999999999m ago",
            "\u{1b}[31m",
            "४:३०",
        ] {
            refuses(text, MORNING, berlin(), "09:30");
        }
    }

    #[test]
    fn twelve_hours_have_two_halves() {
        let check = |text: &str, now: &str, other: Option<&str>| {
            let clock = Clock { now: moment(now), zone: berlin() };
            let at = parse(text, &clock, &Hours::default()).expect("it is a time");
            assert_eq!(other_half(text, at, &clock).map(|time| time.to_string()).as_deref(), other, "{text} at {now}");
        };
        check("9:30", "2026-11-22T21:40:00+01:00", Some("21:30"));
        check("9:30", "2026-11-22T21:20:00+01:00", None);
        check("09:30", "2026-11-22T21:40:00+01:00", None);
        check("21:30", "2026-11-22T21:40:00+01:00", None);
        check("9:30pm", "2026-11-22T21:40:00+01:00", None);
    }

    #[test]
    fn a_length_of_time_needs_ago() {
        refuses("40m", MORNING, berlin(), "write \"40m ago\"");
        refuses("2 hours", MORNING, berlin(), "write \"2h ago\"");
    }

    #[test]
    fn what_is_to_come_is_refused_to_the_second() {
        refuses("10:01", MORNING, berlin(), "write \"yesterday 10:01\"");
        refuses("23:50", MORNING, berlin(), "write \"yesterday 23:50\"");
        refuses("2026-11-22T10:00:01+01:00", MORNING, berlin(), "yet to come");
        refuses("2026-11-22T09:30:00-05:00", MORNING, berlin(), "yet to come");
        refuses("2026-11-22 10:01", MORNING, berlin(), "yet to come");
        refuses("2126-11-22 10:01", MORNING, berlin(), "yet to come");
    }

    #[test]
    fn a_day_goes_on_after_midnight() {
        let night = "2026-11-22T00:10:00+01:00";
        reads("23:50", night, berlin(), "2026-11-21T23:50:00+01:00");
        reads("09:30", night, berlin(), "2026-11-21T09:30:00+01:00");
        reads("00:05", night, berlin(), "2026-11-22T00:05:00+01:00");
        refuses("00:11", night, berlin(), "yesterday 00:11");
        refuses("03:00", night, berlin(), "yesterday 03:00");
        reads("yesterday 03:00", night, berlin(), "2026-11-21T03:00:00+01:00");
        // A woken sleeper who looks back after four.
        reads("03:00", "2026-11-22T05:00:00+01:00", berlin(), "2026-11-22T03:00:00+01:00");
    }

    #[test]
    fn a_yesterday_of_two_readings_is_refused_with_both() {
        let night = "2026-11-22T00:10:00+01:00";
        refuses("yesterday 22:00", night, berlin(), "2026-11-21T22:00:00+01:00 or 2026-11-20T22:00:00+01:00");
        refuses("yesterday 02:00", MORNING, berlin(), "2026-11-21T02:00:00+01:00 or 2026-11-22T02:00:00+01:00");
    }

    #[test]
    fn what_the_zone_no_longer_knows_is_refused() {
        for text in ["61d ago", "2026-09-20 09:30", "2020-01-01 00:00", "0001-01-01 00:00"] {
            refuses(text, MORNING, berlin(), "60 days");
        }
    }

    #[test]
    fn a_repeated_time_is_refused_with_both_instants() {
        let both = [
            (
                berlin(),
                "02:30",
                "2026-10-25T10:00:00+01:00",
                ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"],
            ),
            (
                new_york(),
                "01:30",
                "2026-11-01T10:00:00-05:00",
                ["2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"],
            ),
            (
                sydney(),
                "02:30",
                "2026-04-05T10:00:00+10:00",
                ["2026-04-05T02:30:00+11:00", "2026-04-05T02:30:00+10:00"],
            ),
        ];
        for (zone, text, now, [first, second]) in both {
            let date = &now[..10];
            for form in [text.to_owned(), format!("{date} {text}"), format!("{date}T{text}")] {
                refuses(&form, now, zone.clone(), &format!("write {first} or {second}"));
            }
            for instant in [first, second] {
                reads(instant, now, zone.clone(), instant);
            }
        }
    }

    #[test]
    fn between_the_two_instants_only_the_first_is_shown() {
        refuses("02:30", "2026-10-25T02:45:00+02:00", berlin(), "for the first write 2026-10-25T02:30:00+02:00");
        // The second quarter past two: half past was before the change.
        refuses("02:30", "2026-10-25T02:15:00+01:00", berlin(), "for the first write 2026-10-25T02:30:00+02:00");
        refuses("02:30", "2026-10-25T02:15:00+02:00", berlin(), "yet to come");
        reads("40m ago", "2026-10-25T02:15:00+01:00", berlin(), "2026-10-25T02:35:00+02:00");
    }

    #[test]
    fn a_skipped_time_is_refused_with_the_first_after_it() {
        for (zone, text, now, next) in [
            (berlin(), "02:30", "2026-03-29T10:00:00+02:00", "2026-03-29T03:00:00+02:00"),
            (berlin(), "02:00", "2026-03-29T10:00:00+02:00", "2026-03-29T03:00:00+02:00"),
            (new_york(), "02:59", "2026-03-08T10:00:00-04:00", "2026-03-08T03:00:00-04:00"),
            (sydney(), "02:30", "2026-10-04T10:00:00+11:00", "2026-10-04T03:00:00+11:00"),
        ] {
            refuses(text, now, zone, next);
        }
        reads("03:00", "2026-03-29T10:00:00+02:00", berlin(), "2026-03-29T03:00:00+02:00");
        reads("01:59", "2026-03-29T10:00:00+02:00", berlin(), "2026-03-29T01:59:00+01:00");
    }

    #[test]
    fn elapsed_time_knows_no_clock_change() {
        reads("10h ago", "2026-03-29T10:00:00+02:00", berlin(), "2026-03-28T23:00:00+01:00");
        reads("10h ago", "2026-10-25T10:00:00+01:00", berlin(), "2026-10-25T01:00:00+02:00");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,30}", now in any::<i64>()) {
            let clock = Clock { now: Moment::from_unix(now), zone: berlin() };
            let answer = parse(&text, &clock, &Hours::default());
            prop_assert!(answer.is_err() || answer.is_ok_and(|stamp| stamp.moment <= clock.now));
        }

        #[test]
        fn near_times_are_never_to_come(
            text in "(yesterday |today )?[0-9]{1,2}:[0-9]{2}|[0-9]{1,6}[smhd]( ago)?|20[0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]",
            now in 1_767_225_600_i64..1_798_761_600,
            place in 0_usize..3,
            starts in 0_u16..24,
        ) {
            let clock = Clock { now: Moment::from_unix(now), zone: [berlin(), new_york(), sydney()][place].clone() };
            let hours = Hours { day_starts: TimeOfDay::new(starts, 0).expect("an hour"), ..Hours::default() };
            if let Ok(stamp) = parse(&text, &clock, &hours) {
                prop_assert!(stamp.moment <= clock.now);
                prop_assert_eq!(stamp.offset, clock.zone.offset_at(stamp.moment));
                prop_assert_eq!(parse(&stamp.to_string(), &clock, &hours), Ok(stamp));
            }
        }
    }
}
