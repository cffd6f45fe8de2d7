//! What the system tells the program while it waits.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Signals that have come. From the first of these on, they no longer end the program by themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signals {
    ended: Arc<AtomicBool>,
    suspended: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
}

impl Signals {
    /// Begins to listen. `suspends`: also to those that stop the program and let it go on.
    #[cfg(unix)]
    pub(super) fn listen(suspends: bool) -> io::Result<Self> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
        let signals = Self::default();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register(signal, Arc::clone(&signals.ended))?;
        }
        if suspends {
            signal_hook::flag::register(SIGTSTP, Arc::clone(&signals.suspended))?;
            signal_hook::flag::register(SIGCONT, Arc::clone(&signals.continued))?;
        }
        Ok(signals)
    }

    /// Elsewhere the system says nothing.
    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(super) fn listen(_suspends: bool) -> io::Result<Self> {
        Ok(Self::default())
    }

    /// The program is to end.
    pub(crate) fn ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// The program is to stop for a while. Told once.
    pub(crate) fn suspended(&self) -> bool {
        self.suspended.swap(false, Ordering::Relaxed)
    }

    /// The program was stopped, and goes on. Told once.
    pub(crate) fn continued(&self) -> bool {
        self.continued.swap(false, Ordering::Relaxed)
    }
}
