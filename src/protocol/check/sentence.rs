//! The words of a sentence of a protocol, and what they are: numbers, pieces, hours, medicines, warnings.

use crate::model::amount::number_of;
use crate::model::class::Class;
use crate::model::medicine::resolve::resolve;
use crate::model::medicine::table::{key, table};
use crate::protocol::format::Medicine;

/// What is counted when a medicine is taken.
pub(super) const PIECES: [&str; 20] = [
    "tablet",
    "tablets",
    "pill",
    "pills",
    "capsule",
    "capsules",
    "caplet",
    "caplets",
    "sachet",
    "sachets",
    "tab",
    "tabs",
    "cap",
    "caps",
    "tablette",
    "tabletten",
    "kapsel",
    "kapseln",
    "comprim\u{e9}",
    "comprim\u{e9}s",
];
/// What an hour is called.
pub(super) const HOURS: [&str; 4] = ["hour", "hours", "hr", "hrs"];
/// What heat is called.
pub(super) const HEAT: [&str; 7] = ["heat", "heating", "heated", "heatpad", "pad", "pads", "hot-water"];
/// With one of these in the sentence it is a warning.
pub(super) const AGAINST: [&str; 9] = ["no", "not", "never", "without", "off", "don't", "avoid", "instead", "before"];

/// The words of a sentence, in small letters, and numbers apart from what is joined to them: `400mg` is `400` and `mg`.
pub(super) fn words(sentence: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in sentence.split(|c: char| c.is_whitespace() || "()\",:/".contains(c) && c != ',') {
        let word = plain(word.trim_matches(|c: char| !c.is_alphanumeric() && !SQUARE_MG.contains(c))).to_lowercase();
        let digits = word.chars().take_while(|c| c.is_ascii_digit() || *c == ',').count();
        let (number, rest) = word.split_at(digits);
        let rest = rest.trim_start_matches('-');
        words.extend([number.replace(',', ""), rest.to_owned()].into_iter().filter(|part| !part.is_empty()));
    }
    words
}

/// One letter that is written like two.
const SQUARE_MG: &str = "\u{338e}";

/// A word with each letter in its plain form: `\u{338e}` is `mg`, and wide digits are digits.
fn plain(word: &str) -> String {
    let wide = |c: char| char::from_digit(u32::from(c).wrapping_sub(0xff10), 10);
    word.chars().map(|c| wide(c).unwrap_or(c)).collect::<String>().replace(SQUARE_MG, "mg")
}

/// The whole number that a word is, in digits or written out.
pub(super) fn number(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| number_of(word))
}

/// Whether a word is the name of a medicine that a rule binds.
pub(super) fn is_medicine(word: &str) -> bool {
    binds(word, Class::binds)
}

/// Whether a word is the name of a medicine of such a class.
pub(super) fn binds(word: &str, such: impl Fn(Class) -> bool) -> bool {
    word.len() > 4
        && table().entry(&key(word)).is_some()
        && resolve(word).known().is_some_and(|known| known.contains.iter().any(|piece| such(piece.class)))
}

/// One piece is the dose, and two are the larger dose where that is twice as much; or the file says the amount in words.
pub(super) fn pieces_fit(medicine: &Medicine, pieces: u32) -> bool {
    let larger = match (medicine.dose_mg, medicine.option_mg) {
        (Some(dose), Some(option)) if dose > 0 => Some(option / dose),
        (Some(_) | None, Some(_) | None) => None,
    };
    let said =
        medicine.amount.as_ref().is_some_and(|amount| words(amount).iter().any(|word| number(word) == Some(pieces)));
    said || pieces == 1 || larger == Some(pieces)
}

/// Whether a sentence says what not to do.
pub(super) fn warns(words: &[String]) -> bool {
    words.iter().any(|word| AGAINST.contains(&word.as_str()))
}
