//! `screen`: the warning signs are answered.

use crate::commands::{Context, Outcome, State, answer, answer::Course, examples, note};
use crate::engine::plan::{Ask, Plan};
use crate::error::{Failure, Kind};
use crate::files;
use crate::journal::Writer;
use crate::model::event::{Event, Record};
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::nearest;
use crate::model::profile::{Answer, Answered, CardId, Choices, Fact, Profile, Scope};
use crate::model::time::Stamp;
use crate::process::Stream;
use crate::protocol::Protocol;
use crate::protocol::format::Card;
use crate::render;
use crate::render::clean::clean;
use crate::render::told;

/// Answer the warning signs that are asked about
///
/// At a terminal it asks. A sign that is there stops the plan until a clinician
/// has looked at you; --seen says so, and the signs are then asked again as
/// "anything new or worse since?".
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(
    verbatim_doc_comment,
    group = clap::ArgGroup::new("answer").args(["clear", "unsure", "sign", "seen"]),
    after_help = examples!(
        "backflare start"
        "backflare screen --clear      # none of the signs is there; prints them"
        "backflare red-flags           # the ids for --sign"
    )
)]
pub struct ScreenArgs {
    /// None of them is there; prints every card that it answers
    #[arg(long)]
    pub clear: bool,
    /// You are not sure, which counts as yes
    #[arg(long)]
    pub unsure: bool,
    /// These are there
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub sign: Vec<String>,
    /// A clinician has looked at it, and said this
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub seen: Option<String>,
    /// When the clinician looked
    #[arg(long, value_name = "WHEN", requires = "seen", conflicts_with_all = ["clear", "unsure", "sign"])]
    pub at: Option<String>,
}
