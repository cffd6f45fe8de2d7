//! The machine's own voice: a program that speaks. Found at run time, and never run through a shell.
//!
//! A program that is known here reads its words from standard input, where nobody who lists the processes sees them. One
//! that only the person knows gets them as its last argument.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::disk;
use crate::process::{Process, Running};

/// The programs that are looked for, with what makes each read its words from standard input.
const KNOWN: [(&str, &[&str]); 3] = [("spd-say", &["--pipe-mode"]), ("espeak-ng", &["--stdin"]), ("say", &["-f", "-"])];

/// How long it is waited before it is looked again whether the voice is still speaking.
const LOOK: Duration = Duration::from_millis(5);

/// The names of the programs that are looked for.
pub(crate) fn looked_for() -> String {
    KNOWN.map(|(name, _)| name).join(", ")
}

/// A program that speaks.
pub(crate) struct Voice {
    program: OsString,
    arguments: Vec<String>,
    /// It reads its words from standard input.
    reads: bool,
    speaking: Option<Box<dyn Running>>,
    /// Each word is heard to its end, as no time passes between them.
    patient: bool,
}

impl Voice {
    /// The person's own program with its arguments, or the first of the known ones that is on the `PATH`. `None`: there
    /// is no such program.
    pub(crate) fn find(own: Option<Vec<String>>, path: Option<&OsStr>, patient: bool) -> Option<Self> {
        let made = |program: PathBuf, mut arguments: Vec<String>| {
            let known = KNOWN.iter().find(|(name, _)| program.file_name() == Some(OsStr::new(name)));
            arguments.extend(known.iter().flat_map(|(_, more)| *more).map(|word| (*word).to_owned()));
            Self { program: program.into(), arguments, reads: known.is_some(), speaking: None, patient }
        };
        if let Some(mut own) = own.filter(|own| !own.is_empty()) {
            let program = own.remove(0);
            let there =
                if program.contains('/') { Some(PathBuf::from(&program)) } else { disk::on_path(&program, path) };
            return there.map(|program| made(program, own));
        }
        KNOWN.iter().find_map(|(name, _)| Some(made(disk::on_path(name, path)?, Vec::new())))
    }

    /// Speaks, in place of what is still being said. `false`: it cannot.
    pub(crate) fn say(&mut self, process: &mut Process, text: &str) -> bool {
        self.hush();
        // It is no option and no command, whatever the program makes of such marks.
        let text = text.trim_start_matches(['-', '!', ' ']);
        if text.is_empty() {
            return true;
        }
        let mut arguments = self.arguments.clone();
        let mut input = String::new();
        if self.reads {
            // One line is one thing to say.
            input = text.split_whitespace().collect::<Vec<_>>().join(" ") + "\n";
        } else {
            arguments.push(text.to_owned());
        }
        let Ok(begun) = process.start(&self.program, &arguments, &input) else { return false };
        self.speaking = Some(begun);
        if self.patient { self.listen(process, Duration::from_secs(2)).is_ok() } else { true }
    }

    /// Waits until it has spoken, at most so long.
    pub(crate) fn listen(&mut self, process: &mut Process, most: Duration) -> io::Result<()> {
        let mut waited = Duration::ZERO;
        while let Some(running) = &mut self.speaking
            && waited < most
        {
            if running.is_over()? {
                self.speaking = None;
                break;
            }
            process.pause(LOOK);
            waited += LOOK;
        }
        Ok(())
    }

    /// Whether it still speaks.
    pub(crate) fn is_speaking(&mut self) -> bool {
        self.speaking.as_mut().is_some_and(|running| !running.is_over().unwrap_or(true))
    }

    /// Ends what is still being said: the newest cue is the one that counts.
    fn hush(&mut self) {
        if let Some(mut running) = self.speaking.take() {
            running.end();
        }
    }
}
