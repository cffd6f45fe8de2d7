//! A file for what is on its way: private, and gone when it is closed.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use crate::disk::private::{folder_of, make, make_folder};

/// Makes a file beside another one, to write and to read again. Where the system allows, it has no name from the
/// beginning; elsewhere a `.tmp` may stay, which nothing reads and `forget` removes.
pub(crate) fn scratch(beside: &Path) -> io::Result<File> {
    let folder = folder_of(beside);
    make_folder(folder).map_err(|failure| io::Error::other(failure.message))?;
    let path = folder.join(format!(".coming.{}.tmp", std::process::id()));
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Err(_) | Ok(()) => {}
    }
    let file = make(&path, OpenOptions::new().read(true).write(true))?;
    if cfg!(unix) {
        fs::remove_file(&path)?;
    }
    Ok(file)
}
