//! What of the journal counts for the course that runs, in order, and where each step stands among it.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use crate::engine::history::{Entry, Run};
use crate::model::event::{Event, Record, Slip, Tail, Touch};
use crate::model::id::Id;
use crate::model::time::Moment;

/// Where a step stands among the entries, by time. Nothing that was taken back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Places {
    /// It was done in this course.
    pub(super) done: Vec<usize>,
    /// It was passed over.
    pub(super) skipped: Vec<usize>,
    /// It was put off, the last time.
    pub(super) snoozed: Option<usize>,
    /// It was done, put on or taken off, also before this course.
    pub(super) sessions: Vec<usize>,
}

/// What was put on or taken off, each once.
pub(super) fn worn(entries: &[Entry]) -> Vec<Id> {
    let mut worn: Vec<Id> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.retracted) {
        if let Event::On { step, .. } | Event::Off { step } = &entry.event
            && !worn.contains(step)
        {
            worn.push(step.clone());
        }
    }
    worn
}

/// The signs that were told before the course that runs, known ones among them, and when. A slip told none.
pub(super) fn signs_before(tail: &Tail, run: Option<&Run>, slips: &[Slip]) -> Vec<(Moment, Id)> {
    let before = tail.records.iter().take(run.map_or(0, |run| run.place));
    let mut told = Vec::new();
    for record in before.filter(|record| slips.iter().all(|slip| slip.of != record.id)) {
        if let Event::Screened { signs, known, .. } = &record.event {
            let all = signs.iter().chain(known.iter().map(|known| &known.sign));
            told.extend(all.map(|sign| (record.at.moment, sign.clone())));
        }
    }
    told
}

/// Whether it says what was done, put on or taken off.
pub(super) fn is_session(event: &Event) -> bool {
    event.touched().is_some_and(|(_, touch)| touch.is_session())
}

/// The events of the course that runs, and the sessions before it that count, by time. A slip is none.
pub(super) fn entries(
    tail: &Tail,
    run: Option<&Run>,
    retracted: &HashSet<Uuid>,
    slips: &[Slip],
    now: Moment,
) -> Vec<Entry> {
    let records = tail.records.iter().enumerate();
    let records = records.filter(|(_, record)| slips.iter().all(|slip| slip.of != record.id));
    let entry = |(place, record): (usize, &Record)| {
        let before = run.is_none_or(|run| place <= run.place);
        let retracted = retracted.contains(&record.id);
        (!before || (!retracted && is_session(&record.event))).then(|| Entry {
            place,
            at: record.at.moment,
            id: record.id,
            event: record.event.clone(),
            written: record.rec.moment,
            version: record.v,
            retracted,
            before,
        })
    };
    let mut entries: Vec<Entry> = records.filter_map(entry).collect();
    entries.sort_by_key(|entry| (entry.at.min(now), entry.place));
    entries
}

/// Where each step stands among the entries.
pub(super) fn by_step(entries: &[Entry]) -> BTreeMap<Id, Places> {
    let mut found: BTreeMap<Id, Places> = BTreeMap::new();
    let mut note = |step: &Id, put: &dyn Fn(&mut Places)| {
        if let Some(places) = found.get_mut(step) {
            put(places);
        } else {
            put(found.entry(step.clone()).or_default());
        }
    };
    for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.retracted) {
        let Some((step, touch)) = entry.event.touched() else { continue };
        match touch {
            Touch::Done => note(step, &|places| {
                places.sessions.push(place);
                if !entry.before {
                    places.done.push(place);
                }
            }),
            Touch::On | Touch::Off => note(step, &|places| places.sessions.push(place)),
            Touch::Skipped => note(step, &|places| places.skipped.push(place)),
            Touch::Snoozed => note(step, &|places| places.snoozed = Some(place)),
            Touch::Walked | Touch::Stopped | Touch::Asked | Touch::Placed => {}
        }
    }
    found
}
