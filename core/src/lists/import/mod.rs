//! Imports a list in whatever form its source publishes it. Every format is a file here that reads
//! rows, and a line in [`format`] by which it is known; [`Taker`] makes entries of the rows.

mod asterisk;
mod day;
mod format;
mod json;
mod no_phone_spam;
mod one_line;
mod phone_block;
mod rating;
mod regular;
mod row;
mod slice;
mod spam_blocker;
mod table;
mod taker;
mod vcard;
mod xml;

use std::io::{BufReader, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use self::format::Kind;
pub use self::format::{ListFormat, Preset};
use self::row::Row;
use self::taker::{Counts, Taker};
use super::blocks::Tally;
use super::{Change, Intake, ListSource, table as lists};
use crate::call::Moment;
use crate::error::Result;
use crate::import::{ImportReport, ListChanges, Progress, Source, Text};
use crate::number::Region;
use crate::store::Writer;

/// How a list was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListReading {
    /// What it was published as.
    pub format: ListFormat,
    /// The regions in which numbers without a country calling code were read, the first before the
    /// second.
    pub regions: Vec<Region>,
    /// How many numbers and patterns were written without a country calling code.
    pub national: u64,
    /// How many reports or votes a number of it needs now.
    pub threshold: u32,
    /// How old a report of it may be, in days; `None` for any age.
    pub max_age_days: Option<u32>,
    /// The file says of itself that it holds only what changed, so that it does not stand for a list
    /// alone: [`crate::Screener::import_list_changes`] is for such.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub holds_changes: bool,
    /// Rows with a day that cannot be read, which count as fresh; `None` when there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread_days: Option<UnreadDays>,
}

/// Rows with a day that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadDays {
    /// How many.
    pub rows: u64,
    /// The first lines concerned, counted as those of rows left out.
    pub first_lines: Vec<u64>,
}

/// Takes what a reader finds in a file.
trait Sink {
    /// What the file is. Comes before the first row with a number.
    fn format(&mut self, format: ListFormat) -> Result<()>;

    /// The file says that it holds only what changed. Comes behind [`Self::format`].
    fn holds_changes(&mut self);

    /// The next row.
    fn row(&mut self, row: Row<'_>) -> Result<()>;

    /// A number that was in the list before this change, and is no more.
    fn gone(&mut self, place: u64, number: &str) -> Result<()>;
}

/// What becomes of the list of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The file takes its place.
    Replace,
    /// The file tells what changed in it.
    Change,
}

/// What an import is told beside the file.
pub(crate) struct Terms<'terms> {
    pub(crate) purpose: Purpose,
    pub(crate) source: &'terms ListSource,
    /// Where numbers without a country calling code are at home.
    pub(crate) home: &'terms [Region],
    /// Whether somebody chose that for this list, and not for the phone.
    pub(crate) home_is_the_lists: bool,
    pub(crate) at: Moment,
}

/// Imports a file in place of the list of the same name, or the changes in it.
pub(crate) fn import(
    writer: &mut Writer<'_>,
    terms: &Terms<'_>,
    file: Source<'_>,
) -> Result<ImportReport> {
    let path = file.path();
    let list = match terms.purpose {
        Purpose::Replace => lists::replace_own(writer, terms.source, terms.at)?,
        Purpose::Change => lists::change(writer, terms.source, terms.at)?,
    };
    let mut intake = Intake::new(writer, list);
    let mut take = |change| intake.take(&change);
    let (mut report, counts) = read(terms, file, &mut take)?;
    let tally = intake.finish()?;
    report.took_of(counts.taken, tally.added);
    if terms.purpose == Purpose::Change {
        report.rows += counts.gone;
        let Tally { added, changed, removed } = tally;
        report.changes = Some(ListChanges { added, changed, removed });
    }
    if let Some(reading) = &mut report.list {
        if !lists::has_chosen_threshold(writer, list)? {
            // What was there already may need more than what comes to it.
            let before = match terms.purpose {
                Purpose::Replace => 1,
                Purpose::Change => lists::threshold(writer, list)?,
            };
            lists::set_threshold(writer, list, reading.threshold.max(before))?;
        }
        reading.threshold = lists::threshold(writer, list)?;
    }
    report.usable(path)
}

/// Reads a list as an import would, and stores nothing, so that no row is a duplicate. `name` stands in
/// errors in place of a file.
pub fn read_list(
    bytes: impl Read,
    name: &Path,
    source: &ListSource,
    home: &[Region],
    at: Moment,
) -> Result<ImportReport> {
    let purpose = Purpose::Replace;
    let terms = Terms { purpose, source, home, home_is_the_lists: false, at };
    let file = Source::of(bytes, name, Progress::unwatched())?;
    let (mut report, Counts { taken, .. }) = read(&terms, file, &mut |_| Ok(()))?;
    report.took_of(taken, taken);
    report.usable(name)
}

/// Reads a file. Gives the report on what was left out, and how many changes were taken.
fn read(
    terms: &Terms<'_>,
    file: Source<'_>,
    take: &mut dyn FnMut(Change) -> Result<()>,
) -> Result<(ImportReport, Counts)> {
    let (path, progress) = (file.path(), file.progress());
    let mut taker = Taker::new(terms, path, progress.clone(), take);
    progress.unless_stopped(read_into(file, terms.home, &mut taker))?;
    Ok(taker.finish())
}

fn read_into(file: Source<'_>, home: &[Region], sink: &mut dyn Sink) -> Result<()> {
    match Kind::of_bytes(file.head()) {
        Some(Kind::PhoneBlockBinary) => {
            let path = file.path();
            return phone_block::read(path, BufReader::new(file.into_bytes()), sink);
        }
        Some(_) => {
            let path = file.path();
            return slice::read(path, BufReader::new(file.into_bytes()), sink);
        }
        None => {}
    }
    let mut text = Text::new(file);
    match Kind::of_text(text.peek()?, home) {
        Kind::Json => json::read(text, sink),
        Kind::Xml => xml::read(text, sink),
        Kind::Vcard => vcard::read(text, sink),
        Kind::Asterisk => asterisk::read(text, sink),
        Kind::NoPhoneSpam => no_phone_spam::read(text, sink),
        Kind::OneLine => one_line::read(text, sink),
        _ => table::read(text, home, sink),
    }
}
