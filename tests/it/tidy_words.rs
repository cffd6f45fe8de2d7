//! Every sentence that the program says stands in `src/words/`: short, kind, and nothing promised in it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::source::{Piece, Token};
use crate::tidy::{Source, none, sources};

/// How many texts of three words and more stand outside `src/words/`, by room. It may only fall: a new sentence goes to
/// `words`. What `exchange` has are names of columns and terms of other programs' formats.
const LEFT: &[(&str, usize)] = &[("exchange", 6)];

/// Where sentences belong.
const PHRASEBOOK: &str = "words";

/// What takes a text that nobody is told unless the program is wrong.
const PANICS: &[&str] = &[
    "expect",
    "expect_err",
    "panic",
    "unreachable",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
];

/// The most words of a sentence.
const MOST_WORDS: usize = 20;

/// What no sentence holds. One a line; a space at the end of a line counts.
const FORBIDDEN: &str = include_str!("../forbidden.txt");

#[test]
fn sentences_outside_the_phrasebook_become_fewer() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources() {
        let room = source.module.first().map_or("lib", String::as_str);
        if room != PHRASEBOOK {
            found.entry(room.to_owned()).or_default().extend(sentences(&source));
        }
    }
    let left = |room: &str| LEFT.iter().find(|(name, _)| *name == room).map_or(0, |(_, left)| *left);
    none(found.iter().filter_map(|(room, said)| {
        let (n, left) = (said.len(), left(room));
        let where_ = said.join("\n  ");
        match n.cmp(&left) {
            Ordering::Equal => None,
            Ordering::Less => {
                Some(format!("`{room}` says {n} sentences, {left} were left: lower it (LEFT, {})", file!()))
            }
            Ordering::Greater => Some(format!(
                "`{room}` says {n} sentences, {left} were left; put the new one into src/words/:\n  {where_}"
            )),
        }
    }));
}

/// The texts of a file that are sentences, each with its place.
fn sentences(source: &Source) -> Vec<String> {
    let said = texts(&source.code).into_iter().filter(|(_, text)| is_sentence(text));
    said.map(|(line, text)| format!("{}:{line}: {text}", source.name)).collect()
}

/// The texts that can reach a person: not those of attributes, and not what is said when an assertion fails.
fn texts(code: &[Token]) -> Vec<(usize, String)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < code.len() {
        let next = |ahead: usize| code.get(at + ahead);
        let is = |ahead: usize, mark: char| next(ahead).is_some_and(|token| token.is(mark));
        let opens = if is(0, '#') && is(1, '[') {
            Some(1)
        } else if is(0, '#') && is(1, '!') && is(2, '[') {
            Some(2)
        } else if code[at].word().is_some_and(|word| PANICS.contains(&word)) {
            [1, 2].into_iter().find(|ahead| is(*ahead, '(')).filter(|ahead| *ahead == 1 || is(1, '!'))
        } else {
            None
        };
        if let Some(ahead) = opens {
            at = closed(code, at + ahead);
            continue;
        }
        if let Piece::Text(text) = &code[at].piece {
            found.push((code[at].line, unescaped(text)));
        }
        at += 1;
    }
    found
}

/// The place behind the bracket that closes the one at `at`.
fn closed(code: &[Token], mut at: usize) -> usize {
    let mut depth = 0;
    while at < code.len() {
        depth += i32::from(['(', '[', '{'].iter().any(|mark| code[at].is(*mark)));
        depth -= i32::from([')', ']', '}'].iter().any(|mark| code[at].is(*mark)));
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

/// A text as it is shown, but for its placeholders: `{}` stands for each, as one word.
fn unescaped(text: &str) -> String {
    let (mut out, mut letters) = (String::new(), text.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('\n') => while letters.next_if(|letter| letter.is_whitespace()).is_some() {},
                Some('n' | 't' | 'r') => out.push(' '),
                Some('u') => while letters.next().is_some_and(|letter| letter != '}') {},
                Some(other) => out.push(other),
                None => {}
            },
            '{' if letters.next_if_eq(&'{').is_some() => out.push('('),
            '}' if letters.next_if_eq(&'}').is_some() => out.push(')'),
            '{' => {
                while letters.next().is_some_and(|letter| letter != '}') {}
                out.push_str("{}");
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether a text is a sentence, by a rule of thumb: three words of two letters or more, and a space between.
fn is_sentence(text: &str) -> bool {
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() >= 2);
    text.contains(' ') && words.count() >= 3
}

#[test]
fn each_sentence_of_the_phrasebook_is_short_and_claims_nothing() {
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| source.module.first().is_some_and(|room| room == PHRASEBOOK)) {
        for (line, text) in texts(&source.code) {
            problems.extend(faults(&text).into_iter().map(|fault| format!("{}:{line}: {fault}: {text}", source.name)));
        }
    }
    none(problems);
}

/// What is wrong with a text of the phrasebook. A placeholder counts as one word.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    // What must be typed is no sentence; it stands at the end.
    let said = text.split("backflare ").next().unwrap_or_default();
    for sentence in said.split_inclusive(". ").flat_map(|part| part.split_inclusive(['?', ';', ':'])) {
        let words = sentence.split_whitespace().count();
        if words > MOST_WORDS {
            faults.push(format!("{words} words in a sentence, at most {MOST_WORDS}"));
        }
    }
    // "Prevention" is the name of a course; that something prevents is not said. Nor is it a diagnosis to say that none is
    // made, nor a promise to ask whether somebody is in treatment.
    let named = ["prevention", "does not diagnose", "in treatment for something serious"];
    let lower = named.iter().fold(text.to_lowercase(), |text, named| text.replace(named, ""));
    let forbidden = FORBIDDEN.lines().filter(|word| lower.contains(word));
    faults.extend(forbidden.map(|word| format!("{word:?} must not be said")));
    faults
}

#[test]
fn what_is_counted_is_counted() {
    #[track_caller]
    fn check(code: &str, expected: usize) {
        let (source, _) = Source::read("src/engine/due.rs", code);
        let found = sentences(&source);
        assert_eq!(found.len(), expected, "{code}\n{found:?}");
    }
    check("let a = \"This is said.\"; // \"This is not said.\"", 1);
    check("f(\"two words\"); f(\"a-b-c-no-space\"); f(\"{title}, {done} of {of}\");", 0);
    check("#[arg(help = \"This is the help.\")] let x = y.expect(\"it is not known\");", 0);
    check("assert!(a, \"this is not said\"); f(\"but this is said\")", 1);
    check("f(\"one \\\n    two three\")", 1);
    check("#[cfg(test)] mod tests { f(\"this is not said\"); }", 0);
    assert_eq!(unescaped("a {b} {{c}} \\\"d\\\""), "a {} (c) \"d\"");
    let long = "one two three four five six seven eight nine ten {} twelve ";
    assert_eq!(faults(&format!("{long}13 14 15 16 17 18 19 20.")).len(), 0);
    assert_eq!(faults(&format!("{long}13 14 15 16 17 18 19 20 21.")).len(), 1);
    assert_eq!(faults("It is all clear, and safe for you.").len(), 2);
    assert_eq!(faults("Prevention goes on. It prevents a flare.").len(), 1);
}
