//! The text as JSON: what it holds, in which order, and which fields stand there twice.

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::protocol::problem::{Problem, below};
use crate::words::problem::{IS_IT_A_PROTOCOL, reading as say};

/// The most values of a document, each text and number one of them: some twenty times those of a long protocol. A small
/// file of nothing but commas would fill the memory otherwise.
const MOST_VALUES: usize = 20_000;

/// A JSON document.
pub(super) struct Tree {
    /// What it holds.
    pub(super) value: Value,
    /// The place of each path in the file.
    pub(super) order: HashMap<String, usize>,
    /// The fields that stand there twice.
    pub(super) problems: Vec<Problem>,
    /// How many values have been met.
    count: usize,
}

/// Reads JSON. A text that is not JSON has one problem: nothing after it can be trusted.
pub(super) fn parse(text: &str) -> Result<Tree, Problem> {
    let mut tree = Tree { value: Value::Null, order: HashMap::new(), problems: Vec::new(), count: 0 };
    let mut input = serde_json::Deserializer::from_str(text);
    let read = Node { path: String::new(), tree: &mut tree }.deserialize(&mut input);
    tree.value = read.and_then(|value| input.end().map(|()| value)).map_err(|error| not_json(&error))?;
    Ok(tree)
}

fn not_json(error: &serde_json::Error) -> Problem {
    let path = say::line_and_column(error.line(), error.column());
    let said = error.to_string();
    let said = said.strip_suffix(&format!(" at {path}")).unwrap_or(&said);
    if said.starts_with(say::TOO_MUCH) {
        return Problem { path, message: said.to_owned(), help: Some(IS_IT_A_PROTOCOL.to_owned()) };
    }
    let stumble = say::STUMBLES.into_iter().find(|(start, _)| said.starts_with(start));
    Problem { path, message: say::no_json(said), help: stumble.map(|(_, help)| help.to_owned()) }
}

/// One value of the document, and where it stands.
struct Node<'t> {
    path: String,
    tree: &'t mut Tree,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Value, D::Error> {
        self.tree.count += 1;
        if self.tree.count > MOST_VALUES {
            return Err(D::Error::custom(say::too_much(MOST_VALUES)));
        }
        let place = self.tree.order.len();
        self.tree.order.entry(self.path.clone()).or_insert(place);
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) =
            list.next_element_seed(Node { path: format!("{}[{}]", self.path, values.len()), tree: &mut *self.tree })?
        {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(field) = fields.next_key::<String>()? {
            let path = below(&self.path, &field);
            let value = fields.next_value_seed(Node { path: path.clone(), tree: &mut *self.tree })?;
            if values.insert(field, value).is_some() {
                let help = Some(say::TAKE_ONE_AWAY.to_owned());
                self.tree.problems.push(Problem { path, message: say::TWICE.to_owned(), help });
            }
        }
        Ok(Value::Object(values))
    }
}
