//! What goes with something warm or cold: a tablet on the same page, and when the next may be.

use super::{Now, Walk, answer};
use crate::acts::Context;
use crate::acts::answer::RunningCourse;
use crate::engine::plan::Action;
use crate::error::Failure;
use crate::model::time::Span;
use crate::protocol::format::Step;
use crate::words::walk;

/// For so long it came off just now: how the pain is may be asked meanwhile.
const JUST_OFF: Span = Span::minutes(2);

impl Walk<'_> {
    /// A medicine that is offered on the page of what is put on. `None`: it has a page of its own.
    pub(super) fn beside_of<'n, 'a>(&self, now: &'n Now<'a>) -> Option<&'n Action<'a>> {
        let stays = self.stage.stays() && !self.stage.is_aloud();
        let ripe = |action: &&Action<'_>| self.is_ripe(now, action) && !self.was_offered(now, action);
        let on = now.plan.action.as_ref().filter(|action| action.step.kind.warms_or_cools());
        on.filter(|_| stays).filter(ripe)?;
        let fits = |dose: &&Action<'_>| !dose.step.beside.is_empty() && ripe(dose);
        now.plan.beside.iter().find(fits)
    }

    /// After heat and cold: when the next may be.
    pub(super) fn say_when_again(&mut self, context: &mut Context<'_>, step: &Step) -> Result<(), Failure> {
        if !step.kind.warms_or_cools() {
            return Ok(());
        }
        context.later();
        let state = context.state()?;
        let course = RunningCourse::needed(context, &state)?;
        let Some(step) = course.protocol.step(&step.id) else { return Ok(()) };
        let done = state.history.done(&step.id).next_back().map(|(entry, _)| entry.at);
        let just = done.is_some_and(|at| state.clock.now - at <= JUST_OFF);
        if let Some(again) = Now::new(&course, &state).explain(step).not_before.filter(|_| just) {
            let hours = course.profile.hours();
            let again = answer::times(&state, &hours).at(again);
            self.stage.tell(context, &walk::again_not_before(&again))?;
        }
        Ok(())
    }
}
