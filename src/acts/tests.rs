//! The verbs as a whole, over files of their own: how often each file is opened.

use std::collections::BTreeMap;
use std::path::Path;

use crate::disk::opened;
use crate::process::Process;

/// Types a command at that minute after ten, and gives its exit code and what it answered.
fn typed(home: &Path, minute: u32, line: &str) -> (u8, String) {
    let words: Vec<&str> = ["backflare"].into_iter().chain(line.split(' ')).collect();
    let now = format!("2026-11-22T10:{minute:02}:00Z");
    let home = home.to_str().expect("a temporary folder has a plain name");
    let (mut process, written) = Process::fake(&words, &[("BACKFLARE_HOME", home), ("BACKFLARE_NOW", &now)], "");
    (crate::run(&mut process), written.out() + &written.err())
}

#[test]
fn each_verb_opens_each_file_once() {
    const CLEAR: &str = "start --pain 6 --clear";
    const ON_FEET: &[&str] = &["profile set age 44", CLEAR, "done", "screen --clear"];
    let check = |before: &[&str], line: &str, code: u8| {
        let folder = tempfile::tempdir().expect("a folder");
        for (minute, line) in (0..).zip(before) {
            let (_, said) = typed(folder.path(), minute, line);
            assert!(!said.contains("error"), "{line}: {said}");
        }
        opened::take();
        let (ended, said) = typed(folder.path(), 45, line);
        assert_eq!(ended, code, "{line}: {said}");
        let mut times: BTreeMap<String, u32> = BTreeMap::new();
        for path in opened::take() {
            *times.entry(path.display().to_string()).or_default() += 1;
        }
        assert!(times.keys().any(|path| path.ends_with("journal.jsonl")), "{line}: {times:?}");
        // How the flare before went lies further back than what a plan needs, and is looked for by itself.
        // Whether a clinician examined somebody is asked before the lock is taken, and judged again under it.
        let looks_back = ["start", "status", "screen --seen", "end"].iter().any(|verb| line.starts_with(verb));
        let most = |path: &str| if looks_back && !path.ends_with("profile.json") { 2 } else { 1 };
        assert!(times.iter().all(|(path, times)| *times <= most(path)), "{before:?}, {line}: {times:?}");
    };
    check(&[], CLEAR, 0);
    check(&[], "start", 0);
    check(&[CLEAR, "log 5"], "start --new --clear", 0);
    check(&[CLEAR, "done", "end --prevention", "log 2"], "start --clear", 0);
    for line in ["log 5", "log 5 --leg --at 10:10", "took ibuprofen 200mg", "took ibuprofen 0.2g --at 10:10"] {
        check(&[], line, 0);
        check(ON_FEET, line, 0);
    }
    check(&["took ibuprofen 200mg"], "took ibuprofen 400mg --corrects --because misread", 0);
    for line in ["done walk --at 10:10", "skip walk", "snooze walk --for 1h"] {
        check(&[CLEAR], line, 0);
    }
    for line in ["on heat", "end", "end --prevention", "undo"] {
        check(ON_FEET, line, 0);
    }
    check(&[CLEAR, "on heat"], "off heat --at 10:10", 0);
    check(&[CLEAR, "end"], "undo", 0);
    check(&[CLEAR, "start --new"], "undo", 0);
    check(&[CLEAR, "profile set age 44"], "undo", 0);
    check(&[], "profile set age 44", 0);
    check(&[CLEAR], "profile set allergy yes", 0);
    check(&["start"], "screen --clear", 0);
    check(&["start"], "screen --unsure", 3);
    check(&["start"], "screen --sign a fever allergy", 3);
    check(&["start", "screen --unsure"], "screen --seen Osei", 0);
    for line in ["next", "today", "status", "why ibuprofen", "profile"] {
        check(ON_FEET, line, 0);
    }
}
