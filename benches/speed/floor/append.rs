//! The floor of whatever records: it takes a lock, appends one line, and waits until that is on the disk.

use std::fs::OpenOptions;
use std::io::{Result, Write};

fn main() -> Result<()> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let lock = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(format!("{path}.lock"))?;
    lock.lock()?;
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let mut line = [b'x'; 150];
    line[149] = b'\n';
    file.write_all(&line)?;
    file.sync_data()?;
    println!("Written.");
    Ok(())
}
