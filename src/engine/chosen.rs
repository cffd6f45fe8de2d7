//! What was chosen on choice cards.

use crate::engine::case::Case;
use crate::model::event::Event;
use crate::model::time::Moment;
use crate::protocol::format::{ChoiceCard, ChoiceOption, Step};

/// A choice card with the options that somebody has.
#[derive(Clone, PartialEq, Debug)]
pub struct ChoiceNow<'p> {
    /// The card.
    pub card: &'p ChoiceCard,
    /// Its options, in their order. At least one opens something.
    pub options: Vec<&'p ChoiceOption>,
}

impl ChoiceNow<'_> {
    /// The heading, which names nothing that is no option: `Now, if you like: warmth` where no tablet is offered.
    pub fn title(&self) -> String {
        let named: Vec<&str> = self.options.iter().filter_map(|option| option.named.as_deref()).collect();
        let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
        format!("{}{named}", self.card.title)
    }
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
    let cards = case.protocol.choices.iter().filter(|card| card.opens(step));
    let newest = cards.filter_map(|card| {
        case.history.entries().rev().find_map(|entry| {
            let Event::Chose { card: of, letter } = &entry.event else { return None };
            let option = card.options.iter().find(|option| option.letter == *letter)?;
            (*of == card.id).then_some((entry.at, option))
        })
    });
    let (at, option) = newest.max_by_key(|(at, _)| *at)?;
    Some(if option.opens(step) { ChosenStep::Taken(at) } else { ChosenStep::Left(at) })
}
