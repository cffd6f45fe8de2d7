//! Cards: the lines that are asked together, each a group of signs, or of questions about the person, under one letter.

use serde::{Deserialize, Serialize};

use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::profile::Fact;
use crate::model::time::Span;
use crate::protocol::format::is_false;

/// A screening card: asked together, answered with one key. Its urgency is that of its most urgent sign.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its name.
    pub id: Id,
    /// The heading.
    pub title: String,
    /// The heading when it is asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<String>,
    /// The heading in a rest between moves, while somebody cannot get up yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resting: Option<String>,
    /// The lines, one letter each: a to m.
    pub lines: Vec<CardLine>,
    /// A step after whose first time the card is asked; until then it is pending, and guards, but is not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Id>,
    /// How long after the start the card is asked, whatever has been done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Span>,
    /// How often it is asked again. Only ever more often than the rules ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Span>,
    /// The cards in whose place it is asked, once each of them has been answered. It asks all of their signs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stands_in_for: Vec<Id>,
    /// It is asked only of somebody of whom this is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<Fact>,
    /// Every so many times it is asked in its long words: 4 is the fourth time, the eighth, and so on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long_every: Option<u32>,
}

/// A line of a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CardLine {
    /// The short words, on the card; without them, the texts of its signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The long words, where somebody asks what it means, or has chosen it; without them, the short ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long: Option<String>,
    /// What a voice says; without it, the short words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// The signs that a yes to this line covers.
    pub signs: Vec<Id>,
    /// A yes asks which of its signs it is, and only those count. Not sure counts all of them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub which: bool,
}

/// Questions about the person that come before a step of one kind: in groups, each under one letter. A yes asks which of a
/// group it is, and only those are kept; not sure counts all of the group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionCard {
    /// The kind of step that waits for the answers.
    pub before: Kind,
    /// The heading.
    pub title: String,
    /// The lines, one letter each: a to m.
    pub lines: Vec<QuestionLine>,
}

/// A line of a card of questions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionLine {
    /// The short words, on the card.
    pub text: String,
    /// The long words, where somebody asks what it means, or has chosen it; without them, the short ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long: Option<String>,
    /// What a voice says; without it, the short words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// The questions that it asks together.
    pub facts: Vec<Fact>,
}
