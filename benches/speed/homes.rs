//! Homes with a long past: years of ended flares, and one that has run for two days and a few hours.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use backflare::model::event::{Event, Record, Tail};
use backflare::model::profile::Profile;
use backflare::model::time::{Clock, Moment, Span, Stamp, Zone};
use backflare::protocol::format::Protocol;

use crate::measure::Program;
use crate::people::{PEOPLE, Recovery, id, recover};
use crate::{Bench, Result};

/// From one flare to the next.
const APART: Span = Span::days(60);
/// How long the flares of the past took.
const LASTED: i64 = 10;

/// What every home is made of.
#[derive(Clone)]
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

    /// The home of somebody who has never used the program: it is not even there.
    pub(crate) fn empty(folder: PathBuf) -> Result<Self> {
        let home = Self { folder, earlier: 0, since: 0, bytes: 0 };
        home.reset()?;
        Ok(home)
    }

    /// Takes away what was appended since it was made, so that each round begins with the same journal.
    pub(crate) fn reset(&self) -> Result<()> {
        if self.bytes == 0 {
            return if self.folder.exists() { Ok(fs::remove_dir_all(&self.folder)?) } else { Ok(()) };
        }
        let journal = File::options().write(true).open(self.journal())?;
        if journal.metadata()?.len() > self.bytes {
            journal.set_len(self.bytes)?;
        }
        Ok(())
    }
}

/// The program, asked at the present moment of the world.
pub(crate) fn backflare(bench: &Bench, home: &Home, arguments: &[&str]) -> Program {
    backflare_at(bench, &bench.world, home, arguments)
}

/// The program, asked at the present moment of another world.
pub(crate) fn backflare_at(bench: &Bench, world: &World, home: &Home, arguments: &[&str]) -> Program {
    Program {
        file: bench.program.clone(),
        arguments: arguments.iter().map(OsString::from).collect(),
        variables: vec![
            ("BACKFLARE_HOME", home.folder.clone().into()),
            ("BACKFLARE_NOW", world.now.to_string().into()),
            ("TZ", "CET-1CEST,M3.5.0,M10.5.0/3".into()),
        ],
    }
}

/// Writes a home with so many events before the running flare.
pub(crate) fn build(folder: PathBuf, world: &World, flare: &Recovery, past: &Recovery, earlier: usize) -> Result<Home> {
    let running = flare.until(world.now.moment);
    let before = |journal: &mut BufWriter<File>| write_past(journal, world, &past.tail, earlier);
    let home = write_after(folder, &world.protocol, &running.records, &flare.profile, before)?;
    Ok(Home { earlier, ..home })
}

/// Writes a home of one course and nothing before it.
pub(crate) fn write(folder: PathBuf, protocol: &Protocol, records: &[Record], profile: &Profile) -> Result<Home> {
    write_after(folder, protocol, records, profile, |_| Ok(()))
}

fn write_after(
    folder: PathBuf,
    protocol: &Protocol,
    records: &[Record],
    profile: &Profile,
    before: impl FnOnce(&mut BufWriter<File>) -> Result<()>,
) -> Result<Home> {
    fs::create_dir_all(folder.join("flares"))?;
    let started = records.first().map(|record| record.id).unwrap_or_default();
    fs::write(folder.join(format!("flares/{started}.json")), serde_json::to_vec(protocol)?)?;
    fs::write(folder.join("profile.json"), serde_json::to_vec_pretty(profile)?)?;
    let path = folder.join("journal.jsonl");
    let mut journal = BufWriter::new(File::create(&path)?);
    before(&mut journal)?;
    for record in records {
        write_line(&mut journal, record)?;
    }
    journal.into_inner()?.sync_all()?;
    let bytes = fs::metadata(&path)?.len();
    Ok(Home { folder, earlier: 0, since: records.len(), bytes })
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
