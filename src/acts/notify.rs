//! Telling the person something by a program of this machine, where they need not look at a terminal.
//!
//! Such a program gets its words as arguments of its own and never through a shell, so that nothing in a title is run.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::time::Duration;

use crate::disk;
use crate::error::{Failure, FailureKind};
use crate::process::{Process, Running, Stream};
use crate::words::remind as words;
use crate::words::schedule::TOAST;

/// What is called who said it, where that was the bell of the terminal.
pub(crate) const BELL: &str = "bell";
/// How long a program may take to say it.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it is waited before it is looked again whether it has ended.
const LOOK: Duration = Duration::from_millis(10);

/// The places in a command of the person's own where the words go.
const PLACES: [&str; 2] = ["{title}", "{text}"];

/// A program that can say something, with the words in their places.
struct Notifier {
    program: OsString,
    /// What it is called where somebody is told of it.
    name: String,
    arguments: Vec<String>,
    input: String,
}

/// What became of telling.
pub(crate) struct Told {
    /// The program that said it, or `bell`.
    pub(crate) by: String,
    /// The programs that could not, and how it went.
    pub(crate) failed: Vec<(String, String)>,
}

/// A command of the person's own, taken apart as a shell would, but run by none: `notify-send {title} {text}`.
pub(crate) fn own(via: &str) -> Result<Vec<String>, Failure> {
    let usage = |message: String| Failure::usage(message).hint(words::VIA);
    let command = shlex::split(via).ok_or_else(|| usage(words::open_quote(via)))?;
    let has_place = |word: &String| PLACES.iter().any(|place| word.contains(place));
    match command.split_first() {
        Some((program, _)) if program.is_empty() || has_place(program) => Err(usage(words::placeholder_first(via))),
        Some((_, arguments)) if arguments.iter().any(has_place) => Ok(command),
        Some(_) | None => Err(usage(words::no_placeholder(via))),
    }
}

/// Tells the person, by the first program that can; by `via` alone, where there is one. At a terminal the bell is the last.
pub(crate) fn tell(process: &mut Process, via: Option<&[String]>, title: &str, text: &str) -> Result<Told, Failure> {
    let path = process.variable("PATH").map(OsStr::to_owned);
    let path = path.as_deref();
    let mut failed = Vec::new();
    let found = match via {
        Some(via) => vec![filled(via, title, text, path).ok_or_else(|| {
            let program = via.first().map_or("", String::as_str);
            Failure::new(FailureKind::Failed, words::nobody(&[words::not_there(program)])).hint(words::VIA)
        })?],
        None => known(title, text, path),
    };
    for notifier in found {
        match said(process, &notifier) {
            Ok(()) => return Ok(Told { by: notifier.name, failed }),
            Err(how) => failed.push((notifier.name, how)),
        }
    }
    if via.is_none() && process.is_terminal(Stream::Err) {
        process.ring();
        process.err(&format!("{text}\n"));
        return Ok(Told { by: BELL.to_owned(), failed });
    }
    let notes: Vec<String> = failed.into_iter().map(|(_, how)| how).collect();
    Err(Failure::new(FailureKind::Failed, words::nobody(&notes)).hint(words::VIA))
}

/// Lets the first program that is there say it, and waits for nothing. `None`: there is none.
pub(crate) fn begin(process: &mut Process, title: &str, text: &str) -> Option<Box<dyn Running>> {
    let path = process.variable("PATH").map(OsStr::to_owned);
    let found = known(title, text, path.as_deref());
    found.iter().find_map(|found| process.start(&found.program, &found.arguments, &found.input).ok())
}

/// Whether a program ends by itself, and well, within the time that a notifier has.
pub(crate) fn ends_well(process: &mut Process, program: &Path, arguments: &[&str]) -> bool {
    let arguments = arguments.iter().map(|word| (*word).to_owned()).collect();
    let name = program.display().to_string();
    said(process, &Notifier { program: program.into(), name, arguments, input: String::new() }).is_ok()
}

/// Lets a program say it, and waits until it has. An error: how that went wrong.
fn said(process: &mut Process, notifier: &Notifier) -> Result<(), String> {
    let Notifier { program, name, arguments, input } = notifier;
    let mut running = process.start(program, arguments, input).map_err(|_| words::failed(name))?;
    let mut waited = Duration::ZERO;
    loop {
        match running.ended() {
            Ok(Some(true)) => return Ok(()),
            Ok(Some(false)) | Err(_) => return Err(words::failed(name)),
            Ok(None) if waited < PATIENCE => {
                process.pause(LOOK);
                waited += LOOK;
            }
            Ok(None) => {
                running.end();
                return Err(words::did_not_end(name, PATIENCE.as_secs()));
            }
        }
    }
}

/// The person's own command with the words in their places. `None`: there is no such program.
fn filled(via: &[String], title: &str, text: &str, path: Option<&OsStr>) -> Option<Notifier> {
    let (program, arguments) = via.split_first()?;
    let whole = Path::new(program).components().count() > 1;
    let found = if whole { Some(program.into()) } else { disk::on_path(program, path).map(OsString::from) };
    // Word by word in one pass: a text that holds "{title}" is said as it is.
    let fill = |word: &String| {
        let pieces = word.split(PLACES[0]).map(|piece| piece.replace(PLACES[1], text));
        pieces.collect::<Vec<_>>().join(title)
    };
    let arguments = arguments.iter().map(fill).collect();
    Some(Notifier { program: found?, name: program.clone(), arguments, input: String::new() })
}

/// The programs that are known and there, in the order in which they are tried.
fn known(title: &str, text: &str, path: Option<&OsStr>) -> Vec<Notifier> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    // Its own marks would be taken for commands of tmux, and for the parts of a date.
    let plain = format!("{title}: {text}").replace('#', "##").replace('%', "%%");
    // Some desktops take these for tags.
    let untagged = text.replace(['<', '>', '&'], " ");
    let script = words::OSASCRIPT.iter().flat_map(|line| ["-e", line]).chain([title, text]).collect::<Vec<_>>();
    let all = [
        ("notify-send", owned(&["--app-name=backflare", "--", title, &untagged]), String::new()),
        ("osascript", owned(&script), String::new()),
        ("terminal-notifier", owned(&["-title", title, "-message", text]), String::new()),
        ("termux-notification", owned(&["--title", title, "--content", text]), String::new()),
        ("powershell.exe", owned(&["-NoProfile", "-NonInteractive", "-Command", TOAST]), format!("{title}\n{text}\n")),
        ("tmux", owned(&["display-message", &plain]), String::new()),
    ];
    let there = all.into_iter().filter_map(|(name, arguments, input)| {
        let program = disk::on_path(name, path)?.into();
        Some(Notifier { program, name: name.to_owned(), arguments, input })
    });
    there.collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::{PATIENCE, tell};
    use crate::disk::golden::program;
    use crate::process::Process;

    #[test]
    fn one_that_does_not_end_is_ended_after_ten_seconds_and_the_next_is_tried() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["notify-send", "tmux"] {
            program(&folder.path().join(name));
        }
        let path = folder.path().to_str().expect("a plain name");
        let (mut process, written) = Process::fake(&[], &[("PATH", path)], "");
        written.hangs("notify-send");
        let told = tell(&mut process, None, "backflare", "Now: a slow walk.").expect("somebody said it");
        assert_eq!((told.by.as_str(), told.failed.len()), ("tmux", 1));
        assert_eq!((written.stopped(), written.paused()), (vec!["notify-send".to_owned()], PATIENCE));
    }
}
