//! `status`: how things stand.

use crate::acts::{Context, Outcome, answer, answer::RunningCourse, doses, memory, worn};
use crate::commands::examples;
use crate::engine::blocks::blocking;
use crate::engine::case::Case;
use crate::engine::courses::Past;
use crate::engine::safety::prescribed::given;
use crate::error::Failure;
use crate::model::kind;
use crate::render::status::{NO_FLARE, status_line, status_text};
use crate::store::protocols;
use crate::views;
use crate::views::learnt::Learnt;
use crate::views::status::{Overview, PainShown, Status, Waybar};

/// Show how things stand: day, pain, doses, what is next
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare status"
    "backflare status --short       # for a prompt or a status bar"
    "backflare status --format waybar"
    "backflare status --json"
))]
pub(crate) struct StatusArgs {
    /// One line of at most 24 columns, for a prompt
    #[arg(long)]
    pub(crate) short: bool,
    /// One line for a status bar: waybar
    #[arg(long, value_name = "BAR", value_enum, hide_possible_values = true, conflicts_with = "short")]
    pub(crate) format: Option<StatusFormat>,
}

/// The status bars that have a form of their own.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
#[value(rename_all = "lower")]
pub(crate) enum StatusFormat {
    /// One object with `text`, `tooltip` and `class`.
    Waybar,
}

/// How wide the tooltip of a bar is.
const TOOLTIP: usize = 60;

/// Shows how things stand. Works with no flare, too.
pub(crate) fn run(context: &mut Context<'_>, args: &StatusArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = match RunningCourse::read(context, &state)? {
        Some(course) => course,
        // A prompt asks this at each Enter of the days without a flare: nothing of a protocol is told then.
        None if args.short && args.format.is_none() && !context.json => {
            context.profile()?;
            context.process.out(NO_FLARE)?;
            return Ok(Outcome::Done);
        }
        None => RunningCourse { protocol: protocols::default()?, profile: context.profile()? },
    };
    let plan = course.plan_to_tell(&state, context.json);
    let standings = doses::standings(&state, &course.profile, Some(&course.protocol));
    let blocking = if args.short { Vec::new() } else { blocking(&course.protocol, &course.profile, &state.history) };
    let pain = state.history.pains().rev().find_map(|pain| {
        let at = state.clock.zone.stamp(pain.at);
        Some(PainShown { level: pain.level?, leg: pain.leg, at })
    });
    // With no course, or none in it yet: the newest one before.
    let pain = pain.or_else(|| {
        let (level, pain) = Past::of(&state.tail.records).entries.newest_level()?;
        Some(PainShown { level, leg: pain.leg, at: pain.at })
    });
    let on = worn::all_on(&state, &course.protocol);
    // One line has no room for what lies behind.
    let run = state.history.run().filter(|run| run.course == kind::CourseKind::Flare && !args.short);
    let last_time = match run {
        Some(run) => memory::last_time(&context.home()?, run.id, state.clock.now),
        None => None,
    };
    let sum = run.and_then(|run| memory::summed(&state.tail.records, run.id, &course.protocol, state.clock.now));
    let learnt = sum.as_ref().map(Learnt::of).unwrap_or_default();
    let case = Case::new(&course.protocol, &course.profile, &state.history);
    let given_by = given(&case).and(course.protocol.prescribed.as_ref()).map(|prescribed| prescribed.who.as_str());
    let shown = answer::shown(&course, &plan, &state);
    let overview = Overview {
        shown,
        standings: &standings,
        blocking: &blocking,
        pain,
        on: &on,
        last_time,
        learnt: &learnt,
        given_by,
    };
    let text = if context.json {
        views::text(&Status::of(&overview))
    } else if args.format == Some(StatusFormat::Waybar) {
        let text = anstream::adapter::strip_str(&status_text(&overview, TOOLTIP)).to_string();
        views::line(&Waybar::of(&overview, &status_line(&overview), &text))
    } else if args.short {
        status_line(&overview)
    } else {
        status_text(&overview, context.process.width())
    };
    drop((plan, standings, blocking, on));
    answer::deliver(context, &text, (state, Some(course)))?;
    Ok(Outcome::Done)
}
