//! The page of a card: as many of its lines as fit, none of them cut, and the keys always.

use crate::model::kind::Urgency;
use crate::render::page::{Page, Role};
use crate::session::screen::{Leaf, Screen};
use crate::words::card as words;

/// Below these nothing is painted that has lines to answer: they come one at a time.
pub(crate) const SMALLEST: (usize, usize) = (30, 8);

/// What stands on a page besides the lines, the richest first: air, the small line on top, what stands above.
const HEADS: [LeafHead; 5] = [
    LeafHead { air: true, top: true, alerts: true, title: true },
    LeafHead { air: false, top: true, alerts: true, title: true },
    LeafHead { air: false, top: false, alerts: true, title: true },
    LeafHead { air: false, top: false, alerts: false, title: true },
    // A line that fills the window alone.
    LeafHead { air: false, top: false, alerts: false, title: false },
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a row of a table: each column is yes or no")]
struct LeafHead {
    air: bool,
    top: bool,
    alerts: bool,
    title: bool,
}

/// The rows of a card on a screen of `width` by `rows`, and the place behind the last line on them. A line that does not fit
/// whole is not on them.
pub(crate) fn frame(screen: &Screen, leaf: &Leaf, width: usize, rows: usize) -> (Vec<String>, usize) {
    let count = leaf.blocks.len();
    let whole = HEADS.iter().find_map(|head| {
        let text = page(screen, leaf, *head, width, count, None).whole(width);
        (text.lines().count() <= rows).then_some(text)
    });
    if let Some(text) = whole {
        return (text.lines().map(str::to_owned).collect(), count);
    }
    let fits = |from: usize, upto: usize, head: LeafHead| {
        let leaf = Leaf { from, ..leaf.clone() };
        // The number of all pages is not known before they are counted.
        page(screen, &leaf, head, width, upto, Some((10, 10))).whole(width).lines().count() <= rows
    };
    // Where a line needs the whole window, what was just said gives way.
    let alone = |block: usize| fits(block, block + 1, HEADS[4]);
    if screen.note.is_some() && !(leaf.from..count).all(alone) {
        return frame(&Screen { note: None, ..screen.clone() }, leaf, width, rows);
    }
    let bare = (leaf.from..count).any(|block| !fits(block, block + 1, HEADS[3]));
    let head = HEADS[if bare { 4 } else { 3 }];
    // Where the page that begins with a block ends.
    let end = |from: usize| (from + 1..=count).rev().find(|upto| fits(from, *upto, head)).unwrap_or(from);
    let upto = end(leaf.from);
    let (mut pages, mut at) = (leaf.turned + 1, upto);
    while at < count && pages < 99 {
        at = end(at).max(at + 1);
        pages += 1;
    }
    let numbers = Some((leaf.turned + 1, pages));
    let text = page(screen, leaf, head, width, upto.max(leaf.from + 1).min(count), numbers).whole(width);
    // Where not even one line fits, the keys are there all the same, and the line counts as not seen.
    let all: Vec<String> = text.lines().map(str::to_owned).collect();
    let over = all.len().saturating_sub(rows);
    let keys = key_rows(leaf, width, numbers.filter(|_| upto < count)).len().min(rows);
    let upper = all.len() - keys.min(all.len());
    let kept = all.iter().enumerate().filter(|(place, _)| *place < upper.saturating_sub(over) || *place >= upper);
    (kept.map(|(_, row)| row.clone()).collect(), upto)
}

/// One page, with the blocks up to a place. `pages`: which it is of how many, where there are several.
fn page(
    screen: &Screen,
    leaf: &Leaf,
    head: LeafHead,
    width: usize,
    upto: usize,
    pages: Option<(usize, usize)>,
) -> Page {
    let mut page = Page::new();
    let gap = |page: &mut Page| {
        if head.air {
            page.gap();
        }
    };
    if head.top {
        page.add(Role::Heading, &screen.heading);
    }
    for alert in screen.alerts.iter().filter(|_| head.alerts) {
        page.add(Role::Alert(Urgency::Soon), alert);
    }
    if head.title {
        page.add(Role::Title, &screen.title);
    }
    if head.alerts {
        page.lines(Role::Body, &screen.say);
    }
    let blocks = leaf.blocks.iter().take(upto).skip(leaf.from);
    // A page that opens for one thing has its words under its title; the lines of a card stand apart.
    if leaf.last_first || leaf.apart {
        gap(&mut page);
    }
    for (place, block) in blocks.enumerate() {
        if leaf.gap_before == Some(leaf.from + place) {
            gap(&mut page);
        }
        page.first_fit(Role::Body, block, hang(block));
    }
    let last = upto >= leaf.blocks.len();
    if let Some(question) = leaf.question.as_ref().filter(|_| last) {
        gap(&mut page);
        page.add(Role::Title, question);
    }
    if let Some(note) = &screen.note {
        gap(&mut page);
        page.add(Role::Body, note);
    }
    gap(&mut page);
    for row in key_rows(leaf, width, pages.filter(|_| !last)) {
        page.add(Role::Key, &row);
    }
    page
}

/// How far the rows below the first are moved in: under the words behind a letter or a dash.
fn hang(block: &str) -> usize {
    if block.get(1..2) == Some(")") || block.starts_with("   ") {
        3
    } else if block.starts_with("- ") {
        2
    } else {
        0
    }
}

/// The keys: in columns as they are drawn, or, in a narrow window, as many on a row as fit.
fn key_rows(leaf: &Leaf, width: usize, more: Option<(usize, usize)>) -> Vec<String> {
    let mut rows: Vec<Vec<String>> =
        leaf.keys.iter().map(|row| row.iter().map(|(key, does)| format!("{key} {does}")).collect()).collect();
    if let Some((page, pages)) = more.filter(|_| !leaf.all_seen) {
        let on = words::more_of(page, pages);
        match rows.first_mut().and_then(|row| row.first_mut()).filter(|_| leaf.last_first) {
            Some(first) => *first = on,
            None => rows.insert(0, vec![on]),
        }
    }
    let drawn: Vec<String> = rows.iter().map(|row| columns(row, leaf.stop)).collect();
    if drawn.iter().all(|row| row.len() <= width) {
        return drawn;
    }
    let mut packed: Vec<String> = Vec::new();
    for key in rows.into_iter().flatten() {
        match packed.last_mut().filter(|row| row.len() + 2 + key.len() <= width) {
            Some(row) => {
                row.push_str("  ");
                row.push_str(&key);
            }
            None => packed.push(key),
        }
    }
    packed
}

/// The keys, as they are told to somebody who hears them. `upto` is the place behind the last line that was told.
pub(super) fn told_keys(leaf: &Leaf, upto: usize) -> Vec<String> {
    let more = upto < leaf.blocks.len() && !leaf.all_seen;
    let on = more.then(|| told_key("Enter", words::GO_ON));
    let keys = leaf.keys.iter().flatten().skip(usize::from(more && leaf.last_first));
    on.into_iter().chain(keys.map(|(key, does)| told_key(key, does))).collect()
}

/// A row of keys: the second begins at its stop, and each that follows ten further on.
fn columns(row: &[String], stop: usize) -> String {
    let mut out = String::new();
    for (place, key) in row.iter().enumerate() {
        if place > 0 {
            let at = (stop + 10 * (place - 1)).max(out.len() + 1);
            out.push_str(&" ".repeat(at - out.len()));
        }
        out.push_str(key);
    }
    out
}

/// A key as a listener hears it: `n: none of these`.
pub(super) fn told_key(key: &str, does: &str) -> String {
    format!("{}: {does}", key.trim_end_matches(':'))
}

#[cfg(test)]
mod tests {
    use super::frame;
    use crate::session::screen::{Leaf, Screen};

    #[test]
    fn each_page_has_one_enter_and_its_rows_stand_below_each_other() {
        let blocks = [
            "a) Numb between the legs",
            "   You may not feel that your bladder is full, or urine pass: that is early.",
            "- Numb or pins and needles between the legs, or wiping feels different",
            "- New trouble peeing: hard to start, stop or hold, or you leak",
        ];
        let keys = vec![vec![("Enter", "back"), ("q", "leave")]];
        let all =
            Leaf { blocks: blocks.map(str::to_owned).to_vec(), keys, last_first: true, stop: 22, ..Leaf::default() };
        let screen = Screen { title: "What it means".to_owned(), ..Screen::default() };
        let mut from = 0;
        let mut read = Vec::new();
        while from < blocks.len() {
            let leaf = Leaf { from, turned: usize::from(from > 0), ..all.clone() };
            let (rows, upto) = frame(&screen, &leaf, 40, 8);
            let rows: Vec<String> = rows.iter().map(|row| anstream::adapter::strip_str(row).to_string()).collect();
            let enter: Vec<&String> = rows.iter().filter(|row| row.starts_with("Enter")).collect();
            let goes = if upto < blocks.len() { "Enter more" } else { "Enter back" };
            assert!(enter.len() == 1 && enter[0].starts_with(goes), "{rows:?}");
            let words = rows.iter().filter(|row| !row.starts_with("Enter") && !row.starts_with("What it"));
            read.extend(words.filter(|row| !row.is_empty()).cloned());
            assert!(upto > from);
            from = upto;
        }
        assert!(read.iter().all(|row| row.starts_with(['a', ' ', '-'])), "{read:#?}");
    }
}
