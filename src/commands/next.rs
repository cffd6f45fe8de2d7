//! `next`: the one thing to do now.

use crate::commands::examples;

/// Show the one thing to do now, or when the next is due
///
/// Only reads, so ask as often as you like. While warning signs wait for an
/// answer, it shows them and how to answer.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start --clear"
    "backflare next"
    "backflare next --json"
))]
pub struct NextArgs {}
