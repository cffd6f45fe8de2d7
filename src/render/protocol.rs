//! `protocol list`, `protocol show` and `red-flags`: what a protocol says, with no state at all.

use serde_json::{Value, json};

use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::protocol::format::{Protocol, Sign, Step};
use crate::render::page::{Page, Role};
use crate::render::told::{card_lines, source_line};
use crate::words;
use crate::words::call::{emergency_number, filled};
use crate::words::clean::{all, clean};

/// A protocol of the list, and where it is from.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// The protocol.
    pub protocol: &'a Protocol,
    /// `built in`, or the path of its file.
    pub origin: &'a str,
}

/// Who reviewed it.
pub fn reviewed(protocol: &Protocol) -> String {
    if protocol.reviewers.is_empty() {
        words::protocol::NOT_REVIEWED.to_owned()
    } else {
        format!("Reviewed by {}.", all(&protocol.reviewers).join(", "))
    }
}

/// The protocols, one after the other.
pub fn list_text(list: &[Listed<'_>], width: usize) -> String {
    let mut page = Page::new();
    for Listed { protocol, origin } in list {
        page.gap();
        page.add(Role::Title, &format!("{} {}", protocol.id, protocol.version));
        page.add(Role::Body, &protocol.title);
        page.add(Role::Body, &reviewed(protocol));
        page.add(Role::Detail, origin);
    }
    if list.is_empty() {
        page.add(Role::Body, "No protocols.");
    }
    page.whole(width)
}

/// The same as JSON: `backflare/protocol-list/1`.
pub fn list_json(list: &[Listed<'_>]) -> Value {
    let protocols: Vec<Value> = list
        .iter()
        .map(|Listed { protocol, origin }| {
            json!({
                "id": protocol.id,
                "version": clean(&protocol.version),
                "title": clean(&protocol.title),
                "course": protocol.course,
                "reviewed": !protocol.reviewers.is_empty(),
                "origin": clean(origin),
            })
        })
        .collect();
    json!({ "schema": "backflare/protocol-list/1", "protocols": protocols })
}

/// Whether a step belongs to a phase by name; one that names none belongs to all.
fn belongs(step: &Step, phase: &Id) -> bool {
    step.phases.is_empty() || step.phases.contains(phase)
}

/// A protocol, readable.
pub fn show_text(protocol: &Protocol, region: Option<&str>, width: usize) -> String {
    let mut page = Page::new();
    page.add(Role::Title, &protocol.title);
    page.add(Role::Body, &format!("{} {} by {}", protocol.id, protocol.version, protocol.authors.join(", ")));
    page.add(Role::Body, &reviewed(protocol));
    for phase in &protocol.phases {
        page.gap();
        page.add(Role::Title, &format!("{} ({})", phase.title, phase.id));
        for step in protocol.steps.iter().filter(|step| belongs(step, &phase.id)) {
            page.hanging(Role::Body, &format!("- {} ({}, {})", step.title, step.kind, step.id), 2);
        }
    }
    if !protocol.routines.is_empty() {
        page.gap();
        page.add(Role::Title, "Routines");
        for routine in &protocol.routines {
            let steps: Vec<&str> = routine.steps.iter().map(Id::as_str).collect();
            page.hanging(Role::Body, &format!("- {} ({}): {}", routine.title, routine.id, steps.join(", ")), 2);
        }
    }
    if !protocol.avoid.is_empty() {
        page.gap();
        page.add(Role::Title, words::protocol::LEAVE_ALONE);
        for avoid in &protocol.avoid {
            page.hanging(Role::Body, &format!("- {}", avoid.say), 2);
        }
    }
    add_cards(&mut page, protocol, region);
    if !protocol.sources.is_empty() {
        page.gap();
        page.add(Role::Title, words::now::WHERE_FROM);
        for source in &protocol.sources {
            page.hanging(Role::Detail, &source_line(source), 2);
        }
    }
    page.whole(width)
}

/// The same as JSON: `backflare/protocol-show/1`. The protocol itself is under `protocol`, as an author writes it.
pub fn show_json(protocol: &Protocol) -> Value {
    let phases: Vec<Value> = protocol
        .phases
        .iter()
        .map(|phase| {
            let steps: Vec<_> =
                protocol.steps.iter().filter(|step| belongs(step, &phase.id)).map(|step| &step.id).collect();
            json!({ "id": phase.id, "title": clean(&phase.title), "steps": steps })
        })
        .collect();
    json!({
        "schema": "backflare/protocol-show/1",
        "id": protocol.id,
        "version": clean(&protocol.version),
        "title": clean(&protocol.title),
        "course": protocol.course,
        "reviewers": all(&protocol.reviewers),
        "reviewed": reviewed(protocol),
        "phases": phases,
        "cards": cards_json(protocol),
        "avoid": protocol.avoid.iter().map(|avoid| clean(&avoid.say)).collect::<Vec<_>>(),
        "protocol": cleaned(serde_json::to_value(protocol).unwrap_or(Value::Null)),
    })
}

/// Every text within a value, cleaned.
fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(clean(&text)),
        Value::Array(list) => Value::Array(list.into_iter().map(cleaned).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (clean(&key), cleaned(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

/// How a card's urgency is said.
fn urgency_words(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "EMERGENCY",
        Urgency::SameDay => words::now::BE_SEEN_TODAY,
        Urgency::Soon => words::protocol::SEE_SOMEONE_SOON,
    }
}

fn referral(protocol: &Protocol, urgency: Urgency, region: Option<&str>) -> Vec<String> {
    let say = match urgency {
        Urgency::Emergency => &protocol.referrals.emergency,
        Urgency::SameDay => &protocol.referrals.same_day,
        Urgency::Soon => &protocol.referrals.soon,
    };
    filled(say, words::protocol::WHAT_YOU_NOTICED, &emergency_number(region))
}

/// The signs, the most urgent first, each urgency with what to do. A card may hold signs of several.
fn add_cards(page: &mut Page, protocol: &Protocol, region: Option<&str>) {
    for urgency in [Urgency::Emergency, Urgency::SameDay, Urgency::Soon] {
        let mut signs: Vec<&Sign> = Vec::new();
        for sign in protocol.cards.iter().flat_map(|card| protocol.signs_of(card)) {
            if sign.urgency == urgency && !signs.contains(&sign) {
                signs.push(sign);
            }
        }
        if signs.is_empty() {
            continue;
        }
        page.gap();
        page.add(Role::Alert(urgency), urgency_words(urgency));
        for sign in signs {
            page.hanging(Role::Body, &format!("- {} [{}]", sign.text, sign.id), 2);
        }
        page.lines(Role::AlertMore(urgency), &referral(protocol, urgency, region));
    }
}

/// The signs and what to do, with no state at all.
pub fn red_flags_text(protocol: &Protocol, region: Option<&str>, width: usize) -> String {
    let mut page = Page::new();
    page.add(Role::Title, words::protocol::SIGNS);
    add_cards(&mut page, protocol, region);
    page.gap();
    page.add(Role::Title, words::protocol::COUNT_AS_YES);
    page.add(Role::Body, &format!("Emergency number: {}", emergency_number(region)));
    page.add(Role::Detail, words::protocol::NOT_EVERY_SIGN);
    page.whole(width)
}

/// The same as JSON: `backflare/red-flags/1`.
pub fn red_flags_json(protocol: &Protocol, region: Option<&str>) -> Value {
    json!({
        "schema": "backflare/red-flags/1",
        "cards": cards_json(protocol),
        "referrals": {
            "emergency": referral(protocol, Urgency::Emergency, region),
            "same_day": referral(protocol, Urgency::SameDay, region),
            "soon": referral(protocol, Urgency::Soon, region),
        },
        "emergency_number": emergency_number(region),
    })
}

fn cards_json(protocol: &Protocol) -> Value {
    let cards = protocol.cards.iter().map(|card| {
        let signs: Vec<Value> = protocol
            .signs_of(card)
            .map(|sign| json!({ "id": sign.id, "text": clean(&sign.text), "urgency": sign.urgency }))
            .collect();
        let lines: Vec<Value> = card_lines(card, protocol)
            .into_iter()
            .map(|(letter, text, signs)| json!({ "letter": letter, "text": text, "signs": signs }))
            .collect();
        json!({
            "id": card.id,
            "urgency": protocol.urgency_of(card),
            "title": clean(&card.title),
            "signs": signs,
            "lines": lines,
        })
    });
    Value::Array(cards.collect())
}

#[cfg(test)]
mod tests;
