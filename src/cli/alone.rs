//! The grammar of the one command that is named: a fifth of the whole, which is built where something must be explained.

use std::ffi::OsString;

use clap::{Args as _, Command, FromArgMatches as _};

use super::{Cli, Global};
use crate::commands::{
    amend, answer, completions, doctor, done, end, export, forget, history, import, log, next, on, page, profile,
    protocol, red_flags, remind, report, screen, skip, snooze, start, status, today, took, undo, walk, why,
};

/// A command line that begins with the whole name of a command and is understood. `None`: the whole grammar decides what this is,
/// and says what is wrong with it.
pub(super) fn parse(words: &[OsString]) -> Option<Cli> {
    let name = words.get(1)?.to_str()?;
    let command = Global::augment_args(Command::new("backflare")).subcommand(grammar(name)?);
    let matches = command.try_get_matches_from(words).ok()?;
    Cli::from_arg_matches(&matches).ok()
}

/// The grammar of a command's arguments.
type Grammar = fn(Command) -> Command;

/// The grammar of each command, from the same definition as in the whole.
const GRAMMARS: [(&str, Grammar); 30] = [
    ("start", start::StartArgs::augment_args),
    ("next", next::NextArgs::augment_args),
    ("walk", walk::WalkArgs::augment_args),
    ("done", done::DoneArgs::augment_args),
    ("skip", skip::SkipArgs::augment_args),
    ("snooze", snooze::SnoozeArgs::augment_args),
    ("answer", answer::AnswerArgs::augment_args),
    ("screen", screen::ScreenArgs::augment_args),
    ("log", log::LogArgs::augment_args),
    ("took", took::TookArgs::augment_args),
    ("on", on::OnArgs::augment_args),
    ("off", on::OffArgs::augment_args),
    ("undo", undo::UndoArgs::augment_args),
    ("amend", amend::AmendArgs::augment_args),
    ("end", end::EndArgs::augment_args),
    ("today", today::TodayArgs::augment_args),
    ("history", history::HistoryArgs::augment_args),
    ("status", status::StatusArgs::augment_args),
    ("why", why::WhyArgs::augment_args),
    ("red-flags", red_flags::RedFlagsArgs::augment_args),
    ("report", report::ReportArgs::augment_args),
    ("page", page::PageArgs::augment_args),
    ("remind", remind::RemindArgs::augment_args),
    ("profile", profile::ProfileArgs::augment_args),
    ("protocol", protocol::ProtocolArgs::augment_args),
    ("doctor", doctor::DoctorArgs::augment_args),
    ("forget", forget::ForgetArgs::augment_args),
    ("export", export::ExportArgs::augment_args),
    ("import", import::ImportArgs::augment_args),
    ("completions", completions::CompletionsArgs::augment_args),
];

fn grammar(name: &str) -> Option<Command> {
    let (name, with) = GRAMMARS.iter().find(|(known, _)| *known == name)?;
    Some(with(Command::new(*name)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn every_command_of_the_whole_grammar_is_there_and_reads_alike() {
        let whole = Cli::command();
        let names = whole.get_subcommands().map(Command::get_name).filter(|name| *name != "help");
        let known: BTreeSet<&str> = GRAMMARS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.collect::<BTreeSet<_>>(), known);
        for (name, _) in GRAMMARS {
            let known = |command: &Command| -> Vec<String> {
                command.get_arguments().map(|argument| format!("{argument:?}")).collect()
            };
            let in_whole = whole.find_subcommand(name).map(known);
            assert_eq!(grammar(name).as_ref().map(known), in_whole, "{name}");
        }
    }
}
