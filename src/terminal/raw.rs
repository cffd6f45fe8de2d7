//! A terminal, key by key, and repainted.

use std::io::{self, Write as _};

use crossterm::cursor::MoveTo;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};

use crate::process::{Process, Signals, Tty};
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
}

impl Raw {
    /// Takes the terminal over.
    pub(crate) fn open(process: &mut Process) -> io::Result<Self> {
        let signals = process.signals(true)?;
        let mut raw = Self { tty: process.tty(), signals, painted: Vec::new() };
        raw.tty.take()?;
        Ok(raw)
    }

    /// Columns and rows: 80 and 24 where the terminal does not know.
    pub(crate) fn size(&self) -> (usize, usize) {
        self.tty.size().unwrap_or((80, 24))
    }

    /// Paints these rows, where they are not what is painted already.
    pub(crate) fn paint(&mut self, rows: &[String]) -> io::Result<()> {
        if self.painted == rows {
            return Ok(());
        }
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
    pub(crate) fn wait(&mut self, millis: i64) -> io::Result<Seen> {
        let mut left = millis.max(0);
        loop {
            if self.signals.ended() {
                return Ok(Seen::Halt);
            }
            if self.signals.suspended() {
                self.suspend()?;
                return Ok(Seen::Changed);
            }
            if self.signals.continued() {
                self.tty.take()?;
                self.painted.clear();
                return Ok(Seen::Changed);
            }
            let slice = left.min(LOOK);
            match self.tty.event(slice) {
                Ok(Some(Event::Key(key))) => match seen(key) {
                    Some(Pressed::Suspend) => {
                        self.suspend()?;
                        return Ok(Seen::Changed);
                    }
                    Some(Pressed::Seen(seen)) => return Ok(seen),
                    None => {}
                },
                Ok(Some(Event::Resize(..))) => {
                    self.painted.clear();
                    let mut out = Vec::new();
                    queue!(out, Clear(ClearType::All))?;
                    self.tty.write(&out)?;
                    return Ok(Seen::Changed);
                }
                Ok(Some(Event::FocusGained | Event::FocusLost | Event::Mouse(_)) | None) => {}
                // The terminal is gone.
                Err(_) => return Ok(Seen::Halt),
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
        self.tty.stop()?;
        self.signals.continued();
        self.painted.clear();
        self.tty.take()
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.tty.give_back();
    }
}

enum Pressed {
    Seen(Seen),
    Suspend,
}

fn seen(key: KeyEvent) -> Option<Pressed> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let letter = if let KeyCode::Char(letter) = key.code { Some(letter) } else { None };
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match letter? {
            'c' => Some(Pressed::Seen(Seen::Halt)),
            'd' => Some(Pressed::Seen(Seen::End)),
            'z' => Some(Pressed::Suspend),
            // What Enter is called in raw mode by some terminals.
            'j' | 'm' => Some(Pressed::Seen(Seen::Key(Key::Enter))),
            _ => None,
        };
    }
    let key = match letter {
        Some(' ') => Key::Space,
        Some(letter) => Key::Letter(letter),
        None if key.code == KeyCode::Enter => Key::Enter,
        None if matches!(key.code, KeyCode::Backspace | KeyCode::Delete) => Key::Erase,
        None => return None,
    };
    Some(Pressed::Seen(Seen::Key(key)))
}
