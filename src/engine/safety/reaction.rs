//! What was told of a bleeding, a swelling or a burn after a medicine, heat or a patch, and what that keeps away until the flare
//! ends, also once a clinician has looked. Rule 21.2.

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::{Rule, Weighed, Why, no};
use crate::model::class::Class;
use crate::model::event::{Content, Event};
use crate::model::limits::EPISODES_APART;
use crate::model::medicine::Ingredient;
use crate::model::time::Moment;
use crate::protocol::after_medicine::{Reaction, after_medicine};

/// When each reaction was told: in this course, or before it, with or without a flare, where this one began so soon after that
/// it is the same episode still. A sign is not taken back, and an end and a new start lift nothing. Rules 21.2, 26.4.
fn told(case: &Case<'_>) -> impl Iterator<Item = (Reaction, Moment)> {
    let now = case.history.entries_with_retracted().flat_map(|entry| {
        let signs: &[_] = if let Event::Screened { signs, .. } = &entry.event { signs } else { &[] };
        signs.iter().map(|sign| (entry.at, sign))
    });
    let soon = case.started() - EPISODES_APART;
    let before = case.history.signs_before().iter().filter(move |(at, _)| *at > soon).map(|(at, sign)| (*at, sign));
    before.chain(now).filter_map(|(at, sign)| Some((after_medicine().reaction(sign)?, at)))
}

/// Whether a reaction keeps an ingredient away: after a bleeding or a swelling every anti-inflammatory, after a swelling also
/// what was taken last before it.
pub(super) fn against_medicine(case: &Case<'_>, ingredient: &Ingredient, class: Option<Class>) -> Option<Weighed> {
    let taken_last = |at: Moment| {
        let before = case.history.doses().iter().filter(|dose| dose.at.moment <= at && dose.drinks().is_none());
        before.max_by_key(|dose| dose.at.moment).is_some_and(|dose: &Taken| dose.may_contain(ingredient))
    };
    let keeps = |(reaction, at): (Reaction, Moment)| match reaction {
        Reaction::Bleeding => class.is_some_and(Class::is_nsaid),
        Reaction::Swelling => class.is_some_and(Class::is_nsaid) || taken_last(at),
        Reaction::Burn | Reaction::Sleep => false,
    };
    told(case).any(keeps).then(|| no(Rule::NsaidQuestions, Why::Reacted, None, &["IB-20", "IB-31"]))
}

/// Whether a burn keeps away what is put on the skin, by the rule that weighs it. A plan has one place for all of it.
pub(super) fn against_skin(case: &Case<'_>, rule: Rule) -> Option<Weighed> {
    let burned = told(case).any(|(reaction, _)| match reaction {
        Reaction::Burn => true,
        Reaction::Bleeding | Reaction::Swelling | Reaction::Sleep => false,
    });
    burned.then(|| no(rule, Why::Burned, None, &["TP-07"]))
}

/// What is in the dose of which it is asked whether it did that: of a bleeding the newest anti-inflammatory, of a swelling
/// the newest of anything. `None`: nothing is noted that could have.
pub fn suspect(case: &Case<'_>, reaction: Reaction) -> Option<Ingredient> {
    let counts = |content: &&Content| match reaction {
        Reaction::Bleeding => content.is_nsaid(),
        Reaction::Swelling => true,
        Reaction::Burn | Reaction::Sleep => false,
    };
    let doses = case.history.doses().iter().filter(|dose| dose.drinks().is_none());
    let newest =
        doses.filter(|dose| dose.contents().any(|content| counts(&content))).max_by_key(|dose| dose.at.moment)?;
    newest.contents().find(counts).map(|content| content.ingredient.clone())
}
