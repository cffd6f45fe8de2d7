//! Whatever `next` shows of the built-in protocol fits a window of 40 by 20, with an alert above it as well.
//!
//! The reader may lie on the floor: what has scrolled away is not there. A page that is too long leaves out what matters
//! least; the tests hold that what to do, what to answer and the commands for it are never left out.

use backflare::engine::ask::Ask;
use backflare::engine::plan::{Action, Alert, Cause, CourseNow, Open, Plan, Screening, Stands, Upcoming};
use backflare::engine::safety::Latch;
use backflare::model::kind::{CourseKind, Urgency};
use backflare::model::profile::{CardId, Fact};
use backflare::model::time::{Hours, Stamp, Zone};
use backflare::protocol::Protocol;
use backflare::protocol::format::Step;
use backflare::protocol::{library, read};
use backflare::render::next::next_text;
use backflare::views::{Place, Shown};
use uuid::Uuid;

fn protocols() -> Vec<Protocol> {
    library::builtins().map(|(_, text)| read::read(text).ok().unwrap().into_protocol()).collect()
}

fn stamp(text: &str) -> Stamp {
    Stamp::parse(text).unwrap()
}

fn plan(protocol: &Protocol) -> Plan<'_> {
    // The phase with the longest title, and something that comes next.
    let phase = protocol.phases.iter().max_by_key(|phase| phase.title.len()).unwrap();
    Plan {
        now: stamp("2026-11-23T02:40:00+01:00"),
        course: Some(CourseNow {
            id: Uuid::nil(),
            course: CourseKind::Flare,
            started: stamp("2026-11-22T09:05:00+01:00"),
            day: 10,
            phase,
        }),
        screening: Screening::default(),
        ask: None,
        stands: Stands::default(),
        action: None,
        feet: None,
        call: None,
        beside: Vec::new(),
        due: Vec::new(),
        walking: None,
        upcoming: vec![Upcoming {
            step: protocol.steps.iter().max_by_key(|step| step.title.len()).unwrap(),
            due_at: stamp("2026-11-23T10:51:00+01:00").moment,
        }],
        blocked: Vec::new(),
        avoid: protocol.avoid.iter().collect(),
        alerts: Vec::new(),
        idle: &[],
        between: Vec::new(),
        sleeping: false,
        ended: false,
        helped: None,
        aside: None,
        week: None,
        next_change: None,
    }
}

/// What may stand above an action or a card: nothing, and each thing that does not stop the plan.
fn alerts(protocol: &Protocol) -> Vec<Vec<Alert<'_>>> {
    let soon = |cause| vec![Alert { urgency: Urgency::Soon, cause }];
    let mut all = vec![Vec::new(), soon(Cause::FirstFlareOver50), soon(Cause::TenDays)];
    for sign in protocol.signs.iter().filter(|sign| sign.urgency == Urgency::Soon) {
        all.push(soon(Cause::Sign { text: sign.text.clone(), say: &sign.say }));
    }
    all.extend(protocol.escalations.iter().map(|escalation| soon(Cause::Escalation(&escalation.say))));
    for end in protocol.steps.iter().flat_map(|step| &step.sessions).filter_map(|session| session.open.as_ref()) {
        all.push(vec![Alert { urgency: Urgency::SameDay, cause: Cause::PastLimit(&end.past_limit) }]);
    }
    // Several at once.
    let several = all.iter().filter(|one| one.iter().all(|alert| alert.urgency == Urgency::Soon)).flatten().cloned();
    all.push(several.take(4).collect());
    all
}

#[track_caller]
fn fits(plan: &Plan<'_>, protocol: &Protocol, musts: &[&str]) {
    let zone = Zone::fixed(3600);
    let place = Place { zone: &zone, hours: Hours::default(), region: None };
    let text = next_text(&Shown { plan, protocol, place }, 40);
    let text = anstream::adapter::strip_str(&text).to_string();
    assert!(text.lines().count() <= 20, "{} rows:\n{text}", text.lines().count());
    for row in text.lines() {
        assert!(textwrap::core::display_width(row) <= 40, "{row:?} is too wide");
    }
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for must in musts {
        assert!(flowing.contains(must), "{must:?} is missing:\n{text}");
    }
}

fn action(step: &Step) -> Action<'_> {
    Action {
        step,
        due_at: stamp("2026-11-23T02:40:00+01:00").moment,
        routine: None,
        session: step.sessions.first(),
        dose_mg: step.medicine.as_ref().and_then(|medicine| medicine.dose_mg),
        larger_dose: false,
        on_side: false,
        open: None,
        grown: None,
    }
}

/// Somebody to call stands above the moves of who lies on the floor, and hides none of their words.
#[test]
fn a_call_fits_above_the_moves() {
    for protocol in protocols() {
        let calls = protocol.steps.iter().filter(|step| step.banner.is_some());
        for (call, step) in calls.flat_map(|call| protocol.steps.iter().map(move |step| (call, step))) {
            for end in step.sessions.iter().filter_map(|session| session.open.as_ref()) {
                for waiting in [false, true] {
                    let mut plan = plan(&protocol);
                    plan.call = Some(action(call));
                    plan.action = Some(Action { open: Some(Open { end, waiting, past_limit: false }), ..action(step) });
                    let done = format!("backflare done {}", call.id);
                    let banner = call.banner.as_ref().map_or("", |banner| banner.text.as_str());
                    let say = if waiting { end.say.as_slice() } else { step.say.as_slice() };
                    let mut musts = vec![banner, &done, &end.question, "Yes: backflare answer yes"];
                    musts.extend(say.iter().map(String::as_str));
                    fits(&plan, &protocol, &musts);
                }
            }
        }
    }
}

#[test]
fn every_step_fits() {
    for protocol in protocols() {
        for above in alerts(&protocol) {
            for step in &protocol.steps {
                let mut plan = plan(&protocol);
                plan.alerts.clone_from(&above);
                let mut musts: Vec<&str> = vec![&step.title];
                musts.extend(step.say.iter().map(String::as_str));
                plan.action = Some(action(step));
                if step.sessions.iter().all(|session| session.open.is_none()) {
                    fits(&plan, &protocol, &musts);
                }
                if let Some(medicine) = step.medicine.as_ref().filter(|medicine| medicine.option_mg.is_some()) {
                    plan.action = Some(Action { dose_mg: medicine.option_mg, larger_dose: true, ..action(step) });
                    let took = format!("backflare took {} {}mg", medicine.name, medicine.option_mg.unwrap());
                    fits(&plan, &protocol, &[&medicine.option_say[0], &took]);
                }
                for end in step.sessions.iter().filter_map(|session| session.open.as_ref()) {
                    for waiting in [false, true] {
                        plan.action =
                            Some(Action { open: Some(Open { end, waiting, past_limit: true }), ..action(step) });
                        let say = if waiting { end.say.as_slice() } else { step.say.as_slice() };
                        let mut musts =
                            vec![end.question.as_str(), "Yes: backflare answer yes", "backflare answer not-yet"];
                        musts.extend(say.iter().map(String::as_str));
                        fits(&plan, &protocol, &musts);
                    }
                }
            }
        }
    }
}

#[test]
fn every_card_fits_the_first_time_and_again() {
    for protocol in protocols() {
        for above in alerts(&protocol) {
            for card in &protocol.cards {
                for again in [false, true] {
                    let mut plan = plan(&protocol);
                    plan.alerts.clone_from(&above);
                    plan.ask = Some(Ask::Card { card, urgency: Urgency::Emergency, again });
                    let lines = backflare::views::told::card_lines(card, &protocol);
                    let lines: Vec<String> =
                        lines.iter().map(|(letter, text, _)| format!("{letter}) {text}")).collect();
                    let mut musts = vec!["Not sure? Say yes.", "backflare answer none", "backflare answer a"];
                    musts.extend(lines.iter().map(String::as_str));
                    fits(&plan, &protocol, &musts);
                }
            }
        }
    }
}

#[test]
fn every_card_of_questions_fits() {
    for protocol in protocols() {
        let above = alerts(&protocol);
        // What stands above the card and what it stands before add up: each alert is tried with the longest title, and
        // each title with several alerts at once.
        let longest = protocol.steps.iter().max_by_key(|step| step.title.len());
        let several = above.len() - 1;
        for (nth, above) in above.iter().enumerate() {
            for card in CardId::ALL {
                let steps = protocol.steps.iter().map(Some).chain([None]);
                let is_longest = |step: Option<&Step>| step.map(|step| &step.id) == longest.map(|step| &step.id);
                for step in steps.filter(|step| nth == several || step.is_none() || is_longest(*step)) {
                    let all: Vec<Fact> = Fact::on_card(card).collect();
                    // All at once; what is asked by itself comes before the rest, so then without those.
                    let rest = all.iter().copied().filter(|fact| {
                        !matches!(
                            fact,
                            Fact::Age
                                | Fact::StillSo
                                | Fact::Pharmacist
                                | Fact::Warfarin
                                | Fact::Liver
                                | Fact::StrongPainkiller
                        )
                    });
                    let alone = all.iter().map(|fact| vec![*fact]);
                    for facts in [all.clone(), rest.collect()].into_iter().chain(alone) {
                        let mut plan = plan(&protocol);
                        plan.alerts.clone_from(above);
                        // What does not fit one screen comes on the next, in its order, and nothing is left out.
                        let mut left = facts;
                        while !left.is_empty() {
                            plan.ask = Ask::of(&left, step);
                            let on_show: Vec<Fact> = plan.ask.iter().flat_map(Ask::facts).copied().collect();
                            let shown: Vec<&str> = on_show.iter().map(|fact| fact.question().ask()).collect();
                            assert!(shown.len() == 1 || left.starts_with(&on_show), "{shown:?}");
                            fits(&plan, &protocol, &shown);
                            left.retain(|fact| !on_show.contains(fact));
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_sign_that_stops_the_plan_fits_with_what_may_still_be_done() {
    for protocol in protocols() {
        // A sign by its own name, and a whole line of a card by its letter.
        let mut told: Vec<(Urgency, String)> =
            protocol.signs.iter().map(|sign| (sign.urgency, sign.text.clone())).collect();
        for card in &protocol.cards {
            for (_, text, ids) in backflare::views::told::card_lines(card, &protocol) {
                let urgency =
                    protocol.signs.iter().filter(|sign| ids.contains(&sign.id.as_str())).map(|sign| sign.urgency);
                told.push((urgency.max().unwrap(), text));
            }
        }
        // Somebody in a flare needs a position at least; somebody who keeps well is told where to turn.
        let rests: Vec<&Step> = protocol.steps.iter().filter(|step| step.latch_ok).collect();
        assert!(protocol.course == CourseKind::Prevention || !rests.is_empty(), "{} leaves nothing to do", protocol.id);
        let rests: Vec<Option<&Step>> = rests.into_iter().map(Some).chain([None]).collect();
        for (urgency, text) in told.into_iter().filter(|(urgency, _)| *urgency >= Urgency::SameDay) {
            let say = match urgency {
                Urgency::Emergency => &protocol.referrals.emergency,
                Urgency::SameDay | Urgency::Soon => &protocol.referrals.same_day,
            };
            let old = protocol.signs.iter().find(|sign| sign.may_be_known).map(|sign| &sign.id);
            for step in &rests {
                let mut plan = plan(&protocol);
                plan.action = step.map(action);
                let since = plan.now.moment;
                let latch = Latch {
                    urgency,
                    text: text.clone(),
                    say,
                    since,
                    liftable: true,
                    names_seen: true,
                    holds_back: true,
                    may_be_known: old.filter(|_| urgency == Urgency::SameDay),
                    known_by: None,
                };
                plan.screening.latches = vec![latch];
                plan.alerts = vec![Alert { urgency, cause: Cause::Sign { text: text.clone(), say } }];
                let word = if urgency == Urgency::Emergency { "EMERGENCY" } else { "BE SEEN TODAY" };
                fits(&plan, &protocol, &[word, &say[0], "backflare screen --seen \"who, where\""]);
            }
        }
    }
}

#[test]
fn nothing_to_do_fits_by_day_and_by_night() {
    for protocol in protocols() {
        for above in alerts(&protocol) {
            let phases = protocol.phases.iter().map(|phase| phase.idle.as_slice());
            for idle in phases.chain([protocol.idle.as_slice(), protocol.idle_at_night.as_slice()]) {
                for sleeping in [false, true] {
                    let mut plan = plan(&protocol);
                    plan.alerts.clone_from(&above);
                    (plan.idle, plan.sleeping) = (idle, sleeping);
                    let musts: Vec<&str> = idle.iter().map(String::as_str).collect();
                    fits(&plan, &protocol, &musts);
                }
            }
        }
    }
}
