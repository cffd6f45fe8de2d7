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

/// What stands on a screen besides the words that must.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Shows {
    /// The drawing.
    drawn: bool,
    /// What was read already.
    reminds: bool,
    /// The reasons to stop of what stands beside it, and not only their key.
    stops: bool,
}

/// The richest first. A drawing is whole or not there, and comes before what was read already.
const SHOWS: [Shows; 6] = [
    Shows { drawn: true, reminds: true, stops: true },
    Shows { drawn: true, reminds: false, stops: true },
    Shows { drawn: false, reminds: true, stops: true },
    Shows { drawn: true, reminds: true, stops: false },
    Shows { drawn: true, reminds: false, stops: false },
    Shows { drawn: false, reminds: true, stops: false },
];

/// The rows of a screen of `width` by `rows`, each no wider than that, and the place behind the last block of its text on them.
/// What does not fit is read page by page, and its keys stand on each.
pub(crate) fn frame(screen: &Screen, width: usize, rows: usize) -> (Vec<String>, usize) {
    let all = screen.spread.as_ref().map_or(0, |leaf| leaf.blocks.len());
    let split = |text: String| text.lines().map(str::to_owned).collect::<Vec<String>>();
    let begun = screen.spread.as_ref().is_some_and(|leaf| leaf.from > 0);
    // Where nothing stands beside it, the pages without its reasons to stop are those before.
    let shows = SHOWS.into_iter().filter(|shows| shows.stops || screen.beside.is_some());
    let mut whole = shows.map(|shows| page(screen, width, shows).whole(width));
    let whole = whole.find(|text| text.lines().count() <= rows);
    if let Some(text) = whole {
        return (split(text), all);
    }
    let bare = page(screen, width, Shows { drawn: false, reminds: false, stops: false });
    if let Some(text) = bare.without_air(width, rows).filter(|_| !begun) {
        return (split(text), all);
    }
    if let Some(leaf) = &screen.spread {
        let begins = screen.begins.map(begins_in);
        let above = screen.alerts.iter().chain(&screen.banner).cloned().collect();
        let paged = Screen { alerts: above, note: screen.note.clone().or(begins), say: Vec::new(), ..screen.clone() };
        return leaf::frame(&paged, leaf, width, rows);
    }
    // Half a sentence says nothing: what was only told beside it goes whole.
    if screen.note.is_some() && bare.fitted(width, rows).lines().count() > rows {
        return frame(&Screen { note: None, ..screen.clone() }, width, rows);
    }
    // What runs has nothing to turn to: its keys stay, and words above them go.
    let mut lines = split(bare.fitted(width, rows));
    let keys = key_rows(screen, width.clamp(16, 72)).len().min(rows);
    let over = lines.len().saturating_sub(rows);
    let upper = lines.len() - keys.min(lines.len());
    lines.drain(upper.saturating_sub(over)..upper);
    (lines, all)
}

fn page(screen: &Screen, width: usize, shows: Shows) -> Page {
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
    if let Some(beside) = &screen.beside {
        page.gap();
        page.add(Role::Body, say::BESIDE);
        page.add(Role::Body, &format!("  {}", beside.words));
        if shows.stops {
            beside.stop.iter().for_each(|line| page.add(Role::Stop, &format!("  {line}")));
        } else if !beside.stop.is_empty() {
            page.add(Role::Body, &format!("  {}", say::STOPS_BEHIND));
        }
    }
    page.lines(Role::Aside, &screen.aside);
    if shows.reminds {
        page.lines(Role::Aside, &screen.reminder);
    }
    if shows.drawn && !screen.drawing.is_empty() {
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
        if let Some(beside) = &screen.beside {
            line(&say::beside(&beside.words));
            beside.stop.iter().for_each(|text| line(text));
        }
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
