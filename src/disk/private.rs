//! Folders and files that only their owner can read: what is in here is about somebody's health.
//!
//! What exists already keeps the permissions that its owner gave it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::link::{self, Dangling, dangling};
use crate::error::{Failure, FailureKind};
use crate::words::file;

/// The folder that a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder and whatever is missing above it, each for its owner alone, whatever the umask.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder_of(folder);
    if folder != above {
        make_folder(above)?;
    }
    match create_folder(folder) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            // Somebody else may have made it in the meantime.
            if folder.is_dir() {
                return Ok(());
            }
            return Err(occupied(folder));
        }
        Err(error) => return Err(cannot_make(folder, &error)),
    }
    permit(folder, 0o700).and_then(|()| sync_folder(above)).map_err(|error| cannot_make(folder, &error))
}

/// Never open to others, not even for the moment until its permissions are set: whoever is killed there leaves it so.
fn create_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::DirBuilderExt::mode(&mut fs::DirBuilder::new(), 0o700).create(folder);
    #[cfg(not(unix))]
    return fs::create_dir(folder);
}

/// Something else stands where the folder should be, or where one above it should be. Only what stands in its own place
/// is ever to be moved: above it other things may live.
pub(crate) fn occupied(folder: &Path) -> Failure {
    if let Some(Dangling { link, target }) = dangling(folder) {
        let message = file::leads_nowhere(link.display(), target.display());
        return Failure::new(FailureKind::Failed, message).hint(file::PLUG_IN);
    }
    let above = folder.ancestors().find(|folder| folder.exists()).unwrap_or(folder);
    let name = above.display();
    let hint = if above == folder { file::move_away(&name) } else { file::OTHER_HOME.to_owned() };
    Failure::new(FailureKind::Failed, file::no_folder(name)).hint(hint)
}

fn cannot_make(folder: &Path, error: &io::Error) -> Failure {
    let (name, above) = (folder.display(), folder_of(folder).display());
    let hint =
        made_by_root(folder).map_or_else(|| file::look_there("-ld", above), |root| file::take_back(root.display()));
    Failure::new(FailureKind::Failed, file::cannot_make_folder(name, error)).hint(hint)
}

/// Opens a regular file to read it and to write at its end; one that is missing is made for its owner alone.
pub(crate) fn open_to_append(path: &Path) -> Result<File, Failure> {
    #[cfg(test)]
    super::opened::note(path);
    open_or_make(path, OpenOptions::new().read(true).append(true))
}

/// Opens a regular file with these options; one that is missing is made for its owner alone, whatever the umask.
pub(super) fn open_or_make(path: &Path, options: &OpenOptions) -> Result<File, Failure> {
    let open = || {
        match fs::metadata(path) {
            // Asked before opening, which would wait for the other end of a pipe.
            Ok(kind) if kind.is_dir() => return Err(io::Error::other(file::FOLDER_IN_PLACE)),
            Ok(kind) if !kind.is_file() => return Err(io::Error::other(file::NOT_REGULAR)),
            Ok(_) => return options.open(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        match make(path, options) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => options.open(path),
            made => made,
        }
    };
    open().map_err(|error| cannot_write(path, &link::told(path, error)))
}

/// Makes a file that does not exist yet.
pub(super) fn make(path: &Path, options: &OpenOptions) -> io::Result<File> {
    let mut options = options.clone();
    options.create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // The mode above was cut by the umask, which may have taken away the owner's own rights.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

/// Refuses a journal that belongs to somebody else: what stands in it is theirs, or was put there for us to believe.
#[cfg(unix)]
pub(crate) fn refuse_stranger(file: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let theirs = file.metadata()?.uid();
    let ours = own_uid();
    if theirs == ours { Ok(()) } else { Err(io::Error::other(file::somebody_elses(theirs))) }
}

/// Elsewhere the permissions of the folder have to do.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(crate) fn refuse_stranger(_file: &File) -> io::Result<()> {
    Ok(())
}

/// The user that this process makes files as.
#[cfg(unix)]
pub(super) fn own_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// The folder that root has made in the home of who runs this, on the way to that path. `None`: none was.
fn made_by_root(path: &Path) -> Option<PathBuf> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let own = own_uid();
        let owner = |path: &Path| fs::metadata(path).ok().map(|known| known.uid());
        let way: Vec<&Path> = path.ancestors().collect();
        let mine = way.iter().position(|above| own != 0 && owner(above) == Some(own))?;
        way[..mine].iter().rev().find(|above| owner(above) == Some(0)).map(|above| (*above).to_owned())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// A file that cannot be written, where the message is the whole answer.
pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    let (name, folder) = (path.display(), folder_of(path).display());
    let hint =
        made_by_root(path).map_or_else(|| file::look_there("-la", folder), |root| file::take_back(root.display()));
    Failure::new(FailureKind::Failed, file::cannot_write(name, error)).hint(hint)
}

/// Makes a file, or empties one that was left behind.
pub(super) fn make_anew(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Err(_) | Ok(()) => make(path, OpenOptions::new().write(true)),
    }
}

/// Lets a file be found under another name as well, so that its own can go to another file. Where the file system knows
/// no second name, it is a copy.
pub(super) fn name_twice(path: &Path, other: &Path) -> io::Result<()> {
    match fs::hard_link(path, other) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => {
            let mut copy = make(other, OpenOptions::new().write(true))?;
            io::copy(&mut File::open(path)?, &mut copy)?;
            copy.sync_all()
        }
        Ok(()) => Ok(()),
    }
}

/// Makes the names in a folder last: a file that is safe on the disk is lost if its name is not.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened as a file, and the file's own sync has to do.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(unix)]
pub(super) fn permit(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(super) fn permit(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}
