//! Links that lead nowhere: to a drive that is out, or to a folder that was moved.
//!
//! The system says of them "no such file", as it does where nothing ever was. The two are never taken for one another.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::words::file;

/// A link, and what it points to, which is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Dangling {
    /// The link, somewhere on the way to what was looked for.
    pub(crate) link: PathBuf,
    /// What stands in it.
    pub(crate) target: PathBuf,
}

/// The link that leads nowhere on the way to a path. `None`: whatever is missing there is missing for good.
pub(crate) fn dangling(path: &Path) -> Option<Dangling> {
    let nearest = path.ancestors().find(|above| fs::symlink_metadata(above).is_ok())?;
    let target = fs::read_link(nearest).ok()?;
    let missing = fs::metadata(nearest).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    missing.then(|| Dangling { link: nearest.to_owned(), target })
}

/// The same error, or one that says where the link on the way leads: then nobody knows what stands behind it.
pub(super) fn told(path: &Path, error: io::Error) -> io::Error {
    if error.kind() != io::ErrorKind::NotFound {
        return error;
    }
    match dangling(path) {
        Some(Dangling { link, target }) => io::Error::other(file::leads_nowhere(link.display(), target.display())),
        None => error,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_no_missing_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        symlink("/nowhere/stick", at("link")).expect("the test may link");
        symlink(at("link"), at("twice")).expect("the test may link");
        symlink(folder.path(), at("good")).expect("the test may link");
        let check = |path: &str, link: Option<&str>| {
            assert_eq!(dangling(&at(path)).map(|found| found.link), link.map(at), "{path}");
        };
        check("link", Some("link"));
        check("link/flares/x.json", Some("link"));
        check("twice/journal.jsonl", Some("twice"));
        check("good/link/journal.jsonl", Some("good/link"));
        check("good", None);
        check("good/none", None);
        check("none/none", None);
    }
}
