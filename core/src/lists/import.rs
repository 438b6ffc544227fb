//! Imports a list in whatever form its source publishes it.

use std::path::Path;

use super::row::Row;
use super::{Change, Intake, ListSource, csv_rows, json_rows, table};
use crate::call::Moment;
use crate::error::Result;
use crate::import::ImportReport;
use crate::number::Region;
use crate::store::Writer;

/// Imports a file in place of the list of the same name. Numbers without a country calling code are
/// read as national spelling of `home`.
pub(crate) fn import(
    writer: &mut Writer<'_>,
    source: &ListSource,
    path: &Path,
    text: &str,
    home: &[Region],
    at: Moment,
) -> Result<ImportReport> {
    let mut intake = Intake::new(writer, table::replace(writer, source, at)?);
    let mut report = ImportReport::default();
    let mut usable = 0;
    for row in rows(path, text, home)? {
        match row.entry(home) {
            Ok(entry) => {
                usable += 1;
                intake.take(&Change::Add(entry))?;
            }
            Err(reason) => report.skip(row.line, reason),
        }
    }
    report.took_of(usable, intake.finish()?.added);
    report.usable(path)
}

fn rows(path: &Path, text: &str, home: &[Region]) -> Result<Vec<Row>> {
    match text.trim_start().chars().next() {
        Some('{' | '[') => json_rows::rows(path, text),
        _ => csv_rows::rows(path, text, home),
    }
}
