//! A hermetic place to run the program in: its own folders, a cleared environment, its own clock.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::schemas;
use crate::zone::Zone;

/// When every story begins: a Sunday morning.
pub(crate) const BEGIN: &str = "2026-11-22T09:05:00+01:00";
/// How long a command may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(30);

/// A place to run the program in. It is gone when the value is dropped.
pub(crate) struct Env {
    root: TempDir,
    zone: Zone,
    now: i64,
    vars: BTreeMap<String, String>,
    lines: u32,
}

impl Env {
    /// An empty home in Berlin on Sunday, 22 November 2026, 09:05, and a terminal of 40 columns.
    pub(crate) fn new() -> Self {
        let zone = Zone::new("Europe/Berlin");
        let now = zone.next(BEGIN, 0);
        let mut env =
            Self { root: TempDir::with_prefix("backflare-").unwrap(), zone, now, vars: BTreeMap::new(), lines: 0 };
        let path = |name: &str| env.root.path().join(name).to_str().unwrap().to_owned();
        let fixed = [
            ("BACKFLARE_HOME", path("home")),
            ("HOME", path("user")),
            ("PATH", path("bin")),
            ("LC_ALL", "C".to_owned()),
            ("COLUMNS", "40".to_owned()),
        ];
        env.vars = fixed.map(|(name, value)| (name.to_owned(), value)).into();
        env
    }

    /// The folder that `BACKFLARE_HOME` names. It does not exist until something is written.
    pub(crate) fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// A file in the folder in which the commands run.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The folder that `HOME` names, and that nothing may touch while `BACKFLARE_HOME` is set.
    pub(crate) fn user(&self) -> PathBuf {
        self.root.path().join("user")
    }

    /// The only folder on `PATH`: a place for a false voice. Empty, and not there, until a test fills it.
    pub(crate) fn bin(&self) -> PathBuf {
        self.root.path().join("bin")
    }

    /// Sets a variable for the commands that follow. `TZ` and `BACKFLARE_NOW`, set here, win over the clock.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.vars.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Takes a variable away for the commands that follow.
    pub(crate) fn unset(&mut self, name: &str) -> &mut Self {
        self.vars.remove(name);
        self
    }

    /// Moves to another zone: a name that `zone.rs` knows, or a POSIX rule. The instant stays.
    pub(crate) fn tz(&mut self, name: &str) -> &mut Self {
        self.zone = Zone::new(name);
        self
    }

    /// Sets the clock: `"09:07"` and `"Mon 02:40"` go forward to the next such moment, or stay where it is that moment
    /// already; RFC 3339 goes anywhere, also back; `"+20m"` is [`Env::advance`].
    pub(crate) fn at(&mut self, when: &str) -> &mut Self {
        if let Some(span) = when.strip_prefix('+') {
            return self.advance(span);
        }
        self.now = self.zone.next(when, self.now);
        self
    }

    /// Lets time pass: `"20m"`, `"1h30m"`, `"3d"`.
    pub(crate) fn advance(&mut self, span: &str) -> &mut Self {
        let length = backflare::model::time::Span::parse(span).unwrap_or_else(|| panic!("{span:?} is no span"));
        self.now += length.as_seconds();
        self
    }

    /// Sets the clock back by a time.
    pub(crate) fn back(&mut self, span: &str) -> &mut Self {
        let length = backflare::model::time::Span::parse(span).unwrap_or_else(|| panic!("{span:?} is no span"));
        self.now -= length.as_seconds();
        self
    }

    /// The present moment as RFC 3339, with the offset of the zone.
    pub(crate) fn now(&self) -> String {
        self.zone.rfc3339(self.now)
    }

    /// Runs `backflare` with these arguments and nothing on its input.
    pub(crate) fn run(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ran {
        self.finish(self.command(args), None)
    }

    /// The same from one line, split as a shell would: `env.sh("log 6 --note 'after the stairs'")`.
    pub(crate) fn sh(&self, line: &str) -> Ran {
        self.run(split(line))
    }

    /// Runs with a text on the input, which is a pipe and no terminal.
    pub(crate) fn run_with_input(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>, input: &str) -> Ran {
        self.finish(self.command(args), Some(input))
    }

    /// The command itself, for a test that wants to kill it, or to join it to something. Input and output are null.
    pub(crate) fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backflare"));
        command.env_clear().env("TZ", &self.zone.posix).env("BACKFLARE_NOW", self.now());
        // Without a home of its own the program asks the real clock; so must a test that takes the home away.
        if !self.vars.contains_key("BACKFLARE_HOME") {
            command.env_remove("BACKFLARE_NOW");
        }
        command.envs(&self.vars).args(args).current_dir(self.root.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn finish(&self, mut command: Command, input: Option<&str>) -> Ran {
        let words: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect();
        let what = format!("backflare {} (at {})", words.join(" "), self.now());
        if input.is_some() {
            command.stdin(Stdio::piped());
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let feeder = child.stdin.take().zip(input.map(str::to_owned)).map(|(mut pipe, text)| {
            // A program that ends before it has read everything closes the pipe, which is its right.
            thread::spawn(move || drop(pipe.write_all(text.as_bytes())))
        });
        let (out, err) = (drain(child.stdout.take().unwrap()), drain(child.stderr.take().unwrap()));
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > PATIENCE {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("{what} did not end; so far it said:\n{}{}", out.join().unwrap(), err.join().unwrap());
            }
            thread::sleep(Duration::from_millis(1));
        };
        if let Some(feeder) = feeder {
            feeder.join().unwrap();
        }
        let ran =
            Ran { stdout: out.join().unwrap(), stderr: err.join().unwrap(), code: status.code().unwrap_or(-1), what };
        if words.iter().any(|word| word == "--json") {
            ran.is_as_its_schema_says();
        }
        ran
    }

    /// Reads a file of the home.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.home().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Writes a file of the home, and the folders above it.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.home().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Every file of the home with its content, by its name from there: to see that a command changed nothing.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.home()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.home()).unwrap().to_str().unwrap().to_owned();
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        files
    }

    /// The journal's bytes as text; empty where there is none.
    pub(crate) fn journal_text(&self) -> String {
        let bytes = fs::read(self.home().join("journal.jsonl")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The lines of the journal that are JSON, oldest first.
    pub(crate) fn journal(&self) -> Vec<Value> {
        self.journal_text().lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// The `event` of the newest line.
    #[track_caller]
    pub(crate) fn last_event(&self) -> Value {
        self.journal().last().expect("the journal is empty")["event"].clone()
    }

    /// A line as the program would write it now, without its end. Its id is the next in a row.
    #[expect(clippy::needless_pass_by_value, reason = "json!() at every call")]
    pub(crate) fn line(&mut self, event: Value) -> String {
        self.lines += 1;
        let id = format!("01900000-0000-7000-8000-{:012x}", self.lines);
        json!({ "v": 1, "id": id, "at": self.now(), "rec": self.now(), "event": event }).to_string()
    }

    /// Adds a text to the journal as it is, whole lines or not.
    pub(crate) fn append(&self, text: &str) {
        let path = self.home().join("journal.jsonl");
        fs::create_dir_all(self.home()).unwrap();
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    /// Puts an event into the journal, past the program.
    pub(crate) fn append_event(&mut self, event: Value) {
        let line = self.line(event);
        self.append(&format!("{line}\n"));
    }

    /// A text of the program with what differs from run to run named: `<home>` for the home, `<id 1>` for the first id.
    pub(crate) fn tame(&self, text: &str, ids: &mut Vec<String>) -> String {
        let text = text.replace(path_text(&self.home()), "<home>").replace(path_text(self.root.path()), "<root>");
        let mut tamed = String::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            if let Some(id) = rest.get(..36).filter(|id| is_uuid(id)) {
                let place = ids.iter().position(|known| known == id).unwrap_or_else(|| {
                    ids.push(id.to_owned());
                    ids.len() - 1
                });
                tamed.extend(["<id ", &(place + 1).to_string(), ">"]);
                rest = &rest[36..];
            } else {
                let next = rest.chars().next().unwrap();
                tamed.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        tamed
    }
}

/// What a command said and how it ended.
#[must_use = "look at what came out: `.ok()`, `.code(3)`, `.says(..)`"]
pub(crate) struct Ran {
    /// The answer.
    pub(crate) stdout: String,
    /// The conversation.
    pub(crate) stderr: String,
    /// How it ended; -1 for a signal.
    pub(crate) code: i32,
    what: String,
}

impl Ran {
    /// What was run.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// It ended well.
    #[track_caller]
    pub(crate) fn ok(&self) -> &Self {
        self.code(0)
    }

    /// It ended with this code.
    #[track_caller]
    pub(crate) fn code(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "the exit code of {self}");
        self
    }

    /// Its answer has these words. A line break in it counts as a space, so that no width matters.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(flat(&self.stdout).contains(&flat(words)), "no {words:?} in the answer of {self}");
        self
    }

    /// Its answer does not have these words.
    #[track_caller]
    pub(crate) fn says_not(&self, words: &str) -> &Self {
        assert!(!flat(&self.stdout).contains(&flat(words)), "{words:?} in the answer of {self}");
        self
    }

    /// Its conversation has these words.
    #[track_caller]
    pub(crate) fn tells(&self, words: &str) -> &Self {
        assert!(flat(&self.stderr).contains(&flat(words)), "no {words:?} in the conversation of {self}");
        self
    }

    /// Its conversation does not have these words.
    #[track_caller]
    pub(crate) fn tells_not(&self, words: &str) -> &Self {
        assert!(!flat(&self.stderr).contains(&flat(words)), "{words:?} in the conversation of {self}");
        self
    }

    /// It answered nothing.
    #[track_caller]
    pub(crate) fn silent_out(&self) -> &Self {
        assert_eq!(self.stdout, "", "the answer of {self}");
        self
    }

    /// It said nothing beside its answer.
    #[track_caller]
    pub(crate) fn silent_err(&self) -> &Self {
        assert_eq!(self.stderr, "", "the conversation of {self}");
        self
    }

    /// It refused: this code, no answer, and an error that begins as errors do.
    #[track_caller]
    pub(crate) fn refused(&self, code: i32) -> &Self {
        self.code(code).silent_out();
        assert!(self.stderr.starts_with("error: "), "no \"error: \" at the beginning of {self}");
        self
    }

    /// Its answer as JSON: one object, and a line end.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert!(self.stdout.ends_with('\n'), "no line end after {self}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {self}"))
    }

    /// The object on either stream is as its schema says.
    #[track_caller]
    fn is_as_its_schema_says(&self) {
        for text in [&self.stdout, &self.stderr] {
            // What is cut off, as by a full disk, is no answer.
            if let Ok(answer @ Value::Object(_)) = serde_json::from_str(text) {
                schemas::holds(&answer, &self.what);
            }
        }
    }

    /// No line of either stream is wider than so many letters.
    #[track_caller]
    pub(crate) fn fits(&self, columns: usize) -> &Self {
        let wide = self.stdout.lines().chain(self.stderr.lines()).find(|line| line.chars().count() > columns);
        assert_eq!(wide, None, "wider than {columns}: {self}");
        self
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { stdout, stderr, code, what } = self;
        write!(f, "{what}\n--- stdout\n{stdout}--- stderr\n{stderr}--- exit {code}")
    }
}

/// Splits a line as a shell does: spaces, single and double quotes, a backslash.
pub(crate) fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None | Some('"'), '\\') => word.get_or_insert_default().extend(letters.next()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    assert!(quote.is_none(), "a quote is not closed in {line:?}");
    words.extend(word);
    words
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).unwrap();
        String::from_utf8(bytes).expect("what a command prints is UTF-8")
    })
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn path_text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn is_uuid(text: &str) -> bool {
    text.char_indices().all(|(at, c)| match at {
        8 | 13 | 18 | 23 => c == '-',
        _ => c.is_ascii_hexdigit() && !c.is_ascii_uppercase(),
    })
}

#[test]
fn a_line_is_split_as_a_shell_would() {
    assert_eq!(split(r#"log 6  --note 'the "stairs"' "" a\ b"#), ["log", "6", "--note", "the \"stairs\"", "", "a b"]);
}

#[test]
fn ids_and_folders_are_named() {
    let env = Env::new();
    let (a, b) = ("01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002");
    let text = format!("{b} {a} {b} é {}/journal.jsonl", env.home().display());
    assert_eq!(env.tame(&text, &mut Vec::new()), "<id 1> <id 2> <id 1> é <home>/journal.jsonl");
}
