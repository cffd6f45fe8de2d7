//! What each card asks, and how it was answered last. Neither changes with time alone, so both are worked out once for all the
//! moments that are looked at.

use crate::engine::history::{Entry, History};
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::profile::Fact;
use crate::protocol::format::{Card, Protocol};

/// A card of the protocol with its newest answer.
#[derive(Clone, PartialEq, Debug)]
pub struct CardAnswered<'p> {
    /// The card.
    pub card: &'p Card,
    /// As urgent as its most urgent sign.
    pub urgency: Urgency,
    /// The facts about the person that it asks.
    pub facts: Vec<Fact>,
    /// It asks nothing else.
    pub about_person: bool,
    /// The newest answer to it. One that found a sign counts even where it was taken back.
    pub last: Option<&'p Entry>,
}

/// The cards of a protocol, each with its newest answer.
pub(super) fn cards_answered<'p>(protocol: &'p Protocol, history: &'p History) -> Vec<CardAnswered<'p>> {
    let answered = |card: &'p Card| {
        let facts: Vec<Fact> = protocol.signs_of(card).filter_map(|sign| sign.fact).collect();
        CardAnswered {
            card,
            urgency: protocol.urgency_of(card),
            about_person: facts.len() == protocol.signs_of(card).count(),
            facts,
            last: answer_to(protocol, history, card),
        }
    };
    protocol.cards.iter().map(answered).collect()
}

fn answer_to<'p>(protocol: &Protocol, history: &'p History, card: &Card) -> Option<&'p Entry> {
    let wider: Vec<&Id> = protocol.cards.iter().filter(|other| covers(other, card)).map(|other| &other.id).collect();
    history
        .asked()
        .filter(|entry| {
            let Event::Screened { card: answered, signs, unsure, .. } = &entry.event else { return false };
            // A sign that is not on the card was told beside it: nobody has looked at its lines.
            let on_it = signs.is_empty()
                || protocol.card(answered).is_none_or(|card| {
                    card.lines.iter().any(|line| line.signs.iter().any(|sign| signs.contains(sign)))
                });
            wider.contains(&answered) && on_it && (!entry.retracted || *unsure || !signs.is_empty())
        })
        .max_by_key(|entry| entry.place)
}

/// Whether one card asks all that another asks: then it answers that one, too.
fn covers(wider: &Card, card: &Card) -> bool {
    let mut signs = card.lines.iter().flat_map(|line| &line.signs);
    signs.all(|sign| wider.lines.iter().any(|line| line.signs.contains(sign)))
}
