//! One step, judged: is it due, does the protocol hold it back, does safety veto it, what must be asked first.

use crate::engine::case::Case;
use crate::engine::company::{Company, company};
use crate::engine::due::{self, Due, Query};
use crate::engine::fade::{self, Faded};
use crate::engine::history::{NEVER, Pain};
use crate::engine::phase::{grown, session_now};
use crate::engine::plan::{Per, Reason};
use crate::engine::safety::{self, Subject, Veto, Weighed, Why};
use crate::engine::setting::{RoutineNow, Setting};
use crate::model::kind::Kind;
use crate::model::limits::{COUNTED_OVER, EARLY};
use crate::model::medicine::Ingredient;
use crate::model::profile::{CardId, Fact};
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Apart, DueHours, Pace, Routine, Session, Step, TimingKind};
use crate::protocol::named::contains;

/// How often a medicine is passed over in a civil day until it rests.
const PASSED_OVER: usize = 2;

/// A step, judged.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged<'p> {
    /// The step.
    pub step: &'p Step,
    /// When it is due, by its timing, its distances and the pace.
    pub due: Due,
    /// Since when it would be due without the pace: what has waited the longest comes first.
    pub waiting_since: Moment,
    /// What the protocol has against it now, and until when.
    pub reasons: Vec<(Reason<'p>, Option<Moment>)>,
    /// The safety rules.
    pub rules: Vec<Weighed>,
    /// The veto that they come to.
    pub veto: Option<Veto>,
    /// The only thing against it: questions that have no answer yet.
    pub asks: Option<CardId>,
    /// The running routine that it is part of, and its place there.
    pub routine: Option<(&'p Routine, usize)>,
    /// The stage of its session.
    pub session: Option<&'p Session>,
    /// The dose that would be offered.
    pub dose_mg: Option<u32>,
    /// That is the larger one.
    pub larger: bool,
}

impl Judged<'_> {
    /// Nothing is against it, or nothing but a question that can be asked now.
    pub fn open(&self) -> bool {
        self.reasons.is_empty() && (self.veto.is_none() || self.asks.is_some())
    }

    /// Nothing is against it, and nothing need be asked first.
    pub fn free(&self) -> bool {
        self.reasons.is_empty() && self.veto.is_none() && self.asks.is_none()
    }
}

/// Judges one step.
pub fn judge<'p>(setting: &Setting<'p>, step: &'p Step) -> Judged<'p> {
    let Setting { case, screened, phase, .. } = setting;
    let session = session_now(case, screened, phase, step);
    let (dose_mg, larger) = dose(case, step);
    let subject = Subject { step, session, dose_mg, floor: phase.floor };
    let mut rules = safety::weigh(case, screened, &subject);
    let mut reasons = closed(setting, step);
    let larger = larger && safety::veto(&rules).is_none();
    if let Some(medicine) = step.medicine.as_ref().filter(|medicine| !larger && medicine.dose_mg != dose_mg) {
        // The larger dose does not fit; the smaller may.
        rules = safety::weigh(case, screened, &Subject { dose_mg: medicine.dose_mg, ..subject });
    }
    let dose_mg = if larger { dose_mg } else { step.medicine.as_ref().and_then(|medicine| medicine.dose_mg) };
    let routine = setting.routines.iter().find_map(|now| {
        let place = now.routine.steps.iter().position(|member| *member == step.id)?;
        let Due::Now(since, _) = now.due(case) else { return None };
        // Who lies in bed is done with the evening: nothing lends its hours to what is for waking hours.
        if step.timing.hours == DueHours::Waking && case.in_bed().is_some() {
            return None;
        }
        // Each of its steps comes once.
        (!handled_since(case, step, since)).then_some((now, place))
    });
    let (due, waiting_since, held) = when(setting, step, session, routine.map(|(now, _)| now));
    reasons.extend(held);
    let veto = safety::veto(&rules);
    let asks = asks(&rules);
    Judged {
        step,
        due,
        waiting_since,
        reasons,
        rules,
        veto,
        asks,
        routine: routine.map(|(now, place)| (now.routine, place)),
        session,
        dose_mg,
        larger,
    }
}

/// The card that would clear every veto, where all of them are questions without an answer.
fn asks(rules: &[Weighed]) -> Option<CardId> {
    let mut cards = rules
        .iter()
        .filter_map(|rule| rule.verdict.as_ref().err())
        .map(|veto| if let Why::Unanswered(fact) = veto.why { Some(fact.question().card) } else { None });
    let first = cards.next()??;
    cards.all(|card| card.is_some()).then_some(first)
}

/// The dose that is offered: the usual one, or the larger where the last usual one was said not to have helped.
fn dose(case: &Case<'_>, step: &Step) -> (Option<u32>, bool) {
    let Some(medicine) = &step.medicine else { return (None, false) };
    // It is asked of ibuprofen alone, whatever its author called it.
    let asked = contains(medicine).iter().any(|own| own.ingredient == Ingredient::Ibuprofen);
    match medicine.option_mg {
        Some(option) if asked && safety::helped::opens_larger(case) => (Some(option), true),
        _ => (medicine.dose_mg, false),
    }
}

/// What the protocol itself has against a step, whatever its timing.
fn closed<'p>(setting: &Setting<'p>, step: &'p Step) -> Vec<(Reason<'p>, Option<Moment>)> {
    let Setting { case, screened, phase, .. } = setting;
    let mut reasons = Vec::new();
    if !step.phases.is_empty() && !step.phases.contains(&phase.id) {
        reasons.push((Reason::Phase(phase), None));
    }
    if let Some(from) = step.from.filter(|from| !case.has_run(*from)) {
        reasons.push((Reason::NotYet(from), Some(case.started() + from)));
    }
    if let Some(until) = step.until.filter(|until| case.has_run(*until)) {
        reasons.push((Reason::Over(until), None));
    }
    reasons.extend(needs(case, step).map(|reason| (reason, None)));
    let pain = case.history.pains().rev().find_map(|pain| pain.level);
    if let Some(least) = step.pain_from.filter(|least| pain.is_some_and(|pain| pain < *least)) {
        reasons.push((Reason::PainBelow(least), None));
    }
    if let Some(most) = step.pain_to.filter(|most| pain.is_none_or(|pain| pain > *most)) {
        reasons.push((Reason::PainAbove(most), None));
    }
    if step.helper {
        match company(case) {
            Company::Comes => {}
            Company::Nobody => reasons.push((Reason::NeedsHelper, None)),
            // It was asked in the morning, or is; by its name it may be asked for all the same.
            Company::Unsaid => reasons.push((Reason::OnDemand, None)),
        }
    }
    if !step.leg_ok && screened.leg && step.kind.pulls() {
        reasons.push((Reason::Leg, None));
    }
    if !step.pregnant_ok && case.facts.is(Fact::Pregnant) == Some(true) && !step.kind.is_spared_in_pregnancy() {
        reasons.push((Reason::Pregnant, None));
    }
    if step.brake && !case.history.steady() {
        reasons.push((Reason::Brake, None));
    }
    if let Some(other) = step.instead_of.as_ref().and_then(|id| case.protocol.step(id))
        && !withheld(setting, other)
    {
        reasons.push((Reason::InsteadOf(other), None));
    }
    if not_liked(case, step.kind) || fade::dropped(case, step) {
        reasons.push((Reason::NotLiked, None));
    }
    reasons.extend(rests(case, step).map(|until| (Reason::Rests, Some(until))));
    match fade::faded(case, step) {
        Faded::Not | Faded::BestHours => {}
        Faded::Asked => reasons.push((Reason::OnDemand, None)),
    }
    // What does not come by itself on a day like this may be asked for.
    if fade::most_today(case, step) == Some(0) {
        reasons.push((Reason::OnDemand, None));
    }
    reasons
}

/// Until when a medicine rests that was passed over twice in a civil day: the next morning. Passed over at 09:40 and 15:40,
/// it is offered again at 07:00; whoever asks for it by name gets it all the same, with all that is asked.
fn rests(case: &Case<'_>, step: &Step) -> Option<Moment> {
    if step.kind != Kind::Medicine {
        return None;
    }
    [case.today().plus(-1), case.today()].into_iter().find_map(|day| {
        let twice = case.history.skipped(&step.id).filter(|at| case.day_of(*at) == day).count() >= PASSED_OVER;
        let until = case.hours.moment_on(day.plus(1), case.hours.wakes, case.zone);
        (twice && !case.reached(until)).then_some(until)
    })
}

/// The first of the steps that it needs which has not been done as often as it is named.
fn needs<'p>(case: &Case<'p>, step: &'p Step) -> Option<Reason<'p>> {
    step.needs.iter().find_map(|needed| {
        let times = step.needs.iter().filter(|other| *other == needed).count();
        let step = case.protocol.step(needed)?;
        // A check-in is done by any log of the pain that it asks for: a number. That it goes down the leg is none.
        let counts = |pain: &Pain| pain.level.is_some() && pain.at > case.started();
        let logged = if step.asks_pain { case.history.pains().filter(counts).count() } else { 0 };
        let done = due::count_since(case, needed, Moment::from_unix(i64::MIN)).max(logged);
        let step = Some(step).filter(|_| done < times)?;
        Some(Reason::Needs { step, again: done > 0 })
    })
}

fn not_liked(case: &Case<'_>, kind: Kind) -> bool {
    let liked = case.facts.get(Fact::Warmth).map(|known| known.value.to_string());
    let other = match liked.as_deref() {
        Some("neither") => return kind.warms_or_cools(),
        Some("cold") => Kind::Heat,
        Some("heat") => Kind::Cold,
        Some(_) | None => return false,
    };
    kind == other
}

/// Whether a step is withheld from this person: not for its own next wait, but for an answer, for another medicine, or until
/// a pharmacist was asked. Until then the one that stands in for it is open. Rule 19, case 8.
fn withheld(setting: &Setting<'_>, step: &Step) -> bool {
    let subject = Subject {
        step,
        session: None,
        dose_mg: step.medicine.as_ref().and_then(|medicine| medicine.dose_mg),
        floor: setting.phase.floor,
    };
    let rules = safety::weigh(&setting.case, &setting.screened, &subject);
    rules.iter().filter_map(|rule| rule.verdict.as_ref().err()).any(|veto| {
        matches!(
            veto.why,
            Why::Answered(_)
                | Why::AskPharmacist
                | Why::Unanswered(Fact::Pharmacist)
                | Why::OtherNsaid(_)
                | Why::AskAbout(_)
                | Why::NeverOffered(_)
                | Why::NotInRegion(_)
                | Why::OnlyPrescribed(_)
        )
    })
}

/// When a step is due, with the distances, the days and the pace that hold it back.
fn when<'p>(
    setting: &Setting<'p>,
    step: &'p Step,
    session: Option<&Session>,
    routine: Option<&RoutineNow<'p>>,
) -> (Due, Moment, Vec<(Reason<'p>, Option<Moment>)>) {
    let case = &setting.case;
    let mut query = Query::step(case, step, session.and_then(|session| session.layout().total()).unwrap_or(Span::ZERO));
    // A growing session says by itself how long it rests between its sets.
    query.every = grown(case, step, session).map(|grown| {
        let set = session.and_then(|session| session.layout().total()).unwrap_or_default();
        (grown.row.cycle - set).max(Span::minutes(1))
    });
    let mut held: Vec<(Reason<'p>, Moment)> = Vec::new();
    held.extend(apart(case, step));
    held.extend(enough(case, step));
    held.extend(fade::left_tonight(case, step).map(|until| (Reason::Snoozed, until)));
    let own = fade::own_hours(case, step);
    let once = fade::comes_once(case, step);
    if !own.is_empty() {
        query.best = &own;
    } else if once || fade::faded(case, step) == Faded::BestHours {
        query.best = &step.best;
    }
    query.any_hour = routine.is_some();
    if routine.is_some() && step.timing.kind == TimingKind::Every && own.is_empty() && !once {
        // In its block it is due once its time has come, whenever that was: the block says when it is offered.
        query.lapse = None;
    }
    query.not_before = held.iter().map(|(_, until)| *until).max();
    let mut unpaced = due::due(case, &query);
    // A routine lends its hours for as long as it runs; what comes after it keeps to its own.
    if let (Some(Due::Now(_, Some(ends))), Due::Later(from)) = (routine.map(|now| now.due(case)), unpaced)
        && from >= ends
    {
        query.any_hour = false;
        unpaced = due::due(case, &query);
    }
    let chosen = query.chosen().is_some();
    let mut due = match routine.map(|now| now.due(case)) {
        Some(now @ Due::Now(..)) if step.timing.kind == TimingKind::OnDemand => now,
        Some(_) => unpaced,
        // Who chose it wants it now.
        None if chosen => unpaced,
        None => {
            held.extend(pace(setting, step));
            let paced = held.iter().map(|(_, until)| *until).max();
            if paced == query.not_before {
                unpaced
            } else {
                query.not_before = paced;
                due::due(case, &query)
            }
        }
    };
    if routine.is_none()
        && !chosen
        // An hour of somebody's own waits for no block.
        && own.is_empty()
        && let Some((holder, from)) = holder(setting, step, due)
    {
        due = Due::Later(from);
        held.push((Reason::Routine(holder), from));
    }
    if let Some(until) = case.history.snoozed_until(&step.id).filter(|until| !case.reached(*until)) {
        due = match due {
            Due::Now(since, _) => Due::Later(until.max(since)),
            Due::Later(from) => Due::Later(from.max(until)),
            Due::Never => Due::Never,
        };
        held.push((Reason::Snoozed, until));
    }
    // From what is still on nobody knows when the distance is kept.
    let held = held.into_iter().filter(|(_, until)| !case.reached(*until));
    let held = held.map(|(reason, until)| (reason, Some(until).filter(|until| *until < NEVER))).collect();
    let waiting_since = match unpaced {
        Due::Now(since, _) | Due::Later(since) => since,
        Due::Never => case.started(),
    };
    (due, waiting_since, held)
}

/// Whether a step was done or passed over since that moment, or within half an hour before it.
fn handled_since(case: &Case<'_>, step: &Step, since: Moment) -> bool {
    let since = since - EARLY;
    due::last_done(case, step).max(case.history.last_skipped(&step.id)).is_some_and(|at| at >= since)
}

/// The protocol's own distances.
fn apart<'p>(case: &Case<'p>, step: &'p Step) -> Vec<(Reason<'p>, Moment)> {
    let held = |apart: &'p Apart| {
        let last = match Kind::parse(apart.from.as_str()) {
            Some(kind) => case.ends(kind).into_iter().max(),
            None => case.protocol.step(&apart.from).and_then(|other| due::last_done(case, other)),
        };
        // A step is told by its name, a kind by its word.
        let other = case.protocol.step(&apart.from).and_then(|other| other.name.as_deref());
        let from = other.unwrap_or(apart.from.as_str());
        last.map(|last| (Reason::Apart { from, gap: apart.gap }, last + apart.gap))
    };
    step.apart.iter().filter_map(held).collect()
}

/// The most times in a day, in 24 hours, in a week.
fn enough<'p>(case: &Case<'_>, step: &Step) -> Vec<(Reason<'p>, Moment)> {
    let (zone, today) = (case.zone, case.today());
    let mut held = Vec::new();
    if let Some(most) = step.most_a_day.into_iter().chain(fade::most_today(case, step).filter(|most| *most > 0)).min()
        && due::count_since(case, &step.id, case.hours.start_of(today, zone)) >= most as usize
    {
        held.push((Reason::Enough { most, per: Per::Day }, case.hours.start_of(today.plus(1), zone)));
    }
    if let Some(most) = step.most_in_24h {
        let done: Vec<Moment> = case.history.done(&step.id).map(|(entry, _)| entry.at).collect();
        if let Some(leaves) = done.len().checked_sub(most as usize).and_then(|place| done.get(place)) {
            held.push((Reason::Enough { most, per: Per::Hours24 }, *leaves + COUNTED_OVER));
        }
    }
    if let Some(most) = step.most_a_week {
        let since = case.hours.start_of(today.plus(-6), zone);
        let days: Vec<_> = case.history.done(&step.id).map(|(entry, _)| entry.at).filter(|at| *at >= since).collect();
        // Done on Sunday, Monday and Tuesday, three times at most: on the next Sunday the first of them has left the week.
        if let Some(leaves) = days.len().checked_sub(most as usize).map(|over| days.get(over)) {
            let full = leaves.map_or(today, |at| case.day_of(*at)).plus(7);
            held.push((Reason::Enough { most, per: Per::Week }, case.hours.start_of(full, zone)));
        }
    }
    held
}

/// The pace of the phase, and the most paced steps in a day.
fn pace<'p>(setting: &Setting<'p>, step: &Step) -> Vec<(Reason<'p>, Moment)> {
    let case = &setting.case;
    let waits = match step.pace {
        Pace::Free => false,
        Pace::Paced => true,
        Pace::PacedAfterFirst => due::last_done(case, step).is_some() || case.history.last_skipped(&step.id).is_some(),
    };
    if !waits {
        return Vec::new();
    }
    let mut held = Vec::new();
    let paced = setting.paced();
    if let (Some(pace), Some(last)) = (setting.phase.pace, paced.last) {
        held.push((Reason::Pace(pace), last + pace));
    }
    if let Some(most) = setting.phase.most_a_day.filter(|most| paced.today >= *most as usize) {
        held.push((Reason::Enough { most, per: Per::DayInAll }, paced.tomorrow));
    }
    held
}

/// The routine that a step which would be due shortly before waits for, and when that begins.
fn holder<'p>(setting: &Setting<'p>, step: &Step, due: Due) -> Option<(&'p Routine, Moment)> {
    let case = &setting.case;
    let within = |begins: Moment, holds: Span| match due {
        Due::Now(..) => case.reached(begins - holds),
        Due::Later(from) => from < begins && begins - from <= holds,
        Due::Never => false,
    };
    // The first time of all waits for no block: whoever just stood up wants to go on.
    if step.pace == Pace::Free || due::last_done(case, step).is_none() {
        return None;
    }
    setting.routines.iter().find_map(|now| {
        let holds = now.routine.holds.filter(|_| now.routine.steps.contains(&step.id))?;
        let Due::Later(begins) = now.due(case) else { return None };
        within(begins, holds).then_some((now.routine, begins))
    })
}
