//! Everything out and in: values to the formats of other programs, and an export back to values.
//!
//! Nothing is read or written here: a piece of text goes out as a whole, and whoever asks for it brings it to a file.
//! Whatever comes from a person is escaped where it is put in, by the one function of its format.

pub mod csv;
pub mod fhir;
pub mod ics;
pub mod json;
pub mod merge;
