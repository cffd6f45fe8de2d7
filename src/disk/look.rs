//! Looking at names, without reading what stands behind them.

use std::ffi::{OsStr, OsString};
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::disk::private::{self, cannot_write};
use crate::disk::{is_missing, link};
use crate::error::Failure;
use crate::words::file;

/// What stands at a path, a link taken for what it points to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PathKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a socket or a device.
    Other,
}

/// What stands at a path. `None`: nothing. A link that leads nowhere cannot be looked behind.
pub(crate) fn what_is(path: &Path) -> io::Result<Option<PathKind>> {
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => Ok(Some(PathKind::Folder)),
        Ok(known) if known.is_file() => Ok(Some(PathKind::File)),
        Ok(_) => Ok(Some(PathKind::Other)),
        // "Not a folder" is said of what stands above it, so nobody knows.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(error),
        Err(error) => missing_or(path, error),
    }
}

/// `None` where nothing is there, and the error where nobody knows.
fn missing_or<T>(path: &Path, error: io::Error) -> io::Result<Option<T>> {
    let error = link::told(path, error);
    if is_missing(&error) { Ok(None) } else { Err(error) }
}

/// What a file is like from outside: its length and when it was written to.
pub(crate) type Mark = (u64, Option<SystemTime>);

/// What a file is like from outside. `None`: there is none, or nobody knows.
pub(crate) fn mark(path: &Path) -> Option<Mark> {
    let known = fs::metadata(path).ok()?;
    Some((known.len(), known.modified().ok()))
}

/// Whether something that can be reached stands at a path, a link taken for what it points to.
pub(crate) fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether a name is in use, be it by a link that leads nowhere. What cannot be reached is not.
pub(crate) fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The paths in a folder whose names are such, in order. `None`: there is no such folder.
pub(crate) fn list(folder: &Path, is: impl Fn(&str) -> bool) -> io::Result<Option<Vec<PathBuf>>> {
    let names = match names(folder) {
        Ok(names) => names,
        Err(error) => return missing_or(folder, error),
    };
    let mut found: Vec<PathBuf> =
        names.into_iter().filter(|name| name.to_str().is_some_and(&is)).map(|name| folder.join(name)).collect();
    found.sort();
    Ok(Some(found))
}

/// The names in a folder, in no order. Not by the standard library, which ends the program where the folder cannot be closed.
#[cfg(unix)]
fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    use std::os::unix::ffi::OsStrExt as _;

    use rustix::fs::{Dir, Mode, OFlags, open};

    let opened = open(folder, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut names = Vec::new();
    for entry in Dir::new(opened)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if !matches!(name, b"." | b"..") {
            names.push(OsStr::from_bytes(name).to_owned());
        }
    }
    Ok(names)
}

/// The names in a folder, in no order.
#[cfg(not(unix))]
fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// The first regular file of that name in the folders of a `PATH`.
pub(crate) fn on_path(name: &str, path: Option<&OsStr>) -> Option<PathBuf> {
    let is_file = |file: &Path| matches!(what_is(file), Ok(Some(PathKind::File)));
    std::env::split_paths(path?).map(|folder| folder.join(name)).find(|file| is_file(file))
}

/// Finds out whether a regular file can be written, and writes nothing. `None`: there is none.
pub(crate) fn try_writing(path: &Path) -> io::Result<Option<()>> {
    match what_is(path)? {
        None => Ok(None),
        // Asked before opening, which would wait for the other end of a pipe.
        Some(PathKind::Other) => Err(io::Error::other(file::NOT_REGULAR)),
        Some(PathKind::File | PathKind::Folder) => OpenOptions::new().write(true).open(path).map(|_| Some(())),
    }
}

/// Who may read a file or a folder, as far as this system says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Access {
    /// Others than its owner may read or write it.
    pub(crate) open: bool,
    /// It belongs to somebody else.
    pub(crate) foreign: bool,
}

/// Who may read it. `None`: it is not there, or this system does not say.
pub(crate) fn access(path: &Path) -> Option<Access> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let known = fs::metadata(path).ok()?;
        let foreign = private::own_uid() != known.uid();
        Some(Access { open: known.mode() & 0o077 != 0, foreign })
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// Whether a name is that of a link, wherever it leads.
pub(crate) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|known| known.is_symlink())
}

/// Where this runs as root: the nearest folder that is there, on the way to this one, and belongs to somebody else. Up to
/// the home of whose it is: root may have made a folder in it before.
pub(crate) fn somebody_elses_for_root(folder: &Path, user: Option<&Path>) -> Option<PathBuf> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let there = folder.ancestors().filter_map(|above| Some((above, fs::metadata(above).ok()?.uid())));
        let mut way = there
            .enumerate()
            .take_while(|(nth, (above, _))| *nth == 0 || user.is_some_and(|user| above.starts_with(user)));
        way.find(|(_, (_, owner))| private::own_uid() == 0 && *owner != 0).map(|(_, (above, _))| above.to_owned())
    }
    #[cfg(not(unix))]
    {
        let _ = (folder, user);
        None
    }
}

/// Leaves a file or a folder to its owner alone. Never through a link: what it leads to has an owner who thought of it.
pub(crate) fn close_to_others(path: &Path) -> Result<(), Failure> {
    if is_link(path) {
        return Ok(());
    }
    let mode = if path.is_dir() { 0o700 } else { 0o600 };
    private::permit(path, mode).map_err(|error| cannot_write(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_or_not_or_cannot_be_reached() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        assert_eq!(list(&at("none"), |_| true).expect("that can be told"), None);
        fs::write(at("file"), "").expect("the test may write");
        assert_eq!(list(&at("file"), |_| true).expect("a file is no folder"), None);
        let found = list(folder.path(), |name| name.starts_with('f')).expect("it is there");
        assert_eq!(found, Some(vec![at("file")]));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("loop"), at("loop")).expect("the test may link");
            assert!(list(&at("loop"), |_| true).is_err() && what_is(&at("loop")).is_err());
            assert!(is_taken(&at("loop")) && !exists(&at("loop")));
        }
    }

    #[test]
    fn whether_it_can_be_written_is_found_out_without_writing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        assert_eq!(try_writing(&path).expect("that can be told"), None);
        fs::write(&path, "12345").expect("the test may write");
        assert_eq!(try_writing(&path).expect("it can be written"), Some(()));
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "12345");
        assert!(try_writing(folder.path()).is_err(), "a folder is no file");
        #[cfg(unix)]
        assert!(try_writing(Path::new("/dev/null")).is_err(), "a device is no file");
    }
}
