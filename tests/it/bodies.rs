//! The rows of the tables of clinical rules 10a, 16 to 18 and 21 to 24, by the program itself and from outside.
//!
//! The files of `bodies/` are read as they stand:
//!
//! | line | what it is |
//! |---|---|
//! | `:name` | how a row may begin; below it, its lines. In a row: those lines |
//! | `== 16 (4) words` | a row: the rule, its case, and what it holds |
//! | `@ +1h59m`, `@ -5m`, `@ Mon 07:30` | time goes by, or the clock is set |
//! | `% file plan /pointer=JSON ..` | a file of a plan of the examples, with changes; `null` takes away |
//! | `$ start --pain 5` | a command |
//! | `< y` | a line that is typed into it |
//! | `? 3` | its exit code |
//! | `> words`, `! words` | what it says, and what it does not, in one line or several |

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::env::{Env, Ran, split};

/// What a file says: how rows may begin, and the rows.
#[derive(Default)]
struct Rows<'t> {
    begins: Vec<(&'t str, Vec<&'t str>)>,
    rows: Vec<(&'t str, Vec<&'t str>)>,
}

impl<'t> Rows<'t> {
    fn read(text: &'t str) -> Self {
        let mut rows = Self::default();
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let known = |name: &str| rows.begins.iter().any(|(own, _)| *own == name);
            if let Some(name) = line.strip_prefix("== ") {
                rows.rows.push((name, Vec::new()));
            } else if let Some(name) = line.strip_prefix(':').filter(|name| rows.rows.is_empty() && !known(name)) {
                rows.begins.push((name, Vec::new()));
            } else {
                let last = rows.rows.last_mut().or(rows.begins.last_mut());
                last.unwrap_or_else(|| panic!("{line:?} belongs to nothing")).1.push(line);
            }
        }
        rows
    }

    /// The lines of a row, with those of how it begins in their place.
    fn whole(&self, lines: &[&'t str]) -> Vec<&'t str> {
        let of = |line: &&'t str| match line.strip_prefix(':') {
            Some(name) => {
                let begin = self.begins.iter().find(|(own, _)| *own == name);
                self.whole(&begin.unwrap_or_else(|| panic!("nothing begins as {name:?}")).1)
            }
            None => vec![*line],
        };
        lines.iter().flat_map(of).collect()
    }
}

/// Plays every row, and tells all that went otherwise at once.
fn check(text: &str) {
    let rows = Rows::read(text);
    let wrong: Vec<String> = rows.rows.iter().filter_map(|(name, lines)| play(name, &rows.whole(lines))).collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n\n{}", wrong.len(), rows.rows.len(), wrong.join("\n\n"));
}

/// Plays one row. `None`: all is as it says.
fn play(name: &str, lines: &[&str]) -> Option<String> {
    let mut env = Env::new();
    let mut last: Option<Ran> = None;
    let mut lines = lines.iter().peekable();
    while let Some(line) = lines.next() {
        let (sign, rest) = line.split_at(1);
        let rest = rest.trim();
        if sign == "$" {
            let mut typed = String::new();
            while let Some(keys) = lines.peek().and_then(|line| line.strip_prefix('<')) {
                typed.extend([keys.trim(), "\n"]);
                lines.next();
            }
            let words = split(rest);
            last = Some(if typed.is_empty() { env.run(words) } else { env.run_with_input(words, &typed) });
            continue;
        }
        let ran = || last.as_ref().unwrap_or_else(|| panic!("{name}: nothing has run before {line:?}"));
        let holds = match sign {
            "@" => {
                match rest.strip_prefix('-') {
                    Some(back) => env.back(back),
                    None => env.at(rest),
                };
                true
            }
            "%" => {
                plan(&env, rest);
                true
            }
            "?" => ran().code.to_string() == rest,
            ">" => said(ran()).contains(&flat(rest)),
            "!" => !said(ran()).contains(&flat(rest)),
            _ => panic!("{name}: {line:?} is no line of a row"),
        };
        if !holds {
            return Some(format!("== {name}\n{line}\n{}", ran()));
        }
    }
    None
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a command said on both streams, in one line.
fn said(ran: &Ran) -> String {
    flat(&format!("{}\n{}", ran.stdout, ran.stderr))
}

/// Writes a plan of the examples beside the row, with changes.
fn plan(env: &Env, said: &str) {
    let words = split(said);
    let [file, name, changes @ ..] = words.as_slice() else { panic!("{said:?} names a file and a plan") };
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/protocols/valid").join(name);
    let mut plan: Value = serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
    for change in changes {
        let (pointer, value) = change.split_once('=').unwrap_or_else(|| panic!("{change:?} has no value"));
        let value: Value = serde_json::from_str(value).unwrap_or_else(|_| panic!("{change:?} is no JSON"));
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        match plan.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {pointer}")) {
            Value::Object(fields) if value.is_null() => _ = fields.remove(field),
            Value::Object(fields) => _ = fields.insert(field.to_owned(), value),
            Value::Array(list) if field == "-" => list.push(value),
            Value::Array(list) => list[field.parse::<usize>().unwrap()] = value,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => panic!("no place for {pointer}"),
        }
    }
    fs::write(env.beside(file), plan.to_string()).unwrap();
}

#[test]
fn slips() {
    check(include_str!("bodies/slips.txt"));
}

#[test]
fn seen_by_somebody() {
    check(include_str!("bodies/seen.txt"));
}

#[test]
fn old_and_known() {
    check(include_str!("bodies/known.txt"));
}

#[test]
fn after_a_medicine() {
    check(include_str!("bodies/after-medicine.txt"));
}

#[test]
fn severe_pain_that_lasts() {
    check(include_str!("bodies/lasting.txt"));
}

#[test]
fn pregnant() {
    check(include_str!("bodies/pregnant.txt"));
}

#[test]
fn plans_for_other_bodies() {
    check(include_str!("bodies/plans.txt"));
}

#[test]
fn given_by_a_clinician() {
    check(include_str!("bodies/given.txt"));
}

#[test]
fn nobody_is_turned_away_for_the_truth() {
    check(include_str!("bodies/persons.txt"));
}
