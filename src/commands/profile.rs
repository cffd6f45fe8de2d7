//! `profile`: what safety needs to know about the person, and waking hours.

use crate::acts::{Context, Outcome, State, answer, answer::FilesRead, guide, questions};
use crate::commands::examples;
use crate::engine::facts::Facts;
use crate::error::Failure;
use crate::model::limits::{OWN_NIGHT, SHORTEST_NIGHT};
use crate::model::nearest;
use crate::model::profile::{Answer, CardId, Fact, Profile as Person, QUESTIONS, Question, Scope};
use crate::model::time::{Hours, Stamp};
use crate::process::Stream;
use crate::protocol::Checked;
use crate::store::trust::Trusted;
use crate::views::answers::Set;
use crate::views::profile::Profile;
use crate::views::{self, parts};
use crate::words::{about, card as said, refused};

/// Show or change what is known about you, and your waking hours
///
/// Without a command, shows it. What is not answered counts as unknown, and then
/// whatever rests on it is not offered.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, disable_help_subcommand = true, after_help = examples!(
    "backflare profile"
    "backflare profile set wakes 06:30"
    "backflare profile set age 44"
))]
pub(crate) struct ProfileArgs {
    /// What to do; without it, show.
    #[command(subcommand)]
    pub(crate) command: Option<ProfileCommand>,
}

/// What `profile` can do.
#[derive(clap::Subcommand, Clone, PartialEq, Eq, Debug)]
pub(crate) enum ProfileCommand {
    /// Show every question and its answer
    #[command(after_help = examples!("backflare profile show --json"))]
    Show,
    /// Answer one question
    #[command(after_help = examples!(
        "backflare profile set age 44"
        "backflare profile set wakes 06:30"
        "backflare profile set hours heat=15:00"
    ))]
    Set {
        /// The question, as `profile show` names it
        key: String,
        /// no, yes, cleared (a clinician agreed), a number or a time
        #[arg(allow_negative_numbers = true)]
        value: String,
    },
    /// Ask, one card at a time, what is not answered yet
    #[command(after_help = examples!("backflare profile show  # where there is no terminal to ask at"))]
    Ask,
}

/// Shows, sets or asks.
pub(crate) fn run(context: &mut Context<'_>, args: &ProfileArgs) -> Result<Outcome, Failure> {
    match &args.command {
        None | Some(ProfileCommand::Show) => show(context),
        Some(ProfileCommand::Set { key, value }) => set(context, key, value),
        Some(ProfileCommand::Ask) => ask(context),
    }
}

/// A question, and its answer with when it was given.
type OnCard = (&'static Question, Option<(Answer, Stamp)>);

/// What is known, by question: of the person, and of this flare.
fn known(state: &State, found: FilesRead) -> Result<Vec<OnCard>, Failure> {
    let (profile, protocol) = (found.profile?, found.protocol?.unwrap_or_else(Checked::none));
    let facts = Facts::new(&protocol, &profile, &state.history);
    Ok(QUESTIONS
        .iter()
        .map(|question| {
            let known = facts.get(question.fact).map(|known| (known.value, state.clock.zone.stamp(known.at)));
            (question, known)
        })
        .collect())
}

fn show(context: &mut Context<'_>) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let found = FilesRead::read(context, &state);
    let (no_night, hours) = (found.known().leaves_no_night(), found.known().hours());
    let known = known(&state, found)?;
    let text = if context.json {
        let known = known.iter().map(|(question, known)| (*question, known.as_ref().map(|(answer, at)| (answer, *at))));
        views::text(&Profile::of(known))
    } else {
        let mut text = String::new();
        let mut card = None;
        // Card by card; within one, in the order in which they are asked.
        let cards = CardId::ALL.iter();
        let by_card = cards.flat_map(|card| known.iter().filter(move |(question, _)| question.card == *card));
        for (question, known) in by_card {
            if card != Some(question.card) {
                let gap = if card.is_some() { "\n" } else { "" };
                text.extend([gap, said::title(question.card), "\n"]);
                card = Some(question.card);
            }
            let value = known.as_ref().map_or_else(|| "not answered".to_owned(), |(value, _)| value.to_string());
            let line = format!("{}: {value}. {}", question.key, question.ask());
            let options =
                textwrap::Options::new(context.process.width()).initial_indent("  ").subsequent_indent("    ");
            text.push_str(&textwrap::fill(&line, options));
            text.push('\n');
        }
        if no_night {
            text.push_str(&about::own_night(hours.sleeps, hours.wakes));
        }
        text.push_str(about::ANSWER_ONE);
        text
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

fn set(context: &mut Context<'_>, key: &str, value: &str) -> Result<Outcome, Failure> {
    let fact = Fact::parse(key).ok_or_else(|| {
        let near = nearest::suggest(key, QUESTIONS.iter().map(|question| question.key));
        Failure::usage(refused::no_question(key)).hint(refused::all_questions(near))
    })?;
    let question = fact.question();
    let answer = question.choices.parse(value).ok_or_else(|| {
        let hint = refused::it_takes(&question.choices.words().join(", "), key, question.choices.example());
        Failure::usage(refused::no_answer(value, question.ask())).hint(hint)
    })?;
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    match state.running() {
        Trusted::Nothing if question.scope == Scope::Flare => {
            return Err(Failure::usage(refused::question_of_a_flare(key)).hint(refused::BEGIN));
        }
        Trusted::Unknown(failure) if question.scope == Scope::Flare => return Err(failure),
        Trusted::There(_) | Trusted::Nothing | Trusted::Unknown(_) => {}
    }
    let mut profile = context.profile()?;
    leaves_a_night(&profile, fact, &answer)?;
    of_a_pregnancy(&profile, &state, fact)?;
    let records = questions::record(context, &mut writer, &mut state, &mut profile, &[(fact, answer.clone())])?;
    drop(writer);
    let found = FilesRead { profile: Ok(profile), protocol: context.protocol(&state) };
    let lines = [about::noted(question.key, &answer)];
    let more = Set { key: question.key, value: parts::Value::of(&answer) };
    answer::confirm(context, "profile-set", &lines, &records, more, state, found.course().ok().flatten())
}

/// Refuses the week of a pregnancy that nobody told of: it would be one of another. Rule 22.3.
fn of_a_pregnancy(profile: &Person, state: &State, fact: Fact) -> Result<(), Failure> {
    let none = Checked::none();
    let pregnant = || Facts::new(&none, profile, &state.history).is(Fact::Pregnant) == Some(true);
    if fact != Fact::PregnancyWeek || pregnant() {
        return Ok(());
    }
    Err(Failure::usage(refused::NO_PREGNANCY).hint(refused::PREGNANT_FIRST))
}

/// Refuses an hour that leaves no night beside the other: heat is held back at night, and so there must be one. Rule 14.
fn leaves_a_night(profile: &Person, fact: Fact, answer: &Answer) -> Result<(), Failure> {
    let (Fact::Wakes | Fact::Sleeps, Answer::Time(time)) = (fact, answer) else { return Ok(()) };
    let old = profile.hours();
    let new = if fact == Fact::Wakes { Hours { wakes: *time, ..old } } else { Hours { sleeps: *time, ..old } };
    if new.night() >= SHORTEST_NIGHT {
        return Ok(());
    }
    let bed = new.with_a_night_of(OWN_NIGHT).sleeps;
    let again = if fact == Fact::Wakes { refused::then_again(fact.key(), time) } else { String::new() };
    Err(Failure::usage(refused::no_night(new.sleeps, new.wakes)).hint(refused::leave_a_night(bed, &again)))
}

/// Asks what is not answered yet, card by card.
fn ask(context: &mut Context<'_>) -> Result<Outcome, Failure> {
    if !context.process.is_terminal(Stream::In) {
        return Err(Failure::usage(refused::NO_TERMINAL_TO_ASK).hint(refused::ASK_WITHOUT));
    }
    for card in CardId::ALL {
        let state = context.state()?;
        let running = state.history.run().is_some();
        let found = FilesRead::read(context, &state);
        let open: Vec<Fact> = known(&state, found)?
            .into_iter()
            .filter(|(question, known)| question.card == card && known.is_none())
            .filter(|(question, _)| running || question.scope == Scope::Person)
            .map(|(question, _)| question.fact)
            .filter(|fact| needed(*fact))
            .collect();
        if !open.is_empty() && !guide::ask_about(context, &open)? {
            break;
        }
    }
    show(context)
}

/// Whether a question is asked at leisure: not those that only a moment can answer.
fn needed(fact: Fact) -> bool {
    !matches!(
        fact,
        Fact::StillSo
            | Fact::LastDoseHelped
            | Fact::HelperHere
            | Fact::LivesAlone
            | Fact::Without
            | Fact::Hours
            | Fact::FirstFlare
            | Fact::Pharmacist
            | Fact::Liver
            | Fact::Warfarin
            | Fact::StrongPainkiller
            | Fact::Chickenpox
            | Fact::PregnancyWeek
    )
}
