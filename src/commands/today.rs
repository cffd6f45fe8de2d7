//! `today`: the day as a timeline.

use crate::commands::{Context, Outcome, answer, answer::Course, examples};
use crate::engine;
use crate::error::Failure;
use crate::render;

/// Show the day: done, now, later, not now and why
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare start --clear"
    "backflare today"
    "backflare today --json"
))]
pub struct TodayArgs {}

/// Shows the day. Reads only.
pub fn run(context: &mut Context<'_>, _: &TodayArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let Some(course) = Course::read(context, &state)? else {
        if context.json {
            let mut answer = render::next::no_course_json(context.now()?);
            if let serde_json::Value::Object(answer) = &mut answer {
                answer.insert("schema".to_owned(), "backflare/today/1".into());
                for list in ["done", "skipped", "missed", "later"] {
                    answer.insert(list.to_owned(), serde_json::json!([]));
                }
            }
            context.process.out(&render::json_text(&answer))?;
            return Ok(Outcome::NoCourse);
        }
        return Err(answer::no_course());
    };
    let today = engine::today(&course.protocol, &course.profile, &state.history);
    let (zone, hours, region) = (&state.clock.zone, course.profile.hours(), answer::region(&course.profile));
    let text = if context.json {
        render::json_text(&render::today::today_json(&today, &course.protocol, zone, &hours, region))
    } else {
        let width = context.process.width();
        render::today::today_text(&today, &course.protocol, zone, &hours, region, width)
    };
    context.process.out(&text)?;
    Ok(answer::outcome(&today.plan))
}
