//! Puts what is left in order: a sign first, then a card, then one thing to do.

use crate::engine::ahead::{Foresight, upcoming};
use crate::engine::alerts::alerts;
use crate::engine::aside::{ToDo, aside};
use crate::engine::ask::Ask;
use crate::engine::between::{idle, turns};
use crate::engine::cards::may_ask;
use crate::engine::case::Case;
use crate::engine::choice::{self, ChoiceTurn};
use crate::engine::due::{self, Due};
use crate::engine::fade;
use crate::engine::history::History;
use crate::engine::judge::{Judged, judge};
use crate::engine::matters::waited_for;
use crate::engine::phase::grown;
use crate::engine::plan::{
    Action, Blocked, Cause, CourseNow, Feet, Open, PendingCard, Plan, Reason, Screening, Stands,
};
use crate::engine::safety::helped;
use crate::engine::safety::screening::{Screened, past_limit_now};
use crate::engine::setting::Setting;
use crate::engine::turn::{comes_later, its_turn, order};
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::{Kind, Urgency};
use crate::model::limits::{QUESTION_LAPSES, UNHEARD, UNHEARD_AT_NIGHT};
use crate::model::profile::{CardId, Fact, Profile};
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Avoid, DueHours, OpenEnd, Pace, Phase, Protocol, Step, TimingKind};

/// What comes by the clock within so long of the start may be called for at once; what comes later is for another day.
const TODAY: Span = Span::hours(24);

/// What is to be done now, what later, what not and why: a total function of what is known and what time it is.
pub fn plan<'p>(protocol: &'p Protocol, profile: &'p Profile, history: &'p History) -> Plan<'p> {
    planned(&Setting::at(Case::new(protocol, profile, history)), Foresight::All)
}

/// The same plan for whoever tells what is next and no more. Of what comes later it holds the beginning, up to the first thing
/// that is announced: to look at all the rest would be a sixth of the time that the answer takes.
pub fn plan_to_next<'p>(protocol: &'p Protocol, profile: &'p Profile, history: &'p History) -> Plan<'p> {
    planned(&Setting::at(Case::new(protocol, profile, history)), Foresight::Next)
}

pub(super) fn planned<'p>(setting: &Setting<'p>, ahead: Foresight) -> Plan<'p> {
    let Setting { case, screened, phase, .. } = setting;
    let protocol = case.protocol;
    let Some(run) = case.history.run() else { return nothing(case) };
    let judged: Vec<Judged<'p>> = protocol.steps.iter().map(|step| judge(setting, step)).collect();
    let ended = case.plan_over();
    let latched = screened.screening.latched();
    let follow = screened.screening.follow.first();
    let card = screened.screening.pending.iter().find(|pending| pending.shown).copied();
    let again = card.is_some_and(|card| card.urgency == Urgency::Emergency && card.again);
    // How a sign is by now comes before the card that is asked again, and after one that was never answered.
    let graver = follow.filter(|follow| follow.urgency == Urgency::Emergency || again);

    let mut plan = nothing(case);
    plan.course = Some(CourseNow { id: run.id, course: run.course, started: run.started, day: 1 + case.days(), phase });
    plan.ended = ended;
    plan.alerts = alerts(case, screened, phase);
    plan.avoid = avoid(case);
    let walking = case.walking().filter(|_| !ended && latched.is_none());
    plan.walking = walking.and_then(|walking| case.protocol.step(walking.step));
    plan.idle = idle(case, phase, plan.sleeping);
    plan.between = turns(case, phase, plan.sleeping);
    if let Some(urgency) = latched {
        plan.action = refuge(case, phase, screened, urgency);
        // An emergency card that was never answered comes before a sign for today: it may find a graver one.
        let never = |pending: &&PendingCard<'_>| pending.urgency == Urgency::Emergency && !pending.again;
        if urgency == Urgency::SameDay
            && !ended
            && let Some(PendingCard { card, urgency, again, .. }) = screened.screening.pending.iter().find(never)
        {
            plan.ask = Some(Ask::Card { card, urgency: *urgency, again: *again });
            plan.stands = Stands::Front;
        }
    } else if ended {
        // Only whom to see, which the alerts say, and how to end it.
    } else if let Some(follow) = graver {
        plan.ask = Some(Ask::Follow(follow.clone()));
        plan.stands = Stands::Front;
    } else if let Some(PendingCard { card, urgency: Urgency::Emergency, again, .. }) = card {
        plan.ask = Some(Ask::Card { card, urgency: Urgency::Emergency, again });
        plan.stands = Stands::Front;
    } else {
        // A question guards only what needs it: the best of what is free is shown all the same.
        plan.ask = match card {
            _ if follow.is_some() => follow.cloned().map(Ask::Follow),
            Some(PendingCard { card, urgency, again, .. }) => Some(Ask::Card { card, urgency, again }),
            None if alone_is_asked(case, phase) => Some(Ask::Question { fact: Fact::HelperHere, step: None }),
            None if may_ask(case, phase, None) => Ask::of(&screened.unanswered, None),
            None => None,
        };
        choose(setting, &judged, &mut plan);
        off_first(setting, &mut plan);
        plan.feet = feet(setting);
        ask_the_week(case, &mut plan);
    }
    if plan.feet.is_some() || told_late(case) {
        // Who comes back after hours is asked first; the hour that is over is not said once more.
        plan.alerts.retain(|alert| !matches!(alert.cause, Cause::PastLimit(_)));
    }
    if latched.is_none() && !ended {
        let guarded = graver.is_some() || card.is_some_and(|card| card.urgency == Urgency::Emergency);
        if !guarded {
            let mut now: Vec<&Step> = plan.on_show().map(|action| action.step).collect();
            now.extend(withheld_by_choice(case, &plan));
            plan.upcoming = upcoming(setting, &judged, &now, ahead);
        }
    }
    plan.blocked = judged
        .iter()
        .filter(|judged| plan.on_show().all(|action| action.step.id != judged.step.id))
        .filter_map(|judged| blocked(case, judged, ended))
        .collect();
    plan.helped = helped::asked(case).filter(|_| latched.is_none() && !ended).map(|dose| dose.id);
    // By the way nothing is asked while anything else waits for an answer. Rule 26: never before the cards.
    let asked = plan.awaits_answer() || plan.feet.is_some() || plan.helped.is_some();
    if latched.is_none() && !ended && !asked && screened.screening.pending.is_empty() {
        let in_block = |action: &Action<'_>| action.routine.is_some() && !action.step.asks_pain;
        let to_do = ToDo { busy: plan.action.is_some(), in_block: plan.action.as_ref().is_some_and(in_block) };
        plan.aside = aside(case, phase, to_do, || helper_may_come(case, &judged));
    }
    plan.screening = screened.screening.clone();
    plan.next_change = case.next_change();
    plan
}

/// What has not come because it is asked which of it somebody wants.
fn withheld_by_choice<'p>(case: &Case<'p>, plan: &Plan<'p>) -> Vec<&'p Step> {
    let Some(Ask::Choice(now)) = &plan.ask else { return Vec::new() };
    let opened = |step: &&Step| now.card.opens(step);
    let due = |step: &&Step| plan.due.iter().any(|action| action.step.id == step.id);
    case.protocol.steps.iter().filter(opened).filter(|step| !due(step)).collect()
}

fn nothing<'p>(case: &Case<'p>) -> Plan<'p> {
    Plan {
        now: case.zone.stamp(case.now()),
        course: None,
        screening: Screening::default(),
        ask: None,
        stands: Stands::default(),
        action: None,
        feet: None,
        call: None,
        beside: Vec::new(),
        due: Vec::new(),
        walking: None,
        upcoming: Vec::new(),
        blocked: Vec::new(),
        avoid: Vec::new(),
        alerts: Vec::new(),
        idle: &[],
        between: Vec::new(),
        sleeping: case.is_night(),
        ended: false,
        helped: None,
        aside: None,
        week: case.facts.week_told(),
        next_change: None,
    }
}

/// What may still be done under a latch: call somebody, then lie as it hurts least.
///
/// What is for another time is none of it: on the fourth day nobody says that they lie on the floor, and the stitches of the
/// twelfth day are no help on the first. Where nothing else is left, whoever rests rests as the plan says.
fn refuge<'p>(case: &Case<'p>, phase: &Phase, screened: &Screened<'p>, urgency: Urgency) -> Option<Action<'p>> {
    let since =
        screened.screening.latches.iter().filter(|latch| latch.urgency == urgency).map(|latch| latch.since).max()?;
    let called = |step: &&Step| due::last_done(case, step).is_some_and(|at| at >= since);
    let stays = |step: &&Step| step.latch_ok && step.kind.is_rest_or_help();
    let later = |step: &Step| step.timing.first.is_some_and(|first| first > TODAY && !case.has_run(first));
    let here = |step: &&Step| {
        let begun = step.from.is_none_or(|from| case.has_run(from)) && !later(step);
        let over = step.until.is_some_and(|until| case.has_run(until));
        begun && !over && (step.phases.is_empty() || step.phases.contains(&phase.id))
    };
    let mut steps: Vec<&'p Step> = case.protocol.steps.iter().filter(stays).filter(here).collect();
    if steps.is_empty() {
        let rests = |step: &&Step| stays(step) && step.kind == Kind::Posture;
        steps = case.protocol.steps.iter().filter(rests).collect();
    }
    steps.sort_by_key(|step| step.kind != Kind::Contact);
    let step = steps.iter().find(|step| !called(step)).or(steps.last())?;
    Some(Action {
        step,
        due_at: since,
        routine: None,
        session: step.sessions.first(),
        dose_mg: None,
        larger_dose: false,
        on_side: case.facts.lies_on_side(),
        open: None,
        grown: None,
    })
}

/// The open end that awaits its answer: its step, and since when a "yes" has been standing.
fn open_end<'p>(setting: &Setting<'p>) -> Option<(&'p Step, &'p OpenEnd, Option<Moment>)> {
    let case = &setting.case;
    case.protocol.steps.iter().find_map(|step| {
        let here = step.phases.is_empty() || step.phases.contains(&setting.phase.id);
        let open = step.sessions.iter().find_map(|session| session.open.as_ref()).filter(|_| here)?;
        let newest = case.history.done(&step.id).next_back();
        let yes = newest.filter(|(_, answer)| *answer == Some(true)).map(|(entry, _)| (entry.at, entry.place));
        let restarted = |since: (Moment, usize)| {
            case.history.entries().any(|entry| {
                (entry.at, entry.place) > since
                    && matches!(&entry.event, Event::Done { step: done, .. } if step.timing.after.contains(done))
            })
        };
        Some((step, open, yes.filter(|since| !restarted(*since)).map(|(at, _)| at)))
    })
}

/// Leaves out what is due while something has been on the skin for too long: it comes off first, and the alert says so. Whoever
/// lies on the floor keeps their moves.
fn off_first(setting: &Setting<'_>, plan: &mut Plan<'_>) {
    if plan.takes_off_first() && !setting.phase.floor {
        plan.action = None;
        plan.beside.clear();
        plan.due.clear();
    }
}

/// Whether the flare was told of hours after it began, and nothing was done since: nobody said that they still lie there.
///
/// Began on Monday, told on Friday: they are asked whether they are on their feet, and not told that they are down.
fn told_late(case: &Case<'_>) -> bool {
    let late = case.history.run().is_some_and(|run| run.told - run.started.moment >= UNHEARD);
    late && !case.history.entries().any(|entry| matches!(entry.event, Event::Done { .. }))
}

/// Whether it is asked if somebody is on their feet by now. They lay on the floor when they were last heard of, and that was
/// three hours ago, or before the night. A level of pain does not say where anybody is.
///
/// Last heard of at 09:20 on the floor: from 12:20 on. Last at 23:40: from 07:00 on, which is getting up.
fn feet<'p>(setting: &Setting<'p>) -> Option<Feet<'p>> {
    let case = &setting.case;
    let (no, open, _) = open_end(setting).filter(|_| setting.phase.floor)?;
    let yes = case.protocol.step(open.leads_to.as_ref()?)?;
    let told = case.history.entries().filter(|entry| !matches!(entry.event, Event::Pain { .. })).map(|entry| entry.at);
    let heard = told.max().unwrap_or(case.started()).max(case.started());
    let morning = case.hours.moment_on(case.today(), case.hours.wakes, case.zone);
    let (long, up, while_ago) =
        (case.reached(heard + UNHEARD), case.reached(morning), case.reached(heard + UNHEARD_AT_NIGHT));
    (told_late(case) || long || (heard < morning && up && while_ago)).then_some(Feet { yes, no })
}

/// Picks the one thing to do now.
fn choose<'p>(setting: &Setting<'p>, judged: &[Judged<'p>], plan: &mut Plan<'p>) {
    let case = &setting.case;
    let open = open_end(setting);
    // A yes leads to its step, until that is done or passed over; meanwhile the open step rests.
    if let Some((step, open, Some(since))) = open
        && let Some(next) = open.leads_to.as_ref().and_then(|id| judged.iter().find(|judged| judged.step.id == *id))
        && next.free()
        && due::last_done(case, next.step).max(case.history.last_skipped(&next.step.id)).is_none_or(|at| at < since)
        && next.step.id != step.id
    {
        // Who says yes gets up first; the questions come once they stand.
        plan.stands = Stands::Below;
        plan.action = Some(action(setting, next, since));
        plan.due = plan.action.iter().cloned().collect();
        return;
    }
    let resting = open.filter(|(_, _, yes)| yes.is_some() && !led_on(setting, judged, open)).map(|(step, ..)| &step.id);
    if let Some((step, end, None)) = open
        && let Some((_, due_at)) = past_limit_now(case, step)
        && let Some(judged) = judged.iter().find(|judged| judged.step.id == step.id && judged.free())
    {
        // The alert says whom to call. The moves go on below it, as long as somebody wants them.
        let open = Some(Open { end, waiting: !matches!(judged.due, Due::Now(..)), past_limit: true });
        plan.action = Some(Action { open, ..action(setting, judged, due_at) });
        return;
    }
    let mut ready: Vec<(&Judged<'p>, Moment)> = judged
        .iter()
        .filter(|judged| judged.open() && resting != Some(&judged.step.id))
        .filter_map(|judged| if let Due::Now(since, _) = judged.due { Some((judged, since)) } else { None })
        .collect();
    ready.sort_by_key(|(judged, _)| order(judged));
    let asks = if plan.ask.is_none() { ask_or_choose(setting, judged, &mut ready, plan) } else { None };
    // What waits behind a card, or behind a question that lapsed, has not come.
    ready.retain(|(judged, _)| judged.asks.is_none() || asks == Some(&judged.step.id));
    let medicine = |judged: &Judged<'_>| judged.step.kind == Kind::Medicine;
    let calls = |judged: &Judged<'_>| judged.step.kind == Kind::Contact;
    let best = ready.iter().find(|(judged, _)| judged.free() && !medicine(judged) && !calls(judged));
    let in_turn = |judged: &Judged<'_>, since| best.is_none_or(|(best, _)| !comes_later(setting, best, judged, since));
    let beside = ready.iter().filter(|(judged, since)| judged.free() && medicine(judged) && in_turn(judged, *since));
    plan.beside = beside.map(|(judged, since)| action(setting, judged, *since)).collect();
    plan.due = due_now(setting, &ready, best.map(|(judged, _)| &judged.step.id));
    plan.action = best.map(|(judged, since)| action(setting, judged, *since));
    if plan.action.is_none()
        && let Some((step, end, None)) = open
        && let asked = case.history.done(&step.id).next_back().map(|(entry, _)| entry.at)
        && (asked.is_some() || setting.phase.floor)
        && let Some(judged) = judged.iter().find(|judged| judged.step.id == step.id && judged.veto.is_none())
    {
        // Between its rounds an open end is there all the same: whoever lies on the floor always has something to do.
        let since = asked.max(case.history.last_skipped(&step.id)).unwrap_or(case.started());
        let open = Some(Open { end, waiting: true, past_limit: false });
        plan.action = Some(Action { open, ..action(setting, judged, since) });
    }
    // Asking for help stops nothing: it is the action only where nothing else is there to do.
    let call = ready.iter().find(|(judged, _)| judged.free() && calls(judged));
    let call = call.map(|(judged, since)| action(setting, judged, *since));
    if plan.action.is_some() {
        plan.call = call;
    } else {
        plan.action = call;
    }
}

/// Puts what is asked before something that is due on the plan: a choice among several, or the first question of one. While
/// a choice is asked, or put off, what it opens has not come. One that was put off hides no other question.
fn ask_or_choose<'a, 'p>(
    setting: &Setting<'p>,
    judged: &[Judged<'p>],
    ready: &mut Vec<(&'a Judged<'p>, Moment)>,
    plan: &mut Plan<'p>,
) -> Option<&'p Id> {
    let case = &setting.case;
    let Some((now, turn)) = choice::choice(case, judged, ready) else { return ask(setting, ready, plan) };
    let card = now.card;
    if turn != ChoiceTurn::Asked {
        let below = if turn == ChoiceTurn::PutOff { Stands::Later } else { Stands::Below };
        if turn == ChoiceTurn::PutOff {
            ready.retain(|(judged, _)| !card.opens(judged.step));
        }
        let asks = ask(setting, ready, plan);
        // In its place one of its steps may ask by itself.
        let own = |ask: &Ask<'p>| ask.step().is_some_and(|step| card.opens(step));
        if plan.ask.as_ref().is_none_or(|ask| plan.stands == Stands::Below && own(ask)) {
            (plan.ask, plan.stands) = (Some(Ask::Choice(now)), below);
        }
        return asks;
    }
    let first = !choice::comes_first(card, ready);
    plan.ask = Some(Ask::Choice(now));
    plan.stands = if first { Stands::Turn } else { Stands::Below };
    ready.retain(|(judged, _)| !card.opens(judged.step));
    None
}

/// Puts the first question of what is due on the plan, and says whose it is while its turn is. It lapses with its step:
/// where nobody has answered it for a while, the rest goes on without it.
fn ask<'p>(setting: &Setting<'p>, ready: &[(&Judged<'p>, Moment)], plan: &mut Plan<'p>) -> Option<&'p Id> {
    let place = ready.iter().position(|(judged, _)| judged.asks.is_some())?;
    let (judged, since) = ready.get(place)?;
    let card = judged.asks?;
    let facts = waited_for(Some(judged.step), card, setting.case.facts.unanswered(card));
    let facts = if facts.is_empty() { stale_on(card) } else { facts };
    plan.ask = Ask::before(setting.case.protocol, &facts, judged.step);
    let first = ready.iter().take(place).all(|(judged, _)| !judged.free() || judged.step.kind == Kind::Medicine);
    let lapsed = setting.case.reached(its_turn(setting, judged, *since) + QUESTION_LAPSES);
    plan.stands = if first && !lapsed { Stands::Turn } else { Stands::Below };
    (plan.ask.is_some() && plan.stands == Stands::Turn).then_some(&judged.step.id)
}

/// What comes now, one after the other. Of the steps that keep the pace it is the first alone: once that is done, the
/// others wait for it. The best that is free is among them.
fn due_now<'p>(setting: &Setting<'p>, ready: &[(&Judged<'p>, Moment)], best: Option<&Id>) -> Vec<Action<'p>> {
    let keeps = |judged: &Judged<'_>| {
        judged.routine.is_none() && judged.step.pace != Pace::Free && setting.phase.pace.is_some()
    };
    let first = ready.iter().find(|(judged, _)| keeps(judged)).map(|(judged, _)| &judged.step.id);
    let shown = |judged: &Judged<'_>| first == Some(&judged.step.id) || best == Some(&judged.step.id);
    let comes = ready.iter().filter(|(judged, _)| !keeps(judged) || shown(judged));
    comes.map(|(judged, since)| action(setting, judged, *since)).collect()
}

/// Whether a helper's part may come before bedtime, and nothing is in its way but that nobody said so.
fn helper_may_come(case: &Case<'_>, judged: &[Judged<'_>]) -> bool {
    let bedtime = case.hours.moment_on(case.today(), case.hours.sleeps, case.zone);
    let opens = |until: Option<Moment>| until.is_some_and(|until| until < bedtime);
    let helped = |judged: &&Judged<'_>| judged.step.helper && judged.step.timing.kind != TimingKind::OnDemand;
    judged.iter().filter(helped).any(|judged| {
        let mut vetoes = judged.rules.iter().filter_map(|rule| rule.verdict.as_ref().err());
        // On a light day it does not come by itself.
        fade::most_today(case, judged.step) != Some(0)
            && vetoes.all(|veto| opens(veto.until))
            && judged.reasons.iter().all(|(reason, until)| *reason == Reason::OnDemand || opens(*until))
    })
}

/// Whether somebody who is pregnant and cannot get up is asked whether somebody is there. Rule 22.6.
fn alone_is_asked(case: &Case<'_>, phase: &Phase) -> bool {
    let pregnant = case.facts.is(Fact::Pregnant) == Some(true);
    pregnant && phase.floor && case.facts.get(Fact::HelperHere).is_none()
}

/// Asks for the week of a pregnancy where it decides something: before somebody lies down, by day. It holds nothing back; until
/// it is known, one lies on a side. Passed over, it is asked again on the next civil day. Rule 22.3.
fn ask_the_week(case: &Case<'_>, plan: &mut Plan<'_>) {
    let free = plan.ask.is_none() && plan.feet.is_none() && !plan.sleeping;
    let Some(action) = plan.action.as_ref().filter(|_| free) else { return };
    let unknown = case.facts.get(Fact::PregnancyWeek).is_none();
    let passed = || case.history.passed_over(Fact::PregnancyWeek.key()).is_some_and(|at| case.is_today(at));
    if action.on_side && !action.step.say_pregnant.is_empty() && unknown && !passed() {
        let lapsed = case.reached(action.due_at + QUESTION_LAPSES);
        plan.ask = Some(Ask::Question { fact: Fact::PregnancyWeek, step: None });
        plan.stands = if lapsed { Stands::Below } else { Stands::Turn };
    }
}

/// A question that has an answer, but not a fresh enough one for what is planned.
fn stale_on(card: CardId) -> Vec<Fact> {
    Fact::on_card(card).filter(|fact| matches!(fact, Fact::Drowsy | Fact::HelperHere)).collect()
}

/// Whether the step that a yes leads to has been done or passed over since.
fn led_on(setting: &Setting<'_>, judged: &[Judged<'_>], open: Option<(&Step, &OpenEnd, Option<Moment>)>) -> bool {
    let Some((_, open, Some(since))) = open else { return false };
    let next = open.leads_to.as_ref().and_then(|id| judged.iter().find(|judged| judged.step.id == *id));
    next.is_none_or(|next| {
        let handled = due::last_done(&setting.case, next.step).max(setting.case.history.last_skipped(&next.step.id));
        !next.open() || handled.is_some_and(|at| at >= since)
    })
}

fn action<'p>(setting: &Setting<'p>, judged: &Judged<'p>, due_at: Moment) -> Action<'p> {
    let end = judged.session.and_then(|session| session.open.as_ref());
    let open =
        end.map(|end| Open { end, waiting: false, past_limit: past_limit_now(&setting.case, judged.step).is_some() });
    Action {
        step: judged.step,
        due_at,
        routine: judged.routine.map(|(routine, _)| routine),
        session: judged.session,
        dose_mg: judged.dose_mg,
        larger_dose: judged.larger,
        on_side: setting.case.facts.lies_on_side(),
        open,
        grown: grown(&setting.case, judged.step, judged.session),
    }
}

fn blocked<'p>(case: &Case<'_>, judged: &Judged<'p>, ended: bool) -> Option<Blocked<'p>> {
    let step = judged.step;
    let elsewhere = |reason: &Reason<'_>| matches!(reason, Reason::Phase(_) | Reason::Over(_) | Reason::InsteadOf(_));
    if let Some((reason, until)) = judged.reasons.iter().find(|(reason, _)| elsewhere(reason)) {
        return Some(Blocked { step, reason: reason.clone(), until: *until });
    }
    if let Some(veto) = &judged.veto {
        let until = veto.until;
        return Some(Blocked { step, reason: Reason::Veto(veto.clone()), until });
    }
    if ended {
        return Some(Blocked { step, reason: Reason::PlanEnded, until: None });
    }
    if let Some((reason, until)) = judged.reasons.first() {
        return Some(Blocked { step, reason: reason.clone(), until: *until });
    }
    match (judged.due, step.timing.kind) {
        (Due::Later(from), _) if other_hours(case, step) => {
            Some(Blocked { step, reason: Reason::Hours, until: Some(from) })
        }
        (Due::Never, TimingKind::OnDemand) => Some(Blocked { step, reason: Reason::OnDemand, until: None }),
        (Due::Never, TimingKind::Once | TimingKind::Every | TimingKind::At) => {
            Some(Blocked { step, reason: Reason::Done, until: None })
        }
        (Due::Now(..) | Due::Later(_), _) => None,
    }
}

/// Whether a step is for the other half of the day.
pub(super) fn other_hours(case: &Case<'_>, step: &Step) -> bool {
    match step.timing.hours {
        DueHours::Waking => case.is_night(),
        DueHours::Sleeping => !case.hours.sleeping(case.now(), case.zone),
        DueHours::Any => false,
    }
}

fn avoid<'p>(case: &Case<'p>) -> Vec<&'p Avoid> {
    let sleeping = case.is_night();
    let mut avoid: Vec<_> = case
        .protocol
        .avoid
        .iter()
        .filter(|avoid| avoid.from.is_none_or(|from| case.has_run(from)))
        .filter(|avoid| avoid.until.is_none_or(|until| !case.has_run(until)))
        .collect();
    avoid.sort_by_key(|avoid| match avoid.hours {
        DueHours::Waking => u8::from(sleeping) * 2,
        DueHours::Sleeping => u8::from(!sleeping) * 2,
        DueHours::Any => 1,
    });
    avoid
}
