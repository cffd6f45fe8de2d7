//! Not sure of a line about what the plan is made for: it is asked once more, and then counts as yes, which is expected, too.
//! Rule 23.2.
//!
//! That it is asked once more is kept as a question that was passed over. Not sure of anything else counts as yes at once.

use crate::acts::{Context, State, ask, asked};
use crate::engine::ask::FactLine;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::id::Id;
use crate::model::profile::Fact;
use crate::protocol::Protocol;
use crate::protocol::format::Card;
use crate::session::asking::Reply;
use crate::store::journal::Writer;
use crate::words::about::topic;
use crate::words::sign::once_more;

/// Whether all that a card asks is what the plan is made for.
pub(crate) fn is_expected(protocol: &Protocol, card: &Card) -> bool {
    asked::all_expected(protocol, protocol.signs_of(card).map(|sign| sign.fact)).is_some()
}

/// What is asked once more of a card. Empty: the answer counts.
pub(crate) fn of_card(protocol: &Protocol, state: &State, card: &Card, reply: &Reply) -> Vec<Fact> {
    let signs: Vec<Id> = match reply {
        Reply::Unsure => protocol.signs_of(card).map(|sign| sign.id.clone()).collect(),
        Reply::UnsureOf(marked) => asked::signs(card, marked),
        Reply::None | Reply::No | Reply::Yes | Reply::Lines(_) | Reply::Only(_) | Reply::Answer(_) => {
            return Vec::new();
        }
    };
    first_time(protocol, state, signs.iter().map(|id| protocol.sign(id).and_then(|sign| sign.fact)))
}

/// What is asked once more of questions about the person. Empty: the answer counts.
pub(crate) fn of_questions(protocol: &Protocol, state: &State, lines: &[FactLine<'_>], reply: &Reply) -> Vec<Fact> {
    let facts: Vec<Fact> = match reply {
        Reply::Unsure => lines.iter().flat_map(|line| line.facts.iter().copied()).collect(),
        Reply::UnsureOf(marked) => asked::facts(lines, marked),
        Reply::None | Reply::No | Reply::Yes | Reply::Lines(_) | Reply::Only(_) | Reply::Answer(_) => {
            return Vec::new();
        }
    };
    first_time(protocol, state, facts.into_iter().map(Some))
}

/// Those of which nobody was unsure before, where the plan is made for all of them.
fn first_time(protocol: &Protocol, state: &State, facts: impl Iterator<Item = Option<Fact>>) -> Vec<Fact> {
    let before = |fact: &Fact| state.history.passed_over(fact.key()).is_some();
    let mut first: Vec<Fact> = Vec::new();
    for fact in asked::all_expected(protocol, facts).unwrap_or_default() {
        if !before(&fact) && !first.contains(&fact) {
            first.push(fact);
        }
    }
    first
}

/// Writes that these are asked once more.
pub(crate) fn put_off(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    state: &mut State,
    facts: &[Fact],
) -> Result<Vec<Record>, Failure> {
    let events = facts.iter().filter_map(|fact| Some((None, Event::passed_over(fact.key())?))).collect();
    let records = writer.append_all(context.now()?, events)?;
    state.add(&records);
    Ok(records)
}

/// Writes it where nobody holds the journal yet, and gives what is said of it.
pub(crate) fn put_off_alone(context: &mut Context<'_>, facts: &[Fact]) -> Result<String, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    put_off(context, &mut writer, &mut state, facts)?;
    Ok(told(facts))
}

/// That they are, for whoever answered.
pub(crate) fn told(facts: &[Fact]) -> String {
    let topics: Vec<&str> = facts.iter().map(|fact| topic(*fact)).collect();
    once_more(&topics.join(", "))
}

/// Says that they are, beside the answer.
pub(crate) fn tell(context: &mut Context<'_>, facts: &[Fact]) {
    if !context.json {
        let text = ask::listed(context, &told(facts), std::iter::empty());
        context.process.err(&text);
    }
}
