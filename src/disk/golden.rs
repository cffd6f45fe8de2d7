//! Files of the repository that a test holds equal to what the code makes, and programs that tests put in the way.

use std::fs;
use std::path::{Path, PathBuf};

/// Whether such files are written anew, and not compared.
fn blesses() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Holds a file equal to what was made, or writes it with `BLESS=1`. `filter` runs the test that makes it.
///
/// # Panics
///
/// Where they differ: with the first line that does.
pub(crate) fn hold(path: &str, made: &str, filter: &str) {
    let file = in_repository(path);
    if blesses() {
        fs::create_dir_all(file.parent().expect("it has a folder")).expect("the folder");
        fs::write(file, made).expect("written");
        return;
    }
    let kept = fs::read_to_string(file).unwrap_or_default();
    let same = made.lines().zip(kept.lines()).take_while(|(made, kept)| made == kept).count();
    assert!(
        kept == made,
        "{path} differs from line {} on; read it, then: BLESS=1 cargo test --lib {filter}\n{}",
        same + 1,
        made.lines().nth(same).unwrap_or_default()
    );
}

/// Holds the JSON files of a folder equal to these, by their names, and lets it have no other.
///
/// # Panics
///
/// Where one differs, or is there and not among these.
pub(crate) fn hold_folder(folder: &str, files: &[(String, String)], filter: &str) {
    let there = fs::read_dir(in_repository(folder)).into_iter().flatten().flatten().map(|entry| entry.path());
    let json = there.filter(|path| path.extension().is_some_and(|its| its == "json"));
    let known = |path: &PathBuf| files.iter().any(|(name, _)| in_repository(folder).join(name) == *path);
    let old: Vec<PathBuf> = json.filter(|path| !known(path)).collect();
    if blesses() {
        for path in &old {
            fs::remove_file(path).expect("removed");
        }
    } else {
        assert!(old.is_empty(), "nothing makes these any more: {old:?}");
    }
    for (name, made) in files {
        hold(&format!("{folder}/{name}"), made, filter);
    }
}

/// Makes a program of that path which does nothing.
#[cfg(unix)]
pub(crate) fn program(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, "").expect("a file");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a program");
}
