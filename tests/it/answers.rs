//! Answers about the person while many write at once, while a card is open, and while `kill -9` comes at random: what was
//! confirmed is in the profile, and a yes is never lost.

use std::process::{Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::begin::floor;
use crate::env::{Env, split};
use crate::faults::tell;
use crate::open_card::{history_waits, opened, profile};
use crate::storm::Dice;

/// Questions that no card of signs asks, one for each writer, with two answers.
const OWN: [(&str, [&str; 2]); 12] = [
    ("allergy", ["yes", "no"]),
    ("bleeding", ["no", "yes"]),
    ("thinner-steroid", ["yes", "no"]),
    ("heart-kidney", ["no", "yes"]),
    ("diuretic-asthma", ["yes", "no"]),
    ("alcohol", ["no", "yes"]),
    ("under-care", ["yes", "no"]),
    ("light", ["no", "yes"]),
    ("raynaud", ["yes", "no"]),
    ("sleeps", ["21:00", "23:30"]),
    ("wakes", ["05:30", "07:45"]),
    ("warmth", ["heat", "both"]),
];

/// What the program said, without the patience of [`Env::run`]: so many at once wait for each other.
fn output(env: &Env, line: &str) -> Output {
    env.command(split(line)).stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap()
}

/// The answers to a question in the journal, in the order of the file.
fn written(env: &Env, key: &str) -> Vec<String> {
    let answers = env.journal();
    let answers = answers.iter().map(|record| &record["event"]["answered"]).filter(|answer| answer["fact"] == key);
    answers.map(|answer| answer["value"].as_str().unwrap().to_owned()).collect()
}

/// Each writer answers its own question so often, while a card of signs is open on a terminal, another writer answers all
/// that waits, and a reader looks on.
fn crowd(rounds: usize) {
    let env = history_waits();
    let mut card = opened(&env, "screen");
    card.sees("Cancer at any time");
    let (done, readings, begun) = (AtomicBool::new(false), AtomicUsize::new(0), Instant::now());
    let start = Barrier::new(OWN.len() + 2);
    thread::scope(|scope| {
        let (env, start, done, readings) = (&env, &start, &done, &readings);
        scope.spawn(move || {
            while !done.load(Ordering::Relaxed) {
                let said = output(env, "profile --json");
                assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
                serde_json::from_slice::<Value>(&said.stdout).unwrap();
                readings.fetch_add(1, Ordering::Relaxed);
            }
        });
        let mut threads: Vec<_> = OWN
            .iter()
            .map(|(key, values)| {
                scope.spawn(move || {
                    start.wait();
                    for round in 0..rounds {
                        let line = format!("profile set {key} {} --json", values[round % 2]);
                        let said = output(env, &line);
                        assert!(said.status.success(), "{line}: {}", String::from_utf8_lossy(&said.stderr));
                    }
                })
            })
            .collect();
        threads.push(scope.spawn(move || {
            start.wait();
            for _ in 0..rounds {
                assert!(output(env, "profile set cancer yes").status.success());
            }
        }));
        start.wait();
        card.types("n\n");
        let ended: Vec<_> = threads.into_iter().map(thread::ScopedJoinHandle::join).collect();
        // Before anything can panic: the reader goes on until then.
        done.store(true, Ordering::Relaxed);
        ended.into_iter().for_each(Result::unwrap);
    });
    card.ends();
    let known = profile(&env);
    for (key, values) in OWN {
        let all: Vec<&str> = (0..rounds).map(|round| values[round % 2]).collect();
        assert_eq!(written(&env, key), all, "{key}");
        assert_eq!(known[key]["value"], all[rounds - 1], "{key}: {known}");
    }
    assert_eq!(known["cancer"]["value"], "yes", "none of these took back a yes: {known}");
    assert_eq!(known["weak-bones"]["value"], "no", "what the open card was answered with: {known}");
    let journal = env.journal();
    assert_eq!(journal.len(), env.journal_text().lines().count(), "a line cannot be read");
    tell(&format!(
        "\nAnswers beside an open card\n| writers | answers | lost | readings meanwhile | seconds |\n\
         |--:|--:|--:|--:|--:|\n| {} | {} | 0 | {} | {:.1} |\n",
        OWN.len() + 2,
        (OWN.len() + 1) * rounds + 1,
        readings.into_inner(),
        begun.elapsed().as_secs_f64()
    ));
}

#[test]
fn many_answers_at_once_beside_an_open_card_lose_nothing() {
    crowd(2);
}

#[test]
#[ignore = "takes a minute: `cargo test --release -- --ignored`"]
fn six_hundred_answers_at_once_beside_an_open_card_lose_nothing() {
    crowd(50);
}

/// What was typed of one question, in order, and whether it was confirmed.
#[derive(Default)]
struct Typed {
    answers: Vec<(String, bool)>,
}

impl Typed {
    /// What the profile may hold: the last that was confirmed, or one that was typed after it.
    fn may_be(&self) -> &[(String, bool)] {
        let last = self.answers.iter().rposition(|(_, confirmed)| *confirmed);
        &self.answers[last.unwrap_or(0)..]
    }
}

/// Each hand answers questions of its own, clears cards and begins flares, and is killed after a while.
fn storm(kills: usize) {
    const HANDS: usize = 3;
    let env = floor();
    let usual = (0..5).map(|_| {
        let begun = Instant::now();
        env.sh("profile set age 44").ok();
        begun.elapsed()
    });
    let most = u64::try_from(usual.max().unwrap().as_micros()).unwrap() * 3 / 2;
    let (killed, begun) = (AtomicUsize::new(0), Instant::now());
    let typed: Vec<Mutex<Typed>> = OWN.iter().map(|_| Mutex::default()).collect();
    thread::scope(|scope| {
        for hand in 0..HANDS {
            let (env, killed, typed) = (&env, &killed, &typed);
            scope.spawn(move || {
                let mut dice = Dice::new(hand as u64 + 1);
                while killed.load(Ordering::Relaxed) < kills {
                    let mine: Vec<usize> = (0..OWN.len()).filter(|place| place % HANDS == hand).collect();
                    let place = mine[usize::try_from(dice.below(mine.len() as u64)).unwrap()];
                    let (key, values) = OWN[place];
                    let value = values[usize::try_from(dice.below(2)).unwrap()];
                    let line = match dice.below(8) {
                        0 => "screen --clear emergency".to_owned(),
                        1 => "start --new --clear".to_owned(),
                        _ => format!("profile set {key} {value}"),
                    };
                    let sets = line.starts_with("profile");
                    let mut child = env.command(split(&line)).stdout(Stdio::piped()).spawn().unwrap();
                    thread::sleep(Duration::from_micros(dice.below(most)));
                    child.kill().unwrap();
                    let out = child.wait_with_output().unwrap();
                    let was_killed = out.status.code().is_none();
                    killed.fetch_add(usize::from(was_killed), Ordering::Relaxed);
                    if sets {
                        let confirmed = out.status.success() || (was_killed && !out.stdout.is_empty());
                        typed[place].lock().unwrap().answers.push((value.to_owned(), confirmed));
                    }
                }
            });
        }
    });
    let known = profile(&env);
    let (mut confirmed, mut all) = (0, 0);
    for ((key, _), typed) in OWN.iter().zip(typed) {
        let typed = typed.into_inner().unwrap();
        confirmed += typed.answers.iter().filter(|(_, confirmed)| *confirmed).count();
        all += typed.answers.len();
        let written = written(&env, key).len();
        let sure = typed.answers.iter().filter(|(_, confirmed)| *confirmed).count();
        assert!(written >= sure && written <= typed.answers.len(), "{key}: {written} of {sure}");
        let held = known[key]["value"].as_str();
        let none_confirmed = sure == 0 && held.is_none();
        let may_be = typed.may_be().iter().any(|(value, _)| held == Some(value));
        assert!(none_confirmed || may_be, "{key} is {held:?}, typed {:?}", typed.may_be());
    }
    assert_eq!(known["age"]["value"], "44", "{known}");
    // And then somebody goes on.
    env.sh("profile set light yes").ok();
    let doctor: Value = env.sh("doctor --json").json();
    let check = |name: &str| doctor["checks"].as_array().unwrap().iter().find(|check| check["check"] == name).cloned();
    assert_eq!(check("profile").unwrap()["state"], "good", "{doctor}");
    tell(&format!(
        "\nKill storms of answers\n| kill -9 | answers typed | confirmed | lost | seconds |\n|--:|--:|--:|--:|--:|\n\
         | {} | {all} | {confirmed} | 0 | {:.1} |\n",
        killed.into_inner(),
        begun.elapsed().as_secs_f64()
    ));
}

#[test]
fn fifty_kills_lose_no_answer_that_was_confirmed() {
    storm(50);
}

#[test]
#[ignore = "takes a minute: `cargo test --release -- --ignored`"]
fn a_thousand_kills_lose_no_answer_that_was_confirmed() {
    storm(1000);
}
