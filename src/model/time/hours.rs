//! When a day and a night begin for somebody.

use super::civil::{CivilDay, TimeOfDay, WallTime};
use super::moment::Moment;
use super::span::Span;
use super::zone::Zone;

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
        Self {
            wakes: TimeOfDay::of_minutes(7 * 60),
            sleeps: TimeOfDay::of_minutes(23 * 60),
            day_starts: TimeOfDay::of_minutes(4 * 60),
        }
    }
}

impl Hours {
    /// From lights out to getting up, by the clock: from nothing to a minute short of a day.
    pub fn night(&self) -> Span {
        let minutes = i64::from(self.wakes.minutes()) - i64::from(self.sleeps.minutes());
        Span::minutes(minutes.rem_euclid(24 * 60))
    }

    /// These hours with lights out so long before getting up.
    #[must_use]
    pub fn with_a_night_of(self, night: Span) -> Self {
        let minutes = i64::from(self.wakes.minutes()) - night.as_seconds() / 60;
        let sleeps = u16::try_from(minutes.rem_euclid(24 * 60)).map_or(self.sleeps, TimeOfDay::of_minutes);
        Self { sleeps, ..self }
    }

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
    use crate::model::time::Stamp;

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
