//! How each ingredient that was taken lately stands by the ceilings: what `took`, `status` and `why` say of it.

use std::collections::BTreeSet;

use super::amounts::{amounts, counted, limits_of, recent_doses};
use super::days::analgesic_days;
use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::{Standing, Veto};
use crate::model::id::Id;
use crate::model::limits::{COUNTED_OVER, COUNTED_OVER_HALF, NSAID_SWITCH};
use crate::model::medicine::Ingredient;
use crate::model::time::{Moment, Span};
use crate::protocol::format::Medicine;
use crate::protocol::named::contains;

/// How each ingredient that was taken lately stands by the ceilings. The next time is the protocol's where it is later.
pub fn standings(case: &Case<'_>) -> Vec<Standing> {
    let known = Ingredient::KNOWN.into_iter().filter(|ingredient| *ingredient != Ingredient::Sedating);
    let taken = case.history.doses().iter().flat_map(Taken::contents).filter(|content| content.is_analgesic());
    // What is acetaminophen under another name stands with it.
    let others = taken.filter(|content| !Ingredient::KNOWN.iter().any(|known| content.counts_as(known)));
    let others: BTreeSet<Ingredient> = others.map(|content| content.ingredient.clone()).collect();
    known.chain(others).filter_map(|ingredient| standing(case, ingredient)).collect()
}

/// The newest dose of 24 hours that held an ingredient, or of which nobody knows what it held.
pub fn last_noted(case: &Case<'_>, ingredient: &Ingredient) -> Option<Moment> {
    recent_doses(case, ingredient, COUNTED_OVER).map(|dose| dose.at.moment).max()
}

/// How the protocol offers an ingredient; where it does not, the ceilings alone.
fn offered(case: &Case<'_>, ingredient: &Ingredient) -> Option<Medicine> {
    let limits = limits_of(case, ingredient)?;
    let own = case.protocol.steps.iter().filter_map(|step| step.medicine.as_ref());
    let own = own.into_iter().find(|medicine| contains(medicine).iter().any(|own| own.ingredient == *ingredient));
    own.cloned().or_else(|| {
        Some(Medicine {
            name: Id::parse(ingredient.as_str())?,
            class: None,
            dose_mg: Some(limits.small_mg),
            amount: None,
            option_mg: None,
            option_say: Vec::new(),
            spacing: limits.gap_small,
            most_mg_in_24h: None,
            most_doses_in_24h: None,
            most_days: None,
        })
    })
}

/// How one ingredient stands. `None`: it was not taken in the last 24 hours.
fn standing(case: &Case<'_>, ingredient: Ingredient) -> Option<Standing> {
    let limits = limits_of(case, &ingredient);
    let doses: Vec<&Taken> =
        recent_doses(case, &ingredient, COUNTED_OVER).filter(|dose| dose.has(&ingredient)).collect();
    let last = doses.last()?.at.moment;
    let sum_mg = doses.iter().fold(0_u32, |sum, dose| sum.saturating_add(counted(dose, &ingredient, limits)));
    let usual = limits.map_or(0, |limits| limits.small_mg);
    let pairs = doses.windows(2);
    let gap =
        |dose: &Taken| limits.map_or(Span::ZERO, |limits| limits.gap_after(counted(dose, &ingredient, Some(limits))));
    let too_soon = pairs.last().is_some_and(|pair| pair[1].at.moment - pair[0].at.moment < gap(pair[0]));
    let not_before = limits.and_then(|limits| {
        let medicine = offered(case, &ingredient)?;
        let usual = medicine.dose_mg.unwrap_or(usual);
        let rules = amounts(case, &ingredient, &medicine, Some(limits), Some(usual));
        let vetoes: Vec<&Veto> = rules.iter().filter_map(|rule| rule.verdict.as_ref().err()).collect();
        let until = vetoes.iter().map(|veto| veto.until).collect::<Option<Vec<_>>>()?;
        Some(until.into_iter().max().unwrap_or(case.now()))
    });
    let counted_on = case.clock_behind().is_none() && !case.history.torn();
    let not_before = not_before.filter(|_| counted_on);
    let newest = doses.last().map_or(0, |dose| counted(dose, &ingredient, limits));
    let over_single = limits.map(|limits| limits.single_mg).filter(|most| newest > *most);
    let over_12h = limits.and_then(|limits| limits.in_12h_mg).filter(|most| {
        let half = recent_doses(case, &ingredient, COUNTED_OVER_HALF).filter(|dose| dose.has(&ingredient));
        half.fold(0_u32, |sum, dose| sum.saturating_add(counted(dose, &ingredient, limits))) > *most
    });
    let nsaid = doses.iter().flat_map(|dose| dose.contents()).any(|one| one.ingredient == ingredient && one.is_nsaid());
    let beside = Some(&ingredient).filter(|_| nsaid).and_then(|own| {
        let near = |dose: &&Taken| (last - dose.at.moment).as_seconds().abs() < NSAID_SWITCH.as_seconds();
        let others = case.history.doses().iter().rev().filter(near).flat_map(Taken::contents);
        others
            .filter(|other| other.is_nsaid() && other.ingredient != *own)
            .map(|other| &other.ingredient)
            .max()
            .cloned()
    });
    let class_until = (nsaid && counted_on).then_some(last + NSAID_SWITCH);
    let most_mg = limits.map(|limits| limits.in_24h_mg);
    let room = most_mg.map(|most| most.saturating_sub(sum_mg));
    let one_left = limits.is_some() && room.is_some_and(|room| room >= usual && room < usual.saturating_mul(2));
    let because = doses.iter().rev().find_map(|dose| dose.why()).map(str::to_owned);
    let doses = u32::try_from(doses.len()).unwrap_or(u32::MAX);
    Some(Standing {
        days: analgesic_days(case).0,
        ingredient,
        doses,
        sum_mg,
        most_mg,
        last,
        not_before,
        too_soon,
        over_single,
        over_12h,
        beside,
        class_until,
        one_left,
        because,
    })
}
