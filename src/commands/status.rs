//! `status`: how things stand.

use crate::commands::{Context, Outcome, State, answer, answer::Course, examples};
use crate::error::Failure;
use crate::model::event::Event;
use crate::model::time::Stamp;
use crate::render;
use crate::render::status::Status;
use crate::store::protocols;

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
        None => Course { protocol: protocols::default()?, profile: context.profile()? },
    };
    let plan = course.plan(&state);
    let hours = course.profile.hours();
    let standings = super::took::standings(&state, &course.profile, Some(&course.protocol));
    let pain = state.history.pains().next_back().map(|pain| (pain.level, pain.leg, state.clock.zone.stamp(pain.at)));
    let pain = pain.or_else(|| newest_pain(&state));
    let on = super::on::all_on(&state, &course.protocol);
    let status = Status {
        plan: &plan,
        standings: &standings,
        pain,
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
    answer::leave(plan);
    answer::leave((course, state));
    Ok(Outcome::Done)
}

/// The newest pain of the journal, for when no course runs.
fn newest_pain(state: &State) -> Option<(u8, bool, Stamp)> {
    let taken_back = |id| state.tail.records.iter().any(|record| record.event == Event::Retracted { of: id });
    state.tail.records.iter().rev().find_map(|record| {
        let Event::Pain { level, leg, .. } = &record.event else { return None };
        (!taken_back(record.id)).then_some((*level, *leg, record.at))
    })
}
