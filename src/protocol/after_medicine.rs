//! The signs that may come after a medicine, heat or a patch: bleeding, a swollen face, a burn. They can be reported at any
//! time, in any plan and with none. Rule 21.
//!
//! They stand in a file of the folder of protocols, in the words of the format. A plan that is read gets the signs, so that one
//! of them can be told and stands as any other; the card asks nothing by itself.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::id::Id;
use crate::model::profile::Fact;
use crate::protocol::format::{Card, Protocol, Sign, Sources};

const TEXT: &str = include_str!("../../protocols/after-medicine-signs.json");

/// The list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AfterMedicine {
    /// Where the signs come from.
    pub sources: Sources,
    /// The signs.
    pub signs: Vec<Sign>,
    /// The card on which they stand together.
    pub cards: Vec<Card>,
    /// What each of them is a sign of.
    pub reactions: BTreeMap<Id, Reaction>,
    /// What is asked next of a sign, and which graver one it is where the answer is not a plain no.
    pub with_more: BTreeMap<Id, WithMore>,
    /// What is asked of whoever says that what was on the skin has burned it.
    pub after_burn: AfterBurn,
}

/// How large a burn is: it decides which sign it is.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AfterBurn {
    /// What to do with it at once.
    pub say: String,
    /// The question.
    pub ask: String,
    /// The sign that a yes, or "not sure", makes of it.
    pub yes: Id,
    /// The sign that anything else makes of it.
    pub no: Id,
}

/// What a sign after a medicine, heat or a patch is a sign of: it decides what is withheld for the rest of the flare.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reaction {
    /// A bleeding: no anti-inflammatory.
    Bleeding,
    /// A swelling: no anti-inflammatory, and nothing of what was taken last.
    Swelling,
    /// A burn: nothing on that skin.
    Burn,
    /// Too deep a sleep.
    Sleep,
}

/// What is asked next of a sign.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithMore {
    /// The question.
    pub ask: String,
    /// The graver sign that a yes, "not sure" or no answer makes of it.
    pub sign: Id,
    /// A fact about the person that makes it so by itself.
    #[serde(rename = "where")]
    pub fact: Fact,
}

/// The list of signs after a medicine, heat or a patch.
///
/// # Panics
/// Never: the list can be read, which a test holds.
pub fn after_medicine() -> &'static AfterMedicine {
    static AFTER: OnceLock<AfterMedicine> = OnceLock::new();
    AFTER.get_or_init(|| serde_json::from_str(TEXT).expect("the list can be read, which a test holds"))
}

impl AfterMedicine {
    /// Adds the signs to a plan, where they are not there yet.
    pub(super) fn add_to(&self, protocol: &mut Protocol) {
        for sign in &self.signs {
            if protocol.sign(&sign.id).is_none() {
                protocol.signs.push(sign.clone());
            }
        }
        protocol.sources.lend(&self.sources);
    }

    /// The card of its signs.
    pub fn card(&self) -> Option<&Card> {
        self.cards.first()
    }

    /// What that sign is a sign of. `None`: it is none of these.
    pub fn reaction(&self, sign: &Id) -> Option<Reaction> {
        self.reactions.get(sign).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{AfterMedicine, TEXT, after_medicine};
    use crate::model::kind::Urgency;

    #[test]
    fn the_list_can_be_read_and_each_sign_is_a_sign_of_something() {
        let read: Result<AfterMedicine, _> = serde_json::from_str(TEXT);
        assert_eq!(read.err().map(|error| error.to_string()), None);
        let after = after_medicine();
        for sign in &after.signs {
            assert!(after.reaction(&sign.id).is_some(), "{}", sign.id);
            assert!(!sign.say.is_empty(), "{}: an author's referral may be missing", sign.id);
            // As long as an author's may be.
            let longest = sign.say.iter().map(|line| line.chars().count()).max();
            assert!(longest <= Some(80) && sign.text.chars().count() <= 90, "{}", sign.id);
            for cited in &sign.sources {
                assert!(after.sources.iter().any(|source| source.cite == *cited), "{cited}");
            }
        }
        let known = |id: &crate::model::id::Id| after.signs.iter().any(|sign| sign.id == *id);
        assert!(after.reactions.keys().all(known) && after.with_more.keys().all(known));
        assert!(after.with_more.values().all(|more| known(&more.sign)));
        let burn = &after.after_burn;
        assert!(known(&burn.yes) && known(&burn.no) && burn.say.chars().count() <= 80);
        let urgency =
            |id: &crate::model::id::Id| after.signs.iter().find(|sign| sign.id == *id).map(|sign| sign.urgency);
        assert_eq!((urgency(&burn.yes), urgency(&burn.no)), (Some(Urgency::Emergency), Some(Urgency::SameDay)));
        // Six can be reported by name; the seventh is what the question after one of them makes of it.
        let lines = after.card().map_or(0, |card| card.lines.len());
        assert_eq!((after.signs.len(), lines), (7, 6));
        let count = |urgency| after.signs.iter().filter(|sign| sign.urgency == urgency).count();
        assert_eq!((count(Urgency::Emergency), count(Urgency::SameDay)), (5, 2));
    }
}
