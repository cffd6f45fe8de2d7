//! The journal: one file of JSON lines that only ever grows. It is the truth; everything else is derived from it.
//!
//! [`Journal::read`] hands out the end of it and creates nothing. Writing needs the lock, and the lock is a type: only
//! [`Writer`], which [`Journal::lock`] hands out, has [`Writer::append`]. Lock, read again, check again, append: one
//! critical section, and one act: `undo` takes back as a whole what one writer has saved. A caller confirms from the
//! [`Record`](crate::model::event::Record) that came back, never before.
//!
//! Bytes that cannot be read are reported as [`Damage`](crate::model::event::Damage) and left where they are. Only two
//! commands take lines away, each after asking: they read it [`Whole`], and [`Writer::keep`] puts another file in its place.
//!
//! Deliberately absent: an index, rotation, a cache, checksums. A changed byte that leaves a valid entry is not noticed.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::disk::lock::LockFile;
use crate::disk::{self, File, private};
use crate::error::{Failure, FailureKind};
use crate::model::event::Tail;
use crate::model::time::Stamp;
use crate::words::file::PLUG_IN;
use crate::words::kept::journal as words;

mod ahead;
mod passed;
mod read;
mod recent;
mod stands;
mod stream;
mod whole;
mod write;

pub use ahead::{Ahead, Kept};
pub use stands::StandIns;
pub(crate) use stream::{ForEach, Met, Spool};
pub use whole::{JournalLine, LineContent, Whole};
pub use write::Writer;

/// How much is read at once, from the end towards the beginning. A flare of three days has about so much, and memory
/// that is never touched costs nothing.
const BLOCK: usize = 16 * 1024;

/// The longest line that is an entry, without its newline. A longer one is damage, so that a file full of zeros cannot
/// fill the memory; and none is ever written.
const LONGEST_LINE: usize = 64 * 1024;

/// How long it is waited before it is looked again whether somebody still holds the lock.
const LOOK: Duration = Duration::from_millis(10);

/// What somebody who waits for another process is to do. Waits are counted in pauses, so that nothing here asks for the
/// time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waiting<'w> {
    /// Let so much real time pass.
    Pause(Duration),
    /// Say this to the person.
    Say(&'w str),
}

/// Does what waiting needs: the journal itself neither sleeps nor speaks.
pub type Wait<'w> = dyn FnMut(Waiting<'_>) + 'w;

/// Where the journal is. The file need not exist.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Journal {
    path: PathBuf,
}

impl Journal {
    /// The journal in this file. Nothing is opened yet.
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file beside it that is locked while somebody writes. Not the journal itself, so that a copy or a restored
    /// backup of the journal never carries a lock away.
    pub(crate) fn lock_path(&self) -> PathBuf {
        self.path.with_extension("lock")
    }

    /// Reads every event that can matter at `now`. A journal that does not exist is an empty one.
    ///
    /// Readers do not lock: appending never changes what already stands there. One thing they may see is the line that
    /// somebody is writing at this moment, cut off; and a damaged line has consequences. So only where the last line
    /// is torn, it is read once more when whoever writes has finished.
    pub fn read(&self, now: Stamp, wait: &mut Wait<'_>) -> Result<Tail, Failure> {
        match self.scan(now) {
            Ok(scan) if !scan.torn => return Ok(scan.tail),
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(self.unreadable(&error)),
            Ok(_) | Err(_) => {}
        }
        let _settled = self.wait_for_writer(wait);
        self.scan(now).map(|scan| scan.tail).map_err(|error| self.unreadable(&error))
    }

    /// Reads it again when whoever may be writing has finished: for who finds that something is missing.
    pub fn read_settled(&self, now: Stamp, wait: &mut Wait<'_>) -> Result<Tail, Failure> {
        let _settled = self.wait_for_writer(wait);
        self.scan(now).map(|scan| scan.tail).map_err(|error| self.unreadable(&error))
    }

    /// Whether somebody holds its lock just now.
    pub(crate) fn is_held(&self) -> bool {
        let lock = LockFile::open(&self.lock_path());
        matches!(lock, Ok(Some(lock)) if matches!(lock.try_shared(), Ok(false)))
    }

    fn scan(&self, now: Stamp) -> io::Result<read::Scan> {
        match self.open_own()? {
            Some(mut file) => read::scan(&mut file, now),
            None => Ok(read::Scan::default()),
        }
    }

    /// Opens the file for reading, unless it belongs to somebody else. `None`: there is none.
    fn open_own(&self) -> io::Result<Option<File>> {
        let file = disk::open(&self.path)?;
        file.as_ref().map_or(Ok(()), private::refuse_stranger)?;
        Ok(file)
    }

    /// Waits at most a second until nobody writes, and keeps it so while the file that comes back is held. `None`
    /// where there is no lock to wait for, or where somebody holds it for longer; then what is there has to do.
    fn wait_for_writer(&self, wait: &mut Wait<'_>) -> Option<LockFile> {
        let lock = LockFile::open(&self.lock_path()).ok()??;
        for _ in 0..100 {
            if lock.try_shared().ok()? {
                return Some(lock);
            }
            wait(Waiting::Pause(LOOK));
        }
        None
    }

    fn unreadable(&self, error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::NotADirectory {
            // Reading makes nothing, so it is no failure to do so: nobody knows what would be there.
            let occupied = private::occupied(private::folder_of(&self.path));
            return Failure { kind: FailureKind::Untrusted, ..occupied };
        }
        let path = self.path.display();
        let failure = Failure::new(FailureKind::Untrusted, words::cannot_read(&path, error));
        // What stands behind a link that leads nowhere is not to be looked at, but to be brought back.
        if disk::dangling(&self.path).is_some() { failure.hint(PLUG_IN) } else { failure.hint(words::until_read(path)) }
    }
}

/// Reads every event that can matter at `now` from anything that holds the bytes of a journal.
pub fn read_tail(source: &mut (impl io::Read + io::Seek), now: Stamp) -> io::Result<Tail> {
    read::scan(source, now).map(|scan| scan.tail)
}
