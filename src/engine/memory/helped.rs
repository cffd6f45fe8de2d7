//! What followed what: pairs of levels with one kind of thing between, beside what is usual from the same level.
//!
//! A pair is two levels of pain, one after the other, 15 minutes to 3 hours apart. It counts for a kind of thing where
//! that is the only kind between them. "Usual" is what became of pairs from the same levels between which nothing was
//! noted. People take something when it is worst, and then it often eases by itself: so this compares only like with
//! like, says nothing of causes, and is not sorted by what looks best.
//!
//! | time | says | |
//! |---|---|---|
//! | 10:00 | pain 6 | |
//! | 10:20 | heat done | |
//! | 10:50 | pain 5 | a pair for heat: lower |
//! | 12:00 | pain 5 | a pair with nothing between, from 5: same |
//! | 12:10 | walk done | |
//! | 12:30 | ibuprofen | |
//! | 13:00 | pain 4 | two kinds between: left out |

use crate::engine::memory::Item;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::time::{Moment, Span};

/// Two levels that are closer say nothing of what was between.
const NEAREST: Span = Span::minutes(15);
/// Between two levels that are further apart too much happens.
const FURTHEST: Span = Span::hours(3);
/// Of fewer pairs nothing is said.
pub const ENOUGH: u32 = 5;

/// A kind of thing.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Treatment {
    /// A medicine, by its ingredient or its name.
    Medicine(String),
    /// A kind of step.
    Kind(Kind),
}

/// What came after one kind of thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct After {
    /// The thing.
    pub thing: Treatment,
    /// How many pairs.
    pub n: u32,
    /// So often it was lower.
    pub lower: u32,
    /// So often it was the same.
    pub same: u32,
    /// So often it was higher.
    pub higher: u32,
    /// Of as many pairs from the same levels with nothing between, so many were lower: rounded. `None`: there are too few
    /// of those.
    pub usual: Option<u32>,
}

impl After {
    /// Whether there are too few pairs to say anything.
    pub fn too_few(&self) -> bool {
        self.n < ENOUGH
    }
}

/// What came after what.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Helped {
    /// By kind: medicines first, then in the order of the kinds.
    pub after: Vec<After>,
    /// So many pairs have nothing between.
    pub nothing: u32,
    /// So many pairs have several kinds of things between, and are left out.
    pub several: u32,
}

/// A pair: the level before, the one after, and what was between.
struct Pair {
    before: u8,
    after: u8,
    things: Vec<Treatment>,
}

/// What came after what, of these lines. They need not be in order.
pub fn helped(items: &[Item<'_>]) -> Helped {
    let pairs = pairs(items);
    let nothing: Vec<&Pair> = pairs.iter().filter(|pair| pair.things.is_empty()).collect();
    let mut things: Vec<&Treatment> = pairs.iter().filter_map(|pair| only(pair)).collect();
    things.sort_unstable();
    things.dedup();
    let after = things.into_iter().map(|thing| {
        let own: Vec<&Pair> = pairs.iter().filter(|pair| only(pair) == Some(thing)).collect();
        let count = |is: fn(&Pair) -> bool| of(own.iter().filter(|pair| is(pair)).count());
        After {
            thing: thing.clone(),
            n: of(own.len()),
            lower: count(|pair| pair.after < pair.before),
            same: count(|pair| pair.after == pair.before),
            higher: count(|pair| pair.after > pair.before),
            usual: usual(&own, &nothing),
        }
    });
    Helped {
        after: after.collect(),
        nothing: of(nothing.len()),
        several: of(pairs.iter().filter(|pair| pair.things.len() > 1).count()),
    }
}

fn of(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn only(pair: &Pair) -> Option<&Treatment> {
    if let [thing] = pair.things.as_slice() { Some(thing) } else { None }
}

/// Of as many pairs from the same levels with nothing between, how many would be lower: for each level its share, times
/// the pairs that began there. `None`: from one of the levels there is none, or there are too few in all.
fn usual(own: &[&Pair], nothing: &[&Pair]) -> Option<u32> {
    let (mut thousandths, mut used) = (0_u64, 0_u32);
    for level in 0..=10 {
        let begun = own.iter().filter(|pair| pair.before == level).count() as u64;
        if begun == 0 {
            continue;
        }
        let alike = || nothing.iter().filter(|pair| pair.before == level);
        let (all, lower) = (alike().count() as u64, alike().filter(|pair| pair.after < level).count() as u64);
        thousandths += (begun * lower * 1000).checked_div(all)?;
        used += u32::try_from(all).unwrap_or(u32::MAX);
    }
    (used >= ENOUGH).then(|| u32::try_from((thousandths + 500) / 1000).unwrap_or(u32::MAX))
}

fn pairs(items: &[Item<'_>]) -> Vec<Pair> {
    let mut told: Vec<(Moment, bool, &Item<'_>)> = Vec::new();
    for item in items.iter().filter(|item| !item.taken_back || item.dose) {
        let pain = item.record.event.level().is_some() && !item.taken_back;
        told.push((item.at(), pain, item));
    }
    // What happened at the moment of a pain was before it: a pain is asked after a thing.
    told.sort_by_key(|(at, pain, _)| (*at, *pain));
    let mut pairs = Vec::new();
    let mut before: Option<(Moment, u8)> = None;
    let mut things: Vec<Treatment> = Vec::new();
    for (at, _, item) in told {
        match item.record.event.level() {
            Some(after) => {
                let apart = before.map(|(from, level)| (at - from, level));
                if let Some((_, before)) = apart.filter(|(apart, _)| (NEAREST..=FURTHEST).contains(apart)) {
                    let mut things = std::mem::take(&mut things);
                    things.sort_unstable();
                    things.dedup();
                    pairs.push(Pair { before, after, things });
                }
                things.clear();
                before = Some((at, after));
            }
            None => things.extend(thing(item)),
        }
    }
    pairs
}

/// What a line is among the things that may have helped.
fn thing(item: &Item<'_>) -> Option<Treatment> {
    if let Some(dose) = item.as_dose() {
        let mut names: Vec<String> = super::days::contents(dose).into_iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        return Some(Treatment::Medicine(names.join(" + ")));
    }
    let event = &item.record.event;
    let did =
        event.as_done().is_some() || matches!(event, Event::Stopped { .. } | Event::On { .. } | Event::Off { .. });
    // What only asks, or calls somebody, is nothing that may have helped.
    item.kind.filter(|kind| did && *kind != Kind::CheckIn && *kind != Kind::Contact).map(Treatment::Kind)
}
