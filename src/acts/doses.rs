//! The doses that were taken: which may be one and the same, which one is corrected, and how every ingredient stands.

use uuid::Uuid;

use crate::acts::State;
use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::{Standing, medicine as rules};
use crate::error::Failure;
use crate::model::event::Dose;
use crate::model::medicine::Ingredient;
use crate::model::profile::Profile;
use crate::model::time::{Span, Stamp};
use crate::protocol::Protocol;

/// The same within so short a time may be one dose, told twice.
const TWICE: Span = Span::minutes(5);

/// The doses of the same within five minutes of a moment.
pub(crate) fn near<'a>(state: &'a State, dose: &'a Dose, at: Stamp) -> impl Iterator<Item = &'a Taken> {
    state.history.doses().iter().filter(move |other| {
        let same = other.ingredients().eq(dose.ingredients())
            && (!other.is_unknown() || other.dose.medicine.eq_ignore_ascii_case(&dose.medicine));
        same && !other.unreadable && (other.at.moment - at.moment).as_seconds().abs() <= TWICE.as_seconds()
    })
}

/// The newest dose of that medicine: the one that is corrected.
pub(crate) fn last_of(state: &State, name: &str, contains: &[Ingredient]) -> Result<(Uuid, Stamp), Failure> {
    let same = |taken: &&Taken| {
        !taken.unreadable
            && (taken.dose.medicine.eq_ignore_ascii_case(name)
                || (!contains.is_empty() && taken.ingredients().eq(contains)))
    };
    let last = state.history.doses().iter().filter(same).max_by_key(|taken| (taken.at.moment, taken.place));
    last.map(|taken| (taken.id, taken.at)).ok_or_else(|| {
        Failure::usage(format!("no dose of {name:?} is in the journal, so there is none to correct"))
            .hint("What has been taken: backflare status")
    })
}

/// How every ingredient stands, with or without a course.
pub(crate) fn standings(state: &State, profile: &Profile, protocol: Option<&Protocol>) -> Vec<Standing> {
    let none = Protocol::none();
    let protocol = protocol.unwrap_or(&none);
    rules::standings(&Case::new(protocol, profile, &state.history))
}
