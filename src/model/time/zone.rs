//! The zone as a value: which instant a wall time names, and what a wall shows at an instant.

use super::civil::{TimeOfDay, WallTime};
use super::moment::Moment;
use super::span::{DAY, Span};
use super::stamp::Stamp;

/// Which instants a wall time names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Instants {
    /// Exactly one.
    Once(Moment),
    /// Two: the clock was set back over it. The earlier comes first.
    Twice(Moment, Moment),
    /// None: the clock was set forward over it. The moment is when it jumped.
    Skipped(Moment),
}

impl Instants {
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
        let shown = moment.unix().saturating_add(self.offset_at(moment).into());
        let left = (i64::from(time.minutes()) * 60 - shown).rem_euclid(DAY);
        moment + Span::seconds(if left == 0 { DAY } else { left })
    }

    /// What a clock on the wall shows at that moment.
    pub fn wall(&self, moment: Moment) -> WallTime {
        WallTime::of_seconds(moment.unix() + i64::from(self.offset_at(moment)))
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
        wall.max(WallTime::of_seconds(at.unix() + i64::from(before) - 1))
    }

    /// The moment with the offset of this place.
    pub fn stamp(&self, moment: Moment) -> Stamp {
        Stamp { moment, offset: self.offset_at(moment) }
    }

    /// The instants at which the wall shows this time.
    pub fn resolve(&self, wall: WallTime) -> Instants {
        let local = wall.seconds();
        // Far from any change there is one answer: a plan asks for hundreds of these.
        let nearby = |(at, _): &(Moment, i32)| (at.unix() - local).abs() <= 2 * DAY;
        if !self.changes.iter().any(nearby) {
            return Instants::Once(Moment::from_unix(local - i64::from(self.offset_at(Moment::from_unix(local)))));
        }
        let shows = |moment: Moment| moment.unix() + i64::from(self.offset_at(moment));
        let at = |offset: i32| Moment::from_unix(local - i64::from(offset));
        let offsets = self.changes.iter().map(|(_, offset)| *offset).chain([self.first]);
        let hits = offsets.map(at).filter(|moment| shows(*moment) == local).map(|moment| (moment, moment));
        match hits.reduce(|(first, last), (other, _)| (first.min(other), last.max(other))) {
            Some((first, last)) if first < last => Instants::Twice(first, last),
            Some((only, _)) => Instants::Once(only),
            None => {
                let jump = self.changes.iter().map(|(at, _)| *at).find(|at| shows(*at) > local);
                Instants::Skipped(jump.unwrap_or(at(self.first)))
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
