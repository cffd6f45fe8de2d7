//! A terminal, key by key, and repainted.

use std::io::{self, Write as _};
use std::sync::Once;
use std::time::Duration;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue};

use crate::session::keys::Key;
use crate::terminal::signals::Signals;

/// How long a signal may go unnoticed.
const LOOK: i64 = 150;

/// What came while waiting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
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

/// The terminal, in its raw mode. Dropped, it is as it was.
#[derive(Debug)]
pub struct Raw {
    signals: Signals,
    painted: Vec<String>,
}

impl Raw {
    /// Takes the terminal over.
    pub fn open() -> io::Result<Self> {
        // A failure of the program is told on the screen that stays.
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let told = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                restore();
                told(info);
            }));
        });
        let signals = Signals::listen(true)?;
        let raw = Self { signals, painted: Vec::new() };
        take()?;
        Ok(raw)
    }

    /// Columns and rows.
    pub fn size() -> (usize, usize) {
        size().unwrap_or((80, 24))
    }

    /// Paints these rows, where they are not what is painted already.
    pub fn paint(&mut self, rows: &[String]) -> io::Result<()> {
        if self.painted == rows {
            return Ok(());
        }
        let mut out = io::stdout();
        for (place, row) in rows.iter().enumerate() {
            let Ok(line) = u16::try_from(place) else { break };
            if self.painted.get(place) != Some(row) {
                queue!(out, MoveTo(0, line), Clear(ClearType::CurrentLine))?;
                out.write_all(row.as_bytes())?;
            }
        }
        // Below the last row of the window there is nothing to clear: the cursor would stay on that row.
        if let Some(below) = u16::try_from(rows.len()).ok().filter(|_| rows.len() < Self::size().1) {
            queue!(out, MoveTo(0, below), Clear(ClearType::FromCursorDown))?;
        }
        out.flush()?;
        self.painted = rows.to_vec();
        Ok(())
    }

    /// Rings the bell.
    pub fn bell(&self) {
        let mut out = io::stdout();
        out.write_all(b"\x07").and_then(|()| out.flush()).unwrap_or_default();
    }

    /// Waits for a key, at most so many milliseconds.
    pub fn wait(&mut self, millis: i64) -> io::Result<Seen> {
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
                take()?;
                self.painted.clear();
                return Ok(Seen::Changed);
            }
            let slice = left.min(LOOK);
            match await_key(slice) {
                Ok(true) => match event::read() {
                    Ok(Event::Key(key)) => match seen(key) {
                        Some(Pressed::Suspend) => {
                            self.suspend()?;
                            return Ok(Seen::Changed);
                        }
                        Some(Pressed::Seen(seen)) => return Ok(seen),
                        None => {}
                    },
                    Ok(Event::Resize(..)) => {
                        self.painted.clear();
                        execute!(io::stdout(), Clear(ClearType::All))?;
                        return Ok(Seen::Changed);
                    }
                    Ok(Event::FocusGained | Event::FocusLost | Event::Mouse(_)) => {}
                    // The terminal is gone.
                    Err(_) => return Ok(Seen::Halt),
                },
                Ok(false) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
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
        restore();
        Signals::suspend()?;
        self.signals.continued();
        self.painted.clear();
        take()
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        restore();
    }
}

/// Waits until there is something to read, at most so many milliseconds.
///
/// Of a terminal that is gone the event reader reads nothing, again and again, and never comes back. So it is looked at
/// first whether the terminal is there, and the waiting is done there, too.
#[cfg(unix)]
fn await_key(millis: i64) -> io::Result<bool> {
    is_there(0)?;
    if event::poll(Duration::ZERO)? {
        return Ok(true);
    }
    is_there(millis)?;
    event::poll(Duration::ZERO)
}

/// Waits for input, at most so many milliseconds. An error: the terminal is gone.
#[cfg(unix)]
fn is_there(millis: i64) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut waits = [PollFd::new(&stdin, PollFlags::IN)];
    let time = Timespec { tv_sec: millis / 1000, tv_nsec: millis % 1000 * 1_000_000 };
    poll(&mut waits, Some(&time))?;
    if waits[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

#[cfg(not(unix))]
fn await_key(millis: i64) -> io::Result<bool> {
    event::poll(Duration::from_millis(u64::try_from(millis).unwrap_or(0)))
}

/// The columns and rows of the terminal. `None`: it does not know its size, which it says as zero.
pub fn size() -> Option<(usize, usize)> {
    let known = terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0);
    known.map(|(columns, rows)| (usize::from(columns), usize::from(rows)))
}

fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, Hide, Clear(ClearType::All))
}

/// There is nobody to tell if that fails.
fn restore() {
    if terminal::is_raw_mode_enabled().unwrap_or(true) {
        execute!(io::stdout(), Show, LeaveAlternateScreen).unwrap_or_default();
        terminal::disable_raw_mode().unwrap_or_default();
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
