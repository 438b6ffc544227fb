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
use std::ops::ControlFlow;
use std::path::Path;

use serde::{Deserialize, Serialize};

use self::format::Kind;
pub use self::format::{ListFormat, Preset};
use self::row::Row;
use self::taker::Taker;
use super::{Change, Intake, ListSource, table as lists};
use crate::call::Moment;
use crate::error::Result;
use crate::import::{ImportProgress, ImportReport, Source, Text};
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
}

/// Takes what a reader finds in a file.
trait Sink {
    /// What the file is. Comes before the first row with a number.
    fn format(&mut self, format: ListFormat);

    /// The next row.
    fn row(&mut self, row: Row<'_>) -> Result<()>;
}

/// What an import is told beside the file.
pub(crate) struct Terms<'terms> {
    pub(crate) source: &'terms ListSource,
    /// Where numbers without a country calling code are at home.
    pub(crate) home: &'terms [Region],
    /// Whether somebody chose that for this list, and not for the phone.
    pub(crate) home_is_the_lists: bool,
    pub(crate) at: Moment,
}

/// Whether to go on.
pub(crate) type Watch<'watch> = &'watch mut dyn FnMut(ImportProgress) -> ControlFlow<()>;

/// Imports a file in place of the list of the same name.
pub(crate) fn import(
    writer: &mut Writer<'_>,
    terms: &Terms<'_>,
    file: Source<'_>,
    watch: Watch<'_>,
) -> Result<ImportReport> {
    let path = file.path();
    let fresh = !lists::exists(writer, &terms.source.name)?;
    let list = lists::replace(writer, terms.source, terms.at)?;
    let mut intake = Intake::new(writer, list);
    let mut take = |entry| intake.take(&Change::Add(entry));
    let mut taker = Taker::new(terms, &file, &mut take, watch);
    read(file, terms.home, &mut taker)?;
    let (mut report, usable) = taker.finish();
    report.took_of(usable, intake.finish()?.added);
    if let Some(reading) = &mut report.list {
        if fresh && terms.source.threshold.is_none() {
            lists::set_threshold(writer, list, reading.threshold)?;
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
    let terms = Terms { source, home, home_is_the_lists: false, at };
    let file = Source::of(bytes, 0, name)?;
    let mut take = |_| Ok(());
    let mut watch = |_| ControlFlow::Continue(());
    let mut taker = Taker::new(&terms, &file, &mut take, &mut watch);
    read(file, home, &mut taker)?;
    let (mut report, usable) = taker.finish();
    report.took_of(usable, usable);
    report.usable(name)
}

fn read(file: Source<'_>, home: &[Region], sink: &mut dyn Sink) -> Result<()> {
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
