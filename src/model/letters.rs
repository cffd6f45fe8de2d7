//! The letters that stand before the lines of a card: `a` before the first, `z` before the twenty-sixth.

/// The letter before a line, by its place from 0. Past the alphabet: a question mark, which answers nothing.
pub fn letter(place: usize) -> char {
    u8::try_from(place).ok().filter(|place| *place < 26).map_or('?', |place| char::from(b'a' + place))
}

/// The place of the line that a letter stands before, large or small. `None`: it is no letter of the alphabet.
pub fn place(letter: char) -> Option<usize> {
    let letter = letter.to_ascii_lowercase();
    letter.is_ascii_lowercase().then(|| usize::from(u8::try_from(letter).unwrap_or(b'a') - b'a'))
}

#[cfg(test)]
mod tests {
    use super::{letter, place};

    #[test]
    fn a_letter_and_its_place_agree() {
        for at in 0..26 {
            assert_eq!(place(letter(at)), Some(at));
            assert_eq!(place(letter(at).to_ascii_uppercase()), Some(at));
        }
        assert_eq!((letter(26), letter(usize::MAX)), ('?', '?'));
        for other in ['?', '1', '`', '{', 'é', ' '] {
            assert_eq!(place(other), None, "{other:?}");
        }
    }
}
