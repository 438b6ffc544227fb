//! Small values in the bytes of a pack. Fixed ones are little-endian.

use super::PackError;
use crate::lists::blocks::codec::read_varint;

/// What is left to read of a header or a block.
pub(super) struct Bytes<'bytes> {
    rest: &'bytes [u8],
    /// Where we are, for the error.
    part: &'static str,
}

impl<'bytes> Bytes<'bytes> {
    pub(super) fn new(rest: &'bytes [u8], part: &'static str) -> Self {
        Self { rest, part }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The error that something here makes no sense.
    pub(super) fn damaged(&self, expected: &'static str) -> PackError {
        PackError::Damaged { part: self.part, expected }
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'bytes [u8], PackError> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            return Err(self.damaged("more bytes"));
        };
        self.rest = rest;
        Ok(taken)
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], PackError> {
        let mut bytes = [0; N];
        bytes.copy_from_slice(self.take(N)?);
        Ok(bytes)
    }

    pub(super) fn u8(&mut self) -> Result<u8, PackError> {
        self.fixed().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, PackError> {
        self.fixed().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, PackError> {
        self.fixed().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, PackError> {
        self.fixed().map(u64::from_le_bytes)
    }

    /// A LEB128 value.
    pub(super) fn varint(&mut self) -> Result<u64, PackError> {
        read_varint(&mut self.rest).ok_or_else(|| self.damaged("a LEB128 value"))
    }

    /// A LEB128 value of 32 bits.
    pub(super) fn varint_u32(&mut self) -> Result<u32, PackError> {
        let value = self.varint()?;
        u32::try_from(value).map_err(|_| self.damaged("a value of 32 bits"))
    }

    /// As many bytes as a LEB128 value before them says.
    pub(super) fn counted(&mut self) -> Result<&'bytes [u8], PackError> {
        let count = self.varint()?;
        self.take(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// UTF-8 of at most so many characters, none of them a control character.
    pub(super) fn text(&mut self, count: usize, most: usize) -> Result<&'bytes str, PackError> {
        let text = std::str::from_utf8(self.take(count)?);
        let text = text.map_err(|_| self.damaged("UTF-8 text"))?;
        if !is_plain(text, most) {
            return Err(self.damaged("a shorter text without control characters"));
        }
        Ok(text)
    }
}

/// Whether a text has at most so many characters, and none that moves a cursor.
pub(super) fn is_plain(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}
