//! The schema of the format, made from the types: `protocols/schema.json` is held equal to it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::format::{DayTime, Protocol};
use crate::disk::golden;
use crate::model::id::Id;
use crate::model::time::{CivilDay, Span};

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A name: small letters, digits and single hyphens, such as \"slow-walk\".",
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        })
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A length of time: \"30s\", \"20m\", \"6h\", \"1h30m\", \"14d\".",
            "type": "string",
            "pattern": "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
            "minLength": 2,
            "examples": ["30s", "20m", "6h", "1h30m", "14d"],
        })
    }
}

impl JsonSchema for CivilDay {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day: \"2026-11-22\".",
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "examples": ["2026-11-22"],
        })
    }
}

impl JsonSchema for DayTime {
    fn schema_name() -> Cow<'static, str> {
        "DayTime".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A moment of the day: \"10:00\", \"wake\", \"wake+1h\", \"bedtime\" or \"bedtime-75m\".",
            "type": "string",
            "pattern": "^([0-9]{1,2}:[0-9]{2}|(wake|bedtime)([+-][0-9dhms]+)?)$",
            "examples": ["10:00", "wake", "bedtime-75m"],
        })
    }
}

/// The schema as the types make it, as it stands in the file.
fn made() -> String {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<Protocol>();
    schema.insert("title".to_owned(), Value::from("A backflare protocol, format 2"));
    format!("{:#}\n", schema.to_value())
}

#[test]
fn the_schema_of_the_folder_is_that_of_the_types() {
    golden::hold("protocols/schema.json", &made(), "schema");
}
