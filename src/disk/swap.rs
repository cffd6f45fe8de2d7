//! Putting a whole file in the place of another, in one step.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::disk::link;
use crate::disk::private::{cannot_write, folder_of, make_anew, make_folder, name_twice, open_or_make, sync_folder};
use crate::error::{Failure, FailureKind};
use crate::words::file;

/// Replaces a file, or makes it: written beside it, brought to the disk, and put in its place in one step. Killed
/// half-way it leaves the old file whole, and at most a `.tmp` that nothing reads.
pub(crate) fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace(path, bytes)?.map_err(|error| unconfirmed(path, &error))
}

/// The new file is in its place, but whether it will still be after a loss of power is not known.
pub(crate) fn unconfirmed(path: &Path, error: &io::Error) -> Failure {
    let message = file::unconfirmed(path.display(), error);
    Failure::new(FailureKind::Failed, message)
}

/// The file behind a path: a link to a file elsewhere stays a link, and one that leads nowhere is no missing file.
pub(crate) fn real(path: &Path) -> Result<PathBuf, Failure> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match link::told(path, error) {
            error if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
            error => Err(cannot_write(path, &error)),
        },
        Err(error) if error.kind() != io::ErrorKind::NotADirectory => Err(cannot_write(path, &error)),
        real => Ok(real.unwrap_or_else(|_| path.to_owned())),
    }
}

/// The inner result is the disk's confirmation of what has been put in its place.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<io::Result<()>, Failure> {
    stage(path, bytes)?.put()
}

/// A new file that is on the disk beside the one whose place it is to take. Dropped, it is gone again.
#[derive(Debug)]
pub(crate) struct Staged {
    path: PathBuf,
    beside: PathBuf,
    put: bool,
}

/// Brings a new file to the disk, and changes nothing yet: there is room for it.
pub(crate) fn stage(path: &Path, bytes: &[u8]) -> Result<Staged, Failure> {
    let path = real(path)?;
    let folder = folder_of(&path);
    make_folder(folder)?;
    if path.is_dir() {
        return Err(cannot_write(&path, &io::Error::other(file::FOLDER_IN_PLACE)));
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = folder.join(name);
    let mut file = open_or_make(&beside, OpenOptions::new().write(true).truncate(true))?;
    let staged = Staged { path, beside, put: false };
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    // Should it stay behind, nothing reads it; the first error is the one to tell.
    written.map_err(|error| cannot_write(&staged.path, &error)).map(|()| staged)
}

impl Staged {
    /// Puts it in its place, in one step. The inner result is the disk's confirmation.
    pub(crate) fn put(mut self) -> Result<io::Result<()>, Failure> {
        fs::rename(&self.beside, &self.path).map_err(|error| cannot_write(&self.path, &error))?;
        self.put = true;
        Ok(sync_folder(folder_of(&self.path)))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.put {
            fs::remove_file(&self.beside).unwrap_or_default();
        }
    }
}

/// Puts a file that `fill` writes in the place of the one at `path`, in one step: whoever is killed half-way leaves the
/// old one, or the new one, and never less. Where a name is given, the old one stays beside it under that; a name that
/// is in use already is refused, and nothing is changed. The inner result is the disk's confirmation.
pub(crate) fn replace_by(
    path: &Path,
    old: Option<&str>,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<io::Result<()>, Failure> {
    let path = &*real(path)?;
    let folder = folder_of(path);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{stem}.{}.tmp", std::process::id()));
    let put = || -> io::Result<()> {
        let mut new = make_anew(&beside)?;
        fill(&mut new)?;
        new.sync_all()?;
        if let Some(old) = old {
            name_twice(path, &folder.join(old))?;
            sync_folder(folder)?;
        }
        fs::rename(&beside, path)
    };
    put().map(|()| sync_folder(folder)).map_err(|error| {
        // Should it stay behind, nothing reads it; the first error is the one to tell.
        fs::remove_file(&beside).unwrap_or_default();
        cannot_write(path, &error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_is_private_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").expect("the test may write");
        symlink(&real, &link).expect("the test may link");
        write_atomic(&link, b"new").expect("there is room");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&real).expect("it is there"), "new");
        assert_eq!(fs::metadata(&real).expect("it is there").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn something_in_the_way_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let failure = write_atomic(folder.path(), b"").expect_err("a folder is no file");
        assert!(failure.message.contains("a folder stands in its place"), "{failure}");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("the test may write");
        let failure = write_atomic(&file.join("flares/x.json"), b"").expect_err("a file is no folder");
        assert!(failure.message.contains("file is not a folder"), "{failure}");
        assert_eq!(failure.kind, FailureKind::Failed);
    }
}
