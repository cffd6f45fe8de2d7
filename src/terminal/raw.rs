//! A terminal, key by key, and repainted.

use std::io::{self, Write as _};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};

use crate::process::{Press, Process, Signals, Tty};
use crate::session::keys::Key;

/// How many milliseconds a signal may go unnoticed.
const LOOK: i64 = 150;

/// What came while waiting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Seen {
    /// A key.
    Key(Key),
    /// Ctrl-D: nothing more will be typed.
    End,
    /// Ctrl-C, or the system: the program is to end.
    Halt,
    /// The screen must be painted anew.
    Changed,
    /// Nothing.
    Nothing,
}

/// The terminal, taken over. Dropped, it is as it was.
pub(crate) struct Raw {
    tty: Box<dyn Tty>,
    signals: Signals,
    painted: Vec<String>,
    /// The size of the window when it was looked at last.
    size: Option<(usize, usize)>,
    /// It could no longer be written to: its window was closed.
    gone: bool,
}

impl Raw {
    /// Takes the terminal over.
    pub(crate) fn open(process: &mut Process) -> io::Result<Self> {
        let signals = process.signals(true)?;
        let mut raw = Self { tty: process.tty(), signals, painted: Vec::new(), size: None, gone: false };
        raw.tty.take()?;
        raw.size = raw.tty.size();
        Ok(raw)
    }

    /// Columns and rows: 80 and 24 where the terminal does not know.
    pub(crate) fn size(&self) -> (usize, usize) {
        self.tty.size().unwrap_or((80, 24))
    }

    /// Paints these rows, where they are not what is painted already. `false`: they could not be. Where the terminal is gone, the next wait says so, and
    /// what is being done is kept as at any other end.
    pub(crate) fn paint(&mut self, rows: &[String]) -> bool {
        self.gone |= self.painted != rows && self.write(rows).is_err();
        !self.gone
    }

    fn write(&mut self, rows: &[String]) -> io::Result<()> {
        let mut out = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let Ok(line) = u16::try_from(place) else { break };
            if self.painted.get(place) != Some(row) {
                queue!(out, MoveTo(0, line), Clear(ClearType::CurrentLine))?;
                out.write_all(row.as_bytes())?;
            }
        }
        // Below the last row of the window there is nothing to clear: the cursor would stay on that row.
        if let Some(below) = u16::try_from(rows.len()).ok().filter(|_| rows.len() < self.size().1) {
            queue!(out, MoveTo(0, below), Clear(ClearType::FromCursorDown))?;
        }
        self.tty.write(&out)?;
        self.painted = rows.to_vec();
        Ok(())
    }

    /// Rings the bell.
    pub(crate) fn bell(&mut self) {
        self.tty.write(b"\x07").unwrap_or_default();
    }

    /// Waits for a key, at most so many milliseconds.
    pub(crate) fn wait(&mut self, millis: i64) -> Seen {
        self.within(millis, LOOK)
    }

    /// Waits for a key without looking up meanwhile, at most so many milliseconds: a signal ends such a wait, and a window of
    /// another size is seen after it.
    pub(crate) fn rest(&mut self, millis: i64) -> Seen {
        self.within(millis, millis.max(1))
    }

    fn within(&mut self, millis: i64, slice: i64) -> Seen {
        // A terminal that can no longer be set or written to is gone, as one that can no longer be read.
        if self.gone { Seen::Halt } else { self.look(millis, slice).unwrap_or(Seen::Halt) }
    }

    fn look(&mut self, millis: i64, most: i64) -> io::Result<Seen> {
        let mut left = millis.max(0);
        loop {
            if self.signals.ended() {
                return Ok(Seen::Halt);
            }
            let continued = self.signals.continued();
            if self.signals.suspended() && !continued {
                self.suspend()?;
                return Ok(Seen::Changed);
            }
            // Stopped, whichever way: somebody else may have had the terminal, and has set it as they like.
            if continued {
                self.tty.give_back();
                self.taken_again()?;
                return Ok(Seen::Changed);
            }
            if self.tty.size() != self.size {
                self.size = self.tty.size();
                self.painted.clear();
                let mut out = Vec::new();
                queue!(out, Clear(ClearType::All))?;
                self.tty.write(&out)?;
                return Ok(Seen::Changed);
            }
            let slice = left.min(most);
            match self.tty.key(slice)? {
                Some(Press::Control('z')) => {
                    self.suspend()?;
                    return Ok(Seen::Changed);
                }
                Some(key) => {
                    if let Some(seen) = seen(key) {
                        return Ok(seen);
                    }
                }
                None => {}
            }
            left -= slice;
            if left <= 0 {
                return Ok(Seen::Nothing);
            }
        }
    }

    /// Gives the terminal back, stops, and takes it again.
    fn suspend(&mut self) -> io::Result<()> {
        self.tty.give_back();
        // Whoever has said already that it goes on will not say so again.
        if !self.signals.continued() {
            self.tty.stop()?;
            self.signals.continued();
        }
        self.signals.suspended();
        self.taken_again()
    }

    /// Takes the terminal after it was given back, to be painted anew.
    fn taken_again(&mut self) -> io::Result<()> {
        self.painted.clear();
        self.tty.take()?;
        self.size = self.tty.size();
        Ok(())
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.tty.give_back();
    }
}

/// What a key means here. `None`: nothing.
fn seen(key: Press) -> Option<Seen> {
    match key {
        Press::Control('c') => Some(Seen::Halt),
        Press::Control('d') => Some(Seen::End),
        Press::Control(_) => None,
        Press::Enter => Some(Seen::Key(Key::Enter)),
        Press::Erase => Some(Seen::Key(Key::Erase)),
        Press::Letter(' ') => Some(Seen::Key(Key::Space)),
        Press::Letter(letter) => Some(Seen::Key(Key::Letter(letter))),
    }
}
