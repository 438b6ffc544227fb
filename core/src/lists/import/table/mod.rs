//! Lists as tables: one number a row, with or without a header, in whatever delimiter. A text with a
//! number on each line is a table of one column.

mod columns;
mod quotes;
mod records;

use self::columns::Columns;
use self::records::{Record, Records};
use super::rating::{Rating, allows, rating};
use super::row::{Spelling, score};
use super::{ListFormat, Row, Sink, regular, spam_blocker};
use crate::error::Result;
use crate::import::{SkipReason, Text};
use crate::number::Region;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many lines and rows tell what the table looks like.
const SAMPLE: usize = 21;
/// Broken lines before that are kept for the report; behind more of them there is no table.
const MOST_BROKEN: usize = 1_000;

/// A record, or why there is none.
type Found = std::result::Result<Record, SkipReason>;

/// Reads the rows of the table. An error when no column holds numbers.
pub(super) fn read(mut text: Text<'_>, home: &[Region], sink: &mut dyn Sink) -> Result<()> {
    let preamble = Preamble::of(text.peek()?);
    text.pass(preamble.end);
    let mut records = Records::new(text, preamble.delimiter);
    let mut record = Record::default();
    let mut sample: Vec<(u64, Found)> = Vec::new();
    let mut wanted = SAMPLE;
    while wanted > 0
        && sample.len() < SAMPLE + MOST_BROKEN
        && let Some((line, found)) = records.next(&mut record)?
    {
        wanted -= usize::from(found.is_ok());
        sample.push((line, found.map(|()| record.clone())));
    }
    let sound: Vec<_> = sample.iter().filter_map(|(_, record)| record.as_ref().ok()).collect();
    let Some(columns) = columns::find(&sound, home) else {
        let line = sample.iter().find(|(_, record)| record.is_ok()).map(|(line, _)| *line);
        if line.is_some() {
            let expected =
                "a column of phone numbers, or a header over it such as phone, number or tel";
            return Err(records.expected(line, expected));
        }
        for (line, reason) in
            sample.into_iter().filter_map(|(line, found)| Some((line, found.err()?)))
        {
            sink.row(Row::skipped(line, reason))?;
        }
        return Ok(());
    };
    sink.format(columns.format)?;
    let mut above = columns.headers;
    for (line, found) in &sample {
        match found {
            // Broken lines above the data count like those below; headers do not.
            Ok(_) if above > 0 => above -= 1,
            Ok(record) => row(&columns, *line, record, sink)?,
            Err(reason) => sink.row(Row::skipped(*line, *reason))?,
        }
    }
    while let Some((line, found)) = records.next(&mut record)? {
        match found {
            Ok(()) => row(&columns, line, &record, sink)?,
            Err(reason) => sink.row(Row::skipped(line, reason))?,
        }
    }
    Ok(())
}

fn row(columns: &Columns, line: u64, record: &Record, sink: &mut dyn Sink) -> Result<()> {
    let cell = |column: Option<usize>| {
        column.and_then(|column| record.get(column)).map(str::trim).unwrap_or_default()
    };
    let rated = rating(cell(columns.category));
    // Bit 0: the rule is for calls. A rule of SpamBlocker may be for messages only.
    let for_messages = cell(columns.flags).parse().is_ok_and(|flags: u32| flags & 1 == 0);
    let mut row = Row {
        label: cell(columns.label),
        day: cell(columns.day),
        category: rated.category(),
        harmless: rated == Rating::Harmless
            || for_messages
            || spam_blocker::is_scheduled(cell(columns.schedule))
            || allows(cell(columns.action)),
        spelling: match columns.format {
            ListFormat::SpamBlockerRules => {
                spam_blocker::spelling(cell(columns.pattern_flags).parse().ok())
            }
            _ if columns.beginnings => Spelling::Beginning,
            _ => Spelling::Usual,
        },
        ..Row::of(line, cell(Some(columns.number)))
    };
    let votes = cell(columns.score);
    // An empty or missing cell says nothing about the number beside it.
    match if votes.is_empty() { Some(1) } else { score(votes) } {
        _ if record.len() <= columns.number => row.number = Err(SkipReason::WrongShape),
        _ if row.number == Ok("") => row.number = Err(SkipReason::Empty),
        None => row.number = Err(SkipReason::WrongShape),
        Some(score) => row.score = score,
    }
    match row.number {
        Ok(expression) if columns.expressions && regular::is(expression) => {
            regular::rows(expression, row, sink)
        }
        _ => sink.row(row),
    }
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
    fn the_preamble_ends_where_the_table_begins() {
        for (text, end, delimiter) in [
            ("", 0, b','),
            ("\n\nname;phone", 2, b';'),
            ("sep=|\na;b", 6, b'|'),
            ("\"sep=;\"\na,b", 8, b';'),
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
