//! The signs that every plan asks but that for a low back, which has a card of its own: chest pain, trouble breathing, a fever.
//! Rule 23.6.
//!
//! They stand in a file of the folder of protocols, in the words of the format, and are added to what an author wrote once it
//! is found good. So a flare's own copy has them, and nothing else knows of them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::protocol::format::{Card, Expected, Protocol, Sign, Sources};

const TEXT: &str = include_str!("../../protocols/general-signs.json");

/// The general list.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct General {
    /// Where the signs come from.
    pub sources: Sources,
    /// The signs.
    pub signs: Vec<Sign>,
    /// The cards that ask them: what is an emergency, and what must be seen the same day.
    pub cards: Vec<Card>,
    /// A sign that is not asked where the plan is made for people who have it: a fever in a plan for an infection.
    pub unless_expected: BTreeMap<Id, Expected>,
}

/// The general list. A test holds that it can be read.
pub fn general() -> &'static General {
    static GENERAL: OnceLock<General> = OnceLock::new();
    GENERAL.get_or_init(|| serde_json::from_str(TEXT).unwrap_or_default())
}

/// Adds the list to a plan that is not for a low back. For one that is, nobody need read it.
pub(super) fn add_to(protocol: &mut Protocol) {
    if !protocol.is_for_back() {
        general().add_to(protocol);
    }
}

impl General {
    /// Whether that is one of its signs.
    pub fn has_sign(&self, id: &Id) -> bool {
        self.signs.iter().any(|sign| sign.id == *id)
    }

    /// Adds the list to a plan. What is there already is not added again.
    fn add_to(&self, protocol: &mut Protocol) {
        let expected = |id: &Id| self.unless_expected.get(id).is_some_and(|word| protocol.expects.contains(word));
        let signs: Vec<&Sign> = self.signs.iter().filter(|sign| !expected(&sign.id)).collect();
        let (mut first, mut last) = (Vec::new(), Vec::new());
        for card in self.cards.iter().filter(|card| protocol.card(&card.id).is_none()) {
            let mut card = card.clone();
            card.lines.retain(|line| line.signs.iter().all(|id| signs.iter().any(|sign| sign.id == *id)));
            let urgent = card.lines.iter().flat_map(|line| &line.signs);
            let urgent =
                urgent.filter_map(|id| signs.iter().find(|sign| sign.id == *id)).map(|sign| sign.urgency).max();
            match urgent {
                Some(Urgency::Emergency) => first.push(card),
                Some(Urgency::SameDay | Urgency::Soon) => last.push(card),
                None => {}
            }
        }
        protocol.cards.splice(0..0, first);
        protocol.cards.extend(last);
        for sign in signs {
            if protocol.sign(&sign.id).is_none() {
                protocol.signs.push(sign.clone());
            }
        }
        protocol.sources.add(&self.sources);
    }
}

#[cfg(test)]
mod tests {
    use super::{TEXT, general};
    use crate::model::kind::Urgency;

    #[test]
    fn the_list_can_be_read_and_each_sign_stands_on_one_card() {
        let read: Result<super::General, _> = serde_json::from_str(TEXT);
        assert_eq!(read.err().map(|error| error.to_string()), None);
        let general = general();
        for sign in &general.signs {
            let cards = general.cards.iter().filter(|card| card.lines.iter().any(|line| line.signs.contains(&sign.id)));
            assert_eq!(cards.count(), 1, "{}", sign.id);
            for cited in &sign.sources {
                assert!(general.sources.iter().any(|source| source.cite == *cited), "{cited}");
            }
            assert!(!sign.say.is_empty(), "{}: an author's referral may be missing", sign.id);
        }
        let count = |urgency| general.signs.iter().filter(|sign| sign.urgency == urgency).count();
        assert_eq!((count(Urgency::Emergency), count(Urgency::SameDay)), (7, 3));
    }
}
