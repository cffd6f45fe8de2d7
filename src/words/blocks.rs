//! What is said of a dose that keeps something away for a time.

use crate::model::event::Dose;
use crate::words::dose::what;

/// A line of the journal that counts as a dose, as nobody can read it.
pub(crate) const UNREADABLE: &str = "an entry that cannot be read";

pub(crate) const TIME_UNKNOWN: &str = "time unknown";

pub(crate) const OTHER_NSAID: &str = "any other anti-inflammatory";

/// What was taken; `None`: nobody can read it.
pub(crate) fn taken(dose: Option<&Dose>) -> String {
    dose.map_or_else(|| UNREADABLE.to_owned(), what)
}

/// `kept` is what waits, by the time before which it does, as that is told.
///
/// For example: `After ibuprofen 400 mg (09:00) not before 15:00: ibuprofen. Not before Mon 09:00: naproxen, rub.`
pub(crate) fn after(taken: &str, at: &str, kept: &[(String, Vec<String>)]) -> String {
    let said = |place: usize, until: &str, what: &[String]| {
        let before = if place == 0 { format!("After {taken} ({at}) not before") } else { "Not before".to_owned() };
        format!("{before} {until}: {}.", what.join(", "))
    };
    let said = kept.iter().enumerate().map(|(place, (until, what))| said(place, until, what));
    said.collect::<Vec<_>>().join(" ")
}
