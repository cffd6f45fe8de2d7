//! What calls the person now: what is due and was not yet said.
//!
//! Nothing stays awake for it. Whoever asks, whenever, gets what is due at that moment and was not said before; so a machine
//! that slept, or a timer that came late, loses nothing. A walk that is due since 10:50 is said at the first asking from
//! 10:50 on, again 15 and 45 minutes after that, and then no more. Put off until 11:10, it is due since 11:10: that is
//! another time, and is said anew.

use crate::engine::ahead::Foresight;
use crate::engine::alerts::take_off;
use crate::engine::ask::Ask;
use crate::engine::case::Case;
use crate::engine::choose::planned;
use crate::engine::history::History;
use crate::engine::plan::{Action, Plan};
use crate::engine::setting::Setting;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::{Kind, Urgency};
use crate::model::profile::Profile;
use crate::model::reminded::{Reminded, Said};
use crate::model::time::{Moment, Span, Stamp};
use crate::protocol::format::{DueHours, Protocol};

/// How long after the first time something is said again, in minutes. Then it rests.
const AGAIN: [Span; 2] = [Span::minutes(15), Span::minutes(45)];
/// How long it is remembered that something was said which is not due any more.
const KEPT: Span = Span::hours(24);
/// At how many changes of the plan it is looked ahead for what is said next: those of a day and more.
const LOOKS: usize = 128;

/// Something of which the person is told.
#[derive(Clone, PartialEq, Debug)]
pub enum What<'p> {
    /// A sign stands, and somebody has to look at it.
    Sign(Urgency),
    /// Something must come off the skin.
    TakeOff {
        /// Its step, by the name under which it went on.
        step: &'p Id,
        /// Its kind. `None`: this protocol does not know it.
        kind: Option<Kind>,
        /// By when.
        by: Moment,
    },
    /// A card or a question stands in front of everything.
    Question,
    /// A step is due.
    Step(Action<'p>),
}

impl What<'_> {
    /// The word in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Sign(_) => "sign",
            Self::TakeOff { .. } => "take-off",
            Self::Question => "question",
            Self::Step(_) => "step",
        }
    }

    /// Its step, where it has one.
    pub fn step(&self) -> Option<&Id> {
        match self {
            Self::Sign(_) | Self::Question => None,
            Self::TakeOff { step, .. } => Some(step),
            Self::Step(action) => Some(&action.step.id),
        }
    }

    /// The name under which it is remembered.
    fn name(&self) -> String {
        match self.step() {
            Some(step) => format!("{} {step}", self.word()),
            None => self.word().to_owned(),
        }
    }

    /// It is said in quiet hours, too: what may burn or bruise, and what its author marked for any hour.
    fn any_hour(&self) -> bool {
        match self {
            Self::Sign(_) | Self::Question => false,
            Self::TakeOff { .. } => true,
            Self::Step(action) => action.step.timing.hours == DueHours::Any,
        }
    }

    /// How long after the first time it is said again.
    fn again(&self) -> &'static [Span] {
        match self {
            Self::Sign(_) => &[],
            Self::TakeOff { .. } | Self::Question | Self::Step(_) => &AGAIN,
        }
    }
}

/// Something that is due, and since when.
#[derive(Clone, PartialEq, Debug)]
pub struct Thing<'p> {
    /// What it is.
    pub what: What<'p>,
    /// Since when it has been due. A sign and a question come anew each morning.
    pub since: Moment,
}

/// What is to be said now.
#[derive(Clone, PartialEq, Debug)]
pub struct Call<'p> {
    /// The moment for which it holds, with the offset of the place.
    pub now: Stamp,
    /// What is said now, all of it in one message: what is most urgent first. Empty: nothing.
    pub things: Vec<Thing<'p>>,
    /// What is remembered from then on, once it has been said.
    pub said: Reminded,
}

/// What is to be said now, to somebody who was told `said` before: a total function, as the plan is.
pub fn call<'p>(protocol: &'p Protocol, profile: &'p Profile, history: &'p History, said: &Reminded) -> Call<'p> {
    called(&Setting::at(Case::new(protocol, profile, history)), said)
}

/// When something will be said next, if nothing happens until then. `None`: nothing, as far as it was looked.
pub fn next(protocol: &Protocol, profile: &Profile, history: &History, said: &Reminded) -> Option<Moment> {
    let now = Case::new(protocol, profile, history);
    let mut setting = Setting::at(now.clone());
    for _ in 0..LOOKS {
        let there = called(&setting, said);
        if setting.case.now() > now.now() && !there.things.is_empty() {
            return Some(setting.case.now());
        }
        // Everything that was compared with that moment is known to its case by now.
        setting = Setting::at(now.later(setting.case.next_change()?));
    }
    None
}

fn called<'p>(setting: &Setting<'p>, said: &Reminded) -> Call<'p> {
    let case = &setting.case;
    let now = case.zone.stamp(case.now());
    let due = things(setting, &planned(setting, Foresight::Next));
    let mut kept: Vec<Said> = said.said.clone();
    kept.retain(|said| {
        let is_due = due.iter().any(|thing| thing.what.name() == said.what && thing.since == said.since.moment);
        said.last.moment <= now.moment && (is_due || !case.reached(said.last.moment + KEPT))
    });
    let mut call = Call { now, things: Vec::new(), said: Reminded { said: kept } };
    let quiet = case.asleep_until().is_some();
    for thing in due {
        if quiet && !thing.what.any_hour() {
            continue;
        }
        let name = thing.what.name();
        match call.said.said.iter_mut().find(|said| said.what == name && said.since.moment == thing.since) {
            None => {
                call.said.said.push(Said { what: name, since: case.zone.stamp(thing.since), first: now, last: now });
            }
            Some(said) => {
                let times = thing.what.again().iter().map(|after| said.first.moment + *after);
                // Every one of these moments is looked at, so that the next of them is known.
                let come: Vec<Moment> = times.filter(|at| case.reached(*at)).collect();
                if come.last().is_none_or(|at| *at <= said.last.moment) {
                    continue;
                }
                said.last = now;
            }
        }
        call.things.push(thing);
    }
    call
}

/// Everything that is due, said before or not, the most urgent first.
fn things<'p>(setting: &Setting<'p>, plan: &Plan<'p>) -> Vec<Thing<'p>> {
    let Setting { case, screened, .. } = setting;
    let mut things = Vec::new();
    if let Some(urgency) = screened.screening.latched() {
        let since = screened.screening.latches.iter().filter(|latch| latch.urgency >= Urgency::SameDay);
        let since = since.map(|latch| latch.since).max().unwrap_or(case.started());
        things.push(Thing { what: What::Sign(urgency), since: since.max(morning(case)) });
    }
    for worn in take_off(case).into_iter().filter(|worn| case.reached(worn.said)) {
        let kind = case.protocol.step(worn.step).map(|step| step.kind);
        things.push(Thing { what: What::TakeOff { step: worn.step, kind, by: worn.by }, since: worn.said });
    }
    let in_front = match plan.in_front() {
        Some(Ask::Card { .. } | Ask::Follow(_) | Ask::Choice(_)) => true,
        Some(ask @ (Ask::Question { .. } | Ask::Questions { .. })) => ask.step().is_none(),
        // A question that stands below calls nobody: what is on show does.
        None => plan.action.as_ref().and_then(|action| action.open).is_some_and(|open| open.past_limit),
    };
    if in_front {
        things.push(Thing { what: What::Question, since: last_answer(case).max(morning(case)) });
    }
    things.extend(plan.due.iter().map(|action| Thing { since: action.due_at, what: What::Step(action.clone()) }));
    things
}

/// The last time at which the person was to get up.
fn morning(case: &Case<'_>) -> Moment {
    let up = |day| case.hours.moment_on(day, case.hours.wakes, case.zone);
    let today = up(case.today());
    if case.reached(today) { today } else { up(case.today().plus(-1)) }
}

/// The newest answer to a card or a question, or the start of the course: what waits now has waited since then at most.
fn last_answer(case: &Case<'_>) -> Moment {
    let answers =
        |event: &Event| matches!(event, Event::Screened { .. } | Event::Answered { .. } | Event::Passed { .. });
    let answered = case.history.entries().filter(|entry| answers(&entry.event)).map(|entry| entry.at).max();
    answered.unwrap_or(case.started()).max(case.started())
}
