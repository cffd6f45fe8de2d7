//! Whether what was read may be the whole: the three answers to "does a course run?".
//!
//! A course runs, or none does, or nobody knows: the journal is gone or emptied while the copy of a course's protocol is
//! there, or a line that cannot be read may have been its beginning. The third is never taken for the second.
//!
//! | journal | copies of protocols | answer |
//! |---|---|---|
//! | its newest start or end that can be read is a start | | it runs |
//! | that is an end, and every line after it can be read | | none runs; with a sign told since, one does that is that sign alone |
//! | no start, no end, every line can be read | none | none runs |
//! | gone, or nothing in it is older than the copy | one that no line names | nobody knows |
//! | it has what only a course has, and no start before that | one that no line names | nobody knows; with a sign it runs |
//! | a line cannot be read where a start may have stood | none that fits | nobody knows |
//! | not one line can be read | | nobody knows |
//! | a line cannot be read where a start may have stood | one that no line names | it runs: the copy's name is the start's, and says when it was |
//!
//! In the last case the start is put back among the lines that were read, beside the damage, which stays damage: so no
//! medicine is offered, the questions are asked again, and a sign that was told since then counts. A sign counts even
//! where no copy is left: then the course has no protocol that can be read.

use std::collections::HashSet;
use std::path::PathBuf;

use uuid::Uuid;

use crate::disk;
use crate::error::{Failure, FailureKind};
use crate::model::event::{Event, Record, Tail, sign_stands, taken_back};
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Urgency};
use crate::model::time::{Moment, Stamp};
use crate::protocol::library::{self, DEFAULT};
use crate::store::flares;
use crate::store::home::Home;
use crate::words::kept::doubt as words;

/// One of three answers, none of which is ever taken for another.
#[derive(Debug)]
pub enum Trusted<T> {
    /// It is there.
    There(T),
    /// It is not there.
    Nothing,
    /// It cannot be trusted or reached, so nobody knows.
    Unknown(Failure),
}

/// Why nobody knows whether a course runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// Nothing in the journal is older than this copy of a course's protocol.
    Emptied {
        /// The journal.
        journal: PathBuf,
        /// The copy.
        copy: PathBuf,
    },
    /// What belongs to a course stands in the journal, and its start does not; this is the copy of its protocol.
    Cut {
        /// The journal.
        journal: PathBuf,
        /// The copy.
        copy: PathBuf,
    },
    /// This line cannot be read, and may have been the beginning of a course.
    Damaged {
        /// The journal.
        journal: PathBuf,
        /// Its number.
        line: u64,
    },
    /// The folder of the copies cannot be looked at.
    Hidden {
        /// The folder.
        folder: PathBuf,
        /// Why.
        why: String,
    },
}

impl Doubt {
    /// The failure of whatever needs to know.
    pub fn failure(&self) -> Failure {
        let message = match self {
            Self::Emptied { journal, copy } => words::emptied(journal.display(), copy.display()),
            Self::Cut { journal, copy } => words::cut_out(journal.display(), copy.display()),
            Self::Damaged { journal, line } => words::damaged(journal.display(), *line),
            Self::Hidden { folder, why } => words::hidden(folder.display(), why),
        };
        Failure::new(FailureKind::Untrusted, message).hint(words::WAYS_ON)
    }
}

/// Looks whether the lines that were read may be the whole, puts back a start that was lost where that can be told, and
/// says what stays in doubt.
pub(crate) fn weigh(home: &Home, tail: &mut Tail) -> Option<Doubt> {
    let back = taken_back(&tail.records);
    let decides = |record: &Record| record.event.bounds_course() && !back.contains(&record.id);
    let newest = tail.records.iter().rposition(decides);
    if newest.is_some_and(|place| matches!(tail.records[place].event, Event::Started { .. })) {
        return None;
    }
    let after = newest.map_or(0, |place| place + 1);
    let lost = tail.damaged.iter().position(|damage| damage.place >= after);
    let signs = sign_stands(&tail.records[after..], &back);
    let within = |record: &Record| !back.contains(&record.id) && record.event.needs_course();
    let orphaned = signs || tail.records[after..].iter().any(within);
    if lost.is_none() && newest.is_some() && !orphaned {
        return None;
    }
    let journal = home.journal().path().to_owned();
    let since = newest.map(|place| tail.records[place].rec.moment);
    let copies = match copies(home, tail, since) {
        Ok(copies) => copies,
        Err(error) => return Some(Doubt::Hidden { folder: home.flares.clone(), why: error.to_string() }),
    };
    let copy = copies.last().copied();
    let Some(lost) = lost else {
        let Some((id, begun)) = copy else {
            told_alone(tail, after, &back);
            return None;
        };
        let first = tail.records[after..].iter().position(|record| record.rec.moment >= begun);
        if signs && let Some(first) = first {
            let event = flares::header(home, id).map_or_else(unknown, |header| Some(start(header)))?;
            insert(tail, after + first, Some(begun), id, event);
            return None;
        }
        let copy = flares::path(home, id);
        if newest.is_none() && !tail.records.iter().any(|record| record.rec.moment < begun) {
            return Some(Doubt::Emptied { journal, copy });
        }
        return orphaned.then_some(Doubt::Cut { journal, copy });
    };
    let line = tail.damaged[lost].line;
    // Not one line of it is ours: nothing of it is believed.
    if tail.records.is_empty() {
        return Some(Doubt::Damaged { journal, line });
    }
    let named = copy.and_then(|(id, begun)| Some((id, begun, flares::header(home, id)?)));
    match named {
        Some((id, begun, header)) => {
            put_back(tail, after, Some(begun), id, start(header));
            None
        }
        None if signs => {
            let id = copy.map_or(Uuid::nil(), |(id, _)| id);
            put_back(tail, after, copy.map(|(_, begun)| begun), id, unknown()?);
            None
        }
        None => Some(Doubt::Damaged { journal, line }),
    }
}

/// What stands for the start of a course where a sign was told while none ran: until a clinician has looked, every command
/// answers with the sign.
pub(crate) const TOLD_ALONE: Uuid = Uuid::max();

/// Looks whether a sign that must be seen today or now was told while no course ran, and nobody has looked since. What is to
/// be told to somebody in the next days stops nothing.
fn told_alone(tail: &mut Tail, after: usize, back: &HashSet<Uuid>) {
    let screening = |record: &&Record| {
        matches!(
            record.event,
            Event::Screened { .. } | Event::Followed { .. } | Event::Seen { .. } | Event::Withdrawn { .. }
        )
    };
    let told: Vec<Record> = tail.records[after..].iter().filter(screening).cloned().collect();
    if !sign_stands(&told, back) {
        return;
    }
    let Some(protocol) = library::checked(DEFAULT) else { return };
    let grave = |record: &Record| {
        let Event::Screened { signs, unsure, .. } = &record.event else { return false };
        let urgent = |id: &Id| protocol.sign(id).is_none_or(|sign| sign.urgency >= Urgency::SameDay);
        *unsure || signs.iter().any(urgent)
    };
    let first = tail.records[after..].iter().position(grave);
    if let (Some(first), Some(event)) = (first, unknown()) {
        insert(tail, after + first, None, TOLD_ALONE, event);
    }
}

/// The start that a copy speaks of.
fn start((protocol, version, course): (Id, String, CourseKind)) -> Event {
    Event::Started { protocol, version, course, pauses: None, progress: None }
}

/// A start of which nobody knows what it was: a flare, by the protocol of most.
fn unknown() -> Option<Event> {
    Some(start((Id::parse(DEFAULT)?, String::new(), CourseKind::Flare)))
}

/// The copies of protocols that no line names and that are newer than that moment, by their time.
fn copies(home: &Home, tail: &Tail, since: Option<Moment>) -> std::io::Result<Vec<(Uuid, Moment)>> {
    let is_copy = |name: &str| name.strip_suffix(".json").is_some_and(|id| Uuid::parse_str(id).is_ok());
    let listed = disk::list(&home.flares, is_copy)?.unwrap_or_default();
    let named = |id: Uuid| {
        tail.records.iter().any(|record| record.id == id || matches!(record.event, Event::Retracted { of } if of == id))
    };
    let mut copies: Vec<(Uuid, Moment)> = listed
        .iter()
        .filter_map(|path| Uuid::parse_str(path.file_stem()?.to_str()?).ok())
        .filter(|id| !named(*id))
        .filter_map(|id| Some((id, begun(id)?)))
        .filter(|(_, begun)| since.is_none_or(|since| *begun > since))
        .collect();
    copies.sort_by_key(|(id, begun)| (*begun, *id));
    Ok(copies)
}

/// When the event of that id was written, which its id says.
fn begun(id: Uuid) -> Option<Moment> {
    let (seconds, _) = id.get_timestamp()?.to_unix();
    i64::try_from(seconds).ok().map(Moment::from_unix)
}

/// Puts a start in the place of the line that is most likely to have been it: the first that was written by then.
fn put_back(tail: &mut Tail, after: usize, begun: Option<Moment>, id: Uuid, event: Event) {
    let fits = |by: Option<Stamp>| by.zip(begun).is_none_or(|(by, begun)| by.moment >= begun);
    let Some(chosen) = tail.damaged.iter().position(|damage| damage.place >= after && fits(damage.by)) else { return };
    let place = tail.damaged[chosen].place;
    insert(tail, place, begun, id, event);
    // What follows in the file stands one place further on, and the damage itself before the start.
    tail.damaged[chosen].place = place;
    for earlier in &mut tail.damaged[..chosen] {
        earlier.place = earlier.place.min(place);
    }
}

/// Puts a start among the records at that place.
fn insert(tail: &mut Tail, place: usize, begun: Option<Moment>, id: Uuid, event: Event) {
    let Some(near) = tail.records.get(place).or(tail.records.last()).map(|record| record.rec) else { return };
    let at = Stamp { moment: begun.map_or(near.moment, |begun| begun.min(near.moment)), offset: near.offset };
    tail.records.insert(place, Record::new(id, at, at, event));
    for damage in tail.damaged.iter_mut().filter(|damage| damage.place >= place) {
        damage.place += 1;
    }
}
