//! Numbers in the name of a medicine: those that belong to it, and those that would be lost. Rules 9, 19.2.
//!
//! `dolo 650` and `tylenol no 3` are names. In `8 paracetamol` and `paracetamol (4)` the number says how many, and as a name
//! they would count as one usual dose.

use crate::error::Failure;
use crate::model::amount::{Amount, Each, is_joining, is_piece, says_number};
use crate::model::medicine::resolve::{KnownName, Resolved, resolve};
use crate::model::medicine::table::{Milligrams, key, table};
use crate::words;

/// Below this, a number beside a name is rather a number of pieces than a strength.
const FEW: u32 = 50;
/// What a number stands before that is no amount: `8 hour`, `12 hr`, `1 %`.
const NO_AMOUNT: [&str; 9] = ["hour", "hours", "hr", "hrs", "h", "stunden", "heures", "horas", "%"];
/// What a number stands behind that is the name of a box: `tylenol no 3`.
const NUMBERED: [&str; 5] = ["no", "nr", "number", "num", "n"];

/// Refuses a known name with a number in it that is no strength of it. The name of a box, and what nobody knows, stay.
pub(super) fn refuse_number(name: &str) -> Result<(), Failure> {
    if table().entry(&key(name)).is_some() {
        return Ok(());
    }
    match resolve(name) {
        // A name that nobody knows counts as everything, however much it was.
        Resolved::Unknown { .. } => Ok(()),
        Resolved::Known(known) if known.is_harmless() || !loses_number(name, &known) => Ok(()),
        Resolved::Known(known) => {
            Err(Failure::usage(words::dose::amount_in_name(name)).hint(words::dose::amount_apart(&known.name)))
        }
    }
}

/// Refuses several amounts, of which only one would count. `text` is what stands behind the name.
pub(super) fn refuse_several(name: &str, text: &str) -> Result<(), Failure> {
    if Amount::parse(text).is_ok() {
        return Ok(());
    }
    let listed = |apart: &[char]| -> Option<Vec<Amount>> {
        let parts = text.split(apart).map(str::trim).filter(|part| !part.is_empty() && !is_joining(part));
        let amounts: Vec<Amount> = parts.map(|part| Amount::parse(part).ok()).collect::<Option<_>>()?;
        (amounts.len() > 1).then_some(amounts)
    };
    let Some(amounts) = listed(&[',', ';', '+', '&']).or_else(|| listed(&[',', ';', '+', '&', ' '])) else {
        return Ok(());
    };
    let sum = amounts.iter().try_fold(Milligrams::NONE, |sum, amount| match &amount.each {
        Each::Mg(mg) => Some(sum.plus(amount.count.of(*mg))),
        Each::Figures(_) | Each::Ml(_) | Each::Drops | Each::Piece => None,
    });
    let sum = sum.map(|sum| sum.to_string());
    Err(Failure::usage(words::dose::several_amounts(text)).hint(words::dose::as_one(name, sum.as_deref())))
}

/// Whether a number in a known name says how many, or is a second amount.
fn loses_number(name: &str, known: &KnownName) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| c.is_whitespace() || "()[]{},;:_-".contains(c)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let own: Vec<String> = known.name.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let mut figures = 0;
    for (place, word) in words.iter().enumerate() {
        if own.iter().any(|part| part == word) || word.starts_with('#') {
            continue;
        }
        if says_number(word) || is_times(word) {
            return true;
        }
        let digits = word.trim_start_matches(|c: char| c.is_ascii_digit() || "./".contains(c));
        let number = &word[..word.len() - digits.len()];
        if !number.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let unit = if digits.is_empty() { words.get(place + 1).copied().unwrap_or_default() } else { digits };
        let numbered = place.checked_sub(1).is_some_and(|before| NUMBERED.contains(&words[before]));
        let scale = match unit {
            _ if numbered || NO_AMOUNT.contains(&unit) => continue,
            "g" | "gram" | "grams" => 1_000,
            "mg" => 1,
            // `24h`, `3in1`: no number that counts anything.
            _ if !digits.is_empty() => continue,
            _ => 1,
        };
        for figure in number.split('/') {
            figures += 1;
            let Some(mg) = Milligrams::parse(figure).map(|mg| mg.times(scale)) else { return true };
            let few = mg < Milligrams::whole(FEW);
            let on_box = known.boxes.iter().any(|pack| pack.mg.contains(&mg));
            let printed = known.strength.contains(&mg) && (!few || known.boxes.is_empty());
            let counts = few && digits.is_empty() && (place == 0 || is_piece(unit));
            if counts || !(on_box || printed) {
                return true;
            }
        }
    }
    figures > known.contains.len()
}

/// `x2`, `2x`, `x`, `*`: how many times.
fn is_times(word: &str) -> bool {
    let plain = word.trim_matches(|c: char| c.is_ascii_digit());
    ["x", "*", "\u{d7}"].contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::{refuse_number, refuse_several};

    #[test]
    fn a_number_that_says_how_many_is_no_part_of_a_name() {
        for name in [
            "8 paracetamol",
            "20 ibuprofen",
            "4 tylenol",
            "ten advil",
            "2 nurofen",
            "eight paracetamol",
            "paracetamol (4)",
            "paracetamol eight tablets",
            "ibuprofen 20",
            "paracetamol 8",
            "5 oxycodone",
            "oxycodone 5 5",
            "acht ibuprofen",
            "a box of ibuprofen",
            "a handful of tylenol",
            "ibuprofen 400mg 400mg",
            "paracetamol 2000mg, 500mg",
            "co-codamol 500mg, 500mg, 500mg",
            "ibuprofen x8",
            "4x ibuprofen",
            "tylenol 500 8",
        ] {
            assert!(refuse_number(name).is_err(), "{name}");
        }
        for name in [
            "ibuprofen",
            "dolo 650",
            "ibuprofen 400",
            "Paracetamol 500mg Tablets",
            "Ibuprofen 400 Akut",
            "co-codamol 30/500",
            "percocet 5/325",
            "tylenol no 3",
            "tylenol #3",
            "atasol 30",
            "tylenol 8 hour",
            "advil 12 hour",
            "222",
            "beechams all in one",
            "benylin four flu",
            "vitamin d3 2000",
            "vitamin b12",
            "8 blue things",
            "tylenol extra strength",
            "paracetamol 1g",
        ] {
            assert!(refuse_number(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn several_amounts_are_no_amount() {
        for text in
            ["1g, 1g, 1g, 1g", "1g 1g 1g 1g", "400mg 400mg", "2000mg, 500mg", "400mg and 400mg", "2 tablets, 2 tablets"]
        {
            assert!(refuse_several("paracetamol", text).is_err(), "{text}");
        }
        for text in ["400mg", "2 tablets 600mg", "2 x 200mg", "5/325mg", "1,000 mg", "half a tablet", "lots", "0,2g"] {
            assert!(refuse_several("paracetamol", text).is_ok(), "{text}");
        }
    }
}
