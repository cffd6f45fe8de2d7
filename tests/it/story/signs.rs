//! What a story tells of a sign after it was given: that it was a slip, how it is by now, that it is old and known.
//!
//! - `slip` withdraws the newest sign;
//! - `followed SIGN gone`: how one is that a clinician looked at, or that is known (`still-there`, `worse`, `unsure`);
//! - `known SIGN CHECK,CHECK [DAYS]`: what was said of an old one, and on which day after the start a clinician looked.

use std::collections::BTreeMap;

use backflare::model::event::{Event, KnownSign, Record};
use backflare::model::profile::Answer;
use backflare::model::time::Span;
use backflare::protocol::format::{Card, Protocol};
use serde_json::Value;

use super::{after_start, id, stamp};

/// Whether a line tells of such a thing.
pub(super) fn is_one(words: &[&str]) -> bool {
    words.first().is_some_and(|word| ["slip", "followed", "known"].contains(word))
}

/// What it tells.
pub(super) fn told(words: &[&str], protocol: &Protocol, records: &[Record]) -> Vec<Event> {
    match words {
        ["slip"] => {
            let gives = |record: &&Record| record.event.names_sign();
            vec![Event::Withdrawn { of: records.iter().rev().find(gives).expect("a sign that was a slip").id }]
        }
        ["followed", sign, answer] => {
            let answer = serde_json::from_value(Value::String((*answer).to_owned())).unwrap();
            vec![Event::Followed { sign: id(sign), answer }]
        }
        ["known", sign, checks, rest @ ..] => {
            let on = |days: &&str| stamp(after_start(Span::days(days.parse().unwrap()))).date();
            let looked_on = rest.first().map(on);
            let who = looked_on.map(|_| "Dr Osei".to_owned());
            let said = KnownSign { sign: id(sign), checks: checks.split(',').map(id).collect(), who, looked_on };
            let asks = |card: &&Card| card.lines.iter().any(|line| line.signs.contains(&said.sign));
            let fact = protocol.sign(&said.sign).and_then(|sign| sign.fact);
            let card = protocol.cards.iter().find(|card| asks(card) == fact.is_none()).unwrap().id.clone();
            let (signs, was) = (vec![said.sign.clone()], BTreeMap::new());
            let known = vec![said];
            let screened = Event::Screened { card, signs, unsure: false, known, by: None, place: None, was };
            fact.map(|fact| Event::answered(fact, Answer::Yes)).into_iter().chain([screened]).collect()
        }
        words => panic!("{words:?} tells of no sign"),
    }
}
