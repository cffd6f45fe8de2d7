//! Why a step is not now, where it is the protocol or the person that says so.

use crate::model::time::Span;
use crate::words::clean::clean;
use crate::words::{length, times_over, within};

pub(crate) const NEEDS_HELPER: &str = "It needs somebody there to help.";
pub(crate) const LEG: &str = "You told us of a sign in the leg, so this is left out.";
pub(crate) const PREGNANT: &str = "It is left out in pregnancy. Please ask your midwife or doctor.";
pub(crate) const BRAKE: &str = "It waits for two calm check-ins in a row.";
pub(crate) const NOT_DUE: &str = "Its next time has not come yet.";
pub(crate) const PASSED_OVER: &str = "You passed it over.";
pub(crate) const HOURS: &str = "It is for another time of day.";
pub(crate) const RESTS: &str = "You passed it over twice, so it rests until the morning.";
pub(crate) const SNOOZED: &str = "You put it off.";
pub(crate) const ON_DEMAND: &str = "It is there whenever you ask for it.";
pub(crate) const DONE: &str = "It is done, and does not come again.";
pub(crate) const NOT_LIKED: &str = "You said that you do not like it.";
pub(crate) const PLAN_ENDED: &str = "The plan is over after 42 days.";
pub(crate) const NOT_HERE: &str = "This protocol does not offer it. It is only recorded.";

pub(crate) const IN_24_HOURS: &str = "in 24 hours";
pub(crate) const IN_SEVEN_DAYS: &str = "in seven days";

/// From when it comes again by itself, which is no limit on it.
pub(crate) fn again_at(at: &str) -> String {
    format!("It is offered again at {at}.")
}

pub(crate) const LATER: &str = "That comes later, when you are on your feet.";

pub(crate) fn other_phase(now: &str) -> String {
    format!("It is for another time. Now it is: {}.", within(now))
}

pub(crate) fn not_yet(from: Span) -> String {
    format!("It opens {} after the start.", length(from))
}

pub(crate) fn over(until: Span) -> String {
    format!("It was for the first {}.", length(until))
}

/// `other` is a kind, or the id of a step.
pub(crate) fn apart(other: &str, gap: Span) -> String {
    format!("It keeps {} from this: {}.", length(gap), clean(other).replace('-', " "))
}

/// `per` is `today`, [`IN_24_HOURS`] or [`IN_SEVEN_DAYS`].
pub(crate) fn enough(most: u32, per: &str) -> String {
    format!("Done {} {per}. That is enough for now.", times_over(most))
}

/// Of all that the day has, not of this step alone.
pub(crate) fn enough_in_all(most: u32) -> String {
    let things = if most == 1 { "One thing was".to_owned() } else { format!("{most} things were") };
    format!("{things} done today. That is enough for a day.")
}

pub(crate) fn pain_below(level: u8) -> String {
    format!("Your pain is under {level}, so this is not offered.")
}

pub(crate) fn pain_above(level: u8) -> String {
    format!("It is for pain of {level} or less. Log yours to see.")
}

/// `again`: it was done, and not often enough.
pub(crate) fn needs(title: &str, again: bool) -> String {
    let again = if again { " once more" } else { "" };
    format!("First do {}{again}.", within(title))
}

pub(crate) fn instead_of(title: &str) -> String {
    format!("It stands in for something that is open to you: {}.", within(title))
}

pub(crate) fn pace(rest: Span) -> String {
    format!("Rest a little first: {} from one thing to the next.", length(rest))
}

pub(crate) fn in_routine(title: &str) -> String {
    format!("It is part of what comes soon: {}.", within(title))
}
