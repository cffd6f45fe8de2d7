//! What stays on the body for a while: a patch, a pad. Which one is meant, what the rules have against it, what is on.

use crate::acts::{State, steps};
use crate::engine::explain::explain;
use crate::engine::safety::{Rule, Veto, Why};
use crate::error::Failure;
use crate::model::kind::Kind;
use crate::model::profile::Profile;
use crate::model::time::Moment;
use crate::protocol::Protocol;
use crate::protocol::format::Step;
use crate::words::refused;

/// The thing of that name: a step of a kind that is worn.
pub(crate) fn named<'p>(protocol: &'p Protocol, name: &str) -> Result<&'p Step, Failure> {
    let step = steps::named(protocol, name)?;
    if step.kind.is_worn() {
        return Ok(step);
    }
    let things: Vec<&str> =
        protocol.steps.iter().filter(|step| step.kind.is_worn()).map(|step| step.id.as_str()).collect();
    let said = if step.kind == Kind::Medicine { format!("took {name}") } else { format!("done {}", step.id) };
    let hint = refused::recorded_so(&said, &things.join(", "));
    Err(Failure::usage(refused::stays_not_on(step.id.as_str())).hint(hint))
}

/// What the rules of rubs, of heat and of cold have against it just now, questions without an answer aside.
pub(crate) fn against(protocol: &Protocol, profile: &Profile, state: &State, step: &Step) -> Option<Veto> {
    let explained = explain(protocol, profile, &state.history, step);
    let vetoes = explained.rules.into_iter().filter_map(|rule| rule.verdict.err());
    let mut told = vetoes.filter(|veto| matches!(veto.rule, Rule::Topical | Rule::Heat | Rule::Cold));
    told.find(|veto| !matches!(veto.why, Why::Unanswered(_)))
}

/// Everything that is on, with the moment since when.
pub(crate) fn all_on<'p>(state: &State, protocol: &'p Protocol) -> Vec<(&'p Step, Moment)> {
    let steps = protocol.steps.iter().filter(|step| step.kind.is_worn());
    steps.filter_map(|step| state.history.on_since(&step.id).map(|entry| (step, entry.at))).collect()
}
