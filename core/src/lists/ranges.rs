//! The ranges of the lists, each as its source wrote it, so that taking one out leaves those around
//! and inside it. A look-up asks for the prefixes of a number, but only of lengths that the list has:
//! a seek for each, and no scan, however ranges lie inside each other.

use rusqlite::{OptionalExtension, Transaction, params};

use super::blocks::ListId;
use crate::error::{Error, Result};
use crate::number::{E164, NumberRange, Prefix};

/// The lengths of prefixes in a list: bit `n` for `n` digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PrefixLengths(pub(super) u32);

/// Adds a range; `false` if it was there, and then a remark takes the place of the older one.
pub(super) fn put(
    transaction: &Transaction<'_>,
    list: ListId,
    range: NumberRange,
    remark: u32,
) -> Result<bool> {
    let (prefix, min_digits, max_digits) = range.columns();
    let key = params![list.row(), prefix, min_digits, max_digits, remark];
    let mut insert = transaction.prepare_cached(
        "INSERT OR IGNORE INTO list_range (list, prefix, min_digits, max_digits, remark)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    if insert.execute(key)? == 1 {
        return Ok(true);
    }
    let mut update = transaction.prepare_cached(
        "UPDATE list_range SET remark = ?5
         WHERE list = ?1 AND prefix = ?2 AND min_digits = ?3 AND max_digits = ?4 AND ?5 <> 0",
    )?;
    update.execute(key)?;
    Ok(false)
}

/// Removes a range; `false` if it was not there.
pub(super) fn remove(
    transaction: &Transaction<'_>,
    list: ListId,
    range: NumberRange,
) -> Result<bool> {
    let (prefix, min_digits, max_digits) = range.columns();
    let mut delete = transaction.prepare_cached(
        "DELETE FROM list_range
         WHERE list = ?1 AND prefix = ?2 AND min_digits = ?3 AND max_digits = ?4",
    )?;
    Ok(delete.execute(params![list.row(), prefix, min_digits, max_digits])? == 1)
}

/// Removes every range of the list.
pub(super) fn clear(transaction: &Transaction<'_>, list: ListId) -> Result<()> {
    transaction.execute("DELETE FROM list_range WHERE list = ?1", [list.row()])?;
    Ok(())
}

/// The lengths of prefixes that the list has.
pub(super) fn prefix_lengths(transaction: &Transaction<'_>, list: ListId) -> Result<PrefixLengths> {
    let mut statement = transaction
        .prepare_cached("SELECT DISTINCT length(prefix) FROM list_range WHERE list = ?1")?;
    let lengths = statement.query_map([list.row()], |row| row.get::<_, u32>(0))?;
    let mut bits = 0;
    for length in lengths {
        bits |= 1_u32.checked_shl(length?).unwrap_or_default();
    }
    Ok(PrefixLengths(bits))
}

/// The remark of the range that the number lies in; the one with the longest prefix if there are
/// several.
pub(super) fn find(
    transaction: &Transaction<'_>,
    list: ListId,
    lengths: PrefixLengths,
    number: E164,
) -> Result<Option<u32>> {
    if lengths == PrefixLengths::default() {
        return Ok(None);
    }
    let mut statement = transaction.prepare_cached(
        "SELECT remark FROM list_range
         WHERE list = ?1 AND prefix = ?2 AND ?3 BETWEEN min_digits AND max_digits LIMIT 1",
    )?;
    let mut longest = None;
    for prefix in Prefix::all_of(number).filter(|prefix| lengths.0 >> prefix.count() & 1 == 1) {
        let key = params![list.row(), column(prefix), number.count()];
        longest = statement.query_row(key, |row| row.get(0)).optional()?.or(longest);
    }
    Ok(longest)
}

/// Every range of the list.
pub(crate) fn all(transaction: &Transaction<'_>, list: ListId) -> Result<Vec<NumberRange>> {
    let mut statement = transaction
        .prepare_cached("SELECT prefix, min_digits, max_digits FROM list_range WHERE list = ?1")?;
    let mut rows = statement.query([list.row()])?;
    let mut ranges = Vec::new();
    while let Some(row) = rows.next()? {
        let range = NumberRange::from_columns(row.get(0)?, row.get(1)?, row.get(2)?);
        ranges.push(range.ok_or(Error::DamagedList)?);
    }
    Ok(ranges)
}

fn column(prefix: Prefix) -> i64 {
    i64::try_from(prefix.digits()).unwrap_or(i64::MAX)
}
