use proptest::prelude::*;

use super::{frame, leaf, plain};
use crate::model::kind::Kind;
use crate::protocol::{Protocol, library};
use crate::render::page::tests::plain as stripped;
use crate::session::asking::Reply;
use crate::session::card::{CardScene, CardWords};
use crate::session::guide::Guide;
use crate::session::keys::Key;
use crate::session::lesson::Lesson;
use crate::session::screen::{RunningClock, Screen};
use crate::session::{Beat, Effect, End, Input, Scene};
use crate::views::told;

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

/// Every line of a screen, run together.
fn flat(rows: &[String]) -> String {
    stripped(&rows.join("\n")).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn builtins() -> Vec<Protocol> {
    library::builtins().map(|(id, _)| library::checked(id).expect("a built-in plan").into_protocol()).collect()
}

/// Mostly small ones, as those are turned page by page.
fn widths() -> impl Strategy<Value = usize> {
    prop_oneof![3 => 30_usize..=44, 1 => 45_usize..=200]
}

fn heights() -> impl Strategy<Value = usize> {
    prop_oneof![3 => 8_usize..=16, 1 => 17_usize..=60]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is pressed in a window of whatever size, which may change between two keys: "none of these" is taken only
    /// after each line of the card stood on the screen, whole.
    #[test]
    fn no_card_is_answered_none_before_its_last_line_was_painted(
        card in 0_usize..64,
        steps in prop::collection::vec((0_usize..12, widths(), heights(), 0_u8..4), 1..40),
    ) {
        let protocols = builtins();
        let cards: Vec<_> = protocols.iter().flat_map(|one| one.cards.iter().map(move |card| (one, card))).collect();
        let (protocol, card) = cards[card % cards.len()];
        let words = |(_, text, _): (char, String, Vec<&str>)| CardWords {
            text: text.clone(),
            long: text,
            advice: vec!["If that is so, please be seen today.".to_owned()],
            ..CardWords::default()
        };
        let lines: Vec<CardWords> = told::card_lines(card, protocol).into_iter().map(words).collect();
        let mut unseen: Vec<String> = lines.iter().map(|line| squeezed(&line.text)).collect();
        let mut scene = CardScene::new("Day 1 - Stuck - 09:07", "Any of these?", lines);
        scene.alerts = vec!["Call someone who can come.".to_owned()];
        let mut scene = Scene::Card(Box::new(scene));
        let now = Beat::from_millis(0);
        let (mut width, mut rows) = (0, 0);
        for (key, wide, high, resized) in steps {
            if resized == 0 || rows == 0 {
                (width, rows) = (wide, high);
            }
            let screen = scene.screen(now);
            let shown = screen.leaf.as_ref().expect("a card is a leaf");
            let (painted, upto) = leaf::frame(&screen, shown, width, rows);
            prop_assert!(painted.len() <= rows, "{} rows of {rows} at {width}: {painted:#?}", painted.len());
            let text = flat(&painted);
            prop_assert!(text.contains("q leave"), "no way out at {width} by {rows}: {painted:#?}");
            unseen.retain(|line| !text.contains(line));
            scene.shown(upto);
            let key = [Key::Letter('n'), Key::Enter, Key::Letter('?'), Key::Letter('a'), Key::Letter('u'), Key::Erase,
                Key::Letter('n'), Key::Enter, Key::Space, Key::Letter('m'), Key::Letter('n'), Key::Enter][key];
            let effects = scene.handle(&Input::Key(key), now);
            if let Some(Effect::Finish(end)) = effects.last() {
                let none = *end == End::Answered(Reply::None);
                prop_assert!(!none || unseen.is_empty(), "none, and nobody saw {unseen:#?}");
                return Ok(());
            }
        }
    }
}

/// Each step that is read in a window of any size: every word of it is reached by Enter, its keys stand on each page, and
/// nothing begins before its last.
#[test]
fn every_step_is_read_whole_in_any_window_with_its_keys() {
    for protocol in builtins() {
        for step in &protocol.steps {
            let lesson = Lesson {
                heading: "Day 1 - Stuck - 09:07".to_owned(),
                alerts: vec!["You have been down an hour. Please be seen today.".to_owned()],
                title: step.title.clone(),
                say: step.say.clone(),
                stop: told::stop_of(step, &protocol).to_vec(),
                flows: true,
                off: step.kind.warms_or_cools().then(|| "Is it off?".to_owned()),
                medicine: step.kind == Kind::Medicine,
                ..Lesson::default()
            };
            for (width, rows) in [(30, 8), (30, 12), (36, 10), (40, 15), (40, 20), (80, 24), (200, 60)] {
                let mut unread: Vec<String> =
                    lesson.say.iter().chain(&lesson.stop).map(|text| squeezed(text)).collect();
                let mut scene = Scene::Guide(Box::new(Guide::new(lesson.clone())));
                let now = Beat::from_millis(0);
                assert!(scene.begin(now).iter().all(|effect| !matches!(effect, Effect::Finish(_))));
                let place = format!("{} at {width} by {rows}", step.id);
                for pages in 0.. {
                    assert!(pages < 20, "{place} has no last page: {unread:#?}");
                    let screen = scene.screen(now);
                    let (painted, upto) = frame(&screen, width, rows);
                    let text = flat(&painted);
                    assert!(painted.len() <= rows && text.contains("q leave"), "{place}:\n{}", painted.join("\n"));
                    unread.retain(|line| !text.contains(line));
                    if unread.is_empty() {
                        break;
                    }
                    assert!(text.contains("Enter more"), "{place}: {unread:#?}\n{}", painted.join("\n"));
                    scene.shown(upto);
                    let effects = scene.handle(&Input::Key(Key::Enter), now);
                    assert!(effects.is_empty(), "{place} began unread: {unread:#?} {effects:?}");
                }
            }
        }
    }
}
