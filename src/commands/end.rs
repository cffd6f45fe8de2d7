//! `end`: the flare is over.

use crate::commands::{Context, Outcome, answer, answer::Course, examples, note};
use crate::error::{Failure, Kind};
use crate::model::event::Event;
use crate::render;

/// End the flare
///
/// Not while a warning sign stands: answer that first, with `screen --seen`.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start --clear"
    "backflare end --note \"back at work\""
))]
pub struct EndArgs {
    /// A few words for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub note: Option<String>,
}

/// Ends the course. Not while a sign is latched.
pub fn run(context: &mut Context<'_>, args: &EndArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let course = Course::needed(context, &state)?;
    let plan = course.plan(&state);
    if plan.screening.latched().is_some() {
        if context.json {
            let next = answer::next_json(&course, &plan, &state);
            let value = serde_json::json!({ "schema": "backflare/end/1", "ended": false, "next": next });
            context.process.out(&render::json_text(&value))?;
            return Ok(Outcome::BeSeen);
        }
        return Err(Failure::new(Kind::BeSeen, "a warning sign stands, so the flare is not ended")
            .hint("What to do: backflare next\nSeen by a clinician? backflare screen --seen \"what they said\""));
    }
    let record = writer.append(context.now()?, None, Event::Ended { note: args.note.clone() })?;
    drop(writer);
    let days = plan.course.map_or(1, |course| course.day);
    let plural = if days == 1 { "day" } else { "days" };
    let lines = [format!("The flare is over, after {days} {plural}. Undo: backflare undo")];
    answer::confirm(context, "end", &lines, &[record], serde_json::json!({ "ended": true }))
}
