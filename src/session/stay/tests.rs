//! The time between two things, as a list of (seconds, key).

use super::{Comes, NightHours, Stay};
use crate::model::time::{Moment, Span, Zone};
use crate::session::keys::Key;
use crate::session::{Beat, Deed, Effect, End, Input, Scene};

fn at(seconds: i64) -> Moment {
    Moment::from_unix(seconds)
}

/// A walk comes after an hour; what a plan calls its next change comes at 1,800 s.
fn hour() -> Stay {
    let mut stay = Stay::new("Day 1 - On your feet", Zone::fixed(0));
    let (name, when, why) = ("A slow walk".to_owned(), "01:00".to_owned(), String::new());
    stay.next = Some(Comes { name, at: at(3600), when, why });
    stay.idle = vec!["Stand, lean, lie on your side.".to_owned(), "Change every half hour.".to_owned()];
    stay.day = vec!["01:00 A slow walk".to_owned(), "02:00 Heat".to_owned()];
    stay
}

fn night() -> Stay {
    let choices = ["Woke up sore", "Out of bed"].map(str::to_owned).to_vec();
    let mut stay = hour();
    stay.night = Some(NightHours { until: "07:00".to_owned(), choices, medicine: None, opens: false });
    stay.until = Some(at(7 * 3600));
    stay
}

/// Plays it: at each second, a key (Enter a line end) or, as `.`, only time. What came of it.
fn played(stay: Stay, inputs: &[(i64, char)]) -> (Vec<Deed>, Option<(i64, End)>) {
    let mut scene = Scene::Stay(Box::new(stay));
    assert!(scene.only_waits() && scene.asks());
    scene.begin(Beat::from_millis(0));
    let mut deeds = Vec::new();
    for (seconds, letter) in inputs {
        let input = match letter {
            '.' => Input::Tick,
            '\n' => Input::Key(Key::Enter),
            letter => Input::Key(Key::Letter(*letter)),
        };
        for effect in scene.handle(&input, Beat::from_millis(seconds * 1000)) {
            match effect {
                Effect::Record(deed) => deeds.push(deed),
                Effect::Finish(end) => return (deeds, Some((*seconds, end))),
                Effect::Say(_) | Effect::Tell(_) | Effect::Speak(_) | Effect::Tick => {}
            }
        }
    }
    (deeds, None)
}

#[test]
fn it_ends_at_its_moment_at_a_key_and_when_time_jumps() {
    let check = |stay: fn() -> Stay, inputs: &[(i64, char)], expected: Option<(i64, End)>| {
        assert_eq!(played(stay(), inputs).1, expected, "{inputs:?}");
    };
    check(hour, &[(1, '.'), (1799, '.'), (3599, '.')], None);
    check(hour, &[(3599, '.'), (3600, '.')], Some((3600, End::Anew)));
    check(|| Stay { until: Some(at(1800)), ..hour() }, &[(1799, '.'), (1800, '.')], Some((1800, End::Anew)));
    // The machine slept past it.
    check(hour, &[(600, '.'), (5400, '.')], Some((5400, End::Slept)));
    // It slept, and nothing was due meanwhile.
    check(hour, &[(600, '.'), (3000, '.')], None);
    // Its clock was set back.
    check(hour, &[(600, '.'), (540, '.')], Some((540, End::Anew)));
    check(hour, &[(600, '\n')], Some((600, End::Next)));
    check(hour, &[(600, 'q')], Some((600, End::Left)));
    check(hour, &[(600, 'd'), (601, 'd'), (602, 'k'), (603, '?')], None);
    check(|| Stay { next: None, ..hour() }, &[(600, '\n'), (601, 'z')], None);
}

#[test]
fn a_digit_answers_what_is_asked_by_the_way_and_no_other_key_does() {
    let asks = || Stay { aside: vec!["Pain now?".to_owned()], digits: Some(0..=9), ..hour() };
    for (digit, place) in [('0', 0), ('4', 4), ('9', 9)] {
        assert_eq!(played(asks(), &[(60, digit)]).1, Some((60, End::Digit(place))));
    }
    assert_eq!(played(asks(), &[(60, 'd'), (61, 'k'), (62, ' ')]).1, None);
    assert_eq!(played(asks(), &[(60, '\n')]).1, Some((60, End::Next)), "it stands in nobody's way");
    assert_eq!(played(hour(), &[(60, '4')]).1, None, "nothing is asked");
    let few = || Stay { digits: Some(1..=6), ..asks() };
    assert_eq!(played(few(), &[(60, '0'), (61, '7')]).1, None);
    assert!(Scene::Stay(Box::new(asks())).screen(Beat::from_millis(0)).say.contains(&"Pain now?".to_owned()));
}

#[test]
fn later_is_half_an_hour_after_its_time() {
    let put_off = |minutes| vec![Deed::PutOff(Span::minutes(minutes))];
    assert_eq!(played(hour(), &[(600, 'z')]), (put_off(50 + 30), Some((600, End::Anew))));
    let still = || Stay { still: Some(Comes { at: at(0), ..hour().next.expect("one comes") }), ..hour() };
    assert_eq!(played(still(), &[(600, 'z')]), (put_off(30), Some((600, End::Anew))));
}

#[test]
fn a_key_wakes_the_screen_of_the_night_and_it_falls_asleep_again() {
    let check = |inputs: &[(i64, char)], expected: Option<(i64, End)>| {
        assert_eq!(played(night(), inputs).1, expected, "{inputs:?}");
    };
    // What comes by day rings for nobody.
    check(&[(3600, '.'), (7000, '.')], None);
    check(&[(7 * 3600, '.')], Some((7 * 3600, End::Anew)));
    // The first key only wakes it.
    check(&[(600, '\n'), (610, '\n')], Some((610, End::Chosen(0))));
    check(&[(600, 'b'), (610, 'b')], Some((610, End::Chosen(1))));
    check(&[(600, 'b'), (610, 'c')], None);
    check(&[(600, ' '), (720, '.'), (730, 'b')], None);
    check(&[(600, 'q')], Some((600, End::Left)));
}

#[test]
fn a_medicine_of_the_night_has_a_key_once_nothing_holds_it_back() {
    let with = |opens| {
        let mut stay = night();
        let night = stay.night.take().expect("it is night");
        stay.night = Some(NightHours { medicine: Some("Ibuprofen".to_owned()), opens, ..night });
        stay
    };
    assert_eq!(played(with(true), &[(600, 't'), (610, 't')]).1, Some((610, End::Chosen(2))));
    assert_eq!(played(with(true), &[(600, 'b'), (610, 'b')]).1, Some((610, End::Chosen(1))));
    assert_eq!(played(with(true), &[(600, 't'), (610, 'c')]).1, None);
    assert_eq!(played(with(false), &[(600, 't'), (610, 't')]).1, None);
    for (opens, line) in [(true, "t) Ibuprofen"), (false, "Ibuprofen")] {
        let mut stay = with(opens);
        stay.handle(&Input::Key(Key::Space), Beat::from_millis(600_000));
        assert!(stay.screen(Beat::from_millis(600_000)).say.contains(&line.to_owned()), "{line}");
    }
}

#[test]
fn what_comes_is_counted_down_in_one_line() {
    let screen = |seconds: i64| Scene::Stay(Box::new(hour())).screen(Beat::from_millis(seconds * 1000));
    let coming = screen(540).coming.expect("one comes");
    assert_eq!((coming.words.as_str(), coming.seconds), ("Next: a slow walk at 01:00", 3060));
    assert_eq!(screen(540).heading, "Day 1 - On your feet - 00:09");
    assert_eq!(screen(540).page, screen(541).page);
    let keys: Vec<&str> = screen(540).keys.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, ["Enter", "z", "d", "q"]);
    assert!(hour().says_the_same(&hour()) && !hour().says_the_same(&night()));
}

#[test]
fn one_key_says_why_what_comes_is_done() {
    let mut stay = hour();
    let screen = |stay: &Stay| stay.screen(Beat::from_millis(0));
    assert!(screen(&stay).keys.iter().all(|(key, _)| *key != "?"));
    stay.next = stay.next.map(|next| Comes { why: "Walking is the best there is.".to_owned(), ..next });
    assert!(screen(&stay).keys.contains(&("?", "why")));
    let said = stay.handle(&Input::Key(Key::Letter('?')), Beat::from_millis(0));
    assert_eq!(said, [Effect::Speak("Why: Walking is the best there is.".to_owned())]);
    assert_eq!(screen(&stay).note.as_deref(), Some("Why: Walking is the best there is."));
    assert!(stay.handle(&Input::Key(Key::Letter('?')), Beat::from_millis(0)).is_empty());
    assert_eq!(screen(&stay).note, None);
}
