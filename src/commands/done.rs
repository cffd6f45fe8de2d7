//! `done`: a step was done.

use crate::commands::{At, examples};

/// Record that a step was done
///
/// Says what it recorded and how to undo it. A dose is never recorded this way:
/// say `took`. A check-in is done by `log`.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start --clear"
    "backflare done                # the one that `next` shows"
))]
pub struct DoneArgs {
    /// The step; without it, the one that `next` shows
    pub step: Option<String>,
    /// When it ended
    #[command(flatten)]
    pub at: At,
    /// Answer its question with no, such as "can you stand?"
    #[arg(long)]
    pub not_yet: bool,
}
