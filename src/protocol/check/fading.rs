//! How often a step comes as time goes by: rows in order, hours for what has hours, shares of what has a length.

use super::Checker;
use super::structure::count;
use crate::model::kind::CourseKind;
use crate::protocol::format::{Step, TimingKind};
use crate::words::problem::structure as say;

pub(super) fn check(out: &mut Checker<'_>) {
    let protocol = out.protocol;
    for (path, step) in out.each("steps", &protocol.steps) {
        fewer(out, &path, step);
        let comes = match step.timing.kind {
            TimingKind::OnDemand => false,
            TimingKind::Once | TimingKind::Every | TimingKind::At => true,
        };
        let fades = !step.best.is_empty();
        if fades && (!comes || protocol.course == CourseKind::Prevention) {
            out.wrong(format!("{path}.best"), say::NEVER_FADES);
        }
        let Some(share) = step.counts_from else { continue };
        if !(1..=100).contains(&share) {
            out.wrong(format!("{path}.counts_from"), say::no_share(share));
        } else if step.sessions.is_empty() {
            out.wrong(format!("{path}.counts_from"), say::belongs_to("sessions"));
        }
    }
}

fn fewer(out: &mut Checker<'_>, path: &str, step: &Step) {
    for (index, row) in step.fewer.iter().enumerate() {
        let at = format!("{path}.fewer[{index}]");
        count(out, &at, "a_day", Some(row.a_day));
        let before = index.checked_sub(1).and_then(|before| step.fewer.get(before));
        if before.is_some_and(|before| before.from >= row.from) {
            out.wrong(format!("{at}.from"), say::ROWS_IN_ORDER);
        }
    }
}
