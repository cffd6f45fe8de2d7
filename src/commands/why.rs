//! `why`: every rule that says yes or no.

use crate::commands::examples;

/// Explain why a step or a medicine is offered, or is not
///
/// Names every rule that was weighed, with figures, times and sources.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!("backflare why ibuprofen"))]
pub struct WhyArgs {
    /// Its name, as `next` and `status` show it
    #[arg(required = true, value_name = "STEP or MEDICINE")]
    pub words: Vec<String>,
}
