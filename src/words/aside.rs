//! Questions by the way: each is one line, and silence is an answer.

use std::ops::RangeInclusive;

use crate::model::aside::AsideKind;
use crate::model::event::{Began, BeganWhen, Helping, Slept};
use crate::words::clean::clean;

/// The question. `about`: the step that it is about, as it is called within a sentence, or the person's own words.
pub(crate) fn question(aside: AsideKind, about: &str) -> String {
    match aside {
        AsideKind::After => format!("Pain now, after {about}?"),
        AsideKind::Helper => "Could somebody help you for ten minutes this evening?".to_owned(),
        AsideKind::Over => "Two days at 1 or less. Is this flare over?".to_owned(),
        AsideKind::Began => "What were you doing when it began?".to_owned(),
        AsideKind::BeganWhen => "When did the pain come?".to_owned(),
        AsideKind::GoalLevel => format!("{}: how hard is it today? 0 no trouble, 10 cannot.", clean(about)),
        AsideKind::Goal => "What do you miss most now? A few words.".to_owned(),
        AsideKind::Usual => "Back as usual today?".to_owned(),
        AsideKind::Slept => "How did you sleep?".to_owned(),
    }
}

/// The words that answer it.
pub(crate) fn fits(aside: AsideKind) -> &'static str {
    match aside {
        AsideKind::After | AsideKind::GoalLevel => "0 to 10, skip",
        AsideKind::Helper => "yes, no, alone, skip",
        AsideKind::Over => "yes, not-yet",
        AsideKind::Began => "bending, lifting, position, tired, distracted, nothing, skip",
        AsideKind::BeganWhen => "at-once, hours-later, on-waking, skip",
        AsideKind::Goal => "your own words, skip",
        AsideKind::Usual => "as-usual, worse, skip",
        AsideKind::Slept => "good, so-so, bad, skip",
    }
}

/// One of them.
pub(crate) fn example(aside: AsideKind) -> &'static str {
    match aside {
        AsideKind::After | AsideKind::GoalLevel => "5",
        AsideKind::Helper => "yes",
        AsideKind::Over => "not-yet",
        AsideKind::Began => "bending",
        AsideKind::BeganWhen => "at-once",
        AsideKind::Goal => "walk the dog",
        AsideKind::Usual => "as-usual",
        AsideKind::Slept => "so-so",
    }
}

/// The digits that answer it in a walk. Nobody misses ten: that is typed.
pub(crate) fn digits(aside: AsideKind) -> Option<RangeInclusive<usize>> {
    match aside {
        AsideKind::After | AsideKind::GoalLevel => Some(0..=9),
        AsideKind::Goal => None,
        AsideKind::Helper
        | AsideKind::Over
        | AsideKind::Began
        | AsideKind::BeganWhen
        | AsideKind::Usual
        | AsideKind::Slept => Some(1..=shown(aside).len()),
    }
}

/// The answers behind their digits, from 1 on.
fn shown(aside: AsideKind) -> &'static [&'static str] {
    match aside {
        AsideKind::After | AsideKind::GoalLevel | AsideKind::Goal => &[],
        AsideKind::Helper => &["yes", "no", "I live alone"],
        AsideKind::Over => &["yes", "not yet"],
        AsideKind::Began => {
            &["bending or twisting", "lifting", "an awkward position", "tired", "distracted", "nothing special"]
        }
        AsideKind::BeganWhen => &["at once", "hours later", "woke with it"],
        AsideKind::Usual => &["as usual", "worse"],
        AsideKind::Slept => &["well", "so-so", "badly"],
    }
}

/// The lines of it in a walk: the question, and what its digits mean.
pub(crate) fn lines(aside: AsideKind, about: &str) -> Vec<String> {
    let asked = question(aside, about);
    let keys: Vec<String> =
        shown(aside).iter().enumerate().map(|(place, word)| format!("{} {word}", place + 1)).collect();
    match aside {
        AsideKind::After | AsideKind::GoalLevel => vec![format!("{asked} A digit, if you like.")],
        AsideKind::Goal => vec![asked, format!("Tell it when you like: {}", typed(aside))],
        AsideKind::Helper
        | AsideKind::Over
        | AsideKind::Began
        | AsideKind::BeganWhen
        | AsideKind::Usual
        | AsideKind::Slept => {
            vec![asked, keys.join("   ")]
        }
    }
}

/// What is typed to answer it.
pub(crate) fn typed(aside: AsideKind) -> String {
    format!("backflare answer {}", example(aside))
}

/// What it began with, in a word, or by its letter or digit.
pub(crate) fn began(word: &str) -> Option<Began> {
    Some(match word {
        "b" | "1" | "bending" | "twisting" | "bending-or-twisting" => Began::Bending,
        "l" | "2" | "lifting" => Began::Lifting,
        "p" | "3" | "position" | "sitting" | "awkward" | "an-awkward-position" => Began::Awkward,
        "t" | "4" | "tired" => Began::Tired,
        "d" | "5" | "distracted" => Began::Distracted,
        "n" | "6" | "nothing" | "nothing-special" => Began::Nothing,
        _ => return None,
    })
}

/// Whether somebody can help this evening, in a word, or by its letter or digit.
pub(crate) fn helping(word: &str) -> Option<Helping> {
    Some(match word {
        "yes" | "y" | "1" => Helping::Yes,
        "no" | "n" | "2" => Helping::No,
        "alone" | "l" | "3" | "i-live-alone" => Helping::Alone,
        _ => return None,
    })
}

/// How soon the pain came, in a word, or by its digit.
pub(crate) fn began_when(word: &str) -> Option<BeganWhen> {
    Some(match word {
        "1" | "at-once" | "at-the-start" => BeganWhen::AtOnce,
        "2" | "hours" | "hours-later" | "hours-ago" => BeganWhen::HoursBefore,
        "3" | "on-waking" | "waking" | "woke" | "woke-with-it" => BeganWhen::OnWaking,
        _ => return None,
    })
}

/// How the night was, in a word, or by its digit.
pub(crate) fn slept(word: &str) -> Option<Slept> {
    Some(match word {
        "good" | "well" | "g" | "1" => Slept::Good,
        "so-so" | "s" | "2" => Slept::SoSo,
        "bad" | "badly" | "b" | "3" => Slept::Bad,
        _ => return None,
    })
}

pub(crate) fn slept_said(slept: Slept) -> &'static str {
    match slept {
        Slept::Good => "well",
        Slept::SoSo => "so-so",
        Slept::Bad => "badly",
    }
}

/// Whether they are back as usual, in a word, or by its letter or digit.
pub(crate) fn usual(word: &str) -> Option<bool> {
    match word {
        "as-usual" | "usual" | "yes" | "y" | "a" | "1" => Some(true),
        "worse" | "not-usual" | "no" | "w" | "2" => Some(false),
        _ => None,
    }
}

/// The two answers on a page of their own: a letter, a word and a text for each. Neither letter means anything on a card of signs.
pub(crate) const USUAL: [(char, &str, &str); 2] =
    [('y', "as-usual", "yes, as usual"), ('w', "worse", "worse than usual")];

pub(crate) fn when_said(when: BeganWhen) -> &'static str {
    match when {
        BeganWhen::AtOnce => "at once",
        BeganWhen::HoursBefore => "hours later",
        BeganWhen::OnWaking => "on waking",
    }
}

/// Another key where a digit is asked for.
pub(crate) const A_DIGIT: &str = "A digit, or Enter to pass.";

/// Words that answer something else, and are nobody's one thing.
pub(crate) const NO_GOAL: [&str; 12] =
    ["yes", "no", "y", "n", "none", "not-sure", "unsure", "u", "not-yet", "worse", "done", "nothing"];

/// Somebody comes.
pub(crate) const HELPER_COMES: &str = "Good. The helper's part comes this evening. You are in charge.";
/// Nobody comes this evening.
pub(crate) const NO_HELPER: &str = "Fine. This evening it goes without.";
/// Nobody ever comes.
pub(crate) const LIVES_ALONE: &str =
    "Noted: you live alone. You are not asked again. Changed? Type: backflare profile set lives-alone no";
/// A flare that is over is ended by its own word.
pub(crate) const END_IT: &str = "Good. To end it and see what it was: backflare end";
/// They are.
pub(crate) const AS_USUAL: &str = "as usual";
/// They are not.
pub(crate) const WORSE: &str = "worse than usual";
/// What may be done then.
pub(crate) const LEAVE_TONIGHT: &str =
    "Leave it tonight, then. A few signs first. How much does it hurt? backflare log 4. Back went out? backflare start";
/// It is asked again after two days.
pub(crate) const NOT_YET: &str = "Not yet, then. It is asked again in two days.";

/// Of one kind of thing: `After walks: 6 times lower, 3 the same, 1 higher. Too few to say why.`
pub(crate) fn after(thing: &str, lower: u32, same: u32, higher: u32) -> String {
    let times = if lower == 1 { "once".to_owned() } else { format!("{lower} times") };
    format!("After {thing}: {times} lower, {same} the same, {higher} higher. Too few to say why.")
}

/// What was said of the doses of a flare: `Did a tablet help? Yes: 3. No: 1.`
pub(crate) fn doses_helped(yes: usize, no: usize) -> String {
    format!("Did a tablet help? Yes: {yes}. No: {no}.")
}

/// `Pick up my child: 7 at first, 3 now.`
pub(crate) fn goal(text: &str, levels: Option<(u8, u8)>) -> String {
    let text = clean(text);
    match levels {
        Some((first, last)) if first != last => {
            format!("{text}: {first} at first, {last} now (0 no trouble, 10 cannot).")
        }
        Some((_, last)) => format!("{text}: {last} (0 no trouble, 10 cannot)."),
        None => format!("What you miss most: {text}."),
    }
}
