//! The terminal as a device: taken over and given back, written to, and asked for the next key.

use std::io::{self, Write as _};
use std::sync::Once;
#[cfg(not(unix))]
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};

#[cfg(unix)]
use super::keys::Keys;
use super::press::Press;

/// From now on the terminal marks what is pasted, and no longer.
const MARK_PASTES: &str = "\x1b[?2004h";
const MARK_NO_PASTES: &str = "\x1b[?2004l";

/// A terminal, key by key.
pub(crate) trait Tty {
    /// Takes the terminal over: keys come one by one, on an empty screen of its own. A program that fails gives it back.
    fn take(&mut self) -> io::Result<()>;
    /// Gives the terminal back as it was, if it is taken. There is nobody to tell if that fails.
    fn give_back(&mut self);
    /// The columns and rows. `None`: the terminal does not know its size.
    fn size(&self) -> Option<(usize, usize)>;
    /// Writes text and the codes that it obeys, and brings them out.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Waits for a key, at most so many milliseconds and a moment. `None`: none came. An error: the terminal is gone.
    fn key(&mut self, millis: i64) -> io::Result<Option<Press>>;
    /// Stops the program as the system would have. It returns when the program goes on.
    fn stop(&mut self) -> io::Result<()>;
}

/// The terminal of this process.
#[derive(Default)]
pub(super) struct RealTty {
    #[cfg(unix)]
    keys: Keys,
}

impl Tty for RealTty {
    fn take(&mut self) -> io::Result<()> {
        // A failure of the program is told on the screen that stays.
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let told = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                Self::default().give_back();
                told(info);
            }));
        });
        terminal::enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, Print(MARK_PASTES), Hide, Clear(ClearType::All))
    }

    fn give_back(&mut self) {
        if terminal::is_raw_mode_enabled().unwrap_or(true) {
            execute!(io::stdout(), Show, Print(MARK_NO_PASTES), LeaveAlternateScreen).unwrap_or_default();
            terminal::disable_raw_mode().unwrap_or_default();
        }
    }

    fn size(&self) -> Option<(usize, usize)> {
        size()
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(bytes)?;
        out.flush()
    }

    /// The bytes are read here, and only those that are there: a reader that asks for more, until they make a key that it
    /// knows, waits for ever for some.
    #[cfg(unix)]
    fn key(&mut self, millis: i64) -> io::Result<Option<Press>> {
        let mut left = millis;
        loop {
            if let Some(key) = self.keys.next() {
                return Ok(Some(key));
            }
            let waits = self.keys.waits();
            if await_input(waits.unwrap_or(left))? {
                let mut bytes = [0; 1024];
                match rustix::io::read(io::stdin(), &mut bytes) {
                    Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                    Ok(count) => self.keys.feed(&bytes[..count]),
                    Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => return Ok(None),
                    Err(error) => return Err(error.into()),
                }
                left = 0;
            } else {
                self.keys.settle();
                return Ok(None);
            }
        }
    }

    #[cfg(not(unix))]
    fn key(&mut self, millis: i64) -> io::Result<Option<Press>> {
        use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
        if !event::poll(Duration::from_millis(u64::try_from(millis).unwrap_or(0)))? {
            return Ok(None);
        }
        let Event::Key(key) = event::read()? else { return Ok(None) };
        if key.kind == KeyEventKind::Release {
            return Ok(None);
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let is = |code| key.code == code;
        Ok(if let KeyCode::Char(letter) = key.code {
            Some(if control { Press::Control(letter.to_ascii_lowercase()) } else { Press::Letter(letter) })
        } else if is(KeyCode::Enter) {
            Some(Press::Enter)
        } else if is(KeyCode::Backspace) || is(KeyCode::Delete) {
            Some(Press::Erase)
        } else {
            None
        })
    }

    #[cfg(unix)]
    fn stop(&mut self) -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
    }

    #[cfg(not(unix))]
    fn stop(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The columns and rows of the terminal of this process. `None`: it does not know its size, which it says as zero.
pub(super) fn size() -> Option<(usize, usize)> {
    let known = terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0);
    known.map(|(columns, rows)| (usize::from(columns), usize::from(rows)))
}

/// Waits for input, at most so many milliseconds. `false`: there is none. An error: the terminal is gone.
#[cfg(unix)]
fn await_input(millis: i64) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut waits = [PollFd::new(&stdin, PollFlags::IN)];
    let time = Timespec { tv_sec: millis / 1000, tv_nsec: millis % 1000 * 1_000_000 };
    match poll(&mut waits, Some(&time)) {
        Ok(_) => {}
        Err(rustix::io::Errno::INTR) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    if waits[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(waits[0].revents().contains(PollFlags::IN))
}
