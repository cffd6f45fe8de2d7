//! Figures that are looser than the rules allow.

use std::fmt::Display;

use super::ground::Ground;
use crate::model::kind::Kind;
use crate::model::time::Span;
use crate::words::problem::write;

pub(crate) const NOT_MICRO: &str = "an exercise that is not micro";
pub(crate) const COUNT_ROUNDS: &str = "write \"rounds\" and \"cues\"";
pub(crate) const IS_REST: &str = "where it is no hold, write \"rest\": true";

pub(crate) fn card_every(every: Span, most: Span) -> String {
    format!("{every} is more than {most} until a card is asked again ({})", Ground::Ours)
}

/// From one session of heat, or of cold, to the next.
pub(crate) fn every(every: Span, least: Span, name: &str, ground: Ground) -> String {
    format!("{every} is less than {least} from {name} to {name} ({ground})")
}

pub(crate) fn heat_to_cold(gap: Span, least: Span) -> String {
    format!("{gap} is less than {least} between heat and cold ({})", Ground::Ours)
}

pub(crate) fn keeps_apart(name: &str, other: Kind, gap: Span) -> String {
    format!("with {other} in the protocol, {name} keeps {gap} from it ({})", Ground::Ours)
}

pub(crate) fn write_apart(from: Kind, gap: Span) -> String {
    format!("write \"apart\": [{{ \"from\": \"{from}\", \"gap\": \"{gap}\" }}]")
}

pub(crate) fn session(length: impl Display, most: Span, kind: Kind, ground: Ground) -> String {
    format!("{length} is longer than {most}, the longest for {kind} ({ground})")
}

pub(crate) fn no_open_end(kind: Kind, most: Span, ground: Ground) -> String {
    format!("{kind} has no open end: it lasts {most} at most ({ground})")
}

pub(crate) fn no_session(kind: Kind, most: Span) -> String {
    format!(
        "without a session nobody knows how long this lasts; {kind} lasts {most} at most, so it would never be offered"
    )
}

pub(crate) fn write_session(length: Span) -> String {
    format!("write \"sessions\": [{{ \"length\": \"{length}\" }}]")
}

pub(crate) const WRITE_SPOTS: &str =
    "write \"sessions\": [{ \"rounds\": 1, \"cues\": [{ \"say\": \"Small circles\", \"length\": \"30s\" }] }]";

pub(crate) fn one_spot(length: Span, most: Span) -> String {
    format!("{length} is longer than {most} on one spot ({}); give each spot a cue of its own", Ground::Ours)
}

pub(crate) fn one_muscle(length: Span, most: Span) -> String {
    format!("{length} is longer than {most} on one muscle ({})", Ground::Ours)
}

pub(crate) fn times_in_24h(times: u32, most: u32, kind: Kind, ground: Ground) -> String {
    format!("{times} is more than {most} in any 24 hours for {kind} ({ground})")
}

pub(crate) fn needs_times_in_24h(kind: Kind, most: u32, ground: Ground) -> String {
    format!("{kind} says how often in any 24 hours, {most} times at most ({ground})")
}

/// A field with a number: `write "most_a_day": 3`.
pub(crate) fn write_field(field: &str, number: u32) -> String {
    write(format_args!("\"{field}\": {number}"))
}

pub(crate) fn too_early(what: &str, least: Span) -> String {
    format!("for a low back {what} does not begin before {least} after the start ({})", Ground::Ours)
}

pub(crate) fn write_from(from: Span) -> String {
    write(format_args!("\"from\": \"{from}\""))
}

pub(crate) fn write_from_here(from: Span) -> String {
    format!("write \"from\": \"{from}\" in this session")
}

pub(crate) fn micro_rounds(most: u32, until: Span) -> String {
    format!("for a low back a micro exercise has at most {most} rounds before {until} ({})", Ground::Ours)
}

pub(crate) fn micro_counted(until: Span) -> String {
    format!("for a low back a micro exercise is counted in rounds before {until}, or it would not be offered then")
}

pub(crate) fn micro_timed(until: Span) -> String {
    format!("for a low back a micro exercise is counted in rounds before {until}, not timed ({})", Ground::Ours)
}

pub(crate) fn micro_hold(most: Span, until: Span) -> String {
    format!("for a low back a micro exercise is held at most {most} before {until} ({})", Ground::Ours)
}

pub(crate) fn micro_sets(most: u32, until: Span) -> String {
    format!("for a low back a micro exercise is done at most {most} times a day before {until} ({})", Ground::Ours)
}

pub(crate) fn walk(length: impl Display, most: Span, until: Span) -> String {
    format!("for a low back {length} is longer than {most}, the longest walk before {until} ({})", Ground::Ours)
}

// ---- What is more likely a slip of the pen

pub(crate) fn repeats(given: u32, most: u32) -> String {
    format!("{given} repeats are more than {most}; is it a slip of the pen? ({})", Ground::Ours)
}

pub(crate) fn sets(given: u32, most: u32) -> String {
    format!("{given} times a day are more than {most}; is it a slip of the pen? ({})", Ground::Ours)
}

pub(crate) fn needs_sets(most: u32) -> String {
    format!("so often, this says how many times a day, {most} at most ({})", Ground::Ours)
}

pub(crate) fn long_walk(length: impl Display, most: Span) -> String {
    format!("a walk of {length} is longer than {most}; is it a slip of the pen? ({})", Ground::Ours)
}

pub(crate) fn starts_apart(every: Span, least: Span) -> String {
    format!("{every} is less than {least} from one start to the next ({})", Ground::Ours)
}

pub(crate) const HELPERS_PART: &str = "a helper's part";
