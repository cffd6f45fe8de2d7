//! `on` and `off`: a patch or a pad goes on, comes off.

use crate::acts::{Context, Outcome, answer, answer::FilesRead, steps, worn};
use crate::commands::{At, examples};
use crate::error::Failure;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::protocol::Protocol;
use crate::store::protocols;
use crate::views::{answers::Nothing, told, verdict};
use crate::words::{recorded, refused};

/// Record that a patch or a pad went on
///
/// What is on and has not come off counts as ending now: say `off` when it does.
/// Works with no flare, too.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare on heat"
    "backflare off heat --at \"5m ago\""
))]
pub(crate) struct OnArgs {
    /// What it is: the name of its step
    #[arg(value_name = "THING")]
    pub(crate) thing: String,
    /// When it was
    #[command(flatten)]
    pub(crate) at: At,
}

/// Record that a patch or a pad came off
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare on heat"
    "backflare off heat"
))]
pub(crate) struct OffArgs {
    /// What it is: the name of its step
    #[arg(value_name = "THING")]
    pub(crate) thing: String,
    /// When it was
    #[command(flatten)]
    pub(crate) at: At,
}

/// Something goes on.
pub(crate) fn on(context: &mut Context<'_>, args: &OnArgs) -> Result<Outcome, Failure> {
    record(context, &args.thing, args.at.when.as_deref(), true)
}

/// Something comes off.
pub(crate) fn off(context: &mut Context<'_>, args: &OffArgs) -> Result<Outcome, Failure> {
    record(context, &args.thing, args.at.when.as_deref(), false)
}

fn record(context: &mut Context<'_>, thing: &str, typed: Option<&str>, on: bool) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    // Without a course, where its protocol cannot be read, and where that has no such thing, the default one lends its
    // names. What went on under a name that neither knows comes off by that name.
    let asked = Id::parse(thing);
    let has = |protocol: &Protocol| steps::named(protocol, thing).is_ok();
    let found = FilesRead::read(context, &state);
    let running = found.protocol();
    let default = if running.is_some_and(|running| has(running)) { None } else { Some(protocols::default()?) };
    let lent = default.as_ref().filter(|default| running.is_none() || has(default));
    let Some(protocol) = lent.or(running) else { return Err(answer::no_course()) };
    let strange = asked.clone().filter(|id| !on && !has(protocol) && state.history.on_since(id).is_some());
    let (id, step) = match strange {
        Some(id) => (id, None),
        None => worn::named(protocol, thing).map(|step| (step.id.clone(), Some(step)))?,
    };
    let profile = found.known();
    let hours = profile.hours();
    let at = state.at_of_wait(hours, typed)?;
    let times = answer::times(&state, &hours);
    let title = step.map_or(id.to_string(), told::short);
    let since = state.history.on_since(&id).map(|entry| entry.at);
    match (on, since) {
        (true, Some(since)) => {
            let refused = refused::on_already(&times.at(since), &title);
            return Err(Failure::usage(refused).hint(refused::it_came_off(id.as_str())));
        }
        (false, None) => {
            let words = textwrap::fill(recorded::NEVER_WENT_ON, context.process.width());
            context.process.err(&format!("{words}\n"));
        }
        (false, Some(since)) if at.is_some_and(|at| at.moment < since) => {
            let refused = refused::on_only_at(&times.at(since));
            return Err(Failure::usage(refused).hint(refused::came_off_now(id.as_str())));
        }
        (true, None) | (false, Some(_)) => {}
    }
    // What has happened is recorded whatever the rules say; what they say is told.
    let warning = step.filter(|_| on && at.is_none()).and_then(|step| worn::against(protocol, &profile, &state, step));
    let warning = warning.map(|veto| format!("WARNING: {}", verdict::veto(&veto, &times)));
    let event = if on { Event::on(id.clone()) } else { Event::Off { step: id.clone() } };
    let record = writer.append(context.now()?, at, event)?;
    drop(writer);
    let when = times.at(record.at.moment);
    let (command, said) =
        if on { ("on", recorded::is_on(&when, &title, id.as_str())) } else { ("off", recorded::is_off(&when, &title)) };
    let half = answer::which_half(&state, typed, record.at);
    let lines: Vec<String> = [said].into_iter().chain(half).chain(warning).collect();
    let state = state.after(std::slice::from_ref(&record));
    answer::confirm(context, command, &lines, &[record], Nothing {}, state, found.course().ok().flatten())
}
