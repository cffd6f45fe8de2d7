//! `undo`: the newest event is taken back.

use crate::commands::examples;

/// Take back the newest entry; again: the one before
///
/// A dose stays in the sums until `took --corrects` replaces it, and a warning
/// sign stays until `screen --seen`.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare log 6"
    "backflare undo"
))]
pub struct UndoArgs {}
