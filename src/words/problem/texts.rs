//! Texts that cannot be shown.

pub(crate) const ONE_TEXT_A_LINE: &str = "write each line as a text of its own";
pub(crate) const PLACEHOLDERS: &str = "write {sign} or {emergency-number}; no other word in braces is replaced";
pub(crate) const BRACES: &str = "braces are for words that are replaced";
pub(crate) const NOTHING_SAID: &str = "nothing is said here";

pub(crate) fn card_lines(most: usize, found: usize) -> String {
    format!("a card has 1 to {most} lines, not {found}")
}

pub(crate) fn positions(least: usize, most: usize, found: usize) -> String {
    format!("there are {least} to {most} positions to choose from, not {found}")
}

pub(crate) fn drawing_lines(most: usize, found: usize) -> String {
    format!("a drawing has at most {most} lines, not {found}")
}

pub(crate) fn drawing_width(most: usize, found: usize) -> String {
    format!("a line of a drawing has at most {most} characters, not {found}")
}

pub(crate) fn not_ascii(other: char) -> String {
    format!("a drawing is made of plain ASCII; {other:?} is not")
}

pub(crate) fn unseen(letter: char) -> String {
    let code = u32::from(letter);
    format!("U+{code:04X} may not stand in a text: it can change what a terminal shows")
}

pub(crate) fn too_long(letters: usize, most: usize) -> String {
    format!("this is {letters} letters long; at most {most} fit")
}

pub(crate) fn some_lines(most: usize) -> String {
    format!("write 1 to {most} lines")
}

pub(crate) fn too_many_lines(most: usize, found: usize) -> String {
    format!("at most {most} lines are said at once, not {found}")
}
