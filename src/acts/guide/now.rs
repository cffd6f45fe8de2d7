//! One moment of a walk: the plan, and what it means for a step that is asked for by its name.

use super::Target;
use crate::acts::State;
use crate::acts::answer::{self, RunningCourse};
use crate::engine::case::Case;
use crate::engine::chosen::{ChosenStep, chosen};
use crate::engine::company::{Company, company};
use crate::engine::explain::{Explanation, explain};
use crate::engine::facts::Facts;
use crate::engine::history::Walking;
use crate::engine::matters::waited_for;
use crate::engine::plan::{Plan, Reason};
use crate::engine::safety::Why;
use crate::model::kind::Urgency;
use crate::model::profile::Fact;
use crate::model::time::Span;
use crate::protocol::format::{Routine, Step};
use crate::views::{reason, told, verdict};

/// What was chosen so long ago was chosen just now. A choice of this program.
const JUST_NOW: Span = Span::hours(1);

/// Everything at one moment: what the plan says, and what it rests on.
pub(super) struct Now<'a> {
    pub(super) course: &'a RunningCourse,
    pub(super) state: &'a State,
    pub(super) plan: Plan<'a>,
}

impl<'a> Now<'a> {
    pub(super) fn new(course: &'a RunningCourse, state: &'a State) -> Self {
        Self { course, state, plan: course.plan(state) }
    }

    pub(super) fn explain(&self, step: &'a Step) -> Explanation<'a> {
        let Self { course, state, .. } = self;
        explain(&course.protocol, &course.profile, &state.history, step)
    }

    /// Whether somebody chose a step on a card just now.
    pub(super) fn was_chosen(&self, step: &Step) -> bool {
        let case = Case::new(&self.course.protocol, &self.course.profile, &self.state.history);
        chosen(&case, step).is_some_and(|chosen| match chosen {
            ChosenStep::Taken(at) => self.state.clock.now - at <= JUST_NOW,
            ChosenStep::Left(_) => false,
        })
    }

    pub(super) fn routine(&self, target: &Target) -> Option<&'a Routine> {
        let Target::Routine(id) = target else { return None };
        self.course.protocol.routines.iter().find(|routine| routine.id == *id)
    }

    /// What was cut off, and may be gone on with. What is warm or cold is asked about in any case.
    pub(super) fn cut_off(&self) -> Option<(Walking<'a>, &'a Step)> {
        let walking = self.state.history.walking(self.state.clock.now)?;
        let step = self.course.protocol.step(walking.step)?;
        let explained = self.explain(step);
        // What grows may have grown meanwhile: after a cycle it is begun anew, as it is by now.
        let grown = explained.grown.is_some_and(|grown| self.state.clock.now - walking.at >= grown.row.cycle);
        let asked = step.kind.warms_or_cools() || (!grown && self.against(&explained).is_none());
        asked.then_some((walking, step))
    }

    /// What stands above the action: a sign in full, everything else in short.
    pub(super) fn alerts(&self) -> Vec<String> {
        let hours = self.course.profile.hours();
        let times = answer::times(self.state, &hours);
        let told = told::alerts(&self.plan, &times, answer::region(&self.course.profile));
        let past = self.plan.action.as_ref().and_then(|action| action.open).is_some_and(|open| open.past_limit);
        // Who was down for too long reads whom to call, too.
        let full =
            |told: &told::Told| self.plan.screening.latched().is_some() || (past && told.urgency >= Urgency::SameDay);
        let lines = |told: &told::Told| if full(told) { usize::MAX } else { 1 };
        told.into_iter()
            .flat_map(|told| {
                let most = lines(&told);
                told.lines.into_iter().take(most)
            })
            .collect()
    }

    pub(super) fn heading(&self) -> String {
        let hours = self.course.profile.hours();
        told::heading(&self.plan, &answer::times(self.state, &hours))
    }

    /// What stands against a step that somebody asks for: safety, and what the protocol holds back for the body's sake.
    pub(super) fn against(&self, explained: &Explanation<'_>) -> Option<String> {
        let hours = self.course.profile.hours();
        let times = answer::times(self.state, &hours);
        // Where more than questions stand against it, answering them would not help.
        let all = || explained.rules.iter().filter_map(|rule| rule.verdict.as_ref().err());
        let veto = all().find(|veto| !matches!(veto.why, Why::Unanswered(_))).or_else(|| all().next());
        if let Some(veto) = veto {
            return Some(verdict::veto(veto, &times));
        }
        let held = explained.reasons.iter().find(|(reason, _)| holds(reason));
        held.map(|(reason, until)| reason::reason(reason, *until, &times))
    }

    /// The questions that would clear every veto, where nothing else is in the way; and whether somebody is there, where
    /// the step needs a helper and nobody knows.
    pub(super) fn asks(&self, explained: &Explanation<'_>) -> Option<Vec<Fact>> {
        let Self { course, state, .. } = self;
        let known = Facts::new(&course.protocol, &course.profile, &state.history);
        let mut facts = Vec::new();
        for why in vetoes(explained) {
            let Why::Unanswered(fact) = why else { return None };
            facts.push(*fact);
        }
        let unsaid = || company(&Case::new(&course.protocol, &course.profile, &state.history)) == Company::Unsaid;
        if explained.step.helper && unsaid() {
            facts.push(Fact::HelperHere);
        }
        let first = *facts.first()?;
        if explained.reasons.iter().any(|(reason, _)| holds(reason)) {
            return None;
        }
        let card = first.question().card;
        let mut asked = waited_for(Some(explained.step), card, known.unanswered(card));
        // An answer that is not fresh enough is asked again.
        asked.extend(facts.into_iter().filter(|fact| fact.question().card == card && known.get(*fact).is_some()));
        if asked.is_empty() {
            asked.push(first);
        }
        Some(asked)
    }
}

/// Why safety says no.
pub(super) fn vetoes<'e>(explained: &'e Explanation<'_>) -> impl Iterator<Item = &'e Why> {
    explained.rules.iter().filter_map(|rule| rule.verdict.as_ref().err()).map(|veto| &veto.why)
}

/// Whether a reason holds for somebody who asks for the step by its name: its timing does not.
fn holds(reason: &Reason<'_>) -> bool {
    match reason {
        Reason::Veto(_)
        | Reason::Phase(_)
        | Reason::NotYet(_)
        | Reason::Over(_)
        | Reason::Apart { .. }
        | Reason::Enough { .. }
        | Reason::PainAbove(_)
        | Reason::Needs { .. }
        | Reason::NeedsHelper
        | Reason::Leg
        | Reason::Pregnant
        | Reason::Brake
        | Reason::PlanEnded
        | Reason::NotHere => true,
        Reason::PainBelow(_)
        | Reason::InsteadOf(_)
        | Reason::Pace(_)
        | Reason::Routine(_)
        | Reason::NotDue
        | Reason::PassedOver
        | Reason::Hours
        | Reason::Rests
        | Reason::Snoozed
        | Reason::OnDemand
        | Reason::Done
        | Reason::NotLiked => false,
    }
}
