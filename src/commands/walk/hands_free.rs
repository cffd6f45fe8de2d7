//! A walk with no key until one question at its end.
//!
//! What needs a hand is left out and said: heat and cold, a medicine, a massage, a check-in. Nothing is recorded as done
//! before the question; where nobody answers it, nothing is claimed.

use super::{Ended, Now, Target, Walk, action_of, just_done, lesson};
use crate::commands::Context;
use crate::commands::answer::Course;
use crate::commands::walk::record::Scribe;
use crate::engine::ask::Ask;
use crate::error::Failure;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::time::Moment;
use crate::session::asking::{Asking, Kind as Question, Reply};
use crate::session::guide::Guide;
use crate::session::{Deed, End, Scene};
use crate::words::clean::clean;
use crate::words::unmarked;
use crate::words::within;

impl Walk<'_> {
    /// Guides through a routine, or through the routine or the step that is due.
    pub(super) fn hands_free(&mut self, context: &mut Context<'_>, target: &Target) -> Result<Ended, Failure> {
        // Cards are asked first: they need an answer, not a clock.
        loop {
            context.later();
            let state = context.state()?;
            let course = Course::needed(context, &state)?;
            let now = Now::new(&course, &state);
            if now.plan.screening.latched().is_some() {
                return Ok(Ended::BeSeen);
            }
            let Some(ask @ Ask::Card { .. }) = &now.plan.ask else { break };
            if let Some(ended) = self.ask(context, &now, ask)? {
                return Ok(ended);
            }
        }
        let state = context.state()?;
        let course = Course::needed(context, &state)?;
        let now = Now::new(&course, &state);
        let routine = match (target, &now.plan.action) {
            (Target::Routine(_), _) => now.routine(target),
            (Target::Due, Some(action)) => action.routine,
            (Target::Due, None) | (Target::Step(_), _) => None,
        };
        let steps: Vec<Id> = match (target, routine, &now.plan.action) {
            (_, Some(routine), _) => routine.steps.clone(),
            (Target::Step(id), ..) => vec![id.clone()],
            (Target::Due, None, Some(action)) => vec![action.step.id.clone()],
            (Target::Due | Target::Routine(_), None, _) => Vec::new(),
        };
        let mut done: Vec<(Id, String, Deed, Moment)> = Vec::new();
        for (place, id) in steps.iter().enumerate() {
            context.later();
            let Some(step) = course.protocol.step(id) else { continue };
            let explained = now.explain(step);
            let left_out = if needs_a_hand(step.kind) {
                Some("It needs a hand, so it is not for now.".to_owned())
            } else if let Some(why) = now.against(&explained) {
                Some(why)
            } else if just_done(&state, step) {
                Some("It was done just before.".to_owned())
            } else {
                None
            };
            if let Some(why) = left_out {
                self.stage.tell(context, &format!("Left out: {}. {why}", within(&step.title)))?;
                continue;
            }
            let mut lesson = lesson::of(&course, &now.plan, &state, &action_of(&explained, &state, routine));
            lesson.hands_free = true;
            lesson.alerts = now.alerts();
            lesson.next = steps.get(place + 1).and_then(|id| course.protocol.step(id)).map(|step| clean(&step.title));
            let mut scene = Scene::Guide(Box::new(Guide::new(lesson)));
            let scribe = Scribe::new(step, None);
            let end = self.stage.play(context, &mut scene, Some(&scribe))?;
            context.later();
            let at = context.now()?.moment;
            done.extend(self.stage.take_held().into_iter().map(|deed| (id.clone(), clean(&step.title), deed, at)));
            match end {
                End::Next | End::Passed | End::Answered(_) => {}
                End::Worse | End::Left => break,
                End::Halted => return Ok(Ended::Halted),
            }
        }
        self.stage.release();
        let ended = self.confirm(context, &course, &done)?;
        if let Some(end) = routine.and_then(|routine| routine.end.as_ref()) {
            self.stage.tell(context, &clean(end))?;
        }
        Ok(ended)
    }

    /// The one question, and what follows from it.
    fn confirm(
        &mut self,
        context: &mut Context<'_>,
        course: &Course,
        done: &[(Id, String, Deed, Moment)],
    ) -> Result<Ended, Failure> {
        let titles: Vec<&str> = done
            .iter()
            .filter(|(_, _, deed, _)| matches!(deed, Deed::Done { .. }))
            .map(|(_, title, ..)| unmarked(title))
            .collect();
        if titles.is_empty() {
            return Ok(Ended::Over);
        }
        let mut asking = Asking::new(Question::Confirm, "", "Did you do these?");
        asking.say = titles.iter().map(|title| (*title).to_owned()).collect();
        let end = self.stage.play(context, &mut Scene::Asking(Box::new(asking)), None)?;
        if end != End::Answered(Reply::Yes) {
            return Ok(self.went(&end, None).unwrap_or(Ended::Over));
        }
        for (id, _, deed, at) in done {
            let Some(step) = course.protocol.step(id) else { continue };
            let scribe = Scribe::new(step, None);
            if let Some(record) = scribe.write(context, &at_its_time(deed, *at))? {
                self.stage.confirm(context, &scribe, record)?;
            }
        }
        Ok(Ended::Over)
    }
}

fn at_its_time(deed: &Deed, ended: Moment) -> Deed {
    match deed {
        Deed::Done { answer, partial, at } => Deed::Done { answer: *answer, partial: *partial, at: at.or(Some(ended)) },
        Deed::On | Deed::Reached { .. } | Deed::Skipped { .. } | Deed::Pain { .. } | Deed::Took => deed.clone(),
    }
}

fn needs_a_hand(kind: Kind) -> bool {
    match kind {
        // A massage is counted by the day, and what is guided here is recorded only at its end.
        Kind::Heat | Kind::Cold | Kind::Medicine | Kind::Rub | Kind::Patch | Kind::Massage | Kind::CheckIn => true,
        Kind::Exercise | Kind::Stretch | Kind::Movement | Kind::Walk | Kind::Posture | Kind::Contact => false,
    }
}
