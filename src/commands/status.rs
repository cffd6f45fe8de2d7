//! `status`: how things stand.

use crate::commands::{Context, Outcome, answer, answer::Course, examples};
use crate::error::Failure;
use crate::protocol::Protocol;
use crate::render;
use crate::render::status::Status;

/// Show how things stand: day, pain, doses, what is next
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare status"
    "backflare status --short       # for a prompt or a status bar"
    "backflare status --json"
))]
pub struct StatusArgs {
    /// One line of at most 24 columns, for a prompt
    #[arg(long)]
    pub short: bool,
}

/// Shows how things stand. Works with no flare, too.
pub fn run(context: &mut Context<'_>, args: &StatusArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = match Course::read(context, &state)? {
        Some(course) => course,
        None => Course { protocol: Protocol::none(), profile: context.profile()? },
    };
    let plan = course.plan(&state);
    let hours = course.profile.hours();
    let standings = super::took::standings(&state, &course.profile, Some(&course.protocol));
    let pain = state.history.pains().next_back();
    let on = super::on::all_on(&state, &course.protocol);
    let status = Status {
        plan: &plan,
        standings: &standings,
        pain: pain.map(|pain| (pain.level, pain.leg, state.clock.zone.stamp(pain.at))),
        on: &on,
        zone: &state.clock.zone,
        hours: &hours,
        region: answer::region(&course.profile),
    };
    let text = if context.json {
        render::json_text(&status.json())
    } else if args.short {
        status.short()
    } else {
        status.text(context.process.width())
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}
