//! Lists as tables: one number a row, with or without a header, in whatever delimiter. A text with a
//! number on each line is a table of one column.

mod columns;
mod quotes;
mod records;

pub(super) use self::columns::Columns;
pub(super) use self::records::Record;
use self::records::Records;
use super::rating::{Action, Rating, action, rating};
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
            Ok(record) => row(&columns, *line, record, &mut |row| pass(&columns, row, sink))?,
            Err(reason) => sink.row(Row::skipped(*line, *reason))?,
        }
    }
    while let Some((line, found)) = records.next(&mut record)? {
        match found {
            Ok(()) => row(&columns, line, &record, &mut |row| pass(&columns, row, sink))?,
            Err(reason) => sink.row(Row::skipped(line, reason))?,
        }
    }
    Ok(())
}

/// Passes on the rows that a record stands for, one for each column of numbers.
pub(super) fn row(
    columns: &Columns,
    line: u64,
    record: &Record,
    take: &mut dyn FnMut(Row<'_>) -> Result<()>,
) -> Result<()> {
    let cell = |column: Option<usize>| {
        column.and_then(|column| record.get(column)).map(str::trim).unwrap_or_default()
    };
    let rated = rating(cell(columns.category));
    // Bit 0: the rule is for calls. A rule of SpamBlocker may be for messages only.
    let for_messages = cell(columns.flags).parse().is_ok_and(|flags: u32| flags & 1 == 0);
    // An empty cell says nothing about the number beside it.
    let told = Some(cell(columns.action)).filter(|word| !word.is_empty()).map(action);
    let votes = cell(columns.score);
    let score = if votes.is_empty() { Some(1) } else { score(votes) };
    let row = Row {
        label: cell(columns.label),
        day: cell(columns.day),
        category: rated.category(),
        harmless: rated == Rating::Harmless
            || for_messages
            || spam_blocker::is_scheduled(cell(columns.schedule))
            || spam_blocker::is_for_one_sim(cell(columns.sim_slot))
            || told == Some(Action::Allow),
        spelling: match columns.format {
            ListFormat::SpamBlockerRules => {
                spam_blocker::spelling(cell(columns.pattern_flags).parse().ok())
            }
            ListFormat::CallBlockerTable => Spelling::Patterns,
            _ if columns.beginnings => Spelling::Beginning,
            _ => Spelling::Usual,
        },
        score: score.unwrap_or_default(),
        ..Row::of(line, "")
    };
    let unreadable = score.is_none() || columns.actions_only && told == Some(Action::Unknown);
    let others = columns.more_numbers.iter().map(|&column| cell(Some(column)));
    let numbers = std::iter::once(cell(Some(columns.number))).chain(others);
    let mut filled = numbers.filter(|number| !number.is_empty()).peekable();
    if filled.peek().is_none() {
        let short = record.len() <= columns.number;
        let reason = if short { SkipReason::WrongShape } else { SkipReason::Empty };
        return take(Row { number: Err(reason), ..row });
    }
    filled.try_for_each(|number| {
        let number = if unreadable { Err(SkipReason::WrongShape) } else { Ok(number) };
        take(Row { number, ..row })
    })
}

/// Passes on a row, and of a regular expression each that it stands for.
fn pass(columns: &Columns, row: Row<'_>, sink: &mut dyn Sink) -> Result<()> {
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
