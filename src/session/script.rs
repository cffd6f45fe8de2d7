//! What is shown and called out while a session is played: which part holds when, and what is said when. How long
//! everything lasts is said by the session itself: [`Session::layout`].

use crate::model::time::Span;
use crate::protocol::format::{CHANGE_OF_SIDES, Layout, Piece, Session, Side};
use crate::session::millis;
use crate::words::walk as say;

/// A hold at least so long is counted down at its end.
const COUNTED: i64 = 10_000;
/// A part at least so long has its half, and its last ten seconds, told.
const HALVED: i64 = 30_000;
/// A rest at least so long leaves time to say what comes next.
const TELLS_NEXT: i64 = 5_000;

/// A session as it is played, in milliseconds from its own zero.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Script {
    /// The parts, one after the other without a gap.
    pub parts: Vec<Part>,
    /// What is said, by time.
    pub calls: Vec<CallOut>,
    /// How often a move is repeated at the person's own pace, where no clock runs.
    pub repeats: Option<u32>,
    /// So often on each side.
    pub each_side: bool,
}

/// A stretch of a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The word.
    pub word: String,
    /// When it begins.
    pub from: i64,
    /// How long it lasts.
    pub length: i64,
    /// Which round it is, from 1, and of how many.
    pub round: (u32, u32),
    /// Which side it is, where there are sides.
    pub side: Option<Side>,
    /// A round, or the change of sides, begins here.
    pub begins: bool,
    /// It is the change of sides, and counts for nothing.
    pub switch: bool,
}

/// Something that is called out at its time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallOut {
    /// When.
    pub at: i64,
    /// What.
    pub text: String,
    /// It is a count of seconds, which is spoken and not printed.
    pub count: bool,
    /// It is a place to which one can come back: a start, a side, a round.
    pub mark: bool,
}

impl Script {
    /// The script of a session. `halfway` is said in the middle of a long session without cues.
    pub fn new(session: &Session, halfway: &str) -> Self {
        Self::of(session.layout(), halfway)
    }

    fn of(layout: Layout<'_>, halfway: &str) -> Self {
        let repeats = layout.own_pace();
        let each_side = layout.has_sides() && repeats.is_some();
        let mut script = Self { repeats, each_side, ..Self::default() };
        let rounds = layout.rounds();
        for piece in layout.pieces() {
            match piece {
                Piece::Change => script.change(),
                Piece::Whole { length, round, side } => {
                    script.part("", millis(length), (round, rounds), side, true, halfway);
                }
                Piece::Cue { cue, place, round, side } => {
                    let length = millis(cue.length);
                    script.part(&cue.say, length, (round, rounds), side, place == 0, "Halfway.");
                    let last = place + 1 == layout.cues().len();
                    if last && round < rounds && cue.rest && length >= TELLS_NEXT {
                        script.tell_next(round + 1, rounds);
                    }
                }
            }
        }
        script
    }

    /// The repeated moves laid out in time after all, each so long: for somebody with no hand free to say that it is done.
    #[must_use]
    pub fn counted(&self, each: Span) -> Self {
        Self::of(Layout::counted(self.repeats.unwrap_or(0), each, self.each_side), "")
    }

    /// How long it lasts, with the change of sides.
    pub fn total(&self) -> i64 {
        self.parts.last().map_or(0, |part| part.from + part.length)
    }

    /// How much of it is done at a position: the change of sides is no work.
    pub fn worked(&self, position: i64) -> i64 {
        let work = self.parts.iter().filter(|part| !part.switch);
        work.map(|part| (position - part.from).clamp(0, part.length)).sum()
    }

    /// The part that holds at a position; past the end, the last.
    pub fn part_at(&self, position: i64) -> Option<&Part> {
        self.parts.iter().rev().find(|part| part.from <= position).or(self.parts.first())
    }

    /// The part after the one that holds.
    pub fn part_after(&self, position: i64) -> Option<&Part> {
        self.parts.iter().find(|part| part.from > position)
    }

    /// The place to come back to from a position: where its round, its side or all of it began.
    pub fn mark_at(&self, position: i64) -> i64 {
        self.parts.iter().rev().find(|part| part.begins && part.from <= position).map_or(0, |part| part.from)
    }

    /// The place that `b` goes to: where this round began, or, from its first moment, the one before.
    pub fn back_from(&self, position: i64) -> Option<i64> {
        let mark = self.mark_at(position);
        if position - mark > 1_500 {
            return Some(mark);
        }
        self.parts.iter().rev().find(|part| part.begins && !part.switch && part.from < mark).map(|part| part.from)
    }

    /// The first whole second after a position at which a soft tick is heard: in parts that are short, where nothing is said.
    pub fn tick_after(&self, position: i64) -> Option<i64> {
        let mut at = (position.div_euclid(1_000) + 1) * 1_000;
        while at < self.total() {
            let part = self.part_at(at)?;
            if part.length >= HALVED {
                at = (part.from + part.length + 999).div_euclid(1_000) * 1_000;
            } else if self.calls.iter().any(|call| call.at == at) {
                at += 1_000;
            } else {
                return Some(at);
            }
        }
        None
    }

    /// The change of sides.
    fn change(&mut self) {
        let from = self.total();
        self.calls.push(CallOut { at: from, text: "Change sides.".to_owned(), count: false, mark: true });
        self.parts.push(Part {
            word: "Change sides".to_owned(),
            from,
            length: millis(CHANGE_OF_SIDES),
            round: (1, 1),
            side: Some(Side::Other),
            begins: true,
            switch: true,
        });
    }

    /// In the rest at the end of a round, says which round comes next.
    fn tell_next(&mut self, round: u32, rounds: u32) {
        if let Some(call) = self.calls.iter_mut().rev().find(|call| !call.count) {
            call.text = say::then_next(&call.text, &say::of(round, rounds));
        }
    }

    fn part(&mut self, word: &str, length: i64, round: (u32, u32), side: Option<Side>, begins: bool, halfway: &str) {
        let from = self.total();
        let which = match side.filter(|_| begins && round.0 == 1) {
            Some(Side::First) => "First side. ",
            Some(Side::Other) => "Other side. ",
            None => "",
        };
        let count = if begins && round.1 > 1 { format!("{}: ", say::of(round.0, round.1)) } else { String::new() };
        let name = if word.is_empty() { "Go" } else { word };
        let time = (length >= COUNTED).then(|| spoken(length / 1000));
        let text = say::cue(&format!("{which}{count}{name}"), time.as_deref());
        self.say(from, &text, begins);
        if length >= HALVED {
            self.say(from + length / 2, halfway, false);
            self.say(from + length - 10_000, "Ten seconds.", false);
        }
        if length >= COUNTED {
            for (left, word) in [(3, "Three."), (2, "Two."), (1, "One.")] {
                let at = from + length - left * 1_000;
                self.calls.push(CallOut { at, text: word.to_owned(), count: true, mark: false });
            }
        }
        let word = word.to_owned();
        self.parts.push(Part { word, from, length, round, side, begins, switch: false });
    }

    fn say(&mut self, at: i64, text: &str, mark: bool) {
        self.calls.push(CallOut { at, text: text.to_owned(), count: false, mark });
    }
}

/// Seconds as they are said: `45 seconds`, `5 minutes`, `1 minute 30 seconds`.
pub fn spoken(seconds: i64) -> String {
    let count = |n: i64, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    match (seconds / 60, seconds % 60) {
        (0, seconds) => count(seconds, "second"),
        (minutes, 0) => count(minutes, "minute"),
        (minutes, seconds) => format!("{} {}", count(minutes, "minute"), count(seconds, "second")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, spoken};
    use crate::model::time::Span;
    use crate::protocol::format::{Cue, Session, Side};

    fn cue(say: &str, seconds: i64, rest: bool) -> Cue {
        Cue { say: say.to_owned(), length: Span::seconds(seconds), rest }
    }

    fn told(script: &Script) -> Vec<(i64, &str)> {
        script.calls.iter().filter(|call| !call.count).map(|call| (call.at / 1000, call.text.as_str())).collect()
    }

    #[test]
    fn breaths_are_rounds_of_cues() {
        let cues = vec![cue("Round", 2, false), cue("Sink", 2, false), cue("Breathe", 4, true)];
        let script = Script::new(&Session { rounds: Some(2), cues, ..Session::default() }, "");
        assert_eq!(
            told(&script),
            [
                (0, "1 of 2: Round."),
                (2, "Sink."),
                (4, "Breathe."),
                (8, "2 of 2: Round."),
                (10, "Sink."),
                (12, "Breathe.")
            ]
        );
        assert_eq!((script.total(), script.worked(9_500)), (16_000, 9_500));
        assert_eq!(script.mark_at(13_000), 8_000);
        assert_eq!(script.back_from(13_000), Some(8_000));
        assert_eq!(script.back_from(8_500), Some(0));
        assert_eq!(script.back_from(900), None);
    }

    #[test]
    fn a_tick_is_heard_in_short_parts_where_nothing_is_said() {
        let ticks = |script: &Script| {
            let mut ticks: Vec<i64> = Vec::new();
            while let Some(at) = script.tick_after(ticks.last().map_or(0, |second| second * 1_000)) {
                ticks.push(at / 1_000);
            }
            ticks
        };
        let cues = vec![cue("Round", 2, false), cue("Sink", 2, false), cue("Breathe", 4, true)];
        let breaths = Script::new(&Session { rounds: Some(2), cues, ..Session::default() }, "");
        assert_eq!(ticks(&breaths), [1, 3, 5, 6, 7, 9, 11, 13, 14, 15]);
        // A rest of a minute and a walk are quiet.
        let cues = vec![cue("Round", 2, false), cue("Rest", 60, true), cue("Sink", 2, false)];
        let rest = Script::new(&Session { rounds: Some(1), cues, ..Session::default() }, "");
        assert_eq!(ticks(&rest), [1, 63]);
        let walk = Session { length: Some(Span::minutes(5)), ..Session::default() };
        assert!(ticks(&Script::new(&walk, "")).is_empty());
        // The last seconds of a hold are counted by voice.
        let hold = Script::new(&Session { length: Some(Span::seconds(10)), ..Session::default() }, "");
        assert_eq!(ticks(&hold), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn each_side_has_its_full_time_and_the_change_is_no_work() {
        let cues = vec![cue("Hold", 5, false), cue("Ease off", 5, true)];
        let script = Script::new(&Session { rounds: Some(2), sides: true, cues, ..Session::default() }, "");
        assert_eq!(script.total(), 45_000);
        assert_eq!(script.worked(45_000), 40_000);
        assert_eq!(script.worked(24_000), 20_000);
        let told = told(&script);
        assert_eq!(told[0], (0, "First side. 1 of 2: Hold."));
        assert_eq!(told[1], (5, "Ease off. Next: 2 of 2."));
        assert_eq!(told[4], (20, "Change sides."));
        assert_eq!(told[5], (25, "Other side. 1 of 2: Hold."));
        assert_eq!(script.part_at(22_000).map(|part| (part.switch, part.side)), Some((true, Some(Side::Other))));
    }

    #[test]
    fn a_long_time_has_its_half_its_last_seconds_and_its_count() {
        let session = Session { length: Some(Span::minutes(5)), ..Session::default() };
        let script = Script::new(&session, "Halfway. Turn back.");
        assert_eq!(told(&script), [(0, "Go, 5 minutes."), (150, "Halfway. Turn back."), (290, "Ten seconds.")]);
        let counts: Vec<i64> = script.calls.iter().filter(|call| call.count).map(|call| call.at / 1000).collect();
        assert_eq!(counts, [297, 298, 299]);
    }

    #[test]
    fn repeats_have_no_clock() {
        let script = Script::new(&Session { rounds: Some(10), ..Session::default() }, "");
        assert_eq!((script.repeats, script.total()), (Some(10), 0));
        let sides =
            Script::new(&Session { rounds: Some(2), sides: true, ..Session::default() }, "").counted(Span::seconds(4));
        assert_eq!(
            told(&sides),
            [
                (0, "First side. 1 of 2: Go."),
                (4, "2 of 2: Go."),
                (8, "Change sides."),
                (13, "Other side. 1 of 2: Go."),
                (17, "2 of 2: Go.")
            ]
        );
    }

    #[test]
    fn a_length_is_said_in_words() {
        assert_eq!(
            [1, 45, 60, 90, 900].map(spoken),
            ["1 second", "45 seconds", "1 minute", "1 minute 30 seconds", "15 minutes"]
        );
    }
}
