//! The ranges of the lists, each as its source wrote it, so that taking one out leaves those around
//! and inside it. A look-up asks for the prefixes of a number, but only of lengths that the list has:
//! a seek for each, and no scan, however ranges lie inside each other.

use rusqlite::{OptionalExtension, Transaction, params};

use super::Validity;
use super::blocks::ListId;
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::number::{E164, NumberRange, Prefix};

/// The lengths of prefixes in a list: bit `n` for `n` digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PrefixLengths(pub(super) u32);

/// A range, and what the list says about it.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) range: NumberRange,
    pub(super) remark: u32,
    pub(super) valid: Validity,
}

/// What became of a range that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entered {
    /// It was not there.
    pub(super) is_new: bool,
    /// The remark that it no longer has; 0 for none.
    pub(super) lost: u32,
}

/// Adds a range. If it was there, a remark takes the place of the older one.
pub(super) fn add(transaction: &Transaction<'_>, list: ListId, new: Found) -> Result<Entered> {
    if insert(transaction, list, new)? {
        return Ok(Entered { is_new: true, lost: 0 });
    }
    if new.remark == 0 {
        return Ok(Entered { is_new: false, lost: 0 });
    }
    replace(transaction, list, new)
}

/// Puts a range in the place of what the list knew.
pub(super) fn put(transaction: &Transaction<'_>, list: ListId, new: Found) -> Result<Entered> {
    if insert(transaction, list, new)? {
        return Ok(Entered { is_new: true, lost: 0 });
    }
    replace(transaction, list, new)
}

fn insert(transaction: &Transaction<'_>, list: ListId, new: Found) -> Result<bool> {
    let mut insert = transaction.prepare_cached(
        "INSERT OR IGNORE INTO list_range
             (list, prefix, min_digits, max_digits, remark, from_day, until_day)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    Ok(insert.execute(new.row(list))? == 1)
}

fn replace(transaction: &Transaction<'_>, list: ListId, new: Found) -> Result<Entered> {
    let before = remark(transaction, list, new.range)?;
    let mut update = transaction.prepare_cached(
        "UPDATE list_range SET remark = ?5, from_day = ?6, until_day = ?7
         WHERE list = ?1 AND prefix = ?2 AND min_digits = ?3 AND max_digits = ?4",
    )?;
    update.execute(new.row(list))?;
    Ok(Entered { is_new: false, lost: before })
}

impl Found {
    fn row(self, list: ListId) -> (i64, i64, u32, u32, u32, Option<u32>, Option<u32>) {
        let (prefix, min_digits, max_digits) = self.range.columns();
        let Validity { from_day, until_day } = self.valid;
        (list.row(), prefix, min_digits, max_digits, self.remark, from_day, until_day)
    }
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

/// The remark of a range; 0 for none, and for a range that is not there.
pub(super) fn remark(
    transaction: &Transaction<'_>,
    list: ListId,
    range: NumberRange,
) -> Result<u32> {
    let (prefix, min_digits, max_digits) = range.columns();
    let mut statement = transaction.prepare_cached(
        "SELECT remark FROM list_range
         WHERE list = ?1 AND prefix = ?2 AND min_digits = ?3 AND max_digits = ?4",
    )?;
    let key = params![list.row(), prefix, min_digits, max_digits];
    Ok(statement.query_row(key, |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Tells of the remark of each range of the list.
pub(super) fn remarks(
    transaction: &Transaction<'_>,
    list: ListId,
    mut see: impl FnMut(u32) -> Result<()>,
) -> Result<()> {
    let mut statement =
        transaction.prepare_cached("SELECT remark FROM list_range WHERE list = ?1")?;
    let mut rows = statement.query([list.row()])?;
    while let Some(row) = rows.next()? {
        see(row.get(0)?)?;
    }
    Ok(())
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

/// The range that the number lies in at this moment, its remark and validity; the one with the
/// longest prefix if there are several.
pub(super) fn find(
    transaction: &Transaction<'_>,
    list: ListId,
    lengths: PrefixLengths,
    number: E164,
    at: Moment,
) -> Result<Option<(u32, Validity)>> {
    if lengths == PrefixLengths::default() {
        return Ok(None);
    }
    let mut statement = transaction.prepare_cached(
        "SELECT remark, from_day, until_day FROM list_range
         WHERE list = ?1 AND prefix = ?2 AND ?3 BETWEEN min_digits AND max_digits",
    )?;
    let mut longest = None;
    for prefix in Prefix::all_of(number).filter(|prefix| lengths.0 >> prefix.count() & 1 == 1) {
        let mut rows = statement.query(params![list.row(), column(prefix), number.count()])?;
        while let Some(row) = rows.next()? {
            let valid = Validity { from_day: row.get(1)?, until_day: row.get(2)? };
            if valid.holds(at) {
                longest = Some((row.get(0)?, valid));
            }
        }
    }
    Ok(longest)
}

/// Every range of the list, ascending by prefix and lengths.
pub(super) fn rows(transaction: &Transaction<'_>, list: ListId) -> Result<Vec<Found>> {
    let mut statement = transaction.prepare_cached(
        "SELECT prefix, min_digits, max_digits, remark, from_day, until_day FROM list_range
         WHERE list = ?1 ORDER BY prefix, min_digits, max_digits",
    )?;
    let mut rows = statement.query([list.row()])?;
    let mut ranges = Vec::new();
    while let Some(row) = rows.next()? {
        let range = NumberRange::from_columns(row.get(0)?, row.get(1)?, row.get(2)?);
        let valid = Validity { from_day: row.get(4)?, until_day: row.get(5)? };
        let range = range.ok_or(Error::DamagedList)?;
        ranges.push(Found { range, remark: row.get(3)?, valid });
    }
    Ok(ranges)
}

/// How many ranges the list has.
pub(super) fn count(transaction: &Transaction<'_>, list: ListId) -> Result<u64> {
    let sql = "SELECT count(*) FROM list_range WHERE list = ?1";
    let count = transaction.query_row(sql, [list.row()], |row| row.get::<_, i64>(0))?;
    Ok(count.unsigned_abs())
}

fn column(prefix: Prefix) -> i64 {
    i64::try_from(prefix.digits()).unwrap_or(i64::MAX)
}
