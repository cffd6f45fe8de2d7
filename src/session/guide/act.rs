//! What each key does in each state of a guided step.

use super::leaf::Turned;
use super::positions::Back;
use super::record::record_pain;
use super::{Guide, LATER, Mode, NAGS, STALE};
use crate::model::time::Moment;
use crate::session::keys::{self, Act, Key};
use crate::session::number::Level;
use crate::session::{Beat, Deed, Effect, End, millis, span};
use crate::words::aloud::PAUSED as PAUSED_ALOUD;
use crate::words::walk as say;

impl Guide {
    pub(super) fn key(&mut self, key: Key, now: Beat, effects: &mut Vec<Effect>) {
        self.note = None;
        let Some(key) = self.by_ear(key, effects) else { return };
        if self.level_key(key, effects) {
            return;
        }
        if self.position_key(key, now, effects) || self.felt_key(key, effects) || self.beside_key(key, now, effects) {
            return;
        }
        if key == Key::Enter && self.turns_page() {
            return;
        }
        let Some(act) = keys::act(key) else {
            self.note = Some(say::NO_SUCH_KEY.to_owned());
            return;
        };
        if act == Act::Called {
            self.called(now, effects);
            return;
        }
        if act != Act::Enter
            && let Mode::Ready { starts } = &mut self.state
            && !self.lesson.hands_free
        {
            // Whoever presses something else reads on: it waits.
            *starts = None;
        }
        if act == Act::Why {
            self.why = !self.why;
            self.turned = Turned::default();
            let why = if self.lesson.why.is_empty() { say::NO_MORE_KNOWN } else { &self.lesson.why };
            effects.extend(self.why.then(|| Effect::Say(why.to_owned())));
            return;
        }
        self.why = false;
        if act == Act::Leave {
            self.leave(now, End::Left, effects);
            return;
        }
        match self.state.clone() {
            Mode::Ready { .. } => self.ready_key(act, now, effects),
            Mode::Running { origin, told } => self.running_key(act, origin, told, now, effects),
            Mode::Paused { position, told } => self.paused_key(act, position, told, now, effects),
            Mode::Doing { side, .. } => match act {
                Act::Back | Act::Skip if self.lesson.gets_up => {
                    effects.push(Effect::Tell(say::GOOD_TRY.to_owned()));
                    self.skip(0, effects);
                }
                Act::Enter | Act::Yes => self.own_pace_done(now, side, effects),
                Act::CountDone => self.finish(0, now, effects),
                Act::Skip => self.skip(0, effects),
                Act::Hurts => self.stop(0, effects),
                Act::Back | Act::Again => self.ready(now, effects),
                Act::Pause | Act::Why | Act::Leave | Act::Took | Act::No | Act::Later | Act::Called | Act::Position => {
                    self.unused();
                }
            },
            Mode::Resume { reached, at } => self.resume_key(act, reached, at, now, effects),
            Mode::Positions { back, .. } => self.position_act(act, back, now, effects),
            Mode::Off { position, .. } => self.off_key(act, position, now, effects),
            // Its keys were looked at before.
            Mode::Felt { .. } => self.unused(),
            Mode::Open { .. } | Mode::Waiting { .. } => self.open_key(act, now, effects),
            Mode::Sure { position, since, .. } => self.sure_key(act, position, since, now, effects),
            Mode::Stopped { position } => match act {
                // Its letters were looked at before.
                Act::Enter | Act::Skip | Act::No | Act::CountDone => self.part_done(position, None, effects),
                Act::Again | Act::Back => self.ready(now, effects),
                Act::Yes
                | Act::Pause
                | Act::Why
                | Act::Leave
                | Act::Took
                | Act::Hurts
                | Act::Later
                | Act::Called
                | Act::Position => self.unused(),
            },
            Mode::Before(level) => self.before_key(act, level, now, effects),
            Mode::After(level) => self.after_key(act, level, effects),
            Mode::Hurts { level, position } => {
                if act == Act::Enter && level.level.is_some() {
                    self.worse_with(level, position, effects);
                } else {
                    self.note = Some(say::A_NUMBER.to_owned());
                }
            }
            Mode::CheckIn(level) => {
                if act == Act::Enter && level.level.is_some() {
                    record_pain(level, effects);
                    self.over(End::Next, effects);
                } else if matches!(act, Act::Enter | Act::Skip) {
                    self.skip(0, effects);
                } else {
                    self.unused();
                }
            }
            Mode::Over => {}
        }
    }

    fn before_key(&mut self, act: Act, level: Level, now: Beat, effects: &mut Vec<Effect>) {
        if act == Act::Skip {
            self.skip(0, effects);
        } else if act == Act::Enter {
            record_pain(level, effects);
            self.before = level.level.or(self.before);
            if level.leg {
                self.worse(0, effects);
            } else if level.level.is_some() {
                // What was just said may hold this step back: it is looked at again, and not asked twice.
                self.over(End::Passed, effects);
            } else {
                self.ready(now, effects);
            }
        } else {
            self.unused();
        }
    }

    fn after_key(&mut self, act: Act, level: Level, effects: &mut Vec<Effect>) {
        if act == Act::Enter {
            self.after_level(level, effects);
        } else {
            self.unused();
        }
    }

    /// What was said of the pain after it, and what follows.
    pub(super) fn after_level(&mut self, level: Level, effects: &mut Vec<Effect>) {
        record_pain(level, effects);
        let (before, after) = (self.before, level.level);
        let rose = before.zip(after).is_some_and(|(before, after)| after >= before.saturating_add(2));
        self.over(if rose || level.leg { End::Worse } else { End::Next }, effects);
    }

    /// A yes to an open question.
    fn stands(&mut self, position: i64, effects: &mut Vec<Effect>) {
        self.done(Some(true), position, None, effects);
        self.over(End::Next, effects);
    }

    pub(super) fn unused(&mut self) {
        self.note = Some(say::NO_SUCH_KEY.to_owned());
    }

    /// The level that is being typed, where one is.
    pub(super) fn level(&self) -> Option<Level> {
        match &self.state {
            Mode::Before(level)
            | Mode::After(level)
            | Mode::CheckIn(level)
            | Mode::Felt { level, .. }
            | Mode::Hurts { level, .. } => Some(*level),
            Mode::Resume { .. }
            | Mode::Ready { .. }
            | Mode::Running { .. }
            | Mode::Paused { .. }
            | Mode::Doing { .. }
            | Mode::Positions { .. }
            | Mode::Off { .. }
            | Mode::Open { .. }
            | Mode::Waiting { .. }
            | Mode::Sure { .. }
            | Mode::Stopped { .. }
            | Mode::Over => None,
        }
    }

    /// Takes the keys that are letters of an answer here, and no acts.
    fn level_key(&mut self, key: Key, effects: &mut Vec<Effect>) -> bool {
        if let Mode::Stopped { position } = self.state
            && let Key::Letter('m' | 'M') = key
        {
            self.part_record(position, None, None, effects);
            self.over(End::Sign, effects);
            return true;
        }
        if let Mode::Stopped { position } = self.state
            && let Key::Letter(letter @ ('a' | 'A' | 'b' | 'B')) = key
        {
            let leg = letter.eq_ignore_ascii_case(&'a');
            self.state = Mode::Hurts { level: Level { level: None, leg }, position };
            self.turn();
            return true;
        }
        let (Mode::Before(level) | Mode::After(level) | Mode::CheckIn(level) | Mode::Hurts { level, .. }) =
            &mut self.state
        else {
            return false;
        };
        level.take(key)
    }

    /// What was judged so long ago, or until a moment that has come, must be judged again before it begins.
    fn is_stale(&self, now: Beat) -> bool {
        now.since(self.judged) >= STALE || self.lesson.holds_until.is_some_and(|until| now >= Beat::at(until))
    }

    fn ready_key(&mut self, act: Act, now: Beat, effects: &mut Vec<Effect>) {
        match act {
            Act::Enter if self.is_stale(now) => {
                effects.push(Effect::Tell(say::LOOK_AGAIN.to_owned()));
                self.over(End::Passed, effects);
            }
            Act::Took if self.lesson.medicine => {
                effects.push(Effect::Record(Deed::Took));
                self.over(End::Next, effects);
            }
            // Enter never takes a medicine, and never says that it was.
            Act::Enter | Act::No if self.lesson.medicine => self.skip(0, effects),
            Act::Enter => self.start(now, effects),
            // Who can stand already need not move first.
            Act::Yes if self.is_on_floor() => self.stands(0, effects),
            Act::Skip => self.skip(0, effects),
            // Of what was taken before, or what was on the skin.
            Act::Hurts if self.lesson.medicine || self.lesson.off.is_some() => self.over(End::Sign, effects),
            Act::Hurts => self.stop(0, effects),
            Act::Again => self.ready(now, effects),
            Act::CountDone if !self.lesson.medicine && self.lesson.off.is_none() => {
                self.done(None, self.lesson.script.total(), None, effects);
                self.after(effects);
            }
            Act::Back => self.note = Some(say::BEGINNING.to_owned()),
            Act::Later if self.lesson.flows => {
                effects.push(Effect::Record(Deed::PutOff(LATER)));
                self.over(End::Next, effects);
            }
            Act::Position if self.has_positions() => self.ask_position(Back::Reading, now, effects),
            Act::Later
            | Act::Pause
            | Act::Why
            | Act::Leave
            | Act::Took
            | Act::Yes
            | Act::No
            | Act::Called
            | Act::Position
            | Act::CountDone => {
                self.unused();
            }
        }
    }

    fn running_key(&mut self, act: Act, origin: Beat, told: usize, now: Beat, effects: &mut Vec<Effect>) {
        let position = now.since(origin).clamp(0, self.lesson.script.total());
        let worn = self.lesson.off.is_some();
        match act {
            Act::Position if self.has_positions() => self.ask_position(Back::Running { position }, now, effects),
            Act::Pause | Act::Position if worn => self.note = Some(say::CLOCK_RUNS_ENTER.to_owned()),
            Act::Pause | Act::Position => {
                self.state = Mode::Paused { position, told };
                self.turn();
                let words = if self.lesson.aloud { PAUSED_ALOUD } else { say::PAUSED };
                effects.push(Effect::Speak(words.to_owned()));
                self.write(now, false, effects);
            }
            Act::Enter | Act::CountDone => self.finish(position, now, effects),
            Act::Skip | Act::Hurts if worn => {
                self.burned |= act == Act::Hurts;
                self.finish(position, now, effects);
            }
            Act::Skip => self.skip(position, effects),
            Act::Back | Act::Again if worn => self.note = Some(say::CLOCK_RUNS.to_owned()),
            Act::Back => match self.lesson.script.back_from(position) {
                Some(to) => self.run_from(to, now, effects),
                None => self.ready(now, effects),
            },
            Act::Again => self.run_from(0, now, effects),
            Act::Hurts => self.stop(position, effects),
            // Who can stand need not wait for the question.
            Act::Yes if self.is_on_floor() => self.stands(position, effects),
            Act::Why | Act::Leave | Act::Took | Act::Yes | Act::No | Act::Later | Act::Called => self.unused(),
        }
    }

    fn paused_key(&mut self, act: Act, position: i64, told: usize, now: Beat, effects: &mut Vec<Effect>) {
        match act {
            Act::Yes if self.is_on_floor() => self.stands(position, effects),
            Act::Position if self.has_positions() => self.ask_position(Back::Paused { position, told }, now, effects),
            Act::Pause | Act::Yes | Act::Position => {
                self.state = Mode::Running { origin: now.plus(-position), told };
                self.turn();
                effects.push(Effect::Say("On again.".to_owned()));
            }
            Act::Enter | Act::CountDone => self.finish(position, now, effects),
            Act::Skip => self.skip(position, effects),
            Act::Back => match self.lesson.script.back_from(position) {
                Some(to) => self.run_from(to, now, effects),
                None => self.ready(now, effects),
            },
            Act::Again => self.run_from(0, now, effects),
            Act::Hurts => self.stop(position, effects),
            Act::Why | Act::Leave | Act::Took | Act::No | Act::Later | Act::Called => self.unused(),
        }
    }

    fn resume_key(&mut self, act: Act, reached: i64, at: Moment, now: Beat, effects: &mut Vec<Effect>) {
        match act {
            Act::Enter | Act::Yes | Act::Pause => {
                if self.lesson.off.is_some() {
                    // It has been on all the time, so its end stays where it was.
                    let origin = Beat::at(at).plus(-reached);
                    let position = now.since(origin);
                    let told = self.lesson.script.calls.partition_point(|call| call.at <= position);
                    self.state = Mode::Running { origin, told };
                    self.turn();
                    effects.push(Effect::Say(say::CLOCK_GOES_ON.to_owned()));
                } else if self.lesson.script.total() == 0 {
                    self.start(now, effects);
                } else {
                    self.run_from(self.lesson.script.mark_at(reached), now, effects);
                }
            }
            Act::Again if self.lesson.off.is_some() => {
                self.note = Some(say::HAS_BEEN_ON.to_owned());
            }
            Act::Again | Act::Back => self.ready(now, effects),
            Act::CountDone | Act::Skip | Act::No | Act::Hurts if self.lesson.off.is_some() => {
                self.burned |= act == Act::Hurts;
                self.finish(now.since(Beat::at(at).plus(-reached)), now, effects);
            }
            Act::CountDone => {
                // It ended when its time was over, not when the question was answered.
                let left = span(self.lesson.script.total() - reached);
                let ended = (at + left).min(Moment::from_unix(now.millis() / 1000));
                self.done(None, self.lesson.script.total(), Some(ended), effects);
                self.after(effects);
            }
            Act::Skip | Act::No => {
                self.part_done_at(reached, Some(at), effects);
            }
            Act::Hurts => self.stop(reached, effects),
            Act::Why | Act::Leave | Act::Took | Act::Later | Act::Called | Act::Position => self.unused(),
        }
    }

    fn open_key(&mut self, act: Act, now: Beat, effects: &mut Vec<Effect>) {
        let waiting = matches!(self.state, Mode::Waiting { .. });
        let past = self.lesson.open.as_ref().is_some_and(|open| open.past_limit);
        // While only the question is left, the moves before it are recorded already.
        let total = self.lesson.script.total();
        let position = if let Mode::Open { position, .. } = self.state { position } else { total };
        match act {
            Act::Yes => self.stands(position, effects),
            // Past its limit a no has consequences, so it is asked once more; before it, it changes nothing while waiting.
            Act::No if past => {
                let since = if let Mode::Waiting { since, .. } = self.state { Some(since) } else { None };
                self.ask_sure(position, since, now, effects);
            }
            Act::No if !waiting => {
                self.done(Some(false), position, None, effects);
                self.over(End::Next, effects);
            }
            Act::Enter | Act::CountDone | Act::Skip if !waiting => {
                self.done(None, position, None, effects);
                self.over(End::Next, effects);
            }
            Act::Enter | Act::No | Act::CountDone | Act::Skip => {
                if let (Mode::Waiting { since, .. }, Some(open)) = (&self.state, &self.lesson.open) {
                    self.state = Mode::Waiting { since: *since, asks: now.plus(millis(open.every).max(NAGS)) };
                    self.note = Some(say::NO_HURRY.to_owned());
                }
            }
            Act::Hurts => self.stop(position, effects),
            Act::Pause
            | Act::Back
            | Act::Again
            | Act::Why
            | Act::Leave
            | Act::Took
            | Act::Later
            | Act::Called
            | Act::Position => self.unused(),
        }
    }
}
