//! A journal of fifty lines, and a full profile, with every byte changed, and cut off at every byte, one after the other.
//!
//! Never a panic, never a line or an answer gone without a word. There are no checksums: a change that leaves a valid entry is not
//! noticed, and the table says how many those are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use backflare::engine::{self, history::History, plan::Plan};
use backflare::model::event::{Event, Record, Tail};
use backflare::model::kind::Kind;
use backflare::model::profile::{Choices, Profile, QUESTIONS, Scope};
use backflare::model::time::{Clock, Stamp, Zone};
use backflare::protocol::{Protocol, library, read};
use backflare::store::home::Home;
use backflare::store::journal::{Journal, LineContent, Waiting};
use backflare::store::profile::read_profile;
use serde_json::json;
use tempfile::TempDir;

use crate::env::Env;
use crate::faults::tell;

const LINES: usize = 50;

/// A journal of two flares, and what it says undamaged.
struct Bench {
    _folder: TempDir,
    path: PathBuf,
    bytes: Vec<u8>,
    records: Vec<Record>,
    /// A minute after the last line.
    now: Stamp,
    /// How many lines stand before the last answer to a card.
    answered: usize,
    protocol: Protocol,
}

/// What a change came to.
#[derive(Default)]
struct Counts {
    tried: usize,
    named: usize,
    same: usize,
    valid: usize,
    plans: usize,
}

fn journal_of_two_flares() -> (Vec<u8>, String) {
    let mut env = Env::new();
    let flare = json!({ "started": { "protocol": "back-flare", "version": "1.0.0", "course": "flare" } });
    let card = |card: &str| json!({ "screened": { "card": card } });
    let mut events = vec![flare.clone(), card("emergency"), card("same-day")];
    // A sign that was said, and a clinician who looked.
    events.push(json!({ "screened": { "card": "same-day", "signs": ["fever"] } }));
    events.push(json!({ "seen": { "who": "Dr Osei" } }));
    for nth in 0..17 {
        events.push(json!({ "pain": { "level": nth % 4 + 3, "note": "after the stairs" } }));
    }
    events.extend([json!({ "ended": { "note": "over" } }), flare, card("emergency"), card("same-day")]);
    let dose = json!({ "took": { "medicine": "ibuprofen", "contains": ["ibuprofen"], "amount_mg": 200 } });
    let mut nth = 0;
    while events.len() < LINES - 1 {
        events.push(match nth % 6 {
            0 => dose.clone(),
            1 => json!({ "done": { "step": "walk", "answer": true } }),
            2 => json!({ "pain": { "level": 4, "leg": true } }),
            3 => json!({ "skipped": { "step": "heat", "because": "too warm" } }),
            4 => json!({ "answered": { "fact": "fall-or-blow", "value": "no" } }),
            _ => json!({ "snoozed": { "step": "walk", "span": "20m" } }),
        });
        nth += 1;
    }
    events.push(json!({ "retracted": { "of": "01900000-0000-7000-8000-202020202020" } }));
    for event in events {
        // No two ids differ in one letter only, as is so of those that the program makes.
        let (line, nth) = (env.line(event), env.journal().len() + 1);
        env.append(&format!(
            "{}\n",
            line.replace(&format!("{nth:012x}\","), &format!("{}\",", format!("{nth:02x}").repeat(6)))
        ));
        env.advance("1m");
    }
    (env.journal_text().into_bytes(), env.now())
}

impl Bench {
    fn new() -> Self {
        let (bytes, now) = journal_of_two_flares();
        let folder = TempDir::with_prefix("backflare-").unwrap();
        let path = folder.path().join("journal.jsonl");
        let now: Stamp = serde_json::from_value(json!(now)).unwrap();
        let protocol = read::read(library::builtin("back-flare").unwrap()).unwrap().into_protocol();
        let mut bench = Self { _folder: folder, path, bytes, records: Vec::new(), now, answered: 0, protocol };
        let tail = bench.tail(&bench.bytes);
        assert_eq!((tail.records.len(), tail.damaged.len()), (LINES, 0), "{:?}", tail.damaged);
        let is_answer = |record: &Record| matches!(record.event, Event::Screened { .. });
        bench.answered = tail.records.iter().rposition(is_answer).unwrap() + 1;
        bench.records = tail.records;
        bench
    }

    fn tail(&self, bytes: &[u8]) -> Tail {
        fs::write(&self.path, bytes).unwrap();
        Journal::at(self.path.clone()).read(self.now, &mut patiently).unwrap()
    }

    /// The number of the line that a byte is in.
    fn line_of(&self, at: usize) -> usize {
        self.bytes[..at].split(|byte| *byte == b'\n').count()
    }

    /// Reads it with one byte changed.
    fn change(&self, at: usize, mask: u8, plan: bool, counts: &mut Counts) {
        let mut bytes = self.bytes.clone();
        bytes[at] ^= mask;
        let tail = self.tail(&bytes);
        let line = self.line_of(at);
        let what = format!("byte {at} of line {line}, {:?} to {:?}", self.bytes[at] as char, bytes[at] as char);
        // A line end that comes or goes touches the line after it as well.
        let ends = self.bytes[at] == b'\n' || bytes[at] == b'\n';
        let touched = if ends { line..=line + 1 } else { line..=line };
        let named: BTreeSet<usize> = tail.damaged.iter().map(|damage| usize::try_from(damage.line).unwrap()).collect();
        assert!(named.iter().all(|line| touched.contains(line)), "{what}: {named:?}");
        let untouched =
            |(place, record): (usize, &'_ Record)| (!touched.contains(&(place + 1))).then(|| record.clone());
        let rest: Vec<Record> = self.records.iter().enumerate().filter_map(untouched).collect();
        let found = |record: &&Record| tail.records.contains(record);
        assert_eq!(rest.iter().filter(found).count(), rest.len(), "{what}: another line is gone");
        let extra = tail.records.len() - rest.len();
        counts.tried += 1;
        // A version that has become a newer one makes the journal read-only, which is said as well.
        if !named.is_empty() || tail.newer.is_some() {
            counts.named += 1;
        } else if tail.records == self.records {
            counts.same += 1;
        } else {
            assert_eq!(extra, touched.clone().filter(|line| *line <= LINES).count(), "{what}: a line is gone unsaid");
            counts.valid += 1;
        }
        if plan {
            counts.plans += 1;
            self.consequences(&tail, &what);
        }
    }

    /// What damage means: no medicine is offered, and the cards are asked again where it stands after their answers.
    fn consequences(&self, tail: &Tail, what: &str) {
        let profile = Profile::default();
        let clock = Clock { now: self.now.moment, zone: Zone::fixed(3600) };
        let history = History::new(tail, clock);
        let plan: Plan<'_> = engine::plan(&self.protocol, &profile, &history);
        if tail.damaged.is_empty() || plan.course.is_none() {
            return;
        }
        let offered = plan.action.iter().chain(&plan.beside).any(|action| action.step.kind == Kind::Medicine);
        assert!(!offered, "{what}: a medicine is offered");
        if tail.damaged.iter().any(|damage| damage.place >= self.answered) {
            assert!(!plan.screening.pending.is_empty(), "{what}: the cards are not asked again");
        }
    }

    /// Reads it cut off after so many bytes, and goes on writing.
    fn cut(&self, length: usize, counts: &mut Counts) {
        let bytes = &self.bytes[..length];
        let tail = self.tail(bytes);
        let what = format!("cut after {length} bytes");
        // A line without its end is an entry all the same.
        let cut_line = &self.bytes[bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)..];
        let torn = length - (self.bytes.len() - cut_line.len());
        let whole = self.line_of(length) - 1 + usize::from(torn > 0 && cut_line[torn] == b'\n');
        assert_eq!(tail.records, self.records[..whole], "{what}");
        let is_damaged = torn > 0 && cut_line[torn] != b'\n';
        let named: Vec<u64> = tail.damaged.iter().map(|damage| damage.line).collect();
        let line = u64::try_from(self.line_of(length)).unwrap();
        assert_eq!(named, if is_damaged { vec![line] } else { vec![] }, "{what}");
        self.consequences(&tail, &what);

        let journal = Journal::at(self.path.clone());
        let mut writer = journal.lock(&mut patiently).unwrap();
        let event = Event::pain(5);
        let written = writer.append(self.now, None, event).unwrap();
        drop(writer);
        let now = fs::read(&self.path).unwrap();
        assert!(now.starts_with(bytes), "{what}: what stood there has changed");
        let after = journal.read(self.now, &mut patiently).unwrap();
        assert_eq!(after.records[..whole], self.records[..whole], "{what}");
        assert_eq!(after.records[whole..], [written], "{what}");
        assert_eq!(after.damaged.len(), named.len(), "{what}");
        counts.tried += 1;
        *(if is_damaged { &mut counts.named } else { &mut counts.same }) += 1;
        counts.plans += 1;
    }
}

/// Changes every `step`th byte by each of these masks, and works out a plan for one in so many.
fn change_all(step: usize, masks: &[u8], plan_every: usize) {
    let bench = Bench::new();
    let mut counts = Counts::default();
    for at in (0..bench.bytes.len()).step_by(step) {
        for mask in masks {
            let plan = counts.tried % plan_every == 0;
            bench.change(at, *mask, plan, &mut counts);
        }
    }
    let Counts { tried, named, same, valid, plans } = counts;
    tell(&format!(
        "\nDamage: every {step}. byte of {LINES} lines ({} bytes), changed in {} ways\n| changes | line named | reads the \
         same | another valid entry | gone without a word | panics | plans worked out |\n\
         |--:|--:|--:|--:|--:|--:|--:|\n| {tried} | {named} | {same} | {valid} | 0 | 0 | {plans} |\n",
        bench.bytes.len(),
        masks.len()
    ));
}

/// Waits as the program does: another test may start a process just now, which holds every open file until it runs.
fn patiently(waiting: Waiting<'_>) {
    if let Waiting::Pause(span) = waiting {
        std::thread::sleep(span);
    }
}

#[test]
fn every_third_byte_changed_is_named_or_still_an_entry() {
    change_all(3, &[0x01], 16);
}

#[test]
#[ignore = "takes a minute: `cargo test --release -- --ignored`"]
fn every_bit_changed_is_named_or_still_an_entry() {
    change_all(1, &[0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff], 16);
}

fn cut_all(step: usize) {
    let bench = Bench::new();
    let mut counts = Counts::default();
    for length in (0..bench.bytes.len()).step_by(step) {
        bench.cut(length, &mut counts);
    }
    let Counts { tried, named, same, .. } = counts;
    tell(&format!(
        "\nDamage: cut off at every {step}. byte, read, and gone on with\n| cuts | cut line named | cut between lines | \
         an entry lost | panics |\n|--:|--:|--:|--:|--:|\n| {tried} | {named} | {same} | 0 | 0 |\n",
    ));
}

#[test]
fn every_cut_keeps_the_lines_before_it() {
    cut_all(23);
}

#[test]
#[ignore = "takes a minute: `cargo test --release -- --ignored`"]
fn every_cut_at_each_byte_keeps_the_lines_before_it() {
    cut_all(1);
}

/// The whole reading, which `doctor` uses, agrees with the reading of the end.
#[test]
fn the_whole_is_damaged_where_the_end_is() {
    let bench = Bench::new();
    for at in (0..bench.bytes.len()).step_by(13) {
        let mut bytes = bench.bytes.clone();
        bytes[at] ^= 0x04;
        let tail = bench.tail(&bytes);
        let whole = Journal::at(bench.path.clone()).whole(&mut patiently).unwrap();
        let in_tail: Vec<(u64, &str)> = tail.damaged.iter().map(|damage| (damage.line, damage.why.as_str())).collect();
        let in_whole: Vec<(u64, &str)> = whole.damaged().map(|(line, why)| (line.number, why)).collect();
        assert_eq!(in_tail, in_whole, "byte {at}");
        let entries = whole.lines.iter().filter(|line| matches!(line.content, LineContent::Entry(_))).count();
        assert_eq!(entries, tail.records.len(), "byte {at}");
    }
}

/// A profile in which every question about the person is answered.
fn full_profile() -> Env {
    let env = Env::new();
    for question in QUESTIONS.iter().filter(|question| question.scope == Scope::Person) {
        let value = match question.choices {
            Choices::Number(_) => question.choices.example(),
            Choices::Time(_) if question.key == "sleeps" => "22:30",
            Choices::Time(_) => "06:30",
            Choices::AtHours(_) => "heat=15:00",
            Choices::OneOf(words) | Choices::Several(words) => words[0],
            Choices::YesNo => "yes",
            Choices::YesNoCleared | Choices::NoCleared => "cleared",
        };
        env.run(["profile", "set", question.key, value]).ok();
    }
    env
}

/// Changes every `step`th byte of a profile by each of these masks, and cuts it off there: it is refused, or it holds every
/// answer, and at most one of them is another.
fn change_profile(masks: &[u8], step: usize) {
    let env = full_profile();
    let file = env.home().join("profile.json");
    let home = Home::find(&BTreeMap::from([("BACKFLARE_HOME".into(), env.home().into_os_string())])).unwrap();
    let (bytes, whole) = (fs::read(&file).unwrap(), read_profile(&home).unwrap());
    let mut counts = Counts::default();
    for at in (0..bytes.len()).step_by(step) {
        for mask in masks {
            let mut changed = bytes.clone();
            changed[at] ^= mask;
            fs::write(&file, &changed).unwrap();
            counts.tried += 1;
            let Ok(profile) = read_profile(&home) else {
                counts.named += 1;
                continue;
            };
            let keys = |profile: &Profile| profile.answers.keys().copied().collect::<Vec<_>>();
            assert_eq!(keys(&profile), keys(&whole), "byte {at} by {mask:#04x}: an answer is gone unsaid");
            let others = profile.answers.iter().filter(|(fact, answered)| whole.answers.get(fact) != Some(answered));
            let others = others.count();
            assert!(others <= 1, "byte {at} by {mask:#04x}: {others} answers are others");
            *(if others == 0 { &mut counts.same } else { &mut counts.valid }) += 1;
        }
    }
    let json = bytes.trim_ascii_end().len();
    for length in (0..json).step_by(step).chain([json - 1]) {
        fs::write(&file, &bytes[..length]).unwrap();
        assert!(read_profile(&home).is_err(), "cut after {length} bytes, and nobody noticed");
    }
    // What cannot be trusted is not written over.
    fs::write(&file, &bytes[..json / 2]).unwrap();
    env.sh("profile set age 45").code(5).tells("the profile cannot be trusted");
    assert_eq!(fs::read(&file).unwrap(), &bytes[..json / 2]);
    let Counts { tried, named, same, valid, .. } = counts;
    tell(&format!(
        "\nDamage: a profile of {} answers ({} bytes), changed in {} ways, and cut off at every {step}. of {json} places\n| changes | \
         refused | reads the same | another valid answer | an answer gone without a word | cuts not noticed |\n\
         |--:|--:|--:|--:|--:|--:|\n| {tried} | {named} | {same} | {valid} | 0 | 0 |\n",
        whole.answers.len(),
        bytes.len(),
        masks.len()
    ));
}

#[test]
fn a_changed_profile_is_refused_or_still_whole() {
    change_profile(&[0x01, 0x04], 8);
}

#[test]
#[ignore = "takes a minute: `cargo test --release -- --ignored`"]
fn every_bit_of_a_profile_changed_is_refused_or_still_an_answer() {
    change_profile(&[0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff], 1);
}
