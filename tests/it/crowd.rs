//! Many processes write the same journal at once, while others read it: nothing is lost, doubled or seen by halves.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::process::{Output, Stdio};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::begin::floor;
use crate::env::{Env, split};
use crate::faults::tell;

/// So many write at once.
const WRITERS: usize = 32;

/// What is typed as the `nth` entry, with a mark where an event has room for one.
fn typed(nth: usize, mark: &str) -> String {
    match nth % 9 {
        0 | 3 => format!("took {mark} 5mg --json"),
        1 => format!("screen --seen 'Dr Osei {mark}' --json"),
        4 => "screen --clear --json".to_owned(),
        5 => "answer not-yet --json".to_owned(),
        6 => format!("profile set age {} --json", 18 + nth % 40),
        _ => format!("log {} --note {mark} --json", nth % 3 + 3),
    }
}

/// What the program said. Without the patience of [`Env::run`]: thirty-two at once wait for each other.
fn output(env: &Env, line: &str) -> Output {
    env.command(split(line)).stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The mark of a writer's nth entry, wherever the event keeps it.
pub(crate) fn mark(record: &Value) -> Option<&str> {
    let event = &record["event"];
    let marked = [&event["pain"]["note"], &event["took"]["medicine"], &event["ended"]["note"], &event["seen"]["who"]];
    // In an answer of the program, whoever looked is a note.
    marked
        .into_iter()
        .chain([&event["seen"]["note"]])
        .find_map(Value::as_str)
        .map(|mark| mark.strip_prefix("Dr Osei ").unwrap_or(mark))
}

/// What the readers saw meanwhile.
#[derive(Default)]
struct Readers {
    readings: AtomicUsize,
    copies: AtomicUsize,
}

impl Readers {
    /// Asks the program again and again. It must never find a line that cannot be read, nor fewer lines than before.
    fn ask(&self, env: &Env, done: &AtomicBool) {
        let mut most = 0;
        while !done.load(Ordering::Relaxed) {
            let status = output(env, "status --json");
            let said = text(&status.stdout);
            assert!(status.status.success() && !said.contains("cannot be read"), "{said}{}", text(&status.stderr));
            let doctor = output(env, "doctor --json");
            let said: Value = serde_json::from_slice(&doctor.stdout).unwrap();
            let journal = said["checks"].as_array().unwrap().iter().find(|check| check["check"] == "journal").unwrap();
            assert_eq!(journal["state"], "good", "{journal}");
            let entries = journal["says"].as_str().unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
            assert!(entries >= most, "{most} entries were there, and now {entries}");
            most = entries;
            self.readings.fetch_add(2, Ordering::Relaxed);
        }
    }

    /// Copies the file again and again. Each copy must begin with the one before.
    fn copy(&self, env: &Env, done: &AtomicBool) {
        let mut before = Vec::new();
        loop {
            let last = done.load(Ordering::Relaxed);
            let now = fs::read(env.home().join("journal.jsonl")).unwrap();
            assert!(now.starts_with(&before), "what stood in the journal has changed");
            before = now;
            self.copies.fetch_add(1, Ordering::Relaxed);
            if last {
                return;
            }
            thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Lets the writers share so many writes, and looks for each of them afterwards.
fn crowd(entries: usize) {
    let env = floor();
    let base = env.journal().len();
    let (done, readers, begun) = (AtomicBool::new(false), Readers::default(), Instant::now());
    let start = Barrier::new(WRITERS);
    let confirmed: Vec<Vec<Vec<String>>> = thread::scope(|scope| {
        scope.spawn(|| readers.ask(&env, &done));
        scope.spawn(|| readers.copy(&env, &done));
        let (env, start) = (&env, &start);
        let write = move |writer: usize| {
            start.wait();
            let mine = (writer..entries).step_by(WRITERS);
            mine.map(|nth| {
                let mark = format!("w{writer}-{nth}");
                let line = typed(nth, &mark);
                let out = output(env, &line);
                // Meanwhile another's entry may have brought a card, or a question, which is asked first.
                let answers = ["answer", "screen --clear"].iter().any(|verb| line.starts_with(verb));
                if answers && !out.status.success() {
                    assert!(text(&out.stderr).contains("does not answer"), "{line}: {}", text(&out.stderr));
                    return Vec::new();
                }
                assert!(out.status.success(), "{line}: {}", text(&out.stderr));
                let said: Value = serde_json::from_slice(&out.stdout).unwrap();
                let recorded = said["recorded"].as_array().unwrap();
                if line.contains(&mark) {
                    assert_eq!(recorded.iter().map(self::mark).collect::<Vec<_>>(), [Some(mark.as_str())], "{said}");
                }
                recorded.iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
            })
            .collect()
        };
        let threads: Vec<_> = (0..WRITERS).map(|writer| scope.spawn(move || write(writer))).collect();
        let confirmed: Vec<_> = threads.into_iter().map(thread::ScopedJoinHandle::join).collect();
        // Before anything can panic: the readers go on until then.
        done.store(true, Ordering::Relaxed);
        confirmed.into_iter().map(Result::unwrap).collect()
    });
    let journal = env.journal();
    assert_eq!(journal.len(), env.journal_text().lines().count(), "a line cannot be read");
    let lines: usize = confirmed.iter().flatten().map(Vec::len).sum();
    assert_eq!(journal.len() - base, lines, "lost or invented");
    let places: BTreeMap<&str, usize> =
        journal.iter().enumerate().map(|(place, record)| (record["id"].as_str().unwrap(), place)).collect();
    assert_eq!(places.len(), journal.len(), "an id is there twice");
    for mine in &confirmed {
        let places: Vec<Vec<usize>> =
            mine.iter().map(|act| act.iter().map(|id| places[id.as_str()]).collect()).collect();
        let flat: Vec<usize> = places.concat();
        assert!(flat.is_sorted(), "a writer's entries are in another order than it wrote them: {places:?}");
        let together = |act: &Vec<usize>| act.windows(2).all(|pair| pair[1] == pair[0] + 1);
        assert!(places.iter().all(together), "something stands within an act: {places:?}");
    }
    // The newest answer is the one that the profile holds.
    let mut ages = journal.iter().filter(|record| record["event"]["answered"]["fact"] == "age");
    let newest = ages.next_back().map(|record| record["event"]["answered"]["value"].clone()).unwrap_or_default();
    let profile: Value = serde_json::from_str(&env.read("profile.json")).unwrap();
    assert_eq!(profile["answers"]["age"]["value"], newest, "{profile}");
    let written: Vec<&str> = journal.iter().map(|record| record["rec"].as_str().unwrap()).collect();
    assert!(written.is_sorted(), "`rec` goes backwards");
    tell(&format!(
        "\nCrowds\n| processes | writes | lines | lost | doubled | readings meanwhile | half lines seen | copies, each \
         the beginning of the next | seconds |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n| {WRITERS} | {entries} | \
         {lines} | 0 | 0 | {} | 0 | {} | {:.1} |\n",
        readers.readings.into_inner(),
        readers.copies.into_inner(),
        begun.elapsed().as_secs_f64()
    ));
}

#[test]
fn thirty_two_at_once_lose_nothing() {
    crowd(4 * WRITERS);
}

#[test]
#[ignore = "takes a minute: `cargo test --release -- --ignored`"]
fn thirty_two_at_once_lose_nothing_of_two_thousand() {
    crowd(2000);
}

#[test]
fn the_second_terminal_knows_of_the_first_one_s_dose() {
    for _ in 0..8 {
        let env = floor();
        let start = Barrier::new(2);
        let took = || {
            start.wait();
            text(&output(&env, "took ibuprofen 400mg").stdout)
        };
        let (one, other) = thread::scope(|scope| {
            let (one, other) = (scope.spawn(took), scope.spawn(took));
            (one.join().unwrap(), other.join().unwrap())
        });
        let warned = |said: &str| said.contains("WARNING: that was sooner after the last");
        assert!(warned(&one) != warned(&other), "one of them, and not the other:\n{one}\n{other}");
        let later = if warned(&one) { &one } else { &other };
        assert!(later.split_whitespace().collect::<Vec<_>>().join(" ").contains("2 doses, 800 of 1200 mg"), "{later}");
    }
}

/// Holds the lock as another process would.
fn hold(env: &Env) -> File {
    let lock = File::options().write(true).open(env.home().join("journal.lock")).unwrap();
    lock.try_lock().unwrap();
    lock
}

#[test]
fn a_held_lock_is_waited_for_and_after_a_second_it_says_so() {
    let env = floor();
    let lock = hold(&env);
    let begun = Instant::now();
    let mut child = env.command(["log", "5"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    thread::sleep(Duration::from_millis(1500));
    assert!(child.try_wait().unwrap().is_none(), "it did not wait");
    drop(lock);
    let out = child.wait_with_output().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(20) && out.status.success(), "{}", text(&out.stderr));
    assert_eq!(text(&out.stderr), "Waiting for another backflare to finish ...\n");
    assert_eq!(env.last_event()["pain"]["level"], 5);
}

#[test]
#[ignore = "takes half a minute: `cargo test --release -- --ignored`"]
fn after_thirty_seconds_it_gives_up_with_nothing_written() {
    let env = floor();
    let (_lock, before, begun) = (hold(&env), env.files(), Instant::now());
    // Reading waits for nobody.
    env.sh("next").ok();
    let out = output(&env, "took ibuprofen 400mg");
    let (seconds, said) = (begun.elapsed().as_secs(), text(&out.stderr));
    assert_eq!((out.status.code(), text(&out.stdout).as_str()), (Some(1), ""), "{said}");
    assert!((29..60).contains(&seconds), "{seconds} seconds");
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("for 30 seconds") && flat.contains("Nothing was saved."), "{said}");
    assert!(env.files() == before, "something was written");
    tell(&format!("\nA held lock: gave up after {seconds} seconds with exit 1 and nothing written\n"));
}

/// How many courses were begun.
fn starts(env: &Env) -> usize {
    env.journal().iter().filter(|line| line["event"].get("started").is_some()).count()
}

/// Types both lines at once, and gives how each ended.
fn at_once(env: &Env, lines: [&str; 2]) -> [Output; 2] {
    let start = Barrier::new(2);
    let [one, other] = lines.map(|line| {
        let start = &start;
        move || {
            start.wait();
            output(env, line)
        }
    });
    thread::scope(|scope| {
        let (one, other) = (scope.spawn(one), scope.spawn(other));
        [one.join().unwrap(), other.join().unwrap()]
    })
}

/// A beginning beside an end, and beside another beginning: whichever comes first, each is told what became of it, and the
/// journal says the same.
#[test]
fn a_start_beside_an_end_or_another_start_is_told_what_it_did() {
    // For each way in which both may have ended: how many courses that began, and how `next` ends then.
    let check = |runs: bool, lines: [&str; 2], may: &[([i32; 2], usize, i32)]| {
        for _ in 0..4 {
            let env = if runs { floor() } else { Env::new() };
            let before = starts(&env);
            let ended = at_once(&env, lines);
            let said = ended.each_ref().map(|one| format!("{}{}", text(&one.stdout), text(&one.stderr)));
            let came = (ended.each_ref().map(|one| one.status.code().unwrap()), starts(&env) - before);
            let next = env.sh("next --json");
            assert!(may.contains(&(came.0, came.1, next.code)), "{lines:?}: {came:?}, then {next}\n{said:?}");
            assert_eq!(env.journal().len(), env.journal_text().lines().count(), "a line cannot be read");
            env.sh("doctor").ok();
        }
    };
    check(true, ["end", "start --clear"], &[([0, 0], 1, 0), ([0, 2], 0, 4)]);
    check(true, ["end", "start --new --clear"], &[([0, 0], 1, 0), ([0, 0], 1, 4)]);
    check(true, ["start --new --clear", "start --new --clear"], &[([0, 0], 2, 0)]);
    check(false, ["start --clear", "start --clear"], &[([0, 2], 1, 0), ([2, 0], 1, 0)]);
    check(false, ["start", "end"], &[([0, 0], 1, 4), ([0, 4], 1, 0)]);
}

/// An export of what was noted on another computer, laid beside this one; and the ids in it.
pub(crate) fn brought(env: &Env) -> Vec<String> {
    let other = Env::new();
    for line in ["log 3 --note brought", "took aspirin 300mg", "profile set region eu", "export -o diary.json"] {
        other.sh(line).ok();
    }
    fs::copy(other.beside("diary.json"), env.beside("diary.json")).unwrap();
    other.journal().iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect()
}

/// What changes more than one file, or more than the end of one: an answer about the person, an older entry, what comes from
/// another computer. Sixteen at once, and each of them is there afterwards, once.
#[test]
fn answers_mended_entries_and_what_is_brought_lose_nothing_in_a_crowd() {
    const FACTS: [&str; 6] = ["allergy", "bleeding", "alcohol", "less-feeling", "raynaud", "clot"];
    let env = floor();
    for _ in 0..4 {
        env.sh("log 4").ok();
    }
    let pains = env.journal().into_iter().filter(|line| line["event"].get("pain").is_some());
    let pains: Vec<String> = pains.map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    let brought = brought(&env);
    let mut lines: Vec<String> = FACTS.iter().map(|fact| format!("profile set {fact} yes")).collect();
    lines.extend(pains.iter().enumerate().map(|(nth, id)| format!("amend {id} --level 6 --note mended-{nth}")));
    lines.extend((0..3).map(|_| "import diary.json".to_owned()));
    lines.extend((0..3).map(|nth| format!("log 2 --note own-{nth}")));
    let start = Barrier::new(lines.len());
    thread::scope(|scope| {
        let typed: Vec<_> = lines
            .iter()
            .map(|line| {
                let (start, env) = (&start, &env);
                scope.spawn(move || {
                    start.wait();
                    (line, output(env, line))
                })
            })
            .collect();
        for (line, out) in typed.into_iter().map(|one| one.join().unwrap()) {
            assert!(out.status.success(), "{line}: {}", text(&out.stderr));
        }
    });
    let journal = env.journal();
    assert_eq!(journal.len(), env.journal_text().lines().count(), "a line cannot be read");
    let ids: Vec<&str> = journal.iter().map(|line| line["id"].as_str().unwrap()).collect();
    for id in &brought {
        assert_eq!(ids.iter().filter(|own| *own == id).count(), 1, "{id} was brought once");
    }
    for (nth, id) in pains.iter().enumerate() {
        let mended: Vec<&Value> = journal.iter().filter(|line| line["replaces"] == id.as_str()).collect();
        assert_eq!(mended.len(), 1, "{id}: {mended:?}");
        assert_eq!(mended[0]["event"]["pain"]["note"], format!("mended-{nth}"));
    }
    for nth in 0..3 {
        let note = format!("own-{nth}");
        assert_eq!(journal.iter().filter(|line| line["event"]["pain"]["note"] == note.as_str()).count(), 1, "{note}");
    }
    let known: Value = serde_json::from_str(&env.read("profile.json")).unwrap();
    for fact in FACTS {
        assert_eq!(known["answers"][fact]["value"], "yes", "{fact}: {known}");
    }
    assert_eq!(known["answers"]["region"]["value"], "eu", "{known}");
    env.sh("doctor").ok();
    env.sh("next").ok();
}
