//! Lists as JSON: PhoneBlock's numbers with votes, Saracroche's patterns in both of its forms.
//!
//! A `version` in such a file is that of its data (PhoneBlock 42, Saracroche "2026.01.01.01.01"), not
//! of its form, so any is accepted.

use std::path::Path;

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::lines::Lines;
use super::row::{Row, score};
use crate::error::{Error, Result};
use crate::import::SkipReason;

const EXPECTED: &str = "a JSON list of call centres: an object with an array \"numbers\" or \
                        \"patterns\", or an array of objects with \"phone\" or \"pattern\"";

/// A file that is an object. Entries stay raw, so that a bad one costs only itself.
#[derive(Deserialize)]
struct Object<'text> {
    #[serde(borrow)]
    numbers: Option<Vec<&'text RawValue>>,
    #[serde(borrow)]
    patterns: Option<Vec<&'text RawValue>>,
}

impl<'text> Object<'text> {
    /// The entries of both arrays. `None` when there is neither.
    fn entries(self) -> Option<Vec<&'text RawValue>> {
        match (self.numbers, self.patterns) {
            (Some(numbers), Some(patterns)) => Some([numbers, patterns].concat()),
            (numbers, patterns) => numbers.or(patterns),
        }
    }
}

/// One entry, in any of the forms.
#[derive(Deserialize)]
struct Entry<'text> {
    phone: Option<String>,
    pattern: Option<String>,
    #[serde(borrow)]
    votes: Option<&'text RawValue>,
    rating: Option<String>,
    action: Option<String>,
}

/// The rows of the file. An error when it is not JSON, or no list.
pub(super) fn rows(path: &Path, text: &str) -> Result<Vec<Row>> {
    let parsed = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map(Some)
    } else {
        serde_json::from_str(text).map(Object::entries)
    };
    let entries: Option<Vec<&RawValue>> = parsed.map_err(|error| unreadable(path, &error))?;
    let entries = entries.ok_or_else(|| Error::format(path, Some(1), EXPECTED))?;
    // An entry is borrowed from the text, so its place is the difference of the addresses.
    let place = |entry: &str| entry.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let mut places: Vec<_> = entries.into_iter().map(|raw| (place(raw.get()), raw.get())).collect();
    // The two arrays may come in either order, and lines are told from first to last.
    places.sort_unstable_by_key(|&(place, _)| place);
    let mut lines = Lines::new(text);
    Ok(places.into_iter().map(|(place, entry)| row(lines.line_at(place), entry)).collect())
}

/// The parser's own words are left out: they quote what they stumbled over.
fn unreadable(path: &Path, error: &serde_json::Error) -> Error {
    let line = u64::try_from(error.line().max(1)).ok();
    let found = match error.classify() {
        Category::Eof => "; the file ends before it is complete",
        Category::Syntax => "; this is no JSON",
        Category::Data | Category::Io => "",
    };
    Error::format(path, line, format!("{EXPECTED}{found}"))
}

fn row(line: u64, json: &str) -> Row {
    // A bare string is a number without anything about it.
    if let Ok(text) = serde_json::from_str::<String>(json) {
        return Row { line, text: Ok(text), score: 1 };
    }
    let Ok(entry) = serde_json::from_str::<Entry<'_>>(json) else {
        return Row { line, text: Err(SkipReason::WrongShape), score: 0 };
    };
    let Some(votes) = entry.votes.map_or(Some(1), |votes| score(votes.get())) else {
        return Row { line, text: Err(SkipReason::WrongShape), score: 0 };
    };
    let harmless = votes == 0
        || entry.rating.as_deref() == Some("A_LEGITIMATE")
        || entry.action.as_deref().is_some_and(|action| action != "block");
    let text = match (entry.phone, entry.pattern) {
        _ if harmless => Err(SkipReason::NotBlocked),
        (Some(phone), _) => Ok(phone),
        // Patterns are international, but written without the plus.
        (None, Some(pattern)) => Ok(format!("+{}", pattern.trim_start_matches('+'))),
        (None, None) => Err(SkipReason::WrongShape),
    };
    Row { line, text, score: votes }
}
