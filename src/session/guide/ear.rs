//! A step for shut eyes: four keys are enough, and what they do is said.
//!
//! | where it stands | Enter | Space |
//! |---|---|---|
//! | read | begins | begins; a medicine: it was taken |
//! | the clock runs | ends it; what is on: still comfortable | rests; what is on: take it off |
//! | it rests | it is worse | goes on |
//! | an open question, "Is it off?" | not yet | yes |
//! | "I cannot": is it so? | a slip | yes |
//! | stopped | just sore | pain in the leg, or tingling |
//!
//! `r` says again what is asked, `q` leaves.

use super::{Guide, Mode};
use crate::session::keys::Key;
use crate::session::{Beat, Effect};
use crate::words::aloud as say;
use crate::words::unmarked;

/// After how long an open question is said once more.
pub(super) const AGAIN: i64 = 20_000;

impl Guide {
    /// The key of the table that a key means for shut eyes. `None`: it is done with.
    pub(super) fn by_ear(&self, key: Key, effects: &mut Vec<Effect>) -> Option<Key> {
        if !self.lesson.aloud {
            return Some(key);
        }
        let worn = self.lesson.off.is_some();
        Some(match (&self.state, key) {
            (Mode::Ready { .. }, Key::Space) if self.lesson.medicine => Key::Letter('t'),
            (Mode::Ready { .. } | Mode::Resume { .. } | Mode::Doing { .. }, Key::Space) => Key::Enter,
            (Mode::Running { .. }, Key::Space) if worn => Key::Enter,
            // Still comfortable: it stays on.
            (Mode::Running { .. }, Key::Enter) if worn => return None,
            (Mode::Paused { .. }, Key::Enter) => Key::Letter('x'),
            (Mode::Off { .. } | Mode::Open { .. } | Mode::Waiting { .. } | Mode::Sure { .. }, Key::Space) => {
                Key::Letter('y')
            }
            (Mode::Sure { .. }, Key::Enter) => Key::Letter('n'),
            (Mode::Stopped { .. }, Key::Space) => Key::Letter('a'),
            (Mode::Open { .. } | Mode::Waiting { .. } | Mode::Off { .. }, Key::Letter('r' | 'R')) => {
                let question = self.lesson.open.as_ref().map(|open| open.question.clone());
                let question = question.or_else(|| self.lesson.off.clone()).unwrap_or_default();
                effects.push(Effect::Speak(say::question(&question)));
                return None;
            }
            (_, key) => key,
        })
    }

    /// What is said before it begins: how it is done, when to stop, and what the keys do.
    pub(super) fn said_first(&self, begins: bool) -> String {
        let lesson = &self.lesson;
        let mut words = vec![format!("{}.", unmarked(&lesson.title))];
        let one_by_one = self.is_one_by_one();
        if one_by_one {
            words.extend(lesson.say.first().map(|line| say::then_enter(line)));
        } else {
            words.extend(lesson.say.iter().cloned());
        }
        if lesson.aloud && (lesson.speaks_stop || lesson.medicine) {
            words.extend(lesson.stop.iter().cloned());
        }
        if lesson.aloud && !one_by_one {
            let keys = match (lesson.medicine, begins) {
                (true, _) => say::TAKEN,
                (false, true) => say::IT_BEGINS,
                (false, false) => say::ENTER_BEGINS,
            };
            words.push(keys.to_owned());
        }
        words.join(" ")
    }

    /// Whether its lines are things to do one after the other, each with its own Enter.
    pub(super) fn is_one_by_one(&self) -> bool {
        let script = &self.lesson.script;
        let own = script.total() == 0 && script.repeats.is_none();
        self.lesson.aloud && own && !self.lesson.medicine && self.lesson.off.is_none() && self.lesson.say.len() > 1
    }

    /// The next of several things to do, said. `false`: that was the last.
    pub(super) fn next_line(&mut self, effects: &mut Vec<Effect>) -> bool {
        if !self.is_one_by_one() {
            return false;
        }
        self.line += 1;
        let Some(line) = self.lesson.say.get(self.line) else { return false };
        effects.push(Effect::Speak(say::then_enter(line)));
        true
    }

    /// Says an open question once more, where nobody has answered it.
    pub(super) fn asks_again(&mut self, now: Beat, effects: &mut Vec<Effect>) {
        if self.again.take_if(|again| now >= *again).is_some() && matches!(self.state, Mode::Open { .. }) {
            let question = self.lesson.open.as_ref().map(|open| open.question.clone()).unwrap_or_default();
            effects.push(Effect::Speak(say::question(&question)));
        }
    }
}
