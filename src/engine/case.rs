//! Everything that the engine may look at, put together in one place, and the small facts that several of its files ask of
//! it.

use crate::engine::facts::Facts;
use crate::engine::history::{Entry, History};
use crate::model::event::Event;
use crate::model::kind::{Course, Kind};
use crate::model::limits::{PLAN_ENDS, STRETCH_FROM};
use crate::model::profile::Profile;
use crate::model::time::{Clock, Hours, Moment, Span};
use crate::protocol::format::Protocol;

/// A protocol, a person, what happened, and one moment: everything that the engine may look at.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The protocol of the course.
    pub protocol: &'a Protocol,
    /// What happened.
    pub history: &'a History,
    /// What is known about the person.
    pub facts: Facts<'a>,
    /// Now, and where.
    pub clock: &'a Clock,
    /// When the person sleeps.
    pub hours: Hours,
}

impl<'a> Case<'a> {
    /// The case as it stands at the clock of the history. Nothing else brings a moment with it.
    pub fn new(protocol: &'a Protocol, profile: &'a Profile, history: &'a History) -> Self {
        let facts = Facts::new(protocol, profile, history);
        Self { protocol, history, facts, clock: history.clock(), hours: profile.hours() }
    }
}

impl Case<'_> {
    /// The present moment.
    pub fn now(&self) -> Moment {
        self.clock.now
    }

    /// How long the course has run. Nothing runs: no time at all.
    pub fn elapsed(&self) -> Span {
        self.history.run().map_or(Span::ZERO, |run| (self.now() - run.started.moment).max(Span::ZERO))
    }

    /// When the course began. Nothing runs: now.
    pub fn started(&self) -> Moment {
        self.history.run().map_or(self.now(), |run| run.started.moment)
    }

    /// From when the days of a medicine or a rub are counted: so long ago, or since the start of a flare that is longer.
    pub fn counted_from(&self, window: Span) -> Moment {
        let flare = self.history.run().filter(|run| run.course == Course::Flare);
        flare.map_or(self.now(), |run| run.started.moment).min(self.now() - window)
    }

    /// The ends of the sessions of a kind, by time. What is on and has not come off ends now: the latest possible.
    pub fn ends(&self, kind: Kind) -> Vec<Moment> {
        let (mut ends, on) = self.sessions(kind);
        if on {
            ends.push(self.now());
        }
        ends
    }

    /// Whether something of a kind went on and has not come off: then time alone does not end its distance.
    pub fn is_on(&self, kind: Kind) -> bool {
        self.sessions(kind).1
    }

    /// The ends of the sessions of a kind, by time, and whether one is still on. A step of an earlier course counts by
    /// its kind in the present protocol; what was put on and has no name there may be of any kind that is put on. A line
    /// that cannot be read may have been the end of a session.
    fn sessions(&self, kind: Kind) -> (Vec<Moment>, bool) {
        let lost = self.history.damaged().iter().map(|damage| damage.by.map_or(self.now(), |by| by.moment));
        let mut ends: Vec<Moment> = lost.map(|at| at.min(self.now())).collect();
        let mut on = false;
        let steps = self.protocol.steps.iter().filter(|step| step.kind == kind).map(|step| &step.id);
        let put_on = matches!(kind, Kind::Heat | Kind::Cold | Kind::Patch);
        let strange = self.history.worn().iter().filter(|id| put_on && self.protocol.step(id).is_none());
        for step in steps.chain(strange) {
            // What goes on has not ended; a session that is done is off, too. Another of its kind may still be on.
            let ended = |entry: &&Entry| !matches!(entry.event, Event::On { .. });
            ends.extend(self.history.sessions_of(step).filter(ended).map(|entry| entry.at));
            on |= self.history.on_since(step).is_some();
        }
        ends.sort_unstable();
        (ends, on)
    }

    /// Until when the person is taken to be asleep: in sleeping hours, or since they lay down for the night.
    pub fn asleep_until(&self) -> Option<Moment> {
        let (now, zone) = (self.now(), &self.clock.zone);
        if self.hours.sleeping(now, zone) {
            return Some(self.hours.next(self.hours.wakes, now, zone));
        }
        let beds = self.protocol.steps.iter().filter(|step| step.begins_sleep);
        let lay_down =
            beds.filter_map(|step| self.history.done(&step.id).next_back()).map(|(entry, _)| entry.at).max()?;
        let up = self.hours.next(self.hours.wakes, lay_down, zone);
        (now < up).then_some(up)
    }

    /// Whether a flare runs, and not prevention.
    pub fn is_flare(&self) -> bool {
        self.history.run().is_some_and(|run| run.course == Course::Flare)
    }

    /// Whether the plan of a flare is over. Rule 10; RF-35.
    pub fn plan_over(&self) -> bool {
        self.is_flare() && self.elapsed() >= PLAN_ENDS
    }

    /// Whether the first 48 hours of a flare are running, in which only the smallest moves are made. Rule 15.
    pub fn early(&self) -> bool {
        self.is_flare() && self.elapsed() < STRETCH_FROM
    }
}
