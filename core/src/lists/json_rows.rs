//! Lists as JSON: PhoneBlock's numbers with votes, Saracroche's patterns in both of its forms.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lines::Lines;
use super::row::Row;
use crate::error::{Error, Result, parser_words};
use crate::import::SkipReason;

const EXPECTED: &str = "a JSON list of call centres: an object with \"numbers\" or \"patterns\", \
                        or an array of objects with \"phone\" or \"pattern\"";

/// A file that is an object. Entries stay raw, so that a bad one costs only itself.
#[derive(Deserialize)]
struct Object<'text> {
    #[serde(borrow)]
    numbers: Option<Vec<&'text RawValue>>,
    #[serde(borrow)]
    patterns: Option<Vec<&'text RawValue>>,
}

/// One entry, in any of the forms.
#[derive(Deserialize)]
struct Entry {
    phone: Option<String>,
    pattern: Option<String>,
    votes: Option<i64>,
    rating: Option<String>,
    action: Option<String>,
}

/// The rows of the file. An error when it is not JSON, or no list.
pub(super) fn rows(path: &Path, text: &str) -> Result<Vec<Row>> {
    let parsed = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map(Some)
    } else {
        serde_json::from_str(text).map(|object: Object<'_>| object.numbers.or(object.patterns))
    };
    let entries: Option<Vec<&RawValue>> = parsed.map_err(|error| {
        let line = u64::try_from(error.line()).ok();
        Error::format(path, line, format!("{EXPECTED} ({})", parser_words(&error)))
    })?;
    let entries = entries.ok_or_else(|| Error::format(path, Some(1), EXPECTED))?;
    let mut lines = Lines::new(text);
    // An entry is borrowed from the text, so its place is the difference of the addresses.
    let place = |entry: &str| entry.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let rows = entries.into_iter().map(RawValue::get);
    Ok(rows.map(|entry| row(lines.line_at(place(entry)), entry)).collect())
}

fn row(line: u64, json: &str) -> Row {
    // A bare string is a number without anything about it.
    if let Ok(text) = serde_json::from_str::<String>(json) {
        return Row { line, text: Ok(text), score: 1 };
    }
    let Ok(entry) = serde_json::from_str::<Entry>(json) else {
        return Row { line, text: Err(SkipReason::WrongShape), score: 0 };
    };
    let votes = entry.votes.unwrap_or(1);
    let harmless = votes <= 0
        || entry.rating.as_deref() == Some("A_LEGITIMATE")
        || entry.action.as_deref().is_some_and(|action| action != "block");
    let text = match (entry.phone, entry.pattern) {
        _ if harmless => Err(SkipReason::NotBlocked),
        (Some(phone), _) => Ok(phone),
        // Patterns are international, but written without the plus.
        (None, Some(pattern)) => Ok(format!("+{}", pattern.trim_start_matches('+'))),
        (None, None) => Err(SkipReason::WrongShape),
    };
    Row { line, text, score: u32::try_from(votes).unwrap_or_default() }
}
