//! Files and folders that are not as they should be, and what to do about it.

use std::fmt::Display;

pub(crate) const FOLDER_IN_PLACE: &str = "a folder stands in its place";
pub(crate) const NOT_REGULAR: &str = "it is not a regular file";
pub(crate) const NOT_TEXT: &str = "it is not text in UTF-8";
pub(crate) const BECAME_SHORTER: &str = "it became shorter while it was read";

/// The account that it belongs to, by its number. Elsewhere files have no such number.
#[cfg(unix)]
pub(crate) fn somebody_elses(user: u32) -> String {
    format!("it belongs to somebody else (user {user})")
}

pub(crate) const PLUG_IN: &str =
    "Plug in or mount what it points to, and type this again.\nUntil then: backflare red-flags";
pub(crate) const OTHER_HOME: &str = "Choose another folder: BACKFLARE_HOME=/some/folder backflare ...";

/// A link that ends where nothing is, as on a drive that is out.
pub(crate) fn leads_nowhere(link: impl Display, target: impl Display) -> String {
    format!("{link} points to {target}, which is not there")
}

pub(crate) fn no_folder(name: impl Display) -> String {
    format!("{name} is not a folder, and backflare keeps its files in a folder there")
}

pub(crate) fn move_away(name: impl Display) -> String {
    format!("Move it away: mv {name} {name}.old\nOr choose another folder with BACKFLARE_HOME.")
}

pub(crate) fn cannot_make_folder(name: impl Display, error: impl Display) -> String {
    format!("the folder {name} cannot be made: {error}")
}

/// What is asked of `ls`: `-ld` for a folder itself, `-la` for what is in it.
pub(crate) fn look_there(flag: &str, folder: impl Display) -> String {
    format!("Look at what is there with: ls {flag} {folder}\nOr choose another folder with BACKFLARE_HOME.")
}

pub(crate) fn cannot_write(name: impl Display, error: impl Display) -> String {
    format!("{name} cannot be written: {error}")
}

pub(crate) fn missing(path: impl Display) -> String {
    format!("{path} does not exist")
}

pub(crate) fn not_regular(path: impl Display) -> String {
    format!("{path} is not a regular file")
}

pub(crate) fn larger_than(path: impl Display, kib: u64) -> String {
    format!("{path} is larger than {kib} KiB")
}

pub(crate) fn not_text(path: impl Display) -> String {
    format!("{path} is not text in UTF-8")
}

pub(crate) fn cannot_read(path: impl Display, error: impl Display) -> String {
    format!("{path} cannot be read: {error}")
}

pub(crate) fn unconfirmed(path: impl Display, error: impl Display) -> String {
    format!("{path} was written, but the disk did not confirm it: {error}")
}

pub(crate) fn cannot_look(name: impl Display, error: impl Display) -> String {
    format!("{name} cannot be looked at: {error}")
}

pub(crate) fn not_known_until(name: impl Display) -> String {
    format!("What is in it is not known until then. Look at it with: ls -la {name}")
}

pub(crate) const NO_HOME: &str = "your home folder cannot be found";
pub(crate) const SET_HOME: &str = "Set HOME, or choose a folder: BACKFLARE_HOME=/some/folder backflare ...";
pub(crate) const WHOLE_PATH: &str = "Give the whole path, such as BACKFLARE_HOME=/home/me/backflare";

pub(crate) const AS_YOURSELF: &str = "Run it as yourself, not with sudo. For a folder of your own:\n\
    BACKFLARE_HOME=/some/folder backflare ...";

pub(crate) fn no_whole_path(path: impl Display) -> String {
    format!("BACKFLARE_HOME must be a whole path, and {path} is not one")
}

pub(crate) fn root_in_anothers_home(folder: impl Display) -> String {
    format!("this is root, but {folder} belongs to somebody else")
}

/// `folder` was made by root, in the home of who runs this.
pub(crate) fn take_back(folder: impl Display) -> String {
    format!("It belongs to root. To make it yours: sudo chown -R \"$USER\" '{folder}'")
}
