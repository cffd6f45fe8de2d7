//! What silence means, mode by mode: as the table of [`crate::session::silence`] says.

use super::{Played, breaths, heat, lesson, pain, part};
use crate::model::time::{Moment, Span};
use crate::protocol::format::Session;
use crate::session::asking::{AskKind, Asking, Marked, Reply};
use crate::session::card::{CardScene, CardWords};
use crate::session::lesson::{Lesson, OpenQuestion, Resume};
use crate::session::silence::Silence::{self, Counts, GoesOn, Lapses};
use crate::session::{Deed, Effect, End, Scene};

/// After these keys: what silence means, and what comes of it. What goes on would write nothing.
#[track_caller]
fn silent(lesson: Lesson, keys: &[(i64, &str)], means: Silence, more: &[Deed], end: End) {
    let mut played = Played::begin(lesson);
    for (seconds, keys) in keys {
        played.until(*seconds).press(keys);
    }
    assert_eq!((played.scene.silence(), played.end.clone()), (means, None), "{keys:?}");
    let before = played.done().len();
    let effects = played.scene.in_silence();
    played.take(effects);
    assert_eq!((&played.done()[before..], played.end), (more, Some(end)), "{keys:?}");
}

/// Each row of the table, with what is recorded.
#[test]
fn silence_is_the_safe_answer_in_every_mode() {
    let skipped = |because: Option<&str>| Deed::Skipped { because: because.map(str::to_owned) };
    let worse = Some("it hurt more");
    let hurt = |deed: Deed, level: Option<u8>, leg: bool| vec![deed, Deed::Pain { level, leg }];
    let gated = || Lesson { gated: true, ..breaths() };
    let own_pace = || lesson(&Session { rounds: Some(5), ..Session::default() });
    let up = || Lesson { gets_up: true, ..lesson(&Session::default()) };
    let resumed = |lesson| {
        let resume = Resume { reached: Span::seconds(8), at: Moment::from_unix(0), when: "09:05".to_owned() };
        Lesson { resume: Some(resume), ..lesson }
    };
    silent(breaths(), &[], Lapses, &[], End::LetGo);
    silent(Lesson { begins: Some(Span::seconds(8)), ..breaths() }, &[], GoesOn, &[], End::LetGo);
    silent(breaths(), &[(0, "\n")], GoesOn, &[], End::LetGo);
    silent(breaths(), &[(0, "\n"), (21, " ")], Counts, &[part(21, 40)], End::Next);
    silent(breaths(), &[(0, "\n "), (0, "")], Counts, &[skipped(None)], End::Next);
    silent(own_pace(), &[(0, "\n")], Lapses, &[], End::LetGo);
    silent(up(), &[], Counts, &[skipped(None)], End::Next);
    silent(resumed(breaths()), &[], Lapses, &[], End::LetGo);
    silent(resumed(heat()), &[], GoesOn, &[], End::LetGo);
    silent(heat(), &[(0, "\n"), (905, "")], GoesOn, &[], End::LetGo);
    silent(Lesson { feels: true, ..heat() }, &[(0, "\n"), (905, "y")], GoesOn, &[], End::LetGo);
    silent(Lesson { flows: true, ..open_end() }, &[(0, "\n"), (60, "")], GoesOn, &[], End::LetGo);
    silent(breaths(), &[(0, "\n"), (12, "x")], Counts, &[part(12, 40)], End::Worse);
    silent(breaths(), &[(0, "x")], Counts, &[skipped(worse)], End::Worse);
    silent(breaths(), &[(0, "xb")], Counts, &[skipped(worse)], End::Worse);
    silent(breaths(), &[(0, "xb7")], Counts, &hurt(skipped(worse), Some(7), false), End::Worse);
    silent(breaths(), &[(0, "xa")], Counts, &hurt(skipped(worse), None, true), End::Worse);
    silent(gated(), &[], Lapses, &[], End::LetGo);
    silent(gated(), &[(0, "l")], Counts, &[Deed::Pain { level: None, leg: true }], End::Passed);
    silent(gated(), &[(0, "\n\n"), (45, "")], Lapses, &[], End::LetGo);
    silent(gated(), &[(0, "\n\n"), (45, "4")], Counts, &[pain(4, false)], End::Next);
    silent(gated(), &[(0, "\n\n"), (45, "l")], Counts, &[Deed::Pain { level: None, leg: true }], End::Worse);
    silent(Lesson { asks_pain: true, ..breaths() }, &[], Lapses, &[], End::LetGo);
    silent(Lesson { asks_pain: true, ..breaths() }, &[(0, "7l")], Counts, &[pain(7, true)], End::Passed);
}

/// Breaths with a question at their end.
fn open_end() -> Lesson {
    let open = OpenQuestion {
        question: "Can you stand?".to_owned(),
        say: Vec::new(),
        every: Span::minutes(4),
        waiting: false,
        past_limit: false,
        until: None,
        floor: true,
        advice: Vec::new(),
    };
    Lesson { open: Some(open), ..breaths() }
}

#[test]
fn a_line_of_a_card_that_was_confirmed_is_not_lost_in_silence() {
    use crate::session::Input;
    use crate::session::keys::Key;
    let line = |text: &str| CardWords { text: text.to_owned(), long: text.to_owned(), ..CardWords::default() };
    let mut card = CardScene::new("", "Any of these?", vec![line("One"), line("Two")]);
    card.shown(2);
    let mut scene = Scene::Card(Box::new(card));
    let now = crate::session::Beat::from_millis(0);
    assert_eq!((scene.silence(), scene.in_silence()), (Lapses, vec![Effect::Finish(End::LetGo)]));
    // A letter alone is no yes.
    assert!(scene.handle(&Input::Key(Key::Letter('b')), now).iter().all(|effect| !matches!(effect, Effect::Finish(_))));
    assert_eq!(scene.silence(), Lapses);
    assert!(scene.handle(&Input::Key(Key::Letter('y')), now).iter().all(|effect| !matches!(effect, Effect::Finish(_))));
    let only = Reply::Only(vec![Marked { line: 1, parts: Vec::new() }]);
    assert_eq!((scene.silence(), scene.in_silence()), (Counts, vec![Effect::Finish(End::Answered(only))]));
    let asking = Scene::Asking(Box::new(Asking::new(AskKind::Offer, "", "Something easier?")));
    assert_eq!(asking.silence(), Lapses);
}

/// An hour is told when it is over, in the middle of a set, and the question after it knows.
#[test]
fn what_has_lasted_too_long_is_told_at_its_moment() {
    use crate::session::lesson::TooLong;
    let lines = vec!["You have been down an hour.".to_owned()];
    let too_long = || Some(TooLong { lines: lines.clone(), from: Moment::from_unix(20) });
    let mut played = Played::begin(Lesson { too_long: too_long(), ..open_end() });
    played.press("\n").until(19);
    assert!(played.scene.screen(played.now).alerts.is_empty());
    played.until(20);
    assert_eq!(played.scene.screen(played.now).alerts, lines);
    assert!(played.said.iter().any(|(at, said)| *at == 20 && *said == lines[0]), "{:?}", played.said);
    // A no has consequences from then on, so it is asked once more.
    played.until(60).press("n");
    assert_eq!((played.done(), played.end.clone()), (Vec::new(), None));
    played.press("y");
    assert_eq!(played.done(), [Deed::Done { answer: Some(false), partial: None, at: None }]);
}
