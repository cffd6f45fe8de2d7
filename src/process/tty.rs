//! The terminal as a device: taken over and given back, written to, and asked for the next key.

use std::io::{self, Write as _};
use std::sync::Once;
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{self, Event};
use crossterm::execute;
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};

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
    /// Waits for a key or another event, at most so many milliseconds. `None`: nothing came. An error: it is gone.
    fn event(&mut self, millis: i64) -> io::Result<Option<Event>>;
    /// Stops the program as the system would have. It returns when the program goes on.
    fn stop(&mut self) -> io::Result<()>;
}

/// The terminal of this process.
pub(super) struct Real;

impl Tty for Real {
    fn take(&mut self) -> io::Result<()> {
        // A failure of the program is told on the screen that stays.
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let told = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                Real.give_back();
                told(info);
            }));
        });
        terminal::enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, Hide, Clear(ClearType::All))
    }

    fn give_back(&mut self) {
        if terminal::is_raw_mode_enabled().unwrap_or(true) {
            execute!(io::stdout(), Show, LeaveAlternateScreen).unwrap_or_default();
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

    fn event(&mut self, millis: i64) -> io::Result<Option<Event>> {
        match await_event(millis) {
            Ok(true) => event::read().map(Some),
            Ok(false) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
            Err(error) => Err(error),
        }
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

/// Waits until there is an event to read, at most so many milliseconds.
///
/// Of a terminal that is gone the event reader reads nothing, again and again, and never comes back. So it is looked at
/// first whether the terminal is there, and the waiting is done there, too.
#[cfg(unix)]
fn await_event(millis: i64) -> io::Result<bool> {
    await_input(0)?;
    if event::poll(Duration::ZERO)? {
        return Ok(true);
    }
    await_input(millis)?;
    event::poll(Duration::ZERO)
}

/// Waits for input, at most so many milliseconds. An error: the terminal is gone.
#[cfg(unix)]
fn await_input(millis: i64) -> io::Result<()> {
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
fn await_event(millis: i64) -> io::Result<bool> {
    event::poll(Duration::from_millis(u64::try_from(millis).unwrap_or(0)))
}
