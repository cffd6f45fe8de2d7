//! How far something is that takes long: said on a terminal after a second, and in plain lines where nothing is repainted.

use crate::error::Failure;
use crate::process::{Process, Stream};
use crate::words::exchange as say;

/// So many entries go by before the clock is asked.
const LOOK: u64 = 2048;
/// After so many milliseconds it is said, and again each time.
const QUIET: i64 = 1000;
/// How often a line of its own is said, in milliseconds.
const PLAIN: i64 = 5000;

/// How far it is.
#[derive(Debug)]
pub(crate) struct Progress {
    count: u64,
    /// When it is said the next time, in milliseconds. `None`: to nobody.
    next: Option<i64>,
    /// Something stands on the line that is painted again.
    shown: bool,
    plain: bool,
}

impl Progress {
    /// Nothing has been done yet.
    pub(crate) fn new(process: &Process) -> Result<Self, Failure> {
        let now = process.millis()?;
        let dumb = process.variable("TERM").is_some_and(|term| term == "dumb");
        let asked = process.variable("BACKFLARE_PLAIN").is_some_and(|plain| plain != "0");
        let next = process.is_terminal(Stream::Err).then_some(now + QUIET);
        Ok(Self { count: 0, next, shown: false, plain: dumb || asked })
    }

    /// How many there were.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Another one is done.
    pub(crate) fn tick(&mut self, process: &mut Process) -> Result<(), Failure> {
        self.count += 1;
        if !self.count.is_multiple_of(LOOK) {
            return Ok(());
        }
        if let Some(next) = self.next {
            let now = process.millis()?;
            if now >= next {
                let words = say::so_far(self.count);
                process.err(&if self.plain { format!("{words}\n") } else { format!("\r{words}") });
                self.shown = !self.plain;
                self.next = Some(now + if self.plain { PLAIN } else { QUIET / 4 });
            }
        }
        Ok(())
    }

    /// It is over: the line goes.
    pub(crate) fn end(&mut self, process: &mut Process) {
        if std::mem::take(&mut self.shown) {
            let blank = " ".repeat(say::so_far(self.count).chars().count() + 2);
            process.err(&format!("\r{blank}\r"));
        }
    }
}
