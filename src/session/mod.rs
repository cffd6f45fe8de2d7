//! The guided walk as a state machine: a key or a tick goes in with its moment, effects come out, and a screen can be
//! asked for at any time. Nothing here reads a clock, a key or a file, so a whole walk is tested as a list of (key, moment).
//!
//! A walk is a row of [`Scene`]s: a card, a question, a step. Whoever drives it (`acts::guide`) hands in the
//! next scene when one is over, and waits no longer than [`Scene::next_wakeup`] says. Deadlines are moments, never counted
//! ticks, so a computer that slept cannot make a hold longer, nor claim that one was done.
//!
//! [`keys`] is the one table of keys, [`script`] lays a session out in time, [`lesson`] is a step in words, [`guide`] leads
//! through it, [`asking`] asks, [`choosing`] offers, [`aloud`] asks shut eyes, [`stay`] waits between two things, [`calling`]
//! calls at the moment, [`patience`] lets what nobody answers lapse, [`silence`] says what that means, [`screen`] is what should be seen.

pub mod aloud;
pub mod asking;
pub mod calling;
pub mod card;
pub mod choosing;
pub mod guide;
pub mod keys;
pub mod lesson;
pub mod number;
pub mod patience;
#[cfg(test)]
mod pressed;
pub mod screen;
pub mod script;
pub mod silence;
pub mod stay;

use crate::model::aside::AsideKind;
use crate::model::event::Partial;
use crate::model::time::{Moment, Span};
use crate::session::aloud::Aloud;
use crate::session::asking::{Asking, Reply};
use crate::session::card::CardScene;
use crate::session::choosing::Choosing;
use crate::session::guide::Guide;
use crate::session::keys::Key;
use crate::session::lesson::AskedBeside;
use crate::session::screen::Screen;
use crate::session::stay::Stay;

/// A moment, to the millisecond: a breath is two seconds long.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Beat(i64);

impl Beat {
    /// So many milliseconds after the beginning of 1970, in UTC.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// The moment itself.
    pub fn at(moment: Moment) -> Self {
        Self(moment.unix().saturating_mul(1000))
    }

    /// Milliseconds since the beginning of 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// So many milliseconds later.
    #[must_use]
    pub fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// How many milliseconds have passed since then.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A span in milliseconds.
pub fn millis(span: Span) -> i64 {
    span.as_seconds().saturating_mul(1000)
}

/// Milliseconds as a span of whole seconds.
pub fn span(millis: i64) -> Span {
    Span::seconds(millis / 1000)
}

/// What happens to a scene.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// A line was typed, where keys cannot be read one by one.
    Line(String),
    /// Time passed.
    Tick,
    /// The input has ended: nobody can answer any more.
    End,
    /// The program is being ended from outside, and has no time for questions.
    Halt,
}

/// What is to be done about it.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// To be spoken, and printed where nothing is repainted.
    Say(String),
    /// The same, as a scene ends: it stands on what comes next, until a key.
    Tell(String),
    /// To be spoken only: it stands on the screen already, or is a count.
    Speak(String),
    /// A soft tick.
    Tick,
    /// To be recorded.
    Record(Deed),
    /// The scene is over. Always the last effect.
    Finish(End),
}

/// How a scene ends.
#[derive(Clone, PartialEq, Debug)]
pub enum End {
    /// On to the next.
    Next,
    /// Nothing was answered or done; it may be offered again.
    Passed,
    /// A question was answered.
    Answered(Reply),
    /// The step was stopped, because it hurts more or goes down the leg.
    Worse,
    /// There may be a sign after a medicine, heat or a patch: those are asked next.
    Sign,
    /// It is off, and it burned: how badly is asked next.
    Burned,
    /// Something may be otherwise by now: it is looked at again.
    Anew,
    /// Time went by unseen: it is looked at again, and said.
    Slept,
    /// It called, and nobody answered.
    LetGo,
    /// A choice was made, by its place.
    Chosen(usize),
    /// A digit answered what is asked by the way.
    Digit(usize),
    /// The person leaves.
    Left,
    /// The program is being ended.
    Halted,
}

/// What is recorded of a step.
#[derive(Clone, PartialEq, Debug)]
pub enum Deed {
    /// Something warm or cold is on.
    On,
    /// It has come so far, pauses not counted.
    Reached {
        /// How far.
        reached: Span,
        /// It rests there.
        paused: bool,
    },
    /// It was done, wholly or in part.
    Done {
        /// The answer to its question.
        answer: Option<bool>,
        /// How much of it, where not all.
        partial: Option<Partial>,
        /// When it ended, where that was not just now.
        at: Option<Moment>,
    },
    /// It was passed over.
    Skipped {
        /// Why.
        because: Option<String>,
    },
    /// How much it hurts.
    Pain {
        /// 0 to 10. `None`: not said.
        level: Option<u8>,
        /// It goes down the leg.
        leg: bool,
    },
    /// The medicine was taken.
    Took,
    /// The medicine that stands beside it was taken.
    TookBeside,
    /// That medicine is passed over.
    PassedBeside,
    /// A digit answered a question by the way.
    ByTheWay(AsideKind, usize),
    /// How much it hurts once it is off.
    PainAfter(u8),
    /// That is passed over.
    PassedPain,
    /// Somebody was called.
    Called,
    /// It was put off for so long.
    PutOff(Span),
}

/// One scene of a walk.
#[derive(Clone, PartialEq, Debug)]
pub enum Scene {
    /// A card of lines.
    Card(Box<CardScene>),
    /// A question.
    Asking(Box<Asking>),
    /// A card or a question for shut eyes.
    Aloud(Box<Aloud>),
    /// A choice.
    Choosing(Box<Choosing>),
    /// A step.
    Guide(Box<Guide>),
    /// The time between two things.
    Stay(Box<Stay>),
}

impl Scene {
    /// What is said as it begins.
    pub fn begin(&mut self, now: Beat) -> Vec<Effect> {
        match self {
            Self::Card(card) => card.begin(),
            Self::Asking(asking) => asking.begin(),
            Self::Aloud(aloud) => aloud.begin(),
            Self::Choosing(choosing) => choosing.begin(),
            Self::Guide(guide) => guide.begin(now),
            Self::Stay(stay) => stay.begin(now),
        }
    }

    /// Lets something happen.
    pub fn handle(&mut self, input: &Input, now: Beat) -> Vec<Effect> {
        match self {
            Self::Card(card) => card.handle(input),
            Self::Asking(asking) => asking.handle(input),
            Self::Aloud(aloud) => aloud.handle(input),
            Self::Choosing(choosing) => choosing.handle(input),
            Self::Guide(guide) => guide.handle(input, now),
            Self::Stay(stay) => stay.handle(input, now),
        }
    }

    /// What should be seen.
    pub fn screen(&self, now: Beat) -> Screen {
        match self {
            Self::Card(card) => card.screen(),
            Self::Asking(asking) => asking.screen(),
            Self::Aloud(aloud) => aloud.screen(),
            Self::Choosing(choosing) => choosing.screen(),
            Self::Guide(guide) => guide.screen(now),
            Self::Stay(stay) => stay.screen(now),
        }
    }

    /// Tells how far the lines of a card were shown.
    pub fn shown(&mut self, upto: usize) {
        match self {
            Self::Card(card) => card.shown(upto),
            Self::Choosing(choosing) => choosing.shown(upto),
            Self::Guide(guide) => guide.shown(upto),
            Self::Asking(_) | Self::Aloud(_) | Self::Stay(_) => {}
        }
    }

    /// When something will happen by itself. `None`: never.
    pub fn next_wakeup(&self) -> Option<Beat> {
        match self {
            Self::Card(_) | Self::Asking(_) | Self::Aloud(_) | Self::Choosing(_) => None,
            Self::Guide(guide) => guide.next_wakeup(),
            Self::Stay(stay) => stay.next_wakeup(),
        }
    }

    /// Whether it waits for an answer, rather than for time to pass.
    pub fn asks(&self) -> bool {
        match self {
            Self::Card(_) | Self::Asking(_) | Self::Aloud(_) | Self::Choosing(_) | Self::Stay(_) => true,
            Self::Guide(guide) => guide.asks(),
        }
    }

    /// Whether time passes in it though nobody answers: between two sets of moves, and between two things.
    pub fn lets_pass(&self) -> bool {
        match self {
            Self::Guide(guide) => !guide.asks() || guide.is_between(),
            Self::Stay(_) => true,
            Self::Card(_) | Self::Asking(_) | Self::Aloud(_) | Self::Choosing(_) => false,
        }
    }

    /// Whether keys wait until what is spoken has been heard.
    pub fn hears_out(&self) -> bool {
        match self {
            Self::Aloud(aloud) => aloud.hears_out(),
            Self::Card(_) | Self::Asking(_) | Self::Choosing(_) | Self::Guide(_) | Self::Stay(_) => false,
        }
    }

    /// Whether somebody gets up from the floor.
    pub fn gets_up(&self) -> bool {
        if let Self::Guide(guide) = self { guide.gets_up() } else { false }
    }

    /// What was judged before may not hold any more: a tablet that stands on the page goes.
    pub fn forget_beside(&mut self) {
        if let Self::Guide(guide) = self {
            guide.forget_beside();
        }
    }

    /// Puts the next question by the way, or none.
    pub fn asks_next(&mut self, next: Option<AskedBeside>) {
        if let Self::Guide(guide) = self {
            guide.asks_next(next);
        }
    }

    /// Whether nothing would be lost, were it left where it is: it only waits, and nothing was begun in it.
    pub fn only_waits(&self) -> bool {
        match self {
            Self::Card(card) => card.is_untouched(),
            Self::Asking(asking) => asking.is_untouched(),
            Self::Aloud(aloud) => aloud.is_untouched(),
            Self::Choosing(choosing) => choosing.is_untouched(),
            Self::Guide(guide) => guide.only_waits(),
            Self::Stay(_) => true,
        }
    }
}
