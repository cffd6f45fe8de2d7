//! `protocol`: the protocols, which are data.

use crate::acts::{Context, Outcome, answer, prescription};
use crate::commands::examples;
use crate::disk;
use std::path::Path;

use crate::error::{Failure, FailureKind};
use crate::protocol::Checked;
use crate::protocol::library::{self, SCHEMA, builtins};
use crate::protocol::read::read;
use crate::render;
use crate::store::protocols;
use crate::views;
use crate::views::protocol::{Check, List, Listed, Show, notes};
use crate::words::{clean, protocol as words};

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
        "backflare protocol show --raw > mine.json"
        "backflare protocol check mine.json"
    )
)]
pub(crate) struct ProtocolArgs {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: ProtocolCommand,
}

/// What `protocol` can do.
#[derive(clap::Subcommand, Clone, PartialEq, Eq, Debug)]
pub(crate) enum ProtocolCommand {
    /// List the protocols that `start -p` finds
    #[command(after_help = examples!("backflare protocol list"))]
    List,
    /// Print a protocol
    #[command(after_help = examples!("backflare protocol show back-flare"))]
    Show {
        /// Its id, or a file of your own; without it, the one you follow
        protocol: Option<String>,
        /// Print its file as it is, to begin one of your own with
        #[arg(long, conflicts_with = "json")]
        raw: bool,
    },
    /// Print the JSON schema of a protocol, for an editor
    #[command(after_help = examples!("backflare protocol schema > schema.json"))]
    Schema,
    /// Check a file of your own, and name every problem in it
    #[command(after_help = examples!(
        "backflare protocol show --raw > mine.json"
        "backflare protocol check mine.json"
    ))]
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: std::path::PathBuf,
    },
}

/// Lists, shows or checks.
pub(crate) fn run(context: &mut Context<'_>, args: &ProtocolArgs) -> Result<Outcome, Failure> {
    let text = match &args.command {
        ProtocolCommand::Check { file } => return check(context, file),
        ProtocolCommand::List => list(context)?,
        ProtocolCommand::Show { protocol, raw: true } => protocols::text(protocol.as_deref(), || context.home())?,
        ProtocolCommand::Show { protocol, raw: false } => show(context, protocol.as_deref())?,
        ProtocolCommand::Schema => SCHEMA.to_owned(),
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

/// The built-in protocols and the person's own. A file of theirs that is not good is named on the other stream.
fn list(context: &mut Context<'_>) -> Result<String, Failure> {
    let home = context.home()?;
    let mut all = Vec::new();
    for (name, _) in builtins() {
        all.extend(library::checked(name).map(|protocol| (protocol, words::built_in(name))));
    }
    let own = protocols::own(&home).unwrap_or_else(|failure| {
        context.process.err(&format!("{}\n", clean::lines(&failure.to_string())));
        Vec::new()
    });
    for (_, path) in own {
        match protocols::open(&path) {
            Ok(protocol) => all.push((protocol, path.display().to_string())),
            Err(failure) => context.process.err(&format!("{}\n", clean::lines(&failure.to_string()))),
        }
    }
    let listed: Vec<Listed<'_>> = all.iter().map(|(protocol, origin)| Listed { protocol, origin }).collect();
    if context.json {
        return Ok(views::text(&List::of(&listed)));
    }
    Ok(render::protocol::list_text(&listed, context.process.width()))
}

/// The protocol of the course that runs, as it is followed. Where that cannot be read, the default one is shown: it helps
/// more than a refusal, and `next` says what is wrong.
fn running(context: &mut Context<'_>) -> Option<Checked> {
    let state = context.state().ok()?;
    context.protocol(&state).ok().flatten()
}

fn show(context: &mut Context<'_>, name: Option<&str>) -> Result<String, Failure> {
    let protocol = match running(context).filter(|_| name.is_none()) {
        Some(running) => running,
        None => protocols::find(name, || context.home())?,
    };
    if context.json {
        return Ok(views::text(&Show::of(&protocol)));
    }
    let profile = context.profile().unwrap_or_default();
    Ok(render::protocol::show_text(&protocol, answer::region(&profile), context.process.width()))
}

fn check(context: &mut Context<'_>, file: &Path) -> Result<Outcome, Failure> {
    let unreadable = |why: disk::Unreadable| Failure::new(FailureKind::Untrusted, words::unreadable(why));
    let text = disk::read_limited(file, protocols::LARGEST).map_err(unreadable)?;
    if context.json {
        let today = context.now()?.date();
        let read = read(&text).and_then(|protocol| match prescription::not_today(&protocol, today) {
            Some(problem) => Err(vec![problem]),
            None => Ok(protocol),
        });
        let answer = Check::of(&read);
        context.process.out(&views::text(&answer))?;
        return Ok(if answer.good { Outcome::Done } else { Outcome::Untrusted });
    }
    let protocol = protocols::open(file)?;
    if let Some(problem) = prescription::not_today(&protocol, context.now()?.date()) {
        return Err(protocols::refused(&[problem], &file.display().to_string()));
    }
    let (version, file) = (clean::clean(&protocol.version), file.display());
    let good = words::is_good(&protocol.id, &version, protocol.steps.len(), protocol.phases.len(), file);
    context.process.out(&good)?;
    for note in notes(&protocol) {
        context.process.out(&format!("{note}\n"))?;
    }
    Ok(Outcome::Done)
}
