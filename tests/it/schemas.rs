//! Every answer of the program is as its schema in `docs/schemas/` says. [`holds`] stands behind each command that a test
//! runs with `--json`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

/// The schemas, by the name of the command whose answer they describe.
static SCHEMAS: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let schemas = paths.filter(|path| path.extension().is_some_and(|its| its == "json")).map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
    });
    schemas.collect()
});

/// Holds an answer, or an error, to its schema.
#[track_caller]
pub(crate) fn holds(answer: &Value, what: &str) {
    let named = answer["schema"].as_str().unwrap_or_else(|| panic!("{what}: no schema in {answer}"));
    let name = named.strip_prefix("backflare/").and_then(|rest| rest.strip_suffix("/1"));
    let name = name.unwrap_or_else(|| panic!("{what}: {named:?} is no schema of ours"));
    // No command but `next` and `today` has more to say where no course runs.
    let nothing = answer.get("flare") == Some(&Value::Null) && answer.get("now").is_none();
    let schema = SCHEMAS.get(if nothing { "no-course" } else { name });
    let schema = schema.unwrap_or_else(|| panic!("{what}: docs/schemas/ has no {name}.json"));
    let mut wrong = Vec::new();
    check(answer, schema, schema, name, &mut wrong);
    assert!(wrong.is_empty(), "{what}: not as its schema says:\n{}\n{answer:#}", wrong.join("\n"));
}

/// Looks at what our schemas use: references, types, what must be there, lists, choices and constants. A field that the
/// schema does not name is wrong, too.
fn check(value: &Value, schema: &Value, root: &Value, place: &str, wrong: &mut Vec<String>) {
    let Some(schema) = schema.as_object() else { return };
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        // What several answers share stands in a file of its own, and refers to itself from there.
        let (file, pointer) = target.split_once('#').unwrap_or_else(|| panic!("{target} has no place"));
        let root = if file.is_empty() { root } else { &SCHEMAS[file.trim_end_matches(".json")] };
        let found = root.pointer(pointer).unwrap_or_else(|| panic!("{target} is nowhere"));
        check(value, found, root, place, wrong);
    }
    if let Some(one) = schema.get("const").filter(|one| *one != value) {
        wrong.push(format!("{place}: it is {value}, not {one}"));
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array).filter(|words| !words.contains(value)) {
        wrong.push(format!("{place}: {value} is none of {words:?}"));
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        Some(_) | None => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| is(value, name)) {
        wrong.push(format!("{place}: {value} is not of the type {}", types.join(" or ")));
    }
    for choice in ["anyOf", "oneOf"] {
        let Some(choices) = schema.get(choice).and_then(Value::as_array) else { continue };
        let fits = |one: &&Value| {
            let mut wrong = Vec::new();
            check(value, one, root, place, &mut wrong);
            wrong.is_empty()
        };
        let count = choices.iter().filter(fits).count();
        if count == 0 || (choice == "oneOf" && count > 1) {
            wrong.push(format!("{place}: {value} fits {count} of its {}", choices.len()));
        }
    }
    if let Value::Array(list) = value
        && let Some(items) = schema.get("items")
    {
        for (n, one) in list.iter().enumerate() {
            check(one, items, root, &format!("{place}[{n}]"), wrong);
        }
    }
    if let Value::Object(object) = value {
        fields(object, schema, root, place, wrong);
    }
}

fn fields(
    object: &Map<String, Value>,
    schema: &Map<String, Value>,
    root: &Value,
    place: &str,
    wrong: &mut Vec<String>,
) {
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        if !object.contains_key(name) {
            wrong.push(format!("{place}: it has no {name}"));
        }
    }
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    for (name, value) in object {
        match properties.get(name) {
            Some(its) => check(value, its, root, &format!("{place}.{name}"), wrong),
            None => wrong.push(format!("{place}: nobody knows {name}")),
        }
    }
}

/// Whether a value is of a type, as JSON schema names it.
fn is(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || (name == "integer" && !number.is_f64()),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}

#[test]
fn every_answer_has_a_schema_and_the_page_says_which() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas/README.md")).unwrap();
    for name in SCHEMAS.keys() {
        assert!(page.contains(&format!("{name}.json")), "docs/schemas/README.md does not name {name}.json");
    }
}

#[test]
fn what_is_not_as_its_schema_says_is_seen() {
    #[track_caller]
    fn check_one(value: &Value, schema: &Value, breaches: usize) {
        let mut wrong = Vec::new();
        check(value, schema, schema, "it", &mut wrong);
        assert_eq!(wrong.len(), breaches, "{value} by {schema}: {wrong:?}");
    }
    let schema = json!({
        "type": "object",
        "properties": {
            "schema": { "const": "a" },
            "next": { "anyOf": [{ "$ref": "#/$defs/Step" }, { "type": "null" }] },
            "list": { "type": "array", "items": { "enum": ["x", "y"] } },
        },
        "required": ["schema", "next"],
        "$defs": { "Step": { "type": "object", "properties": { "n": { "type": "integer" } }, "required": ["n"] } },
    });
    check_one(&json!({ "schema": "a", "next": null }), &schema, 0);
    check_one(&json!({ "schema": "a", "next": { "n": 1 }, "list": ["x", "y"] }), &schema, 0);
    check_one(&json!({ "schema": "b" }), &schema, 2);
    check_one(&json!({ "schema": "a", "next": { "n": 1.5 }, "list": ["z", "x", 1] }), &schema, 3);
    check_one(&json!({ "schema": "a", "next": 1, "more": true }), &schema, 2);
    check_one(&json!([]), &schema, 1);
}
