//! `why`: every rule that says yes or no to a step.

use serde::Serialize;

use crate::engine::explain::Explanation;
use crate::engine::safety::Weighed;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::time::{Span, Stamp};
use crate::views::Place;
use crate::views::parts::{Against, Schema};
use crate::views::told::{once, sentence, source_line};
use crate::words::clean::clean;

/// The answer of `why`.
#[expect(clippy::struct_field_names, reason = "the fields are the names of the JSON")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Why<'a> {
    /// `backflare/why/1`.
    pub(crate) schema: Schema,
    /// The moment for which it holds.
    pub(crate) now: Stamp,
    /// The step.
    pub(crate) step: &'a Id,
    /// What sort of thing it is.
    pub(crate) kind: Kind,
    /// Its title.
    pub(crate) title: String,
    /// Nothing is against it now.
    pub(crate) allowed: bool,
    /// From when nothing would be, where time alone decides.
    pub(crate) not_before: Option<Stamp>,
    /// Why it helps. Empty: the protocol does not say.
    pub(crate) why: String,
    /// After how many seconds it comes back, where the protocol says so.
    pub(crate) every_seconds: Option<i64>,
    /// The safety rules that were weighed, those that say yes and those that say no.
    pub(crate) rules: Vec<Rule>,
    /// What else is against it now.
    pub(crate) reasons: Vec<Against>,
    /// Where it comes from.
    pub(crate) sources: Vec<String>,
}

/// A safety rule, and what it says.
#[expect(clippy::struct_field_names, reason = "the fields are the names of the JSON")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Rule {
    /// The name of the rule.
    pub(crate) rule: &'static str,
    /// Its number.
    pub(crate) number: u8,
    /// It says yes.
    pub(crate) allows: bool,
    /// What it says, in words.
    pub(crate) reason: String,
    /// The moment that may change it. `null`: it says yes, or time alone does not change it.
    pub(crate) until: Option<Stamp>,
    /// The facts behind it. None: it is a margin of ours.
    pub(crate) facts: &'static [&'static str],
}

impl<'a> Why<'a> {
    /// An explanation, told as of `now`.
    pub(crate) fn of(explanation: &Explanation<'a>, now: Stamp, place: &Place<'_>) -> Self {
        let Explanation { step, allowed, not_before, rules, reasons, every, sources, .. } = explanation;
        let times = place.times(now.moment);
        let rule = |weighed: &Weighed| Rule {
            rule: weighed.rule.as_str(),
            number: weighed.rule as u8,
            allows: weighed.verdict.is_ok(),
            reason: sentence(weighed, &times),
            until: weighed.verdict.as_ref().err().and_then(|veto| veto.until).map(|at| place.stamp(at)),
            facts: weighed.facts,
        };
        let against = reasons.iter().map(|(reason, until)| Against::of(reason, *until, place, now.moment));
        Self {
            schema: Schema::of("why"),
            now,
            step: &step.id,
            kind: step.kind,
            title: clean(&step.title),
            allowed: *allowed,
            not_before: not_before.map(|at| place.stamp(at)),
            why: step.why.as_deref().map(clean).unwrap_or_default(),
            every_seconds: every.map(Span::as_seconds),
            rules: rules.iter().map(rule).collect(),
            reasons: against.collect(),
            sources: once(sources.iter().map(|source| source_line(source))),
        }
    }
}
