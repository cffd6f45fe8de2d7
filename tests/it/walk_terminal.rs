//! The guided walk as a person at a terminal meets it: the real program, real keys, the real clock.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::process::Signal;

use crate::env::Env;
use crate::pty::Pty;

/// How long a whole day may take where waiting takes no time.
const WHOLE_DAY: Duration = Duration::from_secs(240);
/// How long "at once" may last, where the machine has much else to do. What waits for a key waits far longer.
const AT_ONCE: Duration = Duration::from_secs(8);

fn command(env: &Env, line: &str) -> Command {
    let mut command = env.command(line.split(' '));
    // The real clock: the floor knows no sleeping hours, so it is the same at any time of day.
    command.env_remove("BACKFLARE_NOW").env_remove("COLUMNS").env("TERM", "xterm-256color");
    command
}

fn walk(env: &Env, line: &str) -> Pty {
    Pty::spawn(command(env, line), 40, 20)
}

fn events(env: &Env, name: &str) -> usize {
    env.journal().iter().filter(|line| line["event"].get(name).is_some()).count()
}

/// Begins a flare and answers the first card: two keys to the first cue.
fn guided(env: &Env) -> Pty {
    let mut pty = walk(env, "start");
    pty.sees("Before you move").sees("n none of these").types("n");
    pty.sees("Five tiny moves").sees("Enter now").types("\r");
    pty.sees("1 of 5 in this set").sees("Round");
    pty
}

#[test]
fn from_start_to_the_first_cue_with_two_keys_then_killed_gone_on_with_and_left() {
    let env = Env::new();
    let mut pty = guided(&env);
    assert!(pty.is_painted() && !pty.same_modes());
    // A pause holds, and back is where the round began.
    pty.sees("Sink [").types(" ").sees("Paused: ").types(" ").sees("Space pause");
    pty.types("b").sees("Round").sees("Space pause").types("?").sees("Why:");
    pty.signal(Signal::KILL);
    assert!(!pty.ends().success());
    assert_eq!((events(&env, "walked"), events(&env, "done")), (1, 0));

    let mut pty = walk(&env, "walk");
    pty.sees("You had begun it").sees("So far: 0 seconds of 4 minutes").types("\r");
    pty.sees("1 of 5 in this set").sees("Sink [").types("q");
    pty.ends_well(0);
    pty.sees("Recorded: Five tiny moves,").sees("All kept.");
    // What stays to be read is wrapped for this window, and the command is whole.
    pty.until("its command is whole", |pty| pty.text().contains("Come back with: backflare"));
    let done = env.last_event();
    assert_eq!(done["done"]["step"], "cat-cow-stuck");
    assert_eq!(done["done"]["partial"]["of"], "4m");
}

#[test]
fn ctrl_c_and_the_system_end_it_at_once_with_the_terminal_as_it_was() {
    for signal in [None, Some(Signal::TERM), Some(Signal::HUP), Some(Signal::INT)] {
        let env = Env::new();
        let mut pty = guided(&env);
        let begun = Instant::now();
        match signal {
            None => {
                pty.types("\u{3}");
            }
            Some(signal) => pty.signal(signal),
        }
        pty.ends_well(130);
        assert!(begun.elapsed() < AT_ONCE, "{signal:?} took {:?}", begun.elapsed());
        // How far it had come is kept, and nothing is claimed.
        assert_eq!((events(&env, "walked"), events(&env, "done")), (2, 0), "{signal:?}");
    }
}

#[test]
fn a_terminal_that_is_closed_ends_it_and_keeps_how_far_it_was() {
    let env = Env::new();
    let mut pty = guided(&env);
    pty.sees("Sink [");
    pty.hangs_up();
    pty.ends();
    // Where it began, and how far it was when the terminal went.
    assert_eq!((events(&env, "walked"), events(&env, "done")), (2, 0));
    walk(&env, "walk").sees("You had begun it");
    // It may also go while a question waits for a key.
    let env = Env::new();
    let mut pty = walk(&env, "start");
    pty.sees("n none of these");
    pty.types("x");
    pty.hangs_up();
    pty.ends();
    assert_eq!(events(&env, "screened"), 0);
}

#[test]
fn suspended_it_gives_the_terminal_back_and_goes_on() {
    let env = Env::new();
    let mut pty = guided(&env);
    pty.types("\u{1a}");
    pty.stands_still().until("the painted screen is left", |pty| !pty.is_painted());
    assert!(pty.same_modes(), "the modes are not given back");
    pty.signal(Signal::CONT);
    pty.until("it is painted again", Pty::is_painted).sees("Tiny moves: ").sees("Space pause");
    pty.types("q");
    pty.ends_well(0);
}

#[test]
fn every_screen_fits_forty_by_twenty_and_no_colour_means_none() {
    let env = Env::new();
    let mut command = command(&env, "start");
    command.env("NO_COLOR", "1");
    let mut pty = Pty::spawn(command, 40, 20);
    pty.sees("Before you move").sees("d) Chest pain").sees("q leave").types("n");
    pty.sees("Five tiny moves").sees("Enter now").sees("q leave").types("q");
    pty.ends_well(0);
    for style in ["0m", "1m", "2m", "33m"] {
        assert!(!pty.bytes().contains(&format!("\u{1b}[{style}")), "{:?}", pty.bytes());
    }
}

#[test]
fn a_screen_that_fills_the_window_keeps_its_last_row() {
    // A row too many is cleared where the window ends, which would be the keys.
    for rows in [17, 18] {
        let env = Env::new();
        let mut pty = Pty::spawn(command(&env, "start"), 40, rows);
        pty.sees("Before you move").sees("a letter: that one").types("z").sees("Please press n").types("q");
        pty.ends_well(0);
    }
}

#[test]
fn on_a_larger_screen_there_is_a_figure() {
    let env = Env::new();
    let mut pty = Pty::spawn(command(&env, "start"), 80, 24);
    pty.sees("Before you move").types("n").sees("Enter now").types("\r").sees("1 of 5 in this set").sees("o-'");
    pty.types("q");
    pty.ends_well(0);
}

#[test]
fn who_cannot_use_a_painted_screen_gets_plain_lines() {
    for (name, value) in [("TERM", "dumb"), ("BACKFLARE_PLAIN", "1"), ("ACCESSIBLE", "1")] {
        let env = Env::new();
        let mut command = command(&env, "start");
        command.env(name, value);
        let mut pty = Pty::spawn(command, 80, 24);
        pty.sees("Before you move").types("n\n").sees("Enter: now").types("\n").sees("1 of 2: Round.");
        pty.types("pause\n").sees("Paused: ").types("pause\n").sees("On again.").types("q\n").sees("All kept.");
        assert!(pty.ends().success());
        assert!(!pty.bytes().contains('\u{1b}'), "{:?}", pty.bytes());
    }
}

/// What once made the reader of keys wait for ever: a letter in Latin-1, half a sequence, keys that other terminals send.
const STRANGE: [&[u8]; 9] =
    [b"\xe9", b"\xff", b"\x1b[", b"\x1b", b"\x1b[27;5;105~", b"\x1b[a", b"\x1b[3^", b"\x1b[99~", b"\x1b[<0;3;4M"];

#[test]
fn no_bytes_stop_the_clock_or_keep_anybody_in() {
    thread::scope(|scope| {
        for (nth, bytes) in STRANGE.into_iter().enumerate() {
            scope.spawn(move || {
                let env = Env::new();
                let mut pty = guided(&env);
                pty.sends(bytes);
                thread::sleep(Duration::from_millis(300));
                let before = pty.bytes().len();
                pty.until(&format!("it is painted after {bytes:?}"), |pty| pty.bytes().len() > before + 50);
                let begun = Instant::now();
                if nth % 2 == 0 {
                    pty.signal(Signal::TERM);
                } else {
                    pty.types("\u{3}");
                }
                pty.ends_well(130);
                assert!(begun.elapsed() < AT_ONCE, "after {bytes:?} its end took {:?}", begun.elapsed());
            });
        }
    });
}

#[test]
fn a_paste_answers_nothing() {
    let env = Env::new();
    let mut pty = walk(&env, "start");
    pty.sees("n none of these").sends(b"\x1b[200~maybe none\r of that\x1b[201~");
    // What is typed after it is read after it.
    pty.types("z").sees("Please press n");
    assert_eq!(events(&env, "screened"), 0, "{}", pty.text());
    pty.types("n").sees("Five tiny moves").types("q");
    pty.ends_well(0);
    assert!(pty.bytes().contains("\u{1b}[?2004h") && pty.bytes().contains("\u{1b}[?2004l"));
}

#[test]
fn stopped_and_continued_in_any_way_the_keys_work() {
    let check = |signals: &[Signal]| {
        let env = Env::new();
        let mut pty = guided(&env);
        let before = pty.openings();
        for signal in signals {
            pty.signal(*signal);
            if *signal == Signal::STOP {
                pty.stands_still().resets_modes();
            }
        }
        pty.until(&format!("it is opened again after {signals:?}"), |pty| pty.openings() > before);
        pty.until(&format!("keys count at once after {signals:?}"), |pty| !pty.same_modes());
        pty.sees("Space pause").types(" ").sees("Paused: ").types("q");
        pty.ends_well(0);
    };
    check(&[Signal::STOP, Signal::CONT]);
    check(&[Signal::TSTP, Signal::CONT]);
    check(&[Signal::CONT]);
}

/// Holds the lock of the journal, as another process would, until it is dropped.
fn hold(env: &Env) -> std::fs::File {
    let lock = std::fs::File::options().write(true).open(env.home().join("journal.lock")).unwrap();
    lock.lock().unwrap();
    lock
}

#[test]
fn a_walk_beside_a_held_lock_goes_on_painting() {
    let env = Env::new();
    let mut pty = guided(&env);
    let held = hold(&env);
    pty.sees("Sink [");
    pty.types("q").sees("Waiting for another backflare");
    assert!(pty.is_painted());
    drop(held);
    pty.ends_well(0);
    assert_eq!(events(&env, "done"), 1);
    // Nor does it keep anybody in.
    let env = Env::new();
    let mut pty = guided(&env);
    let held = hold(&env);
    pty.sees("Sink [");
    pty.types("q").sees("Waiting for another backflare").types("\u{3}");
    pty.ends_well(130);
    drop(held);
    assert_eq!(events(&env, "done"), 0);
}

#[test]
fn an_answer_beside_a_held_lock_waits_on_the_screen_and_keeps_nobody_in() {
    for stays in [true, false] {
        let env = Env::new();
        let mut pty = walk(&env, "start");
        pty.sees("n none of these");
        let held = hold(&env);
        pty.types("n").sees("Waiting for another backflare").sees("Before you move");
        assert!(pty.is_painted() && events(&env, "screened") == 0);
        if stays {
            drop(held);
            pty.sees("Five tiny moves").types("q");
            pty.ends_well(0);
            assert_eq!(events(&env, "screened"), 1);
        } else {
            pty.types("\u{3}");
            pty.ends_well(130);
            assert_eq!(events(&env, "screened"), 0);
        }
    }
}

#[test]
fn a_zero_switches_no_plain_lines_on() {
    let env = Env::new();
    let mut command = command(&env, "start");
    command.env("BACKFLARE_PLAIN", "0").env("ACCESSIBLE", "0");
    let mut pty = Pty::spawn(command, 80, 24);
    pty.sees("Before you move");
    assert!(pty.is_painted());
    pty.types("q");
    pty.ends_well(0);
}

/// A flare on its feet, by the real clock, where it is noon: nothing is due for some minutes.
fn noon() -> Env {
    let mut env = Env::new();
    let hours = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 3600 % 24;
    env.set("TZ", &format!("XXX{}", i64::try_from(hours).unwrap() - 12));
    for line in [
        "start --clear",
        "profile set age 35",
        "done cat-cow-stuck",
        "screen --clear",
        "done stand-up",
        "skip lean-cat-cow",
        "answer neither",
    ] {
        let output = command(&env, line).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    env
}

#[test]
fn it_stays_at_any_size_through_a_stop_and_sees_what_another_terminal_records() {
    for (columns, rows) in [(40, 20), (80, 24)] {
        let env = noon();
        let mut pty = Pty::spawn(command(&env, "walk"), columns, rows);
        pty.sees("Next: ").sees("I will call you.").sees("q leave (it is all kept)");
        pty.types("d").sees("A slow walk").types("d");
        for signals in [[Signal::STOP, Signal::CONT], [Signal::TSTP, Signal::CONT]] {
            pty.signal(signals[0]);
            thread::sleep(Duration::from_millis(1300));
            pty.resets_modes();
            pty.signal(signals[1]);
            thread::sleep(Duration::from_millis(1300));
            assert!(pty.is_painted() && !pty.same_modes(), "{signals:?}");
            pty.sees("I will call you.");
        }
        // A sign that is told elsewhere ends it.
        let begun = Instant::now();
        command(&env, "screen --sign saddle-numb").output().unwrap();
        pty.ends_well(3);
        assert!(begun.elapsed() < Duration::from_secs(4), "it took {:?}", begun.elapsed());
        let env = noon();
        let mut pty = Pty::spawn(command(&env, "walk"), columns, rows);
        pty.sees("I will call you.").types("z").sees("Put off: ").types("q");
        pty.ends_well(0);
        pty.sees("Next: ").sees("All kept. Come back with: backflare");
        assert_eq!(events(&env, "snoozed"), 1);
    }
}

/// What somebody does who follows the first day: where these words are shown, these keys.
const FOLLOWS: [(&str, &str); 22] = [
    ("n none of these", "n"),
    ("Are you pregnant", "n"),
    ("Answer (yes, no", "n"),
    ("Answer (no, yes", "n"),
    ("b) 18 to 49", "b"),
    ("Answer (heat, cold, both", "b"),
    ("Answer (", "\r"),
    ("ready to try to stand", "y"),
    ("b) both at once", "b"),
    ("Is the pad off?", "y"),
    ("Is the pack off?", "y"),
    ("Pain now, 0 to 10: _", "6\r"),
    ("0 to 9, or 1 0 for ten", "6"),
    ("t I took", "t"),
    ("Enter be guided", "\r"),
    ("Enter it is on", "\r"),
    ("Enter I am up", "\r"),
    ("Enter now s", "\r"),
    ("Enter it is done", "\r"),
    ("Enter change sides", "\r"),
    ("Enter yes", "\r"),
    ("y yes", "y"),
];

#[test]
fn the_whole_first_day_is_one_run_in_which_nothing_but_keys_is_typed() {
    // Under this clock what is waited for has come at once, so a day takes seconds.
    let env = Env::new();
    let mut command = env.command(["start"]);
    command.env_remove("COLUMNS").env("TERM", "xterm-256color");
    let mut pty = Pty::spawn(command, 40, 20);
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (begun, mut pressed) = (Instant::now(), (String::new(), Instant::now()));
    loop {
        let screen = flat(&pty.text());
        if screen.starts_with("Day 2 ") {
            break;
        }
        assert!(begun.elapsed() < WHOLE_DAY, "the day does not end:\n{}", pty.text());
        // The same page is answered again only where the key may have come too early.
        let fresh = pressed.0 != screen || pressed.1.elapsed() > Duration::from_secs(1);
        if let Some((_, keys)) = FOLLOWS.iter().find(|(words, _)| screen.contains(words)).filter(|_| fresh) {
            pty.types(keys);
            pressed = (screen, Instant::now());
        }
        thread::sleep(Duration::from_millis(3));
    }
    // Out of whatever is on, by the keys that it names.
    while pty.is_painted() {
        let screen = flat(&pty.text());
        pty.types(if screen.contains("y it is off") { "y" } else { "q" });
        thread::sleep(Duration::from_millis(100));
    }
    assert!([Some(0), Some(3)].contains(&pty.ends().code()), "{}", pty.text());
    // What the first day is made of, each from its key.
    let done = |step: &str| env.journal().iter().filter(|line| line["event"]["done"]["step"] == step).count();
    for (step, least) in [("cat-cow-stuck", 1), ("stand-up", 1), ("lean-cat-cow", 1), ("walk", 2), ("heat", 2)] {
        assert!(done(step) >= least, "{step}: {}", done(step));
    }
    for (event, least) in [("took", 1), ("screened", 5), ("pain", 2)] {
        assert!(events(&env, event) >= least, "{event}: {}", events(&env, event));
    }
}
