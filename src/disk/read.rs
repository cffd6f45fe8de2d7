//! Reading regular files, and never more of them than is good.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::disk::{is_missing, link, private};
use crate::words::file;

/// Opens a regular file for reading. `None`: there is none.
pub(crate) fn open(path: &Path) -> io::Result<Option<File>> {
    #[cfg(test)]
    super::opened::note(path);
    // The kind is asked before, as opening a pipe would wait for its other end.
    let opened = fs::metadata(path).and_then(|kind| {
        if kind.is_dir() {
            Err(io::Error::other(file::FOLDER_IN_PLACE))
        } else if kind.is_file() {
            File::open(path)
        } else {
            Err(io::Error::other(file::NOT_REGULAR))
        }
    });
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) => match link::told(path, error) {
            error if error.kind() == io::ErrorKind::NotFound => Ok(None),
            error => Err(error),
        },
    }
}

/// How many bytes an opened file has.
pub(crate) fn length(file: &File) -> Option<u64> {
    file.metadata().ok().map(|known| known.len())
}

/// A file that could not be read, and why. What that means, and so the exit code, is for the caller to say.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// The file.
    pub(crate) path: PathBuf,
    /// What was wrong.
    pub(crate) why: ReadFault,
}

/// Why a file could not be read.
#[derive(Debug)]
pub(crate) enum ReadFault {
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
            ReadFault::Missing => f.write_str(&file::missing(path)),
            ReadFault::NotAFile => f.write_str(&file::not_regular(path)),
            ReadFault::TooLarge(limit) => f.write_str(&file::larger_than(path, limit / 1024)),
            ReadFault::NotText => f.write_str(&file::not_text(path)),
            ReadFault::System(error) => f.write_str(&file::cannot_read(path, error)),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads a text file of at most `limit` bytes. Only regular files: a pipe may never end, and a device neither. The mark
/// that some editors put before the first letter is no part of the text.
pub(crate) fn read_limited(path: &Path, limit: u64) -> Result<String, Unreadable> {
    text(path, read_limited_bytes(path, limit)?)
}

/// As [`read_limited`], of a file that is ours: what somebody else put there is not believed.
pub(crate) fn read_own(path: &Path, limit: u64) -> Result<String, Unreadable> {
    text(path, read_if(path, limit, private::refuse_stranger)?)
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Unreadable> {
    let unreadable = |_| Unreadable { path: path.to_owned(), why: ReadFault::NotText };
    let text = String::from_utf8(bytes).map_err(unreadable)?;
    Ok(text.strip_prefix(MARK).map(str::to_owned).unwrap_or(text))
}

/// The mark before the first letter of a file that says how its letters are written.
pub(crate) const MARK: char = '\u{feff}';

/// Reads a file of at most `limit` bytes, which need not be text. Only regular files, as in [`read_limited`].
pub(crate) fn read_limited_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Unreadable> {
    read_if(path, limit, |_| Ok(()))
}

/// The same of a file of which that holds.
fn read_if(path: &Path, limit: u64, holds: fn(&File) -> io::Result<()>) -> Result<Vec<u8>, Unreadable> {
    #[cfg(test)]
    super::opened::note(path);
    let unreadable = |why| Unreadable { path: path.to_owned(), why };
    let system = |error: io::Error| {
        let error = link::told(path, error);
        unreadable(if is_missing(&error) { ReadFault::Missing } else { ReadFault::System(error) })
    };
    // Asked before opening, which would wait for the other end of a pipe.
    let known = fs::metadata(path).map_err(system)?;
    if !known.is_file() {
        return Err(unreadable(ReadFault::NotAFile));
    }
    if known.len() > limit {
        return Err(unreadable(ReadFault::TooLarge(limit)));
    }
    // One more than it should have, so that its end is seen at once. It may grow until it is open.
    let mut bytes = Vec::with_capacity(usize::try_from(known.len()).unwrap_or(0) + 1);
    let file = File::open(path).map_err(system)?;
    holds(&file).map_err(system)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(system)?;
    if bytes.len() as u64 > limit { Err(unreadable(ReadFault::TooLarge(limit))) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_has_limits() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        let read = |limit| read_limited(&path, limit).map_err(|unreadable| unreadable.why);
        assert!(matches!(read(5), Err(ReadFault::Missing)));
        fs::write(&path, "12345").expect("the test may write");
        assert_eq!(read(5).expect("it fits"), "12345");
        assert!(matches!(read(4), Err(ReadFault::TooLarge(4))));
        assert!(matches!(read_limited(folder.path(), 5), Err(Unreadable { why: ReadFault::NotAFile, .. })));
        #[cfg(unix)]
        assert!(matches!(read_limited(Path::new("/dev/zero"), 5), Err(Unreadable { why: ReadFault::NotAFile, .. })));
    }
}
