//! Whether somebody can help this evening. It guards the helper's part alone: whoever is 65 or over and wants heat is asked
//! whether somebody is there, whatever was said here. Clinical rules 13, 15.

use crate::engine::case::Case;
use crate::model::event::{Event, Helping};
use crate::model::profile::Fact;

/// Who is there in the evening.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Company {
    /// Somebody is there, or comes.
    Comes,
    /// Nobody is, tonight or ever.
    Nobody,
    /// Nobody said.
    Unsaid,
}

/// Whether somebody is there: what was said of these two hours; or else today, of this evening; or else for good.
///
/// "Yes" at 07:10 opens the helper's part at 19:30, and says nothing of the evening after. Who lives alone is not asked, and
/// `profile set helper-here yes` opens it for two hours all the same.
pub fn company(case: &Case<'_>) -> Company {
    let comes = |there: bool| if there { Company::Comes } else { Company::Nobody };
    if let Some(here) = case.facts.is(Fact::HelperHere) {
        return comes(here);
    }
    let alone = case.facts.is(Fact::LivesAlone) == Some(true);
    let said = case.history.entries().rev().find_map(|entry| {
        let Event::Helper { tonight } = &entry.event else { return None };
        case.is_today(entry.at).then_some(*tonight)
    });
    match said {
        Some(Helping::Yes) => Company::Comes,
        Some(Helping::No) => Company::Nobody,
        // Whether they live alone stands in the profile, where it may have been changed since.
        Some(Helping::Alone) | None if alone => Company::Nobody,
        Some(Helping::Alone) | None => Company::Unsaid,
    }
}
