//! What became of the rows of a file, for people and programs.

use std::path::Path;

use callscreen_core::import::ImportReport;
use serde::Serialize;

use crate::output::{Rows, clean};

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

/// The report on one file as a table under its name.
pub(crate) fn table(Imported { file, report }: &Imported) -> String {
    let mut rows = Rows::new(&["", "rows", "lines"]).right(1);
    let mut add = |what: &str, number: u64, lines: String| {
        rows.add([what.to_owned(), number.to_string(), lines]);
    };
    add("read", report.rows, String::new());
    add("taken", report.taken, String::new());
    add("duplicates", report.duplicates, String::new());
    for skipped in &report.skipped {
        let first = &skipped.first_lines;
        let more = skipped.rows > u64::try_from(first.len()).unwrap_or(u64::MAX);
        // The numbers of one card share its line.
        let named: Vec<_> =
            first.chunk_by(|one, next| one == next).map(|same| same[0].to_string()).collect();
        let lines = named.join(", ") + if more { " …" } else { "" };
        add(&format!("skipped: {}", skipped.reason.text()), skipped.rows, lines);
    }
    format!("{}\n{}", clean(file), rows.text())
}

/// The reports on several files.
pub(crate) fn tables(imports: &[Imported]) -> String {
    imports.iter().map(table).collect::<Vec<_>>().join("\n")
}
