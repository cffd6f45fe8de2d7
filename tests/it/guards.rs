//! Every safety question is asked before what it guards: while one of them is not answered, nothing that it guards is on show, at
//! no hour of the first three days, and with all of them answered each of those steps comes.
//!
//! The table is that of `clinical.md` rules 1, 3, 5, 13 and 14, and of `clinical-2.md` 5a.

use backflare::engine::explain::explain;
use backflare::engine::history::History;
use backflare::model::event::Event;
use backflare::model::profile::{Answer, Fact, QUESTIONS, Scope};
use backflare::model::time::{Span, Zone};

use crate::life::Life;
use crate::story;

const NSAID: &[&str] = &["ibuprofen"];
const HEAT: &[&str] = &["heat"];
const COLD: &[&str] = &["cold"];
const BOTH: &[&str] = &["heat", "cold"];
/// What waits for the cards of the same day: all but rest, help, getting up and tiny moves.
const AFTER_CARDS: &[&str] = &["walk", "heat", "cold", "ibuprofen"];

const FACTS: &[(Fact, &[&str])] = &[
    (Fact::Age, NSAID),
    (Fact::Allergy, NSAID),
    (Fact::Bleeding, NSAID),
    (Fact::ThinnerSteroid, NSAID),
    (Fact::HeartKidney, NSAID),
    (Fact::DiureticAsthma, NSAID),
    (Fact::Alcohol, NSAID),
    (Fact::TryingFeeding, NSAID),
    (Fact::UnderCare, NSAID),
    (Fact::DailyMedicine, NSAID),
    (Fact::Chickenpox, NSAID),
    (Fact::RecentMedicine, NSAID),
    (Fact::LessFeeling, BOTH),
    (Fact::Circulation, BOTH),
    (Fact::BrokenSkin, BOTH),
    (Fact::Bruise, HEAT),
    (Fact::Drowsy, HEAT),
    (Fact::Raynaud, COLD),
    (Fact::HighPressure, COLD),
];

const CARDS: &[(&str, &[&str])] = &[
    ("emergency", AFTER_CARDS),
    ("same-day-now", AFTER_CARDS),
    ("same-day-history", AFTER_CARDS),
    ("leg", AFTER_CARDS),
    ("pregnancy", &["ibuprofen", "heat"]),
];

/// Whether each of these steps was free at any time, and on show at any time, in three days of somebody who answers all questions
/// but one, or all cards but one.
fn met(without: Option<Fact>, unasked: Option<&str>, steps: &[&str]) -> Vec<(String, bool)> {
    let protocol = story::protocol(&[]);
    let mut profile = story::profile();
    without.map(|fact| profile.answers.remove(&fact));
    let card = |id: &str| protocol.cards.iter().find(|card| card.id.as_str() == id).unwrap().clone();
    let of_card: Vec<Fact> = unasked
        .iter()
        .flat_map(|id| card(id).lines)
        .flat_map(|line| line.signs)
        .filter_map(|sign| protocol.sign(&sign).and_then(|sign| sign.fact))
        .collect();
    for fact in &of_card {
        profile.answers.remove(fact);
    }
    let start = story::after_start(Span::ZERO);
    let mut life = Life::begin(protocol, profile, start, Zone::fixed(3600));
    for card in life.protocol.cards.clone() {
        // A card that asks all at once asks of that one, too.
        if unasked.is_none_or(|id| card.id.as_str() != id && card.stands_in_for.iter().all(|of| of.as_str() != id)) {
            life.push(Event::screened(card.id, Vec::new()));
        }
    }
    life.push(Event::Done { step: story::id("stand-up"), answer: None, partial: None, place: None });
    let mut free = vec![false; steps.len()];
    for hours in 1..72 {
        life.clock.now = start + Span::hours(hours);
        life.push(Event::pain(5));
        for question in QUESTIONS.iter().filter(|question| question.scope == Scope::Flare) {
            let no = question.choices.parse("no").is_some();
            if no && without != Some(question.fact) && !of_card.contains(&question.fact) {
                life.push(Event::answered(question.fact, Answer::No));
            }
        }
        let shown: Vec<String> = life.look(|plan| plan.on_show().map(|action| action.step.id.to_string()).collect());
        let history = History::new(&life.tail, life.clock.clone());
        for (free, id) in free.iter_mut().zip(steps) {
            let step = life.protocol.step(&story::id(id)).unwrap();
            let explained = explain(&life.protocol, &life.profile, &history, step);
            *free |= explained.rules.iter().all(|rule| rule.verdict.is_ok()) || shown.iter().any(|shown| shown == id);
        }
    }
    steps.iter().map(ToString::to_string).zip(free).collect()
}

#[test]
fn no_step_is_free_while_a_question_that_guards_it_is_not_answered() {
    let all = |steps: &[&str], free| steps.iter().map(|step| ((*step).to_owned(), free)).collect::<Vec<_>>();
    assert_eq!(met(None, None, AFTER_CARDS), all(AFTER_CARDS, true), "with every question answered");
    for (fact, steps) in FACTS {
        assert_eq!(met(Some(*fact), None, steps), all(steps, false), "{fact:?} is not answered");
    }
    for (card, steps) in CARDS {
        assert_eq!(met(None, Some(card), steps), all(steps, false), "{card} is not answered");
    }
}
