//! `status`: how it stands, in a few lines, and in one line for a prompt.

use textwrap::core::display_width;

use crate::engine::ask::Ask;
use crate::engine::plan::Plan;
use crate::model::kind::Urgency;
use crate::protocol::format::Step;
use crate::render::page::{Page, Role};
use crate::views::status::{Overview, PainShown};
use crate::views::told::{announced, beside, comes_at, heading, is_wanted, seen_lines, short, upcoming_line};
use crate::views::{Shown, blocks, standing};
use crate::words::clean::clean;
use crate::words::now;
use crate::words::prescription::from_whom;
use crate::words::{prefix, within};

/// What comes first now, in a few words.
fn now_line(plan: &Plan<'_>) -> Option<String> {
    match (plan.screening.latched(), plan.in_front(), &plan.action) {
        (Some(Urgency::Emergency), ..) => Some(now::NOW_EMERGENCY.to_owned()),
        (Some(Urgency::SameDay | Urgency::Soon), ..) => Some(now::NOW_BE_SEEN.to_owned()),
        (None, Some(Ask::Choice(_)), _) => Some(now::NOW_CHOICE.to_owned()),
        (None, Some(Ask::Card { .. } | Ask::Follow(_) | Ask::Question { .. } | Ask::Questions { .. }), _) => {
            Some(now::NOW_QUESTIONS.to_owned())
        }
        (None, None, Some(action)) => {
            // While an open end waits for its answer, what to do meanwhile, not the moves that are over.
            let meanwhile = action.open.filter(|open| open.waiting).and_then(|open| open.end.say.first());
            let what = meanwhile.map_or_else(|| short(action.step), |meanwhile| within(meanwhile));
            Some(format!("Now: {}", what.trim_end_matches('.')))
        }
        (None, None, None) => None,
    }
}

/// A medicine whose time has come, where nothing is to be done.
fn beside_nothing(plan: &Plan<'_>) -> Option<String> {
    let nothing = plan.in_front().is_none() && plan.action.is_none() && plan.screening.latched().is_none();
    plan.beside.first().filter(|_| nothing).map(beside)
}

/// What is to be done now, or what comes next, in one line. A medicine is never all that is said.
pub(crate) fn what_now(shown: &Shown<'_>) -> String {
    let next = || announced(shown.plan).map(|upcoming| upcoming_line(upcoming, &shown.times()));
    let first = now_line(shown.plan).or_else(next).unwrap_or_else(|| now::NOTHING_ELSE.to_owned());
    let due = shown.plan.beside.first().is_some_and(|beside| !is_wanted(beside.step));
    // One whose time has come comes first; one for those who want it stands beside.
    let (one, other) = (Some(first), beside_nothing(shown.plan));
    let lines = if due { [other, one] } else { [one, other] }.into_iter().flatten();
    let ended = lines.map(|line| if line.ends_with(['.', '?']) { line } else { format!("{line}.") });
    ended.collect::<Vec<_>>().join(" ")
}

/// How things stand, in a few lines.
pub(crate) fn status_text(overview: &Overview<'_>, width: usize) -> String {
    let (plan, times) = (overview.shown.plan, overview.shown.times());
    let mut page = Page::new();
    if plan.course.is_some() {
        page.add(Role::Title, &heading(plan, &times));
    } else {
        page.add(Role::Title, now::NO_FLARE);
    }
    if let Some(who) = overview.given_by {
        page.add(Role::Detail, &from_whom(who));
    }
    for told in overview.shown.every_alert() {
        let word = prefix(told.urgency);
        page.add(Role::Alert(told.urgency), &format!("{word}{}", told.lines.join(" ")));
    }
    if let Some(PainShown { level, leg, at }) = overview.pain {
        page.add(Role::Body, &now::pain(&now::level(level, leg), &times.at(at.moment)));
    }
    for standing in overview.standings {
        page.add(Role::Body, &standing::line(standing, &times));
    }
    for blocking in overview.blocking {
        page.add(Role::Detail, &blocks::text(blocking, &times));
    }
    for (step, since) in overview.on {
        page.add(Role::Body, &now::on_since(&times.at(*since), &short(step)));
    }
    for line in seen_lines(&overview.shown) {
        page.add(Role::Body, &line);
    }
    if let Some(week) = plan.week {
        page.add(Role::Body, &now::pregnant_in(week));
    }
    for now in now_line(plan).into_iter().chain(beside_nothing(plan)) {
        page.add(Role::Body, &now);
    }
    if let Some(next) = announced(plan) {
        page.add(Role::Body, &upcoming_line(next, &times));
    }
    for line in &overview.learnt.lines {
        page.add(Role::Detail, line);
    }
    if let Some(last) = overview.last_time.and_then(|last| last.words()) {
        page.add(Role::Detail, &last);
    }
    page.whole(width)
}

/// The short line where no course runs.
pub(crate) const NO_FLARE: &str = "no flare\n";

/// One line of at most 24 columns for a prompt or a status bar, without styles: `d2 4/10 13:05 a slow walk`.
pub(crate) fn status_line(overview: &Overview<'_>) -> String {
    let (plan, times) = (overview.shown.plan, overview.shown.times());
    let Some(course) = &plan.course else { return NO_FLARE.to_owned() };
    let mut line = format!("d{}", course.day);
    if let Some(urgency) = plan.screening.latched() {
        let help = match urgency {
            Urgency::Emergency => now::GET_EMERGENCY_HELP,
            Urgency::SameDay | Urgency::Soon => now::BE_SEEN_TODAY,
        };
        return format!("{line} {help}\n");
    }
    if let Some(pain) = overview.pain {
        line = format!("{line} {}/10", pain.level);
    }
    // A tablet that somebody may want is never all that is shown.
    let to_take = plan.beside.iter().find(|beside| !is_wanted(beside.step));
    let shown = plan.action.as_ref().or(to_take);
    let what = match (plan.in_front(), shown, announced(plan)) {
        (Some(_), ..) => "questions".to_owned(),
        (None, Some(action), _) => format!("now {}", named(&line, "now", action.step)),
        (None, None, Some(next)) => {
            let at = times.at(comes_at(next));
            let name = named(&line, &at, next.step);
            format!("{at} {name}")
        }
        (None, None, None) => String::new(),
    };
    format!("{}\n", cut(&clean(format!("{line} {what}").trim_end()), SHORT))
}

/// The name of a step on the short line. Where the whole does not fit, without its article; else another word for it that does,
/// which is one that can be typed: `cat-cows`, and not `cat-cows at`. A medicine keeps its own name.
fn named(line: &str, when: &str, step: &Step) -> String {
    let name = short(step);
    let fits = |name: &str| display_width(&format!("{line} {when} {name}")) <= SHORT;
    let bare = ["the ", "a ", "an "].into_iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name);
    let others = step.also.iter().filter(|_| step.medicine.is_none()).map(|also| clean(also));
    let mut words = [name.clone(), bare.to_owned()].into_iter().chain(others);
    words.find(|word| fits(word)).unwrap_or_else(|| bare.to_owned())
}

/// The columns of the short line.
const SHORT: usize = 24;

/// As many whole words of a text as fit, up to a comma where not all do; of a first word that is too long, as many letters.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if display_width(&kept) + display_width(letter.encode_utf8(&mut [0; 4])) > width {
            break;
        }
        kept.push(letter);
    }
    let whole = text[kept.len()..].starts_with(|next: char| !next.is_alphanumeric());
    let words = if whole { kept.as_str() } else { kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words) };
    // What follows a comma is left out whole: `heat`, and not `heat, 15`.
    let words = words.split_once(", ").map_or(words, |(first, _)| first);
    words.trim_end_matches([' ', ',', ':', ';']).to_owned()
}

#[cfg(test)]
mod tests;
