//! From version 2 on: a row for each listed number becomes blocks of them, in today's tables.

use rusqlite::{Transaction, params};

use super::schema::create_lists;
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::lists::table;
use crate::lists::{Change, Entry, Intake, ListSource, Subject};
use crate::number::{E164, NumberRange};

/// Moves the lists into the tables of today.
pub(super) fn lists_into_blocks(transaction: &Transaction<'_>) -> Result<()> {
    // What refers to a renamed table follows it, and its own indices get out of the way.
    transaction.execute_batch(
        "DROP INDEX list_range_list;
         ALTER TABLE list RENAME TO list_v2;
         ALTER TABLE list_range RENAME TO list_range_v2;",
    )?;
    create_lists(transaction)?;
    let mut lists = transaction.prepare(
        "SELECT id, name, source, licence, threshold, imported_at FROM list_v2 ORDER BY id",
    )?;
    let mut rows = lists.query(())?;
    while let Some(row) = rows.next()? {
        let source = ListSource {
            name: row.get(1)?,
            source: row.get(2)?,
            licence: row.get(3)?,
            max_age_days: None,
            // One report is what a list asks for where nobody says otherwise.
            threshold: row.get::<_, Option<u32>>(4)?.filter(|&reports| reports != 1),
            version: String::new(),
            weight: None,
        };
        let at = Moment { unix_ms: row.get(5)?, utc_offset_minutes: 0 };
        let mut intake = Intake::new(transaction, table::replace(transaction, &source, at)?);
        numbers(transaction, row.get(0)?, &mut intake)?;
        ranges(transaction, row.get(0)?, &mut intake)?;
        intake.finish()?;
    }
    drop(rows);
    drop(lists);
    transaction.execute_batch(
        "DROP TABLE list_number;
         DROP TABLE list_range_v2;
         DROP TABLE list_v2;",
    )?;
    Ok(())
}

fn numbers(transaction: &Transaction<'_>, list: i64, intake: &mut Intake<'_>) -> Result<()> {
    let mut statement = transaction
        .prepare("SELECT number, score FROM list_number WHERE list = ?1 ORDER BY number")?;
    let mut rows = statement.query([list])?;
    while let Some(row) = rows.next()? {
        let number = E164::from_digits(row.get::<_, i64>(0)?.unsigned_abs());
        let subject = Subject::Number(number.ok_or(Error::DamagedList)?);
        intake.take(&Change::Add(Entry { score: row.get(1)?, ..Entry::plain(subject) }))?;
    }
    Ok(())
}

/// Ranges were kept as their first and last number, left-aligned to 15 digits.
fn ranges(transaction: &Transaction<'_>, list: i64, intake: &mut Intake<'_>) -> Result<()> {
    let mut statement = transaction.prepare(
        "SELECT low / (high - low + 1), min_digits, max_digits FROM list_range_v2 WHERE list = ?1",
    )?;
    let mut rows = statement.query(params![list])?;
    while let Some(row) = rows.next()? {
        let range = NumberRange::from_columns(row.get(0)?, row.get(1)?, row.get(2)?);
        let subject = Subject::Range(range.ok_or(Error::DamagedList)?);
        intake.take(&Change::Add(Entry::plain(subject)))?;
    }
    Ok(())
}
