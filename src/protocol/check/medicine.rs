//! Rules 4 to 10 for what a protocol offers to swallow. The numbers are in [`limits`].

use super::Checker;
use crate::model::limits::{self, MedicineLimits};
use crate::model::medicine::{Ingredient, ingredients_of};
use crate::protocol::format::Medicine;
use crate::words::problem::ground::Ground;
use crate::words::problem::medicine as say;

/// What is held against a medicine. `path` is that of the field `medicine`.
pub(super) fn check(out: &mut Checker<'_>, path: &str, medicine: &Medicine) {
    let name = medicine.name.as_str();
    let ingredient = Ingredient::named(&medicine.name);
    if let Ingredient::Other(_) = ingredient
        && let Some(contains) = ingredients_of(name)
    {
        // Under a brand name the ceilings of what is in it would not be found.
        let contains: Vec<&str> = contains.iter().map(Ingredient::as_str).collect();
        out.wrong_help(format!("{path}.name"), say::not_the_us_name(name), say::write_names(&contains));
        return;
    }
    if !limits::may_be_offered(&ingredient) {
        let message = say::only_recorded(name);
        out.wrong(format!("{path}.name"), message);
        return;
    }
    let Some(limits) = limits::medicine_limits(&ingredient) else { return };
    if medicine.dose_mg.is_none() && medicine.amount.is_some() {
        out.wrong_help(format!("{path}.dose_mg"), say::dose_is_a_number(name), say::WRITE_DOSE);
    }
    let MedicineLimits { single_mg, in_24h_mg, days, .. } = limits;
    for (field, mg) in [("dose_mg", medicine.dose_mg), ("option_mg", medicine.option_mg)] {
        if let Some(mg) = mg.filter(|mg| *mg > single_mg) {
            let message = say::one_dose(mg, name, single_mg);
            out.wrong(format!("{path}.{field}"), message);
        }
    }
    if ingredient == Ingredient::Naproxen && medicine.option_mg.is_some() {
        out.wrong_help(format!("{path}.option_mg"), say::LARGER_NAPROXEN, say::LEAVE_OUT);
    }
    // A dose above its own ceiling has been spoken about; it does not count against the others, too.
    let smallest = medicine.dose_mg.unwrap_or(single_mg).min(single_mg);
    let possible = [medicine.dose_mg, medicine.option_mg].into_iter().flatten().filter(|mg| *mg <= single_mg);
    let largest = possible.max().unwrap_or(0);
    let sums = match (medicine.most_mg_in_24h, medicine.most_doses_in_24h) {
        (Some(mg), _) => Some(("most_mg_in_24h", mg)),
        (None, Some(doses)) => Some(("most_doses_in_24h", doses.saturating_mul(smallest))),
        (None, None) => None,
    };
    if let Some((field, mg)) = sums.filter(|(_, mg)| *mg > in_24h_mg) {
        let message = say::dose_in_24h(mg, name, in_24h_mg);
        out.wrong(format!("{path}.{field}"), message);
    }
    let gap = limits.gap_after(largest);
    // The longer wait after two tablets is what health services advise; no label says it.
    let ground = if ingredient == Ingredient::Ibuprofen && largest > limits.small_mg { Ground::Advice } else { Ground::Label };
    if medicine.spacing < gap {
        let message = say::spacing(medicine.spacing, gap, largest, name, ground);
        out.wrong(format!("{path}.spacing"), message);
    }
    if let Some(most) = medicine.most_days.filter(|most| *most > days) {
        let message = say::days(most, days);
        out.wrong(format!("{path}.most_days"), message);
    }
}
