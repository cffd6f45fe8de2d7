//! Where protocols are found: by a path, in the person's own folder, or in the binary itself.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::disk;
use crate::error::{Failure, FailureKind};
use crate::model::nearest;
use crate::protocol::library::{self, DEFAULT, builtin, builtins};
use crate::protocol::read::read;
use crate::protocol::{Checked, Problem};
use crate::store::home::{self, Home};
use crate::words;
use crate::words::kept::protocol as say;

/// The largest protocol that is read, in bytes. The built-in ones have under 100 KiB.
pub(crate) const LARGEST: u64 = 2 * 1024 * 1024;

/// The protocol of that name or path, checked. Without a name, the default. `home` is asked only where the name may be
/// that of a file in the person's own folder.
pub(crate) fn find(name: Option<&str>, home: impl FnOnce() -> Result<Home, Failure>) -> Result<Checked, Failure> {
    found(name, home).map(|(protocol, _)| protocol)
}

/// The text of the protocol of that name or path, as it stands in its file. Only of one that is good: anything may
/// stand in another, also what a terminal would obey.
pub(crate) fn text(name: Option<&str>, home: impl FnOnce() -> Result<Home, Failure>) -> Result<String, Failure> {
    found(name, home).map(|(_, text)| text.into_owned())
}

/// The protocol of that name or path, checked, with the very text that was: a file may be another the next time it is read.
pub(crate) fn found(
    name: Option<&str>,
    home: impl FnOnce() -> Result<Home, Failure>,
) -> Result<(Checked, Cow<'static, str>), Failure> {
    match place(name, home)? {
        Origin::File(path) => {
            let text = read_file(&path)?;
            Ok((checked(&text, &path.display().to_string())?, Cow::Owned(text)))
        }
        Origin::BuiltIn(text) => Ok((built_in(name.unwrap_or(DEFAULT))?, Cow::Borrowed(text))),
    }
}

/// Where a protocol stands.
enum Origin {
    File(PathBuf),
    BuiltIn(&'static str),
}

fn place(name: Option<&str>, home: impl FnOnce() -> Result<Home, Failure>) -> Result<Origin, Failure> {
    let Some(name) = name else { return Ok(Origin::BuiltIn(builtin(DEFAULT).unwrap_or_default())) };
    let path = Path::new(name);
    let is_path = name.contains(std::path::MAIN_SEPARATOR) || path.extension().is_some_and(|end| end == "json");
    if is_path {
        return Ok(Origin::File(path.to_owned()));
    }
    let own = own(&home()?)?;
    let called = own.iter().any(|(stem, _)| stem == name);
    if called || builtin(name).is_none() {
        // `protocol list` shows the id, which need not be the name of the file.
        let same =
            |(stem, path): &&(String, PathBuf)| stem == name || open(path).is_ok_and(|protocol| protocol.id == *name);
        let same: Vec<&PathBuf> = own.iter().filter(same).map(|(_, path)| path).collect();
        match same.as_slice() {
            [] => {}
            [path] => return Ok(Origin::File((*path).clone())),
            several => {
                let files: Vec<String> = several.iter().map(|path| path.display().to_string()).collect();
                return Err(
                    Failure::new(FailureKind::Untrusted, say::several(name, &files.join(", "))).hint(say::BY_PATH)
                );
            }
        }
    }
    if let Some(text) = builtin(name) {
        return Ok(Origin::BuiltIn(text));
    }
    let known: Vec<&str> = own.iter().map(|(id, _)| id.as_str()).chain(builtins().map(|(id, _)| id)).collect();
    let meant = nearest::suggest(name, known).map(|near| words::did_you_mean(near) + "\n").unwrap_or_default();
    Err(Failure::usage(say::unknown(name)).hint(say::where_they_are(&meant)))
}

/// The protocol of a flare when none is named.
pub(crate) fn default() -> Result<Checked, Failure> {
    built_in(DEFAULT)
}

/// A built-in protocol. One that this program cannot read itself is checked, for what is wrong with it.
fn built_in(name: &str) -> Result<Checked, Failure> {
    library::checked(name).map_or_else(|| checked(builtin(name).unwrap_or_default(), name), Ok)
}

/// The person's own protocol files, by the names of the files, in order. A folder that is not there has none; one that
/// cannot be reached is a failure.
pub(crate) fn own(home: &Home) -> Result<Vec<(String, PathBuf)>, Failure> {
    let paths = home::files_in(&home.protocols, |_| true)?.into_iter();
    let mut own: Vec<(String, PathBuf)> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
        .collect();
    own.sort();
    Ok(own)
}

/// Reads and checks a file.
pub(crate) fn open(path: &Path) -> Result<Checked, Failure> {
    checked(&read_file(path)?, &path.display().to_string())
}

fn read_file(path: &Path) -> Result<String, Failure> {
    disk::read_limited(path, LARGEST)
        .map_err(|why| Failure::new(FailureKind::Untrusted, say::cannot_read(why)).hint(say::BUILT_IN))
}

fn checked(text: &str, name: &str) -> Result<Checked, Failure> {
    read(text).map_err(|problems| refused(&problems, name))
}

/// A file is refused for these.
pub(crate) fn refused(problems: &[Problem], name: &str) -> Failure {
    let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Failure::new(FailureKind::Untrusted, say::problems(name, &list)).hint(say::mend(list.len() != 1, name))
}
