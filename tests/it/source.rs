//! Reads Rust just well enough for the house rules: tokens, what is only for tests, and the paths that code names.

/// A piece of a source file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Piece {
    /// An identifier, a keyword or a number.
    Word(String),
    /// The content of a string, as written.
    Text(String),
    /// A comment, doc comments included.
    Comment(String),
    /// Any other letter.
    Mark(char),
}

/// A piece and the lines on which it begins and ends, from 1.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) piece: Piece,
    pub(crate) line: usize,
    pub(crate) last: usize,
}

impl Token {
    pub(crate) fn is(&self, mark: char) -> bool {
        self.piece == Piece::Mark(mark)
    }

    pub(crate) fn word(&self) -> Option<&str> {
        if let Piece::Word(word) = &self.piece { Some(word) } else { None }
    }
}

/// A path that code names, from the root of its crate: `["crate", "model", "id", "Id"]`, `["std", "fs"]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Named {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

/// Cuts a source file into tokens.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let text: Vec<char> = source.chars().collect();
    let (mut at, mut line, mut found) = (0, 1, Vec::new());
    while at < text.len() {
        let (from, begun) = (at, line);
        let piece = piece(&text, &mut at);
        line += text[from..at].iter().filter(|letter| **letter == '\n').count();
        found.extend(piece.map(|piece| Token { piece, line: begun, last: line }));
    }
    found
}

/// The piece that begins at `at`, which moves behind it; `None` for white space, lifetimes and letters in quotes.
fn piece(text: &[char], at: &mut usize) -> Option<Piece> {
    let from = *at;
    let peek = |at: usize| text.get(at).copied().unwrap_or('\0');
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    match peek(from) {
        '/' if peek(from + 1) == '/' => {
            while *at < text.len() && peek(*at) != '\n' {
                *at += 1;
            }
            Some(Piece::Comment(text[from..*at].iter().collect()))
        }
        '/' if peek(from + 1) == '*' => {
            let mut depth = 0;
            while *at < text.len() {
                let pair = (peek(*at), peek(*at + 1));
                *at += if pair == ('/', '*') || pair == ('*', '/') { 2 } else { 1 };
                depth += i32::from(pair == ('/', '*')) - i32::from(pair == ('*', '/'));
                if depth == 0 {
                    break;
                }
            }
            Some(Piece::Comment(text[from..*at].iter().collect()))
        }
        '"' => Some(string(text, at, None)),
        '\'' if peek(from + 1) == '\\' => {
            *at += 3;
            while *at < text.len() && peek(*at) != '\'' {
                *at += 1;
            }
            *at += 1;
            None
        }
        '\'' if peek(from + 2) == '\'' => {
            *at += 3;
            None
        }
        '\'' => {
            *at += 1;
            while is_word(peek(*at)) {
                *at += 1;
            }
            None
        }
        letter if is_word(letter) => {
            while is_word(peek(*at)) {
                *at += 1;
            }
            let word: String = text[from..*at].iter().collect();
            let hashes = text[*at..].iter().take_while(|letter| **letter == '#').count();
            match word.as_str() {
                "r" | "br" | "cr" if peek(*at + hashes) == '"' => {
                    *at += hashes;
                    Some(string(text, at, Some(hashes)))
                }
                "b" | "c" if peek(*at) == '"' => Some(string(text, at, None)),
                _ => Some(Piece::Word(word)),
            }
        }
        letter => {
            *at += 1;
            (!letter.is_whitespace()).then_some(Piece::Mark(letter))
        }
    }
}

/// The string whose opening quote stands at `at`: a raw one ends with so many hashes.
fn string(text: &[char], at: &mut usize, raw: Option<usize>) -> Piece {
    *at += 1;
    let from = *at;
    while *at < text.len() {
        match (text[*at], raw) {
            ('\\', None) => *at += 1,
            ('"', None) => break,
            ('"', Some(n)) if text[*at + 1..].iter().take_while(|letter| **letter == '#').take(n).count() == n => break,
            _ => {}
        }
        *at += 1;
    }
    let content = text[from..(*at).min(text.len())].iter().collect();
    *at = (*at + 1 + raw.unwrap_or(0)).min(text.len());
    Piece::Text(content)
}

/// The tokens that reach the program: no comments, and nothing behind `#[cfg(test)]`. Second, the modules in files of
/// their own that stand behind it.
pub(crate) fn production(all: &[Token]) -> (Vec<Token>, Vec<String>) {
    let code: Vec<&Token> = all.iter().filter(|token| !matches!(token.piece, Piece::Comment(_))).collect();
    let is_gate = |at: usize, bang: bool| {
        let words: Vec<String> = code[at..].iter().take(8).map(|token| spelled(token)).collect();
        let (words, bang) = (words.concat(), if bang { "!" } else { "" });
        words.starts_with(&format!("#{bang}[cfg(test)]")) || words.starts_with(&format!("#{bang}[cfg(all(test,"))
    };
    let (mut kept, mut test_files, mut at) = (Vec::new(), Vec::new(), 0);
    while at < code.len() {
        if is_gate(at, true) {
            return (Vec::new(), test_files);
        }
        if !is_gate(at, false) {
            kept.push(code[at].clone());
            at += 1;
            continue;
        }
        at += code[at..].iter().take_while(|token| !token.is(']')).count() + 1;
        let from = at;
        let mut depth = 0;
        while at < code.len() {
            let token = code[at];
            depth += i32::from(token.is('{') || token.is('(') || token.is('['));
            depth -= i32::from(token.is('}') || token.is(')') || token.is(']'));
            at += 1;
            if depth == 0 && (token.is(';') || token.is('}')) {
                break;
            }
        }
        if let [.., keyword, name, end] = &code[from..at]
            && keyword.word() == Some("mod")
            && end.is(';')
        {
            test_files.extend(name.word().map(str::to_owned));
        }
    }
    (kept, test_files)
}

fn spelled(token: &Token) -> String {
    match &token.piece {
        Piece::Word(word) => word.clone(),
        Piece::Mark(mark) => mark.to_string(),
        Piece::Text(_) | Piece::Comment(_) => " ".to_owned(),
    }
}

/// Every path of at least two parts that stands in the code of a module, groups taken apart, with `crate`, `self` and
/// `super` resolved to `crate`. `module` is where the file stands: `["engine", "due"]`.
pub(crate) fn named(code: &[Token], module: &[String]) -> Vec<Named> {
    let (mut at, mut depth, mut found) = (0, 0, Vec::new());
    let mut inner: Vec<(String, i32)> = Vec::new();
    while at < code.len() {
        let token = &code[at];
        if token.is('{') {
            depth += 1;
        } else if token.is('}') {
            depth -= 1;
            inner.retain(|(_, opened)| *opened <= depth);
        } else if token.word() == Some("mod") && code.get(at + 2).is_some_and(|next| next.is('{')) {
            inner.extend(code[at + 1].word().map(|name| (name.to_owned(), depth + 1)));
        }
        // `<T as Trait>::Item` goes on with what stands before it; `::std::fs` begins at a root.
        let goes_on = at >= 3 && two_colons(code, at - 2) && code[at - 3].is('>');
        if token.word().is_some() && two_colons(code, at + 1) && !goes_on {
            let mut paths = Vec::new();
            at = tree(code, at, &[], &mut paths);
            let here: Vec<String> = module.iter().cloned().chain(inner.iter().map(|(name, _)| name.clone())).collect();
            found.extend(paths.into_iter().map(|path| Named { path: resolve(path, &here), line: token.line }));
        } else {
            at += 1;
        }
    }
    found
}

fn two_colons(code: &[Token], at: usize) -> bool {
    code.get(at).is_some_and(|token| token.is(':')) && code.get(at + 1).is_some_and(|token| token.is(':'))
}

/// Reads a path or a tree of them from `at` and answers where it ends.
fn tree(code: &[Token], mut at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    loop {
        match code.get(at).map(|token| &token.piece) {
            Some(Piece::Word(word)) => {
                path.push(word.clone());
                at += 1;
                let goes_on =
                    code.get(at + 2).is_some_and(|next| next.word().is_some() || next.is('{') || next.is('*'));
                if two_colons(code, at) && goes_on {
                    at += 2;
                    continue;
                }
            }
            Some(Piece::Mark('*')) => {
                path.push("*".to_owned());
                at += 1;
            }
            Some(Piece::Mark('{')) => {
                at += 1;
                while code.get(at).is_some_and(|token| !token.is('}')) {
                    let next = tree(code, at, &path, paths);
                    let renamed = code.get(next).is_some_and(|token| token.word() == Some("as"));
                    at = if renamed { next + 2 } else { next.max(at + 1) };
                    at += usize::from(code.get(at).is_some_and(|token| token.is(',')));
                }
                return at + 1;
            }
            _ => return at,
        }
        paths.push(path);
        return at;
    }
}

fn resolve(mut path: Vec<String>, here: &[String]) -> Vec<String> {
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let ups = path.iter().take_while(|part| *part == "super").count();
    let from_self = usize::from(path.first().is_some_and(|part| part == "self"));
    let ups_after_self = path[from_self..].iter().take_while(|part| *part == "super").count();
    if ups + from_self == 0 {
        return path;
    }
    let root = &here[..here.len().saturating_sub(ups + ups_after_self * from_self)];
    let rest = path.split_off(ups + from_self + ups_after_self * from_self);
    std::iter::once("crate".to_owned()).chain(root.iter().cloned()).chain(rest).collect()
}

#[test]
fn paths_are_found_in_groups_in_code_and_above() {
    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let (code, _) = production(&tokens(source));
        let module = ["engine".to_owned(), "due".to_owned()];
        let found: Vec<String> = named(&code, &module).into_iter().map(|named| named.path.join("::")).collect();
        assert_eq!(found, expected, "{source}");
    }
    check("use crate::{a, b::{self, c as d}};", &["crate::a", "crate::b", "crate::b::c"]);
    check("fn f(x: &crate::a::B<T>) { x.run(crate::c::d::<u8>()) }", &["crate::a::B", "crate::c::d"]);
    check("use super::choose::X; use super::super::io;", &["crate::engine::choose::X", "crate::io"]);
    check("mod tests { use super::*; }", &["crate::engine::due::*"]);
    check("use self::a; use self::super::b;", &["crate::engine::due::a", "crate::engine::b"]);
    check("let x = ::std::fs::read(p); <T as std::io::Read>::read(x)", &["std::fs::read", "std::io::Read"]);
    check("// std::fs\n/* std::io /* x */ */ /// crate::a::b\nlet s = \"std::env\"; let r = r#\"a\"::b\"#;", &[]);
    check("let c = 'x'; let l: &'static str = '\\''.into(); a::b", &["a::b"]);
    check("#[cfg(test)]\nmod tests { use std::fs; }\nuse std::io;", &["std::io"]);
    check("#[cfg(test)] use std::{fs, io};\nuse std::fmt;", &["std::fmt"]);
    check("#[cfg(all(test, unix))]\nmod tests { use std::fs; }\nuse std::fmt;", &["std::fmt"]);
    check("pub(crate) fn f() {}", &[]);
}

#[test]
fn files_that_are_only_for_tests_are_told() {
    let (code, files) = production(&tokens("mod a;\n#[cfg(test)]\nmod tests;\nmod b;"));
    assert_eq!(files, ["tests"]);
    assert_eq!(code.iter().filter_map(Token::word).collect::<Vec<_>>(), ["mod", "a", "mod", "b"]);
    assert!(production(&tokens("#![cfg(test)]\nuse std::fs;")).0.is_empty());
}

#[test]
fn strings_keep_their_lines() {
    let found = tokens("let a = \"x\\\"y\nz\";\nb");
    assert_eq!(found[3].piece, Piece::Text("x\\\"y\nz".to_owned()));
    assert_eq!((found[3].line, found[3].last, found[5].line), (1, 2, 3));
}
