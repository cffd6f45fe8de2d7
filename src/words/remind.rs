//! What the person is told when something is due, on a screen that others may see; and what is said of those who tell it.

use crate::model::kind::{Kind, Urgency};
use crate::words::{count, unmarked, within};

/// The heading of a reminder.
pub(crate) const TITLE: &str = "backflare";

pub(crate) const QUESTION: &str = "A question waits: backflare next";
pub(crate) const SOMETHING: &str = "Something is due.";
pub(crate) const SOMETHING_ELSE: &str = "Something else is due, too.";

/// A sign stands. Which one it is, is nobody else's business.
pub(crate) fn sign(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "You noted a warning sign. Please get emergency help now.",
        Urgency::SameDay | Urgency::Soon => "You noted a warning sign. Please be seen today.",
    }
}

/// Something must come off the skin. `by`: the time, where it has not come yet.
pub(crate) fn take_off(kind: Option<Kind>, by: Option<&str>) -> String {
    let what = match kind {
        Some(kind) if kind.is_worn() => format!("the {kind}"),
        Some(_) | None => "what you have on".to_owned(),
    };
    match by {
        Some(by) => format!("Take {what} off by {by}."),
        None => format!("Take {what} off now."),
    }
}

/// The steps that are due, by their titles: `Now: a slow walk. How is it?` `more`: so many that are not named.
pub(crate) fn steps(titles: &[&str], more: usize) -> Option<String> {
    let (first, rest) = titles.split_first()?;
    let sentence = |title: &str| {
        let end = if title.ends_with(['?', '.']) { "" } else { "." };
        format!("{title}{end}")
    };
    let mut said = vec![format!("Now: {}", sentence(&within(first)))];
    said.extend(rest.iter().map(|title| sentence(title)));
    if more > 0 {
        said.push(format!("And {more} more."));
    }
    Some(said.join(" "))
}

/// A medicine by its name. `dose`: `200 mg`, or how much in words.
pub(crate) fn medicine(name: &str, dose: Option<&str>) -> String {
    let dose = dose.map(|dose| format!(" {}", unmarked(dose))).unwrap_or_default();
    format!("If you want it: {name}{dose}.")
}

/// What `osascript` runs to show the words. They are its arguments, and no part of it.
pub(crate) const OSASCRIPT: [&str; 3] =
    ["on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run"];

/// What follows `--via`, in help and in errors.
pub(crate) const VIA: &str = "For example: backflare remind --via 'notify-send {title} {text}'";

pub(crate) fn no_placeholder(via: &str) -> String {
    format!("--via {via:?} has no place for the words: {{title}} or {{text}}")
}

pub(crate) fn placeholder_first(via: &str) -> String {
    format!("--via {via:?} does not begin with the name of a program")
}

pub(crate) fn open_quote(via: &str) -> String {
    format!("--via {via:?} has a quote that is not closed")
}

pub(crate) fn not_there(program: &str) -> String {
    format!("there is no program called {program}")
}

pub(crate) fn did_not_end(program: &str, seconds: u64) -> String {
    format!(
        "{program} did not end within {}, and was ended",
        count(i64::try_from(seconds).unwrap_or(i64::MAX), "second")
    )
}

pub(crate) fn failed(program: &str) -> String {
    format!("{program} could not say it")
}

/// Nobody could be told. `notes`: who failed, and how.
pub(crate) fn nobody(notes: &[String]) -> String {
    let notes = if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) };
    format!("something is due, and nothing here could say it{notes}")
}

pub(crate) const NO_HOME: &str = "For example: BACKFLARE_HOME=/home/me/backflare backflare remind";

pub(crate) fn no_such_system(name: &str) -> String {
    format!("{name:?} is none of them; write for example: backflare remind --print systemd")
}

pub(crate) fn not_on_a_line(what: &str) -> String {
    format!("{what:?} cannot stand in such a script: it has a line end or a control character")
}

pub(crate) const NO_PROGRAM: &str = "this system does not say where the program lies";

pub(crate) const MOVE_IT: &str = "Use a path and words without them, then type it again.";

pub(crate) const SAID_AGAIN: &str = "It was said, and will be said again, as that is not remembered.";
