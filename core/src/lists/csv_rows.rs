//! Lists as tables: one number a row, with or without a header, in whatever delimiter.

mod columns;
mod quotes;

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use self::columns::Columns;
use self::quotes::stretches;
use super::lines::Lines;
use super::row::{Row, score};
use crate::error::{Error, Result};
use crate::import::SkipReason;
use crate::number::Region;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many lines and rows tell what the table looks like.
const SAMPLE: usize = 21;

/// A record of the table, and the line where it begins.
type Record = (u64, std::result::Result<StringRecord, SkipReason>);

/// The rows of the table. An error when no column holds numbers.
pub(super) fn rows(path: &Path, text: &str, home: &[Region]) -> Result<Vec<Row>> {
    let preamble = Preamble::of(text);
    let mut records = records(text, &preamble);
    let mut sample: Vec<Record> = Vec::new();
    let mut wanted = SAMPLE;
    while wanted > 0
        && let Some(record) = records.next()
    {
        wanted -= usize::from(record.1.is_ok());
        sample.push(record);
    }
    let sound: Vec<_> = sample.iter().filter_map(|(_, record)| record.as_ref().ok()).collect();
    let Some(columns) = columns::find(&sound, home) else {
        let line = sample.iter().find(|(_, record)| record.is_ok()).map(|(line, _)| *line);
        return match line {
            Some(_) => Err(Error::format(
                path,
                line,
                "a column of phone numbers, or a header over it such as phone, number or tel",
            )),
            None => Ok(sample.into_iter().filter_map(broken).collect()),
        };
    };
    let mut above = columns.headers;
    // Broken lines above the data count like those below; headers do not.
    sample.retain(|(_, record)| {
        let header = record.is_ok() && above > 0;
        above -= usize::from(header);
        !header
    });
    Ok(sample.into_iter().chain(records).map(|record| row(&columns, record)).collect())
}

fn broken((line, record): Record) -> Option<Row> {
    record.err().map(|reason| Row { line, text: Err(reason), score: 0 })
}

fn row(columns: &Columns, (line, record): Record) -> Row {
    let record = match record {
        Ok(record) => record,
        Err(reason) => return Row { line, text: Err(reason), score: 0 },
    };
    let text = match record.get(columns.number).map(str::trim) {
        Some("") => Err(SkipReason::Empty),
        Some(text) => Ok(text.to_owned()),
        None => Err(SkipReason::WrongShape),
    };
    let Some(column) = columns.score else { return Row { line, text, score: 1 } };
    // An empty or missing cell says nothing about the number beside it.
    let field = record.get(column).map(str::trim).unwrap_or_default();
    match if field.is_empty() { Some(1) } else { score(field) } {
        Some(0) => Row { line, text: text.and(Err(SkipReason::NotBlocked)), score: 0 },
        Some(score) => Row { line, text, score },
        None => Row { line, text: text.and(Err(SkipReason::WrongShape)), score: 0 },
    }
}

/// Every record that is not blank.
fn records(text: &str, preamble: &Preamble) -> impl Iterator<Item = Record> {
    let mut lines = Lines::new(text);
    let delimiter = preamble.delimiter;
    let places = stretches(text, preamble.end, delimiter).into_iter().flat_map(move |stretch| {
        let base = stretch.sound.start;
        let sound = text.get(stretch.sound).unwrap_or_default();
        let reader = ReaderBuilder::new()
            .has_headers(false)
            // Rows of different lengths are the rule in files people edited by hand.
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(sound.as_bytes());
        let records = reader.into_records().map(move |record| match record {
            Ok(record) => (base + start(sound, &record), Ok(record)),
            Err(_) => (base, Err(SkipReason::WrongShape)),
        });
        records.chain(stretch.unclosed.map(|place| (place, Err(SkipReason::UnclosedQuote))))
    });
    places.map(move |(place, record)| (lines.line_at(place), record)).filter(|(_, record)| {
        record.as_ref().map_or(true, |record| record.iter().any(|field| !field.trim().is_empty()))
    })
}

/// Where the record begins. The parser's own place, and its line with it, lies before the blank lines
/// and the half of a CRLF that the record before left behind.
fn start(text: &str, record: &StringRecord) -> usize {
    let byte = record.position().map_or(0, csv::Position::byte);
    let byte = usize::try_from(byte).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(byte..).unwrap_or_default();
    byte.saturating_add(rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count())
}

/// What stands before the table, and the delimiter of the table.
struct Preamble {
    end: usize,
    delimiter: u8,
}

impl Preamble {
    fn of(text: &str) -> Self {
        let mut end = 0;
        let mut told = None;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\r', '\n']);
            match delimiter_told(content).filter(|_| told.is_none()) {
                Some(delimiter) => told = Some(delimiter),
                None if content.trim().is_empty() || is_comment(content) => {}
                None => break,
            }
            end += line.len();
        }
        let table = text.get(end..).unwrap_or_default();
        Self { end, delimiter: told.unwrap_or_else(|| delimiter(table)) }
    }
}

/// The delimiter of `sep=;`, which Excel writes and reads as the first line.
fn delimiter_told(line: &str) -> Option<u8> {
    let line = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let (name, delimiter) = line.split_once('=')?;
    let &[byte] = delimiter.as_bytes() else { return None };
    let can_delimit = byte == b'\t' || byte.is_ascii_punctuation() && byte != b'"';
    (name.eq_ignore_ascii_case("sep") && can_delimit).then_some(byte)
}

/// A comment, and not a column called `#` nor a number dialled with `#31#`.
fn is_comment(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix('#') else { return false };
    let next = rest.bytes().next();
    !next.is_some_and(|byte| byte.is_ascii_digit() || DELIMITERS.contains(&byte))
}

/// The delimiter that most of the first lines have outside of quotes; of equals, the one that the
/// first line has most of.
fn delimiter(text: &str) -> u8 {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE);
    let counts: Vec<_> = lines.map(delimiters_in).collect();
    let weight = |index: usize| {
        let lines = counts.iter().filter(|line| line[index] > 0).count();
        (lines, counts.first().map_or(0, |first| first[index]), std::cmp::Reverse(index))
    };
    let best = (0..DELIMITERS.len()).max_by_key(|&index| weight(index)).unwrap_or_default();
    DELIMITERS[best]
}

fn delimiters_in(line: &str) -> [usize; DELIMITERS.len()] {
    let mut quoted = false;
    let mut counts = [0; DELIMITERS.len()];
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some(index) = DELIMITERS.iter().position(|&other| other == byte && !quoted) {
            counts[index] += 1;
        }
    }
    counts
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

    #[test]
    fn the_preamble_ends_where_the_table_begins() {
        for (text, end, delimiter) in [
            ("", 0, b','),
            ("\n\nname;phone", 2, b';'),
            ("sep=|\na;b", 6, b'|'),
            ("\"sep=;\"\r\na,b", 9, b';'),
            ("# a, b, c\nname;phone\n", 10, b';'),
            ("#;phone\n", 0, b';'),
            ("#31#0615550101\n", 0, b','),
            ("My list\nname\tphone\n", 0, b'\t'),
        ] {
            let preamble = Preamble::of(text);
            assert_eq!((preamble.end, preamble.delimiter), (end, delimiter), "{text:?}");
        }
    }
}
