//! The questions about the person: asked, answered with "none of these", and recorded.

use uuid::Uuid;

use crate::acts::answer::{Stand, same_flare};
use crate::acts::ask::{self, Reply};
use crate::acts::{Context, State};
use crate::engine::ask::{Ask, FactLine};
use crate::engine::case::Case;
use crate::engine::facts::Facts;
use crate::engine::plan::Plan;
use crate::engine::safety::helped;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::letters::letter;
use crate::model::profile::{Answer, Answered, EXCLUDING, Fact, Profile, Scope};
use crate::model::time::Stamp;
use crate::protocol::Protocol;
use crate::render::next::none_of;
use crate::store;
use crate::store::journal::Writer;
use crate::views::told::{card_title, fact_line, questions_title};
use crate::words::card::title;
use crate::words::clean::clean;
use crate::words::dose::NOT_ASKED_NOW;
use crate::words::now::WHAT_COMES;
use crate::words::{card as words, now, refused, sign};

/// An answer to a question, as somebody gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct GivenAnswer {
    /// The question.
    pub(crate) fact: Fact,
    /// The answer.
    pub(crate) answer: Answer,
    /// "None of these" said it of all that were shown, nobody of this one by its name.
    pub(crate) by_none: bool,
}

/// Answers the questions `asked` with no, where no is an answer to them.
pub(crate) fn clear(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    asked: &[Fact],
) -> Result<Vec<Record>, Failure> {
    if let Some(fact) = asked.iter().find(|fact| !fact.none_means_no()) {
        let question = fact.question();
        let hint = refused::set_for_example(question.key, question.choices.example());
        return Err(Failure::usage(refused::none_is_no_answer(question.ask())).hint(hint));
    }
    let Some(first) = asked.first() else { return Ok(Vec::new()) };
    let lines = asked.iter().map(|fact| format!("- {} [{}]", fact.question().ask(), fact.key()));
    let text = ask::listed(context, &words::none_of(title(first.question().card)), lines);
    context.process.err(&text);
    let answers: Vec<(Fact, Answer)> = asked.iter().map(|fact| (*fact, Answer::No)).collect();
    record(context, writer, &mut stand.state, &mut stand.course.profile, &answers)
}

/// What a card or a question on show was answered with: the lines that were named are yes, the others "none of these".
pub(crate) fn given(lines: &[FactLine<'_>], places: &[usize]) -> Vec<GivenAnswer> {
    let answer = |(place, line): (usize, &FactLine<'_>)| {
        let named = places.contains(&place);
        let one = move |fact: &Fact| {
            let answer = if named { fact.question().choices.yes() } else { Answer::No };
            GivenAnswer { fact: *fact, answer, by_none: !named }
        };
        line.facts.iter().map(one).collect::<Vec<_>>()
    };
    lines.iter().enumerate().flat_map(answer).collect()
}

/// What is known of questions at one moment, in their order.
pub(crate) fn known(state: &State, profile: &Profile, facts: &[Fact]) -> Vec<Option<Answer>> {
    let none = Protocol::none();
    let known = Facts::new(&none, profile, &state.history);
    facts.iter().map(|fact| known.get(*fact).map(|known| known.value)).collect()
}

/// Records what was answered at a terminal, under the lock and on what is known by now. `asked` is the state in which it
/// came on the screen: a flare that was ended since gets no answers, but what was said about the person counts.
///
/// `shown` is what was known of these questions when they came on the screen. What was answered otherwise since then, on
/// another terminal, stays: "none of these" was not said of that.
pub(crate) fn answered(
    context: &mut Context<'_>,
    asked: &State,
    shown: &[Option<Answer>],
    given: &[GivenAnswer],
) -> Result<(State, Profile), Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    let mut profile = context.profile()?;
    let same = same_flare(asked.flare(), &state);
    let facts: Vec<Fact> = given.iter().map(|one| one.fact).collect();
    let now = known(&state, &profile, &facts);
    let meanwhile = |place: usize| now[place].is_some() && shown.get(place) != now.get(place);
    let answers: Vec<(Fact, Answer)> = given
        .iter()
        .enumerate()
        .filter(|(place, one)| !(one.by_none && meanwhile(*place)))
        .filter(|(_, one)| same.is_ok() || one.fact.question().scope == Scope::Person)
        .map(|(_, one)| (one.fact, one.answer.clone()))
        .collect();
    if answers.is_empty() {
        same?;
    }
    record(context, &mut writer, &mut state, &mut profile, &answers)?;
    Ok((state, profile))
}

/// Records answers to questions: in the journal, and in the profile what outlives a course.
pub(crate) fn record(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    state: &mut State,
    profile: &mut Profile,
    answers: &[(Fact, Answer)],
) -> Result<Vec<Record>, Failure> {
    // A yes to what a clinician must look at goes into the journal before the profile forgets it: a sign of this course
    // stands until somebody has looked.
    let looked_at = state.history.entries().any(|entry| matches!(entry.event, Event::Seen { .. }));
    let none = Protocol::none();
    let facts = Facts::new(&none, profile, &state.history);
    let forgotten = |fact: Fact, value: &Answer| {
        let stood = profile.get(fact) == Some(&Answer::Yes) && facts.ever_yes(fact).is_some();
        stood && !looked_at && EXCLUDING.contains(&fact) && *value != Answer::Yes
    };
    let about = answers.iter().any(|(fact, _)| *fact == Fact::LastDoseHelped);
    let about = about.then(|| helped_dose(state, profile)).transpose()?;
    let events: Vec<(Option<Stamp>, Event)> = answers
        .iter()
        .flat_map(|(fact, value)| {
            let kept = forgotten(*fact, value).then_some(Answer::Yes);
            let was = profile.answers.get(fact);
            let dose = about.filter(|_| *fact == Fact::LastDoseHelped);
            let event = |value| Event::Answered { fact: *fact, value, was: was.cloned(), who: None, on: None, dose };
            kept.into_iter().chain([value.clone()]).map(event).map(|event| (None, event)).collect::<Vec<_>>()
        })
        .collect();
    keep(context, writer, state, profile, events, answers)
}

/// Writes events that answer something, and keeps in the profile what the answers say about the person: the one act that
/// writes the profile. `state` and `profile` were read under this lock, and are afterwards as they then stand.
pub(crate) fn keep(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    state: &mut State,
    profile: &mut Profile,
    events: Vec<(Option<Stamp>, Event)>,
    answers: &[(Fact, Answer)],
) -> Result<Vec<Record>, Failure> {
    let records = writer.append_all(context.now()?, events)?;
    state.add(&records);
    let lasting = answers.iter().filter(|(fact, _)| fact.question().scope == Scope::Person);
    if let Some(at) = records.first().map(|record| record.at) {
        let mut changed = false;
        for (fact, value) in lasting {
            profile.answers.insert(*fact, Answered { value: value.clone(), at });
            changed = true;
        }
        if changed {
            store::profile::write_profile(writer, &context.home()?, profile)?;
        }
    }
    Ok(records)
}

/// The dose that an answer to "did the last dose help?" is about. Rule 6a.
fn helped_dose(state: &State, profile: &Profile) -> Result<Uuid, Failure> {
    let none = Protocol::none();
    let case = Case::new(&none, profile, &state.history);
    let dose = helped::in_question(&case).map(|dose| dose.id);
    dose.ok_or_else(|| Failure::usage(NOT_ASKED_NOW).hint(WHAT_COMES))
}

/// Asks questions about the person, as they come on show: one by itself, or a card of those that "none of these" answers.
/// What is known by then, or nothing: the person left.
pub(crate) fn ask(
    context: &mut Context<'_>,
    mut state: State,
    mut profile: Profile,
    facts: &[Fact],
) -> Result<Option<(State, Profile)>, Failure> {
    let mut left = facts.to_vec();
    while let Some(asked) = Ask::of(&left, None) {
        let Some(answered) = ask_one(context, &state, &profile, &asked)? else { return Ok(None) };
        (state, profile) = answered;
        left.retain(|fact| !asked.facts().contains(fact));
    }
    Ok(Some((state, profile)))
}

/// Asks what is on show, and records the answer: what is known then. `None`: the person left, or a card of signs is on
/// show, which is asked elsewhere.
pub(crate) fn ask_one(
    context: &mut Context<'_>,
    state: &State,
    profile: &Profile,
    asked: &Ask<'_>,
) -> Result<Option<(State, Profile)>, Failure> {
    let given = match asked {
        Ask::Card { .. } | Ask::Follow(_) => return Ok(None),
        Ask::Questions { card, asked, lines, .. } => {
            let lettered = |(place, line): (usize, &FactLine<'_>)| format!("{}) {}", letter(place), fact_line(line));
            let title = questions_title(*card, *asked);
            let text = ask::listed(context, &title, lines.iter().enumerate().map(lettered));
            context.process.err(&text);
            match ask::card(context, lines.len())? {
                Reply::Left => return Ok(None),
                Reply::None => given(lines, &[]),
                Reply::Unsure => given(lines, &(0..lines.len()).collect::<Vec<_>>()),
                Reply::Lines(places) => given(lines, &places),
            }
        }
        Ask::Question { fact, .. } => {
            let question = fact.question();
            let choices = question.choices.words().join(" / ");
            loop {
                let Some(text) = ask::question(context, question.ask(), &choices)? else { return Ok(None) };
                if let Some(answer) = question.choices.parse(&text) {
                    break vec![GivenAnswer { fact: *fact, answer, by_none: false }];
                }
            }
        }
    };
    answered(context, state, &known(state, profile, asked.facts()), &given).map(Some)
}

/// A question comes first: what it is, and how it is answered.
pub(crate) fn waits(plan: &Plan<'_>, ask: &Ask<'_>) -> Failure {
    let (what, how) = match ask {
        Ask::Card { card, again, .. } => {
            (card_title(card, *again, false), refused::none_of_these(&none_of(plan, card)))
        }
        Ask::Follow(follow) => {
            let what = sign::how_is_it(&clean(&follow.text), follow.known);
            return Failure::usage(refused::question_waits(&what)).hint(sign::how_to_say(follow.known));
        }
        Ask::Question { fact, .. } => {
            let question = fact.question();
            (question.ask().to_owned(), refused::such_as(question.key, question.choices.example()))
        }
        Ask::Questions { card, asked, .. } => (questions_title(*card, *asked), refused::none_of_these(now::TYPE_CLEAR)),
    };
    Failure::usage(refused::question_waits(&what)).hint(refused::see_it(&how))
}
