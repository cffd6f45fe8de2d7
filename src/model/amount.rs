//! How much of a medicine was taken, as people type it: `200mg`, `0.2g`, `2x200mg`, `2 tablets`, `5/325mg`, `30ml`.
//!
//! A bare number is refused: "2" may be tablets or milligrams, and a guess would be a wrong dose in the record.
//! No floating-point number is near a dose. What an amount comes to of each ingredient is worked out in `model::count`.

mod spelt;
mod tokens;

use std::fmt;

use crate::model::medicine::table::Milligrams;
use spelt::{DROPS, NUMBERS, PIECES};
use tokens::{Token, Word, tokens};

pub use spelt::{is_piece, number_of, says_number};

/// The largest amount that is believed, in milligrams. Above it, somebody has mistyped.
const MOST_MG: u32 = 100_000;

/// How many pieces, in hundredths: half a tablet is 50.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Count(u32);

/// What each of them is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Each {
    /// So many milligrams. Nothing: it was not taken after all.
    Mg(Milligrams),
    /// The figures that stand on the box, of each ingredient: `5/325mg`.
    Figures(Vec<Milligrams>),
    /// So many millilitres.
    Ml(u64),
    /// Drops, of which nobody knows how much one holds.
    Drops,
    /// A tablet, a sachet, a drink: what one holds is for the box to say.
    Piece,
}

/// An amount as it was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amount {
    /// How many.
    pub count: Count,
    /// Of what.
    pub each: Each,
}

impl Count {
    /// One.
    pub const ONE: Self = Self(100);

    /// So many whole ones.
    pub fn whole(number: u16) -> Self {
        Self(u32::from(number) * 100)
    }

    /// How many, where it is a whole number.
    pub fn number(self) -> Option<u16> {
        if self.0.is_multiple_of(100) { u16::try_from(self.0 / 100).ok() } else { None }
    }

    /// How many, a part of one counted as a whole one.
    pub fn up(self) -> u64 {
        u64::from(self.0.div_ceil(100))
    }

    /// So many of an amount.
    pub fn of(self, mg: Milligrams) -> Milligrams {
        mg.times(u64::from(self.0)).over(100)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        if rest == 0 {
            write!(f, "{whole}")
        } else {
            write!(f, "{whole}.{}", format!("{rest:02}").trim_end_matches('0'))
        }
    }
}

impl Amount {
    /// Nothing was taken after all.
    pub const NOTHING: Self = Self { count: Count::ONE, each: Each::Mg(Milligrams::NONE) };

    /// So many milligrams.
    pub fn mg(mg: u32) -> Self {
        Self { count: Count::ONE, each: Each::Mg(Milligrams::whole(mg)) }
    }

    /// So many pieces.
    pub fn pieces(number: u16) -> Self {
        Self { count: Count::whole(number), each: Each::Piece }
    }

    /// Reads an amount, in either case, with or without spaces around the unit and the `x`.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        let larger = larger(text.trim());
        let text = larger.as_deref().unwrap_or(text).trim();
        if text.starts_with(['-', '\u{2212}']) {
            return Err(AmountError::Negative);
        }
        let tokens = tokens(text)?;
        let (mut count, mut each) = (None, None);
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            rest = next(rest, &mut count, &mut each)?;
        }
        let amount = match (count, each) {
            (None, None) => return Err(AmountError::NotUnderstood),
            (count, each) => Self { count: count.unwrap_or(Count::ONE), each: each.unwrap_or(Each::Piece) },
        };
        amount.believed(count.is_some(), text)
    }

    /// Whether it is an amount that somebody can have taken. Nothing is `0mg`, and written in no other way.
    fn believed(self, counted: bool, text: &str) -> Result<Self, AmountError> {
        let most = Milligrams::whole(MOST_MG);
        let figures = match &self.each {
            Each::Mg(mg) => std::slice::from_ref(mg),
            Each::Figures(figures) => figures,
            Each::Ml(ml) if *ml == 0 => return Err(AmountError::Zero),
            Each::Ml(_) | Each::Drops | Each::Piece => &[],
        };
        let nothing = figures.iter().any(|mg| mg.is_none()) || self.count.0 == 0;
        if nothing && (counted || !text.starts_with('0') || !text.to_ascii_lowercase().ends_with("mg")) {
            return Err(AmountError::Zero);
        }
        if figures.iter().any(|mg| self.count.of(*mg) > most) || self.count.0 > 100 * 100 {
            return Err(AmountError::TooMuch);
        }
        Ok(self)
    }
}

/// The larger of two amounts of which nobody knows which it was: of `1-2 tablets` it is `2 tablets`, of `200-400mg` `400mg`.
/// Rule 11. Of milligrams only where the figures together are more than is believed: `1-02mg` is a slip of the finger.
fn larger(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (one, rest) = lower.split_at(digits(&lower));
    let joins = ["-", "\u{2013}", "to ", "or ", "bis ", "oder "];
    let rest = joins.iter().find_map(|join| rest.trim_start().strip_prefix(join))?.trim_start();
    let (two, counted) = rest.split_at(digits(rest));
    let two: u32 = two.parse().ok()?;
    let pieces = counted.split_whitespace().next().is_some_and(is_piece);
    let together = format!("{one}{two}").parse().is_ok_and(|mg: u32| mg <= MOST_MG);
    ((pieces || !together) && one.parse().is_ok_and(|one: u32| one < two)).then(|| rest.to_owned())
}

/// Whether a word adds what stands behind it to what stands before it.
pub fn is_joining(word: &str) -> bool {
    ["+", "and", "plus", "und", "et", "y"].contains(&word.to_lowercase().as_str())
}

/// Whether a text says somewhere how many of something: `4x500mg`, `650 x2`, `3 tablets`. In the name of a medicine it is an
/// amount that would be lost.
pub fn says_how_many(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut parts: Vec<String> = Vec::new();
    let mut before = None;
    for letter in lower.chars() {
        let kind = match letter {
            _ if letter.is_ascii_digit() || "\u{bc}\u{bd}\u{be}".contains(letter) => 'd',
            '\u{d7}' | '*' => 'x',
            _ if letter.is_alphabetic() => 'w',
            '+' => '+',
            _ => ' ',
        };
        if kind == ' ' {
            before = None;
            continue;
        }
        if before != Some(kind) {
            parts.push(String::new());
        }
        before = Some(kind);
        parts.last_mut().into_iter().for_each(|part| part.push(if kind == 'x' { 'x' } else { letter }));
    }
    let digits = |part: &str| part.starts_with(|letter: char| letter.is_ascii_digit() || !letter.is_ascii());
    let written = |part: &str| NUMBERS.iter().any(|(word, _)| *word == part);
    let number = |part: &str| digits(part) && !part.starts_with(char::is_alphabetic) || written(part);
    let several = |part: &String| says_number(part);
    let piece = |part: &str| {
        let plain = part.strip_suffix('s').unwrap_or(part);
        let names = [&PIECES[..], &DROPS[..]];
        names.iter().any(|names| names.contains(&plain) || names.contains(&part)) || part == "ml"
    };
    // Two figures that are added up: `400mg + 400mg`, `400 and 400`.
    let unit = |part: Option<&String>| part.is_some_and(|part| ["mg", "g"].contains(&part.as_str()));
    let sum = parts.iter().enumerate().any(|(place, part)| {
        let join = place + 1 + usize::from(unit(parts.get(place + 1)));
        let joins = parts.get(join).is_some_and(|part| is_joining(part));
        number(part) && joins && parts.get(join + 1).is_some_and(|next| number(next))
    });
    sum || parts.iter().any(several)
        || parts.windows(2).any(|pair| match pair {
            [one, two] => (number(one) && (two == "x" || piece(two))) || (one == "x" && number(two)),
            _ => false,
        })
}

impl fmt::Display for Amount {
    /// A form that [`Amount::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.count != Count::ONE || self.each == Each::Piece {
            write!(f, "{}x", self.count)?;
        }
        match &self.each {
            Each::Mg(mg) => write!(f, "{mg}mg"),
            Each::Figures(figures) => {
                let figures: Vec<String> = figures.iter().map(ToString::to_string).collect();
                write!(f, "{}mg", figures.join("/"))
            }
            Each::Ml(ml) => write!(f, "{ml}ml"),
            Each::Drops => f.write_str("1 drop"),
            Each::Piece => Ok(()),
        }
    }
}

/// Why a text is not an amount. Its words are in `words`; they follow the text itself and a colon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountError {
    /// A number alone.
    NoUnit,
    /// A unit other than milligrams, grams, millilitres and pieces.
    Unit,
    /// A comma, which parts thousands for some and decimals for others.
    Comma,
    /// Digits after a point that no tablet has: `1.000 mg` is a thousand for some.
    Thousands,
    /// What stands before the `x` is not a number of tablets.
    Count,
    /// Less than nothing.
    Negative,
    /// Less than a milligram can be counted.
    Fraction,
    /// Zero in any other form than `0mg`.
    Zero,
    /// More than [`Amount`] believes.
    TooMuch,
    /// Anything else.
    NotUnderstood,
}

impl std::error::Error for AmountError {}

/// Takes one part from the front: a count, or what each is.
fn next<'t, 'a>(
    tokens: &'t [Token<'a>],
    count: &mut Option<Count>,
    each: &mut Option<Each>,
) -> Result<&'t [Token<'a>], AmountError> {
    let mut set = |value: Count, rest: &'t [Token<'a>]| {
        if count.replace(value).is_some() { Err(AmountError::NotUnderstood) } else { Ok(rest) }
    };
    match tokens {
        [Token::Number(number), Token::Word(Word::Times | Word::Piece), rest @ ..] => set(counted(number)?, rest),
        // Behind what each is stands how many: `200mg x 2`.
        [Token::Word(Word::Times), Token::Number(number), rest @ ..] if each.is_some() => set(counted(number)?, rest),
        [
            Token::Number(part),
            Token::Stroke,
            Token::Number(whole),
            Token::Word(Word::Piece | Word::Times),
            rest @ ..,
        ] if matches!((*part, *whole), ("1", "2" | "4") | ("3", "4")) => set(part_of(part, whole), rest),
        // No tablet is broken into three; nor are these the figures of a box.
        [Token::Number("1" | "2"), Token::Stroke, Token::Number("3"), Token::Word(Word::Piece), ..] => {
            Err(AmountError::NotUnderstood)
        }
        // One and a half: `1 1/2 tablets`.
        [
            Token::Number(number),
            Token::Number(part),
            Token::Stroke,
            Token::Number(whole),
            Token::Word(Word::Piece),
            rest @ ..,
        ] if matches!((*part, *whole), ("1", "2" | "4") | ("3", "4")) => {
            let Count(whole_ones) = counted(number)?;
            let Count(rest_of_one) = part_of(part, whole);
            set(Count(whole_ones.saturating_add(rest_of_one)), rest)
        }
        [Token::Number(number), Token::Word(Word::Drop), rest @ ..] if each.is_none() => {
            // None is nothing, as it is of tablets.
            if counted(number)?.0 == 0 {
                return Err(AmountError::Zero);
            }
            *each = Some(Each::Drops);
            Ok(rest)
        }
        [Token::Number(number), Token::Word(Word::Ml), rest @ ..] if each.is_none() => {
            *each = Some(Each::Ml(whole(number).ok_or(AmountError::Fraction)?));
            Ok(rest)
        }
        [Token::Number(number), Token::Word(Word::Spoon(ml)), rest @ ..] if each.is_none() => {
            *each = Some(Each::Ml(counted(number)?.up() * ml));
            Ok(rest)
        }
        [Token::Number(_), ..] if each.is_none() => {
            let (figures, rest) = figures(tokens)?;
            *each = Some(match figures.as_slice() {
                [one] => Each::Mg(*one),
                _ => Each::Figures(figures),
            });
            Ok(rest)
        }
        // What the pieces are called says nothing more.
        [Token::Word(Word::Piece), rest @ ..] if count.is_some() || each.is_some() => Ok(rest),
        [] | [Token::Number(_) | Token::Stroke | Token::Word(_), ..] => Err(AmountError::NotUnderstood),
    }
}

/// A half, a quarter or three of them.
fn part_of(part: &str, whole: &str) -> Count {
    Count(if whole == "2" { 50 } else { part.parse::<u32>().unwrap_or(4) * 25 })
}

/// One figure with its unit, or several with a stroke between them, which may do without.
fn figures<'t, 'a>(tokens: &'t [Token<'a>]) -> Result<(Vec<Milligrams>, &'t [Token<'a>]), AmountError> {
    let (mut texts, mut rest, mut scale) = (Vec::new(), tokens, None);
    while let [Token::Number(number), more @ ..] = rest {
        texts.push(*number);
        rest = more;
        if let [Token::Word(word @ (Word::Mg | Word::G)), more @ ..] = rest {
            if scale.is_some_and(|scale| scale != *word) {
                return Err(AmountError::NotUnderstood);
            }
            scale = Some(*word);
            rest = more;
        }
        match rest {
            [Token::Stroke, more @ ..] if matches!(more, [Token::Number(_), ..]) => rest = more,
            [Token::Stroke, ..] => return Err(AmountError::NotUnderstood),
            _ => break,
        }
    }
    match (scale, texts.len()) {
        (None, 1) if rest.is_empty() => return Err(AmountError::NoUnit),
        (None, 1) | (_, 5..) => return Err(AmountError::NotUnderstood),
        (Some(_) | None, _) => {}
    }
    let grams = scale == Some(Word::G);
    let several = texts.len() > 1;
    let read = texts.into_iter().map(|text| match Milligrams::parse(text) {
        // Figures of a box stand as they are printed: 4.8355/325.
        Some(mg) if several && !grams => Ok(mg),
        Some(_) | None if grams => in_grams(text),
        Some(_) | None => in_milligrams(text),
    });
    Ok((read.collect::<Result<_, _>>()?, rest))
}

/// Digits as a number; beyond what a `u64` holds, the largest, which is then too much.
fn whole(digits: &str) -> Option<u64> {
    let good = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// A number of pieces: whole, or with at most two digits after its point.
fn counted(text: &str) -> Result<Count, AmountError> {
    let text = text.replace(',', ".");
    let (units, parts) = text.split_once('.').unwrap_or((&text, "0"));
    let units = whole(if units.is_empty() { "0" } else { units }).ok_or(AmountError::Count)?;
    let parts = whole(parts).filter(|_| parts.len() <= 2).map(|_| format!("{parts:0<2}"));
    let parts = parts.and_then(|parts| whole(&parts)).ok_or(AmountError::Count)?;
    let hundredths = units.saturating_mul(100).saturating_add(parts);
    u32::try_from(hundredths).map(Count).map_err(|_| AmountError::TooMuch)
}

/// The number and its digits after the point, of which either may be left out.
fn split(text: &str) -> Result<(&str, &str), AmountError> {
    let (units, parts) = match text.split_once('.') {
        Some((_, "")) => return Err(AmountError::NotUnderstood),
        Some((units, parts)) => (units, parts),
        None => (text, "0"),
    };
    let units = if units.is_empty() { "0" } else { units };
    if whole(units).is_none() || whole(parts).is_none() {
        return Err(AmountError::NotUnderstood);
    }
    Ok((units, parts))
}

/// Milligrams have no digits after the point, but for the `7.5` and `12.5` of some tablets.
fn in_milligrams(text: &str) -> Result<Milligrams, AmountError> {
    if text.contains(',') {
        return Err(AmountError::Comma);
    }
    let (units, parts) = split(text)?;
    if text.contains('.') && (parts.len() > 2 || parts.ends_with('0')) {
        return Err(AmountError::Thousands);
    }
    Milligrams::parse(&format!("{units}.{parts}")).ok_or(AmountError::TooMuch)
}

/// Grams may have a comma, unless it may part thousands.
fn in_grams(text: &str) -> Result<Milligrams, AmountError> {
    let point = text.replacen(',', ".", 1);
    let (units, parts) = split(&point)?;
    if text.contains(',') && parts.len() > 2 && units != "0" {
        return Err(AmountError::Comma);
    }
    // "0.25" grams is the digits "250" after the scale of three; a digit beyond it is part of a milligram.
    let parts = parts.trim_end_matches('0');
    if parts.len() > 3 {
        return Err(AmountError::Fraction);
    }
    Milligrams::parse(&format!("{units}{parts:0<3}")).ok_or(AmountError::TooMuch)
}

#[cfg(test)]
mod tests;
