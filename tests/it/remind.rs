//! `backflare remind`, with false notifiers on `PATH` that write down their arguments.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::begin::{content, floor, keeps, latched, standing};
use crate::env::Env;

/// Puts a program of that name on `PATH`, which writes down its arguments, one a line, and then does this.
fn program(env: &Env, name: &str, then: &str) {
    fs::create_dir_all(env.bin()).unwrap();
    let (path, noted) = (env.bin().join(name), env.beside("told.txt"));
    let noted = noted.display();
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' {name} \"$@\" >> '{noted}'\n\
         while read -r line; do printf '%s\\n' \"< $line\" >> '{noted}'; done\n{then}\n"
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// What the programs have written down since the last look.
fn told(env: &Env) -> Vec<String> {
    let noted = env.beside("told.txt");
    let text = fs::read_to_string(&noted).unwrap_or_default();
    fs::remove_file(noted).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Asks, and gets these words by `notify-send`. None: there is nothing to say.
#[track_caller]
fn says(env: &Env, words: &str) {
    let ran = env.sh("remind");
    ran.silent_out().silent_err();
    let told = told(env);
    if words.is_empty() {
        ran.code(4);
        assert_eq!(told, Vec::<String>::new(), "{ran}");
    } else {
        ran.ok();
        assert_eq!(told, ["notify-send", "--app-name=backflare", "--", "backflare", words], "{ran}");
    }
}

/// Standing, with everything answered that waits, and a notifier.
fn up() -> Env {
    let mut env = standing();
    program(&env, "notify-send", "");
    env.sh("screen --clear").ok();
    env.sh("done stand-up").ok();
    env.advance("1m");
    env
}

#[test]
fn nothing_due_is_silent_and_ends_with_4() {
    let env = Env::new();
    keeps(&env, "remind", 4).silent_out().silent_err();
    let none = keeps(&env, "remind --json", 4).silent_err().json();
    assert_eq!((&none["said"], &none["next_at"], &none["by"]), (&json!([]), &Value::Null, &Value::Null));
    assert!(!env.home().exists(), "it makes nothing");
}

#[test]
fn what_is_due_is_said_once_then_after_15_and_45_minutes_and_rests() {
    let mut env = up();
    let lean = |env: &Env| told(env).iter().any(|line| line.contains("ean and move"));
    for (after, said) in [
        ("0m", true),
        ("0m", false),
        ("14m59s", false),
        ("1s", true),
        ("29m59s", false),
        ("1s", true),
        ("15m", false),
        ("30m", false),
    ] {
        env.advance(after);
        let ran = env.sh("remind");
        assert_eq!(lean(&env), said, "{ran}");
        ran.code(if said { 0 } else { ran.code }).silent_out().silent_err();
    }
}

#[test]
fn several_things_are_one_message_and_a_medicine_has_no_name() {
    let mut env = up();
    env.advance("20m");
    let before = env.sh("remind --json --names");
    let said = before.ok().json();
    let things: Vec<&Value> = said["said"].as_array().unwrap().iter().map(|one| &one["what"]).collect();
    assert!(things.len() > 1 && things.iter().all(|what| **what == json!("step")), "{said}");
    let text = said["text"].as_str().unwrap();
    assert!(text.starts_with("Now: ") && text.contains("If you want it: ibuprofen 200 mg."), "{text}");
    assert_eq!((&said["by"], &said["failed"]), (&json!("notify-send"), &json!([])));
    assert_eq!(told(&env).len(), 5);
    // What was said is lost: it is said again, and this time on a screen that others may see.
    fs::remove_file(env.home().join("said.json")).unwrap();
    env.sh("remind").ok();
    let told = told(&env).join(" ");
    assert!(told.contains("Something else is due, too.") && !told.to_lowercase().contains("ibuprofen"), "{told}");
}

#[test]
fn what_is_put_off_or_passed_over_is_not_said_before_its_time() {
    let mut env = up();
    let lean = |env: &Env| {
        let said = env.sh("remind --json").json();
        said["said"].as_array().unwrap().iter().any(|one| one["step"] == "lean-cat-cow")
    };
    assert!(lean(&env) && !lean(&env));
    env.sh("snooze lean-cat-cow --for 25m").ok();
    env.advance("15m");
    assert!(!lean(&env), "it is put off");
    env.advance("10m");
    for step in ["ibuprofen", "heat"] {
        env.sh(&format!("skip {step}")).ok();
    }
    assert!(lean(&env) && !lean(&env), "it is said anew at its new time");
    env.sh("skip lean-cat-cow").ok();
    env.advance("15m");
    assert!(!lean(&env), "it is passed over");
}

#[test]
fn what_is_announced_as_next_is_said_then() {
    let mut env = up();
    env.sh("remind --json").ok();
    for _ in 0..12 {
        let said = env.sh("remind --json").code(4).json();
        let next = said["next_at"].as_str().unwrap_or_else(|| panic!("{said}")).to_owned();
        let before = backflare::model::time::Stamp::parse(&next).unwrap();
        env.at(&next);
        env.set("BACKFLARE_NOW", &before.to_string());
        let ran = env.sh("remind --json");
        assert_ne!(ran.ok().json()["said"], json!([]), "{ran}");
        env.unset("BACKFLARE_NOW");
    }
}

#[test]
fn a_pad_is_called_for_in_quiet_hours_and_with_no_flare() {
    let mut env = Env::new();
    program(&env, "notify-send", "");
    env.at("23:40");
    env.sh("on heat").ok();
    says(&env, "");
    env.advance("20m");
    says(&env, "Take the heat off now.");
    says(&env, "");
    env.advance("15m");
    says(&env, "Take the heat off now.");
    env.sh("off heat").ok();
    env.advance("30m");
    says(&env, "");
    env.sh("on lidocaine-patch").ok();
    env.advance("7h30m");
    says(&env, "Take the patch off by 08:45.");
}

#[test]
fn a_sign_is_said_once_a_day_and_does_not_say_which() {
    let mut env = latched();
    program(&env, "notify-send", "");
    let words = "You noted a warning sign. Please get emergency help now.";
    says(&env, words);
    for after in ["15m", "30m", "12h"] {
        env.advance(after);
        says(&env, "");
    }
    env.at("06:55");
    says(&env, "");
    env.at("07:00");
    says(&env, words);
}

#[test]
fn each_known_program_gets_its_own_arguments_in_order() {
    let words = "Now: five tiny moves.";
    let all = ["notify-send", "osascript", "terminal-notifier", "termux-notification", "powershell.exe", "tmux"];
    for (place, name) in all.iter().enumerate() {
        let env = floor();
        all[place..].iter().for_each(|name| program(&env, name, ""));
        let said = env.sh("remind --json").ok().silent_err().json();
        assert_eq!(said["by"], *name);
        let told = told(&env);
        assert_eq!(told[0], *name);
        let ends: &[&str] = match *name {
            "osascript" => &["end run", "backflare", words],
            "terminal-notifier" => &["-title", "backflare", "-message", words],
            "termux-notification" => &["--title", "backflare", "--content", words],
            "powershell.exe" => &["< backflare", "< Now: five tiny moves."],
            "tmux" => &["display-message", "backflare: Now: five tiny moves."],
            _ => &["--", "backflare", words],
        };
        let ends: Vec<String> = ends.iter().map(|word| (*word).to_owned()).collect();
        assert!(told.ends_with(&ends), "{told:?}");
    }
}

#[test]
fn one_that_fails_is_told_and_what_nobody_said_was_not_said() {
    let env = floor();
    program(&env, "notify-send", "exit 3");
    let before = content(&env);
    let ran = env.sh("remind");
    ran.refused(1).tells("notify-send could not say it").tells("--via 'notify-send {title} {text}'");
    assert_eq!(told(&env).len(), 5);
    let ran = env.sh("remind --json");
    ran.code(1).silent_out();
    assert!(content(&env) == before, "nothing is remembered");
    let _ = told(&env);
    // Another one says it, and then it is said.
    program(&env, "tmux", "");
    env.sh("remind").ok().silent_out().tells("notify-send could not say it");
    assert_eq!(told(&env).last().map(String::as_str), Some("backflare: Now: five tiny moves."));
    env.sh("remind").code(4).silent_err();
    // None at all.
    let env = floor();
    env.sh("remind").refused(1).tells("nothing here could say it");
}

/// What is done about it is held in no time by `acts/notify.rs`; this holds that it is so on a real machine.
#[test]
#[ignore = "takes ten seconds: `cargo test --release -- --ignored`"]
fn one_that_hangs_is_ended_after_ten_seconds_and_the_next_is_tried() {
    let env = floor();
    program(&env, "notify-send", "exec /bin/sleep 60");
    program(&env, "tmux", "");
    let begun = std::time::Instant::now();
    env.sh("remind").ok().tells("notify-send did not end within 10 seconds, and was ended");
    assert!(begun.elapsed().as_secs() >= 10);
    assert_eq!(told(&env).last().map(String::as_str), Some("backflare: Now: five tiny moves."));
}

#[test]
fn a_command_of_one_s_own_gets_the_words_and_no_shell() {
    let mut env = floor();
    program(&env, "mine", "");
    program(&env, "notify-send", "");
    env.sh("remind --via \"mine -t '{title} says' --text={text} '$(touch x)'\"").ok().silent_out();
    assert_eq!(told(&env), ["mine", "-t", "backflare says", "--text=Now: five tiny moves.", "$(touch x)"]);
    for (line, words) in [
        ("remind --via mine", "has no place for the words"),
        ("remind --via ''", "has no place for the words"),
        ("remind --via '{title} {text}'", "does not begin with the name of a program"),
        ("remind --via \"mine '{text}\"", "a quote that is not closed"),
        ("remind --print upstart", "backflare remind --print systemd"),
        ("remind --off", "--print"),
        ("remind --print cron --off --names", "--names"),
    ] {
        keeps(&env, line, 2).refused(2).tells(words);
    }
    env.advance("15m");
    env.sh("remind --via 'nowhere {text}'").refused(1).tells("there is no program called nowhere");
    assert_eq!(told(&env), Vec::<String>::new(), "no other is taken in its place");
}

#[test]
fn a_memory_that_cannot_be_read_only_says_it_twice() {
    let env = floor();
    program(&env, "notify-send", "");
    for text in ["{", "[]", "\u{0}", "{\"said\":[{\"what\":\"step x\"}]}"] {
        env.write("said.json", text);
        says(&env, "Now: five tiny moves.");
        says(&env, "");
    }
    fs::remove_file(env.home().join("said.json")).unwrap();
    fs::create_dir(env.home().join("said.json")).unwrap();
    env.sh("remind").refused(1).tells("It was said, and will be said again");
    assert_eq!(told(&env).len(), 5);
}

#[test]
fn what_was_said_is_private_and_is_forgotten_with_the_rest() {
    let env = up();
    env.sh("remind").ok();
    let mode = fs::metadata(env.home().join("said.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    env.sh("forget --all --confirm forget").ok();
    assert!(!env.home().join("said.json").exists());
}

#[cfg(unix)]
#[test]
fn without_any_home_it_is_a_usage_error_with_an_example() {
    use std::os::unix::process::CommandExt as _;
    let mut env = floor();
    env.unset("HOME").unset("BACKFLARE_HOME").set("COLUMNS", "80");
    // A user whom the system does not know has no home, either. Only root can become one.
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let mut command = env.command(["remind"]);
    let output =
        command.uid(54_321).gid(54_321).current_dir("/").stderr(std::process::Stdio::piped()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("BACKFLARE_HOME=/home/me/backflare backflare remind"), "{said}");
}
