//! A recovery told in a few lines, and a question about it: how the tables of `rules/` are read.
//!
//! A line is `TIME what happened`. A time is counted from the start of the flare, Monday 23 November 2026 at 08:00 in a
//! fixed zone: `90m`, `5h59m59s`, `2d`. `2h@5h` happened at 2h and was written down at 5h. What may happen:
//!
//! - `pain 5`, `pain 5 leg`; `done STEP [yes|no]`, `skip STEP`, `on STEP`, `off STEP`; `end`;
//! - `took NAME [400mg] [units 2] [contains aspirin,sedating]`, each as `NAME[=CLASS][:MG]`, such as `meloxicam=nsaid:15`; `correct NAME 200mg because it was one` replaces the last dose so named;
//! - `slip`, `followed SIGN gone`, `known SIGN CHECK,CHECK [DAYS]`: see `story/signs.rs`;
//! - `box NAME | AMOUNT`: a real box, as the table and the amount say what is in it; an amount may be left out;
//! - `none [CARD ..]` answers cards with none of these, `sign ID ..`, `beside CARD ID`, `unsure CARD`, `unsure-of CARD SIGN ..`, `seen`; `answer FACT VALUE`;
//! - `agreed nsaid [DAYS]`: on the first day, or so many after it; `passed KEY` passes a question over; `slept bad`; `told` that pain lasts;
//! - `undo` takes back the newest event; `undo NAME` the newest event with that word in its line; `damaged` is a line that cannot be read.
//!
//! A line that begins with `#` names the row. Lines without a time set the scene: `profile age 65` (`profile age` forgets the answer; `profile cancer yes 60d` was answered so long before), `protocol ibuprofen.medicine.spacing
//! 4h` (a step; `cards.leg.every 6h` a card, `course prevention` the course), and `bare`. Unless it is bare, the flare is started, stood up from, and screened again and again, with every question
//! that is only true for a while answered with no, so that a row is about its own rule and no other.

mod signs;

use std::collections::BTreeMap;

use backflare::engine;
use backflare::engine::ask::Ask;
use backflare::engine::case::Case;
use backflare::engine::explain::{Explanation, explain};
use backflare::engine::history::History;
use backflare::engine::plan::{Cause, Plan, Reason};
use backflare::engine::safety::{self, Latch};
use backflare::model::amount::Amount;
use backflare::model::count;
use backflare::model::event::{Content, Damage, Dose, Event, Record, Tail};
use backflare::model::id::Id;
use backflare::model::medicine::Ingredient;
use backflare::model::medicine::resolve::resolve;
use backflare::model::profile::{Answer, Answered, Fact, Profile, QUESTIONS, Scope};
use backflare::model::time::{Clock, Moment, Span, Stamp, Zone};
use backflare::protocol::after_medicine::after_medicine;
use backflare::protocol::format::{Protocol, Step};
use serde_json::Value;
use uuid::Uuid;

/// Monday 23 November 2026, 08:00, an hour east of UTC.
const START: &str = "2026-11-23T08:00:00+01:00";
/// East of UTC, in seconds, for good.
const OFFSET: i32 = 3600;

/// Steps that the rules speak of and the built-in protocol does not have: only to be judged.
const MORE_STEPS: &str = r#"[
    {"id": "naproxen", "kind": "medicine", "title": "Naproxen", "say": [], "timing": {"kind": "on-demand", "hours": "any"},
     "medicine": {"name": "naproxen", "dose_mg": 220, "spacing": "8h"}},
    {"id": "aspirin", "kind": "medicine", "title": "Aspirin", "say": [], "timing": {"kind": "on-demand", "hours": "any"},
     "medicine": {"name": "aspirin", "dose_mg": 300, "spacing": "8h"}},
    {"id": "helper-lift", "kind": "stretch", "title": "One leg up, by a helper", "say": [], "helper": true,
     "timing": {"kind": "on-demand", "hours": "any"}, "sessions": [{"rounds": 2, "cues": [{"say": "Up", "length": "10s"}]}]},
    {"id": "bird-dog", "kind": "exercise", "title": "Bird dog", "say": [], "timing": {"kind": "on-demand", "hours": "any"},
     "sessions": [{"rounds": 5, "cues": [{"say": "Hold", "length": "5s"}]}]},
    {"id": "gun", "kind": "massage", "title": "Massage gun", "say": [], "timing": {"kind": "on-demand", "hours": "any"},
     "sessions": [{"rounds": 1, "sides": true, "cues": [{"say": "Shoulder", "length": "60s"}, {"say": "Thigh", "length": "60s"}]}]},
    {"id": "menthol", "kind": "rub", "title": "Menthol rub", "say": [], "timing": {"kind": "on-demand", "hours": "any"}},
    {"id": "patch", "kind": "patch", "title": "Patch", "say": [], "timing": {"kind": "on-demand", "hours": "any"}}
]"#;

/// Everything that the engine is asked with.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) protocol: Protocol,
    pub(crate) profile: Profile,
    pub(crate) tail: Tail,
    lines: Vec<String>,
}

/// The moment so long after the start.
pub(crate) fn after_start(span: Span) -> Moment {
    Stamp::parse(START).unwrap().moment + span
}

pub(crate) fn stamp(moment: Moment) -> Stamp {
    Stamp { moment, offset: OFFSET }
}

pub(crate) fn clock(now: Moment) -> Clock {
    Clock { now, zone: Zone::fixed(OFFSET) }
}

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).unwrap_or_else(|| panic!("{text:?} is no name"))
}

/// Version 7 in form, and in the order of writing: like those of the program, but the same in every run.
pub(crate) fn uuid(n: usize) -> Uuid {
    Uuid::from_u128(0x7000_8000_0000_0000_0000 | n as u128)
}

/// The built-in protocol with the steps above, and the changes of a story.
pub(crate) fn protocol(changes: &[(String, String)]) -> Protocol {
    let file = include_str!("../../protocols/back-flare.json");
    let mut value: Value = serde_json::from_str(file).unwrap();
    let more: Vec<Value> = serde_json::from_str(MORE_STEPS).unwrap();
    value["steps"].as_array_mut().unwrap().extend(more);
    for (path, text) in changes {
        let mut parts = path.split('.');
        let first = parts.next().unwrap();
        let mut place = match first {
            "course" => &mut value["course"],
            list @ ("cards" | "signs") => named(&mut value[list], parts.next().unwrap()),
            step => named(&mut value["steps"], step),
        };
        for part in parts {
            place = match part.parse::<usize>() {
                Ok(index) => &mut place[index],
                Err(_) => &mut place[part],
            };
        }
        *place = serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()));
    }
    let mut protocol: Protocol = serde_json::from_value(value).unwrap();
    // As the door does.
    protocol.signs.extend(after_medicine().signs.clone());
    protocol
}

fn named<'v>(list: &'v mut Value, name: &str) -> &'v mut Value {
    let list = list.as_array_mut().unwrap();
    list.iter_mut().find(|found| found["id"] == name).unwrap_or_else(|| panic!("nothing is called {name:?}"))
}

/// 35 years old, and no to every question about the person.
pub(crate) fn profile() -> Profile {
    let mut answers = BTreeMap::new();
    for question in QUESTIONS.iter().filter(|question| question.scope == Scope::Person) {
        let text = match question.key {
            "age" => "35",
            "wakes" => "07:00",
            "sleeps" => "22:30",
            "day-starts" => "04:00",
            "warmth" => "both",
            "region" => "us",
            "without" | "hours" => "nothing",
            "pregnancy-week" => "not-sure",
            _ => "no",
        };
        let value = question.choices.parse(text).unwrap();
        answers.insert(question.fact, Answered { value, at: stamp(after_start(Span::hours(-1))) });
    }
    Profile { answers, ..Profile::default() }
}

/// A moment of a story, in its own words.
pub(crate) fn told(moment: Moment) -> String {
    let mut rest = (moment - after_start(Span::ZERO)).as_seconds();
    let mut text = String::new();
    for (unit, seconds) in [("h", 3600), ("m", 60), ("s", 1)] {
        if rest >= seconds {
            text = format!("{text}{}{unit}", rest / seconds);
            rest %= seconds;
        }
    }
    if text.is_empty() { "0h".to_owned() } else { text }
}

fn time(text: &str) -> Option<Moment> {
    match text.strip_prefix('-') {
        Some(text) => Some(after_start(Span::ZERO) - Span::parse(text)?),
        None => Some(after_start(Span::parse(text)?)),
    }
}

fn answer(fact: Fact, text: &str) -> Answer {
    fact.question().choices.parse(text).unwrap_or_else(|| panic!("{text:?} does not answer {fact:?}"))
}

impl Story {
    /// Reads a story as it stands when the question is asked at `now`.
    pub(crate) fn read(text: &str, now: Moment) -> Self {
        Self::read_on(text, now, None)
    }

    /// Reads a story with a protocol of its own, where there is one.
    pub(crate) fn read_on(text: &str, now: Moment, own: Option<&Protocol>) -> Self {
        let told = |line: &&str| !line.is_empty() && !line.starts_with('#');
        let lines: Vec<&str> = text.lines().map(str::trim).filter(told).collect();
        let mut changes = Vec::new();
        let (mut profile, mut bare, mut events) = (profile(), false, Vec::new());
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["bare"] => bare = true,
                ["protocol", path, rest @ ..] => changes.push(((*path).to_owned(), rest.join(" "))),
                ["profile", key] => {
                    profile.answers.remove(&Fact::parse(key).unwrap());
                }
                ["profile", key, value, rest @ ..] => {
                    let fact = Fact::parse(key).unwrap_or_else(|| panic!("no fact {key:?}"));
                    let ago = rest.first().map_or(Span::hours(1), |ago| Span::parse(ago).unwrap());
                    let at = stamp(after_start(Span::ZERO) - ago);
                    profile.answers.insert(fact, Answered { value: answer(fact, value), at });
                }
                [when, ..] => {
                    let (at, rec) = when.split_once('@').unwrap_or((when, when));
                    let (at, rec) = (time(at), time(rec));
                    let (Some(at), Some(rec)) = (at, rec) else { panic!("{line:?} has no time") };
                    events.push((rec, at, line[when.len()..].trim().to_owned()));
                }
                [] => {}
            }
        }
        let told: Vec<String> = events.iter().map(|(.., line)| line.clone()).collect();
        let (mut first, later) = background(bare, &told, now);
        first.append(&mut events);
        first.extend(later);
        first.sort_by_key(|(rec, ..)| *rec);
        let tail = Tail::default();
        let protocol = own.cloned().unwrap_or_else(|| protocol(&changes));
        // What the story tells ahead has not happened yet.
        first.retain(|(rec, ..)| own.is_none() || *rec <= now);
        let mut story = Self { protocol, profile, tail, lines: Vec::new() };
        for (rec, at, line) in first {
            story.happen(rec, at, &line);
        }
        story
    }

    #[expect(clippy::too_many_lines, reason = "one word, a few lines each")]
    fn happen(&mut self, rec: Moment, at: Moment, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let push = |story: &mut Self, event: Event| {
            let place = story.tail.records.len();
            for damage in story.tail.damaged.iter_mut().filter(|damage| damage.place == place) {
                damage.by = Some(stamp(rec));
            }
            let record = Record::new(uuid(place + 1), stamp(at), stamp(rec), event);
            story.tail.records.push(record);
            story.lines.push(line.to_owned());
        };
        match words.as_slice() {
            ["start"] => {
                let (protocol, version) = (self.protocol.id.clone(), self.protocol.version.clone());
                let course = self.protocol.course;
                push(self, Event::Started { protocol, version, course, pauses: None, progress: None });
            }
            ["end"] => push(self, Event::Ended { note: None }),
            ["pain", level, rest @ ..] => {
                push(
                    self,
                    Event::Pain { level: Some(level.parse().unwrap()), leg: rest == ["leg"], note: None, after: None },
                );
            }
            ["none", cards @ ..] => {
                let all: Vec<Id> = self.protocol.cards.iter().map(|card| card.id.clone()).collect();
                for card in all.into_iter().filter(|card| cards.is_empty() || cards.contains(&card.as_str())) {
                    push(self, Event::screened(card, Vec::new()));
                }
            }
            ["sign", signs @ ..] => {
                let asked = |line: &Vec<Id>| line.iter().any(|sign| sign.as_str() == signs[0]);
                let card = self.protocol.cards.iter().find(|card| card.lines.iter().any(|line| asked(&line.signs)));
                let card = card.unwrap_or_else(|| panic!("no card asks {}", signs[0])).id.clone();
                let signs = signs.iter().map(|sign| id(sign)).collect();
                push(self, Event::screened(card, signs));
            }
            ["beside", card, sign] => {
                push(self, Event::screened(id(card), vec![id(sign)]));
            }
            ["accepted", rest @ ..] => {
                let given = self.protocol.prescribed.clone().expect("a plan that a clinician gave");
                let (sha256, knows_leg) = ("00".to_owned(), rest == ["leg"]);
                push(self, Event::Accepted { who: given.who, when: given.when, sha256, knows_leg });
            }
            ["placed", step, place] => {
                let answer = serde_json::from_value(Value::String((*place).to_owned())).unwrap();
                push(self, Event::Placed { step: id(step), answer });
            }
            ["unsure", card] => push(self, Event::unsure(id(card))),
            ["unsure-of", card, signs @ ..] => {
                let mut event = Event::screened(id(card), signs.iter().map(|sign| id(sign)).collect());
                if let Event::Screened { unsure, .. } = &mut event {
                    *unsure = true;
                }
                push(self, event);
            }
            ["seen"] => push(self, Event::seen("looked at")),
            // Without the dose, as version 1 wrote it.
            ["answered", "last-dose-helped", value] => {
                let fact = Fact::LastDoseHelped;
                let value = answer(fact, value);
                push(self, Event::Answered { fact, value, was: None, who: None, on: None, dose: None });
            }
            ["answer", key, value] => {
                let fact = Fact::parse(key).unwrap_or_else(|| panic!("no fact {key:?}"));
                let about = |record: &Record| matches!(record.event, Event::Took(_));
                let newest = self.tail.records.iter().rev().find(|record| about(record)).map(|record| record.id);
                let dose = newest.filter(|_| fact == Fact::LastDoseHelped);
                let value = answer(fact, value);
                push(self, Event::Answered { fact, value, was: None, who: None, on: None, dose });
            }
            ["done", step, rest @ ..] => {
                let answer = rest.first().map(|word| *word == "yes");
                push(self, Event::Done { step: id(step), answer, partial: None, place: None });
            }
            ["skip", step] => push(self, Event::skipped(id(step))),
            ["on", step] => push(self, Event::on(id(step))),
            ["off", step] => push(self, Event::Off { step: id(step) }),
            ["took", name, rest @ ..] => push(self, Event::Took(dose(name, rest))),
            ["box", rest @ ..] => push(self, Event::Took(real_box(&rest.join(" ")))),
            ["correct", name, rest @ ..] => {
                let of = self.tail.records.iter().rev().find_map(|record| {
                    let Event::Took(dose) = &record.event else { return None };
                    (dose.medicine == *name).then_some(record.id)
                });
                let (rest, because) = rest.split_once_because();
                push(self, Event::Took(Dose { corrects: of, because, ..dose(name, &rest) }));
            }
            ["undo", word @ ..] => {
                let undone = |id: Uuid| {
                    let of = |record: &Record| matches!(record.event, Event::Retracted { of } if of == id);
                    self.tail.records.iter().any(of)
                };
                let newest = self.tail.records.iter().zip(&self.lines).rev().find(|(record, line)| {
                    !matches!(record.event, Event::Retracted { .. })
                        && !undone(record.id)
                        && word.iter().all(|word| line.contains(word))
                });
                let of = newest.expect("something to undo").0.id;
                push(self, Event::Retracted { of });
            }
            ["damaged", rest @ ..] => {
                let place = self.tail.records.len();
                // `damaged between`: the line before it can be read, too.
                let since = self.tail.records.last().map(|record| record.rec).filter(|_| rest == ["between"]);
                self.tail.damaged.push(Damage { line: 1, since, by: None, place, why: "not JSON".to_owned() });
            }
            words if signs::is_one(words) => {
                for event in signs::told(words, &self.protocol, &self.tail.records) {
                    push(self, event);
                }
            }
            words => {
                let event = told_by(words).unwrap_or_else(|| panic!("{line:?} is not a line of a story"));
                push(self, event);
            }
        }
    }

    /// Answers one question: `18h ibuprofen`, `2h screening`, `2h cards`, `2h week` of a pregnancy, `2h side` how one lies, `2h action`, `2h ask`, `15d alerts`, `2h two`, `2h driving`, `2h helped`, `2h warns` whether the newest dose may be too
    /// much; `2h signs` are those that stand, in words; `2h why ibuprofen` are the reasons of its vetoes, `2h behind acetaminophen` is the step that it stands in for, `2h needs heat` are the steps that it waits for, `2h standing ibuprofen` what `took` says of an ingredient.
    pub(crate) fn answer(&self, now: Moment, subject: &str) -> String {
        let history = History::new(&self.tail, clock(now));
        let plan = engine::plan(&self.protocol, &self.profile, &history);
        match subject {
            "screening" => plan.screening.word().to_owned(),
            "cards" => list(plan.screening.pending.iter().map(|pending| pending.card.id.to_string())),
            "seen" => list(plan.screening.seen.iter().map(|seen| format!("{} ({})", seen.text, told(seen.at)))),
            "signs" => plan.screening.latches.iter().map(sign).collect::<Vec<_>>().join("; "),
            "latches" => list(plan.screening.latches.iter().map(|latch| latch.urgency.to_string())),
            "beside" => list(plan.beside.iter().map(|beside| beside.step.id.to_string())),
            "call" => plan.call.map_or_else(|| "nobody".to_owned(), |call| call.step.id.to_string()),
            "action" => plan.action.map_or_else(|| "nothing".to_owned(), |action| action.step.id.to_string()),
            "ask" => asked(&plan),
            "week" => plan.week.map_or_else(|| "unknown".to_owned(), |week| week.to_string()),
            "side" => {
                let step = self.protocol.step(&id("lie-down")).expect("a step to lie down");
                let on_side = explain(&self.protocol, &self.profile, &history, step).on_side;
                if on_side { "on a side" } else { "as one likes" }.to_owned()
            }
            "two" => until(&plan, |cause| if let Cause::TwoSedatives { until } = cause { Some(*until) } else { None }),
            "driving" => until(&plan, |cause| if let Cause::Sedated { until } = cause { Some(*until) } else { None }),
            "warns" => {
                let case = Case::new(&self.protocol, &self.profile, &history);
                let newest = history.doses().iter().filter(|dose| dose.at.moment <= now).max_by_key(|dose| dose.place);
                let warning = newest.and_then(|dose| safety::unknown::warning(&case, dose.id));
                warning.map_or("no".to_owned(), |warning| format!("{warning:?}"))
            }
            "alerts" => list(plan.alerts.iter().map(|alert| cause(&alert.cause))),
            "helped" => plan.helped.map_or("not asked".to_owned(), |dose| self.taken_at(dose)),
            "phase" => plan.course.map_or_else(|| "none".to_owned(), |course| course.phase.id.to_string()),
            subject => {
                if let Some(name) = subject.strip_prefix("standing ") {
                    return self.standing(name, &history);
                }
                if let Some(name) = subject.strip_prefix("dose ") {
                    let step = self.protocol.step(&id(name)).unwrap_or_else(|| panic!("no step {name:?}"));
                    let explained = explain(&self.protocol, &self.profile, &history, step);
                    let larger = if explained.larger_dose { ", larger" } else { "" };
                    return explained.dose_mg.map_or("none".to_owned(), |mg| format!("{mg} mg{larger}"));
                }
                if let Some(name) = subject.strip_prefix("needs ") {
                    let step = self.protocol.step(&id(name)).unwrap_or_else(|| panic!("no step {name:?}"));
                    let explained = explain(&self.protocol, &self.profile, &history, step);
                    return list(explained.reasons.iter().filter_map(|(reason, _)| {
                        if let Reason::Needs { step, .. } = reason { Some(step.id.to_string()) } else { None }
                    }));
                }
                if let Some(name) = subject.strip_prefix("behind ") {
                    let step = self.protocol.step(&id(name)).unwrap_or_else(|| panic!("no step {name:?}"));
                    let explained = explain(&self.protocol, &self.profile, &history, step);
                    let other = explained.reasons.iter().find_map(|(reason, _)| {
                        if let Reason::InsteadOf(other) = reason { Some(other.id.to_string()) } else { None }
                    });
                    return other.unwrap_or_else(|| "nothing".to_owned());
                }
                let step = subject.strip_prefix("why ").unwrap_or(subject);
                let step = self.protocol.step(&id(step)).unwrap_or_else(|| panic!("no step {step:?}"));
                let explained = explain(&self.protocol, &self.profile, &history, step);
                agree(&plan, step, &explained);
                if subject.starts_with("why ") {
                    let vetoes = explained.rules.iter().filter_map(|rule| rule.verdict.as_ref().err());
                    return list(vetoes.map(|veto| format!("{:?}", veto.why)));
                }
                verdict(&explained)
            }
        }
    }

    /// When a dose was taken.
    fn taken_at(&self, dose: Uuid) -> String {
        let record = self.tail.records.iter().find(|record| record.id == dose).expect("a dose of the story");
        format!("asked of {}", told(record.at.moment))
    }

    /// How an ingredient stands: what was taken of it, and whatever else there is to say.
    fn standing(&self, name: &str, history: &History) -> String {
        let case = Case::new(&self.protocol, &self.profile, history);
        let standings = safety::medicine::standings(&case);
        let Some(standing) = standings.iter().find(|standing| standing.ingredient.as_str() == name) else {
            return "none".to_owned();
        };
        let most = standing.most_mg.map(|most| format!(" of {most}")).unwrap_or_default();
        let mut words = vec![format!("{} x, {}{most} mg", standing.doses, standing.sum_mg)];
        words.extend((standing.days != 1).then(|| format!("{} days", standing.days)));
        words.push(
            standing.not_before.map_or("not before: unknown".to_owned(), |at| format!("not before {}", told(at))),
        );
        words.extend(standing.class_until.map(|at| format!("class until {}", told(at))));
        words.extend(standing.too_soon.then(|| "too soon".to_owned()));
        words.extend(standing.over_single.map(|most| format!("over {most} at once")));
        words.extend(standing.over_12h.map(|most| format!("over {most} in 12h")));
        words.extend(standing.beside.as_ref().map(|other| format!("beside {}", other.as_str())));
        words.extend(standing.one_left.then(|| "one left".to_owned()));
        words.extend(standing.over().then(|| "OVER".to_owned()));
        words.join(", ")
    }
}

/// What was agreed to, how a night was, who was told, and what was passed over.
fn told_by(words: &[&str]) -> Option<Event> {
    match words {
        // Down the leg, and no number was said.
        ["leg"] => Some(Event::Pain { level: None, leg: true, note: None, after: None }),
        ["agreed", to, rest @ ..] => {
            let to = serde_json::from_value(Value::String((*to).to_owned())).unwrap();
            // On the day of the flare's first hour, or so many days after it.
            let days: i64 = rest.first().map_or(0, |days| days.parse().unwrap());
            let on = stamp(after_start(Span::days(days))).date();
            Some(Event::Agreed { to, who: "the pharmacist".to_owned(), on })
        }
        ["slept", how] => {
            Some(Event::Slept { answer: serde_json::from_value(Value::String((*how).to_owned())).unwrap() })
        }
        ["told"] => Some(Event::Told { alert: id("lasting-pain"), who: Some("the nurse line".to_owned()) }),
        ["passed", key] => Some(Event::Passed { question: id(key) }),
        _ => None,
    }
}

/// Splits the words of a correction from its reason.
trait SplitBecause {
    fn split_once_because(&self) -> (Vec<&str>, Option<String>);
}

impl SplitBecause for &[&str] {
    fn split_once_because(&self) -> (Vec<&str>, Option<String>) {
        match self.iter().position(|word| *word == "because") {
            Some(place) => (self[..place].to_vec(), Some(self[place + 1..].join(" "))),
            None => (self.to_vec(), None),
        }
    }
}

fn dose(name: &str, rest: &[&str]) -> Dose {
    let amount_mg = rest.iter().find_map(|word| word.strip_suffix("mg")).map(|mg| mg.parse().unwrap());
    let units = rest.iter().position(|word| *word == "units").map(|place| rest[place + 1].parse().unwrap());
    match rest.iter().position(|word| *word == "contains") {
        Some(place) => {
            let contains = rest[place + 1].split(',').map(|word| content(word, amount_mg)).collect();
            Dose { contains, units, ..Dose::new(name, Vec::new(), None) }
        }
        None => match resolve(name).known() {
            Some(known) => {
                let contains = known.contains.into_iter().map(|piece| Content {
                    ingredient: piece.ingredient,
                    class: Some(piece.class),
                    mg: amount_mg,
                });
                Dose { contains: contains.collect(), ..Dose::new(name, Vec::new(), None) }
            }
            None => Dose::new(name, Vec::new(), amount_mg),
        },
    }
}

/// A box by its name and what was typed of it.
fn real_box(text: &str) -> Dose {
    let (name, amount) = text.split_once('|').map_or((text, None), |(name, amount)| (name, Some(amount)));
    let amount = amount.map(|amount| Amount::parse(amount).unwrap_or_else(|error| panic!("{text:?}: {error}")));
    count::dose(name.trim(), amount.as_ref()).unwrap_or_else(|| Dose::new(name.trim(), Vec::new(), None))
}

/// One ingredient: `meloxicam=nsaid:15` is 15 mg of it; without a figure, that of the whole dose.
fn content(text: &str, of_all: Option<u32>) -> Content {
    let (text, mg) = text.split_once(':').map_or((text, of_all), |(text, mg)| (text, Some(mg.parse().unwrap())));
    let (name, class) = text.split_once('=').map_or((text, None), |(name, class)| (name, Some(class)));
    let known = Content::new(Ingredient::named(&id(name)), mg);
    let class = class.map(|class| serde_json::from_value(Value::String(class.to_owned())).unwrap());
    Content { class: class.or(known.class), ..known }
}

/// A line, when it was written and when it happened.
type Line = (Moment, Moment, String);

/// What happens in every story that is not bare: first how it begins; then, every ten hours and just before the question,
/// all is answered again.
fn background(bare: bool, told: &[String], now: Moment) -> (Vec<Line>, Vec<Line>) {
    let zero = after_start(Span::ZERO);
    let line = |at: Moment, line: &str| (at, at, line.to_owned());
    let (mut first, mut later) = (Vec::new(), Vec::new());
    if !told.iter().any(|line| line == "start") {
        first.push(line(zero, "start"));
    }
    if bare {
        return (first, later);
    }
    let answers = |at: Moment, facts: &[&str]| {
        let silent = facts.iter().filter(|fact| !told.iter().any(|line| line.starts_with(&format!("answer {fact}"))));
        let answers: Vec<Line> = silent.map(|fact| line(at, &format!("answer {fact} no"))).collect();
        answers
    };
    first.push(line(zero, "done stand-up"));
    first.push(line(zero, "none emergency same-day-now leg pregnancy-signs"));
    first.extend(answers(zero, &["fall-or-blow", "first-flare"]));
    let last = now.min(zero + Span::days(60));
    let mut at = zero;
    loop {
        later.push(line(at, "none emergency same-day-now leg pregnancy-signs"));
        later.extend(answers(at, &["recent-medicine", "chickenpox", "bruise", "broken-skin", "drowsy"]));
        if at >= last {
            return (first, later);
        }
        at = (at + Span::hours(10)).min(last);
    }
}

fn list(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() { "none".to_owned() } else { words.join(" ") }
}

/// A sign as it is told: how urgent, what, and the first line of what to do.
fn sign(latch: &Latch<'_>) -> String {
    let say = latch.say.first().map_or("", String::as_str);
    format!("{}, since {}: {}. {say}", latch.urgency, told(latch.since), latch.text)
}

fn asked(plan: &Plan<'_>) -> String {
    match &plan.ask {
        None => "nothing".to_owned(),
        Some(Ask::Card { card, .. }) => format!("card {}", card.id),
        Some(Ask::Choice(choice)) => {
            let letters = list(choice.options.iter().map(|option| option.letter.to_string()));
            format!("choice {}: {letters}", choice.card.id)
        }
        Some(Ask::Follow(follow)) => {
            let signs = list(follow.signs.iter().map(ToString::to_string));
            format!("{} {signs}", if follow.known { "different" } else { "how is" })
        }
        Some(ask @ (Ask::Question { .. } | Ask::Questions { .. })) => {
            let card = ask.facts().first().map_or("", |fact| fact.question().card.as_str());
            format!("{card}: {}", list(ask.facts().iter().map(|fact| fact.key().to_owned())))
        }
    }
}

/// Until when an alert stands. `no`: there is none.
fn until(plan: &Plan<'_>, of: impl Fn(&Cause<'_>) -> Option<Moment>) -> String {
    let until = plan.alerts.iter().find_map(|alert| of(&alert.cause));
    until.map_or("no".to_owned(), |until| format!("until {}", told(until)))
}

fn cause(cause: &Cause<'_>) -> String {
    if let Cause::LastingPain(lasting) = cause {
        let quiet = if lasting.told { "Told" } else { "Said" };
        let is_quiet = lasting.told || lasting.said_today;
        return format!("LastingPain{}", if is_quiet { quiet } else { "" });
    }
    let text = format!("{cause:?}");
    text.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

/// `yes`, or `no RULE`, or `no RULE until TIME`: what safety alone says.
fn verdict(explained: &Explanation<'_>) -> String {
    match safety::veto(&explained.rules) {
        None => "yes".to_owned(),
        Some(veto) => {
            let until = veto.until.map(|until| format!(" until {}", told(until))).unwrap_or_default();
            format!("no {}{until}", veto.rule.as_str())
        }
    }
}

/// The plan and the explanation say the same of a step, and what is vetoed is not the thing to do.
fn agree(plan: &Plan<'_>, step: &Step, explained: &Explanation<'_>) {
    let Some(veto) = safety::veto(&explained.rules) else { return };
    assert!(!explained.allowed, "{}: vetoed and allowed", step.id);
    let action = plan.action.iter().chain(&plan.beside).any(|action| action.step.id == step.id);
    assert!(!action, "{} is vetoed ({veto:?}), and it is the action", step.id);
    if plan.course.is_some() {
        // The plan may name a reason of the protocol first, but it does not pass over the step.
        let blocked = plan.blocked.iter().find(|blocked| blocked.step.id == step.id);
        let reason = blocked.map(|blocked| &blocked.reason);
        assert!(reason.is_some(), "{} is vetoed ({veto:?}), and the plan does not say so", step.id);
        if let Some(Reason::Veto(told)) = reason {
            assert_eq!(told, &veto, "{}: the plan and `why` disagree", step.id);
        }
    }
}

/// Questions with the answers that are expected, asked of one story each.
pub(crate) type Row = (&'static str, &'static [(&'static str, &'static str)]);

/// Asks every question of every story, and shows all that came out otherwise.
pub(crate) fn check(rows: &[Row]) {
    check_on(rows, None);
}

/// Asks the questions of each story, with a protocol of its own.
#[track_caller]
pub(crate) fn check_on(rows: &[Row], own: Option<&Protocol>) {
    let mut wrong = Vec::new();
    for (text, questions) in rows {
        for (question, expected) in *questions {
            let (when, subject) = question.split_once(' ').unwrap();
            let now = time(when).unwrap_or_else(|| panic!("{question:?} has no time"));
            let story = Story::read_on(text, now, own);
            let got = story.answer(now, subject);
            if got != *expected {
                wrong.push(format!(
                    "{}\n  {question}?\n    expected: {expected}\n    got:      {got}\n",
                    text.trim_end()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
