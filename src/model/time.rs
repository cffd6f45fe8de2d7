//! Moments, spans, civil days and the zone as a value. All of chrono lives behind this file and its own.
//!
//! Two clocks run through the program. Gaps, doses and windows are *elapsed* time: they are counted between
//! [`Moment`]s, which know no zone. Waking, bedtime and "three a day" are *civil* time: they need a [`Zone`],
//! and a civil day begins at [`Hours::day_starts`], never at midnight (see [`Hours::day_of`]).
//!
//! Arithmetic saturates. A journal with a date in the year 9999 gives odd answers, never a panic.

mod civil;
mod hours;
mod moment;
mod span;
mod stamp;
mod zone;

pub use civil::{CivilDay, TimeOfDay, WallTime};
pub use hours::Hours;
pub use moment::Moment;
pub use span::Span;
pub use stamp::Stamp;
pub use zone::{Clock, Instants, Zone};
