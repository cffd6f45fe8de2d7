//! At a terminal questions are asked. A pseudo-terminal comes from `script`; where it is missing there is less to look at.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::env::{Env, split};

/// Runs at a pseudo-terminal and types these lines. What was shown; `None` where there is no `script`.
pub(crate) fn typed(env: &Env, line: &str, lines: &str) -> Option<String> {
    let inner = env.command(split(line));
    let quoted: Vec<String> = std::iter::once(inner.get_program())
        .chain(inner.get_args())
        .map(|word| format!("'{}'", word.to_str().unwrap()))
        .collect();
    let mut command = Command::new("/usr/bin/script");
    command.env_clear().envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.args(["-qec", &quoted.join(" "), "/dev/null"]).env("PATH", "/usr/bin:/bin").env("SHELL", "/bin/sh");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn start_asks_the_emergency_card_and_goes_on_to_the_first_step() {
    let env = Env::new();
    let Some(shown) = typed(&env, "start", "\nxnq") else { return };
    assert!(shown.contains("a) Numb or tingling between the legs"), "{shown}");
    // Enter alone is no answer, and neither is a letter that stands for nothing.
    assert!(shown.contains("Please press n, or a to d."), "{shown}");
    assert!(shown.contains("Five tiny moves"), "{shown}");
    let events: Vec<_> = env.journal().iter().map(|line| line["event"].clone()).collect();
    assert_eq!(events.len(), 2, "{events:?}");
    assert_eq!(events[1], json!({ "screened": { "card": "emergency" } }));
}

#[test]
fn leaving_records_nothing_and_a_letter_is_a_sign() {
    let env = Env::new();
    env.sh("start").ok();
    let Some(shown) = typed(&env, "screen", "q\n") else { return };
    assert!(shown.contains("None of these:"), "{shown}");
    assert_eq!(env.journal().len(), 1);
    let shown = typed(&env, "screen", "ay").unwrap();
    assert!(shown.contains("EMERGENCY"), "{shown}");
    assert_eq!(env.last_event()["screened"]["card"], "emergency");
}

#[test]
fn next_asks_nothing() {
    let env = Env::new();
    env.sh("start").ok();
    let Some(shown) = typed(&env, "next", "") else { return };
    assert!(shown.contains("backflare answer none"), "{shown}");
    assert_eq!(env.journal().len(), 1);
}
