//! Whose turn it is: the order of what is ready; and in a block since when, as what is asked before a step waits for it, and so
//! does a tablet.

use crate::engine::due;
use crate::engine::judge::Judged;
use crate::engine::plan::Action;
use crate::engine::setting::Setting;
use crate::model::limits::QUESTION_LAPSES;
use crate::model::time::Moment;
use crate::protocol::format::{Protocol, Step};

/// The place of a routine's steps among the priorities: after medicines and check-ins, before everything paced.
const ROUTINE_PRIORITY: u32 = 9;

/// Priority first; in a running routine its order; then what has been due the longest. Ties keep the file's order.
pub(super) fn order(judged: &Judged<'_>) -> (u32, usize, Moment) {
    match judged.routine {
        Some((_, place)) => (ROUTINE_PRIORITY, place, judged.waiting_since),
        None => (judged.step.priority, 0, judged.waiting_since),
    }
}

/// When the turn of a step came, at the soonest: in a block it has none before that begins, nor before what stands ahead of it there
/// is done or passed over.
///
/// Heat may come again from 19:40 on, and the evening block begins at 21:15: its question is asked until 21:35, and later
/// where the stretches before it took until then.
pub(super) fn its_turn(setting: &Setting<'_>, judged: &Judged<'_>, since: Moment) -> Moment {
    let Some((routine, place)) = judged.routine else { return since };
    let begun =
        setting.routines.iter().find(|now| now.routine.id == routine.id).and_then(|now| now.begun(&setting.case));
    let ahead = routine.steps.iter().take(place).filter_map(|id| setting.case.protocol.step(id));
    let handled = |step: &Step| due::last_done(&setting.case, step).max(setting.case.history.last_skipped(&step.id));
    let in_it = |at: &Moment| begun.is_some_and(|begun| *at >= begun);
    ahead.filter_map(handled).filter(in_it).chain(begun).chain([since]).max().unwrap_or(since)
}

/// Whether a medicine waits for its place in the block that is going on, behind more than the one step before it. It waits no
/// longer than a question does: then it stands beside whatever is on show.
///
/// The morning goes: moves in bed, out of bed, how it is, cat-cows, heat, a tablet. In bed none is shown; with heat it is; and at
/// 07:20 it is, whatever was done.
pub(super) fn comes_later(setting: &Setting<'_>, best: &Judged<'_>, medicine: &Judged<'_>, since: Moment) -> bool {
    let (Some((block, at)), Some((own, place))) = (best.routine, medicine.routine) else { return false };
    let between = || block.steps.iter().take(place).skip(at + 1).filter_map(|id| setting.case.protocol.step(id));
    let ahead = || between().any(|step| step.medicine.is_none());
    block.id == own.id && ahead() && !setting.case.reached(its_turn(setting, medicine, since) + QUESTION_LAPSES)
}

/// Whether the block of what is to be done asks later how it is: what may be asked as well waits until then. In the morning one is
/// out of bed first.
pub fn asks_later(protocol: &Protocol, action: &Action<'_>) -> bool {
    let steps = action.routine.map(|routine| routine.steps.as_slice()).unwrap_or_default();
    let mut later = steps.iter().skip_while(|id| **id != action.step.id).skip(1);
    later.any(|id| protocol.step(id).is_some_and(|step| step.asks_pain))
}
