//! The binary: build the operating system's process, run, return the exit code.

use std::process::ExitCode;

use backflare::process::Process;

fn main() -> ExitCode {
    ExitCode::from(backflare::run(&mut Process::real()))
}
