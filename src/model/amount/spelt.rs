//! The words of an amount: what a piece is called, and numbers that are written out, in several languages.

/// Whether a word is a number that is written out, or says that it was several: `eight`, `few`, `box`. One is what counts
/// anyway.
pub fn says_number(word: &str) -> bool {
    let written = NUMBERS.iter().any(|(known, _)| *known == word);
    (written && !["one", "eine"].contains(&word)) || VAGUE.contains(&word)
}

/// The whole number that a word, in small letters, writes out. `None`: none.
pub fn number_of(word: &str) -> Option<u32> {
    NUMBERS.iter().find(|(known, _)| *known == word).and_then(|(_, digits)| digits.parse().ok())
}

/// Whether a word, in small letters, is what a piece is called.
pub fn is_piece(word: &str) -> bool {
    let plain = word.strip_suffix('s').unwrap_or(word);
    PIECES.contains(&plain) || PIECES.contains(&word)
}

/// What a piece is called, on the boxes of several countries; with an `s` or without.
pub(super) const PIECES: [&str; 55] = [
    "tablet",
    "tab",
    "tabl",
    "pill",
    "capsule",
    "cap",
    "caplet",
    "gelcap",
    "softgel",
    "liquicap",
    "liquigel",
    "sachet",
    "packet",
    "powder",
    "lozenge",
    "suppository",
    "piece",
    "pc",
    "pcs",
    "dose",
    "drink",
    "glass",
    "can",
    "shot",
    "application",
    "puff",
    "patch",
    "patches",
    "glasses",
    "pint",
    "suppositories",
    "pastille",
    "tabletten",
    "tablette",
    "filmtabletten",
    "filmtablette",
    "brausetabletten",
    "brausetablette",
    "kapsel",
    "kapseln",
    "beutel",
    "dragee",
    "st\u{fc}ck",
    "pflaster",
    "comprim\u{e9}",
    "g\u{e9}lule",
    "cachet",
    "comprimido",
    "c\u{e1}psula",
    "capsula",
    "sobre",
    "pastilla",
    "z\u{e4}pfchen",
    "gummy",
    "gummie",
];
/// What drops are called.
pub(super) const DROPS: [&str; 5] = ["drop", "tropfen", "goutte", "gota", "gocce"];
/// What says no more of a piece than that it is one: `2 soluble tablets`, `half a tablet`.
pub(super) const NOTHING_MORE: [&str; 13] = [
    "of",
    "a",
    "an",
    "effervescent",
    "effervescente",
    "soluble",
    "dispersible",
    "chewable",
    "coated",
    "film",
    "small",
    "whole",
    "pellicul\u{e9}",
];
/// Numbers that are written out.
pub(super) const NUMBERS: [(&str, &str); 44] = [
    ("twice", "2"),
    ("half", "0.5"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("dozen", "12"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("eine", "1"),
    ("zwei", "2"),
    ("drei", "3"),
    ("vier", "4"),
    ("f\u{fc}nf", "5"),
    ("sechs", "6"),
    ("sieben", "7"),
    ("acht", "8"),
    ("neun", "9"),
    ("zehn", "10"),
    ("zw\u{f6}lf", "12"),
    ("zwanzig", "20"),
    ("deux", "2"),
    ("trois", "3"),
    ("quatre", "4"),
    ("cinq", "5"),
    ("sept", "7"),
    ("huit", "8"),
    ("dix", "10"),
    ("dos", "2"),
    ("tres", "3"),
    ("cuatro", "4"),
    ("cinco", "5"),
    ("seis", "6"),
    ("siete", "7"),
    ("ocho", "8"),
    ("diez", "10"),
];
/// What says that it was several, and not how many.
pub(super) const VAGUE: [&str; 22] = [
    "box",
    "boxes",
    "pack",
    "strip",
    "blister",
    "bottle",
    "handful",
    "few",
    "several",
    "some",
    "many",
    "couple",
    "pair",
    "lots",
    "schachtel",
    "packung",
    "handvoll",
    "paar",
    "boite",
    "caja",
    "all",
    "thrice",
];
