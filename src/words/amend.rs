//! What is said of an older entry that is mended or taken back.

use crate::model::event::Event;
use crate::words::clean::clean;

pub(crate) const WHICH: &str = "nothing was changed: which entry is it?";
pub(crate) const NONE: &str = "There is no entry that can be mended. A dose: backflare took NAME AMOUNT --corrects";
pub(crate) const NOTHING_NEW: &str = "nothing was changed: nothing new was said of it";
pub(crate) const NO_PAIN: &str = "that entry is no pain, so it has neither a level nor a leg";
pub(crate) const NO_NOTE: &str = "that entry has no place for a note";
pub(crate) const HOW: &str = "Such as: backflare amend 09:30 --level 6\nOr: backflare amend 09:30 --take-back";

pub(crate) fn unknown(which: &str) -> String {
    format!("nothing was changed: no entry that can be mended has the time or the id {which:?}")
}

pub(crate) fn several(which: &str) -> String {
    format!("nothing was changed: {which:?} stands for more than one entry. Say its id")
}

/// An entry in a few words, with its time as it is told.
pub(crate) fn entry(event: &Event, at: &str) -> String {
    let what = if let Event::Pain { level, leg, .. } = event {
        let level = level.map_or_else(|| "pain".to_owned(), |level| format!("pain {level}/10"));
        if *leg { format!("{level}, down the leg") } else { level }
    } else if let Event::Done { step, .. }
    | Event::Skipped { step, .. }
    | Event::On { step, .. }
    | Event::Off { step } = event
    {
        format!("{} {step}", event.name())
    } else {
        event.name().to_owned()
    };
    clean(&format!("{what} at {at}"))
}

pub(crate) fn taken_back(was: &str) -> String {
    format!("Taken back: {was}. What came after it stays.")
}

pub(crate) fn amended(was: &str, now: &str) -> String {
    format!("Amended: {was} is now {now}. Undo: backflare undo")
}
