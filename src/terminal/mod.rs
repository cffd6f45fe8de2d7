//! The hands of the guided walk: single keys and a painted screen, typed lines, and a voice. Whatever they do to the
//! machine goes through [`Process`](crate::process::Process), so a test can press the keys.
//!
//! Whatever happens, the terminal is put back as it was: at the end, when the program is ended or suspended from outside,
//! and when it fails. Only `kill -9` leaves no time for that.

pub(crate) mod lines;
pub(crate) mod raw;
pub(crate) mod voice;

#[cfg(test)]
mod tests;
