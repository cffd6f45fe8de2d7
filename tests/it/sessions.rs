//! How long a session lasts has one answer: what is played is what the check of a file, safety and the plan reckoned with.
//!
//! Played means played: a guided step is begun, left alone, and looked at whenever something happens by itself.

use std::sync::LazyLock;

use backflare::model::limits;
use backflare::model::time::{Moment, Span};
use backflare::protocol::Protocol;
use backflare::protocol::check::check as problems_of;
use backflare::protocol::format::{Cue, Session};
use backflare::protocol::read::read;
use backflare::session::guide::Guide;
use backflare::session::keys::Key;
use backflare::session::lesson::Lesson;
use backflare::session::script::Script;
use backflare::session::{Beat, Effect, Input, Scene};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::env::Env;
use crate::story::{Story, after_start};

/// The built-in protocol with that session in the step of that name, as a file.
fn file(step: &str, session: &str) -> String {
    let mut value: Value = serde_json::from_str(include_str!("../../protocols/back-flare.json")).unwrap();
    let steps = value["steps"].as_array_mut().unwrap();
    let step = steps.iter_mut().find(|found| found["id"] == step).unwrap();
    step["sessions"] = json!([serde_json::from_str::<Value>(session).unwrap()]);
    value.to_string()
}

/// What the check says against the sessions of a step.
fn problems(step: &str, session: &str) -> Vec<String> {
    let found = read(&file(step, session)).err().unwrap_or_default();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.iter().all(|problem| problem.contains("sessions[0]")), "{step} {session}: {found:?}");
    found
}

/// What was played: how long the clock ran, and the longest that one spot was worked without a break and in all.
#[derive(PartialEq, Eq, Debug)]
struct Played {
    seconds: i64,
    at_once: i64,
    in_all: i64,
}

/// Plays a session from Enter to its end, and notes which cue of which side held for how long.
fn play(session: &Session) -> Played {
    let lesson = Lesson { title: "A step".to_owned(), script: Script::new(session, "Halfway."), ..Lesson::default() };
    let rests: Vec<&str> = session.cues.iter().filter(|cue| cue.rest).map(|cue| cue.say.as_str()).collect();
    let mut scene = Scene::Guide(Box::new(Guide::new(lesson)));
    let mut now = Beat::from_millis(0);
    scene.begin(now);
    scene.handle(&Input::Key(Key::Enter), now);
    // Without a clock it waits for the person: nothing is played by time.
    let mut pieces: Vec<(String, i64)> = Vec::new();
    while let Some(wake) = scene.next_wakeup() {
        let pace = scene.screen(now).pace.expect("a clock runs");
        let other = pace.place.contains("other side");
        let spot = format!("{} {other}", pace.word);
        let work = pace.word != "Change sides" && !rests.contains(&pace.word.as_str());
        let spot = if work { spot } else { String::new() };
        match pieces.last_mut().filter(|last| last.0 == spot) {
            Some(last) => last.1 += wake.since(now),
            None => pieces.push((spot, wake.since(now))),
        }
        now = wake;
        let effects = scene.handle(&Input::Tick, now);
        if effects.iter().any(|effect| matches!(effect, Effect::Finish(_))) {
            break;
        }
    }
    let worked = || pieces.iter().filter(|(spot, _)| !spot.is_empty());
    let sum = |wanted: &str| worked().filter(|(spot, _)| spot == wanted).map(|(_, millis)| millis).sum::<i64>();
    Played {
        seconds: now.millis() / 1000,
        at_once: worked().map(|(_, millis)| *millis).max().unwrap_or(0) / 1000,
        in_all: worked().map(|(spot, _)| sum(spot)).max().unwrap_or(0) / 1000,
    }
}

/// A story in which nothing but its session is in the way of a step, and the moment of asking.
fn calm(step: &str) -> (Story, Moment) {
    let now = after_start(Span::hours(if step.starts_with("massage") { 80 } else { 1 }));
    (Story::read("", now), now)
}

/// Puts a session in the place of those of a step.
fn set(protocol: &mut Protocol, step: &str, session: &Session) {
    let step = protocol.steps.iter_mut().find(|found| found.id == *step).unwrap();
    step.sessions = vec![session.clone()];
}

/// Whether safety says no to a step that has that session.
fn vetoed(step: &str, session: &Session) -> bool {
    let (mut story, now) = calm(step);
    set(&mut story.protocol, step, session);
    story.answer(now, step) != "yes"
}

/// Sessions of a step: how many seconds are played, and whether the file is refused and the step withheld for it.
fn check(rows: &[(&str, &str, i64, bool)]) {
    for (step, session, seconds, refused) in rows {
        let parsed: Session = serde_json::from_str(session).unwrap();
        assert_eq!(play(&parsed).seconds, *seconds, "{step} {session} is played for so long");
        let found = problems(step, session);
        assert_eq!(!found.is_empty(), *refused, "{step} {session} is checked: {found:?}");
        assert_eq!(vetoed(step, &parsed), *refused, "{step} {session} is judged");
    }
}

#[test]
fn what_is_played_is_what_was_checked_and_judged() {
    check(&[
        ("heat", r#"{"length":"20m"}"#, 1200, false),
        ("heat", r#"{"length":"20m","sides":true}"#, 2405, true),
        ("heat", r#"{"length":"10m","sides":true}"#, 1205, true),
        ("heat", r#"{"length":"9m","sides":true}"#, 1085, false),
        ("heat", r#"{"cues":[{"say":"On","length":"20m"}]}"#, 1200, false),
        ("heat", r#"{"cues":[{"say":"On","length":"20m"},{"say":"Off","length":"1s","rest":true}]}"#, 1201, true),
        ("heat", r#"{"rounds":2,"cues":[{"say":"On","length":"11m"}]}"#, 1320, true),
        ("heat", r#"{"length":"20m","cues":[{"say":"On","length":"7m"}]}"#, 840, false),
        ("heat", r#"{"length":"5m","cues":[{"say":"On","length":"21m"}]}"#, 1260, true),
        ("heat", r#"{"rounds":3}"#, 0, true),
        ("cold", r#"{"length":"20m","sides":true}"#, 2405, true),
        ("cold", r#"{"cues":[{"say":"On","length":"20m"}]}"#, 1200, false),
        ("cold", r#"{"rounds":3}"#, 0, true),
        ("massage-ball", r#"{"length":"15m","cues":[{"say":"Lean in","length":"60s"}]}"#, 900, true),
        ("massage-ball", r#"{"length":"15m","sides":true,"cues":[{"say":"Lean in","length":"60s"}]}"#, 1805, true),
        ("massage-ball", r#"{"length":"2m","cues":[{"say":"Lean in","length":"30s"}]}"#, 120, true),
        ("massage-ball", r#"{"length":"1m","cues":[{"say":"Lean in","length":"30s"}]}"#, 60, false),
        ("massage-ball", r#"{"rounds":2,"cues":[{"say":"Lean in","length":"31s"}]}"#, 62, true),
        ("massage-ball", r#"{"rounds":2,"sides":true,"cues":[{"say":"Lean in","length":"30s"}]}"#, 125, false),
        (
            "massage-ball",
            r#"{"length":"3m","cues":[{"say":"Lean in","length":"60s"},{"say":"Rest","length":"5s","rest":true}]}"#,
            130,
            false,
        ),
        (
            "massage-ball",
            r#"{"length":"4m","cues":[{"say":"Lean in","length":"60s"},{"say":"Rest","length":"5s","rest":true}]}"#,
            195,
            true,
        ),
        ("massage-ball", r#"{"length":"1m"}"#, 60, false),
        ("massage-ball", r#"{"length":"61s"}"#, 61, true),
        ("massage-ball", r#"{"cues":[{"say":"Rest","length":"5s","rest":true}]}"#, 5, true),
        ("massage-ball", r#"{"rounds":3}"#, 0, true),
        ("walk", r#"{"length":"5m"}"#, 300, false),
        ("walk", r#"{"length":"150s","sides":true}"#, 305, true),
        ("walk", r#"{"length":"5m","cues":[{"say":"Slowly","length":"1m"}]}"#, 300, false),
        ("walk", r#"{"length":"6m","cues":[{"say":"Slowly","length":"1m"}]}"#, 360, true),
        ("walk", r#"{"rounds":5}"#, 0, true),
    ]);
}

/// How a copy that was made before the file was refused is played: it is not checked again, so safety holds.
#[test]
fn a_copy_that_runs_already_is_withheld() {
    let rows = [
        ("heat", r#"{"length":"20m","sides":true}"#, "n\nn\nn\n"),
        ("cold", r#"{"length":"20m","sides":true}"#, "n\nn\nn\nn\n"),
    ];
    for (step, session, answers) in rows {
        let mut env = Env::new();
        env.sh("start --clear").ok();
        env.sh("screen --clear").ok();
        for line in ["profile set age 35", "done cat-cow-stuck", "screen --clear", "done stand-up", "screen --clear"] {
            env.sh(line).ok();
        }
        for fact in ["bruise", "drowsy", "less-feeling", "circulation", "broken-skin", "raynaud", "high-pressure"] {
            env.sh(&format!("profile set {fact} no")).ok();
        }
        env.advance("10m");
        env.sh(&format!("why {step}")).ok().says("It lasts no longer than 20 minutes.");
        let copy = env.files().into_keys().find(|name| name.starts_with("flares/")).unwrap();
        env.write(&copy, file(step, session));
        env.sh(&format!("why {step}"))
            .ok()
            .says_not("It lasts no longer than")
            .says("It would last longer than 20 minutes.");
        let ran = env.run_with_input(["walk", step, "--plain"], &format!("{answers}\n\ny\n"));
        ran.code(2).tells("not now").says_not("First side");
        assert!(env.journal().iter().all(|line| line["event"].get("on").is_none()), "{step} was put on");
        let file = env.beside("mine.json");
        std::fs::write(&file, self::file(step, session)).unwrap();
        let path = file.to_str().unwrap();
        env.run(["protocol", "check", path]).code(5).tells("40m5s with both sides is longer than 20m");
    }
}

/// The plan says how much there is to do, on both sides; the change between them is 5 seconds more.
#[test]
fn the_plan_says_what_the_walk_takes() {
    for (session, seconds, change) in [
        (
            r#"{"rounds":2,"sides":true,"cues":[{"say":"Up","length":"2s"},{"say":"Down","length":"3s","rest":true}]}"#,
            20,
            5,
        ),
        (r#"{"rounds":5,"cues":[{"say":"Up","length":"2s"}]}"#, 10, 0),
    ] {
        let env = Env::new();
        env.sh("start --clear").ok();
        env.sh("screen --clear").ok();
        let copy = env.files().into_keys().find(|name| name.starts_with("flares/")).unwrap();
        env.write(&copy, file("cat-cow-stuck", session));
        assert_eq!(env.sh("next --json").ok().json()["action"]["session_seconds"], seconds, "{session}");
        assert_eq!(play(&serde_json::from_str(session).unwrap()).seconds, seconds + change, "{session}");
    }
}

/// Rounds without a time are done at the person's own pace: a file may say so, and the walk waits for Enter.
#[test]
fn rounds_alone_are_at_the_person_s_own_pace() {
    let env = Env::new();
    let path = env.beside("mine.json");
    let text = file("cat-cow-stuck", r#"{"rounds":5,"sides":true}"#).replace(r#""id":"back-flare""#, r#""id":"mine""#);
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    env.run(["protocol", "check", path]).ok().says("is good");
    env.run(["start", "-p", path, "--clear"]).ok();
    assert_eq!(env.sh("next --json").ok().json()["action"]["session_seconds"], Value::Null);
    let ran = env.run_with_input(["walk", "--plain"], "\n+30s\n\n+30s\n\nq\n");
    ran.ok().says("First side: 5 times, at your own pace.").says("Change sides. Other side: 5 times.");
    ran.says("Recorded: Five tiny moves.");
}

fn cue() -> impl Strategy<Value = (i64, bool)> {
    let length = prop_oneof![3 => 5_i64..=70, 1 => Just(30_i64), 1 => Just(60_i64), 1 => 200_i64..1300];
    (length, prop::bool::weighted(0.3))
}

/// A session of any shape that a file may have.
fn session() -> impl Strategy<Value = Session> {
    let length = prop::option::of(
        prop_oneof![2 => 1_i64..1300, 1 => prop::sample::select(vec![30, 60, 61, 300, 600, 900, 1200])],
    );
    let rounds = prop::option::of(1_u32..7);
    (length, rounds, any::<bool>(), prop::collection::vec(cue(), 0..4)).prop_map(|(length, rounds, sides, cues)| {
        let cues = cues.into_iter().enumerate();
        let cues = cues.map(|(place, (length, rest))| Cue {
            say: format!("Cue {place}"),
            length: Span::seconds(length),
            rest,
        });
        Session { length: length.map(Span::seconds), rounds, sides, cues: cues.collect(), ..Session::default() }
    })
}

/// What each kind that has a longest time may be played for: in all, and on one spot at once and in all.
fn kept(step: &str, played: &Played) -> bool {
    let seconds = Span::as_seconds;
    let most = match step {
        "heat" => limits::HEAT_SESSION,
        "cold" => limits::COLD_SESSION,
        "walk" => limits::WALK_EARLY,
        _ => limits::MASSAGE_A_DAY,
    };
    let spots = !step.starts_with("massage")
        || ((1..=seconds(limits::MASSAGE_SPOT)).contains(&played.at_once)
            && played.in_all <= seconds(limits::MASSAGE_MUSCLE));
    (1..=seconds(most)).contains(&played.seconds) && spots
}

fn judged_is_played(step: &str, session: &Session) -> Result<(), TestCaseError> {
    static STORIES: LazyLock<Vec<(&str, Story, Moment)>> = LazyLock::new(|| {
        let calm = |step| {
            let (story, now) = calm(step);
            (step, story, now)
        };
        ["heat", "cold", "walk", "massage-ball"].map(calm).into()
    });
    let played = play(session);
    let layout = session.layout();
    prop_assert_eq!(layout.total().map_or(0, Span::as_seconds), played.seconds, "the length");
    let spot =
        |of: fn(&backflare::protocol::format::Spot) -> Span| layout.spots().map(|spot| of(&spot).as_seconds()).max();
    prop_assert_eq!(spot(|spot| spot.at_once).unwrap_or(0), played.at_once, "one spot at once");
    prop_assert_eq!(spot(|spot| spot.in_all).unwrap_or(0), played.in_all, "one spot in all");
    let (_, story, now) = STORIES.iter().find(|(name, ..)| *name == step).unwrap();
    let mut story = story.clone();
    set(&mut story.protocol, step, session);
    let kept = kept(step, &played);
    prop_assert_eq!(story.answer(*now, step) == "yes", kept, "safety of {}", step);
    let found = problems_of(&story.protocol);
    // What a file says to be longer than its ceiling is refused, whatever its cues make of it.
    let refused = found.iter().any(|problem| problem.path.contains("sessions[0]"));
    prop_assert!(kept || refused, "the check of {} accepts {:?}", step, session);
    let said_too_long = session.length.is_some_and(|length| layout.total() != Some(length));
    prop_assert!(!kept || !refused || said_too_long, "the check of {} says {:?}", step, found);
    Ok(())
}

fn a_step() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["heat", "cold", "walk", "massage-ball"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_its_shape_it_is_judged_as_it_is_played(step in a_step(), session in session()) {
        judged_is_played(step, &session)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "takes minutes: `cargo test --release -- --ignored`"]
    fn a_hundred_thousand_sessions_are_judged_as_they_are_played(step in a_step(), session in session()) {
        judged_is_played(step, &session)?;
    }
}
