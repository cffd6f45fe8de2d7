//! The parts make sense together: times that can come, gates that can open, cards that can be asked.

use std::collections::BTreeSet;

use super::Checker;
use crate::model::id::Id;
use crate::model::kind::{Kind, Urgency};
use crate::model::limits;
use crate::model::profile::Choices;
use crate::model::time::Span;
use crate::protocol::format::{Medicine, Session, Step, Timing, TimingKind};
use crate::protocol::named::contains;
use crate::words::problem::{MISSING, TAKE_AWAY, structure as say};

/// The shortest time after which something is asked or done again.
pub(super) const AGAIN: Span = Span::minutes(1);
const MOMENT: Span = Span::seconds(1);

pub(super) fn check(out: &mut Checker<'_>) {
    signs_and_cards(out);
    phases(out);
    for (path, step) in out.steps() {
        step_parts(out, &path, step);
        timing(out, &format!("{path}.timing"), &step.timing);
        for (index, session) in step.sessions.iter().enumerate() {
            session_parts(out, &format!("{path}.sessions[{index}]"), session);
        }
        medicine(out, &path, step);
    }
    circles(out, "needs", |step| step.needs.iter().collect());
    circles(out, "instead_of", |step| step.instead_of.iter().collect());
    for (path, routine) in out.each("routines", &out.protocol.routines) {
        timing(out, &format!("{path}.timing"), &routine.timing);
        if routine.steps.is_empty() {
            out.wrong(format!("{path}.steps"), say::EMPTY_ROUTINE);
        }
        least(out, &path, "holds", routine.holds, AGAIN);
        least(out, &path, "lapse", routine.lapse, AGAIN);
    }
    for (path, avoid) in out.each("avoid", &out.protocol.avoid) {
        window(out, &path, avoid.from, avoid.until);
    }
    for (path, escalation) in out.each("escalations", &out.protocol.escalations) {
        window(out, &path, Some(escalation.from), escalation.until);
        pain(out, &path, "unless_better_by", escalation.unless_better_by);
    }
}

fn signs_and_cards(out: &mut Checker<'_>) {
    let protocol = out.protocol;
    for (path, sign) in out.each("signs", &protocol.signs) {
        let Some(fact) = sign.fact else { continue };
        let path = format!("{path}.fact");
        if sign.urgency == Urgency::Emergency {
            out.wrong_help(&path, say::EMERGENCY_IS_ASKED, TAKE_AWAY);
        } else if !matches!(fact.question().choices, Choices::YesNo | Choices::YesNoCleared) {
            out.wrong(&path, say::not_yes_or_no(fact.key()));
        }
    }
    // A misspelt sign may be the one that is missed.
    let mut named = protocol.cards.iter().flat_map(|card| &card.lines).flat_map(|line| &line.signs);
    let all_known = named.all(|id| protocol.sign(id).is_some());
    let emergency = protocol.cards.iter().any(|card| protocol.urgency_of(card) == Urgency::Emergency);
    if out.flare() && out.whole("signs") && out.whole("cards") && out.whole("course") && all_known && !emergency {
        out.wrong("cards", say::NO_EMERGENCY_CARD);
    }
}

fn phases(out: &mut Checker<'_>) {
    let protocol = out.protocol;
    if out.whole("phases") {
        match protocol.phases.first() {
            None => out.wrong("phases", say::NO_PHASE),
            Some(first) if first.from.is_some() || !first.waits_for_time_alone() => {
                out.wrong_help("phases[0]", say::FIRST_PHASE_HOLDS, say::LET_IT_HOLD);
            }
            Some(_) => {}
        }
    }
    for (path, phase) in out.each("phases", &protocol.phases) {
        if phase.unless_since.is_some() && phase.done.is_none() {
            out.wrong(format!("{path}.unless_since"), say::belongs_to("done"));
        }
        if let Some(over) = phase.pain {
            pain(out, &format!("{path}.pain"), "at_most", Some(over.at_most));
            least(out, &format!("{path}.pain"), "within", Some(over.within), AGAIN);
            if over.span > over.within {
                out.wrong(format!("{path}.pain.span"), say::longer_than(over.within));
            }
        }
        for (index, between) in phase.between.iter().enumerate() {
            pain(out, &format!("{path}.between[{index}]"), "pain_to", between.pain_to);
        }
        least(out, &path, "no_leg", phase.no_leg, AGAIN);
        count(out, &path, "most_a_day", phase.most_a_day);
    }
}

fn step_parts(out: &mut Checker<'_>, path: &str, step: &Step) {
    window(out, path, step.from, step.until);
    count(out, path, "most_a_day", step.most_a_day);
    count(out, path, "most_in_24h", step.most_in_24h);
    count(out, path, "most_a_week", step.most_a_week);
    pain(out, path, "pain_from", step.pain_from);
    pain(out, path, "pain_to", step.pain_to);
    if let (Some(from), Some(to)) = (step.pain_from, step.pain_to)
        && from > to
    {
        out.wrong(format!("{path}.pain_to"), say::pain_never(from, to));
    }
    least(out, path, "lapse", step.lapse, AGAIN);
    least(out, path, "after_skip", step.after_skip, AGAIN);
    least(out, path, "asks_until", step.asks_until, AGAIN);
    for (index, apart) in step.apart.iter().enumerate() {
        least(out, &format!("{path}.apart[{index}]"), "gap", Some(apart.gap), AGAIN);
    }
    let waiting = step.kind.is_rest_or_help();
    let check_in = step.kind == Kind::CheckIn;
    for (field, given, fits, kinds) in [
        ("asks_pain", step.asks_pain, check_in, "a check-in"),
        ("asks", !step.asks.is_empty(), check_in, "a check-in"),
        ("asks_until", step.asks_until.is_some(), !step.asks.is_empty(), say::CHECK_IN_THAT_ASKS),
        ("latch_ok", step.latch_ok, waiting, say::POSTURE_OR_CONTACT),
        ("banner", step.banner.is_some(), step.kind == Kind::Contact, "a contact"),
        ("beside", !step.beside.is_empty(), step.kind == Kind::Medicine, "a medicine"),
        ("micro", step.micro, step.kind == Kind::Exercise, "an exercise"),
        ("positions", !step.positions.is_empty(), step.kind == Kind::Exercise, "an exercise"),
    ] {
        if given && !fits {
            out.wrong_help(format!("{path}.{field}"), say::only(kinds), TAKE_AWAY);
        }
    }
    let timed = match step.timing.kind {
        TimingKind::Once | TimingKind::Every | TimingKind::At => true,
        TimingKind::OnDemand => !step.sessions.is_empty() || step.medicine.is_some(),
    };
    if timed && !step.kind.needs_no_source() && step.sources.is_empty() {
        out.wrong_help(format!("{path}.sources"), say::NO_SOURCE, say::WRITE_SOURCES);
    }
}

fn timing(out: &mut Checker<'_>, path: &str, timing: &Timing) {
    let (kind, once, every, at) = match timing.kind {
        TimingKind::Once => ("once", true, false, false),
        TimingKind::Every => ("every", false, true, false),
        TimingKind::At => ("at", false, false, true),
        TimingKind::OnDemand => ("on-demand", false, false, false),
    };
    for (field, given, fits) in [
        ("every", timing.every.is_some(), every),
        ("from_start", timing.from_start, every),
        ("after", !timing.after.is_empty(), once || every),
        ("first", timing.first.is_some(), once || every),
        ("at", !timing.at.is_empty(), at),
        ("every_days", timing.every_days.is_some(), at),
    ] {
        if given && !fits {
            out.wrong_help(format!("{path}.{field}"), say::other_timing(kind), say::CHANGE_TIMING);
        }
    }
    if every && timing.every.is_none() {
        out.wrong_help(format!("{path}.every"), MISSING, say::WRITE_EVERY);
    }
    if at && timing.at.is_empty() {
        out.wrong_help(format!("{path}.at"), MISSING, say::WRITE_AT);
    }
    if every {
        least(out, path, "every", timing.every, AGAIN);
    }
    if at {
        count(out, path, "every_days", timing.every_days);
    }
}

fn session_parts(out: &mut Checker<'_>, path: &str, session: &Session) {
    grows(out, path, session);
    let Session { length, rounds, cues, open, .. } = session;
    if length.is_none() && rounds.is_none() && cues.is_empty() && open.is_none() {
        out.wrong_help(path, say::EMPTY_SESSION, say::FILL_SESSION);
    }
    least(out, path, "length", session.length, MOMENT);
    count(out, path, "rounds", session.rounds);
    for (index, cue) in session.cues.iter().enumerate() {
        least(out, &format!("{path}.cues[{index}]"), "length", Some(cue.length), MOMENT);
    }
    if let Some(open) = &session.open {
        let path = format!("{path}.open");
        least(out, &path, "every", Some(open.every), AGAIN);
        least(out, &path, "limit", open.limit, AGAIN);
        if open.sign.is_some() && open.limit.is_none() {
            out.wrong_help(format!("{path}.sign"), say::NO_LIMIT, say::WRITE_LIMIT);
        }
    }
}

fn medicine(out: &mut Checker<'_>, path: &str, step: &Step) {
    let path = format!("{path}.medicine");
    let Some(medicine) = &step.medicine else {
        if step.kind == Kind::Medicine {
            out.wrong_help(path, say::NO_MEDICINE, say::WRITE_MEDICINE);
        }
        return;
    };
    if step.kind != Kind::Medicine {
        out.wrong_help(&path, say::no_medicine_in(step.kind), say::CHANGE_KIND);
    }
    let Medicine { name: _, dose_mg, amount, option_mg, option_say, spacing, .. } = medicine;
    if dose_mg.is_none() && amount.is_none() {
        out.wrong_help(&path, say::NO_DOSE, say::WRITE_DOSE);
    }
    count(out, &path, "dose_mg", *dose_mg);
    count(out, &path, "most_mg_in_24h", medicine.most_mg_in_24h);
    count(out, &path, "most_doses_in_24h", medicine.most_doses_in_24h);
    count(out, &path, "most_days", medicine.most_days);
    match (dose_mg, option_mg) {
        (Some(dose), Some(option)) if option <= dose && !above_ceiling(medicine, *dose) => {
            out.wrong(format!("{path}.option_mg"), say::option_too_small(*option, *dose));
        }
        (None, Some(_)) => {
            out.wrong(format!("{path}.option_mg"), say::OPTION_WITHOUT_DOSE);
        }
        (Some(_) | None, None) | (Some(_), Some(_)) => {}
    }
    if option_mg.is_none() && !option_say.is_empty() {
        out.wrong(format!("{path}.option_say"), say::belongs_to("option_mg"));
    }
    least(out, &path, "spacing", Some(*spacing), AGAIN);
}

/// Such a dose is refused for that already.
fn above_ceiling(medicine: &Medicine, mg: u32) -> bool {
    let mut limits = contains(medicine).into_iter().filter_map(|own| limits::medicine_limits(&own.ingredient));
    mg > limits::TYPO_DOSE_MG || limits.any(|limits| mg > limits.single_mg)
}

/// Steps that wait for each other wait for ever.
fn circles<'a>(out: &mut Checker<'a>, field: &str, next: impl Fn(&'a Step) -> Vec<&'a Id>) {
    let mut told: BTreeSet<&Id> = BTreeSet::new();
    for (path, step) in out.steps() {
        let mut circle = None;
        let mut seen: BTreeSet<&Id> = BTreeSet::new();
        let mut open: Vec<(&Id, Vec<&Id>)> = next(step).into_iter().map(|id| (id, vec![&step.id])).collect();
        while let Some((id, way)) = open.pop() {
            if *id == step.id {
                circle = Some(way);
                break;
            }
            if seen.insert(id)
                && let Some(found) = out.protocol.step(id)
            {
                let way: Vec<&Id> = way.iter().copied().chain([id]).collect();
                open.extend(next(found).into_iter().map(|id| (id, way.clone())));
            }
        }
        if let Some(way) = circle.filter(|way| !way.iter().any(|id| told.contains(id))) {
            told.extend(&way);
            let names: Vec<&str> = way.iter().chain([&&step.id]).map(|id| id.as_str()).collect();
            out.wrong(format!("{path}.{field}"), say::circle(&names));
        }
    }
}

fn window(out: &mut Checker<'_>, path: &str, from: Option<Span>, until: Option<Span>) {
    let from = from.unwrap_or_default();
    if let Some(until) = until.filter(|until| *until <= from) {
        out.wrong(format!("{path}.until"), say::window_never(from, until));
    }
}

pub(super) fn least(out: &mut Checker<'_>, path: &str, field: &str, span: Option<Span>, least: Span) {
    if let Some(span) = span.filter(|span| *span < least) {
        out.wrong(format!("{path}.{field}"), say::too_short(span, least));
    }
}

pub(super) fn count(out: &mut Checker<'_>, path: &str, field: &str, number: Option<u32>) {
    if number == Some(0) {
        out.wrong(format!("{path}.{field}"), say::NEVER);
    }
}

fn pain(out: &mut Checker<'_>, path: &str, field: &str, level: Option<u8>) {
    if let Some(level) = level.filter(|level| *level > 10) {
        out.wrong(format!("{path}.{field}"), say::no_pain_level(level));
    }
}

/// The rows of a growing session begin at its beginning and follow each other; no cycle is shorter than our own margin.
fn grows(out: &mut Checker<'_>, path: &str, session: &Session) {
    let set = session.layout().total().unwrap_or_default();
    let mut last = None;
    for (index, row) in session.grows.iter().enumerate() {
        let path = format!("{path}.grows[{index}]");
        if last.map_or(row.from != Span::ZERO, |last| row.from <= last) {
            out.wrong(format!("{path}.from"), say::rows_follow());
        }
        if row.cycle < limits::FLOOR_CYCLE || row.cycle <= set {
            out.wrong(format!("{path}.cycle"), say::short_cycle(row.cycle, limits::FLOOR_CYCLE));
        }
        last = Some(row.from);
    }
    if !session.grows.is_empty() && session.open.is_none() {
        out.wrong(format!("{path}.grows"), say::GROWS_UNTIL);
    }
}
