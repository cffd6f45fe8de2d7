//! `protocol list`, `protocol show` and `red-flags`: what a protocol says, with no state at all.

use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::protocol::after_medicine::after_medicine;
use crate::protocol::format::{Protocol, Sign};
use crate::render::page::{Page, Role};
use crate::views::protocol::Listed;
use crate::views::told::{belongs, once, referral, source_line};
use crate::words;
use crate::words::call::emergency_number;
use crate::words::clean::all;

/// Who reviewed it, as its file says.
pub(crate) fn reviewed(protocol: &Protocol) -> String {
    if protocol.reviewers.is_empty() {
        words::protocol::NOT_REVIEWED.to_owned()
    } else {
        words::protocol::says_it_was_reviewed(&all(&protocol.reviewers))
    }
}

/// The protocols, one after the other.
pub(crate) fn list_text(list: &[Listed<'_>], width: usize) -> String {
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

/// A protocol, readable.
pub(crate) fn show_text(protocol: &Protocol, region: Option<&str>, width: usize) -> String {
    let mut page = Page::new();
    page.add(Role::Title, &protocol.title);
    page.add(Role::Body, &words::protocol::written_by(&protocol.id, &protocol.version, &protocol.authors));
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
    add_cards(&mut page, protocol, region, GRAVEST_FIRST);
    if !protocol.sources.is_empty() {
        page.gap();
        page.add(Role::Title, words::now::WHERE_FROM);
        for source in once(protocol.sources.iter().map(source_line)) {
            page.hanging(Role::Detail, &source, 2);
        }
    }
    page.whole(width)
}

/// How a card's urgency is said.
fn urgency_words(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "EMERGENCY",
        Urgency::SameDay => words::now::BE_SEEN_TODAY,
        Urgency::Soon => words::protocol::SEE_SOMEONE_SOON,
    }
}

/// The signs, the most urgent first, each urgency with what to do. A card may hold signs of several.
fn add_cards(page: &mut Page, protocol: &Protocol, region: Option<&str>, order: [Urgency; 3]) {
    for urgency in order {
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

/// The most urgent signs first.
const GRAVEST_FIRST: [Urgency; 3] = [Urgency::Emergency, Urgency::SameDay, Urgency::Soon];
/// The most urgent signs last.
const GRAVEST_LAST: [Urgency; 3] = [Urgency::Soon, Urgency::SameDay, Urgency::Emergency];

/// The signs and what to do, with no state at all. `scrolls`: only its end stays on the screen, so there the emergency
/// stands, with the number below it.
pub(crate) fn red_flags_text(protocol: &Protocol, region: Option<&str>, width: usize, scrolls: bool) -> String {
    let mut page = Page::new();
    page.add(Role::Title, words::protocol::SIGNS);
    if !scrolls {
        add_cards(&mut page, protocol, region, GRAVEST_FIRST);
    }
    if let Some(card) = after_medicine().card() {
        page.gap();
        page.add(Role::Title, &card.title);
        for sign in protocol.signs_of(card) {
            let role = Role::Alert(sign.urgency);
            page.hanging(role, &format!("- {}: {} [{}]", urgency_words(sign.urgency), sign.text, sign.id), 2);
        }
        page.add(Role::Body, words::protocol::AT_ANY_TIME);
    }
    if scrolls {
        add_cards(&mut page, protocol, region, GRAVEST_LAST);
    }
    page.gap();
    page.add(Role::Title, words::protocol::COUNT_AS_YES);
    page.add(Role::Body, &words::call::number(&emergency_number(region)));
    page.add(Role::Detail, words::protocol::NOT_EVERY_SIGN);
    page.whole(width)
}

#[cfg(test)]
mod tests;
