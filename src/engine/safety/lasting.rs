//! Rule 10a: severe pain that lasts, and bad nights with it, are to be told to somebody soon. Nothing is taken away for it.

use std::collections::BTreeMap;

use crate::engine::case::Case;
use crate::engine::history::Pain;
use crate::model::event::{Event, Slept};
use crate::model::limits::{BAD_NIGHT_PAIN, LASTING_AT_LEAST, LASTING_AT_MOST, LASTING_ENDS, SEVERE_PAIN};
use crate::model::time::{CivilDay, Moment};

/// Beside so many logs of a day it is said. Rule 10a.3.
const LASTING_SAID: usize = 1;

/// The name of this alert, for "I told them".
pub const ALERT: &str = "lasting-pain";

/// Severe pain that lasts, as it stands now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lasting {
    /// Somebody was told since it began: nothing more is said of it but in `status`.
    pub told: bool,
    /// It was said today already, beside the log before the newest: once a day is enough.
    pub said_today: bool,
}

/// Whether it stands. `None`: it has not begun, or has ended. RF-50, RF-51.
///
/// For example, from the second 10 in six hours on: said beside that log; not beside the third log of that day; and beside
/// the first of the next day.
pub fn stands(case: &Case<'_>) -> Option<Lasting> {
    let pains: Vec<Pain> = case.history.pains().filter(|pain| pain.level.is_some()).collect();
    let severe = since(&pains, SEVERE_PAIN, |place| lasts(&pains, place));
    let nights = bad_nights(case);
    let sleepless = since(&pains, BAD_NIGHT_PAIN, |place| nights.contains(&pains[place].place));
    let since = severe.max(sleepless)?;
    let told = case.history.entries().any(|entry| {
        let Event::Told { alert, .. } = &entry.event else { return false };
        alert.as_str() == ALERT && entry.at >= since
    });
    let today = case.today();
    let day_of = |at: Moment| case.hours.day_of(at, case.zone);
    let logs = pains.iter().filter(|pain| pain.at >= since && day_of(pain.at) == today).count();
    Some(Lasting { told, said_today: logs > LASTING_SAID })
}

/// When it began, by the newest of the logs that begin it; two logs running below the level end it.
fn since(pains: &[Pain], level: u8, begins: impl Fn(usize) -> bool) -> Option<Moment> {
    let (mut since, mut below) = (None, 0);
    for (place, pain) in pains.iter().enumerate() {
        if pain.level.is_some_and(|own| own < level) {
            below += 1;
            if below >= LASTING_ENDS {
                since = None;
            }
        } else {
            below = 0;
        }
        // What has begun goes on: "I told them" holds for all of it.
        if since.is_none() && begins(place) {
            since = Some(pain.at);
        }
    }
    since
}

/// Whether a severe pain has lasted: an earlier one of 6 to 48 hours before, and none below it between.
fn lasts(pains: &[Pain], place: usize) -> bool {
    let severe = |pain: &&Pain| pain.level.is_some_and(|level| level >= SEVERE_PAIN);
    let at = pains[place].at;
    let run = pains[..=place].iter().rev().take_while(severe);
    run.skip(1).any(|earlier| at - earlier.at >= LASTING_AT_LEAST && at - earlier.at <= LASTING_AT_MOST)
        && severe(&&pains[place])
}

/// The logs of mornings that were the second in a row after a bad night, with much pain on both.
fn bad_nights(case: &Case<'_>) -> Vec<usize> {
    let day_of = |at: Moment| case.hours.day_of(at, case.zone);
    let mut nights: BTreeMap<CivilDay, Slept> = BTreeMap::new();
    for entry in case.history.entries() {
        if let Event::Slept { answer } = &entry.event {
            nights.insert(day_of(entry.at), *answer);
        }
    }
    let mut mornings: BTreeMap<CivilDay, Pain> = BTreeMap::new();
    for pain in case.history.pains().filter(|pain| pain.level.is_some()) {
        mornings.entry(day_of(pain.at)).or_insert(pain);
    }
    let bad = |day: CivilDay| {
        let morning = mornings.get(&day).filter(|pain| pain.level.is_some_and(|level| level >= BAD_NIGHT_PAIN))?;
        (nights.get(&day) == Some(&Slept::Bad)).then_some(morning.place)
    };
    mornings.keys().filter_map(|day| bad(day.plus(-1)).and(bad(*day))).collect()
}
