//! `log`: how much it hurts.

use crate::commands::{At, examples, note, pain};

/// Record how much it hurts, as often as you like
///
/// 0 is no pain, 10 the worst that you can imagine. Works with no flare, too.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, allow_negative_numbers = true, after_help = examples!(
    "backflare log 6"
    "backflare log 4 --at \"40m ago\" --note \"after a walk\""
    "backflare log 7 --leg"
))]
pub struct LogArgs {
    /// A whole number from 0 (none) to 10 (the worst)
    #[arg(value_name = "N", value_parser = pain)]
    pub level: u8,
    /// It goes down the leg
    #[arg(long)]
    pub leg: bool,
    /// When it was so
    #[command(flatten)]
    pub at: At,
    /// A few words for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub note: Option<String>,
}
