//! What `export` and `import` say.

use std::fmt::Display;

use crate::words::count;

pub(crate) const AN_EXPORT: &str = "an export of backflare";
pub(crate) const PROTOCOLS: &str = "the protocols of flares";
pub(crate) const EVENTS: &str = "a list of events";
pub(crate) const NOT_OURS: &str = "it is no export of backflare";
pub(crate) const NEWER_EXPORT: &str = "a newer backflare has written it";
pub(crate) const NO_EVENT: &str = "an event is none that this version knows";
pub(crate) const TOO_LONG: &str = "one piece of it is longer than any that backflare writes";
pub(crate) const SAME_ID: &str = "an event has the id of another one that says something else";

pub(crate) fn newer_event(version: u64, known: u32) -> String {
    format!("an event has version {version}, and this backflare knows {known}")
}

pub(crate) fn cannot_import(source: impl Display, why: impl Display) -> String {
    format!("nothing was imported from {source}: {why}")
}

pub(crate) const MAKE_ONE: &str = "To make one, on the other computer: backflare export -o diary.json";
pub(crate) const STANDARD_INPUT: &str = "standard input";

/// What an import brought, or would bring.
pub(crate) fn imported(new: u64, known: u64, dry: bool) -> String {
    let entries = |n: u64| if n == 1 { "1 entry".to_owned() } else { format!("{n} entries") };
    let said = if dry { "Would come" } else { "Imported" };
    let known = if known == 0 { String::new() } else { format!(" {} here already.", entries(known)) };
    format!("{said}: {}.{known}", entries(new))
}

pub(crate) fn answers(n: usize, dry: bool) -> String {
    let come = if dry { "would come" } else { "came" };
    format!("{} about you {come} with it.", count(i64::try_from(n).unwrap_or(i64::MAX), "answer"))
}

pub(crate) fn names(n: usize, dry: bool) -> String {
    let come = if dry { "would come" } else { "came" };
    format!("What is in {} {come} with it.", count(i64::try_from(n).unwrap_or(i64::MAX), "medicine"))
}

pub(crate) const SIGN_CAME: &str = "A warning sign stands in it. It stands here now, too: be seen.";

pub(crate) fn taken(path: impl Display) -> String {
    format!("{path} exists already")
}

pub(crate) const ELSEWHERE: &str = "Make room there, or name another place: -o FILE";
pub(crate) const FORCE: &str = "To write over it: --force";

pub(crate) fn written(path: &str) -> String {
    format!("Written: {path}")
}

pub(crate) fn left_out(lines: u64) -> String {
    let lines = if lines == 1 {
        "1 line cannot be read and is".to_owned()
    } else {
        format!("{lines} lines cannot be read and are")
    };
    format!("{lines} not in it. See: backflare doctor")
}

/// `why`: why nobody knows whether a flare runs.
pub(crate) fn in_doubt(why: &str) -> String {
    format!("Something may be missing: {why}. See: backflare doctor")
}

pub(crate) const NO_COPY: &str = "The protocol of a flare cannot be read and is not in it.";
pub(crate) const NOTHING: &str = "there is nothing to export";
pub(crate) const NEED_FOLDER: &str = "csv makes three files, so it needs a folder or a table";
pub(crate) const CSV_WAYS: &str =
    "Into a folder: backflare export csv -o diary\nOne table: backflare export csv --table pain";
pub(crate) const GOES_STALE: &str = "The times move with each thing that is done. Export and import it again then.";
pub(crate) const NOT_RUNNING: &str = "nothing is running, so nothing is planned";

/// A part of what takes long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Portion {
    /// Entries go out, or come in.
    Entries,
    /// They are held against those that are here.
    Compared,
    /// They are written.
    Written,
}

/// How far it is, where it takes long.
pub(crate) fn so_far(n: u64, part: Portion) -> String {
    match part {
        Portion::Entries => format!("{n} entries so far"),
        Portion::Compared => format!("{n} entries compared"),
        Portion::Written => format!("{n} entries written"),
    }
}

/// What a calendar is told of a medicine where it may not be named.
pub(crate) const SOMETHING: &str = "backflare: something may be due";
pub(crate) const CALENDAR: &str = "backflare";

pub(crate) const LOINC: &str =
    "This content contains LOINC codes, free to use under the LOINC licence: https://loinc.org/license";
pub(crate) const SELF_REPORTED: &str = "Noted by the person, not reviewed by a clinician.";
pub(crate) const PAIN_QUESTION: &str = "Pain, 0 to 10";
pub(crate) const NOT_NOW: &str = "Passed over by the person.";
pub(crate) const BROKEN_OFF: &str = "Broken off by the person.";
pub(crate) const LEG: &str = "It goes down the leg.";
pub(crate) const UNSURE: &str = "Not sure, which counts as yes";
pub(crate) const NONE_OF_THESE: &str = "None of these";

pub(crate) const TWO_FLARES: &str = "a flare was ended there or here while another one ran on the other computer";
pub(crate) const END_ONE: &str = "End the one that is over there, too, and export it again: backflare end";

pub(crate) const NO_JSON: &str = "it is no JSON";

/// Where in a file something is wrong.
pub(crate) fn at(what: &str, line: usize, column: usize) -> String {
    format!("{what}, at line {line}, column {column}")
}

/// The name of code 72514-3 in LOINC.
pub(crate) const PAIN_RATING: &str = "Pain severity - 0-10 verbal numeric rating [Score] - Reported";

/// One ingredient of a dose: `ibuprofen 400 mg`.
pub(crate) fn amount(ingredient: impl Display, mg: u32) -> String {
    format!("{ingredient} {mg} mg")
}
