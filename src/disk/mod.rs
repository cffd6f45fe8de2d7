//! The disk: files as such. Private to their owner, replaced whole, read within limits, and never through a pipe.
//!
//! A small file is replaced, never written in place: whoever reads it, whenever, finds the old or the new one.
//! `std::fs` stands in this folder and nowhere else; who needs a file gets one of the operations below.
//!
//! Looking has three answers, and they are never mixed up: `Ok(Some(_))`, it is there; `Ok(None)`, it is not there;
//! `Err(_)`, it cannot be reached, so nobody knows whether it is there.

use std::io;
use std::path::{Path, PathBuf};

#[cfg(test)]
pub(crate) mod golden;
mod link;
pub(crate) mod lock;
mod look;
#[cfg(test)]
pub(crate) mod opened;
pub(crate) mod private;
mod read;
mod scratch;
mod swap;

/// An open file: its bytes can be read and written, and it says nothing of names.
pub(crate) use std::fs::File;

pub(crate) use link::dangling;
pub(crate) use look::{
    Mark, PathKind, access, close_to_others, exists, is_link, is_taken, list, mark, on_path, somebody_elses_for_root,
    try_writing, what_is,
};
pub(crate) use read::{MARK, ReadFault, Unreadable, length, open, read_limited, read_limited_bytes, read_own};
pub(crate) use scratch::scratch;
pub(crate) use swap::{Staged, real, replace_by, stage, unconfirmed, write_atomic};

/// Whether an error says that nothing is there. "Not a folder" is said of what stands above it; whoever writes there
/// names that.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Removes a file, or a link and not what it points to. `false`: nothing was there.
pub(crate) fn remove(path: &Path) -> io::Result<bool> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Removes files, and makes it last that they are gone: of a link the file that it leads to, and then the link. The first
/// that cannot be removed ends it, and is named.
pub(crate) fn remove_all(paths: impl IntoIterator<Item = PathBuf>) -> Result<(), NotRemoved> {
    let mut folders = std::collections::BTreeSet::new();
    let behind = |path: PathBuf| {
        let target = if is_link(&path) { std::fs::canonicalize(&path).ok() } else { None };
        target.into_iter().chain([path])
    };
    for path in paths.into_iter().flat_map(behind) {
        match remove(&path) {
            Ok(_) => folders.insert(private::folder_of(&path).to_owned()),
            Err(error) => return Err(NotRemoved::Left(path, error)),
        };
    }
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        private::sync_folder(folder).map_err(NotRemoved::Unconfirmed)?;
    }
    Ok(())
}

/// Why files are not surely gone.
#[derive(Debug)]
pub(crate) enum NotRemoved {
    /// This one could not be removed, nor were those after it.
    Left(PathBuf, io::Error),
    /// All are removed, and the disk did not confirm it.
    Unconfirmed(io::Error),
}
