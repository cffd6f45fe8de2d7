//! A session: how long a step takes and what is said meanwhile. [`Session::layout`] lays it out in time, once, for
//! everybody who asks how long it lasts: the check of a file, safety, the plan as text and JSON, and the guided walk.

use serde::{Deserialize, Serialize};

use crate::model::id::Id;
use crate::model::time::Span;
use crate::protocol::format::is_false;

/// The most rounds of a set that are laid out one by one.
const MOST_ROUNDS: usize = 20;
/// How long there is to change sides. It belongs to the length of a session: what is warm or cold stays on meanwhile.
pub const CHANGE_OF_SIDES: Span = Span::seconds(5);

/// One stage of a session.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// From so long after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Span>,
    /// Only in this phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Id>,
    /// A counted length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Span>,
    /// How many times the cues are gone through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<u32>,
    /// Each side in turn.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sides: bool,
    /// What one round says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Cue>,
    /// How it grows while it is repeated on the floor: rows, each from its own minute on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grows: Vec<Growth>,
    /// Asked at the end before it counts as done: "Is the pad off?".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_with: Option<String>,
    /// After the rounds, an open end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenEnd>,
}

impl Session {
    /// The session in time. `sides` plays all of it on each side, with [`CHANGE_OF_SIDES`] between:
    /// heat of `20m` with `sides` is 20 minutes, 5 seconds and 20 minutes, in all `40m5s`.
    ///
    /// | in the file | what is played |
    /// |---|---|
    /// | `length` | that time, once |
    /// | `cues` and `rounds` | the cues in turn, so often; a `length` beside them changes nothing |
    /// | `cues` and `length` | the cues in turn, as often as they fit wholly, and at least once |
    /// | `cues` alone | the cues in turn, once |
    /// | `rounds` alone | so many times at the person's own pace: no clock runs |
    /// | none of these | nothing that has a time |
    pub fn layout(&self) -> Layout<'_> {
        let cues = self.cues.iter().fold(Span::ZERO, |sum, cue| sum + cue.length);
        let (round, rounds) = match (self.cues.is_empty(), self.length) {
            (true, Some(length)) => (length, 1),
            (true, None) => (Span::ZERO, self.rounds.unwrap_or(0)),
            (false, length) => {
                let fit = length.filter(|_| cues > Span::ZERO).map(|length| length.as_seconds() / cues.as_seconds());
                let fit = fit.map(|fit| u32::try_from(fit.max(1)).unwrap_or(u32::MAX));
                (cues, self.rounds.or(fit).unwrap_or(1))
            }
        };
        let round = Some(round).filter(|round| *round > Span::ZERO);
        Layout { cues: &self.cues, round, rounds, sides: self.sides }
    }
}

impl Session {
    /// What is played of a growing session at once: so many sets, each with its rest, as one session. Between sets of `40s`
    /// in a cycle of `2m` are `1m20s` of rest; two sets are `4m`.
    #[must_use]
    pub fn sets(&self, row: &Growth, sets: u32) -> Self {
        let set = self.layout();
        let work = set.total().unwrap_or_default();
        let rounds = usize::try_from(set.rounds()).unwrap_or(usize::MAX).min(MOST_ROUNDS);
        let mut cues: Vec<Cue> = std::iter::repeat_n(&self.cues, rounds).flatten().cloned().collect();
        let length = (row.cycle - work).max(Span::seconds(1));
        cues.push(Cue { say: row.rest.clone(), length, rest: true });
        Self { cues, rounds: Some(sets.max(1)), length: None, grows: Vec::new(), ..self.clone() }
    }
}

/// A row of a growing session: how it goes on from a minute on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// From so long after the step's own first moment.
    pub from: Span,
    /// From the beginning of one set to that of the next, the rest included.
    pub cycle: Span,
    /// How large the moves are, in words only.
    pub size: String,
    /// What to do in the rest.
    pub rest: String,
}

/// A session laid out in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout<'s> {
    cues: &'s [Cue],
    /// How long one round lasts on one side. `None`: no clock runs.
    round: Option<Span>,
    /// How many rounds there are on one side.
    rounds: u32,
    sides: bool,
}

impl<'s> Layout<'s> {
    /// Moves that are repeated, each so long: for somebody with no hand free to say that one is done.
    pub fn counted(times: u32, each: Span, sides: bool) -> Self {
        Self { cues: &[], round: Some(each).filter(|each| *each > Span::ZERO), rounds: times, sides }
    }

    /// How long it lasts when nothing interrupts it, with the rests and the change of sides, and without an open end.
    /// `None`: no clock runs, and nobody knows.
    ///
    /// This is what is played, and so what every ceiling is held against.
    pub fn total(&self) -> Option<Span> {
        Some(if self.sides { self.work()? + CHANGE_OF_SIDES } else { self.work()? })
    }

    /// How long it lasts without the change of sides: what a person is told of it, and what is recorded as done.
    ///
    /// Two sides of 20 seconds are 40 seconds of work, and 45 seconds in all.
    pub fn work(&self) -> Option<Span> {
        Some(self.round?.times(i64::from(self.rounds) * if self.sides { 2 } else { 1 }))
    }

    /// The cues of one round.
    pub fn cues(&self) -> &'s [Cue] {
        self.cues
    }

    /// How many rounds there are on one side.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// How often a move is repeated at the person's own pace, on each side. `None`: a clock runs, or there is nothing.
    pub fn own_pace(&self) -> Option<u32> {
        Some(self.rounds).filter(|rounds| self.round.is_none() && *rounds > 0)
    }

    /// Whether it is played on one side and then on the other.
    pub fn has_sides(&self) -> bool {
        self.sides
    }

    /// The sides, in their order. `None`: it has none.
    fn sides(&self) -> &'static [Option<Side>] {
        if self.sides { &[Some(Side::First), Some(Side::Other)] } else { &[None] }
    }

    /// The pieces, one after the other without a gap. Together they last as long as [`Layout::total`] says.
    pub fn pieces(self) -> impl Iterator<Item = Piece<'s>> {
        let round = self.round.unwrap_or_default();
        let rounds = if self.round.is_some() { self.rounds } else { 0 };
        self.sides().iter().flat_map(move |side| {
            let change = (*side == Some(Side::Other) && rounds > 0).then_some(Piece::Change);
            change.into_iter().chain((1..=rounds).flat_map(move |n| {
                let whole = self.cues.is_empty().then_some(Piece::Whole { length: round, round: n, side: *side });
                let cues = self.cues.iter().enumerate();
                whole.into_iter().chain(cues.map(move |(place, cue)| Piece::Cue { cue, place, round: n, side: *side }))
            }))
        })
    }

    /// The spots that a massage works on one side: each cue that is no rest is one, and a session without cues is one.
    pub fn spots(self) -> impl Iterator<Item = Spot> {
        let rounds = i64::from(self.rounds);
        let whole = self.round.filter(|_| self.cues.is_empty()).map(|round| {
            let length = round.times(rounds);
            Spot { cue: None, at_once: length, in_all: length }
        });
        // With nothing between, the rounds of a single cue are one long stay on its spot.
        let unbroken = self.cues.len() == 1;
        let cues = self.cues.iter().enumerate().filter(|(_, cue)| !cue.rest && cue.length > Span::ZERO);
        whole.into_iter().chain(cues.map(move |(place, cue)| {
            let in_all = cue.length.times(rounds);
            Spot { cue: Some(place), at_once: if unbroken { in_all } else { cue.length }, in_all }
        }))
    }
}

/// A stretch of a session in which one thing holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'s> {
    /// A round without cues.
    Whole {
        /// How long it lasts.
        length: Span,
        /// Which round it is, from 1.
        round: u32,
        /// Which side it is, where there are sides.
        side: Option<Side>,
    },
    /// A cue of a round.
    Cue {
        /// The cue, with its length.
        cue: &'s Cue,
        /// Its place in the round, from 0.
        place: usize,
        /// Which round it is, from 1.
        round: u32,
        /// Which side it is, where there are sides.
        side: Option<Side>,
    },
    /// The change of sides, for [`CHANGE_OF_SIDES`].
    Change,
}

/// How long a massage works one spot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The place of its cue. `None`: the session has no cues.
    pub cue: Option<usize>,
    /// The longest without a break.
    pub at_once: Span,
    /// All rounds together: what its muscle is given.
    pub in_all: Span,
}

/// One side or the other. Which comes first is the person's choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The first.
    First,
    /// The other.
    Other,
}

/// A cue: a word and how long it lasts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// The word.
    pub say: String,
    /// How long.
    pub length: Span,
    /// It is a rest, not a hold.
    #[serde(default, skip_serializing_if = "is_false")]
    pub rest: bool,
}

/// An open end: it lasts until a question is answered with yes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenEnd {
    /// The question: "Can you stand?".
    pub question: String,
    /// What to do meanwhile.
    pub say: Vec<String>,
    /// How often it is asked.
    pub every: Span,
    /// When it is asked in a session that grows, counted from the step's own first moment. After the last, `every` counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask_at: Vec<Span>,
    /// How long it may last, counted from the step's own first moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Span>,
    /// The sign that a "no" past the limit latches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign: Option<Id>,
    /// What is said past the limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_limit: Vec<String>,
    /// The step that a yes leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Id>,
}
