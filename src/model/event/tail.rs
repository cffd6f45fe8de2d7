//! The end of the journal, as it was read.

use crate::model::event::Record;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::time::Stamp;

/// The end of the journal: every event that can matter now, oldest first, and what could not be read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tail {
    /// What the steps of the courses before the running one were, where their protocol was another. `None`: their copy
    /// cannot be read, so they may have been anything.
    pub kinds: Vec<(Id, Option<Kind>)>,
    /// The events, in the order of the file.
    pub records: Vec<Record>,
    /// The lines that could not be read, in the order of the file.
    pub damaged: Vec<Damage>,
    /// The names of copies beside the journal that another program has made. What stands in them alone does not count.
    pub copies: Vec<String>,
    /// The file of the computer's own zone, where that cannot be read, so that times are those of UTC.
    pub zone_lost: Option<String>,
    /// The numbers of the lines that a program left that joined two copies of the file. Nothing of the person's was there.
    pub marks: Vec<u64>,
    /// The highest line version met, where it is newer than [`LINE_VERSION`](super::LINE_VERSION): then nothing may be
    /// written.
    pub newer: Option<u32>,
}

impl Tail {
    /// Puts records at the end that were just written there. A line that could not be read was written by then.
    pub(crate) fn add(&mut self, records: &[Record]) {
        if let Some(first) = records.first() {
            self.damaged.iter_mut().filter(|damage| damage.by.is_none()).for_each(|damage| damage.by = Some(first.rec));
        }
        self.records.extend_from_slice(records);
    }
}

/// A line of the journal that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Damage {
    /// Its number in the file, from 1.
    pub line: u64,
    /// The `rec` of the readable line before it: it was written since then. `None`: there is none.
    pub since: Option<Stamp>,
    /// The `rec` of the next readable line: it was written by then. `None`: there is none, and it counts as just now.
    pub by: Option<Stamp>,
    /// How many readable records stand before it in [`Tail::records`].
    pub place: usize,
    /// What is wrong with it, without quoting it.
    pub why: String,
}
