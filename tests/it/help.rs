//! What `--help` says is true: its examples run, in order, in a fresh home.

use crate::env::{Env, split};

const COMMANDS: [&str; 29] = [
    "",
    "start",
    "next",
    "done",
    "skip",
    "answer",
    "screen",
    "end",
    "log",
    "took",
    "undo",
    "amend",
    "status",
    "why",
    "red-flags",
    "profile",
    "profile show",
    "profile set",
    "protocol",
    "protocol list",
    "protocol show",
    "protocol check",
    "doctor",
    "forget",
    "history",
    "report",
    "page",
    "export",
    "import",
];

/// The commands below "Examples:", without their comments.
fn examples(help: &str) -> Vec<String> {
    let (_, after) = help.split_once("Examples:\n").unwrap_or_else(|| panic!("no examples in:\n{help}"));
    let lines = after.lines().take_while(|line| line.starts_with("  backflare"));
    lines.map(|line| line.split("  #").find(|part| !part.is_empty()).unwrap_or(line).trim().to_owned()).collect()
}

/// Runs an example as a shell would, also one that writes to a file, or reads one.
fn play(env: &Env, example: &str) {
    if let Some((command, _)) = example.split_once(" < ") {
        env.run_with_input(&split(command)[1..], "yesterday 22:00 6 a bad night\n08:05 4\n").ok();
        return;
    }
    let (command, file) = example.split_once(" > ").map_or((example, None), |(command, file)| (command, Some(file)));
    let ran = env.run(&split(command)[1..]);
    ran.ok();
    if let Some(file) = file {
        std::fs::write(env.home().parent().unwrap().join(file), &ran.stdout).unwrap();
    }
}

#[test]
fn the_examples_of_every_command_run_in_order_in_a_fresh_home() {
    for command in COMMANDS {
        let mut env = Env::new();
        let help = env.sh(&format!("{command} --help"));
        let examples = examples(&help.ok().stdout);
        assert!(!examples.is_empty(), "{help}");
        for example in examples {
            play(&env, &example);
            env.advance("1m");
        }
    }
}

#[test]
fn help_makes_nothing_and_answers_on_standard_output() {
    let mut env = Env::new();
    env.set("COLUMNS", "80").set("TZ", "Nowhere/City").set("BACKFLARE_NOW", "x");
    for command in COMMANDS {
        let long = env.sh(&format!("{command} --help"));
        let short = env.sh(&format!("{command} -h"));
        for ran in [&long, &short] {
            ran.ok().silent_err().says("Usage: backflare").fits(80);
        }
        assert!(short.stdout.lines().count() <= long.stdout.lines().count(), "{command}");
    }
    let lines = |line: &str| env.sh(line).ok().stdout.lines().count();
    assert!(lines("-h") < lines("--help"));
    assert_eq!(env.sh("help took").ok().stdout, env.sh("took --help").ok().stdout);
    assert!(!env.home().exists());
}

#[test]
fn it_begins_with_what_to_type_and_names_the_exit_codes() {
    let env = Env::new();
    let help = env.sh("--help");
    help.ok().says("Your back just went out? Type: backflare start").says("Exit codes:").says("Environment:");
    for code in [
        "0 done",
        "1 it could",
        "2 it was not understood",
        "3 a warning sign",
        "4 there is nothing",
        "5 a protocol",
        "130 Ctrl-C",
    ] {
        help.says(code);
    }
    let bare = env.run([""; 0]);
    bare.ok().silent_err().says("Back went out? backflare start");
}

#[test]
fn the_version_is_the_package_s() {
    for line in ["--version", "-V"] {
        assert_eq!(
            Env::new().sh(line).ok().silent_err().stdout,
            concat!("backflare ", env!("CARGO_PKG_VERSION"), "\n")
        );
    }
}

#[test]
fn a_command_is_guessed_and_never_abbreviated() {
    let env = Env::new();
    for (line, words) in [
        ("strat", "similar subcommand exists: 'start'"),
        ("sta", "unrecognized subcommand 'sta'"),
        ("nxt", "'next'"),
        ("hovercraft", "unrecognized subcommand"),
        ("next --jsn", "--json"),
        ("start --pian 3", "--pain"),
        ("status extra", "unexpected argument 'extra'"),
    ] {
        env.sh(line).refused(2).tells(words);
    }
    assert!(!env.home().exists());
}
