//! `completions`: what a shell needs to complete a command line.

use crate::acts::{Context, Outcome};
use crate::commands::examples;
use crate::error::Failure;

/// Print what a shell needs to complete these commands
///
/// Put it where your shell looks for completions, or read it at each start.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare completions bash > backflare.bash"
    "backflare completions zsh > _backflare"
    "backflare completions fish > backflare.fish"
))]
pub(crate) struct CompletionsArgs {
    /// Its name
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Prints the completions, made from the grammar itself.
pub(crate) fn run(
    context: &mut Context<'_>,
    args: &CompletionsArgs,
    grammar: &mut clap::Command,
) -> Result<Outcome, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, grammar, "backflare", &mut text);
    context.process.out(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Done)
}
