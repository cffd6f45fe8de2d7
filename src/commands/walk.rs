//! `walk`: be guided, one cue at a time.

use crate::acts::guide::{self, Manner};
use crate::acts::{Context, Outcome};
use crate::commands::examples;
use crate::error::Failure;
use crate::words::help;

/// Be guided through what is due, with timers, keys and voice
///
/// Each step is read first; Enter starts its clock. Space pauses, Enter ends it,
/// s skips, z puts it off, b goes back, r begins again, ? says why, x stops when
/// it hurts, and q leaves: what was done is kept. If you stop halfway, it goes
/// on from there. At a terminal it stays: it counts down to what comes next and
/// calls you, by bell, voice and notifier. At night it is quiet until a key.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare walk --plain"
    "backflare walk --say          # speak the cues"
))]
pub(crate) struct WalkArgs {
    /// A routine or a step; without it, what is due
    #[arg(value_name = help::ROUTINE_OR_STEP)]
    pub(crate) name: Option<String>,
    /// How it is shown, and answered
    #[command(flatten)]
    pub(crate) manner: Manner,
}

/// Guides through what is due, or through what was named.
pub(crate) fn run(context: &mut Context<'_>, args: &WalkArgs) -> Result<Outcome, Failure> {
    guide::run(context, args.name.as_deref(), args.manner)
}
