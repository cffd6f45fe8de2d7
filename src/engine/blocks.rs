//! Which doses keep something away for a time, and until when: asked of the rules, and not said a second time.
//!
//! A dose keeps a step away where a veto stands because of it: with this dose alone it stands and with none it does not, or
//! it goes once this dose is no longer among the others, as with a sum.

use crate::engine::case::Case;
use crate::engine::history::{History, Taken};
use crate::engine::judge::judge;
use crate::engine::safety::Rule;
use crate::engine::setting::Setting;
use crate::model::event::Content;
use crate::model::kind::Kind;
use crate::model::limits::NSAID_SWITCH;
use crate::model::profile::Profile;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Protocol, Step};

/// What a dose does for longer than this is told by name: that it makes drowsy.
const LOOKS_BACK: Span = Span::hours(72);

/// A dose, and what it keeps away.
#[derive(Clone, PartialEq, Debug)]
pub struct Blocking<'p> {
    /// The dose.
    pub dose: Taken,
    /// Each step, and until when, the soonest first.
    pub steps: Vec<(&'p Step, Moment)>,
    /// Until when every other anti-inflammatory waits, whether or not a step offers one. `None`: none waits, or a later
    /// dose keeps it away for longer.
    pub nsaids: Option<Moment>,
}

/// A step by its place, the rule that says no, and until when.
type No = (usize, Rule, Moment);

/// The doses that keep something away, by time.
///
/// For example: ibuprofen at 09:00 keeps ibuprofen away until 15:00, and every other anti-inflammatory until 09:00 tomorrow.
pub fn blocking<'p>(protocol: &'p Protocol, profile: &Profile, history: &History) -> Vec<Blocking<'p>> {
    let now = history.clock().now;
    let lasts =
        |dose: &Taken| dose.at.moment + LOOKS_BACK > now || dose.drowsy_until().is_some_and(|until| until > now);
    if !history.doses().iter().any(lasts) {
        return Vec::new();
    }
    let vetoes = |keep: &dyn Fn(usize) -> bool| vetoes(protocol, profile, &history.with_doses(keep));
    let is_nsaid = |dose: &Taken| dose.is_unknown() || dose.contents().any(Content::is_nsaid);
    let newest = history.doses().iter().rposition(is_nsaid);
    // Rule 11: then there is nothing to count from.
    let unsure = history.torn() || history.clock_behind().is_some();
    let (none, all) = (vetoes(&|_| false), vetoes(&|_| true));
    let mut found = Vec::new();
    for (place, dose) in history.doses().iter().enumerate().filter(|(_, dose)| lasts(dose)) {
        let (alone, without) = (vetoes(&|other| other == place), vetoes(&|other| other != place));
        let own = alone.iter().filter(|no| !none.contains(no));
        let own = own.chain(all.iter().filter(|no| !without.contains(no))).filter(|(.., until)| *until > now);
        let mut steps: Vec<(usize, Moment)> = Vec::new();
        for (step, _, until) in own {
            match steps.iter_mut().find(|(known, _)| known == step) {
                Some((_, known)) => *known = (*known).max(*until),
                None => steps.push((*step, *until)),
            }
        }
        steps.sort_by_key(|(step, until)| (*until, *step));
        let steps: Vec<_> = steps.into_iter().map(|(step, until)| (&protocol.steps[step], until)).collect();
        // Rule 7: one at a time.
        let counts = newest == Some(place) && !unsure;
        let nsaids = Some(dose.at.moment + NSAID_SWITCH).filter(|until| counts && *until > now);
        if !steps.is_empty() || nsaids.is_some() {
            found.push(Blocking { dose: dose.clone(), steps, nsaids });
        }
    }
    found
}

/// Every veto that time lifts, of the steps that a dose may keep away.
fn vetoes(protocol: &Protocol, profile: &Profile, history: &History) -> Vec<No> {
    let setting = Setting::at(Case::new(protocol, profile, history));
    let steps = protocol.steps.iter().enumerate().filter(|(_, step)| may_wait(step.kind));
    let nos = steps.flat_map(|(place, step)| {
        let nos = judge(&setting, step).rules.into_iter().filter_map(move |weighed| {
            let until = weighed.verdict.err()?.until?;
            Some((place, weighed.rule, until))
        });
        nos.collect::<Vec<_>>()
    });
    nos.collect()
}

/// Whether a dose may keep something of this kind away.
fn may_wait(kind: Kind) -> bool {
    kind.is_optional() || kind.pulls()
}
