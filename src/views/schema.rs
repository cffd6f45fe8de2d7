//! The schemas of the answers, made from their types: the files of `docs/schemas/` are held equal to them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::disk::golden;
use crate::model::time::Stamp;
use crate::views::answers::{Confirmation, Ended, Failed, NoCourse, Nothing, Screened, Set, Took, Undone};
use crate::views::history::History;
use crate::views::next::Next;
use crate::views::profile::Profile;
use crate::views::protocol::{Check, List, RedFlags, Show};
use crate::views::remind::{Remind, Script};
use crate::views::report::Report;
use crate::views::sheet::Sheet;
use crate::views::status::Status;
use crate::views::store::{Doctor, Export, Exported, Forget, Imported};
use crate::views::today::Today;
use crate::views::why::Why;

impl JsonSchema for Stamp {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A moment in RFC 3339, with its offset, to the second.",
            "type": "string",
            "format": "date-time",
            "examples": ["2026-11-22T09:30:00+01:00"],
        })
    }
}

/// The schema of a type, under the name of the command whose answer it is.
fn schema<T: JsonSchema>(name: &str) -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    schema["title"] = json!(format!("backflare {}, version 1", name.replace('-', " ")));
    if name != "no-course" {
        schema["properties"]["schema"] = json!({ "const": format!("backflare/{name}/1") });
    }
    schema
}

/// Every answer: the name of its file, and its schema.
fn all() -> Vec<(&'static str, Value)> {
    macro_rules! schemas {
        ($($name:literal: $type:ty,)*) => { vec![$(($name, schema::<$type>($name))),*] };
    }
    type Plain = Confirmation<'static, Nothing>;
    schemas! {
        "next": Next<'static>,
        "today": Today<'static>,
        "status": Status<'static>,
        "why": Why<'static>,
        "profile": Profile,
        "profile-set": Confirmation<'static, Set>,
        "start": Plain,
        "walk": Plain,
        "log": Plain,
        "done": Plain,
        "skip": Plain,
        "snooze": Plain,
        "on": Plain,
        "off": Plain,
        "took": Confirmation<'static, Took>,
        "undo": Confirmation<'static, Undone>,
        "amend": Confirmation<'static, Undone>,
        "answer": Plain,
        "screen": Confirmation<'static, Screened>,
        "end": Confirmation<'static, Ended>,
        "red-flags": RedFlags<'static>,
        "protocol-list": List<'static>,
        "protocol-show": Show<'static>,
        "protocol-check": Check,
        "doctor": Doctor,
        "forget": Forget,
        "export": Export,
        "exported": Exported,
        "import": Imported,
        "history": History<'static>,
        "report": Report<'static>,
        "page": Sheet,
        "remind": Remind<'static>,
        "remind-print": Script,
        "no-course": NoCourse<'static>,
        "error": Failed<'static>,
    }
}

/// The file of what several answers share.
const SHARED: &str = "shared";

/// Where the definitions of a schema stand.
const DEFS: &str = "$defs";

/// Every answer, with the definitions that several of them have taken out; and the schema that has those.
fn divided() -> Vec<(&'static str, Value)> {
    let mut all = all();
    let mut found: BTreeMap<String, (Value, usize)> = BTreeMap::new();
    for (name, schema) in &all {
        for (of, one) in schema[DEFS].as_object().into_iter().flatten() {
            let (known, answers) = found.entry(of.clone()).or_insert_with(|| (one.clone(), 0));
            assert!(known == one, "{name}: {of} is the name of another shape, too; give one of them its own");
            *answers += 1;
        }
    }
    found.retain(|_, (_, answers)| *answers > 1);
    for (_, schema) in &mut all {
        let shared = |reference: &str| {
            let name = reference.strip_prefix("#/$defs/").filter(|name| found.contains_key(*name));
            name.map(|name| format!("{SHARED}.json#/{DEFS}/{name}"))
        };
        refer(schema, &shared);
        if let Some(own) = schema[DEFS].as_object_mut() {
            own.retain(|name, _| !found.contains_key(name));
        }
        if let Some(fields) = schema.as_object_mut() {
            fields.retain(|name, value| name != DEFS || value.as_object().is_some_and(|own| !own.is_empty()));
        }
    }
    let dialect = all[0].1["$schema"].clone();
    let shared: Map<String, Value> = found.into_iter().map(|(name, (one, _))| (name, one)).collect();
    let title = "What several answers of backflare share, version 1";
    all.push((SHARED, json!({ "$schema": dialect, "title": title, DEFS: shared })));
    all
}

/// Lets each reference in a schema point to where `moved` says, if it says so.
fn refer(schema: &mut Value, moved: &impl Fn(&str) -> Option<String>) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "$ref").and_then(moved) {
                    Some(there) => *value = json!(there),
                    None => refer(value, moved),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|one| refer(one, moved)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn an_answer_within_another_has_the_shape_that_it_has_alone() {
    let all = divided();
    let of = |name: &str| &all.iter().find(|(its, _)| *its == name).expect("it is there").1;
    let (mut alone, mut within) = (of("next")["properties"].clone(), of(SHARED)[DEFS]["Next"]["properties"].clone());
    // Alone it names itself, and within another it stands under its own name as well.
    for one in [&mut alone, &mut within] {
        one["schema"] = Value::Null;
        refer(one, &|reference| reference.rsplit('/').next().map(str::to_owned));
    }
    assert_eq!(alone, within);
}

#[test]
fn the_schemas_of_the_folder_are_those_of_the_types() {
    let made = divided().into_iter().map(|(name, schema)| (format!("{name}.json"), format!("{schema:#}\n")));
    golden::hold_folder("docs/schemas", &made.collect::<Vec<_>>(), "schema");
}
