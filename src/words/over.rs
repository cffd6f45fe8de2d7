//! What is said when a course is over: what it was, in figures, and thanks.

use crate::model::event::Began;
use crate::model::time::Span;
use crate::words::history::beginning;
use crate::words::{count, times_over};

/// How wide the names of the rows are.
const LABEL: usize = 11;

/// The pain from which on nobody is told that they did it: some hurt again soon.
pub(crate) const STILL_SORE: u8 = 4;

pub(crate) const ASK: &str = "End this flare?  y yes   Enter not yet";
pub(crate) const NOT_ENDED: &str = "It goes on. Nothing was changed.";
pub(crate) const KEEP_WELL: &str = "Five minutes an evening, to keep well?\ny yes   Enter not now";
pub(crate) const THANKS: &str = "You did this. Thank you for telling me.";
pub(crate) const SORE: &str = "Still sore? Begin again any time: backflare start";
pub(crate) const SORE_WITH_PLAN: &str = "Still sore? Begin again any time, with the file of this plan.";
pub(crate) const FOR_DOCTOR: &str = "A page for your doctor: backflare report";
pub(crate) const NOT_A_FORECAST: &str = "(One flare, not a forecast.)";

fn row(label: &str, text: &str) -> String {
    format!("{label:<LABEL$}{text}")
}

/// `Pain       8 -> 1`
pub(crate) fn pain(first: u8, last: u8) -> String {
    row("Pain", &format!("{first} -> {last}"))
}

/// `Stood up   after 23 minutes`
pub(crate) fn stood(after: Span) -> String {
    row("Stood up", &format!("after {}", short(after)))
}

/// `Walked     27 times, 4 hours in all`
pub(crate) fn walked(times: u32, in_all: Span) -> String {
    row("Walked", &format!("{}, {} in all", times_over(times), short(in_all)))
}

/// `Ibuprofen  on 4 days, 1600 mg in all`. A name that is too long for its place is a line of its own.
pub(crate) fn taken(name: &str, days: i64, mg: u32, unsaid: u32) -> String {
    let first = name.chars().next().into_iter().flat_map(char::to_uppercase);
    let name: String = first.chain(name.chars().skip(1)).collect();
    let label = if name.chars().count() < LABEL { name } else { format!("{name} ") };
    let days = count(days, "day");
    let amount = match (mg, unsaid) {
        (0, _) => format!("on {days}"),
        (mg, 0) => format!("on {days}, {mg} mg in all"),
        (mg, _) => format!("on {days}, {mg} mg and more"),
    };
    row(&label, &amount)
}

/// No dose was noted, which is not to say that none was taken.
pub(crate) fn none_taken() -> String {
    row("Tablets", "none noted")
}

/// `Nights     3 of 9 slept badly`
pub(crate) fn nights(bad: u32, of: u32) -> String {
    row("Nights", &format!("{bad} of {of} slept badly"))
}

/// `Began with bending or twisting, before noon`
pub(crate) fn began(what: Option<Began>, morning: bool) -> Option<String> {
    let half = if morning { "before noon" } else { "after noon" };
    let with = match what? {
        Began::Tired => "tired".to_owned(),
        Began::Distracted => "distracted".to_owned(),
        what @ (Began::Lifting | Began::Bending | Began::Awkward) => format!("with {}", beginning(what)),
        Began::Nothing => return Some(format!("Began {half}, with nothing special")),
    };
    Some(format!("Began {with}, {half}"))
}

/// `Last time: 13 days, stood after 41 minutes.`
pub(crate) fn last_time(days: Option<i64>, stood: Option<Span>) -> Option<String> {
    let days = days.map(|days| count(days, "day"));
    let stood = stood.map(|after| format!("stood after {}", short(after)));
    let parts: Vec<String> = days.into_iter().chain(stood).collect();
    (!parts.is_empty()).then(|| format!("Last time: {}.", parts.join(", ")))
}

/// A length to the minute below an hour, to the half hour from there on: `23 minutes`, `4 hours`, `2 and a half hours`.
fn short(span: Span) -> String {
    let minutes = (span.as_seconds() + 30) / 60;
    if minutes < 90 {
        return count(minutes.max(1), "minute");
    }
    let halves = (minutes + 15) / 30;
    match (halves / 2, halves % 2) {
        (hours, 0) => count(hours, "hour"),
        (hours, _) => format!("{hours} and a half hours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_told_as_roughly_as_it_matters() {
        let told = |minutes| short(Span::minutes(minutes));
        assert_eq!(
            ["1 minute", "23 minutes", "89 minutes"],
            [told(0), told(23), told(89)].each_ref().map(String::as_str)
        );
        assert_eq!(
            ["1 and a half hours", "4 hours", "2 hours"],
            [told(90), told(242), told(121)].each_ref().map(String::as_str)
        );
    }

    #[test]
    fn the_rows_stand_below_each_other_at_40_columns() {
        let rows = [
            pain(8, 1),
            stood(Span::minutes(23)),
            walked(27, Span::hours(4)),
            taken("ibuprofen", 4, 1600, 0),
            nights(3, 9),
            none_taken(),
        ];
        for row in rows {
            assert!(row.chars().count() <= 40 && row.as_bytes()[LABEL] != b' ', "{row:?}");
        }
        assert_eq!(taken("acetaminophen", 1, 0, 1), "Acetaminophen on 1 day");
    }
}
