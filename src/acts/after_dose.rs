//! What follows from a dose that was just recorded, beside its own sums: what makes drowsy, and the eleventh day.

use crate::acts::State;
use crate::engine::case::Case;
use crate::engine::safety::{medicine, sedation};
use crate::model::class::Class;
use crate::model::event::{Content, Dose};
use crate::model::limits::ANALGESIC_DAYS;
use crate::model::profile::{Answer, Fact, Profile};
use crate::protocol::Protocol;
use crate::words::call::emergency_number;
use crate::words::{Times, alert, dose as words};

/// What is said of a dose that was taken.
pub(crate) fn lines(
    dose: &Dose,
    state: &State,
    profile: &Profile,
    times: &Times<'_>,
    region: Option<&str>,
) -> Vec<String> {
    let mut lines = Vec::new();
    if dose.is_nothing() {
        return lines;
    }
    let none = Protocol::none();
    let case = Case::new(&none, profile, &state.history);
    if dose.contents().any(|content| content.drowsy().is_some()) {
        // What is graver comes first.
        if let Some(until) = sedation::two_until(&case) {
            lines.extend(alert::two_sedatives(&times.at(until), &emergency_number(region)));
        }
        let alcohol = |content: &Content| content.drowsy().is_none() || content.class() == Some(Class::Alcohol);
        let age = profile.get(Fact::Age).and_then(Answer::years);
        let until = sedation::driving_from(&case);
        let alone = Class::Alcohol.drowsy().map(|span| case.now() + span);
        lines.extend(match until.filter(|until| alone.is_some_and(|alone| *until > alone)) {
            Some(until) if dose.contents().all(alcohol) => words::drank_beside(&times.at(until)),
            Some(_) | None if dose.contents().all(alcohol) => words::drank(),
            Some(_) | None => words::drowsy(age),
        });
    }
    let days = medicine::analgesic_dates(&case);
    if days > ANALGESIC_DAYS && dose.contents().any(Content::is_analgesic) {
        lines.push(words::eleventh_day(days, ANALGESIC_DAYS));
    }
    lines
}
