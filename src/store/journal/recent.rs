//! The end of the journal, so many bytes of it and no more: for what is good to know and never decides.

use std::io::{self, Read as _, Seek as _, SeekFrom};

use crate::model::event::Record;
use crate::store::journal::{Journal, read};

impl Journal {
    /// The entries in the last bytes of the file, in its order. What cannot be read is left out, and so is everything where
    /// the file cannot be opened.
    pub(crate) fn recent(&self, most: u64) -> Vec<Record> {
        self.last_bytes(most).map(|bytes| entries(&bytes)).unwrap_or_default()
    }

    fn last_bytes(&self, most: u64) -> io::Result<Vec<u8>> {
        let Some(mut file) = self.open_own()? else { return Ok(Vec::new()) };
        let length = file.seek(SeekFrom::End(0))?;
        let from = length.saturating_sub(most);
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes)?;
        if from > 0 {
            // The first line has lost its beginning.
            let cut = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
            bytes.drain(..cut);
        }
        Ok(bytes)
    }
}

fn entries(bytes: &[u8]) -> Vec<Record> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    lines.filter_map(|line| read::parse(line, &mut None).ok()).collect()
}
