//! The whole journal, from its first line to its last: for the commands that look after the file itself.
//!
//! Everything else reads only the end of it. Bytes are never held: a line is known by where it stands, and a file that
//! is made of some of them is copied from there.

use std::collections::{BTreeSet, HashMap, hash_map};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

use uuid::Uuid;

use crate::disk::{self, File};
use crate::error::Failure;
use crate::model::event::Record;
use crate::store::journal::{BLOCK, Journal, Kept, LONGEST_LINE, Wait, Writer, read};
use crate::words::file::BECAME_SHORTER;

/// About so many bytes has a line.
const LINE: u64 = 200;

/// For no more lines is room made before they are met: a huge file may have one.
const MOST: usize = 50_000;

/// Every line of the journal.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Whole {
    /// In the order of the file.
    pub lines: Vec<JournalLine>,
    /// The highest line version met, where it is newer than this program.
    pub newer: Option<u32>,
    /// The last line has no newline.
    torn: bool,
}

/// One line, with or without a newline at its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JournalLine {
    /// Its number, from 1.
    pub number: u64,
    /// Where it begins in the file.
    pub(super) start: u64,
    /// How many bytes it has, its newline included.
    pub(super) length: u64,
    /// What stands there.
    pub content: LineContent,
}

/// What stands in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineContent {
    /// Nothing but space.
    Blank,
    /// An entry.
    Entry(Box<Record>),
    /// The same entry as in an earlier line, to the letter; it counts once.
    Copy,
    /// A mark of a program that joined two copies of the file.
    Mark,
    /// It cannot be read, for this reason, which many lines share.
    Damaged(Arc<str>),
}

impl JournalLine {
    /// A line by what stands in it, which is nowhere in a file.
    #[cfg(test)]
    pub(super) fn of(number: u64, content: LineContent) -> Self {
        Self { number, start: 0, length: 0, content }
    }
}

impl Whole {
    /// The entries, in the order of the file.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (&JournalLine, &Record)> {
        self.lines.iter().filter_map(|line| match &line.content {
            LineContent::Entry(record) => Some((line, record.as_ref())),
            LineContent::Blank | LineContent::Copy | LineContent::Mark | LineContent::Damaged(_) => None,
        })
    }

    /// The lines that cannot be read, and why.
    pub fn damaged(&self) -> impl Iterator<Item = (&JournalLine, &str)> {
        self.lines.iter().filter_map(|line| match &line.content {
            LineContent::Damaged(why) => Some((line, why.as_ref())),
            LineContent::Blank | LineContent::Copy | LineContent::Mark | LineContent::Entry(_) => None,
        })
    }

    /// The lines that a program left that joined two copies of the file.
    pub fn marks(&self) -> impl Iterator<Item = &JournalLine> {
        self.lines.iter().filter(|line| line.content == LineContent::Mark)
    }

    /// Whether that entry stands at this place.
    fn is_entry(&self, place: usize, record: &Record) -> bool {
        matches!(&self.lines[place].content, LineContent::Entry(known) if **known == *record)
    }

    /// The last line has no end and cannot be read: it was torn, or somebody is writing it now.
    fn is_torn(&self) -> bool {
        self.torn && matches!(self.lines.last(), Some(JournalLine { content: LineContent::Damaged(_), .. }))
    }

    fn read(file: &mut File) -> io::Result<Self> {
        let mut whole = Self::default();
        // At which place among the lines an id stands.
        let lines = disk::length(file).map_or(0, |length| usize::try_from(length / LINE).unwrap_or(MOST).min(MOST));
        let mut known: HashMap<Uuid, usize> = HashMap::with_capacity(lines);
        let mut reasons: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut damaged = |why: &str| {
            let shared = reasons.get(why).map_or_else(|| Arc::from(why), Arc::clone);
            reasons.insert(Arc::clone(&shared));
            LineContent::Damaged(shared)
        };
        file.seek(SeekFrom::Start(0))?;
        let mut source = BufReader::with_capacity(BLOCK, file);
        let (mut start, mut bytes) = (0, Vec::new());
        loop {
            bytes.clear();
            let most = LONGEST_LINE as u64 + 1;
            let mut length = source.by_ref().take(most).read_until(b'\n', &mut bytes)? as u64;
            if length == 0 {
                return Ok(whole);
            }
            let ended = bytes.last() == Some(&b'\n');
            let too_long = !ended && length == most;
            if too_long {
                length += source.skip_until(b'\n')? as u64;
            }
            whole.torn = !ended && !too_long;
            let text = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            let content = if too_long {
                damaged(&read::too_long())
            } else if read::is_blank(text) {
                LineContent::Blank
            } else {
                match read::parse(text, &mut whole.newer) {
                    Err(read::Bad::Mark) => LineContent::Mark,
                    Err(read::Bad::Lost(why)) => damaged(&why),
                    Ok(record) => match known.entry(record.id) {
                        hash_map::Entry::Occupied(place) if whole.is_entry(*place.get(), &record) => LineContent::Copy,
                        hash_map::Entry::Occupied(_) => damaged(read::SAME_ID),
                        hash_map::Entry::Vacant(place) => {
                            place.insert(whole.lines.len());
                            LineContent::Entry(Box::new(record))
                        }
                    },
                }
            };
            whole.lines.push(JournalLine { number: whole.lines.len() as u64 + 1, start, length, content });
            start += length;
        }
    }
}

impl Journal {
    /// Reads every line, without the lock. A journal that does not exist has none. As in [`Journal::read`], a torn last
    /// line is read once more when whoever may be writing it has finished.
    pub fn whole(&self, wait: &mut Wait<'_>) -> Result<Whole, Failure> {
        let read = || match self.open_own()? {
            Some(mut file) => Whole::read(&mut file),
            None => Ok(Whole::default()),
        };
        let mut whole = read();
        if whole.as_ref().is_ok_and(Whole::is_torn) {
            let _settled = self.wait_for_writer(wait);
            whole = read();
        }
        whole.map_err(|error| self.unreadable(&error))
    }
}

impl Writer<'_> {
    /// Reads every line under the lock.
    pub fn whole(&mut self) -> Result<Whole, Failure> {
        Whole::read(&mut self.file).map_err(|error| self.journal.unreadable(&error))
    }

    /// Puts a journal of these lines alone in the place of the present one, in one step: whoever is killed half-way
    /// leaves the old one, or the new one, and never less. Where a name is given, the old one stays beside it under that.
    ///
    /// The lock outlives it, as it stands in a file of its own; this writer does not, as it would write to the old one.
    pub fn keep(mut self, lines: &[Kept<'_>], old: Option<&str>) -> Result<(), Failure> {
        let path = self.journal.path.clone();
        disk::replace_by(&path, old, |new| self.copy(lines, new))?.map_err(|error| disk::unconfirmed(&path, &error))
    }

    fn copy(&mut self, lines: &[Kept<'_>], new: &mut File) -> io::Result<()> {
        for kept in lines {
            let line = match kept {
                Kept::As(line) => *line,
                Kept::Timed(record) => {
                    new.write_all((serde_json::to_string(record)? + "\n").as_bytes())?;
                    continue;
                }
            };
            self.file.seek(SeekFrom::Start(line.start))?;
            let mut bytes = Vec::new();
            (&mut self.file).take(line.length).read_to_end(&mut bytes)?;
            if bytes.len() as u64 != line.length {
                return Err(io::Error::other(BECAME_SHORTER));
            }
            if bytes.last() != Some(&b'\n') {
                bytes.push(b'\n');
            }
            new.write_all(&bytes)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: u128, event: &str) -> String {
        let (id, at) = (Uuid::from_u128(id), "2026-11-22T09:05:00+01:00");
        format!(r#"{{"v":1,"id":"{id}","at":"{at}","rec":"{at}","event":{event}}}"#)
    }

    fn pain(id: u128) -> String {
        line(id, r#"{"pain":{"level":5}}"#)
    }

    fn journal(text: &str) -> (tempfile::TempDir, Journal) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("journal.jsonl");
        std::fs::write(&path, text).expect("the test may write");
        (folder, Journal::at(path))
    }

    fn shown(whole: &Whole) -> String {
        let word = |line: &JournalLine| match &line.content {
            LineContent::Blank => ".".to_owned(),
            LineContent::Copy => "=".to_owned(),
            LineContent::Mark => "<".to_owned(),
            LineContent::Damaged(_) => "!".to_owned(),
            LineContent::Entry(record) => record.id.as_u128().to_string(),
        };
        whole.lines.iter().map(word).collect::<String>()
    }

    #[test]
    fn every_line_is_known_and_those_that_are_kept_are_copied() {
        let long = "x".repeat(LONGEST_LINE * 3);
        let text = [&pain(1), "", "oops", &pain(1), &line(1, "{\"ended\":{}}"), &long, &pain(2)].join("\n");
        let (folder, journal) = journal(&text);
        let whole = journal.whole(&mut |_| {}).expect("it can be read");
        assert_eq!(shown(&whole), "1.!=!!2");
        assert_eq!(whole.damaged().map(|(line, _)| line.number).collect::<Vec<_>>(), [3, 5, 6]);

        let mut writer = journal.lock(&mut |_| {}).expect("nobody else holds the lock");
        let whole = writer.whole().expect("it can be read");
        let kept: Vec<Kept<'_>> = whole.entries().map(|(line, _)| Kept::As(line)).collect();
        writer.keep(&kept, Some("journal.jsonl.old")).expect("there is room");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it is there");
        assert_eq!(read("journal.jsonl"), format!("{}\n{}\n", pain(1), pain(2)));
        assert_eq!(read("journal.jsonl.old"), text);
        let left = std::fs::read_dir(folder.path()).expect("it is there").count();
        assert_eq!(left, 3, "the journal, the old one and the lock");
    }

    #[test]
    fn a_line_that_is_being_written_is_waited_for() {
        let text = format!("{}\n{}\n", pain(1), pain(2));
        let (_folder, journal) = journal(&text[..text.len() - 20]);
        let mut writer = Some(journal.lock(&mut |_| {}).expect("nobody else holds the lock"));
        // While it is waited for the lock, the other one finishes.
        let whole = journal.whole(&mut |_| {
            std::fs::write(journal.path(), &text).expect("the test may write");
            writer = None;
        });
        assert_eq!(shown(&whole.expect("it can be read")), "12");
        std::fs::write(journal.path(), "oops").expect("the test may write");
        assert_eq!(shown(&journal.whole(&mut |_| {}).expect("it can be read")), "!", "what stays torn is damage");
    }

    #[test]
    fn what_is_kept_already_is_not_written_over() {
        let (folder, journal) = journal("oops\n");
        std::fs::write(folder.path().join("old"), "older").expect("the test may write");
        let writer = journal.lock(&mut |_| {}).expect("nobody else holds the lock");
        assert!(writer.keep(&[], Some("old")).is_err());
        assert_eq!(std::fs::read_to_string(journal.path()).expect("it is there"), "oops\n");
        assert_eq!(std::fs::read_to_string(folder.path().join("old")).expect("it is there"), "older");
    }

    #[test]
    fn the_ends_of_lines_are_found_whatever_their_length() {
        for length in [LONGEST_LINE - 1, LONGEST_LINE, LONGEST_LINE + 1, LONGEST_LINE * 2] {
            for end in ["", "\n"] {
                let text = format!("{}\n{}{end}", "x".repeat(length), pain(1));
                let (_folder, journal) = journal(&text);
                assert_eq!(shown(&journal.whole(&mut |_| {}).expect("it can be read")), "!1", "{length}");
            }
        }
    }
}
