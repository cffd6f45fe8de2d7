//! What should be seen: words with their places, without a layout.

use crate::session::keys::{self, Act};

/// A screen of the walk.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Screen {
    /// Changes when there is something new to read: where nothing is repainted, the screen is printed then.
    pub page: u32,
    /// The small line on top.
    pub heading: String,
    /// How long it has lasted, at the end of that line.
    pub lasted: Option<String>,
    /// What stands above everything.
    pub alerts: Vec<String>,
    /// Somebody to call, above what goes on.
    pub banner: Option<String>,
    /// What this is.
    pub title: String,
    /// What to do.
    pub say: Vec<String>,
    /// When to stop.
    pub stop: Vec<String>,
    /// What was read before and may be looked up again, where there is room.
    pub reminder: Vec<String>,
    /// A drawing, in printable ASCII.
    pub drawing: Vec<String>,
    /// The running clock.
    pub pace: Option<RunningClock>,
    /// Something that comes, and when.
    pub coming: Option<Announced>,
    /// In how many seconds it begins by itself.
    pub begins: Option<i64>,
    /// A question.
    pub question: Option<String>,
    /// Something that was just said.
    pub note: Option<String>,
    /// What comes next.
    pub next: Option<String>,
    /// The keys, most useful first.
    pub keys: Vec<(&'static str, &'static str)>,
    /// The lines of a card, of which as many are shown as fit.
    pub leaf: Option<Leaf>,
    /// A tablet that stands beside what is read.
    pub beside: Option<BesideShown>,
    /// What stands beside a running clock, where there is room.
    pub aside: Vec<String>,
    /// The same in blocks, for a window in which it does not fit whole.
    pub spread: Option<Leaf>,
}

/// A tablet that stands beside what is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BesideShown {
    /// It in short.
    pub words: String,
    /// When to stop and get help: in full where there is room, and behind a key where there is none.
    pub stop: Vec<String>,
}

/// A page of a card: what is read in blocks, none of which is cut, with the keys that are always there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Leaf {
    /// All blocks.
    pub blocks: Vec<String>,
    /// The first that is shown.
    pub from: usize,
    /// How many pages came before.
    pub turned: usize,
    /// All of them have been shown.
    pub all_seen: bool,
    /// The block that stands apart from those before it.
    pub gap_before: Option<usize>,
    /// A question below the last block.
    pub question: Option<String>,
    /// The keys, row by row.
    pub keys: Vec<Vec<(&'static str, &'static str)>>,
    /// The blocks stand apart from the title.
    pub apart: bool,
    /// The first key is only there with the last block. Until then the key that goes on stands in its place.
    pub last_first: bool,
    /// The column of the second key of a row.
    pub stop: usize,
}

impl Screen {
    /// Adds a key and what it does here.
    pub fn key(&mut self, act: Act, does: &'static str) {
        self.keys.push((keys::name(act), does));
    }
}

/// Something that comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Announced {
    /// `Next: a slow walk at 10:45`.
    pub words: String,
    /// In how many seconds.
    pub seconds: i64,
}

/// A running clock.
#[derive(Clone, PartialEq, Debug)]
pub struct RunningClock {
    /// The cue that holds now.
    pub word: String,
    /// How much of it is over, of a thousand.
    pub part: u16,
    /// `2 of 5, other side`.
    pub place: String,
    /// The seconds that are left, or that have passed where nothing ends.
    pub seconds: i64,
    /// It counts down.
    pub down: bool,
    /// It rests.
    pub paused: bool,
}
