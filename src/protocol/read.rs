//! JSON text into a [`Checked`] protocol, or into everything that is wrong with it.
//!
//! An author fixes ten mistakes in one go when all ten are on the screen. So the text is read three times, each more
//! closely: as JSON (`tree`), element by element as the format (`repair`, which notes a mistake, mends its own copy and
//! reads on), and as a whole by [`check`]. An element that could not be read is left out of the last, but
//! its name still counts, so that one mistake does not draw others after it.

mod fault;
mod repair;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use super::problem::Problem;

use super::check::{self, LeftOut};
use super::checked::Checked;
use super::format::{Protocol, Source, Sources};
use super::general::add_to;
use crate::words::problem::reading as say;

/// So many problems are enough to say that a file is no protocol; the rest of it is not looked at.
const MOST_PROBLEMS: usize = 1000;

/// Reads and checks a protocol. Every problem is reported, up to a thousand, in the order of the file.
///
/// The size of the text is the caller's to limit; its depth is limited here.
pub fn read(text: &str) -> Result<Checked, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut tree = tree::parse(text).map_err(|problem| vec![problem])?;
    let mut problems = std::mem::take(&mut tree.problems);
    let Value::Object(mut fields) = tree.value else {
        let help = Some(say::A_PROTOCOL_BEGINS.to_owned());
        problems.push(Problem { path: String::new(), message: say::NO_PROTOCOL.to_owned(), help });
        return Err(problems);
    };
    let mut take = |list: &str| match fields.get_mut(list) {
        Some(Value::Array(elements)) => std::mem::take(elements),
        Some(_) | None => Vec::new(),
    };
    let mut reader = Reader { problems, unread: LeftOut::default() };
    let sources = Sources::from(reader.list::<Source>("sources", take("sources")));
    let signs = reader.list("signs", take("signs"));
    let cards = reader.list("cards", take("cards"));
    let choices = reader.list("choices", take("choices"));
    let phases = reader.list("phases", take("phases"));
    let reasons = reader.list("stops", take("stops"));
    let steps = reader.list("steps", take("steps"));
    let routines = reader.list("routines", take("routines"));
    let avoid = reader.list("avoid", take("avoid"));
    let escalations = reader.list("escalations", take("escalations"));
    let Reader { mut problems, mut unread } = reader;

    let head = repair::read::<Protocol>(Value::Object(fields), "", &mut problems);
    // A list that is missing, or no list, has names that nobody knows.
    unread.nameless.extend(head.faulty.iter().cloned());
    unread.lists.extend(head.faulty);
    if let Some(head) = head.value {
        let mut whole = Protocol {
            sources,
            signs,
            cards,
            choices,
            phases,
            stops: reasons,
            steps,
            routines,
            avoid,
            escalations,
            ..head
        };
        problems.extend(check::problems(&whole, &unread));
        if problems.is_empty() {
            add_to(&mut whole);
            return Ok(Checked::new(whole));
        }
    }
    Err(in_order(problems, &tree.order))
}

struct Reader {
    problems: Vec<Problem>,
    unread: LeftOut,
}

impl Reader {
    /// The elements of a list that could be read. The names of the others are kept.
    fn list<T: DeserializeOwned + Serialize>(&mut self, list: &'static str, elements: Vec<Value>) -> Vec<T> {
        let mut good = Vec::new();
        for (place, element) in elements.into_iter().enumerate() {
            if self.problems.len() >= MOST_PROBLEMS {
                self.unread.lists.insert(list.to_owned());
                self.unread.nameless.insert(list.to_owned());
                break;
            }
            let read = repair::read::<T>(element, &format!("{list}[{place}]"), &mut self.problems);
            if read.faulty.is_empty() {
                self.unread.places.entry(list).or_default().push(place);
                good.extend(read.value);
            } else {
                self.unread.lists.insert(list.to_owned());
                match read.id {
                    Some(id) => self.unread.names.push((list, id)),
                    None => _ = self.unread.nameless.insert(list.to_owned()),
                }
            }
        }
        good
    }
}

/// The problems by their place in the file, each once. A place that is not in the file stands at the nearest that is.
fn in_order(problems: Vec<Problem>, order: &std::collections::HashMap<String, usize>) -> Vec<Problem> {
    let place = |path: &str| {
        let mut path = path;
        loop {
            if let Some(place) = order.get(path) {
                return *place;
            }
            match path.rfind(['.', '[']) {
                Some(end) => path = &path[..end],
                None => return 0,
            }
        }
    };
    let mut seen = BTreeSet::new();
    let mut placed: Vec<(usize, Problem)> = problems
        .into_iter()
        .filter(|problem| seen.insert(problem.to_string()))
        .map(|problem| (place(&problem.path), problem))
        .collect();
    placed.sort_by_key(|(place, _)| *place);
    let more = placed.len() > MOST_PROBLEMS;
    let mut problems: Vec<Problem> = placed.into_iter().map(|(_, problem)| problem).take(MOST_PROBLEMS).collect();
    if more {
        let help = Some(say::MEND_THESE.to_owned());
        let message = say::too_many_problems(MOST_PROBLEMS);
        problems.push(Problem { path: String::new(), message, help });
    }
    problems
}
