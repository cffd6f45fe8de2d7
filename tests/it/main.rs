//! The tests that look at the program from outside, and at the tree: one binary, so that it links once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it stands")]

#[allow(dead_code, reason = "a drawer of tools: not every test file takes each of them")]
mod env;
mod faults;
mod readme;
mod scenario;
mod source;
mod tidy;
mod zone;
