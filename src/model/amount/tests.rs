//! Amounts as people type them, and slips of the finger.

use proptest::prelude::*;

use super::*;

fn mg(text: &str) -> Option<u32> {
    match Amount::parse(text).ok()? {
        Amount { count, each: Each::Mg(mg) } => Some(count.of(mg).up()),
        Amount { each: Each::Figures(_) | Each::Ml(_) | Each::Drops | Each::Piece, .. } => None,
    }
}

#[track_caller]
fn reads(text: &str, expected: u32) {
    assert_eq!(mg(text), Some(expected), "{text:?}: {:?}", Amount::parse(text));
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
        (".2g", 200),
        ("0,2g", 200),
        ("0,025 g", 25),
        ("1.5x200mg", 300),
        ("1/2x200mg", 100),
        ("\u{bd}x200mg", 100),
        ("\u{be} x 400mg", 300),
        ("\u{bd} tablet 400mg", 200),
        ("200mgx2", 400),
        ("200mg x 2", 400),
        ("200 milligrams", 200),
        ("2 tablets of 200mg", 400),
        ("2x200mg tablets", 400),
        ("1/2 tablet 400mg", 200),
        ("half a tablet 400mg", 200),
        ("\u{bd} tablet 400mg", 200),
        ("1\u{bd} tablets 400mg", 600),
        ("1 1/2 tablets 400mg", 600),
        ("1 3/4 tablets 400mg", 700),
        ("two film coated tablets 200mg", 400),
        ("2 Kapseln 200mg", 400),
        ("2 comprim\u{e9}s effervescents 500mg", 1000),
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
fn a_number_of_pieces_is_seen_wherever_it_stands() {
    for (text, expected) in [
        ("ibuprofen 3 tablets", true),
        ("paracetamol 4x500mg", true),
        ("dolo 650 x2", true),
        ("dolo 650 \u{d7} 2", true),
        ("2x nurofen", true),
        ("ibuprofen two tablets", true),
        ("novalgin 40 tropfen", true),
        ("calpol 20ml", true),
        ("400mg + 400mg", true),
        ("ibuprofen 600 three", true),
        ("one a day", false),
        ("ibuprofen 400 and 400 mg", true),
        ("ibuprofen 400mg twice", true),
        ("paracetamol 500 and codeine 30", false),
        ("dolo 650", false),
        ("paracetamol 500mg tablets", false),
        ("co-codamol 30/500", false),
        ("vitamin d3 2000 iu", false),
        ("vitamin c + zinc", false),
        ("tylenol 8 hr", false),
        ("tylenol #3", false),
        ("", false),
    ] {
        assert_eq!(super::says_how_many(text), expected, "{text}");
    }
}

#[test]
fn what_could_mean_two_things_or_nothing_is_refused() {
    for (text, why) in [
        ("2", AmountError::NoUnit),
        ("200", AmountError::NoUnit),
        ("0.2", AmountError::NoUnit),
        ("half", AmountError::NoUnit),
        ("a", AmountError::NotUnderstood),
        ("3-2 tablets", AmountError::NotUnderstood),
        ("1/3 tablet", AmountError::NotUnderstood),
        ("0 drops", AmountError::Zero),
        ("2 1/2", AmountError::NotUnderstood),
        ("2x200", AmountError::NoUnit),
        ("0", AmountError::NoUnit),
        ("200mcg", AmountError::Unit),
        ("1,000g", AmountError::Comma),
        ("1.000 mg", AmountError::Thousands),
        ("4.00mg", AmountError::Thousands),
        ("200.0mg", AmountError::Thousands),
        ("1x1.000mg", AmountError::Thousands),
        ("1,000mg", AmountError::Comma),
        ("1.123x200mg", AmountError::Count),
        ("x200mg", AmountError::NotUnderstood),
        ("-1x200mg", AmountError::Negative),
        ("-200mg", AmountError::Negative),
        ("\u{2212}200mg", AmountError::Negative),
        ("0.0005g", AmountError::Fraction),
        ("0g", AmountError::Zero),
        ("0.0mg", AmountError::Thousands),
        ("0 tablets", AmountError::Zero),
        ("0ml", AmountError::Zero),
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
        ("+200mg", AmountError::NotUnderstood),
        ("5/mg", AmountError::NotUnderstood),
        ("1/2/3/4/5mg", AmountError::NotUnderstood),
        ("1/3x200mg", AmountError::NotUnderstood),
        ("1\u{bd}x200mg", AmountError::NotUnderstood),
        ("5.g", AmountError::NotUnderstood),
        ("1.2.3g", AmountError::NotUnderstood),
        ("2 200mg", AmountError::NotUnderstood),
        ("many tablets", AmountError::NotUnderstood),
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
        AmountError::Thousands,
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

#[test]
fn pieces_figures_and_measures_are_read() {
    for (text, expected) in [
        ("2 tablets", "2x"),
        ("1 tablet", "1x"),
        ("2x", "2x"),
        ("2 x", "2x"),
        ("1/2 tablet", "0.5x"),
        ("0.5 tablets", "0.5x"),
        ("3 drinks", "3x"),
        ("2 Caplets", "2x"),
        ("30ml", "30ml"),
        ("2 tablespoons", "30ml"),
        ("5/325mg", "5/325mg"),
        ("30/500", "30/500mg"),
        ("5mg/325mg", "5/325mg"),
        ("2x5/325mg", "2x5/325mg"),
        ("30/500mg x2", "2x30/500mg"),
        ("30/500mg x2 tablets", "2x30/500mg"),
        ("30/500 2 tablets", "2x30/500mg"),
        ("2 x 30/500", "2x30/500mg"),
        ("250/250/65", "250/250/65mg"),
        ("7.5/325mg", "7.5/325mg"),
        ("7.5mg", "7.5mg"),
        ("0.5mg", "0.5mg"),
    ] {
        assert_eq!(Amount::parse(text).map(|amount| amount.to_string()), Ok(expected.to_owned()), "{text:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_read_had_a_number_and_a_unit(text in "\\PC{0,24}|[0-9]{0,3}\\PC{0,2}(mg|g)?\\PC?") {
        if let Ok(amount) = Amount::parse(&text) {
            prop_assert!(text.trim().starts_with(|c: char| c.is_ascii_digit() || ".,".contains(c)), "{amount}");
            prop_assert!(mg(&text).is_none_or(|mg| mg <= MOST_MG));
        }
    }

    // What reads as the figures of a box is refused where a medicine has one ingredient.
    #[test]
    fn a_slip_of_the_finger_is_refused_or_changes_nothing(
        own in 1_u32..=100_000,
        place in 0_usize..8,
        slip in "[ a-wy-zA-WY-Z,;:+/-]|[^0-9.xX×]",
    ) {
        let mut text = Amount::mg(own).to_string();
        text.insert_str(place.min(text.len()), &slip);
        if let Ok(Amount { each: Each::Mg(_), .. }) = Amount::parse(&text) {
            prop_assert_eq!(mg(&text), Some(own), "{}", text);
        } else if let Ok(amount) = Amount::parse(&text) {
            prop_assert!(slip == "/", "{} as {}", text, amount);
        }
    }

    #[test]
    fn near_amounts_do_not_make_it_panic(text in "[0-9.xX /×,-]{0,12}(mg|g|MG|ml| tablets)?") {
        if let Ok(amount) = Amount::parse(&text) {
            prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount), "{}", text);
        }
    }

    #[test]
    fn what_is_shown_is_read_back(own in 0_u32..=100_000) {
        prop_assert_eq!(mg(&Amount::mg(own).to_string()), Some(own));
    }

    #[test]
    fn grams_and_milligrams_agree(own in 1_u32..=100_000) {
        let grams = format!("{}.{:03}g", own / 1000, own % 1000);
        prop_assert_eq!(mg(&grams), Some(own));
    }
}
