//! `start`: a flare begins.

use crate::commands::{At, Context, Outcome, State, answer, answer::Course, examples, pain, screen, shelf};
use crate::error::{Failure, Kind};
use crate::files;
use crate::model::event::Event;
use crate::model::kind::Course as CourseKind;
use crate::model::time::Stamp;
use crate::process::Stream;
use crate::render;

/// Begin a flare: a few questions, then the first thing to do
///
/// Without a terminal nothing is asked: the flare is recorded, and the card of
/// warning signs is printed together with how to answer it.
/// While a flare runs, --new ends that one first.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start"
    "backflare start --new --pain 7 --clear  # no sign is there"
    "backflare start --new --at \"20m ago\""
))]
pub struct StartArgs {
    /// Follow this protocol: its id, or a file of your own
    #[arg(short, long, value_name = "PROTOCOL")]
    pub protocol: Option<String>,
    /// How much it hurts, from 0 (none) to 10 (the worst)
    #[arg(long, value_name = "N", value_parser = pain, allow_negative_numbers = true)]
    pub pain: Option<u8>,
    /// When it began, and nothing later
    #[command(flatten)]
    pub at: At,
    /// None of the warning signs is there; prints them
    #[arg(long)]
    pub clear: bool,
    /// End the flare that runs, and begin another
    #[arg(long)]
    pub new: bool,
}
