//! Where things live: one folder for all, or the folders of this platform.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::disk;
use crate::error::{Failure, FailureKind};
use crate::store::journal::Journal;
use crate::words::file;

/// What the journal and the profile are like from outside.
pub(crate) type Marks = [Option<disk::Mark>; 2];

/// Where things live. Nothing needs to exist yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
    /// The folder of the journal, and of what stands beside it.
    pub(crate) folder: PathBuf,
    /// The profile.
    pub(crate) profile: PathBuf,
    /// What the person was reminded of.
    pub(crate) said: PathBuf,
    /// Where each flare's copy of its protocol is.
    pub(crate) flares: PathBuf,
    /// Where the person's own protocols are: the only folder in which files are edited by hand.
    pub(crate) protocols: PathBuf,
}

impl Home {
    /// Finds the folders. `BACKFLARE_HOME` names one for all of them, by its whole path or from `~` on; empty, it is as if
    /// unset. Without it they are where this platform keeps such things: on Linux
    /// `~/.local/state/backflare`, and `~/.config/backflare/protocols` for protocols of one's own.
    pub fn find(environment: &BTreeMap<OsString, OsString>) -> Result<Self, Failure> {
        match environment.get(OsStr::new("BACKFLARE_HOME")) {
            Some(home) if !home.is_empty() => {
                let home = expanded(Path::new(home), environment);
                // From the current folder it would be another journal wherever one stands.
                if !home.is_absolute() {
                    return Err(Failure::usage(file::no_whole_path(home.display())).hint(file::WHOLE_PATH));
                }
                Ok(Self::in_folders(&home, &home))
            }
            Some(_) | None => match directories::ProjectDirs::from("", "", "backflare") {
                Some(folders) => {
                    let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
                    let user = environment.get(OsStr::new("HOME")).map(Path::new);
                    if let Some(theirs) = disk::somebody_elses_for_root(state, user) {
                        let message = file::root_in_anothers_home(theirs.display());
                        return Err(Failure::new(FailureKind::Failed, message).hint(file::AS_YOURSELF));
                    }
                    Ok(Self::in_folders(state, folders.config_dir()))
                }
                None => Err(Failure::new(FailureKind::Failed, file::NO_HOME).hint(file::SET_HOME)),
            },
        }
    }

    fn in_folders(state: &Path, own: &Path) -> Self {
        Self {
            folder: state.to_owned(),
            profile: state.join("profile.json"),
            said: state.join("said.json"),
            flares: state.join("flares"),
            protocols: own.join("protocols"),
        }
    }

    /// What the files are like from outside: after anybody has written to one, they are otherwise.
    pub(crate) fn marks(&self) -> Marks {
        [self.folder.join("journal.jsonl"), self.profile.clone()].map(|path| disk::mark(&path))
    }

    /// The journal that is kept here.
    pub fn journal(&self) -> Journal {
        Journal::at(self.folder.join("journal.jsonl"))
    }
}

/// A path with its `~` as the home folder that it stands for, which a shell would have done.
fn expanded(path: &Path, environment: &BTreeMap<OsString, OsString>) -> PathBuf {
    let user = environment.get(OsStr::new("HOME")).filter(|home| !home.is_empty());
    match (path.strip_prefix("~"), user) {
        (Ok(rest), Some(user)) => Path::new(user).join(rest),
        (Ok(_), None) | (Err(_), _) => path.to_owned(),
    }
}

/// Copies beside the journal and the profile that a sync program, a file manager or an editor has made: whatever bears
/// their name and is none of our own files. Nothing in them counts.
pub(crate) fn copies_beside(home: &Home) -> Result<Vec<PathBuf>, Failure> {
    let named = |name: &str| {
        let bare = name.trim_start_matches(['.', '#', '~']);
        let ours = ["journal", "profile"].iter().any(|name| bare.starts_with(name));
        // Some file managers put their word before it: `Copy of journal.jsonl`.
        let after = ["journal.jsonl", "profile.json"].iter().any(|name| bare.contains(name));
        (ours && bare.contains(".json")) || after
    };
    let own =
        |name: &str| matches!(name, "journal.jsonl" | "profile.json") || kind(name) == "old" || is_half_written(name);
    files_in(&home.folder, |name| named(name) && !own(name))
}

/// The names of those copies. What cannot be looked at is told by whoever needs it.
pub(crate) fn names_of_copies(home: &Home) -> Vec<String> {
    let copies = copies_beside(home).unwrap_or_default();
    copies.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect()
}

/// Whether a killed process of ours may have left it: `.NAME.PID.tmp`.
fn is_half_written(name: &str) -> bool {
    let inner = name.strip_prefix('.').and_then(|name| name.strip_suffix(".tmp"));
    inner
        .and_then(|inner| inner.rsplit_once('.'))
        .is_some_and(|(_, pid)| pid.bytes().all(|digit| digit.is_ascii_digit()))
}

/// The files of a folder whose names are such. A folder that is not there has none; one that cannot be reached is a
/// failure, as nobody knows what is in it.
pub(crate) fn files_in(folder: &Path, is: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Failure> {
    let listed = disk::list(folder, is).map_err(|error| {
        let name = folder.display();
        Failure::new(FailureKind::Untrusted, file::cannot_look(&name, error)).hint(file::not_known_until(name))
    })?;
    Ok(listed.unwrap_or_default())
}

/// The journals that a repair has put aside.
pub(crate) fn old_journals(home: &Home) -> Result<Vec<PathBuf>, Failure> {
    let is_old = |name: &str| name.starts_with("journal.jsonl.") && kind(name) == "old";
    let mut old = files_in(&home.folder, is_old)?;
    // A journal that is a link keeps its old ones where it leads to.
    let journal = home.journal();
    if disk::is_link(journal.path()) {
        old.extend(files_in(disk::private::folder_of(&disk::real(journal.path())?), is_old)?);
    }
    Ok(old)
}

/// Every file about the person that is there: the journals, the answers, what they were reminded of, the copies of
/// protocols, and what a killed process may have left half-written. Not the lock, which is empty, nor protocols of the person's own.
pub(crate) fn kept_files(home: &Home) -> Result<Vec<PathBuf>, Failure> {
    let mut all = vec![home.journal().path().to_owned(), home.profile.clone(), home.said.clone()];
    all.retain(|path| disk::is_taken(path));
    all.extend(old_journals(home)?);
    all.extend(files_in(&home.folder, is_half_written)?);
    all.extend(files_in(&home.flares, |name| is_half_written(name) || is_copy(name))?);
    Ok(all)
}

/// What stands in the folder of the flares and is not ours.
pub(crate) fn strangers_among_flares(home: &Home) -> Result<Vec<PathBuf>, Failure> {
    files_in(&home.flares, |name| !is_half_written(name) && !is_copy(name))
}

/// Whether it is the name of a flare's copy of its protocol.
fn is_copy(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(|id| Uuid::parse_str(id).is_ok())
}

/// What stands after the last dot of a name.
fn kind(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::flares;

    fn environment(home: &Path) -> BTreeMap<OsString, OsString> {
        BTreeMap::from([("BACKFLARE_HOME".into(), home.into())])
    }

    #[test]
    fn one_folder_holds_everything() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let home = Home::find(&environment(&folder.path().join("home"))).expect("it is set");
        let at = |name: &str| folder.path().join("home").join(name);
        assert_eq!(home.journal().path(), at("journal.jsonl"));
        assert_eq!((home.profile.clone(), home.protocols.clone()), (at("profile.json"), at("protocols")));
        assert_eq!(flares::path(&home, Uuid::nil()), at("flares/00000000-0000-0000-0000-000000000000.json"));

        for relative in ["here", "./here", "~somebody/here"] {
            let failure = Home::find(&environment(Path::new(relative))).expect_err("it depends on where one stands");
            assert!(failure.message.contains("whole path"), "{failure}");
        }
        let mut tilde = environment(Path::new("~/flare"));
        tilde.insert("HOME".into(), folder.path().into());
        assert_eq!(Home::find(&tilde).expect("it is whole").folder, folder.path().join("flare"));
        let unset = Home::find(&BTreeMap::new()).expect("there is a home folder");
        assert_eq!(Home::find(&environment(Path::new(""))).expect("there is a home folder"), unset);
        assert!(unset.folder.is_absolute());
    }
}
