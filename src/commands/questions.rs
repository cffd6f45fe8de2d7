//! The questions about the person: asked, answered with "none of these", and recorded.

use crate::commands::ask::{self, Reply};
use crate::commands::{Context, State};
use crate::engine::facts::Facts;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::profile::{Answer, Answered, CardId, Choices, EXCLUDING, Fact, Profile, Scope};
use crate::model::time::Stamp;
use crate::protocol::Protocol;
use crate::render;
use crate::store;
use crate::store::journal::Writer;
use crate::views::told;

/// Answers a card of questions about the person with no, where no is an answer to each of them.
pub(super) fn clear(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    profile: &Profile,
    state: &State,
    card: CardId,
    facts: &[Fact],
) -> Result<Vec<Record>, Failure> {
    // Where one question is asked by itself, the others have not been seen yet.
    let alone = render::next::asked_alone(facts);
    let facts = alone.as_ref().map_or(facts, std::slice::from_ref);
    let (no, other): (Vec<Fact>, Vec<Fact>) = facts.iter().partition(|fact| none_of_these(**fact));
    if let Some(fact) = other.first().filter(|_| no.is_empty()) {
        let question = fact.question();
        return Err(Failure::usage(format!("\"none of these\" does not answer: {}", question.ask)).hint(format!(
            "For example: backflare profile set {} {}",
            question.key,
            example(question.choices)
        )));
    }
    let lines = no.iter().map(|fact| format!("- {} [{}]", fact.question().ask, fact.key()));
    let text = ask::listed(context, &format!("{} None of these:", card.title()), lines);
    context.process.err(&text);
    let answers: Vec<(Fact, Answer)> = no.into_iter().map(|fact| (fact, Answer::No)).collect();
    record(context, writer, profile, state, &answers)
}

/// Whether "none of these" answers a question with no.
pub(super) fn none_of_these(fact: Fact) -> bool {
    match fact.question().choices {
        Choices::YesNo => fact != Fact::StillSo,
        Choices::YesNoCleared | Choices::NoCleared => true,
        Choices::Number(..) | Choices::Time | Choices::OneOf(_) => false,
    }
}

/// What a letter means for a question that "none of these" answers with no.
pub(super) fn yes(fact: Fact) -> Answer {
    if fact.question().choices == Choices::NoCleared { Answer::Cleared } else { Answer::Yes }
}

/// An answer to show how one looks.
pub(super) fn example(choices: Choices) -> &'static str {
    match choices {
        Choices::YesNo | Choices::YesNoCleared => "yes",
        Choices::NoCleared => "cleared",
        Choices::Number(..) => "35",
        Choices::Time => "07:00",
        Choices::OneOf(words) => words.first().copied().unwrap_or("no"),
    }
}

/// Records answers to questions: in the journal while a course runs, and in the profile what outlives it.
pub(super) fn record(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    profile: &Profile,
    state: &State,
    answers: &[(Fact, Answer)],
) -> Result<Vec<Record>, Failure> {
    let now = context.now()?;
    let running = state.history.run().is_some();
    let journalled = |fact: Fact| fact.question().card != CardId::Day;
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
        .filter(|(fact, _)| running && journalled(*fact))
        .flat_map(|(fact, value)| {
            let kept = forgotten(*fact, value).then_some(Answer::Yes);
            kept.into_iter().chain([value.clone()]).map(|value| (None, Event::Answered { fact: *fact, value }))
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

/// Asks questions about the person: those that "none of these" answers as one card, the others one by one. `false`:
/// the person left.
pub(super) fn ask(context: &mut Context<'_>, card: CardId, facts: &[Fact]) -> Result<bool, Failure> {
    let together = |fact: &Fact| none_of_these(*fact) && fact.question().choices != Choices::NoCleared;
    let (lines, single): (Vec<Fact>, Vec<Fact>) = facts.iter().partition(|fact| together(fact));
    let mut answers: Vec<(Fact, Answer)> = Vec::new();
    if !lines.is_empty() {
        let lettered = |(place, fact): (usize, &Fact)| format!("{}) {}", told::letter(place), fact.question().ask);
        let text = ask::listed(context, card.title(), lines.iter().enumerate().map(lettered));
        context.process.err(&text);
        let yes = match ask::card(context, lines.len())? {
            Reply::Left => return Ok(false),
            Reply::None => Vec::new(),
            Reply::Unsure => (0..lines.len()).collect(),
            Reply::Lines(places) => places,
        };
        answers.extend(
            lines
                .iter()
                .enumerate()
                .map(|(place, fact)| (*fact, if yes.contains(&place) { Answer::Yes } else { Answer::No })),
        );
    }
    for fact in single {
        let question = fact.question();
        loop {
            let choices = question.choices.words().join(" / ");
            let Some(text) = ask::question(context, question.ask, &choices)? else { return Ok(false) };
            if let Some(answer) = question.choices.parse(&text) {
                answers.push((fact, answer));
                break;
            }
        }
    }
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let profile = context.profile()?;
    record(context, &mut writer, &profile, &state, &answers)?;
    Ok(true)
}
