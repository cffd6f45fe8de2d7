//! The present moment, and the first moment ahead with which anything was compared.
//!
//! Whatever asks whether a moment has come asks here, so that nothing need list a second time when the answer changes: as
//! long as none of the moments asked about has passed, every answer is what it was. A plan made at 10:00 that asked about
//! 09:30, 10:45 and 12:00 holds until 10:45.

use std::cell::Cell;

use crate::model::time::{Hours, Moment, Span, Zone};

/// The present moment, and the first moment ahead that anybody asked about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Watch {
    now: Moment,
    next: Cell<Option<Moment>>,
}

impl Watch {
    /// Begins at a moment. The civil day and whether it is night change with the clock on the wall, asked about or not.
    pub fn at(now: Moment, zone: &Zone, hours: &Hours) -> Self {
        let watch = Self { now, next: Cell::new(None) };
        for time in [hours.wakes, hours.sleeps, hours.day_starts] {
            watch.note(zone.shows_next(time, now));
        }
        if let Some(change) = zone.next_change(now) {
            watch.note(change);
        }
        watch
    }

    /// The present moment, to count from. To compare with it, ask [`Watch::reached`].
    pub fn now(&self) -> Moment {
        self.now
    }

    /// Whether that moment has come.
    pub fn reached(&self, at: Moment) -> bool {
        self.note(at);
        at <= self.now
    }

    /// Whether that moment has come and is over: whether now is later.
    pub fn passed(&self, at: Moment) -> bool {
        self.reached(at + Span::seconds(1))
    }

    /// Remembers a moment at which something changes.
    pub fn note(&self, at: Moment) {
        if at > self.now && self.next.get().is_none_or(|next| at < next) {
            self.next.set(Some(at));
        }
    }

    /// The first moment after now at which anything that was asked may be answered otherwise.
    pub fn next(&self) -> Option<Moment> {
        self.next.get()
    }
}
