//! The house rules. Each is a test that names the file, the line and what to do instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

use crate::source::{Named, Piece, Token, named, production, tokens};

/// Who may import whom. A module that is not here may not be in the house: add it, and say why in `src/lib.rs`.
const LAYERS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("model", &[]),
    ("words", &["model"]),
    ("protocol", &["model", "words"]),
    ("engine", &["model", "words", "protocol"]),
    ("session", &["model", "words", "protocol", "engine"]),
    ("exchange", &["model", "words", "protocol", "engine"]),
    ("views", &["model", "words", "protocol", "engine", "session"]),
    ("render", &["model", "words", "protocol", "engine", "session", "views"]),
    ("disk", &["error", "words"]),
    ("store", &["error", "model", "words", "protocol", "disk"]),
    ("process", &["error", "model", "words", "disk", "store"]),
    ("terminal", &["session", "disk", "process"]),
    (
        "acts",
        &[
            "error", "model", "words", "protocol", "engine", "session", "exchange", "views", "render", "disk", "store",
            "process", "terminal",
        ],
    ),
    (
        "commands",
        &[
            "error", "model", "words", "protocol", "engine", "session", "exchange", "views", "render", "disk", "store",
            "process", "acts",
        ],
    ),
    (
        "cli",
        &[
            "error", "model", "words", "protocol", "engine", "session", "exchange", "views", "render", "disk", "store",
            "process", "acts", "commands",
        ],
    ),
    ("main", &["process", "error"]),
];

/// The layers that have no effects.
const PURE: &[&str] = &["model", "words", "protocol", "engine", "session", "exchange", "views", "render"];
/// What a pure layer does not name.
const EFFECTS: &[&str] = &[
    "std::fs",
    "std::io",
    "std::env",
    "std::process",
    "std::thread",
    "std::net",
    "std::os",
    "anstream",
    "directories",
];
/// The files that may name what belongs to the disk.
const DISK_HOME: &str = "src/disk/";
/// What a path is asked, or told, that only the disk can answer.
const DISK_CALLS: &[&str] = &[
    "exists",
    "try_exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "canonicalize",
    "read_dir",
    "read_link",
    "metadata",
    "symlink_metadata",
];
/// The rooms that may name what belongs to the machine.
const MACHINE_HOMES: &[&str] = &["process", "disk"];
/// What the machine does: other programs, threads and sleep, the streams, the terminal, signals. `Process` has them all.
const MACHINE: &[&str] = &[
    "std::process",
    "std::thread",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "signal_hook",
    "rustix",
    "crossterm::event::poll",
    "crossterm::event::read",
    "crossterm::execute",
    "crossterm::terminal::size",
    "crossterm::terminal::enable_raw_mode",
    "crossterm::terminal::disable_raw_mode",
    "crossterm::terminal::is_raw_mode_enabled",
];
/// What a pure layer does not call.
const PRINTING: &[&str] = &["println", "eprintln", "print", "eprint", "dbg"];
/// The clock of the operating system, which one file asks.
const CLOCKS: &[&str] = &["SystemTime::now", "Instant::now", "Utc::now", "Local::now", "Uuid::now_v7", "Uuid::now_v1"];
const CLOCK_HOME: &str = "src/process.rs";
/// The only files, and the only folder, that know chrono.
const CHRONO_HOMES: &[&str] = &["src/model/time/", "src/process.rs", "src/process/zone.rs"];

/// Words that are ids of a built-in protocol and words of the program too.
const KNOWN: &[&str] = &[
    // Kinds and urgencies, and what people call them.
    "exercise",
    "stretch",
    "movement",
    "walk",
    "posture",
    "heat",
    "cold",
    "ice",
    "medicine",
    "rub",
    "patch",
    "massage",
    "check-in",
    "contact",
    "emergency",
    "same-day",
    "soon",
    // Ingredients.
    "ibuprofen",
    "naproxen",
    "acetaminophen",
    "paracetamol",
    "aspirin",
    "diclofenac",
    // The built-in protocols, and the word for the start of a course.
    "back-flare",
    "prevention",
    "start",
    // Words of the format and of its reasons, which an id may share.
    "bedtime",
    "leg",
    "pregnant",
    "pregnancy",
];
/// The files whose business the closed sets of words are.
const KNOWN_HOMES: &[&str] =
    &["src/model/kind.rs", "src/model/profile.rs", "src/model/medicine/mod.rs", "src/model/medicine/resolve.rs"];

/// The most lines of production code in a file; empty lines and comments are free.
const MOST_LINES: usize = 500;

/// What may stand at the top level.
const TOP: &[&str] = &[
    ".ci",
    ".git",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "benches",
    "docs",
    "fuzz",
    "protocols",
    "rustfmt.toml",
    "src",
    "tests",
    // In a package from the registry.
    ".cargo-ok",
    ".cargo_vcs_info.json",
    "Cargo.toml.orig",
];

/// A file of `src/`, read.
pub(crate) struct Source {
    /// `src/engine/due.rs`.
    pub(crate) name: String,
    /// `["engine", "due"]`; `main.rs` is `["main"]`, `lib.rs` is empty.
    pub(crate) module: Vec<String>,
    all: Vec<Token>,
    /// What reaches the program.
    pub(crate) code: Vec<Token>,
    names: Vec<Named>,
}

impl Source {
    pub(crate) fn read(name: &str, text: &str) -> (Self, Vec<String>) {
        let inside = name.strip_prefix("src/").unwrap().strip_suffix(".rs").unwrap();
        let mut module: Vec<String> = inside.split('/').map(str::to_owned).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
            module.pop();
        }
        let all = tokens(text);
        let (code, test_files) = production(&all);
        let mut names = named(&code, &module);
        for found in &mut names {
            // The thin binary sees the house from outside.
            if module == ["main"] && found.path[0] == "backflare" {
                "crate".clone_into(&mut found.path[0]);
            }
        }
        let test_files = test_files.into_iter().map(|file| module.iter().cloned().chain([file]).collect::<Vec<_>>());
        let test_files = test_files.map(|path| path.join("/")).collect();
        (Self { name: name.to_owned(), module, all, code, names }, test_files)
    }

    fn top(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    fn is_pure(&self) -> bool {
        PURE.contains(&self.top())
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with that extension, as names from the root with forward slashes.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<String> {
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::from(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).into_iter().flatten() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|its| its == extension) {
                found.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The files of `src/` without those that are only for tests. They are read once.
pub(crate) fn sources() -> &'static [Source] {
    static ALL: LazyLock<Vec<Source>> = LazyLock::new(read_all);
    &ALL
}

fn read_all() -> Vec<Source> {
    let read: Vec<_> = files("src", "rs").iter().map(|name| Source::read(name, &text(name))).collect();
    let tests: BTreeSet<String> = read.iter().flat_map(|(_, tests)| tests.clone()).collect();
    let is_test = |source: &Source| {
        let module = source.module.join("/");
        tests.iter().any(|test| module == *test || module.starts_with(&format!("{test}/")))
    };
    let kept: Vec<_> = read.into_iter().map(|(source, _)| source).filter(|source| !is_test(source)).collect();
    assert!(!kept.is_empty(), "no source was found");
    kept
}

#[track_caller]
pub(crate) fn none(problems: impl IntoIterator<Item = String>) {
    let problems: Vec<String> = problems.into_iter().collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

// ---- The order of the house

#[test]
fn layers_import_only_what_lies_below_them() {
    let sources = sources();
    let houses: BTreeSet<String> = sources.iter().map(|source| source.top().to_owned()).collect();
    none(sources.iter().flat_map(|source| strangers(source, &houses)));
}

/// What a file imports and may not.
fn strangers(source: &Source, houses: &BTreeSet<String>) -> Vec<String> {
    let top = source.top();
    if top.is_empty() {
        // The crate root is the map: it may name everything.
        return Vec::new();
    }
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == top) else {
        return vec![format!("{}: the module `{top}` has no place in LAYERS (tests/it/tidy.rs)", source.name)];
    };
    let mut problems = Vec::new();
    for Named { path, line } in &source.names {
        let [first, other, ..] = path.as_slice() else { continue };
        if first != "crate" || other == top || allowed.contains(&other.as_str()) {
            continue;
        }
        let place = format!("{}:{line}", source.name);
        let what = path[1..].join("::");
        if houses.contains(other) {
            problems.push(format!("{place}: `{top}` may not import `{other}` (crate::{what})"));
        } else if top != "main" {
            problems
                .push(format!("{place}: `crate::{what}` is a name of the crate root; write the module where it lives"));
        }
    }
    problems
}

#[test]
fn a_verb_never_imports_a_verb() {
    let sources = sources();
    let verbs: BTreeSet<String> = sources.iter().filter_map(verb).map(str::to_owned).collect();
    none(sources.iter().flat_map(|source| neighbours(source, &verbs)));
}

/// The verb that a file holds, or belongs to.
fn verb(source: &Source) -> Option<&str> {
    source.module.get(1).map(String::as_str).filter(|_| source.top() == "commands")
}

/// What a verb takes from another one, from all of them, or from a folder of its own: `commands` is one flat row.
fn neighbours(source: &Source, verbs: &BTreeSet<String>) -> Vec<String> {
    let Some(own) = verb(source) else { return Vec::new() };
    let folder = (source.module.len() > 2)
        .then(|| format!("{}: `commands` is one flat row, a file a verb; put this into `acts`", source.name));
    let taken = source.names.iter().filter(|named| match named.path.as_slice() {
        [first, room] => first == "crate" && room == "commands",
        [first, room, other, ..] => {
            first == "crate" && room == "commands" && other != own && (other == "*" || verbs.contains(other))
        }
        _ => false,
    });
    let taken = taken.map(|Named { path, line }| {
        let path = path.join("::");
        format!("{}:{line}: `{own}` names `{path}`; what two verbs need stands in `acts`", source.name)
    });
    folder.into_iter().chain(taken).collect()
}

#[test]
fn safety_stands_alone() {
    none(sources().iter().flat_map(leaning));
}

/// The parts of the engine that safety reads: what is known, and nothing of when or in which order.
const UNDER_SAFETY: &[&str] = &["answered", "case", "facts", "history", "safety"];

/// What `engine::safety` takes from the rest of the engine and may not.
fn leaning(source: &Source) -> Vec<String> {
    if source.module.get(..2).is_none_or(|path| path != ["engine", "safety"]) {
        return Vec::new();
    }
    let leans = |path: &[String]| match path {
        [first, top] => first == "crate" && top == "engine",
        [first, top, part, ..] => first == "crate" && top == "engine" && !UNDER_SAFETY.contains(&part.as_str()),
        _ => false,
    };
    let found = source.names.iter().filter(|named| leans(&named.path));
    found
        .map(|Named { path, line }| {
            let path = path.join("::");
            format!("{}:{line}: safety names `{path}`; it is readable without scheduling and plan", source.name)
        })
        .collect()
}

/// The circles that stand among the files of `src/`: each is a line of names, and none may be added.
const CIRCLES: &[&str] = &[];

#[test]
fn no_files_import_each_other_in_a_circle() {
    let found = circles(sources());
    let known: BTreeSet<String> = CIRCLES.iter().map(|circle| (*circle).to_owned()).collect();
    none(
        found
            .difference(&known)
            .map(|circle| format!("a circle of imports: {circle}; move what they share below them")),
    );
    none(known.difference(&found).map(|circle| format!("{circle} is no circle any more: take it out of CIRCLES")));
}

/// The sets of files that import each other, each as one line. A file and those in its folder (`history.rs` and
/// `history/counts.rs`) are one room: that one looks back at the room it stands in is no circle.
fn circles(sources: &[Source]) -> BTreeSet<String> {
    let places: BTreeMap<&[String], usize> =
        sources.iter().enumerate().map(|(place, source)| (source.module.as_slice(), place)).collect();
    let mut reaches: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); sources.len()];
    for (from, source) in sources.iter().enumerate() {
        for named in source.names.iter().filter(|named| named.path[0] == "crate") {
            let path = &named.path[1..];
            let file = (1..=path.len()).rev().find_map(|length| places.get(&path[..length]));
            reaches[from].extend(file.filter(|to| !source.module.starts_with(&sources[**to].module)));
        }
    }
    loop {
        let wider: Vec<BTreeSet<usize>> = reaches
            .iter()
            .map(|near| near.iter().flat_map(|next| &reaches[*next]).chain(near).copied().collect())
            .collect();
        if wider == reaches {
            break;
        }
        reaches = wider;
    }
    let circle = |from: usize| {
        let around = reaches[from].iter().filter(|to| reaches[**to].contains(&from));
        around.map(|to| sources[*to].name.as_str()).collect::<Vec<_>>().join(" ")
    };
    (0..sources.len()).filter(|from| reaches[*from].contains(from)).map(circle).collect()
}

#[test]
fn a_circle_is_seen() {
    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let sources: Vec<Source> = files.iter().map(|(name, text)| Source::read(name, text).0).collect();
        assert_eq!(circles(&sources).iter().map(String::as_str).collect::<Vec<_>>(), expected, "{files:?}");
    }
    check(&[("src/a/b.rs", "use crate::a::c::C;"), ("src/a/c.rs", "")], &[]);
    let pair = [("src/a/b.rs", "use crate::a::c::C;"), ("src/a/c.rs", "fn f() { super::b::f() }")];
    check(&pair, &["src/a/b.rs src/a/c.rs"]);
    let three = [("src/a.rs", "use crate::b::B;"), ("src/b.rs", "use crate::c::C;"), ("src/c.rs", "use crate::a::A;")];
    check(&three, &["src/a.rs src/b.rs src/c.rs"]);
    check(&[("src/a.rs", "mod b; use b::B; use self::b::D;"), ("src/a/b.rs", "use super::C;")], &[]);
}

// ---- What has no effects

#[test]
fn pure_layers_have_no_effects_and_time_has_one_source() {
    none(sources().iter().flat_map(effects));
}

/// What a file does to the world and may not.
fn effects(source: &Source) -> Vec<String> {
    let mut problems = Vec::new();
    let name = &source.name;
    for Named { path, line } in &source.names {
        let path = path.join("::");
        let begins = |ban: &&&str| path == **ban || path.starts_with(&format!("{ban}::"));
        if source.is_pure()
            && let Some(ban) = EFFECTS.iter().find(begins)
        {
            problems
                .push(format!("{name}:{line}: a pure layer names `{ban}`; pass the value in, or do it in commands"));
        }
        let ends = |clock: &&&str| path == **clock || path.ends_with(&format!("::{clock}"));
        if let Some(clock) = CLOCKS.iter().find(ends).filter(|_| name != CLOCK_HOME) {
            problems.push(format!("{name}:{line}: `{clock}` asks the clock; only {CLOCK_HOME} does, pass the time in"));
        }
    }
    for (at, token) in source.code.iter().enumerate() {
        let Some(word) = token.word() else { continue };
        let is_macro = source.code.get(at + 1).is_some_and(|next| next.is('!'));
        if source.is_pure() && (word == "SystemTime" || (is_macro && PRINTING.contains(&word))) {
            problems.push(format!("{name}:{}: `{word}` in a pure layer; return a value instead", token.line));
        }
        if word == "chrono" && !CHRONO_HOMES.iter().any(|home| name.starts_with(home)) {
            problems.push(format!("{name}:{}: chrono lives behind {}", token.line, CHRONO_HOMES.join(" and ")));
        }
    }
    problems
}

#[test]
fn files_are_touched_in_one_room() {
    none(sources().iter().flat_map(disk));
}

/// What a file asks of the disk and may not.
fn disk(source: &Source) -> Vec<String> {
    if source.name.starts_with(DISK_HOME) {
        return Vec::new();
    }
    let name = &source.name;
    let named = source
        .names
        .iter()
        .filter(|named| matches!(named.path.as_slice(), [first, second, ..] if first == "std" && second == "fs"));
    let mut problems: Vec<String> =
        named.map(|named| format!("{name}:{}: std::fs stands in {DISK_HOME} alone; ask it", named.line)).collect();
    for three in source.code.windows(3) {
        if let Some(call) = three[1].word().filter(|word| DISK_CALLS.contains(word))
            && three[0].is('.')
            && three[2].is('(')
        {
            problems.push(format!("{name}:{}: `.{call}()` asks the disk; only {DISK_HOME} does", three[1].line));
        }
    }
    problems
}

#[test]
fn nothing_goes_round_the_process() {
    none(sources().iter().flat_map(machine));
}

/// What a file has the machine do and may not. The binary itself says with which code it ends.
fn machine(source: &Source) -> Vec<String> {
    if MACHINE_HOMES.contains(&source.top()) || source.top() == "main" {
        return Vec::new();
    }
    let imports: Vec<&str> = source
        .names
        .iter()
        .filter(|named| named.path.len() == 2 && named.path[0] == "std")
        .map(|named| named.path[1].as_str())
        .collect();
    let mut problems = Vec::new();
    for Named { path, line } in &source.names {
        // `use std::io; io::stdout()` and `use std::thread::sleep` come to the same thing.
        let mut path = path.clone();
        if ["io", "process", "thread"].contains(&path[0].as_str()) && imports.contains(&path[0].as_str()) {
            path.insert(0, "std".to_owned());
        }
        if ["event", "terminal"].contains(&path[0].as_str()) {
            path.insert(0, "crossterm".to_owned());
        }
        let path = path.join("::");
        if let Some(ban) = MACHINE.iter().find(|ban| path == **ban || path.starts_with(&format!("{ban}::"))) {
            problems.push(format!("{}:{line}: `{ban}` is the machine's; ask the process", source.name));
        }
    }
    problems
}

// ---- Data decides

#[test]
fn no_id_of_a_protocol_stands_in_the_code() {
    let ids = protocol_ids();
    none(sources().iter().flat_map(|source| named_ids(source, &ids)));
}

/// Each id of the built-in protocols that is no word of the program, and the file where it stands.
fn protocol_ids() -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for name in files("protocols", "json").into_iter().filter(|name| !name.ends_with("schema.json")) {
        let protocol: Value = serde_json::from_str(&text(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut open = vec![&protocol];
        while let Some(value) = open.pop() {
            if let Some(id) = value.get("id").and_then(Value::as_str).filter(|id| !KNOWN.contains(id)) {
                ids.insert(id.to_owned(), name.clone());
            }
            open.extend(value.as_object().into_iter().flat_map(|object| object.values()));
            open.extend(value.as_array().into_iter().flatten());
        }
    }
    ids
}

fn named_ids(source: &Source, ids: &BTreeMap<String, String>) -> Vec<String> {
    if KNOWN_HOMES.contains(&source.name.as_str()) {
        return Vec::new();
    }
    let texts = source.code.iter().filter_map(|token| match &token.piece {
        Piece::Text(text) => ids.get_key_value(text).map(|found| (token.line, found)),
        Piece::Word(_) | Piece::Comment(_) | Piece::Mark(_) => None,
    });
    texts
        .map(|(line, (id, file))| format!("{}:{line}: \"{id}\" is an id of {file}; ask its kind", source.name))
        .collect()
}

/// The files that say what the program is called and for whom it was made.
const NAME_HOMES: &[&str] = &["src/words/help.rs"];
/// Words of one part of the body. The limbs' sign is a word of the format: `log --leg`.
const BODY: &[&str] =
    &["your back", "bad back", "a back", "spine", "spinal", "buttock", "hamstring", "lumbar", "cat-cow"];

#[test]
fn no_text_of_the_program_knows_what_a_back_is() {
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| !NAME_HOMES.contains(&source.name.as_str())) {
        for token in &source.code {
            let Piece::Text(text) = &token.piece else { continue };
            // What is embedded from `protocols/` is data.
            let said = text.to_lowercase();
            problems.extend(
                BODY.iter()
                    .filter(|word| said.contains(**word))
                    .map(|word| format!("{}:{}: it says \"{word}\"; a protocol may", source.name, token.line)),
            );
        }
    }
    none(problems);
}

// ---- Small things

#[test]
fn no_file_is_too_long() {
    none(sources().iter().filter_map(|source| {
        let lines: BTreeSet<usize> = source.code.iter().flat_map(|token| token.line..=token.last).collect();
        let n = lines.len();
        (n > MOST_LINES).then(|| format!("{}: {n} lines of code; at most {MOST_LINES}, so split it", source.name))
    }));
}

#[test]
fn nothing_is_left_unfinished() {
    let mut problems = Vec::new();
    for name in ["src", "tests", "benches", "fuzz/fuzz_targets"].iter().flat_map(|folder| files(folder, "rs")) {
        problems.extend(unfinished(&name, &tokens(&text(&name))));
    }
    for name in files("protocols", "json") {
        let marked = text(&name).lines().position(|line| MARKS.iter().any(|mark| line.contains(mark)));
        problems.extend(marked.map(|line| format!("{name}:{}: unfinished", line + 1)));
    }
    none(problems);
}

/// What people write into comments to come back to, and seldom do.
const MARKS: [&str; 3] = ["TODO", "FIXME", "XXX"];

fn unfinished(name: &str, all: &[Token]) -> Vec<String> {
    let mut problems = Vec::new();
    let follows = |at: usize, mark: char| all.get(at).is_some_and(|next| next.is(mark));
    for (at, token) in all.iter().enumerate() {
        let found = match &token.piece {
            Piece::Comment(comment) => MARKS.into_iter().find(|mark| comment.contains(mark)),
            Piece::Word(word) if word == "todo" && follows(at + 1, '!') => Some("todo!"),
            Piece::Word(word) if word == "unimplemented" && follows(at + 1, '!') => Some("unimplemented!"),
            Piece::Word(word) if word == "ignore" && at > 0 && all[at - 1].is('[') && follows(at + 1, ']') => {
                Some("#[ignore] without a reason")
            }
            Piece::Word(_) | Piece::Text(_) | Piece::Mark(_) => None,
        };
        problems.extend(found.map(|what| format!("{name}:{}: {what}; finish it or open an issue", token.line)));
    }
    problems
}

#[test]
fn only_what_belongs_there_stands_at_the_top() {
    // What git does not keep, such as `target`, is nobody's business.
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap_or_default();
    let ignored: Vec<&str> = ignored.lines().map(|line| line.trim_matches('/')).collect();
    let names = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    none(
        names
            .filter(|name| !TOP.contains(&name.as_str()) && !ignored.contains(&name.as_str()))
            .map(|name| format!("{name} stands at the top level and is not in TOP (tests/it/tidy.rs)")),
    );
}

#[test]
fn the_lints_that_forbid_stay() {
    let manifest = text("Cargo.toml");
    let (_, lints) = manifest.split_once("[lints.rust]").expect("Cargo.toml has no [lints.rust]");
    for line in [
        "unsafe_code = \"forbid\"",
        "missing_docs = \"warn\"",
        "unreachable_pub = \"warn\"",
        "unwrap_used = \"warn\"",
        "wildcard_enum_match_arm = \"warn\"",
        "print_stdout = \"warn\"",
        "print_stderr = \"warn\"",
    ] {
        assert!(lints.lines().any(|found| found.trim() == line), "Cargo.toml has lost the lint {line}");
    }
}

#[test]
fn every_test_file_is_joined() {
    let there: BTreeSet<String> = files("tests/it", "rs").into_iter().collect();
    let mut joined = BTreeSet::from(["tests/it/main.rs".to_owned()]);
    for name in &there {
        // The modules of `main.rs` and of a `mod.rs` stand beside them; those of another file in its folder.
        let (folder, file) = name.rsplit_once('/').unwrap();
        let folder =
            if ["main.rs", "mod.rs"].contains(&file) { folder } else { name.strip_suffix(".rs").unwrap() }.to_owned();
        let (code, _) = production(&tokens(&text(name)));
        let modules = code.windows(3).filter(|at| at[0].word() == Some("mod") && at[2].is(';'));
        joined.extend(modules.filter_map(|at| at[1].word()).map(|module| {
            let alone = format!("{folder}/{module}.rs");
            if there.contains(&alone) { alone } else { format!("{folder}/{module}/mod.rs") }
        }));
    }
    assert_eq!(there, joined, "left: tests/it; right: the `mod` lines of its files");
}

/// What the program, its protocols and its documents never say.
const NEVER_SAID: &[&str] = &[
    "medical device",
    "clinically proven",
    "doctor-approved",
    "safe for you",
    "all clear",
    "you may take more",
    "speeds recovery",
    "no serious problem",
];

#[test]
fn nothing_is_promised() {
    let said = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        NEVER_SAID.iter().find(|words| text.contains(**words))
    };
    let mut problems = Vec::new();
    for source in sources() {
        for token in &source.code {
            if let Piece::Text(text) = &token.piece
                && let Some(words) = said(text)
            {
                problems.push(format!("{}:{}: it says \"{words}\"", source.name, token.line));
            }
        }
    }
    let protocols = files("protocols", "json").into_iter().filter(|name| !name.ends_with("schema.json"));
    for name in protocols.chain(["README.md".to_owned()]).chain(files("docs", "md")) {
        problems.extend(said(&text(&name)).map(|words| format!("{name}: it says \"{words}\"")));
    }
    none(problems);
}

// ---- The rules catch what they are for

#[test]
fn a_breach_of_each_rule_is_seen() {
    #[track_caller]
    fn check(rule: impl Fn(&Source) -> Vec<String>, name: &str, text: &str, breaches: usize) {
        let (source, _) = Source::read(name, text);
        let found = rule(&source);
        assert_eq!(found.len(), breaches, "{name}: {text}\n{found:#?}");
    }
    let houses: BTreeSet<String> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let layers = |source: &Source| strangers(source, &houses);
    check(layers, "src/engine/due.rs", "use crate::{model::id::Id, protocol::Protocol};", 0);
    check(layers, "src/engine/due.rs", "use crate::{model::id::Id, journal, render::text};", 2);
    check(layers, "src/engine/due.rs", "fn f() { crate::disk::home() }", 1);
    check(layers, "src/engine/due.rs", "use super::super::cli;", 1);
    check(layers, "src/engine/due.rs", "use crate::run;", 1);
    check(layers, "src/engine/due.rs", "//! See [`crate::cli`].\n#[cfg(test)]\nmod tests { use crate::cli; }", 0);
    check(layers, "src/model/mod.rs", "use crate::error::Failure;", 1);
    check(layers, "src/commands/next.rs", "use crate::{cli, engine};", 1);
    check(layers, "src/acts/cards.rs", "use crate::{commands, engine};", 1);
    check(layers, "src/commands/walk.rs", "use crate::terminal::raw::Raw;", 1);
    check(layers, "src/drawer.rs", "", 1);
    check(layers, "src/main.rs", "fn main() { backflare::run(backflare::process::Os) }", 0);
    check(layers, "src/main.rs", "use backflare::engine::plan;", 1);

    let verbs = BTreeSet::from(["done", "skip", "took"].map(str::to_owned));
    let row = |source: &Source| neighbours(source, &verbs);
    check(row, "src/commands/skip.rs", "use crate::commands::{At, note}; use crate::acts::steps; super::pain();", 0);
    check(
        row,
        "src/commands/skip.rs",
        "use crate::commands::{At, done::named}; fn f() { super::took::standings() }",
        2,
    );
    check(row, "src/commands/skip.rs", "use super::*; use crate::commands::{self, note};", 2);
    check(row, "src/commands/skip/target.rs", "use super::SkipArgs;", 1);
    check(row, "src/cli.rs", "use crate::commands::{done, skip};", 0);

    check(leaning, "src/engine/safety/dose.rs", "use crate::engine::history::History; use super::veto::Veto;", 0);
    check(leaning, "src/engine/safety/dose.rs", "use crate::engine::{due, choose::Choice, plan::Plan};", 3);
    check(leaning, "src/engine/safety.rs", "use super::*;", 1);
    check(leaning, "src/engine/safety.rs", "use crate::engine; use crate::engine::{self};", 2);
    check(leaning, "src/engine/plan.rs", "use super::due;", 0);

    check(effects, "src/render/text.rs", "use std::{fmt, fs}; fn f() { println!(); std::io::stdout(); }", 3);
    check(effects, "src/render/text.rs", "use std::fmt; // println!()", 0);
    check(effects, "src/model/event.rs", "use chrono::Utc; fn f() { Utc::now() }", 2);
    check(effects, "src/store/journal/append.rs", "use std::fs; fn f() { std::time::SystemTime::now() }", 1);
    check(effects, "src/store/journal/append.rs", "fn f() { uuid::Uuid::now_v7() }", 1);
    check(effects, "src/process.rs", "use chrono::Utc; fn f() { Utc::now(); Instant::now() }", 0);

    check(
        disk,
        "src/store/home.rs",
        "use std::{fs, io}; fn f(p: &Path) -> bool { p.exists() || std::fs::read(p).is_ok() }",
        3,
    );
    check(disk, "src/store/home.rs", "use std::io; fn f(p: &Path) -> bool { disk::exists(p) } // std::fs", 0);
    check(disk, "src/disk/look.rs", "use std::fs; fn f(p: &Path) -> bool { p.exists() }", 0);

    check(machine, "src/terminal/raw.rs", "use std::io; fn f() { io::stdout(); event::poll(now) }", 2);
    check(machine, "src/terminal/raw.rs", "use std::thread; use std::process::Command; fn f() { thread::sleep(x) }", 3);
    check(
        machine,
        "src/terminal/raw.rs",
        "use std::io::{self, Write}; fn f() -> io::Result<()> { process.pause(x) }",
        0,
    );
    check(machine, "src/process/tty.rs", "use std::thread; fn f() { thread::sleep(x) }", 0);
    check(machine, "src/main.rs", "use std::process::ExitCode;", 0);

    let ids = BTreeMap::from([("lean-cat-cow".to_owned(), "protocols/x.json".to_owned())]);
    let data = |source: &Source| named_ids(source, &ids);
    check(data, "src/engine/due.rs", "if id == \"lean-cat-cow\" {} // \"lean-cat-cow\"", 1);
    check(data, "src/engine/due.rs", "f(\"such as lean-cat-cow\"); #[cfg(test)] mod tests { f(\"lean-cat-cow\"); }", 0);

    let marks = |source: &Source| unfinished(&source.name, &source.all);
    let mark = MARKS[0];
    check(marks, "src/a.rs", &format!("// {mark}: later\nfn f() {{ todo!() }}\n#[ignore]\nfn g() {{}}"), 3);
    check(marks, "src/a.rs", "// All done.\n#[ignore = \"needs a terminal\"]\nfn g(todo: u8) {}", 0);
}
