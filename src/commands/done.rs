//! `done`: a step was done.

use crate::acts::{Context, Outcome, answer, answer::RunningCourse, feet, prescription, steps};
use crate::commands::{At, examples};
use crate::engine::plan::{Plan, Reason};
use crate::error::Failure;
use crate::model::event::{Event, Record, WherePain};
use crate::model::kind::Kind;
use crate::protocol::Protocol;
use crate::protocol::format::{Step, TimingKind};
use crate::render;
use crate::views::answers::Nothing;
use crate::views::told;
use crate::words::{self, Times, refused};

/// Record that a step was done
///
/// Says what it recorded and how to undo it. A dose is never recorded this way:
/// say `took`. A check-in is done by `log`.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start"
    "backflare screen --clear emergency"
    "backflare done                # the one that `next` shows"
))]
pub(crate) struct DoneArgs {
    /// The step; without it, the one that `next` shows
    pub(crate) step: Option<String>,
    /// When it ended
    #[command(flatten)]
    pub(crate) at: At,
    /// Answer its question with no, such as "can you stand?"
    #[arg(long)]
    pub(crate) not_yet: bool,
    /// Where the pain is now: higher, same, further-down
    #[arg(long = "where", value_name = "PLACE", value_parser = where_pain, conflicts_with = "not_yet")]
    pub(crate) place: Option<WherePain>,
}

/// Where the pain is, in one of three words.
fn where_pain(text: &str) -> Result<WherePain, String> {
    match text {
        "higher" => Ok(WherePain::Higher),
        "same" => Ok(WherePain::Same),
        "further-down" => Ok(WherePain::FurtherDown),
        _ => Err(words::prescription::WHERE_WORDS.to_owned()),
    }
}

/// Records that a step was done.
pub(crate) fn run(context: &mut Context<'_>, args: &DoneArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let course = RunningCourse::needed(context, &state)?;
    let hours = course.profile.hours();
    let at = state.at(hours, args.at.when.as_deref())?;
    let plan = course.plan(&state);
    let step = match &args.step {
        Some(name) => steps::meant(&course.protocol, Some(&plan), name)?,
        None => steps::shown(&course.protocol, &plan)?,
    };
    refuse(step)?;
    if let Some(place) = args.place {
        let events = prescription::placed(&course, &state, step, place)?;
        let records = writer.draft(context.now()?, events.into_iter().map(|event| (at, event)).collect())?;
        writer.save(&records)?;
        drop(writer);
        let who = course.protocol.prescribed.as_ref().map_or("", |prescribed| prescribed.who.as_str());
        let mut lines = vec![words::prescription::placed(place, who)];
        lines.extend(at.and_then(|at| answer::which_half(&state, args.at.when.as_deref(), at)));
        let state = state.after(&records);
        return answer::confirm(context, "done", &lines, &records, Nothing {}, state, Some(course));
    }
    let offered = offered(&plan, step);
    let open = step.sessions.iter().find_map(|session| session.open.as_ref());
    let answer = match (open, args.not_yet) {
        (Some(_), true) => feet::not_yet(&course, &state, step),
        (Some(_), false) => Some(true),
        (None, false) => None,
        (None, true) => {
            let id = step.id.as_str();
            return Err(Failure::usage(refused::asks_nothing(id)).hint(refused::done_or_skip(id)));
        }
    };
    let record =
        writer.append(context.now()?, at, Event::Done { step: step.id.clone(), answer, partial: None, place: None })?;
    drop(writer);
    // Whoever calls for help or rests need not hear that it was not their turn.
    if !offered && !step.kind.is_rest_or_help() {
        let why = words::recorded::not_offered(&step.title, step.id.as_str());
        context.process.err(&render::wrap(&why, context.process.width()));
    }
    let mut lines = vec![said(&course.protocol, &record, args.not_yet, &answer::times(&state, &hours))];
    lines.extend(answer::which_half(&state, args.at.when.as_deref(), record.at));
    let state = state.after(std::slice::from_ref(&record));
    answer::confirm(context, "done", &lines, &[record], Nothing {}, state, Some(course))
}

/// The confirmation, from what was written.
fn said(protocol: &Protocol, record: &Record, not_yet: bool, times: &Times<'_>) -> String {
    let Event::Done { step, answer, .. } = &record.event else { return String::new() };
    let step = protocol.step(step);
    let open = step.and_then(|step| step.sessions.iter().find_map(|session| session.open.as_ref()));
    let when = times.at(record.at.moment);
    match (open, answer) {
        (Some(open), Some(yes)) => words::recorded::answered(&when, &open.question, *yes),
        (Some(open), None) if not_yet => words::recorded::answered(&when, &open.question, false),
        (Some(_) | None, None) | (None, Some(_)) => {
            words::recorded::done(&when, &step.map(told::short).unwrap_or_default())
        }
    }
}

/// Whether nothing stands against a step now: it is shown, waits its turn behind what is, or is there for the asking.
fn offered(plan: &Plan<'_>, step: &Step) -> bool {
    let later = plan.upcoming.iter().any(|upcoming| upcoming.step.id == step.id);
    let against = plan.blocked.iter().any(|blocked| blocked.step.id == step.id && blocked.reason != Reason::OnDemand);
    let shown = plan.action.as_ref().is_some_and(|action| action.step.id == step.id);
    let turn = plan.in_front().is_none() || step.timing.kind == TimingKind::OnDemand;
    shown || (turn && !later && !against)
}

/// A dose and a level of pain have commands of their own, which ask for the figure that matters.
fn refuse(step: &Step) -> Result<(), Failure> {
    if step.kind == Kind::Medicine {
        let medicine = step.medicine.as_ref();
        let name = medicine.map_or(step.id.as_str(), |medicine| medicine.name.as_str());
        let dose = medicine.and_then(|medicine| medicine.dose_mg).map_or_else(String::new, |mg| format!(" {mg}mg"));
        let hint = refused::say_what_was_taken(&format!("{name}{dose}"), step.id.as_str());
        return Err(Failure::usage(refused::DOSE_IS_NOT_DONE).hint(hint));
    }
    if step.asks_pain {
        return Err(Failure::usage(refused::CHECK_IN_IS_PAIN).hint(refused::LOG_IT));
    }
    Ok(())
}
