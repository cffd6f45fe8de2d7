//! What stands above the action: alerts that the program itself raises. The most important line comes first.

use crate::words::clean::clean;
use crate::words::{bare, unmarked, within};

pub(crate) const FIRST_FLARE_OVER_50: &str =
    "A first flare over 50 is worth a call to a clinician. Please arrange one.";
pub(crate) const TEN_DAYS: &str = "Ten days of pain medicine. The label stops here: see a clinician.";
pub(crate) const PLAN_ENDED: &str = "The plan is over after 42 days. Please see a doctor. Your notes are kept.";

/// Pregnant, alone and unable to get up. Rule 22.6.
pub(crate) fn call_somebody() -> Vec<String> {
    vec![
        "Call someone now to be with you.".to_owned(),
        "Somebody is there? Say so: backflare profile set helper-here yes".to_owned(),
    ]
}

/// Pregnant, and down for half an hour. Rule 22.6.
pub(crate) fn down_pregnant(number: &str) -> Vec<String> {
    vec![
        "You have been down for half an hour. Please be seen today.".to_owned(),
        format!("Call your maternity unit now, or {number}."),
        "Call someone now to be with you.".to_owned(),
    ]
}

/// What stands for a sign that the protocol has no more.
pub(crate) const UNKNOWN_SIGN: &str = "a sign that this program does not know";

pub(crate) fn too_young(number: &str) -> Vec<String> {
    vec![
        "This program is for adults. Tell a parent or carer now.".to_owned(),
        "Please speak to a clinician today.".to_owned(),
        format!("In an emergency, call {number}."),
    ]
}

/// `poison`: it is the one for which a poison line is called at once.
pub(crate) fn over_limit(poison: bool) -> &'static str {
    if poison {
        "That is over the label limit. Call a poison line or doctor now, even if you feel fine."
    } else {
        "That is over the label limit. Call a pharmacist or doctor today."
    }
}

pub(crate) fn over_in_24h(ingredient: &str, sum_mg: u32, most_mg: u32) -> String {
    format!("In 24 hours: {sum_mg} mg of {}. The limit is {most_mg} mg.", clean(ingredient))
}

pub(crate) fn over_in_12h(ingredient: &str, most_mg: u32) -> String {
    format!("In 12 hours: more than {most_mg} mg of {}, which is the limit.", clean(ingredient))
}

pub(crate) fn over_at_once(ingredient: &str, most_mg: u32) -> String {
    format!("In one dose: more than {most_mg} mg of {}, which is the limit.", clean(ingredient))
}

/// A step of the plan that somebody gave goes no further.
pub(crate) fn withdrawn(who: &str, title: &str) -> Vec<String> {
    let what = within(title);
    vec![
        format!("The pain went further down the leg twice after this: {}.", unmarked(&what)),
        format!("Leave it out, and tell {}.", clean(who)),
    ]
}

/// What is asked after a set of a step that bends the back backwards. `step` is its id.
pub(crate) fn where_is_the_pain(step: &str, title: &str) -> Vec<String> {
    let what = within(title);
    vec![
        format!("Where is the pain now, after this: {}?", unmarked(&what)),
        format!("Higher or gone: backflare done {step} --where higher"),
        format!("The same: backflare done {step} --where same"),
        format!("Further down the leg: backflare done {step} --where further-down"),
    ]
}

/// `newest` is when the newest entry was written, as it is told.
pub(crate) fn clock_behind(newest: &str) -> Vec<String> {
    vec![
        format!("The computer's clock is behind your newest entry, of {newest}."),
        "No medicine is offered until it is right. Please set the clock.".to_owned(),
        "If the clock is right, the entry is not: backflare doctor shows it.".to_owned(),
    ]
}

pub(crate) fn unreadable(line: u64) -> Vec<String> {
    vec![
        format!("Line {line} of your journal cannot be read."),
        "It counts as an unknown medicine, and the questions are asked again.".to_owned(),
        "Look at it with backflare doctor.".to_owned(),
    ]
}

/// `file` is where the computer keeps its zone.
pub(crate) fn zone_lost(file: &str) -> Vec<String> {
    vec![
        format!("The computer's time zone cannot be read ({}). All times here are UTC.", clean(file)),
        "Until that is mended, say when with \"40m ago\".".to_owned(),
    ]
}

/// `name` is that of its file.
pub(crate) fn copy_beside(name: &str) -> Vec<String> {
    vec![
        format!("Another program has left a copy of your record: {}", clean(name)),
        "What stands in it alone does not count. See: backflare doctor".to_owned(),
    ]
}

/// `lines` of them, the first of which is `first`.
pub(crate) fn merge_marks(first: u64, lines: usize) -> Vec<String> {
    let what = match lines {
        1 => format!("Line {first} of your journal is a mark of a merge."),
        n => format!("Line {first} and {} more of your journal are marks of a merge.", n - 1),
    };
    vec![what, "Both sides are kept. To take the marks out: backflare doctor --repair".to_owned()]
}

/// Something is on and must come off. `late`: by now it should be off.
pub(crate) fn take_off(step: &str, title: &str, by: &str, late: bool) -> Vec<String> {
    let what = within(title);
    let what = unmarked(&what);
    // A name of several parts does not stand within a sentence.
    let name = bare(what);
    let first = match (late, name.contains(',')) {
        (true, false) => format!("Take the {name} off now. It should have been off by {by}."),
        (true, true) => format!("Take it off now: {what}. It should have been off by {by}."),
        (false, false) => format!("Take the {name} off by {by}."),
        (false, true) => format!("Take it off by {by}: {what}."),
    };
    vec![first, format!("Is it off? Then say so with backflare off {step}.")]
}

pub(crate) const LASTING_TOLD: &str = "The severe pain lasts. You told somebody of it.";

/// Severe pain that lasts. RF-50, RF-51.
pub(crate) fn lasting_pain(number: &str) -> Vec<String> {
    vec![
        "Pain this bad for this long should be heard.".to_owned(),
        "Call your doctor or nurse line today or tomorrow.".to_owned(),
        format!("If your legs, bladder or bowels change, call {number}."),
        "You told them? Say so: backflare screen --told \"who\"".to_owned(),
    ]
}

/// Two different things that make drowsy. MR-08 to MR-12.
pub(crate) fn two_sedatives(until: &str, number: &str) -> Vec<String> {
    vec![
        "Two things that slow breathing are in you together.".to_owned(),
        format!("Hard to wake? Call {number} now."),
        "Watch for: very sleepy, confused, slow or shallow breathing, blue lips.".to_owned(),
        format!("Do not stay alone before {until}. Drink no alcohol."),
        "Take no more of either without a pharmacist.".to_owned(),
    ]
}

pub(crate) fn sedated(until: &str) -> String {
    format!("No driving and no alcohol before {until}: something you took makes drowsy.")
}

/// What stands for a sign of a person who is no adult.
pub(crate) const YOUNG: &str = "Younger than 18";

/// What stands for the signs of a card that was answered with "not sure".
pub(crate) const NOT_SURE: &str = "Not sure about a warning sign";
