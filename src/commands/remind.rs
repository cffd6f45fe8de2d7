//! `remind`: says once what is due, by a program of this machine; and prints what lets the system ask for it.

use clap::ValueEnum as _;

use crate::acts::{Context, Outcome, answer, answer::RunningCourse, notify};
use crate::commands::examples;
use crate::engine::remind;
use crate::error::{Failure, FailureKind};
use crate::process::Stream;
use crate::store::{protocols, said};
use crate::views;
use crate::views::parts::Schema;
use crate::views::remind::{Remind, Script, message};
use crate::words::remind as words;
use crate::words::schedule::{self, Job};

/// Say once what is due, for a timer to ask every five minutes
///
/// It says what is due and was not yet said, by notify-send, osascript,
/// terminal-notifier, termux-notification, a toast on Windows or tmux; at a
/// terminal by its bell. Again after 15 and 45 minutes, then no more. In your
/// sleeping hours only what must come off, and what is meant for any hour. With
/// nothing to say it is silent, and ends with 4. Medicines are "something is
/// due", as others may see the screen.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare remind --print systemd     # a script: read it, then pipe it to sh"
    "backflare remind --print cron --off  # the one that takes it away"
    "backflare remind --via 'notify-send {title} {text}'"
))]
pub(crate) struct RemindArgs {
    /// Say it by this command: a program, {title} and {text}
    #[arg(long, value_name = "COMMAND")]
    pub(crate) via: Option<String>,
    /// Say medicines by their names, too
    #[arg(long)]
    pub(crate) names: bool,
    /// Print a script: systemd, launchd, cron or schtasks
    #[arg(long, value_name = "SYSTEM", value_parser = system)]
    pub(crate) print: Option<System>,
    /// Print the script that takes it away
    #[arg(long, requires = "print", conflicts_with_all = ["via", "names"])]
    pub(crate) off: bool,
}

/// What can ask every five minutes.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
#[value(rename_all = "lower")]
pub(crate) enum System {
    /// Linux, with a session of systemd.
    Systemd,
    /// macOS.
    Launchd,
    /// Whatever has a crontab.
    Cron,
    /// Windows.
    Schtasks,
}

fn system(text: &str) -> Result<System, String> {
    System::from_str(text, true).map_err(|_| words::no_such_system(text))
}

/// Says what is due, or prints a script. Only the small memory of what was said is written.
pub(crate) fn run(context: &mut Context<'_>, args: &RemindArgs) -> Result<Outcome, Failure> {
    let via = args.via.as_deref().map(notify::own).transpose()?;
    if let Some(system) = args.print {
        return print(context, args, system);
    }
    let home = context.home().map_err(|failure| Failure::usage(failure.message).hint(words::NO_HOME))?;
    let state = context.state()?;
    let course = match RunningCourse::read(context, &state)? {
        Some(course) => course,
        // Without a course, too, something may have to come off.
        None => RunningCourse { protocol: protocols::default()?, profile: context.profile()? },
    };
    let call = remind::call(&course.protocol, &course.profile, &state.history, &said::read(&home));
    let place = answer::place(&course.profile, &state);
    let mut view = Remind::of(&call, &place);
    if !call.things.is_empty() {
        let text = message(&call, &place, args.names);
        let told = notify::tell(context.process, via.as_deref(), words::TITLE, &text)?;
        for (_, how) in told.failed.iter().filter(|_| !context.json) {
            context.process.err(&format!("{how}\n"));
        }
        said::write(&home, &call.said)?;
        // Whoever types it sees what was said; the bell has brought its words along.
        if context.process.is_terminal(Stream::Out) && !context.json && told.by != notify::BELL {
            context.process.out(&format!("{text}\n"))?;
        }
        view.failed = told.failed.into_iter().map(|(name, _)| name).collect();
        (view.text, view.by) = (Some(text), Some(told.by));
    }
    if context.json {
        let next = remind::next(&course.protocol, &course.profile, &state.history, &call.said);
        view.next_at = next.map(|at| place.stamp(at));
        context.process.out(&views::text(&view))?;
    }
    Ok(if call.things.is_empty() { Outcome::NoCourse } else { Outcome::Done })
}

/// Prints the script for a system.
fn print(context: &mut Context<'_>, args: &RemindArgs, system: System) -> Result<Outcome, Failure> {
    let script = if args.off {
        match system {
            System::Systemd => schedule::systemd_off(),
            System::Launchd => schedule::launchd_off(),
            System::Cron => schedule::cron_off(),
            System::Schtasks => schedule::schtasks_off(),
        }
    } else {
        let job = job(context, args)?;
        match system {
            System::Systemd => schedule::systemd(&job),
            System::Launchd => schedule::launchd(&job),
            System::Cron => schedule::cron(&job),
            System::Schtasks => schedule::schtasks(&job),
        }
    };
    let text = if context.json {
        let name = match system {
            System::Systemd => "systemd",
            System::Launchd => "launchd",
            System::Cron => "cron",
            System::Schtasks => "schtasks",
        };
        views::text(&Script { schema: Schema::of("remind-print"), system: name, off: args.off, script })
    } else {
        script
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

/// What the system has to run: this program, with the home and the zone of this shell.
fn job(context: &mut Context<'_>, args: &RemindArgs) -> Result<Job, Failure> {
    let program = context.process.program().ok_or_else(|| Failure::new(FailureKind::Failed, words::NO_PROGRAM))?;
    let mut command = vec![program.to_string_lossy().into_owned(), "remind".to_owned()];
    if args.names {
        command.push("--names".to_owned());
    }
    if let Some(via) = &args.via {
        command.extend(["--via".to_owned(), via.clone()]);
    }
    let mut environment = Vec::new();
    if context.process.variable("BACKFLARE_HOME").is_some() {
        let home = context.home()?.folder.to_string_lossy().into_owned();
        environment.push(("BACKFLARE_HOME".to_owned(), home));
    }
    if let Some(zone) = context.process.variable("TZ") {
        environment.push(("TZ".to_owned(), zone.to_string_lossy().into_owned()));
    }
    let mut told = command.iter().chain(environment.iter().map(|(_, value)| value));
    let bad = |letter: char| letter.is_control() || letter == char::REPLACEMENT_CHARACTER;
    match told.find(|word| word.contains(bad)) {
        Some(word) => Err(Failure::usage(words::not_on_a_line(word)).hint(words::MOVE_IT)),
        None => Ok(Job { command, environment }),
    }
}
