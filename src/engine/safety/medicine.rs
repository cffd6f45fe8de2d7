//! Rules 4 to 11 for medicines: who may be offered one at all, how much, how often, for how long.
//!
//! Here is what is weighed of a dose, and in which order. What is asked of the person is in `questions`, the doses, gaps
//! and sums in `amounts`, the days in `days`, and how an ingredient stands afterwards in `standing`.

mod amounts;
mod days;
mod questions;
mod standing;

use amounts::{amounts, limits_of};
use days::days;
use questions::{lately, questions};

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::prescribed::given;
use crate::engine::safety::reaction::against_medicine;
use crate::engine::safety::sedation::beside_another;
use crate::engine::safety::{Fine, Rule, Subject, Weighed, Why, no, yes};
use crate::model::class::Class;
use crate::model::event::Content;
use crate::model::limits::{ANALGESIC_DAYS, NSAID_SWITCH, ORAL_APART, may_be_offered};
use crate::model::medicine::Ingredient;
use crate::model::profile::{Answer, Fact};
use crate::model::time::Span;
use crate::protocol::format::Medicine;
use crate::protocol::named::contains;

pub use days::{analgesic_dates, days_are_over};
pub use standing::{last_noted, standings};

/// Where naproxen may be offered. Rule 8.
const NAPROXEN_REGION: &str = "us";

/// Weighs rules 4 to 11 for the dose of a step.
pub(super) fn weigh(case: &Case<'_>, subject: &Subject<'_>) -> Vec<Weighed> {
    let Some(medicine) = &subject.step.medicine else {
        return vec![no(Rule::Ceiling, Why::NoRule, None, &[])];
    };
    let mut rules = vec![records(case)];
    // Whatever its author called it: each thing in it is weighed by itself. Rule 25.
    for content in contains(medicine) {
        rules.extend(weigh_one(case, subject, medicine, &content));
    }
    rules
}

/// Weighs the rules for one thing that is in the dose of a step.
fn weigh_one(case: &Case<'_>, subject: &Subject<'_>, medicine: &Medicine, content: &Content) -> Vec<Weighed> {
    let ingredient = content.ingredient.clone();
    let class = content.class();
    let mut rules: Vec<Weighed> = against_medicine(case, &ingredient, class).into_iter().collect();
    let prescribed = given(case).is_some();
    let asks_for_one = class.is_some_and(Class::needs_a_prescriber);
    if asks_for_one && !prescribed {
        rules.push(no(Rule::Ceiling, Why::OnlyPrescribed(ingredient.clone()), None, &["MR-07"]));
    }
    if !(may_be_offered(&ingredient) || asks_for_one && prescribed) {
        rules.push(no(Rule::Ceiling, Why::NeverOffered(ingredient.clone()), None, &["AS-03", "MR-07", "TP-21"]));
        if class.is_some_and(Class::is_nsaid) {
            rules.push(one_nsaid(case, &ingredient));
        }
        if class.is_some_and(Class::is_analgesic) {
            rules.push(days(case, ANALGESIC_DAYS));
        }
        return rules;
    }
    if ingredient == Ingredient::Naproxen {
        rules.push(region(case));
    }
    // What has milligrams is swallowed, whatever its author says of it. Rule 25.4.
    let oral = class.is_some_and(Class::is_oral) || medicine.dose_mg.is_some();
    rules.extend(class.and_then(|class| questions(case, class, oral)));
    rules.extend(class.into_iter().flat_map(|class| lately(case, class)));
    let limits = limits_of(case, &ingredient);
    if class.is_some_and(|class| class.drowsy().is_some()) {
        rules.extend(beside_another(case, &ingredient));
    }
    let least = if oral && limits.is_none() { ORAL_APART } else { Span::ZERO };
    let medicine = &Medicine { spacing: medicine.spacing.max(least), ..medicine.clone() };
    rules.extend(amounts(case, &ingredient, medicine, limits, subject.dose_mg));
    if class.is_some_and(Class::is_nsaid) {
        rules.push(one_nsaid(case, &ingredient));
    }
    if class.is_some_and(Class::is_analgesic) {
        rules.push(days(case, medicine.most_days.unwrap_or(ANALGESIC_DAYS).min(ANALGESIC_DAYS)));
    }
    rules
}

/// Rule 11: a clock that is behind, or a journal that is not all there, gives no "next".
fn records(case: &Case<'_>) -> Weighed {
    if case.clock_behind().is_some() {
        return no(Rule::UncertainTime, Why::ClockBehind, None, &[]);
    }
    if case.history.has_newer() {
        return no(Rule::UncertainTime, Why::Unreadable, None, &[]);
    }
    // What stood there counts as a dose, which the rules below see to.
    let fine = if case.history.damaged().is_empty() { Fine::RecordsGood } else { Fine::LineLost };
    yes(Rule::UncertainTime, fine, &[])
}

/// Rule 8: naproxen is for where its label is sold over the counter. NX-01.
fn region(case: &Case<'_>) -> Weighed {
    const FACTS: &[&str] = &["NX-01"];
    match case.facts.get(Fact::Region).map(|known| known.value) {
        Some(Answer::Word(region)) if region == NAPROXEN_REGION => yes(Rule::Naproxen, Fine::RegionFits, FACTS),
        Some(Answer::Word(_) | Answer::No | Answer::Yes | Answer::Cleared | Answer::Number(_) | Answer::Time(_)) => {
            no(Rule::Naproxen, Why::NotInRegion(Ingredient::Naproxen), None, FACTS)
        }
        None => no(Rule::Naproxen, Why::Unanswered(Fact::Region), None, FACTS),
    }
}

/// Rule 7: no other anti-inflammatory in the last 24 hours, and nothing that may have been one.
fn one_nsaid(case: &Case<'_>, ingredient: &Ingredient) -> Weighed {
    const FACTS: &[&str] = &["IB-13", "TP-11"];
    let is_other = |content: &&Content| content.is_nsaid() && content.ingredient != *ingredient;
    let other = |dose: &&Taken| dose.is_unknown() || dose.contents().any(|content| is_other(&content));
    let last = case.history.doses().iter().rev().find(other);
    match last.filter(|dose| !case.reached(dose.at.moment + NSAID_SWITCH)) {
        Some(dose) => {
            let named = dose.contents().find(is_other);
            let why = named.map_or(Why::UnknownMedicine, |other| Why::OtherNsaid(other.ingredient.clone()));
            no(Rule::OneNsaid, why, Some(dose.at.moment + NSAID_SWITCH), FACTS)
        }
        None => yes(Rule::OneNsaid, Fine::NoOtherNsaid, FACTS),
    }
}
