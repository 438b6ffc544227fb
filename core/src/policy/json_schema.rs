//! docs/policy.schema.json is generated from the types and held true here. A new one is written by
//! `UPDATE_POLICY_SCHEMA=1 cargo test -p callscreen-core json_schema`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::*;
use crate::number::{Region, language_codes};

/// A country, as the key of an object.
#[derive(JsonSchema)]
#[schemars(inline)]
pub(super) struct RegionCode(
    #[schemars(regex(pattern = "^[A-Z]{2}$"))]
    #[allow(dead_code, reason = "only its schema is asked for")]
    String,
);

/// Languages that a country speaks.
pub(super) fn languages(_: &mut SchemaGenerator) -> Schema {
    let codes: Vec<_> = language_codes().collect();
    json_schema!({ "type": "array", "items": { "enum": codes } })
}

/// Anything but `reject`.
pub(super) fn mild_verdict(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["allow", "voicemail"] })
}

/// Anything but `reject`, or nothing.
pub(super) fn mild_verdict_or_null(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["allow", "voicemail", null] })
}

const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/policy.schema.json");

fn generated() -> Value {
    let mut schema = serde_json::to_value(schemars::schema_for!(Policy)).unwrap();
    require_all(&mut schema);
    schema
}

/// Every setting must be there, even if it is `null`. Only a schedule has fields that may be left out.
fn require_all(schema: &mut Value) {
    match schema {
        Value::Object(words) => {
            let optional = words.get("properties").is_some_and(|all| all.get("zone").is_some());
            if let Some(fields) = words.get("properties").and_then(Value::as_object)
                && !optional
            {
                let names = fields.keys().cloned().collect::<Vec<_>>();
                words.insert("required".to_owned(), names.into());
            }
            words.values_mut().for_each(require_all);
        }
        Value::Array(items) => items.iter_mut().for_each(require_all),
        _ => {}
    }
}

/// A policy with every setting in use.
fn full() -> Value {
    let times = serde_json::json!({
        "zone": "Europe/Zurich",
        "windows": ["mon,wed-fri 08:00-12:00", "sat 22:00-02:00"],
        "holidays": { "12-25": [], "2026-12-24": ["08:00-24:00"] },
    });
    let mut policy = serde_json::to_value(Preset::Reachable.policy(&[])).unwrap();
    policy["contact"]["busy"] = serde_json::json!({
        "times": times, "verdict": "voicemail", "favourites_ring": true, "ringing_groups": ["Family"],
    });
    policy["stranger"]["opening_hours"]["times"] = times;
    policy["not_genuine"]["look_alike"] =
        serde_json::json!({ "verdict": "voicemail", "last_digits": 4 });
    policy["persistent_stranger"] = serde_json::json!(
        { "verdict": "voicemail", "calls": 4, "on_days": 2, "days": 14 }
    );
    policy["foreign"]["countries"] = serde_json::json!({ "FR": "allow" });
    policy["foreign"]["spoken_languages"] = serde_json::json!(["de", "gsw"]);
    policy
}

/// What a value violates. Knows the words that our schema uses, and no others.
fn faults(root: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |holds: bool, word: &str| {
        if !holds {
            faults.push(format!("{place}: {word}"));
        }
    };
    let mut inner = Vec::new();
    for (word, says) in schema.as_object().unwrap() {
        match (word.as_str(), value) {
            ("$ref", _) => {
                let name = says.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                inner.extend(self::faults(root, &root["$defs"][name], value, place));
            }
            ("type", _) => {
                let kinds = match says {
                    Value::Array(kinds) => kinds.clone(),
                    kind => vec![kind.clone()],
                };
                fault(kinds.iter().any(|kind| is_a(value, kind.as_str().unwrap())), word);
            }
            ("const", _) => fault(value == says, word),
            ("enum", _) => fault(says.as_array().unwrap().contains(value), word),
            ("anyOf" | "oneOf", _) => {
                let fits = |one: &&Value| self::faults(root, one, value, place).is_empty();
                fault(says.as_array().unwrap().iter().filter(fits).count() == 1, word);
            }
            ("minimum", Value::Number(number)) => fault(number.as_f64() >= says.as_f64(), word),
            ("maximum", Value::Number(number)) => fault(number.as_f64() <= says.as_f64(), word),
            ("required", Value::Object(fields)) => {
                let all = says.as_array().unwrap().iter();
                fault(all.clone().all(|name| fields.contains_key(name.as_str().unwrap())), word);
            }
            ("properties", Value::Object(fields)) => {
                for (name, field) in says.as_object().unwrap() {
                    if let Some(value) = fields.get(name) {
                        inner.extend(self::faults(root, field, value, &format!("{place}.{name}")));
                    }
                }
            }
            ("additionalProperties", Value::Object(fields)) if *says == Value::Bool(false) => {
                let none = Map::new();
                let known = schema.get("properties").map_or(&none, |all| all.as_object().unwrap());
                let patterns = schema.get("patternProperties").is_some();
                fault(patterns || fields.keys().all(|name| known.contains_key(name)), word);
            }
            ("items", Value::Array(items)) => {
                for item in items {
                    inner.extend(self::faults(root, says, item, place));
                }
            }
            // Nothing to check. That a text fits its pattern the reader's own tests say.
            (
                "$schema"
                | "title"
                | "description"
                | "default"
                | "format"
                | "$defs"
                | "pattern"
                | "patternProperties"
                | "minimum"
                | "maximum"
                | "required"
                | "properties"
                | "additionalProperties"
                | "items",
                _,
            ) => {}
            (other, _) => {
                panic!("{place}: the schema has a word that this test does not know: {other}")
            }
        }
    }
    faults.extend(inner);
    faults
}

fn is_a(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    }
}

fn is_valid(value: &Value) -> bool {
    let schema = generated();
    faults(&schema, &schema, value, "policy").is_empty()
}

fn is_read(value: &Value) -> bool {
    Policy::from_json(&value.to_string()).is_ok()
}

/// The place of every value in a policy.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    if let Value::Object(fields) = value {
        for (name, value) in fields {
            places(value, &format!("{place}/{name}"), found);
        }
    }
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let generated = serde_json::to_string_pretty(&generated()).unwrap() + "\n";
    if std::env::var_os("UPDATE_POLICY_SCHEMA").is_some() {
        std::fs::write(PUBLISHED, &generated).unwrap();
    }
    let published = std::fs::read_to_string(PUBLISHED).unwrap();
    assert!(published == generated, "docs/policy.schema.json is stale; see {}", file!());
}

#[test]
fn every_preset_is_valid() {
    let home = [Region::from_code("CH").unwrap()];
    for preset in Preset::ALL {
        let policy = preset.policy(&home);
        policy.check().unwrap();
        let value = serde_json::to_value(&policy).unwrap();
        let schema = generated();
        assert_eq!(faults(&schema, &schema, &value, preset.name()), [""; 0]);
        assert_eq!(Policy::from_json(&policy.to_json().unwrap()).unwrap(), policy);
    }
}

#[test]
fn schema_and_reader_agree_on_every_field() {
    let full = full();
    assert!(is_valid(&full) && is_read(&full));
    let mut all = Vec::new();
    places(&full, "", &mut all);
    for place in all.iter().filter(|place| !place.is_empty()) {
        let (parent, name) = place.rsplit_once('/').unwrap();
        let mut without = full.clone();
        without.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
        assert_eq!(is_valid(&without), is_read(&without), "without {place}");
        for other in [
            Value::Null,
            Value::Bool(true),
            Value::from("reject"),
            Value::from("anything"),
            Value::from(-1),
            Value::from(Vec::<Value>::new()),
        ] {
            let mut changed = full.clone();
            *changed.pointer_mut(place).unwrap() = other.clone();
            // That a text is a time zone or a day only the reader knows.
            if !place.contains("/times/") && !place.contains("/countries/") {
                assert_eq!(is_valid(&changed), is_read(&changed), "{place}: {other}");
            }
        }
        let mut unknown = full.clone();
        if let Some(object) = unknown.pointer_mut(place).unwrap().as_object_mut() {
            object.insert("wolrd".to_owned(), Value::Null);
            assert!(!is_read(&unknown), "{place}");
        }
    }
}

#[test]
fn schema_and_reader_agree_on_the_bounds_of_numbers() {
    let full = full();
    let mut all = Vec::new();
    places(&full, "", &mut all);
    // Wide enough for the bounds that depend on each other.
    let mut wide = full;
    wide["repeat_caller"]["max_minutes"] = 1440.into();
    wide["persistent_stranger"]["days"] = 3650.into();
    let mut numbers = 0;
    for place in all {
        if !wide.pointer(&place).unwrap().is_u64() {
            continue;
        }
        numbers += 1;
        for number in [0, 1, 2, 5, 6, 7, 31, 32, 100, 101, 720, 721, 1440, 1441, 3600, 3601, 3650] {
            let mut changed = wide.clone();
            *changed.pointer_mut(&place).unwrap() = number.into();
            let depends = place.ends_with("max_minutes") || place.ends_with("stranger/days");
            if !depends || number > 31 {
                assert_eq!(is_valid(&changed), is_read(&changed), "{place}: {number}");
            }
        }
        let mut changed = wide.clone();
        *changed.pointer_mut(&place).unwrap() = 3651.into();
        assert_eq!(is_valid(&changed), is_read(&changed), "{place}: 3651");
    }
    assert_eq!(numbers, 14, "version included");
}
