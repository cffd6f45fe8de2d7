//! How far something is that takes long: said on a terminal after a second, and in plain lines where nothing is repainted.

use crate::error::Failure;
use crate::process::{Process, Stream};
use crate::words::exchange::{self as say, Portion};

/// So many entries go by before the clock is asked.
const LOOK: u64 = 2048;
/// After so many milliseconds it is said, and again each time.
const QUIET: i64 = 1000;
/// How often a line of its own is said, in milliseconds.
const PLAIN: i64 = 5000;
/// The columns of the bar.
const BAR: u64 = 10;

/// How far it is.
#[derive(Debug)]
pub(crate) struct Progress {
    count: u64,
    part: Portion,
    /// How much there is to be done, in whatever is counted. `None`: nobody knows.
    whole: Option<u64>,
    /// When it is said the next time, in milliseconds. `None`: to nobody.
    next: Option<i64>,
    /// So many letters stand on the line that is painted again.
    shown: usize,
    plain: bool,
}

impl Progress {
    /// Nothing has been done yet. `plain`: nothing is to be painted again.
    pub(crate) fn new(process: &Process, plain: bool) -> Result<Self, Failure> {
        let now = process.millis()?;
        let dumb = process.variable("TERM").is_some_and(|term| term == "dumb");
        let asked = process.variable("BACKFLARE_PLAIN").is_some_and(|plain| plain != "0");
        let next = process.is_terminal(Stream::Err).then_some(now + QUIET);
        Ok(Self { count: 0, part: Portion::Entries, whole: None, next, shown: 0, plain: plain || dumb || asked })
    }

    /// Another part begins, in which so much is to be done.
    pub(crate) fn begin(&mut self, part: Portion, whole: Option<u64>) {
        (self.count, self.part, self.whole) = (0, part, whole);
    }

    /// How many there were in this part.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Another one is done.
    pub(crate) fn tick(&mut self, process: &mut Process) -> Result<(), Failure> {
        self.tick_at(process, self.count + 1)
    }

    /// Another one is done, and with it so much of the whole.
    pub(crate) fn tick_at(&mut self, process: &mut Process, done: u64) -> Result<(), Failure> {
        self.count += 1;
        if !self.count.is_multiple_of(LOOK) {
            return Ok(());
        }
        if let Some(next) = self.next {
            let now = process.millis()?;
            if now >= next {
                self.say(process, done);
                self.next = Some(now + if self.plain { PLAIN } else { QUIET / 4 });
            }
        }
        Ok(())
    }

    fn say(&mut self, process: &mut Process, done: u64) {
        let words = say::so_far(self.count, self.part);
        if self.plain {
            process.err(&format!("{words}\n"));
            return;
        }
        let line = self.whole.map_or_else(String::new, |whole| bar(done, whole)) + &words;
        let width = std::mem::replace(&mut self.shown, line.len());
        process.err(&format!("\r{line:<width$}"));
    }

    /// It is over: the line goes.
    pub(crate) fn end(&mut self, process: &mut Process) {
        let shown = std::mem::take(&mut self.shown);
        if shown > 0 {
            process.err(&format!("\r{:shown$}\r", ""));
        }
    }
}

/// How much of the whole is done: `[####......] `.
fn bar(done: u64, whole: u64) -> String {
    let full = usize::try_from(done.min(whole) * BAR / whole.max(1)).unwrap_or(0);
    let width = usize::try_from(BAR).unwrap_or(0);
    format!("[{:.<width$}] ", "#".repeat(full))
}

#[cfg(test)]
mod tests {
    use super::{LOOK, Progress, bar};
    use crate::process::{Process, Stream};
    use crate::words::exchange::Portion;

    /// Ticks in steps of so many milliseconds for each `LOOK` entries, and what was said on the terminal.
    fn said(environment: &[(&str, &str)], terminals: &[Stream], step: i64, looks: u64) -> String {
        let plain = environment == [("--plain", "")];
        let environment = if plain { &[] } else { environment };
        let (process, written) = Process::fake(&["backflare", "export"], environment, "");
        let mut process = process.with_terminals(terminals);
        written.set_clock(0);
        let mut progress = Progress::new(&process, plain).expect("there is a clock");
        progress.begin(Portion::Entries, Some(LOOK * 10));
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
        assert!(slow.contains("\r[##........] 4096 entries so far"), "{slow:?}");
        assert!(slow.split('\r').all(|line| line.len() < 40), "{slow:?}");
        assert!(slow.ends_with('\r'), "{slow:?}");
        assert_eq!(said(&[], &[], 600, 4), "", "nobody looks");
        assert_eq!([bar(0, 3), bar(3, 3), bar(7, 0)], ["[..........] ", "[##########] ", "[..........] "]);
        for plain in [("BACKFLARE_PLAIN", "1"), ("TERM", "dumb"), ("--plain", "")] {
            let lines = said(&[plain], &terminal, 600, 12);
            assert!(
                !lines.contains('\r') && lines.lines().count() == 2 && !lines.contains('#'),
                "a line each five seconds: {lines:?}"
            );
        }
    }
}
