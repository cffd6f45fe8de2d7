//! Every sentence that the plan can have, put together: of each verdict, reason and alert.

use super::{fine, veto};
use crate::engine::plan::{Cause, Passed, Per, Reason};
use crate::engine::safety::{Fine, Rule, Veto, Why};
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::medicine::Ingredient;
use crate::model::profile::QUESTIONS;
use crate::model::time::{Hours, Moment, Span, Stamp, Zone};
use crate::render::next::tests::protocol;
use crate::views::alert::cause;
use crate::views::reason::reason;
use crate::words::Times;

const URGENCIES: [Urgency; 3] = [Urgency::Soon, Urgency::SameDay, Urgency::Emergency];

fn moment(text: &str) -> Moment {
    Stamp::parse(text).expect("a time").moment
}

fn now() -> Moment {
    moment("2026-11-22T21:00:00+01:00")
}

fn ingredients() -> Vec<Ingredient> {
    let own = Ingredient::Other(Id::parse("eye-drops").expect("a name"));
    Ingredient::KNOWN.into_iter().chain([own]).collect()
}

/// One of each, and where a word inside changes the sentence, one for each word.
fn whys() -> Vec<Why> {
    let gap = Span::parse("1h30m").expect("a span");
    let mut all: Vec<Why> = URGENCIES.into_iter().flat_map(|u| [Why::CardPending(u), Why::Latched(u)]).collect();
    all.extend(QUESTIONS.iter().flat_map(|q| [Why::Unanswered(q.fact), Why::Answered(q.fact)]));
    for ingredient in ingredients() {
        all.push(Why::TooSoon { ingredient: ingredient.clone(), gap, last: Some(now() - Span::hours(30)) });
        all.push(Why::TooSoon { ingredient: ingredient.clone(), gap, last: None });
        all.push(Why::OverSum { ingredient: ingredient.clone(), taken_mg: 2500, dose_mg: 1000, most_mg: 3000 });
        all.push(Why::OtherNsaid(ingredient.clone()));
        all.push(Why::NeverOffered(ingredient));
    }
    all.extend([
        Why::TooYoung,
        Why::OldSign,
        Why::Reacted,
        Why::Burned,
        Why::AskPharmacist,
        Why::NeedsHelper,
        Why::TooManyDoses { taken: 4, most: 4 },
        Why::OverSingle { most_mg: 400 },
        Why::SmallerFirst { dose_mg: 200 },
        Why::UnknownMedicine,
        Why::TooManyDays { days: 10, most: 10 },
        Why::ClockBehind,
        Why::Unreadable,
        Why::SessionTooSoon { gap },
        Why::TooManySessions { most: 6 },
        Why::HeatColdApart { gap },
        Why::SessionTooLong { most: gap },
        Why::Asleep,
        Why::TooCloseToBed,
        Why::Drowsy { gap },
        Why::Bruise,
        Why::CreamOn { gap },
        Why::AfterHeat { gap },
        Why::PatchIsOn,
        Why::PatchOff { gap },
        Why::TooManyTopicalDays { days: 7, most: 7 },
        Why::NotInRegion(Ingredient::Naproxen),
        Why::SpotTooLong { most: gap },
        Why::EnoughMassage { most: gap },
        Why::TooEarly { from: Span::hours(72) },
        Why::TooLate { ended: Span::days(42) },
        Why::NotSmallEnough,
        Why::EnoughSets { most: 3 },
        Why::LegSign,
        Why::NotSteady,
        Why::NoRule,
    ]);
    all
}

fn fines() -> Vec<Fine> {
    let gap = Span::hours(6);
    let mut all = vec![
        Fine::Screened,
        Fine::AlwaysAllowed,
        Fine::Eligible,
        Fine::QuestionsClear,
        Fine::NoOtherNsaid,
        Fine::DaysKept { days: 1, most: 10 },
        Fine::RecordsGood,
        Fine::LineLost,
        Fine::SessionsKept { in_24h: 0, most: 6, gap },
        Fine::HeatColdKept { gap },
        Fine::Awake,
        Fine::NothingDrowsy,
        Fine::TimesKept { taken: 1, most: 4 },
        Fine::HeatGone { gap },
        Fine::NoCream { gap },
        Fine::NoPatch { gap },
        Fine::TopicalDaysKept { days: 1, most: 7 },
        Fine::LengthKept { most: gap },
        Fine::RegionFits,
        Fine::MassageKept { most: gap },
        Fine::LateEnough { from: gap },
        Fine::SmallMove,
        Fine::SetsKept { done: 0, most: 3 },
        Fine::NoLegSign,
        Fine::Steady,
    ];
    for ingredient in ingredients() {
        all.push(Fine::GapKept { ingredient: ingredient.clone(), last: None, gap });
        all.push(Fine::GapKept { ingredient: ingredient.clone(), last: Some(now() - gap), gap });
        all.push(Fine::SumKept { ingredient, taken_mg: 800, dose_mg: 400, most_mg: 1200 });
    }
    all
}

#[test]
fn every_sentence_is_short_and_claims_nothing() {
    let (zone, hours, protocol) = (Zone::fixed(3600), Hours::default(), protocol());
    let times = Times { now: now(), zone: &zone, hours: &hours };
    let later = Some(now() + Span::hours(30));
    let mut said: Vec<String> = Vec::new();
    for why in whys() {
        said.push(veto(&Veto { rule: Rule::Ceiling, why, until: later }, &times));
    }
    said.extend(fines().iter().map(|one| fine(one, &times)));
    let (step, phase, routine) = (&protocol.steps[0], &protocol.phases[0], &protocol.routines[0]);
    let span = Span::hours(48);
    let reasons = [
        Reason::Phase(phase),
        Reason::NotYet(span),
        Reason::Over(span),
        Reason::Apart { from: "lean-cat-cow", gap: span },
        Reason::Enough { most: 1, per: Per::Day },
        Reason::Enough { most: 12, per: Per::DayInAll },
        Reason::Enough { most: 2, per: Per::Hours24 },
        Reason::Enough { most: 3, per: Per::Week },
        Reason::PainBelow(3),
        Reason::PainAbove(7),
        Reason::Needs { step, again: false },
        Reason::Needs { step, again: true },
        Reason::NeedsHelper,
        Reason::Leg,
        Reason::Pregnant,
        Reason::Brake,
        Reason::InsteadOf(step),
        Reason::Pace(span),
        Reason::Routine(routine),
        Reason::NotDue,
        Reason::PassedOver,
        Reason::Hours,
        Reason::Snoozed,
        Reason::OnDemand,
        Reason::Done,
        Reason::NotLiked,
        Reason::PlanEnded,
        Reason::NotHere,
    ];
    said.extend(reasons.iter().map(|one| reason(one, later, &times)));
    let heat = Id::parse("heat").expect("a name");
    let causes = [
        Cause::Sign { text: "A sign".to_owned(), say: &[] },
        Cause::TooYoung,
        Cause::Escalation(&[]),
        Cause::PastLimit(&[]),
        Cause::FirstFlareOver50,
        Cause::TenDays,
        Cause::OverLimit {
            ingredient: "ibuprofen".to_owned(),
            passed: Passed::Day(1400, 1200),
            poison: false,
            because: None,
        },
        Cause::OverLimit {
            ingredient: "acetaminophen".to_owned(),
            passed: Passed::HalfDay(3000),
            poison: true,
            because: Some("a bad night".to_owned()),
        },
        Cause::ClockBehind { newest: Stamp { moment: now() + span, offset: 3600 } },
        Cause::Unreadable { line: 112 },
        Cause::TakeOff { step: &heat, title: "A patch, if you use one", by: now() },
        Cause::TakeOff { step: &heat, title: "A patch, if you use one", by: now() + span },
        Cause::Sedated { until: now() + span },
        Cause::PlanEnded,
    ];
    for urgency in URGENCIES {
        for one in &causes {
            let lines = cause(one, urgency, &times, None);
            assert!(!lines.is_empty());
            said.extend(lines);
        }
    }
    assert!(said.len() > 200);
    for text in &said {
        check(text);
    }
}

/// The rules of `clinical.md` section 12, and of the reader on the floor.
fn check(text: &str) {
    assert!(text.ends_with('.') || text.ends_with('?'), "not a sentence: {text}");
    assert!(!text.contains("..") && !text.contains("  "), "badly put together: {text}");
    assert!(text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()), "no capital: {text}");
    for sentence in text.split_inclusive(['.', '?']) {
        assert!(sentence.split_whitespace().count() < 20, "too long: {sentence}");
    }
    let lower = text.to_lowercase();
    for word in include_str!("../../../tests/forbidden.txt").lines() {
        assert!(!lower.contains(word), "{word:?} must not be said: {text}");
    }
}

#[test]
fn a_moment_that_is_past_is_not_told() {
    let (zone, hours) = (Zone::fixed(3600), Hours::default());
    let times = Times { now: now(), zone: &zone, hours: &hours };
    let late = Veto { rule: Rule::Ibuprofen, why: Why::Asleep, until: Some(now() + Span::hours(1)) };
    assert!(veto(&late, &times).ends_with(" Not before 22:00."));
    let past = Veto { until: Some(now() - Span::hours(1)), ..late };
    assert!(!veto(&past, &times).contains("Not before"));
}

#[test]
fn figures_and_times_stand_in_the_sentence() {
    let (zone, hours) = (Zone::fixed(3600), Hours::default());
    let times = Times { now: now(), zone: &zone, hours: &hours };
    let why = Why::OverSum { ingredient: Ingredient::Ibuprofen, taken_mg: 1200, dose_mg: 400, most_mg: 1200 };
    let until = Some(moment("2026-11-22T23:20:00+01:00"));
    assert_eq!(
        veto(&Veto { rule: Rule::Ibuprofen, why, until }, &times),
        "Label limit reached: 1200 mg of ibuprofen in 24 hours. With 400 mg it would be over 1200 mg. Not before 23:20."
    );
}
