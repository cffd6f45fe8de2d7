//! The questions about the person: asked, answered with "none of these", and recorded.

use uuid::Uuid;

use crate::acts::answer::{Stand, same_flare};
use crate::acts::{Context, State, ask, asked};
use crate::engine::ask::{Ask, FactLine};
use crate::engine::case::Case;
use crate::engine::facts::Facts;
use crate::engine::plan::Plan;
use crate::engine::safety::helped;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::profile::{Answer, Answered, EXCLUDING, Fact, Profile, Scope};
use crate::model::time::Stamp;
use crate::protocol::Protocol;
use crate::protocol::format::Step;
use crate::session::asking::Reply;
use crate::store;
use crate::store::journal::Writer;
use crate::views::told::{card_title, questions_title};
use crate::words::clean::clean;
use crate::words::dose::NOT_ASKED_NOW;
use crate::words::now::WHAT_COMES;
use crate::words::{card as words, refused, sign};

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

/// Answers the questions `asked` with no, where no is an answer to them. They are printed below `title`.
pub(crate) fn clear(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    asked: &[Fact],
    title: &str,
) -> Result<Vec<Record>, Failure> {
    if let Some(fact) = asked.iter().find(|fact| !fact.none_means_no()) {
        let question = fact.question();
        let hint = refused::set_for_example(question.key, question.choices.example());
        return Err(Failure::usage(refused::none_is_no_answer(question.ask())).hint(hint));
    }
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let lines = asked.iter().map(|fact| format!("- {} [{}]", fact.question().ask(), fact.key()));
    let text = ask::listed(context, &words::none_of(title), lines);
    context.process.err(&text);
    let answers: Vec<(Fact, Answer)> = asked.iter().map(|fact| (*fact, Answer::No)).collect();
    record(context, writer, &mut stand.state, &mut stand.course.profile, &answers)
}

/// What a card of questions was answered with: what was named is yes, the others "none of these". `stands`: a yes is kept of
/// it, and "none of these" takes no yes back.
pub(crate) fn given(lines: &[FactLine<'_>], reply: &Reply, stands: impl Fn(Fact) -> bool) -> Vec<GivenAnswer> {
    let all = || lines.iter().flat_map(|line| line.facts.iter().copied());
    let (named, rest): (Vec<Fact>, bool) = match reply {
        Reply::None | Reply::No => (Vec::new(), true),
        Reply::Unsure | Reply::Yes => (all().collect(), true),
        Reply::Lines(marked) | Reply::UnsureOf(marked) => (asked::facts(lines, marked), true),
        Reply::Only(marked) => (asked::facts(lines, marked), false),
        Reply::Answer(_) => (Vec::new(), false),
    };
    let one = |fact: Fact| {
        if named.contains(&fact) {
            return Some(GivenAnswer { fact, answer: fact.question().choices.yes(), by_none: false });
        }
        (rest && !stands(fact)).then_some(GivenAnswer { fact, answer: Answer::No, by_none: true })
    };
    all().filter_map(one).collect()
}

/// Prints what "none of these" answered without having been asked. `step`: what waits for it.
pub(crate) fn tell(context: &mut Context<'_>, answers: &[(Fact, Answer)], step: Option<&Step>) {
    let none: Vec<&(Fact, Answer)> = answers.iter().filter(|(_, answer)| *answer == Answer::No).collect();
    if let Some((first, _)) = none.first().filter(|_| !context.json) {
        let lines = none.iter().map(|(fact, _)| format!("- {} [{}]", fact.question().ask(), fact.key()));
        let text = ask::listed(context, &words::none_of(&questions_title(first.question().card, None, step)), lines);
        context.process.err(&text);
    }
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

/// A question comes first: what it is, and how it is answered.
pub(crate) fn waits(plan: &Plan<'_>, ask: &Ask<'_>) -> Failure {
    let (what, how) = match ask {
        Ask::Card { card, again, .. } => (card_title(card, *again, false), refused::ANSWER_NONE.to_owned()),
        Ask::Follow(follow) => {
            let what = sign::how_is_it(&clean(&follow.text), follow.known);
            return Failure::usage(refused::question_waits(&what)).hint(sign::how_to_say(follow.known));
        }
        Ask::Choice(choice) => {
            let example = choice.options.first().map_or("skip", |option| option.word.as_str());
            (clean(&choice.title()), refused::such_as(None, &clean(example)))
        }
        Ask::Question { fact, .. } => {
            let question = fact.question();
            // A yes would answer what is on show.
            let by_name = plan.opens_with_yes_or_no().then_some(question.key);
            (question.ask().to_owned(), refused::such_as(by_name, question.choices.example()))
        }
        Ask::Questions { card, asked, step, .. } => {
            (questions_title(*card, *asked, *step), refused::ANSWER_NONE.to_owned())
        }
    };
    Failure::usage(refused::question_waits(&what)).hint(refused::see_it(&how))
}
