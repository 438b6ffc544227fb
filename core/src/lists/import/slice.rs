//! Slices of the database of Yet Another Call Blocker, all of it in the byte order of the least first:
//! `YABF` or `MTZF`, or `MTZD` for a change; a byte, the version (4 bytes), two characters and 4 bytes;
//! how many numbers (4); of each the number without its plus (8), then how many found it harmless,
//! unwanted, neither, and did not say (a byte each), and a category (1); `CP`, how many are removed (4),
//! their numbers (8 each), and `YABEND` or `MTZEND`.

use std::io::{self, Read};
use std::path::Path;

use super::{ListFormat, Row, Sink};
use crate::error::{Error, Result};
use crate::import::SkipReason;

const EXPECTED: &str = "a whole slice of a database of Yet Another Call Blocker";

pub(super) fn read(path: &Path, bytes: impl Read, sink: &mut dyn Sink) -> Result<()> {
    let mut slice = Slice { bytes, path };
    let magic: [u8; 4] = slice.read()?;
    if !matches!(&magic, b"YABF" | b"MTZF" | b"MTZD") {
        return Err(slice.expected());
    }
    // A byte, the version, two characters, four bytes: of no use here.
    let _: [u8; 11] = slice.read()?;
    sink.format(ListFormat::CallBlockerSlice)?;
    if magic == *b"MTZD" {
        sink.holds_changes();
    }
    let count = u64::from(slice.count()?);
    for place in 1..=count {
        let number = i64::from_le_bytes(slice.read()?);
        let [harmless, unwanted, _, _, _]: [u8; 5] = slice.read()?;
        let digits = format!("+{number}");
        sink.row(if number <= 0 {
            Row::skipped(place, SkipReason::WrongShape)
        } else {
            let harmless = unwanted == 0 || harmless >= unwanted;
            Row { score: unwanted.into(), harmless, ..Row::of(place, &digits) }
        })?;
    }
    if slice.read()? != *b"CP" {
        return Err(slice.expected());
    }
    let gone = u64::from(slice.count()?);
    for place in count + 1..=count + gone {
        let number = i64::from_le_bytes(slice.read()?);
        sink.gone(place, &format!("+{number}"))?;
    }
    match &slice.read()? {
        b"YABEND" | b"MTZEND" => Ok(()),
        _ => Err(slice.expected()),
    }
}

struct Slice<'path, R> {
    bytes: R,
    path: &'path Path,
}

impl<R: Read> Slice<'_, R> {
    fn expected(&self) -> Error {
        Error::format(self.path, None, EXPECTED)
    }

    fn read<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut read = [0; N];
        match self.bytes.read_exact(&mut read) {
            Ok(()) => Ok(read),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(self.expected()),
            Err(error) => Err(Error::file(self.path)(error)),
        }
    }

    /// How many of something follow.
    fn count(&mut self) -> Result<u32> {
        let count = i32::from_le_bytes(self.read()?);
        u32::try_from(count).map_err(|_| self.expected())
    }
}
