//! `completions`: what a shell needs to complete a command line.

use clap::builder::PossibleValuesParser;

use crate::acts::{Context, Outcome};
use crate::commands::examples;
use crate::error::Failure;
use crate::model::medicine::table;
use crate::words::help;

/// Print what a shell needs to complete these commands
///
/// Put it where your shell looks for completions, or read it at each start. In
/// bash, zsh and fish it knows the medicines of `took`, too, each as one word
/// that needs no quotes, such as nurofen-plus.
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

/// Prints the completions, made from the grammar itself and from the table of medicines.
///
/// The table is no part of the grammar: `took` reads a name that nobody knows as well.
pub(crate) fn run(
    context: &mut Context<'_>,
    args: &CompletionsArgs,
    grammar: &mut clap::Command,
) -> Result<Outcome, Failure> {
    let names = || table::words().iter().map(String::as_str);
    let known = |argument: clap::Arg| match argument.get_id().as_str() {
        "medicine" => argument.value_parser(PossibleValuesParser::new(names())),
        _ => argument,
    };
    let mut grammar = std::mem::take(grammar).mut_subcommand("took", |took| took.mut_args(known));
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut grammar, "backflare", &mut text);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    // The generator for fish knows no values of what has no name of its own.
    if args.shell == clap_complete::Shell::Fish {
        text.push_str(&help::fish_values("took", &names().collect::<Vec<_>>().join(" ")));
    }
    context.process.out(&text)?;
    Ok(Outcome::Done)
}
