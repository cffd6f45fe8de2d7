//! The guided walk: one cue at a time.
//!
//! The row of scenes is made here, from the plan as it stands after each of them; `stage` shows them and holds the only
//! loop, `now` looks at the plan, `lesson` puts a step into words, `record` writes what was done. What a key does is
//! decided in [`crate::session`].

use uuid::Uuid;

use crate::acts::answer::{self, RunningCourse};
use crate::acts::{Context, Outcome, State, steps};
use crate::engine::ask::Ask;
use crate::engine::explain::Explanation;
use crate::engine::history::Walking;
use crate::engine::plan::{Action, Open, Plan};
use crate::engine::safety::Why;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::profile::Answer;
use crate::model::time::Span;
use crate::protocol::Protocol;
use crate::protocol::called::NamedThing;
use crate::protocol::format::{Routine, Step};
use crate::render::wrap;
use crate::session::asking::{AskKind, Asking, Reply};
use crate::session::guide::Guide;
use crate::session::lesson::{Lesson, Resume};
use crate::session::{End, Scene};
use crate::views::{self, answers::Nothing, told};
use crate::words::clean::clean;
use crate::words::{refused, stale, stay as words_of_stay, walk};

mod ask;
mod beside;
mod call;
mod hands_free;
mod lesson;
mod now;
mod played;
mod record;
mod sign;
mod stage;
mod stay;
#[cfg(test)]
mod tests;
mod unanswered;
mod usual;

use now::{Now, vetoes};
use record::Scribe;
use stage::Stage;
use stay::{Stayed, Staying, moment};
use unanswered::{GETTING_UP, Unanswered};

pub(crate) use ask::ask_about;

/// How a walk is shown, and how it is answered.
#[derive(clap::Args, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Manner {
    /// Plain lines: nothing is repainted
    #[arg(long)]
    pub(crate) plain: bool,
    /// Speak with the machine's own voice
    #[arg(long)]
    pub(crate) say: bool,
    /// No key at all, but for one question at its end
    #[arg(long)]
    pub(crate) hands_free: bool,
}

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
///
/// `name` is a routine or a step of the course that runs.
pub(crate) fn run(context: &mut Context<'_>, name: Option<&str>, manner: Manner) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = RunningCourse::needed(context, &state)?;
    let target = match name {
        None => Target::Due,
        Some(name) => named(&course.protocol, &course.plan(&state), name)?,
    };
    lead(context, &target, manner)
}

/// Asks by keys what waits for an answer, and shows what is next.
pub(crate) fn by_keys(context: &mut Context<'_>) -> Result<Outcome, Failure> {
    let (ended, _) = on_stage(context, Manner::default(), None)?;
    let Some((read, course)) = standing(context, ended)? else { return Ok(Outcome::Interrupted) };
    let plan = course.plan(&read);
    context.process.out(&answer::next_text(&course, &plan, &read, context.process.width()))?;
    Ok(answer::outcome(&plan))
}

/// Guides somebody who has just begun a flare: the card, then the first thing to do.
pub(crate) fn after_start(context: &mut Context<'_>, manner: Manner) -> Result<Outcome, Failure> {
    lead(context, &Target::Due, manner)
}

fn lead(context: &mut Context<'_>, target: &Target, manner: Manner) -> Result<Outcome, Failure> {
    let (ended, stage) = on_stage(context, manner, Some(target))?;
    finish(context, ended, &stage)
}

/// Opens a stage, plays on it, and closes it whatever came of that. `target`: where it leads; `None`: only what waits for an
/// answer is asked.
fn on_stage(context: &mut Context<'_>, manner: Manner, target: Option<&Target>) -> Result<(Ended, Stage), Failure> {
    let mut stage = Stage::open(context, manner)?;
    let mut walk = Walk::on(&mut stage);
    let ended = match target {
        None => walk.questions(context),
        Some(target) if manner.hands_free => walk.hands_free(context, target),
        Some(target) => walk.row(context, target),
    };
    let told = stage.close(context);
    let ended = ended?;
    told?;
    Ok((ended, stage))
}

/// Where the person stands when it is over. `None`: it was cut off, and that was said.
fn standing(context: &mut Context<'_>, ended: Ended) -> Result<Option<(State, RunningCourse)>, Failure> {
    if ended == Ended::Halted {
        context.process.err(&wrap(walk::KEPT, context.process.width()));
        return Ok(None);
    }
    context.later();
    let read = context.state()?;
    let course = RunningCourse::needed(context, &read)?;
    Ok(Some((read, course)))
}

/// What is said when it is over: where the person stands now.
fn finish(context: &mut Context<'_>, ended: Ended, stage: &Stage) -> Result<Outcome, Failure> {
    let Some((read, course)) = standing(context, ended)? else { return Ok(Outcome::Interrupted) };
    let plan = course.plan(&read);
    let text = if context.json {
        let next = answer::next_view(&course, &plan, &read);
        views::text(&answer::confirmation("walk", stage.records(), next, Nothing {}))
    } else if ended == Ended::Left && plan.screening.latched().is_none() {
        let hours = course.profile.hours();
        let times = answer::times(&read, &hours);
        // Whoever stays is told when to come back: for no tablet alone.
        let next = told::announced(&plan).filter(|_| stage.stays());
        let next = next.map(|next| (told::short(next.step), times.at(next.due_at)));
        let left = words_of_stay::left(next.as_ref().map(|(name, at)| (name.as_str(), at.as_str())));
        wrap(&left, context.process.width())
    } else {
        answer::next_text(&course, &plan, &read, context.process.width())
    };
    context.process.out(&text)?;
    Ok(answer::outcome(&plan))
}

/// The routine or the step of that name.
fn named<'p>(protocol: &'p Protocol, plan: &Plan<'p>, name: &str) -> Result<Target, Failure> {
    Ok(match steps::thing(protocol, Some(plan), name, true)? {
        NamedThing::Routine(routine) => Target::Routine(routine.id.clone()),
        NamedThing::Step(step) => Target::Step(step.id.clone()),
    })
}

/// What is asked next, because of what was just said.
enum Next {
    /// A sign after a medicine, heat or a patch may be there.
    Signs,
    /// It burned: how badly. What was recorded of the burn already.
    Burn(Vec<Record>),
    /// It hurts clearly more: new signs.
    Worse,
}

struct Walk<'s> {
    stage: &'s mut Stage,
    /// The flare that is guided through. `None`: not looked up yet.
    flare: Option<Uuid>,
    /// Steps that were offered, with the length of the journal then: the same thing is not offered in a circle.
    offered: Vec<(Id, usize)>,
    /// Going on with what was cut off was offered.
    resumed: bool,
    /// What may be done instead of what hurt.
    easier: Option<Id>,
    /// What is asked next. `None`: what the plan asks.
    asks_next: Option<Next>,
    /// The named steps that are left, the next one last. `None`: not looked up yet.
    left: Option<Vec<Id>>,
    /// What was said between two things.
    staying: Staying,
    /// What nobody answered.
    unanswered: Unanswered,
}

impl<'s> Walk<'s> {
    /// A walk on this stage, of which nothing was played yet.
    fn on(stage: &'s mut Stage) -> Self {
        Self {
            stage,
            flare: None,
            offered: Vec::new(),
            resumed: false,
            easier: None,
            asks_next: None,
            left: None,
            staying: Staying::default(),
            unanswered: Unanswered::default(),
        }
    }
}

impl Walk<'_> {
    /// Scene after scene, each from the plan as it then stands.
    fn row(&mut self, context: &mut Context<'_>, target: &Target) -> Result<Ended, Failure> {
        // Only whoever is guided through what is due stays.
        let stays = *target == Target::Due && self.stage.stays();
        let mut target = target.clone();
        loop {
            context.later();
            self.stage.looks(context)?;
            let state = context.state()?;
            self.goes_on(&state)?;
            let course = RunningCourse::needed(context, &state)?;
            let now = Now::new(&course, &state);
            // What was begun to be told of a sign is told to its end.
            let told = matches!(self.asks_next, Some(Next::Signs | Next::Burn(_)));
            if now.plan.screening.latched().is_some() && !told {
                self.stage.speak(&now.alerts().join(" "));
                return Ok(Ended::BeSeen);
            }
            if stays {
                self.take_off(context, &now)?;
            }
            let left = self.left.get_or_insert_with(|| match &target {
                Target::Due => Vec::new(),
                Target::Step(id) => vec![id.clone()],
                Target::Routine(_) => now
                    .routine(&target)
                    .map(|routine| routine.steps.iter().rev().cloned().collect())
                    .unwrap_or_default(),
            });
            let explained = left.last().and_then(|id| course.protocol.step(id)).map(|step| now.explain(step));
            // A named step of help or rest is there while a card waits; everything else asks first.
            let waits = explained.as_ref().is_none_or(|one| vetoes(one).any(|why| matches!(why, Why::CardPending(_))));
            let quiet = stays && target == Target::Due && self.keeps_quiet(context, &now)?;
            let waits = waits && !quiet;
            let card = self.asks_now(&now).filter(|ask| matches!(ask, Ask::Card { .. } | Ask::Follow(_)) && waits);
            let feet = now.plan.feet.filter(|_| target == Target::Due && now.plan.in_front().is_none());
            let feet = feet.filter(|_| !self.has_lapsed(&now, unanswered::UP));
            let next = self.asks_next.take_if(|_| told || feet.is_none());
            let ended = if let Some(Next::Signs) = next {
                self.signs_after(context, &now)?
            } else if let Some(Next::Burn(small)) = next {
                self.burned(context, &now, small)?
            } else if let Some(feet) = feet {
                self.feet(context, &now, feet)?
            } else if matches!(next, Some(Next::Worse)) && !card.is_some_and(Ask::is_grave) {
                self.signs_of_worse(context, &now)?
            } else if let Some(card) = card {
                self.ask(context, &now, card)?
            } else if let Some((walking, step)) = now.cut_off().filter(|_| !std::mem::replace(&mut self.resumed, true))
            {
                self.resume(context, &now, &walking, step)?
            } else if let Some(easier) = self.easier.take() {
                self.offer_easier(context, &now, &easier)?
            } else if let Some(explained) = explained {
                self.named(context, &now, &target, &explained)?
            } else if quiet {
                Some(Ended::Over)
            } else if target == Target::Due && self.asks_whether_it_helped(&now) {
                self.helped(context, &now)?
            } else if target == Target::Due && self.asks_whether_as_usual(&now) {
                self.usual(context, &now)?
            } else if target == Target::Due {
                self.due(context, &now)?
            } else {
                if let Some(end) = now.routine(&target).and_then(|routine| routine.end.as_ref()) {
                    self.stage.tell(context, &clean(end))?;
                }
                Some(Ended::Over)
            };
            match ended {
                Some(Ended::Over) if stays && target != Target::Due => (target, self.left) = (Target::Due, None),
                Some(Ended::Over) if stays => match self.stay(context, &now)? {
                    Stayed::On => {}
                    Stayed::Into(named) => (target, self.left) = (named, None),
                    Stayed::Ended(ended) => return Ok(ended),
                },
                Some(ended) => return Ok(ended),
                None => {}
            }
        }
    }

    /// A walk is one of one flare: another terminal may have ended it, and begun another.
    fn goes_on(&mut self, state: &State) -> Result<(), Failure> {
        self.flare = self.flare.or(state.flare());
        if self.flare == state.flare() { Ok(()) } else { Err(answer::flare_over(state, stale::OVER)) }
    }

    /// The next of the named steps. `None`: go on.
    fn named<'a>(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'a>,
        target: &Target,
        explained: &Explanation<'a>,
    ) -> Result<Option<Ended>, Failure> {
        let step = explained.step;
        if let Some(asked) = now.asks(explained).and_then(|facts| Ask::before(&now.course.protocol, &facts, step)) {
            let ended = self.ask(context, now, &asked)?;
            // Passed over, or nobody answered: it is not asked again.
            let let_go = std::mem::take(&mut self.unanswered.let_go);
            if ended.is_none() && (let_go || passed(context, step)?) {
                self.left.as_mut().and_then(Vec::pop);
            }
            return Ok(ended);
        }
        self.left.as_mut().and_then(Vec::pop);
        let routine = now.routine(target);
        if let Some(why) = now.against(explained) {
            if routine.is_none() && !self.stage.stays() {
                let hint = refused::why_not(&why, step.id.as_str());
                return Err(Failure::usage(refused::not_now(&told::short(step))).hint(hint));
            }
            self.stage.tell(context, &walk::left_out(&told::short(step), &why))?;
            return Ok(None);
        }
        if routine.is_some() && just_done(now.state, step) {
            self.stage.tell(context, &walk::done_before(&told::short(step)))?;
            return Ok(None);
        }
        let due = now.plan.action.clone().filter(|action| action.step.id == step.id);
        let action = due.unwrap_or_else(|| action_of(explained, now.state, routine));
        let next = self.left.as_ref().and_then(|left| left.last()).and_then(|id| now.course.protocol.step(id));
        let next = next.map(|step| clean(&step.title));
        let end = self.guide(context, now, &action, |lesson| lesson.next = next)?;
        if matches!(end, End::Passed | End::Anew) {
            // Time went by: it is looked at again.
            self.left.get_or_insert_default().push(step.id.clone());
        }
        Ok(self.went(&end, Some(step)))
    }

    /// What is due now. `None`: go on.
    fn due(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<Option<Ended>, Failure> {
        if let Some(ask) = self.asks_now(now) {
            return self.ask(context, now, ask);
        }
        let stays = self.stage.stays();
        // A medicine is never the action. What stands beside nothing else is offered by itself.
        // What is put on stays on for a while: a tablet whose time has come is offered before it, and it follows at once.
        let puts_on = now.plan.action.as_ref().is_some_and(|action| action.step.kind.warms_or_cools());
        let may =
            |action: &&Action<'_>| puts_on && !self.was_offered(now, action) && (!stays || self.is_ripe(now, action));
        // Both stand on one page where they fit it.
        let both = self.beside_of(now);
        let beside = now.plan.beside.iter().find(may).filter(|_| both.is_none());
        let best = beside.or(now.plan.action.as_ref()).or(now.plan.beside.first());
        let best = best.filter(|action| !stays || self.is_ripe(now, action)).or_else(|| self.behind_it(now));
        let Some(action) = best else {
            return Ok(Some(Ended::Over));
        };
        let waiting = action.open.is_some_and(|open| open.waiting);
        let offer = (action.step.id.clone(), now.state.tail.records.len());
        if !waiting && self.was_offered(now, action) {
            self.let_go(action);
            return Ok(Some(Ended::Over));
        }
        self.offered.push(offer);
        let begins = self.begins_by_itself(context, now, action)?;
        self.call_step(context, now, action)?;
        let key = self.stage.touched();
        let both = both.filter(|_| action.step.kind.warms_or_cools());
        let scribe = both.map(|dose| Scribe::new(now.state, dose.step, dose.dose_mg));
        let end = self.guide_beside(context, now, action, scribe, |lesson| {
            lesson.begins = begins;
            lesson.beside = both.and_then(|dose| lesson::beside(now.course, now.state, dose));
        })?;
        // A dose that nobody looked at keeps nothing else back.
        let unseen = end == End::Passed && self.stage.touched() == key;
        let looked_again = matches!(end, End::Anew | End::Passed) && !unseen;
        if let Some(dose) = both.filter(|_| self.unanswered.beside_stands && !looked_again) {
            // It was on the page all the while.
            self.let_go(dose);
        }
        let unseen = unseen && action.step.kind == Kind::Medicine;
        if unseen || (end == End::LetGo && !now.is_floor()) {
            self.let_go(action);
        }
        if matches!(end, End::Passed | End::Anew | End::LetGo) {
            // Time went by while it waited, so the same moves may have come round again.
            self.offered.clear();
        }
        Ok(self.went(&end, Some(action.step)))
    }

    /// Whether it was offered, and nothing was recorded since.
    fn was_offered(&self, now: &Now<'_>, action: &Action<'_>) -> bool {
        let records = now.state.tail.records.len();
        self.offered.iter().any(|(step, then)| *step == action.step.id && *then == records)
    }

    /// What follows from the end of a scene. `None`: go on.
    fn went(&mut self, end: &End, step: Option<&Step>) -> Option<Ended> {
        match end {
            End::Left => Some(Ended::Left),
            End::Halted => Some(Ended::Halted),
            End::Worse => {
                self.asks_next = Some(Next::Worse);
                self.easier = step.and_then(|step| step.alternative.clone());
                None
            }
            End::Sign => {
                self.asks_next = Some(Next::Signs);
                None
            }
            End::Burned => {
                self.asks_next = Some(Next::Burn(Vec::new()));
                None
            }
            End::Next | End::Passed | End::Answered(_) | End::Anew | End::Slept | End::Chosen(_) | End::Digit(_) => {
                None
            }
            End::LetGo => {
                self.unanswered.let_go = true;
                None
            }
        }
    }

    /// Guides through one step.
    fn guide(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        action: &Action<'_>,
        more: impl FnOnce(&mut Lesson),
    ) -> Result<End, Failure> {
        self.guide_beside(context, now, action, None, more)
    }

    /// Guides through one step; `beside` writes for the medicine beside it.
    fn guide_beside(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        action: &Action<'_>,
        beside: Option<Scribe>,
        more: impl FnOnce(&mut Lesson),
    ) -> Result<End, Failure> {
        let mut lesson = lesson::of(now.course, &now.plan, now.state, action);
        lesson.alerts = now.alerts();
        lesson.flows = self.stage.stays();
        if !lesson.flows || self.stage.is_aloud() {
            // By ear there are four keys, and what is piped in asks for no more than it must.
            (lesson.feels, lesson.by_the_way) = (false, None);
        }
        if self.stage.is_aloud() {
            lesson::for_ears(&mut lesson);
            lesson.speaks_stop = self.staying.speaks(&lesson.stop, now.state.clock.now);
        }
        let call = lesson::call(&now.plan, action.step);
        lesson.call = call.map(|(step, from)| lesson::banner(step, from, self.staying.said_call(step, from)));
        more(&mut lesson);
        lesson.ticks = self.stage.ticks();
        let mut guide = Guide::new(lesson);
        if let Some(place) = self.staying.position(action.step) {
            guide.in_position(place);
        }
        let mut scene = Scene::Guide(Box::new(guide));
        let scribe =
            Scribe::new(now.state, action.step, action.dose_mg).calling(call.map(|(step, _)| step)).with_beside(beside);
        self.waits_for(context, if scene.gets_up() { GETTING_UP } else { now.patience() })?;
        let end = self.stage.play(context, &mut scene, Some(&scribe))?;
        if let Scene::Guide(guide) = &scene {
            self.staying.keeps_position(action.step, guide.position_chosen());
            self.unanswered.beside_stands = guide.keeps_beside();
        }
        if let Some((step, from)) = call.filter(|(_, from)| moment(context.process).is_ok_and(|now| now >= *from)) {
            self.staying.says_call(step, from);
        }
        if !matches!(end, End::Anew | End::LetGo) {
            self.staying.played();
        }
        self.say_when_again(context, action.step)?;
        Ok(end)
    }

    /// Offers to go on with what was cut off. `None`: go on.
    fn resume(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        walking: &Walking<'_>,
        step: &Step,
    ) -> Result<Option<Ended>, Failure> {
        let explained = now.explain(step);
        let hours = now.course.profile.hours();
        let when = answer::times(now.state, &hours).at(walking.at);
        let resume = Resume { reached: walking.reached, at: walking.at, when };
        let action = action_of(&explained, now.state, None);
        let end = self.guide(context, now, &action, |lesson| lesson.resume = Some(resume))?;
        if end == End::Anew {
            self.resumed = false;
            return Ok(None);
        }
        // A named step that was gone on with is not begun once more.
        if let Some(left) = &mut self.left {
            left.retain(|id| *id != step.id);
        }
        Ok(self.went(&end, Some(step)))
    }

    /// Offers the easier step, where nothing is against it.
    fn offer_easier(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        easier: &Id,
    ) -> Result<Option<Ended>, Failure> {
        let Some(step) = now.course.protocol.step(easier) else { return Ok(None) };
        let explained = now.explain(step);
        if now.against(&explained).is_some() {
            return Ok(None);
        }
        let title = walk::something_easier(&told::short(step));
        let asking = Asking::new(AskKind::Offer, &now.heading(), &title);
        // On the floor moves go on by themselves, so whom they hurt rests first.
        self.waits_for(context, if now.is_floor() { GETTING_UP } else { now.patience() })?;
        let end = self.stage.play(context, &mut Scene::Asking(Box::new(asking)), None)?;
        if end == End::Anew {
            self.easier = Some(easier.clone());
        }
        if end != End::Answered(Reply::Yes) {
            return Ok(self.went(&end, None));
        }
        let end = self.guide(context, now, &action_of(&explained, now.state, None), |_| ())?;
        Ok(self.went(&end, Some(step)))
    }
}

/// Whether a step was passed over just now.
fn passed(context: &mut Context<'_>, step: &Step) -> Result<bool, Failure> {
    context.later();
    let state = context.state()?;
    let newest = state.tail.records.last().map(|record| &record.event);
    Ok(matches!(newest, Some(Event::Skipped { step: skipped, .. }) if *skipped == step.id))
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
        on_side: explained.on_side,
        open: end.map(|end| Open { end, waiting: false, past_limit: false }),
        grown: explained.grown,
    }
}

/// Whether a step was done, not in part, within the last half hour.
fn just_done(state: &State, step: &Step) -> bool {
    let newest = state
        .history
        .entries()
        .rev()
        .find(|entry| matches!(&entry.event, Event::Done { step: done, partial: None, .. } if *done == step.id));
    newest.is_some_and(|entry| state.clock.now - entry.at < JUST_DONE)
}

/// Whether the person wants the cues spoken.
fn wants_voice(answer: Option<&Answer>) -> bool {
    answer == Some(&Answer::Yes)
}
