//! A medicine that a protocol may not offer, or not so.

use super::ground::Ground;
use crate::model::time::Span;

pub(crate) const LARGER_NAPROXEN: &str =
    "the larger dose of naproxen is a first dose alone, so no option later (that is on the label)";
pub(crate) const LEAVE_OUT: &str = "leave it out";
pub(crate) const WRITE_DOSE: &str = "write \"dose_mg\": ...";
pub(crate) const WRITE_CLASS: &str =
    "write \"class\": \"other-oral\" for what is swallowed, \"eye-drop\", \"skin\" or another; the schema lists them";
pub(crate) const WRITE_MOST_DOSES: &str = "write \"most_doses_in_24h\": ...";
pub(crate) const WRITE_PRESCRIBED: &str =
    "write \"prescribed\": { \"who\": ..., \"when\": ... } where a clinician gave it";

/// `names` are those to write instead.
pub(crate) fn not_the_us_name(name: &str) -> String {
    format!("\"{name}\" is not the US name of an ingredient")
}

pub(crate) fn write_names(names: &[&str]) -> String {
    format!("write \"{}\"", names.join("\" or \""))
}

pub(crate) fn nobody_knows(name: &str) -> String {
    format!("nobody here knows {name}; say its class")
}

/// A name that is written nearly like one that is known.
pub(crate) fn nobody_knows_it(name: &str) -> String {
    format!("nobody here knows {name}")
}

pub(crate) fn did_you_mean(near: &str) -> String {
    format!("is it \"{near}\"? Then write that; else the whole name that stands on its box")
}

/// Something for the skin, or for the eye, with milligrams or tablets.
pub(crate) fn no_swallowed_dose(skin: bool) -> String {
    let what = if skin { "the skin" } else { "the eye" };
    format!("what is for {what} has no milligrams and no tablets that are swallowed ({})", Ground::Ours)
}

pub(crate) const WRITE_ORAL: &str = "leave it out, or write \"class\": \"other-oral\" for what is swallowed";

/// An anti-inflammatory of which no label was read.
pub(crate) fn no_label(name: &str) -> String {
    format!("{name} is an anti-inflammatory, and nobody here knows its label; say its class")
}

/// `word` is that of the file.
pub(crate) fn write_class(word: &str) -> String {
    format!("write \"class\": \"{word}\"")
}

pub(crate) fn only_recorded(name: &str) -> String {
    format!("{name} may not be offered by a protocol, only recorded ({})", Ground::Ours)
}

pub(crate) fn only_prescribed(name: &str) -> String {
    format!("{name} may be offered only by a plan that a clinician gave ({})", Ground::Ours)
}

pub(crate) fn dose_is_a_number(name: &str) -> String {
    format!("{name} needs its dose as a number")
}

pub(crate) fn one_dose(mg: u32, name: &str, most_mg: u32) -> String {
    format!("{mg} mg of {name} is more than {most_mg} mg in one dose ({})", Ground::Label)
}

pub(crate) fn dose_in_24h(mg: u32, name: &str, most_mg: u32) -> String {
    format!("{mg} mg of {name} is more than {most_mg} mg in any 24 hours ({})", Ground::Label)
}

/// The spacing after a dose of so much.
pub(crate) fn spacing(span: Span, least: Span, mg: u32, name: &str, ground: Ground) -> String {
    format!("{span} is less than {least} after {mg} mg of {name} ({ground})")
}

pub(crate) fn days(days: u32, most: u32) -> String {
    format!("{days} is more than {most} days with a pain reliever ({})", Ground::Label)
}

pub(crate) fn slip_of_dose(mg: u32, most: u32) -> String {
    format!("{mg} mg is more than {most} mg in one dose; is it a slip of the pen? ({})", Ground::Ours)
}

pub(crate) fn oral_spacing(span: Span, least: Span) -> String {
    format!("{span} is less than {least} between two doses that are swallowed ({})", Ground::Ours)
}

pub(crate) fn needs_most(name: &str) -> String {
    format!("{name} is swallowed, so this says how many doses in any 24 hours at most ({})", Ground::Ours)
}

// ---- Free text beside a figure

pub(crate) fn other_figure(said: &str) -> String {
    format!("{said} is not what the fields of this step say")
}

pub(crate) fn no_dose_here(said: &str) -> String {
    format!("{said} reads like a dose, and this step offers none")
}

/// Of a text that belongs to no step.
pub(crate) fn no_dose_outside(said: &str) -> String {
    format!("{said} reads like a dose, and stands beside no field that holds it")
}

pub(crate) fn no_heat_here(said: &str) -> String {
    format!("{said} reads like heat, and this is no step of heat")
}

pub(crate) const MATCH_FIGURES: &str = "write the same figure, or leave it to the fields";
pub(crate) const MG_SAY_IT: &str = "the milligrams beside it say how much is taken";
pub(crate) const LEAVE_AMOUNT_OUT: &str = "leave it out, or leave out \"dose_mg\"";

pub(crate) fn names_a_medicine(word: &str) -> String {
    format!("{word} is a medicine, and this step offers none")
}

pub(crate) fn other_medicine(word: &str, own: &str) -> String {
    format!("{word} is another medicine than {own}, which this step offers")
}

pub(crate) const OWN_STEP: &str = "give it a step of its own";
