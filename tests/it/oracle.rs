//! A second implementation of the rules of doses and of distances, written from the rules alone and sharing no code with
//! the engine: minute by minute, by adding up. Engine and oracle must agree on every moment of random lives.
//!
//! `cargo test` looks at eight thousand moments; a million of them takes a release build:
//! `cargo test --release --test it -- --ignored a_million_moments`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use backflare::engine::explain::explain;
use backflare::engine::history::History;
use backflare::engine::safety::Why;
use backflare::model::event::{Damage, Dose, Event, Record, Tail};
use backflare::model::medicine::Ingredient;
use backflare::model::profile::{Answer, Fact, Profile};
use backflare::model::time::{Clock, Moment, Span, Stamp, Zone};
use backflare::protocol::format::Protocol;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::story::{after_start, id, profile, protocol, uuid};

const DAY: i64 = 1440;

/// What a file names; the rules hold whatever it is.
struct Variant {
    ibuprofen: Offer,
    acetaminophen: Offer,
    naproxen: Offer,
}

struct Offer {
    dose: u32,
    spacing: i64,
    most: Option<u32>,
    most_doses: Option<usize>,
}

const fn offer(dose: u32, spacing: i64, most: Option<u32>, most_doses: Option<usize>) -> Offer {
    Offer { dose, spacing, most, most_doses }
}

const VARIANTS: [Variant; 4] = [
    Variant {
        ibuprofen: offer(200, 360, Some(1200), None),
        acetaminophen: offer(500, 360, Some(3000), None),
        naproxen: offer(220, 480, None, None),
    },
    Variant {
        ibuprofen: offer(200, 1, None, None),
        acetaminophen: offer(1000, 1, Some(9000), None),
        naproxen: offer(440, 1, Some(5000), None),
    },
    Variant {
        ibuprofen: offer(100, 240, Some(800), Some(3)),
        acetaminophen: offer(650, 240, None, Some(4)),
        naproxen: offer(110, 720, Some(440), None),
    },
    Variant {
        ibuprofen: offer(600, 60, Some(9999), None),
        acetaminophen: offer(1300, 60, None, None),
        naproxen: offer(500, 60, None, Some(99)),
    },
];

fn built(variant: usize) -> &'static Protocol {
    static ALL: LazyLock<Vec<Protocol>> = LazyLock::new(|| {
        let change = |name: &str, offer: &Offer| {
            let set = |field: &str, value: String| (format!("{name}.medicine.{field}"), value);
            let number = |value: Option<String>| value.unwrap_or_else(|| "null".to_owned());
            vec![
                set("dose_mg", offer.dose.to_string()),
                set("option_mg", "null".to_owned()),
                set("spacing", format!("{}m", offer.spacing)),
                set("most_mg_in_24h", number(offer.most.map(|most| most.to_string()))),
                set("most_doses_in_24h", number(offer.most_doses.map(|most| most.to_string()))),
            ]
        };
        let all = |variant: &Variant| {
            let Variant { ibuprofen, acetaminophen, naproxen } = variant;
            let named = [("ibuprofen", ibuprofen), ("acetaminophen", acetaminophen), ("naproxen", naproxen)];
            protocol(&named.into_iter().flat_map(|(name, offer)| change(name, offer)).collect::<Vec<_>>())
        };
        VARIANTS.iter().map(all).collect()
    });
    &ALL[variant]
}

/// Summer time ends in the middle of it; or it stays; or somebody flies west and back.
fn zones() -> [Zone; 3] {
    let hours = |n: i64| after_start(Span::hours(n));
    [
        Zone::fixed(3600),
        Zone::new(7200, vec![(hours(50), 3600)]),
        Zone::new(3600, vec![(hours(30), -5 * 3600), (hours(80), 3600)]),
    ]
}

/// Something that happens: so many minutes after the one before, told so many minutes late.
#[derive(Clone, Debug)]
struct Deed {
    gap: i64,
    back: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Took(Vec<Ingredient>, Option<u32>),
    Correct { back: usize, mg: Option<u32>, reason: bool },
    Undo(usize),
    Done(&'static str),
    On(&'static str),
    Off(&'static str),
    Unreadable,
    Calm,
    Again,
}

fn took() -> impl Strategy<Value = What> {
    use Ingredient::{Acetaminophen, Aspirin, Diclofenac, Ibuprofen, MethylSalicylate, Naproxen, OtherNsaid, Sedating};
    let contains = prop_oneof![
        8 => Just(vec![Ibuprofen]),
        4 => Just(vec![Acetaminophen]),
        3 => Just(vec![Naproxen]),
        1 => prop::sample::select(vec![Aspirin, Diclofenac, MethylSalicylate, OtherNsaid]).prop_map(|one| vec![one]),
        1 => Just(vec![Acetaminophen, Ibuprofen]),
        1 => Just(vec![Acetaminophen, Sedating]),
        1 => Just(vec![Ingredient::Other(id("menthol"))]),
        1 => Just(vec![]),
    ];
    let amount = prop_oneof![
        6 => Just(Some(200)), 3 => Just(Some(400)), 3 => Just(Some(220)), 2 => Just(Some(1000)), 1 => Just(Some(650)),
        1 => Just(Some(651)), 1 => Just(None), 1 => (0_u32..3000).prop_map(Some),
    ];
    (contains, amount).prop_map(|(contains, mg)| What::Took(contains, mg))
}

const SKIN: [(&str, Skin); 5] = [
    ("heat", Skin::Heat),
    ("cold", Skin::Cold),
    ("menthol", Skin::Rub),
    ("menthol-rub", Skin::Rub),
    ("patch", Skin::Patch),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Skin {
    Heat,
    Cold,
    Rub,
    Patch,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let step = || prop::sample::select(SKIN.to_vec()).prop_map(|(name, _)| name);
    let what = prop_oneof![
        10 => took(),
        6 => step().prop_map(What::Done),
        2 => step().prop_map(What::On),
        3 => step().prop_map(What::Off),
        1 => (0_usize..3, prop::option::of(0_u32..500), prop::bool::weighted(0.8))
            .prop_map(|(back, mg, reason)| What::Correct { back, mg, reason }),
        1 => (0_usize..4).prop_map(What::Undo),
        3 => Just(What::Calm),
    ];
    let what = prop_oneof![40 => what, 1 => Just(What::Unreadable), 1 => Just(What::Again)];
    let gap = prop_oneof![1 => Just(0_i64), 6 => 0_i64..300, 3 => 100_i64..700, 1 => 700_i64..2000];
    let back = prop_oneof![6 => Just(0_i64), 1 => 0_i64..1200];
    prop::collection::vec((gap, back, what).prop_map(|(gap, back, what)| Deed { gap, back, what }), 1..40)
}

/// A life as the program reads it: lines with the minute at which each was written.
struct Life {
    lines: Vec<(i64, Line)>,
    end: i64,
    zone: Zone,
}

enum Line {
    Readable(Box<Record>),
    Unreadable,
}

fn at(minute: i64) -> Moment {
    after_start(Span::minutes(minute))
}

impl Life {
    fn new(protocol: &Protocol, zone: Zone, deeds: &[Deed]) -> Self {
        let mut life = Self { lines: Vec::new(), end: 0, zone };
        let (name, course) = (protocol.id.clone(), protocol.course);
        let started =
            || Event::Started { protocol: name.clone(), version: String::new(), course, pauses: None, progress: None };
        life.write(0, 0, started());
        life.calm(protocol, 0);
        let mut now = 0;
        for deed in deeds {
            now += deed.gap;
            let happened = now - deed.back;
            match &deed.what {
                What::Took(contains, amount_mg) => {
                    let medicine = contains.first().map_or("mystery", Ingredient::as_str).to_owned();
                    let (contains, amount_mg) = (contains.clone(), *amount_mg);
                    let dose = Dose::new(medicine, contains, amount_mg);
                    life.write(now, happened, Event::Took(dose));
                }
                What::Correct { back, mg, reason } => {
                    let doses: Vec<_> = life
                        .records()
                        .filter_map(|record| {
                            let Event::Took(dose) = &record.event else { return None };
                            Some((record.id, dose.clone()))
                        })
                        .collect();
                    if let Some((of, dose)) = doses.into_iter().rev().nth(*back) {
                        let because = reason.then(|| "it was otherwise".to_owned());
                        let contains = dose.ingredients().cloned().collect();
                        let dose = Dose { corrects: Some(of), because, ..Dose::new(dose.medicine, contains, *mg) };
                        life.write(now, happened, Event::Took(dose));
                    }
                }
                What::Undo(back) => {
                    let of = life.records().filter(|record| !matches!(record.event, Event::Started { .. }));
                    let of = of.map(|record| record.id).collect::<Vec<_>>().into_iter().rev().nth(*back);
                    if let Some(of) = of {
                        life.write(now, now, Event::Retracted { of });
                    }
                }
                What::Done(step) => {
                    life.write(now, happened, Event::done(id(step)));
                }
                What::On(step) => life.write(now, happened, Event::on(id(step))),
                What::Off(step) => life.write(now, happened, Event::Off { step: id(step) }),
                What::Unreadable => life.lines.push((now, Line::Unreadable)),
                What::Calm => life.calm(protocol, now),
                What::Again => {
                    life.write(now, now, Event::Ended { note: None });
                    life.write(now, now, started());
                }
            }
        }
        life.end = now;
        life
    }

    fn records(&self) -> impl Iterator<Item = &Record> {
        self.lines.iter().filter_map(|(_, line)| if let Line::Readable(record) = line { Some(&**record) } else { None })
    }

    fn write(&mut self, written: i64, happened: i64, event: Event) {
        let stamp = |minute: i64| self.zone.stamp(at(minute));
        let (rec, at) = (stamp(written), stamp(happened));
        let record = Record::new(uuid(self.lines.len() + 1), at, rec, event);
        self.lines.push((written, Line::Readable(Box::new(record))));
    }

    fn calm(&mut self, protocol: &Protocol, now: i64) {
        for card in &protocol.cards {
            self.write(now, now, Event::screened(card.id.clone(), Vec::new()));
        }
        for fact in
            [Fact::FallOrBlow, Fact::RecentMedicine, Fact::Chickenpox, Fact::Drowsy, Fact::Bruise, Fact::BrokenSkin]
        {
            self.write(now, now, Event::answered(fact, Answer::No));
        }
    }

    /// What stood in the journal at that minute.
    fn until(&self, minute: i64) -> Tail {
        let mut tail = Tail::default();
        for (_, line) in self.lines.iter().filter(|(written, _)| *written <= minute) {
            match line {
                Line::Readable(record) => {
                    for damage in tail.damaged.iter_mut().filter(|damage| damage.by.is_none()) {
                        damage.by = Some(record.rec);
                    }
                    tail.records.push(Record::clone(record));
                }
                Line::Unreadable => {
                    let place = tail.records.len();
                    tail.damaged.push(Damage { line: 1, since: None, by: None, place, why: String::new() });
                }
            }
        }
        tail
    }
}

/// What the oracle knows at one minute: what went in, and what was on the skin, each with its minute.
struct Oracle<'a> {
    now: i64,
    written: i64,
    started: i64,
    doses: Vec<Swallowed>,
    skin: Vec<(i64, &'static str, Skin)>,
    on: [bool; 4],
    lost: Vec<i64>,
    zone: &'a Zone,
}

struct Swallowed {
    minute: i64,
    date: i64,
    contains: Vec<Ingredient>,
    mg: Option<u32>,
    lost: bool,
}

fn minute_of(moment: Moment) -> i64 {
    (moment - after_start(Span::ZERO)).as_seconds() / 60
}

fn days_since_1970(stamp: Stamp) -> i64 {
    (stamp.moment.unix() + i64::from(stamp.offset)).div_euclid(86_400)
}

const NSAIDS: [&str; 6] = ["ibuprofen", "naproxen", "aspirin", "diclofenac", "methyl-salicylate", "anti-inflammatory"];
const TOPICALS: [&str; 5] = ["diclofenac", "methyl-salicylate", "menthol", "capsaicin", "lidocaine"];

impl Swallowed {
    fn any(&self, names: &[&str]) -> bool {
        self.contains.is_empty() || self.contains.iter().any(|one| names.contains(&one.as_str()))
    }

    fn milligrams(&self, largest: u32) -> u32 {
        match self.mg {
            None => largest,
            Some(mg) if self.contains.is_empty() => mg.max(largest),
            Some(mg) => mg,
        }
    }
}

impl<'a> Oracle<'a> {
    fn new(tail: &Tail, now: i64, zone: &'a Zone) -> Self {
        let undone: BTreeSet<_> = tail
            .records
            .iter()
            .filter_map(|record| if let Event::Retracted { of } = record.event { Some(of) } else { None })
            .collect();
        // What a correction replaces; a correction that was undone, where what it had replaced is there.
        let mut replaced = BTreeSet::new();
        for record in tail.records.iter().rev() {
            if let Event::Took(Dose { corrects: Some(of), because: Some(_), .. }) = &record.event {
                let there = tail.records.iter().any(|other| other.id == *of);
                let undone = undone.contains(&record.id) && !replaced.contains(&record.id);
                replaced.extend(match (undone, there) {
                    (false, _) => Some(*of),
                    (true, true) => Some(record.id),
                    (true, false) => None,
                });
            }
        }
        let mut oracle = Self {
            now,
            written: tail.records.iter().map(|record| minute_of(record.rec.moment)).max().unwrap_or(now),
            started: 0,
            doses: Vec::new(),
            skin: Vec::new(),
            on: [false; 4],
            lost: Vec::new(),
            zone,
        };
        let mut worn: Vec<(i64, usize, &'static str, Skin, bool)> = Vec::new();
        for (place, record) in tail.records.iter().enumerate() {
            let minute = minute_of(record.at.moment).min(now);
            let known = |step: &backflare::model::id::Id| SKIN.iter().find(|(name, _)| *name == step.as_str());
            match &record.event {
                Event::Started { .. } => oracle.started = minute,
                Event::Took(dose) if !replaced.contains(&record.id) && dose.amount_mg() != Some(0) => {
                    let date = days_since_1970(record.at);
                    let (contains, mg) = (dose.ingredients().cloned().collect(), dose.amount_mg());
                    oracle.doses.push(Swallowed { minute, date, contains, mg, lost: false });
                }
                Event::Done { step, .. } | Event::Off { step } if !undone.contains(&record.id) => {
                    if let Some((name, skin)) = known(step) {
                        // What is done is off.
                        oracle.skin.push((minute, name, *skin));
                        worn.push((minute, place, name, *skin, false));
                    }
                }
                Event::On { step, .. } if !undone.contains(&record.id) => {
                    if let Some((name, skin)) = known(step) {
                        worn.push((minute, place, name, *skin, true));
                    }
                }
                Event::Ended { .. }
                | Event::Screened { .. }
                | Event::Withdrawn { .. }
                | Event::Seen { .. }
                | Event::Followed { .. }
                | Event::Answered { .. }
                | Event::Agreed { .. }
                | Event::Accepted { .. }
                | Event::Placed { .. }
                | Event::Reacted { .. }
                | Event::Pain { .. }
                | Event::Began { .. }
                | Event::Goal { .. }
                | Event::GoalLevel { .. }
                | Event::Passed { .. }
                | Event::Done { .. }
                | Event::Walked { .. }
                | Event::Stopped { .. }
                | Event::Skipped { .. }
                | Event::Snoozed { .. }
                | Event::Asked { .. }
                | Event::Chose { .. }
                | Event::Rested { .. }
                | Event::Helper { .. }
                | Event::Slept { .. }
                | Event::Told { .. }
                | Event::Zone { .. }
                | Event::Took(_)
                | Event::On { .. }
                | Event::Off { .. }
                | Event::Retracted { .. } => {}
            }
        }
        worn.sort_by_key(|(minute, place, ..)| (*minute, *place));
        // What is on is on until it comes off itself, whatever else of its kind does.
        let mut last = BTreeMap::new();
        for (_, _, name, skin, on) in worn {
            last.insert(name, (skin, on));
        }
        for (skin, on) in last.into_values() {
            oracle.on[skin as usize] |= on;
        }
        for damage in &tail.damaged {
            let minute = damage.by.map_or(now, |by| minute_of(by.moment)).min(now);
            oracle.lost.push(minute);
            oracle.doses.push(Swallowed { minute, date: 0, contains: Vec::new(), mg: None, lost: true });
        }
        oracle
    }

    fn clock_is_behind(&self) -> bool {
        let doses = self.doses.iter().map(|dose| dose.minute);
        self.written.max(doses.max().unwrap_or(self.written)) > self.now + 2
    }

    /// Whether anything in the minutes from `now - length` (not included) to now is counted by `hit`.
    fn within(&self, length: i64, hit: impl Fn(i64) -> bool) -> bool {
        (self.now - length + 1..=self.now).any(hit)
    }

    fn medicine(&self, name: &str, offer: &Offer) -> bool {
        let (largest, most, half, small, after_small, after_large) = match name {
            "ibuprofen" => (400, 1200, None, 200, 240, 360),
            "acetaminophen" => (1000, 3000, None, 650, 240, 360),
            "naproxen" => (440, 660, Some(440), 220, 480, 480),
            other => panic!("{other} has no rules"),
        };
        if self.clock_is_behind() || offer.dose > largest {
            return false;
        }
        // Minute by minute: how much of it, and whether another of its class, went in.
        let length = usize::try_from(DAY).unwrap();
        let (mut mine, mut times, mut other) = (vec![0_u32; length], vec![0_usize; length], vec![false; length]);
        let mut too_soon = false;
        for dose in &self.doses {
            let age = self.now - dose.minute;
            let mg = dose.milligrams(largest);
            if dose.any(&[name]) {
                let wait = if mg <= small { after_small } else { after_large };
                too_soon |= age < wait.max(offer.spacing);
            }
            if let Some(age) = usize::try_from(age).ok().filter(|age| *age < length) {
                if dose.any(&[name]) {
                    mine[age] += mg;
                    times[age] += 1;
                }
                let class: Vec<&str> = NSAIDS.into_iter().filter(|one| *one != name).collect();
                other[age] |= NSAIDS.contains(&name) && dose.any(&class);
            }
        }
        let day: u32 = mine.iter().sum();
        let half_day: u32 = mine[..length / 2].iter().sum();
        let most = offer.most.map_or(most, |own| own.min(most));
        let analgesics: Vec<&str> = NSAIDS.into_iter().chain(["acetaminophen"]).collect();
        let from = self.started.min(self.now - 30 * DAY);
        let counted = || self.doses.iter().filter(|dose| dose.minute >= from && dose.any(&analgesics));
        // Ten dates in full: with the one of this moment there are ten at most.
        let mut dates: BTreeSet<i64> = counted().filter(|dose| !dose.lost).map(|dose| dose.date).collect();
        dates.insert(days_since_1970(self.zone.stamp(after_start(Span::minutes(self.now)))));
        let days = dates.len() + counted().filter(|dose| dose.lost).count();
        let larger_first = name == "naproxen" && offer.dose > small && times.iter().any(|n| *n > 0);
        !too_soon
            && !larger_first
            && (name != "ibuprofen" || offer.dose <= small)
            && day + offer.dose <= most
            && half.is_none_or(|half| half_day + offer.dose <= half)
            && offer.most_doses.is_none_or(|most| times.iter().sum::<usize>() < most)
            && !other.contains(&true)
            && days <= 10
    }

    fn ended(&self, skin: Skin, length: i64) -> bool {
        let on = self.on[skin as usize];
        let hit = |minute| self.skin.iter().any(|(end, _, kind)| *kind == skin && *end == minute);
        on || self.within(length, |minute| hit(minute) || self.lost.contains(&minute))
    }

    fn times(&self, skin: Skin) -> usize {
        let day = self.now - DAY;
        let ends = self.skin.iter().filter(|(end, _, kind)| *kind == skin && *end > day).count();
        ends + usize::from(self.on[skin as usize]) + self.lost.iter().filter(|minute| **minute > day).count()
    }

    fn swallowed(&self, names: &[&str], length: i64) -> bool {
        self.within(length, |minute| self.doses.iter().any(|dose| dose.minute == minute && dose.any(names)))
    }

    fn heat(&self) -> bool {
        !self.ended(Skin::Heat, 120)
            && self.times(Skin::Heat) < 6
            && !self.ended(Skin::Cold, 120)
            && !self.ended(Skin::Rub, 720)
            && !self.ended(Skin::Patch, 720)
            && !self.swallowed(&TOPICALS, 720)
            && !self.swallowed(&["sedating"], DAY)
    }

    fn cold(&self) -> bool {
        !self.ended(Skin::Cold, 120) && self.times(Skin::Cold) < 4 && !self.ended(Skin::Heat, 120)
    }

    fn topical_days(&self) -> usize {
        let day = |minute: i64| {
            let stamp = self.zone.stamp(at(minute));
            (stamp.moment.unix() + i64::from(stamp.offset) - 4 * 3600).div_euclid(86_400)
        };
        let from = self.started.min(self.now - 30 * DAY);
        let skin = self.skin.iter().filter(|(.., kind)| matches!(kind, Skin::Rub | Skin::Patch)).map(|(end, ..)| *end);
        let doses = self.doses.iter().filter(|dose| dose.any(&TOPICALS)).map(|dose| dose.minute);
        let on = (self.on[Skin::Rub as usize] || self.on[Skin::Patch as usize]).then_some(self.now);
        let used = skin.chain(doses).chain(on).chain(self.lost.iter().copied()).filter(|minute| *minute >= from);
        used.map(day).collect::<BTreeSet<_>>().len()
    }

    fn rub(&self, own: &str) -> bool {
        let another = |minute| {
            let hit = |(end, name, kind): &(i64, &str, Skin)| {
                *end == minute && (*kind == Skin::Patch || (*kind == Skin::Rub && *name != own))
            };
            self.skin.iter().any(hit)
        };
        let creams = self.doses.iter().filter(|dose| !dose.lost && dose.any(&TOPICALS));
        let creams = creams.filter(|dose| dose.minute > self.now - DAY).count();
        !self.ended(Skin::Heat, 60)
            && !self.on[Skin::Patch as usize]
            && !self.on[Skin::Rub as usize]
            && !self.within(720, another)
            && !self.swallowed(&TOPICALS, 720)
            && self.times(Skin::Rub) + creams < 4
            && self.topical_days() < 7
    }

    fn patch(&self) -> bool {
        !self.ended(Skin::Heat, 60)
            && !self.ended(Skin::Patch, 720)
            && !self.ended(Skin::Rub, 720)
            && !self.swallowed(&TOPICALS, 720)
            && self.topical_days() < 7
    }
}

/// Whether a reason is one of doses and distances: what the oracle knows of.
fn counted(why: &Why) -> bool {
    matches!(
        why,
        Why::TooSoon { .. }
            | Why::OverSum { .. }
            | Why::TooManyDoses { .. }
            | Why::OverSingle { .. }
            | Why::SmallerFirst { .. }
            | Why::OtherNsaid(_)
            | Why::TooManyDays { .. }
            | Why::TooManyTopicalDays { .. }
            | Why::ClockBehind
            | Why::SessionTooSoon { .. }
            | Why::TooManySessions { .. }
            | Why::HeatColdApart { .. }
            | Why::Drowsy { .. }
            | Why::CreamOn { .. }
            | Why::AfterHeat { .. }
            | Why::PatchIsOn
            | Why::PatchOff { .. }
            | Why::UnknownMedicine
            | Why::NeverOffered(_)
    )
}

/// Asks engine and oracle at one minute of a life, by a clock that may have slipped back.
fn agree(life: &Life, variant: usize, minute: i64, slip: i64, profile: &Profile) -> Result<(), String> {
    let protocol = built(variant);
    let tail = life.until(minute);
    let now = minute - slip;
    let clock = Clock { now: at(now), zone: life.zone.clone() };
    let history = History::new(&tail, clock);
    let oracle = Oracle::new(&tail, now, &life.zone);
    let Variant { ibuprofen, acetaminophen, naproxen } = &VARIANTS[variant];
    let expected = [
        ("ibuprofen", oracle.medicine("ibuprofen", ibuprofen)),
        ("acetaminophen", oracle.medicine("acetaminophen", acetaminophen)),
        ("naproxen", oracle.medicine("naproxen", naproxen)),
        ("heat", oracle.heat()),
        ("cold", oracle.cold()),
        ("menthol", oracle.rub("menthol")),
        ("menthol-rub", oracle.rub("menthol-rub")),
        ("patch", oracle.patch()),
    ];
    for (name, may) in expected {
        let step = protocol.step(&id(name)).unwrap();
        let rules = explain(protocol, profile, &history, step).rules;
        let against: Vec<_> = rules.iter().filter_map(|rule| rule.verdict.as_ref().err()).collect();
        let against: Vec<_> = against.into_iter().filter(|veto| counted(&veto.why)).collect();
        if against.is_empty() != may {
            let says = if may { "may" } else { "may not" };
            return Err(format!(
                "minute {minute} by a clock {slip} behind, {name}: the oracle says {says}, the engine {against:?}"
            ));
        }
    }
    Ok(())
}

/// Looks at so many moments, each of many lives at every `stride`th minute.
fn sweep(moments: usize, stride: usize) {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let lives = (deeds(), 0..VARIANTS.len(), 0..3_usize, prop::sample::select(vec![0_i64, 0, 0, 0, 3, 60]));
    let profile = profile();
    let mut looked = 0;
    while looked < moments {
        let (deeds, variant, zone, slip) = lives.new_tree(&mut runner).unwrap().current();
        let life = Life::new(built(variant), zones()[zone].clone(), &deeds);
        let first = i64::try_from(looked % stride).unwrap();
        for minute in (first..life.end + 2 * DAY).step_by(stride) {
            if let Err(difference) = agree(&life, variant, minute, slip, &profile) {
                panic!("{difference}\nvariant {variant}, zone {zone}, of this life:\n{deeds:#?}");
            }
            looked += 1;
        }
    }
    assert!(looked >= moments);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Small lives, which are made smaller still where they disagree.
    #[test]
    fn the_engine_and_the_oracle_agree(
        deeds in deeds(), variant in 0..VARIANTS.len(), zone in 0..3_usize,
        slip in prop::sample::select(vec![0_i64, 0, 0, 3, 60]), first in 0_i64..61,
    ) {
        let life = Life::new(built(variant), zones()[zone].clone(), &deeds);
        for minute in (first..life.end + DAY).step_by(61) {
            let agreed = agree(&life, variant, minute, slip, &profile());
            prop_assert!(agreed.is_ok(), "{}", agreed.unwrap_err());
        }
    }
}

#[test]
fn eight_thousand_moments() {
    sweep(8_000, 37);
}

#[test]
#[ignore = "a million moments take minutes: run it in a release build"]
fn a_million_moments() {
    sweep(1_000_000, 1);
}
