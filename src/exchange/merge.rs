//! Two journals become one: which events are the same, where each stands, and which signs go with them.
//!
//! An event that both have is one. The others stand in the order in which they were written, each by the clock of its own
//! machine: so what was decided here later stays decided, and two homes that exchange their journals, in whichever order,
//! end with the same one. What lies ahead of the clock here counts as written now.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use uuid::Uuid;

use crate::model::class::Class;
use crate::model::event::{Content, Event, LINE_VERSION, Record};
use crate::model::profile::{Profile, Remembered};
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

/// What is known about the person, of both: of two answers to one question the later, and of two to what is in a
/// medicine all that either says.
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
    for (name, said) in &other.names {
        match merged.names.get_mut(name) {
            Some(known) => *known = both(known, said),
            None => {
                merged.names.insert(name.clone(), said.clone());
            }
        }
    }
    merged
}

/// What is in a medicine of which two things were said: the larger set, as it is the safer one. "Nothing that matters" gives
/// way to anything. An amount that is not known stays so, as it counts as the largest; of two the larger stays.
///
/// | here | there | together |
/// |---|---|---|
/// | nothing | ibuprofen 200 | ibuprofen 200 |
/// | ibuprofen 200 | ibuprofen 400, codeine 8 | codeine 8, ibuprofen 400 |
/// | ibuprofen 200 | ibuprofen, amount unsaid | ibuprofen, amount unsaid |
fn both(own: &Remembered, other: &Remembered) -> Remembered {
    let sorted = |said: &Remembered| {
        let mut contains = said.contains.clone();
        contains.sort_by(order);
        contains
    };
    let (one, two) = (sorted(own), sorted(other));
    if one == two && own.skin == other.skin {
        // The same in another order: both machines keep the same order.
        let first = order_of(own) <= order_of(other);
        return if first { own.clone() } else { other.clone() };
    }
    let mut contains: Vec<Content> = Vec::new();
    for content in one.iter().chain(&two) {
        match contains.iter_mut().find(|known| known.ingredient == content.ingredient) {
            Some(known) => {
                known.mg = known.mg.zip(content.mg).map(|(one, two)| one.max(two));
                known.class = known.class.or(content.class);
            }
            None => contains.push(content.clone()),
        }
    }
    if contains.iter().any(|content| !is_nothing(content)) {
        contains.retain(|content| !is_nothing(content));
    }
    contains.sort_by(order);
    Remembered { contains, skin: own.skin || other.skin }
}

/// What `--contains none` writes.
fn is_nothing(content: &Content) -> bool {
    content.class.is_some_and(|class| class == Class::Harmless || class == Class::Skin)
}

fn order(one: &Content, other: &Content) -> Ordering {
    (&one.ingredient, one.mg).cmp(&(&other.ingredient, other.mg))
}

fn order_of(said: &Remembered) -> Vec<String> {
    said.contains.iter().map(|content| content.ingredient.to_string()).collect()
}

/// Where a journal stands: the course that runs or ended last, and the signs that stand in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MergeStand {
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

impl MergeStand {
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
pub fn together<'s>(own: &'s MergeStand, other: &'s MergeStand) -> Together<'s> {
    let ended = |one: &MergeStand, two: &MergeStand| match (one.runs(), two.bounds.last()) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Id;
    use crate::model::medicine::Ingredient;

    /// `ibuprofen 200, codeine ?`; `none`: nothing that matters.
    fn said(text: &str) -> Remembered {
        let content = |text: &str| {
            let (name, mg) = text.trim().split_once(' ').unwrap_or((text, "?"));
            let ingredient = Ingredient::named(&Id::parse(name).expect("an id"));
            if name == "none" {
                return Content { ingredient, class: Some(Class::Harmless), mg: None };
            }
            Content::new(ingredient, mg.parse().ok())
        };
        Remembered { contains: text.split(',').map(content).collect(), skin: false }
    }

    #[test]
    fn of_what_is_in_a_medicine_the_larger_set_stays_on_both_sides() {
        for (here, there, together) in [
            ("ibuprofen 200", "ibuprofen 200", "ibuprofen 200"),
            ("none", "ibuprofen 200", "ibuprofen 200"),
            ("none", "none", "none"),
            ("ibuprofen 200", "ibuprofen 400, codeine 8", "ibuprofen 400, codeine 8"),
            ("ibuprofen 200", "acetaminophen 500", "ibuprofen 200, acetaminophen 500"),
            ("ibuprofen 200", "ibuprofen ?", "ibuprofen ?"),
            ("ibuprofen 200, codeine 8", "codeine 8, ibuprofen 200", "codeine 8, ibuprofen 200"),
        ] {
            let (one, two) = (both(&said(here), &said(there)), both(&said(there), &said(here)));
            assert_eq!(one, two, "{here} and {there}");
            let sorted = |mut said: Remembered| {
                said.contains.sort_by(order);
                said
            };
            assert_eq!(sorted(one.clone()), sorted(said(together)), "{here} and {there}");
            // Once more changes nothing.
            assert_eq!(both(&one, &said(there)), one, "{here} and {there}");
        }
    }
}
