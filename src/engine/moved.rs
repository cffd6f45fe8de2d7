//! Whether the computer's clock came to another zone, and what was said of it.
//!
//! Every line says with which offset it was written. A line that this zone would have given another one was written
//! elsewhere. Summer time is no journey: the two are compared at the moment of the line.

use std::collections::HashSet;

use uuid::Uuid;

use crate::model::event::{Event, Record, ZoneChange};
use crate::model::time::{Clock, Span};

/// The smallest move that is told, in seconds. Its source is rule 11 of the second clinical page.
const LEAST: i32 = 3600;
/// How far back lines are looked at: the zone is known for 60 days.
const LOOKS_BACK: Span = Span::days(42);

/// A zone that the clock was in, and the one that it is in now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moved {
    /// Seconds east of UTC in the zone before, as it would be now.
    pub from: i32,
    /// Seconds east of UTC now.
    pub to: i32,
    /// What was said of this zone. `None`: it is asked.
    pub answer: Option<ZoneChange>,
}

impl Moved {
    /// The event that answers it.
    pub fn event(&self, answer: ZoneChange) -> Event {
        Event::Zone { from: name(self.from), to: name(self.to), answer }
    }
}

/// The newest line from another zone, and what was said of this one: whatever it was, it is not asked again.
///
/// For example: written at `+01:00`, and now the zone is `-08:00`. After `known` nothing more is said of `-08:00`; back at
/// `+01:00` that is asked about, once.
pub(super) fn moved(records: &[Record], retracted: &HashSet<Uuid>, clock: &Clock) -> Option<Moved> {
    let zone = &clock.zone;
    let from_here = |record: &Record| zone.offset_at(record.rec.moment) - record.rec.offset;
    let lately = records.iter().rev().filter(|record| record.rec.moment > clock.now - LOOKS_BACK);
    let last = lately.map(from_here).find(|difference| difference.abs() >= LEAST)?;
    let to = zone.offset_at(clock.now);
    let mut kept = records.iter().rev().filter(|record| !retracted.contains(&record.id));
    let answer = kept.find_map(|record| said(record, zone.offset_at(record.rec.moment)));
    Some(Moved { from: to - last, to, answer })
}

/// What a record says of the zone that has that offset when it is written. That another one is wrong says that this is right.
fn said(record: &Record, here: i32) -> Option<ZoneChange> {
    let Event::Zone { from, to, answer } = &record.event else { return None };
    let here = name(here);
    if *to == here {
        Some(*answer)
    } else if *from == here && *answer == ZoneChange::Wrong {
        Some(ZoneChange::Known)
    } else {
        None
    }
}

/// An offset as a time has it: `+01:00`.
fn name(offset: i32) -> String {
    let minutes = offset.abs() / 60;
    format!("{}{:02}:{:02}", if offset < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::{Moment, Stamp, Zone};

    const HOUR: i32 = 3600;

    fn record(nth: u128, rec: &str, event: Event) -> Record {
        let rec = Stamp::parse(rec).expect("a time");
        Record::new(Uuid::from_u128(nth), rec, rec, event)
    }

    /// Moves of the clock, and what is known of each: from, to, and the answer.
    #[test]
    fn a_move_is_noticed_by_the_offsets_of_the_lines_and_summer_time_is_none() {
        let check = |zone: Zone, now: &str, recs: &[&str], expected: Option<(i32, i32)>| {
            let records: Vec<Record> =
                recs.iter().zip(1..).map(|(rec, nth)| record(nth, rec, Event::pain(4))).collect();
            let now = Stamp::parse(now).expect("a time").moment;
            let moved = moved(&records, &HashSet::new(), &Clock { now, zone });
            assert_eq!(moved.map(|moved| (moved.from, moved.to)), expected, "{recs:?}");
        };
        let spring = Stamp::parse("2026-03-29T01:00:00Z").expect("a time").moment;
        let berlin = || Zone::new(HOUR, vec![(spring, 2 * HOUR)]);
        let now = "2026-04-05T09:00:00Z";
        check(berlin(), now, &[], None);
        check(berlin(), now, &["2026-03-20T09:00:00+01:00", "2026-04-01T09:00:00+02:00"], None);
        check(berlin(), now, &["2026-03-20T09:00:00+00:00"], Some((HOUR, 2 * HOUR)));
        check(berlin(), now, &["2026-04-01T09:00:00-07:00", "2026-04-04T09:00:00+02:00"], Some((-7 * HOUR, 2 * HOUR)));
        check(Zone::fixed(20_700), now, &["2026-04-01T09:00:00+05:30"], None);
        check(berlin(), now, &["2026-01-01T09:00:00-07:00"], None);
    }

    /// Home, away, the answer there, and home again.
    #[test]
    fn a_zone_is_asked_about_once() {
        let at = |text: &str| Stamp::parse(text).expect("a time");
        let away = |answer| Event::Zone { from: "+01:00".to_owned(), to: "-08:00".to_owned(), answer };
        let check = |answer: Option<ZoneChange>, gone: bool, zone: i32, expected: Option<Option<ZoneChange>>| {
            let mut records = vec![record(1, "2026-11-22T09:00:00+01:00", Event::pain(4))];
            records.push(record(2, "2026-11-23T09:00:00-08:00", Event::pain(4)));
            records.extend(answer.map(|answer| record(3, "2026-11-23T09:01:00-08:00", away(answer))));
            let gone = if gone { HashSet::from([Uuid::from_u128(3)]) } else { HashSet::new() };
            let now: Moment = at("2026-11-24T09:00:00Z").moment;
            let moved = moved(&records, &gone, &Clock { now, zone: Zone::fixed(zone) });
            assert_eq!(moved.map(|moved| moved.answer), expected, "{answer:?} at {zone}");
        };
        let (home, west) = (HOUR, -8 * HOUR);
        check(None, false, west, Some(None));
        check(Some(ZoneChange::Known), false, west, Some(Some(ZoneChange::Known)));
        check(Some(ZoneChange::Known), true, west, Some(None));
        check(Some(ZoneChange::Wrong), false, west, Some(Some(ZoneChange::Wrong)));
        check(Some(ZoneChange::Known), false, home, Some(None));
        check(Some(ZoneChange::Wrong), false, home, Some(Some(ZoneChange::Known)));
    }
}
