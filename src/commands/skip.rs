//! `skip`: a step is passed over.

use crate::commands::{examples, note};

/// Pass over a step for now
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare start --clear"
    "backflare skip                # the one that `next` shows"
    "backflare skip --because \"no room on the floor\""
))]
pub struct SkipArgs {
    /// The step; without it, the one that `next` shows
    pub step: Option<String>,
    /// Why, for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub because: Option<String>,
}
