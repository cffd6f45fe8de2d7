//! How often a day the program wants attention: the table of `person-first`, day by day and person by person.
//!
//! A prompt is a moment at which something is on show that was not there before. What comes within half an hour of the
//! beginning of a prompt belongs to it, and so does everything of the block that began it. Something that is let stand is one
//! prompt, however often somebody looks.
//!
//! `cargo test nobody_is_called -- --nocapture` prints the table; with `PROMPTS_OF=Busy`, also what was on show.

use std::fmt::Write as _;
use std::sync::Arc;

use backflare::engine;
use backflare::engine::aside::Aside;
use backflare::engine::ask::Ask;
use backflare::engine::history::History;
use backflare::engine::plan::{Action, Plan};
use backflare::model::event::{Dose, Event, Helping, Record, Tail};
use backflare::model::id::Id;
use backflare::model::kind::Kind;
use backflare::model::medicine::Ingredient;
use backflare::model::profile::{Answer, Profile};
use backflare::model::time::{Moment, Span};
use backflare::protocol::format::Protocol;
use backflare::protocol::library::checked;

use crate::story::{after_start, clock, id, profile, stamp, uuid};

/// How many days are looked at.
const DAYS: usize = 12;
/// What comes so soon after the beginning of a prompt belongs to it.
const ONE_PROMPT: Span = Span::minutes(30);
/// How far apart walks are. MV-06.
const WALKS_APART: Span = Span::hours(2);
/// The fewest walks of a day.
const FEWEST_WALKS: usize = 2;
/// When somebody gets up from the floor, after the start.
const STANDS: Span = Span::minutes(23);
/// The most that is done in one sitting.
const SITTING: usize = 30;
/// Pain in the morning and later in the day.
const PAIN: [(u8, u8); DAYS] =
    [(8, 7), (6, 6), (6, 5), (5, 4), (4, 4), (4, 4), (4, 3), (3, 2), (2, 2), (2, 1), (1, 1), (1, 1)];

/// How somebody lives with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Who {
    /// Does everything at once.
    Diligent,
    /// Does everything before half past eight and after seven in the evening; else looks and lets it stand.
    Busy,
    /// Stands up, answers questions, logs the pain; else lets everything stand.
    Lazy,
    /// Does everything, but passes every medicine over.
    NeverMedicine,
}

const PEOPLE: [Who; 4] = [Who::Diligent, Who::Busy, Who::Lazy, Who::NeverMedicine];

/// One day of one person.
#[derive(Clone, Copy, Default, Debug)]
struct Day {
    prompts: usize,
    walks: usize,
    offered: usize,
    /// How many walks they could have gone, each two hours or more after the one before.
    possible: usize,
    helper: usize,
}

/// A flare of one person, up to now.
struct Life {
    protocol: Arc<Protocol>,
    profile: Arc<Profile>,
    tail: Tail,
    who: Who,
    now: Moment,
    /// When the prompt began that stands, and its block.
    began: Option<(Moment, Option<Id>)>,
    /// A walk is what is shown.
    walk: bool,
    /// When the last walk was gone that could have been.
    walked: Option<Moment>,
    /// What is on show, as it was seen last.
    seen: Vec<String>,
    days: [Day; DAYS],
    /// What was shown, for whoever wants to read it.
    log: String,
}

impl Life {
    fn new(protocol: &Arc<Protocol>, who: Who) -> Self {
        let (now, days) = (after_start(Span::ZERO), [Day::default(); DAYS]);
        let (tail, log) = (Tail::default(), String::new());
        let (protocol, profile) = (Arc::clone(protocol), Arc::new(profile()));
        let mut life = Self {
            protocol,
            profile,
            tail,
            who,
            now,
            began: None,
            walk: false,
            walked: None,
            seen: Vec::new(),
            days,
            log,
        };
        let (protocol, course) = (life.protocol.id.clone(), life.protocol.course);
        life.write(Event::Started { protocol, version: String::new(), course, pauses: None, progress: None });
        life
    }

    fn write(&mut self, event: Event) {
        let (at, place) = (stamp(self.now), self.tail.records.len() + 1);
        self.tail.records.push(Record::new(uuid(place), at, at, event));
    }

    /// The civil day, from 0: it begins at four in the morning, and the flare began at eight.
    fn day(&self) -> usize {
        let hours = (self.now - after_start(Span::ZERO)).as_seconds() / 3600 + 4;
        usize::try_from(hours / 24).unwrap_or(0).min(DAYS - 1)
    }

    /// Minutes since midnight.
    fn minute(&self) -> i64 {
        ((self.now - after_start(Span::ZERO)).as_seconds() / 60 + 8 * 60).rem_euclid(24 * 60)
    }

    fn pain(&self) -> u8 {
        let (morning, later) = PAIN[self.day()];
        if self.minute() < 11 * 60 { morning } else { later }
    }

    /// Looks once, and does what this person does. Answers when the answer may change by time alone.
    fn look(&mut self) -> Option<Moment> {
        for _ in 0..SITTING {
            let (protocol, profile) = (Arc::clone(&self.protocol), Arc::clone(&self.profile));
            let history = History::new(&self.tail, clock(self.now));
            let plan = engine::plan(&protocol, &profile, &history);
            self.notice(&plan);
            if !self.act(&plan) {
                let up = after_start(STANDS);
                return plan.next_change.into_iter().chain((self.now < up).then_some(up)).min();
            }
        }
        panic!("{:?} never comes to an end at {}", self.who, self.now.unix());
    }

    /// Counts a walk that could be gone now.
    fn walk_on(&mut self) {
        if self.walk && self.walked.is_none_or(|last| self.now >= last + WALKS_APART) {
            self.walked = Some(self.now);
            let day = self.day();
            self.days[day].possible += 1;
        }
    }

    /// Counts what is on show, where it is new.
    fn notice(&mut self, plan: &Plan<'_>) {
        let asks = plan.in_front();
        self.walk = asks.is_none() && plan.action.as_ref().is_some_and(|action| action.step.kind == Kind::Walk);
        self.walk_on();
        let evening = format!("the helper on day {}", self.day());
        if plan.aside == Some(Aside::Helper) && !self.seen.contains(&evening) {
            let day = self.day();
            self.days[day].helper += 1;
            self.seen.push(evening);
        }
        let asks = asks.map(|ask| match ask {
            Ask::Card { card, .. } => format!("card {}", card.id),
            Ask::Choice(choice) => format!("choice {}", choice.card.id),
            Ask::Follow(follow) => format!("follow {}", follow.text),
            Ask::Question { fact, .. } => format!("fact {}", fact.key()),
            Ask::Questions { card, .. } => format!("facts {card:?}"),
        });
        let block = plan.action.as_ref().and_then(|action| action.routine).map(|routine| routine.id.clone());
        let shown = asks.or(plan.action.as_ref().map(|action| {
            // The open end of the floor is one thing, however often its question comes.
            let since = if action.open.is_some() { 0 } else { action.due_at.unix() };
            format!("{} {since}", action.step.id)
        }));
        let Some(shown) = shown else { return };
        if self.seen.contains(&shown) {
            return;
        }
        let (day, minute) = (self.day(), self.minute());
        let belongs = self
            .began
            .as_ref()
            .is_some_and(|(began, of)| self.now < *began + ONE_PROMPT || (of.is_some() && *of == block));
        if let Some((_, of)) = self.began.as_mut().filter(|_| belongs) {
            // A check-in stands before its block.
            *of = of.take().or(block.clone());
        }
        if !belongs {
            self.began = Some((self.now, block.clone()));
            self.days[day].prompts += 1;
        }
        if plan.action.as_ref().is_some_and(|action| action.step.kind == Kind::Walk) {
            self.days[day].offered += 1;
        }
        let mark = if belongs { "  " } else { "* " };
        writeln!(self.log, "day {:2} {:02}:{:02} {mark}{shown}", day + 1, minute / 60, minute % 60).unwrap();
        self.seen.push(shown);
    }

    /// Whether they do things at this hour.
    fn does(&self) -> bool {
        match self.who {
            Who::Diligent | Who::NeverMedicine => true,
            Who::Lazy => self.day() == 0 && self.minute() < 10 * 60,
            Who::Busy => self.day() == 0 && self.minute() < 10 * 60 || self.minute() < 510 || self.minute() >= 1140,
        }
    }

    /// Does one thing. `false`: nothing is there to do, or they let it stand.
    fn act(&mut self, plan: &Plan<'_>) -> bool {
        if let Some(ask) = plan.in_front() {
            match ask {
                Ask::Card { card, .. } => self.write(Event::screened(card.id.clone(), Vec::new())),
                Ask::Choice(choice) => {
                    let pills = self.who != Who::NeverMedicine;
                    let option = choice.options.iter().find(|option| option.rests.is_some() != pills);
                    let option = option.unwrap_or(&choice.options[0]);
                    self.write(Event::Chose { card: choice.card.id.clone(), letter: option.letter });
                    if let Some(rest) = &option.rests {
                        self.write(Event::Rested { what: rest.what.clone(), until: rest.until });
                    }
                }
                Ask::Follow(_) => panic!("no sign was ever there"),
                Ask::Question { fact, .. } => {
                    let no = fact.question().choices.parse("no").unwrap_or(Answer::No);
                    self.write(Event::answered(*fact, no));
                }
                Ask::Questions { facts, .. } => {
                    for fact in facts {
                        self.write(Event::answered(*fact, Answer::No));
                    }
                }
            }
            return true;
        }
        if let Some(feet) = &plan.feet {
            self.write(Event::done(feet.yes.id.clone()));
            return true;
        }
        if plan.aside == Some(Aside::Helper) && self.does() {
            let tonight = if self.who == Who::Diligent { Helping::Yes } else { Helping::No };
            self.write(Event::Helper { tonight });
            return true;
        }
        if let Some(beside) = plan.beside.first().filter(|_| self.does()) {
            return self.takes(beside);
        }
        let Some(action) = plan.action.as_ref() else { return false };
        if action.step.asks_pain && (self.does() || self.minute() % 60 == 0) {
            self.write(Event::pain(self.pain()));
            return true;
        }
        self.does() && self.takes(action)
    }

    fn takes(&mut self, action: &Action<'_>) -> bool {
        let step = action.step.id.clone();
        if let Some(open) = action.open {
            let up = self.now >= after_start(STANDS);
            if open.waiting && !up {
                return false;
            }
            self.write(Event::Done { step, answer: Some(up), partial: None, place: None });
            return up;
        }
        if let Some(medicine) = &action.step.medicine {
            if self.who == Who::NeverMedicine {
                self.write(Event::skipped(step));
            } else {
                let one = Ingredient::named(&id(medicine.name.as_str()));
                self.write(Event::Took(Dose::new(medicine.name.as_str(), vec![one], action.dose_mg)));
            }
            return true;
        }
        self.now = self.now + action.session.and_then(|session| session.layout().total()).unwrap_or(Span::ZERO);
        if action.step.kind == Kind::Walk {
            let day = self.day();
            self.days[day].walks += 1;
        }
        self.write(Event::done(step));
        true
    }

    /// Looks at each beat of the waking hours. Between two changes of the plan nothing is new.
    fn live(mut self, every: Span) -> Self {
        let end = after_start(Span::hours(24 * 12 - 8));
        let mut beat = self.now;
        let (mut change, mut did) = (Some(self.now), false);
        while beat < end {
            self.now = self.now.max(beat);
            let awake = (7 * 60..22 * 60 + 30).contains(&self.minute());
            let does = self.does();
            if awake && (change.is_some_and(|change| self.now >= change) || does != did) {
                (change, did) = (self.look(), does);
            } else if awake {
                self.walk_on();
            }
            while beat <= self.now {
                beat = beat + every;
            }
        }
        self
    }
}

/// At which hours a step came on a day, the first is 1, as the log of a life has it.
fn hours_of<'l>(life: &'l Life, day: usize, step: &str) -> Vec<&'l str> {
    let begins = format!("day {day:2} ");
    let of_day = life.log.lines().filter_map(|line| line.strip_prefix(&begins));
    of_day.filter_map(|line| line[8..].starts_with(&format!("{step} ")).then_some(&line[..5])).collect()
}

/// The diary of somebody who does everything: heat in the morning, with the afternoon and in the evening, cold halfway between,
/// and both less by the day. Rules 13 and 14: heat and cold two hours apart.
#[test]
fn the_days_of_somebody_diligent_have_the_shape_of_the_diary() {
    let protocol = Arc::new(checked("back-flare").unwrap().into_protocol());
    let life = Life::new(&protocol, Who::Diligent).live(Span::minutes(5));
    for (day, step, expected) in [
        (1, "heat", &["08:25", "15:50", "21:15"][..]),
        (1, "cold", &["10:45", "18:10"]),
        (1, "walk", &["09:30", "12:30", "15:45", "20:00"]),
        (2, "heat", &["07:02", "12:35", "16:10", "21:30"]),
        (2, "cold", &[]),
        (3, "heat", &["07:20", "12:55", "16:25"]),
        (4, "heat", &["07:02", "12:41"]),
        (4, "helper-leg-lift", &["19:30"]),
        (5, "walk", &["09:30", "12:30", "15:45"]),
        (7, "heat", &["15:56"]),
        (10, "walk", &["09:30", "12:30"]),
        (10, "heat", &[]),
    ] {
        assert_eq!(hours_of(&life, day, step), expected, "{step} on day {day}:\n{}", life.log);
    }
}

/// The most prompts on a day, the first is 0.
fn most(day: usize) -> usize {
    match day {
        0 => 14,
        1..=4 => 12,
        // From the first whole day on at which every level of the last 24 hours is 2 or less.
        _ if PAIN[day - 1].1 <= 2 && PAIN[day].0 <= 2 && PAIN[day].1 <= 2 => 5,
        _ => 8,
    }
}

#[expect(clippy::print_stdout, reason = "the table is what it is for")]
#[test]
fn nobody_is_called_more_often_than_their_day_allows() {
    let protocol = Arc::new(checked("back-flare").unwrap().into_protocol());
    let mut table = String::from("day  most");
    let people = || {
        [Span::minutes(5), Span::hours(1)].into_iter().flat_map(|every| PEOPLE.into_iter().map(move |who| (who, every)))
    };
    // Each life is by itself, so they are lived beside each other.
    let lives: Vec<Life> = std::thread::scope(|scope| {
        let lived: Vec<_> = people()
            .map(|(who, every)| {
                scope.spawn({
                    let protocol = Arc::clone(&protocol);
                    move || Life::new(&protocol, who).live(every)
                })
            })
            .collect();
        lived.into_iter().map(|life| life.join().unwrap()).collect()
    });
    for (who, every) in people() {
        write!(table, " {who:?}/{}m", every.as_seconds() / 60).unwrap();
    }
    for day in 0..DAYS {
        write!(table, "\n{:3}  {:4}", day + 1, most(day)).unwrap();
        for life in &lives {
            let Day { prompts, walks, offered, possible, helper } = life.days[day];
            write!(table, "  {prompts:2} ({walks}/{offered}/{possible} walks, {helper} helper)").unwrap();
        }
    }
    println!("{table}");
    for (life, (who, every)) in lives.iter().zip(people()) {
        for (day, lived) in life.days.iter().enumerate() {
            assert!(lived.prompts <= most(day), "{who:?}, every {every}, day {}:\n{}", day + 1, life.log);
            let gone = if matches!(who, Who::Diligent | Who::NeverMedicine) { lived.walks } else { lived.possible };
            assert!(gone >= FEWEST_WALKS, "{who:?}, every {every}, day {}: {gone} walks\n{}", day + 1, life.log);
            assert!(lived.helper <= 1, "{who:?}, every {every}, day {}:\n{}", day + 1, life.log);
        }
    }
    if let Ok(who) = std::env::var("PROMPTS_OF") {
        lives
            .iter()
            .take(PEOPLE.len())
            .filter(|life| format!("{:?}", life.who) == who)
            .for_each(|life| println!("{}", life.log));
    }
}
