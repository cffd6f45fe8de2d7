//! Parts that make no sense together.

use crate::model::kind::Kind;
use crate::model::time::Span;
use crate::words::problem::ground::Ground;

pub(crate) const EMPTY_ROUTINE: &str = "a routine has at least one step";
pub(crate) const EMERGENCY_IS_ASKED: &str = "an emergency is asked each time and never answered from the profile";
pub(crate) const NO_EMERGENCY_CARD: &str = "a protocol for a flare has at least one card with an emergency sign";
pub(crate) const NO_PHASE: &str = "a protocol has at least one phase";
pub(crate) const FIRST_PHASE_HOLDS: &str = "the first phase must always hold: it is the one that is left";
pub(crate) const LET_IT_HOLD: &str = "take away its from, done, unless_since, pain, no_leg and steady";
pub(crate) const CHECK_IN_THAT_ASKS: &str = "a check-in with \"asks\"";
pub(crate) const POSTURE_OR_CONTACT: &str = "a posture or a contact";
pub(crate) const NO_SOURCE: &str = "a timed or dosed step names where its figures come from";
pub(crate) const WRITE_SOURCES: &str = "write \"sources\": [...] with the id of at least one source";
pub(crate) const CHANGE_TIMING: &str = "take it away or change the kind";
pub(crate) const WRITE_AT: &str = "write \"at\": [\"wake\", \"19:00\"]";
pub(crate) const EMPTY_SESSION: &str = "this session has nothing in it";
pub(crate) const FILL_SESSION: &str = "give it a length, rounds, cues or an open end";
pub(crate) const NO_LIMIT: &str = "without a limit this sign is never set";
pub(crate) const NO_MEDICINE: &str = "a step of the kind medicine says which";
pub(crate) const CHANGE_KIND: &str = "change the kind to \"medicine\" or take it away";
pub(crate) const NO_DOSE: &str = "the dose is missing";
pub(crate) const WRITE_DOSE: &str = "write \"dose_mg\": 200, or \"amount\" with words";
pub(crate) const OPTION_WITHOUT_DOSE: &str = "an option is more than a dose_mg, which is not here";
pub(crate) const NEVER: &str = "0 would mean never; at least 1";

pub(crate) const NEVER_FADES: &str = "only what comes by itself in a flare fades";
pub(crate) const ROWS_IN_ORDER: &str = "each row begins later than the one before it";

/// A share of a session that is none.
pub(crate) fn no_share(share: u8) -> String {
    format!("{share} is no share of a session; from 1 to 100")
}

pub(crate) fn not_yes_or_no(question: &str) -> String {
    format!("\"{question}\" is no question of yes or no")
}

/// A field whose other half is not there.
pub(crate) fn belongs_to(field: &str) -> String {
    format!("this belongs to \"{field}\", which is not here")
}

pub(crate) fn longer_than(within: Span) -> String {
    format!("this can never be: it is longer than {within}")
}

pub(crate) fn pain_never(from: u8, to: u8) -> String {
    format!("this can never be: pain_from is {from}, pain_to is {to}")
}

pub(crate) fn window_never(from: Span, until: Span) -> String {
    format!("this can never be: it is from {from} until {until}")
}

/// It begins when the plan is over.
pub(crate) fn after_the_end(from: Span, most: Span) -> String {
    format!("this never comes: {from} is after the plan ends, {most} after the start ({})", Ground::Ours)
}

pub(crate) const WRITE_HOURS_ANY: &str = "write \"hours\": \"any\" beside it, or another time";

/// It comes at a time at which people sleep, and is gone when they get up.
pub(crate) fn in_the_night(lapse: Span) -> String {
    format!("people sleep then, and it is gone after {lapse} ({})", Ground::Ours)
}

pub(crate) const SHORTER_GAP: &str = "write a shorter gap, or other times";

/// Something comes again before the distance from it is over.
pub(crate) fn no_time_left(from: &str, gap: Span) -> String {
    format!("this never comes: {from} comes again before {gap} are over")
}

/// Its phases begin when it is over.
pub(crate) fn phase_too_late(opens: Span, until: Span) -> String {
    format!("this never comes: it ends at {until}, and its phase begins at {opens}")
}

/// Its phases are over when it begins.
pub(crate) fn phase_too_early(ends: Span, from: Span) -> String {
    format!("this never comes: it begins at {from}, and its phase ends at {ends}")
}

/// One dose is more than all that may be had.
pub(crate) fn dose_over_most(dose_mg: u32) -> String {
    format!("this never comes: one dose is {dose_mg} mg")
}

pub(crate) fn write_at_least(mg: u32) -> String {
    format!("write {mg} or more, or a smaller dose_mg")
}

/// `kinds` is what can have the field: `an exercise`.
pub(crate) fn only(kinds: &str) -> String {
    format!("only {kinds} can have this")
}

pub(crate) fn other_timing(kind: &str) -> String {
    format!("this does not belong to the kind \"{kind}\"")
}

pub(crate) fn no_medicine_in(kind: Kind) -> String {
    format!("a step of the kind {kind} has no medicine")
}

pub(crate) fn option_too_small(option_mg: u32, dose_mg: u32) -> String {
    format!("the option, {option_mg} mg, must be more than the dose, {dose_mg} mg")
}

pub(crate) fn circle(steps: &[&str]) -> String {
    format!("this goes round in a circle: {}", steps.join(" -> "))
}

pub(crate) fn too_short(span: Span, least: Span) -> String {
    format!("{span} is too short; at least {least}")
}

pub(crate) fn no_pain_level(level: u8) -> String {
    format!("pain goes from 0 to 10, not {level}")
}

pub(crate) const WRITE_EVERY: &str = "write \"every\": \"3h\"";
pub(crate) const WRITE_LIMIT: &str = "write \"limit\": \"60m\"";
pub(crate) const WRITE_MEDICINE: &str = "write \"medicine\": { \"name\": ... }";

pub(crate) const GROWS_UNTIL: &str = "a session that grows needs an open end, which says when it is over";

pub(crate) fn rows_follow() -> String {
    "the first row is from \"0m\", and each is later than the one before".to_owned()
}

pub(crate) fn short_cycle(cycle: Span, least: Span) -> String {
    format!("{cycle} is too short: a set with its rest takes at least {least}")
}
