//! Walks that stay, at a terminal that is only a script: somebody looks at the painted screen and presses keys, and only
//! waiting moves the clock.

#![cfg(unix)]

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

use crate::model::time::Stamp;
use crate::process::{Does, Process, Stream, Written};

/// What somebody does where these words stand on the screen: the keys, `\n` for Enter.
type Habit = (&'static str, &'static str);

/// A walk that was watched.
struct Watched {
    code: u8,
    written: Written,
    /// Each key with its time, and the row that stands first.
    keys: Vec<String>,
}

fn millis(stamp: &str) -> i64 {
    Stamp::parse(stamp).expect("an instant").moment.unix() * 1000
}

fn time(millis: i64) -> String {
    let minutes = millis.div_euclid(60_000).rem_euclid(24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What is on the screen, and which bytes have made it.
struct Window {
    parser: vt100::Parser,
    read: usize,
    /// How much was printed when something was typed last, where nothing is painted.
    typed: usize,
}

impl Window {
    fn new((columns, rows): (usize, usize)) -> Self {
        let size = |n: usize| u16::try_from(n).expect("a small window");
        Self { parser: vt100::Parser::new(size(rows), size(columns), 0), read: 0, typed: 0 }
    }

    fn rows(&mut self, written: &Written) -> Vec<String> {
        let painted = written.painted_after(self.read);
        self.parser.process(&painted);
        self.read += painted.len();
        if self.read == 0 {
            return written.out().get(self.typed..).unwrap_or_default().lines().map(str::to_owned).collect();
        }
        let rows: Vec<String> = self.parser.screen().contents().lines().map(str::to_owned).collect();
        rows.into_iter().filter(|row| !row.trim().is_empty()).collect()
    }
}

/// Runs a command in this home from that moment on, without a terminal.
fn run(home: &Path, now: i64, line: &str) {
    let words: Vec<&str> = ["backflare"].into_iter().chain(line.split(' ')).collect();
    let home = home.to_str().expect("a temporary folder has a plain name");
    let (mut process, written) = Process::fake(&words, &[("BACKFLARE_HOME", home)], "");
    written.set_clock(now);
    let code = crate::run(&mut process);
    assert!([0, 3].contains(&code), "{line}: {}{}", written.out(), written.err());
}

/// Watches somebody with these habits from one moment to the other, when they leave. They look up every `pace` milliseconds; 0:
/// each time that the screen is painted. `also` is done beside it, each time
/// that a key is waited for.
fn watch(
    home: &Path,
    line: &str,
    (from, until): (i64, i64),
    size: (usize, usize),
    habits: &'static [Habit],
    pace: i64,
    mut also: impl FnMut(i64) -> Option<Does> + 'static,
) -> Watched {
    let words: Vec<&str> = ["backflare"].into_iter().chain(line.split(' ')).collect();
    let path = home.to_str().expect("a temporary folder has a plain name");
    // A false voice, which says nothing: what it is given is noted.
    let bin = home.join("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    std::fs::write(bin.join("espeak-ng"), "").expect("a file");
    let bin = bin.to_str().expect("a temporary folder has a plain name").to_owned();
    let (process, written) = Process::fake(&words, &[("BACKFLARE_HOME", path), ("PATH", &bin)], "");
    written.set_clock(from);
    let keys = Rc::new(RefCell::new(Vec::new()));
    let (noted, mut screen, mut typing) = (Rc::clone(&keys), Window::new(size), Vec::new());
    let mut still = (from, 0);
    written.seats(size, move |written, now| {
        if let Some(does) = also(now) {
            return does;
        }
        let rows = screen.rows(written);
        still = if now == still.0 { (now, still.1 + 1) } else { (now, 0) };
        assert!(still.1 < 50, "time stands still at {}:\n{}\n{:?}", time(now), rows.join("\n"), noted.borrow());
        if typing.is_empty() {
            let flat = rows.join(" ");
            let flat = flat.split_whitespace().collect::<Vec<_>>().join(" ");
            let found = habits.iter().find(|(words, _)| flat.contains(words));
            let keys = if now >= until { Some("q") } else { found.map(|(_, keys)| *keys) };
            typing = keys.unwrap_or_default().chars().rev().collect();
            if !typing.is_empty() {
                let first = rows.iter().skip(1).take(2).map(|row| row.trim()).collect::<Vec<_>>().join(" / ");
                let keys = keys.unwrap_or_default().replace('\n', "Enter");
                screen.typed = written.out().len();
                noted.borrow_mut().push(format!("{} {keys:<7} {first}", time(now)));
            }
        }
        typing.pop().map_or(if pace == 0 { Does::Nothing } else { Does::Jump(pace) }, Does::Press)
    });
    let code = crate::run(&mut process.with_terminals(&[Stream::In, Stream::Out]));
    let keys = keys.borrow().clone();
    Watched { code, written, keys }
}

/// Holds what was seen or heard equal to its file.
fn golden(name: &str, text: &str) {
    crate::disk::golden::hold(&format!("tests/walked/{name}"), text, "guide");
}

/// Somebody who does what is said, and is well enough.
const OBEDIENT: &[Habit] = &[
    ("n none of these", "n"),
    ("Are you pregnant", "n"),
    ("Answer (yes, no", "n"),
    ("Answer (no, yes", "n"),
    ("b) 18 to 49", "b"),
    ("Answer (heat, cold, both", "b"),
    ("Answer (", "\n"),
    ("ready to try to stand", "y"),
    ("b) both at once", "b"),
    ("Is the pad off?", "y"),
    ("Is the pack off?", "y"),
    ("Pain now, 0 to 10: _", "6\n"),
    ("0 to 9, or 1 0 for ten", "6"),
    ("t I took", "t"),
    ("Enter be guided", "\n"),
    ("Enter it is on", "\n"),
    ("Enter it is done", "\n"),
    ("Enter I am up", "\n"),
    ("Enter change sides", "\n"),
    ("Enter yes", "\n"),
    ("y yes", "y"),
];

#[test]
fn somebody_follows_the_first_day_with_one_walk_and_nothing_but_keys() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = millis("2026-11-22T09:05:00Z");
    let watched = watch(folder.path(), "start", (from, from + 24 * 3_600_000), (40, 20), OBEDIENT, 5_000, |_| None);
    assert_eq!(watched.code, 0, "{}", watched.written.err());
    let mut told = String::new();
    for line in &watched.keys {
        writeln!(told, "{line}").expect("a text");
    }
    let out = watched.written.out();
    golden("first-day.txt", &format!("{told}\n{out}"));
    assert!(out.contains("All kept. Come back with: backflare"), "{out}");
    // Each key that was pressed, but those that are for who likes, or that silence answers as well.
    let optional = |line: &&String| LIKED.iter().any(|words| line.contains(words));
    let pressed = |line: &String| line.split_whitespace().nth(1).map_or(0, |keys| keys.replace("Enter", "e").len());
    let keys: usize = watched.keys.iter().filter(|line| !optional(line)).map(pressed).sum();
    assert!(keys <= MOST_KEYS, "{keys} keys:\n{told}");
}

/// The most keys of the first 24 hours. It may only fall.
const MOST_KEYS: usize = 45;

/// Pages whose key silence answers as well, and leaving at the end.
const LIKED: &[&str] = &["It is off.", "Did the last", " q  "];

/// A flare on its feet at 09:10, with every question answered.
fn standing(home: &Path) -> i64 {
    let from = millis("2026-11-22T09:05:00Z");
    for (minute, line) in [
        (0, "start --clear"),
        (1, "profile set age 35"),
        (2, "done cat-cow-stuck"),
        (3, "screen --clear"),
        (5, "done stand-up"),
    ] {
        run(home, from + minute * 60_000, line);
    }
    from + 5 * 60_000
}

/// Somebody who passes everything over, so that only time is left.
const PASSES: &[Habit] = &[
    ("n) neither", "n"),
    ("Answer (yes, no", "n"),
    ("n none of these", "n"),
    ("Answer (", "\n"),
    ("Enter be guided", "s"),
    ("Enter it is on", "s"),
    ("s not now", "s"),
    ("Enter not now", "\n"),
];

/// The same where lines are typed.
const PASSES_PLAIN: &[Habit] = &[
    ("n) neither", "n"),
    ("Answer (yes, no", "n"),
    ("n: none of these", "n"),
    ("Answer (", "s"),
    ("s: not now", "s"),
    ("Enter: not now", "\n"),
];

#[test]
fn an_hour_is_waited_with_one_sleep_a_second_and_one_a_change_in_plain_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = standing(folder.path()) + 60_000;
    let watched = watch(folder.path(), "walk", (from, from + 3_600_000), (40, 20), PASSES, 0, |_| None);
    let waits = watched.written.waits();
    assert_eq!(watched.code, 0, "{}", watched.written.err());
    assert!(waits.len() < 3_700, "{} waits in an hour", waits.len());
    assert!(waits.iter().filter(|wait| **wait == 1_000).count() > 3_000, "{waits:?}");
    // In plain lines there is nothing to paint.
    let folder = tempfile::tempdir().expect("a folder");
    let from = standing(folder.path()) + 60_000;
    let watched = watch(folder.path(), "walk --plain", (from, from + 3_600_000), (40, 20), PASSES_PLAIN, 0, |_| None);
    let (waits, out) = (watched.written.waits(), watched.written.out());
    assert!(waits.len() < 150, "{} waits: {waits:?}\n{out}", waits.len());
    assert!(out.contains("Next: ") && out.contains("I will call you."), "{out}");
}

#[test]
fn what_another_terminal_records_is_seen_within_a_second() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = standing(folder.path()) + 60_000;
    let home = folder.path().to_owned();
    let mut told = false;
    let watched = watch(folder.path(), "walk", (from, from + 1_800_000), (40, 20), PASSES, 1_000, move |now| {
        if now >= from + 1_200_000 && !std::mem::replace(&mut told, true) {
            run(&home, now, "screen --sign saddle-numb");
        }
        None
    });
    // The sign ends it, and nobody had to press a key.
    assert_eq!(watched.code, 3, "{}{}", watched.written.out(), watched.written.err());
    assert!(watched.keys.iter().all(|key| !key.contains(" q ")), "{:?}", watched.keys);
    // So does the end of the flare.
    let folder = tempfile::tempdir().expect("a folder");
    let from = standing(folder.path()) + 60_000;
    let home = folder.path().to_owned();
    let mut told = false;
    let watched = watch(folder.path(), "walk", (from, from + 1_800_000), (40, 20), PASSES, 1_000, move |now| {
        if now >= from + 1_200_000 && !std::mem::replace(&mut told, true) {
            run(&home, now, "end");
        }
        None
    });
    assert_eq!(watched.code, 4, "{}", watched.written.out());
    assert!(watched.written.err().contains("ended meanwhile"), "{}", watched.written.err());
}

#[test]
fn a_machine_that_slept_finds_what_is_still_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = standing(folder.path()) + 60_000;
    let mut slept = false;
    let watched = watch(folder.path(), "walk", (from, from + 4 * 3_600_000), (40, 20), PASSES, 1_000, move |now| {
        let sleeps = now >= from + 1_500_000 && !std::mem::replace(&mut slept, true);
        sleeps.then_some(Does::Jump(2 * 3_600_000))
    });
    assert_eq!(watched.code, 0, "{}", watched.written.err());
    let painted = watched.written.painted();
    assert!(painted.contains("It is 11:") && painted.contains("still good."), "{:?}", watched.keys);
    // The clock of the machine set back by an hour lets nobody wait longer.
    let folder = tempfile::tempdir().expect("a folder");
    let from = standing(folder.path()) + 60_000;
    let mut jumped = false;
    let watched = watch(folder.path(), "walk", (from, from + 1_800_000), (40, 20), PASSES, 1_000, move |now| {
        let jumps = now >= from + 1_200_000 && !std::mem::replace(&mut jumped, true);
        jumps.then_some(Does::Jump(-600_000))
    });
    assert_eq!(watched.code, 0, "{}", watched.written.err());
}

/// Somebody with shut eyes, who answers by what the screen would show: two keys.
const EARS: &[Habit] = &[
    ("Under 18? Space yes", "\n"),
    ("18 to 49? Space yes", " "),
    ("ready to try to stand", " "),
    ("Is the pad off?", " "),
    ("Pain now, 0 to 10: _", "6\n"),
    ("Heat? Space yes", " "),
    ("A tablet? Space yes", " "),
    ("Both? Space yes", " "),
    ("Space yes", "\n"),
    ("Third. ", "\n"),
    ("Fourth. ", "\n"),
    ("Fifth. ", "\n"),
    ("Sixth. ", "\n"),
    ("Next. ", "\n"),
    ("t I took it", " "),
    ("Enter be guided", "\n"),
    ("Enter it is on", "\n"),
    ("Enter it is done", "\n"),
    ("Enter I am up", "\n"),
];

#[test]
fn the_words_of_the_first_hour_are_those_of_a_kind_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = millis("2026-11-22T09:05:00Z");
    let watched = watch(folder.path(), "start --say", (from, from + 3_600_000), (80, 24), EARS, 500, |_| None);
    assert_eq!(watched.code, 0, "{}", watched.written.err());
    let said = watched.written.ran();
    let said: Vec<&str> = said.iter().filter_map(|ran| ran.split_once(" < ")).map(|(_, said)| said.trim()).collect();
    golden("first-hour-spoken.txt", &(said.join("\n") + "\n"));
    for words in [
        "Hello. Do not move yet. ",
        "First. ",
        "Thank you. None of these now.",
        "Space if it hurts, or to rest. It begins.",
    ] {
        assert!(said.iter().any(|line| line.contains(words)), "{words}");
    }
    // Nothing that is spoken can be read in the list of processes.
    assert!(watched.written.ran().iter().all(|ran| ran.starts_with("espeak-ng --stdin < ")));
}

/// Somebody who looks at everything, and presses nothing.
const SILENT: &[Habit] = &[];

/// What nobody answers lapses: what comes next is called all the same, and nothing of it is written.
#[test]
fn a_question_that_nobody_answers_lets_the_rest_come() {
    let cards = ["screen --clear", "screen --clear", "screen --clear", "screen --clear"];
    let leaned = [&cards[..], &["done lean"]].concat();
    let with = |more: &[&'static str]| [&leaned[..], more].concat();
    // What was done before, minutes until somebody looks, minutes that they are silent, what is then seen.
    for (name, before, after, silent, seen) in [
        ("a choice", with(&[]), 1, 75, "Enter be guided"),
        ("questions before heat", with(&["answer heat"]), 1, 75, "A slow walk"),
        ("questions before both", with(&["answer both"]), 1, 75, "A slow walk"),
        ("whether a tablet helped", with(&["took ibuprofen 200mg", "skip heat"]), 61, 30, "A slow walk"),
        ("how much it hurts", with(&["answer neither"]), 180, 120, "Enter be guided"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let stands = standing(folder.path());
        for line in before {
            run(folder.path(), stands, line);
        }
        let from = stands + after * 60_000;
        let watched = watch(folder.path(), "walk", (from, from + silent * 60_000), (40, 20), SILENT, 5_000, |_| None);
        assert_eq!(watched.code, 0, "{name}: {}", watched.written.err());
        let painted = watched.written.painted();
        assert!(painted.contains(seen), "{name}: {seen} never came\n{:?}", watched.keys);
        let journal = std::fs::read_to_string(folder.path().join("journal.jsonl")).expect("a journal");
        let written = journal.lines().filter(|line| line.contains("chose") || line.contains("passed"));
        assert!(written.count() <= usize::from(name != "a choice"), "{name}: {journal}");
    }
}

/// Whoever lies on the floor and falls silent is called for all the same: the moves go on, and nothing is written that a key says.
#[test]
fn no_page_of_the_floor_waits_without_end() {
    const GETS_UP: &[Habit] = &[("Before you move", "n"), ("ready to try to stand", "y")];
    const STOPS: &[Habit] = &[("Before you move", "n"), ("Space pause", "x")];
    const HURTS: &[Habit] = &[("Before you move", "n"), ("Space pause", "x"), ("b) Clearly worse", "b")];
    const PAUSES: &[Habit] = &[("Before you move", "n"), ("Space pause", " ")];
    // While they move the hour is told at its moment; what is asked on a page of its own may hold it up by five minutes.
    for (name, habits, minutes, again) in [
        ("getting up", GETS_UP, 65, "That was a good try."),
        ("stopped", STOPS, 65, "it hurt more"),
        ("how much it hurts", HURTS, 65, "it hurt more"),
        ("a pause", PAUSES, 61, ""),
        ("pregnant", &PAUSES[..1], 32, ""),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let from = millis("2026-11-22T09:05:00Z");
        // Half an hour is as long as that for whoever is pregnant. Rule 22.6.
        let (down, call) = if name == "pregnant" {
            run(folder.path(), from, "profile set pregnant yes");
            ("down for half an hour", "Call someone now")
        } else {
            ("You have been down an hour", "CALL SOMEONE")
        };
        let watched = watch(folder.path(), "start", (from, from + minutes * 60_000), (40, 20), habits, 5_000, |_| None);
        assert_eq!(watched.code, 0, "{name}: {}", watched.written.err());
        let painted = watched.written.painted();
        assert!(painted.contains(call), "{name}: nobody is called\n{:#?}", watched.keys);
        assert!(painted.contains(down), "{name}: {down} is not told\n{:#?}", watched.keys);
        let journal = std::fs::read_to_string(folder.path().join("journal.jsonl")).expect("a journal");
        let said = painted.contains(again) || journal.contains(again);
        assert!(said, "{name}: {again} was never told\n{:#?}\n{journal}", watched.keys);
        for key in ["\"answer\":false", "\"pain\"", "\"screened\":{\"card\":\"same"] {
            assert!(!journal.contains(key), "{name}: silence wrote {key}\n{journal}");
        }
    }
}

/// Whoever was last heard of on the floor, and says nothing hours later, has the moves all the same, and is asked again.
#[test]
fn whether_they_are_up_holds_no_moves_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = millis("2026-11-22T09:05:00Z");
    for line in ["start --clear", "answer not-yet"] {
        run(folder.path(), from, line);
    }
    let later = from + 4 * 3_600_000;
    let watched = watch(folder.path(), "walk", (later, later + 15 * 60_000), (40, 20), SILENT, 5_000, |_| None);
    let painted = watched.written.painted();
    assert!(painted.contains("Are you on your feet?"), "{painted}");
    assert!(painted.contains("Set 1 of 2 is done"), "the moves never came: {painted}");
}

/// What the journal of a home holds.
fn journal(home: &Path) -> String {
    std::fs::read_to_string(home.join("journal.jsonl")).expect("a journal")
}

/// Somebody whose pad burned them, as they say when it comes off.
const BURNED: &[Habit] =
    &[("Answer (", "n"), ("n none of these", "n"), ("Enter it is on", "\n"), ("Is the pad off?", "b")];

/// It burned: that is on the disk before it is asked how badly, and what another terminal writes is no answer.
#[test]
fn a_burn_is_kept_at_once_and_its_size_is_asked_until_it_is_answered() {
    // The keys a minute after it burned, half a minute after another terminal wrote something, and the signs that then stand. A `w`
    // waits until two minutes are over.
    for (keys, code, small, large) in [
        ("", 3, true, false),
        ("n", 3, true, false),
        ("yy", 3, true, true),
        ("uy", 3, true, true),
        ("s", 0, true, false),
        ("ws", 3, true, false),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let from = standing(folder.path()) + 60_000;
        let home = folder.path().to_owned();
        let (mut said, mut told, mut left) = (None, false, keys.chars().collect::<std::collections::VecDeque<_>>());
        let watched =
            watch(folder.path(), "walk heat", (from, from + 3_000_000), (40, 20), BURNED, 1_000, move |now| {
                if said.is_none() && journal(&home).contains("skin-burn") {
                    said = Some(now);
                }
                let since = now - said?;
                if since >= 30_000 && !std::mem::replace(&mut told, true) {
                    run(&home, now, "log 5");
                }
                let wait = if left.front() == Some(&'w') { 180_000 } else { 60_000 };
                if since < wait { None } else { left.pop_front().filter(|key| *key != 'w').map(Does::Press) }
            });
        let journal = journal(folder.path());
        let pressed = watched.keys.iter().filter(|key| !key.contains(" q ")).count();
        assert_eq!(watched.code, code, "{keys}: {pressed} {:#?}{}", watched.keys, watched.written.err());
        assert!(watched.keys.iter().all(|key| !key.contains(" q ")) || keys == "s", "{keys}: {:#?}", watched.keys);
        assert_eq!((journal.contains("skin-burn"), journal.contains("big-burn")), (small, large), "{keys}: {journal}");
        assert_eq!(journal.matches("\"skin-burn\"").count(), 1, "{keys}: {journal}");
        assert_eq!(journal.contains("withdrawn"), keys == "s", "{keys}: {journal}");
    }
}

/// A helper tells a sign while the moves go on: it is seen as soon as they only wait, and not once all is over.
#[test]
fn a_sign_of_another_terminal_is_seen_as_soon_as_a_step_only_waits() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = millis("2026-11-22T09:05:00Z");
    run(folder.path(), from, "start --clear");
    let home = folder.path().to_owned();
    let (mut told, seen) = (None, Rc::new(RefCell::new(0)));
    let until = Rc::clone(&seen);
    // They stop the set, and take it from its beginning.
    let mut keys = vec!['r', 'x'];
    let watched = watch(folder.path(), "walk", (from, from + 1_800_000), (40, 20), SILENT, 1_000, move |now| {
        if told.is_none() && journal(&home).contains("walked") {
            run(&home, now, "screen --sign saddle-numb");
            told = Some(now);
        }
        *until.borrow_mut() = now - told.unwrap_or(now);
        if *until.borrow() < 3_000 { None } else { keys.pop().map(Does::Press) }
    });
    assert_eq!(watched.code, 3, "{:#?}{}", watched.keys, watched.written.err());
    assert!((3_000..10_000).contains(&*seen.borrow()), "{} ms", seen.borrow());
}

/// What another terminal writes takes no tablet from the page of heat.
#[test]
fn a_tablet_comes_back_beside_heat_once_the_plan_was_looked_at_again() {
    const WAITS: &[Habit] = &[
        ("Answer (heat, cold, both", "b"),
        ("b) both at once", "b"),
        ("b) 18 to 49", "b"),
        ("Answer (", "n"),
        ("n none of these", "n"),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let from = standing(folder.path()) + 60_000;
    let home = folder.path().to_owned();
    run(&home, from, "done lean");
    run(&home, from, "answer both");
    let mut does = vec![(900, 't'), (600, ' ')];
    let watched = watch(folder.path(), "walk", (from, from + 1_200_000), (40, 20), WAITS, 1_000, move |now| {
        let (at, key) = does.last().copied()?;
        if now < from + at * 1_000 {
            return None;
        }
        does.pop();
        if key == 't' {
            return Some(Does::Press(key));
        }
        run(&home, now, "log 5");
        None
    });
    assert!(journal(folder.path()).contains("took"), "{:#?}{}", watched.keys, journal(folder.path()));
}
