//! `status`: how things stand.

use crate::commands::examples;

/// Show how things stand: day, pain, doses, what is next
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(after_help = examples!(
    "backflare status"
    "backflare status --json"
))]
pub struct StatusArgs {}
