//! A call as a line of JSON, and what is wrong with one that is none. What stands in the line is
//! never repeated, for it may be a number.

use std::fmt;

use callscreen_core::call::{IncomingCall, Moment};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

/// The codes of a call's `presentation`.
pub(crate) const PRESENTATIONS: [&str; 5] =
    ["allowed", "withheld", "unknown", "payphone", "unavailable"];

/// The codes of a call's `verification`.
pub(crate) const VERIFICATIONS: [&str; 3] = ["not_verified", "passed", "failed"];

const FIELDS: [&str; 6] = ["number", "presentation", "verification", "line", "at", "call_id"];
const TIME: &str = "a time such as 2026-11-21T08:15:00+01:00 (RFC 3339)";

/// A longer name is no slip of the pen.
const FIELD_NAME_SHOWN: usize = 30;

/// What is wrong with a line.
pub(crate) struct Wrong {
    /// The character at which it was noticed, from 1.
    pub(crate) column: usize,
    /// What was expected there.
    pub(crate) expected: String,
}

/// Reads a line, with or without its end.
pub(crate) fn read(line: &[u8]) -> Result<IncomingCall, Wrong> {
    // Windows' pipes begin with a byte order mark.
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii_end();
    serde_json::from_slice(line).map_err(|error| {
        let before = line.get(..error.column()).unwrap_or(line);
        let column = String::from_utf8_lossy(before).chars().count().max(1);
        Wrong { column, expected: expected(line, error.classify()) }
    })
}

fn expected(line: &[u8], category: Category) -> String {
    let is_object = line.trim_ascii_start().starts_with(b"{");
    let words = match category {
        Category::Eof if is_object => "expected a call on one line: see docs/cli.md",
        _ => "expected a call: see docs/cli.md",
    };
    // The same problem as the parser's, for both go from left to right.
    let fields = match category {
        // What stands behind the fields is not looked at, as the parser did not come that far.
        Category::Data if is_object => {
            Fields::deserialize(&mut serde_json::Deserializer::from_slice(line)).ok()
        }
        _ => None,
    };
    fields.and_then(|Fields(fields)| first_wrong(&fields)).unwrap_or_else(|| words.to_owned())
}

/// The fields as they stand, in their order.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a call")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}

fn first_wrong(fields: &[(String, Value)]) -> Option<String> {
    for (place, (name, value)) in fields.iter().enumerate() {
        if !FIELDS.contains(&name.as_str()) {
            return Some(unknown_field(name));
        }
        if fields.iter().take(place).any(|(earlier, _)| earlier == name) {
            return Some(format!("`{name}`: expected once"));
        }
        if let Some(expected) = wanted(name, value) {
            return Some(format!("`{name}`: expected {expected}"));
        }
    }
    let has_time = fields.iter().any(|(name, _)| name == "at");
    (!has_time).then(|| format!("expected `at`, {TIME}"))
}

/// What is wanted in place of the value; `None` when it will do.
fn wanted(field: &str, value: &Value) -> Option<String> {
    let text = value.as_str();
    let one_of = |codes: &[&str]| {
        let known = text.is_some_and(|text| codes.contains(&text));
        (!known).then(|| alternatives(codes))
    };
    match field {
        "presentation" => one_of(&PRESENTATIONS),
        "verification" => one_of(&VERIFICATIONS),
        "at" => text.and_then(Moment::from_rfc3339).is_none().then(|| TIME.to_owned()),
        _ => (text.is_none() && !value.is_null()).then(|| "a text".to_owned()),
    }
}

fn unknown_field(name: &str) -> String {
    let is_a_word = name.len() <= FIELD_NAME_SHOWN
        && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let fields = alternatives(&FIELDS);
    if is_a_word {
        format!("unknown field `{name}`, expected {fields}")
    } else {
        format!("unknown field, expected {fields}")
    }
}

fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
        [] => String::new(),
    }
}
