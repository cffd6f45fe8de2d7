//! A step, guided: it is read, Enter starts the clock, the cues come in their time, and what was done is recorded.
//!
//! Nothing starts by itself, save where the person asked for no keys at all, and moves that flow, after it was said. Enter is always the safe answer: it starts
//! what was read, or ends it, and then as much is recorded as was played, in part where its time was not over; it never
//! takes a medicine and never says that a pad is off.

use crate::model::time::{Moment, Span};
use crate::protocol::format::Side;
use crate::session::keys;
use crate::session::lesson::Lesson;
use crate::session::number::Level;
use crate::session::{Beat, Deed, Effect, End, Input, millis};
use crate::words::aloud as by_ear;
use crate::words::walk as say;

mod act;
mod beside;
mod ear;
mod help;
mod leaf;
mod off;
mod positions;
mod quiet;
mod record;
mod time;
mod view;

use leaf::Turned;
use positions::Back;

/// A wake-up that comes so much too late was slept through.
const SLEPT: i64 = 15_000;
/// What was offered so long ago must be looked at again before it begins: a pad that was right at nine is not at three.
const STALE: i64 = 15 * 60_000;
/// How often "is it off?" is asked again.
const NAGS: i64 = 60_000;
/// Where steps flow, an open question that nobody answers for so long is not yet.
const SILENCE: i64 = 60_000;
/// For how long a step is put off by one key.
const LATER: Span = Span::minutes(30);
/// With no keys: the time to read a word, and to look up.
const WORD: i64 = 450;
const LOOK_UP: i64 = 4_000;
/// With no keys: the time for one of the moves that are repeated, and for what has no time of its own.
const MOVE: Span = Span::seconds(5);
const UNHURRIED: i64 = 10_000;

/// Where a guided step stands.
#[derive(Clone, PartialEq, Debug)]
enum Mode {
    /// How much does it hurt, before?
    Before(Level),
    /// It was begun before, or time was slept through: go on?
    Resume { reached: i64, at: Moment },
    /// The text is read. Where no key is asked for, it starts by itself at this moment.
    Ready { starts: Option<Beat> },
    /// The clock runs; the session's zero lies at `origin`.
    Running { origin: Beat, told: usize },
    /// It rests at this position.
    Paused { position: i64, told: usize },
    /// "Which position?" `back`: where its clock rested. From this moment on silence goes on as it was.
    Positions { back: Back, lapses: Beat },
    /// Something without a clock is being done, since then.
    Doing { since: Beat, ends: Option<Beat>, side: Option<Side> },
    /// "Is it off?"
    Off { position: i64, asks: Beat },
    /// "Can you stand?", after what was done up to this position. From this moment on silence is not yet.
    Open { position: i64, lapses: Option<Beat> },
    /// It is not yet; the question is asked again at this moment.
    Waiting { since: Beat, asks: Beat },
    /// "I cannot get up": is it so? Asked of the moves up to this position; `since`: only the question was left, since then. From
    /// this moment on silence is no answer.
    Sure { position: i64, since: Option<Beat>, lapses: Beat },
    /// It is off: how much does it hurt? From this moment on silence passes it over.
    Felt { level: Level, lapses: Beat },
    /// Why was it stopped?
    Stopped { position: i64 },
    /// How much does it hurt, now that it was stopped?
    Hurts { level: Level, position: i64 },
    /// How much does it hurt, after?
    After(Level),
    /// A check-in.
    CheckIn(Level),
    /// It is over.
    Over,
}

/// A step, being guided.
#[expect(clippy::struct_excessive_bools, reason = "each holds or does not, by itself")]
#[derive(Clone, PartialEq, Debug)]
pub struct Guide {
    lesson: Lesson,
    state: Mode,
    before: Option<u8>,
    page: u32,
    why: bool,
    note: Option<String>,
    written: Option<Beat>,
    worn: bool,
    /// Whoever wants to leave is asked first whether it is off.
    leaving: bool,
    /// It burned or stung: once it is off, the signs after heat or a patch are asked.
    burned: bool,
    due: Option<Beat>,
    seen: Beat,
    /// When the plan allowed it.
    judged: Beat,
    /// Which of its lines is said, where they are said one by one.
    line: usize,
    /// When an open question is said once more.
    again: Option<Beat>,
    /// It was told who is to be called.
    call_told: bool,
    /// The position that was chosen.
    position: Option<usize>,
    /// Up to where its ticks were heard.
    ticked: i64,
    /// The pages of a text that is too long for the window.
    turned: Turned,
}

impl Guide {
    /// A step at its beginning.
    pub fn new(mut lesson: Lesson) -> Self {
        if lesson.hands_free && lesson.script.repeats.is_some() {
            lesson.script = lesson.script.counted(MOVE);
        }
        Self {
            before: lesson.pain,
            lesson,
            state: Mode::Over,
            page: 0,
            why: false,
            note: None,
            written: None,
            worn: false,
            leaving: false,
            burned: false,
            due: None,
            seen: Beat::from_millis(i64::MIN),
            judged: Beat::from_millis(i64::MIN),
            line: 0,
            again: None,
            call_told: false,
            position: None,
            ticked: 0,
            turned: Turned::default(),
        }
    }

    /// Chooses where to begin, and says what it is.
    pub(super) fn begin(&mut self, now: Beat) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.judged = now;
        self.tell_call(now, &mut effects);
        let lesson = &self.lesson;
        if let Some(resume) = &lesson.resume {
            let (reached, at) = (millis(resume.reached), resume.at);
            let begun = Beat::at(at).plus(-reached);
            self.worn = lesson.off.is_some();
            if self.worn && now.since(begun) >= lesson.script.total() {
                self.ask_off(now.since(begun), now, &mut effects);
            } else {
                self.state = Mode::Resume { reached, at };
                effects.push(Effect::Speak(say::in_the_middle(&lesson.title)));
            }
        } else if lesson.asks_pain {
            self.state = Mode::CheckIn(Level::default());
            let words = [lesson.title.clone()].into_iter().chain(lesson.say.clone()).collect::<Vec<_>>();
            effects.push(Effect::Speak(words.join(" ")));
        } else if let Some(open) = lesson.open.as_ref().filter(|open| open.waiting) {
            let words: Vec<String> = open.say.iter().chain([&open.question]).cloned().collect();
            effects.push(Effect::Speak(words.join(" ")));
            self.state = Mode::Waiting { since: now, asks: now.plus(millis(open.every)) };
        } else if lesson.gated && lesson.pain.is_none() && !lesson.hands_free {
            self.state = Mode::Before(Level::default());
            effects.push(Effect::Speak(say::pain_first(&lesson.title)));
        } else if lesson.gets_up && !lesson.aloud && !lesson.hands_free {
            // Whoever said that they try reads it while they do.
            effects.push(Effect::Speak(self.said_first(false)));
            self.state = Mode::Doing { since: now, ends: None, side: None };
        } else {
            self.ready(now, &mut effects);
        }
        self.due = self.next_wakeup();
        self.seen = now;
        effects
    }

    pub(super) fn handle(&mut self, input: &Input, now: Beat) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.set_back(now.since(self.seen));
        self.seen = now;
        match input {
            Input::Key(key) => {
                self.tick(now, &mut effects);
                if !over(&effects) {
                    self.key(*key, now, &mut effects);
                }
            }
            Input::Line(line) => {
                self.tick(now, &mut effects);
                let page = self.page;
                for key in keys::of_line(line, self.level().is_some()) {
                    if !over(&effects) {
                        self.key(key, now, &mut effects);
                    }
                }
                if self.page == page && effects.is_empty() {
                    match self.note.take() {
                        Some(note) => effects.push(Effect::Say(note)),
                        None => self.turn(),
                    }
                }
            }
            Input::Tick => self.tick(now, &mut effects),
            Input::End => self.leave(now, End::Left, &mut effects),
            Input::Halt => {
                self.write(now, true, &mut effects);
                effects.push(Effect::Finish(End::Halted));
            }
        }
        self.due = self.next_wakeup();
        effects
    }

    // ---- From state to state

    fn turn(&mut self) {
        self.page += 1;
        self.turned = Turned::default();
    }

    fn over(&mut self, end: End, effects: &mut Vec<Effect>) {
        self.state = Mode::Over;
        effects.push(Effect::Finish(end));
    }

    fn ready(&mut self, now: Beat, effects: &mut Vec<Effect>) {
        let lesson = &self.lesson;
        self.line = 0;
        let text = self.said_first(lesson.begins.is_some() && !lesson.hands_free);
        let count = i64::try_from(text.split_whitespace().count()).unwrap_or(0);
        let own = lesson.begins.map(|begins| now.plus(millis(begins)));
        let starts = if lesson.hands_free { Some(now.plus(count * WORD + LOOK_UP)) } else { own };
        effects.push(Effect::Speak(text));
        self.state = Mode::Ready { starts };
        self.turn();
    }

    fn start(&mut self, now: Beat, effects: &mut Vec<Effect>) {
        if self.lesson.script.total() == 0 {
            self.own_pace(now, effects);
            return;
        }
        if self.lesson.off.is_some() {
            self.worn = true;
            effects.push(Effect::Record(Deed::On));
        }
        if let Some(words) = self.lesson.stays_on.clone() {
            effects.push(Effect::Say(words));
            self.over(End::Next, effects);
            return;
        }
        self.run_from(0, now, effects);
    }

    /// Something without a clock: moves that are repeated, or what is simply done.
    fn own_pace(&mut self, now: Beat, effects: &mut Vec<Effect>) {
        let one_by_one = self.is_one_by_one();
        if one_by_one && !self.next_line(effects) {
            self.finish(0, now, effects);
            return;
        }
        let script = &self.lesson.script;
        let side = script.each_side.then_some(Side::First);
        effects.extend((!one_by_one).then(|| {
            Effect::Say(match (script.repeats, side) {
                (Some(repeats), None) => say::times(repeats),
                (Some(repeats), Some(_)) => say::first_side(repeats),
                (None, _) => say::TAKE_YOUR_TIME.to_owned(),
            })
        }));
        let ends = self.lesson.hands_free.then(|| now.plus(UNHURRIED));
        self.state = Mode::Doing { since: now, ends, side };
        self.turn();
    }

    /// What has no clock is done, on this side.
    fn own_pace_done(&mut self, now: Beat, side: Option<Side>, effects: &mut Vec<Effect>) {
        if self.next_line(effects) {
            return;
        }
        if side != Some(Side::First) {
            self.finish(0, now, effects);
            return;
        }
        let repeats = self.lesson.script.repeats.unwrap_or(1);
        effects.push(Effect::Say(say::other_side(repeats)));
        self.state = Mode::Doing { since: now, ends: None, side: Some(Side::Other) };
        self.turn();
    }

    fn run_from(&mut self, position: i64, now: Beat, effects: &mut Vec<Effect>) {
        let told = self.lesson.script.calls.partition_point(|call| call.at < position);
        let origin = now.plus(-position);
        self.ticked = position;
        self.turn();
        self.cues(origin, told, position, now, effects);
    }

    /// The clock has come to its end, or Enter ended it.
    fn finish(&mut self, position: i64, now: Beat, effects: &mut Vec<Effect>) {
        if self.lesson.off.is_some() {
            self.ask_off(position, now, effects);
        } else if self.lesson.open.is_some() && !self.lesson.hands_free {
            self.written = None;
            let question = self.lesson.open.as_ref().map(|open| open.question.clone()).unwrap_or_default();
            let aloud = self.lesson.aloud;
            effects.push(Effect::Speak(if aloud { by_ear::ready_to(&question) } else { say::that_is_it(&question) }));
            self.again = aloud.then(|| now.plus(ear::AGAIN));
            self.state = Mode::Open { position, lapses: self.lesson.flows.then(|| now.plus(SILENCE)) };
            self.turn();
        } else {
            effects.push(Effect::Say(say::done(self.lesson.next.as_deref())));
            self.done(None, position, None, effects);
            self.after(effects);
        }
    }

    fn ask_off(&mut self, position: i64, now: Beat, effects: &mut Vec<Effect>) {
        let question = self.lesson.off.clone().unwrap_or_default();
        effects.push(Effect::Say(format!("Time. {question}")));
        effects.extend(self.lesson.aloud.then(|| Effect::Speak(by_ear::SPACE_OFF.to_owned())));
        self.state = Mode::Off { position, asks: now.plus(NAGS) };
        self.turn();
    }

    /// Asks what must be asked after it, or ends.
    fn after(&mut self, effects: &mut Vec<Effect>) {
        if self.lesson.gated && !self.lesson.hands_free {
            effects.push(Effect::Speak(say::PAIN_NOW.to_owned()));
            self.state = Mode::After(Level::default());
            self.turn();
        } else {
            self.over(End::Next, effects);
        }
    }

    fn stop(&mut self, position: i64, effects: &mut Vec<Effect>) {
        let words = if self.lesson.aloud { by_ear::STOPPED } else { say::STOPPED };
        effects.push(Effect::Speak(words.to_owned()));
        self.state = Mode::Stopped { position };
        self.turn();
    }

    fn worse_with(&mut self, level: Level, position: i64, effects: &mut Vec<Effect>) {
        self.part_record(position, Some(say::HURT_MORE), None, effects);
        effects.push(Effect::Record(Deed::Pain { level: level.level, leg: level.leg }));
        self.over(End::Worse, effects);
    }

    fn worse(&mut self, position: i64, effects: &mut Vec<Effect>) {
        self.part_record(position, Some(say::HURT_MORE), None, effects);
        self.over(End::Worse, effects);
    }

    fn skip(&mut self, position: i64, effects: &mut Vec<Effect>) {
        self.part_done(position, None, effects);
    }

    fn part_done(&mut self, position: i64, because: Option<&str>, effects: &mut Vec<Effect>) {
        self.part_record(position, because, None, effects);
        self.over(End::Next, effects);
    }

    fn part_done_at(&mut self, position: i64, at: Option<Moment>, effects: &mut Vec<Effect>) {
        self.part_record(position, None, at, effects);
        self.over(End::Next, effects);
    }

    /// Where the clock stands, while it runs or rests.
    fn position(&self, now: Beat) -> Option<(i64, bool)> {
        match &self.state {
            Mode::Running { origin, .. } => Some((now.since(*origin).clamp(0, self.lesson.script.total()), false)),
            Mode::Paused { position, .. } => Some((*position, true)),
            Mode::Positions { back, .. } => back.position().map(|position| (position, true)),
            Mode::Resume { .. }
            | Mode::Before(_)
            | Mode::Ready { .. }
            | Mode::Doing { .. }
            | Mode::Off { .. }
            | Mode::Felt { .. }
            | Mode::Open { .. }
            | Mode::Waiting { .. }
            | Mode::Sure { .. }
            | Mode::Stopped { .. }
            | Mode::Hurts { .. }
            | Mode::After(_)
            | Mode::CheckIn(_)
            | Mode::Over => None,
        }
    }
}

fn over(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Finish(_)))
}

#[cfg(test)]
mod tests;
