//! What `took` asks at a terminal: one question each, without the lock, and only a plain answer counts.

use rustix::process::Signal;
use serde_json::Value;

use crate::env::Env;
use crate::pty::Pty;

/// `took` with these words, in a window of 40 columns.
fn took(env: &Env, words: &[&str]) -> Pty {
    let mut command = env.command(std::iter::once("took").chain(words.iter().copied()));
    command.env_remove("COLUMNS").env("TERM", "xterm-256color");
    Pty::spawn(command, 40, 24)
}

/// The names and milligrams of the doses that the journal holds.
fn doses(env: &Env) -> Vec<String> {
    let dose = |line: &Value| {
        let took = line["event"].get("took")?;
        let contains: Vec<Value> = took["contains"].as_array().cloned().unwrap_or_default();
        let each: Vec<String> = contains.iter().map(|one| one["mg"].to_string()).collect();
        Some(format!("{} {}", took["medicine"].as_str()?, each.join("+")).trim().to_owned())
    };
    env.journal().iter().filter_map(dose).collect()
}

#[test]
fn did_you_mean_takes_the_name_only_with_a_yes() {
    for (reply, expected) in
        [("y\n", "ibuprofen 400"), ("yes\n", "ibuprofen 400"), ("n\n", "ibuprofin"), ("\n", "ibuprofin")]
    {
        let env = Env::new();
        let mut pty = took(&env, &["ibuprofin", "400mg"]);
        pty.sees("Did you mean ibuprofen?");
        // Nobody waits for the answer.
        env.sh("log 5").ok();
        pty.types(reply);
        pty.ends_well(0);
        assert_eq!(doses(&env), [expected], "{reply:?}");
    }
}

#[test]
fn how_strong_each_is_is_asked_and_the_strongest_counts_where_it_is_not_known() {
    for (reply, mg) in
        [("b\n", 1000), ("500\n", 1000), ("500 mg\n", 1000), ("a\n", 650), ("\n", 2000), ("2\n", 2000), ("z\n", 2000)]
    {
        let env = Env::new();
        let mut pty = took(&env, &["paracetamol", "2 tablets"]);
        pty.sees("How strong is each one?").sees("b 500 mg").sees("d 1000 mg").types(reply);
        pty.ends_well(0);
        assert_eq!(doses(&env), [format!("paracetamol {mg}")], "{reply:?}");
        let units = env.last_event()["took"]["units"].clone();
        assert_eq!(units, 2, "{reply:?}");
    }
    // Several ingredients: the figures of the box.
    let env = Env::new();
    let mut pty = took(&env, &["percocet", "2 tablets"]);
    pty.sees("10/650 mg").types("5/325\n");
    pty.ends_well(0);
    assert_eq!(doses(&env), ["percocet 10+650"]);
    // It is not asked where the amount, or the name, says it.
    for words in [&["paracetamol", "2x500mg"][..], &["paracetamol 500", "2 tablets"], &["nurofen plus", "2 tablets"]] {
        let env = Env::new();
        let mut pty = took(&env, words);
        pty.ends_well(0);
        assert_eq!(doses(&env).len(), 1, "{words:?}");
    }
}

#[test]
fn one_question_follows_another() {
    let env = Env::new();
    let mut pty = took(&env, &["ibuprofin", "2 tablets"]);
    pty.sees("Did you mean ibuprofen?").types("y\n").sees("How strong is each one?").types("a\n");
    pty.ends_well(0);
    assert_eq!(doses(&env), ["ibuprofen 400"]);
}

#[test]
fn a_repeat_is_asked_and_only_a_yes_leaves_it_out() {
    for (reply, expected) in [("y\n", 1), ("n\n", 2), ("\n", 2)] {
        let mut env = Env::new();
        env.sh("took ibuprofen 200mg").ok();
        env.advance("3m");
        let mut pty = took(&env, &["ibuprofen", "200mg"]);
        pty.sees("Is this the same dose again?").types(reply);
        pty.ends_well(0);
        assert_eq!(doses(&env).len(), expected, "{reply:?}");
    }
    // 19 (20): another drug is never the same dose, and is written at once.
    let mut env = Env::new();
    env.sh("took tramadol 50mg").ok();
    env.advance("4m");
    let mut pty = took(&env, &["diazepam", "5mg"]);
    pty.sees("Two things that slow breathing");
    pty.ends_well(0);
    assert_eq!(doses(&env), ["tramadol 50", "diazepam 5"]);
}

#[test]
fn which_dose_is_replaced_is_shown_and_asked() {
    for (reply, expected, says) in [("y\n", 2, "Replaced: ibuprofen 400 mg"), ("n\n", 1, "Nothing was changed.")] {
        let mut env = Env::new();
        env.sh("took ibuprofen 400mg").ok();
        env.advance("1h");
        let mut pty = took(&env, &["ibuprofen", "200mg", "--corrects", "--because", "one tablet"]);
        pty.sees("Replace ibuprofen 400 mg of 09:05?").types(reply).sees(says);
        pty.ends_well(0);
        assert_eq!(doses(&env).len(), expected, "{reply:?}");
    }
    // Two of that name: they are listed, and nothing is asked or changed.
    let mut env = Env::new();
    env.sh("took ibuprofen 400mg").ok();
    env.advance("1h");
    env.sh("took ibuprofen 200mg").ok();
    let mut pty = took(&env, &["ibuprofen", "0mg", "--corrects", "--because", "no"]);
    pty.sees("--corrects 09:05").sees("--corrects 10:05");
    pty.ends_well(2);
    assert_eq!(doses(&env).len(), 2);
}

#[test]
fn a_terminal_that_is_closed_at_a_question_leaves_the_lock_free() {
    let env = Env::new();
    let mut pty = took(&env, &["ibuprofin", "400mg"]);
    pty.sees("Did you mean ibuprofen?").signal(Signal::TERM);
    pty.ends();
    assert!(doses(&env).is_empty());
    env.sh("took ibuprofen 200mg").ok();
}
