//! A card at a terminal of any size: paged, with the keys always there, and confirmed before anything is written.

use rustix::process::Signal;

use crate::env::{Env, split};
use crate::pty::Pty;

fn opened(env: &Env, line: &str, size: (u16, u16)) -> Pty {
    let mut command = env.command(split(line));
    command.env_remove("COLUMNS").env("TERM", "xterm-256color");
    Pty::spawn(command, size.0, size.1)
}

fn screened(env: &Env) -> usize {
    env.journal().iter().filter(|line| line["event"].get("screened").is_some()).count()
}

#[test]
fn the_card_of_start_screen_and_answer_takes_the_same_keys_at_any_size() {
    for size in [(30, 12), (40, 15), (40, 20), (80, 24), (200, 60)] {
        for line in ["start", "screen", "answer"] {
            let env = Env::new();
            if line != "start" {
                env.sh("start").ok();
            }
            let mut pty = opened(&env, line, size);
            pty.sees("a) Numb or tingling").sees("q leave");
            let mut turned = 0;
            while pty.text().contains("Enter more") {
                turned += 1;
                assert!(turned < 10, "{size:?} {line}: {}", pty.text());
                let before = pty.text();
                pty.types("\r");
                while pty.text() == before {
                    std::thread::sleep(std::time::Duration::from_millis(10));
                }
            }
            pty.sees("d) Chest pain").sees("n none of these");
            // A letter opens a page, and nothing is written before a yes.
            pty.types("d").sees("If that is so, get emergency help now").types("n").sees("n none of these");
            pty.types("u").sees("Not sure counts as a yes").types("n").sees("n none of these");
            assert_eq!(screened(&env), 0, "{size:?} {line}");
            pty.types("n");
            if line == "start" {
                pty.sees("Begins by itself").types("q");
            }
            pty.ends_well(0);
            assert_eq!(screened(&env), 1, "{size:?} {line}");
        }
    }
}

#[test]
fn none_of_these_waits_for_the_last_line() {
    let env = Env::new();
    let mut pty = opened(&env, "start", (30, 12));
    pty.sees("a) Numb or tingling").types("n").sees("to come");
    assert_eq!(screened(&env), 0);
    pty.types("q");
    pty.ends_well(0);
    assert_eq!(screened(&env), 0);
}

#[test]
fn a_window_that_is_too_small_for_a_page_has_one_line_at_a_time() {
    let env = Env::new();
    let mut pty = opened(&env, "start", (20, 8));
    pty.sees("between the legs").types("\n").sees("leg losing").types("\n").sees("steroids").types("n\n");
    pty.sees("1 line is still to come").sees("racing heart").types("n\n").sees("Begins by itself");
    assert_eq!(screened(&env), 1);
    assert!(!pty.bytes().contains('\u{1b}'), "{:?}", pty.bytes());
}

#[test]
fn a_card_that_is_cut_short_is_not_answered() {
    for keys in ["", "d", "u", "d?"] {
        let env = Env::new();
        let mut pty = opened(&env, "start", (40, 20));
        pty.sees("n none of these").types(keys);
        std::thread::sleep(std::time::Duration::from_millis(200));
        pty.signal(Signal::HUP);
        pty.ends();
        assert_eq!(screened(&env), 0, "{keys:?}");
    }
    let env = Env::new();
    let mut pty = opened(&env, "start", (40, 20));
    pty.sees("n none of these").types("d").sees("Is it so?").types("y");
    pty.ends_well(3);
    assert_eq!(env.last_event()["screened"]["signs"], serde_json::json!(["chest-pain", "sudden-belly"]));
}
