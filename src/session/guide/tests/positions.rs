//! Other positions for one step, by one key.

use super::*;

/// Moves with three positions, of which the second has no drawing.
fn in_positions() -> Lesson {
    let position = |name: &str, drawn| OtherPosition { name: name.to_owned(), say: vec![format!("Be {name}.")], drawn };
    let positions = vec![position("on hands and knees", true), position("on your back", false)];
    Lesson { positions, drawing: vec!["o-'".to_owned()], ..breaths() }
}

#[test]
fn one_key_shows_other_positions_and_a_letter_chooses() {
    let shown = |played: &Played| {
        let screen = played.scene.screen(played.now);
        (screen.say.join(" "), screen.drawing.len())
    };
    // Before it begins.
    let mut played = Played::begin(in_positions());
    assert_eq!(shown(&played), ("Do it slowly.".to_owned(), 1));
    played.press("p");
    assert_eq!(shown(&played), ("a) on hands and knees b) on your back".to_owned(), 0));
    assert_eq!(
        played.said.last().map(|(_, said)| said.as_str()),
        Some("Which position is easiest? a: on hands and knees. b: on your back.")
    );
    played.press("b");
    assert_eq!(shown(&played), ("Be on your back.".to_owned(), 0));
    // While the clock runs it rests, and the round begins again.
    played.press("\n").until(12).press("p").until(30).press("a");
    assert_eq!(played.scene.next_wakeup(), Some(Beat::from_millis(32_000)));
    assert_eq!(shown(&played), (String::new(), 1));
    played.until(200);
    assert_eq!((played.done(), played.end), (vec![done()], Some(End::Next)));
    // Enter, and a minute of silence, change nothing; a letter past the last is no key.
    for (seconds, keys) in [(0, "\n"), (60, ""), (0, "c\n")] {
        let mut played = Played::begin(in_positions());
        played.press("p").press(keys).until(seconds);
        assert_eq!(shown(&played), ("Do it slowly.".to_owned(), 1), "{keys:?}");
    }
    // What rested goes on resting.
    for (seconds, keys) in [(0, "\n"), (60, "")] {
        let mut played = Played::begin(in_positions());
        played.press("\n").until(9).press(" ").until(20).press("p").press(keys).until(20 + seconds);
        assert!(played.scene.screen(played.now).pace.is_some_and(|pace| pace.paused), "{keys:?}");
    }
    // Leaving from there keeps what was done.
    check(in_positions(), &[(0, "\n"), (8, "p"), (20, "q")], &[part(8, 40)], Some(End::Left));
    // Where there is one position alone, the key rests, as it did.
    let mut played = Played::begin(breaths());
    played.press("p");
    assert_eq!(played.scene.screen(played.now).note.as_deref(), Some("That key does nothing here."));
    played.press("\n").until(3).press("p");
    assert!(played.scene.screen(played.now).pace.is_some_and(|pace| pace.paused));
}
