//! What is said once something was recorded, from the record. Titles are as their author wrote them.

use crate::model::limits::LOW_PAIN;
use crate::model::time::Span;
use crate::words::clean::clean;
use crate::words::now::level;
use crate::words::{length, unmarked};

/// What takes back what was just recorded.
const UNDO: &str = "Undo: backflare undo";

/// A question of a step was answered: `Noted at 09:30: Are you on your feet? Yes. Undo: backflare undo`.
pub(crate) fn answered(when: &str, question: &str, yes: bool) -> String {
    let answer = if yes { "Yes." } else { "Not yet." };
    format!("Noted at {when}: {} {answer} {UNDO}", clean(question))
}

/// A step was done.
pub(crate) fn done(when: &str, title: &str) -> String {
    format!("Done at {when}: {}. {UNDO}", unmarked(&clean(title)))
}

/// A step was recorded that was not offered, which is told beside the answer.
pub(crate) fn not_offered(title: &str, step: &str) -> String {
    format!("{} was not offered just now. Why: backflare why {step}\n", clean(title))
}

/// A step was passed over.
pub(crate) fn skipped(title: &str, wanted: bool) -> String {
    format!("{} {UNDO}", passed_over(title, wanted))
}

/// A medicine was passed over for the second time today.
pub(crate) fn rests(name: &str, step: &str) -> String {
    format!("That rests until tomorrow: {name}. Want it after all? Type: backflare why {step}")
}

/// A step was dropped for this flare: `Not in this flare any more: heat. Undo: backflare undo`
pub(crate) fn dropped(title: &str) -> String {
    format!("Not in this flare any more: {}. {UNDO}", unmarked(&clean(title)))
}

/// A step was put off.
pub(crate) fn put_off(title: &str, span: Span, until: &str) -> String {
    format!("Put off for {}, until {until}: {}. {UNDO}", length(span), unmarked(&clean(title)))
}

pub(crate) const GOES_ON: &str = "What you did before goes on from here, with less at first.";
pub(crate) const PREVENTION_BEGINS: &str = "Prevention begins. Small and often.";

/// A step was done in a walk. `partial`: how much of how much. `not_yet`: its question was answered with no.
pub(crate) fn in_walk(title: &str, partial: Option<(Span, Span)>, not_yet: bool) -> String {
    let part = partial.map(|(done, of)| format!(", {} of {}", length(done), length(of))).unwrap_or_default();
    let not_yet = if not_yet { " Not yet." } else { "" };
    format!("Recorded: {title}{part}.{not_yet}")
}

/// A step was passed over. `wanted`: it is a medicine for those who want it, so nobody owes it.
pub(crate) fn passed_over(title: &str, wanted: bool) -> String {
    let title = clean(title);
    if wanted { format!("No {} now. Fine.", unmarked(&title)) } else { format!("Not now: {}.", unmarked(&title)) }
}

/// `Noted: 6 of 10, down the leg.`
pub(crate) fn logged(pain: u8, leg: bool) -> String {
    format!("Noted: {}.{}", level(pain, leg), low(pain, leg))
}

/// `Noted at 09:30: 6 of 10, down the leg.`
pub(crate) fn logged_at(pain: u8, leg: bool, when: &str) -> String {
    format!("Noted at {when}: {}.{}", level(pain, leg), low(pain, leg))
}

/// What is said of a level that makes a light day. A leg is not made light of.
fn low(level: u8, leg: bool) -> &'static str {
    if level <= LOW_PAIN && !leg { " That is low." } else { "" }
}

/// The level is `by` points above the one before it, and the cards are asked again.
pub(crate) fn clear_rise(by: u8) -> String {
    format!("It went up by {by}. One quick check, then gently on.")
}

/// The level is `by` points above the one before it, and a sign stands.
pub(crate) fn rise(by: u8) -> String {
    format!("It went up by {by}.")
}

/// A dose was recorded in a walk.
pub(crate) fn took(medicine: &str, mg: Option<u32>) -> String {
    let amount = mg.map_or_else(String::new, |mg| format!(" {mg} mg"));
    format!("Recorded: {}{amount}.", clean(medicine))
}

/// A flare is over, or prevention is ended, after so many days. `back`: it was one of a low back; an eye has no flare.
pub(crate) fn over(flare: bool, back: bool, days: i64) -> String {
    let plural = if days == 1 { "day" } else { "days" };
    let what = match (flare, back) {
        (true, true) => "This flare is over:",
        (true, false) => "This plan is over:",
        (false, _) => "Prevention is ended, after",
    };
    format!("{what} {days} {plural}. {UNDO}")
}

pub(crate) const NOT_GONE_ON_WITH: &str =
    "What you did before cannot be read, so it does not go on. Anew: backflare start -p prevention";
pub(crate) const KEEP_AWAY: &str = "What may keep the next away: backflare start -p prevention";
pub(crate) const SEEN: &str = "Recorded: a clinician has looked.";
pub(crate) const NEVER_WENT_ON: &str = "It was not noted that it went on, so only its end counts.";

pub(crate) fn is_on(when: &str, title: &str, step: &str) -> String {
    format!("On since {when}: {title}. When it comes off: backflare off {step}")
}

pub(crate) fn is_off(when: &str, title: &str) -> String {
    format!("Off at {when}: {title}. {UNDO}")
}
