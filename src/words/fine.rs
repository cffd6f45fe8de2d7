//! What speaks for a step: why a safety rule has nothing against it.

use crate::model::medicine::Ingredient;
use crate::model::time::{Moment, Span};
use crate::words::{Times, count, ingredient, length, times_over};

pub(crate) const PRESCRIBED: &str = "It is from your clinician, and the pain does not go further down.";
pub(crate) const SCREENED: &str = "The questions are answered, and you told us of none of these signs.";
pub(crate) const ALWAYS_ALLOWED: &str = "This stays open, whatever the questions say.";
pub(crate) const ELIGIBLE: &str = "Nothing you told us about yourself stands against it.";
pub(crate) const QUESTIONS_CLEAR: &str = "The questions before it are answered, and none stands against it.";
pub(crate) const NO_OTHER_NSAID: &str = "No other anti-inflammatory is noted in the last 24 hours.";
pub(crate) const RECORDS_GOOD: &str = "The clock and every line of your journal can be trusted.";
pub(crate) const LINE_LOST: &str =
    "The clock can be trusted. A line of your journal cannot be read. It counts as an unknown medicine.";
pub(crate) const AWAKE: &str = "You are awake, and it would be off in time before bed.";
pub(crate) const NOTHING_DROWSY: &str = "Nothing that makes drowsy is noted.";
pub(crate) const REGION_FITS: &str = "It is sold without prescription where you are.";
pub(crate) const SMALL_MOVE: &str = "It is a very small move.";
pub(crate) const NO_LEG_SIGN: &str = "No sign in the leg is noted.";
pub(crate) const STEADY: &str = "The last two check-ins show no clear rise.";

pub(crate) fn gap_kept(what: &Ingredient, last: Option<Moment>, gap: Span, times: &Times<'_>) -> String {
    match last {
        Some(last) => {
            format!("The last {} was at {}, at least {} ago.", ingredient(what), times.at(last), length(gap))
        }
        None => format!("No {} is noted. Leave {} between doses.", ingredient(what), length(gap)),
    }
}

pub(crate) fn sum_kept(what: &Ingredient, taken_mg: u32, dose_mg: u32, most_mg: u32) -> String {
    format!(
        "{taken_mg} mg of {} in 24 hours. With {dose_mg} mg it is within the label limit of {most_mg} mg.",
        ingredient(what)
    )
}

pub(crate) fn days_kept(days: u32, most: u32) -> String {
    format!("Pain relievers on {} so far, of {most} at most.", count(days.into(), "day"))
}

pub(crate) fn sessions_kept(in_24h: u32, most: u32, gap: Span) -> String {
    format!("In 24 hours: {}, of {most} at most, {} apart.", times_over(in_24h), length(gap))
}

pub(crate) fn heat_cold_kept(gap: Span) -> String {
    format!("Heat and cold are at least {} apart.", length(gap))
}

pub(crate) fn times_kept(taken: u32, most: u32) -> String {
    format!("In 24 hours: {}, of {most} at most.", times_over(taken))
}

pub(crate) fn heat_gone(gap: Span) -> String {
    format!("No heat is noted in the last {}.", length(gap))
}

pub(crate) fn no_cream(gap: Span) -> String {
    format!("No cream, rub or patch is noted in the last {}.", length(gap))
}

pub(crate) fn no_patch(gap: Span) -> String {
    format!("No patch is noted in the last {}.", length(gap))
}

pub(crate) fn topical_days_kept(days: u32, most: u32) -> String {
    format!("A rub or a patch on {} so far, of {most} at most.", count(days.into(), "day"))
}

pub(crate) fn length_kept(most: Span) -> String {
    format!("It lasts no longer than {}.", length(most))
}

pub(crate) fn massage_kept(most: Span) -> String {
    format!("Today it stays within {}.", length(most))
}

pub(crate) fn late_enough(from: Span) -> String {
    format!("The start was at least {} ago.", length(from))
}

pub(crate) fn sets_kept(done: u32, most: u32) -> String {
    format!("Today: {}, of {most} at most.", times_over(done))
}
