//! Every name is unique, and everything that is referred to exists.

use std::collections::BTreeMap;

use super::Checker;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::limits::MOST_NEEDED;
use crate::model::nearest;
use crate::protocol::called::plain;
use crate::protocol::format::{Protocol, Step, Timing};
use crate::protocol::problem::quoted;
use crate::words::problem::{did_you_mean, names as say};

/// After so many problems nobody is asked "did you mean" any more.
const MOST_SUGGESTIONS: usize = 100;

/// The names of each list, those of elements that could not be read included.
struct Names<'a>(BTreeMap<&'static str, Vec<&'a str>>);

pub(super) fn check(out: &mut Checker<'_>) {
    let own = own(out.protocol);
    unique(out, &own);
    let mut names = Names(own);
    for (list, name) in &out.unread.names {
        names.0.entry(list).or_default().push(name);
    }
    cards(out, &names);
    phases(out, &names);
    steps(out, &names);
    words(out);
    choices(out, &names);
    for (path, sign) in out.each("signs", &out.protocol.signs) {
        sources(out, &names, &path, &sign.sources);
    }
    for (path, routine) in out.each("routines", &out.protocol.routines) {
        timing(out, &names, &format!("{path}.timing"), &routine.timing);
        each_known(out, &names, "phases", &routine.phases, &format!("{path}.phases"));
        for (index, step) in routine.steps.iter().enumerate() {
            known(out, &names, "steps", step.as_str(), &format!("{path}.steps[{index}]"));
        }
    }
    for (path, avoid) in out.each("avoid", &out.protocol.avoid) {
        sources(out, &names, &path, &avoid.sources);
    }
    for (path, escalation) in out.each("escalations", &out.protocol.escalations) {
        sources(out, &names, &path, &escalation.sources);
    }
}

fn own(protocol: &Protocol) -> BTreeMap<&'static str, Vec<&str>> {
    BTreeMap::from([
        ("sources", protocol.sources.iter().map(|source| source.cite.as_str()).collect()),
        ("signs", protocol.signs.iter().map(|sign| sign.id.as_str()).collect()),
        ("cards", protocol.cards.iter().map(|card| card.id.as_str()).collect()),
        ("choices", protocol.choices.iter().map(|card| card.id.as_str()).collect()),
        ("phases", protocol.phases.iter().map(|phase| phase.id.as_str()).collect()),
        ("stops", protocol.stops.iter().map(|stop| stop.id.as_str()).collect()),
        ("steps", protocol.steps.iter().map(|step| step.id.as_str()).collect()),
        ("routines", protocol.routines.iter().map(|routine| routine.id.as_str()).collect()),
        ("avoid", protocol.avoid.iter().map(|avoid| avoid.id.as_str()).collect()),
        ("escalations", protocol.escalations.iter().map(|escalation| escalation.id.as_str()).collect()),
    ])
}

fn unique(out: &mut Checker<'_>, names: &BTreeMap<&'static str, Vec<&str>>) {
    for (list, ids) in names {
        let mut first_of = BTreeMap::new();
        for (index, id) in ids.iter().enumerate() {
            let path = format!("{}.id", out.path(list, index));
            let first = *first_of.entry(id).or_insert(index);
            if first < index {
                let first = out.path(list, first);
                out.wrong_help(path, say::taken(&quoted(id), &first), say::ITS_OWN);
            } else if *list == "routines" && names["steps"].contains(id) {
                out.wrong_help(path, say::taken_by_step(&quoted(id)), say::ITS_OWN);
            }
        }
    }
}

/// Holds that a name stands in a list.
fn known(out: &mut Checker<'_>, names: &Names<'_>, list: &'static str, name: &str, path: &str) {
    known_or(out, names, list, name, path, &[]);
}

/// The same, where one of the `words` may stand, too.
fn known_or(out: &mut Checker<'_>, names: &Names<'_>, list: &'static str, name: &str, path: &str, words: &[&str]) {
    let ids = &names.0[list];
    if ids.contains(&name) || words.contains(&name) || out.unread.nameless.contains(list) {
        return;
    }
    let one = match list {
        "avoid" => "entry",
        plural => plural.trim_end_matches('s'),
    };
    let message = say::unknown(one, &quoted(name));
    // Each suggestion costs a comparison with every name; a file with so many problems is no slip of the pen.
    let candidates = ids.iter().chain(words).copied().take_while(|_| out.problems.len() < MOST_SUGGESTIONS);
    match nearest::suggest(name, candidates) {
        Some(near) => out.wrong_help(path, message, did_you_mean(quoted(near))),
        None => out.wrong(path, message),
    }
}

fn each_known(out: &mut Checker<'_>, names: &Names<'_>, list: &'static str, ids: &[Id], path: &str) {
    for (index, id) in ids.iter().enumerate() {
        known(out, names, list, id.as_str(), &format!("{path}[{index}]"));
    }
}

fn maybe_known(out: &mut Checker<'_>, names: &Names<'_>, list: &'static str, id: Option<&Id>, path: &str) {
    if let Some(id) = id {
        known(out, names, list, id.as_str(), path);
    }
}

fn sources(out: &mut Checker<'_>, names: &Names<'_>, path: &str, cited: &[String]) {
    for (index, source) in cited.iter().enumerate() {
        known(out, names, "sources", source, &format!("{path}.sources[{index}]"));
    }
}

fn timing(out: &mut Checker<'_>, names: &Names<'_>, path: &str, timing: &Timing) {
    for (index, step) in timing.after.iter().enumerate() {
        known_or(out, names, "steps", step.as_str(), &format!("{path}.after[{index}]"), &["start"]);
    }
}

fn cards(out: &mut Checker<'_>, names: &Names<'_>) {
    for (path, card) in out.each("cards", &out.protocol.cards) {
        for (index, line) in card.lines.iter().enumerate() {
            each_known(out, names, "signs", &line.signs, &format!("{path}.lines[{index}].signs"));
        }
        maybe_known(out, names, "steps", card.after.as_ref(), &format!("{path}.after"));
        each_known(out, names, "cards", &card.stands_in_for, &format!("{path}.stands_in_for"));
    }
}

fn choices(out: &mut Checker<'_>, names: &Names<'_>) {
    let kinds = Kind::ALL.map(Kind::as_str);
    for (path, card) in out.each("choices", &out.protocol.choices) {
        known(out, names, "steps", card.after.as_str(), &format!("{path}.after"));
        for (index, option) in card.options.iter().enumerate() {
            let path = format!("{path}.options[{index}]");
            each_known(out, names, "steps", &option.opens, &format!("{path}.opens"));
            if let Some(rest) = &option.rests {
                known_or(out, names, "steps", rest.what.as_str(), &format!("{path}.rests.what"), &kinds);
            }
        }
    }
}

fn phases(out: &mut Checker<'_>, names: &Names<'_>) {
    for (path, phase) in out.each("phases", &out.protocol.phases) {
        maybe_known(out, names, "steps", phase.done.as_ref(), &format!("{path}.done"));
        maybe_known(out, names, "steps", phase.unless_since.as_ref(), &format!("{path}.unless_since"));
        for (index, between) in phase.between.iter().enumerate() {
            maybe_known(out, names, "steps", between.after.as_ref(), &format!("{path}.between[{index}].after"));
        }
    }
}

/// Whoever types a word means one step. Steps of one short name share theirs, and so do one and what stands in for it.
fn words(out: &mut Checker<'_>) {
    let mut of: BTreeMap<String, (String, &Step)> = BTreeMap::new();
    for (path, step) in out.steps() {
        let name = step.name.iter().map(|name| (format!("{path}.name"), name.as_str()));
        let also = step.also.iter().enumerate();
        let also = also.map(|(index, word)| (format!("{path}.also[{index}]"), word.as_str()));
        let words: Vec<_> = [(format!("{path}.id"), step.id.as_str())].into_iter().chain(name).chain(also).collect();
        for (path, word) in words {
            let plain = plain(word);
            match of.get(&plain) {
                Some((first, other)) if !share(step, other) => {
                    out.wrong_help(path, say::taken(&quoted(word), first), say::ITS_OWN);
                }
                Some(_) => {}
                None => {
                    of.insert(plain, (path, step));
                }
            }
        }
    }
}

/// Whether two steps may be called by one word.
fn share(one: &Step, other: &Step) -> bool {
    let stands_in = |one: &Step, other: &Step| one.instead_of.as_ref() == Some(&other.id);
    one.id == other.id
        || (one.name.is_some() && one.name == other.name)
        || stands_in(one, other)
        || stands_in(other, one)
}

/// A step that is named more often than its old lines are read.
fn needed_too_often(needs: &[Id]) -> Option<&Id> {
    needs.iter().find(|needed| needs.iter().filter(|other| other == needed).count() > MOST_NEEDED)
}

fn steps(out: &mut Checker<'_>, names: &Names<'_>) {
    for (path, step) in out.steps() {
        maybe_known(out, names, "stops", step.stop.as_ref(), &format!("{path}.stop"));
        sources(out, names, &path, &step.sources);
        timing(out, names, &format!("{path}.timing"), &step.timing);
        each_known(out, names, "phases", &step.phases, &format!("{path}.phases"));
        each_known(out, names, "steps", &step.needs, &format!("{path}.needs"));
        if let Some(often) = needed_too_often(&step.needs) {
            out.wrong(format!("{path}.needs"), say::needed_too_often(often.as_str(), MOST_NEEDED));
        }
        for (index, apart) in step.apart.iter().enumerate() {
            let kinds = Kind::ALL.map(Kind::as_str);
            known_or(out, names, "steps", apart.from.as_str(), &format!("{path}.apart[{index}].from"), &kinds);
        }
        for (index, session) in step.sessions.iter().enumerate() {
            let path = format!("{path}.sessions[{index}]");
            maybe_known(out, names, "phases", session.phase.as_ref(), &format!("{path}.phase"));
            if let Some(open) = &session.open {
                maybe_known(out, names, "signs", open.sign.as_ref(), &format!("{path}.open.sign"));
                maybe_known(out, names, "steps", open.leads_to.as_ref(), &format!("{path}.open.leads_to"));
            }
        }
        maybe_known(out, names, "steps", step.alternative.as_ref(), &format!("{path}.alternative"));
        maybe_known(out, names, "steps", step.instead_of.as_ref(), &format!("{path}.instead_of"));
        each_known(out, names, "cards", &step.asks, &format!("{path}.asks"));
    }
}
