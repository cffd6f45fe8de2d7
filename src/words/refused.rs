//! Why something is not done, and what to do or to type instead: an error and its hint.
//!
//! What stands in quotes is what was typed; `meant` is a line with what it may have meant, or nothing.

use std::fmt::Display;

use crate::words::now::{TYPE_ANSWER, type_set};
use crate::words::{bare, within};

pub(crate) const NO_OTHER_FLARE: &str = "a warning sign stands, so no other flare is begun";
pub(crate) const SIGNS_AND_WHAT: &str = "The signs and what to do: backflare red-flags";
pub(crate) const NO_FLARE: &str = "nothing is running";
pub(crate) const BEGIN: &str = "Back went out? backflare start";
pub(crate) const NOTHING_DUE: &str = "nothing is due just now";
pub(crate) const WHAT_COMES: &str = "What comes: backflare next";
pub(crate) const NO_CLOCK: &str = "there is no clock";
pub(crate) const NO_HOME: &str = "there is no home";

/// What to do first, and what lifts a sign where a clinician does.
pub(crate) fn be_seen_first(first: &str, liftable: bool) -> String {
    let seen = if liftable { "\nSeen by a clinician? backflare screen --seen \"who, where\"" } else { "" };
    format!("{first}{seen}")
}

/// What may have been meant, on a line of its own; nothing where nothing is near.
pub(crate) fn meant(near: Option<&str>) -> String {
    near.map(|near| super::did_you_mean(near) + "\n").unwrap_or_default()
}

pub(crate) fn no_card(name: &str) -> String {
    format!("no card is called {name:?}")
}

pub(crate) fn the_cards(near: Option<&str>, cards: &str) -> String {
    format!("{}The cards: {cards}\nAll that is asked now: backflare screen --clear", meant(near))
}

pub(crate) const AT_OF_NOTHING: &str = "--at says when a sign began or somebody looked, and neither is named";
pub(crate) const AT_OF_SIGN: &str =
    "Such as --seen \"Dr Osei\" --at 10:40, or so: backflare screen --sign a --at \"10m ago\"";

pub(crate) const WHO_OF_NOTHING: &str = "--who says who agreed or looked, and neither --agreed nor --known is there";

pub(crate) const NO_CARD_WAITS: &str = "no card of warning signs waits just now";
pub(crate) const NAME_THE_SIGN: &str =
    "A sign is there all the same? Name it: backflare screen --sign ID\nThe signs: backflare red-flags";

pub(crate) fn no_sign(name: &str) -> String {
    format!("no sign is called {name:?}")
}

pub(crate) fn the_signs(near: Option<&str>) -> String {
    format!("{}The signs and their names: backflare red-flags", meant(near))
}

pub(crate) fn no_step(name: &str) -> String {
    format!("no step is called {name:?}")
}

pub(crate) fn several_are_called(name: &str) -> String {
    format!("{name:?} may mean more than one step")
}

/// Which of several is meant is to be said by its id.
pub(crate) fn one_of(ids: &[&str]) -> String {
    format!("Which one? {}", ids.join(", "))
}

/// `near` is a step that may have been meant: its id, and what it is called within a sentence.
pub(crate) fn all_steps(near: Option<(&str, &str)>) -> String {
    let near = near.map(|(id, name)| if id == bare(name) { id.to_owned() } else { format!("{name} ({id})") });
    format!("{}All steps: backflare protocol show", meant(near.as_deref()))
}

pub(crate) fn no_routine_and_no_step(name: &str) -> String {
    format!("no routine and no step is called {name:?}")
}

pub(crate) fn all_of_them(near: Option<&str>) -> String {
    format!("{}All of them: backflare protocol show", meant(near))
}

/// Nothing is due: what comes, by its short name, and how something else is recorded, by the name of a step.
pub(crate) fn did_something_else(comes: Option<&str>, example: &str) -> String {
    let comes = comes.map(|step| format!("Next: {step}.\n")).unwrap_or_default();
    format!("{comes}Did something else? Name it: backflare done {example}\nThe names: backflare protocol show")
}

pub(crate) const NOT_PASSED_OVER: &str = "these questions cannot be passed over";

/// How a card is answered.
pub(crate) const ANSWER_THE_CARD: &str =
    "None of these: backflare answer none\nNot sure: backflare answer not-sure, which counts as yes";
pub(crate) const ANSWER_NONE: &str = "None of these: backflare answer none";

/// How a question is answered. `key`: by its name.
pub(crate) fn such_as(key: Option<&str>, example: &str) -> String {
    key.map_or_else(
        || format!("Such as: {TYPE_ANSWER} {example}"),
        |key| format!("Such as: {}", type_set(key, example)),
    )
}

pub(crate) fn question_waits(what: &str) -> String {
    format!("one question waits: {what}")
}

pub(crate) fn see_it(how: &str) -> String {
    format!("See it: backflare next\n{how}")
}

pub(crate) fn none_is_no_answer(question: &str) -> String {
    format!("\"none of these\" does not answer: {question}")
}

pub(crate) fn set_for_example(key: &str, example: &str) -> String {
    format!("For example: backflare profile set {key} {example}")
}

/// A clock that is behind the newest entry cannot say what a time of the past is.
pub(crate) fn clock_behind(now: impl std::fmt::Display, newest: impl std::fmt::Display) -> String {
    format!("--at cannot be used now: the clock says {now}, but the newest entry was written at {newest}")
}

pub(crate) fn no_time(text: &str, why: impl std::fmt::Display) -> String {
    format!("--at {text:?} is not a time that can be recorded: {why}")
}

/// A course runs already: what it is, and on which day of its it is.
pub(crate) fn running_already(course: &str, day: i64) -> String {
    format!("a {course} is running already, on its day {day}")
}

/// Both ways on during a course. `stuck` is the step that says that somebody cannot get up again.
pub(crate) fn ways_on(stuck: Option<&str>) -> String {
    let stuck = stuck.map(|step| format!("Stuck again: backflare done {step}\n")).unwrap_or_default();
    format!("Go on with it: backflare next\n{stuck}Begin another: backflare start --new, which ends this one first")
}

pub(crate) fn stays_not_on(step: &str) -> String {
    format!("{step:?} is nothing that stays on")
}

/// How it is recorded instead, and what does stay on.
pub(crate) fn recorded_so(said: &str, things: &str) -> String {
    let things = if things.is_empty() { "nothing in this protocol" } else { things };
    format!("To record it: backflare {said}\nWhat stays on: {things}")
}

/// A step that is asked for by name does not begin now.
pub(crate) fn not_now(title: &str) -> String {
    format!("not now: {}", within(title))
}

pub(crate) fn why_not(why: &str, step: &str) -> String {
    format!("{why}\nEvery rule: backflare why {step}\nWhat is: backflare next")
}

pub(crate) const NO_TERMINAL: &str = "the terminal cannot be used";
pub(crate) const WITHOUT_KEYS: &str = "Without single keys: backflare walk --plain";

pub(crate) fn no_words(error: impl std::fmt::Display) -> String {
    format!("BACKFLARE_VOICE is no list of words: {error}")
}

pub(crate) const WRITE_WORDS: &str = "Write it so: BACKFLARE_VOICE='[\"espeak-ng\", \"-s\", \"140\"]'";

/// `not yet` was said of a step that asks nothing.
pub(crate) fn asks_nothing(step: &str) -> String {
    format!("{step:?} asks no question, so it has no \"not yet\"")
}

pub(crate) fn done_or_skip(step: &str) -> String {
    format!("It was done: backflare done {step}\nNot now: backflare skip {step}")
}

pub(crate) const DOSE_IS_NOT_DONE: &str = "a dose is not recorded by `done`";

/// How a dose is recorded. `dose` is the medicine, and how much of it where that is known.
pub(crate) fn say_what_was_taken(dose: &str, step: &str) -> String {
    format!("Say what was taken: backflare took {dose}\nNot wanted: backflare skip {step}")
}

pub(crate) const CHECK_IN_IS_PAIN: &str = "a check-in is done by saying how much it hurts";
pub(crate) const LOG_IT: &str = "0 to 10: backflare log 5";
pub(crate) const NOT_ENDED: &str = "a warning sign stands, so the flare is not ended";
pub(crate) const START_STAYS: &str = "you told us of a sign since the start, so the start is not taken back";
pub(crate) const WHAT_TO_DO: &str = "What to do: backflare next";
pub(crate) const PREVENTION_RUNS: &str = "prevention is running already";
pub(crate) const PREVENTION_WAYS_ON: &str = "What comes next: backflare next\nTo end it: backflare end";
pub(crate) const NOTHING_TO_UNDO: &str = "there is nothing to take back";

pub(crate) fn no_pain() -> String {
    "pain is a whole number from 0 (none) to 10 (the worst), such as 6".to_owned()
}

pub(crate) fn empty_note() -> String {
    "it is empty; write a few words, such as \"after the long drive\"".to_owned()
}

pub(crate) fn long_note(count: usize, fit: usize) -> String {
    format!("it has {count} characters; {fit} fit")
}

pub(crate) fn no_snooze() -> String {
    "from 1m to 12h; to pass it over: backflare skip".to_owned()
}

/// A length of time that is none; `meant` is how it may be written.
pub(crate) fn no_length(meant: Option<&str>) -> String {
    meant.map_or_else(|| "a length of time looks like 20m or 1h".to_owned(), |meant| format!("write {meant}"))
}

pub(crate) fn on_already(since: &str, title: &str) -> String {
    format!("it is on already, since {since}: {title}")
}

pub(crate) fn it_came_off(step: &str) -> String {
    format!("It came off: backflare off {step}")
}

pub(crate) fn on_only_at(since: &str) -> String {
    format!("it went on only at {since}")
}

pub(crate) fn came_off_now(step: &str) -> String {
    format!("It came off just now: backflare off {step}")
}

pub(crate) fn no_question(key: &str) -> String {
    format!("no question is called {key:?}")
}

pub(crate) fn all_questions(near: Option<&str>) -> String {
    format!("{}All of them: backflare profile show", meant(near))
}

pub(crate) fn no_answer(value: &str, question: &str) -> String {
    format!("{value:?} does not answer \"{question}\"")
}

pub(crate) fn it_takes(words: &str, key: &str, example: &str) -> String {
    format!("It takes: {words}\n{}", set_for_example(key, example))
}

/// A week of pregnancy belongs to the pregnancy that was told before it.
pub(crate) const NO_PREGNANCY: &str = "nothing here says that you are pregnant";
pub(crate) const PREGNANT_FIRST: &str =
    "Say that first: backflare profile set pregnant yes\nThen the week: backflare profile set pregnancy-week 24";

/// Going to bed and getting up at one time leaves no night in which heat is held back.
pub(crate) fn no_night(sleeps: impl Display, wakes: impl Display) -> String {
    format!("going to bed at {sleeps} and getting up at {wakes} leaves no night")
}

/// What to type instead: `key` at another time, or the other one first.
pub(crate) fn leave_a_night(bed: impl Display, again: &str) -> String {
    format!("Heat is held back at night, so we need one. For example: backflare profile set sleeps {bed}{again}")
}

/// What is typed once the bedtime is another.
pub(crate) fn then_again(key: &str, value: impl Display) -> String {
    format!("\nThen: backflare profile set {key} {value}")
}

pub(crate) fn question_of_a_flare(key: &str) -> String {
    format!("{key:?} is a question about a flare, and none is running")
}

pub(crate) const NO_TERMINAL_TO_ASK: &str = "there is no terminal to ask at";
pub(crate) const ASK_WITHOUT: &str =
    "The questions: backflare profile show\nTo answer one: backflare profile set KEY VALUE";

pub(crate) fn seen_before_sign(since: &str) -> String {
    format!("the sign was reported at {since}; being seen must lie after it")
}

pub(crate) const SEEN_SINCE: &str =
    "Somebody has looked since? Say when: backflare screen --seen \"who, where\" --at WHEN";

pub(crate) fn no_step_and_no_medicine(name: &str) -> String {
    format!("no step and no medicine is called {name:?}")
}

pub(crate) fn not_explained(ingredient: impl std::fmt::Display, why: impl std::fmt::Display) -> String {
    format!("{ingredient} cannot be explained: {why}")
}
