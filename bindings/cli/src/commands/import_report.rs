//! What became of the rows of a file, for people and programs.

use std::path::Path;

use callscreen_core::import::ImportReport;
use callscreen_core::lists::ListReading;
use serde::Serialize;

use crate::output::{Rows, clean, count};

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
    let reading = report.list.as_ref().map(reading).unwrap_or_default();
    format!("{}\n{reading}{}", clean(file), rows.text())
}

/// How the list was read, a line for each thing to know.
fn reading(reading: &ListReading) -> String {
    let mut lines = vec![format!("Read as {}.", reading.format.text())];
    if let Some(preset) = reading.format.preset() {
        lines.push(
            "Nobody checks these reports, and callers forge the numbers they show.".to_owned(),
        );
        if reading.threshold != preset.threshold {
            lines.push(format!("Advised are {} reports or more.", preset.threshold));
        }
    }
    let age = reading.max_age_days.map(|days| count(days.into(), "day", "days"));
    match (reading.threshold, age) {
        (0 | 1, None) => {}
        (needed, None) => lines.push(format!("Numbers with {needed} reports or more count.")),
        (needed, Some(age)) => {
            let reports = count(needed.into(), "report", "reports");
            lines.push(format!("Numbers with {reports} or more of the last {age} count."));
        }
    }
    if reading.national > 0 {
        let regions: Vec<_> = reading.regions.iter().map(ToString::to_string).collect();
        let national = count(reading.national, "number", "numbers");
        let regions = regions.join(", ");
        lines.push(format!("{national} without a country calling code, read as in {regions}."));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The reports on several files.
pub(crate) fn tables(imports: &[Imported]) -> String {
    imports.iter().map(table).collect::<Vec<_>>().join("\n")
}
