//! `end`: the flare is over.

use crate::commands::{examples, note};

/// End the flare
///
/// Not while a warning sign stands: answer that first, with `screen --seen`.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start --clear"
    "backflare end --note \"back at work\""
))]
pub struct EndArgs {
    /// A few words for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub note: Option<String>,
}
