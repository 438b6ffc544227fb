//! The blocks behind the header: each is read by itself, so that memory does not grow with a pack.

use std::collections::HashMap;

use super::bytes::Bytes;
use super::{PackError, limits};
use crate::lists::blocks::Item;
use crate::lists::blocks::codec::{Stored, encode, write_varint};
use crate::lists::{Category, Change, Entry, Subject, Validity};
use crate::number::{E164, NumberRange, Prefix};

/// What a block holds. A pack has its blocks in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Numbers = 1,
    Ranges = 2,
    RemovedNumbers = 3,
    RemovedRanges = 4,
}

impl Kind {
    pub(super) fn from_code(code: u8) -> Option<Self> {
        [Self::Numbers, Self::Ranges, Self::RemovedNumbers, Self::RemovedRanges]
            .into_iter()
            .find(|&kind| kind as u8 == code)
    }
}

/// Categories and labels of a block, to which its entries refer by place, from 1. Each block has its
/// own, so that none has to be kept for the whole pack.
#[derive(Default)]
pub(super) struct Remarks {
    places: HashMap<(u8, String), u32>,
    bytes: Vec<u8>,
}

impl Remarks {
    fn place(&mut self, category: Option<Category>, label: &str) -> u32 {
        if category.is_none() && label.is_empty() {
            return 0;
        }
        let code = category.map_or(0, category_code);
        let next = u32::try_from(self.places.len() + 1).unwrap_or(u32::MAX);
        *self.places.entry((code, label.to_owned())).or_insert_with(|| {
            self.bytes.push(code);
            write_varint(&mut self.bytes, label.len() as u64);
            self.bytes.extend(label.as_bytes());
            next
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_varint(out, self.places.len() as u64);
        out.extend(&self.bytes);
    }

    fn read(bytes: &mut Bytes<'_>) -> Result<Vec<(Option<Category>, String)>, PackError> {
        let count = bytes.varint_u32()?;
        let mut remarks = Vec::new();
        for _ in 0..count {
            let category = category(bytes.u8()?);
            let length = usize::try_from(bytes.varint()?).unwrap_or(usize::MAX);
            let label = bytes.text(length, Entry::MOST_LABEL_CHARACTERS)?;
            remarks.push((category, label.to_owned()));
        }
        Ok(remarks)
    }
}

fn category_code(category: Category) -> u8 {
    let place = Category::ALL.iter().position(|&other| other == category);
    place.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or_default()
}

/// A category of a later version is none to us.
fn category(code: u8) -> Option<Category> {
    Category::ALL.get(usize::from(code).checked_sub(1)?).copied()
}

/// A block under construction, of one kind.
#[derive(Default)]
pub(super) struct Draft {
    items: Vec<Item>,
    ranges: Vec<u8>,
    range_count: usize,
    remarks: Remarks,
}

impl Draft {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.range_count == 0
    }

    pub(super) fn is_full(&self) -> bool {
        self.items.len().max(self.range_count) >= limits::MOST_IN_BLOCK
            || self.remarks.bytes.len() >= limits::LABEL_BYTES
    }

    pub(super) fn put(&mut self, entry: &Entry) {
        let remark = self.remarks.place(entry.category, &entry.label);
        match entry.subject {
            Subject::Number(number) => {
                self.items.push(Item { number: number.digits(), score: entry.score, remark });
            }
            Subject::Range(range) => {
                self.range(range);
                for day in [entry.valid.from_day, entry.valid.until_day] {
                    write_varint(&mut self.ranges, day.map_or(0, |day| u64::from(day) + 1));
                }
                write_varint(&mut self.ranges, remark.into());
            }
        }
    }

    pub(super) fn remove(&mut self, subject: Subject) {
        match subject {
            Subject::Number(number) => {
                self.items.push(Item { number: number.digits(), score: 1, remark: 0 });
            }
            Subject::Range(range) => self.range(range),
        }
    }

    fn range(&mut self, range: NumberRange) {
        let (prefix, min_digits, max_digits) = range.columns();
        write_varint(&mut self.ranges, prefix.unsigned_abs());
        self.ranges.extend([min_digits, max_digits].map(|digits| digits.to_le_bytes()[0]));
        self.range_count += 1;
    }

    /// The bytes of the block.
    pub(super) fn payload(&self, kind: Kind) -> Vec<u8> {
        let mut out = Vec::new();
        if kind == Kind::Ranges {
            self.remarks.write(&mut out);
        }
        out.extend(&self.ranges);
        if let Some(first) = self.items.first() {
            let columns = encode(&self.items);
            write_varint(&mut out, first.number);
            let mut column = |bytes: &[u8]| {
                write_varint(&mut out, bytes.len() as u64);
                out.extend(bytes);
            };
            column(&columns.deltas);
            if kind == Kind::Numbers {
                column(&columns.scores.unwrap_or_default());
                let remarks = columns.remarks.unwrap_or_default();
                column(&remarks);
                if !remarks.is_empty() {
                    self.remarks.write(&mut out);
                }
            }
        }
        out
    }
}

/// Reads the bytes of a block.
pub(super) fn read(kind: Kind, payload: &[u8], changes: &mut Vec<Change>) -> Result<(), PackError> {
    match kind {
        Kind::Numbers | Kind::RemovedNumbers => read_numbers(kind, payload, changes),
        Kind::Ranges | Kind::RemovedRanges => read_ranges(kind, payload, changes),
    }
}

fn read_numbers(kind: Kind, payload: &[u8], changes: &mut Vec<Change>) -> Result<(), PackError> {
    let mut bytes = Bytes::new(payload, "a block of numbers");
    let first = bytes.varint()?;
    let mut column =
        || Ok::<_, PackError>(Some(bytes.counted()?).filter(|bytes| !bytes.is_empty()));
    let deltas = column()?.unwrap_or_default();
    let (mut scores, mut remarks) = (None, None);
    if kind == Kind::Numbers {
        scores = column()?;
        remarks = column()?;
    }
    if deltas.len() > limits::MOST_IN_BLOCK * 9 {
        return Err(bytes.damaged("at most 4096 numbers"));
    }
    let mut items = Vec::new();
    let block = Stored { first, deltas, scores, remarks };
    block.decode(&mut items).map_err(|_| bytes.damaged("ascending numbers, a score for each"))?;
    if items.len() > limits::MOST_IN_BLOCK {
        return Err(bytes.damaged("at most 4096 numbers"));
    }
    let said = if remarks.is_some() { Remarks::read(&mut bytes)? } else { Vec::new() };
    if !bytes.is_empty() {
        return Err(bytes.damaged("its end"));
    }
    for Item { number, score, remark } in items {
        let number = E164::from_digits(number);
        let subject = Subject::Number(number.ok_or_else(|| bytes.damaged("E.164 numbers"))?);
        changes.push(match kind {
            Kind::RemovedNumbers => Change::Remove(subject),
            _ => Change::Put(Entry { score, ..entry(subject, remark, &said, &bytes)? }),
        });
    }
    Ok(())
}

fn read_ranges(kind: Kind, payload: &[u8], changes: &mut Vec<Change>) -> Result<(), PackError> {
    let mut bytes = Bytes::new(payload, "a block of ranges");
    let said = if kind == Kind::Ranges { Remarks::read(&mut bytes)? } else { Vec::new() };
    while !bytes.is_empty() {
        let prefix = Prefix::from_digits(bytes.varint()?);
        let prefix = prefix.ok_or_else(|| bytes.damaged("prefixes of 1 to 15 digits"))?;
        let (min_digits, max_digits) = (u32::from(bytes.u8()?), u32::from(bytes.u8()?));
        let range = NumberRange::new(prefix, min_digits, max_digits);
        // Lengths that were drawn in would be a second spelling of the same range.
        let (_, fewest, most) = range.columns();
        if (fewest, most) != (min_digits, max_digits) || fewest > most {
            return Err(bytes.damaged("lengths that fit the prefix"));
        }
        let subject = Subject::Range(range);
        if kind == Kind::RemovedRanges {
            changes.push(Change::Remove(subject));
            continue;
        }
        let day = |value: u32| value.checked_sub(1);
        let valid =
            Validity { from_day: day(bytes.varint_u32()?), until_day: day(bytes.varint_u32()?) };
        let remark = bytes.varint_u32()?;
        changes.push(Change::Put(Entry { valid, ..entry(subject, remark, &said, &bytes)? }));
    }
    Ok(())
}

fn entry(
    subject: Subject,
    remark: u32,
    said: &[(Option<Category>, String)],
    bytes: &Bytes<'_>,
) -> Result<Entry, PackError> {
    let plain = Entry::plain(subject);
    let Some(place) = usize::try_from(remark).unwrap_or(usize::MAX).checked_sub(1) else {
        return Ok(plain);
    };
    let remark = said.get(place).ok_or_else(|| bytes.damaged("labels for all entries"))?;
    let (category, label) = remark.clone();
    Ok(Entry { category, label, ..plain })
}
