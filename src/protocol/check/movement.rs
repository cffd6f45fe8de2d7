//! The margins of movement. Those of a low back are ours and bind no other plan (rules 15 and 23.4); others have typo guards.
//!
//! What counts from the start of a flare (48 hours before a stretch) is not asked of a protocol for prevention. A plan that a
//! clinician gave may go past them up to the guards of rule 24.3; whether it was accepted is asked at the start.

use super::Checker;
use super::length::length_of;
use crate::model::kind::Kind;
use crate::model::limits;
use crate::model::time::Span;
use crate::protocol::format::{Session, Step};
use crate::words;
use crate::words::problem::ceilings as say;

/// What is held against every step that moves, whatever its kind.
pub(super) fn check(out: &mut Checker<'_>, path: &str, step: &Step) {
    guards(out, path, step);
    // Somebody who only stands by, with heat at 65 or on a walk, moves nothing.
    if margins_bind(out) && step.helper && step.kind.moves() && step.kind != Kind::Walk {
        from(out, path, step, limits::HELPER_FROM, say::HELPERS_PART);
    }
}

/// Whether our own margins of a low back bind the plan: not one for another part, nor one that a clinician gave.
fn margins_bind(out: &Checker<'_>) -> bool {
    out.back() && !out.lifted
}

pub(super) fn stretch(out: &mut Checker<'_>, path: &str, step: &Step) {
    if margins_bind(out) {
        from(out, path, step, limits::STRETCH_FROM, "a stretch");
    }
}

pub(super) fn massage(out: &mut Checker<'_>, path: &str, step: &Step) {
    if margins_bind(out) {
        from(out, path, step, limits::MASSAGE_FROM, "massage");
    }
}

pub(super) fn exercise(out: &mut Checker<'_>, path: &str, step: &Step) {
    match (margins_bind(out), step.micro) {
        (true, true) => micro(out, path, step),
        (true, false) => from(out, path, step, limits::STRETCH_FROM, say::NOT_MICRO),
        (false, _) => {}
    }
}

/// How much is more likely a slip of the pen than meant. Rules 23.4 and 24.3; caution margins.
struct Guards {
    rounds: u32,
    sets: u32,
    walk: Span,
    /// From one start to the next.
    apart: Option<Span>,
}

fn guards(out: &mut Checker<'_>, path: &str, step: &Step) {
    if !step.kind.moves() {
        return;
    }
    let guards = match (out.lifted, out.back()) {
        (true, true) => Guards {
            rounds: limits::PRESCRIBED_ROUNDS,
            sets: limits::PRESCRIBED_SETS_A_DAY,
            walk: limits::TYPO_WALK,
            apart: Some(limits::PRESCRIBED_APART),
        },
        (_, false) => {
            Guards { rounds: limits::TYPO_ROUNDS, sets: limits::TYPO_SETS_A_DAY, walk: limits::TYPO_WALK, apart: None }
        }
        (false, true) => return,
    };
    for (index, session) in step.sessions.iter().enumerate() {
        let path = format!("{path}.sessions[{index}]");
        if let Some(rounds) = session.rounds.filter(|rounds| *rounds > guards.rounds) {
            let message = say::repeats(rounds, guards.rounds);
            out.wrong(format!("{path}.rounds"), message);
        }
        if let Some(length) = length_of(session).filter(|length| step.kind == Kind::Walk && length.span > guards.walk) {
            let message = say::long_walk(&length, guards.walk);
            out.wrong(format!("{path}{}", length.field), message);
        }
    }
    let every = step.timing.every;
    let often = every.is_some_and(|every| every.times(i64::from(guards.sets)) < Span::hours(24));
    match step.most_a_day {
        Some(sets) if sets > guards.sets => {
            let message = say::sets(sets, guards.sets);
            out.wrong(format!("{path}.most_a_day"), message);
        }
        None if often => {
            let message = say::needs_sets(guards.sets);
            out.wrong_help(format!("{path}.most_a_day"), message, say::write_field("most_a_day", guards.sets));
        }
        Some(_) | None => {}
    }
    if let (Some(every), Some(least)) = (every, guards.apart)
        && every < least
    {
        let message = say::starts_apart(every, least);
        out.wrong(format!("{path}.timing.every"), message);
    }
}

fn from(out: &mut Checker<'_>, path: &str, step: &Step, least: Span, what: &str) {
    let path = format!("{path}.from");
    if out.flare() && step.from.is_none_or(|from| from < least) {
        let message = say::too_early(what, least);
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
    let early = out.flare() && earliest(out, step) < until;
    if early && step.sessions.is_empty() && out.whole("steps") {
        out.wrong_help(format!("{path}.sessions"), say::micro_counted(until), say::COUNT_ROUNDS);
    }
    for (index, session) in early_sessions(out, step) {
        let path = format!("{path}.sessions[{index}]");
        let (rounds, hold) = (limits::MICRO_ROUNDS, limits::MICRO_HOLD);
        match session.rounds {
            Some(given) if given > rounds => {
                let message = say::micro_rounds(rounds, until);
                out.wrong(format!("{path}.rounds"), message);
            }
            None if session.length.is_none() => {
                out.wrong_help(format!("{path}.rounds"), say::micro_counted(until), say::COUNT_ROUNDS);
            }
            Some(_) | None => {}
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
    if early && !only_floor && step.most_a_day.is_none_or(|most| most > sets) {
        let message = say::micro_sets(sets, until);
        out.wrong_help(format!("{path}.most_a_day"), message, say::write_field("most_a_day", sets));
    }
}

pub(super) fn walk(out: &mut Checker<'_>, path: &str, step: &Step) {
    if !margins_bind(out) {
        return;
    }
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
    let early = out.flare() && earliest(out, step) < until;
    if early && step.sessions.is_empty() && out.whole("steps") {
        out.wrong_help(
            format!("{path}.sessions"),
            words::session::walk_needs_a_length(until, most),
            say::write_session(most),
        );
    }
}
