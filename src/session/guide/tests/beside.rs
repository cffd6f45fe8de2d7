//! A tablet and a question beside a pad, and what is asked once it is off.

use super::{Played, check, done, heat, part};
use crate::model::aside::AsideKind;
use crate::session::lesson::{AskedBeside, DoseBeside, Lesson};
use crate::session::{Deed, Effect, End, Input};

fn with_tablet() -> Lesson {
    let beside = DoseBeside {
        title: "A tablet".to_owned(),
        short: vec!["1 tablet, with food.".to_owned()],
        say: vec!["The whole of it.".to_owned()],
        stop: vec!["Get help now for a swollen face.".to_owned()],
    };
    Lesson { beside: Some(beside), ..heat() }
}

#[test]
fn a_tablet_and_a_pad_stand_on_one_page_in_any_order() {
    let (took, passed) = (Deed::TookBeside, Deed::PassedBeside);
    check(with_tablet(), &[(0, "t\n"), (100, "\ny")], &[took.clone(), Deed::On, part(100, 900)], Some(End::Next));
    check(
        with_tablet(),
        &[(0, "\n"), (60, "t"), (100, "\ny")],
        &[Deed::On, took.clone(), part(100, 900)],
        Some(End::Next),
    );
    check(with_tablet(), &[(0, "o\n"), (100, "\ny")], &[passed.clone(), Deed::On, part(100, 900)], Some(End::Next));
    check(with_tablet(), &[(0, "\n"), (60, "o"), (100, "\ny")], &[Deed::On, passed, part(100, 900)], Some(End::Next));
    // A second key takes no second one, and no heat leaves the tablet open.
    check(with_tablet(), &[(0, "tt")], std::slice::from_ref(&took), None);
    check(with_tablet(), &[(0, "s")], &[Deed::Skipped { because: None }], Some(End::Next));
    // No other key takes one.
    check(with_tablet(), &[(0, " bdnrz?? \n"), (100, "\ny")], &[Deed::On, part(100, 900)], Some(End::Next));
    // Without one the keys do nothing.
    check(heat(), &[(0, "to")], &[], None);
    // What was judged a quarter of an hour ago is judged again.
    let mut long = with_tablet();
    long.script.parts[0].length = 20 * 60_000;
    check(long, &[(0, "\n"), (899, ""), (900, "t")], &[Deed::On], None);
    check(with_tablet(), &[(900, "")], &[], Some(End::Passed));
}

#[test]
fn when_to_stop_is_behind_a_key_and_said_with_the_dose() {
    let mut played = Played::begin(with_tablet());
    let seen = |played: &Played| {
        let screen = played.scene.screen(played.now);
        (screen.beside.clone().map(|beside| beside.words), screen.title, screen.say, screen.stop)
    };
    assert_eq!(seen(&played).0.as_deref(), Some("1 tablet, with food."));
    played.press("?");
    let (beside, title, say, stop) = seen(&played);
    assert_eq!(
        (beside, title.as_str(), say, stop),
        (None, "A tablet", vec!["The whole of it.".to_owned()], vec!["Get help now for a swollen face.".to_owned()])
    );
    played.press("?t");
    assert_eq!(played.said.last().map(|(_, said)| said.as_str()), Some("Get help now for a swollen face."));
    // Another terminal recorded something: it is not offered as it was.
    let mut other = Played::begin(with_tablet());
    other.scene.forget_beside();
    assert_eq!((seen(&other).0, other.press("t").done()), (None, Vec::new()));
}

fn asked(kind: AsideKind) -> AskedBeside {
    AskedBeside { kind, lines: vec!["What were you doing?".to_owned()], digits: 1..=6 }
}

#[test]
fn a_question_by_the_way_comes_in_the_fifth_minute_of_heat() {
    let lesson = || Lesson { by_the_way: Some(asked(AsideKind::Began)), ..heat() };
    let shown = |played: &Played| played.scene.screen(played.now).aside.len();
    let mut played = Played::begin(lesson());
    assert_eq!((played.press("1").done(), shown(&played)), (Vec::new(), 0));
    played.press("\n").until(239);
    assert_eq!((played.press("1").done(), shown(&played)), (vec![Deed::On], 0));
    played.until(240);
    assert_eq!(shown(&played), 1);
    // Another digit answers nothing, and silence is an answer.
    played.press("7").until(300).press("2");
    let first = Deed::ByTheWay(AsideKind::Began, 2);
    assert_eq!((played.done(), shown(&played)), (vec![Deed::On, first.clone()], 0));
    played.scene.asks_next(Some(asked(AsideKind::BeganWhen)));
    played.press("1");
    assert_eq!(played.done(), [Deed::On, first, Deed::ByTheWay(AsideKind::BeganWhen, 1)]);
    check(lesson(), &[(0, "\n"), (905, "y")], &[Deed::On, done()], Some(End::Next));
}

#[test]
fn a_digit_answers_only_what_is_shown() {
    let mut lesson = Lesson { by_the_way: Some(asked(AsideKind::Began)), ..with_tablet() };
    lesson.script.parts[0].length = 20 * 60_000;
    let mut played = Played::begin(lesson);
    played.press("\n").until(360);
    let shown = |played: &Played| played.scene.screen(played.now).aside.join(" ").contains("What were you doing?");
    // The tablet stands there: nothing is asked beside it.
    assert_eq!((shown(&played), played.press("3").done()), (false, vec![Deed::On]));
    played.press("o");
    let began = Deed::ByTheWay(AsideKind::Began, 3);
    assert_eq!((shown(&played), played.press("3").done()), (true, vec![Deed::On, Deed::PassedBeside, began]));
}

#[test]
fn once_it_is_off_the_pain_takes_one_key_and_silence_passes_it() {
    let lesson = || Lesson { feels: true, ..heat() };
    let off = |keys: &str, more: &[Deed]| {
        let deeds = [&[Deed::On, done()], more].concat();
        check(lesson(), &[(0, "\n"), (905, "y"), (910, keys)], &deeds, Some(End::Next));
    };
    off("6", &[Deed::PainAfter(6)]);
    off("0", &[Deed::PainAfter(0)]);
    off("10", &[Deed::PainAfter(10)]);
    off("1\n", &[Deed::PainAfter(1)]);
    off("15", &[Deed::PainAfter(5)]);
    off("\n", &[Deed::PassedPain]);
    check(lesson(), &[(0, "\n"), (905, "y"), (965, "")], &[Deed::On, done()], Some(End::Next));
    check(lesson(), &[(0, "\n"), (905, "y1"), (965, "")], &[Deed::On, done(), Deed::PainAfter(1)], Some(End::Next));
    // What was typed is of the time after it, also for whoever leaves then.
    let left = |keys: &str, more: &[Deed]| {
        check(lesson(), &[(0, "\n"), (905, keys)], &[&[Deed::On, done()], more].concat(), Some(End::Left));
    };
    left("y1q", &[Deed::PainAfter(1)]);
    left("yq", &[]);
    // Whoever leaves, or was burned, is not asked.
    check(lesson(), &[(0, "\n"), (100, "qy")], &[Deed::On, part(100, 900)], Some(End::Left));
    check(lesson(), &[(0, "\n"), (905, "b")], &[Deed::On, done()], Some(End::Burned));
    // A digit says nothing of the pad.
    check(lesson(), &[(0, "\n"), (905, "6")], &[Deed::On], None);
}

#[test]
fn a_pad_that_was_on_before_is_called_for_at_its_time() {
    use crate::model::time::{Moment, Span};
    use crate::session::lesson::Resume;
    let resume = Resume { reached: Span::minutes(5), at: Moment::from_unix(0), when: "09:05".to_owned() };
    let mut played = Played::begin(Lesson { resume: Some(resume), ..heat() });
    played.until(599);
    assert!(played.said.iter().all(|(_, said)| !said.contains("Is the pad off?")), "{:?}", played.said);
    played.until(600);
    assert!(played.said.iter().any(|(_, said)| said.contains("Is the pad off?")), "{:?}", played.said);
    let effects = played.scene.handle(&Input::Tick, played.now);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Finish(_))));
}
