//! A type name means one thing in the crate, so that whoever reads it knows which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::source::Token;
use crate::tidy::{Source, none, sources};

/// Where a type has the name of what it shows: the values of `--json`.
const MIRROR: &str = "views";

#[test]
fn a_type_name_means_one_thing() {
    let mut homes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources().iter().filter(|source| source.module.first().is_none_or(|room| room != MIRROR)) {
        for name in types(&source.code) {
            homes.entry(name).or_default().insert(source.name.clone());
        }
    }
    homes.retain(|_, homes| homes.len() > 1);
    none(homes.iter().map(|(name, homes)| {
        let homes: Vec<&str> = homes.iter().map(String::as_str).collect();
        format!("`{name}` means one thing each in {}", homes.join(", "))
    }));
}

/// The types that code defines, but for those that belong to a trait.
fn types(code: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    // Whether each open block is of an `impl` or a trait, and whether the next one is.
    let (mut open, mut opens): (Vec<bool>, bool) = (Vec::new(), false);
    for (at, token) in code.iter().enumerate() {
        let name = || code.get(at + 1).and_then(Token::word).map(str::to_owned);
        match token.word() {
            Some("impl") if open.iter().all(|of_trait| !of_trait) => opens = true,
            Some("struct" | "enum") => found.extend(name()),
            Some("trait") => {
                opens = true;
                found.extend(name());
            }
            Some("type") if !open.contains(&true) => found.extend(name()),
            _ => {}
        }
        if token.is('{') {
            open.push(std::mem::take(&mut opens));
        } else if token.is('}') {
            open.pop();
        } else if token.is(';') {
            opens = false;
        }
    }
    found.retain(|name| name.starts_with(char::is_uppercase));
    found
}

#[test]
fn every_file_on_the_map_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let map = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    let named: Vec<&str> =
        map.lines().filter(|line| line.starts_with("//!")).flat_map(|line| line.split('`')).collect();
    let files = named.iter().filter(|name| {
        Path::new(name).extension().is_some_and(|end| end == "rs") && !name.contains(['X', ' ', '#', '<'])
    });
    let files: Vec<&&str> = files.collect();
    assert!(files.len() > 15, "{files:?}");
    let there = |name: &str| ["src", ""].iter().any(|folder| root.join(folder).join(name).is_file());
    none(files.into_iter().filter(|name| !there(name)).map(|name| format!("src/lib.rs names {name}")));
}

#[test]
fn a_type_of_a_trait_is_no_type_of_its_own() {
    let check = |code: &str, expected: &[&str]| {
        let (source, _) = Source::read("src/engine/due.rs", code);
        assert_eq!(types(&source.code), expected, "{code}");
    };
    check("pub struct A; enum B { C } trait D { type E; } type F = A;", &["A", "B", "D", "F"]);
    check("impl X for A { type Output = Self; fn f() { struct G; } } type H = A;", &["G", "H"]);
    check("fn f(x: impl Fn()) { type I = u8; }\n#[cfg(test)] mod tests { struct J; }", &["J"; 0]);
}
