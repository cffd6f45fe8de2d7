//! `red-flags`: the warning signs and what to do.

use crate::commands::examples;

/// Show the warning signs and what to do about them
///
/// Needs no flare and reads none of your files.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare red-flags"
    "backflare red-flags --json"
))]
pub struct RedFlagsArgs {}
