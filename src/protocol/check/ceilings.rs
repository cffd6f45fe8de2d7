//! Rule 4: a protocol may be stricter than the rules, never looser. The numbers are in [`limits`].
//!
//! Here is what binds every plan, whatever it is made for: heat, cold, rubs, patches, massage, how often a card is asked, which
//! questions stand before a kind of step. What moves stands in `movement`, what is swallowed in `medicine`.

use super::length::length_of;
use super::{Checker, medicine, movement};
use crate::model::kind::Kind;
use crate::model::limits;
use crate::model::profile::Fact;
use crate::model::time::Span;
use crate::protocol::format::{Spot, Step};
use crate::words;
use crate::words::problem::ceilings as say;
use crate::words::problem::ground::Ground;

pub(super) fn check(out: &mut Checker<'_>) {
    for (path, card) in out.each("cards", &out.protocol.cards) {
        let most = if out.flare() { limits::RESCREEN } else { limits::RESCREEN_PREVENTION };
        if let Some(every) = card.every.filter(|every| *every > most) {
            let message = say::card_every(every, most);
            out.wrong(format!("{path}.every"), message);
        }
    }
    for (path, step) in out.steps() {
        movement::check(out, &path, step);
        match step.kind {
            Kind::Medicine => {
                if let Some(medicine) = &step.medicine {
                    medicine::check(out, &format!("{path}.medicine"), medicine);
                }
            }
            Kind::Heat => temperature(out, &path, step, &HEAT),
            Kind::Cold => temperature(out, &path, step, &COLD),
            Kind::Rub => most_in_24h(out, &path, step, limits::RUB_IN_24H, Ground::Label, false),
            Kind::Patch => longest(out, &path, step, limits::PATCH_ON, Ground::Label),
            Kind::Massage => {
                massage(out, &path, step);
                movement::massage(out, &path, step);
            }
            Kind::Exercise => movement::exercise(out, &path, step),
            Kind::Stretch => movement::stretch(out, &path, step),
            Kind::Walk => movement::walk(out, &path, step),
            Kind::Movement | Kind::Posture | Kind::CheckIn | Kind::Contact => {}
        }
    }
}

/// The questions that a step of that kind waits for, none of which a card of a file may leave out. A question that only another
/// answer opens comes by itself, and stands on no card.
pub(super) fn waits_for(kind: Kind) -> &'static [Fact] {
    match kind {
        Kind::Medicine => &[
            Fact::Allergy,
            Fact::Bleeding,
            Fact::ThinnerSteroid,
            Fact::HeartKidney,
            Fact::DiureticAsthma,
            Fact::Alcohol,
            Fact::TryingFeeding,
            Fact::UnderCare,
            Fact::DailyMedicine,
            Fact::Chickenpox,
            Fact::RecentMedicine,
        ],
        Kind::Heat => &[Fact::LessFeeling, Fact::Circulation, Fact::Bruise, Fact::BrokenSkin, Fact::Drowsy],
        Kind::Cold => &[Fact::LessFeeling, Fact::Circulation, Fact::Raynaud, Fact::HighPressure, Fact::BrokenSkin],
        Kind::Massage => &[Fact::Clot, Fact::DiscScoliosis, Fact::Device, Fact::Nerve, Fact::Surgery],
        Kind::Contact
        | Kind::Posture
        | Kind::Movement
        | Kind::Exercise
        | Kind::Stretch
        | Kind::Walk
        | Kind::Rub
        | Kind::Patch
        | Kind::CheckIn => &[],
    }
}

/// The ceilings of heat, or of cold.
struct Temperature {
    name: &'static str,
    other: Kind,
    session: Span,
    session_ground: Ground,
    gap: Span,
    gap_ground: Ground,
    in_24h: u32,
}

const HEAT: Temperature = Temperature {
    name: "heat",
    other: Kind::Cold,
    session: limits::HEAT_SESSION,
    session_ground: Ground::Ours,
    gap: limits::HEAT_GAP,
    gap_ground: Ground::Ours,
    in_24h: limits::HEAT_IN_24H,
};

const COLD: Temperature = Temperature {
    name: "cold",
    other: Kind::Heat,
    session: limits::COLD_SESSION,
    session_ground: Ground::Advice,
    gap: limits::COLD_GAP,
    gap_ground: Ground::Advice,
    in_24h: limits::COLD_IN_24H,
};

fn temperature(out: &mut Checker<'_>, path: &str, step: &Step, limit: &Temperature) {
    longest(out, path, step, limit.session, limit.session_ground);
    if let Some(every) = step.timing.every.filter(|every| *every < limit.gap) {
        let (name, gap, ground) = (limit.name, limit.gap, limit.gap_ground);
        let message = say::every(every, gap, name, ground);
        out.wrong(format!("{path}.timing.every"), message);
    }
    most_in_24h(out, path, step, limit.in_24h, Ground::Ours, true);
    let others: Vec<&Step> = out.protocol.steps.iter().filter(|other| other.kind == limit.other).collect();
    let (gap, other) = (limits::HEAT_COLD_GAP, limit.other);
    let mut short = false;
    for (index, apart) in step.apart.iter().enumerate() {
        let meant = apart.from == *other.as_str() || others.iter().any(|step| step.id == apart.from);
        if meant && apart.gap < gap {
            short = true;
            let message = say::heat_to_cold(apart.gap, gap);
            out.wrong(format!("{path}.apart[{index}].gap"), message);
        }
    }
    let apart = |other: &Step| step.apart.iter().any(|it| it.from == *limit.other.as_str() || it.from == other.id);
    let unknown = step
        .apart
        .iter()
        .any(|apart| Kind::parse(apart.from.as_str()).is_none() && out.protocol.step(&apart.from).is_none());
    if !short && !unknown && !others.iter().all(|other| apart(other)) {
        let message = say::keeps_apart(limit.name, other, gap);
        let help = say::write_apart(other, gap);
        out.wrong_help(format!("{path}.apart"), message, help);
    }
}

/// No session may be longer than this, an open end included, and each says how long it is.
fn longest(out: &mut Checker<'_>, path: &str, step: &Step, most: Span, ground: Ground) {
    let kind = step.kind;
    if step.sessions.is_empty() && kind.warms_or_cools() {
        let message = say::no_session(kind, most);
        out.wrong_help(format!("{path}.sessions"), message, say::write_session(most));
    }
    for (index, session) in step.sessions.iter().enumerate() {
        let path = format!("{path}.sessions[{index}]");
        let length = length_of(session);
        if let Some(length) = length.as_ref().filter(|length| length.span > most) {
            let message = say::session(length, most, kind, ground);
            out.wrong(format!("{path}{}", length.field), message);
        } else if session.open.as_ref().is_some_and(|open| open.limit.is_none_or(|limit| limit > most)) {
            let message = say::no_open_end(kind, most, ground);
            out.wrong_help(format!("{path}.open"), message, words::session::GIVE_LENGTH);
        } else if length.is_none() {
            let [message, help] = words::session::needs_a_length(kind, most, ground);
            out.wrong_help(path, message, help);
        }
    }
}

/// One spot, one muscle and one day have their most.
fn massage(out: &mut Checker<'_>, path: &str, step: &Step) {
    longest(out, path, step, limits::MASSAGE_A_DAY, Ground::Ours);
    if step.sessions.is_empty() {
        let message = say::no_session(step.kind, limits::MASSAGE_SPOT);
        out.wrong_help(format!("{path}.sessions"), message, say::WRITE_SPOTS);
    }
    let (most_at_once, most_in_all) = (limits::MASSAGE_SPOT, limits::MASSAGE_MUSCLE);
    for (index, session) in step.sessions.iter().enumerate() {
        let path = format!("{path}.sessions[{index}]");
        let mut spots = session.layout().spots().peekable();
        if spots.peek().is_none() {
            out.wrong(&path, words::session::massage_needs_a_spot());
        }
        for Spot { cue, at_once, in_all } in spots {
            let path = cue.map_or_else(|| format!("{path}.length"), |cue| format!("{path}.cues[{cue}].length"));
            if at_once > most_at_once {
                let message = say::one_spot(at_once, most_at_once);
                out.wrong(path, message);
            } else if in_all > most_in_all {
                let message = say::one_muscle(in_all, most_in_all);
                out.wrong(path, message);
            }
        }
    }
}

fn most_in_24h(out: &mut Checker<'_>, path: &str, step: &Step, most: u32, ground: Ground, needed: bool) {
    let path = format!("{path}.most_in_24h");
    match step.most_in_24h {
        Some(times) if times > most => {
            let message = say::times_in_24h(times, most, step.kind, ground);
            out.wrong(path, message);
        }
        None if needed => {
            let message = say::needs_times_in_24h(step.kind, most, ground);
            out.wrong_help(path, message, say::write_field("most_in_24h", most));
        }
        Some(_) | None => {}
    }
}
