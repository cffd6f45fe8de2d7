//! Cards can be asked: each line says what it asks, a yes has one consequence, and no question that a step waits for is left
//! out.

use std::collections::BTreeSet;

use super::Checker;
use super::ceilings::waits_for;
use super::structure::{AGAIN, count, least};
use crate::model::kind::Urgency;
use crate::model::profile::Fact;
use crate::protocol::format::{Card, QuestionCard};
use crate::protocol::problem::quoted;
use crate::words::problem::{TAKE_AWAY, cards as say};

pub(super) fn check(out: &mut Checker<'_>) {
    for (path, card) in out.each("cards", &out.protocol.cards) {
        lines(out, &path, card);
        least(out, &path, "every", card.every, AGAIN);
        count(out, &path, "long_every", card.long_every);
        stand_in(out, &path, card);
    }
    let mut before: BTreeSet<&str> = BTreeSet::new();
    for (path, card) in out.each("questions", &out.protocol.questions) {
        if !before.insert(card.before.as_str()) {
            out.wrong_help(format!("{path}.before"), say::second_card(card.before), say::ONE_CARD);
        }
        questions(out, &path, card);
    }
}

fn lines(out: &mut Checker<'_>, path: &str, card: &Card) {
    for (index, line) in card.lines.iter().enumerate() {
        let path = format!("{path}.lines[{index}]");
        let signs = line.signs.iter().filter_map(|id| out.protocol.sign(id));
        let urgencies: BTreeSet<Urgency> = signs.map(|sign| sign.urgency).collect();
        if line.signs.is_empty() {
            out.wrong(format!("{path}.signs"), say::EMPTY_LINE);
        } else if urgencies.len() > 1 && !line.which {
            out.wrong_help(format!("{path}.signs"), say::MIXED_LINE, say::A_LINE_EACH);
        } else if line.which && line.signs.len() < 2 {
            out.wrong_help(format!("{path}.which"), say::ONE_SIGN, TAKE_AWAY);
        }
    }
}

/// What stands in for cards asks all that they ask: nothing is dropped because it is asked again.
fn stand_in(out: &mut Checker<'_>, path: &str, card: &Card) {
    for (index, id) in card.stands_in_for.iter().enumerate() {
        let path = format!("{path}.stands_in_for[{index}]");
        let Some(other) = out.protocol.card(id) else { continue };
        if !other.stands_in_for.is_empty() {
            out.wrong_help(path, say::STANDS_IN_ITSELF, say::NAME_THE_FIRST);
            continue;
        }
        let own = |sign: &_| card.lines.iter().any(|line| line.signs.contains(sign));
        let missing = other.lines.iter().flat_map(|line| &line.signs).find(|sign| !own(sign));
        if let Some(sign) = missing {
            out.wrong_help(path, say::not_asked_again(&quoted(sign.as_str())), say::name_it(&quoted(sign.as_str())));
        }
    }
}

fn questions(out: &mut Checker<'_>, path: &str, card: &QuestionCard) {
    let waits = waits_for(card.before);
    let Some(first) = waits.first() else {
        out.wrong_help(format!("{path}.before"), say::no_questions(card.before), say::KINDS_THAT_ASK);
        return;
    };
    let mut named: Vec<Fact> = Vec::new();
    for (index, line) in card.lines.iter().enumerate() {
        if line.facts.is_empty() {
            out.wrong(format!("{path}.lines[{index}].facts"), say::EMPTY_QUESTIONS);
        }
        for (place, fact) in line.facts.iter().enumerate() {
            let path = format!("{path}.lines[{index}].facts[{place}]");
            if named.contains(fact) {
                out.wrong_help(path, say::twice(fact.key()), TAKE_AWAY);
            } else if fact.question().card != first.question().card || !fact.none_means_no() {
                out.wrong_help(path, say::other_question(fact.key(), card.before), say::these(waits));
            }
            named.push(*fact);
        }
    }
    if let Some(missing) = waits.iter().find(|fact| !named.contains(fact)) {
        let message = say::left_out(card.before, missing.key());
        out.wrong_help(format!("{path}.lines"), message, say::name_question(missing.key()));
    }
}
