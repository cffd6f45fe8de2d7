//! Every sentence that the program says stands in `src/words/`: short, kind, and nothing promised in it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::source::{Piece, Token};
use crate::tidy::{Source, none, sources};

/// How many texts of three words and more stand outside `src/words/`, by room. It may only fall: a new sentence goes to
/// `words`. What `exchange` has are names of columns and terms of other programs' formats.
///
/// What is counted: every text that is no comment, no name of a file and no part of a test. A placeholder counts as a word,
/// as `{title}, {done} of {of}` is a sentence; the texts of one `concat!` are one text; what an attribute holds is counted,
/// but for the reasons of lints. The help of a command stands beside its arguments, as comments that document them and as
/// its `examples!`, and is not counted.
const LEFT: &[(&str, usize)] = &[("exchange", 5)];

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
    "debug_assert_ne",
];

/// What takes a text that is told beside the arguments of a command, or to who reads the code.
const BESIDE: &[&str] = &["examples", "cfg", "expect", "allow", "derive", "doc"];

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
            found.entry(room.to_owned()).or_default().extend(sentences(source));
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

/// The texts that can reach a person: not what is said when an assertion fails, and not why a lint is silent.
fn texts(code: &[Token]) -> Vec<(usize, String)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < code.len() {
        let is = |ahead: usize, mark: char| code.get(at + ahead).is_some_and(|token| token.is(mark));
        let word = code[at].word().unwrap_or_default();
        let opens = [1, 2].into_iter().find(|ahead| is(*ahead, '(') && (*ahead == 1 || is(1, '!')));
        if let Some(ahead) = opens.filter(|_| PANICS.contains(&word) || BESIDE.contains(&word)) {
            at = closed(code, at + ahead);
            continue;
        }
        if let Some(ahead) = opens.filter(|ahead| word == "concat" && *ahead == 2) {
            let (line, behind) = (code[at].line, closed(code, at + ahead));
            found.push((line, code[at..behind].iter().filter_map(text).collect()));
            at = behind;
            continue;
        }
        found.extend(text(&code[at]).map(|text| (code[at].line, text)));
        at += 1;
    }
    found
}

/// What a token says, if it is a text.
fn text(token: &Token) -> Option<String> {
    if let Piece::Text(text) = &token.piece { Some(unescaped(text)) } else { None }
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

/// Whether a text is a sentence, by a rule of thumb: a space, a word of two letters or more, and three words in all,
/// where a placeholder and a number are words, too.
fn is_sentence(text: &str) -> bool {
    let long = |word: &str| word.chars().count() >= 2;
    let plain = || text.split(|letter: char| !letter.is_alphabetic()).filter(|word| long(word)).count();
    let pieces = text.split_whitespace();
    let pieces = pieces.filter(|piece| piece.contains("{}") || piece.chars().any(char::is_alphanumeric)).count();
    text.contains(' ') && plain() >= 1 && pieces.max(plain()) >= 3
}

#[test]
fn each_sentence_of_the_phrasebook_is_short_and_claims_nothing() {
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| source.module.first().is_some_and(|room| room == PHRASEBOOK)) {
        let each = source.code.iter().filter_map(|token| text(token).map(|text| (token.line, text)));
        for (line, text) in each {
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
    check("f(\"two words\"); f(\"a-b-c-no-space\"); f(\"{a}, {b}: {c}\"); f(\"{:>3}  {:>4}  {:>9}\");", 0);
    check("f(\"{title}, {done} of {of}\"); f(\"{} Not yet.\"); f(\"log 5 now\"); f(\"I took it\")", 4);
    check("f(concat!(\"one \", \"two \", $three, \"three\"))", 1);
    check("f(r#\"one \"two\" three\"#)", 1);
    check("let x = y.expect(\"it is not known\");", 0);
    check("#[arg(help = \"This is the help.\", value_name = \"STEP or MEDICINE\")]", 2);
    check("#[command(after_help = examples!(\"backflare log 6\"))] #[expect(unused, reason = \"it is not used\")]", 0);
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
