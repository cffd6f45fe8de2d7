//! What is typed line by line, read beside the clock.

use std::io;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use crate::process::{Process, Signals, TypedLine};

/// How many milliseconds a signal may go unnoticed.
const LOOK: i64 = 150;

/// The lines of standard input.
#[derive(Debug)]
pub(crate) struct Lines {
    lines: Receiver<String>,
    signals: Signals,
}

impl Lines {
    /// Begins to read. Nothing else may read standard input from now on.
    pub(crate) fn open(process: &mut Process) -> io::Result<Self> {
        let signals = process.signals(false)?;
        Ok(Self { lines: process.typed()?, signals })
    }

    /// Waits for a line, at most so many milliseconds; without a number, for ever.
    pub(crate) fn wait(&self, process: &mut Process, millis: Option<i64>) -> TypedLine {
        process.listen(&self.lines, &self.signals, millis)
    }

    /// Lets so many milliseconds pass and leaves the lines for later. `false`: the program is to end.
    pub(crate) fn pass(&self, process: &mut Process, millis: i64) -> bool {
        let mut left = millis.max(0);
        while left > 0 && !self.signals.ended() {
            let slice = left.min(LOOK);
            process.pause(span(slice));
            left -= slice;
        }
        !self.signals.ended()
    }
}

fn span(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}
