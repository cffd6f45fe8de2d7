//! What a guided step does as time passes: when it wakes, what it says and asks by itself, and a clock that is set back.

use super::{Guide, Mode, NAGS, SLEPT, STALE};
use crate::model::time::Moment;
use crate::session::number::Level;
use crate::session::{Beat, Effect, End, millis};
use crate::words::walk as say;

impl Guide {
    /// When something happens by itself.
    pub(in crate::session) fn next_wakeup(&self) -> Option<Beat> {
        self.own_wakeup().into_iter().chain(self.call_comes()).chain(self.beside_over()).chain(self.limit_comes()).min()
    }

    fn own_wakeup(&self) -> Option<Beat> {
        match &self.state {
            // A dose that was right a while ago does not stay on the screen.
            Mode::Ready { starts } => starts.or_else(|| self.offers_dose().then(|| self.judged.plus(STALE))),
            Mode::Running { origin, told } => {
                let script = &self.lesson.script;
                let next = script.calls.get(*told).map_or(script.total(), |call| call.at);
                let tick = self.lesson.ticks.then(|| script.tick_after(self.ticked)).flatten();
                Some(origin.plus(tick.map_or(next, |tick| tick.min(next))))
            }
            Mode::Doing { ends, .. } => *ends,
            Mode::Off { asks, .. } => Some(*asks),
            Mode::Open { lapses, .. } => lapses.iter().chain(&self.again).min().copied(),
            Mode::Sure { lapses, .. } | Mode::Positions { lapses, .. } | Mode::Felt { lapses, .. } => Some(*lapses),
            Mode::Waiting { asks, .. } => {
                let until = self.lesson.open.as_ref().and_then(|open| open.until).map(Beat::at);
                Some(until.map_or(*asks, |until| until.min(*asks)))
            }
            // What has been on all the while comes off at its time.
            Mode::Resume { reached, at } => self.worn.then(|| self.worn_until(*reached, *at)),
            Mode::Before(_)
            | Mode::Paused { .. }
            | Mode::Stopped { .. }
            | Mode::Hurts { .. }
            | Mode::After(_)
            | Mode::CheckIn(_)
            | Mode::Over => None,
        }
    }

    /// When the time of what is on is over, which had come so far at that moment.
    fn worn_until(&self, reached: i64, at: Moment) -> Beat {
        Beat::at(at).plus(self.lesson.script.total() - reached)
    }

    /// Whether it only waits: nothing of it is done, and nothing is typed.
    pub(in crate::session) fn only_waits(&self) -> bool {
        match &self.state {
            Mode::Ready { .. } | Mode::Waiting { .. } => true,
            Mode::Resume { .. } => !self.worn,
            Mode::Before(level) | Mode::CheckIn(level) => *level == Level::default(),
            Mode::Running { .. }
            | Mode::Paused { .. }
            | Mode::Positions { .. }
            | Mode::Doing { .. }
            | Mode::Off { .. }
            | Mode::Felt { .. }
            | Mode::Open { .. }
            | Mode::Sure { .. }
            | Mode::Stopped { .. }
            | Mode::Hurts { .. }
            | Mode::After(_)
            | Mode::Over => false,
        }
    }

    /// Whether it is between two rounds of an open end.
    pub(in crate::session) fn is_between(&self) -> bool {
        matches!(self.state, Mode::Waiting { .. })
    }

    /// Whether it waits for an answer.
    pub(in crate::session) fn asks(&self) -> bool {
        match &self.state {
            Mode::Ready { starts } => starts.is_none(),
            Mode::Doing { ends, .. } => ends.is_none(),
            Mode::Running { .. } => false,
            Mode::Before(_)
            | Mode::Resume { .. }
            | Mode::Paused { .. }
            | Mode::Positions { .. }
            | Mode::Off { .. }
            | Mode::Felt { .. }
            | Mode::Open { .. }
            | Mode::Waiting { .. }
            | Mode::Sure { .. }
            | Mode::Stopped { .. }
            | Mode::Hurts { .. }
            | Mode::After(_)
            | Mode::CheckIn(_)
            | Mode::Over => true,
        }
    }

    /// A clock that was set back makes nothing longer: what has passed has passed.
    pub(super) fn set_back(&mut self, by: i64) {
        if by >= 0 {
            return;
        }
        self.judged = self.judged.plus(by);
        match &mut self.state {
            Mode::Running { origin, .. } => *origin = origin.plus(by),
            Mode::Off { asks, .. } => *asks = asks.plus(by),
            Mode::Positions { lapses, .. } | Mode::Felt { lapses, .. } => *lapses = lapses.plus(by),
            Mode::Waiting { since, asks } => (*since, *asks) = (since.plus(by), asks.plus(by)),
            Mode::Sure { since, lapses, .. } => {
                *since = since.map(|since| since.plus(by));
                *lapses = lapses.plus(by);
            }
            Mode::Doing { since, ends, .. } => {
                *since = since.plus(by);
                *ends = ends.map(|ends| ends.plus(by));
            }
            Mode::Ready { starts: moment } | Mode::Open { lapses: moment, .. } => {
                *moment = moment.map(|at| at.plus(by));
            }
            Mode::Before(_)
            | Mode::Resume { .. }
            | Mode::Paused { .. }
            | Mode::Stopped { .. }
            | Mode::Hurts { .. }
            | Mode::After(_)
            | Mode::CheckIn(_)
            | Mode::Over => {}
        }
    }

    pub(super) fn tick(&mut self, now: Beat, effects: &mut Vec<Effect>) {
        self.asks_again(now, effects);
        self.tell_call(now, effects);
        self.tell_limit(now, effects);
        self.drop_beside(now);
        let slept = self.due.is_some_and(|due| now.since(due) > SLEPT);
        match self.state.clone() {
            // Whoever was to be guided may not be there any more.
            Mode::Ready { starts: Some(_) } if slept && !self.lesson.hands_free => {
                self.state = Mode::Ready { starts: None };
                self.turn();
            }
            Mode::Ready { starts: Some(starts) } if now >= starts => self.start(now, effects),
            Mode::Open { position, lapses: Some(lapses) } if now >= lapses => {
                self.done(None, position, None, effects);
                self.over(End::Next, effects);
            }
            Mode::Resume { reached, at } if self.worn && now >= self.worn_until(reached, at) => {
                self.ask_off(now.since(Beat::at(at).plus(-reached)), now, effects);
            }
            Mode::Felt { level, lapses } if now >= lapses => self.felt_in_silence(level, effects),
            Mode::Ready { .. } if self.offers_dose() && now.since(self.judged) >= STALE => {
                self.over(End::Passed, effects);
            }
            Mode::Running { origin, told } => {
                let position = now.since(origin);
                if slept && self.lesson.off.is_none() {
                    // Nobody counted while the computer slept: it asks, and claims nothing.
                    let reached = self.lesson.script.calls.get(told.saturating_sub(1)).map_or(0, |cue| cue.at);
                    let at = Moment::from_unix(origin.plus(reached).millis() / 1000);
                    self.state = Mode::Resume { reached, at };
                    self.turn();
                    effects.push(Effect::Speak(say::UNSEEN.to_owned()));
                } else {
                    self.cues(origin, told, position, now, effects);
                }
            }
            Mode::Doing { ends: Some(ends), side, .. } if now >= ends => self.own_pace_done(now, side, effects),
            Mode::Off { position, asks } if now >= asks => {
                let question = self.lesson.off.clone().unwrap_or_default();
                effects.push(Effect::Say(say::take_off_now(&question)));
                self.state = Mode::Off { position, asks: now.plus(NAGS) };
            }
            Mode::Waiting { since, asks } => {
                if self.lesson.open.as_ref().and_then(|open| open.until).is_some_and(|until| now >= Beat::at(until)) {
                    self.state = Mode::Over;
                    effects.push(Effect::Finish(End::Passed));
                } else if let Some(open) = self.lesson.open.as_ref().filter(|_| now >= asks) {
                    effects.push(Effect::Say(open.question.clone()));
                    self.state = Mode::Waiting { since, asks: now.plus(millis(open.every).max(NAGS)) };
                }
            }
            Mode::Sure { position, since, lapses } if now >= lapses => self.not_sure(position, since, now),
            Mode::Positions { back, lapses } if now >= lapses => self.on_from(back, now, effects),
            Mode::Ready { .. }
            | Mode::Positions { .. }
            | Mode::Doing { .. }
            | Mode::Off { .. }
            | Mode::Felt { .. }
            | Mode::Before(_)
            | Mode::Resume { .. }
            | Mode::Paused { .. }
            | Mode::Open { .. }
            | Mode::Sure { .. }
            | Mode::Stopped { .. }
            | Mode::Hurts { .. }
            | Mode::After(_)
            | Mode::CheckIn(_)
            | Mode::Over => {}
        }
    }

    /// Says the cues that are due. Of several that are overdue, only the last is of use.
    pub(super) fn cues(&mut self, origin: Beat, told: usize, position: i64, now: Beat, effects: &mut Vec<Effect>) {
        let calls = &self.lesson.script.calls;
        let upto = calls.partition_point(|call| call.at <= position).max(told);
        let marked = calls[told..upto].iter().any(|call| call.mark);
        if let Some(call) = calls[told..upto].last() {
            effects.push(if call.count { Effect::Speak(call.text.clone()) } else { Effect::Say(call.text.clone()) });
            self.note = None;
        }
        self.state = Mode::Running { origin, told: upto };
        // Of several ticks that are overdue, one is heard, and none beside a word.
        if self.lesson.ticks && self.lesson.script.tick_after(self.ticked).is_some_and(|tick| position >= tick) {
            self.ticked = position;
            effects.extend((upto == told).then_some(Effect::Tick));
        }
        if position >= self.lesson.script.total() {
            self.finish(self.lesson.script.total(), now, effects);
        } else if marked {
            self.write(now, false, effects);
        }
    }
}
