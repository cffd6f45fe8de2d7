//! Rules 6 to 9: the single dose, the gap and the sums of an ingredient.
//!
//! A window of 24 hours is half open: a dose leaves it in the very second in which it is 24 hours old. The dose that is
//! being considered counts. A dose of unknown amount counts as the largest single one; a dose of which nobody knows what
//! it contains counts as every ingredient.

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::prescribed::given;
use crate::engine::safety::{Fine, Rule, Weighed, Why, helped, no, yes};
use crate::model::limits::{
    COUNTED_OVER, COUNTED_OVER_HALF, MedicineLimits, PRESCRIBED_ACETAMINOPHEN_GAP, PRESCRIBED_ACETAMINOPHEN_MG,
    medicine_limits,
};
use crate::model::medicine::Ingredient;
use crate::model::profile::{Answer, Fact};
use crate::model::time::{Moment, Span};
use crate::protocol::format::Medicine;

/// The limits of an ingredient for this person. A clinician may give acetaminophen up to what the label of the region allows,
/// where nothing of the person is against it. Rule 24.6; AC-08, AC-14, AC-27.
pub(super) fn limits_of(case: &Case<'_>, ingredient: &Ingredient) -> Option<MedicineLimits> {
    let limits = medicine_limits(ingredient)?;
    if *ingredient != Ingredient::Acetaminophen || given(case).is_none() {
        return Some(limits);
    }
    let against = [Fact::Light, Fact::HeartKidney, Fact::Alcohol, Fact::Pregnant];
    if against.iter().any(|fact| case.facts.get(*fact).map(|known| known.value) != Some(Answer::No)) {
        return Some(limits);
    }
    let Some(Answer::Word(region)) = case.facts.get(Fact::Region).map(|known| known.value) else { return Some(limits) };
    let gap = match region.as_str() {
        "uk" => PRESCRIBED_ACETAMINOPHEN_GAP,
        "ca" => limits.gap_large,
        _ => return Some(limits),
    };
    Some(MedicineLimits { in_24h_mg: PRESCRIBED_ACETAMINOPHEN_MG, gap_small: gap, gap_large: gap, ..limits })
}

/// Rules 6, 8 and 9: single dose, gap and sum. The stricter of the ceiling and the protocol counts.
pub(super) fn amounts(
    case: &Case<'_>,
    ingredient: &Ingredient,
    medicine: &Medicine,
    limits: Option<MedicineLimits>,
    dose_mg: Option<u32>,
) -> Vec<Weighed> {
    let (rule, facts): (Rule, &'static [&'static str]) = match ingredient {
        Ingredient::Ibuprofen => (Rule::Ibuprofen, &["IB-01", "IB-02", "IB-03", "IB-07"]),
        Ingredient::Naproxen => (Rule::Naproxen, &["NX-01", "NX-02", "NX-03", "NX-04"]),
        Ingredient::Acetaminophen => (Rule::Acetaminophen, &["AC-01", "AC-02", "AC-03"]),
        Ingredient::Aspirin
        | Ingredient::Diclofenac
        | Ingredient::MethylSalicylate
        | Ingredient::OtherNsaid
        | Ingredient::Sedating
        | Ingredient::Other(_) => (Rule::Ceiling, &[]),
    };
    let mut rules = Vec::new();
    if let (Some(limits), Some(dose)) = (limits, dose_mg) {
        if dose > limits.single_mg {
            rules.push(no(rule, Why::OverSingle { most_mg: limits.single_mg }, None, facts));
        }
        if *ingredient == Ingredient::Ibuprofen && dose > limits.small_mg && !helped::opens_larger(case) {
            rules.push(no(rule, Why::SmallerFirst { dose_mg: limits.small_mg }, None, facts));
        }
        // The larger dose of naproxen is a first dose alone. Rule 8; NX-02.
        let last = recent_doses(case, ingredient, COUNTED_OVER).last().map(|last| last.at.moment);
        if let Some(last) = last.filter(|_| *ingredient == Ingredient::Naproxen && dose > limits.small_mg) {
            rules.push(no(rule, Why::OverSingle { most_mg: limits.small_mg }, Some(last + COUNTED_OVER), facts));
        }
    } else if limits.is_some() {
        // A dose that nobody stated cannot be added up.
        rules.push(no(rule, Why::NoRule, None, facts));
    }
    rules.push(gap(case, rule, ingredient, medicine, limits, facts));
    rules.extend(sums(case, rule, ingredient, medicine, limits, dose_mg, facts));
    if let Some(most) = medicine.most_doses_in_24h {
        let taken: Vec<Moment> = recent_doses(case, ingredient, COUNTED_OVER).map(|dose| dose.at.moment).collect();
        if let Some(over) = (taken.len() + 1).checked_sub(most as usize).filter(|over| *over > 0) {
            let until = taken.get(over - 1).map(|at| *at + COUNTED_OVER);
            let taken = u32::try_from(taken.len()).unwrap_or(u32::MAX);
            rules.push(no(rule, Why::TooManyDoses { taken, most }, until, facts));
        }
    }
    rules
}

/// The doses of an ingredient in the last `window`, oldest first.
pub(super) fn recent_doses<'c>(
    case: &'c Case<'_>,
    ingredient: &'c Ingredient,
    window: Span,
) -> impl DoubleEndedIterator<Item = &'c Taken> {
    let within = move |dose: &&Taken| dose.may_contain(ingredient) && !case.reached(dose.at.moment + window);
    case.history.doses().iter().filter(within)
}

/// What a dose counts as, in milligrams of an ingredient.
pub(super) fn counted(dose: &Taken, ingredient: &Ingredient, limits: Option<MedicineLimits>) -> u32 {
    let largest = limits.map_or(0, |limits| limits.single_mg);
    match dose.mg(ingredient) {
        // Nobody knows what was in it, so the amount that was said says nothing about this ingredient.
        Some(mg) if dose.is_unknown() => mg.max(largest),
        Some(mg) => mg,
        None => largest,
    }
}

fn gap(
    case: &Case<'_>,
    rule: Rule,
    ingredient: &Ingredient,
    medicine: &Medicine,
    limits: Option<MedicineLimits>,
    facts: &'static [&'static str],
) -> Weighed {
    let after = |dose: &Taken| {
        let ceiling = limits.map_or(Span::ZERO, |limits| limits.gap_after(counted(dose, ingredient, Some(limits))));
        ceiling.max(medicine.spacing)
    };
    let doses = || case.history.doses().iter().filter(|dose| dose.may_contain(ingredient));
    // The time of a line that cannot be read is a bound, and no time that is told.
    let read = |dose: &&Taken| !dose.unreadable;
    let last = doses().filter(read).map(|dose| dose.at.moment).max();
    let longest = doses().max_by_key(|dose| dose.at.moment + after(dose));
    if let Some((dose, gap)) =
        longest.map(|dose| (dose, after(dose))).filter(|(dose, gap)| !case.reached(dose.at.moment + *gap))
    {
        let told = Some(dose).filter(read).map(|dose| dose.at.moment);
        let why = Why::TooSoon { ingredient: ingredient.clone(), gap, last: told };
        no(rule, why, Some(dose.at.moment + gap), facts)
    } else {
        let gap = longest.map_or(medicine.spacing, after);
        yes(rule, Fine::GapKept { ingredient: ingredient.clone(), last, gap }, facts)
    }
}

fn sums(
    case: &Case<'_>,
    rule: Rule,
    ingredient: &Ingredient,
    medicine: &Medicine,
    limits: Option<MedicineLimits>,
    dose_mg: Option<u32>,
    facts: &'static [&'static str],
) -> Vec<Weighed> {
    let Some(dose_mg) = dose_mg else { return Vec::new() };
    let most_24h = match (limits.map(|limits| limits.in_24h_mg), medicine.most_mg_in_24h) {
        (Some(ceiling), Some(file)) => Some(ceiling.min(file)),
        (ceiling, file) => ceiling.or(file),
    };
    let most_12h = limits.and_then(|limits| limits.in_12h_mg);
    [(most_24h, COUNTED_OVER), (most_12h, COUNTED_OVER_HALF)]
        .into_iter()
        .filter_map(|(most, window)| most.map(|most| (most, window)))
        .map(|(most_mg, window)| {
            let doses: Vec<(Moment, u32)> = recent_doses(case, ingredient, window)
                .map(|dose| (dose.at.moment, counted(dose, ingredient, limits)))
                .collect();
            let taken_mg = doses.iter().fold(0_u32, |sum, (_, mg)| sum.saturating_add(*mg));
            let ingredient = ingredient.clone();
            if taken_mg.saturating_add(dose_mg) <= most_mg {
                return yes(rule, Fine::SumKept { ingredient, taken_mg, dose_mg, most_mg }, facts);
            }
            let until = fits_at(&doses, taken_mg, dose_mg, most_mg).map(|at| at + window);
            no(rule, Why::OverSum { ingredient, taken_mg, dose_mg, most_mg }, until, facts)
        })
        .collect()
}

/// The dose whose leaving the window makes room. `None`: the dose alone is too much.
fn fits_at(doses: &[(Moment, u32)], taken_mg: u32, dose_mg: u32, most_mg: u32) -> Option<Moment> {
    let mut left = taken_mg;
    doses.iter().find_map(|(at, mg)| {
        left = left.saturating_sub(*mg);
        (left.saturating_add(dose_mg) <= most_mg).then_some(*at)
    })
}
