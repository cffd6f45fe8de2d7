//! What `docs/bars.md` says to write into the configuration of a status bar.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::bad_input::below_shell;
use crate::begin::{floor, keeps, latched, standing};
use crate::env::Env;

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/bars.md")).unwrap()
}

/// Runs a command of the page, as a bar does: by a shell.
#[track_caller]
fn by_shell(env: &Env, command: &str) -> String {
    let words = command.strip_prefix("backflare ").unwrap_or_else(|| panic!("{command}"));
    let (code, out, err) = below_shell(env, "\"$@\"", words);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{command}");
    out
}

#[test]
fn the_line_for_tmux_is_a_command_that_answers_in_24_columns() {
    let page = page();
    let command = page.split("#(").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
    for env in [Env::new(), floor(), standing(), latched()] {
        let line = by_shell(&env, command);
        assert!(line.lines().count() == 1 && line.trim_end().chars().count() <= 24, "{line}");
    }
}

#[test]
fn the_bar_of_waybar_gets_its_three_keys() {
    let page = page();
    let config = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let config: Value = serde_json::from_str(&format!("{{{config}}}")).unwrap();
    let bar = &config["custom/backflare"];
    assert_eq!(bar["return-type"], "json");
    let later = standing();
    for step in ["ibuprofen", "heat", "lean-cat-cow"] {
        later.sh(&format!("skip {step}")).ok();
    }
    for (env, class) in [(Env::new(), "none"), (floor(), "due"), (latched(), "sign")] {
        let answer = by_shell(&env, bar["exec"].as_str().unwrap());
        assert_eq!(answer.lines().count(), 1, "{answer}");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["class", "text", "tooltip"]);
        assert_eq!(answer["class"], class, "{answer}");
        assert!(
            !answer["text"].as_str().unwrap().ends_with('\n')
                && !answer["tooltip"].as_str().unwrap().contains('\u{1b}')
        );
    }
    keeps(&later, "status --format waybar", 0).silent_err();
    keeps(&later, "status --format polybar", 2).refused(2).tells("waybar");
    keeps(&later, "status --format waybar --short", 2).refused(2);
}
