//! `screen`: the warning signs are answered.

use crate::acts::answer::{Course, Found, Stand};
use crate::acts::{Context, Outcome, State, answer, cards, consent};
use crate::commands::{examples, note};
use crate::error::Failure;
use crate::model::event::{Consent, Event, Record};
use crate::process::Stream;
use crate::render::next::question_text;
use crate::store::journal::Writer;
use crate::store::trust::Known;
use crate::views;
use crate::views::answers::Screened;
use crate::words::{recorded, refused};

/// Answer the warning signs that are asked about
///
/// At a terminal it asks. A sign that is there stops the plan until a clinician
/// has looked at you; --seen says so, and the signs are then asked again as
/// "anything new or worse since?".
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(
    verbatim_doc_comment,
    group = clap::ArgGroup::new("answer").args(["clear", "unsure", "sign", "seen", "agreed", "told"]),
    after_help = examples!(
        "backflare start"
        "backflare screen --clear      # none of the signs is there; prints them"
        "backflare screen --clear emergency      # of that card alone"
        "backflare screen --agreed anti-inflammatory --who \"the pharmacist\""
        "backflare red-flags           # the ids for --sign"
    )
)]
pub(crate) struct ScreenArgs {
    /// None is there, of all cards or these; prints them
    #[arg(long, value_name = "CARD", num_args = 0.., value_delimiter = ',')]
    pub(crate) clear: Option<Vec<String>>,
    /// You are not sure, which counts as yes
    #[arg(long)]
    pub(crate) unsure: bool,
    /// These are there
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub(crate) sign: Vec<String>,
    /// A clinician has looked at it, and said this
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub(crate) seen: Option<String>,
    /// When the clinician looked
    #[arg(long, value_name = "WHEN", requires = "seen", conflicts_with_all = ["clear", "unsure", "sign"])]
    pub(crate) at: Option<String>,
    /// Agreed to: anti-inflammatory, acetaminophen, heat
    #[arg(long, value_name = "WHAT", requires = "who", hide_possible_values = true)]
    pub(crate) agreed: Option<Agreed>,
    /// You told somebody of pain that lasts: who
    #[arg(long, value_name = "WHO", value_parser = note)]
    pub(crate) told: Option<String>,
    /// Who agreed
    #[arg(long, value_name = "TEXT", value_parser = note, requires = "agreed")]
    pub(crate) who: Option<String>,
    /// On which day: 2026-11-22, yesterday or today
    #[arg(long, value_name = "DAY", requires = "agreed")]
    pub(crate) on: Option<String>,
}

/// What is agreed to.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Agreed {
    /// Anti-inflammatories, such as ibuprofen
    #[value(name = "anti-inflammatory", alias = "nsaid")]
    Nsaid,
    /// Acetaminophen (paracetamol)
    Acetaminophen,
    /// Heat on the back
    Heat,
}

impl From<Agreed> for Consent {
    fn from(agreed: Agreed) -> Self {
        match agreed {
            Agreed::Nsaid => Self::Nsaid,
            Agreed::Acetaminophen => Self::Acetaminophen,
            Agreed::Heat => Self::Heat,
        }
    }
}

/// Answers the pending cards.
pub(crate) fn run(context: &mut Context<'_>, args: &ScreenArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    if let Some(note) = &args.seen {
        return seen(context, writer, state, note, args.at.as_deref());
    }
    let course = Course::needed(context, &state)?;
    let mut stand = Stand { state, course };
    let records = if let Some(who) = &args.told {
        consent::told(context, &mut writer, &mut stand, who)?
    } else if let Some(to) = args.agreed {
        consent::record(context, &mut writer, &mut stand, to.into(), args.who.as_deref(), args.on.as_deref())?
    } else if let Some(named) = &args.clear {
        cards::clear(context, &mut writer, &mut stand, named)?
    } else if args.unsure {
        cards::unsure(context, &mut writer, &mut stand)?
    } else if !args.sign.is_empty() {
        cards::signs(context, &mut writer, &mut stand, &args.sign)?
    } else if context.process.is_terminal(Stream::In) && !context.json {
        drop(writer);
        let stand = cards::ask_shown(context, stand)?;
        return finish(context, stand, &[]);
    } else {
        // No terminal: what would be asked is shown, with the flags that answer it.
        drop(writer);
        return asked(context, stand);
    };
    drop(writer);
    finish(context, stand, &records)
}

/// Shows the question that waits, whole.
fn asked(context: &mut Context<'_>, stand: Stand) -> Result<Outcome, Failure> {
    if context.json {
        return finish(context, stand, &[]);
    }
    let Stand { state, course } = stand;
    let plan = course.plan(&state);
    let text = question_text(&answer::shown(&course, &plan, &state), context.process.width());
    let outcome = answer::outcome(&plan);
    drop(plan);
    answer::deliver(context, &text, (state, Some(course)))?;
    Ok(outcome)
}

/// Shows how it stands after the answers.
fn finish(context: &mut Context<'_>, stand: Stand, records: &[Record]) -> Result<Outcome, Failure> {
    let Stand { state, course } = stand;
    let plan = course.plan(&state);
    let text = if context.json {
        let next = answer::next_view(&course, &plan, &state);
        let more = Screened { screening: Some(plan.screening.word()) };
        views::text(&answer::confirmation("screen", records, next, more))
    } else {
        answer::next_text(&course, &plan, &state, context.process.width())
    };
    let outcome = answer::outcome(&plan);
    drop(plan);
    answer::deliver(context, &text, (state, Some(course)))?;
    Ok(outcome)
}

/// A clinician has looked: that must lie after the sign. It is recorded even where the protocol of the flare is lost:
/// that is what lets another flare begin.
fn seen(
    context: &mut Context<'_>,
    mut writer: Writer<'_>,
    state: State,
    note: &str,
    at: Option<&str>,
) -> Result<Outcome, Failure> {
    match state.running() {
        Known::There(_) => {}
        Known::Nothing => return Err(answer::no_course()),
        Known::Unknown(failure) => return Err(failure),
    }
    let found = Found::read(context, &state);
    let hours = found.known().hours();
    let at = state.at(hours, at)?;
    let moment = at.map_or(state.clock.now, |at| at.moment);
    let course = found.course().ok().flatten();
    if let Some(course) = &course {
        let plan = course.plan(&state);
        let newest = plan.screening.latches.iter().filter(|latch| latch.liftable).map(|latch| latch.since).max();
        if let Some(since) = newest.filter(|since| moment <= *since) {
            let since = answer::times(&state, &hours).at(since);
            return Err(Failure::usage(refused::seen_before_sign(&since)).hint(refused::SEEN_SINCE));
        }
    }
    let records = [writer.append(context.now()?, at, Event::seen(note))?];
    drop(writer);
    let state = state.after(&records);
    if let Some(course) = course {
        return finish(context, Stand { state, course }, &records);
    }
    let lines = [recorded::SEEN.to_owned()];
    answer::confirm(context, "screen", &lines, &records, Screened { screening: None }, state, None)
}
