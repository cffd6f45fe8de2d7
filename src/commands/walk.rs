//! `walk`: be guided, one cue at a time.

use crate::acts::guide::{self, Manner};
use crate::acts::{Context, Outcome};
use crate::commands::examples;
use crate::error::Failure;
use crate::words::help;

/// Be guided through what is due, with timers, keys and voice
///
/// Each step is read first; Enter starts its clock. Space pauses, Enter ends it,
/// s skips, b goes back, r begins again, ? says why, x stops when it hurts, and q
/// leaves: what was done is kept. A walk that was cut off is gone on with.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare walk --plain"
    "backflare walk --say          # speak the cues"
))]
pub(crate) struct WalkArgs {
    /// A routine or a step; without it, what is due
    #[arg(value_name = help::ROUTINE_OR_STEP)]
    pub(crate) name: Option<String>,
    /// Plain lines: nothing is repainted, and an answer is a line
    #[arg(long)]
    pub(crate) plain: bool,
    /// Speak the cues with the machine's own voice
    #[arg(long)]
    pub(crate) say: bool,
    /// No key at all, but for one question at its end
    #[arg(long)]
    pub(crate) hands_free: bool,
}

/// Guides through what is due, or through what was named.
pub(crate) fn run(context: &mut Context<'_>, args: &WalkArgs) -> Result<Outcome, Failure> {
    let WalkArgs { name, plain, say, hands_free } = args;
    guide::run(context, name.as_deref(), Manner { plain: *plain, say: *say, hands_free: *hands_free })
}
