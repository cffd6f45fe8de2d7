//! The guided walk on a terminal that is only a script: nothing of it reaches the real one.

use std::time::Duration;

use crate::process::{Process, Stream};
use crate::terminal::voice::Voice;

/// Runs the program with these arguments in this home; at a terminal where keys are given.
fn run(home: &std::path::Path, now: &str, arguments: &[&str], keys: Option<&str>) -> (u8, crate::process::Written) {
    let home = home.to_str().expect("a temporary folder has a plain name");
    let arguments: Vec<&str> = ["backflare"].iter().chain(arguments).copied().collect();
    let (process, written) = Process::fake(&arguments, &[("BACKFLARE_HOME", home), ("BACKFLARE_NOW", now)], "");
    let streams: &[Stream] = if keys.is_some() { &[Stream::In, Stream::Out] } else { &[] };
    written.press(keys.unwrap_or_default());
    let code = crate::run(&mut process.with_terminals(streams));
    (code, written)
}

#[test]
fn a_walk_is_played_with_keys_that_nobody_presses() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (code, _) = run(folder.path(), "2026-11-22T09:05:00Z", &["start", "--clear"], None);
    assert_eq!(code, 0);
    let (code, walked) = run(folder.path(), "2026-11-22T09:06:00Z", &["walk"], Some("\n....q"));
    assert_eq!(code, 0, "{}", walked.err());
    assert!(walked.painted().contains("1 of 5 in this set"), "{}", walked.painted());
    assert!(!walked.is_taken(), "the terminal is given back");
    assert!(walked.out().contains("All kept."), "{}", walked.out());
    assert_eq!(walked.paused(), Duration::ZERO, "under a set clock nothing takes real time");
}

#[test]
fn a_window_that_can_no_longer_be_painted_keeps_how_far_it_was() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(run(folder.path(), "2026-11-22T09:05:00Z", &["start", "--clear"], None).0, 0);
    let (code, walked) = run(folder.path(), "2026-11-22T09:06:00Z", &["walk"], Some("\n....#"));
    assert_eq!(code, 130, "{}", walked.err());
    let journal = std::fs::read_to_string(folder.path().join("journal.jsonl")).expect("there is a journal");
    // Where it began, and how far it was.
    assert_eq!(journal.matches("\"walked\"").count(), 2, "{journal}");
}

#[test]
fn waiting_for_another_backflare_is_told_and_given_up() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let journal = crate::store::journal::Journal::at(folder.path().join("journal.jsonl"));
    let held = journal.lock(&mut |_| {}).expect("nobody else holds the lock");
    let (code, waited) = run(folder.path(), "2026-11-22T09:05:00Z", &["log", "5"], None);
    assert_eq!((code, waited.paused()), (1, Duration::from_secs(30)));
    assert!(waited.err().starts_with("Waiting for another backflare to finish ...\n"), "{}", waited.err());
    drop(held);
    assert_eq!(run(folder.path(), "2026-11-22T09:05:00Z", &["log", "5"], None).0, 0);
}

#[test]
fn what_is_spoken_stands_on_standard_input_where_the_program_reads_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let check = |own: Option<&str>, there: &[&str], text: &str, expected: &[&str]| {
        for name in ["spd-say", "espeak-ng", "say", "parrot"] {
            let path = folder.path().join(name);
            if there.contains(&name) {
                std::fs::write(path, "").expect("the test may write");
            } else {
                std::fs::remove_file(path).unwrap_or_default();
            }
        }
        let (mut process, written) = Process::fake(&[], &[], "");
        let own = own.map(|own| own.split(' ').map(str::to_owned).collect());
        if let Some(mut voice) = Voice::find(own, Some(folder.path().as_os_str()), true) {
            assert!(voice.say(&mut process, text), "{text}");
        }
        assert_eq!(written.ran(), expected, "{there:?}");
    };
    check(None, &["spd-say", "espeak-ng"], "Round.", &["spd-say --pipe-mode < Round.\n"]);
    check(None, &["espeak-ng", "say"], "Round.\nSink.", &["espeak-ng --stdin < Round. Sink.\n"]);
    check(None, &["say"], "--Round.", &["say -f - < Round.\n"]);
    check(None, &["spd-say"], "!-!quit", &["spd-say --pipe-mode < quit\n"]);
    check(Some("espeak-ng -s 140"), &["espeak-ng"], "Round.", &["espeak-ng -s 140 --stdin < Round.\n"]);
    check(Some("parrot -s"), &["parrot"], "-Round.", &["parrot -s Round. < "]);
    check(Some("parrot"), &["say"], "Round.", &[]);
    check(None, &["parrot"], "Round.", &[]);
    check(None, &["say"], "- ", &[]);
}
