//! Homes with a long past: years of ended flares, and one that has run for two days and a few hours.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use backflare::model::event::{Event, Record, Tail};
use backflare::model::time::{Clock, Moment, Span, Stamp, Zone};
use backflare::protocol::format::Protocol;

use crate::Result;
use crate::people::{PEOPLE, Recovery, id, recover};

/// From one flare to the next.
const APART: Span = Span::days(60);
/// How long the flares of the past took.
const LASTED: i64 = 10;

/// What every home is made of.
pub(crate) struct World {
    /// The protocol of the flares.
    pub(crate) protocol: Protocol,
    /// Where everybody lives.
    pub(crate) zone: Zone,
    /// When the flare began that is running.
    pub(crate) begin: Moment,
    /// The present moment, on day 3.
    pub(crate) now: Stamp,
}

impl World {
    /// The clock of the present moment.
    pub(crate) fn clock(&self) -> Clock {
        Clock { now: self.now.moment, zone: self.zone.clone() }
    }
}

/// A folder that `BACKFLARE_HOME` can name.
#[derive(Clone)]
pub(crate) struct Home {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// How many events had happened before the running flare began.
    pub(crate) earlier: usize,
    /// How many have since.
    pub(crate) since: usize,
    /// The length of the journal.
    bytes: u64,
}

impl Home {
    /// The journal.
    pub(crate) fn journal(&self) -> PathBuf {
        self.folder.join("journal.jsonl")
    }

    /// Takes away what was appended since it was made, so that each round begins with the same journal.
    pub(crate) fn reset(&self) -> Result<()> {
        let journal = File::options().write(true).open(self.journal())?;
        if journal.metadata()?.len() > self.bytes {
            journal.set_len(self.bytes)?;
        }
        Ok(())
    }
}

/// Writes a home with so many events before the running flare.
pub(crate) fn build(folder: PathBuf, world: &World, flare: &Recovery, past: &Recovery, earlier: usize) -> Result<Home> {
    fs::create_dir_all(folder.join("flares"))?;
    let running = flare.until(world.now.moment);
    let started = running.records.first().map(|record| record.id).unwrap_or_default();
    fs::write(folder.join(format!("flares/{started}.json")), serde_json::to_vec(&world.protocol)?)?;
    fs::write(folder.join("profile.json"), serde_json::to_vec_pretty(&flare.profile)?)?;
    let path = folder.join("journal.jsonl");
    let mut journal = BufWriter::new(File::create(&path)?);
    write_past(&mut journal, world, &past.tail, earlier)?;
    for record in &running.records {
        write_line(&mut journal, record)?;
    }
    journal.into_inner()?.sync_all()?;
    let bytes = fs::metadata(&path)?.len();
    Ok(Home { folder, earlier, since: running.records.len(), bytes })
}

/// One flare again and again, each two months before the next, and each ended.
fn write_past(journal: &mut impl Write, world: &World, past: &Tail, earlier: usize) -> Result<()> {
    // Each has an end besides what is in it. The first may be cut off, as in a journal that was begun in its middle.
    let length = past.records.len() + 1;
    let first = past.records.first().map_or(world.begin, |record| record.rec.moment);
    for place in 0..earlier {
        let left = earlier - place - 1;
        let (ago, within) = (left / length + 1, length - 1 - left % length);
        let begin = world.begin - APART.times(i64::try_from(ago)?);
        let moved = |at: Moment| world.zone.stamp(begin + (at - first));
        let (at, event) = match past.records.get(within) {
            Some(record) => (moved(record.at.moment), record.event.clone()),
            None => (world.zone.stamp(begin + Span::days(LASTED + 1)), Event::Ended { note: None }),
        };
        write_line(journal, &Record::new(id(at.moment, place), at, at, event))?;
    }
    Ok(())
}

fn write_line(journal: &mut impl Write, record: &Record) -> Result<()> {
    serde_json::to_writer(&mut *journal, record)?;
    Ok(journal.write_all(b"\n")?)
}

/// Lives through the flares of which the homes are made: the one of the past, and the running one.
pub(crate) fn lives(world: &World) -> (Recovery, Recovery) {
    let live = |days| recover(&PEOPLE[0], &world.protocol, &world.zone, world.begin, days);
    (live(LASTED), live(3))
}

/// The size of a file in whole mebibytes.
pub(crate) fn mebibytes(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path)?.len() / (1024 * 1024))
}
