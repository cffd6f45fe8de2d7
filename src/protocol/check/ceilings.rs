//! Rule 4: a protocol may be stricter than the rules, never looser. The numbers are in [`limits`].
//!
//! What counts from the start of a flare (48 hours before a stretch) is not asked of a protocol for prevention.

use std::fmt::{self, Display, Formatter};

use super::Checker;
use crate::model::kind::Kind;
use crate::model::limits::{self, MedicineLimits};
use crate::model::medicine::{Ingredient, ingredients_of};
use crate::model::time::Span;
use crate::protocol::format::{Medicine, Session, Spot, Step};
use crate::words;
use crate::words::problem::ceilings as say;

pub(super) fn check(out: &mut Checker<'_>) {
    for (path, card) in out.each("cards", &out.protocol.cards) {
        let most = if out.flare() { limits::RESCREEN } else { limits::RESCREEN_PREVENTION };
        if let Some(every) = card.every.filter(|every| *every > most) {
            let message = say::card_every(every, most);
            out.wrong(format!("{path}.every"), message);
        }
    }
    for (path, step) in out.steps() {
        // Somebody who only stands by, with heat at 65 or on a walk, moves nothing.
        if step.helper && matches!(step.kind, Kind::Exercise | Kind::Stretch | Kind::Movement | Kind::Massage) {
            from(out, &path, step, limits::HELPER_FROM, "a helper's part", "MV-34");
        }
        match step.kind {
            Kind::Medicine => {
                if let Some(medicine) = &step.medicine {
                    dose(out, &format!("{path}.medicine"), medicine);
                }
            }
            Kind::Heat => {
                temperature(out, &path, step, &HEAT);
            }
            Kind::Cold => {
                temperature(out, &path, step, &COLD);
            }
            Kind::Rub => most_in_24h(out, &path, step, limits::RUB_IN_24H, "TP-08", false),
            Kind::Patch => longest(out, &path, step, limits::PATCH_ON, "TP-15"),
            Kind::Stretch => from(out, &path, step, limits::STRETCH_FROM, "a stretch", "MV-23"),
            Kind::Massage => {
                from(out, &path, step, limits::MASSAGE_FROM, "massage", "MG-05");
                massage(out, &path, step);
            }
            Kind::Exercise if step.micro => micro(out, &path, step),
            Kind::Exercise => from(out, &path, step, limits::STRETCH_FROM, say::NOT_MICRO, "MV-12"),
            Kind::Walk => walk(out, &path, step),
            Kind::Movement | Kind::Posture | Kind::CheckIn | Kind::Contact => {}
        }
    }
}

fn dose(out: &mut Checker<'_>, path: &str, medicine: &Medicine) {
    let name = medicine.name.as_str();
    let ingredient = Ingredient::named(&medicine.name);
    if let Ingredient::Other(_) = ingredient
        && let Some(contains) = ingredients_of(name)
    {
        // Under a brand name the ceilings of what is in it would not be found.
        let contains: Vec<&str> = contains.iter().map(Ingredient::as_str).collect();
        let help = format!("write \"{}\"", contains.join("\" or \""));
        out.wrong_help(format!("{path}.name"), say::not_the_us_name(name), help);
        return;
    }
    if !limits::may_be_offered(&ingredient) {
        let message = say::only_recorded(name);
        out.wrong(format!("{path}.name"), message);
        return;
    }
    let Some(limits) = limits::medicine_limits(&ingredient) else { return };
    if medicine.dose_mg.is_none() && medicine.amount.is_some() {
        out.wrong_help(format!("{path}.dose_mg"), say::dose_is_a_number(name), say::WRITE_DOSE);
    }
    let MedicineLimits { single_mg, in_24h_mg, single_fact, in_24h_fact, gap_fact, days, days_fact, .. } = limits;
    for (field, mg) in [("dose_mg", medicine.dose_mg), ("option_mg", medicine.option_mg)] {
        if let Some(mg) = mg.filter(|mg| *mg > single_mg) {
            let message = say::one_dose(mg, name, single_mg, single_fact);
            out.wrong(format!("{path}.{field}"), message);
        }
    }
    if ingredient == Ingredient::Naproxen && medicine.option_mg.is_some() {
        out.wrong_help(format!("{path}.option_mg"), say::LARGER_NAPROXEN, say::LEAVE_OUT);
    }
    // A dose above its own ceiling has been spoken about; it does not count against the others, too.
    let smallest = medicine.dose_mg.unwrap_or(single_mg).min(single_mg);
    let possible = [medicine.dose_mg, medicine.option_mg].into_iter().flatten().filter(|mg| *mg <= single_mg);
    let largest = possible.max().unwrap_or(0);
    let sums = match (medicine.most_mg_in_24h, medicine.most_doses_in_24h) {
        (Some(mg), _) => Some(("most_mg_in_24h", mg)),
        (None, Some(doses)) => Some(("most_doses_in_24h", doses.saturating_mul(smallest))),
        (None, None) => None,
    };
    if let Some((field, mg)) = sums.filter(|(_, mg)| *mg > in_24h_mg) {
        let message = say::dose_in_24h(mg, name, in_24h_mg, in_24h_fact);
        out.wrong(format!("{path}.{field}"), message);
    }
    let gap = limits.gap_after(largest);
    if medicine.spacing < gap {
        let message = say::spacing(medicine.spacing, gap, largest, name, gap_fact);
        out.wrong(format!("{path}.spacing"), message);
    }
    if let Some(most) = medicine.most_days.filter(|most| *most > days) {
        let message = say::days(most, days, days_fact);
        out.wrong(format!("{path}.most_days"), message);
    }
}

/// The ceilings of heat, or of cold.
struct Temperature {
    name: &'static str,
    other: Kind,
    session: Span,
    session_fact: &'static str,
    gap: Span,
    gap_fact: &'static str,
    in_24h: u32,
    in_24h_fact: &'static str,
}

const HEAT: Temperature = Temperature {
    name: "heat",
    other: Kind::Cold,
    session: limits::HEAT_SESSION,
    session_fact: "HC-11",
    gap: limits::HEAT_GAP,
    gap_fact: "HC-09",
    in_24h: limits::HEAT_IN_24H,
    in_24h_fact: "rule 13",
};

const COLD: Temperature = Temperature {
    name: "cold",
    other: Kind::Heat,
    session: limits::COLD_SESSION,
    session_fact: "HC-26",
    gap: limits::COLD_GAP,
    gap_fact: "HC-25",
    in_24h: limits::COLD_IN_24H,
    in_24h_fact: "HC-26",
};

fn temperature(out: &mut Checker<'_>, path: &str, step: &Step, limit: &Temperature) {
    longest(out, path, step, limit.session, limit.session_fact);
    if let Some(every) = step.timing.every.filter(|every| *every < limit.gap) {
        let (name, gap, fact) = (limit.name, limit.gap, limit.gap_fact);
        let message = say::every(every, gap, name, fact);
        out.wrong(format!("{path}.timing.every"), message);
    }
    most_in_24h(out, path, step, limit.in_24h, limit.in_24h_fact, true);
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

/// How long a session is: what is played, or what the file says to be longer than that.
struct Length {
    span: Span,
    /// The field that makes it so long.
    field: &'static str,
    /// Both sides together are so long, and one is not.
    both: bool,
}

impl Display for Length {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.both { f.write_str(&words::session::with_both_sides(self.span)) } else { self.span.fmt(f) }
    }
}

/// How long a session lasts without its open end. `None`: nobody knows.
fn length_of(session: &Session) -> Option<Length> {
    let span = session.layout().total().max(session.length)?;
    let said = session.length == Some(span);
    let field = if said || session.cues.is_empty() { ".length" } else { ".cues" };
    Some(Length { span, field, both: session.sides && !said })
}

/// No session may be longer than this, an open end included, and each says how long it is.
fn longest(out: &mut Checker<'_>, path: &str, step: &Step, most: Span, fact: &str) {
    let kind = step.kind;
    for (index, session) in step.sessions.iter().enumerate() {
        let path = format!("{path}.sessions[{index}]");
        let length = length_of(session);
        if let Some(length) = length.as_ref().filter(|length| length.span > most) {
            let message = say::session(length, most, kind, fact);
            out.wrong(format!("{path}{}", length.field), message);
        } else if session.open.as_ref().is_some_and(|open| open.limit.is_none_or(|limit| limit > most)) {
            let message = say::no_open_end(kind, most, fact);
            out.wrong_help(format!("{path}.open"), message, words::session::GIVE_LENGTH);
        } else if length.is_none() {
            let [message, help] = words::session::needs_a_length(kind, most, fact);
            out.wrong_help(path, message, help);
        }
    }
}

/// One spot, one muscle and one day have their most.
fn massage(out: &mut Checker<'_>, path: &str, step: &Step) {
    longest(out, path, step, limits::MASSAGE_A_DAY, "MG-07");
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

fn most_in_24h(out: &mut Checker<'_>, path: &str, step: &Step, most: u32, fact: &str, needed: bool) {
    let path = format!("{path}.most_in_24h");
    match step.most_in_24h {
        Some(times) if times > most => {
            let message = say::times_in_24h(times, most, step.kind, fact);
            out.wrong(path, message);
        }
        None if needed => {
            let message = say::needs_times_in_24h(step.kind, most, fact);
            out.wrong_help(path, message, say::write_field("most_in_24h", most));
        }
        Some(_) | None => {}
    }
}

fn from(out: &mut Checker<'_>, path: &str, step: &Step, least: Span, what: &str, fact: &str) {
    let path = format!("{path}.from");
    if out.flare() && step.from.is_none_or(|from| from < least) {
        let message = say::too_early(what, least, fact);
        out.wrong_help(path, message, say::write_from(least));
    }
}

/// The earliest that a step can be done, counted from the start: by its own `from` and those of its phases.
fn earliest(out: &Checker<'_>, step: &Step) -> Span {
    let phase = step.phases.iter().map(|id| phase_from(out, id.as_str())).min().unwrap_or_default();
    step.from.unwrap_or_default().max(phase)
}

/// When a phase can begin. One that is not here, or could not be read, draws no other complaint after it.
fn phase_from(out: &Checker<'_>, id: &str) -> Span {
    let phase = out.protocol.phases.iter().find(|phase| phase.id == *id);
    phase.map_or(limits::PLAN_ENDS, |phase| phase.from.unwrap_or_default())
}

/// The sessions that can be met before [`limits::STRETCH_FROM`], by index.
fn early_sessions<'a>(out: &Checker<'_>, step: &'a Step) -> Vec<(usize, &'a Session)> {
    if !out.flare() {
        return Vec::new();
    }
    let step_from = earliest(out, step);
    let from = |session: &Session| {
        let phase = session.phase.as_ref().map_or(Span::ZERO, |id| phase_from(out, id.as_str()));
        session.from.unwrap_or_default().max(phase).max(step_from)
    };
    step.sessions.iter().enumerate().filter(|(_, session)| from(session) < limits::STRETCH_FROM).collect()
}

fn micro(out: &mut Checker<'_>, path: &str, step: &Step) {
    let until = limits::STRETCH_FROM;
    for (index, session) in early_sessions(out, step) {
        let path = format!("{path}.sessions[{index}]");
        let (rounds, hold) = (limits::MICRO_ROUNDS, limits::MICRO_HOLD);
        if session.rounds.is_some_and(|given| given > rounds) {
            let message = say::micro_rounds(rounds, until);
            out.wrong(format!("{path}.rounds"), message);
        }
        if session.length.is_some() {
            let message = say::micro_timed(until);
            out.wrong_help(format!("{path}.length"), message, say::COUNT_ROUNDS);
        }
        for (cue_index, cue) in session.cues.iter().enumerate() {
            if !cue.rest && cue.length > hold {
                let message = say::micro_hold(hold, until);
                let help = say::IS_REST;
                out.wrong_help(format!("{path}.cues[{cue_index}].length"), message, help);
            }
        }
    }
    let floor = |id: &str| out.protocol.phases.iter().filter(|phase| phase.id == *id).all(|phase| phase.floor);
    let only_floor = !step.phases.is_empty() && step.phases.iter().all(|id| floor(id.as_str()));
    let sets = limits::MICRO_SETS_A_DAY;
    let early = out.flare() && earliest(out, step) < until;
    if early && !only_floor && step.most_a_day.is_none_or(|most| most > sets) {
        let message = say::micro_sets(sets, until);
        out.wrong_help(format!("{path}.most_a_day"), message, say::write_field("most_a_day", sets));
    }
}

fn walk(out: &mut Checker<'_>, path: &str, step: &Step) {
    let (most, until) = (limits::WALK_EARLY, limits::STRETCH_FROM);
    for (index, session) in early_sessions(out, step) {
        let path = format!("{path}.sessions[{index}]");
        let help = say::write_from_here(until);
        match length_of(session) {
            Some(length) if length.span > most => {
                let message = say::walk(&length, most, until);
                out.wrong_help(format!("{path}{}", length.field), message, help);
            }
            Some(_) => {}
            None => {
                out.wrong_help(path, words::session::walk_needs_a_length(until, most), help);
            }
        }
    }
}
