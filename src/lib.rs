//! backflare: a calm, step-by-step companion for the days when a back goes out.

pub mod engine;
pub mod error;
pub mod files;
pub mod journal;
pub mod model;
pub mod process;
pub mod protocol;
