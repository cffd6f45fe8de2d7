//! `walk`: be guided, one cue at a time.
//!
//! The row of scenes is made here, from the plan as it stands after each of them; [`stage`] shows them and holds the only
//! loop, [`lesson`] puts a step into words, [`record`] writes what was done. What a key does is decided in
//! [`crate::session`].

use crate::commands::answer::{self, Course};
use crate::commands::{Context, Outcome, State, examples};
use crate::engine::explain::{Explanation, explain};
use crate::engine::facts::Facts;
use crate::engine::plan::{Action, Ask, Open, Plan, Reason};
use crate::engine::safety::Why;
use crate::error::Failure;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::nearest;
use crate::model::profile::{Answer, CardId, Fact};
use crate::model::time::Span;
use crate::protocol::Protocol;
use crate::protocol::format::{Routine, Step};
use crate::render::clean::clean;
use crate::render::told;
use crate::render::words::{self, within};
use crate::session::asking::{Asking, Kind as Question, Reply};
use crate::session::guide::{Guide, Resume};
use crate::session::{End, Scene};

mod ask;
mod hands_free;
mod lesson;
mod record;
mod stage;

use record::Scribe;
use stage::Stage;

/// Be guided through what is due, with timers, keys and voice
///
/// Each step is read first; Enter starts its clock. Space pauses, Enter ends it,
/// s skips, b goes back, r begins again, ? says why, x stops when it hurts, and q
/// leaves: what was done is kept. A walk that was cut off is gone on with.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare walk --plain"
    "backflare walk --say          # speak the cues"
))]
pub struct WalkArgs {
    /// A routine or a step; without it, what is due
    #[arg(value_name = "ROUTINE or STEP")]
    pub name: Option<String>,
    /// Plain lines: nothing is repainted, and an answer is a line
    #[arg(long)]
    pub plain: bool,
    /// Speak the cues with the machine's own voice
    #[arg(long)]
    pub say: bool,
    /// Go through a routine with no key until one question at its end
    #[arg(long)]
    pub hands_free: bool,
}

/// A walk that was begun so long ago is not gone on with.
const STALE: Span = Span::hours(12);
/// What was done so shortly before is not done again in a routine.
const JUST_DONE: Span = Span::minutes(30);

/// What is to be guided.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Target {
    /// Whatever is due.
    Due,
    /// A step, even if it is not due.
    Step(Id),
    /// A routine, step by step.
    Routine(Id),
}

/// How a walk ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ended {
    /// There is nothing more.
    Over,
    /// The person left.
    Left,
    /// A sign stands.
    BeSeen,
    /// The program was ended from outside.
    Halted,
}

/// Guides through what is due, or through what was named.
pub fn run(context: &mut Context<'_>, args: &WalkArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = Course::needed(context, &state)?;
    let target = match &args.name {
        None => Target::Due,
        Some(name) => named(&course.protocol, name)?,
    };
    lead(context, &target, args)
}

/// Guides somebody who has just begun a flare: the card, then the first thing to do.
pub fn after_start(context: &mut Context<'_>) -> Result<Outcome, Failure> {
    lead(context, &Target::Due, &WalkArgs { name: None, plain: false, say: false, hands_free: false })
}

fn lead(context: &mut Context<'_>, target: &Target, args: &WalkArgs) -> Result<Outcome, Failure> {
    let mut stage = Stage::open(context, args)?;
    let mut walk = Walk { stage: &mut stage, offered: Vec::new(), resumed: false, easier: None };
    let ended = if args.hands_free { walk.hands_free(context, target) } else { walk.row(context, target) };
    let told = stage.close(context);
    let ended = ended?;
    told?;
    finish(context, ended, stage.records())
}

/// What is said when it is over: where the person stands now.
fn finish(context: &mut Context<'_>, ended: Ended, records: &[crate::model::event::Record]) -> Result<Outcome, Failure> {
    if ended == Ended::Halted {
        return Ok(Outcome::Interrupted);
    }
    context.later();
    let state = context.state()?;
    let course = Course::needed(context, &state)?;
    let plan = course.plan(&state);
    let text = if context.json {
        crate::render::json_text(&serde_json::json!({
            "schema": "backflare/walk/1",
            "recorded": records,
            "next": answer::next_json(&course, &plan, &state),
        }))
    } else if ended == Ended::Left && plan.screening.latched().is_none() {
        "You left. What was done is kept. To go on: backflare walk\n".to_owned()
    } else {
        answer::next_text(&course, &plan, &state, context.process.width())
    };
    context.process.out(&text)?;
    Ok(answer::outcome(&plan))
}

/// The routine or the step of that name.
fn named(protocol: &Protocol, name: &str) -> Result<Target, Failure> {
    let wanted = name.trim().to_lowercase().replace([' ', '_'], "-");
    if let Some(routine) = protocol.routines.iter().find(|routine| routine.id.as_str() == wanted) {
        return Ok(Target::Routine(routine.id.clone()));
    }
    if let Some(step) = protocol.steps.iter().find(|step| step.id.as_str() == wanted) {
        return Ok(Target::Step(step.id.clone()));
    }
    let steps = protocol.steps.iter().map(|step| step.id.as_str());
    let routines = protocol.routines.iter().map(|routine| routine.id.as_str());
    let near = nearest::suggest(name, routines.chain(steps));
    let meant = near.map(|near| format!("Did you mean {near}?\n")).unwrap_or_default();
    Err(Failure::usage(format!("no routine and no step is called {name:?}"))
        .hint(format!("{meant}All of them: backflare protocol show")))
}

struct Walk<'s> {
    stage: &'s mut Stage,
    /// Steps that were offered, with the length of the journal then: the same thing is not offered in a circle.
    offered: Vec<(Id, usize)>,
    /// Going on with what was cut off was offered.
    resumed: bool,
    /// What may be done instead of what hurt.
    easier: Option<Id>,
}

impl Walk<'_> {
    /// Scene after scene, each from the plan as it then stands.
    fn row(&mut self, context: &mut Context<'_>, target: &Target) -> Result<Ended, Failure> {
        let mut left: Vec<Id> = Vec::new();
        let mut routine_end = None;
        let mut begun = false;
        loop {
            context.later();
            let state = context.state()?;
            let course = Course::needed(context, &state)?;
            let plan = course.plan(&state);
            if plan.screening.latched().is_some() {
                let words: Vec<String> = self.alerts(&course, &plan, &state);
                self.stage.speak(&words.join(" "));
                return Ok(Ended::BeSeen);
            }
            if !begun {
                begun = true;
                if let Target::Routine(id) = target
                    && let Some(routine) = course.protocol.routines.iter().find(|routine| routine.id == *id)
                {
                    left = routine.steps.iter().rev().cloned().collect();
                    routine_end.clone_from(&routine.end);
                } else if let Target::Step(id) = target {
                    left = vec![id.clone()];
                }
            }
            let next = match target {
                Target::Due => None,
                Target::Step(_) | Target::Routine(_) => left.last().and_then(|id| course.protocol.step(id)),
            };
            // A named step of help or rest is there while a card waits; everything else asks first.
            let explained = next.map(|step| self.explain(&course, &state, step));
            let waits = explained.as_ref().is_none_or(|one| vetoes(one).any(|why| matches!(why, Why::CardPending(_))));
            if let Some(ask) = plan.ask.as_ref().filter(|ask| matches!(ask, Ask::Card { .. }) && waits) {
                match self.ask(context, &course, &plan, &state, ask)? {
                    Some(ended) => return Ok(ended),
                    None => continue,
                }
            }
            if let Some(end) = self.resume(context, &course, &plan, &state)? {
                match self.went(&end, None) {
                    Some(ended) => return Ok(ended),
                    None => continue,
                }
            }
            if let Some(easier) = self.easier.take() {
                if let Some(ended) = self.offer_easier(context, &course, &plan, &state, &easier)? {
                    return Ok(ended);
                }
                continue;
            }
            let routine = match target {
                Target::Routine(id) => course.protocol.routines.iter().find(|routine| routine.id == *id),
                Target::Due | Target::Step(_) => None,
            };
            let Some(explained) = explained else {
                if *target != Target::Due {
                    if let Some(end) = routine_end {
                        self.stage.tell(context, &clean(&end))?;
                    }
                    return Ok(Ended::Over);
                }
                match self.due(context, &course, &plan, &state)? {
                    Some(ended) => return Ok(ended),
                    None => continue,
                }
            };
            let step = explained.step;
            if let Some(facts) = asks(&course, &state, &explained) {
                let card = facts.first().map_or(CardId::AboutYou, |fact| fact.question().card);
                let ask = Ask::Facts { card, facts, step: Some(step) };
                match self.ask(context, &course, &plan, &state, &ask)? {
                    Some(ended) => return Ok(ended),
                    None => {
                        // Passed over: it is not asked again.
                        if self.passed(context, step)? {
                            left.pop();
                        }
                        continue;
                    }
                }
            }
            left.pop();
            if let Some(why) = against(&explained, &course, &state) {
                let Some(_) = routine else {
                    return Err(Failure::usage(format!("not now: {}", within(&step.title)))
                        .hint(format!("{why}\nEvery rule: backflare why {}\nWhat is: backflare next", step.id)));
                };
                self.stage.tell(context, &format!("Left out: {}. {why}", within(&step.title)))?;
                continue;
            }
            if routine.is_some() && just_done(&state, step) {
                self.stage.tell(context, &format!("Done just before: {}.", within(&step.title)))?;
                continue;
            }
            let action = plan
                .action
                .clone()
                .filter(|action| action.step.id == step.id)
                .unwrap_or_else(|| action_of(&explained, &state, routine));
            let next = left.last().and_then(|id| course.protocol.step(id)).map(|step| clean(&step.title));
            let end = self.guide(context, &course, &plan, &state, &action, None, next)?;
            if let Some(ended) = self.went(&end, Some(step)) {
                return Ok(ended);
            }
        }
    }

    /// What is due now. `None`: go on.
    fn due(
        &mut self,
        context: &mut Context<'_>,
        course: &Course,
        plan: &Plan<'_>,
        state: &State,
    ) -> Result<Option<Ended>, Failure> {
        if let Some(ask) = &plan.ask {
            let ended = self.ask(context, course, plan, state, ask)?;
            return Ok(ended);
        }
        let Some(action) = &plan.action else { return Ok(Some(Ended::Over)) };
        let waiting = action.open.is_some_and(|open| open.waiting);
        let now = (action.step.id.clone(), state.tail.records.len());
        if !waiting && self.offered.contains(&now) {
            return Ok(Some(Ended::Over));
        }
        self.offered.push(now);
        let end = self.guide(context, course, plan, state, action, None, None)?;
        if end == End::Passed && plan.next_change.is_none() {
            return Ok(Some(Ended::Over));
        }
        Ok(self.went(&end, Some(action.step)))
    }

    /// What follows from the end of a scene. `None`: go on.
    fn went(&mut self, end: &End, step: Option<&Step>) -> Option<Ended> {
        match end {
            End::Left => Some(Ended::Left),
            End::Halted => Some(Ended::Halted),
            End::Worse => {
                self.easier = step.and_then(|step| step.alternative.clone());
                None
            }
            End::Next | End::Passed | End::Answered(_) => None,
        }
    }

    /// Guides through one step.
    #[expect(clippy::too_many_arguments, reason = "the plan and what it rests on belong together, and are only read")]
    fn guide(
        &mut self,
        context: &mut Context<'_>,
        course: &Course,
        plan: &Plan<'_>,
        state: &State,
        action: &Action<'_>,
        resume: Option<Resume>,
        next: Option<String>,
    ) -> Result<End, Failure> {
        let mut lesson = lesson::of(course, plan, state, action);
        lesson.alerts = self.alerts(course, plan, state);
        lesson.resume = resume;
        lesson.next = next;
        let mut scene = Scene::Guide(Box::new(Guide::new(lesson)));
        let scribe = Scribe::new(action.step, action.dose_mg);
        let end = self.stage.play(context, &mut scene, Some(&scribe))?;
        self.say_when_again(context, action.step)?;
        Ok(end)
    }

    /// After heat and cold: when the next may be.
    fn say_when_again(&mut self, context: &mut Context<'_>, step: &Step) -> Result<(), Failure> {
        if !matches!(step.kind, Kind::Heat | Kind::Cold) {
            return Ok(());
        }
        context.later();
        let state = context.state()?;
        let course = Course::needed(context, &state)?;
        let Some(step) = course.protocol.step(&step.id) else { return Ok(()) };
        let done = state.history.done(&step.id).next_back().is_some_and(|(entry, _)| entry.at == state.clock.now);
        if let Some(again) = self.explain(&course, &state, step).not_before.filter(|_| done) {
            let hours = course.profile.hours();
            let again = answer::times(&state, &hours).at(again);
            self.stage.tell(context, &format!("Again not before {again}."))?;
        }
        Ok(())
    }

    /// Offers to go on with what was cut off. `None`: there is nothing.
    fn resume(
        &mut self,
        context: &mut Context<'_>,
        course: &Course,
        plan: &Plan<'_>,
        state: &State,
    ) -> Result<Option<End>, Failure> {
        let Some(walking) = state.history.walking().filter(|_| !self.resumed) else { return Ok(None) };
        self.resumed = true;
        let Some(step) = course.protocol.step(walking.step) else { return Ok(None) };
        if state.clock.now - walking.at > STALE {
            return Ok(None);
        }
        let hours = course.profile.hours();
        let when = answer::times(state, &hours).at(walking.at);
        let explained = self.explain(course, state, step);
        let action = action_of(&explained, state, None);
        let warm = matches!(step.kind, Kind::Heat | Kind::Cold);
        if !warm && against(&explained, course, state).is_some() {
            return Ok(None);
        }
        let resume = Resume { reached: walking.reached, at: walking.at, when };
        let end = self.guide(context, course, plan, state, &action, Some(resume), None)?;
        if end == End::Worse {
            self.easier.clone_from(&step.alternative);
        }
        Ok(Some(end))
    }

    /// Offers the easier step, where nothing is against it.
    fn offer_easier(
        &mut self,
        context: &mut Context<'_>,
        course: &Course,
        plan: &Plan<'_>,
        state: &State,
        easier: &Id,
    ) -> Result<Option<Ended>, Failure> {
        let Some(step) = course.protocol.step(easier) else { return Ok(None) };
        let explained = self.explain(course, state, step);
        if against(&explained, course, state).is_some() {
            return Ok(None);
        }
        let title = format!("Something easier instead: {}?", within(&step.title));
        let mut scene = Scene::Asking(Box::new(Asking::new(Question::Offer, &self.heading(course, plan, state), &title)));
        match self.stage.play(context, &mut scene, None)? {
            End::Answered(Reply::Yes) => {
                let action = action_of(&explained, state, None);
                let end = self.guide(context, course, plan, state, &action, None, None)?;
                Ok(self.went(&end, Some(step)))
            }
            end => Ok(self.went(&end, None)),
        }
    }

    fn explain<'p>(&self, course: &'p Course, state: &'p State, step: &'p Step) -> Explanation<'p> {
        explain(&course.protocol, &course.profile, &state.history, &state.clock, step)
    }

    /// What stands above the action, in short.
    fn alerts(&self, course: &Course, plan: &Plan<'_>, state: &State) -> Vec<String> {
        let hours = course.profile.hours();
        let times = answer::times(state, &hours);
        let told = told::alerts(plan, &times, answer::region(&course.profile));
        let latched = plan.screening.latched().is_some();
        told.into_iter().flat_map(|told| told.lines.into_iter().take(if latched { usize::MAX } else { 1 })).collect()
    }

    fn heading(&self, course: &Course, plan: &Plan<'_>, state: &State) -> String {
        let hours = course.profile.hours();
        told::heading(plan, &answer::times(state, &hours))
    }

    /// Whether a step was passed over since it was looked at.
    fn passed(&self, context: &mut Context<'_>, step: &Step) -> Result<bool, Failure> {
        context.later();
        let state = context.state()?;
        let newest = state.tail.records.last().map(|record| &record.event);
        Ok(matches!(newest, Some(Event::Skipped { step: skipped, .. }) if *skipped == step.id))
    }
}

/// A named step as something to do now.
fn action_of<'p>(explained: &Explanation<'p>, state: &State, routine: Option<&'p Routine>) -> Action<'p> {
    let end = explained.session.and_then(|session| session.open.as_ref());
    Action {
        step: explained.step,
        due_at: state.clock.now,
        routine,
        session: explained.session,
        dose_mg: explained.dose_mg,
        larger_dose: explained.larger_dose,
        open: end.map(|end| Open { end, waiting: false, past_limit: false }),
    }
}

/// Why safety says no.
fn vetoes<'e>(explained: &'e Explanation<'_>) -> impl Iterator<Item = &'e Why> {
    explained.rules.iter().filter_map(|rule| rule.verdict.as_ref().err()).map(|veto| &veto.why)
}

/// The questions that would clear every veto, where nothing else is in the way.
fn asks(course: &Course, state: &State, explained: &Explanation<'_>) -> Option<Vec<Fact>> {
    let mut facts = Vec::new();
    for why in vetoes(explained) {
        let Why::Unanswered(fact) = why else { return None };
        facts.push(*fact);
    }
    let first = *facts.first()?;
    if explained.reasons.iter().any(|(reason, _)| holds(reason)) {
        return None;
    }
    let card = first.question().card;
    let known = Facts::new(&course.protocol, &course.profile, &state.history, &state.clock);
    let mut asked = known.unanswered(card);
    // An answer that is not fresh enough is asked again.
    asked.extend(facts.into_iter().filter(|fact| fact.question().card == card && known.get(*fact).is_some()));
    if asked.is_empty() {
        asked.push(first);
    }
    Some(asked)
}

/// What stands against a step that somebody asks for: safety, and what the protocol holds back for the body's sake.
fn against(explained: &Explanation<'_>, course: &Course, state: &State) -> Option<String> {
    let hours = course.profile.hours();
    let times = answer::times(state, &hours);
    let veto = explained.rules.iter().find_map(|rule| rule.verdict.as_ref().err());
    if let Some(veto) = veto {
        return Some(words::veto(veto, &times));
    }
    let held = explained.reasons.iter().find(|(reason, _)| holds(reason));
    held.map(|(reason, until)| words::reason(reason, *until, &times))
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
        | Reason::Needs(_)
        | Reason::NeedsHelper
        | Reason::Leg
        | Reason::Pregnant
        | Reason::Brake
        | Reason::PlanEnded => true,
        Reason::PainBelow(_)
        | Reason::InsteadOf(_)
        | Reason::Pace(_)
        | Reason::Routine(_)
        | Reason::Hours
        | Reason::Snoozed
        | Reason::OnDemand
        | Reason::Done
        | Reason::NotLiked => false,
    }
}

/// Whether a step was done, not in part, within the last half hour.
fn just_done(state: &State, step: &Step) -> bool {
    let newest = state.history.entries().rev().find(|entry| {
        matches!(&entry.event, Event::Done { step: done, partial: None, .. } if *done == step.id)
    });
    newest.is_some_and(|entry| state.clock.now - entry.at < JUST_DONE)
}

/// Whether the person wants the cues spoken.
fn wants_voice(answer: Option<&Answer>) -> bool {
    answer == Some(&Answer::Yes)
}
