//! Protocols: the data that says what to do. JSON in, a [`Checked`] protocol out.
//!
//! [`format`](mod@format) is the format, [`read`] turns text into it and reports every problem at once, [`check`]
//! holds the rules between the parts and the ceilings, [`library`] knows the built-in ones.

pub mod after_medicine;
pub mod called;
pub mod check;
mod checked;
pub mod format;
pub mod general;
pub mod library;
pub mod named;
mod problem;
pub mod read;
#[cfg(test)]
mod schema;

pub use checked::Checked;
pub use format::Protocol;
pub use problem::Problem;
