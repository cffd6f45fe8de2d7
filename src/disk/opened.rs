//! For tests: which files were opened to be read, by this thread.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

thread_local! {
    static OPENED: RefCell<Vec<PathBuf>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn note(path: &Path) {
    OPENED.with_borrow_mut(|opened| opened.push(path.to_owned()));
}

/// The files that were opened since this was asked last, in order, each as often as it was.
pub(crate) fn take() -> Vec<PathBuf> {
    OPENED.take()
}
