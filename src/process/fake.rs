//! A process of plain values, for tests: it reads and writes memory, its terminal plays a script, and other programs are
//! only noted.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::io::{self, Cursor, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::machine::{Machine, Running, TypedLine};
use super::press::Press;
use super::signals::Signals;
use super::tty::Tty;
use super::{Colour, Heard, Process, Stream};
use crate::model::time::Zone;

impl Process {
    /// A process with no terminal and in UTC, and what it writes. Its clock is its own `BACKFLARE_NOW`, which needs its
    /// own `BACKFLARE_HOME`; without one, that of [`Written::set_clock`].
    pub(crate) fn fake(arguments: &[&str], environment: &[(&str, &str)], input: &str) -> (Self, Written) {
        let written = Written::default();
        let process = Self {
            arguments: arguments.iter().map(OsString::from).collect(),
            environment: environment.iter().map(|(name, value)| (name.into(), value.into())).collect(),
            zone: Some(Zone::fixed(0)),
            waited: 0,
            machine: Box::new(ScriptedMachine { written: written.clone(), typed: input.to_owned() }),
            input: Box::new(Cursor::new(input.as_bytes().to_vec())),
            out: Box::new(written.out.clone()),
            err: Box::new(written.err.clone()),
            terminals: Vec::new(),
            columns: None,
            colour: Colour::Auto,
            heard: Heard::Yes,
        };
        (process, written)
    }

    /// Puts this process into a zone: the system's zone data cannot be asked for a `TZ` other than its own.
    #[must_use]
    pub(crate) fn in_zone(self, zone: Zone) -> Self {
        Self { zone: Some(zone), ..self }
    }

    /// Lets these streams be terminals.
    #[must_use]
    pub(crate) fn with_terminals(self, streams: &[Stream]) -> Self {
        Self { terminals: streams.to_vec(), ..self }
    }
}

/// What a fake process has written and done, and the keys that will be pressed.
#[derive(Clone, Default, Debug)]
pub(crate) struct Written {
    out: Shared,
    err: Shared,
    /// What was painted on the terminal, with the codes that it obeys.
    screen: Shared,
    played: Rc<RefCell<PlayedTerminal>>,
}

/// What somebody at a terminal does, each time that a key is waited for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Does {
    /// Presses a key; Enter is a line end. Where lines are typed, it is a line of that letter, or an empty one.
    Press(char),
    /// Nothing: the whole wait passes.
    Nothing,
    /// The machine sleeps for so many milliseconds, or its clock is set on, or back.
    Jump(i64),
}

/// Somebody who looks at the screen, and at the clock, in milliseconds.
type Person = Box<dyn FnMut(&Written, i64) -> Does>;

#[derive(Default)]
struct PlayedTerminal {
    /// What the machine's clock says, in milliseconds. `None`: the time of day.
    clock: Option<i64>,
    /// How long a key was waited for, each time, in milliseconds.
    waits: Vec<i64>,
    person: Option<Person>,
    /// The columns and rows. `None`: 60 and 30.
    size: Option<(usize, usize)>,
    keys: VecDeque<char>,
    taken: bool,
    /// Nothing can be written to it any more.
    gone: bool,
    ran: Vec<String>,
    /// The programs that do not end by themselves, and those of them that were ended.
    hanging: Vec<String>,
    stopped: Vec<String>,
    paused: Duration,
}

impl std::fmt::Debug for PlayedTerminal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlayedTerminal").field("keys", &self.keys).field("ran", &self.ran).finish_non_exhaustive()
    }
}

impl Written {
    /// Lets its clock stand at this moment, in milliseconds. Only waiting moves it.
    pub(crate) fn set_clock(&self, millis: i64) {
        self.played.borrow_mut().clock = Some(millis);
    }

    /// Puts somebody at the terminal, of so many columns and rows.
    pub(crate) fn seats(&self, size: (usize, usize), person: impl FnMut(&Self, i64) -> Does + 'static) {
        let mut played = self.played.borrow_mut();
        played.size = Some(size);
        played.person = Some(Box::new(person));
    }

    /// How long a key was waited for, each time, in milliseconds.
    pub(crate) fn waits(&self) -> Vec<i64> {
        self.played.borrow().waits.clone()
    }

    fn millis(&self) -> i64 {
        self.played.borrow().clock.unwrap_or_default()
    }

    /// Moves the clock, where it stands still otherwise.
    fn passes(&self, millis: i64) {
        let mut played = self.played.borrow_mut();
        played.clock = played.clock.map(|clock| clock.saturating_add(millis));
    }

    /// What the person does. `None`: nobody sits there.
    fn does(&self, wait: i64) -> Option<Does> {
        let mut person = self.played.borrow_mut().person.take()?;
        let does = person(self, self.millis());
        self.played.borrow_mut().person = Some(person);
        self.played.borrow_mut().waits.push(wait);
        match does {
            Does::Nothing => self.passes(wait),
            Does::Jump(millis) => self.passes(millis),
            Does::Press(_) => {}
        }
        Some(does)
    }

    /// Its answer.
    pub(crate) fn out(&self) -> String {
        self.out.text()
    }

    /// Its conversation.
    pub(crate) fn err(&self) -> String {
        self.err.text()
    }

    /// What was painted on the terminal, with the codes that it obeys.
    pub(crate) fn painted(&self) -> String {
        self.screen.text()
    }

    /// The bytes that were painted after so many.
    pub(crate) fn painted_after(&self, read: usize) -> Vec<u8> {
        self.screen.0.borrow().get(read..).unwrap_or_default().to_vec()
    }

    /// The terminal is taken over and not given back.
    pub(crate) fn is_taken(&self) -> bool {
        self.played.borrow().taken
    }

    /// The programs that were started: the name, the arguments, a `<`, and what was put in.
    pub(crate) fn ran(&self) -> Vec<String> {
        self.played.borrow().ran.clone()
    }

    /// Lets programs of this name never end by themselves.
    pub(crate) fn hangs(&self, name: &str) {
        self.played.borrow_mut().hanging.push(name.to_owned());
    }

    /// The programs that had to be ended.
    pub(crate) fn stopped(&self) -> Vec<String> {
        self.played.borrow().stopped.clone()
    }

    /// How much real time would have passed.
    pub(crate) fn paused(&self) -> Duration {
        self.played.borrow().paused
    }

    /// Presses these keys, one at each wait: `.` is a wait in which nothing comes, `#` is the end of its window. After the last comes Ctrl-D.
    pub(crate) fn press(&self, keys: &str) {
        self.played.borrow_mut().keys.extend(keys.chars());
    }
}

struct ScriptedMachine {
    written: Written,
    typed: String,
}

impl Machine for ScriptedMachine {
    fn millis(&self) -> Option<i64> {
        self.written.played.borrow().clock
    }

    fn pause(&mut self, time: Duration) {
        self.written.played.borrow_mut().paused += time;
        self.written.passes(i64::try_from(time.as_millis()).unwrap_or(i64::MAX));
    }

    fn hear(&mut self, lines: &Receiver<String>, most: Duration) -> TypedLine {
        match self.written.does(i64::try_from(most.as_millis()).unwrap_or(i64::MAX)) {
            Some(Does::Press('\n')) => TypedLine::Line(String::new()),
            Some(Does::Press(letter)) => TypedLine::Line(letter.to_string()),
            Some(Does::Nothing | Does::Jump(_)) => TypedLine::Nothing,
            None => lines.try_recv().map_or(TypedLine::End, TypedLine::Line),
        }
    }

    fn listens(&self, millis: Option<i64>) -> i64 {
        millis.unwrap_or(60_000)
    }

    fn size(&self) -> Option<(usize, usize)> {
        Tty::size(&self.written)
    }

    fn tty(&mut self) -> Box<dyn Tty> {
        Box::new(self.written.clone())
    }

    fn typed(&mut self) -> io::Result<Receiver<String>> {
        let (send, lines) = channel();
        for line in self.typed.lines() {
            send.send(line.to_owned()).map_err(io::Error::other)?;
        }
        Ok(lines)
    }

    fn signals(&mut self, _stops: bool) -> io::Result<Signals> {
        Ok(Signals::default())
    }

    fn start(&mut self, program: &OsStr, arguments: &[String], input: &str) -> io::Result<Box<dyn Running>> {
        let program = program.to_string_lossy();
        let name = program.rsplit('/').next().unwrap_or_default().to_owned();
        let words: Vec<String> = [name.clone()].into_iter().chain(arguments.iter().cloned()).collect();
        self.written.played.borrow_mut().ran.push(format!("{} < {input}", words.join(" ")));
        if self.written.played.borrow().hanging.contains(&name) {
            return Ok(Box::new(Hanging { name, written: self.written.clone() }));
        }
        Ok(Box::new(Spoken))
    }

    fn program(&self) -> Option<PathBuf> {
        Some(PathBuf::from("/opt/backflare"))
    }
}

/// A program that has done its work at once.
struct Spoken;

impl Running for Spoken {
    fn ended(&mut self) -> io::Result<Option<bool>> {
        Ok(Some(true))
    }

    fn end(&mut self) {}
}

/// A program that does not end by itself.
struct Hanging {
    name: String,
    written: Written,
}

impl Running for Hanging {
    fn ended(&mut self) -> io::Result<Option<bool>> {
        Ok(None)
    }

    fn end(&mut self) {
        self.written.played.borrow_mut().stopped.push(self.name.clone());
    }
}

impl Tty for Written {
    fn take(&mut self) -> io::Result<()> {
        self.played.borrow_mut().taken = true;
        Ok(())
    }

    fn give_back(&mut self) {
        self.played.borrow_mut().taken = false;
    }

    fn size(&self) -> Option<(usize, usize)> {
        self.played.borrow().size.or(Some((60, 30)))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.played.borrow().gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.screen.write_all(bytes)
    }

    fn key(&mut self, millis: i64) -> io::Result<Option<Press>> {
        match self.does(millis) {
            Some(Does::Press('\n')) => return Ok(Some(Press::Enter)),
            Some(Does::Press(letter)) => return Ok(Some(Press::Letter(letter))),
            Some(Does::Nothing | Does::Jump(_)) => return Ok(None),
            None => {}
        }
        let mut played = self.played.borrow_mut();
        let key = match played.keys.pop_front() {
            Some('.') => return Ok(None),
            Some('#') => {
                played.gone = true;
                return Ok(None);
            }
            Some('\n') => Press::Enter,
            Some(letter) => Press::Letter(letter),
            None => Press::Control('d'),
        };
        Ok(Some(key))
    }

    fn stop(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Clone, Default, Debug)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Shared {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.borrow()).into_owned()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
