//! Every course of a journal, also those that are over: for whatever looks back, and for `forget`.
//!
//! A course begins with its `started`. Whatever stands between that and its end belongs to it, taken back or not. The end
//! is its `ended`, or the start of the next course where nobody ended it. A start that was taken back is a course of one
//! line, and the course around it goes on.
//!
//! | line | says | belongs to |
//! |---|---|---|
//! | 1 | pain 2 | no course |
//! | 2 | a flare began | the first course |
//! | 3 | pain 7 | the first |
//! | 4 | a flare began | the second, which has this line alone: line 5 says so |
//! | 5 | retracted, of 4 | the first |
//! | 6 | ended | the first |

use std::collections::HashSet;

use uuid::Uuid;

use crate::engine::history::standing_doses;
use crate::model::event::{Event, Pause, Record, slips, taken_back};
use crate::model::id::Id;
use crate::model::kind;
use crate::model::time::{Span, Stamp};

/// What the lines of a journal say, course by course.
#[derive(Clone, PartialEq, Debug)]
pub struct Past<'r> {
    /// Every line that can be read, in the order of the file, also what stands in no course.
    pub entries: Entries<'r>,
    /// The courses, in the order of the file.
    pub courses: Vec<Course<'r>>,
}

/// A flare, or a stretch of prevention.
#[derive(Clone, PartialEq, Debug)]
pub struct Course<'r> {
    /// The id of its `started`.
    pub id: Uuid,
    /// A flare, or prevention.
    pub kind: kind::CourseKind,
    /// The protocol's id.
    pub protocol: &'r Id,
    /// The protocol's version.
    pub version: &'r str,
    /// When it began.
    pub started: Stamp,
    /// The course that it interrupts.
    pub pauses: Option<Pause>,
    /// How far it was when it began: more than nothing where it goes on after an interruption.
    pub progress: Span,
    /// The place of its `started` among the entries of the journal.
    pub place: usize,
    /// Where it stops.
    pub until: Until<'r>,
    /// All of its lines, the first and the last among them.
    pub entries: Entries<'r>,
}

/// Where a course stops in the journal. A place is one among the entries of the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Until<'r> {
    /// It was ended.
    Ended {
        /// When.
        at: Stamp,
        /// A word of the person's own.
        note: Option<&'r str>,
        /// The place of its `ended`.
        place: usize,
    },
    /// Nobody ended it, and the course that begins at this place followed.
    Next(usize),
    /// It runs.
    Runs,
    /// Its start was taken back: it never began, and has no other line.
    NeverBegan,
}

/// Lines of a journal, in the order of the file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entries<'r>(Vec<PastLine<'r>>);

/// A line of a journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PastLine<'r> {
    /// The line.
    pub record: &'r Record,
    /// It was taken back.
    pub taken_back: bool,
    /// It is a dose that counts.
    dose: bool,
}

/// A pain that was logged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PastPain<'r> {
    /// When it was so.
    pub at: Stamp,
    /// 0 to 10. `None`: no number was said, only that it goes down the leg.
    pub level: Option<u8>,
    /// It goes down the leg.
    pub leg: bool,
    /// A word of the person's own.
    pub note: Option<&'r str>,
    /// The step after which it was asked.
    pub after: Option<&'r Id>,
}

impl<'r> Past<'r> {
    /// Reads the lines of a journal, in the order of the file.
    pub fn of(records: impl IntoIterator<Item = &'r Record>) -> Self {
        let records: Vec<&Record> = records.into_iter().collect();
        let mut gone = taken_back(records.iter().copied());
        // A slip is as if it had never been answered.
        let of_cards = |record: &&&Record| matches!(record.event, Event::Screened { .. } | Event::Withdrawn { .. });
        let cards: Vec<Record> = records.iter().filter(of_cards).map(|record| Record::clone(record)).collect();
        gone.extend(slips(&cards, &gone).into_iter().map(|slip| slip.of));
        let standing = standing_doses(&records, &gone).filter(|(_, _, dose)| !dose.is_nothing());
        let doses: HashSet<Uuid> = standing.map(|(_, record, _)| record.id).collect();
        let entry = |record: &'r Record| PastLine {
            record,
            taken_back: gone.contains(&record.id),
            dose: record.event.as_dose().is_some() && doses.contains(&record.id),
        };
        let entries: Vec<PastLine<'r>> = records.into_iter().map(entry).collect();
        Self { courses: courses(&entries), entries: Entries(entries) }
    }
}

fn courses<'r>(entries: &[PastLine<'r>]) -> Vec<Course<'r>> {
    let mut courses: Vec<Course<'r>> = Vec::new();
    let mut running: Option<usize> = None;
    for (place, entry) in entries.iter().enumerate() {
        if let Some(begun) = begun(place, entry) {
            if entry.taken_back {
                courses.push(begun);
                continue;
            }
            if let Some(before) = running.and_then(|running| courses.get_mut(running)) {
                before.until = Until::Next(place);
            }
            running = Some(courses.len());
            courses.push(begun);
        } else if let Some(course) = running.and_then(|running| courses.get_mut(running)) {
            course.entries.0.push(*entry);
            if let Event::Ended { note } = &entry.record.event
                && !entry.taken_back
            {
                course.until = Until::Ended { at: entry.record.at, note: note.as_deref(), place };
                running = None;
            }
        }
    }
    courses
}

/// The course that begins with that line, as far as the line says.
fn begun<'r>(place: usize, entry: &PastLine<'r>) -> Option<Course<'r>> {
    let Event::Started { protocol, version, course, pauses, progress } = &entry.record.event else { return None };
    Some(Course {
        id: entry.record.id,
        kind: *course,
        protocol,
        version,
        started: entry.record.at,
        pauses: *pauses,
        progress: progress.unwrap_or(Span::ZERO),
        place,
        until: if entry.taken_back { Until::NeverBegan } else { Until::Runs },
        entries: Entries(vec![*entry]),
    })
}

impl PastLine<'_> {
    /// It is a dose that counts.
    pub fn is_dose(&self) -> bool {
        self.dose
    }
}

impl Course<'_> {
    /// When it was ended. `None`: nobody did.
    pub fn ended(&self) -> Option<Stamp> {
        match self.until {
            Until::Ended { at, .. } => Some(at),
            Until::Next(_) | Until::Runs | Until::NeverBegan => None,
        }
    }
}

impl<'r> Entries<'r> {
    /// Each, taken back or not.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &PastLine<'r>> + ExactSizeIterator {
        self.0.iter()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// What was logged of the pain and not taken back, by the time at which it was so.
    pub fn pains(&self) -> Vec<PastPain<'r>> {
        let mut pains: Vec<PastPain<'r>> =
            self.iter().filter(|entry| !entry.taken_back).filter_map(|entry| pain(entry.record)).collect();
        // A stable sort: of two at one moment the one that was written later is the newer.
        pains.sort_by_key(|pain| pain.at.moment);
        pains
    }

    /// The newest pain of which a number was said.
    pub fn newest_level(&self) -> Option<(u8, PastPain<'r>)> {
        self.pains().into_iter().rev().find_map(|pain| Some((pain.level?, pain)))
    }

    /// The doses that count: no dose that another one corrects, and none of which nothing was taken.
    pub fn doses(&self) -> impl Iterator<Item = &'r Record> {
        self.iter().filter(|entry| entry.dose).map(|entry| entry.record)
    }

    /// Whether a warning sign was said, taken back or not, and no clinician looked after that.
    pub fn sign_stands(&self) -> bool {
        let seen = |after: &[PastLine<'_>], sign: &Record| {
            after.iter().any(|entry| {
                let looked = matches!(entry.record.event, Event::Seen { .. }) && !entry.taken_back;
                looked && entry.record.at.moment > sign.at.moment
            })
        };
        self.iter().enumerate().any(|(place, entry)| {
            let Event::Screened { signs, unsure, .. } = &entry.record.event else { return false };
            (*unsure || !signs.is_empty()) && !seen(&self.0[place + 1..], entry.record)
        })
    }
}

fn pain(record: &Record) -> Option<PastPain<'_>> {
    let Event::Pain { level, leg, note, after } = &record.event else { return None };
    Some(PastPain { at: record.at, level: *level, leg: *leg, note: note.as_deref(), after: after.as_ref() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::Dose;
    use crate::model::medicine::Ingredient;
    use crate::model::time::Moment;

    fn id(number: usize) -> Uuid {
        Uuid::from_u128(number as u128)
    }

    /// A line: `flare` and `prevention` begin, `end` ends, `sign`, `seen`, `pain 7`, `dose 400`, `x 2` takes line 2 back,
    /// and `@-3 pain 8` happened three hours before the others.
    fn record(number: usize, text: &str) -> Record {
        let (hours, text) = text.strip_prefix('@').and_then(|rest| rest.split_once(' ')).unwrap_or(("0", text));
        let hours: i64 = hours.parse().expect("a number of hours");
        let (word, rest) = text.split_once(' ').unwrap_or((text, "0"));
        let value: u32 = rest.parse().expect("a number");
        let word_id = |word: &str| Id::parse(word).expect("an id");
        let started = |course| Event::Started {
            protocol: word_id("mine"),
            version: "1.0.0".to_owned(),
            course,
            pauses: None,
            progress: None,
        };
        let event = match word {
            "flare" => started(kind::CourseKind::Flare),
            "prevention" => started(kind::CourseKind::Prevention),
            "end" => Event::Ended { note: Some("well".to_owned()) },
            "sign" => Event::screened(word_id("now"), vec![word_id("fever")]),
            "seen" => Event::seen("a clinician"),
            "pain" => Event::pain(u8::try_from(value).expect("a level")),
            "leg" => Event::Pain { level: None, leg: true, note: None, after: None },
            "dose" => Event::Took(Dose::new("advil", vec![Ingredient::Ibuprofen], Some(value))),
            "x" => Event::Retracted { of: id(value as usize) },
            other => panic!("no line says {other}"),
        };
        let minutes = i64::try_from(number).expect("a small number");
        let at = Moment::from_unix(1_800_000_000) + Span::hours(hours) + Span::minutes(minutes);
        let at = Stamp { moment: at, offset: 0 };
        Record::new(id(number), at, at, event)
    }

    /// A course as words: `flare 1-4 ended, 4 lines, pains 7 3, 1 dose, sign`.
    fn shown(course: &Course<'_>) -> String {
        let until = match course.until {
            Until::Ended { at, note, place } => {
                assert_eq!((Some(at), note), (course.ended(), Some("well")));
                format!("-{} ended", place + 1)
            }
            Until::Next(place) => format!("-{} next", place + 1),
            Until::Runs => " runs".to_owned(),
            Until::NeverBegan => " never began".to_owned(),
        };
        let mut text =
            format!("{} {}{until}, {} lines", course.kind.as_str(), course.place + 1, course.entries.count());
        let level = |pain: PastPain<'_>| pain.level.map_or("leg".to_owned(), |level| level.to_string());
        let pains: Vec<String> = course.entries.pains().into_iter().map(level).collect();
        if !pains.is_empty() {
            text.extend([", pains ", &pains.join(" ")]);
        }
        let doses = course.entries.doses().count();
        if doses > 0 {
            text.extend([", doses ", &doses.to_string()]);
        }
        text + if course.entries.sign_stands() { ", sign" } else { "" }
    }

    fn check(lines: &[&str], expected: &[&str]) {
        let records: Vec<Record> = lines.iter().enumerate().map(|(place, text)| record(place + 1, text)).collect();
        let past = Past::of(&records);
        assert_eq!(past.courses.iter().map(shown).collect::<Vec<_>>(), expected, "{lines:?}");
        assert_eq!(past.entries.count(), lines.len());
    }

    #[test]
    fn each_line_belongs_to_its_course() {
        check(&[], &[]);
        check(&["pain 2", "dose 400"], &[]);
        check(&["pain 2", "flare", "pain 7"], &["flare 2 runs, 2 lines, pains 7"]);
        check(&["flare", "pain 7", "end", "pain 3"], &["flare 1-3 ended, 3 lines, pains 7"]);
        // What is written anew by `end --prevention`.
        check(&["flare", "end", "prevention"], &["flare 1-2 ended, 2 lines", "prevention 3 runs, 1 lines"]);
        // A flare that interrupts prevention ends nothing.
        check(&["prevention", "pain 1", "flare"], &["prevention 1-3 next, 2 lines, pains 1", "flare 3 runs, 1 lines"]);
    }

    #[test]
    fn a_boundary_that_was_taken_back_bounds_nothing() {
        check(&["flare", "end", "x 2", "pain 5"], &["flare 1 runs, 4 lines, pains 5"]);
        check(
            &["pain 2", "flare", "pain 7", "flare", "x 4", "end"],
            &["flare 2-6 ended, 4 lines, pains 7", "flare 4 never began, 1 lines"],
        );
        // With a sign in it, the start of a course is not taken back.
        check(&["flare", "sign", "x 1"], &["flare 1 runs, 3 lines, sign"]);
    }

    #[test]
    fn pains_are_told_by_the_time_at_which_they_were() {
        check(&["flare", "pain 3", "@-3 pain 8", "leg"], &["flare 1 runs, 4 lines, pains 8 3 leg"]);
        check(&["flare", "pain 3", "pain 9", "x 3"], &["flare 1 runs, 4 lines, pains 3"]);
    }

    #[test]
    fn a_dose_counts_although_it_was_taken_back() {
        check(&["flare", "dose 400", "dose 0", "x 2"], &["flare 1 runs, 4 lines, doses 1"]);
    }

    #[test]
    fn a_sign_stands_until_a_clinician_has_looked_after_it() {
        check(&["flare", "sign", "x 2"], &["flare 1 runs, 3 lines, sign"]);
        check(&["flare", "sign", "seen"], &["flare 1 runs, 3 lines"]);
        check(&["flare", "sign", "seen", "x 3"], &["flare 1 runs, 4 lines, sign"]);
        check(&["flare", "sign", "@-2 seen"], &["flare 1 runs, 3 lines, sign"]);
        check(&["flare", "seen", "sign"], &["flare 1 runs, 3 lines, sign"]);
        check(&["flare", "@-2 sign", "seen", "@-1 sign"], &["flare 1 runs, 4 lines, sign"]);
    }

    #[test]
    fn the_newest_level_is_the_latest_in_time_that_has_a_number() {
        let newest = |lines: &[&str]| {
            let records: Vec<Record> = lines.iter().enumerate().map(|(place, text)| record(place + 1, text)).collect();
            Past::of(&records).entries.newest_level().map(|(level, _)| level)
        };
        for (lines, level) in [
            (&[][..], None),
            (&["leg"], None),
            (&["pain 3", "@-3 pain 8"], Some(3)),
            (&["@-1 pain 3", "@-1 pain 8", "leg"], Some(8)),
            (&["pain 3", "pain 8", "x 2"], Some(3)),
        ] {
            assert_eq!(newest(lines), level, "{lines:?}");
        }
    }
}
