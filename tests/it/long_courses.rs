//! Of a long course not every old line is read, and no answer differs for it: the plan is what it is when the whole course
//! is read, over random courses of up to a year, with rests, corrections that reach far back, and lines that cannot be read.

use backflare::engine;
use backflare::engine::history::History;
use backflare::model::event::{Event, Record, Tail};
use backflare::model::kind::CourseKind;
use backflare::model::profile::{Answer, Fact};
use backflare::model::time::{Clock, Moment, Span};
use backflare::protocol::format::Protocol;
use backflare::protocol::library::builtin;
use backflare::store::journal::Journal;
use proptest::prelude::*;

use crate::story::{after_start, profile, stamp, uuid};

/// One line, and how many minutes after the line before it was written.
#[derive(Clone, Debug)]
struct Written {
    after: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Done(usize),
    NotYet(usize),
    Skipped(usize),
    Snoozed(usize),
    Walked(usize),
    Pain(u8, bool),
    Calm(usize),
    /// A sign of a card is there, or nobody is sure.
    Sign(usize, bool),
    /// A question about the person is answered.
    Said(usize, bool),
    /// A clinician looked.
    Seen,
    /// The line so many lines before is taken back.
    TakenBack(usize),
    /// The line so many lines before is amended: another step was done, so many days earlier.
    Amended(usize, usize, i64),
    /// A step was done so many days before it was written down.
    Late(usize, i64),
}

fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        24 => (0..40_usize).prop_map(What::Done),
        1 => (0..40_usize).prop_map(What::NotYet),
        3 => (0..40_usize).prop_map(What::Skipped),
        1 => (0..40_usize).prop_map(What::Snoozed),
        2 => (0..40_usize).prop_map(What::Walked),
        4 => (0..10_u8, prop::bool::weighted(0.05)).prop_map(|(level, leg)| What::Pain(level, leg)),
        8 => (0..8_usize).prop_map(What::Calm),
        1 => (0..40_usize, any::<bool>()).prop_map(|(n, unsure)| What::Sign(n, unsure)),
        1 => (0..4_usize, any::<bool>()).prop_map(|(n, yes)| What::Said(n, yes)),
        1 => Just(What::Seen),
        1 => (1..400_usize).prop_map(What::TakenBack),
        1 => (1..400_usize, 0..40_usize, 0..90_i64).prop_map(|(of, step, days)| What::Amended(of, step, days)),
        1 => (0..40_usize, 0..90_i64).prop_map(|(step, days)| What::Late(step, days)),
    ]
}

/// Some hours, or now and then days and weeks.
fn gap() -> impl Strategy<Value = i64> {
    prop_oneof![30 => 60..1440_i64, 3 => 1440..10_000_i64, 1 => 20 * 1440..60 * 1440_i64]
}

fn course() -> impl Strategy<Value = Vec<Written>> {
    prop::collection::vec((gap(), what()).prop_map(|(after, what)| Written { after, what }), 50..600)
}

/// The lines of a course, and when the last was written.
fn lines(protocol: &Protocol, course: &[Written]) -> (Vec<Record>, Moment) {
    let mut now = after_start(Span::ZERO);
    let at = stamp(now);
    let (name, kind) = (protocol.id.clone(), protocol.course);
    let started = Event::Started { protocol: name, version: String::new(), course: kind, pauses: None, progress: None };
    let mut lines = vec![Record::new(uuid(1), at, at, started)];
    let step = |n: usize| protocol.steps[n % protocol.steps.len()].id.clone();
    for written in course {
        now = now + Span::minutes(written.after);
        let rec = stamp(now);
        let before = |of: usize| lines[lines.len().saturating_sub(of).max(1).min(lines.len() - 1)].id;
        let early = |days: i64| stamp((now - Span::days(days)).max(after_start(Span::ZERO)));
        let not_yet = |n| Event::Done { step: step(n), answer: Some(false), partial: None, place: None };
        let (at, event, replaces) = match written.what {
            What::NotYet(n) => (rec, not_yet(n), None),
            What::Skipped(n) => (rec, Event::skipped(step(n)), None),
            What::Snoozed(n) => (rec, Event::Snoozed { step: step(n), span: Span::hours(1) }, None),
            What::Walked(n) => (rec, Event::Walked { step: step(n), reached: Span::seconds(30), paused: false }, None),
            What::Pain(level, leg) => (rec, Event::Pain { level: Some(level), leg, note: None, after: None }, None),
            What::Calm(n) => {
                let card = protocol.cards[n % protocol.cards.len()].id.clone();
                (rec, Event::screened(card, Vec::new()), None)
            }
            What::Sign(n, unsure) => {
                let card = &protocol.cards[n % protocol.cards.len()];
                let signs = card.lines[n % card.lines.len()].signs.clone();
                let told = Event::screened(card.id.clone(), signs);
                let Event::Screened { card, signs, known, by, place, was, .. } = told else { unreachable!() };
                (rec, Event::Screened { card, signs, unsure, known, by, place, was }, None)
            }
            What::Said(n, yes) => {
                let facts = [Fact::Cancer, Fact::Pregnant, Fact::ThinnerSteroid, Fact::BackSurgery];
                (rec, Event::answered(facts[n], if yes { Answer::Yes } else { Answer::No }), None)
            }
            What::Seen => (rec, Event::Seen { who: "Dr. Lee, clinic".to_owned(), confirmed: false }, None),
            What::TakenBack(of) if lines.len() > 1 => (rec, Event::Retracted { of: before(of) }, None),
            What::Amended(of, n, days) if lines.len() > 1 => (early(days), Event::done(step(n)), Some(before(of))),
            What::Done(n) | What::TakenBack(n) => (rec, Event::done(step(n)), None),
            What::Amended(_, n, days) | What::Late(n, days) => (early(days), Event::done(step(n)), None),
        };
        let record = Record::new(uuid(lines.len() + 1), at, rec, event);
        lines.push(Record { replaces, ..record });
    }
    (lines, now)
}

/// Looks at the plan at that moment, of all lines and of what is read of the file. How many lines were passed over.
fn same_plan(protocol: &Protocol, lines: &[Record], now: Moment) -> Result<usize, TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let text: Vec<String> = lines.iter().map(|line| serde_json::to_string(line).unwrap() + "\n").collect();
    std::fs::write(&path, text.concat()).unwrap();
    let read = Journal::at(path).read(stamp(now), &mut |_| {}).unwrap();
    let clock = || Clock { now, zone: crate::story::clock(now).zone };
    let whole = History::new(&Tail { records: lines.to_vec(), ..Tail::default() }, clock());
    let bounded = History::new(&read, clock());
    let profile = profile();
    let (whole, bounded) = (engine::plan(protocol, &profile, &whole), engine::plan(protocol, &profile, &bounded));
    prop_assert!(whole == bounded, "read whole: {whole:#?}\n\nread as it is: {bounded:#?}");
    Ok(lines.len() - read.records.len())
}

fn holds(name: &str, course: &[Written], later: i64) -> Result<(), TestCaseError> {
    let protocol: Protocol = serde_json::from_str(builtin(name).unwrap()).unwrap();
    let (lines, end) = lines(&protocol, course);
    for hours in [0, later] {
        same_plan(&protocol, &lines, end + Span::hours(hours))?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prevention_is_planned_as_if_all_were_read(course in course(), later in 1..900_i64) {
        holds("prevention", &course, later)?;
    }

    #[test]
    fn a_long_flare_is_planned_as_if_all_were_read(course in course(), later in 1..900_i64) {
        holds("back-flare", &course, later)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "takes minutes: `cargo test --release -- --ignored`"]
    fn thousands_of_long_courses_are_planned_as_if_all_were_read(
        course in course(),
        later in 1..900_i64,
        prevention in any::<bool>(),
    ) {
        holds(if prevention { "prevention" } else { "back-flare" }, &course, later)?;
    }
}

/// Two years of three things a day: of what is old one line in two weeks is read, and each step's newest eight.
#[test]
fn of_two_years_little_is_read() {
    let protocol: Protocol = serde_json::from_str(builtin("prevention").unwrap()).unwrap();
    assert_eq!(protocol.course, CourseKind::Prevention);
    let course: Vec<Written> = (0..2190).map(|n| Written { after: 480, what: What::Done(n % 5) }).collect();
    let (lines, end) = lines(&protocol, &course);
    let passed = same_plan(&protocol, &lines, end).unwrap();
    assert!((1_900..2_010).contains(&passed), "{passed} of {} lines were passed over", lines.len());
}
