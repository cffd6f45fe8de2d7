//! What is recorded of a guided step: what was done, in part or wholly, how far it has come, and what is kept on leaving.

use super::{Guide, Mode};
use crate::model::event::Partial;
use crate::model::time::{Moment, Span};
use crate::session::number::Level;
use crate::session::{Beat, Deed, Effect, End, span};
use crate::words::walk::HURT_MORE;

/// Progress is written at most so often.
const WRITES: i64 = 60_000;
impl Guide {
    /// What was done counts; where nothing was, it was passed over.
    pub(super) fn part_record(
        &mut self,
        position: i64,
        because: Option<&str>,
        at: Option<Moment>,
        effects: &mut Vec<Effect>,
    ) {
        if span(self.lesson.script.worked(position)) > Span::ZERO || self.worn {
            self.done(None, position, at, effects);
            self.worn = false;
        } else {
            effects.push(Effect::Record(Deed::Skipped { because: because.map(str::to_owned) }));
        }
    }

    /// What was done, wholly or in part.
    pub(super) fn done(&mut self, answer: Option<bool>, position: i64, at: Option<Moment>, effects: &mut Vec<Effect>) {
        let script = &self.lesson.script;
        let (done, of) = (span(script.worked(position)), span(script.worked(script.total())));
        let partial = (done < of).then_some(Partial { done, of });
        effects.push(Effect::Record(Deed::Done { answer, partial, at }));
    }

    /// Writes how far it has come, at most once a minute, or at the last moment.
    pub(super) fn write(&mut self, now: Beat, last: bool, effects: &mut Vec<Effect>) {
        let Some((position, paused)) = self.position(now) else { return };
        if last || self.written.is_none_or(|written| now.since(written) >= WRITES) {
            self.written = Some(now);
            effects.push(Effect::Record(Deed::Reached { reached: span(position), paused }));
        }
    }

    /// Leaves, keeping what was done. Something that is on is asked about first; who leaves all the same leaves it on.
    pub(super) fn leave(&mut self, now: Beat, end: End, effects: &mut Vec<Effect>) {
        match self.state.clone() {
            Mode::Running { .. } | Mode::Paused { .. } | Mode::Positions { .. } => {
                let Some((position, _)) = self.position(now) else { return self.over(end, effects) };
                if self.lesson.off.is_some() {
                    self.leaving = true;
                    self.ask_off(position, now, effects);
                    return;
                }
                if span(self.lesson.script.worked(position)) > Span::ZERO {
                    self.done(None, position, None, effects);
                }
            }
            Mode::Open { position, .. } | Mode::Sure { position, since: None, .. } => {
                self.done(None, position, None, effects);
            }
            Mode::Hurts { level, position } => {
                self.part_record(position, Some(HURT_MORE), None, effects);
                record_pain(level, effects);
            }
            Mode::Stopped { position } => self.part_record(position, None, None, effects),
            Mode::Before(level) | Mode::After(level) | Mode::CheckIn(level) => record_pain(level, effects),
            Mode::Felt { level, .. } => record_felt(level, effects),
            Mode::Resume { .. }
            | Mode::Ready { .. }
            | Mode::Doing { .. }
            | Mode::Off { .. }
            | Mode::Waiting { .. }
            | Mode::Sure { .. }
            | Mode::Over => {}
        }
        self.over(end, effects);
    }
}

/// A level of pain that was said, or a leg.
pub(super) fn record_pain(level: Level, effects: &mut Vec<Effect>) {
    if level.level.is_some() || level.leg {
        effects.push(Effect::Record(Deed::Pain { level: level.level, leg: level.leg }));
    }
}

/// A level that was typed once it was off. It is of the time after it.
pub(super) fn record_felt(level: Level, effects: &mut Vec<Effect>) {
    effects.extend(level.level.map(|level| Effect::Record(Deed::PainAfter(level))));
}
