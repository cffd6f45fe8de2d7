//! What the plan says of the time to come is true: between two of its changes it stays as it is but for `now`, and at the
//! time that it names for a step that step is on show, or something that is named stands before it.
//!
//! `cargo test` looks at a few thousand moments; a hundred thousand of each take a release build:
//! `cargo test --release --test it -- --ignored a_hundred_thousand`.

use std::sync::LazyLock;

use backflare::engine;
use backflare::engine::history::History;
use backflare::engine::plan::{Plan, Reason, Upcoming};
use backflare::engine::safety::{Rule, Veto, Why};
use backflare::model::event::{Dose, Event, Record, Tail};
use backflare::model::id::Id;
use backflare::model::kind::Kind;
use backflare::model::medicine::Ingredient;
use backflare::model::profile::{Answer, Fact, Profile};
use backflare::model::time::{Clock, Moment, Span, TimeOfDay, Zone};
use backflare::protocol::format::{DueHours, Protocol, Step};
use backflare::protocol::library::builtin;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use crate::story::{after_start, id, profile, told, uuid};

/// A life with its protocol: everything that a plan is made of but the moment.
struct World {
    protocol: Protocol,
    profile: Profile,
    zone: Zone,
    tail: Tail,
    /// When the last line was written.
    end: Moment,
}

impl World {
    fn new(protocol: Protocol, bed: (u16, u16), zone: Zone) -> Self {
        let mut profile = profile();
        let time = TimeOfDay::new(bed.0, bed.1).unwrap();
        profile.answers.get_mut(&Fact::Sleeps).unwrap().value = Answer::Time(time);
        let mut world = Self { protocol, profile, zone, tail: Tail::default(), end: after_start(Span::ZERO) };
        let (name, course) = (world.protocol.id.clone(), world.protocol.course);
        let started = Event::Started { protocol: name, version: String::new(), course, pauses: None, progress: None };
        world.write(Span::ZERO, started);
        world.calm();
        world
    }

    /// Writes down what happened so long after the line before.
    fn write(&mut self, gap: Span, event: Event) {
        self.end = self.end + gap;
        let at = self.zone.stamp(self.end);
        let id = uuid(self.tail.records.len() + 1);
        self.tail.records.push(Record::new(id, at, at, event));
    }

    /// Answers all that can be asked with no.
    fn calm(&mut self) {
        let cards: Vec<Id> = self.protocol.cards.iter().map(|card| card.id.clone()).collect();
        for card in cards {
            self.write(Span::ZERO, Event::screened(card, Vec::new()));
        }
        for fact in
            [Fact::FallOrBlow, Fact::RecentMedicine, Fact::Chickenpox, Fact::Drowsy, Fact::Bruise, Fact::BrokenSkin]
        {
            self.write(Span::ZERO, Event::answered(fact, Answer::No));
        }
    }

    fn planned<T>(&self, now: Moment, with: impl FnOnce(Plan<'_>) -> T) -> T {
        let history = History::new(&self.tail, Clock { now, zone: self.zone.clone() });
        with(engine::plan(&self.protocol, &self.profile, &history))
    }

    /// Whether the plan stays what it is from `now` to a second before its next change; that change.
    fn stays(&self, now: Moment, share: f64) -> Result<Option<Moment>, String> {
        let looked = |plan: &mut Plan<'_>| {
            let next = plan.next_change.take();
            plan.now = self.zone.stamp(now);
            next
        };
        let history = History::new(&self.tail, Clock { now, zone: self.zone.clone() });
        let mut first = engine::plan(&self.protocol, &self.profile, &history);
        let next = looked(&mut first);
        let last = next.map_or(now + Span::days(60), |next| next - Span::seconds(1));
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "any moment between will do")]
        let between = now + Span::seconds(((last - now).as_seconds() as f64 * share) as i64);
        for moment in [between, last] {
            let history = History::new(&self.tail, Clock { now: moment, zone: self.zone.clone() });
            let mut then = engine::plan(&self.protocol, &self.profile, &history);
            looked(&mut then);
            if then != first {
                let (from, at) = (told(now), told(moment));
                return Err(format!("from {from} to {at} it should stay as it is: {}", difference(&first, &then)));
            }
        }
        Ok(next)
    }

    /// Whether a plan up to what is next is the whole plan, and of what comes later its beginning, with all that is told of it.
    fn begins_alike(&self, now: Moment) -> Result<(), String> {
        let history = History::new(&self.tail, Clock { now, zone: self.zone.clone() });
        let mut whole = engine::plan(&self.protocol, &self.profile, &history);
        let short = engine::plan_to_next(&self.protocol, &self.profile, &history);
        if announced(&whole) != announced(&short) {
            return Err(format!("next is {:?}, and {:?} was told", announced(&whole), announced(&short)));
        }
        whole.upcoming.truncate(short.upcoming.len());
        if whole == short { Ok(()) } else { Err(difference(&whole, &short)) }
    }

    /// Whether each step that is announced at `now` is on show at its time, or something stands before it: another step, or
    /// a question.
    fn comes_true(&self, now: Moment) -> Result<usize, String> {
        let upcoming: Vec<(Id, Moment)> =
            self.planned(now, |plan| plan.upcoming.iter().map(|next| (next.step.id.clone(), next.due_at)).collect());
        for (step, at) in &upcoming {
            self.planned(*at, |plan| {
                let says = |what: &str| {
                    let action = plan.action.as_ref().map(|action| action.step.id.as_str());
                    format!("at {} {step} is announced for {}: {what}; now is {action:?}", told(now), told(*at))
                };
                let shown = plan.action.iter().chain(&plan.beside).any(|action| action.step.id == *step);
                // What has been on the skin for too long comes off first: the alert names it, and nothing else is offered.
                let off_first = plan.takes_off_first() && plan.action.is_none();
                if shown || off_first || plan.screening.latched().is_some() {
                    return Ok(());
                }
                if plan.action.is_none() && plan.beside.is_empty() && plan.ask.is_none() {
                    return Err(says("nothing is on show"));
                }
                if let Some(later) = plan.upcoming.iter().find(|next| next.step.id == *step) {
                    return Err(says(&format!("it is put off to {}", told(later.due_at))));
                }
                // Something is on show, so it stands before this step, unless the step itself is held back.
                let blocked = plan.blocked.iter().find(|blocked| blocked.step.id == *step);
                let waits = |veto: &Veto| {
                    matches!(veto.rule, Rule::Screening | Rule::Eligibility)
                        || (plan.ask.is_some() && matches!(veto.why, Why::Unanswered(_)))
                };
                let asks = |reason: &Reason<'_>| matches!(reason, Reason::Veto(veto) if waits(veto));
                match blocked.filter(|blocked| !asks(&blocked.reason)) {
                    Some(blocked) => Err(says(&format!("{:?}", blocked.reason))),
                    None => Ok(()),
                }
            })?;
        }
        Ok(upcoming.len())
    }
}

/// What is announced: no medicine, and nothing that is only for somebody who lies awake.
fn announced<'a, 'p>(plan: &'a Plan<'p>) -> Option<&'a Upcoming<'p>> {
    let told = |step: &Step| step.timing.hours != DueHours::Sleeping && step.kind != Kind::Medicine;
    plan.upcoming.iter().find(|next| told(next.step))
}

/// The first part in which two plans differ.
fn difference(one: &Plan<'_>, other: &Plan<'_>) -> String {
    macro_rules! differs {
        ($($part:ident)*) => {
            $(if one.$part != other.$part {
                return format!("{}: {:?}\n{:?}", stringify!($part), one.$part, other.$part).chars().take(3000).collect();
            })*
        };
    }
    differs!(course screening ask stands action beside walking alerts idle sleeping ended avoid);
    let brief = |plan: &Plan<'_>| -> Vec<(String, Moment)> {
        plan.upcoming.iter().map(|next| (next.step.id.to_string(), next.due_at)).collect()
    };
    if one.upcoming != other.upcoming {
        let (one, other) = (brief(one), brief(other));
        let lost: Vec<_> = one.iter().filter(|next| !other.contains(next)).map(|(id, at)| (id, told(*at))).collect();
        let new: Vec<_> = other.iter().filter(|next| !one.contains(next)).map(|(id, at)| (id, told(*at))).collect();
        return format!("upcoming: {lost:?} became {new:?}");
    }
    let pair = one.blocked.iter().zip(&other.blocked).find(|(one, other)| one != other);
    let text = |blocked: &engine::plan::Blocked<'_>| {
        format!("{} {:?} until {:?}", blocked.step.id, blocked.reason, blocked.until.map(told))
    };
    pair.map_or("blocked".to_owned(), |(one, other)| format!("blocked: {}, then {}", text(one), text(other)))
}

fn json(name: &str) -> Value {
    serde_json::from_str(builtin(name).unwrap()).unwrap()
}

/// A protocol with some of its steps and routines changed: `STEP.timing.latest 20:17`.
fn changed(mut value: Value, changes: &[(&str, &str)]) -> Protocol {
    for (path, text) in changes {
        let mut parts = path.split('.');
        let name = parts.next().unwrap();
        let list =
            if value["steps"].as_array().unwrap().iter().any(|step| step["id"] == name) { "steps" } else { "routines" };
        let found = value[list].as_array_mut().unwrap().iter_mut().find(|one| one["id"] == name);
        let mut place = found.unwrap_or_else(|| panic!("nothing is called {name}"));
        for part in parts {
            place = &mut place[part];
        }
        *place = serde_json::from_str(text).unwrap_or_else(|_| Value::String((*text).to_owned()));
    }
    serde_json::from_value(value).unwrap()
}

fn done(step: &str) -> Event {
    Event::done(id(step))
}

/// Zones: one that stays, both ends of summer time within the first days, a journey west and back.
fn zones() -> Vec<Zone> {
    let hours = |n: i64| after_start(Span::hours(n));
    vec![
        Zone::fixed(3600),
        Zone::new(7200, vec![(hours(42), 3600)]),
        Zone::new(3600, vec![(hours(42), 7200)]),
        Zone::new(3600, vec![(hours(30), -5 * 3600), (hours(80), 3600)]),
    ]
}

// ---- The cases that were once false

/// A case: the protocol, its changes, bedtime, what happened so long after the line before, and how long after the start
/// the plan is looked at.
type Told = (
    &'static str,
    &'static [(&'static str, &'static str)],
    (u16, u16),
    &'static [(&'static str, &'static str)],
    &'static str,
);

fn event(words: &str) -> Event {
    let words: Vec<&str> = words.split_whitespace().collect();
    match words.as_slice() {
        ["done", step] => done(step),
        ["snooze", step, span] => Event::Snoozed { step: id(step), span: Span::parse(span).unwrap() },
        ["pain", level] => Event::pain(level.parse().unwrap()),
        ["took", name, mg] => Event::Took(Dose::new(*name, vec![Ingredient::named(&id(name))], mg.parse().ok())),
        _ => panic!("{words:?} is no event"),
    }
}

#[track_caller]
fn check((name, changes, bed, events, look): &Told, zone: Zone) {
    let mut world = World::new(changed(json(name), changes), *bed, zone);
    for (gap, words) in *events {
        world.write(Span::parse(gap).unwrap(), event(words));
    }
    let mut now = after_start(Span::parse(look).unwrap());
    let until = now + Span::days(2);
    while now < until {
        world.comes_true(now).unwrap_or_else(|wrong| panic!("{name} {changes:?} {events:?}: {wrong}"));
        let next = world.stays(now, 0.4).unwrap_or_else(|wrong| panic!("{name} {changes:?} {events:?}: {wrong}"));
        let Some(next) = next else { return };
        now = next;
    }
}

#[test]
fn each_case_that_was_false_is_true() {
    let back = "back-flare";
    let cases: &[Told] = &[
        // The evening offer lapses before getting up.
        ("prevention", &[], (22, 30), &[("10m", "done march-in-place")], "15h30m"),
        // Done early in the evening, and held until the day ends: its next time is the evening after.
        ("prevention", &[], (22, 30), &[("11h", "done hip-opening")], "15h30m"),
        // Put off into the night.
        ("prevention", &[], (22, 30), &[("10h", "snooze build-walk 9h")], "16h30m"),
        // Three times a week, used up on three days in a row.
        (
            "prevention",
            &[],
            (22, 30),
            &[("14h", "done hip-opening"), ("24h", "done hip-opening"), ("24h", "done hip-opening")],
            "64h",
        ),
        // Every fourteenth day.
        ("prevention", &[("hip-opening.timing.every_days", "14")], (22, 30), &[("14h", "done hip-opening")], "16h"),
        // A routine holds what would come shortly before it.
        (back, &[], (22, 30), &[("1h", "done stand-up"), ("1h", "pain 5")], "12h"),
        // Not begun later in the day than a minute of its own.
        (
            back,
            &[("lean-cat-cow.timing.latest", "20:17")],
            (22, 30),
            &[("1h", "done stand-up"), ("1h", "pain 5")],
            "12h",
        ),
        // Two doses within 12 hours, of which the first leaves them at a minute of its own.
        (back, &[], (22, 30), &[("65m", "took naproxen 440"), ("7m", "took naproxen 220")], "12h"),
        // The clock is set back over bedtime.
        (back, &[], (2, 30), &[("1h", "done stand-up")], "40h"),
    ];
    for case in cases {
        for zone in zones() {
            check(case, zone);
        }
    }
}

// ---- Random lives

/// What happens, so many seconds after the line before.
#[derive(Clone, Debug)]
struct Beat {
    gap: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Calm,
    Done(usize, Option<bool>),
    Skipped(usize),
    Snoozed(usize, i64),
    Walked(usize),
    On(usize),
    Off(usize),
    Pain(u8, bool),
    Took(usize, Option<u32>),
    Answered(usize, bool),
}

const FACTS: [Fact; 6] =
    [Fact::RecentMedicine, Fact::Drowsy, Fact::Bruise, Fact::BrokenSkin, Fact::LastDoseHelped, Fact::HelperHere];
const TAKEN: [Ingredient; 5] =
    [Ingredient::Ibuprofen, Ingredient::Acetaminophen, Ingredient::Naproxen, Ingredient::Aspirin, Ingredient::Sedating];

fn beats() -> impl Strategy<Value = Vec<Beat>> {
    let step = || 0_usize..64;
    let what = prop_oneof![
        5 => Just(What::Calm),
        8 => (step(), prop::option::weighted(0.3, any::<bool>())).prop_map(|(step, answer)| What::Done(step, answer)),
        1 => step().prop_map(What::Skipped),
        2 => (step(), 60_i64..40_000).prop_map(|(step, span)| What::Snoozed(step, span)),
        1 => step().prop_map(What::Walked),
        1 => step().prop_map(What::On),
        1 => step().prop_map(What::Off),
        3 => (0_u8..=10, prop::bool::weighted(0.05)).prop_map(|(level, leg)| What::Pain(level, leg)),
        3 => (0..TAKEN.len(), prop::sample::select(vec![None, Some(200), Some(220), Some(400), Some(440), Some(1000)]))
            .prop_map(|(name, mg)| What::Took(name, mg)),
        2 => (0..FACTS.len(), prop::bool::weighted(0.2)).prop_map(|(fact, yes)| What::Answered(fact, yes)),
    ];
    let gap = prop_oneof![6 => 0_i64..4 * 3600, 2 => 3 * 3600_i64..12 * 3600, 1 => 20 * 3600_i64..80 * 3600];
    prop::collection::vec((gap, what).prop_map(|(gap, what)| Beat { gap, what }), 0..20)
}

/// A change of some step of a protocol: which, and what.
type Change = (usize, usize);

/// What a step of a random protocol may say otherwise.
const CHANGES: [(&str, &str); 22] = [
    ("timing", r#"{"kind": "every", "every": "95m", "hours": "any"}"#),
    ("timing", r#"{"kind": "every", "every": "3h"}"#),
    ("timing", r#"{"kind": "every", "every": "5h10m", "first": "20m"}"#),
    ("timing", r#"{"kind": "every", "every": "26h"}"#),
    ("timing", r#"{"kind": "at", "at": ["09:10", "16:45"]}"#),
    ("timing", r#"{"kind": "at", "at": ["bedtime-20m"], "every_days": 3}"#),
    ("timing", r#"{"kind": "at", "at": ["22:00"], "every_days": 14, "hours": "any"}"#),
    ("timing", r#"{"kind": "at", "at": ["wake", "wake+5h"], "latest": "13:17"}"#),
    ("timing", r#"{"kind": "every", "every": "2h", "latest": "bedtime-43m"}"#),
    ("timing", r#"{"kind": "every", "every": "2h", "hours": "sleeping"}"#),
    ("timing", r#"{"kind": "once", "first": "7h"}"#),
    ("lapse", "\"50m\""),
    ("lapse", "\"3h\""),
    ("lapse", "null"),
    ("most_a_day", "2"),
    ("most_in_24h", "2"),
    ("most_a_week", "2"),
    ("pace", "\"paced\""),
    ("phases", "[]"),
    ("from", "\"31h\""),
    ("until", "\"52h\""),
    ("pain_to", "6"),
];

/// A built-in protocol, or one of which some steps are timed, limited and paced otherwise.
fn protocol(prevention: bool, changes: &[Change]) -> Protocol {
    static BOTH: LazyLock<[Value; 2]> = LazyLock::new(|| [json("back-flare"), json("prevention")]);
    let mut value = BOTH[usize::from(prevention)].clone();
    let steps = value["steps"].as_array_mut().unwrap();
    let count = steps.len();
    for (step, change) in changes {
        let (field, text) = CHANGES[change % CHANGES.len()];
        steps[step % count][field] = serde_json::from_str(text).unwrap();
    }
    serde_json::from_value(value).unwrap()
}

fn live(world: &mut World, beats: &[Beat]) {
    let names: Vec<Id> = world.protocol.steps.iter().map(|step| step.id.clone()).collect();
    let name = |place: usize| names[place % names.len()].clone();
    for beat in beats {
        let event = match &beat.what {
            What::Calm => {
                world.end = world.end + Span::seconds(beat.gap);
                world.calm();
                continue;
            }
            What::Done(step, answer) => Event::Done { step: name(*step), answer: *answer, partial: None, place: None },
            What::Skipped(step) => Event::skipped(name(*step)),
            What::Snoozed(step, span) => Event::Snoozed { step: name(*step), span: Span::seconds(*span) },
            What::Walked(step) => Event::Walked { step: name(*step), reached: Span::seconds(30), paused: false },
            What::On(step) => Event::on(name(*step)),
            What::Off(step) => Event::Off { step: name(*step) },
            What::Pain(level, leg) => Event::Pain { level: Some(*level), leg: *leg, note: None, after: None },
            What::Took(name, amount_mg) => {
                let one = TAKEN[*name].clone();
                Event::Took(Dose::new(one.as_str().to_owned(), vec![one], *amount_mg))
            }
            What::Answered(fact, yes) => Event::answered(FACTS[*fact], if *yes { Answer::Yes } else { Answer::No }),
        };
        world.write(Span::seconds(beat.gap), event);
    }
}

const BEDS: [(u16, u16); 4] = [(22, 30), (23, 0), (0, 10), (2, 30)];

fn worlds() -> impl Strategy<Value = (bool, Vec<Change>, usize, usize, Vec<Beat>, i64)> {
    let changes = prop_oneof![1 => Just(Vec::new()), 2 => prop::collection::vec((0_usize..64, 0_usize..64), 1..8)];
    (any::<bool>(), changes, 0..BEDS.len(), 0..4_usize, beats(), 0_i64..40 * 3600)
}

fn world(prevention: bool, changes: &[Change], bed: usize, zone: usize, beats: &[Beat]) -> World {
    let mut world = World::new(protocol(prevention, changes), BEDS[bed], zones().swap_remove(zone));
    live(&mut world, beats);
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn between_two_changes_the_plan_stays_as_it_is(
        (prevention, changes, bed, zone, beats, later) in worlds(), shares in prop::collection::vec(0.0_f64..1.0, 8),
    ) {
        let world = world(prevention, &changes, bed, zone, &beats);
        let mut now = world.end + Span::seconds(later);
        for share in shares {
            let next = world.stays(now, share);
            prop_assert!(next.is_ok(), "{}", next.unwrap_err());
            let Ok(Some(next)) = next else { break };
            now = next;
        }
    }

    #[test]
    fn a_plan_up_to_what_is_next_is_the_beginning_of_all(
        (prevention, changes, bed, zone, beats, later) in worlds(), after in prop::collection::vec(0_i64..48 * 3600, 8),
    ) {
        let world = world(prevention, &changes, bed, zone, &beats);
        for after in after {
            let alike = world.begins_alike(world.end + Span::seconds(later + after));
            prop_assert!(alike.is_ok(), "{}", alike.unwrap_err());
        }
    }

    #[test]
    fn what_is_announced_comes_true((prevention, changes, bed, zone, beats, later) in worlds()) {
        let world = world(prevention, &changes, bed, zone, &beats);
        let kept = world.comes_true(world.end + Span::seconds(later));
        prop_assert!(kept.is_ok(), "{}", kept.unwrap_err());
    }
}

/// Looks at so many moments of random lives, and tells the first that is otherwise.
fn sweep(moments: usize, look: impl Fn(&World, Moment, i64) -> Result<usize, String>) {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (strategy, mut looked) = (worlds(), 0);
    while looked < moments {
        let (prevention, changes, bed, zone, beats, later) = strategy.new_tree(&mut runner).unwrap().current();
        let world = world(prevention, &changes, bed, zone, &beats);
        looked += look(&world, world.end + Span::seconds(later), later).unwrap_or_else(|wrong| {
            panic!("after {looked} moments: {wrong}\nprevention {prevention}, {changes:?}, bed {bed}, zone {zone}:\n{beats:#?}")
        });
    }
}

#[test]
#[ignore = "a hundred thousand moments take minutes: run it in a release build"]
fn a_hundred_thousand_moments_stay() {
    sweep(100_000, |world, mut now, seed| {
        let mut looked = 0;
        while looked < 40 {
            #[expect(clippy::cast_precision_loss, reason = "any moment between will do")]
            let share = ((seed + looked) % 97) as f64 / 97.0;
            looked += 1;
            let Some(next) = world.stays(now, share)? else { break };
            now = next;
        }
        Ok(usize::try_from(looked).unwrap_or(1))
    });
}

#[test]
#[ignore = "a hundred thousand moments take minutes: run it in a release build"]
fn a_hundred_thousand_announcements_come_true() {
    sweep(100_000, |world, now, _| {
        let mut kept = 1;
        for hours in [0, 3, 7, 11, 16, 21, 30] {
            kept += world.comes_true(now + Span::hours(hours))?;
        }
        Ok(kept)
    });
}
