//! Which of a line that holds several a typed letter means. `a` is the whole line; `a2` is the second of it.
//!
//! The walk asks which of them it is, and so does this: what nobody said of themselves is kept nowhere as a yes. Where one of
//! them is an emergency nobody is asked first, and all of the line counts.

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

/// Asks which of a line it is, where a letter alone would say yes to things that nobody said.
pub(super) fn unclear(protocol: &Protocol, waits: &Waits<'_>, meant: &Meaning) -> Option<Failure> {
    let (Waits::Ask(ask), Meaning::Card(Reply::Lines(marked))) = (waits, meant) else { return None };
    let all: Vec<Vec<String>> = marked.iter().map(|one| held(protocol, ask, one)).collect();
    let (one, held) = marked.iter().zip(&all).find(|(_, held)| held.len() > 1)?;
    let letter = letters::letter(one.line);
    let rows = held.iter().enumerate().map(|(place, text)| words::part(letter, place + 1, text)).collect();
    let typed = marked.iter().zip(&all).map(|(one, held)| match (held.len() > 1, one.parts.as_slice()) {
        (true, _) => format!("{}1", letters::letter(one.line)),
        (false, []) => letters::letter(one.line).to_string(),
        (false, parts) => {
            parts.iter().map(|part| format!("{}{}", letters::letter(one.line), part + 1)).collect::<Vec<_>>().join(" ")
        }
    });
    let typed: Vec<String> = typed.collect();
    Some(Failure::usage(words::which(letter)).hint(words::name_it(rows, &typed.join(" "), letter)))
}

/// What a line holds that is asked about one by one. Empty: it is one thing, its part is named, or it is urgent.
fn held(protocol: &Protocol, ask: &Ask<'_>, marked: &Marked) -> Vec<String> {
    if !marked.parts.is_empty() {
        return Vec::new();
    }
    match ask {
        Ask::Card { card, .. } => {
            let Some(line) = card.lines.get(marked.line).filter(|line| line.which) else { return Vec::new() };
            let signs: Vec<_> = line.signs.iter().filter_map(|id| protocol.sign(id)).collect();
            if signs.iter().any(|sign| sign.urgency == Urgency::Emergency) {
                return Vec::new();
            }
            signs.iter().map(|sign| clean(&sign.text)).collect()
        }
        Ask::Questions { lines, .. } => {
            let facts = lines.get(marked.line).map(|line| line.facts.as_slice()).unwrap_or_default();
            facts.iter().map(|fact| fact.question().ask().to_owned()).collect()
        }
        Ask::Follow(_) | Ask::Choice(_) | Ask::Question { .. } => Vec::new(),
    }
}
