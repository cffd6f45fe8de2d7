//! The first hour, and what holds on the floor: a question guards the step that needs it, and nothing else.

use backflare::model::event::{Event, Partial};
use backflare::model::kind::Kind;
use backflare::model::profile::Profile;
use backflare::model::time::{Moment, Span, Stamp, Zone};
use proptest::prelude::*;

use crate::env::{BEGIN, Env};
use crate::life::Life;
use crate::story;

fn start() -> Moment {
    Stamp::parse(BEGIN).unwrap().moment
}

/// Somebody on the floor, of whom nothing is known. The emergency card is answered with none.
fn on_the_floor() -> Life {
    let protocol = story::protocol(&[]);
    let mut life = Life::begin(protocol, Profile::default(), start(), Zone::fixed(3600));
    let card = life.protocol.cards.iter().find(|card| card.id.as_str() == "emergency").unwrap().id.clone();
    life.push(Event::screened(card, Vec::new()));
    life
}

fn done(step: &str, answer: Option<bool>) -> Event {
    Event::Done { step: story::id(step), answer, partial: None::<Partial>, place: None }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever somebody does on the floor, answers or not: something harmless is on show, until a sign stands.
    #[test]
    fn whoever_is_stuck_always_has_something_harmless_to_do(
        acts in prop::collection::vec((0_i64..9 * 60, 0_u8..6), 1..30),
    ) {
        let mut life = on_the_floor();
        for (later, act) in acts {
            life.clock.now = life.clock.now + Span::seconds(later);
            let shown = life.look(|plan| {
                let stuck = plan.course.as_ref().is_some_and(|course| course.phase.floor);
                let latched = plan.screening.latched().is_some();
                let emergency = plan.screening.pending.iter().any(|pending| pending.urgency > backflare::model::kind::Urgency::SameDay);
                let action = plan.action.as_ref().map(|action| (action.step.id.clone(), action.step.kind, action.step.micro));
                (stuck && !latched && !emergency).then_some(action)
            });
            let Some(action) = shown else { return Ok(()) };
            prop_assert!(action.is_some(), "nothing is on show at {}", life.now());
            let (step, kind, micro) = action.unwrap();
            let harmless = matches!(kind, Kind::Contact | Kind::Posture | Kind::Movement | Kind::CheckIn) || micro;
            prop_assert!(harmless, "{step} is on show on the floor");
            match act {
                0 => life.push(Event::skipped(step)),
                1 => life.push(done("cat-cow-stuck", Some(false))),
                2 => life.push(Event::pain(7)),
                3 => life.push(Event::Snoozed { step, span: Span::minutes(20) }),
                4 => life.push(done(step.as_str(), None)),
                _ => {}
            }
        }
    }
}

#[test]
fn the_age_hides_no_moves_and_nothing_is_refused_for_a_question() {
    let mut env = Env::new();
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    for minute in [6, 11, 19, 26, 34, 45, 57] {
        env.at(&format!("09:{minute:02}"));
        let next = env.sh("next --json").ok().json();
        assert!(next["action"]["step"].is_string(), "at 09:{minute:02}: {next}");
        env.sh("next").ok().fits(40);
        env.sh("log 7").ok();
        env.sh("took ibuprofen 200mg --at \"3h ago\"").ok();
        env.sh("done cat-cow-stuck --not-yet").ok();
        env.sh("skip").ok();
    }
}

#[test]
fn only_an_emergency_card_stands_in_front() {
    let mut env = Env::new();
    env.sh("start").ok();
    let next = env.sh("next --json").ok().json();
    assert!(next["card"].is_object() && next["action"].is_null(), "{next}");
    env.sh("screen --clear emergency").ok();
    env.at("09:20");
    env.sh("done --not-yet").ok();
    let ran = env.sh("next");
    ran.ok().says("questions wait: backflare").says("Do you feel ready to try to stand?").fits(40);
    let next = env.sh("next --json").ok().json();
    assert!(next["card"].is_object() && next["action"].is_object(), "{next}");
}

#[test]
fn a_question_that_nobody_answers_lapses_with_its_step() {
    let mut env = crate::begin::standing();
    for card in ["same-day-now", "same-day-history", "leg", "pregnancy"] {
        env.sh(&format!("screen --clear {card}")).ok();
    }
    env.sh("done").ok();
    env.at("09:27");
    env.sh("answer both").ok();
    env.sh("next").ok().says("efore ").says_not("questions wait");
    // 20 minutes later it waits below; nobody has to answer it to be shown the rest.
    env.at("10:08");
    env.sh("next").ok().says("A question waits, for ").says_not("efore a pain");
    env.at("10:30");
    let next = env.sh("next --json").ok().json();
    assert_eq!(next["action"]["step"], "walk", "{next}");
    assert!(next["questions"].is_object(), "{next}");
    env.sh("next").ok().says("A question waits, for ").says("backflare done");
}

/// Everything that a guided person presses and reads on the first day, as the engine asks for it.
#[derive(Default)]
struct Counted {
    table: String,
    keys: usize,
    /// What silence answers as well: "not yet".
    silent: usize,
    lines: usize,
    /// The lines of questions before the first tablet was on show.
    before_tablet: Option<usize>,
}

impl Counted {
    fn add(&mut self, at: Moment, what: &str, keys: usize, lines: usize) {
        use std::fmt::Write as _;
        self.keys += keys;
        self.lines += lines;
        writeln!(self.table, "{}  {keys} keys  {lines} lines  {what}", Zone::fixed(3600).wall(at)).unwrap();
    }
}

/// What the thing on show costs: its name, its keys, its lines of questions.
///
/// `there`: a key was pressed within two minutes, so that moves begin by themselves.
fn cost(plan: &backflare::engine::plan::Plan<'_>, there: bool) -> Option<(String, usize, usize)> {
    use backflare::engine::ask::Ask;
    if let Some(ask) = plan.to_ask() {
        return Some(match ask {
            Ask::Choice(choice) => (format!("choice {}", choice.card.id), 1, 0),
            Ask::Follow(_) => ("how a sign is by now".to_owned(), 1, 1),
            Ask::Card { card, .. } => (format!("card {}", card.id), 1, card.lines.len()),
            Ask::Question { fact, .. } => (format!("question {fact:?}"), 1, 1),
            Ask::Questions { card, lines, .. } => (format!("questions {}", card.as_str()), 1, lines.len()),
        });
    }
    let action = plan.action.as_ref().or(plan.beside.first())?;
    // What is put on is taken off by a key, too.
    let by_itself = there && action.step.kind == Kind::Exercise && action.open.is_none();
    // A level of pain is a number and Enter.
    let two = action.step.kind.warms_or_cools() || action.step.asks_pain;
    let keys = if two { 2 } else { usize::from(!by_itself) };
    Some((action.step.id.to_string(), keys, 0))
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is what it is for")]
fn the_first_day_of_a_guided_person_takes_few_keys() {
    let person = crate::life::Person::plain();
    let mut life = Life::begin(story::protocol(&[]), Profile::default(), start(), Zone::fixed(3600));
    let (up, end) = (Span::minutes(24), start() + Span::hours(24));
    let (mut counted, mut pressed) = (Counted::default(), start());
    while life.clock.now < end {
        let now = life.clock.now;
        if now > start() + Span::hours(12) && life.look(|plan| plan.sleeping) {
            life.clock.now = life.look(|plan| plan.next_change).unwrap_or(end).max(now + Span::minutes(30));
            continue;
        }
        let there = now - pressed <= Span::minutes(2);
        let Some((what, keys, lines)) = life.look(|plan| cost(plan, there)) else {
            life.clock.now = life.look(|plan| plan.next_change).unwrap_or(end).min(end).max(now + Span::seconds(1));
            continue;
        };
        let stuck =
            life.look(|plan| plan.to_ask().is_none() && plan.action.as_ref().is_some_and(|it| it.open.is_some()));
        if stuck && now < start() + up {
            // The question of each few minutes is answered by silence.
            counted.silent += 1;
            life.push(done("cat-cow-stuck", Some(false)));
            life.clock.now = now + Span::minutes(2);
            continue;
        }
        if life.look(|plan| plan.action.as_ref().or(plan.beside.first()).is_some_and(|it| it.dose_mg.is_some())) {
            let seen = counted.lines;
            counted.before_tablet.get_or_insert(seen);
        }
        counted.add(now, &what, keys, lines);
        let Ok((events, takes)) = life.react(&person) else { panic!("{what} is on show, and nothing can be done") };
        life.clock.now = now + takes.max(Span::seconds(20));
        if keys > 0 {
            pressed = life.clock.now;
        }
        for event in events {
            life.push(event);
        }
    }
    println!("{}{} keys, {} more that silence answers", counted.table, counted.keys, counted.silent);
    println!("{} lines before the first tablet, {} in all", counted.before_tablet.unwrap_or_default(), counted.lines);
    assert!(counted.keys <= MOST_KEYS, "{} keys:\n{}", counted.keys, counted.table);
    assert!(counted.before_tablet.is_some_and(|lines| lines <= MOST_LINES), "{:?} lines", counted.before_tablet);
}

/// The most keys of the first 24 hours, and the most lines of questions before the first tablet: both
/// may only fall.
const MOST_KEYS: usize = 45;
const MOST_LINES: usize = 25;

#[test]
fn a_step_is_named_by_any_of_its_words_and_never_by_half_of_two() {
    let env = crate::begin::standing();
    for (typed, meant) in
        [("lean", "lean-cat-cow"), ("Lean and move", "lean-cat-cow"), ("stroll", "walk"), ("kitc", "counter-stretch")]
    {
        env.sh(&format!("done '{typed}'")).ok();
        assert_eq!(env.last_event()["done"]["step"], meant, "{typed}");
    }
    crate::begin::keeps(&env, "done ca", 2).refused(2).tells("may mean more than one step").tells("call-for-help");
    crate::begin::keeps(&env, "done haet", 2).refused(2).tells("Did you mean heat?");
    env.sh("why ice").ok().says("Cold");
    env.sh("why").ok();
    env.sh("on pad").ok();
    env.sh("off 'heating pad'").ok();
    env.sh("skip stroll").ok().says("Not now: a walk.");
}

#[test]
fn the_name_of_the_program_is_enough() {
    let env = Env::new();
    env.sh("").ok().says("Back went out? backflare start").says("Just a note? backflare log 6");
    let env = crate::begin::floor();
    assert_eq!(env.sh("").ok().stdout, env.sh("next").ok().stdout);
    env.sh("--json").ok().json();
    env.sh("stat").ok();
    env.sh("nex").ok();
    env.sh("xyz").refused(2);
}

#[test]
fn a_medicine_stands_beside_and_is_never_the_action() {
    let mut env = crate::begin::standing();
    for line in ["screen --clear", "screen --clear", "screen --clear", "screen --clear", "log 6"] {
        env.sh(line).ok();
    }
    env.at("09:30");
    env.sh("screen --clear").ok();
    env.sh("screen --clear").ok();
    let next = env.sh("next --json").ok().json();
    assert_eq!(next["beside"][0]["step"], "ibuprofen", "{next}");
    assert_eq!(next["beside"][0]["medicine"]["dose_mg"], 200);
    assert_ne!(next["action"]["kind"], "medicine");
    env.sh("next").ok().fits(40).says("If you want it: ibuprofen 200 mg").says("backflare took ibuprofen 200mg");
    // Passed over twice in a day, it rests until the morning; asked for by name, it is there.
    env.sh("skip ibuprofen").ok();
    env.at("13:30");
    env.sh("skip ibuprofen").ok().says("That rests until tomorrow: ibuprofen.");
    env.at("18:30");
    let next = env.sh("next --json").ok().json();
    assert_eq!(next["beside"], serde_json::json!([]), "{next}");
    env.sh("why ibuprofen").ok().says("You passed it over twice");
    env.sh("took ibuprofen 200mg").ok();
}

#[test]
fn who_comes_back_after_hours_is_asked_whether_they_are_up() {
    let mut env = crate::begin::floor();
    env.at("13:10");
    env.sh("next").ok().fits(40).says("Are you on your feet?").says("backflare answer yes").says_not("TODAY");
    assert_eq!(env.sh("next --json").ok().json()["question"], "Are you on your feet?");
    env.sh("log 6").ok().says("On your feet? backflare answer yes");
    env.sh("done cat-cow-stuck --not-yet").ok();
    env.sh("next").ok().says_not("Are you on your feet?");
    env.at("16:30");
    env.sh("next").ok().says("Are you on your feet?");
    env.sh("done stand-up").ok();
    env.sh("next").ok().says("The first day");
}

/// Who tells of it days later is asked whether they are up, and not told that they are down.
#[test]
fn what_began_days_ago_is_no_hour_on_the_floor() {
    let env = Env::new();
    env.sh("start --at '4d ago'").ok().says_not("down an hour");
    env.sh("screen --clear").ok().says("Are you on your feet?").says_not("down an hour");
    env.sh("status").ok().says_not("down an hour");
    // Who lies there is told whom to call.
    env.sh("done cat-cow-stuck --not-yet").ok();
    env.sh("next").ok().says("You have been down an hour.");
    let env = Env::new();
    env.sh("start --at '90m ago'").ok().says("You have been down an hour.");
}

/// What is on for too long comes off before anything else is shown.
#[test]
fn a_pad_that_is_on_too_long_comes_off_first() {
    let mut env = crate::begin::standing();
    env.sh("on heat").ok();
    env.at("11:30");
    env.sh("next").ok().fits(40).says("Take the heat off now.").says("backflare off heat").says_not("backflare done");
    assert_eq!(env.sh("next --json").ok().json()["action"], serde_json::json!(null));
    env.sh("off heat").ok();
    assert!(env.sh("next --json").ok().json()["action"].is_object());
}

#[test]
fn the_clock_latches_nothing_and_the_moves_grow() {
    let mut env = Env::new();
    env.sh("start --clear").ok();
    env.sh("next").ok().says("As small as a breath.").fits(40);
    for (at, size) in
        [("09:10", "a little more if that was easy"), ("09:18", "As far as it is easy."), ("09:50", "Small again.")]
    {
        env.at(at);
        let text = env.sh("next").ok().says(size).fits(40).stdout.clone();
        // From twenty minutes on somebody is to be called. Nothing stops for it.
        assert_eq!(text.contains("CALL SOMEONE"), at == "09:50", "{text}");
        let next = env.sh("next --json").ok().json();
        assert_eq!(next["action"]["step"], "cat-cow-stuck", "{next}");
        assert_eq!(next["call"].is_object(), at == "09:50", "{next}");
    }
    env.sh("done call").ok();
    env.sh("next").ok().says("Small again.").says_not("CALL SOMEONE");
    env.at("10:06");
    env.sh("next").ok().says("You have been down an hour.").says("Small again.").says("screen --sign cannot-stand");
    // Past the hour "not yet" says nothing of a sign, however it is typed.
    env.sh("done --not-yet").ok();
    env.sh("answer not-yet").ok();
    env.sh("answer no").ok();
    env.sh("next").ok().says("You have been down an hour.").says("Rest on your side.");
    env.at("10:12");
    env.sh("next").ok().says("You have been down an hour.").says("Small again.");
    env.sh("screen --sign cannot-stand").code(3);
}
