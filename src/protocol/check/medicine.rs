//! Rule 25: a medicine cannot escape by its name; and rules 4 to 10 for its figures. The numbers are in [`limits`].

use super::Checker;
use crate::model::amount::is_piece;
use crate::model::class::Class;
use crate::model::event::Content;
use crate::model::limits::{self, MedicineLimits};
use crate::model::medicine::Ingredient;
use crate::protocol::format::Medicine;
use crate::protocol::named::{Named, named};
use crate::words::problem::ground::Ground;
use crate::words::problem::medicine as say;

/// Pieces that go onto the skin or into an eye.
const DROPS_AND_PATCHES: [&str; 7] = ["drop", "drops", "patch", "patches", "plaster", "application", "dose"];

/// What is held against a medicine. `path` is that of the field `medicine`.
pub(super) fn check(out: &mut Checker<'_>, path: &str, medicine: &Medicine) {
    let name = medicine.name.as_str();
    // "8 tablets" beside 200 mg is another dose, and would let a sentence say so.
    if medicine.dose_mg.is_some() && medicine.amount.is_some() {
        out.wrong_help(format!("{path}.amount"), say::MG_SAY_IT, say::LEAVE_AMOUNT_OUT);
    }
    let contains = match named(medicine) {
        Named::OtherName(all) => {
            // Under a brand name its reader would not know what it is.
            let names: Vec<&str> = all.iter().map(|own| own.ingredient.as_str()).collect();
            out.wrong_help(format!("{path}.name"), say::not_the_us_name(name), say::write_names(&names));
            return;
        }
        Named::Unknown => {
            out.wrong_help(format!("{path}.class"), say::nobody_knows(name), say::WRITE_CLASS);
            return;
        }
        Named::Near(near, _) => {
            // A misspelt name would escape the limits of what is meant.
            out.wrong_help(format!("{path}.name"), say::nobody_knows_it(name), say::did_you_mean(&near));
            return;
        }
        Named::Known(all) => all,
        Named::Said(one) => vec![one],
    };
    for own in &contains {
        if !may_stand(out, path, medicine, own) {
            return;
        }
        match limits::medicine_limits(&own.ingredient) {
            Some(limits) => figures(out, path, medicine, &own.ingredient, limits),
            None => unlimited(out, path, medicine, own),
        }
    }
}

/// Whether a protocol may offer it at all.
fn may_stand(out: &mut Checker<'_>, path: &str, medicine: &Medicine, own: &Content) -> bool {
    let name = medicine.name.as_str();
    let path = format!("{path}.name");
    let class = own.class();
    if class.is_some_and(Class::needs_a_prescriber) {
        if out.protocol.prescribed.is_none() {
            let message = say::only_prescribed(name);
            out.wrong_help(path, message, say::WRITE_PRESCRIBED);
        }
        return out.protocol.prescribed.is_some();
    }
    let on_skin = match class {
        Some(Class::TopicalNsaid | Class::Salicylate) => true,
        Some(_) | None => false,
    };
    if !limits::may_be_offered(&own.ingredient) || on_skin {
        out.wrong(path, say::only_recorded(name));
        return false;
    }
    true
}

/// What holds for a medicine of which this program knows no label.
fn unlimited(out: &mut Checker<'_>, path: &str, medicine: &Medicine, own: &Content) {
    let name = medicine.name.as_str();
    let class = own.class();
    if class.is_some_and(Class::is_nsaid) && medicine.class.is_none() {
        out.wrong_help(format!("{path}.class"), say::no_label(name), say::write_class("nsaid"));
        return;
    }
    let most = limits::TYPO_DOSE_MG;
    for (field, mg) in [("dose_mg", medicine.dose_mg), ("option_mg", medicine.option_mg)] {
        if let Some(mg) = mg.filter(|mg| *mg > most) {
            let message = say::slip_of_dose(mg, most);
            out.wrong(format!("{path}.{field}"), message);
        }
    }
    if let Some(class @ (Class::Skin | Class::EyeDrop)) = class {
        for (field, mg) in [
            ("dose_mg", medicine.dose_mg),
            ("option_mg", medicine.option_mg),
            ("most_mg_in_24h", medicine.most_mg_in_24h),
        ] {
            if mg.is_some() {
                let message = say::no_swallowed_dose(class == Class::Skin);
                out.wrong_help(format!("{path}.{field}"), message, say::WRITE_ORAL);
            }
        }
        let piece = |part: &str| is_piece(part) && !DROPS_AND_PATCHES.contains(&part);
        if name.split('-').any(piece) {
            out.wrong_help(format!("{path}.class"), say::no_swallowed_dose(class == Class::Skin), say::WRITE_ORAL);
        }
        return;
    }
    // What has milligrams is swallowed, whatever its author says of it.
    if !class.is_some_and(Class::is_oral) && medicine.dose_mg.is_none() {
        return;
    }
    let least = limits::ORAL_APART;
    if medicine.spacing < least {
        let message = say::oral_spacing(medicine.spacing, least);
        out.wrong(format!("{path}.spacing"), message);
    }
    if medicine.most_doses_in_24h.is_none() && medicine.most_mg_in_24h.is_none() {
        out.wrong_help(format!("{path}.most_doses_in_24h"), say::needs_most(name), say::WRITE_MOST_DOSES);
    }
}

/// The ceilings of a label. A plan that a clinician gave may go to the largest day that any region's label allows; what holds
/// for the person is weighed when it is offered. Rule 24.6.
fn figures(out: &mut Checker<'_>, path: &str, medicine: &Medicine, own: &Ingredient, limits: MedicineLimits) {
    let name = medicine.name.as_str();
    let limits = if out.lifted && *own == Ingredient::Acetaminophen {
        MedicineLimits {
            in_24h_mg: limits::PRESCRIBED_ACETAMINOPHEN_MG,
            gap_large: limits::PRESCRIBED_ACETAMINOPHEN_GAP,
            ..limits
        }
    } else {
        limits
    };
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
    if *own == Ingredient::Naproxen && medicine.option_mg.is_some() {
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
    let advised = *own == Ingredient::Ibuprofen && largest > limits.small_mg;
    let ground = if advised { Ground::Advice } else { Ground::Label };
    if medicine.spacing < gap {
        let message = say::spacing(medicine.spacing, gap, largest, name, ground);
        out.wrong(format!("{path}.spacing"), message);
    }
    if let Some(most) = medicine.most_days.filter(|most| *most > days) {
        let message = say::days(most, days);
        out.wrong(format!("{path}.most_days"), message);
    }
}
