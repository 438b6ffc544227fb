//! What every import shares: reading the file, and the report of what was taken and what was not.

mod progress;
mod source;
mod text;
mod values;

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

pub(crate) use self::progress::Progress;
pub(crate) use self::source::Source;
pub(crate) use self::text::{Line, Place, Text};
pub(crate) use self::values::{between_slashes, values};
use crate::error::{Error, Result};
use crate::lists::ListReading;
use crate::number::Unreadable;

/// How many line numbers a report names for each reason.
pub(crate) const LINES_NAMED: usize = 5;

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
    /// What a file of changes did to its list; `None` for any other file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<ListChanges>,
    /// How a list was read; `None` for contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListReading>,
}

/// What a file of changes did to its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListChanges {
    /// New entries.
    pub added: u64,
    /// Entries of which the list says something else now.
    pub changed: u64,
    /// Entries that are in the list no more.
    pub removed: u64,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportProgress {
    /// How much of the file was read, in bytes.
    pub bytes_read: u64,
    /// The size of the file in bytes; 0 if nobody knows.
    pub bytes: u64,
    /// How many rows were read.
    pub rows: u64,
}

/// Rows left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub rows: u64,
    /// The first lines concerned, counted from 1; in an address book the line of the number, or where
    /// the card begins if that cannot be told. In a file without lines, which entries, from 1.
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
    /// A regular expression that stands for more than numbers that begin alike.
    RegularExpression,
    /// The source marks the entry as harmless, or for something other than blocking.
    NotBlocked,
    /// The report is older than reports of such a source are good for.
    TooOld,
    /// The entry does not have the expected fields.
    WrongShape,
    /// The line is longer than any row.
    TooLong,
    /// A quote that never closes; the lines after it are read as if it were not there.
    UnclosedQuote,
    /// The card has no end; the numbers that stand in it whole are taken.
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
            Self::RegularExpression => "a regular expression of another kind",
            Self::NotBlocked => "marked as not to block",
            Self::TooOld => "too old a report",
            Self::WrongShape => "not the expected fields",
            Self::TooLong => "too long a line",
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
        self.took_of(1, u64::from(new));
    }

    /// Of so many usable rows, so many were new.
    pub(crate) fn took_of(&mut self, usable: u64, new: u64) {
        self.rows += usable;
        self.taken += new;
        self.duplicates += usable.saturating_sub(new);
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
        // There may be nothing new.
        let nothing_new = self.changes.is_some() && self.skipped.is_empty();
        let gone = self.changes.is_some_and(|changes| changes.removed > 0);
        if self.taken + self.duplicates > 0 || nothing_new || gone {
            return Ok(self);
        }
        let first_reason = self.skipped.first().map(|skipped| {
            let line = skipped.first_lines.first().copied().unwrap_or_default();
            format!("line {line}: {}", skipped.reason.text())
        });
        Err(Error::NothingUsable { path: path.to_owned(), rows: self.rows, first_reason })
    }
}

/// Reads a text file whole, whatever it is written in, as UTF-8 whose lines end in line feeds.
pub fn read_text(path: &Path) -> Result<String> {
    let mut text = String::new();
    let read = Text::new(Source::open(path, Progress::unwatched())?).read_to_string(&mut text);
    read.map_err(Error::file(path))?;
    Ok(text)
}
