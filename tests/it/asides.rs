//! What is asked by the way: when, how often, what answers it, and what comes of the answers.

use std::sync::Arc;

use backflare::engine;
use backflare::engine::ask::Ask;
use backflare::engine::history::History;
use backflare::engine::plan::Plan;
use backflare::model::event::{Began, BeganWhen, Dose, Event, Helping, Record, Tail};
use backflare::model::medicine::Ingredient;
use backflare::model::profile::{Answer, Answered, Fact, Profile};
use backflare::model::time::{Moment, Span};
use backflare::protocol::format::Protocol;
use backflare::protocol::library::checked;

use crate::env::Env;
use crate::story::{after_start, clock, id, profile, stamp, uuid};

/// A flare of somebody who answers every card and question with no, and stands since 20 minutes after 08:00.
pub(crate) struct Days {
    pub(crate) protocol: Arc<Protocol>,
    pub(crate) profile: Arc<Profile>,
    pub(crate) tail: Tail,
}

/// Minutes after the start at 08:00 of a time on a day, the first is 1.
pub(crate) fn at(day: i64, hour: i64, minute: i64) -> Span {
    Span::minutes(((day - 1) * 24 + hour - 8) * 60 + minute)
}

impl Days {
    pub(crate) fn new() -> Self {
        let protocol = Arc::new(checked("back-flare").unwrap().into_protocol());
        let mut days = Self { profile: Arc::new(profile()), tail: Tail::default(), protocol };
        let (protocol, course) = (days.protocol.id.clone(), days.protocol.course);
        days.writes(
            Span::ZERO,
            Event::Started { protocol, version: String::new(), course, pauses: None, progress: None },
        );
        let _ = days.asks(Span::ZERO);
        days.writes(
            Span::minutes(5),
            Event::Done { step: id("cat-cow-stuck"), answer: Some(true), partial: None, place: None },
        );
        days.writes(Span::minutes(20), Event::done(id("stand-up")));
        days
    }

    pub(crate) fn writes(&mut self, after: Span, event: Event) {
        let (at, n) = (stamp(after_start(after)), self.tail.records.len() + 1);
        self.tail.records.push(Record::new(uuid(n), at, at, event));
    }

    fn plan<R>(&self, now: Moment, look: impl FnOnce(&Plan<'_>) -> R) -> R {
        let history = History::new(&self.tail, clock(now));
        look(&engine::plan(&self.protocol, &self.profile, &history))
    }

    /// What is asked by the way, once everything else is answered with no.
    fn asks(&mut self, after: Span) -> Option<&'static str> {
        for _ in 0..30 {
            let (events, aside) = self.plan(after_start(after), |plan| {
                let events = match &plan.ask {
                    Some(Ask::Card { card, .. }) => vec![Event::screened(card.id.clone(), Vec::new())],
                    Some(ask) => ask
                        .facts()
                        .iter()
                        .map(|fact| Event::answered(*fact, fact.question().choices.parse("no").unwrap_or(Answer::No)))
                        .collect(),
                    None => Vec::new(),
                };
                (events, plan.aside.map(|aside| aside.kind().key()))
            });
            if events.is_empty() {
                return aside;
            }
            for event in events {
                self.writes(after, event);
            }
        }
        panic!("it never comes to an end");
    }
}

fn passed(question: &str) -> Event {
    Event::Passed { question: id(question) }
}

/// Each moment with what is asked then; and what is written before it.
fn check(name: &str, events: &[(Span, Event)], asked: &[(Span, Option<&str>)]) {
    let mut days = Days::new();
    let mut events = events.iter().peekable();
    for (now, expected) in asked {
        while let Some((at, event)) = events.next_if(|(at, _)| at <= now) {
            let _ = days.asks(*at);
            days.writes(*at, event.clone());
        }
        // How the night was is asked in any morning.
        let found = days.asks(*now).filter(|key| *key != "slept");
        assert_eq!(found, *expected, "{name}: {} s after the start", now.as_seconds());
    }
}

#[test]
fn the_pain_is_asked_for_half_an_hour_after_heat_and_walks_and_not_after_a_tablet() {
    let walk = || Event::done(id("walk"));
    let (ten, five) = (at(2, 10, 0), Span::minutes(5));
    let check = |name: &str, events: &[(Span, Event)], asked: &[(Span, Option<&str>)]| check(name, events, asked);
    check(
        "a walk",
        &[(ten, walk())],
        &[(ten, Some("pain-after")), (at(2, 10, 29), Some("pain-after")), (at(2, 10, 30), None)],
    );
    check("a level ends it", &[(ten, walk()), (ten + five, Event::pain(4))], &[(ten + five, None)]);
    check("passed over", &[(ten, walk()), (ten + five, passed("pain-after"))], &[(ten + five, None)]);
    let taken = || Event::Took(Dose::new("ibuprofen", vec![Ingredient::Ibuprofen], Some(200)));
    check("a tablet two hours before", &[(at(2, 8, 0), taken()), (ten, walk())], &[(ten + five, None)]);
    check("a tablet four hours before", &[(at(2, 6, 0), taken()), (ten, walk())], &[(ten + five, Some("pain-after"))]);
    let four: Vec<(Span, Event)> = [8, 10, 12, 14, 16].map(|hour| (at(2, hour, 0), walk())).to_vec();
    check("four a day", &four, &[(at(2, 14, 5), Some("pain-after")), (at(2, 16, 5), None)]);
}

#[test]
fn what_it_began_with_is_asked_on_the_first_day_and_a_pass_is_an_answer() {
    let began = |what, when| Event::Began { what, when };
    let hour = at(1, 9, 0);
    let pad = || (hour, Event::on(id("heat")));
    let check = |name: &str, event: Option<Event>, asked: &[(Span, Option<&str>)]| {
        let events: Vec<(Span, Event)> = [pad()].into_iter().chain(event.map(|event| (hour, event))).collect();
        check(name, &events, asked);
    };
    check("in the first heat", None, &[(hour, Some("began"))]);
    check("it began", Some(began(Began::Bending, None)), &[(hour, Some("began-when"))]);
    check("all is said", Some(began(Began::Bending, Some(BeganWhen::AtOnce))), &[(hour, None)]);
    check("nothing special", Some(began(Began::Nothing, None)), &[(hour, None)]);
    check("passed over", Some(passed("began")), &[(hour, None)]);
    check("the next day", None, &[(at(2, 12, 30), None)]);
}

#[test]
fn the_one_thing_is_asked_on_the_first_evening_and_its_level_in_each_after() {
    let (first, second) = (at(1, 20, 30), at(2, 20, 30));
    let over = |span| (span, passed("began"));
    check("once", &[over(at(1, 9, 0))], &[(first, Some("goal")), (second, None)]);
    check("passed over", &[over(at(1, 9, 0)), (first, passed("goal"))], &[(first, None)]);
    let goal = || Event::Goal { text: "pick up my child".to_owned() };
    let told = [over(at(1, 9, 0)), (first, goal()), (second, Event::GoalLevel { level: 7 })];
    check(
        "its level",
        &told,
        &[
            (first, None),
            (at(2, 12, 30), None),
            (at(2, 20, 0), Some("goal-level")),
            (second, None),
            (at(3, 20, 30), Some("goal-level")),
        ],
    );
}

/// Wednesday is the first day whose evening lies after 72 hours; the flare began on Sunday at 08:00.
#[test]
fn whether_somebody_helps_is_asked_once_on_the_morning_of_an_evening_with_the_helpers_part() {
    let knees = |day, hour| (at(day, hour, 0), Event::done(id("knee-to-chest")));
    let level = |day, hour| (at(day, hour, 5), Event::pain(4));
    let before = [level(2, 7), level(2, 19), level(3, 7), knees(3, 15), level(3, 19), knees(3, 21), level(4, 7)];
    let say = |tonight| (at(4, 7, 15), Event::Helper { tonight });
    let check = |name: &str, more: &[(Span, Event)], asked: &[(Span, Option<&str>)]| {
        let mut events = before.to_vec();
        events.extend_from_slice(more);
        events.sort_by_key(|(at, _)| *at);
        crate::asides::check(name, &events, asked);
    };
    let helper = Some("helper");
    let morning = [(at(3, 7, 10), None), (at(4, 7, 10), helper), (at(4, 10, 0), helper), (at(4, 11, 0), None)];
    check("nobody said", &[], &morning);
    for tonight in [Helping::Yes, Helping::No] {
        let once = [(at(4, 7, 10), helper), (at(4, 7, 20), None), (at(4, 9, 0), None), (at(5, 7, 10), helper)];
        check("asked once a day", &[say(tonight), level(5, 7)], &once);
    }
    check("passed over", &[(at(4, 7, 15), passed("helper"))], &[(at(4, 7, 20), None)]);
    let alone = |at, value| (at, Event::answered(Fact::LivesAlone, value));
    check(
        "alone, until that changes",
        &[alone(at(4, 7, 15), Answer::Yes), level(5, 7), level(6, 7), alone(at(6, 7, 15), Answer::No)],
        &[(at(4, 7, 20), None), (at(5, 7, 10), None), (at(6, 7, 10), None), (at(6, 7, 20), helper)],
    );
    let without_knees: Vec<(Span, Event)> = [level(2, 7), level(3, 7), level(4, 7)].to_vec();
    crate::asides::check("the helper's part waits for its own", &without_knees, &[(at(4, 7, 10), None)]);
}

#[test]
fn a_flare_suggests_its_own_end_after_32_low_hours_and_not_yet_holds_for_two_days() {
    let low = |day, hour| (at(day, hour, 0), Event::pain(1));
    let events = [low(3, 7), low(3, 21), low(4, 7), low(4, 21)];
    let asked = [(at(4, 8, 0), None), (at(4, 12, 0), None), (at(4, 21, 5), Some("flare-over"))];
    check("two low days", &events, &asked);
    let mut events = events.to_vec();
    events.push((at(4, 21, 10), passed("flare-over")));
    events.extend([low(5, 7), low(5, 21), low(6, 7), low(6, 21), low(7, 7)]);
    let asked = [(at(4, 21, 15), None), (at(6, 21, 5), None), (at(7, 7, 30), Some("flare-over"))];
    check("not yet", &events, &asked);
    let rise = [low(3, 7), (at(3, 21, 0), Event::pain(2)), low(4, 7), low(4, 21)];
    check("a 2 among them", &rise, &[(at(4, 21, 5), None)]);
}

#[test]
fn lifting_asks_the_emergency_card_again_of_those_whose_bones_may_break() {
    for (age, asked) in [("49", false), ("50", true), ("61", true)] {
        let mut days = Days::new();
        let mut known = Profile::clone(&days.profile);
        let age =
            Answered { value: Fact::Age.question().choices.parse(age).unwrap(), at: stamp(after_start(Span::ZERO)) };
        known.answers.insert(Fact::Age, age);
        days.profile = Arc::new(known);
        let _ = days.asks(at(1, 9, 0));
        days.writes(at(1, 9, 0), Event::Began { what: Began::Lifting, when: None });
        let card =
            days.plan(after_start(at(1, 9, 0)), |plan| matches!(plan.in_front(), Some(Ask::Card { again: true, .. })));
        assert_eq!(card, asked, "{}", days.profile.get(Fact::Age).unwrap());
    }
}

/// A flare on its feet with nothing left to be answered; it is 10:00.
fn calm() -> Env {
    let mut env = Env::new();
    for (key, value) in [("age", "61"), ("wakes", "07:00"), ("sleeps", "22:30")] {
        env.sh(&format!("profile set {key} {value}")).ok();
    }
    env.sh("start --clear").ok();
    env.at("09:20");
    for line in ["screen --clear", "screen --clear", "done stand-up", "screen --clear", "skip ibuprofen", "skip heat"] {
        env.sh(line).says("");
    }
    env
}

#[test]
fn answer_takes_it_in_words_and_it_is_kept_for_looking_back() {
    let mut env = calm();
    env.at("09:45");
    env.sh("done lean-cat-cow").ok();
    env.at("10:00");
    env.sh("done walk").ok();
    for _ in 0..8 {
        let next = env.sh("next --json").json();
        let word = match &next {
            next if next["aside"]["key"] == "pain-after" => break,
            next if next["choice"].is_object() => "neither",
            next if next["card"].is_object() => "none",
            _ => "skip",
        };
        env.sh(&format!("answer {word}")).says("");
    }
    let next = env.sh("next --json").ok().json();
    assert_eq!(next["aside"]["key"], "pain-after", "{next:#}");
    assert_eq!(next["aside"]["step"], "walk");
    env.sh("next").ok().says("Pain now, after").says("backflare answer 5");
    env.sh("answer").ok().says("0 to 10, skip");
    env.sh("answer eleven").refused(2).tells("does not answer: Pain now, after");
    env.sh("answer 4").ok().says("Noted. Pain now, after").says("4 of 10");
    let event = env.last_event();
    assert_eq!((&event["pain"]["level"], &event["pain"]["after"]), (&4.into(), &"walk".into()));
    assert_ne!(env.sh("next --json").ok().json()["aside"]["key"], "pain-after");
    env.sh("undo").ok();
    assert_eq!(env.sh("next --json").ok().json()["aside"]["key"], "pain-after", "taken back, it is asked again");
}

/// In prevention the block of an evening begins with it: not on the first day, not by day, not beside the week, and once.
#[test]
fn an_evening_of_prevention_asks_whether_it_is_as_usual_with_words_that_fit_no_card() {
    const ASKED: &str = "Back as usual today?";
    let asked = |env: &Env| env.sh("next --json").json()["aside"]["key"] == "as-usual";
    let mut env = Env::new();
    env.sh("profile set age 35").ok();
    env.sh("profile set sleeps 22:30").ok();
    env.sh("start -p prevention --clear").ok();
    env.sh("screen --clear").ok();
    env.sh("log 1").ok();
    env.at("21:40").sh("next").says_not(ASKED);
    env.at("Mon 12:00").sh("screen --clear").ok();
    env.sh("next").ok().says_not(ASKED);
    // A card comes first, and `none` answers that.
    env.at("21:40").sh("screen --clear").says("");
    env.sh("next").ok().says("March on the spot").says(ASKED).says("backflare answer as-usual").fits(40);
    assert!(asked(&env));
    env.sh("answer none").refused(2);
    env.sh("answer as-usual").ok().says("as usual");
    assert!(!asked(&env), "once a day");
    env.at("Tue 21:40").sh("screen --clear").says("");
    env.sh("answer h").refused(2);
    env.sh("answer w").ok().says("Leave it tonight");
    env.sh("undo").ok().says("worse than usual").says_not("passed over");
    env.sh("answer worse").ok().says("Leave it tonight").says("backflare log 4").says("backflare start");
    assert!(!asked(&env));
    // The signs come first, and nothing of that evening after them, whatever low level is logged. By its name it may be done.
    env.sh("next").ok().says("Any of these new").says_not("March on the spot");
    env.sh("screen --clear").ok().says_not("March on the spot");
    env.sh("log 2").ok();
    for command in ["next", "status", "today"] {
        env.sh(command).ok().says_not("Now: a march").says_not("Back of the thigh");
    }
    env.sh("next").ok().says("A new flare? backflare start").says("Wed at 21:30").says_not("March on");
    env.sh("done hamstring-towel").ok();
    env.at("Wed 21:40").sh("screen --clear").says("");
    env.sh("log 2").ok();
    assert!(!asked(&env), "a level says it");
    // In a walk it is a page of its own, on which `n` means nothing.
    env.at("Thu 21:40").sh("screen --clear").says("");
    let mut pty = crate::pty::Pty::spawn(env.command(["walk"]), 40, 20);
    pty.sees(ASKED);
    pty.types("n");
    pty.sees("Please press one of y, w.");
    pty.types("y");
    pty.sees("March on the spot");
    pty.types("q");
    pty.ends_well(0);
}

/// What `next` shows as an answer to type is taken: the last of them, which is asked by the way, as well as the first.
#[test]
fn whatever_answer_is_shown_is_taken() {
    let mut env = calm();
    let mut taken = 0;
    for _ in 0..60 {
        env.advance("97m");
        for _ in 0..6 {
            let shown = env.sh("next").stdout.replace("backflare\nanswer", "backflare answer");
            let mut answers = shown.lines().filter_map(|line| Some(line.split_once("backflare answer ")?.1.to_owned()));
            // Signs are no examples to try, and moves in bed have no end.
            let fits = |word: &String| !["a", "LETTER", "skip", "not-yet"].contains(&word.as_str());
            let Some(word) = answers.rfind(fits) else { break };
            let said = env.sh(&format!("answer {word}"));
            assert!([0, 3].contains(&said.code), "answer {word}: {said}\n{shown}");
            taken += 1;
        }
        for line in ["done", "skip ibuprofen", "log 4", "done walk"] {
            env.sh(line).says("");
        }
    }
    assert!(taken > 12, "{taken}");
    // On the first evening the level and what is missed are asked together.
    let mut env = calm();
    env.at("19:00");
    for line in ["screen --clear", "screen --clear", "skip heat", "skip ibuprofen", "skip cold"] {
        env.sh(line).says("");
    }
    env.sh("next").ok().says("Pain now, 0 to 10?").says("backflare answer walk the dog");
    // What may be a level is no goal.
    for word in ["six", "bad", "about six", "a 6 I think"] {
        env.sh(&format!("answer {word}")).code(2);
    }
    env.sh("answer walk the dog").ok().says("walk the dog");
    assert_eq!(env.last_event()["goal"]["text"], "walk the dog");
    env.sh("answer 6").ok().says("6 of 10");
}

/// How the night was: after the level of the morning, for an hour, once a day; what is said of it counts as `log --sleep` does.
#[test]
fn how_the_night_was_is_asked_once_in_the_morning() {
    const ASKED: &str = "How did you sleep?";
    // What waits for an answer comes first.
    let settle = |env: &Env| {
        for line in ["skip heat", "skip ibuprofen", "done lying-cat-cow", "done log-roll-up", "done lean-cat-cow"] {
            env.sh(line).says("");
        }
    };
    let morning = || {
        let mut env = calm();
        env.sh("profile set warmth neither").ok();
        env.at("Mon 07:05").sh("screen --clear").ok();
        env.sh("next").ok().says_not(ASKED);
        env.sh("log 5").ok();
        settle(&env);
        env
    };
    let mut env = morning();
    env.sh("next").ok().says(ASKED).says("backflare answer so-so").fits(40);
    env.sh("answer bad").ok().says("badly");
    assert_eq!(env.last_event()["slept"]["answer"], "bad");
    env.sh("next").ok().says_not(ASKED);
    env.at("Tue 07:05").sh("screen --clear").ok();
    env.sh("log 5").ok();
    settle(&env);
    env.sh("next").ok().says(ASKED);
    env.sh("end").ok().says("1 of 1 slept badly");
    let mut env = morning();
    env.at("08:04").sh("next").ok().says(ASKED);
    env.at("08:05").sh("next").ok().says_not(ASKED);
    env.sh("answer bad").refused(2);
    let env = morning();
    env.sh("answer skip").ok();
    env.sh("next").ok().says_not(ASKED);
}
