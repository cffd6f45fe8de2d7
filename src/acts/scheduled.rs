//! Whether something of this machine asks `backflare remind` by itself: what `remind --print` sets up, looked for where its
//! script puts it.

use std::path::{Path, PathBuf};

use crate::acts::notify;
use crate::disk;
use crate::process::Process;
use crate::words::schedule;

/// What was found of one system.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scheduled {
    /// It asks.
    Runs(&'static str),
    /// It is there, and was not switched on.
    Idle(&'static str),
}

/// What is set up here, of all systems for which a script is printed.
pub(crate) fn found(process: &mut Process) -> Vec<Scheduled> {
    let mut found = Vec::new();
    let user = process.variable("HOME").map(PathBuf::from);
    let config = process.variable("XDG_CONFIG_HOME").map(PathBuf::from);
    if let Some(config) = config.or_else(|| user.as_deref().map(|user| user.join(".config"))) {
        let units = config.join(schedule::UNITS);
        if disk::is_taken(&units.join(schedule::WANTED)) {
            found.push(Scheduled::Runs("systemd"));
        } else if disk::is_taken(&units.join(schedule::TIMER)) {
            found.push(Scheduled::Idle("systemd"));
        }
    }
    if user.is_some_and(|user| disk::is_taken(&user.join(schedule::AGENTS).join(format!("{}.plist", schedule::NAME)))) {
        found.push(Scheduled::Runs("launchd"));
    }
    let path = process.variable("PATH").map(std::ffi::OsStr::to_owned);
    let on_path = |name: &str| disk::on_path(name, path.as_deref());
    if on_path("crontab").is_some()
        && let Some(shell) = on_path("sh")
        && runs(process, &shell, &["-c", &schedule::cron_look()])
    {
        found.push(Scheduled::Runs("cron"));
    }
    if let Some(schtasks) = on_path("schtasks.exe").or_else(|| on_path("schtasks"))
        && runs(process, &schtasks, &["/Query", "/TN", schedule::NAME])
    {
        found.push(Scheduled::Runs("schtasks"));
    }
    found
}

fn runs(process: &mut Process, program: &Path, arguments: &[&str]) -> bool {
    notify::ends_well(process, program, arguments)
}
