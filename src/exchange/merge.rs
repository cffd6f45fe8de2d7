//! Two journals become one: which events are the same, where each stands, and which signs go with them.
//!
//! An event that both have is one. The others stand in the order in which they were written, each by the clock of its own
//! machine: so what was decided here later stays decided, and two homes that exchange their journals, in whichever order,
//! end with the same one. What lies ahead of the clock here counts as written now.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use uuid::Uuid;

use crate::model::event::{Event, LINE_VERSION, Record};
use crate::model::profile::Profile;
use crate::model::time::{Moment, Stamp};

/// What tells an event from every other with its id: all of it but what is of the machine that wrote the line.
///
/// # Panics
/// Never: an event has only texts as keys.
pub fn content(record: &Record) -> u64 {
    let plain = Record { v: LINE_VERSION, rec: record.at, made: None, ..record.clone() };
    let text = serde_json::to_string(&plain).expect("an event has only texts as keys");
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// An event of another machine as it is written here: when it was made is kept, and here it was written then too, but
/// never later than now.
pub fn imported(record: Record, now: Stamp) -> Record {
    let made = record.made.unwrap_or(record.rec);
    let rec = if made.moment > now.moment { now } else { made };
    Record { v: LINE_VERSION, rec, made: Some(made), ..record }
}

/// Whether an imported event stands before one that is here. Of two that were written in the same second the lower id
/// comes first, on both machines.
pub fn stands_before(imported: (Moment, Uuid), own: (Moment, Uuid)) -> bool {
    imported < own
}

/// The answers about the person, of both: of two to one question the later.
pub fn profile(own: &Profile, other: &Profile) -> Profile {
    let mut merged = own.clone();
    for (fact, answer) in &other.answers {
        let later = merged.answers.get(fact).is_none_or(|known| {
            // Of two in the same second both machines must choose the same one.
            (answer.at.moment, answer.value.to_string()) > (known.at.moment, known.value.to_string())
        });
        if later {
            merged.answers.insert(*fact, answer.clone());
        }
    }
    merged
}

/// Where a journal stands: the course that runs or ended last, and the signs that stand in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stand {
    bounds: Vec<Bound>,
    said: Vec<Record>,
    slips: HashSet<Uuid>,
    seen: Vec<(usize, Moment)>,
}

/// Where a course began or ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Bound {
    /// The line.
    id: Uuid,
    /// When it was written.
    at: Moment,
    /// The course that began, or that ended.
    course: Uuid,
    /// It began.
    began: bool,
    /// How many answers with a sign stand before it.
    said: usize,
}

impl Stand {
    /// Meets the next line, in the order of the file.
    pub fn meet(&mut self, record: &Record) {
        let event = &record.event;
        if let Event::Started { .. } = event {
            self.bound(record, Some(record.id));
        } else if let Event::Ended { .. } = event {
            self.bound(record, None);
        } else if event.names_sign() {
            self.said.push(record.clone());
        } else if let Event::Withdrawn { of } = event {
            self.slips.insert(*of);
        } else if let Event::Seen { .. } = event {
            self.seen.push((self.said.len(), record.at.moment));
        } else if let Event::Retracted { of } = event {
            self.bounds.retain(|bound| bound.id != *of || self.said.len() > bound.said);
        }
    }

    fn bound(&mut self, record: &Record, began: Option<Uuid>) {
        let course = began.or(self.bounds.last().map(|bound| bound.course)).unwrap_or(record.id);
        let at = record.made.unwrap_or(record.rec).moment;
        self.bounds.push(Bound { id: record.id, at, course, began: began.is_some(), said: self.said.len() });
    }

    fn runs(&self) -> Option<Bound> {
        self.bounds.last().filter(|bound| bound.began).copied()
    }

    /// The lines whose signs stand: said in the course that runs, no slip, and no clinician has looked since.
    pub fn standing(&self) -> impl Iterator<Item = &Record> {
        let from = self.runs().map_or(usize::MAX, |bound| bound.said);
        let stands = move |(place, sign): &(usize, &Record)| {
            let looked = |(after, at): &(usize, Moment)| after > place && *at > sign.at.moment;
            *place >= from && !self.slips.contains(&sign.id) && !self.seen.iter().any(looked)
        };
        self.said.iter().enumerate().filter(stands).map(|(_, sign)| sign)
    }
}

/// What two journals come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Together<'s> {
    /// One. These signs of theirs stand in a flare that the other's flare follows: each is written down once more, so that
    /// it stands there, too.
    One(Vec<&'s Record>),
    /// One of them ended a flare while another one ran in the other: nobody knows which of them goes on.
    TwoFlares,
}

/// What two journals come to.
pub fn together<'s>(own: &'s Stand, other: &'s Stand) -> Together<'s> {
    let ended = |one: &Stand, two: &Stand| match (one.runs(), two.bounds.last()) {
        (Some(runs), Some(end)) => !end.began && end.course != runs.course && (end.at, end.id) > (runs.at, runs.id),
        (Some(_) | None, _) => false,
    };
    if ended(own, other) || ended(other, own) {
        return Together::TwoFlares;
    }
    let (earlier, later) = match (own.runs(), other.runs()) {
        (Some(one), Some(two)) if one.course != two.course => {
            if (one.at, one.id) < (two.at, two.id) {
                (own, other)
            } else {
                (other, own)
            }
        }
        (Some(_) | None, _) => return Together::One(Vec::new()),
    };
    let known = |sign: &&Record| later.said.iter().all(|said| said.id != sign.id);
    Together::One(earlier.standing().filter(known).collect())
}

/// A sign once more: what was said, when it was.
pub fn again(sign: &Record) -> Option<Event> {
    let Event::Screened { card, signs, unsure, by, place, .. } = &sign.event else { return None };
    let mut event = Event::screened(card.clone(), signs.clone());
    if let Event::Screened { unsure: own, by: whose, place: where_, .. } = &mut event {
        (*own, *whose, *where_) = (*unsure, *by, place.clone());
    }
    Some(event)
}
