//! Who looked at somebody, or agreed to something, in the person's own words: enough of them to mean somebody.

/// Words that say that nobody did, or nothing at all; and our own example. Rule 17.2.
const NOBODY: [&str; 16] = [
    "yes", "ok", "fine", "me", "myself", "self", "nobody", "noone", "none", "no", "done", "seen", "test", "asdf",
    "who", "whowhere",
];
/// Words around those: a text of nothing else means nobody either, as `nobody yet`, `not yet` and `I did` do.
const AROUND: [&str; 16] =
    ["i", "my", "by", "not", "yet", "did", "it", "is", "was", "one", "so", "now", "really", "just", "all", "good"];
/// The fewest letters. Rule 17.2.
const FEWEST: usize = 3;

/// Whether a text may name somebody: `Dr Osei, City Hospital` does, `ok`, `No one` and `..` do not.
pub fn names_somebody(text: &str) -> bool {
    let letters: String = text.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let lower = text.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let empty = words.all(|word| NOBODY.contains(&word) || AROUND.contains(&word));
    letters.chars().count() >= FEWEST && !NOBODY.contains(&letters.as_str()) && !empty
}

#[cfg(test)]
mod tests {
    use super::names_somebody;

    #[test]
    fn an_empty_answer_names_nobody() {
        for text in
            ["Dr Osei", "City Hospital", "Ann", "midwife", "the pharmacist at Boots", "\u{738b}\u{533b}\u{751f}"]
        {
            assert!(names_somebody(text), "{text:?}");
        }
        for text in ["nobody yet", "not yet", "I did", "yes yes", "By myself", "me, it is fine"] {
            assert!(!names_somebody(text), "{text:?}");
        }
        for text in ["ok", "OK!", "me", "x", "", "  ", "yes", "No one", "n-o-n-e", "...", "12345", "Seen.", "fine"] {
            assert!(!names_somebody(text), "{text:?}");
        }
    }
}
