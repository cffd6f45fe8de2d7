//! The machine's own voice: a program that speaks its last argument. Found at run time, and never run through a shell.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::disk::{self, Thing};

/// The programs that are looked for, with what keeps the text from being taken for an option.
const KNOWN: [(&str, &[&str]); 3] = [("spd-say", &["--"]), ("espeak-ng", &["--"]), ("say", &[])];

/// The names of the programs that are looked for.
pub fn looked_for() -> String {
    KNOWN.map(|(name, _)| name).join(", ")
}

/// A program that speaks.
#[derive(Debug)]
pub struct Voice {
    program: OsString,
    arguments: Vec<String>,
    speaking: Option<Child>,
    /// Each word is heard to its end, as no time passes between them.
    patient: bool,
}

impl Voice {
    /// The person's own argument vector, or the first program of the list that is there.
    pub fn find(own: Option<Vec<String>>, path: Option<&OsStr>, patient: bool) -> Option<Self> {
        let made = |program: OsString, arguments: Vec<String>| Self { program, arguments, speaking: None, patient };
        if let Some(mut own) = own.filter(|own| !own.is_empty()) {
            let program = own.remove(0);
            let there = if program.contains('/') { Some(PathBuf::from(&program)) } else { on_path(&program, path) };
            return there.map(|program| made(program.into(), own));
        }
        KNOWN.iter().find_map(|(name, arguments)| {
            let found = on_path(name, path)?;
            Some(made(found.into(), arguments.iter().map(|word| (*word).to_owned()).collect()))
        })
    }

    /// Speaks, in place of what is still being said. `false`: it cannot.
    pub fn say(&mut self, text: &str) -> bool {
        self.hush();
        // It is no option, whatever the program makes of dashes.
        let text = text.trim_start_matches(['-', ' ']);
        if text.is_empty() {
            return true;
        }
        let begun = Command::new(&self.program)
            .args(&self.arguments)
            .arg(text)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(child) = begun else { return false };
        self.speaking = Some(child);
        if self.patient { self.listen(2_000).is_ok() } else { true }
    }

    /// Waits until it has spoken, at most so many milliseconds.
    pub fn listen(&mut self, millis: u64) -> io::Result<()> {
        for _ in 0..millis / 5 {
            let Some(child) = &mut self.speaking else { break };
            if child.try_wait()?.is_some() {
                self.speaking = None;
                break;
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Ends what is still being said: the newest cue is the one that counts.
    fn hush(&mut self) {
        if let Some(mut child) = self.speaking.take()
            && !matches!(child.try_wait(), Ok(Some(_)))
        {
            child.kill().and_then(|()| child.wait().map(|_| ())).unwrap_or_default();
        }
    }
}

fn on_path(name: &str, path: Option<&OsStr>) -> Option<PathBuf> {
    std::env::split_paths(path?)
        .map(|folder| folder.join(name))
        .find(|file| matches!(disk::what_is(file), Ok(Some(Thing::File))))
}
