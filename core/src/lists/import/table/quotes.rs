//! Quotes that never close. A parser takes all that follows one for a single field, so they are found
//! before the parser sees them.

use memchr::memchr;

/// What becomes of the quotes in a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// They all close.
    Closed,
    /// The one here may close on the next line.
    Open(usize),
    /// The one here closes nowhere.
    Broken(usize),
}

/// Looks for the end of each quoted field in the lines of a record. What was looked at once is not
/// looked at again when a line comes to it.
pub(super) struct Quotes {
    delimiter: u8,
    /// Where to go on.
    place: usize,
    /// The quote that is open, and whether a line has ended since.
    open: Option<(usize, bool)>,
}

impl Quotes {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, place: 0, open: None }
    }

    /// Reads on to the end of the lines there are.
    pub(super) fn read(&mut self, bytes: &[u8]) -> End {
        loop {
            if let Some((quote, line_ended)) = self.open {
                match self.field_end(bytes, line_ended) {
                    FieldEnd::At(end) => (self.place, self.open) = (end, None),
                    FieldEnd::Open => {
                        self.open = Some((quote, true));
                        return End::Open(quote);
                    }
                    FieldEnd::Nowhere => return End::Broken(quote),
                }
            } else if bytes.get(self.place) == Some(&b'"') {
                // A quote opens a field only as its first character.
                self.open = Some((self.place, false));
                self.place += 1;
                continue;
            }
            let rest = bytes.get(self.place..).unwrap_or_default();
            let Some(stop) = memchr(self.delimiter, rest) else {
                return End::Closed;
            };
            self.place += stop + 1;
        }
    }

    /// Looks for the quote that closes this field.
    fn field_end(&mut self, bytes: &[u8], line_ended: bool) -> FieldEnd {
        loop {
            let rest = bytes.get(self.place..).unwrap_or_default();
            let Some(quote) = memchr(b'"', rest) else {
                self.place = bytes.len();
                return FieldEnd::Open;
            };
            let line_ended = line_ended || memchr(b'\n', &rest[..quote]).is_some();
            let after = rest.get(quote + 1..).unwrap_or_default();
            self.place += quote + 1;
            if after.first() == Some(&b'"') {
                self.place += 1;
                continue;
            }
            let next = after.iter().find(|&&byte| byte != b' ');
            let closes = next.is_none_or(|&byte| byte == self.delimiter || byte == b'\n');
            // A later line's opening quote closes nothing.
            return if closes || !line_ended {
                FieldEnd::At(self.place)
            } else {
                FieldEnd::Nowhere
            };
        }
    }
}

enum FieldEnd {
    /// Behind this place.
    At(usize),
    /// Not yet.
    Open,
    Nowhere,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_close_on_their_line_or_lines_on() {
        for (text, expected) in [
            ("", End::Closed),
            ("a,b", End::Closed),
            ("\"a\nb\nc\",1", End::Closed),
            ("\"a\nb\" ,1", End::Closed),
            ("\"a\"\"\nb\"", End::Closed),
            ("a \"b,1", End::Closed),
            ("\"1\n2\n3\n4\n5\n6\n7\n8\n9\",1", End::Closed),
            ("x,\"b,1", End::Open(2)),
            ("\"b,1\nc,2", End::Open(0)),
            ("\"b,1\n\"c\",2", End::Broken(0)),
            ("\"b,1\nc,\"2\"", End::Broken(0)),
            ("\"two\nlines\",\"b", End::Open(12)),
        ] {
            let whole = Quotes::new(b',').read(text.as_bytes());
            assert_eq!(whole, expected, "{text:?}");
            let mut by_lines = Quotes::new(b',');
            let ends = text.match_indices('\n').map(|(end, _)| end).chain([text.len()]);
            let last = ends
                .map(|end| by_lines.read(&text.as_bytes()[..end]))
                .find(|found| !matches!(found, End::Open(_)));
            assert!(last.is_none_or(|found| found == expected), "{text:?} by lines");
        }
    }
}
