//! The records of a table, one after the other. A quote that never closes costs its own line: a parser
//! alone would take all that follows one for a single field.

use std::collections::VecDeque;

use memchr::{memchr, memchr_iter};

use super::quotes::{End, Quotes};
use crate::error::Result;
use crate::import::{Line, SkipReason, Text};

/// A record whose quoted fields go on for longer is none, in bytes: as long as a line may be, and twice
/// what a cell of a spreadsheet holds.
const MOST_QUOTED: usize = 1 << 16;
/// Notes and addresses have a few lines. Of more lines it is asked whether they look like rows.
const FEW_LINES: usize = 4;

/// One record.
#[derive(Clone, Debug, Default)]
pub(in crate::lists::import) struct Record {
    fields: String,
    ends: Vec<usize>,
}

impl Record {
    /// The field in this column.
    pub(super) fn get(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        let begin = column.checked_sub(1).and_then(|before| self.ends.get(before).copied());
        self.fields.get(begin.unwrap_or_default()..end)
    }

    /// How many fields it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|column| self.get(column))
    }
}

impl From<&[&str]> for Record {
    fn from(fields: &[&str]) -> Self {
        let ends = fields.iter().scan(0, |end, field| {
            *end += field.len();
            Some(*end)
        });
        Self { fields: fields.concat(), ends: ends.collect() }
    }
}

/// A line that was read, and may be read again.
struct Held {
    number: u64,
    bytes: Vec<u8>,
    too_long: bool,
}

/// Reads records.
pub(super) struct Records<'file> {
    text: Text<'file>,
    delimiter: u8,
    parser: csv_core::Reader,
    /// Lines behind a quote that did not close.
    held: VecDeque<Held>,
    /// What holds no line now.
    spare: Vec<u8>,
}

impl<'file> Records<'file> {
    pub(super) fn new(text: Text<'file>, delimiter: u8) -> Self {
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Self { text, delimiter, parser, held: VecDeque::new(), spare: Vec::new() }
    }

    /// An error that names the file and a line.
    pub(super) fn expected(&self, line: Option<u64>, what: &str) -> crate::Error {
        self.text.expected_at(line, what)
    }

    /// Reads the next record that is not blank into `record`. Gives the line where it begins, and why
    /// it is none if it is none; `None` at the end of the table.
    pub(super) fn next(
        &mut self,
        record: &mut Record,
    ) -> Result<Option<(u64, std::result::Result<(), SkipReason>)>> {
        while let Some(mut first) = self.line()? {
            if first.too_long {
                return Ok(Some((first.number, Err(SkipReason::TooLong))));
            }
            if first.bytes.iter().all(u8::is_ascii_whitespace) {
                self.spare = first.bytes;
                continue;
            }
            let number = first.number;
            // Nearly every record is a line.
            if memchr(b'"', &first.bytes).is_some()
                && let Some(unclosed) = self.close(&mut first)?
            {
                return Ok(Some((unclosed, Err(SkipReason::UnclosedQuote))));
            }
            let parsed = self.parse(&mut first.bytes, record);
            self.spare = first.bytes;
            if !parsed {
                return Ok(Some((number, Err(SkipReason::WrongShape))));
            }
            if record.iter().any(|field| !field.trim().is_empty()) {
                return Ok(Some((number, Ok(()))));
            }
        }
        Ok(None)
    }

    fn line(&mut self) -> Result<Option<Held>> {
        if let Some(held) = self.held.pop_front() {
            return Ok(Some(held));
        }
        let number = self.text.line_number();
        let mut bytes = std::mem::take(&mut self.spare);
        let line = self.text.line(&mut bytes)?;
        Ok(line.map(|line| Held { number, bytes, too_long: matches!(line, Line::TooLong) }))
    }

    /// Joins the lines of the record's quoted fields to its first. Gives the line of a quote that does
    /// not close; the lines behind that one are read again.
    fn close(&mut self, first: &mut Held) -> Result<Option<u64>> {
        let mut behind: Vec<Held> = Vec::new();
        let mut quotes = Quotes::new(self.delimiter);
        let mut opened = 0;
        let unclosed = loop {
            match quotes.read(&first.bytes) {
                End::Closed if behind.len() > FEW_LINES && self.are_rows(&first.bytes) => {
                    break opened;
                }
                End::Closed => return Ok(None),
                End::Broken(quote) => break quote,
                End::Open(quote) => opened = quote,
            }
            match self.line()? {
                Some(line)
                    if !line.too_long && first.bytes.len() + line.bytes.len() < MOST_QUOTED =>
                {
                    first.bytes.push(b'\n');
                    first.bytes.extend_from_slice(&line.bytes);
                    behind.push(line);
                }
                line => {
                    behind.extend(line);
                    break opened;
                }
            }
        };
        let before = first.bytes.get(..unclosed).unwrap_or_default();
        let lines = memchr_iter(b'\n', before).count();
        for line in behind.drain(lines.min(behind.len())..).rev() {
            self.held.push_front(line);
        }
        Ok(Some(first.number + u64::try_from(lines).unwrap_or_default()))
    }

    /// Whether most lines of a record have as many fields as its first: then a stray quote found some
    /// other quote to close it, and what is between them are rows.
    fn are_rows(&self, lines: &[u8]) -> bool {
        let mut delimiters = lines
            .split(|&byte| byte == b'\n')
            .map(|line| memchr_iter(self.delimiter, line).count());
        let first = delimiters.next().unwrap_or_default();
        let (alike, others): (Vec<_>, Vec<_>) = delimiters.partition(|&count| count == first);
        first > 0 && alike.len() > others.len()
    }

    /// `false` when the fields make no text.
    fn parse(&mut self, line: &mut Vec<u8>, record: &mut Record) -> bool {
        line.push(b'\n');
        let mut fields = std::mem::take(&mut record.fields).into_bytes();
        fields.resize(line.len(), 0);
        let delimiters = memchr_iter(self.delimiter, line).count();
        record.ends.resize(delimiters + 2, 0);
        self.parser.reset();
        let (_, read, written, ends) = self.parser.read_record(line, &mut fields, &mut record.ends);
        // Where the parser sees an open quote that is none to us, the end of input closes it.
        let rest = line.get(read..).unwrap_or_default();
        let (mut written, mut ends) = (written, ends);
        if ends == 0 {
            let unread = fields.get_mut(written..).unwrap_or_default();
            let (_, _, more, found) = self.parser.read_record(rest, unread, &mut record.ends);
            (written, ends) = (written + more, found);
        }
        fields.truncate(written);
        record.ends.truncate(ends);
        match String::from_utf8(fields) {
            Ok(fields) => record.fields = fields,
            Err(_) => return false,
        }
        ends > 0
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::import::{Progress, Source};

    fn records(text: &str) -> Vec<(u64, std::result::Result<String, SkipReason>)> {
        let source = Source::of(text.as_bytes(), Path::new("list"), Progress::unwatched()).unwrap();
        let mut records = Records::new(Text::new(source), b',');
        let mut record = Record::default();
        let mut all = Vec::new();
        while let Some((line, found)) = records.next(&mut record).unwrap() {
            let fields = || record.iter().collect::<Vec<_>>().join("|");
            all.push((line, found.map(|()| fields())));
        }
        all
    }

    #[test]
    fn a_record_is_named_by_the_line_where_it_begins() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", " , ", "c,\"d", "e\"", "", "f,", "g"].join(end);
            let expected = [(1, "a|b"), (4, "c|d\ne"), (7, "f|"), (8, "g")];
            let expected = expected.map(|(line, fields)| (line, Ok(fields.to_owned())));
            assert_eq!(records(&text), expected, "{end:?}");
        }
    }

    #[test]
    fn a_stray_quote_costs_its_line_only() {
        let unclosed = |line| (line, Err(SkipReason::UnclosedQuote));
        let sound = |line, fields: &str| (line, Ok(fields.to_owned()));
        assert_eq!(records("a\n\"b,1\nc,2\n"), [sound(1, "a"), unclosed(2), sound(3, "c|2")]);
        assert_eq!(records("\"a\n\"b\n\"c"), [unclosed(1), unclosed(2), unclosed(3)]);
        assert_eq!(
            records("\"two\nlines\",\"b\nc\n"),
            [unclosed(2), sound(3, "c")],
            "the line where it opens"
        );
        let many = format!("{}x,y\n", "\"a\n".repeat(50));
        assert_eq!(records(&many).len(), 51);
        let long = format!("a,\"{}\nb,c\n", "x".repeat(1 << 17));
        assert_eq!(records(&long), [(1, Err(SkipReason::TooLong)), sound(2, "b|c")]);
    }

    #[test]
    fn a_quoted_field_may_have_many_lines_but_no_rows() {
        let sound = |line, fields: &str| (line, Ok(fields.to_owned()));
        let note = "one\ntwo\nthree\nfour, and\nfive\nsix\n\"\"seven\"\"";
        let found = records(&format!("a,b\nc,\"{note}\"\nd,e\n"));
        let note = note.replace("\"\"", "\"");
        assert_eq!(found, [sound(1, "a|b"), sound(2, &format!("c|{note}")), sound(9, "d|e")]);
        let rows = "c,1\n".repeat(20);
        let found = records(&format!("a,b\nx,\"y\n{rows}z,5\"\n"));
        assert_eq!(found.len(), 23, "a quote at the end closes nothing");
        assert_eq!(found[1], (2, Err(SkipReason::UnclosedQuote)));
        // What never closes is read line by line, whatever is behind it.
        let long = "c\n".repeat(100_000);
        let found = records(&format!("a\n\"b\n{long}"));
        assert_eq!(found.len(), 100_002);
        assert_eq!(found[1], (2, Err(SkipReason::UnclosedQuote)));
        let longest = "c\n".repeat(MOST_QUOTED / 2 - 10);
        assert_eq!(records(&format!("\"{longest}\"\nd\n")).len(), 2);
    }

    #[test]
    fn quotes_and_empty_fields_are_kept_apart() {
        assert_eq!(records("\"a \"\"b\"\"\",,\"c,d\"\n"), [(1, Ok("a \"b\"||c,d".to_owned()))]);
        assert_eq!(records("a \"b,c\n"), [(1, Ok("a \"b|c".to_owned()))]);
        assert_eq!(records("\"a\"b,c\n"), [(1, Ok("ab|c".to_owned()))]);
        assert_eq!(records("é,ü\n"), [(1, Ok("é|ü".to_owned()))]);
    }
}
