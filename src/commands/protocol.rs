//! `protocol`: the protocols, which are data.

use crate::commands::examples;

/// List, show or check the protocols
///
/// A protocol is a JSON file that says what is offered, when and why. Put one of
/// your own into the protocols folder, or name it by its path.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(
    verbatim_doc_comment,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = examples!(
        "backflare protocol list"
        "backflare protocol show back-flare > mine.json"
        "backflare protocol check mine.json"
    )
)]
pub struct ProtocolArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ProtocolCommand,
}

/// What `protocol` can do.
#[derive(clap::Subcommand, Clone, PartialEq, Eq, Debug)]
pub enum ProtocolCommand {
    /// List the protocols that `start -p` finds
    #[command(after_help = examples!("backflare protocol list"))]
    List,
    /// Print a protocol
    #[command(after_help = examples!("backflare protocol show back-flare"))]
    Show {
        /// Its id, or a file of your own; without it, the default
        protocol: Option<String>,
    },
    /// Check a file of your own, and name every problem in it
    #[command(after_help = examples!(
        "backflare protocol show back-flare > mine.json"
        "backflare protocol check mine.json"
    ))]
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: std::path::PathBuf,
    },
}
