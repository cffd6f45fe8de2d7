//! Bytes of a terminal to keys. Any bytes at all: what is no key of ours makes none, and nothing that was sent halts what
//! comes after it.
//!
//! | bytes | key |
//! |---|---|
//! | a letter in UTF-8 | that letter |
//! | Enter, as CR or LF | Enter |
//! | Backspace, Delete | takes back a letter |
//! | Ctrl and a letter, also as `ESC [ 27 ; 5 ; 105 ~` and `ESC [ 105 ; 5 u` | that |
//! | a letter in another encoding, half a sequence, an arrow, the mouse, Alt and a letter, lone Esc | none |
//! | a paste, between its marks | none: nobody answers a question with what was copied elsewhere |
//!
//! A sequence that is not whole yet waits for its rest, as long as bytes keep coming; then what there is of it is dropped.

use super::press::Press;

/// Bytes that have come, and have not made a key yet.
#[derive(Clone, Default, Debug)]
pub(crate) struct Keys {
    bytes: Vec<u8>,
    /// Between the marks of a paste.
    pasting: bool,
}

/// What the first bytes are.
enum Beginning {
    /// So many bytes, and the key that they make, if any.
    Whole(usize, Option<Press>),
    /// The beginning of something.
    Part,
    /// So many bytes, with which a paste begins or ends.
    Paste(usize, bool),
}

const ESC: u8 = 0x1b;
/// A sequence comes at once, even over a slow line.
const REST: i64 = 50;
/// What is pasted may be long.
const REST_OF_A_PASTE: i64 = 500;

impl Keys {
    /// More bytes have come.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// How many milliseconds the rest may still take of what has come and is not whole. `None`: nothing has.
    pub(crate) fn waits(&self) -> Option<i64> {
        match (self.bytes.is_empty(), self.pasting) {
            (true, false) => None,
            (false, false) => Some(REST),
            (_, true) => Some(REST_OF_A_PASTE),
        }
    }

    /// Nothing more has come for a while: what is not whole by now is none.
    pub(crate) fn settle(&mut self) {
        self.bytes.clear();
        self.pasting = false;
    }

    /// The next key. `None`: none is there yet.
    pub(crate) fn next(&mut self) -> Option<Press> {
        while !self.bytes.is_empty() {
            match read(&self.bytes) {
                Beginning::Part => return None,
                Beginning::Paste(length, begins) => {
                    self.bytes.drain(..length);
                    self.pasting = begins;
                }
                Beginning::Whole(length, key) => {
                    self.bytes.drain(..length);
                    // No paste keeps anybody from leaving.
                    let key = key.filter(|key| !self.pasting || *key == Press::Control('c'));
                    if key.is_some() {
                        return key;
                    }
                }
            }
        }
        None
    }
}

fn read(bytes: &[u8]) -> Beginning {
    match bytes[0] {
        ESC => escape(bytes),
        b'\r' | b'\n' => Beginning::Whole(1, Some(Press::Enter)),
        0x08 | 0x7f => Beginning::Whole(1, Some(Press::Erase)),
        b'\t' => Beginning::Whole(1, None),
        control @ 0x01..=0x1a => Beginning::Whole(1, Some(Press::Control(char::from(control + 0x60)))),
        0x00..=0x1f => Beginning::Whole(1, None),
        _ => letter(bytes),
    }
}

/// A letter in UTF-8. A byte that cannot begin or go on one makes no key.
fn letter(bytes: &[u8]) -> Beginning {
    let length = match bytes[0] {
        0x00..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Beginning::Whole(1, None),
    };
    let there = &bytes[..bytes.len().min(length)];
    match std::str::from_utf8(there) {
        Ok(text) => Beginning::Whole(length, text.chars().next().filter(|c| !c.is_control()).map(Press::Letter)),
        Err(error) if error.error_len().is_none() && there.len() < length => Beginning::Part,
        Err(_) => Beginning::Whole(1, None),
    }
}

fn escape(bytes: &[u8]) -> Beginning {
    match bytes.get(1) {
        None => Beginning::Part,
        Some(b'[') => sequence(bytes),
        // A key of the number pad, or a function key.
        Some(b'O') => match bytes.get(2) {
            None => Beginning::Part,
            Some(b'M') => Beginning::Whole(3, Some(Press::Enter)),
            Some(b' '..=b'~') => Beginning::Whole(3, None),
            Some(_) => Beginning::Whole(2, None),
        },
        // What the terminal answers or reports, up to its end.
        Some(b']' | b'P' | b'_' | b'^' | b'X') => report(bytes),
        // Alt and a letter, however many bytes it has.
        Some(b' '..) => match letter(&bytes[1..]) {
            Beginning::Part => Beginning::Part,
            Beginning::Whole(length, _) | Beginning::Paste(length, _) => Beginning::Whole(1 + length, None),
        },
        // Esc alone, and a key after it.
        Some(_) => Beginning::Whole(1, None),
    }
}

fn report(bytes: &[u8]) -> Beginning {
    for (place, pair) in bytes.windows(2).enumerate().skip(2) {
        match pair {
            [0x03, _] => return Beginning::Whole(place, None),
            [0x07, _] => return Beginning::Whole(place + 1, None),
            [ESC, b'\\'] => return Beginning::Whole(place + 2, None),
            _ => {}
        }
    }
    match bytes.last() {
        Some(0x07) if bytes.len() > 2 => Beginning::Whole(bytes.len(), None),
        Some(0x03) if bytes.len() > 2 => Beginning::Whole(bytes.len() - 1, None),
        Some(_) | None => Beginning::Part,
    }
}

/// `ESC [`, numbers, and a last letter that says what it is.
fn sequence(bytes: &[u8]) -> Beginning {
    let from = match bytes.get(2) {
        None => return Beginning::Part,
        // The function keys of a Linux console have one more.
        Some(b'[') => 3,
        Some(_) => 2,
    };
    for (place, byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            0x20..=0x3f => {}
            0x40..=0x7e => {
                let length = place + 1;
                // An old report of the mouse: three more bytes.
                if *byte == b'M' && place == 2 {
                    return if bytes.len() < length + 3 { Beginning::Part } else { Beginning::Whole(length + 3, None) };
                }
                return meaning(&bytes[from..place], *byte, length);
            }
            // Nothing of the sequence: whatever it is, it counts.
            _ => return Beginning::Whole(place, None),
        }
    }
    Beginning::Part
}

fn meaning(numbers: &[u8], last: u8, length: usize) -> Beginning {
    let text = std::str::from_utf8(numbers).unwrap_or_default();
    let numbers: Vec<u32> = text.split([';', ':']).map_while(|number| number.parse().ok()).collect();
    let key = match (last, numbers.as_slice()) {
        (b'~', [200]) => return Beginning::Paste(length, true),
        (b'~', [201]) => return Beginning::Paste(length, false),
        (b'~', [3]) => Some(Press::Erase),
        (b'~', [27, with, code]) | (b'u', [code, with]) => typed(*code, *with),
        (b'u', [code]) => typed(*code, 1),
        _ => None,
    };
    Beginning::Whole(length, key)
}

/// A letter by its number, with the keys that were held: 1, and 1 for Shift, 2 for Alt, 4 for Ctrl.
fn typed(code: u32, with: u32) -> Option<Press> {
    let letter = char::from_u32(code)?;
    match with.checked_sub(1)? & !1 {
        0 => match letter {
            '\r' | '\n' => Some(Press::Enter),
            '\u{8}' | '\u{7f}' => Some(Press::Erase),
            letter => (!letter.is_control()).then_some(Press::Letter(letter)),
        },
        4 => letter.is_ascii_alphabetic().then(|| Press::Control(letter.to_ascii_lowercase())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The keys of these bytes, sent at once and then left alone.
    fn keys(bytes: &[u8]) -> Vec<Press> {
        let mut keys = Keys::default();
        keys.feed(bytes);
        let made = std::iter::from_fn(|| keys.next()).collect();
        keys.settle();
        assert_eq!(keys.waits(), None);
        made
    }

    #[test]
    fn whatever_is_no_key_makes_none_and_the_next_one_counts() {
        let check = |bytes: &[u8], made: &[Press]| assert_eq!(keys(bytes), made, "{bytes:?}");
        check(b"n", &[Press::Letter('n')]);
        check("é腰".as_bytes(), &[Press::Letter('é'), Press::Letter('腰')]);
        check(b"\r\n\x7f\x08", &[Press::Enter, Press::Enter, Press::Erase, Press::Erase]);
        check(b"\x03\x04\x1a", &[Press::Control('c'), Press::Control('d'), Press::Control('z')]);
        // The seven that froze it, each with a key after it.
        check(b"\xe9n", &[Press::Letter('n')]);
        check(b"\xff\xffn", &[Press::Letter('n')]);
        check(b"\x1b[\x03", &[Press::Control('c')]);
        check(b"\x1b[27;5;105~n", &[Press::Control('i'), Press::Letter('n')]);
        check(b"\x1b[27;1;110~", &[Press::Letter('n')]);
        check(b"\x1b[an\x1b[3^n", &[Press::Letter('n'), Press::Letter('n')]);
        check(b"\x1b[99~n", &[Press::Letter('n')]);
        // Arrows, the mouse in both its forms, focus, answers of the terminal, Alt, a lone Esc.
        check(b"\x1b[A\x1bOA\x1b[1;5C\x1b[Mabc\x1b[<0;3;4M\x1b[I\x1b[[An", &[Press::Letter('n')]);
        check(b"\x1b]11;rgb:0/0/0\x07\x1b]11;rgb:0/0/0\x1b\\\x1bP1+r\x1b\\n", &[Press::Letter('n')]);
        check(b"\x1bn\x1b\x1bn", &[]);
        check(b"\x1b\r", &[Press::Enter]);
        check(b"\x1bOM\x1b[3~\x1b[99;5u", &[Press::Enter, Press::Erase, Press::Control('c')]);
        check(b"\x1b[200~maybe\rrest\x1b[201~n", &[Press::Letter('n')]);
        check(b"\x1b[200~maybe\x03", &[Press::Control('c')]);
        check(b"\t\x00\x1c", &[]);
    }

    #[test]
    fn what_comes_in_pieces_is_one_key() {
        let mut all = Keys::default();
        for byte in "腰".bytes().chain(*b"\x1b[27;5;99~") {
            all.feed(&[byte]);
            assert!(all.waits().is_some());
            if let Some(key) = all.next() {
                assert!([Press::Letter('腰'), Press::Control('c')].contains(&key), "{key:?}");
            }
        }
        assert_eq!(all.waits(), None);
    }

    proptest! {
        #[test]
        fn a_key_after_any_bytes_counts_once_they_have_settled(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut all = Keys::default();
            all.feed(&bytes);
            while all.next().is_some() {}
            all.settle();
            all.feed(b"n");
            prop_assert_eq!(all.next(), Some(Press::Letter('n')));
        }

        #[test]
        fn ctrl_c_is_never_swallowed_after_bytes_that_have_settled(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut all = Keys::default();
            all.feed(&bytes);
            while all.next().is_some() {}
            all.settle();
            all.feed(&[3]);
            prop_assert_eq!(all.next(), Some(Press::Control('c')));
        }
    }
}
