//! How much of a medicine was taken, as people type it: `200mg`, `0.2g`, `2x200mg`.
//!
//! A bare number is refused: "2" may be tablets or milligrams, and a guess would be a wrong dose in the record.
//! No floating-point number is near a dose.

use std::fmt;

/// The largest amount that is believed. Above it, somebody has mistyped.
const MOST_MG: u64 = 100_000;

/// An amount in whole milligrams. Zero means that it was not taken after all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Amount {
    mg: u32,
}

impl Amount {
    /// Reads `200mg`, `0.2g` or `2x200mg`, in either case, with or without spaces around the unit and the `x`.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        let text = text.trim();
        if text.starts_with(['-', '\u{2212}']) {
            return Err(AmountError::Negative);
        }
        if text.contains(',') {
            return Err(AmountError::Comma);
        }
        let (count, each) = match text.split_once(['x', 'X', '\u{d7}']) {
            Some((count, each)) => (Some(whole(count.trim()).ok_or(AmountError::Count)?), each.trim()),
            None => (None, text),
        };
        let digits = each.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(each.len());
        let (number, unit) = (&each[..digits], each[digits..].trim());
        if number.is_empty() {
            return Err(AmountError::NotUnderstood);
        }
        let mg = milligrams(number, unit)?;
        let total = mg.saturating_mul(count.unwrap_or(1));
        if total == 0 && (number != "0" || count.is_some() || !unit.eq_ignore_ascii_case("mg")) {
            return Err(AmountError::Zero);
        }
        match u32::try_from(total) {
            Ok(mg) if total <= MOST_MG => Ok(Self { mg }),
            Ok(_) | Err(_) => Err(AmountError::TooMuch),
        }
    }

    /// The amount in milligrams.
    pub fn mg(self) -> u32 {
        self.mg
    }
}

impl fmt::Display for Amount {
    /// The form in milligrams that [`Amount::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}mg", self.mg)
    }
}

/// Why a text is not an amount. Its words are in `words`; they follow the text itself and a colon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountError {
    /// A number alone.
    NoUnit,
    /// A unit other than milligrams and grams.
    Unit,
    /// A comma, which parts thousands for some and decimals for others.
    Comma,
    /// What stands before the `x` is not a whole number.
    Count,
    /// Less than nothing.
    Negative,
    /// Not a whole number of milligrams.
    Fraction,
    /// Zero in any other form than `0mg`.
    Zero,
    /// More than [`Amount`] believes.
    TooMuch,
    /// Anything else.
    NotUnderstood,
}

impl std::error::Error for AmountError {}

/// Digits as a number; beyond what a `u64` holds, the largest, which is then too much.
fn whole(digits: &str) -> Option<u64> {
    let good = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| digits.parse().unwrap_or(u64::MAX))
}

fn milligrams(number: &str, unit: &str) -> Result<u64, AmountError> {
    let scale = match unit.to_ascii_lowercase().as_str() {
        "mg" => 0,
        "g" => 3,
        "" => return Err(AmountError::NoUnit),
        _ if unit.starts_with(|c: char| c.is_ascii_digit() || c == '.') => return Err(AmountError::NotUnderstood),
        _ => return Err(AmountError::Unit),
    };
    let (units, parts) = match number.split_once('.') {
        Some((units, parts)) => (units, parts),
        None => (number, "0"),
    };
    let units = whole(units).ok_or(AmountError::NotUnderstood)?;
    whole(parts).ok_or(AmountError::NotUnderstood)?;
    // "0.25" grams is the digits "250" after the scale of three; a digit beyond it is part of a milligram.
    let parts = parts.trim_end_matches('0');
    if parts.len() > scale {
        return Err(AmountError::Fraction);
    }
    let parts = whole(&format!("{parts:0<scale$}")).unwrap_or(0);
    Ok(units.saturating_mul(if scale == 0 { 1 } else { 1000 }).saturating_add(parts))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn reads(text: &str, mg: u32) {
        assert_eq!(Amount::parse(text), Ok(Amount { mg }), "{text:?}");
    }

    #[track_caller]
    fn refuses(text: &str, why: AmountError) {
        assert_eq!(Amount::parse(text), Err(why), "{text:?}");
    }

    #[test]
    fn what_people_type_is_read() {
        for (text, mg) in [
            ("200mg", 200),
            ("400 mg", 400),
            (" 400 MG ", 400),
            ("0.2g", 200),
            ("0.025 g", 25),
            ("1g", 1000),
            ("1.0g", 1000),
            ("1.5000g", 1500),
            ("200.0mg", 200),
            ("2x200mg", 400),
            ("2X200MG", 400),
            ("2 x 200 mg", 400),
            ("2\u{d7}500mg", 1000),
            ("3x0.5g", 1500),
            ("0mg", 0),
            ("0 mg", 0),
            ("100g", 100_000),
        ] {
            reads(text, mg);
        }
    }

    #[test]
    fn what_could_mean_two_things_or_nothing_is_refused() {
        for (text, why) in [
            ("2", AmountError::NoUnit),
            ("200", AmountError::NoUnit),
            ("0.2", AmountError::NoUnit),
            ("2x200", AmountError::NoUnit),
            ("0", AmountError::NoUnit),
            ("2 tablets", AmountError::Unit),
            ("200mcg", AmountError::Unit),
            ("5ml", AmountError::Unit),
            ("200mgs", AmountError::Unit),
            ("0,2g", AmountError::Comma),
            ("1,000mg", AmountError::Comma),
            ("1.5x200mg", AmountError::Count),
            ("x200mg", AmountError::Count),
            ("-1x200mg", AmountError::Negative),
            ("-200mg", AmountError::Negative),
            ("\u{2212}200mg", AmountError::Negative),
            ("0.5mg", AmountError::Fraction),
            ("0.0005g", AmountError::Fraction),
            ("0g", AmountError::Zero),
            ("0.0mg", AmountError::Zero),
            ("0x200mg", AmountError::Zero),
            ("2x0mg", AmountError::Zero),
            ("100001mg", AmountError::TooMuch),
            ("100.001g", AmountError::TooMuch),
            ("501x200mg", AmountError::TooMuch),
            ("4294967496mg", AmountError::TooMuch),
            ("99999999999999999999999mg", AmountError::TooMuch),
            ("99999999999999999999999x99999999999999999999999g", AmountError::TooMuch),
            ("", AmountError::NotUnderstood),
            ("mg", AmountError::NotUnderstood),
            ("2x", AmountError::NotUnderstood),
            ("+200mg", AmountError::NotUnderstood),
            (".5g", AmountError::NotUnderstood),
            ("5.g", AmountError::NotUnderstood),
            ("1.2.3g", AmountError::NotUnderstood),
            ("2 200mg", AmountError::NotUnderstood),
            ("two tablets", AmountError::NotUnderstood),
            ("\u{661}00mg", AmountError::NotUnderstood),
        ] {
            refuses(text, why);
        }
    }

    #[test]
    fn every_refusal_shows_an_example_that_is_read() {
        for why in [
            AmountError::NoUnit,
            AmountError::Unit,
            AmountError::Comma,
            AmountError::Count,
            AmountError::Negative,
            AmountError::Fraction,
            AmountError::Zero,
            AmountError::TooMuch,
            AmountError::NotUnderstood,
        ] {
            let words = why.to_string();
            let example = words.split([' ', ',', ';']).find_map(|word| Amount::parse(word).ok());
            assert!(example.is_some(), "{words}");
            assert!(!words.ends_with('.'), "{words}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_had_a_number_and_a_unit(text in "\\PC{0,24}|[0-9]{0,3}\\PC{0,2}(mg|g)?\\PC?") {
            if let Ok(amount) = Amount::parse(&text) {
                let text = text.trim().to_lowercase();
                prop_assert!(text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with('g'), "{amount}");
                prop_assert!(u64::from(amount.mg) <= MOST_MG);
            }
        }

        #[test]
        fn a_slip_of_the_finger_is_refused_or_changes_nothing(
            mg in 1_u32..=100_000,
            place in 0_usize..8,
            slip in "[ a-wy-zA-WY-Z,;:+/-]|[^0-9.xX×]",
        ) {
            let mut text = Amount { mg }.to_string();
            text.insert_str(place.min(text.len()), &slip);
            prop_assert_eq!(Amount::parse(&text).unwrap_or(Amount { mg }), Amount { mg }, "{}", text);
        }

        #[test]
        fn near_amounts_do_not_make_it_panic(text in "[0-9.xX ×,-]{0,12}(mg|g|MG)?") {
            if let Ok(amount) = Amount::parse(&text) {
                prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
            }
        }

        #[test]
        fn what_is_shown_is_read_back(mg in 0_u32..=100_000) {
            let amount = Amount { mg };
            prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
        }

        #[test]
        fn grams_and_milligrams_agree(mg in 1_u32..=100_000) {
            let grams = format!("{}.{:03}g", mg / 1000, mg % 1000);
            prop_assert_eq!(Amount::parse(&grams), Ok(Amount { mg }));
        }
    }
}
