//! `screen`: the warning signs are answered.

use crate::acts::{Context, Outcome, State, answer, answer::Course, cards};
use crate::commands::{examples, note};
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::process::Stream;
use crate::store::journal::Writer;
use crate::views;
use crate::views::answers::Screened;

/// Answer the warning signs that are asked about
///
/// At a terminal it asks. A sign that is there stops the plan until a clinician
/// has looked at you; --seen says so, and the signs are then asked again as
/// "anything new or worse since?".
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(
    verbatim_doc_comment,
    group = clap::ArgGroup::new("answer").args(["clear", "unsure", "sign", "seen"]),
    after_help = examples!(
        "backflare start"
        "backflare screen --clear      # none of the signs is there; prints them"
        "backflare screen --clear emergency      # of that card alone"
        "backflare red-flags           # the ids for --sign"
    )
)]
pub struct ScreenArgs {
    /// None is there, of all cards or these; prints them
    #[arg(long, value_name = "CARD", num_args = 0.., value_delimiter = ',')]
    pub clear: Option<Vec<String>>,
    /// You are not sure, which counts as yes
    #[arg(long)]
    pub unsure: bool,
    /// These are there
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub sign: Vec<String>,
    /// A clinician has looked at it, and said this
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub seen: Option<String>,
    /// When the clinician looked
    #[arg(long, value_name = "WHEN", requires = "seen", conflicts_with_all = ["clear", "unsure", "sign"])]
    pub at: Option<String>,
}

/// Answers the pending cards.
pub fn run(context: &mut Context<'_>, args: &ScreenArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let records = if let Some(note) = &args.seen {
        let records = seen(context, &mut writer, &state, note, args.at.as_deref())?;
        // Recorded in any case: it is what lets another flare begin where this one's protocol is lost.
        if Course::read(context, &state).is_err() {
            drop(writer);
            let lines = ["Recorded: a clinician has looked.".to_owned()];
            return answer::confirm(context, "screen", &lines, &records, Screened { screening: None });
        }
        records
    } else {
        let course = Course::needed(context, &state)?;
        if let Some(named) = &args.clear {
            cards::clear(context, &mut writer, &course, &state, named)?
        } else if args.unsure {
            cards::unsure(context, &mut writer, &course, &state)?
        } else if !args.sign.is_empty() {
            cards::signs(context, &mut writer, &course, &state, &args.sign)?
        } else if context.process.is_terminal(Stream::In) && !context.json {
            drop(writer);
            cards::ask_shown(context, &course, &state)?;
            return finish(context, &[]);
        } else {
            // No terminal: what would be asked is shown, with the flags that answer it.
            Vec::new()
        }
    };
    finish(context, &records)
}

/// Shows how it stands after the answers.
fn finish(context: &mut Context<'_>, records: &[Record]) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = Course::needed(context, &state)?;
    let plan = course.plan(&state);
    let text = if context.json {
        let next = answer::next_view(&course, &plan, &state);
        let more = Screened { screening: Some(plan.screening.word()) };
        views::text(&answer::confirmation("screen", records, next, more))
    } else {
        answer::next_text(&course, &plan, &state, context.process.width())
    };
    context.process.out(&text)?;
    Ok(answer::outcome(&plan))
}

/// A clinician has looked: that must lie after the sign.
fn seen(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    state: &State,
    note: &str,
    at: Option<&str>,
) -> Result<Vec<Record>, Failure> {
    if state.history.run().is_none() {
        return Err(answer::no_course());
    }
    let at = context.at(state, at)?;
    let moment = at.map_or(state.clock.now, |at| at.moment);
    if let Ok(Some(course)) = Course::read(context, state) {
        let plan = course.plan(state);
        let newest = plan.screening.latches.iter().filter(|latch| latch.liftable).map(|latch| latch.since).max();
        if let Some(since) = newest.filter(|since| moment <= *since) {
            let hours = course.profile.hours();
            let since = answer::times(state, &hours).at(since);
            return Err(Failure::usage(format!("the sign was reported at {since}; being seen must lie after it"))
                .hint("Somebody has looked since? Say when: backflare screen --seen \"what they said\" --at WHEN"));
        }
    }
    Ok(vec![writer.append(context.now()?, at, Event::seen(note))?])
}
