//! `PhoneBlock`'s list for small devices, all of it in the byte order of the least first: `PBBL`,
//! version 1 (2 bytes), lengths of prefixes (2), how many numbers (4), how many prefixes (4); then for
//! each number and each prefix 8 bytes. The upper 56 bits are 16 places to base 11, each a digit plus
//! one, or 0 behind the last; the lowest bit says that the caller is unwanted.

use std::io::{self, Read};
use std::path::Path;

use super::{ListFormat, Row, Sink};
use crate::error::{Error, Result};
use crate::import::SkipReason;

const EXPECTED: &str = "a whole binary list of PhoneBlock, version 1";
const PLACES: usize = 16;

pub(super) fn read(path: &Path, mut bytes: impl Read, sink: &mut dyn Sink) -> Result<()> {
    let cut = |error: io::Error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::format(path, None, EXPECTED),
        _ => Error::file(path)(error),
    };
    let mut header = [0; 16];
    bytes.read_exact(&mut header).map_err(cut)?;
    let [_, _, _, _, v0, v1, _, _, n0, n1, n2, n3, p0, p1, p2, p3] = header;
    if u16::from_le_bytes([v0, v1]) != 1 {
        return Err(Error::format(path, None, EXPECTED));
    }
    let numbers = u64::from(u32::from_le_bytes([n0, n1, n2, n3]));
    let prefixes = u64::from(u32::from_le_bytes([p0, p1, p2, p3]));
    sink.format(ListFormat::PhoneBlockBinary)?;
    for place in 1..=numbers + prefixes {
        let mut record = [0; 8];
        bytes.read_exact(&mut record).map_err(cut)?;
        let record = u64::from_le_bytes(record);
        let pattern = digits(record >> 8).map(|digits| {
            let star = if place > numbers { "*" } else { "" };
            format!("+{digits}{star}")
        });
        let harmless = record & 1 == 0;
        sink.row(match &pattern {
            Some(pattern) => Row { harmless, ..Row::of(place, pattern) },
            None if harmless => Row::skipped(place, SkipReason::NotBlocked),
            None => Row::skipped(place, SkipReason::WrongShape),
        })?;
    }
    // More than the header tells is no such list.
    match bytes.read(&mut [0]) {
        Ok(0) => Ok(()),
        Ok(_) => Err(Error::format(path, None, EXPECTED)),
        Err(error) => Err(cut(error)),
    }
}

/// The digits in the places. `None` when something follows behind the last.
fn digits(mut key: u64) -> Option<String> {
    let mut places = [0; PLACES];
    for place in places.iter_mut().rev() {
        *place = key % 11;
        key /= 11;
    }
    let count = places.iter().position(|&place| place == 0).unwrap_or(PLACES);
    let rest = places.get(count..).unwrap_or_default();
    if key > 0 || count == 0 || rest.iter().any(|&place| place > 0) {
        return None;
    }
    let digits = places.get(..count)?.iter();
    digits.map(|&place| char::from_digit(u32::try_from(place).ok()?.checked_sub(1)?, 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_its_digits_and_nothing_behind_them() {
        let key = |digits: &str| {
            let places = digits.bytes().map(|digit| u64::from(digit - b'0') + 1);
            places.chain(std::iter::repeat(0)).take(PLACES).fold(0, |key, place| key * 11 + place)
        };
        for number in ["4", "41615550101", "123456789012345"] {
            assert_eq!(digits(key(number)).as_deref(), Some(number));
        }
        assert_eq!(digits(0), None);
        assert_eq!(digits(key("41") + 1), None);
        assert_eq!(digits(u64::MAX >> 8), None);
    }
}
