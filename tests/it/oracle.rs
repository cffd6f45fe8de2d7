//! A second implementation of the rules of doses and of distances, written from the rules alone and sharing no code with
//! the engine: minute by minute, by adding up. Engine and oracle must agree on every moment of random lives, with real boxes
//! of several ingredients, names that nobody knows, drinks, what makes drowsy, and corrections by name and time.
//!
//! `cargo test` looks at eight thousand moments; a million of them takes a release build:
//! `cargo test --release --test it -- --ignored a_million_moments`.

mod prescribed;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use backflare::engine::case::Case;
use backflare::engine::explain::explain;
use backflare::engine::history::History;
use backflare::engine::safety::unknown::{self, Warning};
use backflare::engine::safety::{Why, sedation};
use backflare::model::class::Class;
use backflare::model::event::{Content, Damage, Dose, Event, Record, Tail};
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
    /// A real box, by its place in the table below, and how many pieces of it.
    Box(usize, u16),
    /// A name that nobody knows, and the milligrams that were said.
    Unknown(&'static str, Option<u32>),
    Drinks(u16),
    Correct {
        back: usize,
        mg: Option<u32>,
        reason: bool,
    },
    /// The dose so many before, by its name and its time: it was so many pieces of that box.
    Instead {
        back: usize,
        real: usize,
        pieces: u16,
    },
    Undo(usize),
    Done(&'static str),
    On(&'static str),
    Off(&'static str),
    /// A sign after a medicine, heat or a patch is told. Rule 21.
    Told(&'static str),
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

/// What stands on real boxes, by rule 19.1 of the fact sheet: of each ingredient its class, and the milligrams of a piece. No
/// figure: none is needed.
type Boxed = (&'static str, &'static [(&'static str, Class, Option<u32>)]);

const BOXES: [Boxed; 14] = [
    ("percocet 5/325", &[("oxycodone", Class::Opioid, Some(5)), ("acetaminophen", Class::Acetaminophen, Some(325))]),
    ("percocet 10/650", &[("oxycodone", Class::Opioid, Some(10)), ("acetaminophen", Class::Acetaminophen, Some(650))]),
    ("co-codamol 30/500", &[("codeine", Class::Opioid, Some(30)), ("acetaminophen", Class::Acetaminophen, Some(500))]),
    ("nuromol", &[("ibuprofen", Class::Nsaid, Some(200)), ("acetaminophen", Class::Acetaminophen, Some(500))]),
    ("backache tablet", &[("ibuprofen", Class::Nsaid, Some(125)), ("acetaminophen", Class::Acetaminophen, Some(250))]),
    (
        "excedrin",
        &[
            ("acetaminophen", Class::Acetaminophen, Some(250)),
            ("aspirin", Class::Nsaid, Some(250)),
            ("caffeine", Class::Caffeine, Some(65)),
        ],
    ),
    ("beechams powders", &[("aspirin", Class::Nsaid, Some(600)), ("caffeine", Class::Caffeine, Some(50))]),
    ("beechams cold", &[("acetaminophen", Class::Acetaminophen, Some(500)), ("caffeine", Class::Caffeine, Some(65))]),
    (
        "anadin extra",
        &[
            ("aspirin", Class::Nsaid, Some(300)),
            ("acetaminophen", Class::Acetaminophen, Some(200)),
            ("caffeine", Class::Caffeine, Some(45)),
        ],
    ),
    (
        "advil pm",
        &[("ibuprofen", Class::Nsaid, Some(200)), ("diphenhydramine", Class::SedatingAntihistamine, Some(38))],
    ),
    (
        "deep blue rub",
        &[
            ("methyl-salicylate", Class::Salicylate, None),
            ("menthol", Class::Counterirritant, None),
            ("camphor", Class::Counterirritant, None),
        ],
    ),
    ("meloxicam", &[("meloxicam", Class::Nsaid, Some(8))]),
    ("vitamin d", &[("vitamin", Class::Supplement, None)]),
    // Lent by a file that says no more of it than "other": as unknown as a name alone.
    ("lent", &[("lent", Class::Other, Some(100))]),
];

/// Names that nobody knows; two read like acetaminophen (rule 19.6).
const NAMES: [&str; 5] = ["mystery", "green capsules", "Tylenol Xyz", "my dolofort", "separate"];

const SKIN: [(&str, Skin); 5] = [
    ("heat", Skin::Heat),
    ("cold", Skin::Cold),
    ("menthol", Skin::Rub),
    ("menthol-rub", Skin::Rub),
    ("patch", Skin::Patch),
];

/// A sign; and whether it keeps away every NSAID, what was taken last, and the skin.
type Reacted = (&'static str, bool, bool, bool);

/// The signs of rule 21.1, and what each keeps away until the flare ends (21.2): every NSAID; what was taken last as well;
/// all that is put on the skin.
const REACTIONS: [Reacted; 6] = [
    ("vomit-blood", true, false, false),
    ("face-swelling", true, true, false),
    ("hard-to-wake", false, false, false),
    ("big-burn", false, false, true),
    ("black-stool", true, false, false),
    ("skin-burn", false, false, true),
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
        8 => took(),
        4 => (0..BOXES.len(), 1_u16..4).prop_map(|(real, pieces)| What::Box(real, pieces)),
        1 => (prop::sample::select(NAMES.to_vec()), prop::option::of(0_u32..2_000))
            .prop_map(|(name, mg)| What::Unknown(name, mg)),
        1 => (1_u16..5).prop_map(What::Drinks),
        1 => (0_usize..3, 0..BOXES.len(), 1_u16..4)
            .prop_map(|(back, real, pieces)| What::Instead { back, real, pieces }),
        6 => step().prop_map(What::Done),
        2 => step().prop_map(What::On),
        3 => step().prop_map(What::Off),
        1 => (0_usize..3, prop::option::of(0_u32..500), prop::bool::weighted(0.8))
            .prop_map(|(back, mg, reason)| What::Correct { back, mg, reason }),
        1 => (0_usize..4).prop_map(What::Undo),
        3 => Just(What::Calm),
    ];
    let told = prop::sample::select(REACTIONS.to_vec()).prop_map(|(sign, ..)| What::Told(sign));
    let what = prop_oneof![40 => what, 1 => told, 1 => Just(What::Unreadable), 1 => Just(What::Again)];
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
                        let whole = mg.filter(|_| dose.contains.is_empty());
                        let contains = dose.contains.iter().map(|one| Content { mg: *mg, ..one.clone() }).collect();
                        let dose = Dose { corrects: Some(of), because, contains, amount_mg: whole, ..dose };
                        life.write(now, happened, Event::Took(dose));
                    }
                }
                What::Box(real, pieces) => life.write(now, happened, Event::Took(boxed(*real, *pieces))),
                What::Unknown(name, mg) => life.write(now, happened, Event::Took(Dose::new(*name, Vec::new(), *mg))),
                What::Drinks(number) => {
                    let contains = vec![content("alcohol", Class::Alcohol, None)];
                    let dose = Dose { contains, units: Some(*number), ..Dose::new("wine", Vec::new(), None) };
                    life.write(now, happened, Event::Took(dose));
                }
                What::Instead { back, real, pieces } => {
                    // Only the dose that was meant changes, and it was taken when it was taken.
                    if let Some((of, name, at)) = life.dose_by_name_and_time(*back) {
                        let because = Some("another box".to_owned());
                        let dose = Dose { corrects: Some(of), because, medicine: name, ..boxed(*real, *pieces) };
                        life.write(now, minute_of(at), Event::Took(dose));
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
                What::Told(sign) => {
                    life.write(now, happened, Event::screened(id("after-medicine"), vec![id(sign)]));
                }
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

    /// The dose so many before, as a person names it: by its name, and by when it was taken. Of one name at one time it is
    /// the newest.
    fn dose_by_name_and_time(&self, back: usize) -> Option<(uuid::Uuid, String, Moment)> {
        let doses: Vec<_> = self
            .records()
            .filter_map(|record| {
                let Event::Took(dose) = &record.event else { return None };
                Some((record.id, dose.medicine.clone(), record.at.moment))
            })
            .collect();
        let (_, name, at) = doses.iter().rev().nth(back)?;
        doses.iter().rev().find(|(_, own, when)| own == name && when == at).cloned()
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
    /// The signs of rule 21 that were told in this flare, each with its minute. None can be taken back.
    told: Vec<(i64, &'static Reacted)>,
    zone: &'a Zone,
}

struct Swallowed {
    id: Option<uuid::Uuid>,
    name: String,
    minute: i64,
    /// The same, be it ahead of the clock. `None`: nobody knows.
    said: Option<i64>,
    date: i64,
    parts: Vec<Part>,
    /// What was said of the whole, where nobody knows what it is.
    mg: Option<u32>,
    drinks: u16,
    lost: bool,
}

/// One ingredient of a dose.
struct Part {
    name: String,
    class: Option<Class>,
    mg: Option<u32>,
}

fn content(name: &str, class: Class, mg: Option<u32>) -> Content {
    Content { ingredient: Ingredient::named(&id(name)), class: Some(class), mg }
}

/// So many pieces of a real box.
fn boxed(real: usize, pieces: u16) -> Dose {
    let (name, parts) = BOXES[real];
    let contains = parts.iter().map(|(name, class, mg)| content(name, *class, mg.map(|mg| mg * u32::from(pieces))));
    Dose { contains: contains.collect(), units: Some(pieces), ..Dose::new(name, Vec::new(), None) }
}

fn minute_of(moment: Moment) -> i64 {
    (moment - after_start(Span::ZERO)).as_seconds() / 60
}

fn days_since_1970(stamp: Stamp) -> i64 {
    (stamp.moment.unix() + i64::from(stamp.offset)).div_euclid(86_400)
}

const NSAIDS: [&str; 6] = ["ibuprofen", "naproxen", "aspirin", "diclofenac", "methyl-salicylate", "anti-inflammatory"];
const TOPICALS: [&str; 5] = ["diclofenac", "methyl-salicylate", "menthol", "capsaicin", "lidocaine"];

impl Part {
    fn is(&self, name: &str) -> bool {
        self.name == name
    }

    fn is_nsaid(&self) -> bool {
        NSAIDS.contains(&self.name.as_str())
            || matches!(self.class, Some(Class::Nsaid | Class::TopicalNsaid | Class::Salicylate))
    }

    fn is_analgesic(&self) -> bool {
        self.is_nsaid() || self.is("acetaminophen")
    }

    fn is_topical(&self) -> bool {
        TOPICALS.contains(&self.name.as_str()) || self.class == Some(Class::Counterirritant)
    }

    /// For how many minutes it makes drowsy. Rule 20.1.
    fn drowsy(&self) -> Option<i64> {
        match self.class {
            Some(Class::Opioid | Class::Sedating) => Some(DAY),
            Some(Class::SedatingAntihistamine) => Some(DAY / 2),
            Some(Class::Alcohol) => Some(8 * 60),
            _ => self.is("sedating").then_some(DAY),
        }
    }
}

impl Swallowed {
    fn of(record: &Record, dose: &Dose, minute: i64) -> Self {
        let part = |one: &Content| Part { name: one.ingredient.as_str().to_owned(), class: one.class, mg: one.mg };
        let alcohol = dose.contains.iter().any(|one| one.class == Some(Class::Alcohol));
        Self {
            id: Some(record.id),
            name: dose.medicine.clone(),
            minute,
            said: Some(minute_of(record.at.moment)),
            date: days_since_1970(record.at),
            parts: dose.contains.iter().map(part).collect(),
            mg: dose.amount_mg,
            // Drinks that nobody counted are three. Rule 19.9.
            drinks: if alcohol { dose.units.unwrap_or(3) } else { 0 },
            lost: false,
        }
    }

    /// Nobody knows what it is, or what something in it is.
    fn unknown(&self) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|part| part.class == Some(Class::Other))
    }

    fn any(&self, of: impl Fn(&Part) -> bool) -> bool {
        self.unknown() || self.parts.iter().any(of)
    }

    /// How many milligrams of that ingredient it counts as.
    fn milligrams(&self, name: &str, largest: u32) -> u32 {
        let own = || self.parts.iter().filter(|part| part.is(name));
        let said: Option<u32> = own().map(|part| part.mg).sum();
        match said.filter(|_| own().next().is_some()) {
            Some(mg) if self.unknown() => mg.max(largest),
            Some(mg) => mg,
            None if self.unknown() => self.mg.unwrap_or(largest).max(largest),
            None => largest,
        }
    }

    /// It holds acetaminophen; or nobody knows, and a word of its name begins like a name of it. Rule 19.6.
    fn like_acetaminophen(&self) -> bool {
        const FRONTS: [&str; 12] = [
            "tylenol",
            "panadol",
            "para",
            "acet",
            "apap",
            "doliprane",
            "dafalgan",
            "efferalgan",
            "crocin",
            "dolo",
            "calpol",
            "ben-u-ron",
        ];
        let reads = |name: &str| name.split(' ').any(|word| FRONTS.iter().any(|front| word.starts_with(front)));
        self.parts.iter().any(|part| part.is("acetaminophen")) || self.unknown() && reads(&self.name.to_lowercase())
    }

    /// How many milligrams that is, of what is like acetaminophen.
    fn like_mg(&self) -> u32 {
        let own = || self.parts.iter().filter(|part| part.is("acetaminophen"));
        let said: Option<u32> = own().map(|part| part.mg).sum();
        let said = said.filter(|_| own().next().is_some());
        if self.unknown() { said.or(self.mg).unwrap_or(1000) } else { said.unwrap_or(1000) }
    }
}

impl<'a> Oracle<'a> {
    #[expect(clippy::too_many_lines, reason = "every event, so that a new one asks")]
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
            told: Vec::new(),
            zone,
        };
        let mut worn: Vec<(i64, usize, &'static str, Skin, bool)> = Vec::new();
        for (place, record) in tail.records.iter().enumerate() {
            let minute = minute_of(record.at.moment).min(now);
            let known = |step: &backflare::model::id::Id| SKIN.iter().find(|(name, _)| *name == step.as_str());
            match &record.event {
                Event::Started { .. } => {
                    oracle.started = minute;
                    // Within 30 days it is the same episode still. Rule 26.4.
                    oracle.told.retain(|(told, _)| *told > minute - 30 * 24 * 60);
                }
                Event::Screened { signs, .. } => {
                    let known = |sign: &backflare::model::id::Id| REACTIONS.iter().find(|row| row.0 == sign.as_str());
                    oracle.told.extend(signs.iter().filter_map(known).map(|row| (minute_of(record.at.moment), row)));
                }
                Event::Took(dose) if !replaced.contains(&record.id) && !taken_of_nothing(dose) => {
                    oracle.doses.push(Swallowed::of(record, dose, minute));
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
            let (name, parts, said) = (String::new(), Vec::new(), damage.by.map(|by| minute_of(by.moment)));
            oracle.doses.push(Swallowed {
                id: None,
                name,
                minute,
                said,
                date: 0,
                parts,
                mg: None,
                drinks: 0,
                lost: true,
            });
        }
        oracle
    }

    fn clock_is_behind(&self) -> bool {
        let doses = self.doses.iter().map(|dose| dose.minute);
        self.written.max(doses.max().unwrap_or(self.written)) > self.now + 2
    }

    /// Whether a bleeding or a swelling of this episode keeps that away. Rules 21.2, 26.4.
    fn reacted(&self, name: &str) -> bool {
        self.told.iter().any(|(told, (_, nsaids, last, _))| {
            let before =
                self.doses.iter().filter(|dose| dose.drinks == 0 && dose.said.is_some_and(|said| said <= *told));
            let newest = before.max_by_key(|dose| dose.said);
            *nsaids && NSAIDS.contains(&name) || *last && newest.is_some_and(|dose| dose.any(|part| part.is(name)))
        })
    }

    /// Whether a burn of this episode keeps away what is put on the skin. Rules 21.2, 26.4.
    fn burned(&self) -> bool {
        self.told.iter().any(|(_, row)| row.3)
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
            let mg = dose.milligrams(name, largest);
            if dose.any(|part| part.is(name)) {
                let wait = if mg <= small { after_small } else { after_large };
                too_soon |= age < wait.max(offer.spacing);
            }
            if let Some(age) = usize::try_from(age).ok().filter(|age| *age < length) {
                if dose.any(|part| part.is(name)) {
                    mine[age] += mg;
                    times[age] += 1;
                }
                other[age] |= NSAIDS.contains(&name) && dose.any(|part| part.is_nsaid() && !part.is(name));
            }
        }
        let day: u32 = mine.iter().sum();
        let half_day: u32 = mine[..length / 2].iter().sum();
        let most = offer.most.map_or(most, |own| own.min(most));
        let from = self.started.min(self.now - 30 * DAY);
        let counted = || self.doses.iter().filter(|dose| dose.minute >= from && dose.any(Part::is_analgesic));
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
            && !self.drunk()
            && !self.reacted(name)
            && days <= 10
    }

    /// Three drinks or more within 24 hours hold pain relievers until 24 hours after the last of them. Rule 19.9.
    fn drunk(&self) -> bool {
        let drinks = || self.doses.iter().filter(|dose| dose.drinks > 0);
        let sum = |last: i64| {
            let within = drinks().filter(|dose| dose.minute <= last && dose.minute > last - DAY);
            within.map(|dose| u32::from(dose.drinks)).sum::<u32>()
        };
        drinks().any(|last| sum(last.minute) >= 3 && self.now < last.minute + DAY)
    }

    /// Whether something makes drowsy now; what nobody knows may, for a day. Rule 20.3.
    fn drowsy(&self) -> bool {
        self.doses.iter().any(|dose| {
            let longest = dose.parts.iter().filter_map(Part::drowsy).max();
            let span = if dose.unknown() { Some(DAY) } else { longest };
            span.is_some_and(|span| self.now < dose.minute + span)
        })
    }

    /// Until when two different things that make drowsy are in the person together: the earlier end of each two doses of
    /// which neither is over. Rule 20.2 and 20.4.
    fn two(&self) -> Option<i64> {
        let mut until = None;
        for (place, first) in self.doses.iter().enumerate() {
            for second in &self.doses[place + 1..] {
                for one in &first.parts {
                    for two in &second.parts {
                        let (Some(a), Some(b)) = (one.drowsy(), two.drowsy()) else { continue };
                        let (a, b) = (first.minute + a, second.minute + b);
                        // Of what is only known to make drowsy, another name is another thing.
                        let other = one.name != two.name
                            || one.is("sedating") && first.name.to_lowercase() != second.name.to_lowercase();
                        if other && self.now < a && self.now < b {
                            until = until.max(Some(a.min(b)));
                        }
                    }
                }
            }
        }
        until
    }

    /// Why a dose may be too much, of which nobody knows what it is, or that is like acetaminophen. Rule 19.6.
    fn warning(&self, dose: &Swallowed) -> Option<Warning> {
        let before = |length: i64| {
            let from = dose.minute - length;
            self.doses.iter().filter(move |other| !other.lost && other.minute <= dose.minute && other.minute > from)
        };
        if dose.unknown() && before(DAY).filter(|other| other.unknown()).count() >= 3 {
            return Some(Warning::ThirdUnknown);
        }
        if !dose.like_acetaminophen() {
            return None;
        }
        if before(8 * 60).filter(|other| other.like_acetaminophen()).count() >= 3 {
            return Some(Warning::ThirdLike);
        }
        let sum = before(DAY).filter(|other| other.like_acetaminophen()).map(Swallowed::like_mg).sum();
        (sum > 3000).then_some(Warning::Over(sum))
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

    /// Whether something that goes onto the skin, or may, was put on in so many minutes.
    fn creamed(&self, length: i64) -> bool {
        self.within(length, |minute| self.doses.iter().any(|dose| dose.minute == minute && dose.any(Part::is_topical)))
    }

    fn heat(&self) -> bool {
        !self.burned()
            && !self.ended(Skin::Heat, 120)
            && self.times(Skin::Heat) < 6
            && !self.ended(Skin::Cold, 120)
            && !self.ended(Skin::Rub, 720)
            && !self.ended(Skin::Patch, 720)
            && !self.creamed(720)
            && !self.drowsy()
    }

    fn cold(&self) -> bool {
        !self.burned() && !self.ended(Skin::Cold, 120) && self.times(Skin::Cold) < 4 && !self.ended(Skin::Heat, 120)
    }

    fn topical_days(&self) -> usize {
        let day = |minute: i64| {
            let stamp = self.zone.stamp(at(minute));
            (stamp.moment.unix() + i64::from(stamp.offset) - 4 * 3600).div_euclid(86_400)
        };
        let from = self.started.min(self.now - 30 * DAY);
        let skin = self.skin.iter().filter(|(.., kind)| matches!(kind, Skin::Rub | Skin::Patch)).map(|(end, ..)| *end);
        let doses = self.doses.iter().filter(|dose| dose.any(Part::is_topical)).map(|dose| dose.minute);
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
        let creams = self.doses.iter().filter(|dose| !dose.lost && dose.any(Part::is_topical));
        let creams = creams.filter(|dose| dose.minute > self.now - DAY).count();
        !self.burned()
            && !self.ended(Skin::Heat, 60)
            && !self.on[Skin::Patch as usize]
            && !self.on[Skin::Rub as usize]
            && !self.within(720, another)
            && !self.creamed(720)
            && self.times(Skin::Rub) + creams < 4
            && self.topical_days() < 7
    }

    fn patch(&self) -> bool {
        !self.burned()
            && !self.ended(Skin::Heat, 60)
            && !self.ended(Skin::Patch, 720)
            && !self.ended(Skin::Rub, 720)
            && !self.creamed(720)
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
            | Why::Drinks
            | Why::Reacted
            | Why::Burned
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
    let case = Case::new(protocol, profile, &history);
    let told = |what: &str, expected: String, found: String| {
        let same = expected == found;
        if same {
            Ok(())
        } else {
            Err(format!(
                "minute {minute} by a clock {slip} behind, {what}: the oracle says {expected}, the engine {found}"
            ))
        }
    };
    if slip != 0 {
        return Ok(());
    }
    let two = sedation::two_until(&case).map(minute_of);
    told("two that make drowsy", format!("{:?}", oracle.two()), format!("{two:?}"))?;
    for dose in oracle.doses.iter().filter(|dose| now - dose.minute < DAY) {
        if let Some(id) = dose.id {
            let found = unknown::warning(&case, id);
            told("a warning", format!("{:?}", oracle.warning(dose)), format!("{found:?}"))?;
        }
    }
    Ok(())
}

/// Whether a dose says that nothing was taken.
fn taken_of_nothing(dose: &Dose) -> bool {
    let of_whole = dose.contains.is_empty() && dose.amount_mg == Some(0);
    of_whole || !dose.contains.is_empty() && dose.contains.iter().all(|part| part.mg == Some(0))
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
