//! Asking at the terminal: one card, one line of letters. Whatever is asked here is a flag elsewhere.
//!
//! Enter alone is never "none of these": on an emergency card no answer counts as yes, so it asks once more instead.

use crate::acts::Context;
use crate::error::Failure;
use crate::words::card;

/// What was answered to a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Reply {
    /// None of the lines.
    None,
    /// Not sure.
    Unsure,
    /// These lines, by place.
    Lines(Vec<usize>),
    /// The person left.
    Left,
}

/// Reads the reply to a card of `lines` lines, asking again until it can be understood or the input ends.
pub(crate) fn card(context: &mut Context<'_>, lines: usize) -> Result<Reply, Failure> {
    loop {
        context.process.err(card::BY_LINE);
        let Some(text) = context.process.line()? else { return Ok(Reply::Left) };
        if let Some(reply) = reply(&text, lines) {
            return Ok(reply);
        }
        context.process.err(card::TYPE_ONE);
    }
}

/// Reads the answer to a single question; `None`: the person left.
pub(crate) fn question(context: &mut Context<'_>, ask: &str, choices: &str) -> Result<Option<String>, Failure> {
    context.process.err(&card::asked(ask, choices));
    let text = context.process.line()?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| text != "q"))
}

fn reply(text: &str, lines: usize) -> Option<Reply> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "n" | "no" | "none" => return Some(Reply::None),
        "?" | "u" | "unsure" | "not sure" => return Some(Reply::Unsure),
        "q" | "quit" => return Some(Reply::Left),
        _ => {}
    }
    let mut places = Vec::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != ',') {
        let place = u32::from(letter).checked_sub(u32::from('a')).and_then(|place| usize::try_from(place).ok())?;
        if place >= lines {
            return None;
        }
        places.push(place);
    }
    (!places.is_empty()).then_some(Reply::Lines(places))
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

#[cfg(test)]
mod tests {
    use super::{Reply, reply};

    #[test]
    fn letters_and_words_are_understood_and_enter_alone_is_not() {
        for (typed, meant) in [
            ("n", Some(Reply::None)),
            (" None ", Some(Reply::None)),
            ("?", Some(Reply::Unsure)),
            ("q", Some(Reply::Left)),
            ("a", Some(Reply::Lines(vec![0]))),
            ("a, c", Some(Reply::Lines(vec![0, 2]))),
            ("bd", Some(Reply::Lines(vec![1, 3]))),
            ("", None),
            ("e", None),
            ("yes", None),
            ("1", None),
        ] {
            assert_eq!(reply(typed, 4), meant, "{typed:?}");
        }
    }
}
