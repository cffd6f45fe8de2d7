//! `profile`: what safety needs to know about the person, and waking hours.

use crate::commands::{Context, Outcome, State, answer::Course, examples, screen};
use serde_json::{Value, json};

use crate::engine::facts::Facts;
use crate::error::Failure;
use crate::model::nearest;
use crate::model::profile::{Answer, Fact, Profile, QUESTIONS, Scope};
use crate::model::time::Stamp;
use crate::process::Stream;
use crate::protocol::read::read;
use crate::render;

/// Show or change what is known about you, and your waking hours
///
/// Without a command, shows it. What is not answered counts as unknown, and then
/// whatever rests on it is not offered.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, disable_help_subcommand = true, after_help = examples!(
    "backflare profile"
    "backflare profile set wakes 06:30"
    "backflare profile set age 44"
))]
pub struct ProfileArgs {
    /// What to do; without it, show.
    #[command(subcommand)]
    pub command: Option<ProfileCommand>,
}

/// What `profile` can do.
#[derive(clap::Subcommand, Clone, PartialEq, Eq, Debug)]
pub enum ProfileCommand {
    /// Show every question and its answer
    #[command(after_help = examples!("backflare profile show --json"))]
    Show,
    /// Answer one question
    #[command(after_help = examples!(
        "backflare profile set age 44"
        "backflare profile set wakes 06:30"
    ))]
    Set {
        /// The question, as `profile show` names it
        key: String,
        /// no, yes, cleared (a clinician agreed), a number or a time
        #[arg(allow_negative_numbers = true)]
        value: String,
    },
    /// Ask, one card at a time, what is not answered yet
    #[command(after_help = examples!("backflare profile show  # where there is no terminal to ask at"))]
    Ask,
}
