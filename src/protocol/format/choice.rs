//! Choice cards: offers that come together, from which somebody takes one with a letter.

use serde::{Deserialize, Serialize};

use crate::model::event::RestsUntil;
use crate::model::id::Id;
use crate::protocol::format::Step;

/// Offers from which somebody chooses, before any of them comes by itself. What is not chosen counts as passed over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoiceCard {
    /// Its name.
    pub id: Id,
    /// The heading, without what may be chosen: that is named after it.
    pub title: String,
    /// The step after whose first time it is asked, done or passed over.
    pub after: Id,
    /// The options, in their order. One whose steps are not offered to somebody is left out.
    pub options: Vec<ChoiceOption>,
    /// What is said below the options.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say: Vec<String>,
}

impl ChoiceCard {
    /// Whether a step is one of those that it opens.
    pub fn opens(&self, step: &Step) -> bool {
        self.options.iter().any(|option| option.opens(step))
    }
}

/// One of the offers of a choice card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// The letter that chooses it: any but q, r and s, which leave, say again and ask later.
    pub letter: char,
    /// The word that chooses it, too: `answer both`.
    pub word: String,
    /// What stands behind the letter.
    pub text: String,
    /// What the heading calls it, where somebody has it: `Now, if you like: warmth, a tablet`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
    /// What a voice asks, to be answered with yes or no: "Heat?" What has none is chosen by its letter, or by the answers to
    /// the others: yes to heat and yes to a tablet is the option that opens both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// The steps that come at once, each with its own questions first. Empty: none of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens: Vec<Id>,
    /// What is not offered any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rests: Option<OptionRest>,
}

impl ChoiceOption {
    /// Whether a step is one of those that it opens.
    pub fn opens(&self, step: &Step) -> bool {
        self.opens.iter().any(|id| step.is_meant_by(id))
    }
}

/// What an option sets aside, until somebody asks for it by its name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OptionRest {
    /// A kind, such as `medicine` or `cold`, or a step.
    pub what: Id,
    /// `flare`: until this flare is over. `never`: until somebody asks.
    pub until: RestsUntil,
}
