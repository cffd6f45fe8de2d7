//! What is said between two things, and in which order a morning comes.

use crate::env::Env;

/// Somebody with pain of 8 who stands since a few minutes past nine.
fn up() -> Env {
    let mut env = Env::new();
    env.sh("profile set age 35").ok();
    env.sh("start --clear --pain 8").ok();
    env.sh("screen --clear").ok();
    env.advance("2m");
    env.sh("done cat-cow-stuck").ok();
    env.sh("done stand-up").ok();
    env
}

/// What is said while nothing is due.
fn idle(env: &Env) -> Vec<String> {
    let said = env.sh("next --json").json()["idle"].clone();
    said.as_array().expect("a list").iter().map(|line| line.as_str().expect("a text").to_owned()).collect()
}

/// What is said in each of so many hours.
fn hours(env: &mut Env, hours: usize) -> Vec<Vec<String>> {
    let said = (0..hours).map(|_| idle(env.advance("1h")));
    said.collect()
}

#[test]
fn another_small_thing_is_said_every_hour_and_none_twice_within_six() {
    let mut env = up();
    let said = hours(&mut env, 12);
    let small = |line: &&String| ["Stand, lean", "Try leaning", "Let somebody"].iter().any(|one| line.starts_with(one));
    let small: Vec<Option<&String>> = said.iter().map(|lines| lines.iter().find(small)).collect();
    assert!(small.iter().flatten().count() >= 6, "{said:?}");
    for (hour, line) in small.iter().enumerate().filter(|(_, line)| line.is_some()) {
        let again = small.iter().skip(hour + 1).take(5).any(|other| other == line);
        assert!(!again, "{line:?} comes twice within six hours: {said:?}");
    }
    assert!(said.iter().all(|lines| lines[0] == "Rest is fine now." && lines.len() == 2), "{said:?}");
}

#[test]
fn what_belongs_to_the_last_thing_is_said_after_it() {
    let says = |env: &Env| idle(env).contains(&"Is the pad unplugged?".to_owned());
    // Whatever the hour is, for an hour, and not once something else is done.
    for hours in 0..4 {
        let mut env = up();
        assert!(!says(&env));
        env.advance(&format!("{hours}h")).advance("20m").sh("done heat").ok();
        assert!(says(&env), "after {hours} hours");
        env.advance("59m");
        assert!(says(&env), "after {hours} hours and one");
        env.advance("1m");
        assert!(!says(&env), "after {hours} hours and one more minute");
        env.sh("done heat").ok();
        env.sh("done walk").ok();
        assert!(!says(&env));
    }
}

#[test]
fn what_has_eased_is_said_from_the_second_day_on_and_nobody_is_cheered_in_bad_pain() {
    for (level, eased, cheered) in [(5, true, true), (6, true, true), (7, false, false)] {
        let mut env = up();
        env.sh("log 5").ok();
        let first = hours(&mut env, 6).concat();
        assert!(first.iter().all(|line| !line.starts_with("Your pain was")), "{first:?}");
        env.advance("18h").sh("screen --clear").ok();
        env.sh(&format!("log {level}")).ok();
        let said = hours(&mut env, 6).concat();
        let says = |what: &str| said.iter().any(|line| line == what);
        assert_eq!(says(&format!("Your pain was 8. It is {level} now.")), eased, "{level}: {said:?}");
        assert_eq!(says("One bad hour is not a bad day."), cheered, "{level}: {said:?}");
    }
}

#[test]
fn prevention_counts_evenings_and_never_a_zero() {
    let mut env = Env::new();
    env.sh("start -p prevention").ok();
    env.sh("screen --clear").ok();
    assert!(idle(&env)[0].starts_with("In studies"), "{:?}", idle(&env));
    env.at("21:40").sh("done calf-straight").ok();
    assert_eq!(idle(&env)[0], "One evening, the first.");
    env.advance("1d").sh("done core").ok();
    assert_eq!(idle(&env)[0], "2 of the last 2 evenings.");
    env.advance("2d");
    assert_eq!(idle(&env)[0], "2 of the last 4 evenings.");
    env.advance("1d");
    assert_eq!(idle(&env)[0], "Good to see you. Five minutes tonight?");
    env.sh("done calf-straight").ok();
    assert_eq!(idle(&env)[0], "3 of the last 5 evenings.");
    env.advance("20d").sh("done core").ok();
    assert_eq!(idle(&env)[0], "1 of the last 14 evenings.");
}

#[test]
fn a_morning_begins_with_moves_in_bed_and_asks_how_it_is_out_of_it() {
    let mut env = up();
    env.at("22:30").sh("done lie-down").ok();
    env.at("07:00").sh("screen --clear").ok();
    let shown = |env: &Env| env.sh("next --json").ok().json()["action"]["step"].as_str().unwrap().to_owned();
    for step in ["lying-cat-cow", "log-roll-up", "check-morning"] {
        assert_eq!(shown(&env), step);
        env.sh(if step == "check-morning" { "log 6" } else { "done" }).ok();
        env.advance("2m");
    }
    assert_eq!(shown(&env), "lean-cat-cow");
    // Who looks an hour later is up.
    let mut env = up();
    env.at("22:30").sh("done lie-down").ok();
    env.at("08:00").sh("screen --clear").ok();
    assert_eq!(shown(&env), "check-morning");
}

#[test]
fn the_questions_before_a_tablet_wait_for_the_moves_of_a_morning() {
    let mut env = up();
    env.at("22:30").sh("done lie-down").ok();
    env.at("07:00");
    let ran = env.run_with_input(["walk"], "n\n");
    let place = |what: &str| ran.stdout.find(what).unwrap_or(usize::MAX);
    assert!(place("Five tiny moves, lying down") < place("Before a pain reliever"), "{ran}");
}

#[test]
fn a_tablet_is_announced_beside_what_comes() {
    let mut env = up();
    env.sh("took ibuprofen 200mg").ok();
    env.at("22:30").sh("done lie-down").ok();
    env.at("02:58").sh("screen --clear").ok();
    for _ in 0..2 {
        env.sh("done").ok();
    }
    env.sh("next").ok().says_not("Next: ibuprofen").says("Next: ");
}

#[test]
fn what_has_an_hour_of_its_own_comes_then_and_at_no_other() {
    let mut env = up();
    env.sh("done lean-cat-cow").ok();
    env.sh("answer neither").ok();
    for wrong in ["heat", "heat=25:00", "medicine=10:00", "heat=15:00,ice"] {
        env.sh(&format!("profile set hours {wrong}")).refused(2).tells("heat=HH:MM");
    }
    env.sh("profile set hours heat=15:00,heat=19:30").ok().says("hours is heat=15:00,heat=19:30");
    let due = |env: &Env| {
        let json = env.sh("next --json").json();
        let upcoming = json["upcoming"].as_array().expect("a list").clone();
        let heat = upcoming.iter().find(|next| next["step"] == "heat").map(|next| next["due_at"].to_string());
        heat.unwrap_or_default()
    };
    env.at("12:30");
    assert!(due(&env).contains("T15:00"), "{}", due(&env));
    env.at("15:05").sh("done heat").ok();
    env.at("17:30");
    assert!(due(&env).contains("T19:30"), "{}", due(&env));
    env.sh("profile set hours nothing").ok();
    assert!(!due(&env).contains("T19:30"), "{}", due(&env));
}
