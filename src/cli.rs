//! The grammar of the command line: what may be typed, its help, and what is said where it is not understood.
//!
//! Nothing is opened here and nothing is printed, so help works in any state of the files. What clap writes is handed
//! back as text with its colours in it; whoever prints it takes them out where they are not wanted.

mod alone;

use std::ffi::{OsStr, OsString};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Parser as _, ValueEnum as _};

use crate::acts::{Context, Outcome};
use crate::commands::{
    amend, answer, completions, doctor, done, end, export, forget, history, import, log, next, on, page, profile,
    protocol, red_flags, remind, report, screen, skip, snooze, start, status, today, took, undo, walk, why,
};
use crate::error::Failure;
use crate::model::nearest::suggest;
use crate::render;
use crate::views::answers::{Failed, NoCourse};
use crate::views::{self, parts::Schema};
use crate::words::{clean, command_line as words, help};

/// A whole command line.
#[derive(clap::Parser, Clone, PartialEq, Eq, Debug)]
#[command(
    name = "backflare",
    bin_name = "backflare",
    version,
    about = help::ABOUT,
    long_about = help::LONG_ABOUT,
    help_template = help::TEMPLATE,
    after_help = help::EMERGENCY,
    after_long_help = help::AFTER_LONG_HELP,
    arg_required_else_help = false,
    subcommand_required = true,
    infer_subcommands = true
)]
pub(crate) struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub(crate) global: Global,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The options of every command.
#[derive(clap::Args, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Global {
    /// Answer with one JSON object
    #[arg(long, global = true, display_order = 900)]
    pub(crate) json: bool,
    /// Use colour: auto, always or never
    #[arg(
        long,
        global = true,
        display_order = 901,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) color: Color,
}

/// When colour is used.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
#[value(rename_all = "lower")]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// What to do. The help of each is the documentation of its arguments.
#[derive(clap::Subcommand, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Command {
    Start(start::StartArgs),
    Next(next::NextArgs),
    Walk(walk::WalkArgs),
    Done(done::DoneArgs),
    Skip(skip::SkipArgs),
    Snooze(snooze::SnoozeArgs),
    Answer(answer::AnswerArgs),
    Screen(screen::ScreenArgs),
    #[command(visible_alias = "pain")]
    Log(log::LogArgs),
    Took(took::TookArgs),
    On(on::OnArgs),
    Off(on::OffArgs),
    Undo(undo::UndoArgs),
    Amend(amend::AmendArgs),
    End(end::EndArgs),
    Today(today::TodayArgs),
    History(history::HistoryArgs),
    Report(report::ReportArgs),
    Page(page::PageArgs),
    Status(status::StatusArgs),
    Why(why::WhyArgs),
    RedFlags(red_flags::RedFlagsArgs),
    Remind(remind::RemindArgs),
    Profile(profile::ProfileArgs),
    Protocol(protocol::ProtocolArgs),
    Doctor(doctor::DoctorArgs),
    Forget(forget::ForgetArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    Completions(completions::CompletionsArgs),
}

/// Why a command line is not run.
#[derive(Debug)]
pub(crate) enum Unrun {
    /// Help or the version was asked for. It goes to standard output, and that is success.
    Shown(String),
    /// It is not understood. The text goes to standard error; the failure says the same as data.
    Refused {
        /// For people, with colours.
        text: String,
        /// For `--json`, and for the exit code.
        failure: Failure,
    },
}

/// Runs a command.
pub(crate) fn dispatch(context: &mut Context<'_>, command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Start(args) => start::run(context, args),
        Command::Next(args) => next::run(context, args),
        Command::Walk(args) => walk::run(context, args),
        Command::Done(args) => done::run(context, args),
        Command::Skip(args) => skip::run(context, args),
        Command::Snooze(args) => snooze::run(context, args),
        Command::Answer(args) => answer::run(context, args),
        Command::Screen(args) => screen::run(context, args),
        Command::Log(args) => log::run(context, args),
        Command::Took(args) => took::run(context, args),
        Command::On(args) => on::on(context, args),
        Command::Off(args) => on::off(context, args),
        Command::Undo(args) => undo::run(context, args),
        Command::Amend(args) => amend::run(context, args),
        Command::End(args) => end::run(context, args),
        Command::Today(args) => today::run(context, args),
        Command::History(args) => history::run(context, args),
        Command::Report(args) => report::run(context, args),
        Command::Page(args) => page::run(context, args),
        Command::Status(args) => status::run(context, args),
        Command::Why(args) => why::run(context, args),
        Command::RedFlags(args) => red_flags::run(context, args),
        Command::Remind(args) => remind::run(context, args),
        Command::Profile(args) => profile::run(context, args),
        Command::Protocol(args) => protocol::run(context, args),
        Command::Doctor(args) => doctor::run(context, args),
        Command::Forget(args) => forget::run(context, args),
        Command::Export(args) => export::run(context, args),
        Command::Import(args) => import::run(context, args),
        Command::Completions(args) => completions::run(context, args, &mut Cli::command()),
    }
}

/// Whether a command saves something, so that one that fails says what became of it.
pub(crate) fn records(command: &Command) -> bool {
    let reads = matches!(
        command,
        Command::Next(_)
            | Command::Status(_)
            | Command::Why(_)
            | Command::Today(_)
            | Command::History(_)
            | Command::Report(_)
            | Command::Page(_)
            | Command::Completions(_)
            | Command::RedFlags(_)
            | Command::Remind(_)
            | Command::Protocol(_)
            | Command::Doctor(doctor::DoctorArgs { zone: None, .. })
            | Command::Forget(_)
            | Command::Export(_)
            | Command::Import(import::ImportArgs { dry_run: true, .. })
    );
    !reads
}

/// Reads the arguments; the first is the name of the program. Where no command is named, it is `next`.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Cli, Unrun> {
    let words = join_times(arguments);
    if let Some(parsed) = alone::parse(&words) {
        return Ok(parsed);
    }
    let read = Cli::try_parse_from(words).or_else(|error| {
        let named = error.kind() != ErrorKind::MissingSubcommand;
        bare(arguments).filter(|_| !named).ok_or(error)
    });
    read.map_err(|error| nearest_command(error, arguments)).map_err(|error| match below_zero(&error, arguments) {
        Some(word) => {
            let failure = Failure::usage(words::below_zero(word)).hint(words::AN_AMOUNT);
            Unrun::Refused { text: failure_text(&failure, 80), failure }
        }
        None => stop(error),
    })
}

/// The command line that names no command: what is to be done now, or how to begin. `None`: one is named.
fn bare(arguments: &[OsString]) -> Option<Cli> {
    let mut line = arguments.to_vec();
    line.push(OsString::from("next"));
    let cli = Cli::try_parse_from(line).ok()?;
    let Command::Next(_) = cli.command else { return None };
    Some(Cli { command: Command::Next(next::NextArgs { bare: true }), ..cli })
}

/// Names the command that a misspelt one was meant to be, where clap finds none: two letters that changed places.
fn nearest_command(mut error: clap::Error, arguments: &[OsString]) -> clap::Error {
    let named = error.get(ContextKind::SuggestedSubcommand).is_some();
    let typed = if let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) {
        Some(typed.clone())
            .filter(|typed| !named && arguments.get(1).is_some_and(|first| first.to_str() == Some(typed)))
    } else {
        None
    };
    let command = Cli::command();
    let near = typed.and_then(|typed| suggest(&typed, command.get_subcommands().map(clap::Command::get_name)));
    if let Some(near) = near {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![near.to_owned()]));
    }
    error
}

/// The amount that clap took for an option, as it begins with a minus.
fn below_zero<'a>(error: &clap::Error, arguments: &'a [OsString]) -> Option<&'a str> {
    let took = || arguments.iter().any(|word| word == "took");
    if error.kind() != ErrorKind::UnknownArgument || !took() {
        return None;
    }
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else { return None };
    let digit = option.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let words = || arguments.iter().filter_map(|word| word.to_str());
    words().find(|word| digit && word.starts_with(option.as_str()))
}

/// What the options of every command most likely say, without reading the rest: help and errors obey them as well.
pub(crate) fn peek(arguments: &[OsString]) -> Global {
    let mut global = Global::default();
    let mut words = arguments.iter().skip(1).map(|word| word.to_str().unwrap_or_default());
    while let Some(word) = words.next() {
        let color = match word {
            "--" => break,
            "--json" => {
                global.json = true;
                None
            }
            "--color" => words.next(),
            _ => word.strip_prefix("--color="),
        };
        if let Some(color) = color.and_then(|value| Color::from_str(value, false).ok()) {
            global.color = color;
        }
    }
    global
}

/// A failure as people read it, with colours: what happened, then what to type next.
pub(crate) fn failure_text(failure: &Failure, width: usize) -> String {
    // Names of files and words of other people stand in it: no style of ours does.
    let clean = clean::lines;
    let message = render::wrap_after("\x1b[1m\x1b[31merror:\x1b[0m ", &clean(&failure.message), width);
    let hint = failure.hint.as_deref().map(|hint| format!("\n{}\n", render::wrap(&clean(hint), width)));
    format!("{message}\n{}", hint.unwrap_or_default())
}

/// The answer of a command that has nothing to answer, as no course runs.
pub(crate) fn no_course_json(command: &Command, failure: &Failure) -> String {
    let name = match command {
        Command::Start(_) => "start",
        Command::Next(_) => "next",
        Command::Walk(_) => "walk",
        Command::Done(_) => "done",
        Command::Skip(_) => "skip",
        Command::Snooze(_) => "snooze",
        Command::Answer(_) => "answer",
        Command::Screen(_) => "screen",
        Command::Log(_) => "log",
        Command::Took(_) => "took",
        Command::On(_) => "on",
        Command::Off(_) => "off",
        Command::Undo(_) => "undo",
        Command::Amend(_) => "amend",
        Command::End(_) => "end",
        Command::Today(_) => "today",
        Command::History(_) => "history",
        Command::Report(_) => "report",
        Command::Page(_) => "page",
        Command::Status(_) => "status",
        Command::Why(_) => "why",
        Command::RedFlags(_) => "red-flags",
        Command::Remind(_) => "remind",
        Command::Profile(_) => "profile",
        Command::Protocol(_) => "protocol",
        Command::Doctor(_) => "doctor",
        Command::Forget(_) => "forget",
        Command::Export(_) => "export",
        Command::Import(_) => "import",
        Command::Completions(_) => "completions",
    };
    let Failure { kind: _, message, hint } = failure;
    views::text(&NoCourse { schema: Schema::of(name), flare: (), message, hint: hint.as_deref() })
}

/// A failure as one JSON object on a line.
pub(crate) fn failure_json(failure: &Failure) -> String {
    let Failure { kind, message, hint } = failure;
    views::line(&Failed { schema: Schema::of("error"), code: kind.code(), message, hint: hint.as_deref() })
}

fn stop(mut error: clap::Error) -> Unrun {
    // Of several guesses clap shows the best one last. One is enough: `strat` is `start`, not `status`.
    if let Some(ContextValue::Strings(guesses)) = error.get(ContextKind::SuggestedSubcommand)
        && let Some(best) = guesses.last().cloned()
    {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::String(best));
    }
    // What was typed stands in it, and a terminal would obey some of that.
    let shown = |value: &ContextValue| {
        if let ContextValue::Strings(texts) = value {
            return Some(ContextValue::Strings(clean::all(texts)));
        }
        let ContextValue::String(text) = value else { return None };
        Some(ContextValue::String(clean::clean(text)))
    };
    let typed: Vec<_> = error.context().filter_map(|(kind, value)| Some((kind, shown(value)?))).collect();
    for (kind, value) in typed {
        error.insert(kind, value);
    }
    let (kind, text) = (error.kind(), error.render());
    let styled = text.ansi().to_string();
    if matches!(kind, ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Unrun::Shown(styled);
    }
    let plain = text.to_string();
    let plain = plain.strip_prefix("error: ").unwrap_or(&plain);
    let (message, hint) = plain.split_once("\n\n").unwrap_or((plain, words::SEE_HOW));
    // "The following arguments were not provided" names them on lines of their own.
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    Unrun::Refused { text: styled, failure: Failure::usage(message).hint(hint.trim()) }
}

/// Lets a time of several words go without quotes: `--at 40m ago`, `--at=40m ago`, `--at yesterday 22:00`,
/// `--at 2026-11-22 09:30`. And words of one's own begin with a dash: `--note "- slept badly"`.
fn join_times(arguments: &[OsString]) -> Vec<OsString> {
    let mut words = arguments.to_vec();
    let mut place = 1;
    while place < words.len() && words[place] != "--" {
        // `--at=40m` holds the first word of its time itself.
        // Words of one's own may begin with a dash, as in a list; an option has no space in it.
        let own = ["--note", "--because", "--seen", "--ask"].iter().any(|option| words[place] == **option);
        let dashed = |word: &OsString| word.to_str().is_some_and(|word| word.starts_with("- "));
        if own && words.get(place + 1).is_some_and(dashed) {
            let mut joined = words[place].clone();
            joined.push("=");
            joined.push(words.remove(place + 1));
            words[place] = joined;
        }
        let begun = words[place].to_str().and_then(|word| word.strip_prefix("--at=")).map(OsString::from);
        let spoken: Vec<OsString> = begun.iter().cloned().chain(words[place + 1..].iter().cloned()).collect();
        let count = if begun.is_some() || words[place] == "--at" { words_of_time(&spoken) } else { 1 };
        if count > 1 {
            let (time, first) = (spoken[..count].join(OsStr::new(" ")), place + 1);
            words.splice(first..first + count - usize::from(begun.is_some()), []);
            if begun.is_some() {
                words[place] = OsString::from("--at");
            }
            words.insert(first, time);
        }
        place += 1;
    }
    words
}

/// How many of the words are one time.
fn words_of_time(words: &[OsString]) -> usize {
    let word = |n: usize| words.get(n).and_then(|word| word.to_str()).unwrap_or_default();
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let first = word(0).to_ascii_lowercase();
    let names_day = ["today", "yesterday"].contains(&first.as_str()) || (number(&first) && first.contains('-'));
    if names_day && number(word(1)) && word(1).contains(':') {
        2
    } else if number(&first) {
        // "40m ago", "40 minutes ago", "1h 30m ago".
        (1..=3).find(|n| word(*n).eq_ignore_ascii_case("ago")).map_or(1, |n| n + 1)
    } else {
        1
    }
}

#[cfg(test)]
mod tests;
