//! The README is true: its transcript is what the program prints, and its commands are those that are run here.

use std::fs;
use std::path::Path;

use crate::env::{Env, split};
use crate::scenario::diff;

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

#[test]
fn a_transcript_is_found_with_its_clock() {
    let page = "# x\n\n<!-- clock: 2026-11-22T09:05:00+01:00 -->\n```console\n$ backflare next\nWalk.\n```\nrest";
    assert_eq!(transcript(page), Some((Some("2026-11-22T09:05:00+01:00"), "$ backflare next\nWalk.\n")));
    assert_eq!(transcript("```console\n```"), Some((None, "")));
    assert_eq!(transcript("```sh\ncargo test\n```"), None);
    assert_eq!((moment("# Sun 09:05"), moment("# Sunny 09:05"), moment("# then")), (Some("Sun 09:05"), None, None));
}
