//! `today`: the day as a timeline.

use crate::engine::ask::Ask;
use crate::engine::plan::{Blocked, Plan, Reason, Upcoming};
use crate::engine::today::{Happened, Occurrence, Today};
use crate::protocol::format::Protocol;
use crate::render::page::{Page, ROWS, Role};
use crate::views::Place;
use crate::views::reason::reason;
use crate::views::told::{
    alerts, avoid_line, beside, card_title, comes_at, happened, heading, on_floor, questions_title, short,
};
use crate::words::clean::clean;
use crate::words::{self, Times};

/// How much of what happened stands in the short day, and of what is to come.
const NEWEST: usize = 4;
const FIRST: usize = 5;

/// The day as a timeline of `width`: done, now and later, or `all` of it.
pub(crate) fn today_text(today: &Today<'_>, protocol: &Protocol, place: &Place<'_>, all: bool, width: usize) -> String {
    let plan = &today.plan;
    let times = place.times(plan.now.moment);
    let mut page = Page::new();
    page.add(Role::Title, &heading(plan, &times));
    for told in alerts(plan, &times, place.region) {
        let word = words::prefix(told.urgency);
        page.add(Role::Alert(told.urgency), &format!("{word}{}", told.lines.join(" ")));
    }
    let passed = |entry: &&Happened<'_>| matches!(entry.what, Occurrence::Skipped { .. });
    let lines = |wanted: bool| -> Vec<String> {
        let chosen = today.happened.iter().filter(|entry| passed(entry) == wanted);
        chosen.map(|entry| format!("{}  {}", times.at(entry.at), happened(&entry.what))).collect()
    };
    let newest = |lines: Vec<String>| if all { lines } else { newest(lines) };
    headed(&mut page, Role::Done, "Done", &newest(lines(false)), 7);
    section(&mut page, "Passed over", &newest(lines(true)), 7);
    section(&mut page, words::now::MISSED, &dated(&today.missed, &times), 7);
    section(&mut page, "Now", &now(today), 0);
    let mut later = dated(&today.later, &times);
    if !all && later.len() > FIRST {
        let more = later.split_off(FIRST - 1).len();
        later.push(words::now::more_later(more));
    }
    section(&mut page, "Later today", &later, 7);
    if let Some(then) = &today.then {
        section(&mut page, "Then", &dated(std::slice::from_ref(then), &times), 11);
    }
    if !all {
        page.gap();
        page.add(Role::Body, words::now::MORE_TODAY);
        return page.fitted(width, ROWS);
    }
    section(&mut page, "Not now", &not_now(plan, protocol, &times), 2);
    let asked: Vec<String> = plan
        .blocked
        .iter()
        .filter(|blocked| matches!(blocked.reason, Reason::OnDemand))
        .map(|blocked| clean(&blocked.step.title))
        .collect();
    section(&mut page, words::now::WHENEVER, &asked, 2);
    let avoid: Vec<String> = plan.avoid.iter().map(|avoid| avoid_line(avoid, plan, &times)).collect();
    section(&mut page, "Avoid", &avoid, 2);
    page.whole(width)
}

/// The newest of what happened, below how many came before them.
fn newest(mut lines: Vec<String>) -> Vec<String> {
    if lines.len() <= NEWEST {
        return lines;
    }
    let kept = lines.split_off(lines.len() - (NEWEST - 1));
    std::iter::once(words::now::more_before(lines.len())).chain(kept).collect()
}

fn section(page: &mut Page, title: &str, lines: &[String], hang: usize) {
    headed(page, Role::Title, title, lines, hang);
}

fn headed(page: &mut Page, role: Role, title: &str, lines: &[String], hang: usize) {
    if lines.is_empty() {
        return;
    }
    page.gap();
    page.add(role, title);
    for line in lines {
        page.hanging(Role::Body, line, hang);
    }
}

fn dated(list: &[Upcoming<'_>], times: &Times<'_>) -> Vec<String> {
    let line = |next: &Upcoming<'_>| format!("{}  {}", times.at(comes_at(next)), clean(&next.step.title));
    list.iter().map(line).collect()
}

/// What is to be done now, in one line and the command that does it.
fn now(today: &Today<'_>) -> Vec<String> {
    let plan = &today.plan;
    if plan.screening.latched().is_some() {
        return vec![words::now::WHAT_TO_DO.to_owned()];
    }
    match (plan.in_front(), &plan.action) {
        (Some(Ask::Card { card, again, .. }), _) => {
            vec![card_title(card, *again, on_floor(plan)), words::now::ANSWER_IT.to_owned()]
        }
        (Some(Ask::Follow(follow)), _) => {
            vec![words::sign::how_is_it(&clean(&follow.text), follow.known), words::now::ANSWER_IT.to_owned()]
        }
        (Some(Ask::Choice(choice)), _) => vec![clean(&choice.title()), words::now::ANSWER_IT.to_owned()],
        (Some(Ask::Question { fact, .. }), _) => {
            vec![words::card::title(fact.question().card).to_owned(), words::now::ANSWER_IT.to_owned()]
        }
        (Some(Ask::Questions { card, asked, step, .. }), _) => {
            vec![questions_title(*card, *asked, *step), words::now::ANSWER_IT.to_owned()]
        }
        (None, Some(action)) => vec![clean(&action.step.title), words::now::HOW.to_owned()],
        (None, None) if !plan.beside.is_empty() => {
            plan.beside.iter().map(beside).chain([words::now::HOW.to_owned()]).collect()
        }
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
            | Reason::PassedOver
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
        [first, _, _, rest @ ..] => vec![words::now::and_others(first, rest.len() + 2, &why)],
        few => few.iter().map(|title| format!("{title}: {why}")).collect(),
    };
    by_reason.into_iter().flat_map(line).collect()
}

fn why_not(blocked: &Blocked<'_>, protocol: &Protocol, times: &Times<'_>) -> String {
    let mut said = reason(&blocked.reason, blocked.until, times);
    if matches!(blocked.reason, Reason::NeedsHelper)
        && let Some(instead) = blocked.step.alternative.as_ref().and_then(|id| protocol.step(id))
    {
        said = words::now::alone(&said, &short(instead));
    }
    said
}
