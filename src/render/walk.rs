//! The screens of the guided walk: repainted where there is a terminal, appended lines where there is none.
//!
//! Only ASCII is drawn: a bar and a figure must be right in every window, and be nothing at all to a screen reader.

use crate::model::kind::Urgency;
use crate::model::time::Span;
use crate::render::leaf;
use crate::render::page::{Page, Role};
use crate::session::keys::{self, Act};
use crate::session::screen::{RunningClock, Screen};
use crate::words::clean::clean;
use crate::words::walk::{self as say, begins_in};
use crate::words::{length, stay};

/// Where the line on top ends.
const HEADING: usize = 40;
/// The longest bar.
const BAR: usize = 30;

/// The rows of a screen of `width` by `rows`, each no wider than that. A drawing is whole or not there, and comes before
/// what was read already.
pub(crate) fn frame(screen: &Screen, width: usize, rows: usize) -> Vec<String> {
    let tries =
        [(true, true), (true, false), (false, true)].map(|(drawn, reminds)| page(screen, width, drawn, reminds));
    let whole = tries.iter().map(|page| page.whole(width)).find(|text| text.lines().count() <= rows);
    let text = whole.unwrap_or_else(|| page(screen, width, false, false).fitted(width, rows));
    text.lines().map(str::to_owned).collect()
}

fn page(screen: &Screen, width: usize, drawn: bool, reminds: bool) -> Page {
    let mut page = Page::new();
    page.add(Role::Heading, &heading(screen, width));
    for alert in &screen.alerts {
        page.add(Role::Alert(Urgency::Soon), alert);
    }
    if let Some(banner) = &screen.banner {
        page.add(Role::Alert(Urgency::Soon), banner);
        page.gap();
    }
    page.add(Role::Title, &screen.title);
    page.gap();
    if let Some(pace) = &screen.pace {
        let word = if pace.paused { format!("Paused: {}", pace.word) } else { pace.word.clone() };
        page.add(Role::Title, &word);
        page.add(Role::Body, &clock(pace, width.saturating_sub(14).min(BAR)));
        page.add(Role::Body, &pace.place);
        if let Some(next) = screen.next.as_ref().filter(|_| pace.down) {
            page.add(Role::Aside, &format!("Next: {next}"));
        }
        page.gap();
    }
    page.lines(Role::Body, &screen.say);
    if let Some(coming) = &screen.coming {
        page.add(Role::Body, &stay::comes_in(&coming.words, &count_down(coming.seconds)));
        page.add(Role::Body, stay::I_WILL_CALL);
    }
    page.lines(Role::Stop, &screen.stop);
    if reminds {
        page.lines(Role::Aside, &screen.reminder);
    }
    if drawn && !screen.drawing.is_empty() {
        page.gap();
        for line in &screen.drawing {
            page.raw_detail(line);
        }
    }
    page.gap();
    if let Some(seconds) = screen.begins {
        page.add(Role::Body, &begins_in(seconds));
    }
    if let Some(question) = &screen.question {
        page.add(Role::Title, question);
    }
    if let Some(note) = &screen.note {
        page.add(Role::Body, note);
    }
    if let Some(next) = screen.next.as_ref().filter(|_| screen.pace.is_none()) {
        page.add(Role::Detail, &say::after_it(next));
    }
    page.gap();
    for row in key_rows(screen, width.clamp(16, 72)) {
        page.add(Role::Key, &row);
    }
    page
}

/// The small line on top, with how long it has lasted at its end where both have room.
fn heading(screen: &Screen, width: usize) -> String {
    let (heading, end) = (&screen.heading, width.min(HEADING));
    let room = |lasted: &&String| heading.len() + lasted.len() + 2 <= end;
    screen
        .lasted
        .as_ref()
        .filter(room)
        .map_or_else(|| heading.clone(), |lasted| format!("{heading}{lasted:>room$}", room = end - heading.len()))
}

/// The keys in their order, as many on a row as fit, none torn in two. Leaving, which is last and short, may stand in the
/// first row that has room for it.
fn key_rows(screen: &Screen, width: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for (key, does) in &screen.keys {
        let one = format!("{key} {does}");
        let fits = |row: &String| row.len() + 3 + one.len() <= width;
        let place = if *key == keys::name(Act::Leave) { rows.iter().position(fits) } else { None };
        let place = place.or_else(|| rows.len().checked_sub(1).filter(|last| fits(&rows[*last])));
        match place {
            Some(place) => {
                rows[place].push_str("   ");
                rows[place].push_str(&one);
            }
            None => rows.push(one),
        }
    }
    rows
}

/// What is printed when there is something new to read, where nothing is repainted; with the keys, or without where they
/// have been told. Of a card, the lines up to a place.
pub(crate) fn plain(screen: &Screen, width: usize, keys: bool, upto: usize) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        let text = clean(text);
        if !text.trim().is_empty() {
            out.push_str(&textwrap::fill(&text, width.clamp(16, 72)));
            out.push('\n');
        }
    };
    for alert in screen.alerts.iter().chain(&screen.banner) {
        line(alert);
    }
    if screen.pace.is_none() || screen.question.is_some() {
        line(&screen.title);
        screen.say.iter().chain(&screen.stop).for_each(|text| line(text));
    }
    if let Some(leaf) = &screen.leaf {
        leaf.blocks.iter().take(upto).skip(leaf.from).for_each(|text| line(text));
        leaf.question.iter().filter(|_| upto >= leaf.blocks.len()).for_each(|text| line(text));
    }
    if let Some(coming) = &screen.coming {
        line(&stay::comes_in(&coming.words, &length(minutes_up(coming.seconds))));
        line(stay::I_WILL_CALL);
    }
    screen.begins.iter().for_each(|seconds| line(&begins_in(*seconds)));
    if let Some(pace) = screen.pace.as_ref().filter(|pace| pace.paused) {
        line(&format!("Paused: {}.", pace.word));
    }
    screen.question.iter().chain(&screen.note).for_each(|text| line(text));
    let of_leaf = screen.leaf.iter().flat_map(|leaf| leaf::told_keys(leaf, upto));
    let own = screen.keys.iter().map(|(key, does)| leaf::told_key(key, does));
    let keys: Vec<String> = of_leaf.chain(own).filter(|_| keys).collect();
    if !keys.is_empty() {
        line(&format!("Keys: {}.", keys.join("; ")));
    }
    out
}

/// `[######----] 4 s`, or which minute it is.
fn clock(pace: &RunningClock, width: usize) -> String {
    let seconds = if pace.seconds < 60 { format!("{} s", pace.seconds) } else { minutes(pace.seconds) };
    if !pace.down {
        return say::nth_minute(pace.seconds / 60 + 1);
    }
    let full = (usize::from(pace.part) * width / 1000).min(width);
    format!("[{}{}] {seconds}", "#".repeat(full), "-".repeat(width - full))
}

/// `51:12`, or `1:20:05`.
fn count_down(seconds: i64) -> String {
    if seconds <= SECONDS_COUNT { minutes(seconds) } else { length(minutes_up(seconds)) }
}

/// From so few seconds on each of them is counted; before, minutes are enough.
const SECONDS_COUNT: i64 = 10 * 60;

/// Whole minutes, the last one begun counted.
fn minutes_up(seconds: i64) -> Span {
    Span::minutes((seconds + 59) / 60)
}

fn minutes(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests;
