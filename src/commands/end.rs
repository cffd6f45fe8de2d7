//! `end`: the flare is over.

use crate::acts::{Context, Outcome, answer, answer::Course, courses};
use crate::commands::{examples, note};
use crate::error::Failure;
use crate::model::event::Event;
use crate::model::kind as model;
use crate::store::flares;
use crate::views::told::seen_lines;
use crate::views::{self, answers::Ended};
use crate::words::{recorded, refused};

/// End the flare
///
/// Not while a warning sign stands: answer that first, with `screen --seen`.
/// What a flare had interrupted goes on.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start"
    "backflare end --prevention --note \"at work again\""
))]
pub(crate) struct EndArgs {
    /// A few words for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub(crate) note: Option<String>,
    /// Go on with what keeps the next flare away
    #[arg(long)]
    pub(crate) prevention: bool,
}

/// Ends the course. Not while a sign is latched.
pub(crate) fn run(context: &mut Context<'_>, args: &EndArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    let course = Course::needed(context, &state)?;
    let plan = course.plan(&state);
    if plan.screening.latched().is_some() {
        if context.json {
            let next = answer::next_view(&course, &plan, &state);
            let answer = answer::confirmation("end", &[], next, Ended { ended: false });
            context.process.out(&views::text(&answer))?;
            return Ok(Outcome::BeSeen);
        }
        let liftable = plan.screening.latches.iter().all(|latch| latch.liftable);
        return Err(answer::be_seen(refused::NOT_ENDED, refused::WHAT_TO_DO, liftable));
    }
    let Some(run) = state.history.run().cloned() else { return Err(answer::no_course()) };
    if args.prevention && run.course == model::Course::Prevention {
        return Err(Failure::usage(refused::PREVENTION_RUNS).hint(refused::PREVENTION_WAYS_ON));
    }
    let after = courses::follows(context, &state, &run, args.prevention)?;
    let mut events = vec![(None, Event::Ended { note: args.note.clone() })];
    events.extend(after.iter().map(|(_, event, _)| (None, event.clone())));
    let records = writer.draft(context.now()?, events)?;
    if let (Some((copy, ..)), Some(begun)) = (&after, records.get(1)) {
        flares::write(&context.home()?, begun.id, copy)?;
    }
    writer.save(&records)?;
    drop(writer);
    let seen = seen_lines(&answer::shown(&course, &plan, &state));
    let days = plan.course.as_ref().map_or(1, |course| course.day);
    state.know(&course.protocol);
    let state = state.after(&records);
    let mut lines = vec![recorded::over(run.course == model::Course::Flare, days)];
    lines.extend(seen);
    lines.extend(match (&after, run.course) {
        (Some((.., words)), _) => Some((*words).to_owned()),
        (None, model::Course::Flare) if run.pauses.is_some() => Some(recorded::NOT_GONE_ON_WITH.to_owned()),
        (None, model::Course::Flare) => Some(recorded::KEEP_AWAY.to_owned()),
        (None, model::Course::Prevention) => None,
    });
    let next = after.map(|(protocol, ..)| Course { protocol, profile: course.profile });
    answer::confirm(context, "end", &lines, &records, Ended { ended: true }, state, next)
}
