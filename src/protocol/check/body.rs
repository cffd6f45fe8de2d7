//! What a plan is made for, what it may expect, and who gave it. Rules 23 and 24.

use super::Checker;
use crate::model::kind::{Kind, Urgency};
use crate::model::who::names_somebody;
use crate::protocol::format::{FORMAT, Prescribed, Protocol};
use crate::protocol::general::general;
use crate::protocol::problem::quoted;
use crate::words::problem::{EMPTY, TAKE_AWAY, body as say};

pub(super) fn check(out: &mut Checker<'_>) {
    let protocol = out.protocol;
    if protocol.format < FORMAT {
        of_format_2(out);
    } else if protocol.format == FORMAT {
        made_for(out);
        same_day(out);
    }
    expects(out);
    if let Some(Prescribed { who, .. }) = &protocol.prescribed {
        if who.trim().is_empty() {
            out.wrong_help("prescribed.who", EMPTY, say::WRITE_WHO);
        } else if !names_somebody(who) {
            out.wrong_help("prescribed.who", say::names_nobody(&quoted(who)), say::WRITE_WHO);
        }
    }
    for (path, step) in out.steps() {
        if step.extension && (protocol.prescribed.is_none() || step.kind != Kind::Exercise) {
            out.wrong_help(format!("{path}.extension"), say::EXTENSION_NEEDS, TAKE_AWAY);
        }
    }
    general_names(out);
}

/// The fields that an older file does not have.
fn of_format_2(out: &mut Checker<'_>) {
    let Protocol { made_for, part, expects, prescribed, .. } = out.protocol;
    for (field, given) in [
        ("for", made_for.is_some()),
        ("part", part.is_some()),
        ("expects", !expects.is_empty()),
        ("prescribed", prescribed.is_some()),
    ] {
        if given {
            out.wrong_help(field, say::of_format_2(field), say::WRITE_FORMAT_2);
        }
    }
}

fn made_for(out: &mut Checker<'_>) {
    // Of a word that could not be read nobody knows whether it has a part.
    if !out.whole("for") {
        return;
    }
    let Some(made_for) = out.protocol.made_for else {
        out.wrong_help("for", say::NO_FOR, say::WRITE_FOR);
        return;
    };
    match &out.protocol.part {
        None if made_for.names_a_part() && out.whole("part") => {
            out.wrong_help("part", say::NO_PART, say::WRITE_PART);
        }
        Some(part) if made_for.names_a_part() && part.trim().is_empty() => {
            out.wrong_help("part", EMPTY, say::WRITE_PART);
        }
        Some(_) if !made_for.names_a_part() => {
            out.wrong_help("part", say::no_part_for(made_for.as_str()), TAKE_AWAY);
        }
        Some(_) | None => {}
    }
}

/// A flare asks at least one sign of its own that must be seen the same day. Rule 23.5.
fn same_day(out: &mut Checker<'_>) {
    let protocol = out.protocol;
    let mut named = protocol.cards.iter().flat_map(|card| &card.lines).flat_map(|line| &line.signs);
    let all_known = named.all(|id| protocol.sign(id).is_some());
    let mut signs = protocol.cards.iter().flat_map(|card| protocol.signs_of(card));
    let asked = signs.any(|sign| sign.urgency == Urgency::SameDay && !general().has_sign(&sign.id));
    if out.flare() && out.whole("signs") && out.whole("cards") && out.whole("course") && all_known && !asked {
        out.wrong_help("cards", say::NO_SAME_DAY_SIGN, say::WRITE_SAME_DAY);
    }
}

/// A plan for a low back expects only what its clinician has seen; every other expects what its words say. Rule 23.3.
fn expects(out: &mut Checker<'_>) {
    let protocol = out.protocol;
    if !out.back() {
        return;
    }
    for (index, expected) in protocol.expects.iter().enumerate() {
        let path = format!("expects[{index}]");
        if !expected.fits_a_back() {
            out.wrong_help(path, say::NOT_FOR_A_BACK, TAKE_AWAY);
        } else if protocol.prescribed.is_none() {
            out.wrong_help(path, say::NEEDS_PRESCRIBER, say::WRITE_PRESCRIBED);
        }
    }
}

/// The names of the general list are the program's own. Rule 23.6.
fn general_names(out: &mut Checker<'_>) {
    let (protocol, general) = (out.protocol, general());
    for (path, sign) in out.each("signs", &protocol.signs) {
        if general.signs.iter().any(|own| own.id == sign.id && own != sign) {
            out.wrong(format!("{path}.id"), say::of_the_general_list(&quoted(sign.id.as_str())));
        }
    }
    for (path, card) in out.each("cards", &protocol.cards) {
        if general.cards.iter().any(|own| own.id == card.id && own != card) {
            out.wrong(format!("{path}.id"), say::of_the_general_list(&quoted(card.id.as_str())));
        }
    }
}
