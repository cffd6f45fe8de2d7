//! `today`: the day as a timeline.

use serde_json::{Value, json};

use crate::engine::plan::{Ask, Blocked, Plan, Reason, Upcoming};
use crate::engine::today::{Happened, Today, What, optional};
use crate::model::id::Id;
use crate::model::time::{Hours, Moment, Zone};
use crate::protocol::format::{Protocol, Step};
use crate::render::next::next_json;
use crate::render::page::{Page, Role};
use crate::render::reason::reason;
use crate::render::told::{alerts, card_title, heading};
use crate::words::clean::clean;
use crate::words::{self, Times};

/// The day as a timeline of `width`.
pub fn today_text(
    today: &Today<'_>,
    protocol: &Protocol,
    zone: &Zone,
    hours: &Hours,
    region: Option<&str>,
    width: usize,
) -> String {
    let plan = &today.plan;
    let times = Times { now: plan.now.moment, zone, hours };
    let mut page = Page::new();
    page.add(Role::Title, &heading(plan, &times));
    for told in alerts(plan, &times, region) {
        let word = words::prefix(told.urgency);
        page.add(Role::Alert(told.urgency), &format!("{word}{}", told.lines.join(" ")));
    }
    let passed = |happened: &&Happened<'_>| matches!(happened.what, What::Skipped { .. });
    let lines = |wanted: bool| -> Vec<String> {
        let chosen = today.happened.iter().filter(|happened| passed(happened) == wanted);
        chosen.map(|happened| format!("{}  {}", times.at(happened.at), told(&happened.what))).collect()
    };
    section(&mut page, "Done", &lines(false), 7);
    section(&mut page, "Passed over", &lines(true), 7);
    section(&mut page, words::now::MISSED, &dated(&today.missed, &times), 7);
    section(&mut page, "Now", &now(today), 0);
    section(&mut page, "Later today", &dated(&today.later, &times), 7);
    if let Some(then) = &today.then {
        section(&mut page, "Then", &dated(std::slice::from_ref(then), &times), 11);
    }
    section(&mut page, "Not now", &not_now(plan, protocol, &times), 2);
    let asked: Vec<String> = plan
        .blocked
        .iter()
        .filter(|blocked| matches!(blocked.reason, Reason::OnDemand))
        .map(|blocked| clean(&blocked.step.title))
        .collect();
    section(&mut page, words::now::WHENEVER, &asked, 2);
    let avoid: Vec<String> = plan.avoid.iter().map(|avoid| clean(&avoid.say)).collect();
    section(&mut page, "Avoid", &avoid, 2);
    page.whole(width)
}

fn section(page: &mut Page, title: &str, lines: &[String], hang: usize) {
    if lines.is_empty() {
        return;
    }
    page.gap();
    page.add(Role::Title, title);
    for line in lines {
        page.hanging(Role::Body, line, hang);
    }
}

fn dated(list: &[Upcoming<'_>], times: &Times<'_>) -> Vec<String> {
    let line = |next: &Upcoming<'_>| format!("{}  {}", times.at(next.due_at), clean(&next.step.title));
    list.iter().map(line).collect()
}

/// What is to be done now, in one line and the command that does it.
fn now(today: &Today<'_>) -> Vec<String> {
    let plan = &today.plan;
    if plan.screening.latched().is_some() {
        return vec![words::now::WHAT_TO_DO.to_owned()];
    }
    match (&plan.ask, &plan.action) {
        (Some(Ask::Card { card, again, .. }), _) => {
            vec![card_title(card, *again), words::now::ANSWER_IT.to_owned()]
        }
        (Some(Ask::Facts { card, .. }), _) => vec![card.title().to_owned(), words::now::ANSWER_IT.to_owned()],
        (None, Some(action)) => vec![clean(&action.step.title), words::now::HOW.to_owned()],
        (None, None) if plan.ended => vec![words::now::OVER_END_IT.to_owned()],
        (None, None) => vec![words::now::NOTHING_NOW.to_owned()],
    }
}

/// Whether a reason tells the reader something about today. What belongs to other stretches does not.
fn worth_saying(reason: &Reason<'_>) -> bool {
    !matches!(
        reason,
        Reason::OnDemand
            | Reason::Phase(_)
            | Reason::Over(_)
            | Reason::Done
            | Reason::InsteadOf(_)
            | Reason::NotDue
            | Reason::Hours
    )
}

/// What is not now, and why. Where many wait for the same, the reason is said once.
fn not_now(plan: &Plan<'_>, protocol: &Protocol, times: &Times<'_>) -> Vec<String> {
    let mut by_reason: Vec<(String, Vec<String>)> = Vec::new();
    for blocked in plan.blocked.iter().filter(|blocked| worth_saying(&blocked.reason)) {
        let (title, why) = (clean(&blocked.step.title), why_not(blocked, protocol, times));
        match by_reason.iter_mut().find(|(other, _)| *other == why) {
            Some((_, titles)) => titles.push(title),
            None => by_reason.push((why, vec![title])),
        }
    }
    let line = |(why, titles): (String, Vec<String>)| match titles.as_slice() {
        [first, _, _, rest @ ..] => vec![format!("{first}, and {} others: {why}", rest.len() + 2)],
        few => few.iter().map(|title| format!("{title}: {why}")).collect(),
    };
    by_reason.into_iter().flat_map(line).collect()
}

fn why_not(blocked: &Blocked<'_>, protocol: &Protocol, times: &Times<'_>) -> String {
    let mut said = reason(&blocked.reason, blocked.until, times);
    if matches!(blocked.reason, Reason::NeedsHelper)
        && let Some(instead) = blocked.step.alternative.as_ref().and_then(|id| protocol.step(id))
    {
        said = format!("{said} Alone: {}.", words::within(&instead.title));
    }
    said
}

/// What happened, in words.
fn told(what: &What<'_>) -> String {
    match what {
        What::Done { id, step, answer, partial } => {
            let title = title(id, *step);
            let question = step.iter().find_map(|step| step.sessions.iter().find_map(|session| session.open.as_ref()));
            match (question, answer) {
                (Some(open), Some(true)) => format!("{} Yes.", clean(&open.question)),
                (Some(open), Some(false)) => format!("{} Not yet.", clean(&open.question)),
                (Some(_) | None, _) => match partial {
                    Some(part) => format!("{title}, {} of {}", words::length(part.done), words::length(part.of)),
                    None => title,
                },
            }
        }
        What::Skipped { id, step, because } => {
            let why = because.map(|because| format!(" ({})", clean(because))).unwrap_or_default();
            format!("{}{why}", title(id, *step))
        }
        What::Took(dose) => {
            let amount = dose.amount_mg.map(|mg| format!(" {mg} mg")).unwrap_or_default();
            format!("Took {}{amount}", clean(&dose.medicine))
        }
        What::Pain { level, leg, note } => {
            let note = note.map(|note| format!(" ({})", clean(note))).unwrap_or_default();
            format!("Pain {}{note}", words::now::level(*level, *leg))
        }
        What::Worn { id, step, on } => format!("{}: {}", title(id, *step), if *on { "on" } else { "off" }),
        What::Signs => words::now::SIGN_NOTED.to_owned(),
        What::Seen(note) => words::now::seen(&clean(note)),
    }
}

fn title(id: &Id, step: Option<&Step>) -> String {
    step.map_or_else(|| clean(id.as_str()).replace('-', " "), |step| clean(&step.title))
}

/// The same as JSON: `backflare/today/1`.
pub fn today_json(today: &Today<'_>, protocol: &Protocol, zone: &Zone, hours: &Hours, region: Option<&str>) -> Value {
    let at = |moment: Moment| zone.stamp(moment).to_string();
    let mut answer = next_json(&today.plan, protocol, zone, hours, region);
    let due = |list: &[Upcoming<'_>]| -> Vec<Value> {
        list.iter()
            .map(|next| {
                json!({
                    "step": next.step.id,
                    "title": clean(&next.step.title),
                    "due_at": at(next.due_at),
                    "optional": optional(next.step.kind),
                })
            })
            .collect()
    };
    let (mut done, mut skipped) = (Vec::new(), Vec::new());
    for happened in &today.happened {
        let (kind, step) = match &happened.what {
            What::Done { id, .. } => ("done", Some(id.as_str())),
            What::Skipped { id, because, .. } => {
                skipped.push(json!({
                    "at": at(happened.at), "step": id, "because": because.map(clean), "text": told(&happened.what),
                }));
                continue;
            }
            What::Took(_) => ("took", None),
            What::Pain { .. } => ("pain", None),
            What::Worn { id, on, .. } => (if *on { "on" } else { "off" }, Some(id.as_str())),
            What::Signs => ("signs", None),
            What::Seen(_) => ("seen", None),
        };
        done.push(json!({ "at": at(happened.at), "kind": kind, "step": step, "text": told(&happened.what) }));
    }
    if let Value::Object(answer) = &mut answer {
        answer.insert("schema".to_owned(), json!("backflare/today/1"));
        answer.insert("done".to_owned(), json!(done));
        answer.insert("skipped".to_owned(), json!(skipped));
        answer.insert("missed".to_owned(), json!(due(&today.missed)));
        answer.insert("later".to_owned(), json!(due(&today.later)));
    }
    answer
}
