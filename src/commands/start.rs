//! `start`: a flare begins.

use crate::acts::answer::{FilesRead, RunningCourse, Stand};
use crate::acts::courses::Refused;
use crate::acts::guide::{self, Manner};
use crate::acts::prescription::{self, SaidOfPlan};
use crate::acts::{Context, Outcome, State, answer, cards, courses, memory};
use crate::commands::{At, examples, pain};
use crate::engine::phase::progress;
use crate::error::Failure;
use crate::model::event::{Event, Pause};
use crate::model::kind;
use crate::model::limits::PLAN_ENDS;
use crate::model::time::Stamp;
use crate::process::Stream;
use crate::render;
use crate::store::{flares, protocols};
use crate::views::{self, answers::Nothing};
use crate::words::{refused, typed};

/// Begin a flare: a few questions, then the first thing to do
///
/// Without a terminal nothing is asked: the flare is recorded, and the card of
/// warning signs is printed together with how to answer it.
/// At a terminal it is a walk from there on, which stays and calls you.
/// While a flare runs, --new ends that one first. Prevention is interrupted, and
/// goes on when the flare ends.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start"
    "backflare start --new --at \"20m ago\""
    "backflare start --new --pain 7 --clear  # no emergency sign"
    "backflare start --new --say             # spoken, for shut eyes"
))]
pub(crate) struct StartArgs {
    /// Follow this protocol: its id, or a file of your own
    #[arg(short, long, value_name = "PROTOCOL")]
    pub(crate) protocol: Option<String>,
    /// How much it hurts, from 0 (none) to 10 (the worst)
    #[arg(long, value_name = "N", value_parser = pain, allow_negative_numbers = true)]
    pub(crate) pain: Option<u8>,
    /// When it began, and nothing later
    #[command(flatten)]
    pub(crate) at: At,
    /// None of the emergency signs is there; prints them
    #[arg(long)]
    pub(crate) clear: bool,
    /// End the flare that runs, and begin another
    #[arg(long)]
    pub(crate) new: bool,
    /// A clinician gave it: "yes, NAME gave it to me"
    #[arg(long, value_name = "YES")]
    pub(crate) accept: Option<String>,
    /// They know of the pain in your leg
    #[arg(long, requires = "accept")]
    pub(crate) leg_known: bool,
    /// How you are guided from there, at a terminal
    #[command(flatten)]
    pub(crate) manner: Manner,
}

/// Begins a flare. The protocol's own copy is on the disk before the event that names it.
pub(crate) fn run(context: &mut Context<'_>, args: &StartArgs) -> Result<Outcome, Failure> {
    let (protocol, text) = protocols::found(args.protocol.as_deref(), || context.home())?;
    let said = SaidOfPlan { accept: args.accept.as_deref(), knows_leg: args.leg_known };
    let accepted = prescription::accepted(context, &protocol, &text, said)?;
    let home = context.home()?;
    let journal = home.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    // Under the lock: what somebody answers meanwhile is not written over.
    let profile = context.profile();
    let mut events: Vec<(Option<Stamp>, Event)> = Vec::new();
    let mut pauses = None;
    let mut interrupts = false;
    if let Some(run) = state.history.run() {
        // A flare interrupts prevention, and needs no leave to do so.
        interrupts =
            run.course == kind::CourseKind::Prevention && protocol.course == kind::CourseKind::Flare && !args.new;
        if interrupts {
            pauses = Some(Pause { id: run.id, progress: progress(&state.history) });
        } else {
            pauses = run.pauses.filter(|_| protocol.course == kind::CourseKind::Flare);
            events.push((None, Event::Ended { note: Some("start --new".to_owned()) }));
        }
    }
    let running = match &profile {
        Ok(profile) => FilesRead { profile: Ok(profile.clone()), protocol: context.protocol(&state) }.course(),
        Err(_) => RunningCourse::read(context, &state),
    };
    match courses::may_begin_anew(&running, &state, args.new || interrupts) {
        Ok(()) => {}
        Err(Refused::Running(failure)) => return Err(failure),
        Err(Refused::BeSeen { liftable }) => return be_seen(context, state, running.ok().flatten(), liftable),
    }
    if let Ok(Some(running)) = &running {
        state.know(&running.protocol);
    }
    let profile = profile?;
    let at = state.at(profile.hours(), args.at.when.as_deref())?;
    let over = at.is_some_and(|at| state.clock.now >= at.moment + PLAN_ENDS);
    if over && protocol.course == kind::CourseKind::Flare {
        return Err(Failure::usage(typed::plan_over(PLAN_ENDS.as_days())).hint(typed::BEGUN_LONG_AGO));
    }
    let half = at.and_then(|at| answer::which_half(&state, args.at.when.as_deref(), at));
    let begun = events.len();
    events.push((
        at,
        Event::Started {
            protocol: protocol.id.clone(),
            version: protocol.version.clone(),
            course: protocol.course,
            pauses,
            progress: None,
        },
    ));
    events.extend(accepted.map(|accepted| (None, accepted)));
    if let Some(level) = args.pain {
        events.push((None, Event::pain(level)));
    }
    let records = writer.draft(context.now()?, events)?;
    flares::write(&home, records[begun].id, &protocol)?;
    writer.save(&records)?;
    let mut stand = Stand { state: state.after(&records), course: RunningCourse { protocol, profile } };
    if args.clear {
        cards::clear_emergency(context, &mut writer, &mut stand)?;
    }
    drop(writer);
    if let Some(half) = half.filter(|_| !context.json) {
        context.process.err(&render::wrap(&format!("{half}\n"), context.process.width()));
    }
    let asks = context.process.is_terminal(Stream::In) && context.process.is_terminal(Stream::Out);
    if asks && !args.clear && !context.json {
        return guide::after_start(context, args.manner);
    }
    let Stand { state, course } = stand;
    let plan = course.plan(&state);
    let text = if context.json {
        let next = answer::next_view(&course, &plan, &state);
        views::text(&answer::confirmation("start", &records, next, Nothing {}))
    } else {
        let width = context.process.width();
        let mut text = answer::next_text(&course, &plan, &state, width);
        // Under a card that waits for its answer, nothing else is told.
        let tells = args.clear && course.protocol.course == kind::CourseKind::Flare;
        let last = tells.then(|| memory::last_time(&home, records[begun].id, state.clock.now)).flatten();
        if let Some(last) = last.and_then(|last| last.words()) {
            text.extend(["\n", &render::wrap(&last, width), "\n"]);
        }
        text
    };
    drop(plan);
    answer::deliver(context, &text, (state, Some(course)))?;
    Ok(Outcome::Done)
}

/// A sign stands in the course that runs, so none begins. With `--json` that is an answer.
fn be_seen(
    context: &mut Context<'_>,
    state: State,
    running: Option<RunningCourse>,
    liftable: bool,
) -> Result<Outcome, Failure> {
    if !context.json {
        return Err(answer::be_seen(refused::NO_OTHER_FLARE, refused::SIGNS_AND_WHAT, liftable));
    }
    let lines = [refused::NO_OTHER_FLARE.to_owned()];
    answer::confirm(context, "start", &lines, &[], Nothing {}, state, running)?;
    Ok(Outcome::BeSeen)
}
