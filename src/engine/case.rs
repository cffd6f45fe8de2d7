//! Everything that the engine may look at, put together in one place, and the small facts that several of its files ask of
//! it.

use std::rc::Rc;

use crate::engine::answered::{CardAnswered, cards_answered};
use crate::engine::facts::Facts;
use crate::engine::history::{Entry, History, NEVER, Walking};
use crate::engine::watch::Watch;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Kind};
use crate::model::limits::{CLOCK_TOLERANCE, PLAN_ENDS, PREGNANT_DOWN, SILENCE, STRETCH_FROM, WALK_HOLDS, WORN_BEFORE};
use crate::model::profile::{Fact, Profile};
use crate::model::time::{CivilDay, Hours, Moment, Span, Stamp, TimeOfDay, Zone};
use crate::protocol::format::{DueHours, OpenEnd, Protocol, Step};

/// A protocol, a person, what happened, and one moment: everything that the engine may look at.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The protocol of the course.
    pub protocol: &'a Protocol,
    /// What happened.
    pub history: &'a History,
    /// What is known about the person.
    pub facts: Facts<'a>,
    /// The cards, each with its newest answer.
    pub cards: Rc<[CardAnswered<'a>]>,
    /// Where: what a clock on the wall shows.
    pub zone: &'a Zone,
    /// When the person sleeps.
    pub hours: Hours,
    /// Since when somebody lay in bed for the night, and when they get up, where nothing said that they were up since.
    bed: Option<(Moment, Moment)>,
    /// Now, and what was compared with it.
    watch: Rc<Watch>,
}

impl<'a> Case<'a> {
    /// The case as it stands at the clock of the history. Nothing else brings a moment with it.
    pub fn new(protocol: &'a Protocol, profile: &'a Profile, history: &'a History) -> Self {
        let hours = profile.hours();
        let watch = Rc::new(Watch::at(history.clock().now, &history.clock().zone, &hours));
        // What lies ahead counts as just now, and in its own place from then on.
        history.ahead().into_iter().for_each(|at| watch.note(at));
        let facts = Facts::watched(protocol, profile, history, Rc::clone(&watch));
        let zone = &history.clock().zone;
        let cards = cards_answered(protocol, history).into();
        Self { protocol, history, facts, cards, zone, hours, bed: bed(protocol, history, hours), watch }
    }

    /// The case as it will stand at that moment, if nothing happens until then.
    #[must_use]
    pub fn later(&self, now: Moment) -> Self {
        let watch = Rc::new(Watch::at(now, self.zone, &self.hours));
        let facts = self.facts.later(Rc::clone(&watch));
        Self { facts, watch, ..self.clone() }
    }
}

impl<'a> Case<'a> {
    /// The present moment, to count from. To compare with it, ask [`Case::reached`].
    pub fn now(&self) -> Moment {
        self.watch.now()
    }

    /// Whether that moment has come.
    pub fn reached(&self, at: Moment) -> bool {
        self.watch.reached(at)
    }

    /// Whether now is later than that moment.
    pub fn passed(&self, at: Moment) -> bool {
        self.watch.passed(at)
    }

    /// The first moment after now at which the answers that were asked for may change.
    pub fn next_change(&self) -> Option<Moment> {
        self.watch.next()
    }

    /// Whether the course has run for so long. While nothing runs it has run for no time at all.
    pub fn has_run(&self, span: Span) -> bool {
        match self.history.run() {
            Some(run) => span <= Span::ZERO || self.reached(run.started.moment + span),
            None => span <= Span::ZERO,
        }
    }

    /// After how long on the floor somebody is to be seen: as long as the plan says, and 30 minutes at most for whoever is
    /// pregnant. `None`: the plan sets no limit. Rule 22.6.
    pub fn limit_of(&self, open: &OpenEnd) -> Option<Span> {
        let pregnant = self.facts.is(Fact::Pregnant) == Some(true);
        open.limit.map(|limit| if pregnant { limit.min(PREGNANT_DOWN) } else { limit })
    }

    /// How many whole times 24 hours the course has run.
    pub fn days(&self) -> i64 {
        let days = self.elapsed().as_days();
        self.watch.note(self.started() + Span::days(days + 1));
        days
    }

    fn elapsed(&self) -> Span {
        self.history.run().map_or(Span::ZERO, |run| (self.now() - run.started.moment).max(Span::ZERO))
    }

    /// The first moment after now at which the clock shows that time.
    pub fn next(&self, time: TimeOfDay) -> Moment {
        let next = self.hours.next(time, self.now(), self.zone);
        self.watch.note(next);
        next
    }

    /// The civil day of the present moment.
    pub fn today(&self) -> CivilDay {
        // That a day begins is among what the watch knows from the start, as are bedtime and getting up.
        self.hours.day_of(self.now(), self.zone)
    }

    /// The date on the calendar of the place, from midnight to midnight.
    pub fn date(&self) -> CivilDay {
        self.watch.note(self.zone.shows_next(TimeOfDay::MIDNIGHT, self.now()));
        self.zone.stamp(self.now()).date()
    }

    /// Whether it is between lights out and getting up, or somebody lies in bed for the night already.
    pub fn is_night(&self) -> bool {
        self.sleeping(self.now())
    }

    /// Whether that moment, be it ahead, lies between lights out and getting up, or in the time in bed before it.
    pub fn sleeping(&self, at: Moment) -> bool {
        self.hours.sleeping(at, self.zone) || self.bed.is_some_and(|(since, up)| since <= at && at < up)
    }

    /// Until when somebody lies in bed who lay down for the night, where nothing says that they are up again.
    pub fn in_bed(&self) -> Option<Moment> {
        self.bed.map(|(_, up)| up).filter(|up| !self.reached(*up))
    }

    /// The guided step that was begun last, not too long ago, where nothing has ended it since.
    pub fn walking(&self) -> Option<Walking<'a>> {
        self.history.walking(self.now()).inspect(|walking| self.watch.note(walking.at + WALK_HOLDS))
    }

    /// Whether the clock stands so far behind the newest entry that it cannot be believed, and when that was written.
    pub fn clock_behind(&self) -> Option<Stamp> {
        self.history.latest().filter(|latest| !self.reached(latest.moment - CLOCK_TOLERANCE))
    }

    /// Whether more than a day passed without an entry after that place in the journal, or has passed until now.
    pub fn silence_since(&self, place: usize) -> bool {
        self.history.silence_after(place)
            || self.history.newest().is_some_and(|newest| self.passed(newest.moment + SILENCE))
    }

    /// When the course began. Nothing runs: now.
    pub fn started(&self) -> Moment {
        self.history.run().map_or(self.now(), |run| run.started.moment)
    }

    /// Whether a day with a medicine or a rub at that moment counts: it lies within the window, or in the flare.
    pub fn counts_within(&self, at: Moment, window: Span) -> bool {
        let flare = self.history.run().filter(|run| run.course == CourseKind::Flare);
        flare.is_some_and(|run| at >= run.started.moment) || !self.passed(at + window)
    }

    /// The civil day on which something counts. What lies ahead counts as just now.
    pub fn day_of(&self, at: Moment) -> CivilDay {
        self.hours.day_of(at, self.zone).min(self.today())
    }

    /// Whether something counts on the civil day of the present moment.
    pub fn is_today(&self, at: Moment) -> bool {
        self.day_of(at) == self.today()
    }

    /// The ends of the sessions of a kind, by time. What is on and has not come off has no end yet: it counts as the end of
    /// all time, so that no distance from it is kept.
    pub fn ends(&self, kind: Kind) -> Vec<Moment> {
        let (mut ends, on) = self.sessions(kind);
        if on {
            ends.push(NEVER);
        }
        ends
    }

    /// Since when that step is on the skin. From a course that is over this changes by time alone.
    pub fn on_since(&self, step: &Id) -> Option<&'a Entry> {
        let on = self.history.on_since(step)?;
        (!on.is_before() || !self.reached(on.at + WORN_BEFORE)).then_some(on)
    }

    /// Whether something of a kind went on and has not come off: then time alone does not end its distance.
    pub fn is_on(&self, kind: Kind) -> bool {
        self.sessions(kind).1
    }

    /// The ends of the sessions of a kind, by time, and whether one is still on. A step of an earlier course counts by the
    /// kind that it had there: a bag of hot grains that its protocol called heat is heat under every protocol after it.
    /// What nobody knows the kind of may be of any kind that is put on. A line that cannot be read may have been the end of
    /// a session.
    fn sessions(&self, kind: Kind) -> (Vec<Moment>, bool) {
        let lost = self.history.damaged().iter().map(|damage| damage.by.map_or(NEVER, |by| by.moment));
        let mut ends: Vec<Moment> = lost.collect();
        let mut on = false;
        let put_on = kind.is_worn();
        let known_before =
            |id: &Id| self.history.kinds_before().iter().any(|(known, kind)| known == id && kind.is_some());
        let strange = |id: &&Id| put_on && self.protocol.step(id).is_none() && !known_before(id);
        let steps = self.protocol.steps.iter().filter(|step| step.kind == kind).map(|step| &step.id);
        // What goes on has not ended; a session that is done is off, too. Another of its kind may still be on.
        let ended = |entry: &&Entry| !matches!(entry.event, Event::On { .. });
        for step in steps.chain(self.history.worn().iter().filter(strange)) {
            ends.extend(self.history.sessions_of(step).filter(ended).map(|entry| entry.at));
            on |= self.on_since(step).is_some();
        }
        for step in self.before(kind).filter(|step| self.protocol.step(step).is_none_or(|step| step.kind != kind)) {
            ends.extend(self.history.sessions_before(step).filter(ended).map(|entry| entry.at));
            on |= self.on_since(step).is_some_and(Entry::is_before);
        }
        ends.sort_unstable();
        (ends, on)
    }

    /// The steps of earlier courses that were of that kind, or may have been.
    pub fn before(&self, kind: Kind) -> impl Iterator<Item = &'a Id> {
        let put_on = matches!(kind, Kind::Heat | Kind::Cold | Kind::Patch | Kind::Rub);
        let of_kind = move |was: &Option<Kind>| was.map_or(put_on, |was| was == kind);
        self.history.kinds_before().iter().filter(move |(_, was)| of_kind(was)).map(|(id, _)| id)
    }

    /// Until when the person is taken to be asleep: in sleeping hours, or since they lay down for the night.
    pub fn asleep_until(&self) -> Option<Moment> {
        if self.is_night() {
            return Some(self.next(self.hours.wakes));
        }
        let beds = self.protocol.steps.iter().filter(|step| step.begins_sleep);
        let lay_down =
            beds.filter_map(|step| self.history.done(&step.id).next_back()).map(|(entry, _)| entry.at).max()?;
        let up = self.hours.next(self.hours.wakes, lay_down, self.zone);
        (!self.reached(up)).then_some(up)
    }

    /// Whether a flare runs, and not prevention.
    pub fn is_flare(&self) -> bool {
        self.history.run().is_some_and(|run| run.course == CourseKind::Flare)
    }

    /// Whether the plan of a flare is over. Rule 10; RF-35.
    pub fn plan_over(&self) -> bool {
        self.is_flare() && self.has_run(PLAN_ENDS)
    }

    /// Whether the first 48 hours of a flare are running, in which only the smallest moves are made. Rule 15.
    pub fn early(&self) -> bool {
        self.is_flare() && !self.has_run(STRETCH_FROM)
    }
}

/// Since when somebody lies in bed for the night, and when they get up: they lay down for it, and nothing was done since
/// that is for waking hours. A walk at 20:00 says that whoever lay down at 19:10 is up.
fn bed(protocol: &Protocol, history: &History, hours: Hours) -> Option<(Moment, Moment)> {
    let last = |step: &Step| history.done(&step.id).next_back().map(|(entry, _)| entry.at);
    let since = protocol.steps.iter().filter(|step| step.begins_sleep).filter_map(last).max()?;
    let waking = protocol.steps.iter().filter(|step| step.timing.hours == DueHours::Waking && !step.begins_sleep);
    let is_up = waking.filter_map(last).any(|at| at > since);
    (!is_up).then(|| (since, hours.next(hours.wakes, since, &history.clock().zone)))
}
