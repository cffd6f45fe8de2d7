//! What is said when a dose was recorded: what it was, what it was over, and where that leaves the person.

use crate::engine::safety::Standing;
use crate::model::event::Dose;
use crate::model::limits::{NSAID_SWITCH, medicine_limits};
use crate::model::medicine::Ingredient;
use crate::words::clean::{clean, quoted};
use crate::words::{Times, ingredient, length};

/// The ingredient whose overdose is not felt at first, so that the poison line comes first. AC-12.
fn is_silent(ingredient: &Ingredient) -> bool {
    *ingredient == Ingredient::Acetaminophen
}

/// What was recorded.
pub fn recorded(dose: &Dose, at: &str) -> String {
    let name = clean(&dose.medicine);
    let amount = dose.amount_mg.map_or_else(String::new, |mg| format!(" {mg} mg"));
    match (dose.corrects, dose.amount_mg) {
        (Some(_), Some(0)) => format!("Corrected: the last {name} was not taken."),
        (Some(_), _) => format!("Corrected: {name}{amount} at {at}."),
        (None, Some(0)) => format!("Recorded: no {name} was taken at {at}."),
        (None, _) => format!("Recorded: {name}{amount} at {at}."),
    }
}

/// What counts where it was not said: the contents, the amount.
pub fn assumed(dose: &Dose) -> Vec<String> {
    let mut lines = Vec::new();
    if dose.contains.is_empty() && dose.amount_mg != Some(0) {
        lines.push(
            "Nobody here knows what is in it, so it counts as every kind of pain reliever. Say it, such as:".to_owned(),
        );
        let amount = dose.amount_mg.map_or_else(String::new, |mg| format!(" {mg}mg"));
        let again = "--corrects --because \"read the label\" --contains acetaminophen,sedating";
        lines.push(format!("backflare took {}{amount} {again}", quoted(&clean(&dose.medicine))));
    }
    if dose.amount_mg.is_none() {
        let largest = dose.contains.iter().filter_map(medicine_limits).map(|limits| limits.single_mg).max();
        lines.push(largest.map_or_else(
            || "No amount was said, so the largest single dose counts.".to_owned(),
            |mg| format!("No amount was said, so the largest single dose counts: {mg} mg."),
        ));
    }
    lines
}

/// Asked at a terminal where the same was recorded just before.
pub fn ask_repeat(medicine: &str, at: &str) -> String {
    format!(
        "{} was already recorded at {at}. Is this the same dose again? (y it is the same, n a second dose) > ",
        clean(medicine)
    )
}

/// The answer to that: nothing was written.
pub fn not_again(medicine: &str) -> String {
    format!("Not recorded again: {} stands there once.", clean(medicine))
}

/// Said where nobody could be asked.
pub fn twice(medicine: &str) -> Vec<String> {
    let quoted = quoted(&clean(medicine));
    vec![
        "The same was recorded within five minutes, so both count. Typed twice?".to_owned(),
        format!("backflare took {quoted} 0mg --corrects --because \"typed twice\""),
    ]
}

/// What was loud, the sum of 24 hours, and until when nothing more of the class.
pub fn stands(standing: &Standing, times: &Times<'_>, region: Option<&str>) -> Vec<String> {
    let mut lines = over(standing, region);
    let name = ingredient(&standing.ingredient);
    if standing.too_soon {
        lines.push(format!("WARNING: that was sooner after the last {name} than the label says."));
    }
    if let Some(other) = &standing.beside {
        let gap = length(NSAID_SWITCH);
        lines.push(format!(
            "WARNING: {name} and {} within {gap}. Label: one anti-inflammatory at a time.",
            ingredient(other)
        ));
        lines.push("Please ask a pharmacist today.".to_owned());
        if !standing.over() {
            lines.push(BLEEDING.to_owned());
        }
    }
    if standing.one_left && !standing.over() {
        lines.push(format!("One more dose of {name} reaches the label limit of 24 hours."));
    }
    lines.push(standing_line(standing, times));
    if let Some(until) = standing.class_until.filter(|until| *until > times.now) {
        lines.push(format!("No other anti-inflammatory, rubs included, before {}.", times.at(until)));
    }
    lines
}

/// What shows harm from an anti-inflammatory. IB-20.
const BLEEDING: &str = "Get help now for black stools, vomiting blood, fainting or chest pain.";

fn over(standing: &Standing, region: Option<&str>) -> Vec<String> {
    let name = ingredient(&standing.ingredient);
    let mut lines = Vec::new();
    if let Some(most) = standing.over_single {
        lines.push(format!("WARNING: label limit passed: one dose of {name} is {most} mg at most."));
    }
    if let Some(most) = standing.over_12h {
        lines.push(format!("WARNING: label limit passed: {most} mg of {name} in 12 hours is the most."));
    }
    if let Some(most) = standing.most_mg.filter(|most| standing.sum_mg > *most) {
        let sum = standing.sum_mg;
        lines.push(format!("WARNING: label limit passed: {sum} mg of {name} in 24 hours; the most is {most} mg."));
    }
    if lines.is_empty() {
        return lines;
    }
    lines.push(if is_silent(&standing.ingredient) {
        "Call a poison line or a doctor now, even if you feel fine.".to_owned()
    } else {
        "Call a poison line, a pharmacist or a doctor today.".to_owned()
    });
    if matches!(region, None | Some("us")) {
        lines.push("Poison line in the US: 1-800-222-1222.".to_owned());
    }
    if !is_silent(&standing.ingredient) {
        lines.push(BLEEDING.to_owned());
        lines.push("Or trouble breathing, slurred speech, weakness on one side, swollen legs.".to_owned());
    }
    lines
}

/// What a medicine that makes drowsy blocks. MR-02, MR-03, MR-06, SL-07; the 24 hours are a caution margin.
pub fn drowsy(age: Option<u16>) -> Vec<String> {
    let mut lines = vec![
        "For 24 hours: no driving, no alcohol, no heat, no massage device.".to_owned(),
        "Sit a minute before you stand.".to_owned(),
    ];
    if age.is_some_and(|age| age >= 65) {
        lines.push("At 65 or over: ask the prescriber about this one.".to_owned());
    }
    lines
}

/// How a medicine stands: what `status` and `took` say of it.
pub fn standing_line(standing: &Standing, times: &Times<'_>) -> String {
    let name = ingredient(&standing.ingredient);
    let doses = if standing.doses == 1 { "1 dose".to_owned() } else { format!("{} doses", standing.doses) };
    let sum = match (standing.sum_mg, standing.most_mg) {
        (0, _) => String::new(),
        (sum, Some(most)) => format!(", {sum} of {most} mg"),
        (sum, None) => format!(", {sum} mg"),
    };
    let mut said = format!("In 24 hours: {name}, {doses}{sum}.");
    if standing.over() {
        said.push_str(" Over the label limit.");
    } else if standing.most_mg.is_some_and(|most| standing.sum_mg >= most) {
        said.push_str(" Label limit reached.");
    }
    if let Some(moment) = standing.not_before.filter(|moment| *moment > times.now) {
        said.push(' ');
        said.push_str(&times.not_before(moment));
    }
    said
}
