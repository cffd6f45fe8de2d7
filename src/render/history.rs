//! `history`: rows and figures that read alike on every terminal: letters draw, and colour stands only beside them.

use std::collections::HashSet;

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use crate::engine::memory::days::Relief;
use crate::engine::memory::helped::ENOUGH;
use crate::model::time::Span;
use crate::render::page::{Page, Role};
use crate::views::history::{Against, Day, Dose, Flare, Flares, Helped, History, OneFlare, PastEntry, Totals};
use crate::words::{history as say, upper};

/// From so many columns on there is room for the wide table.
const WIDE: usize = 78;
/// So many letters of an id stand beside a flare: with them `--flare` finds it.
const ID: usize = 13;
/// So many rows of the narrow table are shown where nobody asked since when.
const NARROW_ROWS: usize = 14;

/// How the answer is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Drawing {
    /// The columns.
    pub(crate) width: usize,
    /// Bars may be drawn that are no ASCII.
    pub(crate) blocks: bool,
    /// Somebody asked since when: no row is left out.
    pub(crate) since: bool,
    /// The course goes on.
    pub(crate) running: bool,
}

/// The answer as text.
pub(crate) fn history_text(history: &History<'_>, drawing: Drawing) -> String {
    let mut text = String::new();
    if let Some(entries) = &history.entries {
        text.push_str(&entries_text(entries, drawing.width));
        return text;
    }
    if let Some(flares) = &history.flares {
        return flares_text(flares, drawing);
    }
    if let Some(helped) = &history.helped {
        return helped_text(helped, drawing.width);
    }
    let mut page = Page::new();
    if let Some(flare) = &history.flare {
        page.add(Role::Title, &title(flare, drawing.running));
    }
    text.push_str(&page.whole(drawing.width));
    match (&history.against, &history.days) {
        (Some(against), _) => {
            let days = history.flare.as_ref().map_or(0, |flare| flare.days);
            text.push_str(&against_text(against, days, drawing.width));
        }
        (None, Some(days)) => {
            text.push_str(&days_text(days, drawing));
            if let Some(totals) = &history.totals {
                text.push_str(&totals_text(totals, drawing.width));
            }
        }
        (None, None) => {}
    }
    text
}

fn title(flare: &Flare<'_>, running: bool) -> String {
    let since = say::since(&flare.started_at.date().iso(), flare.days, running);
    match flare.began_words() {
        Some(began) => format!("{since} {began}"),
        None => since,
    }
}

/// A level from 0 to 10 beside its colour: the figure says it, the colour only repeats it.
fn style(level: u8) -> Style {
    match level {
        0..=3 => AnsiColor::Green.on_default(),
        4..=6 => AnsiColor::Yellow.on_default(),
        _ => AnsiColor::Red.on_default(),
    }
}

/// Every level of a day as an `o` on a line from 0 to 10, and a line from the lowest to the highest.
fn line(levels: &[u8], step: usize) -> String {
    let range = levels.iter().min().zip(levels.iter().max());
    let mut drawn = String::new();
    for place in 0..=10 * step {
        let level = u8::try_from(place / step).unwrap_or(10);
        let on = place % step == 0 && levels.contains(&level);
        let between =
            range.is_some_and(|(min, max)| (usize::from(*min) * step..=usize::from(*max) * step).contains(&place));
        if on {
            let style = style(level);
            drawn.extend([&style.render().to_string(), "o", &style.render_reset().to_string()]);
        } else {
            drawn.push(if between { '-' } else { '.' });
        }
    }
    drawn
}

fn range(day: &Day<'_>) -> String {
    match &day.pain {
        None => "-".to_owned(),
        Some(pain) if pain.min == pain.max => pain.min.to_string(),
        Some(pain) => format!("{}-{}", pain.min, pain.max),
    }
}

/// What was taken, in a few columns: the sum of one thing, or how many doses.
fn relief(taken: Relief, unit: &str) -> String {
    match taken {
        Relief::Nothing => "-".to_owned(),
        Relief::Mg(mg) => format!("{mg}{unit}"),
        Relief::Doses(doses) => format!("{doses}x"),
    }
}

fn number(n: u32) -> String {
    n.to_string()
}

/// The mark at the end of a row.
fn mark(day: &Day<'_>) -> &'static str {
    match (day.signs.is_empty(), day.unreadable) {
        (false, _) => " *",
        (true, 0) => "",
        (true, _) => " ?",
    }
}

fn label(day: &Day<'_>) -> String {
    if day.days > 1 { format!("{}-{}", day.day, day.day + day.days - 1) } else { day.day.to_string() }
}

/// What a row is: it begins at the hour of the start, and its date is that on which it began.
fn each_row(days: &[Day<'_>]) -> String {
    let longest = days.iter().map(|day| day.days).max().unwrap_or(1);
    let mut hours: Vec<String> = days.iter().map(Day::hour).collect();
    hours.dedup();
    let from = if let [one] = hours.as_slice() { Some(one.as_str()) } else { None };
    let row = say::each_row(longest, from);
    if days.iter().any(|day| day.day == 0) { format!("{row} {}", say::ROW_BEFORE) } else { row }
}

pub(crate) fn days_text(days: &[Day<'_>], drawing: Drawing) -> String {
    let weeks = days.iter().any(|day| day.days > 1);
    let labels: Vec<String> = days.iter().map(label).collect();
    let width = labels.iter().map(String::len).max().unwrap_or(1).max(3);
    let mut text = String::new();
    let mut page = Page::new();
    page.add(Role::Detail, &each_row(days));
    if drawing.width >= WIDE {
        text.extend([format!(
            "{:>width$}  {:<10}  0       {}       10  {:<5} {:>4} {:>5} {:>5}  {}\n",
            if weeks { "days" } else { "day" },
            "date",
            say::PAIN,
            say::RANGE,
            "logs",
            "walks",
            "moves",
            say::DOSES
        )]);
        for (day, label) in days.iter().zip(&labels) {
            let levels = day.pain.as_ref().map_or(&[][..], |pain| &pain.levels);
            text.extend([format!(
                "{label:>width$}  {:<10}  {}  {:<5} {:>4} {:>5} {:>5}  {}{}\n",
                day.date.to_string(),
                line(levels, 2),
                range(day),
                levels.len(),
                number(day.walks),
                number(day.moves),
                relief(day.relief, " mg"),
                mark(day)
            )]);
        }
    } else {
        let hidden = if drawing.since { 0 } else { days.len().saturating_sub(NARROW_ROWS) };
        let column = if weeks { width } else { width + 4 };
        text.extend([format!(
            "{:<column$} 0  {}  10 {:<5}{:>2} {:>2} {:>5}\n",
            "day",
            say::PAIN,
            say::RANGE,
            "w",
            "m",
            "mg"
        )]);
        for (day, label) in days.iter().zip(&labels).skip(hidden) {
            let levels = day.pain.as_ref().map_or(&[][..], |pain| &pain.levels);
            let label = if weeks { label.clone() } else { format!("{label:>width$} {}", day.date.weekday()) };
            text.extend([format!(
                "{label:<column$} {} {:<4} {:>2} {:>2} {:>5}{}\n",
                line(levels, 1),
                range(day),
                number(day.walks),
                number(day.moves),
                relief(day.relief, ""),
                mark(day)
            )]);
        }
        page.add(Role::Detail, say::LEGEND);
        if let Some(first) = days.first().filter(|_| hidden > 0) {
            page.raw_detail(&say::earlier(&first.iso()));
        }
    }
    if days.iter().any(|day| !mark(day).is_empty()) {
        page.add(Role::Detail, say::MARKS);
    }
    if days.iter().any(|day| matches!(day.relief, Relief::Doses(_))) {
        page.add(Role::Detail, say::TIMES_TAKEN);
    }
    text + &page.whole(drawing.width)
}

fn totals_text(totals: &Totals, width: usize) -> String {
    let mut page = Page::new();
    if let (Some(first), Some(most), Some(last)) = (totals.pain_first, totals.pain_max, totals.pain_last) {
        let low = totals.low_from_day.map(say::low_from);
        page.add(
            Role::Body,
            &[Some(say::pain(first, most, last)), low].into_iter().flatten().collect::<Vec<_>>().join(" "),
        );
    }
    if let Some(seconds) = totals.stood_after_seconds {
        page.add(Role::Body, &say::stood(Span::seconds(seconds)));
    }
    for taken in &totals.doses {
        let Dose { name, doses, mg, amount_unsaid } = &taken.dose;
        let days = i64::try_from(taken.days).unwrap_or(i64::MAX);
        page.add(Role::Body, &upper(&say::taken(name, days, *mg, *doses, *amount_unsaid)));
    }
    if totals.doses.is_empty() {
        page.add(Role::Body, say::NO_DOSE);
    }
    page.add(
        Role::Body,
        &if totals.sign_days.is_empty() { say::NO_SIGN.to_owned() } else { say::signs(&totals.sign_days) },
    );
    if let Some(goal) = &totals.goal {
        page.add(Role::Body, &upper(&say::goal(&goal.text, goal.first.zip(goal.last))));
    }
    if totals.slept_badly > 0 {
        page.add(Role::Body, &say::slept_badly(totals.slept_badly));
    }
    if totals.skipped > 0 {
        page.add(Role::Body, &say::skipped(totals.skipped));
    }
    if totals.unreadable > 0 {
        page.add(Role::Body, &say::damaged(totals.unreadable));
    }
    page.whole(width)
}

/// The levels of the days as bars, or as digits: `7654 3`, and a gap as a gap.
fn bars(middles: &[Option<u8>], blocks: bool) -> String {
    const BLOCKS: [char; 8] =
        ['\u{2581}', '\u{2582}', '\u{2583}', '\u{2584}', '\u{2585}', '\u{2586}', '\u{2587}', '\u{2588}'];
    let one = |middle: &Option<u8>| match middle {
        None => '-',
        Some(level) if blocks => BLOCKS[usize::from(*level).min(10) * 7 / 10],
        Some(10) => 'X',
        Some(level) => char::from(b'0' + *level),
    };
    middles.iter().map(one).collect()
}

fn flares_text(flares: &Flares<'_>, drawing: Drawing) -> String {
    let mut page = Page::new();
    let many = flares.list.len();
    let ids: Vec<String> = flares.list.iter().map(|flare| flare.flare.id.to_string()).collect();
    let begins: HashSet<&str> = ids.iter().filter_map(|id| id.get(..ID)).collect();
    let length = if begins.len() == many { ID } else { usize::MAX };
    let ids: Vec<String> = ids.iter().map(|id| id.chars().take(length).collect()).collect();
    for (place, flare) in flares.list.iter().enumerate() {
        flare_lines(&mut page, flare, &ids[place], drawing);
        if place + 1 < many {
            let days = say::days_between(flare.days_before.unwrap_or(0));
            let same = if flare.perhaps_same { format!(" ({})", say::PERHAPS_SAME) } else { String::new() };
            page.add(Role::Aside, &format!("  {days}{same}"));
        }
    }
    page.gap();
    if flares.in_12_months > 0 {
        page.add(Role::Body, &say::flares_in_a_year(flares.in_12_months));
    }
    for began in &flares.began_with {
        page.add(Role::Body, &began.words());
    }
    page.whole(drawing.width)
}

/// `id`: as much of its own as tells it from the others.
fn flare_lines(page: &mut Page, flare: &OneFlare<'_>, id: &str, drawing: Drawing) {
    let levels = match (flare.pain_first, flare.pain_last) {
        (Some(first), Some(last)) => say::from_to(first, last),
        _ => say::NO_PAIN_NOTED.to_owned(),
    };
    let began = flare.began().map(|began| format!("  {began}")).unwrap_or_default();
    let (date, days) = (flare.flare.started_at.date().iso(), flare.flare.days);
    page.add(Role::Title, &format!("{date}  {days} d  {levels}{began}"));
    let most = drawing.width.saturating_sub(4).max(10);
    let bars = bars(&flare.middles, drawing.blocks);
    let shown: String = bars.chars().take(most).collect();
    page.hanging(Role::Body, &format!("  {shown}"), 2);
    page.raw_detail(&format!("  {}", say::id(id)));
}

/// `days`: so many has the flare that is looked at.
fn against_text(against: &Against<'_>, days: i64, width: usize) -> String {
    let mut text = format!("{:>3}  {:>4}  {:>9}  {}\n", "day", say::THIS_ONE, say::THAT_ONE, say::NOW_AND_THEN);
    // What is still to come, or was over by then, is no gap.
    let level = |day: i64, days: i64, level: Option<u8>| match level {
        Some(level) => level.to_string(),
        None if day > days => String::new(),
        None => "-".to_owned(),
    };
    let taken = |day: i64, days: i64, taken: Relief| {
        if day > days && taken == Relief::Nothing { String::new() } else { relief(taken, "") }
    };
    for day in &against.days {
        let (now, then) = (level(day.day, days, day.now), level(day.day, against.then.days, day.then));
        let taken_now = taken(day.day, days, day.relief_now);
        let taken_then = taken(day.day, against.then.days, day.relief_then);
        let row = format!("{:>3}  {now:>4}  {then:>9}  {taken_now:>6} / {taken_then}", day.day);
        text.extend([row.trim_end(), "\n"]);
    }
    let mut page = Page::new();
    let several = |taken: Relief| matches!(taken, Relief::Doses(_));
    if against.days.iter().any(|day| several(day.relief_now) || several(day.relief_then)) {
        page.add(Role::Detail, say::TIMES_TAKEN);
    }
    let over = against.then.ended_at.map(|_| against.then.days);
    if let Some(then) = say::then(against.then_low_from_day, over) {
        page.add(Role::Body, &then);
    }
    page.add(Role::Body, say::A_COMPARISON);
    text + &page.whole(width)
}

fn helped_text(helped: &Helped, width: usize) -> String {
    let mut text = String::new();
    let mut page = Page::new();
    page.add(Role::Title, say::WHAT_ENTRIES_SAY);
    if helped.after.is_empty() {
        page.add(Role::Body, say::NO_PAIRS);
        page.add(Role::Body, say::LOG_AFTER);
        return page.whole(width);
    }
    text.push_str(&page.whole(width));
    let most = if width >= WIDE { 24 } else { 14 };
    let wide = helped.after.iter().map(|after| display_width(&after.name)).max().unwrap_or(0).clamp(4, most);
    text.extend([format!("{:wide$} {}\n{:wide$} {}\n", "", say::PAIN_AFTER, "", say::LOWER_SAME_HIGHER)]);
    for after in &helped.after {
        let name: String = after.name.chars().take(wide).collect();
        if after.too_few {
            text.extend([format!("{name:<wide$} {:>3}  {}\n", after.n, say::too_few(ENOUGH))]);
        } else {
            let usual = after.usual_lower.map_or_else(|| "-".to_owned(), |lower| lower.to_string());
            text.extend([format!(
                "{name:<wide$} {:>3} {:>5} {:>4} {:>6} {usual:>5}\n",
                after.n, after.lower, after.same, after.higher
            )]);
        }
    }
    let mut page = Page::new();
    let usual = helped.after.iter().any(|after| !after.too_few);
    for line in say::how_pairs(usual, helped.pairs_with_nothing, helped.pairs_left_out) {
        page.add(Role::Detail, &line);
    }
    text + &page.whole(width)
}

fn entries_text(entries: &[PastEntry], width: usize) -> String {
    let mut page = Page::new();
    let mut day = None;
    for entry in entries {
        let at = entry.recorded.at.wall();
        if day.replace(at.date()) != Some(at.date()) {
            page.add(Role::Title, &format!("{} {}", at.date().iso(), at.date().weekday()));
        }
        page.hanging(Role::Body, &format!("  {}  {}", at.time(), entry.says), 9);
        if let Some(at) = entry.replaced_at {
            page.hanging(Role::Detail, &format!("         {}", say::replaced(&at.wall().iso())), 9);
        }
        if let Some(at) = entry.taken_back_at {
            let counts = if entry.counts { format!("; {}", say::STILL_COUNTS) } else { String::new() };
            page.hanging(Role::Detail, &format!("         {}{counts}", say::taken_back(&at.wall().iso())), 9);
        }
    }
    page.whole(width)
}
