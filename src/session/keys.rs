//! The one table of keys: what each does while a step is guided, and the words that a typed line may use instead.

use crate::words::card;

/// A key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Key {
    /// Enter: always the safe answer.
    Enter,
    /// The space bar.
    Space,
    /// Takes back what was typed.
    Erase,
    /// A letter, a digit or a mark.
    Letter(char),
}

/// What a key asks for while a step is guided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// Go on: start the clock, or it is done.
    Enter,
    /// Rest, and go on again.
    Pause,
    /// Pass it over.
    Skip,
    /// Put it off.
    Later,
    /// Back to where this round began, or to the one before.
    Back,
    /// From the beginning.
    Again,
    /// Why.
    Why,
    /// Leave.
    Leave,
    /// It hurts: stop.
    Hurts,
    /// The medicine was taken.
    Took,
    /// Yes.
    Yes,
    /// No, or not yet.
    No,
    /// Count it as done.
    CountDone,
    /// Somebody was called.
    Called,
    /// Another position.
    Position,
}

/// Each key, what it does, and the word that means the same in a typed line.
const TABLE: [(Key, Act, &str); 15] = [
    (Key::Enter, Act::Enter, "enter"),
    (Key::Space, Act::Pause, "pause"),
    (Key::Letter('s'), Act::Skip, "skip"),
    (Key::Letter('z'), Act::Later, "later"),
    (Key::Letter('b'), Act::Back, "back"),
    (Key::Letter('r'), Act::Again, "again"),
    (Key::Letter('?'), Act::Why, "why"),
    (Key::Letter('q'), Act::Leave, "quit"),
    (Key::Letter('x'), Act::Hurts, "stop"),
    (Key::Letter('t'), Act::Took, "took"),
    (Key::Letter('y'), Act::Yes, "yes"),
    (Key::Letter('n'), Act::No, "no"),
    (Key::Letter('d'), Act::CountDone, "done"),
    (Key::Letter('c'), Act::Called, "called"),
    (Key::Letter('p'), Act::Position, "position"),
];

/// What a key asks for. `None`: nothing.
pub fn act(key: Key) -> Option<Act> {
    let key = if let Key::Letter(letter) = key { Key::Letter(letter.to_ascii_lowercase()) } else { key };
    TABLE.iter().find(|(known, ..)| *known == key).map(|(_, act, _)| *act)
}

/// How a key is named on the screen: `Space`, `s`.
pub fn name(act: Act) -> &'static str {
    match act {
        Act::Enter => "Enter",
        Act::Pause => "Space",
        Act::Skip => "s",
        Act::Later => "z",
        Act::Back => "b",
        Act::Again => "r",
        Act::Why => "?",
        Act::Leave => "q",
        Act::Hurts => "x",
        Act::Took => "t",
        Act::Yes => "y",
        Act::No => "n",
        Act::CountDone => "d",
        Act::Called => "c",
        Act::Position => "p",
    }
}

/// The keys of a typed line: a word of the table is its key, an empty line is Enter, and of anything else each letter
/// is a key, with Enter after it where an answer of several letters is being typed.
pub fn of_line(line: &str, typing: bool) -> Vec<Key> {
    let text = line.trim().to_lowercase();
    if text.is_empty() {
        // A line of nothing but spaces is the space bar.
        return vec![if line.is_empty() { Key::Enter } else { Key::Space }];
    }
    if let Some((key, ..)) = TABLE.iter().find(|(_, _, word)| *word == text) {
        return vec![*key];
    }
    let text = match text.as_str() {
        "none" | card::NONE_OF_THESE => "n",
        "unsure" | "not sure" => "?",
        "space" => return vec![Key::Space],
        "leave" => "q",
        "leg" => "l",
        text => text,
    };
    let mut keys: Vec<Key> =
        text.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').map(Key::Letter).collect();
    if typing && !matches!(text, "n" | "?" | "q" | "s") {
        keys.push(Key::Enter);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::{Act, Key, TABLE, act, name, of_line};

    #[test]
    fn every_act_has_one_key_and_its_name() {
        for (place, (key, does, _)) in TABLE.iter().enumerate() {
            assert_eq!(act(*key), Some(*does));
            assert!(TABLE[..place].iter().all(|(other, act, _)| other != key && act != does), "{does:?} twice");
            match key {
                Key::Letter(letter) => assert_eq!(name(*does), letter.to_string()),
                Key::Enter | Key::Space | Key::Erase => assert!(["Enter", "Space"].contains(&name(*does))),
            }
        }
        assert_eq!(act(Key::Letter('S')), Some(Act::Skip));
        assert_eq!(act(Key::Letter('k')), None);
    }

    #[test]
    fn a_line_is_keys() {
        let letters = |text: &str| text.chars().map(Key::Letter).collect::<Vec<_>>();
        assert_eq!(of_line("", true), [Key::Enter]);
        assert_eq!(of_line(" ", false), [Key::Space]);
        assert_eq!(of_line("pause", false), [Key::Space]);
        assert_eq!(of_line("Skip", false), letters("s"));
        // A letter of a line is that letter, also where it begins a word of the table.
        assert_eq!(of_line("p", false), letters("p"));
        assert_eq!(of_line("position", false), letters("p"));
        assert_eq!(of_line("none", true), letters("n"));
        assert_eq!(of_line("q", true), letters("q"));
        assert_eq!(of_line("a, c", true), [letters("ac"), vec![Key::Enter]].concat());
        assert_eq!(of_line("10", true), [letters("10"), vec![Key::Enter]].concat());
    }
}
