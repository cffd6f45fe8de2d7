//! `remind`, asked every five minutes for ten days by a machine that also sleeps, of a person who comes late, puts things
//! off, passes them over, and forgets a pad. A second reckoning, made from the plan's changes alone, says at each asking what
//! must be said; and the table says how late it was: `cargo test --test it remind_days -- --nocapture`.

use std::collections::{BTreeMap, BTreeSet};

use backflare::engine::ask::Ask;
use backflare::engine::history::History;
use backflare::engine::plan::{Cause, Plan};
use backflare::engine::remind;
use backflare::model::event::Event;
use backflare::model::kind::Kind;
use backflare::model::reminded::Reminded;
use backflare::model::time::{Moment, Span, Stamp, Zone};
use backflare::protocol::format::DueHours;

use crate::life::{Life, Person};
use crate::story;

/// What is due, and since when.
type Key = (String, Moment);

/// How long after the first time it is said again.
const AGAIN: [i64; 2] = [15 * 60, 45 * 60];
/// How long what is not due any more is remembered.
const FORGOTTEN: Span = Span::hours(24);
/// How often the machine asks, in seconds.
const TICK: i64 = 300;
/// East of UTC, in seconds.
const EAST: i64 = 3600;

/// One thing that was due.
struct Row {
    /// From when it could be said: it was open, and no quiet hour.
    from: Moment,
    said: Vec<Moment>,
    /// In how many of these it was a quiet hour.
    quiet: usize,
    /// It was not due for a day since.
    forgotten: bool,
}

/// What happens besides, at that time of a day.
enum Besides {
    /// The machine sleeps so long.
    Sleeps(Span),
    /// Something goes on, or comes off.
    On(&'static str),
    Off(&'static str),
    /// A sign is there.
    Sign(&'static str),
    /// Somebody has looked at it.
    Seen,
}

struct Days {
    life: Life,
    said: Reminded,
    rows: BTreeMap<Key, Row>,
    open: BTreeMap<Key, bool>,
    /// What the person is in the middle of, and when it ends.
    busy: Option<(Moment, Vec<Event>)>,
    /// When the person comes.
    comes: Option<Moment>,
    calls: i64,
    asleep: Moment,
    answered: Moment,
    /// The machine sleeps until then.
    wakes: Moment,
    was_quiet: bool,
    /// When the plan changes next by time alone, and how many lines were read for that.
    change: Option<Moment>,
    read: usize,
}

impl Days {
    fn now(&self) -> Moment {
        self.life.clock.now
    }

    fn push(&mut self, event: Event) {
        if matches!(event, Event::Screened { .. } | Event::Answered { .. }) {
            self.answered = self.now();
        }
        if matches!(&event, Event::Done { step, .. } if step.as_str() == "lie-down") {
            self.asleep = self.morning() + Span::days(1);
        }
        self.life.push(event);
    }

    /// From half past ten to seven, and from when the person lay down.
    fn is_quiet(&self) -> bool {
        let minutes = (self.now().unix() + EAST).rem_euclid(86_400) / 60;
        !(7 * 60..22 * 60 + 30).contains(&minutes) || self.now() < self.asleep
    }

    /// The newest time at which it was seven in the morning.
    fn morning(&self) -> Moment {
        let since = (self.now().unix() + EAST - 7 * 3600).rem_euclid(86_400);
        Moment::from_unix(self.now().unix() - since)
    }

    /// What is due by the plan, and whether it may be said at any hour.
    fn due(&self) -> BTreeMap<Key, bool> {
        let (morning, answered) = (self.morning(), self.answered);
        self.life.look(|plan| {
            let mut due = BTreeMap::new();
            for alert in &plan.alerts {
                if let Cause::TakeOff { step, by, .. } = &alert.cause {
                    let kind = self.life.protocol.step(step).unwrap().kind;
                    let since = if kind == Kind::Patch { *by - Span::minutes(30) } else { *by };
                    due.insert((format!("take-off {step}"), since), true);
                }
            }
            if plan.screening.latched().is_some() {
                let since = plan.screening.latches.iter().map(|latch| latch.since).max().unwrap();
                due.insert(("sign".to_owned(), since.max(morning)), false);
            }
            if in_front(plan) {
                due.insert(("question".to_owned(), answered.max(morning)), false);
            }
            for action in &plan.due {
                let any = action.step.timing.hours == DueHours::Any;
                due.insert((format!("step {}", action.step.id), action.due_at), any);
            }
            due
        })
    }

    /// The machine asks, and what it gets is held against what must be said.
    fn ask(&mut self) {
        let (now, quiet) = (self.now(), self.is_quiet());
        let history = History::new(&self.life.tail, self.life.clock.clone());
        let call = remind::call(&self.life.protocol, &self.life.profile, &history, &self.said);
        let named = |thing: &remind::Thing<'_>| match thing.what.step() {
            Some(step) => (format!("{} {step}", thing.what.word()), thing.since),
            None => (thing.what.word().to_owned(), thing.since),
        };
        let said: BTreeSet<Key> = call.things.iter().map(named).collect();
        assert_eq!(said.len(), call.things.len(), "twice in one message, at {}", self.life.now());
        let mut must = BTreeSet::new();
        // What was not due for a day is forgotten: it is new once it comes again.
        for (_, row) in self.rows.iter_mut().filter(|(key, _)| !self.open.contains_key(*key)) {
            row.forgotten |= row.said.last().is_some_and(|last| now >= *last + FORGOTTEN);
        }
        for (key, any) in self.open.iter().filter(|(_, any)| !quiet || **any) {
            let row =
                self.rows.entry(key.clone()).or_insert(Row { from: now, said: Vec::new(), quiet: 0, forgotten: false });
            if std::mem::take(&mut row.forgotten) {
                (row.from, row.said) = (now, Vec::new());
            }
            let again = |(first, last): (&Moment, &Moment)| {
                let times = AGAIN.iter().map(|after| *first + Span::seconds(*after));
                key.0 != "sign" && times.filter(|at| *at <= now).any(|at| at > *last)
            };
            if row.said.first().zip(row.said.last()).is_none_or(again) {
                must.insert(key.clone());
                row.said.push(now);
                row.quiet += usize::from(quiet);
                assert!(!quiet || *any, "{} in a quiet hour", key.0);
            }
        }
        assert_eq!(said, must, "left: what is said at {}", self.life.now());
        if !said.is_empty() {
            self.calls += 1;
            let delay = [3, 12, 20, 50, 7][usize::try_from(self.calls % 5).unwrap()];
            if self.calls % 11 != 7 && self.comes.is_none() && self.busy.is_none() {
                self.comes = Some(now + Span::minutes(delay));
            }
        }
        self.said = call.said;
    }

    /// The person is there, and does what is shown until nothing is; now and then puts it off, or passes it over.
    fn act(&mut self) {
        let person = Person::plain();
        let shown = self.life.look(|plan| plan.action.as_ref().map(|action| action.step.id.clone()));
        if let Some(step) = shown {
            let event = match self.calls % 7 {
                3 => Some(Event::skipped(step)),
                5 => Some(Event::Snoozed { step, span: Span::minutes(25) }),
                _ => None,
            };
            if let Some(event) = event {
                self.calls += 1;
                return self.push(event);
            }
        }
        if let Ok((events, takes)) = self.life.react(&person) {
            self.busy = Some((self.now() + takes + Span::seconds(20), events));
        }
    }

    fn besides(&mut self, what: &Besides) {
        match what {
            Besides::Sleeps(span) => self.wakes = self.now() + *span,
            Besides::On(step) => self.push(Event::on(story::id(step))),
            Besides::Off(step) => self.push(Event::Off { step: story::id(step) }),
            Besides::Sign(sign) => {
                let card = self
                    .life
                    .protocol
                    .cards
                    .iter()
                    .find(|card| card.lines.iter().any(|line| line.signs.iter().any(|its| its.as_str() == *sign)));
                let event = Event::screened(card.unwrap().id.clone(), vec![story::id(sign)]);
                self.push(event);
            }
            Besides::Seen => self.push(Event::seen("the doctor, a sprain")),
        }
    }

    /// Lives on until the next moment at which anything happens.
    fn step(&mut self, script: &[(Moment, Besides)]) {
        let now = self.now();
        let tick = Moment::from_unix((now.unix() / TICK + 1) * TICK);
        let scripted = script.iter().map(|(at, _)| *at).filter(|at| *at > now);
        let busy = self.busy.as_ref().map(|(at, _)| *at);
        let next = scripted.chain(self.change).chain(busy).chain(self.comes).chain([tick]).filter(|at| *at > now).min();
        self.life.clock.now = next.unwrap();
        let now = self.now();
        for (_, what) in script.iter().filter(|(at, _)| *at == now) {
            self.besides(what);
        }
        if let Some((_, events)) = self.busy.take_if(|(at, _)| *at <= now) {
            for event in events {
                self.push(event);
            }
            self.act();
        }
        if self.comes.take_if(|at| *at <= now).is_some() {
            self.act();
        }
        let lines = self.life.tail.records.len();
        // Between two changes the plan stays, which `foretold.rs` holds.
        if self.read == lines && self.change.is_some_and(|change| change > now) {
            if now.unix() % TICK == 0 && now >= self.wakes {
                self.ask();
            }
            return;
        }
        (self.read, self.change) = (lines, self.life.look(|plan| plan.next_change));
        let due = self.due();
        let before = std::mem::replace(&mut self.open, due);
        let quiet = self.is_quiet();
        for (key, any) in self.open.iter().filter(|(_, any)| !quiet || **any) {
            let row =
                self.rows.entry(key.clone()).or_insert(Row { from: now, said: Vec::new(), quiet: 0, forgotten: false });
            if std::mem::take(&mut row.forgotten) {
                (row.from, row.said) = (now, Vec::new());
            }
            // What something else stood in front of begins anew.
            if row.said.is_empty() && (!before.contains_key(key) || (self.was_quiet && !any)) {
                row.from = now;
            }
        }
        self.was_quiet = quiet;
        if now.unix() % TICK == 0 && now >= self.wakes {
            self.ask();
        }
    }
}

/// Whether a card or a question stands in front of everything.
fn in_front(plan: &Plan<'_>) -> bool {
    match plan.in_front() {
        Some(Ask::Card { .. }) => true,
        Some(ask) => ask.step().is_none(),
        None => plan.action.as_ref().is_some_and(|action| action.open.is_some_and(|open| open.past_limit)),
    }
}

#[test]
fn each_thing_is_said_once_at_its_time_for_ten_days() {
    let start = Stamp::parse(crate::env::BEGIN).unwrap().moment;
    let life = Life::begin(story::protocol(&[]), story::profile(), start, Zone::fixed(i32::try_from(EAST).unwrap()));
    let zone = life.clock.zone.clone();
    let at = |text: &str| Stamp::parse(&format!("2026-{text}:00+01:00")).unwrap().moment;
    let script = [
        (at("11-24T13:07"), Besides::Sleeps(Span::minutes(190))),
        (at("11-25T19:02"), Besides::On("patch")),
        (at("11-25T23:21"), Besides::Off("patch")),
        (at("11-26T22:41"), Besides::On("heat")),
        (at("11-26T23:52"), Besides::Off("heat")),
        (at("11-28T03:03"), Besides::Sleeps(Span::minutes(300))),
        (at("11-29T10:11"), Besides::Sign("fever")),
        (at("11-30T12:33"), Besides::Seen),
    ];
    let mut days = Days {
        life,
        said: Reminded::default(),
        rows: BTreeMap::new(),
        open: BTreeMap::new(),
        busy: None,
        comes: None,
        calls: 0,
        asleep: start,
        answered: start,
        wakes: start,
        was_quiet: false,
        change: None,
        read: 0,
    };
    while days.now() < start + Span::days(10) {
        days.step(&script);
    }
    table(&days, &zone);
}

/// Prints what was due and when it was said, and holds the whole.
#[expect(clippy::print_stdout, reason = "the table is what the test is for")]
fn table(days: &Days, zone: &Zone) {
    let clock = |at: Moment| zone.stamp(at).to_string()[5..16].replace('T', " ");
    let (mut said, mut again, mut late, mut quiet, mut over) = (0, 0, Span::ZERO, 0, 0);
    let mut rows: Vec<_> = days.rows.iter().collect();
    rows.sort_by_key(|(_, row)| row.from);
    println!("{:<24} {:<11} {:<11} {:<11} late by  again   quiet", "what", "due", "open", "said");
    for ((what, since), row) in rows {
        let Some(first) = row.said.first() else {
            println!("{what:<24} {:<11} {:<11} over before anybody asked", clock(*since), clock(row.from));
            over += 1;
            continue;
        };
        let behind = *first - row.from;
        let times = row.said.iter().skip(1).map(|at| format!("+{}", (*at - *first).as_seconds() / 60));
        let (times, day) = (times.collect::<Vec<_>>().join(" "), clock(*first));
        let is_quiet = if row.quiet > 0 { "yes" } else { "" };
        println!(
            "{what:<24} {:<11} {:<11} {day:<11} {behind:>7}  {times:<7} {is_quiet}",
            clock(*since),
            clock(row.from)
        );
        (said, again, quiet) = (said + 1, again + row.said.len() - 1, quiet + row.quiet);
        late = late.max(behind);
        // A machine that sleeps asks nobody: three hours and ten minutes on one day, and five hours of a night.
        let slept = ["11-24", "11-28"].iter().any(|its| day.starts_with(its));
        assert!(behind < Span::seconds(TICK) || slept, "{what} was said at {day}");
        assert!(row.said.len() <= 3, "{what} was said too often");
    }
    println!(
        "said {said}, late by {late} at most, again {again}, doubled 0, in quiet hours {quiet}, over before {over}"
    );
    assert!(said > 150, "only {said} things were said");
    let of = |what: &str| days.rows.iter().filter(|((name, _), row)| name == what && !row.said.is_empty()).count();
    assert_eq!(of("sign"), 2, "once on each of its days");
    assert_eq!((of("take-off patch"), of("take-off heat")), (1, 1));
}
