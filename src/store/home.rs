//! Where things live: one folder for all, or the folders of this platform.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::disk;
use crate::error::{Failure, Kind};
use crate::store::journal::Journal;
use crate::words::file;

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
    /// Finds the folders. `BACKFLARE_HOME` names one for all of them, and a relative one is taken from the current
    /// folder; empty, it is as if unset. Without it they are where this platform keeps such things: on Linux
    /// `~/.local/state/backflare`, and `~/.config/backflare/protocols` for protocols of one's own.
    pub fn find(environment: &BTreeMap<OsString, OsString>) -> Result<Self, Failure> {
        match environment.get(OsStr::new("BACKFLARE_HOME")) {
            Some(home) if !home.is_empty() => match std::path::absolute(home) {
                Ok(home) => Ok(Self::in_folders(&home, &home)),
                Err(error) => Err(Failure::new(Kind::Failed, file::no_current_folder(error)).hint(file::WHOLE_PATH)),
            },
            Some(_) | None => match directories::ProjectDirs::from("", "", "backflare") {
                Some(folders) => {
                    let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
                    Ok(Self::in_folders(state, folders.config_dir()))
                }
                None => Err(Failure::new(Kind::Failed, file::NO_HOME).hint(file::SET_HOME)),
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

    /// The journal that is kept here.
    pub fn journal(&self) -> Journal {
        Journal::at(self.folder.join("journal.jsonl"))
    }
}

/// The files of a folder whose names are such. A folder that is not there has none; one that cannot be reached is a
/// failure, as nobody knows what is in it.
pub(crate) fn files_in(folder: &Path, is: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Failure> {
    let listed = disk::list(folder, is).map_err(|error| {
        let name = folder.display();
        Failure::new(Kind::Untrusted, file::cannot_look(&name, error)).hint(file::not_known_until(name))
    })?;
    Ok(listed.unwrap_or_default())
}

/// The journals that a repair has put aside.
pub(crate) fn old_journals(home: &Home) -> Result<Vec<PathBuf>, Failure> {
    files_in(&home.folder, |name| name.starts_with("journal.jsonl.") && kind(name) == "old")
}

/// Every file about the person that is there: the journals, the answers, what they were reminded of, the copies of
/// protocols, and what a killed process may have left half-written. Not the lock, which is empty, nor protocols of the person's own.
pub(crate) fn kept_files(home: &Home) -> Result<Vec<PathBuf>, Failure> {
    let half = |name: &str| name.starts_with('.') && kind(name) == "tmp";
    let mut all = vec![home.journal().path().to_owned(), home.profile.clone(), home.said.clone()];
    all.retain(|path| disk::is_taken(path));
    all.extend(old_journals(home)?);
    all.extend(files_in(&home.folder, half)?);
    all.extend(files_in(&home.flares, |name| half(name) || kind(name) == "json")?);
    Ok(all)
}

/// What stands after the last dot of a name.
fn kind(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

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

        let relative = Home::find(&environment(Path::new("here"))).expect("there is a current folder");
        assert!(relative.folder.is_absolute() && relative.journal().path().ends_with("here/journal.jsonl"));
        let unset = Home::find(&BTreeMap::new()).expect("there is a home folder");
        assert_eq!(Home::find(&environment(Path::new(""))).expect("there is a home folder"), unset);
        assert!(unset.folder.is_absolute());
    }
}
