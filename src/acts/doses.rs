//! The doses that were taken: which may be one and the same, which one a correction means, and how they stand.

use uuid::Uuid;

use crate::acts::State;
use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::{Standing, medicine as rules};
use crate::model::event::Dose;
use crate::model::limits::COUNTED_OVER;
use crate::model::medicine::Ingredient;
use crate::model::medicine::resolve::{Resolved, resolve};
use crate::model::medicine::table::key;
use crate::model::profile::Profile;
use crate::model::time::{Span, Stamp};
use crate::protocol::Protocol;

/// The same within so short a time may be one dose, told twice.
const TWICE: Span = Span::minutes(5);

/// The doses of the same name within five minutes of a moment. Different names are never the same dose: a second drug of
/// a class is a second drug. Clinical rule 19.10.
pub(crate) fn near<'a>(state: &'a State, dose: &'a Dose, at: Stamp) -> impl Iterator<Item = &'a Taken> {
    let name = key(&dose.medicine);
    state.history.doses().iter().filter(move |other| {
        !other.unreadable
            && key(&other.dose.medicine) == name
            && (other.at.moment - at.moment).as_seconds().abs() <= TWICE.as_seconds()
    })
}

/// The doses that a correction of that name may mean: those of the name, or of a name that was misspelt for it; without
/// any, those of the same ingredients. Of the last 24 hours, or else the newest one. Clinical rule 19.10.
pub(crate) fn of_name<'a>(state: &'a State, name: &str, dose: &Dose) -> Vec<&'a Taken> {
    let keys = |name: &str, dose: &Dose| [Some(key(name)), dose.product.as_deref().map(key)];
    let wanted = keys(name, dose);
    let misspelt = |taken: &&Taken| match resolve(&taken.dose.medicine) {
        Resolved::Unknown { near } => near.iter().any(|near| wanted.contains(&Some(key(near)))),
        Resolved::Known(_) => false,
    };
    let named = |taken: &&Taken| {
        let own = keys(&taken.dose.medicine, &taken.dose);
        let same = own.iter().flatten().any(|own| wanted.iter().flatten().any(|one| one == own));
        same || taken.is_unknown() && misspelt(taken)
    };
    let contents: Vec<&Ingredient> = dose.ingredients().collect();
    let alike = |taken: &&Taken| !contents.is_empty() && taken.ingredients().eq(contents.iter().copied());
    let readable = || state.history.doses().iter().filter(|taken| !taken.unreadable);
    let mut found: Vec<&Taken> = readable().filter(named).collect();
    if found.is_empty() {
        // Somebody said what is in it, by a name that was misspelt all the same.
        found = readable().filter(misspelt).collect();
    }
    if found.is_empty() {
        found = readable().filter(alike).collect();
    }
    let lately: Vec<&Taken> =
        found.iter().copied().filter(|taken| taken.at.moment + COUNTED_OVER > state.clock.now).collect();
    if lately.is_empty() {
        return found.into_iter().max_by_key(|taken| (taken.at.moment, taken.place)).into_iter().collect();
    }
    lately
}

/// What stands behind `--corrects` so that it means one dose: nothing where the name alone does, or the end of its id.
pub(crate) fn which(state: &State, id: Uuid) -> String {
    let Some(taken) = state.history.doses().iter().find(|taken| taken.id == id) else { return String::new() };
    let alike = of_name(state, &taken.dose.medicine, &taken.dose);
    if alike.len() < 2 {
        return String::new();
    }
    let zone = &state.clock.zone;
    let time = zone.wall(taken.at.moment);
    let minute = |other: &&&Taken| {
        let other = zone.wall(other.at.moment);
        (other.date(), other.time()) == (time.date(), time.time())
    };
    let today = time.date() == zone.wall(state.clock.now).date();
    if today && alike.iter().filter(minute).count() == 1 {
        return format!(" {}", time.time());
    }
    let id = id.simple().to_string();
    format!(" {}", &id[id.len() - 8..])
}

/// What stands behind `--corrects` for the newest dose of that very name.
pub(crate) fn which_of_name(state: &State, name: &str) -> String {
    let own = |taken: &&Taken| key(&taken.dose.medicine) == key(name);
    let newest = state.history.doses().iter().filter(own).max_by_key(|taken| taken.place);
    newest.map(|taken| which(state, taken.id)).unwrap_or_default()
}

/// How every ingredient stands, with or without a course.
pub(crate) fn standings(state: &State, profile: &Profile, protocol: Option<&Protocol>) -> Vec<Standing> {
    let none = Protocol::none();
    let protocol = protocol.unwrap_or(&none);
    rules::standings(&Case::new(protocol, profile, &state.history))
}
