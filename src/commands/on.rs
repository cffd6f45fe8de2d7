//! `on` and `off`: a patch or a pad goes on, comes off.

use crate::commands::{At, Context, Outcome, State, answer, examples, shelf};
use crate::error::Failure;
use crate::model::event::Event;
use crate::model::kind::Kind;
use crate::model::time::Moment;
use crate::protocol::Protocol;
use crate::protocol::format::Step;
use crate::render::clean::clean;

/// Record that a patch or a pad went on
///
/// What is on and has not come off counts as ending now: say `off` when it does.
/// Works with no flare, too.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare on heat"
    "backflare off heat --at \"5m ago\""
))]
pub struct OnArgs {
    /// What it is: the name of its step
    #[arg(value_name = "THING")]
    pub thing: String,
    /// When it was
    #[command(flatten)]
    pub at: At,
}

/// Record that a patch or a pad came off
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare on heat"
    "backflare off heat"
))]
pub struct OffArgs {
    /// What it is: the name of its step
    #[arg(value_name = "THING")]
    pub thing: String,
    /// When it was
    #[command(flatten)]
    pub at: At,
}

/// Whether something of this kind stays on for a while.
fn worn(kind: Kind) -> bool {
    match kind {
        Kind::Heat | Kind::Cold | Kind::Patch => true,
        Kind::Exercise
        | Kind::Stretch
        | Kind::Movement
        | Kind::Walk
        | Kind::Posture
        | Kind::Medicine
        | Kind::Rub
        | Kind::Massage
        | Kind::CheckIn
        | Kind::Contact => false,
    }
}

/// Something goes on.
pub fn on(context: &mut Context<'_>, args: &OnArgs) -> Result<Outcome, Failure> {
    record(context, &args.thing, args.at.when.as_deref(), true)
}

/// Something comes off.
pub fn off(context: &mut Context<'_>, args: &OffArgs) -> Result<Outcome, Failure> {
    record(context, &args.thing, args.at.when.as_deref(), false)
}

fn record(context: &mut Context<'_>, thing: &str, at: Option<&str>, on: bool) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    // Without a course, or where its protocol cannot be read, the default one lends its names.
    let protocol = match context.protocol(&state) {
        Ok(Some(protocol)) => protocol,
        Ok(None) | Err(_) => shelf::find(context, None)?,
    };
    let step = named(&protocol, thing)?;
    let at = context.at(&state, at)?;
    let profile = context.profile().unwrap_or_default();
    let hours = profile.hours();
    let times = answer::times(&state, &hours);
    let title = clean(&step.title);
    let title = title.trim_end_matches(['.', '?']);
    let since = state.history.on_since(&step.id).map(|entry| entry.at);
    match (on, since) {
        (true, Some(since)) => {
            return Err(Failure::usage(format!("it is on already, since {}: {title}", times.at(since)))
                .hint(format!("It came off: backflare off {}", step.id)));
        }
        (false, None) => context.process.err("It was not noted that it went on, so only its end counts.\n"),
        (false, Some(since)) if at.is_some_and(|at| at.moment < since) => {
            return Err(Failure::usage(format!("it went on only at {}", times.at(since)))
                .hint(format!("It came off just now: backflare off {}", step.id)));
        }
        (true, None) | (false, Some(_)) => {}
    }
    let id = step.id.clone();
    let event = if on { Event::On { step: id.clone() } } else { Event::Off { step: id.clone() } };
    let record = writer.append(context.now()?, at, event)?;
    drop(writer);
    let when = times.at(record.at.moment);
    let (command, said) = if on {
        ("on", format!("On since {when}: {title}. When it comes off: backflare off {id}"))
    } else {
        ("off", format!("Off at {when}: {title}. Undo: backflare undo"))
    };
    answer::confirm(context, command, &[said], &[record], serde_json::Value::Null)
}

fn named<'p>(protocol: &'p Protocol, name: &str) -> Result<&'p Step, Failure> {
    let step = super::done::named(protocol, name)?;
    if worn(step.kind) {
        return Ok(step);
    }
    let things: Vec<&str> = protocol.steps.iter().filter(|step| worn(step.kind)).map(|step| step.id.as_str()).collect();
    let things = if things.is_empty() { "nothing in this protocol".to_owned() } else { things.join(", ") };
    Err(Failure::usage(format!("{:?} is nothing that stays on", step.id.as_str()))
        .hint(format!("It was done: backflare done {}\nWhat stays on: {things}", step.id)))
}

/// Everything that is on, with the moment since when.
pub(super) fn all_on<'p>(state: &State, protocol: &'p Protocol) -> Vec<(&'p Step, Moment)> {
    let steps = protocol.steps.iter().filter(|step| worn(step.kind));
    steps.filter_map(|step| state.history.on_since(&step.id).map(|entry| (step, entry.at))).collect()
}
