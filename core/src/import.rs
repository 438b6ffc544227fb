//! What every import shares: reading the file, and the report of what was taken and what was not.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::number::Unreadable;

/// How many line numbers a report names for each reason.
const LINES_NAMED: usize = 5;

/// What became of the rows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Rows read: numbers or patterns, headers and blank lines not counted.
    pub rows: u64,
    /// New entries stored.
    pub taken: u64,
    /// Rows whose number was stored already.
    pub duplicates: u64,
    /// Rows left out, by reason.
    pub skipped: Vec<Skipped>,
}

/// Rows left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub rows: u64,
    /// The first lines concerned, counted from 1; in an address book the line of the number, or where
    /// the card begins if that cannot be told.
    pub first_lines: Vec<u64>,
}

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The number is empty.
    Empty,
    /// No numbering plan holds such a number.
    NotANumber,
    /// A short code or service number, where only subscribers make sense.
    ShortNumber,
    /// An emergency number, which is never blocked.
    EmergencyNumber,
    /// Letters instead of a number.
    Alphanumeric,
    /// A spreadsheet's scientific notation; the last digits are lost.
    ScientificNotation,
    /// A wildcard that is not at the end.
    WildcardInside,
    /// The source marks the entry as harmless, or for something other than blocking.
    NotBlocked,
    /// The entry does not have the expected fields.
    WrongShape,
    /// A quote that never closes; the lines after it are read as if it were not there.
    UnclosedQuote,
    /// The card has no end.
    UnfinishedCard,
    /// Text outside of any card.
    OutsideCard,
}

impl SkipReason {
    /// The reason in English, for a report.
    pub fn text(self) -> &'static str {
        match self {
            Self::Empty => "no number",
            Self::NotANumber => "not a phone number",
            Self::ShortNumber => "a short or service number",
            Self::EmergencyNumber => "an emergency number",
            Self::Alphanumeric => "letters instead of a number",
            Self::ScientificNotation => "scientific notation, digits are lost",
            Self::WildcardInside => "a wildcard that is not at the end",
            Self::NotBlocked => "marked as not to block",
            Self::WrongShape => "not the expected fields",
            Self::UnclosedQuote => "a quote that never closes",
            Self::UnfinishedCard => "a card without END:VCARD",
            Self::OutsideCard => "text outside of any card",
        }
    }
}

impl From<Unreadable> for SkipReason {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Empty => Self::Empty,
            Unreadable::ScientificNotation => Self::ScientificNotation,
            Unreadable::TooLong | Unreadable::NoHomeRegion | Unreadable::NotANumber => {
                Self::NotANumber
            }
        }
    }
}

impl ImportReport {
    pub(crate) fn took(&mut self, new: bool) {
        self.rows += 1;
        if new {
            self.taken += 1;
        } else {
            self.duplicates += 1;
        }
    }

    pub(crate) fn skip(&mut self, line: u64, reason: SkipReason) {
        self.rows += 1;
        let position = self.skipped.iter().position(|skipped| skipped.reason == reason);
        let index = position.unwrap_or_else(|| {
            self.skipped.push(Skipped { reason, rows: 0, first_lines: Vec::new() });
            self.skipped.len() - 1
        });
        let skipped = &mut self.skipped[index];
        skipped.rows += 1;
        if skipped.first_lines.len() < LINES_NAMED {
            skipped.first_lines.push(line);
        }
    }

    /// An error when nothing at all could be used, so that the caller rolls back.
    pub(crate) fn usable(self, path: &Path) -> Result<Self> {
        if self.taken + self.duplicates > 0 {
            return Ok(self);
        }
        let first_reason = self.skipped.first().map(|skipped| {
            let line = skipped.first_lines.first().copied().unwrap_or_default();
            format!("line {line}: {}", skipped.reason.text())
        });
        Err(Error::NothingUsable { path: path.to_owned(), rows: self.rows, first_reason })
    }
}

/// Reads a text file: UTF-8, or UTF-16 with a byte order mark as spreadsheets write it. Bytes that
/// are neither become U+FFFD, for the rows around them may be sound. Every line ends in a line feed,
/// whatever ended it in the file.
pub fn read_text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(Error::file(path))?;
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).skip(1).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    let text = match bytes.as_slice() {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, text @ ..] | text => String::from_utf8_lossy(text).into_owned(),
    };
    if !text.contains('\r') {
        return Ok(text);
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}
