//! What the person was reminded of: one small file, without which nothing but a reminder is said twice.

use crate::disk::{read_limited, write_atomic};
use crate::error::{Failure, FailureKind};
use crate::model::reminded::Reminded;
use crate::store::home::Home;
use crate::words::remind;

/// The largest file that is read. It holds what is due, and what was in the last day.
const LARGEST: u64 = 256 * 1024;

/// What was said. What cannot be read was not: then it is said again.
pub(crate) fn read(home: &Home) -> Reminded {
    let text = read_limited(&home.said, LARGEST).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Remembers what was said.
pub(crate) fn write(home: &Home, said: &Reminded) -> Result<(), Failure> {
    let again = |why: String| Failure::new(FailureKind::Failed, why).hint(remind::SAID_AGAIN);
    let mut text = serde_json::to_string_pretty(said).map_err(|error| again(error.to_string()))?;
    text.push('\n');
    write_atomic(&home.said, text.as_bytes()).map_err(|failure| again(failure.message))
}
