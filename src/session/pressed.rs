//! What comes of keys: for the tests of scenes that ask.

use crate::session::keys::Key;
use crate::session::{Effect, End, Input};

/// Presses keys, a line end for Enter, from what was said as the scene began. What was said last, and how it ended.
pub(super) fn pressed(
    begun: Vec<Effect>,
    keys: &str,
    mut handle: impl FnMut(&Input) -> Vec<Effect>,
) -> (String, Option<End>) {
    let mut said = String::new();
    let key = |letter| match letter {
        '\n' => Key::Enter,
        ' ' => Key::Space,
        letter => Key::Letter(letter),
    };
    let mut effects = begun;
    let mut keys = keys.chars().map(key);
    loop {
        for effect in effects {
            match effect {
                Effect::Speak(text) | Effect::Say(text) => said = text,
                Effect::Finish(end) => return (said, Some(end)),
                Effect::Record(_) | Effect::Tell(_) | Effect::Tick => {}
            }
        }
        let Some(key) = keys.next() else { return (said, None) };
        effects = handle(&Input::Key(key));
    }
}
