//! What is taken back: the one owner of that question, for history, `undo`, `status`, `forget` and reading.
//!
//! A line is taken back where a later line says so, either as [`Event::Retracted`] or by amending it (`replaces`). Three
//! things differ:
//! - there is no redo: a taking back is not taken back. An amendment is an ordinary line: taken back, the line that it
//!   had replaced counts again;
//! - the start of a course in which a sign stands is not taken back: the sign would go with it;
//! - a dose is not amended. One that is taken back still counts as a dose, which the doses of a history see to.
//!
//! | line | says | taken back? |
//! |---|---|---|
//! | 1 | a flare began | no: line 7 says so, but the sign of line 5 stands |
//! | 2 | pain 6 | yes: line 3 replaces it |
//! | 3 | pain 5, replaces 2 | no |
//! | 4 | pain 9 | yes: line 6 |
//! | 5 | a sign is there | no |
//! | 6 | retracted, of 4 | no |
//! | 7 | retracted, of 1 | no |

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use uuid::Uuid;

use crate::model::event::slip::{soon_enough, written};
use crate::model::event::{Event, Record, SignNow, StopWhy};
use crate::model::profile::{Answer, EXCLUDING};
use crate::model::time::Moment;

/// Works out what is taken back while lines are met from the newest to the oldest, as the file is read.
#[derive(Clone, Debug, Default)]
pub struct TakenBack {
    /// What lines that were met take back.
    retracted: HashSet<Uuid>,
    /// What lines that were met amend.
    replaced: HashSet<Uuid>,
    course: CourseMet,
}

/// What was met of a course, from its newest line back to its start.
#[derive(Clone, Debug, Default)]
struct CourseMet {
    /// When lines were withdrawn as slips, by the line.
    slips: HashMap<Uuid, Moment>,
    /// When a clinician looked, the latest of those that were met.
    seen: Option<Moment>,
    /// A sign was met that no clinician looked at after it.
    sign: bool,
}

impl TakenBack {
    /// Meets the next older line, and says whether it is taken back.
    pub fn meet(&mut self, record: &Record) -> bool {
        let (retracted, replaced) = (self.retracted.contains(&record.id), self.replaced.contains(&record.id));
        let named = retracted || replaced;
        if let Event::Started { .. } = record.event {
            let course = std::mem::take(&mut self.course);
            return named && !course.sign;
        }
        self.course.meet(record, named);
        if let Event::Retracted { of } = record.event {
            self.retracted.insert(of);
            return false;
        }
        // An amendment that is taken back amends nothing, unless another one stands in its own place.
        let amends = record.replaces.filter(|_| !retracted || replaced);
        self.replaced.extend(amends.filter(|_| record.event.as_dose().is_none()));
        named
    }
}

impl CourseMet {
    fn meet(&mut self, record: &Record, taken_back: bool) {
        if let Event::Withdrawn { of } = record.event
            && !taken_back
        {
            self.slips.insert(of, written(record));
        }
        let slip = self.slips.get(&record.id).is_some_and(|withdrawn| soon_enough(written(record), *withdrawn));
        if may_be_sign(&record.event) && !slip && self.seen.is_none_or(|seen| seen <= record.at.moment) {
            self.sign = true;
        }
        if matches!(record.event, Event::Seen { .. }) && !taken_back {
            self.seen = self.seen.max(Some(record.at.moment));
        }
    }
}

/// The ids of the lines that are taken back, among lines in the order of the file.
pub fn taken_back<'r>(records: impl IntoIterator<Item = &'r Record, IntoIter: DoubleEndedIterator>) -> HashSet<Uuid> {
    let mut back = TakenBack::default();
    let met = records.into_iter().rev().filter(|record| back.meet(record));
    met.map(|record| record.id).collect()
}

/// Whether something was said in a course that may be a sign, and no clinician looked after it. `course` are the lines
/// after its start. The protocol, which knows how urgent each is, is not at hand here, so every sign counts, and every
/// "no" to an open end.
pub fn sign_stands<S: BuildHasher>(course: &[Record], taken_back: &HashSet<Uuid, S>) -> bool {
    let mut met = CourseMet::default();
    let within: Vec<&Record> =
        course.iter().take_while(|record| !matches!(record.event, Event::Started { .. })).collect();
    for record in within.into_iter().rev() {
        met.meet(record, taken_back.contains(&record.id));
    }
    met.sign
}

/// Whether an event may say that a sign is there, whatever became of it later.
fn may_be_sign(event: &Event) -> bool {
    match event.sign_said() {
        SignSaid::Yes | SignSaid::Perhaps => true,
        SignSaid::No => false,
    }
}

/// What an event says of signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignSaid {
    /// None is there, or it is about something else.
    No,
    /// One may be there: a clinician agreed to what speaks against a plan, or an open end is not reached.
    Perhaps,
    /// One is there.
    Yes,
}

impl Event {
    /// What it says of signs, whatever became of it later.
    pub fn sign_said(&self) -> SignSaid {
        let told = |yes: bool| if yes { SignSaid::Yes } else { SignSaid::No };
        match self {
            Self::Screened { .. } => told(self.names_sign()),
            Self::Answered { fact, value, .. } if EXCLUDING.contains(fact) => match value {
                Answer::Yes => SignSaid::Yes,
                Answer::Cleared => SignSaid::Perhaps,
                Answer::No | Answer::Number(_) | Answer::Word(_) | Answer::Time(_) => SignSaid::No,
            },
            Self::Done { answer: Some(false), .. } => SignSaid::Perhaps,
            Self::Followed { answer, .. } => match answer {
                SignNow::Worse | SignNow::Unsure => SignSaid::Yes,
                SignNow::Gone | SignNow::StillThere => SignSaid::No,
            },
            Self::Stopped { why, .. } => match why {
                StopWhy::Leg | StopWhy::Tingling => SignSaid::Yes,
                StopWhy::Sharp | StopWhy::Sore | StopWhy::Unsaid => SignSaid::No,
            },
            Self::Answered { .. }
            | Self::Done { .. }
            | Self::Started { .. }
            | Self::Ended { .. }
            | Self::Withdrawn { .. }
            | Self::Seen { .. }
            | Self::Agreed { .. }
            | Self::Accepted { .. }
            | Self::Placed { .. }
            | Self::Reacted { .. }
            | Self::Pain { .. }
            | Self::Began { .. }
            | Self::Goal { .. }
            | Self::GoalLevel { .. }
            | Self::Passed { .. }
            | Self::Walked { .. }
            | Self::Skipped { .. }
            | Self::Snoozed { .. }
            | Self::Asked { .. }
            | Self::Chose { .. }
            | Self::Rested { .. }
            | Self::Helper { .. }
            | Self::Slept { .. }
            | Self::Took(_)
            | Self::On { .. }
            | Self::Off { .. }
            | Self::Told { .. }
            | Self::Zone { .. }
            | Self::Retracted { .. } => SignSaid::No,
        }
    }
}
