//! Whole recoveries, told as scripts of commands with golden output beside them.
//!
//! A script is read as a diary is. Each of its lines is copied to the output, and is one of:
//!
//! - `# words`, or nothing at all: for the reader;
//! - `@ Sun 09:05`, `@ 14:30`: the clock goes forward to the next such moment; `@ +20m`: so long; `@ 2026-11-25T08:00:00+01:00`;
//! - `tz America/New_York`: another zone, by one of the names in `zone.rs` or by its POSIX rule;
//! - `put mine.json tests/protocols/valid/x.json`: that file of the repository stands beside the home; `cut mine.json`: it is gone;
//! - `$ backflare next`: the command runs. Below it stands its answer, then what it told beside it, each line after `! `,
//!   then `[exit 3]` where it did not end with 0;
//! - `< words`, below a command: a line that is typed into it. `< +30s` lets so much pass first, where a clock takes no time.
//!
//! Every script begins with an empty home, in Berlin, on Sunday, 22 November 2026 at 09:05, 40 columns wide. Ids and the
//! home's path are given names, as they differ from run to run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::env::{Env, split};

/// One test a script: `first_morning` plays `tests/scenarios/first-morning.txt`.
macro_rules! scenarios {
    ($($name:ident)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        $(#[test] fn $name() { play(stringify!($name)); })*
    };
}

scenarios! {
    adult_fever
    alone_and_helped
    back_extension
    carpal_tunnel
    cataract_drops
    clocks_go_back
    clocks_go_forward
    concussion_return
    desk_neck
    eye_drops
    fasting_day
    file_edited_and_deleted
    first_day
    first_night
    forgotten
    frozen_shoulder
    heel_pain
    ibuprofen_mistakes
    keeping_well
    knee_replacement
    lazy
    migraine_day
    never_medicine
    old_cancer
    old_sciatica
    period_cramps
    pregnant
    pregnant_three_days
    red_flag
    six_zones_west
    sixty_two
    sprained_ankle
    stuck_for_an_hour
    ten_days
    three_days_away
    tooth_out
    walked_night
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios")
}

/// Whether the golden files are to be written anew.
fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// Plays a script and compares what comes out with its golden file.
fn play(name: &str) {
    let file = folder().join(name.replace('_', "-"));
    let (script, golden) = (file.with_extension("txt"), file.with_extension("out"));
    let text = fs::read_to_string(&script).unwrap_or_else(|error| panic!("{}: {error}", script.display()));
    let actual = perform(&text);
    if blessing() {
        fs::write(&golden, actual).unwrap();
        return;
    }
    let how =
        "Where the new text is right, run `BLESS=1 cargo test scenario` and read the change before you commit it.";
    match fs::read_to_string(&golden) {
        Ok(expected) if expected == actual => {}
        Ok(expected) => panic!("{} is not what came out:\n{}\n{how}", golden.display(), diff(&expected, &actual)),
        Err(error) => panic!("{}: {error}. What came out:\n{actual}\n{how}", golden.display()),
    }
}

/// Runs the commands of a script and tells what they said, in its place.
pub(crate) fn perform(script: &str) -> String {
    let mut env = Env::new();
    let mut ids = Vec::new();
    let mut told = Vec::new();
    let mut lines = script.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        told.push(line.to_owned());
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once(' ') {
            Some(("@", when)) => {
                env.at(when);
            }
            Some(("tz", name)) => {
                env.tz(name);
            }
            Some(("put", files)) => {
                let (name, from) = files.split_once(' ').expect("put NAME FILE");
                let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(from)).unwrap();
                fs::write(env.beside(name), text).unwrap();
            }
            Some(("cut", name)) => fs::remove_file(env.beside(name)).unwrap(),
            Some(("$", command)) => {
                let words = split(command);
                assert_eq!(words.first().map(String::as_str), Some("backflare"), "line {}: {line}", number + 1);
                let mut typed: Option<String> = None;
                while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with('<')) {
                    told.push(line.to_owned());
                    let line = line.trim_start_matches('<').trim_start();
                    typed = Some(typed.unwrap_or_default() + line + "\n");
                }
                let ran = match typed {
                    Some(typed) => env.run_with_input(&words[1..], &typed),
                    None => env.run(&words[1..]),
                };
                told.extend(ran.stdout.lines().map(|line| env.tame(line, &mut ids)));
                let beside =
                    ran.stderr.lines().map(|line| format!("! {}", env.tame(line, &mut ids)).trim_end().to_owned());
                told.extend(beside);
                told.extend((ran.code != 0).then(|| format!("[exit {}]", ran.code)));
            }
            _ => panic!("line {} is no comment, clock, zone, file or command: {line}", number + 1),
        }
    }
    told.join("\n") + "\n"
}

/// The lines that differ, `-` for the first text and `+` for the second, with three lines around them.
pub(crate) fn diff(old: &str, new: &str) -> String {
    const AROUND: usize = 3;
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    // The length of the longest common part of what follows each pair of places.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let longer = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { longer };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    let near = |at: usize| {
        let (from, to) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(lines.len()));
        lines[from..to].iter().any(|(mark, _)| *mark != ' ')
    };
    let mut shown = String::new();
    for (at, (mark, line)) in lines.iter().enumerate() {
        if near(at) {
            shown.push_str(format!("{mark} {line}").trim_end());
            shown.push('\n');
        } else if at == 0 || near(at - 1) {
            shown.push_str("  ...\n");
        }
    }
    shown
}

#[test]
fn every_script_is_played_and_has_its_golden_file() {
    let with = |extension: &str| -> BTreeSet<String> {
        let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
        paths
            .filter(|path| path.extension().is_some_and(|found| found == extension))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().replace('-', "_"))
            .collect()
    };
    let played: BTreeSet<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(with("txt"), played, "left: tests/scenarios/*.txt; right: `scenarios!` in scenario.rs");
    let golden = with("out");
    assert!(golden.is_subset(&played), "{golden:?} in tests/scenarios/*.out, but only {played:?} are played");
    // While they are blessed, the missing ones are being written.
    assert!(
        blessing() || golden == played,
        "{played:?} are played, but only {golden:?} have a .out: BLESS=1 writes it"
    );
}

#[test]
fn a_script_keeps_its_own_lines() {
    let script = "# Sunday.\n\n@ Sun 09:07\ntz America/New_York\n@ 2026-11-25T08:00:00+01:00\n@ +20m\n";
    assert_eq!(perform(script), script);
}

#[test]
fn a_diff_shows_what_changed_and_little_else() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    assert_eq!(diff(old, &old.replace("8\n", "eight\n")), "  ...\n  5\n  6\n  7\n- 8\n+ eight\n  9\n");
    assert_eq!(diff("a\nb\n", "a\nb\nc\n"), "  a\n  b\n+ c\n");
}
