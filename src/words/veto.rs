//! Why safety says no. A figure that is ours and no published fact is called our caution, or "our own margin" within a sentence.

use crate::model::event::Consent;
use crate::model::kind::Urgency;
use crate::model::medicine::Ingredient;
use crate::model::profile::Fact;
use crate::model::time::{Moment, Span};
use crate::words::about::{ask_whom, topic};
use crate::words::{Times, ingredient, length, times_over};

/// A sentence, and that its number is ours.
macro_rules! our_caution {
    ($sentence:literal) => {
        concat!($sentence, " This number is our caution, not a rule of science.")
    };
}

pub(crate) const WHERE_IS_THE_PAIN: &str =
    "Say first where the pain is after the last set: higher, same or further-down (done --where).";
pub(crate) const WENT_FURTHER_DOWN: &str = "The pain went further down the leg. Stop this one, and tell who gave it.";
pub(crate) const WITHDRAWN: &str = "The pain went further down the leg twice. Ask who gave it before you go on.";
pub(crate) const TOO_YOUNG: &str = "This program is for adults of 18 and over.";
pub(crate) const ASK_PHARMACIST: &str = "At 60 or over, ask a pharmacist first.";
pub(crate) const NEEDS_HELPER: &str = our_caution!("At 65 or over, only with somebody there.");
pub(crate) const UNKNOWN_MEDICINE: &str = "In the last 24 hours you took something, and we do not know what is in it.";
pub(crate) const DRINKS: &str = our_caution!("Three drinks or more: no pain reliever until 24 hours after the last.");
pub(crate) const CLOCK_BEHIND: &str = "The computer's clock is behind your newest entry, so no wait can be counted.";
pub(crate) const UNREADABLE: &str = "A line of your journal cannot be read. It may have been a dose.";
pub(crate) const ASLEEP: &str = "Not in bed, and not in sleeping hours: you may fall asleep on it.";
pub(crate) const TOO_CLOSE_TO_BED: &str = our_caution!("It could not be off in time before bed.");
pub(crate) const BRUISE: &str = "Not on a fresh bruise or swelling.";
pub(crate) const PATCH_IS_ON: &str = "A patch or a rub is still on. One at a time.";
pub(crate) const NOT_SMALL_ENOUGH: &str = "In the first 48 hours, only very small moves, five at a time.";
pub(crate) const LEG_SIGN: &str = "You told us of a sign in the leg, so this is left out.";
pub(crate) const OLD_SIGN: &str = "Held back because of an old pain or sign. Ask your physiotherapist about it.";
pub(crate) const REACTED: &str =
    "You told us of a bleeding or a swelling, so it is not offered in this flare. Ask who saw you.";
pub(crate) const BURNED: &str = "You told us of a burn there, so nothing is put on it in this flare.";
pub(crate) const NOT_STEADY: &str = "It waits for two check-ins in a row with no clear rise and no leg sign.";
pub(crate) const NO_RULE: &str = "Its dose is not known here, so it is not offered.";

/// Somebody who may say so has to agree first. AC-22, HC-20.
pub(crate) fn needs_yes(to: Consent) -> &'static str {
    match to {
        Consent::Acetaminophen => {
            "Pregnant: only once a clinician or pharmacist agreed (screen --agreed acetaminophen --who NAME)."
        }
        Consent::Heat => "Pregnant: only once your clinician said yes to it (screen --agreed heat --who NAME).",
        Consent::Nsaid => "Ask a pharmacist or doctor first.",
    }
}

/// A screening card awaits its answer.
pub(crate) fn card_pending(urgency: Urgency) -> String {
    match urgency {
        Urgency::Emergency => "The emergency questions come first.",
        Urgency::SameDay => "The questions about today come first.",
        Urgency::Soon => "A few questions come first.",
    }
    .to_owned()
}

/// A sign stands that nobody has looked at.
pub(crate) fn latched(urgency: Urgency) -> String {
    match urgency {
        Urgency::Emergency => "You told us of an emergency sign. Get help first.",
        Urgency::SameDay => "You told us of a sign that must be seen today.",
        Urgency::Soon => "You told us of a sign that a clinician should look at.",
    }
    .to_owned()
}

pub(crate) fn unanswered(fact: Fact) -> String {
    format!("We do not know yet about {}, so this waits.", topic(fact))
}

pub(crate) fn answered(fact: Fact) -> String {
    format!("You told us about {}. {}", topic(fact), ask_whom(fact))
}

pub(crate) fn too_soon(what: &Ingredient, last: Option<Moment>, gap: Span, times: &Times<'_>) -> String {
    let (name, gap) = (ingredient(what), length(gap));
    match last {
        Some(last) => format!("The last {name} was at {}. Leave {gap} between doses.", times.at(last)),
        None => format!("A line that cannot be read may have been {name}, time unknown. Leave {gap} between doses."),
    }
}

pub(crate) fn over_sum(what: &Ingredient, taken_mg: u32, dose_mg: u32, most_mg: u32) -> String {
    format!(
        "Label limit reached: {taken_mg} mg of {} in 24 hours. With {dose_mg} mg it would be over {most_mg} mg.",
        ingredient(what)
    )
}

pub(crate) fn too_many_doses(taken: u32, most: u32) -> String {
    format!("Label limit reached: {} in 24 hours, and {most} is the most.", times_over(taken))
}

pub(crate) fn over_single(most_mg: u32) -> String {
    format!("One dose would be over {most_mg} mg, the label limit.")
}

pub(crate) fn smaller_first(dose_mg: u32) -> String {
    format!("The larger dose is only for when {dose_mg} mg did not help.")
}

pub(crate) fn other_nsaid(what: &Ingredient) -> String {
    format!("You had {} in the last 24 hours. Wait 24 hours before another kind: our caution.", ingredient(what))
}

pub(crate) fn ask_about(what: &Ingredient) -> String {
    format!("You had {} in the last 24 hours. Ask a pharmacist first. Tell them the name.", ingredient(what))
}

pub(crate) fn too_many_days(days: u32, most: u32) -> String {
    format!("Pain relievers on {days} days. Label limit reached: {most} days. Please see a clinician.")
}

pub(crate) fn never_offered(what: &Ingredient) -> String {
    format!("This program never offers {}.", ingredient(what))
}

pub(crate) fn session_too_soon(gap: Span) -> String {
    format!("Leave {} from one to the next.", length(gap))
}

pub(crate) fn too_many_sessions(most: u32) -> String {
    format!(our_caution!("At most {} in 24 hours."), times_over(most))
}

pub(crate) fn heat_cold_apart(gap: Span) -> String {
    format!("Heat and cold stay {} apart.", length(gap))
}

pub(crate) fn session_too_long(most: Span) -> String {
    format!("It would last longer than {}.", length(most))
}

pub(crate) fn drowsy(gap: Span) -> String {
    format!(our_caution!("You had something that makes drowsy. It counts for {}."), length(gap))
}

pub(crate) fn cream_on(gap: Span) -> String {
    format!("There was cream, a rub or a patch on the skin. Wait {}: our own margin.", length(gap))
}

pub(crate) fn after_heat(gap: Span) -> String {
    format!("There was heat on the skin. Wait {}: our own margin.", length(gap))
}

pub(crate) fn patch_off(gap: Span) -> String {
    format!(our_caution!("Leave {} without a patch."), length(gap))
}

pub(crate) fn too_many_topical_days(days: u32, most: u32) -> String {
    format!("A rub or a patch on {days} days. Label limit reached: {most} days. Please see a clinician.")
}

pub(crate) fn not_in_region(what: &Ingredient) -> String {
    format!("Where you are, {} is not sold like this. Ask a pharmacist.", ingredient(what))
}

pub(crate) fn spot_too_long(most: Span) -> String {
    format!("It would stay on one spot for longer than {}.", length(most))
}

pub(crate) fn enough_massage(most: Span) -> String {
    format!("With this one it would be more than {} today.", length(most))
}

pub(crate) fn too_early(from: Span) -> String {
    format!(our_caution!("This opens {} after the start."), length(from))
}

pub(crate) fn too_late(ended: Span) -> String {
    format!("The plan is over after {}.", length(ended))
}

pub(crate) fn enough_sets(most: u32) -> String {
    format!("Done {} today. That is enough for now.", times_over(most))
}

pub(crate) fn only_prescribed(what: &Ingredient) -> String {
    format!("Only a plan from a clinician, with your yes to it, may offer {}.", ingredient(what))
}
