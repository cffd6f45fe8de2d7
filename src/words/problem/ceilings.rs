//! Figures that are looser than the rules allow.

use std::fmt::Display;

use crate::model::kind::Kind;
use crate::model::time::Span;
use crate::words::problem::write;

pub(crate) const NOT_MICRO: &str = "an exercise that is not micro";
pub(crate) const LARGER_NAPROXEN: &str =
    "the larger dose of naproxen is a first dose alone, so it is no option later (rule 8, NX-02)";
pub(crate) const LEAVE_OUT: &str = "leave it out";
pub(crate) const WRITE_DOSE: &str = "write \"dose_mg\": ...";
pub(crate) const COUNT_ROUNDS: &str = "write \"rounds\" and \"cues\"";
pub(crate) const IS_REST: &str = "where it is no hold, write \"rest\": true";

pub(crate) fn card_every(every: Span, most: Span) -> String {
    format!("{every} is above the ceiling of {most} until a card is asked again (rule 2, RF-36)")
}

pub(crate) fn not_the_us_name(name: &str) -> String {
    format!("\"{name}\" is not the US name of an ingredient")
}

pub(crate) fn only_recorded(name: &str) -> String {
    format!("{name} may not be offered by a protocol, only recorded (rules 7 and 12)")
}

pub(crate) fn dose_is_a_number(name: &str) -> String {
    format!("{name} needs its dose as a number")
}

pub(crate) fn one_dose(mg: u32, name: &str, most_mg: u32, fact: &str) -> String {
    format!("{mg} mg of {name} is above the ceiling of {most_mg} mg in one dose (rule 4, {fact})")
}

pub(crate) fn dose_in_24h(mg: u32, name: &str, most_mg: u32, fact: &str) -> String {
    format!("{mg} mg of {name} is above the ceiling of {most_mg} mg in any 24 hours (rule 4, {fact})")
}

/// The spacing after a dose of so much.
pub(crate) fn spacing(span: Span, least: Span, mg: u32, name: &str, fact: &str) -> String {
    format!("{span} is below the least of {least} after {mg} mg of {name} (rule 4, {fact})")
}

pub(crate) fn days(days: u32, most: u32, fact: &str) -> String {
    format!("{days} is above the ceiling of {most} days with a pain reliever (rule 10, {fact})")
}

/// From one session of heat, or of cold, to the next.
pub(crate) fn every(every: Span, least: Span, name: &str, fact: &str) -> String {
    format!("{every} is below the least of {least} from {name} to {name} (rule 4, {fact})")
}

pub(crate) fn heat_to_cold(gap: Span, least: Span) -> String {
    format!("{gap} is below the least of {least} between heat and cold (rule 14, HC-29)")
}

pub(crate) fn keeps_apart(name: &str, other: Kind, gap: Span) -> String {
    format!("with {other} in the protocol, {name} keeps {gap} from it (rule 14, HC-29)")
}

pub(crate) fn write_apart(from: Kind, gap: Span) -> String {
    format!("write \"apart\": [{{ \"from\": \"{from}\", \"gap\": \"{gap}\" }}]")
}

pub(crate) fn session(length: impl Display, most: Span, kind: Kind, fact: &str) -> String {
    format!("{length} is above the ceiling of {most} for {kind} (rule 4, {fact})")
}

pub(crate) fn no_open_end(kind: Kind, most: Span, fact: &str) -> String {
    format!("{kind} has no open end: its ceiling is {most} (rule 4, {fact})")
}

pub(crate) fn one_spot(length: Span, most: Span) -> String {
    format!("{length} is above the ceiling of {most} on one spot (rule 15, MG-06)")
}

pub(crate) fn one_muscle(length: Span, most: Span) -> String {
    format!("{length} is above the ceiling of {most} on one muscle (rule 15, MG-07)")
}

pub(crate) fn times_in_24h(times: u32, most: u32, kind: Kind, fact: &str) -> String {
    format!("{times} is above the ceiling of {most} in any 24 hours for {kind} (rule 4, {fact})")
}

pub(crate) fn needs_times_in_24h(kind: Kind, most: u32, fact: &str) -> String {
    format!("{kind} needs a ceiling of at most {most} in any 24 hours (rule 4, {fact})")
}

/// A field with a number: `write "most_a_day": 3`.
pub(crate) fn write_field(field: &str, number: u32) -> String {
    write(format_args!("\"{field}\": {number}"))
}

pub(crate) fn too_early(what: &str, least: Span, fact: &str) -> String {
    format!("{what} does not begin before {least} after the start (rule 15, {fact})")
}

pub(crate) fn write_from(from: Span) -> String {
    write(format_args!("\"from\": \"{from}\""))
}

pub(crate) fn write_from_here(from: Span) -> String {
    format!("write \"from\": \"{from}\" in this session")
}

pub(crate) fn micro_rounds(most: u32, until: Span) -> String {
    format!("a micro exercise has at most {most} rounds before {until} (rule 15, MV-12)")
}

pub(crate) fn micro_timed(until: Span) -> String {
    format!("a micro exercise is counted in rounds before {until}, not timed (rule 15, MV-12)")
}

pub(crate) fn micro_hold(most: Span, until: Span) -> String {
    format!("a micro exercise is held at most {most} before {until} (rule 15, MV-13)")
}

pub(crate) fn micro_sets(most: u32, until: Span) -> String {
    format!("a micro exercise is done at most {most} times a day before {until} (rule 15, MV-12)")
}

pub(crate) fn walk(length: impl Display, most: Span, until: Span) -> String {
    format!("{length} is above the ceiling of {most} for a walk before {until} (rule 15, MV-08)")
}
