//! Which of a line that holds several a typed letter means. `a` is the whole line; `a2` is the second of it.
//!
//! The walk asks which of them it is, and so does this: what nobody said of themselves is kept nowhere as a yes. Where an
//! emergency is among what is typed nobody is asked first, and all of it counts.

use super::Waits;
use super::meaning::Meaning;
use crate::engine::ask::Ask;
use crate::error::Failure;
use crate::model::kind::Urgency;
use crate::model::letters;
use crate::protocol::Protocol;
use crate::session::asking::{Marked, Reply};
use crate::words::answer as words;
use crate::words::clean::clean;

/// Asks which of a line it is, where a letter alone would say yes to things that nobody said. Not beside an emergency: that
/// waits for no question.
pub(super) fn unclear(protocol: &Protocol, waits: &Waits<'_>, meant: &Meaning) -> Option<Failure> {
    let (Waits::Ask(ask), Meaning::Card(Reply::Lines(marked))) = (waits, meant) else { return None };
    if marked.iter().any(|one| urgent(protocol, ask, one)) {
        return None;
    }
    let all: Vec<Vec<String>> = marked.iter().map(|one| held(protocol, ask, one)).collect();
    let (one, held) = marked.iter().zip(&all).find(|(_, held)| held.len() > 1)?;
    let letter = letters::letter(one.line);
    let rows = held.iter().enumerate().map(|(place, text)| words::part(letter, place + 1, text)).collect();
    let first =
        |(one, held): (&Marked, &Vec<String>)| if held.len() > 1 { format!("{}1", typed(one)) } else { typed(one) };
    let example: Vec<String> = marked.iter().zip(&all).map(first).collect();
    let whole: Vec<String> = marked.iter().map(typed).collect();
    Some(Failure::usage(words::which(letter)).hint(words::name_it(rows, &example.join(" "), &whole.join(" "))))
}

/// A line as it was typed: `a`, or `a1 a3` where its parts were named.
fn typed(one: &Marked) -> String {
    let letter = letters::letter(one.line);
    let parts: Vec<String> = one.parts.iter().map(|part| format!("{letter}{}", part + 1)).collect();
    if parts.is_empty() { letter.to_string() } else { parts.join(" ") }
}

/// Whether what is said of a line holds an emergency.
fn urgent(protocol: &Protocol, ask: &Ask<'_>, marked: &Marked) -> bool {
    let Ask::Card { card, .. } = ask else { return false };
    let signs = card.lines.get(marked.line).into_iter().flat_map(|line| &line.signs).enumerate();
    let mut said = signs.filter(|(place, _)| marked.parts.is_empty() || marked.parts.contains(place));
    said.any(|(_, id)| protocol.sign(id).is_some_and(|sign| sign.urgency == Urgency::Emergency))
}

/// What a line holds that is asked about one by one. Empty: it is one thing, or its part is named.
fn held(protocol: &Protocol, ask: &Ask<'_>, marked: &Marked) -> Vec<String> {
    if !marked.parts.is_empty() {
        return Vec::new();
    }
    match ask {
        Ask::Card { card, .. } => {
            let Some(line) = card.lines.get(marked.line).filter(|line| line.which) else { return Vec::new() };
            line.signs.iter().filter_map(|id| protocol.sign(id)).map(|sign| clean(&sign.text)).collect()
        }
        Ask::Questions { lines, .. } => {
            let facts = lines.get(marked.line).map(|line| line.facts.as_slice()).unwrap_or_default();
            facts.iter().map(|fact| fact.question().ask().to_owned()).collect()
        }
        Ask::Follow(_) | Ask::Choice(_) | Ask::Question { .. } => Vec::new(),
    }
}
