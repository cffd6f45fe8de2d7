//! Each flare's own copy of its protocol: compact JSON, written once, before the event that begins the flare.
//!
//! Everything about that flare reads this copy and nothing else, so editing the protocol, removing it, or another
//! version of this program changes nothing for a flare that runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use uuid::Uuid;

use crate::disk;
use crate::error::{self, Failure};
use crate::model::event::{Event, Tail};
use crate::model::id::Id;
use crate::model::kind::{CourseKind, Kind};
use crate::protocol::{Checked, Protocol};
use crate::store::home::Home;
use crate::store::protocols::LARGEST;
use crate::words::kept::protocol as words;

/// Where the copy of this flare is. `flare` is the id of the event that began it.
pub(crate) fn path(home: &Home, flare: Uuid) -> PathBuf {
    home.flares.join(format!("{flare}.json"))
}

/// Writes the copy. Only a protocol that was checked can become one.
pub(crate) fn write(home: &Home, flare: Uuid, protocol: &Checked) -> Result<(), Failure> {
    let copy = protocol.to_copy().map_err(|why| Failure::new(error::FailureKind::Failed, words::cannot_copy(why)))?;
    disk::write_atomic(&path(home, flare), &copy)
}

/// The text of the copy, which is JSON and can be read as a protocol.
pub(crate) fn text(home: &Home, flare: Uuid) -> Result<String, Failure> {
    let path = path(home, flare);
    let text = disk::read_limited(&path, LARGEST).map_err(|why| refuse(&why.to_string()))?;
    Checked::from_copy(&text).map_err(|why| refuse(&at(&path, &why)))?;
    Ok(text)
}

/// Reads the copy, as the protocol that was checked when it was written. One that is missing, cannot be reached or
/// cannot be read is a failure that names the ways on.
pub(crate) fn read(home: &Home, flare: Uuid) -> Result<Checked, Failure> {
    let path = path(home, flare);
    let text = disk::read_own(&path, LARGEST).map_err(|why| refuse(&why.to_string()))?;
    Checked::from_copy(&text).map_err(|why| refuse(&at(&path, &why)))
}

/// What the copy says that the event of its flare said, too. `None`: it cannot be read.
pub(crate) fn header(home: &Home, flare: Uuid) -> Option<(Id, String, CourseKind)> {
    let text = disk::read_own(&path(home, flare), LARGEST).ok()?;
    let copy = Checked::from_copy(&text).ok()?;
    Some((copy.id.clone(), copy.version.clone(), copy.course))
}

/// What the copies say of their steps: each is read once, and only where it matters.
pub(crate) struct Copies {
    home: Home,
    /// By flare. `None`: its copy cannot be read.
    read: BTreeMap<Uuid, Option<Vec<StepKind>>>,
}

impl Copies {
    /// The copies that are kept there; none is read yet.
    pub(crate) fn of(home: &Home) -> Self {
        Self { home: home.clone(), read: BTreeMap::new() }
    }

    /// Takes the steps of a protocol that was read already.
    pub(crate) fn know(&mut self, flare: Uuid, protocol: &Protocol) {
        let steps = protocol.steps.iter().map(|step| StepKind { id: step.id.clone(), kind: step.kind });
        self.read.insert(flare, Some(steps.collect()));
    }

    /// What the steps of the courses before the running one were: those that did something, under another protocol than
    /// the one that runs. `None`: nobody knows.
    pub(crate) fn kinds_before(&mut self, tail: &Tail) -> Vec<(Id, Option<Kind>)> {
        let mut kinds = Vec::new();
        for (flare, done) in worked_before(tail) {
            let home = &self.home;
            let steps = self.read.entry(flare).or_insert_with(|| {
                let text = disk::read_own(&path(home, flare), LARGEST).ok()?;
                serde_json::from_str::<Kinds>(&text).ok().map(|copy| copy.steps)
            });
            let kind = |step: &Id| steps.as_ref()?.iter().find(|known| known.id == *step).map(|known| known.kind);
            kinds.extend(done.into_iter().map(|step| (step.clone(), kind(step))));
        }
        kinds
    }
}

/// The courses before the running one that did something under another protocol, each with the steps that were done.
fn worked_before(tail: &Tail) -> impl Iterator<Item = (Uuid, Vec<&Id>)> {
    let mut courses: Vec<(Uuid, &Id, &str, Vec<&Id>)> = Vec::new();
    for record in &tail.records {
        if let Event::Started { protocol, version, .. } = &record.event {
            courses.push((record.id, protocol, version, Vec::new()));
        } else if let Some((step, touch)) = record.event.touched()
            && touch.is_session()
        {
            courses
                .last_mut()
                .into_iter()
                .filter(|(.., done)| !done.contains(&step))
                .for_each(|(.., done)| done.push(step));
        }
    }
    let running = courses.pop().map(|(_, protocol, version, _)| (protocol, version));
    let others = courses.into_iter().filter(move |(_, was, of, done)| !done.is_empty() && Some((*was, *of)) != running);
    others.map(|(flare, .., done)| (flare, done))
}

/// What a copy says of its steps, and nothing else of it.
#[derive(Deserialize)]
struct Kinds {
    steps: Vec<StepKind>,
}

#[derive(Deserialize)]
struct StepKind {
    id: Id,
    kind: Kind,
}

fn at(path: &Path, why: &str) -> String {
    words::at(path.display(), why)
}

fn refuse(why: &str) -> Failure {
    Failure::new(error::FailureKind::Untrusted, words::untrusted(why)).hint(words::WAYS_ON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::library::{DEFAULT, builtin};
    use crate::protocol::read::read as checked;

    #[test]
    fn a_copy_comes_back_and_another_text_does_not() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let home = Home::find(&BTreeMap::from([("BACKFLARE_HOME".into(), folder.path().into())])).expect("it is set");
        let (flare, protocol) = (Uuid::nil(), checked(builtin(DEFAULT).expect("it is built in")).expect("it is good"));
        let failure = read(&home, flare).expect_err("there is none yet");
        assert_eq!(failure.kind, error::FailureKind::Untrusted);
        assert!(failure.hint.is_some_and(|hint| hint.contains("start --new")));
        write(&home, flare, &protocol).expect("there is room");
        assert_eq!(read(&home, flare).expect("it was just written"), protocol);
        let whole = std::fs::read_to_string(path(&home, flare)).expect("it is there");
        let none = whole.replacen("\"phases\":[", "\"phases\":[],\"stops\":[", 1);
        for (text, named) in [("{}", "missing field"), ("{\"format\": 1,", "EOF"), (&whole[..900], "EOF"), (&none, "")]
        {
            std::fs::write(path(&home, flare), text).expect("the test may write");
            let failure = read(&home, flare).expect_err("it is damaged");
            assert_eq!(failure.kind, error::FailureKind::Untrusted);
            assert!(failure.message.contains("flares") && failure.message.contains(named), "{failure}");
        }
    }
}
