//! The bytes of a block.
//!
//! - `deltas`: for each number after the first, its difference to the one before, less 1. The first
//!   number is in the key. In half-bytes: call centres own whole ranges, so most differences are
//!   below 8, and whole bytes would take a fifth more.
//! - `scores` and `remarks`: `value << 1`, or `value << 1 | 1` and then the length of the run less 2,
//!   as LEB128. Missing when every number is plain: score 1, no remark.

use super::Item;
use super::half_bytes::{Deltas, HalfBytes};
use crate::error::{Error, Result};

/// Numbers end here: what is left of a key holds the list.
const LIMIT: u64 = 1 << super::LIST_SHIFT;
const PLAIN_SCORE: u32 = 1;
const PLAIN_REMARK: u32 = 0;

/// The columns of a block to write.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) deltas: Vec<u8>,
    pub(crate) scores: Option<Vec<u8>>,
    pub(crate) remarks: Option<Vec<u8>>,
}

/// The columns of a block as the store has them.
#[derive(Clone, Copy)]
pub(crate) struct Stored<'row> {
    pub(crate) first: u64,
    pub(crate) deltas: &'row [u8],
    pub(crate) scores: Option<&'row [u8]>,
    pub(crate) remarks: Option<&'row [u8]>,
}

/// Writes the items of a block, which ascend.
pub(crate) fn encode(items: &[Item]) -> Columns {
    let mut deltas = HalfBytes::default();
    for pair in items.windows(2) {
        deltas.push(pair[1].number - pair[0].number - 1);
    }
    Columns {
        deltas: deltas.into_bytes(),
        scores: encode_column(items.iter().map(|item| item.score), PLAIN_SCORE),
        remarks: encode_column(items.iter().map(|item| item.remark), PLAIN_REMARK),
    }
}

fn encode_column(values: impl Iterator<Item = u32> + Clone, plain: u32) -> Option<Vec<u8>> {
    if values.clone().all(|value| value == plain) {
        return None;
    }
    let mut out = Vec::new();
    let mut values = values.peekable();
    while let Some(value) = values.next() {
        let mut repeats = 0_u64;
        while values.next_if_eq(&value).is_some() {
            repeats += 1;
        }
        write_varint(&mut out, u64::from(value) << 1 | u64::from(repeats > 0));
        if repeats > 0 {
            write_varint(&mut out, repeats - 1);
        }
    }
    Some(out)
}

impl Stored<'_> {
    /// Appends every item to `items`.
    pub(crate) fn decode(self, items: &mut Vec<Item>) -> Result<()> {
        self.decode_sound(items).ok_or(Error::DamagedList)
    }

    fn decode_sound(self, items: &mut Vec<Item>) -> Option<()> {
        let start = items.len();
        for number in self.numbers() {
            items.push(Item { number: number?, score: PLAIN_SCORE, remark: PLAIN_REMARK });
        }
        let items = items.get_mut(start..)?;
        if let Some(scores) = self.scores {
            fill(scores, items, |item, value| item.score = value)?;
        }
        if let Some(remarks) = self.remarks {
            fill(remarks, items, |item, value| item.remark = value)?;
        }
        Some(())
    }

    /// The item of this number, if the block has it.
    pub(super) fn find(self, wanted: u64) -> Result<Option<Item>> {
        for (index, number) in (0..).zip(self.numbers()) {
            let number = number.ok_or(Error::DamagedList)?;
            if number >= wanted {
                return if number == wanted {
                    self.item(number, index).map(Some)
                } else {
                    Ok(None)
                };
            }
        }
        Ok(None)
    }

    /// The item at this place.
    fn item(self, number: u64, index: u64) -> Result<Item> {
        let value = |column: Option<&[u8]>, plain| {
            column.map_or(Some(plain), |bytes| value_at(bytes, index)).ok_or(Error::DamagedList)
        };
        let score = value(self.scores, PLAIN_SCORE)?;
        let remark = value(self.remarks, PLAIN_REMARK)?;
        Ok(Item { number, score, remark })
    }

    /// The numbers, ascending; `None` once where the block turns out to be damaged.
    fn numbers(self) -> impl Iterator<Item = Option<u64>> {
        let mut number = self.first;
        let rest = Deltas::of(self.deltas).map(move |delta| {
            let next = number.checked_add(delta?)?.checked_add(1)?;
            number = next;
            (next < LIMIT).then_some(next)
        });
        std::iter::once(Some(self.first)).chain(rest)
    }
}

/// The runs of a column: value and length.
pub(super) fn runs(mut bytes: &[u8]) -> impl Iterator<Item = Option<(u32, u64)>> {
    std::iter::from_fn(move || (!bytes.is_empty()).then(|| run(&mut bytes)))
}

fn run(bytes: &mut &[u8]) -> Option<(u32, u64)> {
    let head = read_varint(bytes)?;
    let length = if head & 1 == 1 { read_varint(bytes)?.checked_add(2)? } else { 1 };
    Some((u32::try_from(head >> 1).ok()?, length))
}

fn value_at(bytes: &[u8], index: u64) -> Option<u32> {
    let mut passed = 0_u64;
    for run in runs(bytes) {
        let (value, length) = run?;
        passed = passed.checked_add(length)?;
        if passed > index {
            return Some(value);
        }
    }
    None
}

fn fill(bytes: &[u8], mut items: &mut [Item], set: impl Fn(&mut Item, u32)) -> Option<()> {
    for run in runs(bytes) {
        let (value, length) = run?;
        let (these, rest) = items.split_at_mut_checked(usize::try_from(length).ok()?)?;
        for item in these {
            set(item, value);
        }
        items = rest;
    }
    items.is_empty().then_some(())
}

/// Appends a LEB128 value.
pub(crate) fn write_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(low_bits(value) | 0x80);
        value >>= 7;
    }
    out.push(low_bits(value));
}

fn low_bits(value: u64) -> u8 {
    u8::try_from(value & 0x7f).unwrap_or_default()
}

/// Takes a LEB128 value from the beginning; `None` if there is none of 64 bits.
pub(crate) fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & 0x7f);
        // The tenth byte has room for one bit.
        if bits << shift >> shift != bits {
            return None;
        }
        value |= bits << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_items() -> impl Strategy<Value = Vec<Item>> {
        let number = prop_oneof![0..600_u64, 0..LIMIT, Just(LIMIT - 1)];
        let value = prop_oneof![Just(1_u32), 0..200_u32, Just(u32::MAX)];
        let remark = prop_oneof![4 => Just(0_u32), 1 => 0..3_u32, 1 => Just(u32::MAX)];
        prop::collection::btree_map(number, (value, remark), 1..300).prop_map(|items| {
            let item = |(number, (score, remark))| Item { number, score, remark };
            items.into_iter().map(item).collect()
        })
    }

    fn stored(first: u64, columns: &Columns) -> Stored<'_> {
        let Columns { deltas, scores, remarks } = columns;
        Stored { first, deltas, scores: scores.as_deref(), remarks: remarks.as_deref() }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(items in any_items(), other in 0..LIMIT) {
            let columns = encode(&items);
            let block = stored(items[0].number, &columns);
            let mut read = Vec::new();
            block.decode(&mut read).unwrap();
            prop_assert_eq!(&read, &items);
            for item in &items {
                prop_assert_eq!(block.find(item.number).unwrap(), Some(*item));
            }
            let known = items.iter().find(|item| item.number == other).copied();
            prop_assert_eq!(block.find(other).unwrap(), known);
        }

        #[test]
        fn damaged_bytes_are_told_not_trusted(
            first in 0..LIMIT,
            deltas in prop::collection::vec(any::<u8>(), 0..40),
            scores in prop::option::of(prop::collection::vec(any::<u8>(), 0..40)),
            remarks in prop::option::of(prop::collection::vec(any::<u8>(), 0..40)),
            wanted in 0..LIMIT,
        ) {
            let columns = Columns { deltas, scores, remarks };
            let block = stored(first, &columns);
            let mut items = Vec::new();
            if block.decode(&mut items).is_ok() {
                prop_assert!(items.windows(2).all(|pair| pair[0].number < pair[1].number));
                prop_assert!(items.iter().all(|item| item.number < LIMIT));
                let known = items.iter().find(|item| item.number == wanted).copied();
                prop_assert_eq!(block.find(wanted).unwrap(), known);
            }
        }
    }

    #[test]
    fn plain_numbers_pay_for_nothing_but_themselves() {
        let items: Vec<_> = (0..128)
            .map(|place| Item { number: 41_445_550_000 + place, score: 1, remark: 0 })
            .collect();
        let columns = encode(&items);
        let mut deltas = vec![0; 64];
        deltas[63] = 0x80;
        assert_eq!(columns, Columns { deltas, scores: None, remarks: None });
        let scored: Vec<_> = items.iter().map(|&item| Item { score: 5, ..item }).collect();
        assert_eq!(encode(&scored).scores.map(|bytes| bytes.len()), Some(2));
    }
}
