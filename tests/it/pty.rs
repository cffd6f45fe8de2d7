//! A pseudo-terminal with a program in it: what is typed goes in, and what a terminal would show of the answer is looked at.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, Termios, Winsize, tcgetattr, tcsetattr, tcsetwinsize};

/// How long anything may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program in a terminal.
pub(crate) struct Pty {
    child: Child,
    /// `None`: the terminal was closed.
    main: Option<File>,
    reader: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
    /// Kept open, so that its modes can be read when the program is gone.
    side: File,
    before: Termios,
    screen: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Pty {
    /// Runs the command in a terminal of that size.
    pub(crate) fn spawn(mut command: Command, columns: u16, rows: u16) -> Self {
        let main = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&main).unwrap();
        unlockpt(&main).unwrap();
        let name = ptsname(&main, Vec::new()).unwrap().into_string().unwrap();
        tcsetwinsize(&main, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let side = OpenOptions::new().read(true).write(true).open(name).unwrap();
        let before = tcgetattr(&side).unwrap();
        let end = || Stdio::from(side.try_clone().unwrap());
        let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
        let main = File::from(main);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, columns, 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let (mut from, to, all) = (main.try_clone().unwrap(), Arc::clone(&screen), Arc::clone(&bytes));
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Never into a read that may last: the terminal is closed also under a program that paints nothing.
            while !closed.load(Ordering::Relaxed) {
                if !readable(&from) {
                    continue;
                }
                let Ok(count @ 1..) = from.read(&mut buffer) else { break };
                to.lock().unwrap().process(&buffer[..count]);
                all.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        Self { child, main: Some(main), reader: Some(reader), closing, side, before, screen, bytes }
    }

    /// What a terminal shows now.
    pub(crate) fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Everything that was ever written.
    pub(crate) fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().unwrap()).into_owned()
    }

    /// Whether the screen that is thrown away is shown.
    pub(crate) fn is_painted(&self) -> bool {
        self.screen.lock().unwrap().screen().alternate_screen()
    }

    /// Types.
    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        self.main.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Sends these bytes, whatever they are.
    pub(crate) fn sends(&mut self, bytes: &[u8]) -> &mut Self {
        self.main.as_mut().unwrap().write_all(bytes).unwrap();
        self
    }

    /// Sets the modes as they were before, as a shell does.
    pub(crate) fn resets_modes(&self) {
        tcsetattr(&self.side, OptionalActions::Now, &self.before).unwrap();
    }

    /// Closes the terminal under the program: its window is gone, and no signal says so.
    pub(crate) fn hangs_up(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        self.reader.take().unwrap().join().unwrap();
        self.main = None;
    }

    /// Waits until these words are shown; a line break counts as a space.
    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.until(&format!("{words:?} is on the screen"), |pty| flat(&pty.text()).contains(words))
    }

    /// Waits until this is so, whatever else the machine has to do: what is looked at once may not be there yet.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, is: impl Fn(&Self) -> bool) -> &mut Self {
        let begun = Instant::now();
        while !is(self) {
            assert!(begun.elapsed() < PATIENCE, "it never came to this: {what}. The screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
        self
    }

    /// Waits until the program stands still, as after ctrl-z.
    #[track_caller]
    pub(crate) fn stands_still(&mut self) -> &mut Self {
        let state = format!("/proc/{}/stat", self.child.id());
        if !std::path::Path::new(&state).exists() {
            thread::sleep(Duration::from_secs(1));
            return self;
        }
        self.until("it stands still", |_| {
            let stat = std::fs::read_to_string(&state).unwrap_or_default();
            stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T'))
        })
    }

    /// How often the painted screen was opened.
    pub(crate) fn openings(&self) -> usize {
        self.bytes().matches("\u{1b}[?1049h").count()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for its end.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for its end, which has this code, and leaves the terminal as it was.
    #[track_caller]
    pub(crate) fn ends_well(&mut self, code: i32) {
        let status = self.ends();
        assert_eq!((status.code(), status.signal()), (Some(code), None), "\n{}", self.text());
        // What it wrote last may still be on its way.
        self.until("the painted screen is left", |pty| !pty.is_painted());
        self.until("the cursor is shown", |pty| !pty.screen.lock().unwrap().screen().hide_cursor());
        assert!(self.same_modes(), "the terminal's modes are not those from before");
    }

    /// Whether they are.
    pub(crate) fn same_modes(&self) -> bool {
        let now = tcgetattr(&self.side).unwrap();
        let modes = |of: &Termios| (of.local_modes, of.input_modes, of.output_modes, of.control_modes);
        modes(&now) == modes(&self.before)
    }
}

/// Whether there is something to read, after a moment of waiting for it.
fn readable(from: &File) -> bool {
    let mut fds = [PollFd::new(from, PollFlags::IN)];
    let moment = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
    poll(&mut fds, Some(&moment)).is_ok_and(|ready| ready > 0)
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            self.child.kill().and_then(|()| self.child.wait().map(|_| ())).unwrap_or_default();
        }
    }
}
