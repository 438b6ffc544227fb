//! What became of the rows of a file, for people and programs.

use std::path::Path;

use callscreen_core::import::ImportReport;
use serde::Serialize;

use crate::output::Rows;

/// The report on one file.
#[derive(Debug, Serialize)]
pub(crate) struct Imported {
    file: String,
    #[serde(flatten)]
    report: ImportReport,
}

impl Imported {
    pub(crate) fn new(file: &Path, report: ImportReport) -> Self {
        Self { file: file.display().to_string(), report }
    }
}

/// The reports as one table.
pub(crate) fn table<'imports>(imports: impl IntoIterator<Item = &'imports Imported>) -> String {
    let mut rows = Rows::new(&["file", "", "rows", "lines"]).right(2);
    for Imported { file, report } in imports {
        let mut file = file.clone();
        let mut add = |what: String, number: u64, lines: String| {
            rows.add([std::mem::take(&mut file), what, number.to_string(), lines]);
        };
        add("read".to_owned(), report.rows, String::new());
        add("taken".to_owned(), report.taken, String::new());
        add("duplicates".to_owned(), report.duplicates, String::new());
        for skipped in &report.skipped {
            let named: Vec<_> = skipped.first_lines.iter().map(u64::to_string).collect();
            let more = skipped.rows > u64::try_from(named.len()).unwrap_or(u64::MAX);
            let lines = named.join(", ") + if more { " …" } else { "" };
            add(format!("skipped: {}", skipped.reason.text()), skipped.rows, lines);
        }
    }
    rows.or("nothing was imported")
}
