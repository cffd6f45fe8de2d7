//! Writing the journal: the lock, and the one line that is appended under it.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use uuid::{ContextV7, Timestamp, Uuid};

use crate::disk::lock::LockFile;
use crate::disk::{File, private};
use crate::error::{Failure, FailureKind};
use crate::model::event::{Event, LINE_VERSION, Record, Tail};
use crate::model::time::{Moment, Stamp};
use crate::store::journal::{BLOCK, Journal, LONGEST_LINE, LOOK, Wait, Waiting, read};
use crate::store::ledger::Ledger;
use crate::words::file;
use crate::words::kept::journal as words;

/// So often it is looked whether the lock is free until the person is told: a second.
const LOOKS_IN_SILENCE: u32 = 100;
/// So often it is looked until it is given up: thirty seconds.
const MOST_LOOKS: u32 = 3000;

/// The journal while its lock is held: the only thing that can append. The lock goes when this is dropped, or when the
/// process dies.
#[derive(Debug)]
pub struct Writer<'j> {
    pub(super) journal: &'j Journal,
    pub(super) file: File,
    /// What the last reading under this lock has shown. `None`: it has not been read yet.
    seen: Option<SeenEnd>,
    /// The first line that was written under this lock: the act to which every later one belongs.
    act: Option<Uuid>,
    ids: ContextV7,
    /// What was saved, for whoever has to say so.
    ledger: Ledger,
    /// Holds the lock.
    _lock: LockFile,
}

#[derive(Clone, Copy, Default, Debug)]
struct SeenEnd {
    /// The `rec` of the last entry, which the next one may not precede.
    last: Option<Moment>,
}

impl Journal {
    /// Waits for the lock and takes it. What is missing is made: the folder, the journal and its lock.
    ///
    /// After a second of waiting the person is told, once. After thirty this gives up, and nothing was written.
    pub fn lock(&self, wait: &mut Wait<'_>) -> Result<Writer<'_>, Failure> {
        private::make_folder(private::folder_of(&self.path))?;
        let path = self.lock_path();
        let lock = LockFile::open_or_make(&path)?;
        let mut looks = 0;
        loop {
            match lock.try_alone() {
                Ok(true) => break,
                Ok(false) if looks < MOST_LOOKS => {}
                Ok(false) => return Err(self.never_free()),
                Err(error) => {
                    let message = words::cannot_lock(path.display(), error);
                    return Err(Failure::new(FailureKind::Failed, message).hint(words::OTHER_FOLDER));
                }
            }
            if looks == LOOKS_IN_SILENCE {
                wait(Waiting::Say(words::WAITING));
            }
            wait(Waiting::Pause(LOOK));
            looks += 1;
        }
        let file = private::open_to_append(&self.path)?;
        private::refuse_stranger(&file).map_err(|error| self.unreadable(&error))?;
        Ok(Writer {
            journal: self,
            file,
            seen: None,
            act: None,
            ids: ContextV7::new(),
            ledger: Ledger::default(),
            _lock: lock,
        })
    }

    fn never_free(&self) -> Failure {
        let (path, seconds) = (self.lock_path(), (LOOK * MOST_LOOKS).as_secs());
        let message = words::never_free(path.display(), seconds);
        Failure::new(FailureKind::Failed, message).hint(words::CLOSE_OTHER)
    }
}

impl Writer<'_> {
    /// Has this writer tell a ledger what it saves.
    #[must_use]
    pub(crate) fn telling(mut self, ledger: &Ledger) -> Self {
        self.ledger = ledger.clone();
        self
    }

    /// Where it tells what it saves.
    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Reads the journal as it is under the lock. A decision to append is made on this, not on an earlier reading. A
    /// journal with lines of a newer version is refused here, before anything is asked or weighed.
    pub fn tail(&mut self, now: Stamp) -> Result<Tail, Failure> {
        let scan = read::scan(&mut self.file, now).map_err(|error| self.journal.unreadable(&error))?;
        let last = scan.tail.records.iter().map(|record| record.rec.moment).max();
        if let Some(newer) = scan.tail.newer {
            let path = self.journal.path.display();
            let message = words::newer_version(path, newer, LINE_VERSION);
            return Err(Failure::new(FailureKind::Untrusted, message).hint(words::USE_NEWER));
        }
        self.seen = Some(SeenEnd { last });
        Ok(scan.tail)
    }

    /// Appends one event that happened `at` (`None`: at the moment of writing), and makes sure that it is on the disk.
    pub fn append(&mut self, now: Stamp, at: Option<Stamp>, event: Event) -> Result<Record, Failure> {
        let record = self.record(now, at, event)?;
        self.save(std::slice::from_ref(&record))?;
        Ok(record)
    }

    /// Appends several events in one write: all of them are saved, or none. They are one act.
    pub fn append_all(&mut self, now: Stamp, events: Vec<(Option<Stamp>, Event)>) -> Result<Vec<Record>, Failure> {
        let records = self.draft(now, events)?;
        self.save(&records)?;
        Ok(records)
    }

    /// The records that [`Writer::save`] would append, with their ids, and nothing written yet: for what must be on the
    /// disk, under an event's id, before the event is. Whatever one writer saves is one act, so that `undo` takes it back
    /// as a whole; a command that does two things which are taken back one by one takes the lock twice.
    pub fn draft(&mut self, now: Stamp, events: Vec<(Option<Stamp>, Event)>) -> Result<Vec<Record>, Failure> {
        let mut records: Vec<Record> =
            events.into_iter().map(|(at, event)| self.record(now, at, event)).collect::<Result<_, _>>()?;
        if let (None, [first, _, ..]) = (self.act, records.as_slice()) {
            let act = first.id;
            for record in &mut records {
                record.act = Some(act);
            }
        }
        Ok(records)
    }

    fn record(&mut self, now: Stamp, at: Option<Stamp>, event: Event) -> Result<Record, Failure> {
        if self.seen.is_none() {
            self.tail(now)?;
        }
        let seen = self.seen.unwrap_or_default();
        let moment = seen.last.map_or(now.moment, |last| last.max(now.moment));
        let rec = Stamp { moment, offset: now.offset };
        // The id holds what the clock said, also where `rec` may not: so what a clock that ran ahead has spoilt can be told
        // from what was written under a right one after it.
        let seconds = u64::try_from(now.moment.unix()).unwrap_or(0);
        let id = Uuid::new_v7(Timestamp::from_unix(&self.ids, seconds, 0));
        Ok(Record { act: self.act, ..Record::new(id, at.unwrap_or(rec), rec, event) })
    }

    /// Appends drafted records in one write, and makes sure that they are on the disk: all of them, or none.
    pub fn save(&mut self, records: &[Record]) -> Result<(), Failure> {
        let Some(newest) = records.iter().map(|record| record.rec.moment).max() else { return Ok(()) };
        let mut text = String::new();
        for record in records {
            text.push_str(&line(record)?);
            text.push('\n');
        }
        let path = &self.journal.path;
        let (before, torn) = self.end().map_err(|error| private::cannot_write(path, &error))?;
        if torn {
            // The torn line stays, as a bad line of its own.
            text.insert(0, '\n');
        }
        self.write_or_cut_back(text.as_bytes(), before)?;
        let synced = self.file.sync_data();
        // Whoever made the file may have been killed before its name was safe, and this may be the first line since.
        let young = before <= BLOCK as u64;
        let synced = if young { synced.and_then(|()| private::sync_folder(private::folder_of(path))) } else { synced };
        synced.map_err(|error| {
            self.ledger.unsure();
            let message = file::unconfirmed(path.display(), error);
            Failure::new(FailureKind::Failed, message).hint(words::MAYBE_NOT_SAVED)
        })?;
        if let Some(seen) = &mut self.seen {
            seen.last = Some(newest);
        }
        self.act = self.act.or(records.first().map(Record::act));
        for record in records {
            self.ledger.saved(record.event.name());
        }
        Ok(())
    }

    /// The length of the file, and whether its last line lacks its newline.
    fn end(&mut self) -> io::Result<(u64, bool)> {
        let length = self.file.seek(SeekFrom::End(0))?;
        if length == 0 {
            return Ok((0, false));
        }
        self.file.seek(SeekFrom::Start(length - 1))?;
        let mut last = [0];
        self.file.read_exact(&mut last)?;
        Ok((length, last != [b'\n']))
    }

    /// One `write`. A second one for the rest is deliberately absent: at a size limit it would kill the process, and
    /// with it the chance to cut back.
    fn write_or_cut_back(&mut self, bytes: &[u8], before: u64) -> Result<(), Failure> {
        let written = loop {
            match self.file.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                written => break written,
            }
        };
        let why = match written {
            Ok(count) if count == bytes.len() => return Ok(()),
            Ok(count) => words::room_for(count, bytes.len()),
            Err(error) => error.to_string(),
        };
        let message = file::cannot_write(self.journal.path.display(), why);
        Err(Failure::new(FailureKind::Failed, message).hint(match self.file.set_len(before) {
            Ok(()) => words::MAKE_ROOM.to_owned(),
            Err(error) => words::part_stands(error),
        }))
    }
}

/// The line of a record. One that would not be read back as it is, is not written: what is confirmed must be there.
fn line(record: &Record) -> Result<String, Failure> {
    let refuse = |why: &str| Failure::new(FailureKind::Failed, words::no_line(why));
    let line = serde_json::to_string(record).map_err(|error| refuse(&error.to_string()))?;
    if line.len() > LONGEST_LINE {
        let most = LONGEST_LINE / 1024;
        return Err(Failure::usage(words::too_long(most)).hint(words::SHORTEN));
    }
    if let Some(fault) = record.fault() {
        return Err(refuse(words::fault(fault)));
    }
    match serde_json::from_str::<Record>(&line) {
        Ok(back) if back == *record => Ok(line),
        Ok(_) => Err(refuse(words::READ_AS_OTHER)),
        Err(error) => Err(refuse(&error.to_string())),
    }
}

#[cfg(test)]
mod tests;
