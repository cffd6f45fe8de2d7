//! Pure values to text. It decides nothing: what is said follows from the plan, and only the layout is made here.
//!
//! The sentences stand in `words`, and [`views`](crate::views) chooses among them for text and JSON alike.
//! `page` wraps and fits the screen of somebody on the floor. There is one file for each view.
//!
//! Text may hold ANSI styles: whoever prints it sends it through `anstream`, which takes them out where they are not
//! wanted. No meaning is carried by colour alone.

use anstyle::AnsiColor;

pub(crate) mod history;
pub(crate) mod leaf;
pub mod next;
pub(crate) mod page;
pub(crate) mod protocol;
pub(crate) mod report;
pub(crate) mod sheet;
pub(crate) mod status;
pub(crate) mod today;
pub(crate) mod walk;
pub(crate) mod why;

/// A line that says that something is done, in the colour of it beside the word.
pub(crate) fn done(line: &str) -> String {
    let style = AnsiColor::Green.on_default();
    format!("{style}{line}{style:#}")
}

/// Text of the conversation on rows of `width`: each of its lines by itself. What must be typed begins a row of its own
/// where it does not fit beside its label, so that it can be copied.
pub fn wrap(text: &str, width: usize) -> String {
    wrap_after("", text, width)
}

/// Text as in [`wrap`], behind a label that its first word never leaves: a path too long for the row still stands beside
/// the word that says what it is, as in `error: /a/long/path cannot be read`.
pub fn wrap_after(label: &str, text: &str, width: usize) -> String {
    let rest = textwrap::Options::new(width).break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut options = rest.clone().initial_indent(label);
    let mut rows = Vec::new();
    for line in text.split('\n') {
        let needs = textwrap::core::display_width(options.initial_indent) + textwrap::core::display_width(line);
        match line.split_once(" backflare ").filter(|_| needs > width) {
            Some((before, command)) => {
                rows.push(textwrap::fill(before, &options));
                rows.push(textwrap::fill(&format!("backflare {command}"), &rest));
            }
            None => rows.push(textwrap::fill(line, &options)),
        }
        options = rest.clone();
    }
    rows.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{wrap, wrap_after};

    #[test]
    fn the_first_word_stays_beside_its_label() {
        let check = |text: &str, rows: &str| assert_eq!(wrap_after("error: ", text, 20), rows);
        check("it is full", "error: it is full");
        check("it is full by now", "error: it is full by\nnow");
        check("/a/path/that/is/too/long is full", "error: /a/path/that/is/too/long\nis full");
        check("no\nand the next line is long", "error: no\nand the next line is\nlong");
    }

    #[test]
    fn a_command_that_does_not_fit_beside_its_label_stands_below_it() {
        let text =
            "error: a warning sign stands, so it waits\n\nSeen? backflare next\nSeen by a clinician? backflare end\n";
        let rows =
            "error: a warning sign\nstands, so it waits\n\nSeen? backflare next\nSeen by a clinician?\nbackflare end\n";
        assert_eq!(wrap(text, 24), rows);
    }
}
