//! One element as the format: notes a mistake, mends its own copy, and reads on to the next.
//!
//! serde stops at the first mistake. So what it stopped at is taken away, renamed or replaced by a stand-in, and the
//! element is read again, until it fits. What was mended is never used: it only uncovers what else is wrong.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serde_path_to_error::Segment;

use super::fault::{self, Misread, Words};
use crate::model::id::Id;
use crate::model::nearest;
use crate::protocol::problem::{Problem, below};

/// How often one element is mended before the rest of its mistakes is left for the next time.
const MOST_REPAIRS: usize = 400;

/// What came of an element.
pub(super) struct Reading<T> {
    /// The element; with stand-ins in it where `faulty` is not empty.
    pub(super) value: Option<T>,
    /// Its fields in which something was wrong.
    pub(super) faulty: BTreeSet<String>,
    /// Its name, as far as it can be made out.
    pub(super) id: Option<String>,
}

/// A place within an element.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Rung {
    Field(String),
    Index(usize),
}

/// Reads one element, adding what is wrong with it to `problems`.
pub(super) fn read<T: DeserializeOwned + Serialize>(
    element: Value,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Reading<T> {
    let first = problems.len();
    let mut mender = Mender { element, path, problems, first, faulty: BTreeSet::new(), stand_ins: BTreeMap::new() };
    let mut value = None;
    if mender.element.is_object() {
        for _ in 0..MOST_REPAIRS {
            match serde_path_to_error::deserialize::<_, T>(&mender.element) {
                Ok(read) => {
                    mender.same_shape(&mut Vec::new(), &mender.element.clone(), &read);
                    value = Some(read);
                    break;
                }
                Err(error) => {
                    let place = keys(error.path());
                    let again = |element: &Value| {
                        let error = serde_path_to_error::deserialize::<_, T>(element).err()?;
                        Some((keys(error.path()), error.inner().to_string()))
                    };
                    if !mender.mend(place, &error.inner().to_string(), again) {
                        break;
                    }
                }
            }
        }
    } else {
        let words = fault::no_group(&mender.element);
        mender.note(&[], words);
    }
    if value.is_none() {
        mender.faulty.insert(String::new());
    }
    let id = mender.id();
    Reading { value, faulty: mender.faulty, id }
}

fn keys(path: &serde_path_to_error::Path) -> Vec<Rung> {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(Rung::Index(*index)),
            Segment::Map { key } => Some(Rung::Field(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// A stand-in: what stood there before, and how many have been tried.
struct StandIn {
    was: Value,
    tried: usize,
}

struct Mender<'a> {
    element: Value,
    path: &'a str,
    problems: &'a mut Vec<Problem>,
    /// Where the problems of this element begin.
    first: usize,
    faulty: BTreeSet<String>,
    stand_ins: BTreeMap<Vec<Rung>, StandIn>,
}

impl Mender<'_> {
    /// Notes a mistake and mends it. `false`: it cannot be mended.
    ///
    /// `again` says what is wrong with another element of its kind, and where.
    fn mend(
        &mut self,
        mut place: Vec<Rung>,
        error: &str,
        again: impl Fn(&Value) -> Option<(Vec<Rung>, String)>,
    ) -> bool {
        let own = !(0..=place.len()).any(|end| self.stand_ins.contains_key(&place[..end]));
        match Misread::of(error) {
            Misread::Unknown { field, expected } => {
                if place.last() != Some(&Rung::Field(field.clone())) {
                    place.push(Rung::Field(field.clone()));
                }
                self.note(&place, fault::unknown(&field, &expected));
                self.rename(&place, &field, &expected)
            }
            Misread::Missing { field } => {
                place.push(Rung::Field(field.clone()));
                if own {
                    self.note(&place, fault::missing(&field));
                }
                self.stand_in(&place, &[])
            }
            Misread::Variant { expected } => {
                if own {
                    let words = fault::variant(&self.value_at(&place), &expected);
                    self.note(&place, words);
                }
                self.stand_in(&place, &expected)
            }
            Misread::Value => {
                let expected = self.words_here(&place, again).unwrap_or_default();
                if own {
                    let value = self.value_at(&place);
                    let one_of = !expected.is_empty();
                    let words = if one_of { fault::variant(&value, &expected) } else { fault::value(&value, error) };
                    self.note(&place, words);
                }
                self.stand_in(&place, &expected)
            }
        }
    }

    /// The words of which one belongs where a number or a list stands. `None`: it is no such place.
    fn words_here(
        &mut self,
        place: &[Rung],
        again: impl Fn(&Value) -> Option<(Vec<Rung>, String)>,
    ) -> Option<Vec<String>> {
        let mut other = self.element.clone();
        let value = at(&mut other, place).filter(|value| !value.is_string())?;
        *value = json!("");
        match again(&other).filter(|(there, _)| there == place).map(|(_, error)| Misread::of(&error))? {
            Misread::Variant { expected } => Some(expected),
            Misread::Unknown { .. } | Misread::Missing { .. } | Misread::Value => None,
        }
    }

    fn note(&mut self, place: &[Rung], words: Words) {
        self.faulty.insert(match place.first() {
            Some(Rung::Field(field)) => field.clone(),
            Some(Rung::Index(_)) | None => String::new(),
        });
        let path = self.path_of(place);
        // A list where a group of fields belongs was read by its order: what was said about its values is void.
        let within = format!("{path}[");
        let own = self.problems.split_off(self.first);
        self.problems.extend(own.into_iter().filter(|problem| !problem.path.starts_with(&within)));
        self.problems.push(Problem { path, message: words.message, help: words.help });
    }

    fn path_of(&self, place: &[Rung]) -> String {
        place.iter().fold(self.path.to_owned(), |path, key| match key {
            Rung::Field(field) => below(&path, field),
            Rung::Index(index) => format!("{path}[{index}]"),
        })
    }

    /// Takes an unknown field away. What it holds goes to the field that was meant, so that this one is not missing.
    fn rename(&mut self, place: &[Rung], field: &str, expected: &[String]) -> bool {
        let Some(Value::Object(fields)) = at(&mut self.element, &place[..place.len() - 1]) else {
            return false;
        };
        let Some(value) = fields.remove(field) else {
            return false;
        };
        if let Some(meant) = nearest::suggest(field, expected.iter().map(String::as_str)) {
            fields.entry(meant).or_insert(value);
        }
        true
    }

    /// Puts the next stand-in at a place: of several, one fits.
    fn stand_in(&mut self, place: &[Rung], expected: &[String]) -> bool {
        let was = self.value_at(place);
        let stand_in = self.stand_ins.entry(place.to_vec()).or_insert(StandIn { was, tried: 0 });
        let new = if let Some(last) = expected.last() {
            let meant =
                stand_in.was.as_str().and_then(|word| nearest::suggest(word, expected.iter().map(String::as_str)));
            json!(meant.unwrap_or(last))
        } else {
            let tries = [json!("x"), json!("1h"), json!("10:00"), json!(1), json!(true), json!({}), json!([])];
            let Some(new) = tries.into_iter().nth(stand_in.tried) else {
                return false;
            };
            stand_in.tried += 1;
            new
        };
        let Some((last, parent)) = place.split_last() else {
            return false;
        };
        match (at(&mut self.element, parent), last) {
            (Some(Value::Object(fields)), Rung::Field(field)) => _ = fields.insert(field.clone(), new),
            (Some(Value::Array(values)), Rung::Index(index)) if *index < values.len() => values[*index] = new,
            (Some(_) | None, Rung::Field(_) | Rung::Index(_)) => return false,
        }
        true
    }

    fn value_at(&mut self, place: &[Rung]) -> Value {
        at(&mut self.element, place).cloned().unwrap_or_default()
    }

    /// serde also takes a list for a group of fields, by their order. The format does not.
    fn same_shape<T: Serialize>(&mut self, place: &mut Vec<Rung>, written: &Value, read: &T) {
        if let Ok(read) = serde_json::to_value(read) {
            self.compare(place, written, &read);
        }
    }

    fn compare(&mut self, place: &mut Vec<Rung>, written: &Value, read: &Value) {
        match (written, read) {
            (Value::Array(_), Value::Object(_)) => {
                let words = fault::no_group(written);
                self.note(place, words);
            }
            (Value::Array(written), Value::Array(read)) => {
                for (index, (written, read)) in written.iter().zip(read).enumerate() {
                    place.push(Rung::Index(index));
                    self.compare(place, written, read);
                    place.pop();
                }
            }
            (Value::Object(written), Value::Object(read)) => {
                for (field, written) in written {
                    if let Some(read) = read.get(field) {
                        place.push(Rung::Field(field.clone()));
                        self.compare(place, written, read);
                        place.pop();
                    }
                }
            }
            (
                _,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_),
            ) => {}
        }
    }

    /// The element's name: what was written, or what was meant by it.
    fn id(&self) -> Option<String> {
        let stand_in = self.stand_ins.get([Rung::Field("id".to_owned())].as_slice());
        match stand_in {
            Some(stand_in) => stand_in.was.as_str().and_then(Id::suggest),
            None => self.element.get("id")?.as_str().map(str::to_owned),
        }
    }
}

fn at<'v>(value: &'v mut Value, place: &[Rung]) -> Option<&'v mut Value> {
    place.iter().try_fold(value, |value, key| match key {
        Rung::Field(field) => value.get_mut(field),
        Rung::Index(index) => value.get_mut(index),
    })
}
