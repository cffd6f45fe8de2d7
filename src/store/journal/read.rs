//! Reading the journal from its end, so that an answer costs the same after ten entries and after a million.

use std::io::{self, Read, Seek, SeekFrom};

use serde::Deserialize;
use uuid::Uuid;

use crate::disk::MARK;
use crate::model::event::{Damage, Event, LINE_VERSION, Record, Tail, TakenBack};
use crate::model::kind::CourseKind;
use crate::model::limits::WORN_BEFORE;
use crate::model::time::{Moment, Span, Stamp};
use crate::store::journal::passed::PassedOver;
use crate::store::journal::{BLOCK, LONGEST_LINE};
use crate::words::file;
use crate::words::kept::journal as words;

/// How far back events matter, whatever the course: medicine days are counted over 30 days, and what went on before the
/// course and never came off is forgotten by then.
const WINDOW: Span = WORN_BEFORE;

/// What was read.
#[derive(Default)]
pub(super) struct Scan {
    /// The events and the damage.
    pub(super) tail: Tail,
    /// The last line has no newline and is no entry: it was torn, or somebody is writing it now.
    pub(super) torn: bool,
}

/// A line that is there: where it begins, and its entry or what is wrong with it.
type FoundLine = (u64, Result<Box<Record>, Bad>);

/// What is wrong with a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Bad {
    /// It is a mark of a program that joined two copies of the file, and no entry ever stood in it.
    Mark,
    /// It cannot be read, for this reason: an entry may have stood in it.
    Lost(String),
}

/// What is wrong with another entry under a known id.
pub(super) const SAME_ID: &str = words::SAME_ID;

/// What is wrong with a line that nobody wrote.
pub(super) fn too_long() -> String {
    words::longer_than(LONGEST_LINE / 1024)
}

/// So many lines that cannot be read are no journal of ours, or the rest of it is hopeless: nothing before them is read.
const MOST_LOST: usize = 10_000;

/// So many bytes without the end of a line: what stands before them is not read.
const LONGEST_SEARCH: u64 = 64 * 1024 * 1024;

/// Reads lines backwards until everything that can matter at `now` has been met. What is old and routine is passed over.
pub(super) fn scan(source: &mut (impl Read + Seek), now: Stamp) -> io::Result<Scan> {
    let mut passed = PassedOver::new(now.moment);
    let length = source.seek(SeekFrom::End(0))?;
    let mut lines = Backwards { source, buffer: Vec::new(), start: length, end: 0, too_long: 0, done: false };
    let mut found = Vec::new();
    let mut enough = Enough {
        oldest: now.moment - WINDOW,
        back: TakenBack::default(),
        course: false,
        old: 0,
        window: false,
        pain_wanted: false,
    };
    let mut newer = None;
    let mut torn = false;
    let mut last = true;
    let mut unread = 0;
    while let Some(line) = lines.previous()? {
        let is_last = std::mem::take(&mut last);
        let text = match line.text {
            // Nothing can have stood in an empty line, so nothing was lost. One follows the last newline.
            Some(text) if is_blank(text) => continue,
            Some(text) => text,
            None => &[],
        };
        if enough.window && passed.passes(line.offset, text) {
            continue;
        }
        let entry = if line.text.is_some() { parse(text, &mut newer) } else { Err(Bad::Lost(too_long())) };
        if let Some((offset, text)) = passed.needed(entry.as_ref().ok()) {
            // It is as this program writes it, so it can be read; and so plain that reading does not stop at it.
            let between = parse(&text, &mut newer);
            found.push(meet(&mut enough, &mut passed, offset, &text, between).0);
        }
        torn |= is_last && matches!(entry, Err(Bad::Lost(_)));
        unread += usize::from(entry.is_err());
        let (met, stop) = meet(&mut enough, &mut passed, line.offset, text, entry);
        found.push(met);
        if stop || unread >= MOST_LOST {
            break;
        }
    }
    found.reverse();
    refuse_repeated_ids(&mut found);
    let tail = Tail { newer, ..assemble(found, lines.source)? };
    Ok(Scan { tail, torn })
}

/// Meets a line that was read, and says whether reading may stop at it.
fn meet(
    enough: &mut Enough,
    passed: &mut PassedOver,
    offset: u64,
    text: &[u8],
    entry: Result<Record, Bad>,
) -> (FoundLine, bool) {
    let mut stop = false;
    if let Ok(record) = &entry {
        let counts = !enough.back.meet(record);
        stop = enough.after(record, counts);
        passed.meet(record, text, counts);
    }
    ((offset, entry.map(Box::new)), stop)
}

/// When reading may stop.
struct Enough {
    oldest: Moment,
    /// What is taken back. A taking back stands after what it takes back, so it is met first.
    back: TakenBack,
    /// The newest start or end that still holds has been met: if it is an end, no course runs; if it is a start, that
    /// is where the running course began.
    course: bool,
    /// So many entries in a row, up to the one before, were written before the window.
    old: u32,
    /// The window is full.
    window: bool,
    /// The running course is prevention, and no level of pain before it has been met.
    pain_wanted: bool,
}

/// So many entries in a row must be old for the window to be full. `rec` never goes backwards, so before one old entry
/// there are only older ones: except where a byte of its `rec` has changed, which must not hide what stands before it.
const OLD_IN_A_ROW: u32 = 2;

impl Enough {
    /// Whether it may stop at that line. `counts`: the line is not taken back.
    fn after(&mut self, record: &Record, counts: bool) -> bool {
        if self.pain_wanted && counts && matches!(record.event, Event::Pain { level: Some(_), .. }) {
            self.pain_wanted = false;
        }
        if !self.course && counts {
            if let Event::Started { course, .. } = record.event {
                self.course = true;
                // A clear rise in prevention is one above the newest level before it, however long ago that was.
                self.pain_wanted = course == CourseKind::Prevention;
            } else if let Event::Ended { .. } = record.event {
                self.course = true;
            }
        }
        self.old = if record.rec.moment < self.oldest { self.old + 1 } else { 0 };
        self.window |= self.old >= OLD_IN_A_ROW;
        self.course && self.window && !self.pain_wanted
    }
}

/// The version alone, of a line that may hold anything else.
#[derive(Deserialize)]
struct Version {
    v: u64,
}

/// Whether nothing but space stands in a line, or the mark with which some editors begin a file.
pub(super) fn is_blank(text: &[u8]) -> bool {
    unmarked(text).trim_ascii().is_empty()
}

/// A line without the mark with which some editors begin a file.
fn unmarked(text: &[u8]) -> &[u8] {
    text.strip_prefix(MARK.encode_utf8(&mut [0; 4]).as_bytes()).unwrap_or(text)
}

/// The beginnings of the lines that a program leaves which joins two copies of a file and cannot choose.
const MERGE: [&[u8]; 4] = [b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||"];

fn is_merge_mark(text: &[u8]) -> bool {
    let ends = |rest: &[u8]| rest.trim_ascii_end().is_empty() || rest.starts_with(b" ");
    MERGE.iter().any(|mark| text.strip_prefix(*mark).is_some_and(ends))
}

/// The entry of a line, or what is wrong with it.
pub(super) fn parse(text: &[u8], newer: &mut Option<u32>) -> Result<Record, Bad> {
    let text = unmarked(text);
    if is_merge_mark(text) { Err(Bad::Mark) } else { entry(text, newer).map_err(Bad::Lost) }
}

fn entry(text: &[u8], newer: &mut Option<u32>) -> Result<Record, String> {
    let text = std::str::from_utf8(text).map_err(|_| file::NOT_TEXT.to_owned())?;
    if let Some(record) = Record::plain(text).filter(|record| record.fault().is_none()) {
        return Ok(record);
    }
    let read = serde_json::from_str::<Record>(text);
    let version = match &read {
        Ok(record) => u64::from(record.v),
        Err(_) => serde_json::from_str::<Version>(text).map_or(0, |version| version.v),
    };
    if version > LINE_VERSION.into() {
        *newer = (*newer).max(Some(u32::try_from(version).unwrap_or(u32::MAX)));
    }
    match read {
        Ok(record) => match record.fault() {
            Some(fault) => Err(words::fault(fault).to_owned()),
            None => Ok(record),
        },
        // The words of the error are not passed on: they quote what stands in the line.
        Err(error) if error.is_data() => Err(words::no_entry(error.column())),
        Err(error) if error.is_eof() => Err(words::CUT_OFF.to_owned()),
        Err(error) => Err(words::no_json(error.column())),
    }
}

/// The same line twice, as a careless copy makes it, counts once. Another line under the same id cannot be believed.
fn refuse_repeated_ids(found: &mut Vec<FoundLine>) {
    let mut ids: Vec<(Uuid, usize)> = found
        .iter()
        .enumerate()
        .filter_map(|(place, (_, entry))| entry.as_ref().ok().map(|record| (record.id, place)))
        .collect();
    ids.sort_unstable();
    let mut copies = Vec::new();
    for same in ids.chunk_by(|one, other| one.0 == other.0) {
        for (_, place) in &same[1..] {
            if found[*place].1 == found[same[0].1].1 {
                copies.push(*place);
            } else {
                found[*place].1 = Err(Bad::Lost(SAME_ID.to_owned()));
            }
        }
    }
    if !copies.is_empty() {
        let mut place = 0..;
        found.retain(|_| place.next().is_some_and(|place| !copies.contains(&place)));
    }
}

fn assemble(found: Vec<FoundLine>, source: &mut (impl Read + Seek)) -> io::Result<Tail> {
    let mut tail = Tail::default();
    let (mut offsets, mut marks) = (Vec::new(), Vec::new());
    let mut since = None;
    for (offset, entry) in found {
        match entry {
            Ok(record) => {
                for damage in tail.damaged.iter_mut().rev().take_while(|damage| damage.by.is_none()) {
                    damage.by = Some(record.rec);
                }
                since = Some(record.rec);
                tail.records.push(*record);
            }
            Err(Bad::Mark) => marks.push(offset),
            Err(Bad::Lost(why)) => {
                offsets.push(offset);
                tail.damaged.push(Damage { line: 0, since, by: None, place: tail.records.len(), why });
            }
        }
    }
    tail.marks = numbers(source, &marks)?;
    for (damage, line) in tail.damaged.iter_mut().zip(numbers(source, &offsets)?) {
        damage.line = line;
    }
    Ok(tail)
}

/// The numbers of the lines that begin at these offsets, which ascend. It is the only thing that reads the file from the
/// beginning, and only where there is something to report.
fn numbers(source: &mut (impl Read + Seek), offsets: &[u64]) -> io::Result<Vec<u64>> {
    let mut numbers = Vec::with_capacity(offsets.len());
    if offsets.is_empty() {
        return Ok(numbers);
    }
    source.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; BLOCK];
    let (mut at, mut line) = (0, 1);
    for offset in offsets {
        while at < *offset {
            let wanted = usize::try_from(offset - at).unwrap_or(BLOCK).min(BLOCK);
            let block = &mut buffer[..wanted];
            source.read_exact(block)?;
            line += memchr::memchr_iter(b'\n', block).count() as u64;
            at += wanted as u64;
        }
        numbers.push(line);
    }
    Ok(numbers)
}

/// A line and where it begins.
struct CutLine<'a> {
    offset: u64,
    /// Its bytes without the newline. `None`: more than anybody writes.
    text: Option<&'a [u8]>,
}

/// Lines from the last to the first. Holds a longest line and a block at most.
struct Backwards<'s, S> {
    source: &'s mut S,
    /// What has been read and not handed out is `buffer[..end]`, and begins at `start` in the file.
    buffer: Vec<u8>,
    start: u64,
    end: usize,
    /// So many bytes of the end of the present line have been thrown away, as it was too long already.
    too_long: u64,
    done: bool,
}

impl<S: Read + Seek> Backwards<'_, S> {
    fn previous(&mut self) -> io::Result<Option<CutLine<'_>>> {
        loop {
            let newline = memchr::memrchr(b'\n', &self.buffer[..self.end]);
            if self.done {
                return Ok(None);
            }
            if newline.is_some() || self.start == 0 {
                let from = newline.map_or(0, |at| at + 1);
                let text = &self.buffer[from..self.end];
                let too_long = std::mem::take(&mut self.too_long) > 0 || text.len() > LONGEST_LINE;
                self.end = newline.unwrap_or(0);
                self.done = newline.is_none();
                return Ok(Some(CutLine { offset: self.start + from as u64, text: (!too_long).then_some(text) }));
            }
            if self.end > LONGEST_LINE {
                self.too_long += self.end as u64;
                self.end = 0;
                if self.too_long > LONGEST_SEARCH {
                    self.done = true;
                    return Ok(Some(CutLine { offset: self.start, text: None }));
                }
            }
            self.read_block()?;
        }
    }

    /// Puts the block before `start` in front of what is left.
    fn read_block(&mut self) -> io::Result<()> {
        let size = usize::try_from(self.start).unwrap_or(BLOCK).min(BLOCK);
        let mut block = Vec::with_capacity(size + self.end);
        block.resize(size, 0);
        self.start -= size as u64;
        self.source.seek(SeekFrom::Start(self.start))?;
        self.source.read_exact(&mut block)?;
        block.extend_from_slice(&self.buffer[..self.end]);
        self.end = block.len();
        self.buffer = block;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
