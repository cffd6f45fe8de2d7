//! "Is it off?": only an answer says so. Whether the skin is well is asked with it, and then, if they like, how the pain is.
//!
//! A pad is on until `y` or `b`; the question is put again each minute. The pain takes one key, and silence passes it over.

use super::record::record_felt;
use super::{Guide, Mode, SILENCE};
use crate::session::keys::{self, Act, Key};
use crate::session::number::Level;
use crate::session::screen::Screen;
use crate::session::{Beat, Deed, Effect, End};
use crate::words::aside;
use crate::words::walk::{self as say, key};

impl Guide {
    /// A key on the page that asks whether it is off.
    pub(super) fn off_key(&mut self, act: Act, position: i64, now: Beat, effects: &mut Vec<Effect>) {
        match act {
            Act::Yes => {
                self.worn = false;
                self.done(None, position, None, effects);
                if self.burned {
                    self.over(End::Sign, effects);
                } else if self.leaving {
                    self.over(End::Left, effects);
                } else if self.lesson.feels {
                    effects.push(Effect::Speak(say::PAIN_NOW.to_owned()));
                    self.state = Mode::Felt { level: Level::default(), lapses: now.plus(SILENCE) };
                    self.turn();
                } else {
                    self.after(effects);
                }
            }
            // Not said aloud: four keys are all there.
            Act::Back if !self.lesson.aloud => {
                self.worn = false;
                self.done(None, position, None, effects);
                self.over(End::Burned, effects);
            }
            Act::Enter
            | Act::Hurts
            | Act::No
            | Act::Pause
            | Act::Skip
            | Act::Back
            | Act::Again
            | Act::Why
            | Act::Leave
            | Act::Took
            | Act::Later
            | Act::Called
            | Act::Position
            | Act::CountDone => {
                self.burned |= act == Act::Hurts;
                effects.push(Effect::Say(say::TAKE_OFF_PRESS_Y.to_owned()));
            }
        }
    }

    /// That page.
    pub(super) fn off_screen(&self, screen: &mut Screen) {
        screen.question.clone_from(&self.lesson.off);
        screen.say.push(say::OFF_FIRST.to_owned());
        let fine = if self.burned { key::OFF } else { key::OFF_FINE };
        screen.key(Act::Yes, fine);
        if !self.lesson.aloud {
            screen.key(Act::Back, key::OFF_BURNED);
        }
        screen.key(Act::Enter, "not yet");
        if self.lesson.feels && !self.burned && !self.leaving {
            screen.say.push(say::THEN_PAIN.to_owned());
        }
    }

    /// The page after it.
    pub(super) fn felt_screen(&self, screen: &mut Screen, level: Level) {
        screen.title.clone_from(&self.lesson.title);
        screen.say.push(say::IT_IS_OFF.to_owned());
        screen.question = Some(say::pain_one_key(level.level.map(|level| level.to_string()).as_deref()));
        let enter = if level.level.is_some() { key::THAT_IS_IT } else { key::PASS };
        screen.key(Act::Enter, enter);
    }

    /// Takes the keys of that page. `false`: it is another, or the key leaves.
    pub(super) fn felt_key(&mut self, key: Key, effects: &mut Vec<Effect>) -> bool {
        let Mode::Felt { level, .. } = &mut self.state else { return false };
        let before = level.level;
        match key {
            Key::Letter(letter) if letter.is_ascii_digit() => {
                level.take(key);
                // A one may become a ten.
                let Some(number) = level.level.filter(|number| *number != 1) else { return true };
                self.felt(Some(number), effects);
            }
            Key::Erase => *level = Level::default(),
            Key::Enter => self.felt(before, effects),
            _ if keys::act(key) == Some(Act::Skip) => self.felt(None, effects),
            _ if keys::act(key) == Some(Act::Leave) => return false,
            Key::Space | Key::Letter(_) => self.note = Some(aside::A_DIGIT.to_owned()),
        }
        true
    }

    fn felt(&mut self, level: Option<u8>, effects: &mut Vec<Effect>) {
        effects.push(Effect::Record(level.map_or(Deed::PassedPain, Deed::PainAfter)));
        self.over(End::Next, effects);
    }

    /// Nobody says how the pain is. What was typed is not lost.
    pub(super) fn felt_in_silence(&mut self, level: Level, effects: &mut Vec<Effect>) {
        record_felt(level, effects);
        self.over(End::Next, effects);
    }
}
