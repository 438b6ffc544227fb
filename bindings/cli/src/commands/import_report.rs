//! What became of the rows of a file, for people and programs.

use std::path::Path;

use callscreen_core::import::{ImportReport, ListChanges, Skipped};
use callscreen_core::lists::{ListReading, UnreadDays};
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
    if let Some(ListChanges { added, changed, removed }) = report.changes {
        add("added", added, String::new());
        add("changed", changed, String::new());
        add("removed", removed, String::new());
    } else {
        add("taken", report.taken, String::new());
        add("duplicates", report.duplicates, String::new());
    }
    for Skipped { reason, rows, first_lines } in &report.skipped {
        add(&format!("skipped: {}", reason.text()), *rows, lines(*rows, first_lines));
    }
    let unread = report.list.as_ref().and_then(|reading| reading.unread_days.as_ref());
    if let Some(UnreadDays { rows, first_lines }) = unread {
        add("unreadable day, counted as today", *rows, lines(*rows, first_lines));
    }
    let replaced = report.changes.is_none();
    let reading = report.list.as_ref().map(|list| reading(list, replaced)).unwrap_or_default();
    format!("{}\n{reading}{}", clean(file), rows.text())
}

/// The first lines concerned, and whether there are more.
fn lines(rows: u64, first: &[u64]) -> String {
    let more = rows > u64::try_from(first.len()).unwrap_or(u64::MAX);
    // The numbers of one card share its line.
    let named: Vec<_> =
        first.chunk_by(|one, next| one == next).map(|same| same[0].to_string()).collect();
    named.join(", ") + if more { " …" } else { "" }
}

/// How the list was read, a line for each thing to know.
fn reading(reading: &ListReading, replaced: bool) -> String {
    let mut lines = vec![format!("Read as {}.", reading.format.text())];
    if reading.holds_changes && replaced {
        lines
            .push("It says that it holds only what changed, and is the whole list now.".to_owned());
        lines.push("Import the full list, and then this file with --update.".to_owned());
    }
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
