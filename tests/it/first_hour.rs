//! The whole first hour as somebody meets it who types `start` once: the real program in a terminal of 40 by 20, from the
//! first card to the pad that is off. The clock is the one that takes no time, and stands while something is asked.

use crate::env::Env;
use crate::pty::Pty;

/// A page that is seen, and the key that answers it.
type Page = (&'static str, &'static str);

/// The floor, card by card, until somebody stands; then the choice, a tablet and heat.
const PAGES: &[Page] = &[
    ("Before you move: any of these?", "n"),
    ("Do you feel ready to try to stand?", "\r"),
    ("While you rest: ever, or now?", "n"),
    ("Do you feel ready to try to stand?", "\r"),
    ("While you rest: any of these today?", "n"),
    ("Do you feel ready to try to stand?", "\r"),
    ("While you rest: one leg?", "n"),
    ("Do you feel ready to try to stand?", "\r"),
    ("While you rest: how old are you?", "b"),
    ("Are you pregnant, or might you be?", "n"),
    ("Do you feel ready to try to stand?", "y"),
    ("1 Crawl to something solid", "\r"),
    ("Now, if you like: warmth, a tablet", "b"),
    ("Before a pain reliever: any of these?", "n"),
    ("Before heat: any of these?", "n"),
    ("t I took the tablet", "t"),
    ("Enter it is on", "\r"),
    ("Is the pad off?", "y"),
    ("Your pain now?", "6"),
];

/// What is read on the way without a key.
const READ: &[&str] = &[
    "Begins by itself in 8 seconds.",
    "Tiny moves: as small as a breath",
    "5 of 5 in this set. Then a rest.",
    "4 minutes",
    "CALL SOMEONE: \"My back went out",
    "20 minutes",
    "Well done. You stood after",
    "If you want it, you may take beside it:",
    "Get help now for black stools",
    "What were you doing when it began?",
    "Take it off now. Look at the skin.",
];

#[test]
fn the_first_hour_is_one_run_from_the_first_card_to_the_pad_that_is_off() {
    let env = Env::new();
    let mut command = env.command(["start"]);
    command.env_remove("COLUMNS").env("TERM", "xterm-256color");
    let mut pty = Pty::spawn(command, 40, 20);
    for (page, key) in PAGES {
        // Whatever is asked, leaving stands on the screen with it.
        pty.sees(page).sees("q leave").types(key);
    }
    // Whoever leaves then is read in their turn.
    pty.types("q").ends_well(0);
    pty.sees("All kept.");
    let bytes = pty.bytes();
    for words in READ {
        assert!(bytes.contains(words), "{words} was never on the screen");
    }
    assert_eq!(PAGES.len(), 19, "keys of the first hour");
    let events: Vec<String> = env.journal().iter().map(|line| line["event"].to_string()).collect();
    let count = |of: &str| events.iter().filter(|event| event.contains(of)).count();
    let done = |step: &str| count(&format!("{{\"done\":{{\"step\":\"{step}\"}}}}"));
    assert_eq!((count("\"took\""), count("\"on\"")), (1, 1), "{events:?}");
    for step in ["stand-up", "lean-cat-cow", "heat"] {
        assert_eq!(done(step), 1, "{step}: {events:?}");
    }
}

#[test]
fn what_hurts_clearly_more_asks_for_new_signs() {
    let env = Env::new();
    let mut command = env.command(["start"]);
    command.env_remove("COLUMNS").env("TERM", "xterm-256color");
    let mut pty = Pty::spawn(command, 40, 20);
    for (page, key) in [
        ("Before you move: any of these?", "a"),
        // The line that was chosen stands above what it means.
        ("Numb or tingling between the legs, or", "n"),
        ("Before you move: any of these?", "n"),
        ("Do you feel ready to try to stand?", "x"),
        ("b) Clearly worse", "b"),
        // It is the first number that is said, so no rise of the pain asks for them.
        ("Pain now, 0 to 10", "8\r"),
        ("Is any of these new?", "n"),
    ] {
        pty.sees(page).sees("q leave").types(key);
    }
    pty.sees("Something easier instead").types("q").ends_well(0);
    let journal = env.journal();
    let place = |of: &str| journal.iter().rposition(|line| line["event"].to_string().contains(of));
    assert!(place("\"pain\"") < place("\"screened\":{\"card\":\"emergency\""), "{journal:?}");
}
