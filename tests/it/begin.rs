//! Where the tests of a command begin, and what holds of every command: it appends its own lines, or it changes nothing.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::env::{Env, Ran};

/// A flare at 09:05 whose warning signs were answered with "none of these". The person is on the floor.
pub(crate) fn floor() -> Env {
    let env = Env::new();
    env.sh("start --clear").ok();
    env.sh("screen --clear").ok();
    env
}

/// The same, ten minutes on: of age 44, and standing.
pub(crate) fn standing() -> Env {
    let mut env = floor();
    env.sh("profile set age 44").ok();
    env.at("09:15");
    env.sh("done").ok().says("Yes.");
    env.sh("done").ok().says("standing up");
    env
}

/// A flare with an emergency sign, reported at 09:05. It is 09:10.
pub(crate) fn latched() -> Env {
    let mut env = Env::new();
    env.sh("start").ok();
    env.sh("screen --sign a").code(3);
    env.at("09:10");
    env
}

/// What the home holds, without the lock and what is still empty.
pub(crate) fn content(env: &Env) -> BTreeMap<String, Vec<u8>> {
    let mut files = env.files();
    files.retain(|_, content| !content.is_empty());
    files
}

/// Runs a command that records: it ends well, the journal grows by exactly these events, and what stood there stays.
#[track_caller]
pub(crate) fn records(env: &Env, line: &str, events: &[Value]) -> Ran {
    let (before, known) = (env.journal_text(), env.journal().len());
    let ran = env.sh(line);
    ran.ok();
    appended(env, &before, known, events, &ran);
    ran
}

/// The same of a command that has run.
#[track_caller]
pub(crate) fn appended(env: &Env, before: &str, known: usize, events: &[Value], ran: &Ran) {
    let after = env.journal_text();
    assert!(after.starts_with(before), "earlier lines changed: {ran}\n{before}---\n{after}");
    assert!(after.ends_with('\n'), "the last line has no end: {ran}");
    let journal = env.journal();
    let new: Vec<&Value> = journal[known..].iter().map(|line| &line["event"]).collect();
    assert_eq!(new, events.iter().collect::<Vec<_>>(), "{ran}");
    for line in &journal[known..] {
        assert_eq!((&line["v"], line["rec"].as_str()), (&2.into(), Some(env.now().as_str())), "{ran}");
    }
}

/// Runs a command that ends like this and changes no file.
#[track_caller]
pub(crate) fn keeps(env: &Env, line: &str, code: i32) -> Ran {
    let before = content(env);
    let ran = env.sh(line);
    ran.code(code);
    assert!(content(env) == before, "a file changed: {ran}");
    ran
}
