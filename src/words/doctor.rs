//! What `doctor` finds, what it would do, and what it did.

use std::fmt::Display;

pub(crate) const UNTRUSTED: &str = "not to be trusted";
pub(crate) const NOTHING_KNOWN: &str = "nothing is known about you yet";
pub(crate) const SET_HOME: &str = "Move it away, or set BACKFLARE_HOME.";
pub(crate) const MEND_OR_SET_HOME: &str = "Mend that, or set BACKFLARE_HOME.";
pub(crate) const UNTIL_THEN: &str = "Until then nothing can be recorded.";
pub(crate) const NOTHING_HERE: &str = "nothing is here yet";
pub(crate) const CHOWN: &str = "Make it yours with chown, or move it away.";
pub(crate) const ONLY_YOU: &str = "only you can read what is here";
pub(crate) const WOULD_CLOSE: &str = "doctor --repair would close it to them.";
pub(crate) const USE_NEWER: &str = "Use that one: this one writes nothing to it.";
pub(crate) const BUILT_IN: &str = "the built-in ones";
pub(crate) const SET_CLOCK: &str = "Is the clock wrong? Set it. Until then no medicine is offered.\nIs the clock right? Then \
    most was written under a wrong one: backflare doctor --repair --clock-right sets that aside.";
pub(crate) const SET_CLOCK_OR_REPAIR: &str = "Is the clock wrong? Set it. Until then no medicine is offered.\nIs the \
    clock right? Then it ran ahead once: doctor --repair sets those lines aside, and keeps the old journal beside it.";
pub(crate) const THROUGH_A_LINK: &str = "It stands behind a link, so doctor leaves it as it is. chmod can close it.";
pub(crate) const LOOK_AT_COPIES: &str = "What stands in them alone does not count. Look, and move them away.";
pub(crate) const SET_ZONE: &str = "Mend it, or set TZ, such as TZ=Europe/Berlin. Until then say when with \"40m ago\".";
pub(crate) const UNSET_CLOCK: &str = "For anything but trying things out, unset it.";
pub(crate) const SAY_YES: &str = "If that is what you want: backflare doctor --repair --yes";
pub(crate) const TYPE_YES: &str = "Type yes to do it > ";
pub(crate) const NO_YES: &str = "nothing was repaired: the answer was not yes";
pub(crate) const CHANGED: &str = "nothing was repaired, as the journal has changed in the meantime";
pub(crate) const SEE_HOW: &str = "See how it stands: backflare doctor";
pub(crate) const TOO_MANY_OLD: &str = "there are too many old journals";
pub(crate) const REMOVE_SOME: &str = "Remove some of them.";

/// What asks `remind` by itself.
pub(crate) fn remind_by(systems: &str) -> String {
    format!("remind is asked every five minutes by {systems}")
}

pub(crate) const REMIND_NOT: &str = "nothing on this machine asks remind, so only an open walk calls you";
pub(crate) const REMIND_HOW: &str = "To set it up: backflare remind --print systemd | sh";
pub(crate) const REMIND_IDLE: &str = "the timer of remind is there, and is not switched on";
pub(crate) const REMIND_ON: &str = "Switch it on: systemctl --user enable --now backflare.timer";

pub(crate) fn first_entry_makes(name: impl Display) -> String {
    format!("{name} is not there yet; the first entry makes it")
}

pub(crate) fn no_folder(name: impl Display) -> String {
    format!("{name} is not a folder")
}

pub(crate) fn somebody_elses(paths: &str) -> String {
    format!("somebody else owns: {paths}")
}

pub(crate) fn open_to_others(paths: &str) -> String {
    format!("others may read or write: {paths}")
}

pub(crate) fn entries(count: usize) -> String {
    if count == 1 { "1 entry can be read".to_owned() } else { format!("{count} entries can be read") }
}

pub(crate) const WOULD_TAKE_MARKS_OUT: &str =
    "doctor --repair would take them out, and keep the old journal beside it.";

/// `lines` are their numbers.
pub(crate) fn merge_marks(lines: &str) -> String {
    format!("marks of a merge, with no entry in them: line {lines}; both sides are kept")
}

/// `rec` is when it was written, by the clock of that moment.
pub(crate) fn ahead(line: u64, rec: impl Display, what: &str) -> String {
    format!("line {line} (written at {rec}, ahead of the clock: {what})")
}

/// `count` entries were written after one from ahead.
pub(crate) fn own_time(count: usize) -> String {
    match count {
        1 => "One entry after that was given a false time, and gets its own.".to_owned(),
        n => format!("{n} entries after that were given a false time, and get their own."),
    }
}

pub(crate) fn more_lines(count: usize) -> String {
    format!("and {count} more lines")
}

pub(crate) fn mark(line: u64) -> String {
    format!("line {line} (a mark of a merge)")
}

/// `paths` are what another program has made of our files.
pub(crate) fn copies(paths: &str) -> String {
    format!("copies by another program: {paths}")
}

/// `file` is where the computer keeps its zone.
pub(crate) fn zone_lost(now: impl Display, file: &str) -> String {
    format!("it says {now}, in UTC: the computer's time zone cannot be read ({file})")
}

pub(crate) fn newer(version: u32) -> String {
    format!("it has lines of version {version}, from a newer backflare")
}

pub(crate) fn would_keep(count: usize) -> String {
    format!(
        "Each counts as an unknown medicine, and the warning signs are asked again.\ndoctor --repair would write the \
         {count} readable entries to a new journal, and keep the old one beside it."
    )
}

/// Where a damaged line stands: between which times it was written, as far as they are known.
pub(crate) fn place<T: Display>(line: u64, before: Option<T>, after: Option<T>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("line {line} (written from {before} to {after})"),
        (Some(before), None) => format!("line {line} (written after {before})"),
        (None, Some(after)) => format!("line {line} (written before {after})"),
        (None, None) => format!("line {line}"),
    }
}

pub(crate) fn follows(protocol: impl Display, version: &str) -> String {
    format!("the course that runs follows {protocol} {version}")
}

pub(crate) fn clock_behind(now: impl Display, newest: impl Display) -> String {
    format!("it says {now}, but the newest entry was written at {newest}")
}

pub(crate) fn clock_set(now: impl Display) -> String {
    format!("it says {now}, as BACKFLARE_NOW does")
}

pub(crate) fn nobody_asked(words: &str) -> String {
    format!("nothing was repaired, as nobody can be asked. {words}")
}

/// `plain` is how many entries there are without those that take others back; `left_out` the lines that go.
pub(crate) fn new_journal(entries: usize, plain: usize, left_out: &str) -> String {
    let left_out = if left_out.is_empty() { String::new() } else { format!("Left out: {left_out}. ") };
    format!(
        "A new journal gets the {entries} entries that can be read ({plain} without those that take others back); the old \
         one is kept beside it. {left_out}Do you know what stood there? Write it down again: \
         `backflare took NAME AMOUNT --at WHEN`, `backflare screen --sign ID`. "
    )
}

/// What goes on counting of what is left out: `doses` unknown medicines, the cards, and `known`, of which the time alone is
/// not known. It ends with a space, or is empty.
pub(crate) fn stand_ins(doses: usize, cards: bool, known: &str) -> String {
    let mut words = match doses {
        0 => String::new(),
        1 => "The lost line goes on counting as an unknown medicine. ".to_owned(),
        n => format!("{n} lost lines go on counting as unknown medicines. "),
    };
    if doses > 0 {
        words.push_str("It was none? backflare took \"line N of the journal\" 0mg --corrects --because WHY. ");
    }
    if cards {
        words.push_str("The warning signs are asked again. ");
    }
    if !known.is_empty() {
        words.extend(["Counted as of now: ", known, ". "]);
    }
    words
}

pub(crate) fn closed(count: usize) -> String {
    format!("Closed to others: {count} files and folders.")
}

pub(crate) fn repaired(old: &str) -> String {
    format!("Repaired. The old journal is kept:\n{old}\n\n")
}

/// A protocol of the person's own.
pub(crate) fn is_good(path: impl Display, id: impl Display) -> String {
    format!("{path} is good: {id}")
}

pub(crate) fn clock(now: impl Display) -> String {
    format!("it says {now}")
}
