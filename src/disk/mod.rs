//! The disk: files as such. Private to their owner, replaced whole, read within limits, and never through a pipe.
//!
//! A small file is replaced, never written in place: whoever reads it, whenever, finds the old or the new one.
//! `std::fs` stands in this folder and nowhere else.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{Failure, Kind};

pub(crate) mod private;

use private::{cannot_write, folder_of, make_folder, open_or_make, sync_folder};

/// The files of a folder whose name is such, in order.
pub(crate) fn in_folder(folder: &Path, is: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.filter(|entry| entry.file_name().to_str().is_some_and(&is)).map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// Makes it last that names in a folder came or went.
pub fn sync(folder: &Path) -> io::Result<()> {
    sync_folder(folder)
}

/// Who may read a file or a folder, as far as this system says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
    /// Others than its owner may read or write it.
    pub open: bool,
    /// It belongs to somebody else.
    pub foreign: bool,
}

/// Who may read it. `None`: it is not there, or this system does not say.
pub fn access(path: &Path) -> Option<Access> {
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

/// Leaves it to its owner alone.
pub fn close_to_others(path: &Path) -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|error| cannot_write(path, &error))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}

/// Replaces a file, or makes it: written beside it, brought to the disk, and put in its place in one step. Killed
/// half-way it leaves the old file whole, and at most a `.tmp` that nothing reads.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace(path, bytes)?.map_err(|error| unconfirmed(path, &error))
}

/// The new file is in its place, but whether it will still be after a loss of power is not known.
pub(crate) fn unconfirmed(path: &Path, error: &io::Error) -> Failure {
    let message = format!("{} was written, but the disk did not confirm it: {error}", path.display());
    Failure::new(Kind::Failed, message)
}

/// The inner result is the disk's confirmation of what has been put in its place.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<io::Result<()>, Failure> {
    // A link to a file elsewhere stays a link.
    let path = match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) if error.kind() != io::ErrorKind::NotADirectory => return Err(cannot_write(path, &error)),
        real => real.unwrap_or_else(|_| path.to_owned()),
    };
    let folder = folder_of(&path);
    make_folder(folder)?;
    if path.is_dir() {
        return Err(cannot_write(&path, &io::Error::other("a folder stands in its place")));
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = folder.join(name);
    let mut file = open_or_make(&beside, OpenOptions::new().write(true).truncate(true))?;
    let put = |file: &mut File| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, &path)
    };
    if let Err(error) = put(&mut file) {
        // Should it stay behind, nothing reads it; the first error is the one to tell.
        fs::remove_file(&beside).unwrap_or_default();
        return Err(cannot_write(&path, &error));
    }
    Ok(sync_folder(folder))
}

/// A file that could not be read, and why. What that means, and so the exit code, is for the caller to say.
#[derive(Debug)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// What was wrong.
    pub why: Why,
}

/// Why a file could not be read.
#[derive(Debug)]
pub enum Why {
    /// There is none.
    Missing,
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// It is not UTF-8.
    NotText,
    /// The system said no.
    System(io::Error),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.why {
            Why::Missing => write!(f, "{path} does not exist"),
            Why::NotAFile => write!(f, "{path} is not a regular file"),
            Why::TooLarge(limit) => write!(f, "{path} is larger than {} KiB", limit / 1024),
            Why::NotText => write!(f, "{path} is not text in UTF-8"),
            Why::System(error) => write!(f, "{path} cannot be read: {error}"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads a text file of at most `limit` bytes. Only regular files: a pipe may never end, and a device neither.
pub fn read_limited(path: &Path, limit: u64) -> Result<String, Unreadable> {
    String::from_utf8(read_limited_bytes(path, limit)?)
        .map_err(|_| Unreadable { path: path.to_owned(), why: Why::NotText })
}

/// The same for a file that need not be text.
pub(crate) fn read_limited_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let unreadable = |why| Unreadable { path: path.to_owned(), why };
    let system = |error: io::Error| {
        // "Not a folder" is said of what stands above it; whoever writes there names that.
        let missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
        unreadable(if missing { Why::Missing } else { Why::System(error) })
    };
    // Asked before opening, which would wait for the other end of a pipe.
    let known = fs::metadata(path).map_err(system)?;
    if !known.is_file() {
        return Err(unreadable(Why::NotAFile));
    }
    if known.len() > limit {
        return Err(unreadable(Why::TooLarge(limit)));
    }
    // One more than it should have, so that its end is seen at once. It may grow until it is open.
    let mut bytes = Vec::with_capacity(usize::try_from(known.len()).unwrap_or(0) + 1);
    File::open(path).map_err(system)?.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(system)?;
    if bytes.len() as u64 > limit { Err(unreadable(Why::TooLarge(limit))) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_has_limits() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        let read = |limit| read_limited(&path, limit).map_err(|unreadable| unreadable.why);
        assert!(matches!(read(5), Err(Why::Missing)));
        fs::write(&path, "12345").expect("the test may write");
        assert_eq!(read(5).expect("it fits"), "12345");
        assert!(matches!(read(4), Err(Why::TooLarge(4))));
        assert!(matches!(read_limited(folder.path(), 5), Err(Unreadable { why: Why::NotAFile, .. })));
        #[cfg(unix)]
        assert!(matches!(read_limited(Path::new("/dev/zero"), 5), Err(Unreadable { why: Why::NotAFile, .. })));
    }

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
        assert_eq!(failure.kind, Kind::Failed);
    }
}
