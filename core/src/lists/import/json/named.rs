//! Entries whose keys are the names that columns of tables have: `{"tel": "…", "reports": 3}`.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::text::Text;
use crate::error::Result;
use crate::import::SkipReason;
use crate::lists::import::row::Spelling;
use crate::lists::import::table::{self, Columns, Record};
use crate::lists::import::{ListFormat, Row};

/// Reads an entry as a row of a table whose header is its keys.
pub(super) fn entry(
    line: u64,
    json: &str,
    take: &mut dyn FnMut(Option<ListFormat>, Row<'_>) -> Result<()>,
) -> Result<()> {
    let unreadable = Row::skipped(line, SkipReason::WrongShape);
    let Ok(fields) = serde_json::from_str::<BTreeMap<String, Option<&RawValue>>>(json) else {
        return take(None, unreadable);
    };
    let fields: BTreeMap<String, Text> =
        fields.into_iter().filter_map(|(key, value)| Some((key, Text::of(value?)?))).collect();
    if let Some(row) = private_contact(line, &fields) {
        return take(Some(ListFormat::SpamCallBlocker), row);
    }
    let keys: Vec<String> = fields.keys().map(|key| words_apart(key)).collect();
    let header: Vec<&str> = keys.iter().map(String::as_str).collect();
    let values: Vec<&str> = fields.values().map(|value| &**value).collect();
    let Some(columns) = Columns::of_keys(&Record::from(&header[..])) else {
        return take(None, unreadable);
    };
    table::row(&columns, line, &Record::from(&values[..]), &mut |row| {
        take(Some(ListFormat::Json), row)
    })
}

/// Reads what Spam Call Blocker exports: `{"id": 1, "number": "34912345678", "name": "A", "type": 1}`.
/// It leaves out a type of 0, which is that of its white list, so the shape alone tells such an entry
/// from one of a block list without types.
fn private_contact(line: u64, fields: &BTreeMap<String, Text>) -> Option<Row<'_>> {
    const KEYS: [&str; 4] = ["id", "number", "name", "type"];
    if !fields.keys().all(|key| KEYS.contains(&key.as_str())) || !fields.contains_key("id") {
        return None;
    }
    let kind: u32 = fields.get("type").map_or(Ok(0), |kind| kind.parse()).ok()?;
    let (number, label) = (fields.get("number")?, fields.get("name")?);
    let spelling = Spelling::Shown;
    Some(Row { harmless: kind == 0, label, spelling, ..Row::of(line, number) })
}

/// `phoneNumber` as `phone Number`.
fn words_apart(key: &str) -> String {
    let mut words = String::with_capacity(key.len());
    for character in key.chars() {
        if character.is_uppercase() && words.ends_with(char::is_lowercase) {
            words.push(' ');
        }
        words.push(character);
    }
    words
}
