//! What is typed line by line, read beside the clock.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::terminal::signals::Signals;

/// How long a signal may go unnoticed.
const LOOK: i64 = 150;
/// The longest line that is looked at.
const LONGEST: usize = 1000;

/// What came while waiting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Typed {
    /// A line, without its end.
    Line(String),
    /// Nothing more will be typed.
    End,
    /// The program is to end.
    Halt,
    /// Nothing.
    Nothing,
}

/// The lines of standard input.
#[derive(Debug)]
pub struct Lines {
    lines: Receiver<String>,
    signals: Signals,
}

impl Lines {
    /// Begins to read. Nothing else may read standard input from now on.
    pub fn open() -> io::Result<Self> {
        let signals = Signals::listen(false)?;
        let (send, lines) = channel();
        thread::Builder::new().name("lines".to_owned()).spawn(move || {
            for line in io::stdin().lines() {
                let Ok(line) = line else { break };
                if send.send(line.chars().take(LONGEST).collect()).is_err() {
                    break;
                }
            }
        })?;
        Ok(Self { lines, signals })
    }

    /// Waits for a line, at most so many milliseconds; without a number, for ever.
    pub fn wait(&self, millis: Option<i64>) -> Typed {
        let mut left = millis.unwrap_or(i64::MAX).max(0);
        loop {
            if self.signals.ended() {
                return Typed::Halt;
            }
            let slice = left.min(LOOK);
            match self.lines.recv_timeout(Duration::from_millis(u64::try_from(slice).unwrap_or(0))) {
                Ok(line) => return Typed::Line(line),
                Err(RecvTimeoutError::Disconnected) => return Typed::End,
                Err(RecvTimeoutError::Timeout) => {}
            }
            left -= slice;
            if left <= 0 {
                return Typed::Nothing;
            }
        }
    }

    /// Lets time pass and leaves the lines for later. `false`: the program is to end.
    pub fn pass(&self, millis: i64) -> bool {
        let mut left = millis.max(0);
        while left > 0 && !self.signals.ended() {
            let slice = left.min(LOOK);
            thread::sleep(Duration::from_millis(u64::try_from(slice).unwrap_or(0)));
            left -= slice;
        }
        !self.signals.ended()
    }
}
