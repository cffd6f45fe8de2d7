//! `kill -9` at random moments of a running mix: whatever was confirmed is there, once; nothing else than was typed is.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::process::Stdio;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::begin::floor;
use crate::crowd::{brought, mark};
use crate::env::{Env, split};
use crate::faults::tell;

/// So many type at once, so that whoever is killed may hold the lock that another waits for.
const HANDS: u64 = 3;

/// Numbers that look random and are the same in each run.
pub(crate) struct Dice(u64);

impl Dice {
    /// Other numbers for each hand.
    pub(crate) fn new(hand: u64) -> Self {
        Self(0x9E37_79B9_7F4A_7C15 ^ hand)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // The low bits are the least random.
        (self.0 >> 16) % end
    }
}

/// A line to type, and the mark or else the kind of the event that it records. `pains` are entries to mend.
fn typed(dice: &mut Dice, mark: &str, pains: &[String]) -> (String, Records) {
    let marked = Records::Marked(mark.to_owned());
    match dice.below(15) {
        0..=3 => (format!("log {} --note {mark}", dice.below(4) + 3), marked),
        4..=5 => (format!("took {mark} 5mg"), marked),
        6 => ("done".to_owned(), Records::Kind("done")),
        7 => ("undo".to_owned(), Records::Kind("retracted")),
        8 => (format!("end --note {mark}"), marked),
        9 => (format!("screen --seen 'Dr Osei {mark}'"), marked),
        10 => (format!("profile set age {}", 18 + dice.below(60)), Records::Kind("age")),
        11 => {
            let place = usize::try_from(dice.below(pains.len() as u64)).unwrap();
            (format!("amend {} --note {mark}", pains[place]), marked)
        }
        // Where another question is first, it is refused and says which.
        12 => ("answer not-yet".to_owned(), Records::Kind("done")),
        13 => ("import diary.json".to_owned(), Records::Kind("imported")),
        _ => ("start --new --clear".to_owned(), Records::Kind("started")),
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Records {
    Marked(String),
    Kind(&'static str),
}

/// What became of all that was typed.
#[derive(Default)]
struct Told {
    killed: usize,
    killed_after_confirming: usize,
    ended: usize,
    /// How often each was typed, and how often it was confirmed.
    typed: BTreeMap<Records, usize>,
    confirmed: BTreeMap<Records, usize>,
}

/// Types one line and kills it after a while.
fn kill_one(env: &Env, line: &str, records: Records, patience: Duration, told: &Mutex<Told>) {
    let mut child = env.command(split(line)).stdout(Stdio::piped()).spawn().unwrap();
    thread::sleep(patience);
    child.kill().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    let status = child.wait().unwrap();
    let killed = status.code().is_none();
    let confirmed = status.success() || (killed && !said.is_empty());
    let mut told = told.lock().unwrap();
    *told.typed.entry(records.clone()).or_default() += 1;
    told.killed += usize::from(killed);
    told.ended += usize::from(!killed);
    told.killed_after_confirming += usize::from(killed && confirmed);
    *told.confirmed.entry(records).or_default() += usize::from(confirmed);
}

/// How long an undisturbed command takes, at most, of a few.
fn usual(env: &Env) -> Duration {
    let took = |_| {
        let begun = Instant::now();
        env.sh("log 4").ok();
        begun.elapsed()
    };
    (0..5).map(took).max().unwrap()
}

fn storm(kills: usize) {
    let env = floor();
    for _ in 0..40 {
        env.sh("log 4").ok();
    }
    let pains = env.journal().into_iter().filter(|line| line["event"].get("pain").is_some());
    let pains: Vec<String> = pains.map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    let brought = brought(&env);
    let (usual, base, told, begun) = (usual(&env), env.journal(), Mutex::new(Told::default()), Instant::now());
    let most = u64::try_from(usual.as_micros()).unwrap() * 3 / 2;
    thread::scope(|scope| {
        for hand in 1..=HANDS {
            let (env, told, pains) = (&env, &told, &pains);
            scope.spawn(move || {
                let mut dice = Dice::new(hand);
                for nth in 0.. {
                    if told.lock().unwrap().killed >= kills {
                        return;
                    }
                    let (line, records) = typed(&mut dice, &format!("h{hand}-{nth}"), pains);
                    kill_one(env, &line, records, Duration::from_micros(dice.below(most)), told);
                }
            });
        }
    });
    let mut told = told.into_inner().unwrap();
    let (mut journal, lines) = (env.journal(), env.journal_text());
    let readable = journal.len();
    let ids: BTreeSet<String> = journal.iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), readable, "an id is there twice");
    // What is brought comes as a whole or not at all, and stands among the others by its time.
    let came = brought.iter().filter(|id| ids.contains(*id)).count();
    assert!([0, brought.len()].contains(&came), "{came} of {} entries were brought", brought.len());
    let imports = told.confirmed.remove(&Records::Kind("imported")).unwrap_or_default();
    assert!(came > 0 || imports == 0, "an import was confirmed, and nothing came");
    journal.retain(|record| !brought.iter().any(|id| record["id"] == id.as_str()));
    assert_eq!(journal[..base.len()], base, "what stood there has changed");
    let mut found: BTreeMap<Records, usize> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for record in &journal[base.len()..] {
        let kind = record["event"].as_object().unwrap().keys().next().unwrap().as_str();
        // `start --new` ends the flare before it with a note of its own.
        let mark = mark(record).filter(|mark| mark.starts_with('h'));
        let records = match (mark, kind) {
            (Some(mark), _) => Records::Marked(mark.to_owned()),
            (None, "done") => Records::Kind("done"),
            (None, "retracted") => {
                let of = record["event"]["retracted"]["of"].as_str().unwrap();
                assert!(gone.insert(of), "taken back twice: {record}");
                Records::Kind("retracted")
            }
            (None, "started") => Records::Kind("started"),
            (None, "answered") if record["event"]["answered"]["fact"] == "age" => Records::Kind("age"),
            // The `--clear` of a start answers cards.
            (None, kind) => {
                assert!(["ended", "screened", "answered"].contains(&kind), "nobody typed this: {record}");
                continue;
            }
        };
        *found.entry(records).or_default() += 1;
    }
    for (records, n) in &found {
        let typed = told.typed.get(records).copied().unwrap_or(0);
        // One `undo` takes back a card together with the answers that came with it.
        let may_be_more = *records == Records::Kind("retracted");
        assert!(*n <= typed || (may_be_more && typed > 0), "more than was typed: {n} of {records:?}, typed {typed}");
    }
    for (records, n) in &told.confirmed {
        assert!(found.get(records).copied().unwrap_or(0) >= *n, "confirmed and not there: {records:?}");
    }
    // An answer is in the profile with its event, or not at all.
    let profile: Value = serde_json::from_str(&env.read("profile.json")).unwrap();
    let age = &profile["answers"]["age"]["value"];
    let said =
        |record: &Value| record["event"]["answered"]["fact"] == "age" && record["event"]["answered"]["value"] == *age;
    assert!(age.is_null() || journal.iter().any(said), "nobody said this: {profile}");
    let torn = lines.lines().filter(|line| !line.trim().is_empty()).count() - readable;
    // And then somebody goes on.
    env.sh("start --new --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("log 2 --note after").ok();
    let next = env.sh("next --json");
    assert!([0, 4].contains(&next.code), "{next}");
    let doctor: Value = env.sh("doctor --json").json();
    assert_eq!(doctor["healthy"], torn == 0, "{doctor}");
    let sum = |counts: &BTreeMap<Records, usize>| counts.values().sum::<usize>();
    let Told { killed, killed_after_confirming, ended, .. } = told;
    tell(&format!(
        "\nKill storms\n| kill -9 | ended before it | confirmed | of these killed while answering | found of them | \
         found, killed before confirming | torn lines | lost | doubled | seconds |\n\
         |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n\
         | {killed} | {ended} | {0} | {killed_after_confirming} | {0} | {1} | {torn} | 0 | 0 | {2:.1} |\n",
        sum(&told.confirmed),
        sum(&found) - sum(&told.confirmed),
        begun.elapsed().as_secs_f64()
    ));
}

#[test]
fn a_hundred_kills_lose_nothing_that_was_confirmed() {
    storm(100);
}

#[test]
#[ignore = "takes a minute: `cargo test --release -- --ignored`"]
fn two_thousand_kills_lose_nothing_that_was_confirmed() {
    storm(2000);
}
