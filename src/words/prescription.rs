//! What is asked and said of a plan that says a clinician gave it.

use crate::model::event::WherePain;
use crate::words::clean::clean;

pub(crate) const NOBODY_GAVE_IT: &str = "this plan names nobody who gave it, so there is nothing to accept";
pub(crate) const WITHOUT_ACCEPT: &str = "Leave out --accept.";
pub(crate) const NO_YES: &str = "only a yes in full, to whom the plan names, accepts it";
pub(crate) const YES_OR_NO: &str = "yes or no in full";
pub(crate) const KNOW_OF_LEG: &str = "Do they know of the pain in your leg?";
pub(crate) const ASK_WHICH_DAY: &str = "ask who gave it for the right day";
pub(crate) const ASK_FOR_A_NEW_DAY: &str = "ask who gave it whether it still holds, and write the new day";
pub(crate) const ASK_FOR_THE_DAY: &str = "Ask who gave it for the right day. The file says it in \"prescribed\".";

pub(crate) const WHERE_WORDS: &str = "where the pain is now is higher, same or further-down";
pub(crate) const NOT_ASKED_HERE: &str = "only a step that bends back, from a clinician, asks where the pain is";

pub(crate) fn it_was_done(step: &str) -> String {
    format!("It was done: backflare done {step}")
}

/// What follows from where the pain is after a set.
pub(crate) fn placed(place: WherePain, who: &str) -> String {
    let who = clean(who);
    match place {
        WherePain::Higher => "Noted: higher, or gone. Go on as they said.".to_owned(),
        WherePain::Same => format!("Noted: the same. The same for two days? Tell {who}."),
        WherePain::FurtherDown => format!("Noted: further down the leg. Stop this one. Tell {who}."),
    }
}

pub(crate) fn did_they(who: &str, when: &str) -> String {
    format!("This plan says it is from {}, {when}. Did they give it to you?", clean(who))
}

pub(crate) fn how(who: &str) -> String {
    let who = clean(who);
    format!(
        "They gave it to you? backflare start --accept \"yes, {who} gave it to me\"\nThey know of your leg pain? Add --leg-known."
    )
}

/// `first` is what goes past a margin; `count` is how many do.
pub(crate) fn over_our_margins(first: &str, count: usize) -> String {
    let more = if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
    format!("without your yes this plan is over our margins: {first}{more}")
}

pub(crate) fn from_the_future(when: &str) -> String {
    format!("this plan says it was given on {when}, which is yet to come")
}

pub(crate) fn too_old(days: i64, most: i64) -> String {
    format!("this plan was given {days} days ago, and counts for {most}")
}

/// The same, for its author.
pub(crate) fn too_old_for_check(days: i64, most: i64) -> String {
    format!("{} (a margin of our own)", too_old(days, most))
}

pub(crate) fn ask_anew(who: &str) -> String {
    format!("Ask {} whether it still holds, and for a new date in the file.", clean(who))
}

/// Under a plan that was accepted.
pub(crate) fn from_whom(who: &str) -> String {
    format!("From {}, as you said.", clean(who))
}
