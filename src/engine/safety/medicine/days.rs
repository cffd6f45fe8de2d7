//! Rule 10: on how many different days a pain reliever was taken.

use std::collections::BTreeSet;

use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::{Fine, Rule, Weighed, Why, no, yes};
use crate::model::event::Content;
use crate::model::limits::{ANALGESIC_DAYS, ANALGESIC_WINDOW};
use crate::model::time::Stamp;

/// On how many different dates a pain reliever was taken: in this flare or in the last 30 days, whichever is longer. Second,
/// how many with the date of the present moment. A date is that of the place where the dose was taken.
pub(super) fn analgesic_days(case: &Case<'_>) -> (u32, u32) {
    let counts = |dose: &&Taken| dose.is_unknown() || dose.contents().any(Content::is_analgesic);
    let doses = || {
        case.history.doses().iter().filter(counts).filter(|dose| case.counts_within(dose.at.moment, ANALGESIC_WINDOW))
    };
    let mut dates: BTreeSet<_> = doses().filter(|dose| !dose.unreadable).map(|dose| Stamp::date(dose.at)).collect();
    // A line that cannot be read may have been a dose on a day of its own: on one of those between its neighbours.
    let counted = case
        .history
        .damaged()
        .iter()
        .filter(|damage| case.counts_within(damage.by.map_or(case.now(), |by| by.moment), ANALGESIC_WINDOW));
    let mut unbounded = 0;
    for damage in counted {
        let until = damage.by.unwrap_or_else(|| case.zone.stamp(case.now())).date();
        let Some(from) = damage.since.map(Stamp::date) else {
            unbounded += 1;
            continue;
        };
        // Two copies that were joined need not stand in order.
        let (from, until) = (from.min(until), from.max(until));
        let mut between = (0..).map(|n| from.plus(n)).take_while(|date| *date <= until);
        dates.extend(between.find(|date| !dates.contains(date)));
    }
    let count = |dates: &BTreeSet<_>| u32::try_from(dates.len() + unbounded).unwrap_or(u32::MAX);
    let so_far = count(&dates);
    dates.insert(case.date());
    (so_far, count(&dates))
}

/// Rule 10: ten different days at most, each of them in full. Doses on ten dates: on the tenth one more is within it, on
/// the next day it is not.
pub(super) fn days(case: &Case<'_>, most: u32) -> Weighed {
    const FACTS: &[&str] = &["IB-04", "NX-05", "AC-04"];
    let (days, with_this) = analgesic_days(case);
    if with_this > most {
        return no(Rule::Duration, Why::TooManyDays { days, most }, None, FACTS);
    }
    yes(Rule::Duration, Fine::DaysKept { days, most }, FACTS)
}

/// On how many different dates a pain reliever was taken.
pub fn analgesic_dates(case: &Case<'_>) -> u32 {
    analgesic_days(case).0
}

/// Whether ten days of pain relievers are over.
pub fn days_are_over(case: &Case<'_>) -> bool {
    analgesic_days(case).0 >= ANALGESIC_DAYS
}
