use super::{frame, plain};
use crate::render::page::tests::plain as stripped;
use crate::session::screen::{RunningClock, Screen};

fn screen() -> Screen {
    Screen {
        heading: "Day 1 - Stuck - 09:07".to_owned(),
        alerts: vec!["Call someone who can come.".to_owned()],
        title: "Five tiny moves".to_owned(),
        reminder: vec!["Stay as you are.".to_owned(), "Easy and slow.".to_owned()],
        drawing: (0..8).map(|_| "  o-'    '.           '.    .'".to_owned()).collect(),
        pace: Some(RunningClock {
            word: "Sink".to_owned(),
            part: 500,
            place: "2 of 5".to_owned(),
            seconds: 1,
            down: true,
            paused: false,
        }),
        next: Some("Breathe".to_owned()),
        keys: vec![
            ("Space", "pause"),
            ("Enter", "done"),
            ("x", "it hurts more"),
            ("b", "back"),
            ("r", "again"),
            ("s", "skip"),
            ("?", "why"),
            ("q", "leave"),
        ],
        ..Screen::default()
    }
}

#[test]
fn a_screen_fits_forty_by_twenty_and_has_its_figure_where_there_is_room() {
    for (width, rows, figure) in [(40, 20, false), (80, 24, true), (72, 30, true), (30, 12, false)] {
        let frame = frame(&screen(), width, rows).0;
        assert!(frame.len() <= rows, "{width} by {rows}: {} rows\n{}", frame.len(), frame.join("\n"));
        let text = stripped(&frame.join("\n"));
        assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
        assert_eq!(text.contains("Easy and slow."), figure || rows > 14, "{width} by {rows}:\n{text}");
        assert_eq!(text.contains("o-'"), figure, "{width} by {rows}:\n{text}");
        for must in ["Five tiny moves", "Sink", "2 of 5", "#", "Space pause", "q leave"] {
            assert!(text.contains(must), "{must} is gone at {width} by {rows}:\n{text}");
        }
    }
}

#[test]
fn plain_lines_have_words_and_no_bar() {
    let running = plain(&screen(), 40, true, 0);
    assert!(!running.contains('#') && running.contains("Space: pause") && !running.contains("o-'"), "{running}");
    assert!(!plain(&screen(), 40, false, 0).contains("Space"));
    let asks = Screen { pace: None, question: Some("Can you stand?".to_owned()), ..screen() };
    let text = plain(&asks, 40, true, 0);
    assert!(text.contains("Five tiny moves\nCan you stand?\n"), "{text}");
    let hostile = Screen { title: "a\u{1b}[2Jb".to_owned(), pace: None, ..screen() };
    assert!(!plain(&hostile, 40, true, 0).contains('\u{1b}'));
}
