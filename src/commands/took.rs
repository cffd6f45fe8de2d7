//! `took`: a medicine was taken.

use std::ops::ControlFlow;

use uuid::Uuid;

use crate::acts::intake::{self, Intake, Typed, Which};
use crate::acts::{Context, Outcome, State, after_dose, answer, answer::FilesRead, ask, doses};
use crate::commands::{At, examples, note};
use crate::engine::case::Case;
use crate::engine::history::Taken;
use crate::engine::safety::{medicine as rules, unknown};
use crate::error::Failure;
use crate::model::amount::Amount;
use crate::model::event::{Content, Event, Record};
use crate::model::time::{Hours, Stamp};
use crate::process::Stream;
use crate::protocol::Protocol;
use crate::store::journal::Writer;
use crate::store::profile::write_profile;
use crate::views::answers::{Replaced, Took};
use crate::views::{parts, standing};
use crate::words;

/// Record a dose that was taken
///
/// It is always recorded, and said loudly where it was too soon or too much.
/// Without AMOUNT the largest single dose counts. A name that backflare does not
/// know counts as every kind of pain reliever, until --contains says; that is
/// remembered for the name.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = examples!(
        "backflare took ibuprofen 200mg"
        "backflare took co-codamol 30/500mg x2"
        "backflare took \"Nurofen Plus\" \"2 tablets\" --at \"40m ago\""
        "backflare took alcohol \"2 drinks\""
        "backflare took \"cold syrup\" --contains \"acetaminophen 500mg,sedating\""
        "backflare took ibuprofen 0mg --corrects --because \"not taken after all\""
    )
)]
pub(crate) struct TookArgs {
    /// The medicine, by its own name or a brand's
    pub(crate) medicine: String,
    /// How much: 200mg, "2 tablets", or what the box says: 5/325mg
    #[arg(value_name = "AMOUNT")]
    pub(crate) amount: Vec<String>,
    /// When it was taken
    #[command(flatten)]
    pub(crate) at: At,
    /// What one piece of it holds, or none
    #[arg(long, value_name = "INGREDIENT,..", value_delimiter = ',')]
    pub(crate) contains: Vec<String>,
    /// Replace a dose, by its time or id; 0mg: none
    #[arg(long, requires = "because", value_name = "WHICH", num_args = 0..=1, default_missing_value = "")]
    pub(crate) corrects: Option<String>,
    /// Why it was taken, or is replaced
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub(crate) because: Option<String>,
}

/// What was asked at the terminal so far, without the lock; each is asked once.
#[derive(Default)]
struct AskedSoFar {
    /// The time as it was meant when it was typed, however long a question stood open since.
    at: Option<TypedTime>,
    /// The name that was meant.
    name: Option<String>,
    /// Whether it was asked which name was meant.
    near: bool,
    /// How much it was, with how strong each piece is.
    amount: Option<Amount>,
    /// Whether it was asked how strong each piece is.
    strength: bool,
    /// Doses that are not the same as this one.
    others: Vec<Uuid>,
    /// The dose that may be replaced.
    replaces: Option<Uuid>,
}

/// The time of `--at`, where it was given.
#[derive(Clone, Copy)]
struct TypedTime(Option<Stamp>);

/// Records a dose. It is always recorded; what it comes to is said afterwards.
///
/// Whatever is asked is asked without the lock, so that nobody waits for the answer; then everything is read again.
pub(crate) fn run(context: &mut Context<'_>, args: &TookArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut asked = AskedSoFar::default();
    loop {
        let mut writer = context.lock(&journal)?;
        let state = context.state_under_lock(&mut writer)?;
        let found = FilesRead::read(context, &state);
        let hours = found.known().hours();
        let typed = args.typed(&state, hours, &mut asked)?;
        let intake = intake::read(&found, &state, &typed)?;
        let at_or_now = intake.at.map_or_else(|| context.now(), Ok)?;
        let asks = context.process.is_terminal(Stream::In) && !context.json;
        let question = if asks { question(&state, &intake, at_or_now, &asked) } else { None };
        if let Some(question) = question {
            drop(writer);
            if let ControlFlow::Break(said) = ask_now(context, &state, hours, question, &mut asked)? {
                let course = found.course().ok().flatten();
                return answer::confirm(context, "took", &[said], &[], Took::default(), state, course);
            }
            context.later();
            continue;
        }
        let records = write(context, &mut writer, &intake)?;
        let forgot = match (&intake.remembers, &found.profile) {
            (Some((name, kept)), Ok(profile)) => {
                let mut profile = profile.clone();
                profile.names.insert(name.clone(), kept.clone());
                write_profile(&writer, &context.home()?, &profile)?;
                None
            }
            // The dose counts with what is in it; only the next one of that name does not know it.
            (Some(_), Err(failure)) => Some(failure),
            (None, _) => None,
        };
        let forgot = forgot.map(|failure| {
            let (name, said) = (&intake.dose.medicine, args.contains.join(","));
            words::dose::not_remembered(name, &failure.message, failure.hint.as_deref(), &said)
        });
        drop(writer);
        let state = state.after(&records);
        return told(context, &records, &intake, &forgot.unwrap_or_default(), args.at.when.as_deref(), state, found);
    }
}

impl TookArgs {
    /// What was typed, with what was said to questions since.
    fn typed(&self, state: &State, hours: Hours, asked: &mut AskedSoFar) -> Result<Typed, Failure> {
        let (mut words, mut which) = (self.amount.clone(), None);
        if let Some(text) = self.corrects.as_deref() {
            which = Some(match intake::which(state, hours, text) {
                Some(which) => which,
                // It stood before an amount: `took ibuprofen --corrects 200mg`.
                None if intake::begins_amount(text) => {
                    words.push(text.to_owned());
                    Which::Newest
                }
                None => return Err(Failure::usage(words::dose::no_which(text)).hint(words::dose::WHICH_IS)),
            });
        }
        let TypedTime(at) = if let Some(said) = asked.at {
            said
        } else {
            let at = state.at_of_wait(hours, self.at.when.as_deref()).map_err(|failure| {
                let hint = words::dose::about_when(failure.hint.as_deref(), &self.medicine);
                failure.hint(hint)
            })?;
            *asked.at.insert(TypedTime(at))
        };
        Ok(Typed {
            medicine: self.medicine.clone(),
            meant: asked.name.clone(),
            asked_near: asked.near,
            words,
            strength: asked.amount.clone(),
            at,
            contains: self.contains.clone(),
            which,
            because: self.because.clone(),
        })
    }
}

/// What has to be asked before a dose is written.
enum ToAsk {
    /// Whether that name was meant.
    Near(String),
    /// Which of these strengths each piece has.
    Strength(Vec<Amount>),
    /// Whether it is the dose that stands there already.
    Same(String, Taken),
    /// Whether it is that dose that is replaced.
    Replace(Taken),
}

fn question(state: &State, intake: &Intake, at: Stamp, asked: &AskedSoFar) -> Option<ToAsk> {
    if let Some(near) = intake.near.first().filter(|_| !asked.near) {
        return Some(ToAsk::Near(near.clone()));
    }
    if !intake.strengths.is_empty() && !asked.strength {
        return Some(ToAsk::Strength(intake.strengths.clone()));
    }
    if let Some(of) = &intake.replaces {
        return (asked.replaces != Some(of.id)).then(|| ToAsk::Replace(of.clone()));
    }
    let other = doses::near(state, &intake.dose, at).last()?;
    (!asked.others.contains(&other.id)).then(|| ToAsk::Same(intake.dose.medicine.clone(), other.clone()))
}

/// Asks one question. Only a plain yes counts: a dose is rather counted twice than not at all. It breaks with the words of
/// an answer after which nothing is written.
fn ask_now(
    context: &mut Context<'_>,
    state: &State,
    hours: Hours,
    question: ToAsk,
    asked: &mut AskedSoFar,
) -> Result<ControlFlow<String>, Failure> {
    let times = answer::times(state, &hours);
    context.process.err(&match &question {
        ToAsk::Near(near) => words::dose::ask_near(near),
        ToAsk::Strength(strengths) => {
            let choices = ('a'..).zip(strengths);
            let lines = choices.map(|(letter, one)| words::dose::strength_choice(letter, &intake::strength_of(one)));
            ask::listed(context, words::dose::ASK_STRENGTH, lines) + words::dose::PICK_STRENGTH
        }
        ToAsk::Same(name, other) => words::dose::ask_repeat(name, &times.at(other.at.moment)),
        ToAsk::Replace(of) => words::dose::ask_replace(&of.dose, &times.at(of.at.moment)),
    });
    let reply = context.process.line()?.map(|line| line.trim().to_lowercase());
    let yes = matches!(reply.as_deref(), Some("y" | "yes"));
    match question {
        ToAsk::Near(near) => {
            asked.near = true;
            asked.name = yes.then_some(near);
        }
        ToAsk::Strength(strengths) => {
            asked.strength = true;
            asked.amount = picked(&strengths, &reply.unwrap_or_default());
        }
        ToAsk::Same(name, _) if yes => return Ok(ControlFlow::Break(words::dose::not_again(&name))),
        ToAsk::Same(_, other) => asked.others.push(other.id),
        ToAsk::Replace(of) if yes => asked.replaces = Some(of.id),
        ToAsk::Replace(_) => return Ok(ControlFlow::Break(words::dose::NOTHING_CHANGED.to_owned())),
    }
    Ok(ControlFlow::Continue(()))
}

/// The strength that was picked by its letter, or typed as it stands on the box. `None`: neither.
fn picked(strengths: &[Amount], reply: &str) -> Option<Amount> {
    let plain = |text: &str| text.replace([' ', ','], "").replace("mg", "");
    let letter = |place: usize| ('a'..).nth(place).map(String::from);
    let is = |(place, one): &(usize, &Amount)| {
        letter(*place).is_some_and(|letter| letter == reply) || plain(&intake::strength_of(one)) == plain(reply)
    };
    strengths.iter().enumerate().find(is).map(|(_, one)| one.clone())
}

/// Writes the dose, and earlier doses of the same name as they count now.
fn write(context: &mut Context<'_>, writer: &mut Writer<'_>, intake: &Intake) -> Result<Vec<Record>, Failure> {
    let mut records = vec![writer.append(context.now()?, intake.at, Event::Took(intake.dose.clone()))?];
    for (at, dose) in &intake.recounts {
        records.push(writer.append(context.now()?, Some(*at), Event::Took(dose.clone()))?);
    }
    Ok(records)
}

/// Says what was recorded, and where that leaves the person.
fn told(
    context: &mut Context<'_>,
    records: &[Record],
    intake: &Intake,
    forgot: &[String],
    typed: Option<&str>,
    state: State,
    found: FilesRead,
) -> Result<Outcome, Failure> {
    let Some((record, recounted)) = records.split_first() else { return Ok(Outcome::Done) };
    let Event::Took(dose) = &record.event else { return Ok(Outcome::Done) };
    let profile = found.known();
    let none = Protocol::none();
    let case = Case::new(found.protocol().map_or(&none, |protocol| protocol), &profile, &state.history);
    let standings = rules::standings(&case);
    let hours = profile.hours();
    let times = answer::times(&state, &hours);
    let region = answer::region(&profile);
    let mut lines = vec![words::dose::recorded(dose, &times.at(record.at.moment))];
    lines.extend(intake.replaces.as_ref().map(|of| words::dose::replaced(&of.dose, &times.at(of.at.moment))));
    lines.extend(answer::which_half_of_dose(&state, typed, record.at));
    lines.extend(intake.said(&state));
    lines.extend(forgot.iter().cloned());
    lines.extend((!recounted.is_empty()).then(|| words::dose::recounted(&dose.medicine, recounted.len())));
    let taken = !dose.is_nothing();
    if let Some(other) = doses::near(&state, dose, record.at).filter(|other| other.id != record.id).last()
        && dose.corrects.is_none()
        && taken
    {
        let which = doses::which(&state, record.id);
        lines.extend(words::dose::twice(&dose.medicine, &times.at(other.at.moment), &which));
    }
    let held = |what| dose.contains.iter().any(|content: &Content| content.counts_as(what));
    let mine: Vec<_> = standings.iter().filter(|standing| held(&standing.ingredient)).collect();
    for standing in &mine {
        lines.extend(standing::stands(standing, &times, region));
    }
    let over = mine.iter().any(|standing| standing.over());
    let warns = unknown::warning(&case, record.id).filter(|_| taken);
    if warns.is_some() && !over {
        lines.extend(words::dose::unknown_too_often(region));
    }
    lines.extend(after_dose::lines(dose, &state, &profile, &times, region));
    let place = answer::place(&profile, &state);
    let medicines = standings.iter().map(|one| parts::Standing::of(one, &place, state.clock.now)).collect();
    let replaced = intake.replaces.as_ref().map(Replaced::of);
    let more = Took {
        medicines,
        replaced,
        did_you_mean: intake.near.clone(),
        unknown_too_often: warns.is_some(),
        not_remembered: forgot.first().cloned(),
    };
    drop(case);
    let course = found.course().ok().flatten();
    answer::confirm(context, "took", &lines, records, more, state, course)
}
