//! What is said when a dose was recorded: what it was, what it was over, and where that leaves the person.

use std::fmt::Display;

use crate::model::amount::Amount;
use crate::model::class::Class;
use crate::model::event::{Content, Dose};
use crate::model::limits::{NSAID_SWITCH, medicine_limits};
use crate::model::medicine::Ingredient;
use crate::words::call::emergency_number;
use crate::words::clean::{clean, quoted};
use crate::words::{count, did_you_mean, ingredient, length, on_or_at};

/// Whether an overdose of it is not felt at first.
pub(crate) fn is_silent(ingredient: &Ingredient) -> bool {
    *ingredient == Ingredient::Acetaminophen
}

/// A name and how much of it, as one says it: `advil 400 mg`, `alcohol, 2 drinks`.
pub(crate) fn what(dose: &Dose) -> String {
    let name = clean(&dose.medicine);
    match (dose.amount_mg(), dose.units) {
        (Some(mg), _) => format!("{name} {mg} mg"),
        (None, Some(units)) if is_alcohol(dose) => format!("{name}, {}", count(units.into(), "drink")),
        (None, Some(units)) => format!("{name}, {units} of it"),
        (None, None) => name,
    }
}

fn is_alcohol(dose: &Dose) -> bool {
    dose.contains.iter().any(|content| content.class() == Some(Class::Alcohol))
}

/// What was recorded.
pub(crate) fn recorded(dose: &Dose, at: &str) -> String {
    let name = clean(&dose.medicine);
    match (dose.corrects, dose.is_nothing()) {
        (Some(_), true) => format!("Corrected: the {name} of {at} was not taken."),
        (Some(_), false) => format!("Corrected: {} at {at}.", what(dose)),
        (None, true) => format!("Recorded: no {name} was taken at {at}."),
        (None, false) => format!("Recorded: {} at {at}.", what(dose)),
    }
}

/// What a correction put aside.
pub(crate) fn replaced(dose: &Dose, at: &str) -> String {
    format!("Replaced: {} of {at}.", what(dose))
}

/// Nothing was taken, but another dose of it stands: it is a correction that is wanted.
pub(crate) fn corrects_is_needed(medicine: &str) -> Vec<String> {
    vec![
        "What stands of it still counts. To take that back:".to_owned(),
        format!("backflare took {} 0mg --corrects --because \"not taken\"", quoted(&clean(medicine))),
    ]
}

/// A name that nobody knows: what it may have been, or how to say what is in it. `which` is what stands behind
/// `--corrects`.
pub(crate) fn unknown(dose: &Dose, typed: Option<&Amount>, near: &[String], which: &str) -> Vec<String> {
    let mut lines = vec![
        "I do not know this one, so it counts as every kind of pain reliever. Read the box: what is in it?".to_owned(),
    ];
    // As it was typed: the sum of the figures of a box is no amount of it.
    let amount = typed.map(|amount| format!(" {}", quoted(&amount.to_string()))).unwrap_or_default();
    if let Some(near) = near.first() {
        let name = quoted(&clean(near));
        lines.push(did_you_mean(clean(near)));
        lines.push(format!("backflare took {name}{amount} --corrects{which} --because \"spelling\""));
    }
    let name = quoted(&clean(&dose.medicine));
    lines.push("What is in it? It is remembered. None, if no pain reliever is:".to_owned());
    lines.push(format!(
        "backflare took {name}{amount} --corrects{which} --because \"the label\" --contains INGREDIENT,.."
    ));
    lines
}

/// The name was a part of what was typed.
pub(crate) fn read_as(name: &str) -> String {
    format!("Read as {}. Is more in it? Add it with --contains.", clean(name))
}

pub(crate) const SOLD_DIFFERENTLY: &str =
    "Different things are sold under that name, so it counts as all of them. The whole name says more.";
pub(crate) const NO_STRENGTH: &str = "How strong each is was not said, so the strongest that is sold counts.";
pub(crate) const NO_DROPS: &str = "How much a drop holds is not known here, so the largest single dose counts.";
pub(crate) const NO_BOX: &str = "No box of it has that figure, so the largest single dose counts.";

/// No amount was said.
pub(crate) fn no_amount(dose: &Dose) -> String {
    if is_alcohol(dose) {
        return "No number was said, so three drinks count.".to_owned();
    }
    let largest = || dose.ingredients().filter_map(medicine_limits).map(|limits| limits.single_mg).max();
    dose.amount_mg().or_else(|| if dose.contains.len() == 1 { largest() } else { None }).map_or_else(
        || "No amount was said, so the largest single dose counts.".to_owned(),
        |mg| format!("No amount was said, so the largest single dose counts: {mg} mg."),
    )
}

/// What each ingredient counts as, where the record does not say it already. `about`: it was never verified.
pub(crate) fn counted(dose: &Dose, about: bool) -> Option<String> {
    let mg = |content: &Content| content.mg.map_or_else(String::new, |mg| format!(" {mg} mg"));
    let each: Vec<String> =
        dose.contains.iter().map(|content| format!("{}{}", ingredient(&content.ingredient), mg(content))).collect();
    let several = dose.contains.len() > 1;
    let about = if about && dose.contains.iter().any(|content| content.mg.is_some()) { "about " } else { "" };
    (several || !about.is_empty()).then(|| format!("Counted as {about}{}.", each.join(", ")))
}

/// How to say it better.
pub(crate) fn mend(medicine: &str) -> Vec<String> {
    let name = quoted(&clean(medicine));
    vec![
        "Was it another amount? Say it:".to_owned(),
        format!("backflare took {name} AMOUNT --corrects --because \"amount\""),
    ]
}

/// How to say which of several strengths it was: each with what is typed then. Of many, only what they are.
pub(crate) fn mend_strength(medicine: &str, others: &[(String, String)]) -> Vec<String> {
    let name = quoted(&clean(medicine));
    let command = |amount: &str| format!("backflare took {name} {amount} --corrects --because \"the box\"");
    if others.len() > 3 {
        let all: Vec<&str> = others.iter().map(|(strength, _)| strength.as_str()).collect();
        let sold = format!("It is sold with {}, too. What stands on the box? Say it:", all.join(", "));
        return vec![sold, command("NUMBERxSTRENGTH")];
    }
    others.iter().flat_map(|(strength, typed)| [format!("If each has {strength}:"), command(typed)]).collect()
}

/// A strength as one reads it: `500 mg` for `500mg`.
pub(crate) fn with_space(amount: &str) -> String {
    amount.strip_suffix("mg").map_or_else(|| amount.to_owned(), |number| format!("{number} mg"))
}

/// Asked at a terminal where pieces were said and not how strong they are; the strengths stand below it.
pub(crate) const ASK_STRENGTH: &str = "How strong is each one? It stands on the box.";
/// What is typed as the answer.
pub(crate) const PICK_STRENGTH: &str = "(a letter; Enter: not known, the strongest counts) > ";

/// A line of that choice.
pub(crate) fn strength_choice(letter: char, strength: &str) -> String {
    format!("{letter}  {strength}")
}

/// The dose is recorded, and what is in it was not kept for the next time. `hint` is what mends it.
pub(crate) fn not_remembered(medicine: &str, why: &str, hint: Option<&str>, contains: &str) -> Vec<String> {
    let name = quoted(&clean(medicine));
    let mut lines = vec![format!("Recorded, but not remembered for the next time: {}.", clean(why))];
    lines.extend(hint.map(clean));
    lines.push("Until it is mended, say it with each dose:".to_owned());
    lines.push(format!("backflare took {name} AMOUNT --contains {}", quoted(&clean(contains))));
    lines
}

/// What `--contains` changed of earlier doses.
pub(crate) fn recounted(medicine: &str, doses: usize) -> String {
    let doses = count(i64::try_from(doses).unwrap_or(i64::MAX), "earlier dose");
    format!("Counted again: {doses} of {}.", clean(medicine))
}

pub(crate) const RECOUNTED: &str = "what is in it was said";

/// Asked at a terminal where the name is not known, but one is near.
pub(crate) fn ask_near(near: &str) -> String {
    format!("{} (y it is, n another name) > ", did_you_mean(clean(near)))
}

/// Asked at a terminal before a dose is replaced.
pub(crate) fn ask_replace(dose: &Dose, at: &str) -> String {
    format!("Replace {} of {at}? (y, n) > ", what(dose))
}

pub(crate) const NOTHING_CHANGED: &str = "Nothing was changed.";

/// One of several doses that may have been meant. `which` is what stands behind `--corrects`.
pub(crate) fn listed(dose: &Dose, at: &str, which: &str) -> String {
    format!("{} of {at}: --corrects{which}", what(dose))
}

pub(crate) fn not_one_dose(medicine: &str) -> String {
    format!("it is not clear which dose of {:?} is meant; nothing was changed", clean(medicine))
}

pub(crate) fn none_to_correct(medicine: &str) -> String {
    format!("no dose of {:?} is in the journal, so there is none to correct", clean(medicine))
}

pub(crate) const WHAT_WAS_TAKEN: &str = "What has been taken: backflare status";

pub(crate) fn no_which(text: &str) -> String {
    format!("{text:?} names no dose")
}

pub(crate) const WHICH_IS: &str = "Name it by its time, such as --corrects 09:00, or leave the time out.";

pub(crate) fn cannot_be_none(medicine: &str, holds: &[String]) -> String {
    format!("{} holds {}; it cannot be none", clean(medicine), holds.join(" and "))
}

/// None is said to be in what is written nearly like a medicine.
pub(crate) fn none_of_near(name: &str, near: &str) -> String {
    format!("{} is not known here. {} Then it cannot be none", clean(name), did_you_mean(clean(near)))
}

/// None is said to be in what sounds like an anti-inflammatory.
pub(crate) fn none_of_nsaid(name: &str) -> String {
    format!("{} is not known here, and sounds like an anti-inflammatory. Then it cannot be none", clean(name))
}

/// What is typed of something else.
pub(crate) const WHOLE_NAME: &str = "Something else? Type the whole name that stands on its box.";

pub(crate) fn say_which(near: &str, holds: &[String]) -> String {
    let near = clean(near);
    format!("{near} holds {}: backflare took {} AMOUNT\n{WHOLE_NAME}", holds.join(" and "), quoted(&near))
}

pub(crate) const NO_NAME: &str = "the medicine has no name";

pub(crate) fn amount_is_no_name(text: &str) -> String {
    format!("{text:?} is an amount, not a medicine")
}

pub(crate) fn name_first(medicine: &str, amount: &str) -> String {
    format!("The name comes first: backflare took {} {amount}", quoted(&clean(medicine)))
}

/// A number of pieces stands in the name, and what it belongs to cannot be read.
pub(crate) fn amount_in_name(text: &str) -> String {
    format!("{:?} holds a name and how many at once, so the number would be lost", clean(text))
}

/// How they are typed apart. It is not ready to paste, as nobody here knows the number.
pub(crate) fn amount_apart(medicine: &str) -> String {
    format!("Type the amount behind the name: backflare took {} AMOUNT", quoted(&clean(medicine)))
}

/// A dose as it is typed.
pub(crate) fn example(medicine: &str, amount: &str) -> String {
    format!("For example: backflare took {} {amount}", quoted(&clean(medicine)))
}

/// The time cannot be read, and nothing is recorded. A time that nobody knows counts as now: the longest wait. Rule 11.
pub(crate) fn about_when(hint: Option<&str>, medicine: &str) -> String {
    let name = quoted(&clean(medicine));
    let hint = hint.map(|hint| format!("{hint}\n")).unwrap_or_default();
    format!(
        "{hint}Not recorded. Not sure when? Leave --at out, so that it counts as now:\nbackflare took {name} AMOUNT"
    )
}

/// Several amounts stand where one does, and only one of them would count.
pub(crate) fn several_amounts(text: &str) -> String {
    format!("{:?} is more than one amount, and only one would count", clean(text))
}

/// How several amounts are typed. `sum` is what they come to, in milligrams, where that is known.
pub(crate) fn as_one(medicine: &str, sum: Option<&str>) -> String {
    let name = quoted(&clean(medicine));
    let all = sum.map_or_else(|| "SUM".to_owned(), |sum| format!("{sum}mg"));
    format!("All at once? Type the sum: backflare took {name} {all}\nElse each by itself, with its --at.")
}

pub(crate) fn not_an_amount(text: &str, why: impl Display) -> String {
    format!("{text:?} is not an amount: {why}")
}

pub(crate) fn put_in_quotes(name: &str) -> String {
    format!("Where it belongs to the name, put that in quotes: backflare took {:?}", clean(name))
}

pub(crate) fn one_ingredient(medicine: &str, figures: usize) -> String {
    format!("{} has one ingredient, and {figures} figures were typed", clean(medicine))
}

pub(crate) fn too_small(medicine: &str, typed: &str, least: &str) -> String {
    format!("{typed} is too little to be {}: the smallest that is sold has {least} mg", clean(medicine))
}

pub(crate) fn part_of_mg(medicine: &str, typed: &str) -> String {
    format!("{typed} is no amount of {}: none that is sold has a part of a milligram", clean(medicine))
}

pub(crate) fn no_liquid(medicine: &str) -> String {
    format!("how much is in a millilitre of {} is not known here", clean(medicine))
}

/// What is typed instead of millilitres.
pub(crate) fn say_the_mg(medicine: &str) -> String {
    format!("Its label says how many mg that is: backflare took {} MGmg", quoted(&clean(medicine)))
}

pub(crate) fn no_ingredient(word: &str) -> String {
    format!("{:?} is not an ingredient that is known here", clean(word))
}

pub(crate) fn ingredients_are(names: &[&str]) -> String {
    format!("Such as: {}, or none.", names.join(", "))
}

/// Too many doses of what nobody knows, or of what reads like acetaminophen. AC-12, AC-29.
pub(crate) fn unknown_too_often(region: Option<&str>) -> Vec<String> {
    let mut lines = vec![
        "WARNING: That may be over the label limit for a day. Take no more for now.".to_owned(),
        "Call a pharmacist or poison line now, even if you feel well.".to_owned(),
    ];
    lines.push(poison_line(region));
    lines
}

/// Whom to call about a poison, by place; where there is no such line, the emergency number. AC-29.
pub(crate) fn poison_line(region: Option<&str>) -> String {
    match region {
        None | Some("us") => POISON_LINE_US.to_owned(),
        Some("ca") => "Poison line in Canada: 1-844-764-7669.".to_owned(),
        Some("au") => "Poison line in Australia: 13 11 26.".to_owned(),
        Some("uk") => "Call 111.".to_owned(),
        Some(other) => format!("Emergency number: {}.", emergency_number(Some(other))),
    }
}

/// Why an over-label dose was taken, as it was said.
pub(crate) fn because(text: &str) -> String {
    format!("You said why: {}.", clean(text).trim_end_matches('.'))
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

/// Said where nobody could be asked. `which` is what stands behind `--corrects`.
pub(crate) fn twice(medicine: &str, other: &str, which: &str) -> Vec<String> {
    let quoted = quoted(&clean(medicine));
    vec![
        format!("The same was recorded at {other}, so both count. Typed twice?"),
        format!("backflare took {quoted} 0mg --corrects{which} --because \"typed twice\""),
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

/// What alcohol blocks beside something that makes drowsy for longer: until then. Rule 20.3.
pub(crate) fn drank_beside(until: &str) -> Vec<String> {
    vec![format!("Until {until}: no driving, no heat, no massage device."), "No more alcohol until then.".to_owned()]
}

/// What was noted of these in 24 hours. `last`: when.
pub(crate) fn noted_in_a_day(what: &[Ingredient], last: Option<&str>) -> String {
    let named = || what.iter().map(ingredient).collect::<Vec<_>>().join(" or ");
    last.map_or_else(|| format!("No {} noted in 24 h.", named()), |at| format!("The last was noted {}.", on_or_at(at)))
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
