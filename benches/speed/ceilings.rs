//! Ceilings of instructions: what has become quick stays so.

use std::fs;
use std::path::Path;

use crate::homes::{self, Home};
use crate::measure::{self, Program};
use crate::table::mega;
use crate::{Bench, Result};

/// The table: a command and the most instructions that it may need, a line each.
const FILE: &str = "benches/speed/ceilings.txt";

/// Counts each command of the table, and fails where one needs more. A ceiling leaves 5 % to spare, and may only fall.
pub(crate) fn hold(bench: &Bench) -> Result<()> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE))?;
    let (past, flare) = homes::lives(&bench.world);
    // Paths of one length, so that their letters are counted alike wherever this runs.
    let fixed = tempfile::Builder::new().prefix("backflare-").rand_bytes(6).tempdir_in("/tmp")?;
    let day = homes::build(fixed.path().join("day3"), &bench.world, &flare, &past, 1_000)?;
    let nobody = Home::empty(fixed.path().join("none"))?;
    let program = fixed.path().join("backflare");
    fs::copy(&bench.program, &program)?;
    let mut above = Vec::new();
    println!("| command | instructions | ceiling |");
    println!("|---|--:|--:|");
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let (command, ceiling) = line.split_once(':').ok_or_else(|| format!("{FILE}: no colon in {line}"))?;
        let (home, words) = match command.strip_prefix("no flare, ") {
            Some(words) => (&nobody, words),
            None => (&day, command),
        };
        let arguments: Vec<&str> = words.split_whitespace().filter(|word| *word != "backflare").collect();
        let program = Program { file: program.clone(), ..homes::backflare(bench, home, &arguments) };
        let Some(count) = measure::instructions(&program) else {
            println!("note: valgrind is not installed, so nothing was counted");
            return Ok(());
        };
        home.reset()?;
        let ceiling: u64 = ceiling.trim().replace(',', "").parse().map_err(|_| format!("{FILE}: {line}"))?;
        println!("| {command} | {} | {} |", mega(count), mega(ceiling));
        if count > ceiling {
            above.push(command.to_owned());
        }
    }
    if above.is_empty() { Ok(()) } else { Err(format!("above the ceiling: {}", above.join(", ")).into()) }
}
