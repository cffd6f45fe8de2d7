//! A single question that is typed at the terminal, and lines as they are listed. Whatever is asked here is a flag elsewhere.

use crate::acts::Context;
use crate::error::Failure;
use crate::words::card;

/// Reads the answer to a single question; `None`: the person left.
pub(crate) fn question(context: &mut Context<'_>, ask: &str, choices: &str) -> Result<Option<String>, Failure> {
    context.process.err(&card::asked(ask, choices));
    let text = context.process.line()?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| text != "q"))
}

/// A title and lines below it, each with a hanging indent.
pub(crate) fn listed(context: &Context<'_>, title: &str, lines: impl Iterator<Item = String>) -> String {
    let width = context.process.width();
    let options = textwrap::Options::new(width).subsequent_indent("   ");
    let mut text = textwrap::fill(title, width) + "\n";
    for line in lines {
        text.push_str(&textwrap::fill(&line, &options));
        text.push('\n');
    }
    text
}
