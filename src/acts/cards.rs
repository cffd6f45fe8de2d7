//! The cards of warning signs: asked, answered with "none of these" or with signs, and recorded.

use crate::acts::ask::{self, Reply};
use crate::acts::{Context, State, answer::Course, questions};
use crate::engine::ask::{Ask, Line};
use crate::engine::facts::Facts;
use crate::engine::plan::Plan;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::nearest;
use crate::model::profile::{Answer, Answered, EXCLUDING, Fact, Scope};
use crate::protocol::Protocol;
use crate::protocol::format::Card;
use crate::store;
use crate::store::journal::Writer;
use crate::views::told;
use crate::words;

/// Answers the pending cards with "none of these", and prints each that it answers: all of them, or those that are
/// `named`. What `next` tells a person to type names the card on show where others wait behind it, so that nobody
/// answers what they have not seen.
pub(crate) fn clear(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    course: &Course,
    state: &State,
    named: &[String],
) -> Result<Vec<Record>, Failure> {
    let plan = course.plan(state);
    if let Some(name) = named.iter().find(|name| course.protocol.cards.iter().all(|card| card.id.as_str() != **name)) {
        let ids: Vec<&str> = course.protocol.cards.iter().map(|card| card.id.as_str()).collect();
        let near = nearest::suggest(name, ids.iter().copied());
        let meant = near.map(|near| words::did_you_mean(near) + "\n").unwrap_or_default();
        return Err(Failure::usage(format!("no card is called {name:?}"))
            .hint(format!("{meant}The cards: {}\nAll that is asked now: backflare screen --clear", ids.join(", "))));
    }
    let pending: Vec<(&Card, bool)> = plan
        .screening
        .pending
        .iter()
        .filter(|pending| named.is_empty() || named.iter().any(|name| pending.card.id.as_str() == name))
        .map(|pending| (pending.card, pending.again))
        .collect();
    if pending.is_empty() {
        return match &plan.ask {
            Some(asked @ (Ask::Question { .. } | Ask::Questions { .. })) if named.is_empty() => {
                questions::clear(context, writer, &course.profile, state, asked)
            }
            Some(Ask::Question { .. } | Ask::Questions { .. } | Ask::Card { .. }) | None => {
                if !context.json {
                    context.process.err("No question waits just now.\n");
                }
                Ok(Vec::new())
            }
        };
    }
    for (card, again) in &pending {
        print(context, &course.protocol, card, *again);
    }
    let events = pending.iter().map(|(card, _)| (None, screened(context, course, card, Vec::new(), false))).collect();
    let records = writer.append_all(context.now()?, events)?;
    let cards: Vec<&Card> = pending.iter().map(|(card, _)| *card).collect();
    remember(context, writer, course, state, &cards, &[], &records)?;
    Ok(records)
}

/// The answer to a card, with what the profile holds now, under the lock, of the facts that its lines ask about.
fn screened(context: &mut Context<'_>, course: &Course, card: &Card, signs: Vec<Id>, unsure: bool) -> Event {
    let facts = course.protocol.signs_of(card).filter_map(|sign| sign.fact);
    let facts = facts.filter(|fact| fact.question().scope == Scope::Person);
    let was = context.profile().map_or_else(|_| course.profile.answers_to([]), |profile| profile.answers_to(facts));
    Event::Screened { card: card.id.clone(), signs, unsure, known: Vec::new(), by: None, place: None, was }
}

/// Prints a card that is answered without having been asked.
fn print(context: &mut Context<'_>, protocol: &Protocol, card: &Card, again: bool) {
    if context.json {
        return; // The answer names what was recorded.
    }
    let lines = told::card_lines(card, protocol);
    let text = ask::listed(
        context,
        &format!("{} None of these:", told::card_title(card, again)),
        lines.iter().map(|(letter, line, _)| format!("{letter}) {line}")),
    );
    context.process.err(&text);
}

/// Keeps in the profile what lines of cards say about the person. "None of these" takes back no yes to what a clinician
/// must look at: that is for `profile set`, by name.
fn remember(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    course: &Course,
    state: &State,
    cards: &[&Card],
    yes: &[Id],
    records: &[Record],
) -> Result<(), Failure> {
    let Some(at) = records.first().map(|record| record.at) else { return Ok(()) };
    // Not the profile that the card was shown with: somebody may have answered something meanwhile.
    let mut profile = context.profile()?;
    let known = profile.clone();
    let facts = Facts::new(&course.protocol, &known, &state.history);
    let mut changed = false;
    for sign in cards.iter().flat_map(|card| course.protocol.signs_of(card)) {
        if let Some(fact) = sign.fact.filter(|fact| fact.question().scope == Scope::Person) {
            let value = if yes.contains(&sign.id) { Answer::Yes } else { Answer::No };
            let stands = EXCLUDING.contains(&fact) && facts.ever_yes(fact).is_some();
            if value == Answer::Yes || !stands {
                profile.answers.insert(fact, Answered { value, at });
                changed = true;
            }
        }
    }
    if changed {
        let home = context.home()?;
        store::profile::write_profile(writer, &home, &profile)?;
    }
    Ok(())
}

/// The card on show, or the first that is pending.
fn card_on_show<'p>(plan: &Plan<'p>) -> Result<(&'p Card, Urgency), Failure> {
    if let Some(Ask::Card { card, urgency, .. }) = &plan.ask {
        return Ok((card, *urgency));
    }
    if let Some(ask @ (Ask::Question { .. } | Ask::Questions { .. })) = &plan.ask {
        return Err(questions::waits(plan, ask));
    }
    plan.screening.pending.first().map(|pending| (pending.card, pending.urgency)).ok_or_else(|| {
        Failure::usage("no card of warning signs waits just now")
            .hint("A sign is there all the same? Name it: backflare screen --sign ID\nThe signs: backflare red-flags")
    })
}

/// "Not sure" counts as yes.
pub(crate) fn unsure(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    course: &Course,
    state: &State,
) -> Result<Vec<Record>, Failure> {
    let plan = course.plan(state);
    let (card, _) = card_on_show(&plan)?;
    written(context, writer, course, state, card, &[], true)
}

/// Signs that are present, by id or by the letter of the card on show. A sign of another card is taken, too: nobody is
/// sent away because a question has not come up yet.
pub(crate) fn signs(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    course: &Course,
    state: &State,
    names: &[String],
) -> Result<Vec<Record>, Failure> {
    let plan = course.plan(state);
    let protocol = &course.protocol;
    let shown = if let Some(Ask::Card { card, .. }) = &plan.ask { Some(*card) } else { None };
    let mut by_card: Vec<(&Card, Vec<Id>)> = Vec::new();
    let mut facts: Vec<(Fact, Answer)> = Vec::new();
    let yes = |fact: Fact| (fact, fact.question().choices.yes());
    for name in names {
        // A letter means a line of what is on show, and of nothing else.
        let letter = name.chars().next().filter(|letter| name.chars().count() == 1 && letter.is_ascii_alphabetic());
        let line = match (letter, &plan.ask) {
            (Some(letter), Some(asked)) => match (asked.line(letter), asked) {
                (Some(Line::Fact(fact)), _) => {
                    facts.push(yes(fact));
                    continue;
                }
                (Some(Line::Signs(signs)), _) => shown.map(|card| (card, signs.to_vec())),
                (None, Ask::Question { .. } | Ask::Questions { .. }) => return Err(questions::waits(&plan, asked)),
                (None, Ask::Card { .. }) => None,
            },
            (Some(_) | None, None) | (None, Some(_)) => None,
        };
        let sign = Id::parse(name).filter(|id| protocol.sign(id).is_some());
        let card = sign.as_ref().and_then(|id| {
            let has = |card: &&Card| card.lines.iter().any(|line| line.signs.contains(id));
            shown.filter(|card| has(card)).or_else(|| protocol.cards.iter().find(has))
        });
        // A question about the person from a card that is not on show: the other lines of that have not been seen.
        let unseen = card.filter(|card| shown.is_none_or(|shown| shown.id != card.id));
        let fact = sign.as_ref().and_then(|id| protocol.sign(id)).and_then(|sign| sign.fact);
        if let (None, Some(_), Some(fact)) = (&line, unseen, fact) {
            facts.push(yes(fact));
            continue;
        }
        let (card, ids) = match (line, card, sign) {
            (Some((card, ids)), ..) => (card, ids),
            (None, Some(card), Some(id)) => (card, vec![id]),
            // A sign that stands on no card still latches, with the first card as its place.
            (None, None, Some(id)) => match protocol.cards.first() {
                Some(card) => (card, vec![id]),
                None => return Err(unknown_sign(protocol, name)),
            },
            (None, _, None) => {
                let fact = Fact::parse(name).filter(|fact| fact.none_means_no());
                let fact = fact.ok_or_else(|| unknown_sign(protocol, name))?;
                facts.push(yes(fact));
                continue;
            }
        };
        match by_card.iter_mut().find(|(other, _)| other.id == card.id) {
            Some((_, signs)) => signs.extend(ids),
            None => by_card.push((card, ids)),
        }
    }
    let mut records = Vec::new();
    if !by_card.is_empty() {
        let events =
            by_card.iter().map(|(card, signs)| (None, screened(context, course, card, signs.clone(), false))).collect();
        records = writer.append_all(context.now()?, events)?;
        let cards: Vec<&Card> = by_card.iter().map(|(card, _)| *card).collect();
        let yes: Vec<Id> = by_card.iter().flat_map(|(_, signs)| signs.clone()).collect();
        remember(context, writer, course, state, &cards, &yes, &records)?;
    }
    if !facts.is_empty() {
        let state = context.state_under_lock(writer)?;
        let profile = context.profile()?;
        records.extend(questions::record(context, writer, &profile, &state, &facts)?);
    }
    Ok(records)
}

fn unknown_sign(protocol: &Protocol, name: &str) -> Failure {
    let near = nearest::suggest(name, protocol.signs.iter().map(|sign| sign.id.as_str()));
    let meant = near.map(|near| words::did_you_mean(near) + "\n").unwrap_or_default();
    Failure::usage(format!("no sign is called {name:?}"))
        .hint(format!("{meant}The signs and their names: backflare red-flags"))
}

/// Asks the card or the questions on show at the terminal, and records the answer.
pub(crate) fn ask_shown(context: &mut Context<'_>, course: &Course, state: &State) -> Result<(), Failure> {
    let plan = course.plan(state);
    match &plan.ask {
        Some(Ask::Card { card, again, .. }) => {
            let lines = told::card_lines(card, &course.protocol);
            let title = told::card_title(card, *again);
            let text = ask::listed(context, &title, lines.iter().map(|(letter, line, _)| format!("{letter}) {line}")));
            context.process.err(&text);
            let reply = ask::card(context, lines.len())?;
            let (signs, unsure) = match reply {
                Reply::Left => return Ok(()),
                Reply::None => (Vec::new(), false),
                Reply::Unsure => (Vec::new(), true),
                Reply::Lines(places) => (
                    places
                        .iter()
                        .filter_map(|place| card.lines.get(*place))
                        .flat_map(|line| line.signs.clone())
                        .collect(),
                    false,
                ),
            };
            answer_card(context, course, card, &signs, unsure)
        }
        Some(asked @ (Ask::Question { .. } | Ask::Questions { .. })) => questions::ask_one(context, asked).map(|_| ()),
        None => Ok(()),
    }
}

/// Records the answer to a card: these signs, or not sure.
pub(crate) fn answer_card(
    context: &mut Context<'_>,
    course: &Course,
    card: &Card,
    signs: &[Id],
    unsure: bool,
) -> Result<(), Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    written(context, &mut writer, course, &state, card, signs, unsure).map(|_| ())
}

/// Writes the answer to one card. Not sure is yes to each line about the person.
fn written(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    course: &Course,
    state: &State,
    card: &Card,
    signs: &[Id],
    unsure: bool,
) -> Result<Vec<Record>, Failure> {
    let event = screened(context, course, card, signs.to_vec(), unsure);
    let records = vec![writer.append(context.now()?, None, event)?];
    let all = || course.protocol.signs_of(card).map(|sign| sign.id.clone()).collect();
    let yes: Vec<Id> = if unsure { all() } else { signs.to_vec() };
    remember(context, writer, course, state, &[card], &yes, &records)?;
    Ok(records)
}
