//! The README and the pages beside it are true: the transcript is what the program prints, the commands are those that are
//! run here, the examples stand in the code, and every file that is named is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::env::{Env, split};
use crate::faults;
use crate::scenario::{diff, perform};
use crate::tidy::files;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The first `console` block of a page, and the moment that a comment on the line before it sets.
fn transcript(page: &str) -> Option<(Option<&str>, &str)> {
    let (before, rest) = page.split_once("```console\n")?;
    let (block, _) = rest.split_once("```")?;
    let clock = before.trim_end().lines().last().and_then(|line| line.strip_prefix("<!-- clock: "));
    Some((clock.and_then(|line| line.strip_suffix(" -->")), block))
}

/// `# Sun 09:05` on a line of its own: the time goes on.
fn moment(line: &str) -> Option<&str> {
    let when = line.strip_prefix("# ")?;
    let (day, time) = when.split_once(' ')?;
    let is_day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(&day);
    let is_time =
        time.len() == 5 && time.bytes().enumerate().all(|(at, b)| if at == 2 { b == b':' } else { b.is_ascii_digit() });
    (is_day && is_time).then_some(when)
}

/// The block again, with the answers that the program gives now. Empty lines before a command are the reader's.
fn replay(clock: Option<&str>, block: &str) -> String {
    let mut env = Env::new();
    env.set("COLUMNS", "80");
    if let Some(clock) = clock {
        env.at(clock);
    }
    let mut told = Vec::new();
    let mut lines = block.lines().peekable();
    while let Some(line) = lines.next() {
        told.push(line.to_owned());
        if let Some(when) = moment(line) {
            env.at(when);
        } else if let Some(command) = line.strip_prefix("$ backflare") {
            let ran = env.run(split(command));
            ran.ok();
            told.extend(ran.stdout.trim_end_matches('\n').lines().map(str::to_owned));
            let mut gap = 0;
            while let Some(next) = lines.next_if(|next| !next.starts_with("$ ") && moment(next).is_none()) {
                gap = if next.is_empty() { gap + 1 } else { 0 };
            }
            told.extend(vec![String::new(); gap]);
        }
    }
    told.join("\n") + "\n"
}

#[test]
fn the_transcript_is_what_the_program_prints() {
    let page = read("README.md");
    let (clock, block) = transcript(&page).expect("README.md has no ```console block");
    assert!(block.contains("$ backflare "), "the ```console block of README.md runs nothing");
    let told = replay(clock, block);
    assert!(told == block, "README.md is not what the program prints:\n{}", diff(block, &told));
}

#[test]
fn the_two_commands_to_begin_with_are_there() {
    let page = read("README.md");
    for command in ["cargo run --release -- start", "cargo test"] {
        assert!(page.lines().any(|line| line.trim() == command), "README.md has no line `{command}`");
    }
    assert!(read(".ci/run").lines().any(|line| line == "run cargo test"), ".ci/run does not run `cargo test`");
}

/// The pages, each with the folder from which its links and short names count.
const PAGES: &[(&str, &str)] = &[
    ("README.md", ""),
    ("docs/testing.md", "docs/"),
    ("docs/speed.md", "docs/"),
    ("docs/bars.md", "docs/"),
    ("tests/it/README.md", "tests/it/"),
];

/// The text of each block of that language in a page.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect()
}

/// What stands between backticks in the running text of a page.
fn quoted(page: &str) -> Vec<&str> {
    let text = page.split("```").step_by(2);
    text.flat_map(|text| text.split('`').skip(1).step_by(2)).collect()
}

/// Every line of Rust in the repository, without the spaces around it.
fn lines_of_code() -> BTreeSet<String> {
    let names = ["src", "tests"].iter().flat_map(|folder| files(folder, "rs"));
    names.flat_map(|name| read(&name).lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>()).collect()
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let there = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists();
    let tops = ["src/", "tests/", "docs/", "protocols/", "fuzz/", "benches/", ".ci/"];
    for (name, folder) in PAGES {
        let page = read(name);
        let links = page.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
        for link in links.filter(|link| !link.starts_with("https://")) {
            assert!(there(&format!("{folder}{link}")), "{name}: the link {link} leads nowhere");
        }
        let is_path = |word: &&str| !word.contains([' ', '*', '{', '<', 'X']);
        for word in quoted(&page).into_iter().filter(is_path) {
            let from_top = tops.iter().any(|top| word.starts_with(top));
            let beside = *folder == "tests/it/" && (word.strip_suffix(".rs").is_some() || word.ends_with('/'));
            if from_top || beside {
                let path = if from_top { word.to_owned() } else { format!("{folder}{word}") };
                assert!(there(&path), "{name}: `{word}` is not there");
            }
        }
    }
}

#[test]
fn every_test_that_a_page_runs_is_there() {
    let mut names = BTreeSet::new();
    for file in files("tests/it", "rs") {
        let module = file.trim_start_matches("tests/it/").trim_end_matches(".rs").replace('/', "::");
        let text = read(&file);
        let functions = text.lines().filter_map(|line| line.trim_start().strip_prefix("fn ")?.split_once('('));
        names.extend(functions.map(|(function, _)| format!("{module}::{function}")));
    }
    let mut run = 0;
    for (name, _) in PAGES {
        let page = read(name);
        for filter in page.split("--test it ").skip(1).filter_map(|rest| rest.split([' ', '\n', '`']).next()) {
            let is_filter = !filter.starts_with('-');
            assert!(!is_filter || names.iter().any(|name| name.contains(filter)), "{name}: no test is called {filter}");
            run += usize::from(is_filter);
        }
    }
    assert!(run > 8, "only {run} commands were found");
}

#[test]
fn the_examples_of_the_page_of_tests_are_true() {
    let (page, code) = (read("tests/it/README.md"), lines_of_code());
    let rust = blocks(&page, "rust");
    assert_eq!(rust.len(), 3, "a story, some keys and a life");
    for line in rust.iter().flat_map(|block| block.lines()) {
        assert!(code.contains(line.trim()), "no test has the line {line}");
    }
    let [script] = blocks(&page, "scenario")[..] else { panic!("one scenario") };
    let told = |line: &&str| line.starts_with(['@', '$', '#', '<']);
    let typed: String = script.lines().filter(told).flat_map(|line| [line, "\n"]).collect();
    assert_eq!(perform(&typed), script, "left: what the program says");
}

#[test]
fn the_table_of_faults_has_each_command_that_is_tried() {
    let page = read("docs/testing.md");
    let table = page.split("### Faults").nth(1).unwrap().split("### ").next().unwrap();
    let rows = table.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0));
    assert_eq!(rows.collect::<Vec<_>>(), faults::names().collect::<Vec<_>>());
}

#[test]
fn a_transcript_is_found_with_its_clock() {
    let page = "# x\n\n<!-- clock: 2026-11-22T09:05:00+01:00 -->\n```console\n$ backflare next\nWalk.\n```\nrest";
    assert_eq!(transcript(page), Some((Some("2026-11-22T09:05:00+01:00"), "$ backflare next\nWalk.\n")));
    assert_eq!(transcript("```console\n```"), Some((None, "")));
    assert_eq!(transcript("```sh\ncargo test\n```"), None);
    assert_eq!((moment("# Sun 09:05"), moment("# Sunny 09:05"), moment("# then")), (Some("Sun 09:05"), None, None));
}
