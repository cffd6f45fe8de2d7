//! The phrasebook: every sentence that the program itself says, in one place and one language.
//!
//! There is one file a topic. A function is named for what it says, takes plain values and answers a sentence; it decides
//! nothing but the words. So whoever knows that something must be said, in whichever room, calls it here, and text,
//! JSON and the guided walk say the same. What comes from a protocol comes in its author's words.
//!
//! Tests hold each sentence to twenty words, and against the words that this program may not use.

use std::fmt::Display;

use crate::model::kind::Urgency;
use crate::model::medicine::Ingredient;
use crate::model::time::{Hours, Moment, Span, Zone};
use crate::words::clean::clean;

pub(crate) mod about;
pub(crate) mod alert;
pub(crate) mod aloud;
pub(crate) mod amend;
pub(crate) mod answer;
pub(crate) mod aside;
pub(crate) mod blocks;
pub(crate) mod call;
pub(crate) mod card;
pub(crate) mod choosing;
pub(crate) mod clean;
pub(crate) mod command_line;
pub(crate) mod doctor;
pub(crate) mod dose;
pub(crate) mod exchange;
pub(crate) mod file;
pub(crate) mod fine;
pub(crate) mod forget;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod kept;
pub(crate) mod now;
pub(crate) mod over;
pub(crate) mod page;
pub(crate) mod prescription;
pub(crate) mod problem;
pub(crate) mod protocol;
mod questions;
pub(crate) mod reaction;
pub(crate) mod reason;
pub(crate) mod recorded;
pub(crate) mod refused;
pub(crate) mod remind;
pub(crate) mod report;
pub(crate) mod said;
pub(crate) mod schedule;
pub(crate) mod session;
pub(crate) mod sign;
pub(crate) mod stale;
pub(crate) mod stay;
pub(crate) mod system;
pub(crate) mod trail;
pub(crate) mod typed;
pub(crate) mod undo;
mod unread;
pub(crate) mod veto;
pub(crate) mod walk;
pub(crate) mod zone;

/// How moments are told: seen from now, at this place, in somebody's days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times<'a> {
    /// The present moment.
    pub(crate) now: Moment,
    /// The zone of the place.
    pub(crate) zone: &'a Zone,
    /// When a day begins.
    pub(crate) hours: &'a Hours,
}

/// A time of day alone is taken for the nearest.
const HALF_A_DAY: Span = Span::hours(12);

impl Times<'_> {
    /// `15:20` on this civil day, `Mon 03:50` within a week, and the date beyond that. What lies half a day and more away, on
    /// another date of this civil day, has its weekday as well: at 07:00 on a Monday `02:40` would be taken for what is over.
    pub(crate) fn at(&self, moment: Moment) -> String {
        let (wall, now) = (self.zone.wall(moment), self.zone.wall(self.now));
        let days = self.hours.day_of(moment, self.zone).since(self.hours.day_of(self.now, self.zone));
        let away = if moment > self.now { moment - self.now } else { self.now - moment };
        let plain = wall.date() == now.date() || away < HALF_A_DAY;
        match days.abs() {
            0 if plain => wall.time().to_string(),
            0..=6 => format!("{} {}", wall.date().weekday(), wall.time()),
            7..=180 => wall.to_string(),
            // A clock that is years behind is told by the year.
            _ => wall.iso(),
        }
    }

    /// `Not before 15:20.`
    pub(crate) fn not_before(&self, moment: Moment) -> String {
        format!("Not before {}.", self.at(moment))
    }

    /// A sentence, and from when it may be otherwise where that is yet to come: `Not in bed. Not before 22:00.`
    pub(crate) fn until(&self, sentence: String, until: Option<Moment>) -> String {
        match until.filter(|until| *until > self.now) {
            Some(until) => format!("{sentence} {}", self.not_before(until)),
            None => sentence,
        }
    }
}

/// When, in a sentence: `at 22:10`, and on another day `on Sun at 22:10`.
pub(crate) fn on_or_at(when: &str) -> String {
    when.rsplit_once(' ').map_or_else(|| format!("at {when}"), |(day, time)| format!("on {day} at {time}"))
}

/// A length in words: `1 hour 30 minutes`.
pub(crate) fn length(span: Span) -> String {
    let seconds = span.as_seconds().max(0);
    if seconds >= 7 * 86_400 && seconds % 86_400 == 0 {
        return count(seconds / 86_400, "day");
    }
    let parts = [(seconds / 3600, "hour"), (seconds % 3600 / 60, "minute"), (seconds % 60, "second")];
    let told: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, unit)| count(n, unit)).collect();
    if told.is_empty() { "no time".to_owned() } else { told.join(" ") }
}

/// A number with its noun, one or several of it: `1 day`, `3 days`.
pub(crate) fn count(n: i64, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

/// The same with a capital first: a sentence whose first word is a name.
pub(crate) fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// How often: `not yet`, `once`, `twice`, `3 times`.
pub(crate) fn times_over(n: u32) -> String {
    match n {
        0 => "not yet".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// A title without the mark that it ends with, so that a sentence can go on: `Are you up?` is `Are you up`.
pub(crate) fn unmarked(title: &str) -> &str {
    title.trim_end_matches(['.', '?', '!'])
}

/// The one name, of those that exist, that a misspelt one was meant to be.
pub(crate) fn did_you_mean(near: impl Display) -> String {
    format!("Did you mean {near}?")
}

/// What stands before an alert that is told in one line: how urgent it is, where colour does not say so.
pub(crate) fn prefix(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "EMERGENCY: ",
        Urgency::SameDay => "TODAY: ",
        Urgency::Soon => "NOTE: ",
    }
}

/// A title within a sentence: `a slow walk`.
pub(crate) fn within(title: &str) -> String {
    let title = clean(title);
    let mut letters = title.chars();
    let (first, second) = (letters.next(), letters.next());
    let plain = first != Some('I') || second.is_some_and(char::is_lowercase);
    if plain && second.is_none_or(|c| c.is_lowercase() || c == ' ') {
        first.into_iter().flat_map(char::to_lowercase).chain(title.chars().skip(1)).collect()
    } else {
        title
    }
}

/// A name without its article: `a slow walk` is `slow walk`.
pub(crate) fn bare(name: &str) -> &str {
    ["a ", "an ", "the "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

/// An ingredient with its plain word.
pub(crate) fn ingredient(ingredient: &Ingredient) -> String {
    match ingredient {
        Ingredient::Ibuprofen => "ibuprofen".to_owned(),
        Ingredient::Naproxen => "naproxen".to_owned(),
        Ingredient::Aspirin => "aspirin".to_owned(),
        Ingredient::Diclofenac => "diclofenac".to_owned(),
        Ingredient::MethylSalicylate => "wintergreen rub (methyl salicylate)".to_owned(),
        Ingredient::OtherNsaid => "another anti-inflammatory".to_owned(),
        Ingredient::Acetaminophen => "acetaminophen (paracetamol)".to_owned(),
        Ingredient::Sedating => "something that makes drowsy".to_owned(),
        Ingredient::Other(name) => clean(name.as_str()).replace('-', " "),
    }
}

#[cfg(test)]
mod tests;
