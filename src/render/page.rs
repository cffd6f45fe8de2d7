//! A page for a small screen: paragraphs with a role, wrapped to a width, and fitted to a number of rows.
//!
//! The reader may lie on the floor with a window of 40 by 20. When a page is too long, what matters least goes first;
//! alerts, the title, what to do and the two keys always stay, even if that makes the page longer than the screen.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use crate::model::kind::Urgency;
use crate::words::clean::clean;

/// The rows of the smallest screen that everything must fit.
pub(crate) const ROWS: usize = 20;

/// Lines longer than this are hard to read, however wide the window is.
const WIDEST: usize = 78;

/// What a paragraph is to the reader, and so how it looks and how soon it may go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// The small line on top: which day, which phase.
    Heading,
    /// The first words of an alert. Always stays.
    Alert(Urgency),
    /// The further words of an alert.
    AlertMore(Urgency),
    /// What this is. Always stays.
    Title,
    /// The heading of what is done. The word says so, too.
    Done,
    /// What to do. Always stays.
    Body,
    /// When to stop.
    Stop,
    /// What may still be done beside what must be done.
    Aside,
    /// What to type. Always stays.
    Key,
    /// What else may be typed.
    Hint,
    /// Why.
    Why,
    /// What is good to know.
    Detail,
    /// An empty line.
    Gap,
}

impl Role {
    /// In which order paragraphs go when a page is too long; `None`: never.
    fn goes(self) -> Option<u8> {
        match self {
            Self::Detail => Some(0),
            Self::Why => Some(1),
            // A page without air is hard to read in pain; air matters more than reasons, less than what can be typed.
            Self::Gap => Some(2),
            Self::Hint => Some(3),
            Self::Aside => Some(4),
            Self::Stop => Some(5),
            Self::Heading => Some(6),
            Self::AlertMore(_) => Some(7),
            Self::Alert(_) | Self::Title | Self::Done | Self::Body | Self::Key => None,
        }
    }

    fn style(self) -> Style {
        let plain = Style::new();
        match self {
            Self::Alert(Urgency::Emergency) => AnsiColor::Red.on_default().bold(),
            Self::Alert(Urgency::SameDay) => AnsiColor::Yellow.on_default().bold(),
            Self::Alert(Urgency::Soon) => AnsiColor::Yellow.on_default(),
            Self::Title => plain.bold(),
            Self::Done => AnsiColor::Green.on_default().bold(),
            Self::Heading | Self::Why | Self::Detail | Self::Hint => plain.dimmed(),
            Self::AlertMore(_) | Self::Body | Self::Stop | Self::Aside | Self::Key | Self::Gap => plain,
        }
    }
}

#[derive(Clone, Debug)]
struct Paragraph {
    role: Role,
    text: String,
    /// By how much the rows after the first are indented.
    hang: usize,
    /// It stands on one row, however long: an address that is broken cannot be copied.
    unbroken: bool,
    /// Each row takes what fits, so that one text looks the same wherever it stands.
    first_fit: bool,
}

/// A page in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    paragraphs: Vec<Paragraph>,
}

impl Page {
    /// An empty page.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a paragraph. Its text is cleaned; an empty one is left out.
    pub(crate) fn add(&mut self, role: Role, text: &str) {
        let hang = match role {
            Role::Body | Role::Aside | Role::Stop => 2,
            Role::Heading
            | Role::Alert(_)
            | Role::AlertMore(_)
            | Role::Title
            | Role::Done
            | Role::Key
            | Role::Hint
            | Role::Why
            | Role::Detail
            | Role::Gap => 0,
        };
        self.hanging(role, text, hang);
    }

    /// Adds a paragraph whose rows after the first are indented.
    pub(crate) fn hanging(&mut self, role: Role, text: &str, hang: usize) {
        let text = clean(text);
        let text = text.trim_end();
        if !text.trim_start().is_empty() {
            self.paragraphs.push(Paragraph { role, text: text.to_owned(), hang, unbroken: false, first_fit: false });
        }
    }

    /// Adds a line of a card: each row takes as much of it as fits.
    pub(crate) fn first_fit(&mut self, role: Role, text: &str, hang: usize) {
        self.hanging(role, text, hang);
        if let Some(last) = self.paragraphs.last_mut() {
            last.first_fit = true;
        }
    }

    /// Adds each of the texts.
    pub(crate) fn lines<'a>(&mut self, role: Role, texts: impl IntoIterator<Item = &'a String>) {
        for text in texts {
            self.add(role, text);
        }
    }

    /// Adds an empty line, unless the page is empty or there is one already.
    pub(crate) fn gap(&mut self) {
        if self.paragraphs.last().is_some_and(|last| last.role != Role::Gap) {
            self.paragraphs.push(Paragraph {
                role: Role::Gap,
                text: String::new(),
                hang: 0,
                unbroken: false,
                first_fit: false,
            });
        }
    }

    /// Adds what may be typed: a label and a command each, in columns where the width allows. A command that does not
    /// fit beside its label stands below it, whole, so that it can be copied.
    pub(crate) fn keys(&mut self, role: Role, keys: &[(&str, &str)], width: usize) {
        let width = narrow(width);
        let label_width = keys.iter().map(|(label, _)| display_width(label)).max().unwrap_or_default();
        let command_width = keys.iter().map(|(_, command)| display_width(command)).max().unwrap_or_default();
        let column = (1..=3).rev().map(|space| label_width + space).find(|column| column + command_width <= width);
        for (label, command) in keys {
            let column = column.unwrap_or(display_width(label) + 1);
            if column + display_width(command) <= width {
                let space = " ".repeat(column - display_width(label));
                self.raw(role, &format!("{label}{space}{command}"));
            } else {
                self.raw(role, label);
                self.raw(role, command);
            }
        }
    }

    /// Adds what must not be broken, such as an address, with its own leading spaces.
    pub(crate) fn raw_detail(&mut self, text: &str) {
        self.paragraphs.push(Paragraph {
            role: Role::Detail,
            text: clean(text),
            hang: 0,
            unbroken: true,
            first_fit: false,
        });
    }

    /// Adds a line and what is typed for it, which stay together, or go together.
    pub(crate) fn together(&mut self, role: Role, line: &str, command: &str) {
        self.raw(role, line);
        if let Some(last) = self.paragraphs.last_mut() {
            last.text.push('\n');
            last.text.push_str(&clean(command));
        }
    }

    fn raw(&mut self, role: Role, text: &str) {
        self.paragraphs.push(Paragraph { role, text: clean(text), hang: 0, unbroken: false, first_fit: false });
    }

    /// The page with everything on it.
    pub(crate) fn whole(&self, width: usize) -> String {
        written(&self.paragraphs, narrow(width))
    }

    /// The page on so many rows, without what is only good to know, and without air. `None`: what must stand on it does not fit.
    pub(crate) fn without_air(&self, width: usize, most: usize) -> Option<String> {
        let width = narrow(width);
        let mut left = self.paragraphs.clone();
        for stage in 0..=Role::Gap.goes().unwrap_or_default() {
            while rows(&left, width) > most {
                let Some(place) = left.iter().rposition(|one| one.role.goes() == Some(stage)) else { break };
                left.remove(place);
            }
        }
        (rows(&left, width) <= most).then(|| written(&left, width))
    }

    /// The page on so many rows, with what matters least left out where it must be.
    pub(crate) fn fitted(&self, width: usize, most: usize) -> String {
        let width = narrow(width);
        // Most pages fit, and wrapping is the dearest part of one.
        let page = written(&self.paragraphs, width);
        if page.lines().count() <= most {
            return page;
        }
        let mut left = self.paragraphs.clone();
        for stage in 0..=7 {
            if stage == 7 && rows(&left, width) > most {
                // Before words of an alert go, what to do is written in one piece.
                left = run_together(left);
            }
            while rows(&left, width) > most {
                let Some(place) = left.iter().rposition(|one| one.role.goes() == Some(stage)) else { break };
                left.remove(place);
                left.dedup_by(|one, before| one.role == Role::Gap && before.role == Role::Gap);
                if left.last().is_some_and(|last| last.role == Role::Gap) {
                    left.pop();
                }
            }
        }
        // Of several notes that stop nothing, `status` tells the others.
        let note = |one: &Paragraph| one.role == Role::Alert(Urgency::Soon);
        while rows(&left, width) > most && left.iter().filter(|one| note(one)).count() > 1 {
            let Some(place) = left.iter().rposition(note) else { break };
            left.remove(place);
        }
        written(&left, width)
    }
}

fn narrow(width: usize) -> usize {
    width.clamp(16, WIDEST)
}

fn wrapped(paragraph: &Paragraph, width: usize) -> Vec<String> {
    if let Some((line, command)) = paragraph.text.split_once('\n') {
        let one = |text: &str| wrapped(&Paragraph { text: text.to_owned(), ..paragraph.clone() }, width);
        return one(line).into_iter().chain(one(command)).collect();
    }
    // The spaces of a column must not be folded: what fits stays as it is.
    if paragraph.unbroken || display_width(&paragraph.text) <= width {
        return vec![paragraph.text.clone()];
    }
    let indent = " ".repeat(paragraph.hang);
    let options = textwrap::Options::new(width)
        .subsequent_indent(&indent)
        // A hyphen may be part of a word that must be typed.
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let options = if paragraph.first_fit { options.wrap_algorithm(textwrap::WrapAlgorithm::FirstFit) } else { options };
    textwrap::wrap(&paragraph.text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

fn rows(paragraphs: &[Paragraph], width: usize) -> usize {
    paragraphs.iter().map(|paragraph| wrapped(paragraph, width).len()).sum()
}

/// Whether it is one of the sentences that say what to do.
fn says(paragraph: &Paragraph) -> bool {
    paragraph.role == Role::Body && paragraph.hang <= 2
}

fn run_together(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::new();
    for paragraph in paragraphs {
        match joined.last_mut() {
            // The lines of a card stay apart: each of them is answered.
            Some(last) if says(last) && says(&paragraph) => {
                last.text.push(' ');
                last.text.push_str(&paragraph.text);
                last.hang = 0;
            }
            _ => joined.push(paragraph),
        }
    }
    joined
}

fn written(paragraphs: &[Paragraph], width: usize) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        let style = paragraph.role.style();
        for row in wrapped(paragraph, width) {
            if row.is_empty() || style == Style::new() {
                out.push_str(&row);
            } else {
                let written = write!(out, "{style}{row}{style:#}");
                debug_assert!(written.is_ok(), "writing to a String does not fail");
            }
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Page, Role};
    use crate::model::kind::Urgency;
    use crate::words::now;

    /// The text without its styles.
    pub(crate) fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    fn page() -> Page {
        let mut page = Page::new();
        page.add(Role::Heading, "Day 1 - Stuck - 09:07");
        page.gap();
        page.add(Role::Alert(Urgency::Soon), "NOTE: Please tell a clinician.");
        page.add(Role::Title, "Five tiny moves");
        page.add(Role::Body, "Stay as you are: hands and knees, on your side, or leaning.");
        page.add(Role::Why, "Guidelines favour gentle movement.");
        page.add(Role::Detail, "Next: a slow walk, 10:51");
        page.keys(Role::Key, &[(now::DONE, "backflare done"), (now::NOT_NOW, "backflare skip")], 40);
        page
    }

    #[test]
    fn what_matters_least_goes_first() {
        let all = plain(&page().whole(40));
        assert_eq!(all.lines().count(), 10);
        assert!(all.contains("Done?      backflare done\nNot now?   backflare skip\n"), "{all}");
        let nine = plain(&page().fitted(40, 9));
        assert!(!nine.contains("Next:") && nine.contains("Guidelines"), "{nine}");
        let eight = plain(&page().fitted(40, 8));
        assert!(!eight.contains("Guidelines") && eight.contains("\n\n"), "{eight}");
        let seven = plain(&page().fitted(40, 7));
        assert!(seven.contains("Day 1") && !seven.contains("\n\n"), "{seven}");
        let one = plain(&page().fitted(40, 1));
        for must in ["NOTE:", "Five tiny moves", "Stay as you are", "backflare done", "backflare skip"] {
            assert!(one.contains(must), "{must} is gone:\n{one}");
        }
    }

    #[test]
    fn a_command_is_never_broken_where_the_width_allows() {
        let mut page = Page::new();
        page.keys(Role::Key, &[("Seen by a clinician?", "backflare screen --seen \"what they said\"")], 40);
        assert_eq!(page.whole(40), "Seen by a clinician?\nbackflare screen --seen \"what they said\"\n");
    }

    #[test]
    fn styles_are_closed_on_each_row_and_text_cannot_add_its_own() {
        let mut page = Page::new();
        page.add(Role::Title, "A long title that takes more than one row\u{1b}[31m of a small screen");
        for row in page.whole(20).lines() {
            assert!(row.starts_with("\u{1b}[1m") && row.ends_with("\u{1b}[0m"), "{row:?}");
            assert_eq!(row.matches('\u{1b}').count(), 2);
        }
    }
}
