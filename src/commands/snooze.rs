//! `snooze`: a step is put off.

use crate::acts::{Context, Outcome, answer, answer::RunningCourse, steps};
use crate::commands::examples;
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::model::time::Span;
use crate::model::when;
use crate::protocol::Protocol;
use crate::views::answers::Nothing;
use crate::words::{self, Times};

/// The longest that something is put off. Longer is passing it over.
const LONGEST: Span = Span::hours(12);

/// Put off a step for a while
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare start"
    "backflare screen --clear emergency"
    "backflare snooze              # the one that `next` shows, for 20 minutes"
    "backflare snooze walk --for 1h"
))]
pub(crate) struct SnoozeArgs {
    /// The step; without it, the one that `next` shows
    pub(crate) step: Option<String>,
    /// For how long: 20m, 1h, 1h30m
    #[arg(long = "for", value_name = "SPAN", value_parser = span, default_value = "20m")]
    pub(crate) span: Span,
}

fn span(text: &str) -> Result<Span, String> {
    match when::length(text) {
        Some(span) if span >= Span::minutes(1) && span <= LONGEST => Ok(span),
        Some(_) => Err(words::refused::no_snooze()),
        None => Err(words::refused::no_length(Span::suggest(text).as_deref())),
    }
}

/// Puts a step off. A screening card cannot be.
pub(crate) fn run(context: &mut Context<'_>, args: &SnoozeArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let course = RunningCourse::needed(context, &state)?;
    let plan = course.plan(&state);
    let step = steps::target(&course.protocol, &plan, args.step.as_deref())?;
    let record = writer.append(context.now()?, None, Event::Snoozed { step, span: args.span })?;
    drop(writer);
    let hours = course.profile.hours();
    let lines = [said(&course.protocol, &record, &answer::times(&state, &hours))];
    let state = state.after(std::slice::from_ref(&record));
    answer::confirm(context, "snooze", &lines, &[record], Nothing {}, state, Some(course))
}

/// The confirmation, from what was written.
fn said(protocol: &Protocol, record: &Record, times: &Times<'_>) -> String {
    let Event::Snoozed { step, span } = &record.event else { return String::new() };
    let until = times.at(record.at.moment + *span);
    words::recorded::put_off(&steps::title(protocol, step), *span, &until)
}
