//! Pure values to text and JSON. It decides nothing: what is said follows from the plan, and only the words are made here.
//!
//! The sentences stand in [`words`](crate::words); [`verdict`], [`reason`], [`alert`] and [`standing`] choose among them, for
//! text and JSON alike. [`clean`] takes out what may not reach a terminal, [`page`] wraps and fits the screen of somebody on the floor, and
//! [`told`] has the parts that views share. There is one file for each view.
//!
//! Text may hold ANSI styles: whoever prints it sends it through `anstream`, which takes them out where they are not
//! wanted. No meaning is carried by colour alone.

pub mod alert;
pub mod next;
pub mod page;
pub mod protocol;
pub mod reason;
pub mod standing;
pub mod status;
pub mod today;
pub mod told;
pub mod verdict;
pub mod walk;
pub mod why;

use serde_json::Value;

use crate::words::clean;

/// A JSON object as it is printed: indented, and with a newline at its end.
pub fn json_text(value: &Value) -> String {
    clean::json(&format!("{value:#}\n"))
}

/// Text of the conversation on rows of `width`: each of its lines by itself. What must be typed begins a row of its own
/// where it does not fit beside its label, so that it can be copied.
pub fn wrap(text: &str, width: usize) -> String {
    let options = textwrap::Options::new(width).break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut rows = Vec::new();
    for line in text.split('\n') {
        match line.split_once(" backflare ").filter(|_| textwrap::core::display_width(line) > width) {
            Some((label, command)) => {
                rows.push(textwrap::fill(label, &options));
                rows.push(textwrap::fill(&format!("backflare {command}"), &options));
            }
            None => rows.push(textwrap::fill(line, &options)),
        }
    }
    rows.join("\n")
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn a_command_that_does_not_fit_beside_its_label_stands_below_it() {
        let text =
            "error: a warning sign stands, so it waits\n\nSeen? backflare next\nSeen by a clinician? backflare end\n";
        let rows =
            "error: a warning sign\nstands, so it waits\n\nSeen? backflare next\nSeen by a clinician?\nbackflare end\n";
        assert_eq!(wrap(text, 24), rows);
    }
}
