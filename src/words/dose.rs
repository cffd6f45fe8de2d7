//! What is said when a dose was recorded: what it was, what it was over, and where that leaves the person.

use crate::model::event::Dose;
use crate::model::limits::{NSAID_SWITCH, medicine_limits};
use crate::model::medicine::Ingredient;
use crate::words::clean::{clean, quoted};
use crate::words::{count, ingredient, length};

/// Whether an overdose of it is not felt at first.
pub(crate) fn is_silent(ingredient: &Ingredient) -> bool {
    *ingredient == Ingredient::Acetaminophen
}

/// What was recorded.
pub(crate) fn recorded(dose: &Dose, at: &str) -> String {
    let name = clean(&dose.medicine);
    let amount = dose.amount_mg().map_or_else(String::new, |mg| format!(" {mg} mg"));
    match (dose.corrects, dose.amount_mg()) {
        (Some(_), Some(0)) => format!("Corrected: the last {name} was not taken."),
        (Some(_), _) => format!("Corrected: {name}{amount} at {at}."),
        (None, Some(0)) => format!("Recorded: no {name} was taken at {at}."),
        (None, _) => format!("Recorded: {name}{amount} at {at}."),
    }
}

/// What counts where it was not said: the contents, the amount.
pub(crate) fn assumed(dose: &Dose) -> Vec<String> {
    let mut lines = Vec::new();
    if dose.contains.is_empty() && !dose.is_nothing() {
        lines.push(
            "Nobody here knows what is in it, so it counts as every kind of pain reliever. Say it, such as:".to_owned(),
        );
        let amount = dose.amount_mg().map_or_else(String::new, |mg| format!(" {mg}mg"));
        let again = "--corrects --because \"read the label\" --contains acetaminophen,sedating";
        lines.push(format!("backflare took {}{amount} {again}", quoted(&clean(&dose.medicine))));
    }
    if dose.amount_mg().is_none() {
        let largest = dose.ingredients().filter_map(medicine_limits).map(|limits| limits.single_mg).max();
        lines.push(largest.map_or_else(
            || "No amount was said, so the largest single dose counts.".to_owned(),
            |mg| format!("No amount was said, so the largest single dose counts: {mg} mg."),
        ));
    }
    lines
}

/// Asked at a terminal where the same was recorded just before.
pub(crate) fn ask_repeat(medicine: &str, at: &str) -> String {
    format!(
        "{} was already recorded at {at}. Is this the same dose again? (y it is the same, n a second dose) > ",
        clean(medicine)
    )
}

/// The answer to that: nothing was written.
pub(crate) fn not_again(medicine: &str) -> String {
    format!("Not recorded again: {} stands there once.", clean(medicine))
}

/// Said where nobody could be asked.
pub(crate) fn twice(medicine: &str) -> Vec<String> {
    let quoted = quoted(&clean(medicine));
    vec![
        "The same was recorded within five minutes, so both count. Typed twice?".to_owned(),
        format!("backflare took {quoted} 0mg --corrects --because \"typed twice\""),
    ]
}

/// What shows harm from an anti-inflammatory. IB-20.
pub(crate) const BLEEDING: &str = "Get help now for black stools, vomiting blood, fainting or chest pain.";
/// The rest of what shows it, after more than the label allows.
pub(crate) const OR_TROUBLE: &str = "Or trouble breathing, slurred speech, weakness on one side, swollen legs.";
pub(crate) const POISON_LINE_US: &str = "Poison line in the US: 1-800-222-1222.";
pub(crate) const ASK_TODAY: &str = "Please ask a pharmacist today.";
pub(crate) const OVER: &str = "Over the label limit.";
pub(crate) const REACHED: &str = "Label limit reached.";

/// Whom to call after too much. One of which too much is not felt at first has the poison line first. AC-12.
pub(crate) fn call(what: &Ingredient) -> &'static str {
    if is_silent(what) {
        "Call a poison line or a doctor now, even if you feel fine."
    } else {
        "Call a poison line, a pharmacist or a doctor today."
    }
}

/// The name of a dose that may stand on a line that cannot be read.
pub(crate) fn on_line(line: u64) -> String {
    format!("line {line} of the journal")
}

pub(crate) fn too_soon(what: &Ingredient) -> String {
    format!("WARNING: that was sooner after the last {} than the label says.", ingredient(what))
}

/// Two anti-inflammatories within their gap.
pub(crate) fn beside(what: &Ingredient, other: &Ingredient) -> String {
    format!(
        "WARNING: {} and {} within {}. Label: one anti-inflammatory at a time.",
        ingredient(what),
        ingredient(other),
        length(NSAID_SWITCH)
    )
}

pub(crate) fn one_left(what: &Ingredient) -> String {
    format!("One more dose of {} reaches the label limit of 24 hours.", ingredient(what))
}

/// `until` is the moment, as it is told.
pub(crate) fn none_of_the_class(until: &str) -> String {
    format!("No other anti-inflammatory, rubs included, before {until}.")
}

pub(crate) fn over_single(what: &Ingredient, most_mg: u32) -> String {
    format!("WARNING: label limit passed: one dose of {} is {most_mg} mg at most.", ingredient(what))
}

pub(crate) fn over_12h(what: &Ingredient, most_mg: u32) -> String {
    format!("WARNING: label limit passed: {most_mg} mg of {} in 12 hours is the most.", ingredient(what))
}

pub(crate) fn over_sum(what: &Ingredient, sum_mg: u32, most_mg: u32) -> String {
    let what = ingredient(what);
    format!("WARNING: label limit passed: {sum_mg} mg of {what} in 24 hours; the most is {most_mg} mg.")
}

/// The doses of 24 hours and their sum: `In 24 hours: ibuprofen, 2 doses, 800 of 1200 mg.`
pub(crate) fn sum(what: &Ingredient, doses: u32, sum_mg: u32, most_mg: Option<u32>) -> String {
    let sum = match (sum_mg, most_mg) {
        (0, _) => String::new(),
        (sum, Some(most)) => format!(", {sum} of {most} mg"),
        (sum, None) => format!(", {sum} mg"),
    };
    format!("In 24 hours: {}, {}{sum}.", ingredient(what), count(doses.into(), "dose"))
}

/// Asked once, an hour or more after a small dose of ibuprofen.
pub(crate) const HELPED: &str = "Did the last ibuprofen help?";
pub(crate) const NOT_ASKED_NOW: &str = "whether it helped is asked from one to three hours after 200 mg of ibuprofen";

/// `days` is on how many different days a pain reliever was taken, `most` what the label says. IB-04.
pub(crate) fn eleventh_day(days: u32, most: u32) -> String {
    format!("WARNING: pain relievers on {days} days. The label says {most} at most: see a clinician.")
}

/// What alcohol blocks. The 8 hours are a caution margin.
pub(crate) fn drank() -> Vec<String> {
    vec!["For 8 hours: no driving, no heat, no massage device.".to_owned()]
}

/// What a medicine that makes drowsy blocks. MR-02, MR-03, MR-06, SL-07; the 24 hours are a caution margin.
pub(crate) fn drowsy(age: Option<u16>) -> Vec<String> {
    let mut lines = vec![
        "For 24 hours: no driving, no alcohol, no heat, no massage device.".to_owned(),
        "Sit a minute before you stand.".to_owned(),
    ];
    if age.is_some_and(|age| age >= 65) {
        lines.push("At 65 or over: ask the prescriber about this one.".to_owned());
    }
    lines
}
