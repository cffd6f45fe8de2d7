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

#[cfg(test)]
mod tests {
    use super::{LOOK, Progress};
    use crate::process::{Process, Stream};

    /// Ticks in steps of so many milliseconds for each `LOOK` entries, and what was said on the terminal.
    fn said(environment: &[(&str, &str)], terminals: &[Stream], step: i64, looks: u64) -> String {
        let (process, written) = Process::fake(&["backflare", "export"], environment, "");
        let mut process = process.with_terminals(terminals);
        written.set_clock(0);
        let mut progress = Progress::new(&process).expect("there is a clock");
        for look in 1..=looks {
            written.set_clock(step * i64::try_from(look).expect("a few"));
            for _ in 0..LOOK {
                progress.tick(&mut process).expect("it counts");
            }
        }
        assert_eq!(progress.count(), LOOK * looks);
        progress.end(&mut process);
        written.err()
    }

    #[test]
    fn what_takes_over_a_second_says_on_a_terminal_how_far_it_is_and_takes_that_away() {
        let terminal = [Stream::Err];
        let quick = said(&[], &terminal, 100, 5);
        assert_eq!(quick, "", "half a second is nothing to tell of");
        let slow = said(&[], &terminal, 600, 4);
        assert_eq!(slow.matches('\r').count(), 5, "three counts, and the line is wiped: {slow:?}");
        assert!(slow.contains("4,096") || slow.contains("4096"), "{slow:?}");
        assert!(slow.ends_with('\r'), "{slow:?}");
        assert_eq!(said(&[], &[], 600, 4), "", "nobody looks");
        for plain in [("BACKFLARE_PLAIN", "1"), ("TERM", "dumb")] {
            let lines = said(&[plain], &terminal, 600, 12);
            assert!(!lines.contains('\r') && lines.lines().count() == 2, "a line each five seconds: {lines:?}");
        }
    }
}
