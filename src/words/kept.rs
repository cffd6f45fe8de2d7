//! What is kept and cannot be trusted, reached or written: the journal, the profile, the copies of protocols.

use std::fmt::Display;

pub(crate) const NOTHING_SAVED: &str = "Nothing was saved.";

/// What was on the disk before something failed.
pub(crate) fn saved_before(saved: &[&str]) -> String {
    let saved = saved.join(", ");
    format!("Saved before that: {saved}. Do not type it again; see it with: backflare status")
}

pub(crate) mod doubt {
    //! Nobody knows whether a flare runs.

    use super::Display;

    pub(crate) const WAYS_ON: &str = "What is wrong: backflare doctor\nThe warning signs: backflare red-flags\n\
        To begin a flare all the same: backflare start --new";

    /// A sign stands, and its protocol is lost. `why` says how.
    pub(crate) fn sign_stands(why: &str) -> String {
        format!("a warning sign stands, and nobody has looked at it. Beside that, {why}")
    }

    /// `number` is what is called in an emergency.
    pub(crate) fn be_seen(number: &str, hint: &str) -> String {
        format!(
            "Be seen today. If you are in doubt, call {number}.\n\
             Seen by a clinician? backflare screen --seen \"who, where\"\n{hint}"
        )
    }

    /// `copy` is that of the protocol of the flare whose beginning is gone.
    pub(crate) fn cut_out(journal: impl Display, copy: impl Display) -> String {
        format!("the beginning of a flare is gone from the journal {journal}: {copy} is its protocol")
    }

    pub(crate) fn emptied(journal: impl Display, copy: impl Display) -> String {
        format!("the journal {journal} is empty or gone, but a flare was begun: {copy} is its protocol")
    }

    pub(crate) fn damaged(journal: impl Display, line: u64) -> String {
        format!("line {line} of the journal {journal} cannot be read: it may have been the beginning of a flare")
    }

    pub(crate) fn hidden(folder: impl Display, why: &str) -> String {
        format!("{folder} cannot be looked at, so nobody knows whether a flare runs: {why}")
    }
}

pub(crate) mod protocol {
    //! A protocol that cannot be found or used.

    use super::Display;

    pub(crate) const BUILT_IN: &str = "The built-in ones: backflare protocol list";
    pub(crate) const WAYS_ON: &str =
        "The warning signs: backflare red-flags\nTo end this flare and begin another: backflare start --new";

    /// Where a file stands, and what of it is meant.
    pub(crate) fn at(path: impl Display, why: &str) -> String {
        format!("{path}, at {why}")
    }

    /// `list` has one line for each.
    pub(crate) fn problems(name: impl Display, list: &[String]) -> String {
        let plural = if list.len() == 1 { "problem" } else { "problems" };
        let lines: Vec<String> = list.iter().map(|problem| format!("  {problem}")).collect();
        format!("{name} has {} {plural}:\n{}", list.len(), lines.join("\n"))
    }

    pub(crate) fn cannot_copy(error: impl Display) -> String {
        format!("the protocol cannot be copied: {error}")
    }

    pub(crate) fn untrusted(why: &str) -> String {
        format!("the protocol of this flare cannot be trusted: {why}")
    }

    pub(crate) fn unknown(name: &str) -> String {
        format!("no protocol is called {name:?}")
    }

    pub(crate) const BY_PATH: &str =
        "Move the one away that you do not mean, or name a file: backflare start -p ./mine.json";

    /// `files` have one id.
    pub(crate) fn several(name: &str, files: &str) -> String {
        format!("several files are the protocol {name:?}: {files}")
    }

    /// `meant` is "Did you mean .." with its line end, or nothing.
    pub(crate) fn where_they_are(meant: &str) -> String {
        format!("{meant}All of them: backflare protocol list\nA file of your own: backflare start -p ./mine.json")
    }

    pub(crate) fn cannot_read(why: impl Display) -> String {
        format!("the protocol cannot be read: {why}")
    }

    pub(crate) fn mend(several: bool, name: &str) -> String {
        let them = if several { "them" } else { "it" };
        format!("Mend {them}, then: backflare protocol check {name}")
    }
}

pub(crate) mod profile {
    //! The answers about the person.

    use super::Display;

    pub(crate) const MAYBE_NOT_SAVED: &str = "The answers about you may not be saved. See them: backflare profile show";

    pub(crate) fn untrusted(why: &str) -> String {
        format!("the profile cannot be trusted: {why}")
    }

    pub(crate) fn mend(name: impl Display) -> String {
        format!(
            "Safety rests on it. Mend that place, or move it away and answer again:\n  mv '{name}' '{name}.old'\n  \
             backflare profile ask"
        )
    }

    pub(crate) fn no_object(name: impl Display) -> String {
        format!("{name} holds no JSON object")
    }

    pub(crate) fn after_its_end(name: impl Display, error: impl Display) -> String {
        format!("{name}, after its end: {error}")
    }

    pub(crate) fn cannot_write(error: impl Display) -> String {
        format!("the profile cannot be written: {error}")
    }
}

pub(crate) mod journal {
    //! The lines of what happened.

    use super::Display;
    use crate::model::event::Fault;

    pub(crate) fn fault(fault: Fault) -> &'static str {
        match fault {
            Fault::Version0 => VERSION_0,
            Fault::EmptyPain => EMPTY_PAIN,
        }
    }

    pub(crate) const SAME_ID: &str = "it has the id of an earlier line and says something else";
    const VERSION_0: &str = "its version is 0";
    const EMPTY_PAIN: &str = "a pain has neither a level nor a leg";
    pub(crate) const CUT_OFF: &str = "it is cut off";
    pub(crate) const OTHER_FOLDER: &str =
        "Some network folders cannot lock files: choose another folder with BACKFLARE_HOME.";
    pub(crate) const WAITING: &str = "Waiting for another backflare to finish ...";
    pub(crate) const LEFT_WAITING: &str = "another backflare was still writing, so what came last is not saved";
    pub(crate) const CLOSE_OTHER: &str = "Close the other one and type this again.";
    pub(crate) const USE_NEWER: &str = "The journal is as it was. A newer backflare has written to it: use that one.";
    /// What an import saved, where something fails after it.
    pub(crate) const ENTRIES: &str = "entries";
    pub(crate) const MAYBE_NOT_SAVED: &str =
        "It may not be saved. See what is there with `backflare status` before you type it again.";
    pub(crate) const MAKE_ROOM: &str = "The journal is as it was. Make room on the disk and type it again.";
    pub(crate) const SHORTEN: &str = "Shorten the text and type it again.";
    pub(crate) const READ_AS_OTHER: &str = "it would be read as something else";

    pub(crate) fn cannot_read(path: impl Display, error: impl Display) -> String {
        format!("the journal {path} cannot be read: {error}")
    }

    pub(crate) fn until_read(path: impl Display) -> String {
        format!(
            "Look at it with: ls -ld {path}\nUntil it can be read, nothing that depends on earlier entries is offered. \
             `backflare red-flags` works without it."
        )
    }

    pub(crate) fn longer_than(kib: usize) -> String {
        format!("it is longer than {kib} KiB")
    }

    pub(crate) fn no_entry(column: usize) -> String {
        format!("no known entry, from column {column} on")
    }

    pub(crate) fn no_json(column: usize) -> String {
        format!("it is not JSON, from column {column} on")
    }

    pub(crate) fn cannot_lock(path: impl Display, error: impl Display) -> String {
        format!("{path} cannot be locked: {error}")
    }

    pub(crate) fn never_free(path: impl Display, seconds: u64) -> String {
        format!("another backflare has held {path} for {seconds} seconds")
    }

    pub(crate) fn newer_version(path: impl Display, newer: u32, own: u32) -> String {
        format!("the journal {path} has lines of version {newer}; this backflare writes {own}")
    }

    pub(crate) fn room_for(bytes: usize, of: usize) -> String {
        format!("there was room for {bytes} of {of} bytes")
    }

    /// The beginning of a line could not be taken away again.
    pub(crate) fn part_stands(error: impl Display) -> String {
        format!(
            "A part of the line stands at the end of the journal and cannot be taken away ({error}): it will be \
             reported as a damaged line. Make room on the disk and type it again."
        )
    }

    pub(crate) fn no_line(why: &str) -> String {
        format!("this entry cannot be written to the journal: {why}")
    }

    pub(crate) fn too_long(kib: usize) -> String {
        format!("this entry is too long for one line of the journal ({kib} KiB)")
    }
}
