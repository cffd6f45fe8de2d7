//! `status`: how things stand.

use crate::commands::{Context, Outcome, answer, answer::Course, examples, shelf};
use crate::error::Failure;
use crate::render;
use crate::render::status::Status;

/// Show how things stand: day, pain, doses, what is next
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare status"
    "backflare status --json"
))]
pub struct StatusArgs {}

/// Shows how things stand. Works with no flare, too.
pub fn run(context: &mut Context<'_>, _: &StatusArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = match Course::read(context, &state)? {
        Some(course) => course,
        None => Course { protocol: shelf::default()?, profile: context.profile()? },
    };
    let plan = course.plan(&state);
    let hours = course.profile.hours();
    let standings = super::took::standings(&state, &course.profile, Some(&course.protocol));
    let pain = state.history.pains().next_back();
    let status = Status {
        plan: &plan,
        standings: &standings,
        pain: pain.map(|pain| (pain.level, pain.leg, state.clock.zone.stamp(pain.at))),
        on: &[],
        zone: &state.clock.zone,
        hours: &hours,
        region: answer::region(&course.profile),
    };
    let text = if context.json { render::json_text(&status.json()) } else { status.text(context.process.width()) };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}
