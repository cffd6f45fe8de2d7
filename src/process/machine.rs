//! What the machine does for the process, beside what it says in values: real time, the terminal, other programs.

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::signals::Signals;
use super::tty::{self, Tty};

/// The longest typed line that is handed on, in characters; what follows is cut off.
const LONGEST_TYPED: usize = 1000;
/// How many milliseconds a signal, a set clock or the end of a suspend may go unnoticed while a line is waited for.
const LOOK: i64 = 250;

/// What came while a typed line was waited for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum TypedLine {
    /// A line, without its end.
    Line(String),
    /// Nothing more will be typed.
    End,
    /// The program is to end.
    Halt,
    /// Nothing.
    Nothing,
}

/// What a process can have done. One is the computer; the other plays a script, for tests.
pub(super) trait Machine {
    /// What its own clock says, in milliseconds since the beginning of 1970. `None`: that of the system counts.
    fn millis(&self) -> Option<i64>;
    /// Lets real time pass.
    fn pause(&mut self, time: Duration);
    /// The columns and rows of the terminal. `None`: it does not know its size.
    fn size(&self) -> Option<(usize, usize)>;
    /// The terminal, key by key. Nothing is taken over yet.
    fn tty(&mut self) -> Box<dyn Tty>;
    /// Begins to read standard input beside the clock, line by line. Nothing else may read it from then on. The lines
    /// end when the input does.
    fn typed(&mut self) -> io::Result<Receiver<String>>;
    /// Waits for a typed line, at most so long: a moment, after which whoever asks looks at the clock.
    fn hear(&mut self, lines: &Receiver<String>, most: Duration) -> TypedLine;
    /// How long a typed line is waited for at once, of so many milliseconds. `None`: for ever.
    fn listens(&self, millis: Option<i64>) -> i64;
    /// Begins to listen to signals. `stops`: also to those that stop the program and let it go on.
    fn signals(&mut self, stops: bool) -> io::Result<Signals>;
    /// Starts another program, never through a shell. It reads `input`, and what it says is not looked at.
    fn start(&mut self, program: &OsStr, arguments: &[String], input: &str) -> io::Result<Box<dyn Running>>;
    /// Where the program itself lies. `None`: the machine does not say.
    fn program(&self) -> Option<PathBuf>;
}

/// Another program that was started.
pub(crate) trait Running {
    /// Whether it has ended by itself, and well. `None`: it has not ended.
    fn ended(&mut self) -> io::Result<Option<bool>>;
    /// Whether it has ended by itself.
    fn is_over(&mut self) -> io::Result<bool> {
        Ok(self.ended()?.is_some())
    }
    /// Ends it, if it has not ended by itself. There is nobody to tell if that fails.
    fn end(&mut self);
}

/// The computer that this runs on.
pub(super) struct Real;

impl Machine for Real {
    fn millis(&self) -> Option<i64> {
        None
    }

    fn hear(&mut self, lines: &Receiver<String>, most: Duration) -> TypedLine {
        match lines.recv_timeout(most) {
            Ok(line) => TypedLine::Line(line),
            Err(RecvTimeoutError::Disconnected) => TypedLine::End,
            Err(RecvTimeoutError::Timeout) => TypedLine::Nothing,
        }
    }

    fn listens(&self, millis: Option<i64>) -> i64 {
        millis.map_or(LOOK, |millis| millis.min(LOOK))
    }

    fn pause(&mut self, time: Duration) {
        thread::sleep(time);
    }

    fn size(&self) -> Option<(usize, usize)> {
        tty::size()
    }

    fn tty(&mut self) -> Box<dyn Tty> {
        Box::new(tty::RealTty::default())
    }

    fn typed(&mut self) -> io::Result<Receiver<String>> {
        let (send, lines) = channel();
        thread::Builder::new().name("lines".to_owned()).spawn(move || {
            for line in io::stdin().lines() {
                let Ok(line) = line else { break };
                if send.send(line.chars().take(LONGEST_TYPED).collect()).is_err() {
                    break;
                }
            }
        })?;
        Ok(lines)
    }

    fn signals(&mut self, stops: bool) -> io::Result<Signals> {
        Signals::listen(stops)
    }

    fn start(&mut self, program: &OsStr, arguments: &[String], input: &str) -> io::Result<Box<dyn Running>> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut pipe) = child.stdin.take() {
            // One that does not listen is no failure, as one that was told by its arguments need not.
            pipe.write_all(input.as_bytes()).unwrap_or_default();
        }
        Ok(Box::new(child))
    }

    fn program(&self) -> Option<PathBuf> {
        std::env::current_exe().ok()
    }
}

impl Running for Child {
    fn ended(&mut self) -> io::Result<Option<bool>> {
        Ok(self.try_wait()?.map(|status| status.success()))
    }

    fn end(&mut self) {
        if !matches!(self.try_wait(), Ok(Some(_))) {
            self.kill().and_then(|()| self.wait().map(|_| ())).unwrap_or_default();
        }
    }
}
