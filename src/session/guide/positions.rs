//! Another way to lie, kneel or stand: one key shows them, a letter chooses, and the moves go on there.
//!
//! A person on the floor cannot always be on hands and knees. Nothing is recorded by it; silence and Enter change nothing.

use super::{Guide, Mode, SILENCE};
use crate::model::letters::{self, letter};
use crate::session::keys::{Act, Key};
use crate::session::screen::Screen;
use crate::session::{Beat, Effect};
use crate::words::walk::{self as say, key};

/// What goes on when nobody chooses another position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Back {
    /// It was being read.
    Reading,
    /// Its clock ran, and had come so far.
    Running {
        /// In thousandths of a second.
        position: i64,
    },
    /// Its clock rested.
    Paused {
        /// In thousandths of a second.
        position: i64,
        /// How many of its words were said.
        told: usize,
    },
}

impl Back {
    /// How far its clock had come. `None`: it had not begun.
    pub(super) fn position(self) -> Option<i64> {
        match self {
            Self::Reading => None,
            Self::Running { position } | Self::Paused { position, .. } => Some(position),
        }
    }
}

impl Guide {
    /// The position that was chosen, by its place.
    pub fn position_chosen(&self) -> Option<usize> {
        self.position
    }

    /// Begins in that position.
    pub fn in_position(&mut self, place: usize) {
        let Some(position) = self.lesson.positions.get(place) else { return };
        self.lesson.say.clone_from(&position.say);
        self.position = Some(place);
    }

    /// The drawing, where it is one of the position that was chosen.
    pub(super) fn drawing(&self) -> &[String] {
        let chosen = self.position.and_then(|place| self.lesson.positions.get(place));
        if chosen.is_none_or(|position| position.drawn) { &self.lesson.drawing } else { &[] }
    }

    /// Whether there is another position to choose.
    pub(super) fn has_positions(&self) -> bool {
        self.lesson.positions.len() > 1 && !self.lesson.hands_free
    }

    /// Asks which position. `back`: what goes on after it.
    pub(super) fn ask_position(&mut self, back: Back, now: Beat, effects: &mut Vec<Effect>) {
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
        match back.position() {
            Some(position) => {
                self.run_from(self.lesson.script.mark_at(position), now, effects);
                effects.push(Effect::Speak(said.join(" ")));
            }
            // A new reading says the words itself.
            None => self.ready(now, effects),
        }
        true
    }

    /// Another key on it.
    pub(super) fn position_act(&mut self, act: Act, back: Back, now: Beat, effects: &mut Vec<Effect>) {
        match act {
            Act::Enter | Act::Pause | Act::Position => self.on_from(back, now, effects),
            Act::Hurts => self.stop(back.position().unwrap_or(0), effects),
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

    /// What went before goes on as it was, and moves from where their round began.
    pub(super) fn on_from(&mut self, back: Back, now: Beat, effects: &mut Vec<Effect>) {
        match back {
            Back::Running { position } => self.run_from(self.lesson.script.mark_at(position), now, effects),
            Back::Paused { position, told } => {
                self.state = Mode::Paused { position, told };
                self.turn();
            }
            Back::Reading => self.ready(now, effects),
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
