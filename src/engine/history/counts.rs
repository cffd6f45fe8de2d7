//! Which lines of the journal count as a dose, and where the journal was silent.

use std::borrow::Borrow;
use std::collections::HashSet;

use uuid::Uuid;

use crate::engine::history::{NEVER, Taken};
use crate::model::event::{Dose, Record, Tail};
use crate::model::limits::SILENCE;
use crate::model::time::{Moment, Stamp};

/// The places after which more than a day passed without a line: the place is that of the line that broke the silence.
pub(super) fn silences(records: &[Record]) -> Vec<usize> {
    records
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[1].rec.moment - pair[0].rec.moment > SILENCE)
        .map(|(place, _)| place + 1)
        .collect()
}

/// The doses that stand, each once, with their places. A dose that was taken back stands. A correction stands in place of
/// what it corrects; taken back, what it had corrected stands again.
///
/// | line | says | nothing is taken back | the correction is | both are |
/// |---|---|---|---|---|
/// | 1 | took naproxen 220 mg | - | 220 mg | 220 mg |
/// | 2 | took naproxen 440 mg, corrects 1 | 440 mg | - | - |
pub(in crate::engine) fn standing<'r, R: Borrow<Record>>(
    records: &'r [R],
    taken_back: &HashSet<Uuid>,
) -> impl Iterator<Item = (usize, &'r Record, &'r Dose)> {
    let doses = || {
        let all = records.iter().map(Borrow::borrow).enumerate();
        all.filter_map(|(place, record)| record.event.as_dose().map(|dose| (place, record, dose)))
    };
    let known: HashSet<Uuid> = doses().map(|(_, record, _)| record.id).collect();
    // A correction whose own dose cannot be read is a dose like any other: nothing else would stand in its place.
    let corrects = |record: &Record, dose: &Dose| dose.replaces().filter(|of| *of != record.id && known.contains(of));
    let (mut replaced, mut void) = (HashSet::new(), HashSet::new());
    let newest_first = doses().collect::<Vec<_>>().into_iter().rev();
    for (_, record, dose) in newest_first {
        if let Some(of) = corrects(record, dose) {
            // One that is taken back, but corrected as well, still stands between what it corrects and what corrects it.
            if taken_back.contains(&record.id) && !replaced.contains(&record.id) {
                void.insert(record.id);
            } else {
                replaced.insert(of);
            }
        }
    }
    doses().filter(move |(_, record, _)| !replaced.contains(&record.id) && !void.contains(&record.id))
}

/// When the latest dose that counts is said to have been taken, be it in the future.
pub(super) fn latest_dose(tail: &Tail, taken_back: &HashSet<Uuid>) -> Option<Stamp> {
    let doses = standing(&tail.records, taken_back).filter(|(_, _, dose)| !dose.is_nothing());
    doses.map(|(_, record, _)| record.at).max_by_key(|at| at.moment)
}

/// The doses that count, by time. An unreadable line counts as an unknown medicine, taken when the next line was written.
pub(super) fn doses(tail: &Tail, taken_back: &HashSet<Uuid>, now: Moment) -> Vec<Taken> {
    let mut doses: Vec<Taken> = standing(&tail.records, taken_back)
        .filter(|(_, _, dose)| !dose.is_nothing())
        .map(|(place, record, dose)| Taken {
            id: record.id,
            place,
            at: record.at,
            written: record.rec.moment,
            dose: dose.clone(),
            unreadable: false,
        })
        .collect();
    doses.extend(tail.damaged.iter().map(|damage| Taken {
        id: Uuid::nil(),
        place: damage.place,
        at: damage.by.unwrap_or(Stamp { moment: NEVER, offset: 0 }),
        written: damage.by.map_or(NEVER, |by| by.moment),
        dose: Dose::new(crate::words::dose::on_line(damage.line), Vec::new(), None),
        unreadable: true,
    }));
    doses.sort_by_key(|dose| (dose.at.moment.min(now), dose.place));
    doses
}
