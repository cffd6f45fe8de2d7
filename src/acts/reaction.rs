//! What is asked next of a sign after a medicine, heat or a patch: whether more comes with it, and whether what was taken last
//! did it. Read from flags, or asked; no answer counts as a yes. Clinical rule 21.

use crate::acts::answer::{RunningCourse, Stand};
use crate::acts::{Context, State, ask, questions};
use crate::engine::case::Case;
use crate::engine::safety::reaction::suspect;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::id::Id;
use crate::model::medicine::Ingredient;
use crate::model::profile::{Answer, Fact, Profile};
use crate::process::Stream;
use crate::protocol::Protocol;
use crate::protocol::after_medicine::{Reaction, after_medicine};
use crate::store::journal::Writer;
use crate::words::reaction as words;

/// A check that says that nothing of what is asked next is there.
const NOTHING_MORE: &str = "nothing-more";
/// A check that says whether the medicine did it.
const MEDICINE_DID_IT: &str = "medicine-did-it";

/// The signs as they are to be recorded, and what a medicine may have to do with them.
pub(crate) struct Gathered {
    /// The names that were given, and the graver signs that the answers make of them.
    pub(crate) names: Vec<String>,
    /// What may have done it, and whether that is to be noted for good.
    noted: Option<(Reaction, Ingredient, bool)>,
}

/// What is asked next of a sign, in the words of the question.
pub(crate) enum AfterSign {
    /// Whether more comes with it.
    More(String),
    /// Whether it is to be noted that a medicine did it.
    DidIt(String),
}

impl AfterSign {
    /// The question.
    pub(crate) fn question(&self) -> &str {
        match self {
            Self::More(question) | Self::DidIt(question) => question,
        }
    }
}

impl Gathered {
    /// Signs of which nothing is asked next.
    pub(crate) fn plain(names: &[String]) -> Self {
        Self { names: names.to_vec(), noted: None }
    }
}

/// Whether one of these is a sign that may come after a medicine, heat or a patch.
pub(crate) fn concerns(names: &[String]) -> bool {
    names.iter().filter_map(|name| Id::parse(name)).any(|id| after_medicine().reaction(&id).is_some())
}

/// A check as it was typed: `nothing-more=yes`.
fn read(checks: &[String], name: &str) -> Result<Option<bool>, Failure> {
    let known = |text: &&String| text.split_once('=').is_some_and(|(own, _)| own.trim() == name);
    let Some((_, said)) = checks.iter().find(known).and_then(|text| text.split_once('=')) else { return Ok(None) };
    match said.trim().to_lowercase().as_str() {
        "yes" | "y" => Ok(Some(true)),
        "no" | "n" | "not-sure" | "not sure" | "u" => Ok(Some(false)),
        _ => Err(Failure::usage(words::no_check(&format!("{name}={said}"))).hint(words::CHECKS)),
    }
}

/// What is asked next of the signs of these names. Nothing is locked meanwhile.
pub(crate) fn gathered(
    context: &mut Context<'_>,
    state: &State,
    profile: &Profile,
    named: &[String],
    checks: &[String],
) -> Result<Gathered, Failure> {
    let list = after_medicine();
    let signs: Vec<Id> = named.iter().filter_map(|name| Id::parse(name)).collect();
    let none = |text: &&String| {
        let name = text.split_once('=').map_or(text.as_str(), |(name, _)| name.trim());
        ![NOTHING_MORE, MEDICINE_DID_IT].contains(&name)
    };
    let reactions: Vec<Reaction> = signs.iter().filter_map(|sign| list.reaction(sign)).collect();
    if let Some(wrong) = checks.iter().find(|text| reactions.is_empty() || none(text)) {
        return Err(Failure::usage(words::no_check(wrong)).hint(words::CHECKS));
    }
    gathered_by(state, profile, named, |next| {
        let check = match next {
            AfterSign::More(_) => NOTHING_MORE,
            AfterSign::DidIt(_) => MEDICINE_DID_IT,
        };
        let said = read(checks, check)?;
        match (next, said) {
            (AfterSign::More(_), Some(nothing_more)) => Ok(nothing_more),
            (AfterSign::DidIt(_), Some(did_it)) => Ok(!did_it),
            (next, None) if asks(context) => {
                let answers = match next {
                    AfterSign::More(_) => words::Y_N_UNSURE,
                    AfterSign::DidIt(_) => words::Y_N,
                };
                Ok(ask::question(context, next.question(), answers)?.is_some_and(|reply| is_no(&reply)))
            }
            (AfterSign::More(question), None) => {
                if !context.json {
                    context.process.err(&words::counted_as_more(question));
                }
                Ok(false)
            }
            (AfterSign::DidIt(_), None) => Ok(false),
        }
    })
}

/// What is asked next of signs that were told. `is_no` asks it, and says whether the answer was a no in so many words: anything
/// else makes a graver sign of one, and notes that the medicine did it.
pub(crate) fn gathered_by(
    state: &State,
    profile: &Profile,
    named: &[String],
    mut is_no: impl FnMut(&AfterSign) -> Result<bool, Failure>,
) -> Result<Gathered, Failure> {
    let list = after_medicine();
    let signs: Vec<Id> = named.iter().filter_map(|name| Id::parse(name)).collect();
    let mut all = named.to_vec();
    for more in signs.iter().filter_map(|sign| list.with_more.get(sign)) {
        // What the profile knows needs no question.
        let known = matches!(profile.get(more.fact), Some(Answer::Yes | Answer::Cleared));
        if (known || !is_no(&AfterSign::More(more.ask.clone()))?) && !signs.contains(&more.sign) {
            all.push(more.sign.to_string());
        }
    }
    let protocol = Protocol::none();
    let case = Case::new(&protocol, profile, &state.history);
    let reactions = signs.iter().filter_map(|sign| list.reaction(sign));
    let suspected = reactions.into_iter().find_map(|reaction| Some((reaction, suspect(&case, reaction)?)));
    let noted = match suspected {
        Some((reaction, ingredient)) => {
            let question = AfterSign::DidIt(words::did_it(&ingredient.to_string()));
            Some((reaction, ingredient, !is_no(&question)?))
        }
        None => None,
    };
    Ok(Gathered { names: all, noted })
}

fn asks(context: &Context<'_>) -> bool {
    context.process.is_terminal(Stream::In) && !context.json
}

fn is_no(reply: &str) -> bool {
    matches!(reply.trim().to_lowercase().as_str(), "no" | "n")
}

/// Notes that a medicine did it, or that it did not: from then on a bleeding or an allergy is known of the person.
pub(crate) fn note(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    gathered: &Gathered,
) -> Result<Vec<Record>, Failure> {
    let Some((reaction, ingredient, answer)) = gathered.noted.clone() else { return Ok(Vec::new()) };
    let Stand { state, course: RunningCourse { profile, .. } } = stand;
    let fact = match reaction {
        Reaction::Bleeding => Fact::Bleeding,
        Reaction::Swelling => Fact::Allergy,
        Reaction::Burn | Reaction::Sleep => return Ok(Vec::new()),
    };
    let name = ingredient.to_string();
    let mut events = vec![(None, Event::Reacted { ingredient, answer })];
    let mut answers = Vec::new();
    if answer {
        let was = profile.answers.get(&fact).cloned();
        let answered = Event::Answered { fact, value: Answer::Yes, was, who: None, on: None, dose: None };
        events.push((None, answered));
        answers.push((fact, Answer::Yes));
        if !context.json {
            context.process.err(&words::noted(&name, fact.key()));
        }
    }
    questions::keep(context, writer, state, profile, events, &answers)
}
