//! The profile: what is known about the person, in one small file that is replaced whole.

use crate::disk::dangling;
use crate::disk::{ReadFault, Staged, Unreadable, read_own, stage, unconfirmed};
use crate::error::{Failure, FailureKind};
use crate::model::profile::Profile;
use crate::store::home::Home;
use crate::store::journal::Writer;
use crate::words::file::PLUG_IN;
use crate::words::kept::profile as words;

/// The largest profile that is read. A full one has under 10 KiB.
const LARGEST_PROFILE: u64 = 256 * 1024;

/// Reads the profile. One that does not exist knows nothing; one that cannot be read is never taken for that, and is
/// never written over.
pub fn read_profile(home: &Home) -> Result<Profile, Failure> {
    let path = &home.profile;
    let refuse = |why: String| {
        let name = path.display();
        let failure = Failure::new(FailureKind::Untrusted, words::untrusted(&why));
        if dangling(path).is_some() { failure.hint(PLUG_IN) } else { failure.hint(words::mend(name)) }
    };
    let text = match read_own(path, LARGEST_PROFILE) {
        Ok(text) => text,
        Err(Unreadable { why: ReadFault::Missing, .. }) => return Ok(Profile::default()),
        Err(unreadable) => return Err(refuse(unreadable.to_string())),
    };
    if text.trim_start().starts_with('[') {
        return Err(refuse(words::no_object(path.display())));
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
    json.end().map_err(|error| refuse(words::after_its_end(path.display(), error)))?;
    Ok(profile)
}

/// Replaces the profile. The writer is the proof that nobody else does so at the same time: read the profile again
/// while it is held, change that, and write it.
pub(crate) fn write_profile(proof: &Writer<'_>, home: &Home, profile: &Profile) -> Result<(), Failure> {
    stage_profile(home, profile)?.put(proof, home)
}

/// A profile that is on the disk already, and not in its place yet.
#[derive(Debug)]
pub(crate) struct StagedProfile(Staged);

/// Brings a new profile to the disk and changes nothing yet: for who must know that there is room for it.
pub(crate) fn stage_profile(home: &Home, profile: &Profile) -> Result<StagedProfile, Failure> {
    let mut text = serde_json::to_string_pretty(profile)
        .map_err(|error| Failure::new(FailureKind::Failed, words::cannot_write(error)))?;
    text.push('\n');
    stage(&home.profile, text.as_bytes()).map(StagedProfile)
}

impl StagedProfile {
    /// Puts it in its place. The writer is the proof, as in [`write_profile`].
    pub(crate) fn put(self, proof: &Writer<'_>, home: &Home) -> Result<(), Failure> {
        self.0.put()?.map_err(|error| {
            proof.ledger().unsure();
            unconfirmed(&home.profile, &error).hint(words::MAYBE_NOT_SAVED)
        })?;
        proof.ledger().saved("profile");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::disk::private::folder_of;
    use crate::disk::write_atomic;
    use crate::model::profile::{Answer, Answered, Fact};
    use crate::model::time::Stamp;

    fn home() -> (TempDir, Home) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let home = Home::find(&BTreeMap::from([("BACKFLARE_HOME".into(), folder.path().join("home").into())]))
            .expect("it is set");
        (folder, home)
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
            assert_eq!(failure.kind, FailureKind::Untrusted);
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
}
