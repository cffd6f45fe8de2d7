//! Lock files: empty, and locked by whoever changes what they stand for.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::disk;
use crate::disk::private::open_or_make;
use crate::error::Failure;

/// An open lock file. A lock taken on it goes when this is dropped, or when the process dies.
#[derive(Debug)]
pub(crate) struct LockFile(File);

impl LockFile {
    /// Opens the lock file, and makes it where it is missing. Nothing is locked yet.
    pub(crate) fn open_or_make(path: &Path) -> Result<Self, Failure> {
        open_or_make(path, OpenOptions::new().read(true).write(true)).map(Self)
    }

    /// Opens the lock file. `None`: there is none, so nobody has ever locked it.
    pub(crate) fn open(path: &Path) -> io::Result<Option<Self>> {
        Ok(disk::open(path)?.map(Self))
    }

    /// Takes the lock for itself alone, without waiting. `false`: somebody else holds it.
    pub(crate) fn try_alone(&self) -> io::Result<bool> {
        taken(self.0.try_lock())
    }

    /// Takes the lock beside others who only look, without waiting. `false`: somebody holds it alone.
    pub(crate) fn try_shared(&self) -> io::Result<bool> {
        taken(self.0.try_lock_shared())
    }
}

fn taken(tried: Result<(), TryLockError>) -> io::Result<bool> {
    match tried {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
