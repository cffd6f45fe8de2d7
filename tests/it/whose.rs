//! Whose home, and which zone: what only root can bring about. Another user runs without these, and is told so.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::bad_input::below_shell;
use crate::begin::floor;
use crate::env::{Env, split};
use crate::faults::tell;

/// Who is nobody here: not root, and not whoever runs the tests.
const NOBODY: u32 = 65_534;

fn is_root() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        tell("\nSKIPPED: only root can give a folder away, or lay another file over that of the zone\n");
    }
    root
}

/// A person's home, and a program in it that is not told where to keep things.
fn of_nobody() -> Env {
    let mut env = Env::new();
    fs::create_dir_all(env.user()).unwrap();
    chown(env.user(), Some(NOBODY), Some(NOBODY)).unwrap();
    env.unset("BACKFLARE_HOME");
    env
}

/// Everything in a folder.
fn within(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

#[test]
fn root_makes_nothing_in_somebody_elses_home() {
    if !is_root() {
        return;
    }
    let env = of_nobody();
    for line in ["log 6", "start", "took ibuprofen 200mg", "profile set age 40", "next", "status", "doctor", "import x"]
    {
        let ran = env.sh(line);
        ran.refused(1).tells("belongs to somebody else").tells("not with sudo");
        assert_eq!(within(&env.user()), [] as [PathBuf; 0], "{ran}");
    }
    env.sh("red-flags").ok();
    // Nor where root has made a folder in it before.
    let mut env = of_nobody();
    let made = env.user().join(".local/state/backflare");
    fs::create_dir_all(&made).unwrap();
    env.sh("log 6").refused(1).tells("belongs to somebody else");
    assert_eq!(within(&made), [] as [PathBuf; 0]);
    // Nor in a place for such things that is somebody else's.
    let (state, own) = (env.beside("state"), env.beside("own"));
    fs::create_dir_all(&state).unwrap();
    fs::create_dir_all(&own).unwrap();
    chown(&state, Some(NOBODY), Some(NOBODY)).unwrap();
    env.set("HOME", own.to_str().unwrap()).set("XDG_STATE_HOME", state.to_str().unwrap());
    env.sh("log 6").refused(1).tells("belongs to somebody else");
    assert_eq!(within(&state), [] as [PathBuf; 0]);
    // A home of its own, and a folder that is named: both are obeyed.
    env.unset("XDG_STATE_HOME").sh("log 6").ok();
    assert!(own.join(".local/state/backflare/journal.jsonl").is_file());
    let mut env = of_nobody();
    env.set("BACKFLARE_HOME", "~/flare");
    env.sh("log 6").ok();
    assert_eq!(fs::metadata(env.user().join("flare")).unwrap().uid(), 0);
}

/// Where it has happened all the same, the person is told how to take the folder back.
#[test]
fn what_root_made_in_a_home_is_given_back_by_what_is_said() {
    if !is_root() {
        return;
    }
    let env = of_nobody();
    let root = env.user();
    fs::set_permissions(root.parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir(root.join(".local")).unwrap();
    fs::set_permissions(root.join(".local"), fs::Permissions::from_mode(0o700)).unwrap();
    // As whoever is nobody: the program, too, has to be where they may go.
    let inner = env.command(split("log 5"));
    let program = env.beside("program");
    fs::copy(inner.get_program(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let run = || {
        let mut command = Command::new(&program);
        command
            .args(inner.get_args())
            .env_clear()
            .envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.uid(NOBODY).gid(NOBODY).current_dir("/").stdin(Stdio::null());
        let out = command.output().unwrap();
        (out.status.code(), String::from_utf8_lossy(&out.stderr).split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (code, said) = run();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("Nothing was saved.") && said.contains("chown -R") && said.contains(".local"), "{said}");
    chown(root.join(".local"), Some(NOBODY), Some(NOBODY)).unwrap();
    assert_eq!(run(), (Some(0), String::new()));
}

/// Runs a line with something laid over the files of the system's own zone, for this one process alone. `None`: this
/// machine does not let root do so, or has no such file.
fn with_zone(env: &Env, instead: &str, line: &str) -> Option<(i32, String)> {
    let script = format!(
        "command -v unshare >/dev/null && [ -e /etc/localtime ] || exit 99; \
         exec unshare -m sh -c '{instead} || exit 99; exec \"$@\"' sh \"$@\""
    );
    let (code, out, err) = below_shell(env, &script, line);
    let said = format!("{out}{err}").split_whitespace().collect::<Vec<_>>().join(" ");
    code.filter(|code| *code != 99).map(|code| (code, said))
}

#[test]
fn a_zone_of_the_system_that_cannot_be_read_is_told_and_never_taken_for_utc_in_silence() {
    if !is_root() {
        return;
    }
    let mut env = floor();
    env.set("TZ", "localtime").set("PATH", "/usr/bin:/bin:/usr/sbin:/sbin").set("COLUMNS", "100");
    fs::create_dir(env.beside("none")).unwrap();
    fs::write(env.beside("empty"), "").unwrap();
    fs::write(env.beside("cut"), b"TZif2\0\0\0\0\0\0\0").unwrap();
    fs::write(env.beside("name"), "Europe/Berlin\n").unwrap();
    let over = |name: &str| format!("mount --bind {} \"$(readlink -f /etc/localtime)\"", env.beside(name).display());
    let uninstalled = format!("mount --bind {} /usr/share/zoneinfo", env.beside("none").display());
    let name_is_no_help = "{ [ ! -e /etc/timezone ] || mount --bind /dev/null /etc/timezone; }";
    let mut troubles = vec![over("empty"), over("cut"), over("name")];
    // Where the file is a link into the folder of zones, it leads nowhere without them.
    if fs::canonicalize("/etc/localtime").is_ok_and(|path| path.starts_with("/usr/share/zoneinfo")) {
        troubles.push(uninstalled.clone());
    }
    let before = env.journal().len();
    for trouble in &troubles {
        let trouble = format!("{trouble} && {name_is_no_help}");
        let run = |line: &str| with_zone(&env, &trouble, line);
        let Some((code, said)) = run("next") else {
            tell("\nSKIPPED: nothing can be laid over the file of the zone here\n");
            return;
        };
        let told = "The computer's time zone cannot be read (/etc/localtime). All times here are UTC.";
        assert!(code == 0 && said.contains(told), "{trouble}: {said}");
        let (code, said) = run("doctor").unwrap();
        assert!(code == 1 && said.contains("clock: broken") && said.contains("/etc/localtime"), "{trouble}: {said}");
        for line in ["took ibuprofen 400mg --at 08:00", "log 5 --at 'yesterday 22:00'"] {
            let (code, said) = run(line).unwrap();
            assert!(code == 2 && said.contains("40m ago"), "{trouble}: {said}");
        }
        assert_eq!(env.journal().len(), before);
    }
    let trouble = format!("{} && {name_is_no_help}", troubles[0]);
    let (code, said) = with_zone(&env, &trouble, "took ibuprofen 200mg --at '5m ago'").unwrap();
    assert!(code == 0 && said.contains("Recorded"), "{said}");
    assert_eq!(env.journal().last().unwrap()["at"], "2026-11-22T08:00:00+00:00");
    // A zone that was not known was no journey either.
    let (_, said) = with_zone(&env, &trouble, "status").unwrap();
    assert!(!said.contains("moved to another zone"), "{said}");
    // What needs no file needs none.
    for zone in ["UTC", "GMT", "Etc/UTC", "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3"] {
        env.set("TZ", zone);
        let (code, said) = with_zone(&env, &uninstalled, "log 5 --at 08:01").unwrap();
        assert!(code == 0 && !said.contains("cannot be read"), "{zone}: {said}");
    }
}
