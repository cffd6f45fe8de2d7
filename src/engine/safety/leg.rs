//! A sign in the leg: whether it stands, for everything that pulls on a nerve. Rule 15.

use crate::engine::case::Case;
use crate::model::id::Id;
use crate::model::limits::QUIET_CHECK_INS;

/// Whether a leg sign stands, and whether one ever did. It stands until two check-ins in a row say none.
pub(super) fn leg(case: &Case<'_>) -> (bool, bool) {
    let mut quiet = 0;
    let (mut stands, mut ever) = (false, false);
    for entry in case.history.entries_with_retracted() {
        let hit = |sign: &Id| case.protocol.sign(sign).is_some_and(|sign| sign.leg);
        let asked = entry.event.signs().is_some_and(|signs| signs.iter().any(hit)).then_some(true);
        let leg = asked.or_else(|| entry.event.leg().filter(|_| !entry.retracted));
        match leg {
            Some(true) => (stands, ever, quiet) = (true, true, 0),
            Some(false) => quiet += 1,
            None => {}
        }
        stands = stands && quiet < QUIET_CHECK_INS;
    }
    // A line that cannot be read may have been a leg sign.
    let started = case.history.run().map_or(0, |run| run.place);
    if let Some(lost) = case.history.damaged().iter().filter(|damage| damage.place > started).map(|it| it.place).max() {
        ever = true;
        stands |= case.history.pains().filter(|pain| pain.place >= lost).count() < QUIET_CHECK_INS;
    }
    (stands, ever)
}
