use clap::CommandFactory as _;

use super::*;
use crate::error::FailureKind;

fn words(line: &str) -> Vec<OsString> {
    let pieces = shlex::split(line).unwrap_or_else(|| panic!("a quote is open: {line}"));
    pieces.into_iter().map(OsString::from).collect()
}

#[track_caller]
fn reads(line: &str) -> Command {
    match parse(&words(line)) {
        Ok(cli) => cli.command,
        Err(Unrun::Shown(text) | Unrun::Refused { text, .. }) => panic!("{line}\n{text}"),
    }
}

#[track_caller]
fn refuses(line: &str) -> (String, Failure) {
    match parse(&words(line)) {
        Ok(cli) => panic!("{line} is read as {cli:?}"),
        Err(Unrun::Shown(text)) => panic!("{line} shows {text}"),
        Err(Unrun::Refused { text, failure }) => (anstream::adapter::strip_str(&text).to_string(), failure),
    }
}

#[track_caller]
fn shows(line: &str) -> String {
    match parse(&words(line)) {
        Err(Unrun::Shown(text)) => anstream::adapter::strip_str(&text).to_string(),
        other => panic!("{line}: {other:?}"),
    }
}

/// Every command, with the words that reach it.
fn all() -> Vec<(String, clap::Command)> {
    fn walk(path: &str, command: &clap::Command, into: &mut Vec<(String, clap::Command)>) {
        for child in command.get_subcommands().filter(|child| child.get_name() != "help") {
            let path = format!("{path} {}", child.get_name());
            walk(&path, child, into);
            into.push((path, child.clone()));
        }
    }
    let mut into = Vec::new();
    walk("backflare", &Cli::command(), &mut into);
    into
}

#[test]
fn the_grammar_holds_together() {
    Cli::command().debug_assert();
}

#[test]
fn the_list_of_commands_is_what_the_commands_say() {
    let help = shows("backflare -h");
    let listed: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("When it happens"))
        .take_while(|line| !line.starts_with("Options"))
        .filter(|line| line.starts_with("  "))
        .map(str::trim)
        .collect();
    let mut said: Vec<String> = Cli::command()
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .map(|command| {
            let aliases: Vec<&str> = command.get_visible_aliases().collect();
            let aliases =
                if aliases.is_empty() { String::new() } else { format!(" [aliases: {}]", aliases.join(", ")) };
            let about = command.get_about().expect("every command says what it does");
            format!("{:<11} {about}{aliases}", command.get_name())
        })
        .collect();
    said.push(format!("{:<11} Print the help of a command", "help"));
    let mut listed: Vec<String> = listed.into_iter().map(str::to_owned).collect();
    said.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, said);
}

#[test]
fn help_is_short_and_long_and_fits() {
    assert!(shows("backflare -h").lines().count() < shows("backflare --help").lines().count());
    let mut lines = vec!["backflare -h".to_owned(), "backflare --help".to_owned()];
    for (path, command) in all() {
        let long = shows(&format!("{path} --help"));
        assert!(long.contains("Examples:\n  backflare "), "{path} has no example");
        assert_eq!(long, shows(&path.replacen("backflare", "backflare help", 1)), "{path}");
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(!about.is_empty() && !about.ends_with('.'), "{path}: {about:?}");
        lines.extend([format!("{path} -h"), format!("{path} --help")]);
    }
    for line in lines {
        let help = shows(&line);
        let wide: Vec<&str> = help.lines().filter(|text| text.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{line} has lines of over 80 columns: {wide:?}");
    }
}

#[test]
fn help_names_every_exit_code_and_variable() {
    let help = shows("backflare --help");
    for kind in [
        FailureKind::Failed,
        FailureKind::Usage,
        FailureKind::BeSeen,
        FailureKind::NoCourse,
        FailureKind::Untrusted,
        FailureKind::Interrupted,
    ] {
        assert!(help.contains(&format!("\n{:>5}  ", kind.code())), "{kind:?}");
    }
    for name in ["BACKFLARE_HOME", "BACKFLARE_NOW", "TZ", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        assert!(help.contains(&format!("\n  {name} ")), "{name}");
    }
    assert!(help.contains("Numb between the legs"));
    assert!(shows("backflare -h").contains("backflare red-flags"));
}

#[test]
fn every_example_is_read() {
    let mut helps = vec![shows("backflare --help")];
    helps.extend(all().into_iter().map(|(path, _)| shows(&format!("{path} --help"))));
    for help in helps {
        let examples = help.lines().skip_while(|line| *line != "Examples:").skip(1);
        for example in examples.take_while(|line| !line.is_empty()) {
            let line = example.split(" #").next().and_then(|line| line.split(['<', '>']).next()).unwrap_or_default();
            reads(line);
        }
    }
}

#[test]
fn the_version_is_the_package_s() {
    let version = format!("backflare {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(shows("backflare --version"), version);
    assert_eq!(shows("backflare -V"), version);
}

#[test]
fn a_command_that_may_be_two_is_guessed_and_not_run() {
    let (text, failure) = refuses("backflare sta");
    assert_eq!(failure.kind.code(), 2);
    assert!(text.starts_with("error: unrecognized subcommand 'sta'"), "{text}");
    let (text, _) = refuses("backflare strat");
    assert!(text.contains("a similar subcommand exists: 'start'"), "{text}");
    let (text, _) = refuses("backflare log 3 --leag");
    assert!(text.contains("'--leg'"), "{text}");
}

#[test]
fn the_name_alone_is_next_and_the_only_beginning_of_a_command_is_enough() {
    for line in ["backflare", "backflare --json", "backflare --color never"] {
        let Command::Next(args) = reads(line) else { panic!("{line}") };
        assert!(args.bare, "{line}");
    }
    assert_eq!(reads("backflare nex"), reads("backflare next"));
    assert_eq!(reads("backflare wal"), reads("backflare walk"));
}

#[test]
fn a_level_of_pain_is_refused_with_its_range() {
    for value in ["11", "-1", "six", "6.5", "-1.5"] {
        for line in [format!("backflare log {value}"), format!("backflare start --pain {value}")] {
            let (text, failure) = refuses(&line);
            let first = text.lines().next().unwrap_or_default();
            assert!(first.starts_with(&format!("error: invalid value '{value}'")), "{first}");
            assert!(first.contains("from 0 (none) to 10 (the worst), such as 6"), "{first}");
            assert_eq!(failure.kind.code(), 2);
        }
    }
    assert_eq!(reads("backflare log 6"), reads("backflare pain 6/10"));
    refuses("backflare log");
    refuses("backflare log 6 7");
    refuses("backflare log 6 --note \"  \"");
}

#[test]
fn answers_to_a_screening_exclude_each_other() {
    reads("backflare screen");
    reads("backflare screen --unsure");
    reads("backflare screen --seen \"a slipped disc\" --at 40m ago");
    let Command::Screen(args) = reads("backflare screen --sign a,b c --sign d") else { panic!("screen") };
    assert_eq!(args.sign, ["a", "b", "c", "d"]);
    for line in ["--clear --unsure", "--clear --sign a", "--unsure --seen b", "--sign a --seen b", "--sign", "--seen"] {
        refuses(&format!("backflare screen {line}"));
    }
    reads("backflare screen --sign a --at 09:30");
    for line in ["--at 09:30", "--clear --at 09:30", "--known a --at 09:30"] {
        refuses(&format!("backflare screen {line}"));
    }
}

#[test]
fn a_correction_says_why() {
    reads("backflare took ibuprofen 200mg --corrects --because \"one tablet\"");
    refuses("backflare took ibuprofen 200mg --corrects");
    reads("backflare took ibuprofen 200mg --because \"one tablet\"");
    refuses("backflare took");
    let Command::Took(args) = reads("backflare took syrup 400 mg --contains acetaminophen,sedating") else {
        panic!("took")
    };
    assert_eq!((args.medicine.as_str(), args.amount), ("syrup", vec!["400".to_owned(), "mg".to_owned()]));
    assert_eq!(args.contains, ["acetaminophen", "sedating"]);
}

#[test]
fn a_time_needs_no_quotes() {
    for (typed, quoted) in [
        ("log 6 --at 40m ago", "log 6 --at \"40m ago\""),
        ("log 6 --at=40m ago", "log 6 --at \"40m ago\""),
        ("log --at=yesterday 22:00 6", "log --at \"yesterday 22:00\" 6"),
        ("log 6 --at=09:30", "log 6 --at 09:30"),
        ("log --at 40m ago 6", "log --at \"40m ago\" 6"),
        ("log 6 --at 40 minutes ago --leg", "log 6 --at \"40 minutes ago\" --leg"),
        ("log 6 --at 1h 30m ago", "log 6 --at \"1h 30m ago\""),
        ("log 6 --at yesterday 22:00", "log 6 --at \"yesterday 22:00\""),
        ("log 6 --at 2026-11-22 09:30", "log 6 --at \"2026-11-22 09:30\""),
        ("done --at 09:30 a-step", "done a-step --at 09:30"),
        ("done --at yesterday a-step", "done a-step --at yesterday"),
        ("done --at now a-step", "done a-step --at now"),
    ] {
        assert_eq!(reads(&format!("backflare {typed}")), reads(&format!("backflare {quoted}")));
    }
    refuses("backflare log 6 --at");
    refuses("backflare log 6 --at 09:30 ago ago ago ago");
}

#[test]
fn the_options_of_every_command_stand_anywhere() {
    for line in ["backflare --json --color never log 6", "backflare log --color=never 6 --json"] {
        let cli = parse(&words(line)).expect("good");
        assert_eq!(cli.global, Global { json: true, color: Color::Never });
        assert_eq!(peek(&words(line)), cli.global);
    }
    assert_eq!(peek(&words("backflare log --color pink 11")), Global::default());
    assert_eq!(peek(&words("backflare log -- --json")), Global::default());
    refuses("backflare log 6 --color pink");
}

#[test]
fn an_error_is_one_object() {
    let (_, failure) = refuses("backflare log 11 --json");
    let text = failure_json(&failure);
    assert!(text.ends_with("}\n") && text.lines().count() == 1);
    let object: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(object["schema"], "backflare/error/1");
    assert_eq!(object["code"], 2);
    let message = object["message"].as_str().expect("a message");
    assert!(message.starts_with("invalid value '11'") && !message.contains("\n\n"), "{message}");
    assert!(object["hint"].is_string());
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_text_are_refused() {
    use std::os::unix::ffi::OsStringExt as _;
    let bytes = OsString::from_vec(vec![b'6', 0xff]);
    let line = [OsString::from("backflare"), OsString::from("log"), bytes];
    assert!(matches!(parse(&line), Err(Unrun::Refused { .. })));
    assert_eq!(peek(&line), Global::default());
}
