//! Which lines of the journal count: what was taken back, what replaces what, and what cannot be taken back.

use std::collections::HashSet;
use std::hash::BuildHasher;

use uuid::Uuid;

use crate::engine::history::{NEVER, Taken};
use crate::model::event::{Dose, Event, Record, Tail};
use crate::model::limits::SILENCE;
use crate::model::profile::{Answer, EXCLUDING};
use crate::model::time::{Moment, Stamp};

/// The events that were taken back. There is no redo: a taking back is not itself taken back. The start of a course in
/// which a sign stands is not among them: the sign would go with it.
pub fn retracted(records: &[Record]) -> HashSet<Uuid> {
    let of = |record: &Record| if let Event::Retracted { of } = &record.event { Some(*of) } else { None };
    let mut retracted: HashSet<Uuid> = records.iter().filter_map(of).collect();
    let kept: Vec<Uuid> = records
        .iter()
        .enumerate()
        .filter(|(_, record)| matches!(record.event, Event::Started { .. }) && retracted.contains(&record.id))
        .filter(|(place, _)| sign_stands(&records[place + 1..], &retracted))
        .map(|(_, record)| record.id)
        .collect();
    for id in kept {
        retracted.remove(&id);
    }
    retracted
}

/// Whether something was said in a course that may be a sign, and no clinician looked after it. The protocol, which knows
/// how urgent each is, is not at hand here, so every sign counts, and every "no" to an open end.
pub fn sign_stands<S: BuildHasher>(course: &[Record], retracted: &HashSet<Uuid, S>) -> bool {
    let course: Vec<&Record> =
        course.iter().take_while(|record| !matches!(record.event, Event::Started { .. })).collect();
    let sign = |record: &Record| match &record.event {
        Event::Screened { signs, unsure, .. } => *unsure || !signs.is_empty(),
        Event::Answered { fact, value } => EXCLUDING.contains(fact) && matches!(value, Answer::Yes | Answer::Cleared),
        Event::Done { answer, .. } => *answer == Some(false),
        Event::Started { .. }
        | Event::Ended { .. }
        | Event::Seen { .. }
        | Event::Pain { .. }
        | Event::Walked { .. }
        | Event::Skipped { .. }
        | Event::Snoozed { .. }
        | Event::Took(_)
        | Event::On { .. }
        | Event::Off { .. }
        | Event::Retracted { .. } => false,
    };
    let seen = |after: &[&Record], at: Moment| {
        after.iter().any(|record| {
            matches!(record.event, Event::Seen { .. }) && !retracted.contains(&record.id) && record.at.moment > at
        })
    };
    course.iter().enumerate().any(|(place, record)| sign(record) && !seen(&course[place + 1..], record.at.moment))
}

/// The places after which more than a day passed without a line: the place is that of the line that broke the silence.
pub(super) fn silences(records: &[Record]) -> Vec<usize> {
    records
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[1].rec.moment - pair[0].rec.moment > SILENCE)
        .map(|(place, _)| place + 1)
        .collect()
}

/// The doses that were replaced by a correction, which counts only with its reason. Rule 11.
fn corrected(records: &[Record], retracted: &HashSet<Uuid>) -> HashSet<Uuid> {
    let of = |record: &Record| match &record.event {
        Event::Took(Dose { corrects, because: Some(because), .. }) if !because.trim().is_empty() => *corrects,
        Event::Took(_)
        | Event::Started { .. }
        | Event::Ended { .. }
        | Event::Screened { .. }
        | Event::Seen { .. }
        | Event::Answered { .. }
        | Event::Pain { .. }
        | Event::Done { .. }
        | Event::Walked { .. }
        | Event::Skipped { .. }
        | Event::Snoozed { .. }
        | Event::On { .. }
        | Event::Off { .. }
        | Event::Retracted { .. } => None,
    };
    records.iter().filter(|record| !retracted.contains(&record.id)).filter_map(of).collect()
}

/// When the latest dose that counts is said to have been taken, be it in the future.
pub(super) fn latest_dose(tail: &Tail, retracted: &HashSet<Uuid>) -> Option<Stamp> {
    let corrected = corrected(&tail.records, retracted);
    let doses = tail.records.iter().filter(|record| !corrected.contains(&record.id));
    let doses = doses.filter(|record| matches!(&record.event, Event::Took(dose) if dose.amount_mg != Some(0)));
    doses.map(|record| record.at).max_by_key(|at| at.moment)
}

/// The doses that count. A dose that was taken back counts; a dose that was corrected does not, unless the correction
/// was taken back, and then both do: taking back never shortens a wait. An unreadable line counts as an unknown
/// medicine, taken when the next line was written.
pub(super) fn doses(tail: &Tail, retracted: &HashSet<Uuid>, now: Moment) -> Vec<Taken> {
    let corrected = corrected(&tail.records, retracted);
    let mut doses: Vec<Taken> = tail
        .records
        .iter()
        .enumerate()
        .filter(|(_, record)| !corrected.contains(&record.id))
        .filter_map(|(place, record)| {
            let Event::Took(dose) = &record.event else { return None };
            (dose.amount_mg != Some(0)).then(|| Taken {
                id: record.id,
                place,
                at: record.at,
                medicine: dose.medicine.clone(),
                contains: dose.contains.clone(),
                amount_mg: dose.amount_mg,
                unreadable: false,
            })
        })
        .collect();
    doses.extend(tail.damaged.iter().map(|damage| Taken {
        id: Uuid::nil(),
        place: damage.place,
        at: damage.by.unwrap_or(Stamp { moment: NEVER, offset: 0 }),
        medicine: crate::words::dose::on_line(damage.line),
        contains: Vec::new(),
        amount_mg: None,
        unreadable: true,
    }));
    doses.sort_by_key(|dose| (dose.at.moment.min(now), dose.place));
    doses
}
