//! `red-flags`: the warning signs and what to do.

use crate::acts::{Context, Outcome, answer};
use crate::commands::examples;
use crate::error::Failure;
use crate::process::Stream;
use crate::render;
use crate::store::protocols;
use crate::views::{self, protocol::RedFlags};

/// Show the warning signs and what to do about them
///
/// Needs no flare, and works however broken your files are. The word in brackets
/// is what `screen --sign` takes. On a terminal the emergency stands last.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare red-flags"
    "backflare red-flags --json"
))]
pub(crate) struct RedFlagsArgs {}

/// Shows the warning signs of the default protocol. Opens nothing, so it works however broken the files are.
pub(crate) fn run(context: &mut Context<'_>, _: &RedFlagsArgs) -> Result<Outcome, Failure> {
    let protocol = protocols::default()?;
    // The region is a courtesy: without it all numbers are printed.
    let profile = context.profile().unwrap_or_default();
    let region = answer::region(&profile);
    let scrolls = context.process.is_terminal(Stream::Out);
    let text = if context.json {
        views::text(&RedFlags::of(&protocol, region))
    } else {
        render::protocol::red_flags_text(&protocol, region, context.process.width(), scrolls)
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}
