//! A zone as the harness needs it: which instant is meant by "Mon 02:40". It reads POSIX rules, so that no test depends
//! on the time zone database of the machine, and shares no code with the program, whose answers it helps to check.

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// Zones by name, with the rules of 2026. The program gets the rule, never the name.
const NAMED: [(&str, &str); 6] = [
    ("Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3"),
    ("Europe/London", "GMT0BST,M3.5.0/1,M10.5.0"),
    ("America/New_York", "EST5EDT,M3.2.0,M11.1.0"),
    ("Australia/Sydney", "AEST-10AEDT,M10.1.0,M4.1.0/3"),
    ("Asia/Kolkata", "IST-5:30"),
    ("UTC", "UTC0"),
];

/// The day of the year on which a rule changes the clock, and the second of that day, on the clock before the change.
#[derive(Clone, Copy)]
struct Rule {
    month: u32,
    week: u8,
    weekday: Weekday,
    second: i64,
}

/// A zone: an offset, and perhaps another one for summer.
pub(crate) struct Zone {
    /// The rule as it is given to the program.
    pub(crate) posix: String,
    standard: i32,
    summer: Option<(i32, Rule, Rule)>,
}

impl Zone {
    /// From one of the names above or from a POSIX rule such as `CET-1CEST,M3.5.0,M10.5.0/3`.
    pub(crate) fn new(name: &str) -> Self {
        let posix = NAMED.iter().find(|(known, _)| *known == name).map_or(name, |(_, posix)| posix);
        Self::read(posix).unwrap_or_else(|| {
            let known: Vec<&str> = NAMED.iter().map(|(known, _)| *known).collect();
            panic!("{name:?} is neither a POSIX rule nor one of {}", known.join(", "))
        })
    }

    fn read(posix: &str) -> Option<Self> {
        let mut rules = posix.split(',');
        let names = rules.next()?;
        let (standard, rest) = offset_after_name(names)?;
        if rest.is_empty() {
            return rules.next().is_none().then(|| Self { posix: posix.to_owned(), standard, summer: None });
        }
        let (summer, rest) = match offset_after_name(rest) {
            Some(read) => read,
            None => (standard + 3600, ""),
        };
        let (begins, ends) = (rule(rules.next()?)?, rule(rules.next()?)?);
        let whole = rest.is_empty() && rules.next().is_none();
        whole.then(|| Self { posix: posix.to_owned(), standard, summer: Some((summer, begins, ends)) })
    }

    /// Seconds east of UTC at that instant.
    pub(crate) fn offset_at(&self, unix: i64) -> i32 {
        let Some((summer, begins, ends)) = self.summer else { return self.standard };
        let year = wall(unix, self.standard).year();
        let begin = begins.local(year) - i64::from(self.standard);
        let end = ends.local(year) - i64::from(summer);
        let in_summer = if begin < end { (begin..end).contains(&unix) } else { !(end..begin).contains(&unix) };
        if in_summer { summer } else { self.standard }
    }

    /// RFC 3339 with the offset of this zone.
    pub(crate) fn rfc3339(&self, unix: i64) -> String {
        let offset = FixedOffset::east_opt(self.offset_at(unix)).unwrap();
        DateTime::from_timestamp(unix, 0).unwrap().with_timezone(&offset).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The first instant not before `unix` at which a clock on the wall shows `when`: `09:07`, `Mon 02:40`, or RFC 3339,
    /// which may lie in the past.
    pub(crate) fn next(&self, when: &str, unix: i64) -> i64 {
        if let Ok(instant) = DateTime::parse_from_rfc3339(when) {
            return instant.timestamp();
        }
        let (day, time) = match when.split_once(' ') {
            Some((day, time)) => (Some(day), time),
            None => (None, when),
        };
        let day: Option<Weekday> =
            day.map(|day| day.parse().unwrap_or_else(|_| panic!("{day:?} in {when:?} is no day")));
        let time = NaiveTime::parse_from_str(time, "%H:%M")
            .unwrap_or_else(|_| panic!("{when:?} is no moment; write \"09:07\", \"Mon 02:40\" or RFC 3339"));
        let today = wall(unix, self.offset_at(unix)).date();
        let mut offsets = vec![self.standard];
        offsets.extend(self.summer.map(|(summer, ..)| summer));
        (0..=15)
            .map(|n| today + Days::new(n))
            .filter(|date| day.is_none_or(|day| date.weekday() == day))
            .flat_map(|date| {
                offsets.iter().map(move |offset| (seconds(date.and_time(time)) - i64::from(*offset), *offset))
            })
            .filter(|(instant, offset)| *instant >= unix && self.offset_at(*instant) == *offset)
            .map(|(instant, _)| instant)
            .min()
            .unwrap_or_else(|| panic!("the clock never shows {when:?} in the next two weeks"))
    }
}

impl Rule {
    /// The change of that year as a local time, in seconds.
    fn local(self, year: i32) -> i64 {
        let last = || {
            let next = if self.month == 12 { (year + 1, 1) } else { (year, self.month + 1) };
            let end = NaiveDate::from_ymd_opt(next.0, next.1, 1).unwrap().pred_opt().unwrap();
            end - Days::new(end.weekday().days_since(self.weekday).into())
        };
        let date = match self.week {
            5 => last(),
            week => NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, week).unwrap(),
        };
        seconds(date.and_time(NaiveTime::MIN)) + self.second
    }
}

fn wall(unix: i64, offset: i32) -> NaiveDateTime {
    DateTime::from_timestamp(unix + i64::from(offset), 0).unwrap().naive_utc()
}

fn seconds(wall: NaiveDateTime) -> i64 {
    wall.and_utc().timestamp()
}

/// `CET-1CEST` is 3600 seconds east, and the rest `CEST`.
fn offset_after_name(text: &str) -> Option<(i32, &str)> {
    let name = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let rest = &text[name..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || "+-:".contains(c))).unwrap_or(rest.len());
    (name >= 3).then_some(())?;
    Some((-i32::try_from(clock(&rest[..end])?).ok()?, &rest[end..]))
}

/// `M10.5.0/3`: the last Sunday in October at three; without a time, at two.
fn rule(text: &str) -> Option<Rule> {
    let (day, time) = text.split_once('/').unwrap_or((text, "2"));
    let mut numbers = day.strip_prefix('M')?.split('.').map(|part| part.parse::<u8>().ok());
    let (month, week, weekday) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let weekday = Weekday::try_from((weekday + 6) % 7).ok()?;
    Some(Rule { month: month.into(), week, weekday, second: clock(time)? })
}

/// `-5:30` in seconds.
fn clock(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.trim_start_matches('+')), |rest| (-1, rest));
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    Some(sign * (hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60))
}

#[test]
fn a_zone_goes_forward_to_the_next_such_moment() {
    #[track_caller]
    fn check(zone: &str, from: &str, steps: &[(&str, &str)]) {
        let zone = Zone::new(zone);
        let mut now = zone.next(from, 0);
        for (when, expected) in steps {
            now = zone.next(when, now);
            assert_eq!(zone.rfc3339(now), *expected, "{when}");
        }
    }
    check(
        "Europe/Berlin",
        "2026-11-22T09:05:00+01:00",
        &[
            ("09:05", "2026-11-22T09:05:00+01:00"),
            ("09:07", "2026-11-22T09:07:00+01:00"),
            ("09:05", "2026-11-23T09:05:00+01:00"),
            ("Mon 02:40", "2026-11-30T02:40:00+01:00"),
            ("2027-03-27T23:00:00Z", "2027-03-28T00:00:00+01:00"),
            ("02:30", "2027-03-29T02:30:00+02:00"),
        ],
    );
    // The clock of New York shows 01:30 twice: the first one is meant.
    check("America/New_York", "2026-10-31T12:00:00-04:00", &[("Sun 01:30", "2026-11-01T01:30:00-04:00")]);
    check("Australia/Sydney", "2026-12-01T00:00:00Z", &[("09:00", "2026-12-02T09:00:00+11:00")]);
    check("Australia/Sydney", "2026-07-01T00:00:00Z", &[("09:00", "2026-07-02T09:00:00+10:00")]);
    check("Asia/Kolkata", "2026-07-01T00:00:00Z", &[("05:30", "2026-07-01T05:30:00+05:30")]);
}
