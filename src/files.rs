//! Where things live, and the small files beside the journal: the profile, each flare's copy of its protocol, and
//! protocols of the person's own.
//!
//! A small file is replaced whole, never written in place: whoever reads it, whenever, finds the old or the new one.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::error::{Failure, Kind};
use crate::journal::private::{cannot_write, folder_of, make_folder, open_or_make, sync_folder};
use crate::journal::{Journal, Writer};
use crate::model::profile::Profile;

/// The largest protocol that is read. The built-in ones have under 100 KiB.
pub const LARGEST_PROTOCOL: u64 = 2 * 1024 * 1024;

/// The largest profile that is read. A full one has under 10 KiB.
const LARGEST_PROFILE: u64 = 256 * 1024;

/// Where things live. Nothing needs to exist yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
    /// The journal.
    pub journal: PathBuf,
    /// The profile.
    pub profile: PathBuf,
    /// Where each flare's copy of its protocol is.
    pub flares: PathBuf,
    /// Where the person's own protocols are: the only folder in which files are edited by hand.
    pub protocols: PathBuf,
}

impl Home {
    /// Finds the folders. `BACKFLARE_HOME` names one for all of them, and a relative one is taken from the current
    /// folder; empty, it is as if unset. Without it they are where this platform keeps such things: on Linux
    /// `~/.local/state/backflare`, and `~/.config/backflare/protocols` for protocols of one's own.
    pub fn find(environment: &BTreeMap<OsString, OsString>) -> Result<Self, Failure> {
        match environment.get(OsStr::new("BACKFLARE_HOME")) {
            Some(home) if !home.is_empty() => match std::path::absolute(home) {
                Ok(home) => Ok(Self::in_folders(&home, &home)),
                Err(error) => Err(Failure::new(
                    Kind::Failed,
                    format!("the current folder, from which BACKFLARE_HOME is taken, cannot be found: {error}"),
                )
                .hint("Give the whole path, such as BACKFLARE_HOME=/home/me/backflare")),
            },
            Some(_) | None => match directories::ProjectDirs::from("", "", "backflare") {
                Some(folders) => {
                    let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
                    Ok(Self::in_folders(state, folders.config_dir()))
                }
                None => Err(Failure::new(Kind::Failed, "your home folder cannot be found")
                    .hint("Set HOME, or choose a folder: BACKFLARE_HOME=/some/folder backflare ...")),
            },
        }
    }

    fn in_folders(state: &Path, own: &Path) -> Self {
        Self {
            journal: state.join("journal.jsonl"),
            profile: state.join("profile.json"),
            flares: state.join("flares"),
            protocols: own.join("protocols"),
        }
    }

    /// The journal that is kept here.
    pub fn journal(&self) -> Journal {
        Journal::at(self.journal.clone())
    }
}

/// The copy of the protocol that a flare was started with. It is compact JSON, written once, and everything about that
/// flare reads it and nothing else.
pub fn flare_path(home: &Home, flare: Uuid) -> PathBuf {
    home.flares.join(format!("{flare}.json"))
}

/// The journals that a repair has put aside.
pub fn old_journals(home: &Home) -> Vec<PathBuf> {
    in_folder(folder_of(&home.journal), |name| name.starts_with("journal.jsonl.") && kind(name) == "old")
}

/// Every file about the person that is there: the journals, the answers, the copies of protocols, and what a killed
/// process may have left half-written. Not the lock, which is empty, nor protocols of the person's own.
pub fn kept_files(home: &Home) -> Vec<PathBuf> {
    let half = |name: &str| name.starts_with('.') && kind(name) == "tmp";
    let mut all = vec![home.journal.clone(), home.profile.clone()];
    all.retain(|path| fs::symlink_metadata(path).is_ok());
    all.extend(old_journals(home));
    all.extend(in_folder(folder_of(&home.journal), half));
    all.extend(in_folder(&home.flares, |name| half(name) || kind(name) == "json"));
    all
}

/// What stands after the last dot of a name.
fn kind(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, kind)| kind)
}

/// The files of a folder whose name is such, in order.
fn in_folder(folder: &Path, is: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.filter(|entry| entry.file_name().to_str().is_some_and(&is)).map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// Makes it last that names in a folder came or went.
pub fn sync(folder: &Path) -> io::Result<()> {
    sync_folder(folder)
}

/// Who may read a file or a folder, as far as this system says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
    /// Others than its owner may read or write it.
    pub open: bool,
    /// It belongs to somebody else.
    pub foreign: bool,
}

/// Who may read it. `None`: it is not there, or this system does not say.
pub fn access(path: &Path) -> Option<Access> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let known = fs::metadata(path).ok()?;
        let foreign = crate::journal::private::own_uid() != known.uid();
        Some(Access { open: known.mode() & 0o077 != 0, foreign })
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// Leaves it to its owner alone.
pub fn close_to_others(path: &Path) -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|error| cannot_write(path, &error))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}

/// Replaces a file, or makes it: written beside it, brought to the disk, and put in its place in one step. Killed
/// half-way it leaves the old file whole, and at most a `.tmp` that nothing reads.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace(path, bytes)?.map_err(|error| unconfirmed(path, &error))
}

/// The new file is in its place, but whether it will still be after a loss of power is not known.
fn unconfirmed(path: &Path, error: &io::Error) -> Failure {
    let message = format!("{} was written, but the disk did not confirm it: {error}", path.display());
    Failure::new(Kind::Failed, message)
}

/// The inner result is the disk's confirmation of what has been put in its place.
fn replace(path: &Path, bytes: &[u8]) -> Result<io::Result<()>, Failure> {
    // A link to a file elsewhere stays a link.
    let path = match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) if error.kind() != io::ErrorKind::NotADirectory => return Err(cannot_write(path, &error)),
        real => real.unwrap_or_else(|_| path.to_owned()),
    };
    let folder = folder_of(&path);
    make_folder(folder)?;
    if path.is_dir() {
        return Err(cannot_write(&path, &io::Error::other("a folder stands in its place")));
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = folder.join(name);
    let mut file = open_or_make(&beside, OpenOptions::new().write(true).truncate(true))?;
    let put = |file: &mut File| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, &path)
    };
    if let Err(error) = put(&mut file) {
        // Should it stay behind, nothing reads it; the first error is the one to tell.
        fs::remove_file(&beside).unwrap_or_default();
        return Err(cannot_write(&path, &error));
    }
    Ok(sync_folder(folder))
}

/// Reads the profile. One that does not exist knows nothing; one that cannot be read is never taken for that, and is
/// never written over.
pub fn read_profile(home: &Home) -> Result<Profile, Failure> {
    let path = &home.profile;
    let refuse = |why: String| {
        let name = path.display();
        Failure::new(Kind::Untrusted, format!("the profile cannot be trusted: {why}")).hint(format!(
            "Safety rests on it. Mend that place, or move it away and answer again:\n  mv '{name}' '{name}.old'\n  \
             backflare profile ask"
        ))
    };
    let text = match read_limited(path, LARGEST_PROFILE) {
        Ok(text) => text,
        Err(Unreadable { why: Why::Missing, .. }) => return Ok(Profile::default()),
        Err(unreadable) => return Err(refuse(unreadable.to_string())),
    };
    if text.trim_start().starts_with('[') {
        return Err(refuse(format!("{} holds no JSON object", path.display())));
    }
    let json = &mut serde_json::Deserializer::from_str(&text);
    let profile: Profile = serde_path_to_error::deserialize(&mut *json).map_err(|error| {
        // The path cannot name a key that is one of a closed set, so it ends there; line and column follow anyway.
        let place = error.path().to_string();
        let place = match place.split(".?").next() {
            Some("." | "?") | None => String::new(),
            Some(known) => format!(", at {known}"),
        };
        refuse(format!("{}{place}: {}", path.display(), error.into_inner()))
    })?;
    json.end().map_err(|error| refuse(format!("{}, after its end: {error}", path.display())))?;
    Ok(profile)
}

/// Replaces the profile. The writer is the proof that nobody else does so at the same time: read the profile again
/// while it is held, change that, and write it.
pub fn write_profile(proof: &Writer<'_>, home: &Home, profile: &Profile) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(profile)
        .map_err(|error| Failure::new(Kind::Failed, format!("the profile cannot be written: {error}")))?;
    text.push('\n');
    replace(&home.profile, text.as_bytes())?.map_err(|error| {
        proof.ledger().unsure();
        unconfirmed(&home.profile, &error)
            .hint("The answers about you may not be saved. See them: backflare profile show")
    })?;
    proof.ledger().saved("profile");
    Ok(())
}

/// A file that could not be read, and why. What that means, and so the exit code, is for the caller to say.
#[derive(Debug)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// What was wrong.
    pub why: Why,
}

/// Why a file could not be read.
#[derive(Debug)]
pub enum Why {
    /// There is none.
    Missing,
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// It is not UTF-8.
    NotText,
    /// The system said no.
    System(io::Error),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.why {
            Why::Missing => write!(f, "{path} does not exist"),
            Why::NotAFile => write!(f, "{path} is not a regular file"),
            Why::TooLarge(limit) => write!(f, "{path} is larger than {} KiB", limit / 1024),
            Why::NotText => write!(f, "{path} is not text in UTF-8"),
            Why::System(error) => write!(f, "{path} cannot be read: {error}"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads a text file of at most `limit` bytes. Only regular files: a pipe may never end, and a device neither.
pub fn read_limited(path: &Path, limit: u64) -> Result<String, Unreadable> {
    String::from_utf8(read_limited_bytes(path, limit)?)
        .map_err(|_| Unreadable { path: path.to_owned(), why: Why::NotText })
}

/// The same for a file that need not be text.
pub(crate) fn read_limited_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let unreadable = |why| Unreadable { path: path.to_owned(), why };
    let system = |error: io::Error| {
        // "Not a folder" is said of what stands above it; whoever writes there names that.
        let missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
        unreadable(if missing { Why::Missing } else { Why::System(error) })
    };
    // Asked before opening, which would wait for the other end of a pipe.
    let known = fs::metadata(path).map_err(system)?;
    if !known.is_file() {
        return Err(unreadable(Why::NotAFile));
    }
    if known.len() > limit {
        return Err(unreadable(Why::TooLarge(limit)));
    }
    // One more than it should have, so that its end is seen at once. It may grow until it is open.
    let mut bytes = Vec::with_capacity(usize::try_from(known.len()).unwrap_or(0) + 1);
    File::open(path).map_err(system)?.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(system)?;
    if bytes.len() as u64 > limit { Err(unreadable(Why::TooLarge(limit))) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::model::profile::{Answer, Answered, Fact};
    use crate::model::time::Stamp;

    fn environment(home: &Path) -> BTreeMap<OsString, OsString> {
        BTreeMap::from([("BACKFLARE_HOME".into(), home.into())])
    }

    fn home() -> (TempDir, Home) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let home = Home::find(&environment(&folder.path().join("home"))).expect("it is set");
        (folder, home)
    }

    #[test]
    fn one_folder_holds_everything() {
        let (folder, home) = home();
        let at = |name: &str| folder.path().join("home").join(name);
        assert_eq!(home.journal().path(), at("journal.jsonl"));
        assert_eq!((home.profile.clone(), home.protocols.clone()), (at("profile.json"), at("protocols")));
        assert_eq!(flare_path(&home, Uuid::nil()), at("flares/00000000-0000-0000-0000-000000000000.json"));

        let relative = Home::find(&environment(Path::new("here"))).expect("there is a current folder");
        assert!(relative.journal.is_absolute() && relative.journal.ends_with("here/journal.jsonl"));
        let unset = Home::find(&BTreeMap::new()).expect("there is a home folder");
        assert_eq!(Home::find(&environment(Path::new(""))).expect("there is a home folder"), unset);
        assert!(unset.journal.is_absolute());
    }

    #[test]
    fn the_profile_comes_back() {
        let (_folder, home) = home();
        assert_eq!(read_profile(&home).expect("none is an empty one"), Profile::default());
        let at = Stamp::parse("2026-11-22T09:30:00+01:00").expect("it is a time");
        let mut profile = Profile::default();
        profile.answers.insert(Fact::Age, Answered { value: Answer::Number(44), at });
        let journal = home.journal();
        let writer = journal.lock(&mut |_| {}).expect("nobody else holds the lock");
        write_profile(&writer, &home, &Profile::default()).expect("there is room");
        write_profile(&writer, &home, &profile).expect("there is room");
        assert_eq!(read_profile(&home).expect("it was just written"), profile);
        let mut left: Vec<_> = fs::read_dir(folder_of(&home.profile)).expect("it is there").flatten().collect();
        left.sort_by_key(fs::DirEntry::file_name);
        let left: Vec<_> = left.iter().map(fs::DirEntry::file_name).collect();
        assert_eq!(left, ["journal.jsonl", "journal.lock", "profile.json"], "nothing stays behind");
    }

    #[test]
    fn a_damaged_profile_is_not_an_empty_one() {
        let (_folder, home) = home();
        let check = |bytes: &[u8], named: &str| {
            write_atomic(&home.profile, bytes).expect("there is room");
            let failure = read_profile(&home).expect_err("it is damaged");
            assert_eq!(failure.kind, Kind::Untrusted);
            assert!(failure.message.contains(named), "{failure}");
            assert!(failure.message.contains("profile.json"), "{failure}");
            assert!(failure.hint.is_some_and(|hint| hint.contains("backflare profile ask")));
            assert_eq!(fs::read(&home.profile).expect("it is there"), bytes, "it is left as it was");
        };
        check(b"", "EOF");
        check(b"{}{}", "after its end");
        check(b"\xff", "UTF-8");
        check(b"{\"aswers\":{}}", "unknown field");
        check(b"{\"answers\":{\"age\":{\"value\":\"maybe\",\"at\":\"2026-11-22T09:30:00+01:00\"}}}", "at answers:");
        check(b"{\"answers\":{\"age\":{\"value\":\"44\",\"at\":\"noon\"}}}", "at answers:");
        check(&vec![b' '; 300 * 1024], "larger than 256 KiB");
        fs::remove_file(&home.profile).expect("the test may remove it");
        fs::create_dir(&home.profile).expect("the test may write");
        assert!(read_profile(&home).expect_err("a folder").message.contains("not a regular file"));
    }

    #[test]
    fn reading_has_limits() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        let read = |limit| read_limited(&path, limit).map_err(|unreadable| unreadable.why);
        assert!(matches!(read(5), Err(Why::Missing)));
        fs::write(&path, "12345").expect("the test may write");
        assert_eq!(read(5).expect("it fits"), "12345");
        assert!(matches!(read(4), Err(Why::TooLarge(4))));
        assert!(matches!(read_limited(folder.path(), 5), Err(Unreadable { why: Why::NotAFile, .. })));
        #[cfg(unix)]
        assert!(matches!(read_limited(Path::new("/dev/zero"), 5), Err(Unreadable { why: Why::NotAFile, .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_is_private_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").expect("the test may write");
        symlink(&real, &link).expect("the test may link");
        write_atomic(&link, b"new").expect("there is room");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&real).expect("it is there"), "new");
        assert_eq!(fs::metadata(&real).expect("it is there").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn something_in_the_way_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let failure = write_atomic(folder.path(), b"").expect_err("a folder is no file");
        assert!(failure.message.contains("a folder stands in its place"), "{failure}");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("the test may write");
        let failure = write_atomic(&file.join("flares/x.json"), b"").expect_err("a file is no folder");
        assert!(failure.message.contains("file is not a folder"), "{failure}");
        assert_eq!(failure.kind, Kind::Failed);
    }
}
