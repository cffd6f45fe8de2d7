//! What stands in for lines that cannot be read, once they are taken out of the journal.
//!
//! A damaged line counts as an unknown medicine, and the cards that were answered before it are asked again. Neither is
//! over because the line is gone:
//!
//! | the old journal | the new one |
//! |---|---|
//! | 09:00 a card: none of these | the same |
//! | a line that cannot be read | at 09:20 an unknown medicine, and the card is taken back |
//! | 09:20 pain 5 | the same |

use std::collections::BTreeMap;

use uuid::{Builder, Uuid};

use crate::model::event::{Dose, Event, Record, taken_back};
use crate::model::id::Id;
use crate::model::limits::ANALGESIC_WINDOW;
use crate::model::time::{Moment, Stamp};
use crate::store::journal::{LineContent, Whole};
use crate::words::dose;

/// More doses than this of one moment change no wait any more.
const MOST_AT_ONCE: usize = 12;

/// What stands in for the damaged lines of a journal.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct StandIns {
    /// The unknown medicines, each with the number of the line that it stands in for.
    pub doses: Vec<(u64, Record)>,
    /// The answers to cards that are taken back.
    pub asked_again: Vec<Record>,
}

impl Whole {
    /// What stands in for the damaged lines, as written now. A line counts as taken when the next readable one was written;
    /// the last as just now. What is older than the days of medicine are counted over needs none.
    pub fn stand_ins(&self, now: Stamp) -> StandIns {
        let last = self.entries().map(|(_, record)| record.rec).max_by_key(|rec| rec.moment);
        let rec = last.filter(|last| last.moment > now.moment).unwrap_or(now);
        // A journal that was repaired in this very second has grown since, or shrunk.
        let length = self.lines.last().map_or(0, |line| line.start + line.length);
        let mut made = 0;
        let mut record = |at: Stamp, event: Event| {
            made += 1;
            Record::new(id(now.moment, length, made), at, rec, event)
        };
        let mut stands = StandIns::default();
        let mut at_once = (None, 0);
        for (line, by) in self.lost() {
            let at = by.filter(|by| by.moment <= now.moment).unwrap_or(now);
            at_once = if at_once.0 == Some(at) { (Some(at), at_once.1 + 1) } else { (Some(at), 1) };
            if at.moment > now.moment - ANALGESIC_WINDOW && at_once.1 <= MOST_AT_ONCE {
                let dose = Dose::new(dose::on_line(line), Vec::new(), None);
                stands.doses.push((line, record(at, Event::Took(dose))));
            }
        }
        stands.asked_again = self.to_ask().into_iter().map(|of| record(rec, Event::Retracted { of })).collect();
        stands
    }

    /// The damaged lines, each with when the next readable one was written.
    fn lost(&self) -> Vec<(u64, Option<Stamp>)> {
        let mut lost: Vec<(u64, Option<Stamp>)> = Vec::new();
        for line in &self.lines {
            match &line.content {
                LineContent::Damaged(_) => lost.push((line.number, None)),
                LineContent::Entry(record) => {
                    lost.iter_mut().rev().take_while(|(_, by)| by.is_none()).for_each(|(_, by)| *by = Some(record.rec));
                }
                LineContent::Blank | LineContent::Copy | LineContent::Mark => {}
            }
        }
        lost
    }

    /// The answers of "none of these" in the course that runs that stand before a damaged line, where the card was not
    /// answered after it.
    fn to_ask(&self) -> Vec<Uuid> {
        let records: Vec<&Record> = self.entries().map(|(_, record)| record).collect();
        let back = taken_back(records);
        let (mut before, mut again) = (BTreeMap::<&Id, Vec<Uuid>>::new(), BTreeMap::<&Id, Vec<Uuid>>::new());
        for line in &self.lines {
            match &line.content {
                LineContent::Damaged(_) => {
                    for (card, answers) in std::mem::take(&mut before) {
                        again.entry(card).or_default().extend(answers);
                    }
                }
                LineContent::Entry(record) if !back.contains(&record.id) => {
                    if record.event.bounds_course() {
                        before.clear();
                        again.clear();
                    } else if let Event::Screened { card, .. } = &record.event {
                        again.remove(card);
                        if !record.event.names_sign() {
                            before.entry(card).or_default().push(record.id);
                        }
                    }
                }
                LineContent::Entry(_) | LineContent::Blank | LineContent::Copy | LineContent::Mark => {}
            }
        }
        again.into_values().flatten().collect()
    }
}

/// An id of that moment and of a journal of that length: the same for the same repair, however often it is tried.
fn id(now: Moment, length: u64, made: u16) -> Uuid {
    let millis = u64::try_from(now.unix()).unwrap_or_default().saturating_mul(1_000);
    let mut own = [0; 10];
    own[..8].copy_from_slice(&length.to_be_bytes());
    own[8..].copy_from_slice(&made.to_be_bytes());
    Builder::from_unix_timestamp_millis(millis, &own).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::CourseKind;
    use crate::store::journal::JournalLine;

    fn at(minute: i64) -> Stamp {
        Stamp { moment: Moment::from_unix(1_800_000_000 + minute * 60), offset: 0 }
    }

    /// A journal, a line a minute: `start`, `end`, `none`, `sign`, `pain`, `x 2` takes back line 2, `!` cannot be read.
    fn whole(lines: &[&str]) -> Whole {
        let event = |text: &str| match text.split_once(' ') {
            Some(("x", of)) => Event::Retracted { of: Uuid::from_u128(of.parse().expect("a number")) },
            Some(_) | None => match text {
                "start" => Event::Started {
                    protocol: Id::parse("mine").expect("an id"),
                    version: "1".to_owned(),
                    course: CourseKind::Flare,
                    pauses: None,
                    progress: None,
                },
                "end" => Event::Ended { note: None },
                "none" => Event::screened(Id::parse("now").expect("an id"), Vec::new()),
                "sign" => Event::screened(Id::parse("now").expect("an id"), vec![Id::parse("fever").expect("an id")]),
                _ => Event::pain(5),
            },
        };
        let line = |(place, text): (usize, &&str)| {
            let number = place as u64 + 1;
            let stamp = at(i64::try_from(place).expect("a small number"));
            let content = match *text {
                "!" => LineContent::Damaged("torn".into()),
                text => {
                    LineContent::Entry(Box::new(Record::new(Uuid::from_u128(number.into()), stamp, stamp, event(text))))
                }
            };
            JournalLine::of(number, content)
        };
        let mut whole = Whole::default();
        whole.lines = lines.iter().enumerate().map(line).collect();
        whole
    }

    /// `dose 3@4`: for line 3, at minute 4; `ask 2`: the answer of line 2 is taken back.
    fn check(lines: &[&str], now: i64, expected: &[&str]) {
        let stands = whole(lines).stand_ins(at(now));
        let minute = |record: &Record| (record.at.moment.unix() - 1_800_000_000) / 60;
        let doses = stands.doses.iter().map(|(line, record)| format!("dose {line}@{}", minute(record)));
        let asked = stands.asked_again.iter().map(|record| {
            let Event::Retracted { of } = &record.event else { panic!("{record:?}") };
            format!("ask {}", of.as_u128())
        });
        assert_eq!(doses.chain(asked).collect::<Vec<_>>(), expected, "{lines:?}");
        let all: Vec<&Record> = stands.doses.iter().map(|(_, record)| record).chain(&stands.asked_again).collect();
        assert!(all.iter().all(|record| record.rec.moment >= at(now).moment));
        let ids: std::collections::BTreeSet<Uuid> = all.iter().map(|record| record.id).collect();
        assert_eq!(ids.len(), all.len());
    }

    #[test]
    fn each_lost_line_is_a_dose_and_asks_the_cards_before_it() {
        check(&["start", "none", "pain"], 9, &[]);
        check(&["start", "none", "!", "pain"], 9, &["dose 3@3", "ask 2"]);
        // The last one may be of this very moment.
        check(&["start", "none", "!"], 9, &["dose 3@9", "ask 2"]);
        check(&["start", "none", "!", "!", "none", "!", "pain"], 9, &["dose 3@4", "dose 4@4", "dose 6@6", "ask 5"]);
        // What was answered after it stands, and so does a sign.
        check(&["start", "none", "!", "none"], 9, &["dose 3@3"]);
        check(&["start", "sign", "!", "pain"], 9, &["dose 3@3"]);
        check(&["start", "none", "!", "sign"], 9, &["dose 3@3"]);
        // Another course asks anew; what is taken back is asked already.
        check(&["start", "none", "!", "end", "start", "pain"], 9, &["dose 3@3"]);
        check(&["start", "none", "x 2", "!", "pain"], 9, &["dose 4@4"]);
        // After thirty days it counts nowhere any more.
        check(&["start", "none", "!", "pain"], 3 + 30 * 24 * 60 - 1, &["dose 3@3", "ask 2"]);
        check(&["start", "none", "!", "pain"], 3 + 30 * 24 * 60, &["ask 2"]);
        // A clock that stands behind what was written.
        check(&["start", "none", "!", "pain"], 1, &["dose 3@1", "ask 2"]);
        check(
            &["!"; 14],
            20,
            &(1..13)
                .map(|line| format!("dose {line}@20"))
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
    }
}
