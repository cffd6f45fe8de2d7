//! The questions about the person: asked, answered with "none of these", and recorded.

use crate::acts::ask::{self, Reply};
use crate::acts::{Context, State};
use crate::engine::ask::Ask;
use crate::engine::facts::Facts;
use crate::engine::plan::Plan;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::letters::letter;
use crate::model::profile::{Answer, Answered, EXCLUDING, Fact, Profile, Scope};
use crate::model::time::Stamp;
use crate::protocol::Protocol;
use crate::render::next::none_of;
use crate::store;
use crate::store::journal::Writer;
use crate::views::told::card_title;

/// An answer to a question, as somebody gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Given {
    /// The question.
    pub(crate) fact: Fact,
    /// The answer.
    pub(crate) answer: Answer,
    /// "None of these" said it of all that were shown, nobody of this one by its name.
    pub(crate) by_none: bool,
}

/// Answers the questions on show with no, where no is an answer to them.
pub(crate) fn clear(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    profile: &Profile,
    state: &State,
    asked: &Ask<'_>,
) -> Result<Vec<Record>, Failure> {
    if let Some(fact) = asked.facts().iter().find(|fact| !fact.none_means_no()) {
        let question = fact.question();
        return Err(Failure::usage(format!("\"none of these\" does not answer: {}", question.ask)).hint(format!(
            "For example: backflare profile set {} {}",
            question.key,
            question.choices.example()
        )));
    }
    let Some(first) = asked.facts().first() else { return Ok(Vec::new()) };
    let lines = asked.facts().iter().map(|fact| format!("- {} [{}]", fact.question().ask, fact.key()));
    let text = ask::listed(context, &format!("{} None of these:", first.question().card.title()), lines);
    context.process.err(&text);
    let answers: Vec<(Fact, Answer)> = asked.facts().iter().map(|fact| (*fact, Answer::No)).collect();
    record(context, writer, profile, state, &answers)
}

/// What a card or a question on show was answered with: the lines that were named are yes, the others "none of these".
pub(crate) fn given(facts: &[Fact], places: &[usize]) -> Vec<Given> {
    let answer = |(place, fact): (usize, &Fact)| {
        let named = places.contains(&place);
        let answer = if named { fact.question().choices.yes() } else { Answer::No };
        Given { fact: *fact, answer, by_none: !named }
    };
    facts.iter().enumerate().map(answer).collect()
}

/// What is known of questions at one moment, in their order.
pub(crate) fn known(state: &State, profile: &Profile, facts: &[Fact]) -> Vec<Option<Answer>> {
    let none = Protocol::none();
    let known = Facts::new(&none, profile, &state.history);
    facts.iter().map(|fact| known.get(*fact).map(|known| known.value)).collect()
}

/// Records what was answered at a terminal, under the lock and on what is known by now.
///
/// `shown` is what was known of these questions when they came on the screen. What was answered otherwise since then, on
/// another terminal, stays: "none of these" was not said of that.
pub(crate) fn answered(
    context: &mut Context<'_>,
    shown: &[Option<Answer>],
    given: &[Given],
) -> Result<Vec<Record>, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let profile = context.profile()?;
    let facts: Vec<Fact> = given.iter().map(|one| one.fact).collect();
    let now = known(&state, &profile, &facts);
    let meanwhile = |place: usize| now[place].is_some() && shown.get(place) != now.get(place);
    let answers: Vec<(Fact, Answer)> = given
        .iter()
        .enumerate()
        .filter(|(place, one)| !(one.by_none && meanwhile(*place)))
        .map(|(_, one)| (one.fact, one.answer.clone()))
        .collect();
    record(context, &mut writer, &profile, &state, &answers)
}

/// Records answers to questions: in the journal, and in the profile what outlives a course.
pub(crate) fn record(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    profile: &Profile,
    state: &State,
    answers: &[(Fact, Answer)],
) -> Result<Vec<Record>, Failure> {
    let now = context.now()?;
    // A yes to what a clinician must look at goes into the journal before the profile forgets it: a sign of this course
    // stands until somebody has looked.
    let looked_at = state.history.entries().any(|entry| matches!(entry.event, Event::Seen { .. }));
    let none = Protocol::none();
    let facts = Facts::new(&none, profile, &state.history);
    let forgotten = |fact: Fact, value: &Answer| {
        let stood = profile.get(fact) == Some(&Answer::Yes) && facts.ever_yes(fact).is_some();
        stood && !looked_at && EXCLUDING.contains(&fact) && *value != Answer::Yes
    };
    let events: Vec<(Option<Stamp>, Event)> = answers
        .iter()
        .flat_map(|(fact, value)| {
            let kept = forgotten(*fact, value).then_some(Answer::Yes);
            let was = profile.answers.get(fact);
            let event =
                |value| Event::Answered { fact: *fact, value, was: was.cloned(), who: None, on: None, dose: None };
            kept.into_iter().chain([value.clone()]).map(|value| (None, event(value))).collect::<Vec<_>>()
        })
        .collect();
    let records = writer.append_all(now, events)?;
    let at = records.first().map_or(now, |record| record.at);
    let mut profile = profile.clone();
    for (fact, value) in answers {
        if fact.question().scope == Scope::Person {
            profile.answers.insert(*fact, Answered { value: value.clone(), at });
        }
    }
    let home = context.home()?;
    store::profile::write_profile(writer, &home, &profile)?;
    Ok(records)
}

/// Asks questions about the person, as they come on show: one by itself, or a card of those that "none of these" answers.
/// `false`: the person left.
pub(crate) fn ask(context: &mut Context<'_>, facts: &[Fact]) -> Result<bool, Failure> {
    let mut left = facts.to_vec();
    while let Some(asked) = Ask::of(&left, None) {
        if !ask_one(context, &asked)? {
            return Ok(false);
        }
        left.retain(|fact| !asked.facts().contains(fact));
    }
    Ok(true)
}

/// Asks what is on show, and records the answer. `false`: the person left.
pub(crate) fn ask_one(context: &mut Context<'_>, asked: &Ask<'_>) -> Result<bool, Failure> {
    let state = context.state()?;
    let profile = context.profile()?;
    let given = match asked {
        Ask::Card { .. } => return Ok(true),
        Ask::Questions { card, facts, .. } => {
            let lettered = |(place, fact): (usize, &Fact)| format!("{}) {}", letter(place), fact.question().ask);
            let text = ask::listed(context, card.title(), facts.iter().enumerate().map(lettered));
            context.process.err(&text);
            match ask::card(context, facts.len())? {
                Reply::Left => return Ok(false),
                Reply::None => given(facts, &[]),
                Reply::Unsure => given(facts, &(0..facts.len()).collect::<Vec<_>>()),
                Reply::Lines(places) => given(facts, &places),
            }
        }
        Ask::Question { fact, .. } => {
            let question = fact.question();
            let choices = question.choices.words().join(" / ");
            loop {
                let Some(text) = ask::question(context, question.ask, &choices)? else { return Ok(false) };
                if let Some(answer) = question.choices.parse(&text) {
                    break vec![Given { fact: *fact, answer, by_none: false }];
                }
            }
        }
    };
    answered(context, &known(&state, &profile, asked.facts()), &given)?;
    Ok(true)
}

/// A question comes first: what it is, and how it is answered.
pub(crate) fn waits(plan: &Plan<'_>, ask: &Ask<'_>) -> Failure {
    let (what, how) = match ask {
        Ask::Card { card, again, .. } => (card_title(card, *again), format!("None of these: {}", none_of(plan, card))),
        Ask::Question { fact, .. } => {
            let question = fact.question();
            let example = question.choices.example();
            (question.ask.to_owned(), format!("Such as: backflare profile set {} {example}", question.key))
        }
        Ask::Questions { card, .. } => (card.title().to_owned(), "None of these: backflare screen --clear".to_owned()),
    };
    Failure::usage(format!("first a question waits: {what}")).hint(format!("See it: backflare next\n{how}"))
}
