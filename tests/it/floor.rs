//! The first hour, and what holds on the floor: a question guards the step that needs it, and nothing else.

use backflare::model::event::{Event, Partial};
use backflare::model::kind::Kind;
use backflare::model::profile::Profile;
use backflare::model::time::{Moment, Span, Stamp, Zone};
use proptest::prelude::*;

use crate::env::{BEGIN, Env};
use crate::life::Life;
use crate::story;

fn start() -> Moment {
    Stamp::parse(BEGIN).unwrap().moment
}

/// Somebody on the floor, of whom nothing is known. The emergency card is answered with none.
fn on_the_floor() -> Life {
    let protocol = story::protocol(&[]);
    let mut life = Life::begin(protocol, Profile::default(), start(), Zone::fixed(3600));
    let card = life.protocol.cards.iter().find(|card| card.id.as_str() == "emergency").unwrap().id.clone();
    life.push(Event::screened(card, Vec::new()));
    life
}

fn done(step: &str, answer: Option<bool>) -> Event {
    Event::Done { step: story::id(step), answer, partial: None::<Partial>, place: None }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever somebody does on the floor, answers or not: something harmless is on show, until a sign stands.
    #[test]
    fn whoever_is_stuck_always_has_something_harmless_to_do(
        acts in prop::collection::vec((0_i64..9 * 60, 0_u8..6), 1..30),
    ) {
        let mut life = on_the_floor();
        for (later, act) in acts {
            life.clock.now = life.clock.now + Span::seconds(later);
            let shown = life.look(|plan| {
                let stuck = plan.course.as_ref().is_some_and(|course| course.phase.floor);
                let latched = plan.screening.latched().is_some();
                let emergency = plan.screening.pending.iter().any(|pending| pending.urgency > backflare::model::kind::Urgency::SameDay);
                let action = plan.action.as_ref().map(|action| (action.step.id.clone(), action.step.kind, action.step.micro));
                (stuck && !latched && !emergency).then_some(action)
            });
            let Some(action) = shown else { return Ok(()) };
            prop_assert!(action.is_some(), "nothing is on show at {}", life.now());
            let (step, kind, micro) = action.unwrap();
            let harmless = matches!(kind, Kind::Contact | Kind::Posture | Kind::Movement | Kind::CheckIn) || micro;
            prop_assert!(harmless, "{step} is on show on the floor");
            match act {
                0 => life.push(Event::skipped(step)),
                1 => life.push(done("cat-cow-stuck", Some(false))),
                2 => life.push(Event::pain(7)),
                3 => life.push(Event::Snoozed { step, span: Span::minutes(20) }),
                4 => life.push(done(step.as_str(), None)),
                _ => {}
            }
        }
    }
}

#[test]
fn the_age_hides_no_moves_and_nothing_is_refused_for_a_question() {
    let mut env = Env::new();
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    for minute in [6, 11, 19, 26, 34, 45, 57] {
        env.at(&format!("09:{minute:02}"));
        let next = env.sh("next --json").ok().json();
        assert!(next["action"]["step"].is_string(), "at 09:{minute:02}: {next}");
        env.sh("next").ok().fits(40);
        env.sh("log 7").ok();
        env.sh("took ibuprofen 200mg --at \"3h ago\"").ok();
        env.sh("done --not-yet").ok();
        env.sh("skip").ok();
    }
}

#[test]
fn only_an_emergency_card_stands_in_front() {
    let mut env = Env::new();
    env.sh("start").ok();
    let next = env.sh("next --json").ok().json();
    assert!(next["card"].is_object() && next["action"].is_null(), "{next}");
    env.sh("screen --clear emergency").ok();
    env.at("09:20");
    env.sh("done --not-yet").ok();
    let ran = env.sh("next");
    ran.ok().says("questions wait: backflare").says("Can you stand?").fits(40);
    let next = env.sh("next --json").ok().json();
    assert!(next["card"].is_object() && next["action"].is_object(), "{next}");
}

#[test]
fn a_question_that_nobody_answers_lapses_with_its_step() {
    let mut env = crate::begin::standing();
    for card in ["same-day-now", "same-day-history", "leg", "pregnancy"] {
        env.sh(&format!("screen --clear {card}")).ok();
    }
    env.sh("done").ok();
    env.at("09:27");
    env.sh("next").ok().says("efore ").says_not("questions wait");
    // 20 minutes later it waits below; nobody has to answer it to be shown the rest.
    env.at("10:08");
    env.sh("next").ok().says("A question waits, for ").says_not("efore a pain");
    env.at("10:30");
    let next = env.sh("next --json").ok().json();
    assert_eq!(next["action"]["step"], "walk", "{next}");
    assert!(next["questions"].is_object(), "{next}");
    env.sh("next").ok().says("A question waits, for ").says("backflare done");
}
