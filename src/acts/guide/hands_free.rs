//! A walk with no key until one question at its end.
//!
//! What needs a hand is left out and said: heat and cold, a medicine, a massage, a check-in. Nothing is recorded as done
//! before the question; where nobody answers it, nothing is claimed.

use super::{Ended, Now, Target, Walk, action_of, just_done, lesson};
use crate::acts::answer::RunningCourse;
use crate::acts::guide::record::Scribe;
use crate::acts::{Context, State};
use crate::engine::ask::Ask;
use crate::error::Failure;
use crate::model::id::Id;
use crate::model::time::Moment;
use crate::session::asking::{AskKind, Asking, Reply};
use crate::session::guide::Guide;
use crate::session::{Deed, End, Scene};
use crate::views::told;
use crate::words::clean::clean;
use crate::words::session as said;
use crate::words::unmarked;
use crate::words::walk;

impl Walk<'_> {
    /// Guides through a routine, or through the routine or the step that is due.
    pub(super) fn hands_free(&mut self, context: &mut Context<'_>, target: &Target) -> Result<Ended, Failure> {
        // Cards are asked first: they need an answer, not a clock.
        loop {
            context.later();
            let state = context.state()?;
            self.goes_on(&state)?;
            let course = RunningCourse::needed(context, &state)?;
            let now = Now::new(&course, &state);
            if now.plan.screening.latched().is_some() {
                return Ok(Ended::BeSeen);
            }
            let Some(ask @ (Ask::Card { .. } | Ask::Follow(_))) = now.plan.to_ask() else { break };
            if let Some(ended) = self.ask(context, &now, ask)? {
                return Ok(ended);
            }
        }
        let state = context.state()?;
        let course = RunningCourse::needed(context, &state)?;
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
        let mut held: Vec<Held> = Vec::new();
        let mut signs = false;
        for (place, id) in steps.iter().enumerate() {
            match self.play_one(context, id, routine.map(|routine| &routine.id), steps.get(place + 1), &mut held)? {
                None
                | Some(
                    End::Next
                    | End::Passed
                    | End::Answered(_)
                    | End::Anew
                    | End::Slept
                    | End::LetGo
                    | End::Chosen(_)
                    | End::Digit(_),
                ) => {}
                Some(End::Sign | End::Burned) => {
                    signs = true;
                    break;
                }
                Some(End::Worse | End::Left) => break,
                Some(End::Halted) => return Ok(Ended::Halted),
            }
        }
        self.stage.release();
        let ended = self.confirm(context, &course, &state, &held)?;
        if signs {
            return Ok(self.signs_after(context, &now)?.unwrap_or(ended));
        }
        if let Some(end) = routine.and_then(|routine| routine.end.as_ref()) {
            self.stage.tell(context, &clean(end))?;
        }
        Ok(ended)
    }

    /// Plays one step by the plan of this moment, and holds back what is to be recorded. `None`: it was left out.
    fn play_one(
        &mut self,
        context: &mut Context<'_>,
        id: &Id,
        routine: Option<&Id>,
        next: Option<&Id>,
        held: &mut Vec<Held>,
    ) -> Result<Option<End>, Failure> {
        context.later();
        let state = context.state()?;
        self.goes_on(&state)?;
        let course = RunningCourse::needed(context, &state)?;
        let now = Now::new(&course, &state);
        let Some(step) = course.protocol.step(id) else { return Ok(None) };
        let explained = now.explain(step);
        let left_out = if step.kind.needs_a_hand() {
            Some(said::needs_a_hand())
        } else if let Some(why) = now.against(&explained) {
            Some(why)
        } else if now.asks(&explained).is_some() {
            Some(said::question_first())
        } else if just_done(&state, step) {
            Some(said::done_just_before())
        } else {
            None
        };
        if let Some(why) = left_out {
            self.stage.tell(context, &walk::left_out(&told::short(step), &why))?;
            return Ok(None);
        }
        let routine = course.protocol.routines.iter().find(|found| routine == Some(&found.id));
        let mut lesson = lesson::of(&course, &now.plan, &state, &action_of(&explained, &state, routine));
        lesson.hands_free = true;
        (lesson.feels, lesson.by_the_way) = (false, None);
        lesson.ticks = self.stage.ticks();
        lesson.alerts = now.alerts();
        lesson.call = lesson::call(&now.plan, step).map(|(step, from)| lesson::banner(step, from, false));
        lesson.next = next.and_then(|id| course.protocol.step(id)).map(|step| clean(&step.title));
        let mut scene = Scene::Guide(Box::new(Guide::new(lesson)));
        let scribe = Scribe::new(&state, step, None);
        let end = self.stage.play(context, &mut scene, Some(&scribe))?;
        context.later();
        let (at, deeds) = (context.now()?.moment, self.stage.take_held());
        // Ended from outside, it is gone on with; otherwise how far it came is no matter once it is over.
        if let (End::Halted, Some(reached @ Deed::Reached { .. })) = (&end, deeds.last()) {
            scribe.write(context, reached)?;
        }
        let over = deeds.into_iter().filter(|deed| !matches!(deed, Deed::Reached { .. }));
        held.extend(over.map(|deed| Held { step: id.clone(), title: clean(&step.title), deed, at }));
        Ok(Some(end))
    }

    /// The one question, and what follows from it.
    fn confirm(
        &mut self,
        context: &mut Context<'_>,
        course: &RunningCourse,
        state: &State,
        held: &[Held],
    ) -> Result<Ended, Failure> {
        let done = held.iter().filter(|held| matches!(held.deed, Deed::Done { .. }));
        let titles: Vec<String> = done.map(|held| unmarked(&held.title).to_owned()).collect();
        if titles.is_empty() {
            return Ok(Ended::Over);
        }
        let mut asking = Asking::new(AskKind::Confirm, "", walk::DID_YOU);
        asking.say = titles;
        let end = self.stage.play(context, &mut Scene::Asking(Box::new(asking)), None)?;
        if end != End::Answered(Reply::Yes) {
            return Ok(self.went(&end, None).unwrap_or(Ended::Over));
        }
        for Held { step, deed, at, .. } in held {
            let Some(step) = course.protocol.step(step) else { continue };
            let scribe = Scribe::new(state, step, None);
            if let Some(record) = scribe.write(context, &at_its_time(deed, *at))? {
                self.stage.confirm(context, &scribe, record)?;
            }
        }
        Ok(Ended::Over)
    }
}

/// What was played, and is recorded once somebody says that it was done.
struct Held {
    step: Id,
    title: String,
    deed: Deed,
    /// When it ended.
    at: Moment,
}

/// A deed with the moment at which it ended.
fn at_its_time(deed: &Deed, ended: Moment) -> Deed {
    match deed {
        Deed::Done { answer, partial, at } => Deed::Done { answer: *answer, partial: *partial, at: at.or(Some(ended)) },
        Deed::On
        | Deed::Reached { .. }
        | Deed::Skipped { .. }
        | Deed::Pain { .. }
        | Deed::Took
        | Deed::TookBeside
        | Deed::PassedBeside
        | Deed::ByTheWay(..)
        | Deed::PainAfter(_)
        | Deed::PassedPain
        | Deed::Called
        | Deed::PutOff(_) => deed.clone(),
    }
}
