//! What types cannot say: the rules between the parts of a protocol, and the ceilings that it may only tighten.
//!
//! `names` holds that everything referred to exists, `texts` that it can be shown, `structure` that its parts make sense
//! together, `ceilings` that it is no looser than `model::limits`. Each looks at the whole protocol and stops at nothing.

mod apart;
mod body;
mod cards;
mod ceilings;
mod choices;
mod fading;
mod free_text;
mod how_often;
mod length;
mod medicine;
mod movement;
mod names;
mod never;
mod sentence;
mod structure;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::format::{FORMAT, OLDEST_FORMAT, Protocol, Step};
use super::problem::Problem;
use crate::model::kind::CourseKind;
use crate::protocol::after_medicine::after_medicine;
use crate::protocol::general::general;
use crate::words::problem as say;

/// Everything that is wrong with a protocol, in the order of the format's fields. Empty: it may be used.
pub fn check(protocol: &Protocol) -> Vec<Problem> {
    problems(protocol, &LeftOut::default())
}

/// What of a plan that says a clinician gave it is over our own margins, as long as nobody has said yes to it. Rule 24.2.
pub fn over_margins(protocol: &Protocol) -> Vec<Problem> {
    let mut plain = Protocol { prescribed: None, ..protocol.clone() };
    // That a step bends back is no margin: without a yes it is an exercise like any other.
    plain.steps.iter_mut().for_each(|step| step.extension = false);
    // What the door added is no author's, and is over nothing.
    plain.signs.retain(|sign| after_medicine().reaction(&sign.id).is_none() && !general().has_sign(&sign.id));
    plain.cards.retain(|card| general().cards.iter().all(|own| own.id != card.id));
    problems(&plain, &LeftOut::default())
}

/// What a reader left out because it could not be read, so that nothing is said about what may well be there.
#[derive(Default)]
pub(super) struct LeftOut {
    /// The lists, and other fields of the protocol, in which something could not be read.
    pub(super) lists: BTreeSet<String>,
    /// The names of the elements that are left out.
    pub(super) names: Vec<(&'static str, String)>,
    /// The lists with a name that could not be made out.
    pub(super) nameless: BTreeSet<String>,
    /// The place in the file of each element that is not left out.
    pub(super) places: BTreeMap<&'static str, Vec<usize>>,
}

/// As [`check`], knowing what was left out.
pub(super) fn problems(protocol: &Protocol, unread: &LeftOut) -> Vec<Problem> {
    let lifted = protocol.prescribed.is_some();
    let mut checker = Checker { protocol, unread, problems: Vec::new(), told: BTreeSet::new(), once: false, lifted };
    head(&mut checker);
    body::check(&mut checker);
    names::check(&mut checker);
    texts::check(&mut checker);
    cards::check(&mut checker);
    choices::check(&mut checker);
    structure::check(&mut checker);
    never::check(&mut checker);
    apart::check(&mut checker);
    fading::check(&mut checker);
    free_text::check(&mut checker);
    checker.once = true;
    ceilings::check(&mut checker);
    let mut problems = checker.problems;
    problems.sort_by_cached_key(|problem| rank(&problem.path));
    problems
}

/// A protocol under check, and what was found.
struct Checker<'a> {
    protocol: &'a Protocol,
    unread: &'a LeftOut,
    problems: Vec<Problem>,
    /// The paths of the problems.
    told: BTreeSet<String>,
    /// Only the first problem of a path is kept from now on: a time of nothing need not be below a ceiling, too.
    once: bool,
    /// A clinician gave it to one person: our own margins of movement give way, once that person has said yes to it.
    lifted: bool,
}

impl<'a> Checker<'a> {
    fn wrong(&mut self, path: impl Display, message: impl Into<String>) {
        self.add(Problem { path: path.to_string(), message: message.into(), help: None });
    }

    fn wrong_help(&mut self, path: impl Display, message: impl Into<String>, help: impl Into<String>) {
        self.add(Problem { path: path.to_string(), message: message.into(), help: Some(help.into()) });
    }

    fn add(&mut self, problem: Problem) {
        let new = self.told.insert(problem.path.clone());
        if new || !self.once {
            self.problems.push(problem);
        }
    }

    /// The path of an element, as it stands in the file.
    fn path(&self, list: &str, index: usize) -> String {
        let place = self.unread.places.get(list).and_then(|places| places.get(index)).copied().unwrap_or(index);
        format!("{list}[{place}]")
    }

    /// The elements of a list, each with its path.
    fn each<T>(&self, list: &str, elements: &'a [T]) -> Vec<(String, &'a T)> {
        elements.iter().enumerate().map(|(index, element)| (self.path(list, index), element)).collect()
    }

    fn steps(&self) -> Vec<(String, &'a Step)> {
        self.each("steps", &self.protocol.steps)
    }

    /// Whether every element of a list could be read.
    fn whole(&self, list: &str) -> bool {
        !self.unread.lists.contains(list)
    }

    /// Whether our own margins of a low back bind. Of a plan that does not say what it is for nobody knows.
    fn back(&self) -> bool {
        self.protocol.is_for_back() && (self.protocol.format != FORMAT || self.protocol.made_for.is_some())
    }

    /// Whether time is counted from the start of a flare.
    fn flare(&self) -> bool {
        match self.protocol.course {
            CourseKind::Flare => true,
            CourseKind::Prevention => false,
        }
    }
}

fn head(out: &mut Checker<'_>) {
    let format = out.protocol.format;
    if !(OLDEST_FORMAT..=FORMAT).contains(&format) {
        out.wrong("format", say::other_format(OLDEST_FORMAT, FORMAT, format));
    }
    for (field, text) in [("version", &out.protocol.version), ("language", &out.protocol.language)] {
        if text.trim().is_empty() {
            let example = if field == "version" { "1.0.0" } else { "en" };
            out.wrong_help(field, say::EMPTY, say::write(format_args!("{example:?}")));
        }
    }
}

/// The place of a path among the fields of the format, and then by index; the rest keeps the order in which it was found.
fn rank(path: &str) -> (usize, usize) {
    const FIELDS: [&str; 25] = [
        "format",
        "id",
        "version",
        "title",
        "language",
        "course",
        "for",
        "part",
        "expects",
        "prescribed",
        "authors",
        "reviewers",
        "sources",
        "signs",
        "cards",
        "questions",
        "choices",
        "referrals",
        "phases",
        "stops",
        "steps",
        "routines",
        "avoid",
        "escalations",
        "idle",
    ];
    let field = path.split(['.', '[']).next().unwrap_or(path);
    let index = path[field.len()..].strip_prefix('[').and_then(|rest| rest.split(']').next()?.parse().ok());
    let place = FIELDS.iter().position(|known| *known == field);
    (place.unwrap_or(FIELDS.len()), index.unwrap_or(0))
}
