//! `remind --print`: what is printed is run here as far as this machine can, with false programs in the place of the system's.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::begin::keeps;
use crate::env::Env;

/// A home whose name, and a command whose words, mean something to every reader on their way.
fn odd() -> (Env, String) {
    let mut env = Env::new();
    let home = env.beside("a b'c\"d%e$f&g<h").display().to_string();
    env.set("BACKFLARE_HOME", &home).set("COLUMNS", "80");
    (env, home)
}

/// The script, and what stands in its first here-document.
fn printed(env: &Env, line: &str) -> (String, String) {
    let ran = env.run(crate::env::split(line));
    ran.ok().silent_err();
    let file = ran.stdout.split("<<'BACKFLARE'\n").nth(1).and_then(|rest| rest.split("BACKFLARE\n").next());
    (ran.stdout.clone(), file.unwrap_or_default().to_owned())
}

/// Runs a script with `sh`, in a home folder of its own; the programs of the system do nothing.
fn run(env: &Env, script: &str) -> PathBuf {
    let user = env.user();
    fs::create_dir_all(&user).unwrap();
    let quiet = "systemctl() { :; }\nlaunchctl() { :; }\n";
    let mut command = Command::new("/bin/sh");
    command.env_clear().env("HOME", &user).env("PATH", "/usr/bin:/bin").args(["-c", &format!("{quiet}{script}")]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}\n{script}", String::from_utf8_lossy(&output.stderr));
    user
}

#[test]
fn the_units_are_what_systemd_takes() {
    let (env, home) = odd();
    let (script, service) = printed(&env, "remind --print systemd --via 'say \"100% $x\" {text}'");
    let quoted = home.replace('"', "\\\"").replace('%', "%%");
    assert!(service.contains(&format!("Environment=\"BACKFLARE_HOME={quoted}\"\n")), "{service}");
    assert!(service.contains("\"--via\" \"say \\\"100%% $$x\\\" {text}\"\n"), "{service}");
    assert!(script.contains("OnCalendar=*:0/5\n") && !script.contains("OnUnitActiveSec"), "a timer of the calendar");
    let units = run(&env, &script).join(".config/systemd/user");
    let there = Command::new("systemd-analyze").args(["calendar", "*:0/5"]).output();
    if there.is_ok_and(|output| output.status.success()) {
        let mut verify = Command::new("systemd-analyze");
        verify.args(["--user", "verify"]).args(["backflare.timer", "backflare.service"].map(|unit| units.join(unit)));
        let output = verify.env("XDG_RUNTIME_DIR", env.user()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && !said.contains("backflare."), "{said}");
    }
    run(&env, &printed(&env, "remind --print systemd --off").0);
    assert!(!units.join("backflare.timer").exists() && !units.join("backflare.service").exists());
}

/// The elements of a property list in order, as (depth, name, text). Only what such a list may hold is read.
fn elements(xml: &str) -> Vec<(usize, String, String)> {
    let (mut found, mut open): (Vec<(usize, String, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("a tag is not closed: {piece}"));
        if let Some(closes) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closes), "{xml}");
        } else if !tag.starts_with('?') {
            let name = tag.split(' ').next().unwrap().to_owned();
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            found.push((open.len(), name.clone(), text));
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

#[test]
fn the_agent_is_a_property_list_with_twelve_times() {
    let (env, home) = odd();
    let (script, plist) = printed(&env, "remind --print launchd --names");
    let found = elements(&plist);
    let keys: Vec<&str> =
        found.iter().filter(|(depth, name, _)| *depth == 2 && name == "key").map(|(.., text)| text.as_str()).collect();
    assert_eq!(keys, ["Label", "ProgramArguments", "EnvironmentVariables", "StartCalendarInterval"]);
    let texts: Vec<&str> =
        found.iter().filter(|(_, name, _)| name == "string").map(|(.., text)| text.as_str()).collect();
    assert_eq!(texts[0], "backflare.remind");
    assert!(texts[1].ends_with("backflare") && texts[2..4] == ["remind", "--names"], "{texts:?}");
    assert!(texts.contains(&home.as_str()), "{texts:?}");
    let minutes: Vec<&str> =
        found.iter().filter(|(_, name, _)| name == "integer").map(|(.., text)| text.as_str()).collect();
    assert_eq!(minutes, ["0", "5", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55"]);
    let agent = run(&env, &script).join("Library/LaunchAgents/backflare.remind.plist");
    assert_eq!(fs::read_to_string(&agent).unwrap(), plist);
    run(&env, &printed(&env, "remind --print launchd --off").0);
    assert!(!agent.exists());
}

/// Runs a script with a crontab that is a file.
fn with_crontab(env: &Env, script: &str, tab: &Path) -> String {
    let tab = tab.display();
    let crontab = format!(
        "crontab() {{ if [ \"$1\" = -l ]; then cat '{tab}'; else cat > '{tab}.new'; mv '{tab}.new' '{tab}'; fi; }}\n"
    );
    run(env, &format!("{crontab}{script}"));
    fs::read_to_string(tab.to_string()).unwrap()
}

#[test]
fn the_line_of_a_crontab_is_added_once_run_by_a_shell_and_taken_away() {
    let (env, home) = odd();
    let tab = env.beside("tab");
    fs::write(&tab, "0 4 * * * backup\n").unwrap();
    let script = printed(&env, "remind --print cron --via \"say '50% {text}'\"").0;
    with_crontab(&env, &script, &tab);
    let lines = with_crontab(&env, &script, &tab);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!((lines.len(), lines[0]), (2, "0 4 * * * backup"), "{lines:?}");
    // As cron reads it: five fields, then a command, in which an unmarked % would be the end of the line.
    let fields: Vec<&str> = lines[1].splitn(6, ' ').collect();
    assert_eq!(fields[..5], ["*/5", "*", "*", "*", "*"]);
    let command = fields[5].replace("\\%", "\u{0}");
    assert!(!command.contains('%'), "{command}");
    let command = command.replace('\u{0}', "%");
    // As the shell reads it: the words that the program gets.
    let program = command.find(env!("CARGO_BIN_EXE_backflare")).unwrap_or_else(|| panic!("{command}"));
    let shown = format!("{} printf '%s\\n' {}", command[..program].replace("XDG_", "export XDG_"), &command[program..]);
    let shown = shown.replace(">/dev/null", "").replacen(" printf", "; printf", 1);
    let output = Command::new("/bin/sh").args(["-c", &shown]).env("PATH", "/usr/bin:/bin").output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = words.lines().collect();
    assert_eq!(words[1..], ["remind", "--via", "say '50% {text}'"], "{shown}");
    assert!(command.contains(&format!("BACKFLARE_HOME='{}'", home.replace('\'', "'\\''"))), "{command}");
    let left = with_crontab(&env, &printed(&env, "remind --print cron --off").0, &tab);
    assert_eq!(left, "0 4 * * * backup\n");
}

#[test]
fn every_system_is_printed_as_json_too_and_says_how_it_is_taken_away() {
    let env = Env::new();
    let shells: BTreeMap<&str, &str> =
        [("systemd", "sh"), ("launchd", "sh"), ("cron", "sh"), ("schtasks", "cmd")].into();
    for (system, shell) in shells {
        for (off, flag) in [(false, ""), (true, " --off")] {
            let line = format!("remind --print {system}{flag}");
            let said = keeps(&env, &format!("{line} --json"), 0).silent_err().json();
            assert_eq!((said["system"].as_str(), said["off"].as_bool()), (Some(system), Some(off)));
            let script = said["script"].as_str().unwrap();
            assert_eq!(script, keeps(&env, &line, 0).stdout);
            assert!(script.contains(&format!("backflare {line} | {shell}\n")), "{script}");
        }
    }
    let mut env = Env::new();
    env.set("BACKFLARE_HOME", &format!("{}\nx", env.home().display()));
    env.sh("remind --print cron").refused(2).tells("cannot stand in such a script");
}
