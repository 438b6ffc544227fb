//! The numbers of the lists: rows of about 128 numbers, so that a number costs a byte or two and a
//! look-up reads one row.

mod apply;
pub(crate) mod codec;
mod half_bytes;
#[cfg(test)]
mod tests;

use rusqlite::{OptionalExtension, Row, Transaction};

use self::codec::Stored;
use crate::error::{Error, Result};

pub(crate) use self::apply::{Change, Tally, What, apply};

/// A key is the list, and then 50 bits for the first number: E.164 ends below 10^15.
const LIST_SHIFT: u32 = 50;
const NUMBER_MASK: i64 = (1 << LIST_SHIFT) - 1;

/// A list in the keys of its blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListId(i64);

impl ListId {
    /// More lists would make a key negative.
    pub(crate) const MAX: i64 = (1 << (63 - LIST_SHIFT)) - 1;

    /// The list of this row in table `list`.
    pub(crate) fn new(row: i64) -> Option<Self> {
        (1..=Self::MAX).contains(&row).then_some(Self(row))
    }

    /// The row in table `list`.
    pub(crate) fn row(self) -> i64 {
        self.0
    }

    fn key(self, number: u64) -> i64 {
        self.0 << LIST_SHIFT | i64::try_from(number).unwrap_or(NUMBER_MASK).min(NUMBER_MASK)
    }

    fn first_key(self) -> i64 {
        self.key(0)
    }

    fn last_key(self) -> i64 {
        self.key(u64::MAX)
    }
}

/// What a list knows about one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The E.164 digits.
    pub(crate) number: u64,
    /// Reports or votes.
    pub(crate) score: u32,
    /// Category and label, as `list_remark` has them; 0 for none.
    pub(crate) remark: u32,
}

/// What the list knows about the number.
pub(crate) fn find(
    transaction: &Transaction<'_>,
    list: ListId,
    number: u64,
) -> Result<Option<Item>> {
    let found =
        with_block_at_or_below(transaction, list, list.key(number), |block| block.find(number))?;
    Ok(found.flatten())
}

/// Removes every number of the list.
pub(crate) fn clear(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    let keys = [list.first_key(), list.last_key()];
    transaction.execute("DELETE FROM list_block WHERE key BETWEEN ?1 AND ?2", keys)?;
    Ok(())
}

/// Tells of the remarks that numbers of the list have, and how many in a row have the same one.
pub(crate) fn remarks(
    transaction: &Transaction<'_>,
    list: ListId,
    mut see: impl FnMut(u32, u64) -> Result<()>,
) -> Result<()> {
    let mut statement = transaction.prepare_cached(
        "SELECT remarks FROM list_block WHERE key BETWEEN ?1 AND ?2 AND remarks IS NOT NULL",
    )?;
    let mut rows = statement.query([list.first_key(), list.last_key()])?;
    while let Some(row) = rows.next()? {
        let column = row.get_ref(0)?.as_blob().map_err(|_| Error::DamagedList)?;
        for run in codec::runs(column) {
            let (remark, length) = run.ok_or(Error::DamagedList)?;
            see(remark, length)?;
        }
    }
    Ok(())
}

/// The numbers of a list, ascending. Holds one block at a time.
pub(crate) struct Numbers<'transaction> {
    transaction: &'transaction Transaction<'transaction>,
    list: ListId,
    items: std::vec::IntoIter<Item>,
    /// The key of the block that `items` came from.
    key: Option<i64>,
    /// The last number of that block.
    last: Option<u64>,
}

impl<'transaction> Numbers<'transaction> {
    /// Every number of the list.
    pub(crate) fn of(transaction: &'transaction Transaction<'transaction>, list: ListId) -> Self {
        Self { transaction, list, items: Vec::new().into_iter(), key: None, last: None }
    }

    fn next_block(&mut self) -> Result<Option<Vec<Item>>> {
        let after = self.key.unwrap_or(self.list.first_key() - 1);
        let Some(key) = key_above(self.transaction, self.list, after)? else { return Ok(None) };
        let mut items = Vec::with_capacity(2 * apply::TARGET);
        read(self.transaction, key, &mut items)?;
        if self.last.is_some() && items.first().map(|item| item.number) <= self.last {
            // Blocks that overlap: each was sound by itself.
            return Err(Error::DamagedList);
        }
        self.key = Some(key);
        self.last = items.last().map(|item| item.number);
        Ok(Some(items))
    }
}

impl Iterator for Numbers<'_> {
    type Item = Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.next_block() {
                Ok(Some(items)) => self.items = items.into_iter(),
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The list's first block above this key.
fn key_above(transaction: &Transaction<'_>, list: ListId, key: i64) -> Result<Option<i64>> {
    let mut statement = transaction.prepare_cached(
        "SELECT key FROM list_block WHERE key > ?1 AND key <= ?2 ORDER BY key LIMIT 1",
    )?;
    Ok(statement.query_row([key, list.last_key()], |row| row.get(0)).optional()?)
}

/// Appends the items of the list's last block at or below this key, and gives the block's own.
fn read_at_or_below(
    transaction: &Transaction<'_>,
    list: ListId,
    key: i64,
    items: &mut Vec<Item>,
) -> Result<Option<i64>> {
    with_block_at_or_below(transaction, list, key, |block| {
        block.decode(items)?;
        Ok(list.key(block.first))
    })
}

fn with_block_at_or_below<T>(
    transaction: &Transaction<'_>,
    list: ListId,
    key: i64,
    with: impl FnOnce(Stored<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = transaction.prepare_cached(
        "SELECT key, deltas, scores, remarks FROM list_block
         WHERE key <= ?1 ORDER BY key DESC LIMIT 1",
    )?;
    let mut rows = statement.query([key])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    // It may be another list's.
    if row.get::<_, i64>(0)? < list.first_key() { Ok(None) } else { with(stored(row)?).map(Some) }
}

/// Appends the items of a block.
fn read(transaction: &Transaction<'_>, key: i64, items: &mut Vec<Item>) -> Result<()> {
    let mut statement = transaction
        .prepare_cached("SELECT key, deltas, scores, remarks FROM list_block WHERE key = ?1")?;
    let mut rows = statement.query([key])?;
    let Some(row) = rows.next()? else { return Err(Error::DamagedList) };
    stored(row)?.decode(items)
}

fn stored<'row>(row: &'row Row<'_>) -> Result<Stored<'row>> {
    let blob = |index| row.get_ref(index)?.as_blob_or_null().map_err(|_| Error::DamagedList);
    Ok(Stored {
        first: (row.get::<_, i64>(0)? & NUMBER_MASK).unsigned_abs(),
        deltas: blob(1)?.ok_or(Error::DamagedList)?,
        scores: blob(2)?,
        remarks: blob(3)?,
    })
}
