//! The pieces of a typed amount: numbers, words, strokes.

use super::AmountError;
use super::spelt::{DROPS, NOTHING_MORE, NUMBERS, PIECES};

/// A piece of the text: a number, a word, or the stroke between two figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    Number(&'a str),
    Word(Word),
    Stroke,
}

/// What a word means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    Times,
    Mg,
    G,
    Ml,
    Spoon(u64),
    Drop,
    Piece,
}

pub(super) fn tokens(text: &str) -> Result<Vec<Token<'_>>, AmountError> {
    let sort = |letter: char| match letter {
        '0'..='9' | '.' | ',' => 'n',
        '/' | '\u{2044}' => '/',
        '\u{bc}'..='\u{be}' => 'h',
        '\u{d7}' => 'x',
        _ if letter.is_alphabetic() => 'w',
        _ if letter.is_whitespace() => ' ',
        _ => '?',
    };
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let kind = sort(first);
        let single = matches!(kind, '/' | 'x' | 'h');
        let end = if single { first.len_utf8() } else { rest.find(|c| sort(c) != kind).unwrap_or(rest.len()) };
        let (piece, after) = rest.split_at(end);
        rest = after;
        match kind {
            'n' => found.push(Token::Number(piece)),
            '/' => found.push(Token::Stroke),
            'h' => {
                let (part, whole) = match first {
                    '\u{bc}' => ("1", "4"),
                    '\u{bd}' => ("1", "2"),
                    _ => ("3", "4"),
                };
                found.extend([Token::Number(part), Token::Stroke, Token::Number(whole)]);
            }
            'x' => found.push(Token::Word(Word::Times)),
            'w' => words(piece, &mut found)?,
            ' ' => {}
            _ => return Err(AmountError::NotUnderstood),
        }
    }
    Ok(found)
}

/// The meaning of a word; an `x` may hang on either end of it.
fn words(text: &str, found: &mut Vec<Token<'_>>) -> Result<(), AmountError> {
    let lower = text.to_lowercase();
    let plain = lower.strip_suffix('s').unwrap_or(&lower);
    let is_one_of = |names: &[&str]| names.contains(&plain) || names.contains(&lower.as_str());
    if is_one_of(&NOTHING_MORE) {
        return Ok(());
    }
    if let Some((_, digits)) = NUMBERS.iter().find(|(word, _)| *word == lower) {
        found.push(Token::Number(digits));
        return Ok(());
    }
    let word = match lower.as_str() {
        "x" => Word::Times,
        "mg" | "mgs" | "milligram" | "milligrams" => Word::Mg,
        "g" | "gram" | "grams" => Word::G,
        "ml" | "millilitre" | "millilitres" | "milliliter" | "milliliters" => Word::Ml,
        "teaspoon" | "teaspoons" | "tsp" => Word::Spoon(5),
        "tablespoon" | "tablespoons" | "tbsp" => Word::Spoon(15),
        _ if is_one_of(&DROPS) => Word::Drop,
        _ if is_one_of(&PIECES) => Word::Piece,
        _ if lower.len() > 1 && lower.ends_with('x') => {
            words(&lower[..lower.len() - 1], found)?;
            Word::Times
        }
        _ => return Err(if found.is_empty() { AmountError::NotUnderstood } else { AmountError::Unit }),
    };
    found.push(Token::Word(word));
    Ok(())
}
