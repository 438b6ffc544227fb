//! How answers look to people: tables that fit 80 columns, times, and texts from outside.

use callscreen_core::call::Moment;
use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
};

/// The width that every table fits into.
const COLUMNS: u16 = 80;

/// No frame: columns speak for themselves, and a line is copied without its borders.
const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A table under construction.
pub(crate) struct Rows(Table);

impl Rows {
    /// A table with these headers.
    pub(crate) fn new(header: &[&str]) -> Self {
        let mut table = Table::new();
        table.load_style(STYLE);
        table.set_width(COLUMNS).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(header.iter().copied());
        let mut rows = Self(table);
        let last = header.len().saturating_sub(1);
        for index in 0..header.len() {
            if let Some(column) = rows.0.column_mut(index) {
                column.set_padding((0, if index == last { 0 } else { 2 }));
            }
        }
        rows
    }

    /// Fixes the widths of the first columns, so that tables under each other line up.
    pub(crate) fn widths(mut self, widths: &[u16]) -> Self {
        for (index, &width) in widths.iter().enumerate() {
            if let Some(column) = self.0.column_mut(index) {
                // The padding counts.
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + 2)));
            }
        }
        self
    }

    /// Keeps the words of a column whole, however long the others are.
    pub(crate) fn whole(mut self, index: usize) -> Self {
        if let Some(column) = self.0.column_mut(index) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        self
    }

    /// Aligns a column of counts to the right.
    pub(crate) fn right(mut self, index: usize) -> Self {
        if let Some(column) = self.0.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        self
    }

    /// Adds a row.
    pub(crate) fn add<const N: usize>(&mut self, cells: [String; N]) {
        self.0.add_row(cells.map(|cell| clean(&cell)));
    }

    /// Adds a row whose cells have lines; parts from outside must be clean already.
    pub(crate) fn add_lines<const N: usize>(&mut self, cells: [String; N]) {
        self.0.add_row(cells.map(|cell| without_controls(&cell, "\n")));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The table with a line end, or `instead` when it has no row.
    pub(crate) fn or(self, instead: &str) -> String {
        if self.is_empty() {
            return format!("{instead}\n");
        }
        format!("{}\n", self.0.trim_fmt())
    }

    /// The table with a line end.
    pub(crate) fn text(self) -> String {
        format!("{}\n", self.0.trim_fmt())
    }
}

/// Day and time on the clock on the wall.
pub(crate) fn time(at: Moment) -> String {
    formatted(at, "%F %R")
}

/// The day alone.
pub(crate) fn day(at: Moment) -> String {
    formatted(at, "%F")
}

/// The day of a rule that counts from it on, which is one of UTC.
pub(crate) fn utc_day(unix_ms: i64) -> String {
    day(Moment { unix_ms, utc_offset_minutes: 0 })
}

/// The time alone.
pub(crate) fn clock(at: Moment) -> String {
    formatted(at, "%R")
}

fn formatted(at: Moment, format: &str) -> String {
    at.to_datetime().map_or_else(|| "?".to_owned(), |time| time.format(format).to_string())
}

/// A count with its noun.
pub(crate) fn count(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A text from outside on one line and without control characters: it can neither move the
/// terminal's cursor nor pass for a line of ours.
pub(crate) fn clean(text: &str) -> String {
    without_controls(text, "")
}

fn without_controls(text: &str, but: &str) -> String {
    let harmful = |character: char| {
        let ends_line = matches!(character, '\u{2028}' | '\u{2029}');
        (character.is_control() || ends_line) && !but.contains(character)
    };
    text.replace(harmful, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_80_columns_whatever_is_in_it() {
        let mut rows = Rows::new(&["time", "who", "what"]);
        rows.add(["08:15".to_owned(), "words ".repeat(30), "unbroken".repeat(20)]);
        let text = rows.text();
        assert!(text.lines().count() > 4, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }

    #[test]
    fn nobody_moves_the_cursor() {
        let text = "a\u{1b}[2Jb\tc\nd";
        assert_eq!(clean(text), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d");
        let mut rows = Rows::new(&["x"]);
        rows.add_lines([text.to_owned()]);
        assert!(rows.text().ends_with("a\u{fffd}[2Jb\u{fffd}c\nd\n"));
    }
}
