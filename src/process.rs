//! The seam to the system: arguments, environment, clock, zone, streams, and what only a machine can do: let real time
//! pass, be a terminal, run another program. Nothing in the program goes round it: a test gives it another process
//! (`Process::fake`), made of plain values and a script, and nothing else can tell the two apart.
//!
//! Files are not here: they are the `disk` room's, and a test gives it a folder of its own.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read as _, Write};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use crate::error::{Failure, FailureKind};
use crate::model::time::{Clock, Moment, Span, Stamp, Zone};
use crate::store::journal::Waiting;
use crate::words::system;

#[cfg(test)]
mod fake;
#[cfg(any(unix, test))]
mod keys;
mod machine;
mod press;
mod signals;
mod tty;
mod zone;

#[cfg(test)]
pub(crate) use fake::{Does, Written};
pub(crate) use machine::{Running, TypedLine};
pub(crate) use press::Press;
pub(crate) use signals::Signals;
pub(crate) use tty::Tty;

use machine::Machine;

/// How far back the zone is read: nothing that matters is older, save the start of a flare.
const ZONE_BACK: Span = Span::days(60);
/// How far ahead the zone is read: nothing is planned further ahead.
const ZONE_AHEAD: Span = Span::days(30);

/// The longest line that is read from standard input. Nobody types more, and a file that is fed in may be all zeros.
const LONGEST_INPUT: u64 = 64 * 1024;

/// One of the three streams.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Stream {
    /// What is typed.
    In,
    /// The answer.
    Out,
    /// The conversation.
    Err,
}

/// What became of an answer that was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Heard {
    /// It went out.
    Yes,
    /// The reader has gone away, as `head` does. That is success: nobody wants to hear more, and nothing more is
    /// written.
    Gone,
}

/// Whether to use colour, as `--color` says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Colour {
    /// Where a person looks at it, and does not mind.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// The process as the program sees it.
pub struct Process {
    arguments: Vec<OsString>,
    environment: BTreeMap<OsString, OsString>,
    /// `None`: the system's.
    zone: Option<Zone>,
    /// By how many milliseconds waiting has moved the clock of `BACKFLARE_NOW`.
    waited: i64,
    machine: Box<dyn Machine>,
    input: Box<dyn BufRead>,
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    terminals: Vec<Stream>,
    columns: Option<usize>,
    colour: Colour,
    heard: Heard,
}

impl Process {
    /// The process that this is.
    pub fn real() -> Self {
        let terminals = [
            (Stream::In, io::stdin().is_terminal()),
            (Stream::Out, io::stdout().is_terminal()),
            (Stream::Err, io::stderr().is_terminal()),
        ];
        Self {
            arguments: std::env::args_os().collect(),
            environment: std::env::vars_os().collect(),
            zone: None,
            waited: 0,
            machine: Box::new(machine::Real),
            // Not the locks: they would be held for good, and another `io::stdin().lock()` would wait for ever.
            input: Box::new(BufReader::new(io::stdin())),
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            terminals: terminals.into_iter().filter(|(_, is)| *is).map(|(stream, _)| stream).collect(),
            columns: None,
            colour: Colour::Auto,
            heard: Heard::Yes,
        }
    }

    /// The arguments; the first is the name of the program.
    pub(crate) fn arguments(&self) -> &[OsString] {
        &self.arguments
    }

    /// The whole environment.
    pub(crate) fn environment(&self) -> &BTreeMap<OsString, OsString> {
        &self.environment
    }

    /// A variable of the environment. An empty one is as if unset.
    pub(crate) fn variable(&self, name: &str) -> Option<&OsStr> {
        self.environment.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// Whether a variable is set that switches something on: anything but nothing and `0`.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.wants_or(name, false)
    }

    /// The same of something that is on or off by itself where the variable is not set.
    pub(crate) fn wants_or(&self, name: &str, otherwise: bool) -> bool {
        self.variable(name).map_or(otherwise, |value| value != "0")
    }

    /// Now, and where: the only place that asks the system for the time.
    ///
    /// `BACKFLARE_NOW` is the clock where `BACKFLARE_HOME` is set too, so that it cannot touch anybody's real journal.
    /// A `TZ` that cannot be resolved is refused; left to chrono, it would quietly be the system's zone or UTC.
    pub(crate) fn clock(&self) -> Result<Clock, Failure> {
        let now = self.simulated()?.unwrap_or_else(|| Moment::from_unix(self.machine_millis().div_euclid(1000)));
        if let Some(tz) = self.environment.get(OsStr::new("TZ")) {
            zone::check(tz)?;
        }
        let zone = match &self.zone {
            Some(zone) => zone.clone(),
            None if self.environment.get(OsStr::new("TZ")).is_some_and(|tz| zone::is_universal(tz)) => Zone::fixed(0),
            None => Zone::sample(now - ZONE_BACK, now + ZONE_AHEAD, zone::system_offset),
        };
        Ok(Clock { now, zone })
    }

    /// The file of the system's own zone, where times are told in that zone and it cannot be read.
    pub(crate) fn zone_fault(&self) -> Option<String> {
        let tz = self.environment.get(OsStr::new("TZ")).is_some_and(|tz| tz != "localtime" && tz != ":localtime");
        if tz || self.zone.is_some() { None } else { zone::system_fault().map(|file| file.display().to_string()) }
    }

    /// The moment of `BACKFLARE_NOW`, moved on by every wait. `None`: the clock is the system's.
    pub(crate) fn simulated(&self) -> Result<Option<Moment>, Failure> {
        let (Some(now), Some(_)) = (self.variable("BACKFLARE_NOW"), self.variable("BACKFLARE_HOME")) else {
            return Ok(None);
        };
        let now = now.to_string_lossy();
        match Stamp::parse(&now) {
            Some(stamp) => Ok(Some(stamp.moment + Span::seconds(self.waited / 1000))),
            None => Err(Failure::usage(system::no_instant(&now)).hint(system::WRITE_INSTANT)),
        }
    }

    /// Lets so many milliseconds pass. Under `BACKFLARE_NOW` it takes none: the clock moves to the end of the wait.
    pub(crate) fn wait_millis(&mut self, millis: i64) -> Result<(), Failure> {
        let millis = millis.max(0);
        if self.simulated()?.is_some() {
            self.waited = self.waited.saturating_add(millis);
        } else {
            self.machine.pause(Duration::from_millis(u64::try_from(millis).unwrap_or(0)));
        }
        Ok(())
    }

    /// Lets real time pass, whatever the clock says: for waiting until another process has done something. Its time is
    /// the real one even under `BACKFLARE_NOW`, and a clock that moves meanwhile would not make it faster.
    pub(crate) fn pause(&mut self, time: Duration) {
        self.machine.pause(time);
    }

    /// Does what waiting for another backflare needs: real time passes, and the person is told.
    pub(crate) fn wait_for_another(&mut self, waiting: Waiting<'_>) {
        match waiting {
            Waiting::Pause(time) => self.pause(time),
            Waiting::Say(words) => self.err(&format!("{words}\n")),
        }
    }

    /// Now, in milliseconds since the beginning of 1970: a breath is too short for seconds.
    pub(crate) fn millis(&self) -> Result<i64, Failure> {
        Ok(match self.simulated()? {
            Some(now) => now.unix().saturating_mul(1000).saturating_add(self.waited % 1000),
            None => self.machine_millis(),
        })
    }

    /// Whether a stream is a terminal.
    pub(crate) fn is_terminal(&self, stream: Stream) -> bool {
        self.terminals.contains(&stream)
    }

    /// Looks how wide the terminal is, where the answer goes to one: its window may have another size by now.
    pub(crate) fn measure(&mut self) {
        if self.is_terminal(Stream::Out)
            && let Some((columns, _)) = self.machine.size()
        {
            self.columns = Some(columns);
        }
    }

    /// The columns and rows of the window, where the answer goes to one.
    pub(crate) fn window(&self) -> Option<(usize, usize)> {
        self.machine.size()
    }

    /// The terminal, key by key. Nothing is taken over yet.
    pub(crate) fn tty(&mut self) -> Box<dyn Tty> {
        self.machine.tty()
    }

    /// Begins to read standard input beside the clock. [`Process::line`] may not be called from then on.
    pub(crate) fn typed(&mut self) -> io::Result<Receiver<String>> {
        self.machine.typed()
    }

    /// Waits for a typed line, at most so many milliseconds of the clock: a machine that slept, or whose clock was set, has
    /// waited all the same. `None`: for ever.
    pub(crate) fn listen(&mut self, lines: &Receiver<String>, signals: &Signals, millis: Option<i64>) -> TypedLine {
        let mut seen = self.machine_millis();
        let until = millis.map(|millis| seen.saturating_add(millis.max(0)));
        let mut left = millis;
        loop {
            if signals.ended() {
                return TypedLine::Halt;
            }
            let slice = self.machine.listens(left).max(0);
            match self.machine.hear(lines, Duration::from_millis(slice.unsigned_abs())) {
                TypedLine::Nothing => {}
                heard @ (TypedLine::Line(_) | TypedLine::End | TypedLine::Halt) => return heard,
            }
            let now = self.machine_millis();
            left = left.map(|left| left - slice);
            // A clock that is set back lets nobody wait longer.
            if until.is_some_and(|until| now >= until) || left.is_some_and(|left| left <= 0) || now < seen {
                return TypedLine::Nothing;
            }
            seen = now;
        }
    }

    /// What the clock says, in milliseconds since the beginning of 1970.
    fn machine_millis(&self) -> i64 {
        self.machine.millis().unwrap_or_else(|| chrono::Utc::now().timestamp_millis())
    }

    /// Begins to listen to signals. `stops`: also to those that stop the program and let it go on.
    pub(crate) fn signals(&mut self, stops: bool) -> io::Result<Signals> {
        self.machine.signals(stops)
    }

    /// Starts another program, never through a shell. It reads `input`, and what it says is not looked at.
    pub(crate) fn start(&mut self, program: &OsStr, arguments: &[String], input: &str) -> io::Result<Box<dyn Running>> {
        self.machine.start(program, arguments, input)
    }

    /// Where the program itself lies, for whoever starts it later. `None`: the machine does not say.
    pub(crate) fn program(&self) -> Option<PathBuf> {
        self.machine.program()
    }

    /// Rings the bell of the terminal. There is nobody to tell if that fails.
    pub(crate) fn ring(&mut self) {
        self.err.write_all(b"\x07").and_then(|()| self.err.flush()).unwrap_or_default();
    }

    /// The columns to write in: those of `COLUMNS`, or of the terminal where they are known, or 80. At least 20, as a
    /// word has to fit.
    pub(crate) fn width(&self) -> usize {
        let told = self.variable("COLUMNS").and_then(OsStr::to_str).and_then(|text| text.trim().parse().ok());
        told.filter(|columns| (1..=10_000).contains(columns)).or(self.columns).unwrap_or(80).max(20)
    }

    /// Sets what `--color` says.
    pub(crate) fn set_colour(&mut self, colour: Colour) {
        self.colour = colour;
    }

    /// Whether text on this stream keeps its colours. `--color` comes first, then `NO_COLOR`, `CLICOLOR_FORCE`,
    /// `TERM=dumb`, `CLICOLOR=0`, and last whether it is a terminal.
    ///
    /// Decided here and not by anstream, which reads the real environment behind our back; what is taken out, anstream
    /// takes out.
    pub(crate) fn paints(&self, stream: Stream) -> bool {
        let is = |name: &str, value: &str| self.variable(name).is_some_and(|set| set == value);
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if self.variable("NO_COLOR").is_some() => false,
            Colour::Auto if self.variable("CLICOLOR_FORCE").is_some() && !is("CLICOLOR_FORCE", "0") => true,
            Colour::Auto => !is("TERM", "dumb") && !is("CLICOLOR", "0") && self.is_terminal(stream),
        }
    }

    /// Writes a part of the answer to standard output, as it is: the newline is the caller's. Colours stay where
    /// [`Process::paints`] says so.
    pub(crate) fn out(&mut self, text: &str) -> Result<Heard, Failure> {
        if self.heard == Heard::Yes {
            let plain;
            let text = if self.paints(Stream::Out) {
                text
            } else {
                plain = anstream::adapter::strip_str(text).to_string();
                &plain
            };
            let written = self.out.write_all(text.as_bytes());
            self.hear(written)?;
        }
        Ok(self.heard)
    }

    /// Brings everything out. Call it before the end, and before waiting for anything: only then is the answer
    /// delivered, or known not to be.
    pub(crate) fn flush(&mut self) -> Result<Heard, Failure> {
        if self.heard == Heard::Yes {
            let written = self.out.flush();
            self.hear(written)?;
        }
        Ok(self.heard)
    }

    fn hear(&mut self, written: io::Result<()>) -> Result<(), Failure> {
        match written {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.heard = Heard::Gone;
                Ok(())
            }
            Err(error) => Err(Failure::new(FailureKind::Failed, system::cannot_answer(error)).hint(system::KEPT)),
        }
    }

    /// Says something to the person on standard error. There is nobody to tell if that fails.
    pub(crate) fn err(&mut self, text: &str) {
        let plain;
        let text = if self.paints(Stream::Err) {
            text
        } else {
            plain = anstream::adapter::strip_str(text).to_string();
            &plain
        };
        self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush()).unwrap_or_default();
    }

    /// Whether whoever reads the answer has gone away: nothing more need be made for them.
    pub(crate) fn is_deaf(&self) -> bool {
        self.heard == Heard::Gone
    }

    /// Takes standard input as a whole, to read it beside this process. Nothing is read from it otherwise afterwards.
    pub(crate) fn take_input(&mut self) -> Box<dyn BufRead> {
        std::mem::replace(&mut self.input, Box::new(io::empty()))
    }

    /// Reads a line that was typed, without its newline. `None`: the input has ended.
    pub(crate) fn line(&mut self) -> Result<Option<String>, Failure> {
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(LONGEST_INPUT).read_until(b'\n', &mut bytes);
        match read {
            Err(error) => Err(Failure::new(FailureKind::Failed, system::cannot_hear(error))),
            Ok(0) => Ok(None),
            Ok(count) if count as u64 == LONGEST_INPUT => Err(Failure::usage(system::LINE_TOO_LONG)),
            Ok(_) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned())),
                Err(_) => Err(Failure::usage(system::LINE_NOT_TEXT)),
            },
        }
    }
}

#[cfg(test)]
mod tests;
