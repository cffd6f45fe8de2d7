//! Text that came from a file or a person, made fit for a terminal.
//!
//! An escape sequence in a protocol could clear the screen, and a mark of writing direction could turn "not 400 mg"
//! around. Both are taken out here, once, for text and JSON alike: `render::page` cleans whatever it is given.

/// The same text without what a terminal might obey: control characters become U+FFFD, line ends and tabs a space, and
/// marks that change the direction of writing are dropped.
pub(crate) fn clean(text: &str) -> String {
    let mut before = None;
    let kept = text.chars().filter(|c| {
        // What joins the parts of a letter or of a picture hides behind anything else.
        let joins =
            matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}') && before.is_none_or(|before: char| before.is_ascii());
        let keeps = !joins && !is_mark(*c);
        if keeps {
            before = Some(*c);
        }
        keeps
    });
    kept.map(shown).collect()
}

/// Each of the texts, cleaned.
pub(crate) fn all<'a>(texts: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    texts.into_iter().map(|text| clean(text)).collect()
}

/// The same of a text of several lines, which stay.
pub(crate) fn lines(text: &str) -> String {
    text.split('\n').map(clean).collect::<Vec<_>>().join("\n")
}

/// JSON whose texts have none of that either. Nothing is lost: it is written as `\u202e`, which means the same.
pub(crate) fn json(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        if is_mark(c) || (c.is_control() && c != '\n') {
            let mut units = [0; 2];
            clean.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            clean.push(c);
        }
    }
    clean
}

fn shown(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Bidirectional marks, and the invisible marks that hide text within text.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A name as a shell takes it.
pub(crate) fn quoted(name: &str) -> String {
    if name.chars().all(|c| c.is_alphanumeric() || c == '-') { name.to_owned() } else { format!("{name:?}") }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(clean("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
        assert_eq!(clean("a\u{9b}2J\u{7f}\u{0}"), "a\u{fffd}2J\u{fffd}\u{fffd}");
        assert_eq!(clean("one\ntwo\r\n\tthree"), "one two   three");
        assert_eq!(clean("not \u{202e}gm 004\u{202c} \u{2066}x\u{2069}\u{200f}"), "not gm 004 x");
        // Joiners join what is there: between plain letters they would tell two names apart that look the same.
        assert_eq!(clean("ibu\u{200d}pro\u{fe0f}fen\u{200c}"), "ibuprofen");
        for code in 0..0xa0_u32 {
            let text: String = char::from_u32(code).into_iter().collect();
            assert!(!clean(&text).chars().any(char::is_control), "{code:#x} is left");
        }
    }

    #[test]
    fn json_means_the_same_without_them() {
        let evil = "a\u{1b}[2J\u{9b}\u{7f}\u{202e}b\n\u{e0041}é";
        let text = super::json(&serde_json::json!({ "says": evil }).to_string());
        assert!(!text.chars().any(|c| c.is_control() || super::is_mark(c)), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).expect("it is JSON still");
        assert_eq!(back["says"], evil);
    }

    #[test]
    fn other_letters_stay() {
        assert_eq!(clean("Grüße, 腰痛 👨‍⚕️ 38.0 °C"), "Grüße, 腰痛 👨‍⚕️ 38.0 °C");
    }
}
