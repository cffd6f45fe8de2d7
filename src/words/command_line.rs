//! What is said of a command line that is not understood, where the grammar does not say it.

pub(crate) const SEE_THEM_ALL: &str = "See them all with: backflare --help";
pub(crate) const SEE_HOW: &str = "See how with: backflare --help";
