//! The header: a fixed part, and texts with a tag and a length each. docs/packs.md has the bytes.

use super::bytes::Bytes;
use super::digest::{Digest, Digests};
use super::{PackCounts, PackError, PackInfo, limits};
use crate::lists::ListWeight;

/// A line end in it, so that whoever takes the file for text spoils the first bytes.
pub(super) const MAGIC: [u8; 8] = *b"CSPACK\r\n";
/// The bytes up to the texts.
pub(super) const FIXED: usize = 104;
/// Format, header length, flags and body length follow the magic.
pub(super) const OPENING: usize = 24;

/// The pack leads on from another version.
const DIFF: u32 = 1;
/// A text or block with such a tag can be skipped by those who do not know it.
pub(super) const MAY_BE_SKIPPED: u8 = 0x80;

/// What stands in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) info: PackInfo,
    pub(super) digests: Digests,
    /// Of the header itself.
    pub(super) bytes: usize,
    /// Of everything that is signed: header and blocks.
    pub(super) body_bytes: u64,
}

/// How long header and body are, from the first [`OPENING`] bytes of a file.
pub(super) fn lengths(opening: &[u8; OPENING]) -> Result<(usize, u64), PackError> {
    let mut bytes = Bytes::new(opening, "header");
    if bytes.take(MAGIC.len())? != MAGIC {
        return Err(PackError::NotAPack);
    }
    let format = bytes.u16()?;
    if format != limits::FORMAT {
        return Err(PackError::Format { found: format });
    }
    let header = usize::from(bytes.u16()?);
    let flags = bytes.u32()?;
    if flags & !DIFF != 0 {
        return Err(PackError::Unknown { what: "flags", found: flags });
    }
    let body = bytes.u64()?;
    if !(FIXED..=limits::MOST_HEADER).contains(&header) || body < header as u64 {
        return Err(bytes.damaged("a header of 104 to 8192 bytes"));
    }
    if body > limits::MOST_BYTES {
        return Err(PackError::TooLarge { what: "bytes", found: body, most: limits::MOST_BYTES });
    }
    Ok((header, body))
}

/// Reads a whole header.
pub(super) fn read(header: &[u8]) -> Result<Header, PackError> {
    let mut bytes = Bytes::new(header, "header");
    let mut opening = [0; OPENING];
    opening.copy_from_slice(bytes.take(OPENING)?);
    let (_, body_bytes) = lengths(&opening)?;
    let is_diff = opening[12] != 0;
    let version = bytes.u64()?;
    let base = bytes.u64()?;
    let published_at_ms = i64::try_from(bytes.u64()?).unwrap_or(-1);
    let mut count = || bytes.u32().map(u64::from);
    let counts = PackCounts {
        added: count()?,
        changed: count()?,
        removed: count()?,
        ranges: count()?,
        ranges_removed: count()?,
        numbers_after: count()?,
        ranges_after: count()?,
    };
    let threshold = bytes.u32()?;
    let weight = bytes.u8()?;
    let weight = ListWeight::ALL.get(usize::from(weight)).copied();
    let weight = weight.ok_or_else(|| bytes.damaged("a weight from 0 to 2"))?;
    if bytes.take(7)?.iter().any(|&byte| byte != 0) {
        return Err(bytes.damaged("zeros in the reserved bytes"));
    }
    let after = Digest::from_bits(bytes.u64()?);
    let base_digest = bytes.u64()?;
    if is_diff != (base != 0) || !is_diff && base_digest != 0 {
        return Err(bytes.damaged("a base in a diff, and none in a full list"));
    }
    let digests = Digests { after, base: is_diff.then_some(Digest::from_bits(base_digest)) };
    let mut info = PackInfo {
        list: String::new(),
        name: String::new(),
        version,
        base: is_diff.then_some(base),
        published_at_ms,
        source: String::new(),
        licence: String::new(),
        attribution: String::new(),
        regions: Vec::new(),
        threshold,
        weight,
        counts,
        next_key: None,
    };
    read_texts(&mut bytes, &mut info)?;
    info.check()?;
    check_counts(&info)?;
    Ok(Header { info, digests, bytes: header.len(), body_bytes })
}

fn read_texts(bytes: &mut Bytes<'_>, info: &mut PackInfo) -> Result<(), PackError> {
    while !bytes.is_empty() {
        let tag = bytes.u8()?;
        let length = usize::from(bytes.u16()?);
        if tag >= MAY_BE_SKIPPED {
            bytes.take(length)?;
            continue;
        }
        let text = bytes.text(length, limits::MOST_HEADER)?.to_owned();
        match tag {
            1 => info.list = text,
            2 => info.name = text,
            3 => info.source = text,
            4 => info.licence = text,
            5 => info.attribution = text,
            6 => info.regions = text.split(',').map(str::to_owned).collect(),
            7 => info.next_key = Some(text),
            tag => return Err(PackError::Unknown { what: "field", found: tag.into() }),
        }
    }
    Ok(())
}

fn check_counts(info: &PackInfo) -> Result<(), PackError> {
    let PackCounts { added, changed, removed, ranges, ranges_removed, .. } = info.counts;
    info.counts.check()?;
    let whole = changed == 0
        && removed == 0
        && ranges_removed == 0
        && added == info.counts.numbers_after
        && ranges == info.counts.ranges_after;
    if info.base.is_none() && !whole {
        let (part, expected) = ("header", "a full list to have all its entries and no other");
        return Err(PackError::Damaged { part, expected });
    }
    Ok(())
}

/// Writes a header. Counts and digests are those of the moment; a header with others has the same
/// length.
pub(super) fn write(info: &PackInfo, digests: Digests, body_bytes: u64) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(limits::FORMAT.to_le_bytes());
    out.extend([0; 2]);
    out.extend(if info.base.is_some() { DIFF } else { 0 }.to_le_bytes());
    out.extend(body_bytes.to_le_bytes());
    out.extend(info.version.to_le_bytes());
    out.extend(info.base.unwrap_or_default().to_le_bytes());
    out.extend(info.published_at_ms.to_le_bytes());
    let counts = info.counts;
    for count in [
        counts.added,
        counts.changed,
        counts.removed,
        counts.ranges,
        counts.ranges_removed,
        counts.numbers_after,
        counts.ranges_after,
    ] {
        out.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    }
    out.extend(info.threshold.to_le_bytes());
    let weight = ListWeight::ALL.iter().position(|&weight| weight == info.weight);
    out.push(weight.and_then(|place| u8::try_from(place).ok()).unwrap_or_default());
    out.extend([0; 7]);
    out.extend(digests.after.bits().to_le_bytes());
    out.extend(digests.base.map_or(0, Digest::bits).to_le_bytes());
    let regions = info.regions.join(",");
    for (tag, text) in [
        (1, &info.list),
        (2, &info.name),
        (3, &info.source),
        (4, &info.licence),
        (5, &info.attribution),
        (6, &regions),
        (7, info.next_key.as_ref().unwrap_or(&String::new())),
    ] {
        if !text.is_empty() {
            out.push(tag);
            out.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_le_bytes());
            out.extend(text.as_bytes());
        }
    }
    let length = u16::try_from(out.len()).unwrap_or(u16::MAX).to_le_bytes();
    out[10..12].copy_from_slice(&length);
    out
}
