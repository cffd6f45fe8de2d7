//! Staying between two things: what is announced, what is called at its moment, what was let go; and the quiet of the night.
//!
//! Nothing is remembered of it: whatever is shown comes from the plan as it stands, looked at anew whenever time, a key or
//! another terminal may have changed it.

use super::{Ended, Now, Target, Walk};
use crate::acts::guide::record::Scribe;
use crate::acts::{Context, answer, aside};
use crate::engine::ask::Ask;
use crate::engine::plan::Action;
use crate::engine::remind::{self, What};
use crate::error::Failure;
use crate::model::aside::AsideKind;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::reminded::Reminded;
use crate::model::time::{Moment, Span};
use crate::process::Process;
use crate::protocol::format::{DueHours, Routine, Step, TimingKind};
use crate::session::calling::Calling;
use crate::session::stay::{Comes, NightHours, Stay};
use crate::session::{Beat, End, Scene, script};
use crate::views::told;
use crate::words::clean::clean;
use crate::words::{Times, aside as asides, remind as called, stay as say, unmarked};

/// What is announced comes at a round time, rounded up.
const ROUND: Span = Span::minutes(5);
/// A medicine comes at a whole minute, rounded up.
const ROUND_MEDICINE: Span = Span::minutes(1);
/// After so long the reasons to stop are spoken again.
const PAUSE: Span = Span::minutes(10);
/// How long a level of pain is news.
const NEWS: Span = Span::minutes(30);
/// How many of the lines that were told on the way are shown.
const NOTED: usize = 4;
/// How many lines of the day are shown.
const DAY: usize = 6;
/// After how long moves begin by themselves, of somebody who cannot stand, and of others.
const BEGINS_ON_FLOOR: Span = Span::seconds(8);
const BEGINS: Span = Span::seconds(10);

/// What follows from staying.
pub(super) enum Stayed {
    /// It is looked at anew.
    On,
    /// That, now.
    Into(Target),
    /// It is over.
    Ended(Ended),
}

/// What a walk that stays knows of what it said.
#[derive(Default)]
pub(super) struct Staying {
    /// What was called and not answered: its name, and since when it was due.
    let_go: Vec<(String, Moment)>,
    /// What was called, or shown to somebody who sat there.
    called: Option<(String, Moment)>,
    /// What was announced, and for when.
    promised: Option<(String, Moment)>,
    /// What was shown last between two things.
    rested: Option<Stay>,
    /// What was said of things that are on.
    reminded: Reminded,
    /// It is quiet, until somebody gets up.
    quiet: bool,
    /// Something was done or answered.
    played: bool,
    /// Time went by unseen.
    slept: bool,
    /// Who was to be called, as it was said: the step, and since when.
    calls: Vec<(Id, Moment)>,
    /// The position that was chosen for a step.
    positions: Vec<(Id, usize)>,
    /// The reasons to stop that were spoken, and when a step with them was begun last.
    stops: Vec<(Vec<String>, Moment)>,
}

impl Staying {
    /// Whether something was done or answered in this walk.
    pub(super) fn has_played(&self) -> bool {
        self.played
    }

    /// Whether these reasons to stop are to be spoken: the first time, and after a pause.
    pub(super) fn speaks(&mut self, stop: &[String], now: Moment) -> bool {
        if let Some((_, last)) = self.stops.iter_mut().find(|(spoken, _)| spoken == stop) {
            return now - std::mem::replace(last, now) > PAUSE;
        }
        self.stops.push((stop.to_vec(), now));
        !stop.is_empty()
    }

    /// Whether it was said that somebody is to be called.
    pub(super) fn said_call(&self, step: &Step, from: Moment) -> bool {
        self.calls.iter().any(|(id, since)| *id == step.id && *since == from)
    }

    /// The position that was chosen for a step, where one was.
    pub(super) fn position(&self, step: &Step) -> Option<usize> {
        self.positions.iter().find(|(id, _)| *id == step.id).map(|(_, place)| *place)
    }

    /// Keeps it for the next time of that step.
    pub(super) fn keeps_position(&mut self, step: &Step, place: Option<usize>) {
        self.positions.retain(|(id, _)| *id != step.id);
        self.positions.extend(place.map(|place| (step.id.clone(), place)));
    }

    /// It was said.
    pub(super) fn says_call(&mut self, step: &Step, from: Moment) {
        self.calls.push((step.id.clone(), from));
    }

    /// Somebody answered, or left it.
    pub(super) fn played(&mut self) {
        self.played = true;
        self.rested = None;
        // Whoever is there goes on at once.
        self.promised = None;
    }
}

/// The moment at which something is called that is due then.
fn rounded(at: Moment, kind: Kind) -> Moment {
    let to = if kind == Kind::Medicine { ROUND_MEDICINE } else { ROUND };
    let past = at.unix().rem_euclid(to.as_seconds());
    if past == 0 { at } else { at + to - Span::seconds(past) }
}

/// The newest of what was told on the way, each once.
fn newest(mut told: Vec<String>) -> Vec<String> {
    told.dedup();
    told.split_off(told.len().saturating_sub(NOTED))
}

/// Now, to the second.
pub(super) fn moment(process: &Process) -> Result<Moment, Failure> {
    Ok(Moment::from_unix(process.millis()?.div_euclid(1000)))
}

/// What a step is called within a sentence.
fn name(step: &Step) -> String {
    unmarked(&told::short(step)).to_owned()
}

impl Now<'_> {
    /// Somebody cannot stand: moves go on by themselves, and nothing is called.
    pub(super) fn is_floor(&self) -> bool {
        self.plan.course.as_ref().is_some_and(|course| course.phase.floor)
    }

    /// The pain where it has become less, and when a medicine that was taken may come again.
    fn news(&self, times: &Times<'_>) -> Vec<String> {
        let history = &self.state.history;
        let begun = history.run().map(|run| run.started.moment);
        let levels = || history.pains().filter(|pain| begun.is_some_and(|begun| pain.at >= begun));
        let first = levels().find_map(|pain| pain.level);
        let fresh = levels().next_back().filter(|pain| self.state.clock.now - pain.at <= NEWS);
        let less = first.zip(fresh.and_then(|pain| pain.level)).filter(|(first, now)| now < first);
        let taken = |step: &Step| {
            let name = step.medicine.as_ref().map(|medicine| medicine.name.as_str());
            history.doses().iter().any(|dose| dose.ingredients().any(|one| Some(one.as_str()) == name))
        };
        let dose = self.plan.upcoming.iter().find(|next| next.step.kind == Kind::Medicine && taken(next.step));
        let dose = dose.map(|next| say::next_dose(&told::short(next.step), &times.at(next.due_at)));
        less.map(|(first, now)| say::less_pain(now, first)).into_iter().chain(dose).collect()
    }

    /// A step as what comes at that moment.
    fn next(&self, step: &Step, at: Moment) -> Comes {
        let hours = self.course.profile.hours();
        let when = answer::times(self.state, &hours).at(at);
        Comes { name: name(step), at, when, why: step.why.as_deref().map(clean).unwrap_or_default() }
    }
}

impl Walk<'_> {
    /// Whether what is due is left where it is: it is night, and nobody sits there.
    pub(super) fn keeps_quiet(&mut self, context: &Context<'_>, now: &Now<'_>) -> Result<bool, Failure> {
        if !now.plan.sleeping || now.is_floor() {
            self.staying.quiet = false;
        } else if self.staying.played && !self.stage.is_present(context)? {
            self.staying.quiet = true;
        }
        Ok(self.staying.quiet)
    }

    /// Whether a step that is due may be offered now, by what was said of it.
    pub(super) fn is_ripe(&self, now: &Now<'_>, action: &Action<'_>) -> bool {
        let id = action.step.id.as_str();
        let let_go = self.staying.let_go.iter().any(|(gone, since)| gone == id && *since == action.due_at);
        let promised = self.staying.promised.as_ref().filter(|(promised, _)| promised == id);
        let night = now.plan.sleeping && self.staying.played && action.step.timing.hours == DueHours::Sleeping;
        !let_go && !night && promised.is_none_or(|(_, at)| now.state.clock.now >= *at)
    }

    /// Whether a question waits: until the time that was said of its step, or, before a medicine that nobody chose just now,
    /// until what moves is done. It stands beside that.
    pub(super) fn holds_back(&self, now: &Now<'_>, ask: &Ask<'_>) -> bool {
        let medicine = ask.step().filter(|step| step.kind == Kind::Medicine);
        let moves = |action: &Action<'_>| !action.step.kind.is_optional() && self.is_ripe(now, action);
        let moves = now.plan.action.as_ref().is_some_and(moves);
        if moves && medicine.is_some_and(|step| !now.was_chosen(step)) {
            return true;
        }
        let promised = self.staying.promised.as_ref().zip(ask.step());
        promised.is_some_and(|((promised, at), step)| promised == step.id.as_str() && now.state.clock.now < *at)
    }

    /// It was called, and nobody came.
    pub(super) fn let_go(&mut self, action: &Action<'_>) {
        self.staying.let_go.push((action.step.id.as_str().to_owned(), action.due_at));
    }

    /// Whether somebody may be guided who does not press a key: the moves of a person on the floor, and what follows at once.
    pub(super) fn begins_by_itself(
        &self,
        context: &Context<'_>,
        now: &Now<'_>,
        action: &Action<'_>,
    ) -> Result<Option<Span>, Failure> {
        if !self.stage.stays() || action.step.kind != Kind::Exercise {
            return Ok(None);
        }
        if now.is_floor() {
            return Ok(Some(BEGINS_ON_FLOOR));
        }
        Ok(self.stage.is_present(context)?.then_some(BEGINS))
    }

    /// Calls for a step that has come, where nobody sits there.
    pub(super) fn call_step(
        &mut self,
        context: &Context<'_>,
        now: &Now<'_>,
        action: &Action<'_>,
    ) -> Result<(), Failure> {
        let time = now.state.clock.zone.wall(now.state.clock.now).time();
        let title = clean(unmarked(action.routine.map_or(&action.step.title, |routine| &routine.title)));
        // A title may say itself how long it takes.
        let says = title.contains(|letter: char| letter.is_ascii_digit());
        let length = action.session.filter(|_| action.routine.is_none() && !says);
        let length =
            length.map(|session| script::Script::new(session, "").total() / 1000).filter(|length| *length >= 60);
        let slept = std::mem::take(&mut self.staying.slept);
        let first = if slept {
            let next = now.next(action.step, action.due_at);
            say::slept(time, &next.when, &title)
        } else {
            say::call(time, &title, length.map(script::spoken).as_deref())
        };
        self.call(context, now, (action.step.id.as_str().to_owned(), action.due_at), first, say::call_again(&title))
    }

    /// Calls for a question that has come, where nobody sits there.
    pub(super) fn call_question(&mut self, context: &Context<'_>, now: &Now<'_>, title: &str) -> Result<(), Failure> {
        let time = now.state.clock.zone.wall(now.state.clock.now).time();
        let first = say::call_question(time);
        let day = now.state.clock.zone.stamp(now.state.clock.now);
        let since = Moment::from_unix(day.moment.unix().div_euclid(86_400) * 86_400);
        self.call(context, now, (title.to_owned(), since), first, title.to_owned())
    }

    fn call(
        &mut self,
        context: &Context<'_>,
        now: &Now<'_>,
        what: (String, Moment),
        first: String,
        again: String,
    ) -> Result<(), Failure> {
        if !self.stage.stays() || now.is_floor() || self.staying.called.as_ref() == Some(&what) {
            return Ok(());
        }
        self.staying.called = Some(what);
        if !self.staying.played || self.stage.is_present(context)? {
            return Ok(());
        }
        let since = Beat::from_millis(context.process.millis()?);
        self.stage.calls(Some(Calling::new(first, again, since)));
        Ok(())
    }

    /// Says what must come off, at any hour.
    pub(super) fn take_off(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<(), Failure> {
        let (protocol, profile) = (&now.course.protocol, &now.course.profile);
        let call = remind::call(protocol, profile, &now.state.history, &self.staying.reminded);
        let mut said = Vec::new();
        for thing in &call.things {
            if let What::TakeOff { kind, by, .. } = &thing.what {
                let by = (*by > call.now.moment).then(|| now.state.clock.zone.wall(*by).time().to_string());
                said.push(called::take_off(*kind, by.as_deref()));
            }
        }
        self.staying.reminded = call.said;
        for line in said {
            self.stage.bell();
            self.stage.tell(context, &line)?;
        }
        Ok(())
    }

    /// Stays until something comes, or a key.
    pub(super) fn stay(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<Stayed, Failure> {
        let plan = &now.plan;
        if plan.sleeping && !now.is_floor() {
            self.staying.quiet = true;
        }
        self.staying.slept = false;
        // What was wanted then waits no longer, or anew.
        self.unanswered.wanted = false;
        let still = plan.action.iter().chain(&plan.due).find(|action| {
            let id = action.step.id.as_str();
            self.staying.let_go.iter().any(|(gone, since)| gone == id && *since == action.due_at)
        });
        let unripe = plan.action.as_ref().filter(|action| still.is_none() && !self.is_ripe(now, action));
        let upcoming = told::called_next(plan).map(|next| (next.step, next.due_at));
        // A question that is held back comes at the time that was said.
        let held = plan.to_ask().filter(|ask| self.holds_back(now, ask)).and_then(Ask::step);
        let held = held.zip(self.staying.promised.as_ref().map(|(_, at)| *at));
        let next = unripe.map(|action| (action.step, action.due_at)).or(held).or(upcoming);
        let next = next.map(|(step, due_at)| {
            let at = if now.is_floor() { due_at } else { rounded(due_at, step.kind) };
            (step, at.max(now.state.clock.now))
        });
        self.staying.promised = next.map(|(step, at)| (step.id.as_str().to_owned(), at));
        let choices = night_choices(now);
        let mut scene = self.between(now, still, next, &choices);
        scene.noted = newest(self.stage.take_noted());
        let same = self.staying.rested.as_ref().is_some_and(|rested| scene.says_the_same(rested));
        scene.speaks = !same;
        self.staying.rested = Some(scene.clone());
        self.stage.is_known(same);
        let step = still.map(|action| action.step).or(next.map(|(step, _)| step));
        let scribe = step.map(|step| Scribe::new(now.state, step, None));
        let end = self.stage.play(context, &mut Scene::Stay(Box::new(scene)), scribe.as_ref())?;
        if moment(context.process)? < now.state.clock.now {
            // The clock was set back: what was announced by the other one holds no more.
            self.staying.promised = None;
        }
        Ok(match end {
            End::Left => Stayed::Ended(Ended::Left),
            End::Halted => Stayed::Ended(Ended::Halted),
            End::Slept => {
                self.staying.slept = true;
                Stayed::On
            }
            End::Next => match (still, next) {
                (Some(action), _) => {
                    let id = action.step.id.as_str();
                    self.staying.let_go.retain(|(gone, _)| gone != id);
                    Stayed::On
                }
                (None, Some((step, _))) => Stayed::Into(Target::Step(step.id.clone())),
                (None, None) => Stayed::On,
            },
            End::Digit(digit) => {
                if let Some(aside) = now.plan.aside {
                    self.by_the_way(context, aside.kind(), digit)?;
                }
                Stayed::On
            }
            End::Chosen(place) => match choices.get(place) {
                Some(routine) => Stayed::Into(Target::Routine(routine.id.clone())),
                // Behind the choices stands the medicine of the night.
                None => told::at_night(plan)
                    .filter(|(_, from)| from.is_none())
                    .map_or(Stayed::On, |(step, _)| Stayed::Into(Target::Step(step.id.clone()))),
            },
            End::Answered(_) => {
                self.unanswered.wanted = true;
                Stayed::On
            }
            End::Anew | End::Passed | End::Worse | End::Sign | End::Burned | End::LetGo => Stayed::On,
        })
    }

    /// A digit answered what was asked by the way.
    fn by_the_way(&mut self, context: &mut Context<'_>, kind: AsideKind, digit: usize) -> Result<(), Failure> {
        context.later();
        if let Some((told, records)) = aside::by_digit(context, kind, digit)? {
            self.stage.tell(context, &told)?;
            self.stage.keeps(records);
        }
        Ok(())
    }

    /// The scene between two things.
    fn between(
        &self,
        now: &Now<'_>,
        still: Option<&Action<'_>>,
        next: Option<(&Step, Moment)>,
        choices: &[&Routine],
    ) -> Stay {
        let (plan, clock) = (&now.plan, &now.state.clock);
        let hours = now.course.profile.hours();
        let times = answer::times(now.state, &hours);
        let mut stay = Stay::new(&told::where_one_is(plan), clock.zone.clone());
        stay.alerts = now.alerts();
        stay.idle = told::idle_lines(plan);
        stay.waits = told::question_waits(plan);
        stay.news = now.news(&times);
        stay.still = still.map(|action| now.next(action.step, action.due_at));
        stay.next = next.map(|(step, at)| now.next(step, at));
        let later = plan.upcoming.iter().filter(|later| later.step.timing.hours != DueHours::Sleeping);
        stay.day = later
            .take(DAY)
            .map(|later| format!("{} {}", times.at(later.due_at), clean(unmarked(&later.step.title))))
            .collect();
        if let Some((kind, about)) = plan.aside.map(told::about_aside) {
            stay.aside = asides::lines(kind, &about);
            stay.digits = asides::digits(kind);
        }
        // What a plan calls its next change may be this very second.
        stay.until = plan.next_change.map(|at| at.max(clock.now + Span::seconds(1)));
        if self.staying.quiet {
            let wakes = hours.next(hours.wakes, clock.now, &clock.zone);
            stay.until = Some(stay.until.map_or(wakes, |until| until.min(wakes)));
            let titles = choices.iter().map(|routine| clean(&routine.title)).collect();
            let medicine = told::at_night(plan);
            stay.night = Some(NightHours {
                until: times.at(wakes),
                choices: titles,
                medicine: medicine.map(|(step, from)| told::at_night_line(step, from, &times)),
                opens: medicine.is_some_and(|(_, from)| from.is_none()),
            });
        }
        stay
    }
}

/// What helps somebody who lies awake: what is there whenever one asks, with something in it that is for the night.
fn night_choices<'a>(now: &Now<'a>) -> Vec<&'a Routine> {
    let protocol = &now.course.protocol;
    let for_night = |routine: &&Routine| {
        routine.timing.kind == TimingKind::OnDemand
            && now.plan.sleeping
            && routine
                .steps
                .iter()
                .filter_map(|id| protocol.step(id))
                .any(|step| step.timing.hours == DueHours::Sleeping)
    };
    protocol.routines.iter().filter(for_night).collect()
}
