//! The commands around the day: today, snooze, on and off, the short status, completions, and what follows a flare.

use serde_json::{Value, json};

use crate::env::Env;

/// A flare, standing, with nothing waiting for an answer but the questions before medicines and heat.
fn up() -> Env {
    let mut env = Env::new();
    env.sh("profile set age 35").ok();
    env.sh("start --clear --pain 5").ok();
    env.sh("screen --clear").ok();
    env.advance("2m");
    env.sh("done cat-cow-stuck").ok();
    env.sh("done stand-up").ok();
    env
}

#[test]
fn today_without_a_flare_answers_4_and_with_a_sign_3() {
    let mut env = Env::new();
    env.sh("today").refused(4);
    let none = env.sh("today --json");
    assert_eq!(none.code(4).json()["schema"], "backflare/today/1");
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("today").ok().says("Now").says("Five tiny moves").fits(40);
    env.advance("1m");
    env.sh("screen --sign fever").code(3);
    env.sh("today").code(3).says("TODAY: Please be seen today").says_not("A slow walk");
    assert_eq!(env.sh("today --json").code(3).json()["screening"], "same-day");
    assert!(env.sh("status --short").ok().stdout.contains("BE SEEN TODAY"));
}

#[test]
fn done_passed_over_and_missed_stay_apart() {
    let mut env = up();
    env.sh("done lean-cat-cow").ok();
    env.sh("skip ibuprofen --because 'stomach'").ok();
    env.at("23:20");
    let today = env.sh("today --json").ok().json();
    let steps = |list: &str| -> Vec<String> {
        today[list].as_array().unwrap().iter().filter_map(|one| one["step"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(steps("done"), ["cat-cow-stuck", "stand-up", "lean-cat-cow"]);
    assert_eq!(today["skipped"][0]["because"], "stomach");
    assert_eq!(steps("missed"), ["check-midday", "check-evening"], "what is optional is never missed");
    env.sh("today").ok().says("Missed, and not owed").says("(stomach)").fits(40);
    env.at("09:00");
    assert_eq!(env.sh("today --json").ok().json()["skipped"], json!([]), "a new day begins empty");
}

#[test]
fn who_has_lain_down_for_the_night_is_offered_nothing_of_the_day_until_they_are_up() {
    let mut env = up();
    env.at("19:10");
    env.sh("screen --clear").ok();
    env.sh("log 5").ok();
    for step in ["heat", "ibuprofen", "cold"] {
        env.sh(&format!("skip {step}")).ok();
    }
    let shows = |env: &Env, list: &str| -> Vec<(String, String)> {
        let next = env.sh("next --json").ok().json();
        let named =
            |one: &Value| (one["step"].as_str().unwrap().to_owned(), one["due_at"].as_str().unwrap().to_owned());
        let one = next[list].as_array().cloned().unwrap_or_else(|| vec![next[list].clone()]);
        one.iter().filter(|one| !one.is_null()).map(named).collect()
    };
    assert_eq!(shows(&env, "action")[0].0, "lean-cat-cow");
    env.sh("done lie-down").ok();
    let rests = |env: &Env| {
        let now = shows(env, "action");
        assert!(now.iter().all(|(step, _)| ["lying-cat-cow", "turn-over"].contains(&step.as_str())), "{now:?}");
        let later = shows(env, "upcoming");
        let walk = later.iter().find(|(step, _)| step == "walk");
        assert!(walk.is_none_or(|(_, at)| at.as_str() >= "2026-11-23T07:00"), "{later:?}");
    };
    for time in ["19:11", "19:30", "20:00"] {
        rests(&env);
        env.at(time);
    }
    // Whoever walks is up.
    env.sh("done walk").ok();
    let now = shows(&env, "action");
    assert!(now.iter().any(|(step, _)| step == "lean-cat-cow"), "{now:?}");
    env.at("21:45");
    env.sh("done lie-down").ok();
    for time in ["22:20", "22:50", "23:30"] {
        rests(&env);
        env.at(time);
    }
}

#[test]
fn snooze_puts_off_what_is_shown_and_what_is_named() {
    let mut env = up();
    env.sh("snooze").ok().says("Put off for 20 minutes").says("cat-cows at the counter");
    env.sh("next").ok().says_not("Lean your hands");
    env.advance("21m");
    env.sh("skip ibuprofen").ok();
    env.sh("skip heat").ok();
    env.sh("next").ok().says("Lean your hands");
    env.sh("snooze walk --for 1h30m").ok().says("1 hour 30 minutes");
    env.sh("undo").ok().says("Taken back: walk put off");
    env.sh("snooze walk --for 3 days").refused(2);
    env.sh("snooze walk --for 30s").code(2);
    env.sh("snooze wlak").refused(2).tells("Did you mean walk?");
    assert_eq!(Env::new().sh("snooze").code, 4);
}

/// What went on is recorded; what the rules say of it is told.
#[test]
fn what_goes_on_too_early_is_told() {
    let env = Env::new();
    env.sh("took voltaren").ok();
    env.sh("on heat").ok().says("On since 09:05").says("WARNING: There was cream");
    let env = Env::new();
    env.sh("on heat").ok().says_not("WARNING");
    env.sh("on lidocaine-patch").ok().says("WARNING: There was heat");
    env.sh("on ibuprofen").refused(2).tells("backflare took ibuprofen");
}

/// A pad is a pad whatever protocol runs, and comes off by the name by which it went on.
#[test]
fn what_went_on_comes_off_under_every_protocol() {
    let mut env = Env::new();
    env.sh("start -p prevention --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("on heat").ok();
    env.advance("30m").sh("next").ok().says("Take the heat off now").says("backflare off heat");
    env.sh("off heat").ok().says("Off at 09:35");
    let mut env = Env::new();
    let mut protocol: Value = serde_json::from_str(include_str!("../../protocols/back-flare.json")).unwrap();
    let steps = protocol["steps"].as_array_mut().unwrap();
    let mut pad = steps.iter().find(|step| step["id"] == "heat").unwrap().clone();
    pad["id"] = json!("warm-pad");
    steps.push(pad);
    protocol["id"] = json!("mine");
    env.write("protocols/mine.json", protocol.to_string());
    env.sh("start -p mine --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("on warm-pad").ok();
    env.sh("end").ok();
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.advance("30m").sh("status").ok().says("backflare off warm-pad");
    env.sh("off warm-pad").ok();
    env.sh("off warm-pad").refused(2);
}

/// However much of the journal is read.
#[test]
fn what_nobody_took_off_is_on_in_its_flare_and_for_35_days_in_the_next() {
    const OFF: &str = "Take the patch off now";
    let mut env = up();
    env.sh("on lidocaine-patch").ok();
    env.advance("60d").sh("status").ok().says(OFF);
    let mut env = up();
    env.sh("on lidocaine-patch").ok();
    env.advance("1d").sh("end").ok();
    for _ in 0..3 {
        env.sh("log 3").ok();
    }
    env.advance("5d").sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.advance("28d").advance("23h").advance("59m");
    env.sh("status").ok().says(OFF);
    env.sh("why heat").ok().says("There was cream, a rub or a patch");
    env.advance("1m").sh("status").ok().says_not(OFF);
    env.sh("why heat").ok().says("No cream, rub or patch is noted in the last 12 hours");
}

#[test]
fn a_pad_goes_on_and_comes_off_with_and_without_a_flare() {
    let mut env = Env::new();
    env.sh("on heat").ok().says("On since 09:05");
    env.advance("15m");
    env.sh("on heat").refused(2).tells("on already");
    env.sh("off heat").ok().says("Off at 09:20");
    env.sh("off heat").ok().tells("not noted that it went on");
    env.sh("on walk").refused(2).tells("nothing that stays on").tells("heat");
    let mut env = up();
    env.sh("on heat").ok();
    env.advance("10m");
    assert_eq!(env.sh("status --json").ok().json()["on"][0]["step"], "heat");
    env.sh("off heat --at '20m ago'").refused(2);
    env.sh("off heat --at '5m ago'").ok();
    assert_eq!(env.sh("status --json").ok().json()["on"], json!([]));
    assert_eq!(env.last_event(), json!({ "off": { "step": "heat" } }));
}

#[test]
fn the_short_status_is_one_line_of_24_columns() {
    let mut env = Env::new();
    assert_eq!(env.sh("status --short").ok().stdout, "no flare\n");
    env.sh("profile set age 35").ok();
    env.sh("start").ok();
    for _ in 0..30 {
        let short = env.sh("status --short");
        let line = short.ok().stdout.clone();
        assert!(line.ends_with('\n') && line.lines().count() == 1 && line.trim_end().chars().count() <= 24, "{line:?}");
        env.sh("screen --clear").ok();
        env.advance("43m");
    }
}

#[test]
fn completions_know_every_command() {
    let env = Env::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = env.sh(&format!("completions {shell}"));
        for command in ["start", "today", "snooze", "completions"] {
            script.ok().says(command);
        }
    }
    env.sh("completions tcsh").refused(2);
}

#[test]
fn the_schema_is_printed_as_it_is_shipped() {
    let shipped = include_str!("../../protocols/schema.json");
    assert_eq!(Env::new().sh("protocol schema").ok().stdout, shipped);
}

/// Whatever happened, the day fits a small screen; all of it is asked for.
#[test]
fn today_fits_twenty_lines_and_all_has_the_rest() {
    let mut env = up();
    env.sh("profile set wakes 07:00").ok();
    for line in ["log 7", "done lean-cat-cow", "done walk", "log 6", "done heat", "skip ibuprofen", "done walk"] {
        env.advance("30m").sh(line).says("");
    }
    let short = env.sh("today");
    short.ok().says("before that").says("backflare today --all").says_not("Avoid").says_not("Not now").fits(40);
    assert!(short.stdout.lines().count() <= 20, "{short}");
    let all = env.sh("today --all");
    all.ok().says("Avoid").says("Whenever you ask").says_not("before that").fits(40);
    assert_eq!(env.sh("today --json").ok().json(), env.sh("today --all --json").ok().json());
}

/// How long the walk of the evening block is, in seconds: what comes before it in the block is passed over.
fn walk_of_the_evening(env: &Env) -> i64 {
    for _ in 0..8 {
        let action = env.sh("next --json").ok().json()["action"].clone();
        if action["step"] == "build-walk" {
            return action["session_seconds"].as_i64().unwrap();
        }
        env.sh("skip").ok();
    }
    panic!("no walk in the evening");
}

#[test]
fn prevention_follows_is_interrupted_and_goes_on_further_back() {
    let mut env = up();
    env.sh("end --prevention").ok().says("Prevention begins");
    assert_eq!(env.sh("next --json").ok().json()["flare"]["course"], "prevention");
    env.sh("end --prevention").refused(2).tells("running already");
    env.sh("screen --clear").ok();
    env.sh("log 1").ok();
    // Four weeks, a word every few days; then the walk has grown.
    for _ in 0..10 {
        env.advance("3d");
        env.sh("screen --clear").ok();
        env.sh("log 1").ok();
    }
    env.at("22:00");
    assert_eq!(walk_of_the_evening(&env), 16 * 60);
    env.advance("1h");
    env.sh("start").ok().says("Before you move");
    let started = env.last_event()["started"].clone();
    assert_eq!(started["pauses"]["progress"], "733h53m");
    env.sh("screen --clear").ok();
    env.advance("2d");
    env.sh("screen --clear").ok();
    env.sh("end").ok().says("goes on from here");
    assert_eq!(env.last_event()["started"]["progress"], "366h56m30s");
    env.sh("profile set age 35").ok();
    env.sh("log 1").ok();
    env.at("22:00");
    env.sh("screen --clear").ok();
    assert_eq!(walk_of_the_evening(&env), 13 * 60);
    // Three weeks without a word: four weeks back, and so to the beginning.
    env.advance("23d");
    env.sh("screen --clear").ok();
    env.sh("log 1").ok();
    env.at("22:00");
    env.sh("screen --clear").ok();
    assert_eq!(walk_of_the_evening(&env), 10 * 60);
    env.sh("end").ok().says("Prevention is ended");
    env.sh("next").refused(4);
}

#[test]
fn a_flare_begun_anew_keeps_what_it_interrupts() {
    let mut env = Env::new();
    env.sh("profile set age 35").ok();
    env.sh("start -p prevention --clear").ok();
    env.sh("screen --clear").ok();
    env.advance("1d");
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env.advance("1h");
    env.sh("start").refused(2);
    env.sh("start --new --clear").ok();
    env.sh("screen --clear").ok();
    env.advance("1h");
    env.sh("end").ok().says("goes on from here");
    assert_eq!(env.sh("status --json").ok().json()["flare"]["course"], "prevention");
}

/// What waits for a check-in waits for a number: that the pain goes down the leg is none.
#[test]
fn a_check_in_that_is_needed_is_done_by_a_number() {
    crate::story::check(&[
        (
            "protocol heat.needs [\"check-morning\"]
          1h leg",
            &[("2h needs heat", "check-morning")],
        ),
        (
            "protocol heat.needs [\"check-morning\"]
          1h pain 5 leg",
            &[("2h needs heat", "none")],
        ),
    ]);
}
