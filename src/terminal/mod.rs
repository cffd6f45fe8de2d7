//! The machine's side of the guided walk: single keys and a painted screen, typed lines, and a voice.
//!
//! Whatever happens, the terminal is put back as it was: at the end, when the program is ended or suspended from outside,
//! and when it fails. Only `kill -9` leaves no time for that.

pub mod lines;
pub mod raw;
pub mod signals;
pub mod voice;
