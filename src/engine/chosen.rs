//! What was chosen on choice cards, and which steps a card is about.

use crate::engine::case::Case;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::time::Moment;
use crate::protocol::format::{ChoiceCard, ChoiceOption, Protocol, Step};

/// A choice card with the options that somebody has.
#[derive(Clone, PartialEq, Debug)]
pub struct ChoiceNow<'p> {
    /// The card.
    pub card: &'p ChoiceCard,
    /// Its options, in their order. At least one opens something.
    pub options: Vec<&'p ChoiceOption>,
}

/// What was chosen of a step, last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChosenStep {
    /// It was chosen then: it is due since.
    Taken(Moment),
    /// Another was: it was passed over then.
    Left(Moment),
}

/// What was chosen of a step on the newest card that offers it. `None`: nobody chose.
pub fn chosen(case: &Case<'_>, step: &Step) -> Option<ChosenStep> {
    let protocol = case.protocol;
    let cards = protocol.choices.iter().filter(|card| opens(card, protocol, step));
    let newest = cards.filter_map(|card| {
        case.history.entries().rev().find_map(|entry| {
            let Event::Chose { card: of, letter } = &entry.event else { return None };
            let option = card.options.iter().find(|option| option.letter == *letter)?;
            (*of == card.id).then_some((entry.at, option))
        })
    });
    let (at, option) = newest.max_by_key(|(at, _)| *at)?;
    let taken = option.opens.iter().any(|id| means(protocol, id, step));
    Some(if taken { ChosenStep::Taken(at) } else { ChosenStep::Left(at) })
}

/// Whether a step is one of those that a card opens.
pub fn opens(card: &ChoiceCard, protocol: &Protocol, step: &Step) -> bool {
    card.options.iter().flat_map(|option| &option.opens).any(|id| means(protocol, id, step))
}

/// Whether a name on a card means that step.
fn means(protocol: &Protocol, id: &Id, step: &Step) -> bool {
    protocol.meant_by(id).any(|meant| meant.id == step.id)
}
