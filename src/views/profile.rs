//! `profile`: what is known about the person.

use serde::Serialize;

use crate::model::profile::{self, Answer};
use crate::model::time::Stamp;
use crate::views::parts::{QuestionShown, Schema, Value};

/// The answer of `profile` and `profile show`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Profile {
    /// `backflare/profile/1`.
    pub(crate) schema: Schema,
    /// Every question, in the order in which they are asked.
    pub(crate) questions: Vec<AnswerShown>,
}

impl Profile {
    /// Every question with its answer and when that was given.
    pub(crate) fn of<'k>(
        known: impl IntoIterator<Item = (&'static profile::Question, Option<(&'k Answer, Stamp)>)>,
    ) -> Self {
        let known = known.into_iter().map(|(question, answered)| AnswerShown {
            question: QuestionShown::of(question),
            value: answered.map(|(answer, _)| Value::of(answer)),
            answered_at: answered.map(|(_, at)| at),
        });
        Self { schema: Schema::of("profile"), questions: known.collect() }
    }
}

/// A question and what is known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AnswerShown {
    /// The question.
    #[serde(flatten)]
    pub(crate) question: QuestionShown,
    /// The answer. `null`: not answered, and what rests on it is not offered.
    pub(crate) value: Option<Value>,
    /// When it was given, or last confirmed.
    pub(crate) answered_at: Option<Stamp>,
}
