//! A FHIR R4 collection: what the person noted, with honest statuses, and nothing that they did not say.
//!
//! A level of pain is an Observation (LOINC 72514-3), a dose a `MedicationStatement`, a step a Procedure, a card of warning
//! signs a `QuestionnaireResponse`. The Patient is empty: it stands for the person, and says nothing about them. What was
//! taken back is `entered-in-error`; a dose without an amount has no dosage.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::engine::memory::Item;
use crate::model::event::{Dose, Event, Record};
use crate::model::time::Stamp;
use crate::protocol::format::Protocol;
use crate::words::clean::clean;
use crate::words::exchange as words;

/// The person, under a name of this collection alone.
const PERSON: &str = "urn:uuid:00000000-0000-4000-8000-000000000001";

/// The beginning of a collection, up to the first entry after the Patient.
pub fn begin(now: Stamp) -> String {
    let patient = json!({
        "fullUrl": PERSON,
        "resource": { "resourceType": "Patient", "text": narrative(words::SELF_REPORTED) },
    });
    // The notice of LOINC goes with its codes.
    let tag = json!([{ "system": "urn:ietf:rfc:3986", "code": "urn:backflare:loinc-notice", "display": words::LOINC }]);
    format!(
        "{{\"resourceType\":\"Bundle\",\"meta\":{{\"tag\":{tag}}},\"type\":\"collection\",\"timestamp\":\"{now}\",\"entry\":[\n{patient}"
    )
}

/// The end of a collection.
pub const END: &str = "\n]}\n";

/// The entry of a line of the journal. `None`: it says nothing that FHIR has a shape for.
pub fn entry(item: &Item<'_>, protocol: Option<&Protocol>) -> Option<String> {
    let resource = resource(item, protocol)?;
    let entry = json!({ "fullUrl": format!("urn:uuid:{}", item.record.id), "resource": resource });
    Some(format!(",\n{}", crate::words::clean::json(&entry.to_string())))
}

fn narrative(text: &str) -> Value {
    json!({ "status": "generated", "div": format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{text}</div>") })
}

fn identifier(id: Uuid) -> Value {
    json!([{ "system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{id}") }])
}

fn person() -> Value {
    json!({ "reference": PERSON })
}

fn resource(item: &Item<'_>, protocol: Option<&Protocol>) -> Option<Value> {
    let record = item.record;
    if let Event::Pain { level: Some(level), leg, note, .. } = &record.event {
        let mut notes: Vec<Value> = note.iter().map(|note| json!({ "text": clean(note) })).collect();
        if *leg {
            notes.push(json!({ "text": words::LEG }));
        }
        Some(observation(item, *level, &notes))
    } else if let Some(step) = record.event.as_done() {
        Some(procedure(item, &title(protocol, step), "completed", None))
    } else if let Event::Skipped { step, because, .. } = &record.event {
        let why = because.as_deref().map_or_else(|| words::NOT_NOW.to_owned(), clean);
        Some(procedure(item, &title(protocol, step), "not-done", Some(&why)))
    } else if let Event::Stopped { step, .. } = &record.event {
        Some(procedure(item, &title(protocol, step), "stopped", Some(words::BROKEN_OFF)))
    } else if let Event::Screened { card, signs, unsure, known, .. } = &record.event {
        let there = signs.iter().chain(known.iter().map(|known| &known.sign));
        let yes = |id: &str, text: &str| json!({ "linkId": id, "text": text, "answer": [{ "valueBoolean": true }] });
        let mut items: Vec<Value> = there.map(|sign| yes(sign.as_str(), &sign_text(protocol, sign))).collect();
        if *unsure && signs.is_empty() {
            items.push(yes("unsure", words::UNSURE));
        } else if *unsure {
            // Of these nobody was sure: the answer is in words.
            let not_sure = json!([{ "valueString": words::UNSURE }]);
            items.iter_mut().take(signs.len()).for_each(|item| item["answer"] = not_sure.clone());
        }
        if items.is_empty() {
            items.push(yes("none", words::NONE_OF_THESE));
        }
        Some(response(record, item.taken_back, card.as_str(), &items))
    } else {
        record.event.as_dose().map(|dose| statement(item, dose))
    }
}

fn observation(item: &Item<'_>, level: u8, notes: &[Value]) -> Value {
    let record = item.record;
    let mut value = json!({
        "resourceType": "Observation",
        "identifier": identifier(record.id),
        "status": if item.taken_back { "entered-in-error" } else { "final" },
        "category": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"
        }] }],
        "code": { "coding": [{
            "system": "http://loinc.org",
            "code": "72514-3",
            "display": words::PAIN_RATING
        }], "text": words::PAIN_QUESTION },
        "subject": person(),
        "effectiveDateTime": record.at,
        "performer": [person()],
        "valueQuantity": { "value": level, "unit": "{score}", "system": "http://unitsofmeasure.org", "code": "{score}" },
    });
    if !notes.is_empty() {
        value["note"] = json!(notes);
    }
    value
}

fn statement(item: &Item<'_>, dose: &Dose) -> Value {
    let record = item.record;
    let name = dose.product.as_deref().unwrap_or(&dose.medicine);
    let mut value = json!({
        "resourceType": "MedicationStatement",
        "identifier": identifier(record.id),
        "status": if item.dose { "completed" } else { "entered-in-error" },
        "medicationCodeableConcept": { "text": clean(name) },
        "subject": person(),
        "effectiveDateTime": record.at,
        "informationSource": person(),
    });
    let mg: Vec<Value> = match dose.contains.as_slice() {
        [one] => one
            .mg
            .map(|mg| {
                json!({ "text": words::amount(&one.ingredient, mg), "doseAndRate": [{ "doseQuantity": {
            "value": mg, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"
        } }] })
            })
            .into_iter()
            .collect(),
        // Of several ingredients no one amount is the dose: each is said in words.
        several => several
            .iter()
            .filter_map(|content| Some(json!({ "text": words::amount(&content.ingredient, content.mg?) })))
            .collect(),
    };
    if !mg.is_empty() {
        value["dosage"] = json!(mg);
    }
    value
}

fn procedure(item: &Item<'_>, title: &str, status: &str, why: Option<&str>) -> Value {
    let record = item.record;
    let mut value = json!({
        "resourceType": "Procedure",
        "identifier": identifier(record.id),
        "status": if item.taken_back { "entered-in-error" } else { status },
        "code": { "text": title },
        "subject": person(),
        "performedDateTime": record.at,
        "recorder": person(),
    });
    if let Some(why) = why {
        value["statusReason"] = json!({ "text": why });
    }
    value
}

fn response(record: &Record, taken_back: bool, card: &str, items: &[Value]) -> Value {
    json!({
        "resourceType": "QuestionnaireResponse",
        "identifier": identifier(record.id)[0],
        "questionnaire": format!("urn:backflare:card:{card}"),
        "status": if taken_back { "entered-in-error" } else { "completed" },
        "subject": person(),
        "authored": record.at,
        "source": person(),
        "item": items,
    })
}

fn title(protocol: Option<&Protocol>, step: &crate::model::id::Id) -> String {
    protocol.and_then(|protocol| protocol.step(step)).map_or_else(|| step.to_string(), |step| clean(&step.title))
}

fn sign_text(protocol: Option<&Protocol>, sign: &crate::model::id::Id) -> String {
    protocol.and_then(|protocol| protocol.sign(sign)).map_or_else(|| sign.to_string(), |sign| clean(&sign.text))
}
