//! The journal line by line, however long it is: for what goes out as a whole, and for what comes in as a whole.

use std::io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom, Write};

use uuid::Uuid;

use crate::disk::{self, File};
use crate::error::Failure;
use crate::model::event::Record;
use crate::model::time::Moment;
use crate::store::journal::{BLOCK, Journal, LONGEST_LINE, Writer, read};
use crate::words::kept::journal as words;

/// A line that is met.
#[derive(Debug)]
pub(crate) enum Met<'l> {
    /// An entry: its text, and what it says.
    Entry(&'l str, Box<Record>),
    /// It cannot be read.
    Damaged,
}

/// Reads lines one by one, and holds one of them.
struct Forwards<R> {
    source: BufReader<R>,
    bytes: Vec<u8>,
    /// What stands before this is not the whole line: it is too long.
    cut: bool,
}

impl<R: Read> Forwards<R> {
    fn new(source: R) -> Self {
        Self { source: BufReader::with_capacity(BLOCK, source), bytes: Vec::new(), cut: false }
    }

    /// Goes on to the next line. `false`: there is none.
    fn next(&mut self) -> io::Result<bool> {
        self.finish(&mut io::sink())?;
        self.bytes.clear();
        let most = LONGEST_LINE as u64 + 1;
        let length = self.source.by_ref().take(most).read_until(b'\n', &mut self.bytes)? as u64;
        self.cut = length == most && self.bytes.last() != Some(&b'\n');
        Ok(length > 0)
    }

    /// Brings what is left of a line that is too long somewhere.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        while std::mem::take(&mut self.cut) {
            let mut more = Vec::new();
            let length = self.source.by_ref().take(BLOCK as u64).read_until(b'\n', &mut more)?;
            out.write_all(&more)?;
            self.cut = length > 0 && more.last() != Some(&b'\n');
        }
        Ok(())
    }

    /// Brings the line as it is somewhere, with an end.
    fn copy(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.bytes)?;
        let whole = !self.cut;
        self.finish(out)?;
        if whole && self.bytes.last() != Some(&b'\n') {
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// What stands in the line. `None`: nothing but space.
    fn met(&self) -> Option<Met<'_>> {
        if self.cut {
            return Some(Met::Damaged);
        }
        // A mark before the first letter of the file is no part of the line.
        let text = self.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.bytes).trim_ascii();
        if text.is_empty() {
            return None;
        }
        // What a newer program wrote is not understood, so it is not handed on as if it were.
        let mut newer = None;
        let entry = match read::parse(text, &mut newer) {
            // What a program left that joined two copies is no entry, and nothing was lost.
            Err(read::Bad::Mark) => return None,
            Err(read::Bad::Lost(_)) => None,
            Ok(record) => Some(record).filter(|_| newer.is_none()),
        };
        Some(match (std::str::from_utf8(text), entry) {
            (Ok(text), Some(record)) => Met::Entry(text, Box::new(record)),
            (Ok(_) | Err(_), _) => Met::Damaged,
        })
    }
}

/// What is done with each line.
pub(crate) type ForEach<'f> = dyn FnMut(Met<'_>) -> Result<(), Failure> + 'f;

impl Journal {
    /// Hands out every line, first to last, without the lock.
    pub(crate) fn each(&self, meet: &mut ForEach<'_>) -> Result<(), Failure> {
        match self.open_own() {
            Ok(Some(file)) => self.each_of(file, meet),
            Ok(None) => Ok(()),
            Err(error) => Err(self.unreadable(&error)),
        }
    }

    fn each_of(&self, file: impl Read, meet: &mut ForEach<'_>) -> Result<(), Failure> {
        let mut lines = Forwards::new(file);
        while lines.next().map_err(|error| self.unreadable(&error))? {
            if let Some(met) = lines.met() {
                meet(met)?;
            }
        }
        Ok(())
    }
}

/// Lines that wait to come into a journal, in a file that has no name.
pub(crate) struct Spool {
    file: io::BufWriter<File>,
}

impl Spool {
    /// An empty one beside the journal.
    pub(crate) fn new(journal: &Journal) -> io::Result<Self> {
        disk::scratch(journal.path()).map(|file| Self { file: io::BufWriter::new(file) })
    }

    /// Adds an event.
    pub(crate) fn add(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, record)?;
        self.file.write_all(b"\n")
    }

    /// Goes back to its beginning.
    fn rewind(&mut self) -> io::Result<&mut File> {
        self.file.flush()?;
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

impl Writer<'_> {
    /// Hands out every line under the lock.
    pub(crate) fn each(&mut self, meet: &mut ForEach<'_>) -> Result<(), Failure> {
        self.file.seek(SeekFrom::Start(0)).map_err(|error| self.journal.unreadable(&error))?;
        self.journal.each_of(&mut self.file, meet)
    }

    /// Puts a journal in the place of the present one in which the events that wait stand among the others, in one step:
    /// whoever is killed half-way leaves the old one or the new one. Lines that are here stay as they are, in their order;
    /// `before` says whether the one that waits, by its moment and its id, comes before one of them. `wanted`: an event
    /// that comes in. `last`: what stands at the end. `written` is told of each line.
    pub(crate) fn merge(
        mut self,
        spool: &mut Spool,
        wanted: &dyn Fn(Uuid) -> bool,
        before: &dyn Fn((Moment, Uuid), (Moment, Uuid)) -> bool,
        last: &[Record],
        written: &mut dyn FnMut() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut told = || written().map_err(|failure| io::Error::other(failure.message));
        let path = self.journal.path.clone();
        let put = disk::replace_by(&path, None, |new| {
            let mut out = io::BufWriter::new(new);
            self.file.seek(SeekFrom::Start(0))?;
            let mut own = Forwards::new(&mut self.file);
            let mut waiting = Forwards::new(spool.rewind()?);
            let mut next = next_wanted(&mut waiting, wanted)?;
            while own.next()? {
                let key = match own.met() {
                    Some(Met::Entry(_, record)) => Some((record.rec.moment, record.id)),
                    Some(Met::Damaged) | None => None,
                };
                while let (Some(own), Some(comes)) = (key, next)
                    && before(comes, own)
                {
                    waiting.copy(&mut out)?;
                    told()?;
                    next = next_wanted(&mut waiting, wanted)?;
                }
                own.copy(&mut out)?;
                told()?;
            }
            while next.is_some() {
                waiting.copy(&mut out)?;
                told()?;
                next = next_wanted(&mut waiting, wanted)?;
            }
            for record in last {
                serde_json::to_writer(&mut out, record)?;
                out.write_all(b"\n")?;
            }
            out.flush()
        })?;
        put.map_err(|error| {
            self.ledger().unsure();
            disk::unconfirmed(&path, &error).hint(words::MAYBE_NOT_SAVED)
        })?;
        self.ledger().saved(words::ENTRIES);
        Ok(())
    }
}

fn next_wanted<R: Read>(
    waiting: &mut Forwards<R>,
    wanted: &dyn Fn(Uuid) -> bool,
) -> io::Result<Option<(Moment, Uuid)>> {
    while waiting.next()? {
        if let Some(Met::Entry(_, record)) = waiting.met()
            && wanted(record.id)
        {
            return Ok(Some((record.rec.moment, record.id)));
        }
    }
    Ok(None)
}
