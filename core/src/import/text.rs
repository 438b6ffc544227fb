//! The text of a file, whatever it is written in, a piece at a time.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::rc::Rc;

use memchr::{memchr, memchr_iter};

use super::source::{CHUNK, Source};
use crate::error::{Error, Result};

/// A longer line holds no row: what takes notes takes them in less.
const MOST_LINE: usize = 1 << 16;
/// The most that one entry of a JSON or XML file may take; a rule of `SpamBlocker`'s can hold 90,000
/// numbers in that.
const MOST_ENTRY: usize = 1 << 20;

/// A text as UTF-8, every line of which ends in a line feed, whatever ended it in the file.
///
/// With a byte order mark it is UTF-8 or UTF-16; without one it is UTF-16 if a zero byte is beside
/// its first character, and else UTF-8. A byte that is no UTF-8 is read as Latin-1, for many tables
/// are still written in it, and the bytes around it may be sound.
pub(crate) struct Text<'file> {
    path: &'file Path,
    bytes: Box<dyn Read + 'file>,
    encoding: Encoding,
    /// Read, and not yet decoded: the beginning of a character.
    raw: Vec<u8>,
    raw_ended: bool,
    /// Decoded.
    ready: Vec<u8>,
    /// How much of it was taken.
    taken: usize,
    /// The last byte decoded was a carriage return.
    returned: bool,
    place: Place,
}

#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
}

/// Where the reading of a text has come to, for those who lent it to a parser.
#[derive(Clone)]
pub(crate) struct Place(Rc<(Cell<u64>, Cell<Option<usize>>)>);

impl Place {
    /// The line of the next byte, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.0.0.get()
    }

    /// From here on the parser keeps what it reads, up to the limit for one entry.
    pub(crate) fn limited(&self) {
        self.0.1.set(Some(MOST_ENTRY));
    }

    /// From here on the parser keeps nothing.
    pub(crate) fn unlimited(&self) {
        self.0.1.set(None);
    }
}

/// What [`Text::line`] found.
pub(crate) enum Line {
    /// A line.
    Sound,
    /// A line without its end, at the end of the file.
    Last,
    /// A line too long to be kept.
    TooLong,
}

impl<'file> Text<'file> {
    /// The text of a file.
    pub(crate) fn new(source: Source<'file>) -> Self {
        let (encoding, mark) = Encoding::of(source.head());
        let path = source.path();
        let mut bytes: Box<dyn Read + 'file> = Box::new(source.into_bytes());
        // The mark is part of what was read already, so this neither waits nor fails.
        let _ = bytes.read_exact(&mut vec![0; mark]);
        Self {
            path,
            bytes,
            encoding,
            raw: Vec::new(),
            raw_ended: false,
            ready: Vec::new(),
            taken: 0,
            returned: false,
            place: Place(Rc::new((Cell::new(1), Cell::new(None)))),
        }
    }

    /// The beginning of what is left, a chunk of the file.
    pub(crate) fn peek(&mut self) -> Result<&str> {
        let path = self.path;
        let bytes = self.fill_buf().map_err(Error::file(path))?;
        // A chunk holds whole characters; only a reader that stopped inside one could see less.
        Ok(bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid()))
    }

    /// Passes over what was seen in [`Self::peek`].
    pub(crate) fn pass(&mut self, bytes: usize) {
        self.consume(bytes);
    }

    /// The line of the next byte, from 1.
    pub(crate) fn line_number(&self) -> u64 {
        self.place.line()
    }

    pub(crate) fn place(&self) -> Place {
        self.place.clone()
    }

    /// Reads the next line, without its end, into `line`. `None` at the end of the text.
    pub(crate) fn line(&mut self, line: &mut Vec<u8>) -> Result<Option<Line>> {
        self.until(line, |bytes| memchr(b'\n', bytes))
    }

    /// Reads up to the byte that ends a piece of text, which may not be longer than a line.
    pub(crate) fn until(
        &mut self,
        line: &mut Vec<u8>,
        end: impl Fn(&[u8]) -> Option<usize>,
    ) -> Result<Option<Line>> {
        line.clear();
        let mut too_long = false;
        let mut empty = true;
        loop {
            let path = self.path;
            let ready = self.fill_buf().map_err(Error::file(path))?;
            if ready.is_empty() {
                return Ok(match (empty, too_long) {
                    (true, _) => None,
                    (false, true) => Some(Line::TooLong),
                    (false, false) => Some(Line::Last),
                });
            }
            empty = false;
            let end = end(ready);
            let piece = ready.get(..end.unwrap_or(ready.len())).unwrap_or_default();
            too_long |= line.len() + piece.len() > MOST_LINE;
            if !too_long {
                line.extend_from_slice(piece);
            }
            let passed = piece.len() + usize::from(end.is_some());
            self.consume(passed);
            if end.is_some() {
                return Ok(Some(if too_long { Line::TooLong } else { Line::Sound }));
            }
        }
    }

    /// An error that names the file and where the reading has come to.
    pub(crate) fn expected(&self, what: impl Into<String>) -> Error {
        self.expected_at(Some(self.line_number()), what)
    }

    /// An error that names the file and a line.
    pub(crate) fn expected_at(&self, line: Option<u64>, what: impl Into<String>) -> Error {
        Error::format(self.path, line, what)
    }

    /// An error of the file system, or of a packed file.
    pub(crate) fn failed(&self, error: io::Error) -> Error {
        Error::file(self.path)(error)
    }

    /// Decodes the next chunk.
    fn decode(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.taken = 0;
        while self.ready.is_empty() && !self.raw_ended {
            let before = self.raw.len();
            let chunk = u64::try_from(CHUNK).unwrap_or(u64::MAX);
            self.bytes.by_ref().take(chunk).read_to_end(&mut self.raw)?;
            self.raw_ended = self.raw.len() - before < CHUNK;
            let done = match self.encoding {
                Encoding::Utf8 => decode_utf8(&self.raw, self.raw_ended, &mut self.ready),
                Encoding::Utf16(unit) => {
                    decode_utf16(&self.raw, unit, self.raw_ended, &mut self.ready)
                }
            };
            self.raw.drain(..done);
            self.end_lines_alike();
        }
        Ok(())
    }

    fn end_lines_alike(&mut self) {
        let mut returned = self.returned;
        if let Some(&last) = self.ready.last() {
            self.returned = last == b'\r';
        }
        if !returned && memchr(b'\r', &self.ready).is_none() {
            return;
        }
        self.ready.retain_mut(|byte| {
            let second_half = returned && *byte == b'\n';
            returned = *byte == b'\r';
            if returned {
                *byte = b'\n';
            }
            !second_half
        });
    }
}

impl Encoding {
    /// What the file is written in, and how many bytes of a mark it begins with.
    fn of(head: &[u8]) -> (Self, usize) {
        match head {
            [0xef, 0xbb, 0xbf, ..] => (Self::Utf8, 3),
            [0xff, 0xfe, ..] => (Self::Utf16(u16::from_le_bytes), 2),
            [0xfe, 0xff, ..] => (Self::Utf16(u16::from_be_bytes), 2),
            [first, 0, ..] if *first > 0 => (Self::Utf16(u16::from_le_bytes), 0),
            [0, second, ..] if *second > 0 => (Self::Utf16(u16::from_be_bytes), 0),
            _ => (Self::Utf8, 0),
        }
    }
}

/// Decodes all but a character that more bytes may complete. Gives how many bytes that were.
fn decode_utf8(bytes: &[u8], ended: bool, ready: &mut Vec<u8>) -> usize {
    let mut done = 0;
    for chunk in bytes.utf8_chunks() {
        ready.extend_from_slice(chunk.valid().as_bytes());
        done += chunk.valid().len();
        let invalid = chunk.invalid();
        let may_go_on = || str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
        if !ended && done + invalid.len() == bytes.len() && may_go_on() {
            break;
        }
        for &byte in invalid {
            push(char::from(byte), ready);
        }
        done += invalid.len();
    }
    done
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, ended: bool, ready: &mut Vec<u8>) -> usize {
    let mut whole = bytes.len() & !1;
    let last = whole.checked_sub(2).and_then(|last| bytes.get(last..whole));
    if let (Some(&[one, two]), false) = (last, ended)
        && (0xd800..0xdc00).contains(&unit([one, two]))
    {
        // The first half of a pair.
        whole -= 2;
    }
    let pairs = bytes.get(..whole).unwrap_or_default().chunks_exact(2);
    for unit in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        push(unit.unwrap_or(char::REPLACEMENT_CHARACTER), ready);
    }
    if ended { bytes.len() } else { whole }
}

fn push(character: char, ready: &mut Vec<u8>) {
    ready.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

impl BufRead for Text<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.place.0.1.get() == Some(0) {
            return Err(io::Error::other("an entry is larger than a megabyte"));
        }
        if self.taken == self.ready.len() {
            self.decode()?;
        }
        Ok(self.ready.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let end = (self.taken + amount).min(self.ready.len());
        let passed = self.ready.get(self.taken..end).unwrap_or_default();
        let lines = memchr_iter(b'\n', passed).count();
        self.taken = end;
        let (line, left) = &*self.place.0;
        line.set(line.get() + u64::try_from(lines).unwrap_or_default());
        left.set(left.get().map(|left| left.saturating_sub(amount)));
    }
}

impl Read for Text<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(ready) {
            *to = *from;
        }
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Progress;

    /// The text, read in pieces of one byte and of many.
    fn decoded(bytes: &[u8]) -> String {
        let text =
            || Text::new(Source::of(bytes, Path::new("list"), Progress::unwatched()).unwrap());
        let mut whole = String::new();
        text().read_to_string(&mut whole).unwrap();
        let single: Vec<u8> = text().bytes().collect::<io::Result<_>>().unwrap();
        assert_eq!(whole.as_bytes(), single);
        whole
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "name;phone\nMüller 🦀;061 555 01 01\n".repeat(9_000);
        let utf16 = |mark: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("{mark}{text}").encode_utf16().flat_map(bytes).collect()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            utf16("\u{feff}", u16::to_le_bytes),
            utf16("\u{feff}", u16::to_be_bytes),
            utf16("", u16::to_le_bytes),
            utf16("", u16::to_be_bytes),
            text.replace('\n', "\r\n").into_bytes(),
            text.replace('\n', "\r").into_bytes(),
        ] {
            assert!(decoded(&bytes) == text);
        }
    }

    #[test]
    fn what_is_no_utf_8_is_latin_1() {
        assert_eq!(decoded(b"M\xfcller\nM\xc3\xbcller\n\xc3"), "Müller\nMüller\nÃ");
        assert_eq!(decoded(b"\xff\xfe\x3d\xd8"), "\u{fffd}");
        assert_eq!(decoded(b"\xff\xfea\0b"), "a");
        assert_eq!(decoded(b""), "");
    }

    #[test]
    fn lines_are_bounded() {
        let long = "x".repeat(MOST_LINE + 1);
        let content = format!("a\n{long}\n\nb");
        let mut text = Text::new(
            Source::of(content.as_bytes(), Path::new("list"), Progress::unwatched()).unwrap(),
        );
        let mut line = Vec::new();
        assert!(matches!(text.line(&mut line).unwrap(), Some(Line::Sound)));
        assert_eq!(line, b"a");
        assert!(matches!(text.line(&mut line).unwrap(), Some(Line::TooLong)));
        assert_eq!(text.line_number(), 3);
        assert!(matches!(text.line(&mut line).unwrap(), Some(Line::Sound)));
        assert!(matches!(text.line(&mut line).unwrap(), Some(Line::Last)));
        assert_eq!(
            (line.as_slice(), text.line(&mut Vec::new()).unwrap().is_none()),
            (&b"b"[..], true)
        );
    }

    #[test]
    fn an_entry_is_bounded_while_a_parser_keeps_it() {
        let content = " ".repeat(3 * MOST_ENTRY);
        let mut text = Text::new(
            Source::of(content.as_bytes(), Path::new("list"), Progress::unwatched()).unwrap(),
        );
        let mut half = vec![0; MOST_ENTRY + 2 * CHUNK];
        text.read_exact(&mut half).unwrap();
        text.place().limited();
        let error = text.read_exact(&mut half).unwrap_err();
        assert!(error.to_string().contains("larger than a megabyte"));
    }
}
