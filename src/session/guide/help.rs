//! Somebody to call while a step goes on, and the page that asks once more before "I cannot get up" is written.
//!
//! The moves never stop for a call: it stands above them, is said once at its moment, and one key says that it was made. The page
//! writes nothing without a yes; where nobody answers it, the question is back.

use super::{Guide, Mode, SILENCE};
use crate::session::keys::Act;
use crate::session::lesson::CallSomebody;
use crate::session::screen::Screen;
use crate::session::{Beat, Deed, Effect, End, millis};
use crate::words::card;
use crate::words::walk::{self as say, key};

impl Guide {
    /// Who is to be called at this moment.
    pub(super) fn call_now(&self, now: Beat) -> Option<&CallSomebody> {
        self.lesson.call.as_ref().filter(|call| now >= Beat::at(call.from))
    }

    /// When somebody is to be called, where that is still to come.
    pub(super) fn call_comes(&self) -> Option<Beat> {
        self.lesson.call.as_ref().filter(|_| !self.call_told).map(|call| Beat::at(call.from))
    }

    /// At its moment it is said, once, and there is something new to read.
    pub(super) fn tell_call(&mut self, now: Beat, effects: &mut Vec<Effect>) {
        if self.call_told {
            return;
        }
        let Some(call) = self.call_now(now) else { return };
        effects.extend((!call.say.is_empty()).then(|| Effect::Speak(call.say.clone())));
        self.call_told = true;
        self.turn();
    }

    /// When it has lasted too long, where that is still to come.
    pub(super) fn limit_comes(&self) -> Option<Beat> {
        self.lesson.too_long.as_ref().map(|limit| Beat::at(limit.from))
    }

    /// At its moment it stands above what goes on, which goes on; and a no has consequences from then on.
    pub(super) fn tell_limit(&mut self, now: Beat, effects: &mut Vec<Effect>) {
        let Some(limit) = self.lesson.too_long.take_if(|limit| now >= Beat::at(limit.from)) else { return };
        effects.push(Effect::Speak(limit.lines.join(" ")));
        self.lesson.alerts.splice(0..0, limit.lines);
        // It says whom to call, too.
        self.lesson.call = None;
        if let Some(open) = &mut self.lesson.open {
            open.past_limit = true;
        }
        self.turn();
    }

    /// Somebody was called. What goes on goes on.
    pub(super) fn called(&mut self, now: Beat, effects: &mut Vec<Effect>) {
        if self.call_now(now).is_none() || self.lesson.hands_free {
            self.unused();
            return;
        }
        self.lesson.call = None;
        effects.push(Effect::Record(Deed::Called));
        self.note = Some(say::CALLED.to_owned());
    }

    /// Whether it is done by somebody on the floor, who may get up at any moment.
    pub(super) fn is_on_floor(&self) -> bool {
        self.lesson.open.as_ref().is_some_and(|open| open.floor)
    }

    /// Whether it is getting up.
    pub(in crate::session) fn gets_up(&self) -> bool {
        self.lesson.gets_up
    }

    /// Who is to be called, on the screen.
    pub(super) fn call_screen(&self, screen: &mut Screen, now: Beat) {
        let Some(call) = self.call_now(now) else { return };
        screen.banner = Some(call.text.clone());
        // Where a letter chooses a position, `c` is one of them.
        let letters = matches!(self.state, Mode::Positions { .. });
        if !self.lesson.hands_free && !letters && !screen.keys.is_empty() {
            screen.keys.insert(0, (crate::session::keys::name(Act::Called), key::I_CALLED));
        }
    }

    /// Asks whether "I cannot" is so. `since`: only the question was left, since then.
    pub(super) fn ask_sure(&mut self, position: i64, since: Option<Beat>, now: Beat, effects: &mut Vec<Effect>) {
        let advice = self.lesson.open.as_ref().map(|open| open.advice.clone()).unwrap_or_default();
        let words = [vec![say::I_CANNOT.to_owned()], advice, vec![card::IS_IT_SO.to_owned()]].concat();
        let keys = self.lesson.aloud.then(|| say::SPACE_IF_SO.to_owned());
        effects.push(Effect::Speak(words.into_iter().chain(keys).collect::<Vec<_>>().join(" ")));
        self.state = Mode::Sure { position, since, lapses: now.plus(SILENCE) };
        self.turn();
    }

    /// That page.
    pub(super) fn sure_screen(&self, screen: &mut Screen) {
        screen.title = card::you_chose(crate::session::keys::name(Act::No));
        screen.say.push(say::I_CANNOT.to_owned());
        screen.say.extend(self.lesson.open.iter().flat_map(|open| open.advice.iter().cloned()));
        screen.question = Some(card::IS_IT_SO.to_owned());
        screen.key(Act::Yes, card::IT_IS_SO);
        screen.key(Act::No, card::WRONG_KEY);
    }

    /// A key on it.
    pub(super) fn sure_key(
        &mut self,
        act: Act,
        position: i64,
        since: Option<Beat>,
        now: Beat,
        effects: &mut Vec<Effect>,
    ) {
        match act {
            Act::Yes => {
                self.done(Some(false), position, None, effects);
                self.over(End::Next, effects);
            }
            Act::No | Act::Enter | Act::Back => self.not_sure(position, since, now),
            Act::Pause
            | Act::Skip
            | Act::Later
            | Act::Again
            | Act::Why
            | Act::Leave
            | Act::Hurts
            | Act::Took
            | Act::CountDone
            | Act::Position
            | Act::Called => self.note = Some(card::PRESS_Y_OR_N.to_owned()),
        }
    }

    /// It was no answer: the question is back.
    pub(super) fn not_sure(&mut self, position: i64, since: Option<Beat>, now: Beat) {
        let every = self.lesson.open.as_ref().map_or(SILENCE, |open| millis(open.every));
        self.state = match since {
            Some(since) => Mode::Waiting { since, asks: now.plus(every) },
            None => Mode::Open { position, lapses: self.lesson.flows.then(|| now.plus(SILENCE)) },
        };
        self.turn();
    }
}
