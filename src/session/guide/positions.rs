//! Another way to lie, kneel or stand: one key shows them, a letter chooses, and the moves go on there.
//!
//! A person on the floor cannot always be on hands and knees. Nothing is recorded by it; silence and Enter change nothing.

use super::{Guide, Mode, SILENCE};
use crate::model::letters::{self, letter};
use crate::session::keys::{Act, Key};
use crate::session::screen::Screen;
use crate::session::{Beat, Effect};
use crate::words::walk::{self as say, key};

impl Guide {
    /// The position that was chosen, by its place.
    pub fn position_chosen(&self) -> Option<usize> {
        self.position
    }

    /// Begins in that position.
    pub fn in_position(&mut self, place: usize) {
        let Some(position) = self.lesson.positions.get(place) else { return };
        self.lesson.say.clone_from(&position.say);
        if !position.drawn {
            self.lesson.drawing.clear();
        }
        self.position = Some(place);
    }

    /// Whether there is another position to choose.
    pub(super) fn has_positions(&self) -> bool {
        self.lesson.positions.len() > 1 && !self.lesson.hands_free
    }

    /// Asks which position. `back`: where its clock rests meanwhile.
    pub(super) fn ask_position(&mut self, back: Option<i64>, now: Beat, effects: &mut Vec<Effect>) {
        let names = self.lesson.positions.iter().enumerate();
        let names: Vec<String> = names.map(|(place, one)| say::position_spoken(letter(place), &one.name)).collect();
        effects.push(Effect::Speak([vec![say::WHICH_POSITION.to_owned()], names].concat().join(" ")));
        self.state = Mode::Positions { back, lapses: now.plus(SILENCE) };
        self.turn();
    }

    /// A letter of that page. `false`: it is none.
    pub(super) fn position_key(&mut self, pressed: Key, now: Beat, effects: &mut Vec<Effect>) -> bool {
        let (Mode::Positions { back, .. }, Key::Letter(pressed)) = (&self.state, pressed) else { return false };
        let (back, count) = (*back, self.lesson.positions.len());
        let Some(place) = letters::place(pressed).filter(|place| *place < count) else { return false };
        self.in_position(place);
        let said = self.lesson.say.clone();
        self.on_from(back, now, effects);
        // A new reading says the words itself.
        effects.extend(back.is_some().then(|| Effect::Speak(said.join(" "))));
        true
    }

    /// Another key on it.
    pub(super) fn position_act(&mut self, act: Act, back: Option<i64>, now: Beat, effects: &mut Vec<Effect>) {
        match act {
            Act::Enter | Act::Pause | Act::Position => self.on_from(back, now, effects),
            Act::Hurts => self.stop(back.unwrap_or(0), effects),
            Act::Yes
            | Act::Skip
            | Act::Later
            | Act::Back
            | Act::Again
            | Act::Why
            | Act::Leave
            | Act::Took
            | Act::No
            | Act::CountDone
            | Act::Called => self.unused(),
        }
    }

    /// The moves go on: from where the round began, or read anew.
    pub(super) fn on_from(&mut self, back: Option<i64>, now: Beat, effects: &mut Vec<Effect>) {
        match back {
            Some(position) => self.run_from(self.lesson.script.mark_at(position), now, effects),
            None => self.ready(now, effects),
        }
    }

    /// That page.
    pub(super) fn positions_screen(&self, screen: &mut Screen) {
        let names = self.lesson.positions.iter().enumerate();
        screen.say.extend(names.map(|(place, one)| format!("{}) {}", letter(place), one.name)));
        screen.question = Some(say::WHICH_POSITION.to_owned());
        screen.keys.push((say::A_LETTER, key::CHOOSES));
        screen.key(Act::Enter, key::AS_IT_WAS);
        screen.key(Act::Hurts, key::WORSE);
    }
}
