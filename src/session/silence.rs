//! What silence means, wherever a walk waits for a key: somebody fell asleep, or the keyboard lies out of reach.
//!
//! | what waits | silence |
//! |---|---|
//! | the lines of a card, what they mean, "is it so?" | is no answer: it lapses; a card of emergency signs stands |
//! | a card of which a line was confirmed | that line counts, alone |
//! | a question, a choice, an offer | is no answer: it lapses |
//! | a step that is read | does not begin it, unless it said that it begins by itself |
//! | a clock | runs on |
//! | a clock that rests | what was done counts, in part |
//! | which position | as it was, after a minute |
//! | getting up | not this time, as its key says |
//! | something without a clock | is not done |
//! | something on, begun before | its time runs on, and it is called when it is over |
//! | is it off? | it stays on, and is called each minute |
//! | the pain, once it is off | passed over after a minute |
//! | ready to stand?, I cannot: is it so? | not yet, after a minute |
//! | stopped: what is it? | it hurts more: so nothing harder comes |
//! | how much it hurts, once it was stopped | it hurts more, and a leg that was said is told |
//! | a level of pain | is not said; one that was typed, or a leg, counts |
//! | the time between two things | what comes is called |
//!
//! A minute is of the step itself. How long anything else is waited for is said in one table, in the acts, with what nobody
//! answered; [`patience`](super::patience) counts it.

use crate::session::{Effect, End, Scene};

/// What becomes of a scene in which nobody presses a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Silence {
    /// It goes on by itself, at a moment of its own.
    GoesOn,
    /// It is let go: nothing is written.
    Lapses,
    /// What was said or done so far is recorded, and it is over.
    Counts,
}

impl Scene {
    /// What silence means to it as it stands.
    pub fn silence(&self) -> Silence {
        let counts = |kept: bool| if kept { Silence::Counts } else { Silence::Lapses };
        match self {
            Self::Card(card) => counts(card.has_kept()),
            Self::Aloud(aloud) => counts(aloud.has_kept()),
            Self::Asking(_) | Self::Choosing(_) => Silence::Lapses,
            Self::Guide(guide) => guide.silence(),
            Self::Stay(_) => Silence::GoesOn,
        }
    }

    /// Nobody pressed a key for as long as somebody is waited for.
    pub fn in_silence(&mut self) -> Vec<Effect> {
        match self {
            Self::Card(card) => card.in_silence(),
            Self::Aloud(aloud) => aloud.in_silence(),
            Self::Guide(guide) => guide.in_silence(),
            Self::Asking(_) | Self::Choosing(_) | Self::Stay(_) => vec![Effect::Finish(End::LetGo)],
        }
    }
}
