//! Lists as tables: one number a row, with or without a header, in whatever delimiter.

use std::path::Path;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::lines::Lines;
use super::row::Row;
use crate::error::{Error, Result};
use crate::import::SkipReason;
use crate::number::{self, Reading, Region};

/// Headers seen over the number, in the order to prefer them.
const NUMBER: [&str; 14] = [
    "phone",
    "number",
    "pattern",
    "phone_number",
    "company_phone_number",
    "caller_id_number",
    "caller id number",
    "tel",
    "telephone",
    "rufnummer",
    "nummer",
    "numero",
    "numéro",
    "prefix",
];
/// Headers seen over a count of reports or votes.
const SCORE: [&str; 4] = ["votes", "count", "reports", "score"];
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Where the columns are.
struct Columns {
    number: usize,
    score: Option<usize>,
    has_header: bool,
}

/// The rows of the table. An error when no column holds numbers.
pub(super) fn rows(path: &Path, text: &str, home: &[Region]) -> Result<Vec<Row>> {
    let mut records = reader(text);
    let mut record = StringRecord::new();
    let mut columns = None;
    let mut rows = Vec::new();
    let mut lines = Lines::new(text);
    loop {
        match records.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(Error::format(path, line_of(&error), "a readable table")),
        }
        let line = lines.line_at(start(text, &record));
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if let Some(found) = &columns {
            rows.push(row(found, line, &record));
            continue;
        }
        let found = columns.insert(columns_of(path, line, &record, home)?);
        if !found.has_header {
            rows.push(row(found, line, &record));
        }
    }
    Ok(rows)
}

/// Where the record begins. The parser's own place, and its line with it, lies before the blank lines
/// and the half of a CRLF that the record before left behind.
fn start(text: &str, record: &StringRecord) -> usize {
    let byte = record.position().map_or(0, csv::Position::byte);
    let byte = usize::try_from(byte).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(byte..).unwrap_or_default();
    byte.saturating_add(rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count())
}

fn row(columns: &Columns, line: u64, record: &StringRecord) -> Row {
    let text = match record.get(columns.number).map(str::trim) {
        Some("") => Err(SkipReason::Empty),
        Some(text) => Ok(text.to_owned()),
        None => Err(SkipReason::WrongShape),
    };
    let Some(score) = columns.score else { return Row { line, text, score: 1 } };
    match record.get(score).and_then(|field| field.trim().parse().ok()) {
        Some(0) => Row { line, text: text.and(Err(SkipReason::NotBlocked)), score: 0 },
        Some(score) => Row { line, text, score },
        None => Row { line, text: text.and(Err(SkipReason::WrongShape)), score: 0 },
    }
}

fn columns_of(path: &Path, line: u64, first: &StringRecord, home: &[Region]) -> Result<Columns> {
    let headers: Vec<String> = first.iter().map(|field| field.trim().to_lowercase()).collect();
    let find = |names: &[&str]| {
        names.iter().find_map(|name| headers.iter().position(|header| header == name))
    };
    if let Some(number) = find(&NUMBER) {
        return Ok(Columns { number, score: find(&SCORE), has_header: true });
    }
    let is_number = |field: &str| matches!(number::read(field, home), Reading::Subscriber(_));
    match first.iter().position(is_number) {
        Some(number) => Ok(Columns { number, score: None, has_header: false }),
        None => Err(Error::format(
            path,
            Some(line),
            "a column of phone numbers, or a header over it such as phone, number or tel",
        )),
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        // Rows of different lengths are the rule in files people edited by hand.
        .flexible(true)
        .delimiter(delimiter(text.lines().next().unwrap_or_default()))
        .from_reader(text.as_bytes())
}

/// The delimiter that the first line has most of, outside of quotes.
fn delimiter(line: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [0_usize; DELIMITERS.len()];
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some(index) = DELIMITERS.iter().position(|&other| other == byte && !quoted) {
            counts[index] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let index = counts.iter().position(|&count| count == most).unwrap_or_default();
    DELIMITERS[index]
}

fn line_of(error: &csv::Error) -> Option<u64> {
    error.position().map(csv::Position::line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_named_by_its_line_whatever_ends_the_lines() {
        let home = [Region::from_code("CH").unwrap()];
        for end in ["\n", "\r\n"] {
            let text = ["phone,note", "", "061 555 01 01,\"a", "b\"", "", "", "junk", ""].join(end);
            let rows = rows(Path::new("list.csv"), &text, &home).unwrap();
            let lines: Vec<_> = rows.iter().map(|row| row.line).collect();
            assert_eq!(lines, [3, 7], "{end:?}");
        }
    }
}
