//! A card in words: its lines, short and long, what each means, and what follows from a yes. One place for whoever asks it.

use crate::acts::State;
use crate::acts::answer::region;
use crate::engine::ask::FactLine;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::profile::{CardId, Fact, Profile};
use crate::protocol::Protocol;
use crate::protocol::format::{Card, CardLine, Expected, Sign};
use crate::session::asking::Marked;
use crate::session::card::{CardScene, CardWords};
use crate::views::told;
use crate::words::call::emergency_number;
use crate::words::card as words;
use crate::words::clean::clean;
use crate::words::sign;

/// The number to call, for this person.
pub(crate) fn number(profile: &Profile) -> String {
    emergency_number(region(profile))
}

/// Whether a card is one question of yes and no: its heading asks it, and its one line has no words of its own.
pub(crate) fn is_yes_or_no(card: &Card) -> bool {
    card.title.ends_with('?') && matches!(&card.lines[..], [only] if only.text.is_none())
}

/// Whether a card is asked in its long words now: every so many times in a course.
pub(crate) fn in_long_words(card: &Card, state: &State) -> bool {
    let answered = |event: &Event| matches!(event, Event::Screened { card: answered, .. } if *answered == card.id);
    let times = state.history.entries().filter(|entry| answered(&entry.event)).count();
    card.long_every.is_some_and(|every| every > 0 && (times + 1) % every as usize == 0)
}

/// The lines of a card of signs.
pub(crate) fn sign_lines(card: &Card, protocol: &Protocol, number: &str, long: bool) -> Vec<CardWords> {
    let line = |((_, text, _), own): ((char, String, Vec<&str>), &CardLine)| {
        let signs: Vec<&Sign> = own.signs.iter().filter_map(|id| protocol.sign(id)).collect();
        let texts: Vec<String> = signs.iter().map(|sign| clean(&sign.text)).collect();
        let expected = |sign: &&&Sign| sign.fact.is_some_and(|fact| protocol.expects(fact));
        // What the plan is made for sends nobody away. Rule 23.2.
        let urgency = signs.iter().filter(|sign| !expected(sign)).map(|sign| sign.urgency).max();
        let made_for = made_for(protocol, signs.iter().filter(expected).filter_map(|sign| sign.fact));
        let urgency = urgency.or(made_for.is_none().then_some(Urgency::Emergency));
        let long_words = match own.long.as_deref().map(clean) {
            // Long words that are never asked in its place explain the line, which stands above them.
            Some(more) if card.long_every.is_none() => format!("{} {more}", words::sentence(&text)),
            Some(whole) => whole,
            None => text.clone(),
        };
        CardWords {
            say: own.say.as_deref().map_or_else(|| text.clone(), clean),
            text: if long { long_words.clone() } else { text },
            long: long_words,
            parts: if own.which { texts.clone() } else { Vec::new() },
            meaning: texts,
            advice: urgency.map_or_else(|| made_for.iter().cloned().collect(), |urgency| words::if_so(urgency, number)),
            // Whoever is not sent away answers the other lines, too.
            ends: urgency >= Some(Urgency::SameDay),
        }
    };
    told::card_lines(card, protocol).into_iter().zip(&card.lines).map(line).collect()
}

/// The lines of a card of questions about the person.
pub(crate) fn fact_lines(card: CardId, lines: &[FactLine<'_>]) -> Vec<CardWords> {
    let line = |line: &FactLine<'_>| {
        let text = told::fact_line(line);
        let asks: Vec<String> = line.facts.iter().map(|fact| fact.question().ask().to_owned()).collect();
        let own = line.words;
        CardWords {
            long: own.and_then(|words| words.long.as_deref()).map_or_else(|| text.clone(), clean),
            say: own.and_then(|words| words.say.as_deref()).map_or_else(|| text.clone(), clean),
            text,
            parts: if asks.len() > 1 { asks.clone() } else { Vec::new() },
            meaning: asks,
            advice: vec![words::if_so_before(card).to_owned()],
            ends: false,
        }
    };
    lines.iter().map(line).collect()
}

/// What the plan is made for, of these facts. `None`: for none of them.
pub(crate) fn made_for(protocol: &Protocol, so: impl IntoIterator<Item = Fact>) -> Option<String> {
    let so: Vec<Fact> = so.into_iter().collect();
    let expected = protocol.expects.iter().find(|expected| so.contains(&expected.fact()))?;
    Some(sign::made_for(expected.fact(), *expected == Expected::Injection))
}

/// The facts that something asks, where the plan is made for all of them. `None`: it asks something else, or nothing.
pub(crate) fn all_expected(protocol: &Protocol, asks: impl Iterator<Item = Option<Fact>>) -> Option<Vec<Fact>> {
    let all: Option<Vec<Fact>> = asks.map(|fact| fact.filter(|fact| protocol.expects(*fact))).collect();
    all.filter(|all| !all.is_empty())
}

/// Takes the lines of a card for what they are in a plan that is made for some of it: a yes to those sends nobody away, and
/// whoever is not sure says of which line.
pub(crate) fn expecting(scene: &mut CardScene, protocol: &Protocol, asks: &[Vec<Option<Fact>>]) {
    let expected = |facts: &Vec<Option<Fact>>| all_expected(protocol, facts.iter().copied());
    scene.one_by_one = asks.iter().any(|facts| expected(facts).is_some());
    for (line, facts) in scene.lines.iter_mut().zip(asks) {
        if let Some(made_for) = expected(facts).and_then(|facts| made_for(protocol, facts)) {
            line.advice = vec![made_for];
        }
    }
}

/// The signs that are there, of the lines that are so.
pub(crate) fn signs(card: &Card, marked: &[Marked]) -> Vec<Id> {
    let of = |marked: &Marked| card.lines.get(marked.line).map_or(Vec::new(), |line| parts(&line.signs, &marked.parts));
    marked.iter().flat_map(of).collect()
}

/// The questions that are answered with yes, of the lines that are so.
pub(crate) fn facts(lines: &[FactLine<'_>], marked: &[Marked]) -> Vec<Fact> {
    let of = |marked: &Marked| lines.get(marked.line).map_or(Vec::new(), |line| parts(&line.facts, &marked.parts));
    marked.iter().flat_map(of).collect()
}

/// The parts of a line that are so. None named: all.
fn parts<T: Clone>(all: &[T], named: &[usize]) -> Vec<T> {
    if named.is_empty() {
        return all.to_vec();
    }
    named.iter().filter_map(|place| all.get(*place).cloned()).collect()
}

#[cfg(test)]
mod tests;
