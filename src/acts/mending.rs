//! What a repair of the journal keeps and leaves out, and how it is asked.

use crate::model::event::{Event, Record};
use crate::model::time::Stamp;
use crate::store::journal::{Ahead, JournalLine, Kept, Whole};
use crate::words::clean::clean;
use crate::words::doctor as say;

/// Whether a new journal would have less in it, or something else.
pub(crate) fn is_spoilt(whole: &Whole, now: Option<Stamp>, clock_right: bool) -> bool {
    let ahead = now.map(|now| whole.ahead(now)).filter(|ahead| clock_right || !ahead.clock_is_behind());
    whole.damaged().next().is_some() || whole.marks().next().is_some() || ahead.is_some_and(|ahead| ahead.any())
}

/// What a new journal would hold.
pub(crate) fn kept(whole: &Whole, now: Stamp, clock_right: bool) -> Ahead<'_> {
    let ahead = whole.ahead(now);
    if clock_right || !ahead.clock_is_behind() {
        return ahead;
    }
    Ahead { kept: whole.entries().map(|(line, _)| Kept::As(line)).collect(), ..Ahead::default() }
}

/// How many lines are told one by one.
const MOST_TOLD: usize = 20;

/// The damaged lines, each with where it stands and between which times it was written; those beyond the first twenty as a
/// number.
pub(crate) fn listed(whole: &Whole, told: impl Fn(String, &str) -> String) -> Vec<String> {
    let first: Vec<(&JournalLine, &str)> = whole.damaged().take(MOST_TOLD).collect();
    let place = |damaged: &JournalLine| {
        let before = whole.entries().take_while(|(line, _)| line.number < damaged.number).last();
        let after = whole.entries().find(|(line, _)| line.number > damaged.number);
        say::place(damaged.number, before.map(|(_, record)| record.rec), after.map(|(_, record)| record.rec))
    };
    let mut lines: Vec<String> = first.iter().map(|(line, why)| told(place(line), why)).collect();
    let more = whole.damaged().count() - first.len();
    if more > 0 {
        lines.push(say::more_lines(more));
    }
    lines
}

/// The lines that are set aside, as they were written ahead of the clock; those beyond the first twenty as a number.
pub(crate) fn set_aside(ahead: &Ahead<'_>) -> Vec<String> {
    let first = ahead.aside.iter().take(MOST_TOLD);
    let mut lines: Vec<String> =
        first.map(|(line, record)| say::ahead(line.number, record.rec, &what(record))).collect();
    let more = ahead.aside.len() - lines.len();
    lines.extend((more > 0).then(|| say::more_lines(more)));
    lines
}

/// What an entry is, in a word or two.
fn what(record: &Record) -> String {
    match record.event.as_dose() {
        Some(dose) => format!("{} {}", record.event.name(), clean(&dose.medicine)),
        None => record.event.name().to_owned(),
    }
}

/// What a repair would do to the journal.
pub(crate) fn asks(whole: &Whole, now: Stamp, clock_right: bool) -> String {
    let kept = kept(whole, now, clock_right);
    let lost = listed(whole, |place, _| place).into_iter();
    let marks = whole.marks().map(|line| say::mark(line.number));
    let left_out: Vec<String> = lost.chain(marks).chain(set_aside(&kept)).collect();
    let takes_back = |record: &Record| matches!(record.event, Event::Retracted { .. });
    let back = whole.entries().filter(|(_, record)| takes_back(record)).count();
    let back = back - kept.aside.iter().filter(|(_, record)| takes_back(record)).count();
    let mut words = say::new_journal(kept.kept.len(), kept.kept.len() - back, &left_out.join(", "));
    if kept.timed > 0 {
        words.push_str(&say::own_time(kept.timed));
        words.push(' ');
    }
    let stands = whole.stand_ins(now);
    let mut names: Vec<String> = kept.now.iter().take(MOST_TOLD).map(what).collect();
    let more = kept.now.len() - names.len();
    names.extend((more > 0).then(|| say::more_lines(more)));
    words.push_str(&say::stand_ins(stands.doses.len(), !stands.asked_again.is_empty(), &names.join(", ")));
    words
}
