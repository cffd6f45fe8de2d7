//! A step in words and with its time, as [`crate::session::guide`] leads through it.

use std::ops::RangeInclusive;

use crate::model::aside::AsideKind;
use crate::model::time::{Moment, Span, Zone};
use crate::session::script::Script;

/// What is to be guided: words, and what they are about.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own that a step may be")]
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lesson {
    /// The small line on top.
    pub heading: String,
    /// What stands above everything.
    pub alerts: Vec<String>,
    /// What it is called.
    pub title: String,
    /// What to do.
    pub say: Vec<String>,
    /// When to stop.
    pub stop: Vec<String>,
    /// Why.
    pub why: String,
    /// A drawing.
    pub drawing: Vec<String>,
    /// Its time.
    pub script: Script,
    /// Something warm or cold is on: it is asked at the end whether it is off, and no pause makes it longer.
    pub off: Option<String>,
    /// It stays on for hours, longer than anybody is guided: these words are said once it is on, and nothing is counted.
    pub stays_on: Option<String>,
    /// Until when what is warm or cold may go on: then it is looked at again first.
    pub holds_until: Option<Moment>,
    /// Its open end.
    pub open: Option<OpenQuestion>,
    /// A medicine: offered, and recorded by a key of its own.
    pub medicine: bool,
    /// It asks for the pain, and nothing else.
    pub asks_pain: bool,
    /// It asks for the pain before and after.
    pub gated: bool,
    /// The newest level of pain, where it is fresh.
    pub pain: Option<u8>,
    /// It was begun before.
    pub resume: Option<Resume>,
    /// What comes after it.
    pub next: Option<String>,
    /// No key is asked for.
    pub hands_free: bool,
    /// It begins by itself after so long.
    pub begins: Option<Span>,
    /// It is for shut eyes: four keys, and everything spoken.
    pub aloud: bool,
    /// The reasons to stop are spoken first.
    pub speaks_stop: bool,
    /// Moves of somebody on the floor, which grow.
    pub moves: Option<FloorMoves>,
    /// It is getting up from the floor: it is begun as it is read, and done when somebody stands.
    pub gets_up: bool,
    /// Somebody to call while it goes on.
    pub call: Option<CallSomebody>,
    /// Other ways to lie, kneel or stand for it.
    pub positions: Vec<OtherPosition>,
    /// A soft tick marks each second of a short part.
    pub ticks: bool,
    /// It is one of several that flow: an open question that nobody answers is not yet, and it may be put off.
    pub flows: bool,
    /// What stands above it from some moment on, as it has lasted too long then.
    pub too_long: Option<TooLong>,
    /// A tablet that stands beside it.
    pub beside: Option<DoseBeside>,
    /// A question by the way, while something is on.
    pub by_the_way: Option<AskedBeside>,
    /// Once it is off, the pain is asked by one key, for those who like.
    pub feels: bool,
}

/// A tablet that stands beside what is put on: one page offers both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoseBeside {
    /// What it is called.
    pub title: String,
    /// It in short.
    pub short: Vec<String>,
    /// The whole of it.
    pub say: Vec<String>,
    /// When to stop, and get help.
    pub stop: Vec<String>,
}

/// A question by the way, answered by a digit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedBeside {
    /// Which it is.
    pub kind: AsideKind,
    /// It in lines, with what its digits mean.
    pub lines: Vec<String>,
    /// The digits that answer it.
    pub digits: RangeInclusive<usize>,
}

/// A way to lie, kneel or stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherPosition {
    /// What it is called.
    pub name: String,
    /// What to do there.
    pub say: Vec<String>,
    /// It is the one of the drawing.
    pub drawn: bool,
}

/// An open end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenQuestion {
    /// The question.
    pub question: String,
    /// What to do meanwhile.
    pub say: Vec<String>,
    /// How often it is asked.
    pub every: Span,
    /// Only the question is left.
    pub waiting: bool,
    /// It has lasted too long: "no" means being seen.
    pub past_limit: bool,
    /// When something else may come first.
    pub until: Option<Moment>,
    /// It is asked of somebody who lies on the floor: whether they get up.
    pub floor: bool,
    /// What a no means where it has lasted too long, a sentence each.
    pub advice: Vec<String>,
}

/// Moves of somebody on the floor, as they are by now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FloorMoves {
    /// What they are, and how large: `Tiny moves: as small as a breath`.
    pub title: String,
    /// What is done in the rest between two sets.
    pub rest: String,
    /// What is said below the question whether they try to stand.
    pub beside: Vec<String>,
    /// Since when they lie there.
    pub since: Moment,
    /// The small line on top, without the time.
    pub place: String,
    /// Where the time of day is that of this line.
    pub zone: Zone,
}

/// Somebody to call: it stands above the step, and nothing stops for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallSomebody {
    /// What is read.
    pub text: String,
    /// What a voice says. Empty: it was said.
    pub say: String,
    /// From when on.
    pub from: Moment,
}

/// Somebody lies there for too long, from some moment on: what is read and said then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TooLong {
    /// What stands above what goes on.
    pub lines: Vec<String>,
    /// From when on.
    pub from: Moment,
}

/// A step that was begun before, and not ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resume {
    /// How far it had come.
    pub reached: Span,
    /// When that was.
    pub at: Moment,
    /// That moment in words.
    pub when: String,
}
