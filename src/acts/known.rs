//! A sign that is old and known: its questions, asked or read from flags, and the answer. Clinical rule 18.

use crate::acts::answer::Stand;
use crate::acts::{Context, ask, cards, consent};
use crate::engine::ask::Ask;
use crate::engine::safety::known::Sort;
use crate::error::Failure;
use crate::model::event::{KnownSign, Record};
use crate::model::id::Id;
use crate::model::nearest;
use crate::model::who::names_somebody;
use crate::process::Stream;
use crate::protocol::Protocol;
use crate::protocol::format::{Card, Sign};
use crate::render::wrap;
use crate::store::journal::Writer;
use crate::words::{refused, sign as words};

/// What was said of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SaidKnown<'a> {
    /// The sign, by its id.
    pub(crate) sign: &'a str,
    /// The checks, as `name=yes`.
    pub(crate) checks: &'a [String],
    /// Who looked at this pain.
    pub(crate) who: Option<&'a str>,
    /// On which day, as it was typed.
    pub(crate) on: Option<&'a str>,
}

/// Everything that was said of a sign, where enough was said to record it: what is missing is asked at a terminal. Nothing
/// is locked meanwhile.
pub(crate) fn gathered(
    context: &mut Context<'_>,
    protocol: &Protocol,
    said: SaidKnown<'_>,
) -> Result<KnownSign, Failure> {
    let (sign, sort) = meant(protocol, said.sign)?;
    let mut checks = read(sort, said.checks)?;
    let asks = context.process.is_terminal(Stream::In) && !context.json;
    if checks.is_empty() && !asks {
        let hint = words::known_so(sign.id.as_str(), sort.checks(), sort.needs_a_look());
        return Err(Failure::usage(words::KNOWN_NEEDS).hint(hint));
    }
    for name in sort.checks().iter().filter(|_| asks) {
        if checks.iter().all(|(own, _)| own != name) {
            let reply = ask::question(context, words::check(name), words::YES_NO_UNSURE)?;
            checks.push((*name, reply.is_some_and(|reply| is_yes(&reply))));
        }
    }
    let (mut who, mut on) = (said.who.map(str::to_owned), said.on.map(str::to_owned));
    if sort.needs_a_look() && who.is_none() && asks {
        who = ask::question(context, words::LOOKED_AT_THIS, words::WHO_OR_NO)?;
        on = if who.is_some() { ask::question(context, words::ON_WHICH_DAY, words::A_DAY)? } else { None };
    }
    let who = who.filter(|who| sort.needs_a_look() && names_somebody(who));
    let looked_on = match &who {
        Some(_) => Some(consent::day(context, on.as_deref())?),
        None => None,
    };
    let checks = checks.iter().filter(|(_, yes)| *yes).filter_map(|(name, _)| Id::parse(name)).collect();
    Ok(KnownSign { sign: sign.id.clone(), checks, who, looked_on })
}

/// Records the sign with what was said of it. Whether it counts as known the engine says; else it is a sign as any other.
pub(crate) fn record(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    known: KnownSign,
) -> Result<Vec<Record>, Failure> {
    let protocol = &stand.course.protocol;
    let asks = |card: &Card| card.lines.iter().any(|line| line.signs.contains(&known.sign));
    let fact = protocol.sign(&known.sign).and_then(|sign| sign.fact);
    // What is a fact about the person stands beside a card that does not ask it: the other lines of its own were not seen.
    let card = protocol.cards.iter().find(|card| asks(card) == fact.is_none());
    let (shown, latched) = {
        let plan = stand.plan();
        (matches!(&plan.ask, Some(Ask::Card { card, .. }) if asks(card)), plan.screening.latched().is_some())
    };
    let own = protocol.cards.iter().find(|card| asks(card)).filter(|_| shown);
    let Some(card) = own.or(card).map(|card| card.id.clone()) else {
        return Err(Failure::usage(words::never_known(known.sign.as_str())));
    };
    let sign = known.sign.clone();
    let look = protocol.sign(&sign).and_then(|sign| Sort::of(protocol, sign)).is_some_and(Sort::needs_a_look);
    let records = cards::known(context, writer, stand, &card, known, fact)?;
    if context.json {
        return Ok(records);
    }
    let plan = stand.plan();
    let stands = plan.screening.latches.iter().any(|latch| latch.may_be_known == Some(&sign));
    if stands || !latched && plan.screening.latched().is_some() {
        let why = if look { words::NEEDS_A_LOOK } else { words::COUNTS_AS_YES };
        context.process.err(&wrap(why, context.process.width()));
    }
    Ok(records)
}

/// The sign of that name, and what sort of old thing it may be.
fn meant<'p>(protocol: &'p Protocol, name: &str) -> Result<(&'p Sign, Sort), Failure> {
    let signs = || protocol.signs.iter().filter_map(|sign| Some((sign, Sort::of(protocol, sign)?)));
    if let Some(found) = signs().find(|(sign, _)| sign.id.as_str() == name) {
        return Ok(found);
    }
    if protocol.signs.iter().all(|sign| sign.id.as_str() != name) {
        let near = nearest::suggest(name, protocol.signs.iter().map(|sign| sign.id.as_str()));
        return Err(Failure::usage(refused::no_sign(name)).hint(refused::the_signs(near)));
    }
    let may: Vec<&str> = signs().map(|(sign, _)| sign.id.as_str()).collect();
    Err(Failure::usage(words::never_known(name)).hint(words::may_be_known(&may.join(", "))))
}

/// The checks that were typed, each with whether it is a yes.
fn read(sort: Sort, typed: &[String]) -> Result<Vec<(&'static str, bool)>, Failure> {
    let read = |text: &String| {
        let (name, answer) = text.split_once('=')?;
        let name = sort.checks().iter().find(|own| **own == name.trim())?;
        let answer = answer.trim().to_lowercase();
        let known = ["yes", "y", "no", "n", "not-sure", "not sure", "u"].contains(&answer.as_str());
        known.then(|| (*name, is_yes(&answer)))
    };
    let hint =
        || sort.checks().iter().map(|name| format!("{name}: {}", words::check(name))).collect::<Vec<_>>().join("\n");
    typed.iter().map(|text| read(text).ok_or_else(|| Failure::usage(words::no_check(text)).hint(hint()))).collect()
}

fn is_yes(reply: &str) -> bool {
    matches!(reply.trim().to_lowercase().as_str(), "yes" | "y")
}
