//! What the guided walk says, on the screen and aloud, and what its keys do.

use crate::model::time::Span;
use crate::words::{count, sign, unmarked, within};

pub(crate) use crate::words::now::PAIN_NOW;

pub(crate) const KEPT: &str = "What was done is kept. To go on: backflare walk\n";
pub(crate) const DID_YOU: &str = "Did you do these?";
pub(crate) const HALFWAY: &str = "Halfway.";
pub(crate) const TURN_BACK: &str = "Halfway. Turn back.";
pub(crate) const STILL_COMFORTABLE: &str = "Halfway. Still comfortable? If not, take it off.";
pub(crate) const IS_IT_OFF: &str = "Is it off?";

pub(crate) fn done_before(title: &str) -> String {
    format!("Done just before: {}.", within(title))
}

pub(crate) fn left_out(title: &str, why: &str) -> String {
    format!("Not today: {}. {why}", within(title))
}

pub(crate) fn again_not_before(when: &str) -> String {
    format!("Again not before {when}.")
}

pub(crate) fn something_easier(title: &str) -> String {
    format!("Something easier instead: {}?", within(title))
}

pub(crate) fn it_is_on(step: &str) -> String {
    format!("It is on. When it is off: backflare off {step}")
}

/// `names` are the programs that were looked for.
pub(crate) fn no_voice(names: &str) -> String {
    format!("No voice was found (looked for: {names}), so the bell rings instead.\n")
}

/// What was being done where the terminal failed.
pub(crate) const LISTENING: &str = "beginning to read what is typed";
pub(crate) const TAKING_OVER: &str = "taking it over";

pub(crate) const PAUSED: &str = "Paused.";
pub(crate) const STOPPED: &str = "Stopped. What is it?";
/// The reason that is recorded where somebody stopped by the key for it.
pub(crate) const HURT_MORE: &str = "it hurt more";
pub(crate) const NO_SUCH_KEY: &str = "That key does nothing here.";
pub(crate) const NO_MORE_KNOWN: &str = "No more is known here.";
pub(crate) const WHICH_POSITION: &str = "Which position is easiest?";
pub(crate) const A_LETTER: &str = "a letter";
pub(crate) const A_NUMBER: &str = "A number from 0 to 10, then Enter.";
pub(crate) const LOOK_AGAIN: &str = "Some time has gone by. Let me look again.";
pub(crate) const UNSEEN: &str = "Time went by unseen. Go on where you were?";
pub(crate) const BEGINNING: &str = "This is the beginning.";
pub(crate) const CLOCK_RUNS: &str = "The clock runs while it is on.";
pub(crate) const CLOCK_RUNS_ENTER: &str = "The clock runs while it is on. Enter: take it off.";
pub(crate) const CLOCK_GOES_ON: &str = "The clock goes on.";
pub(crate) const HAS_BEEN_ON: &str = "It has been on already. Enter: the clock goes on.";
pub(crate) const TAKE_OFF_PRESS_Y: &str = "Take it off now. Then press y.";
pub(crate) const I_CANNOT: &str = "I cannot get up at all.";
pub(crate) const SPACE_IF_SO: &str = "Space if it is so. Enter if it was a slip.";
pub(crate) const CALLED: &str = "Good. It is noted.";
pub(crate) const NO_HURRY: &str = "Not yet. There is no hurry.";
pub(crate) const TAKE_YOUR_TIME: &str = "Take your time.";

/// The reason for a step, as it stands on the screen.
pub(crate) fn because(why: &str) -> String {
    format!("Why: {why}")
}

pub(crate) fn position_spoken(letter: char, name: &str) -> String {
    format!("{letter}: {name}.")
}

pub(crate) fn in_the_middle(title: &str) -> String {
    format!("{}. You had begun it. Go on?", unmarked(title))
}

pub(crate) fn pain_first(title: &str) -> String {
    format!("{}. First: pain now, 0 to 10?", unmarked(title))
}

pub(crate) fn take_off_now(question: &str) -> String {
    format!("Take it off now. {question}")
}

pub(crate) fn times(repeats: u32) -> String {
    format!("{repeats} times, at your own pace.")
}

pub(crate) fn first_side(repeats: u32) -> String {
    format!("First side: {repeats} times, at your own pace.")
}

pub(crate) fn other_side(repeats: u32) -> String {
    format!("Change sides. Other side: {repeats} times.")
}

pub(crate) fn that_is_it(question: &str) -> String {
    format!("That is it. {question}")
}

/// It begins by itself.
pub(crate) fn begins_in(seconds: i64) -> String {
    format!("Begins by itself in {}.", count(seconds, "second"))
}

/// Moves with their size: `Tiny moves: as small as a breath`.
pub(crate) fn moves(name: &str, size: &str) -> String {
    format!("{}: {}", sign::begun(name), unmarked(&within(size)))
}

/// How long somebody has lain there, while they move: `3rd minute`, and from twenty on `20 minutes`.
pub(crate) fn minute(whole: i64) -> String {
    if whole < 20 { nth_minute(whole + 1) } else { count(whole, "minute") }
}

/// Which move of a set it is.
pub(crate) fn in_set(place: usize, moves: usize) -> String {
    format!("{place} of {moves} in this set. Then a rest.")
}

/// A set is done.
pub(crate) fn set_done(set: u32, sets: u32) -> String {
    format!("Rest. Set {} is done.", of(set, sets))
}

/// What is done in the rest that comes.
pub(crate) fn in_the_rest(rest: &str) -> String {
    format!("In the rest: {}", within(rest))
}

/// What is done in the rest that is.
pub(crate) fn resting(rest: &str) -> String {
    format!("Rest. {rest}")
}

pub(crate) const MOVES_COME: &str = "The next small moves come soon.";

/// A try to stand is over.
pub(crate) const GOOD_TRY: &str = "That was a good try.";

/// Somebody stands, so long after it began.
pub(crate) fn stood(after: Span) -> String {
    let minutes = after.as_seconds() / 60;
    if minutes < 1 {
        "Well done. You stand.".to_owned()
    } else {
        format!("Well done. You stood after {}.", count(minutes, "minute"))
    }
}

/// Things to do one after the other, each with its number.
pub(crate) fn numbered(lines: &[String]) -> Vec<String> {
    lines.iter().enumerate().map(|(place, line)| format!("{} {line}", place + 1)).collect()
}

/// What stands in the place of the clock where none runs.
pub(crate) const NO_CLOCK: &str = "Take your time";
pub(crate) const OFF_FIRST: &str = "Take it off now. Look at the skin.";
pub(crate) const THEN_PAIN: &str = "Then, if you like: your pain, 0 to 10.";
pub(crate) const IT_IS_OFF: &str = "It is off.";
pub(crate) const NO_TABLET: &str = "No tablet now. Fine.";
/// What stands above a tablet that is offered beside something warm or cold.
pub(crate) const BESIDE: &str = "If you want it, you may take beside it:";
/// Where its reasons to stop have no room.
pub(crate) const STOPS_BEHIND: &str = "? shows when to stop and get help";

/// A tablet that is offered beside something warm or cold, in one line.
pub(crate) fn beside(words: &str) -> String {
    format!("{BESIDE} {words}")
}

/// The pain by one key. `typed`: what stands there so far.
pub(crate) fn pain_one_key(typed: Option<&str>) -> String {
    format!("Your pain now? 0 to 9, or 1 0 for ten: {}", typed.unwrap_or("_"))
}
pub(crate) const STOPPED_WORSE: &str = "b) Clearly worse";
pub(crate) const STOPPED_SIGN: &str = "m) After a medicine, heat or a patch";
pub(crate) const STOPPED_LEG: &str = "a) Down a leg, or tingling, numb or weak";

/// `level` is what was typed so far.
pub(crate) fn pain_so_far(level: &str) -> String {
    format!("Pain now, 0 to 10: {level}")
}

/// `when` is the time at which it was cut off, where it is known.
pub(crate) fn in_the_middle_at(when: Option<&str>) -> String {
    let when = when.map(|when| format!(", and left it at {when}")).unwrap_or_default();
    format!("You had begun it{when}. Go on?")
}

/// `place` is the round and the side, where there are several.
pub(crate) fn so_far(done: &str, of: &str, place: Option<&str>) -> String {
    let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
    format!("So far: {done} of {of}{place}.")
}

/// What comes after the step that is on show.
pub(crate) fn after_it(title: &str) -> String {
    format!("After it: {title}")
}

/// How long something has gone on that has no length: `3rd minute`.
pub(crate) fn nth_minute(n: i64) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        (_, _) => "th",
    };
    format!("{n}{end} minute")
}

/// A step is done. `next` is the title of what follows it.
pub(crate) fn done(next: Option<&str>) -> String {
    next.map_or_else(|| "Done.".to_owned(), |next| format!("Done. Next: {next}."))
}

/// A round of several: `2 of 5`.
pub(crate) fn of(round: u32, rounds: u32) -> String {
    format!("{round} of {rounds}")
}

/// A cue as it is spoken. `time`: how long it lasts, where that is told: `Hold, 30 seconds.`
pub(crate) fn cue(word: &str, time: Option<&str>) -> String {
    match (time, word.ends_with(['.', '!', '?'])) {
        (Some(time), false) => format!("{word}, {time}."),
        (Some(time), true) => format!("{word} {time}."),
        (None, false) => format!("{word}."),
        (None, true) => word.to_owned(),
    }
}

/// `said` is a sentence; `next` is what comes after it.
pub(crate) fn then_next(said: &str, next: &str) -> String {
    format!("{said} Next: {next}.")
}

/// What the keys do.
pub(crate) mod key {
    pub(crate) const CANNOT: &str = "no, I cannot";
    pub(crate) const CANNOT_GET_UP: &str = "I cannot get up at all";
    pub(crate) const I_WILL_TRY: &str = "I will try";
    pub(crate) const MORE_MOVES: &str = "not yet, more moves";
    pub(crate) const STILL_TRYING: &str = "still trying";
    pub(crate) const I_CAN_STAND: &str = "I can stand";
    pub(crate) const I_CAN_ALREADY: &str = "I can stand already";
    pub(crate) const I_AM_UP: &str = "I am up";
    pub(crate) const NOT_THIS_TIME: &str = "not this time";
    pub(crate) const I_CALLED: &str = "I called";
    pub(crate) const TOOK: &str = "I took it";
    pub(crate) const DONE: &str = "it is done";
    pub(crate) const OTHER_POSITION: &str = "other position";
    pub(crate) const AS_IT_WAS: &str = "as it was";
    pub(crate) const AT_ONCE: &str = "now";
    pub(crate) const IT_IS_ON: &str = "it is on";
    pub(crate) const BE_GUIDED: &str = "be guided";
    pub(crate) const LATER: &str = "later";
    pub(crate) const STILL: &str = "do it now";
    pub(crate) const NOW_ALREADY: &str = "now already";
    pub(crate) const ANSWER_IT: &str = "answer the question";
    pub(crate) const DAY: &str = "the day";
    pub(crate) const DAY_AWAY: &str = "less";
    pub(crate) const LEAVE_KEPT: &str = "leave (it is all kept)";
    pub(crate) const AWAKE: &str = "what helps now";
    pub(crate) const FIRST: &str = "the first";
    pub(crate) const CHOOSES: &str = "chooses";
    pub(crate) const HURTS: &str = "it hurts more";
    pub(crate) const BURNS: &str = "it burns or stings";
    pub(crate) const SIGN_AFTER: &str = "a burn, bleeding, swelling";
    pub(crate) const WORSE: &str = "it is worse";
    pub(crate) const OFF: &str = "it is off";
    pub(crate) const OFF_FINE: &str = "it is off, skin is fine";
    pub(crate) const OFF_BURNED: &str = "it is off, and it burned or blistered";
    pub(crate) const TOOK_TABLET: &str = "I took the tablet";
    pub(crate) const NO_TABLET: &str = "no tablet now";
    pub(crate) const BACK_TO_IT: &str = "back";
    pub(crate) const PASS: &str = "pass";
    pub(crate) const TAKE_OFF: &str = "take it off";
    pub(crate) const ENOUGH: &str = "just enough for now";
    pub(crate) const FROM_START: &str = "from the start";
    pub(crate) const LEG: &str = "it goes down the leg";
    pub(crate) const THAT_IS_IT: &str = "that is it";
    pub(crate) const STILL_ON: &str = "still on, go on";
    pub(crate) const OFF_OR_NOW: &str = "it is off, or take it off now";
    pub(crate) const GO_ON_THERE: &str = "go on there";
    pub(crate) const COUNT_DONE: &str = "count it as done";
}
