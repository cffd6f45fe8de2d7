//! `answer`: whatever `next` asks.

use crate::acts::answer::{RunningCourse, Stand};
use crate::acts::{Context, Outcome, answer, guide, replies};
use crate::commands::examples;
use crate::error::Failure;
use crate::process::Stream;
use crate::render;
use crate::views;
use crate::views::answers::{Confirmation, Nothing};
use crate::views::parts::Schema;
use crate::views::recorded::Recorded;

/// Answer the question that waits, whatever it is
///
/// A card takes none, letters such as a c, a2 for the second of what line a
/// holds, not-sure, or not-sure a of one line;
/// a question yes, no or its own words; an open one yes, not-yet or worse; skip
/// asks it later.
/// Without a word it asks by keys, or shows the question and what fits.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start"
    "backflare answer none         # none of the lines that `next` shows"
    "backflare answer"
))]
pub(crate) struct AnswerArgs {
    /// none, a, a c, not-sure, yes, no, 35, 22:30, skip ..
    #[arg(value_name = "WORD", num_args = 0.., allow_negative_numbers = true)]
    pub(crate) words: Vec<String>,
}

/// Answers exactly one question: the one that `next` shows.
pub(crate) fn run(context: &mut Context<'_>, args: &AnswerArgs) -> Result<Outcome, Failure> {
    let terminal = context.process.is_terminal(Stream::In) && context.process.is_terminal(Stream::Out);
    if args.words.is_empty() {
        let state = context.state()?;
        let course = RunningCourse::needed(context, &state)?;
        let plan = course.plan(&state);
        let Some(lines) = replies::told(&plan, &course.protocol) else { return Err(replies::nothing_waits()) };
        if terminal && !context.json && plan.ask.is_some() {
            return guide::by_keys(context);
        }
        let outcome = answer::outcome(&plan);
        let text = if context.json {
            views::text(&confirmation(&lines, &[], answer::next_view(&course, &plan, &state)))
        } else {
            let width = context.process.width();
            lines.iter().map(|line| render::wrap(line, width) + "\n").collect()
        };
        context.process.out(&text)?;
        return Ok(outcome);
    }
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let course = RunningCourse::needed(context, &state)?;
    let mut stand = Stand { state, course };
    let taken = replies::take(context, &mut writer, &mut stand, &args.words.join(" "))?;
    drop(writer);
    let Stand { state, course } = stand;
    let plan = course.plan(&state);
    let outcome = answer::outcome(&plan);
    let lines = [taken.told];
    let text = if context.json {
        views::text(&confirmation(&lines, &taken.records, answer::next_view(&course, &plan, &state)))
    } else {
        let width = context.process.width();
        let next = answer::next_text(&course, &plan, &state, width);
        // A sign is told before anything else.
        if plan.screening.latched().is_some() { next } else { render::wrap(&lines[0], width) + "\n" + &next }
    };
    drop(plan);
    answer::deliver(context, &text, (state, Some(course)))?;
    Ok(outcome)
}

fn confirmation<'a>(
    lines: &[String],
    records: &[crate::model::event::Record],
    next: views::next::Next<'a>,
) -> Confirmation<'a, Nothing> {
    let (schema, recorded) = (Schema::of("answer"), Recorded::all(records));
    Confirmation { schema, message: Some(lines.join("\n")), recorded, next: Some(next), more: Nothing {} }
}
