//! Known call-centre lists: several side by side, each with its source and licence.

pub(crate) mod import;
pub mod reserved;

mod csv_rows;
mod json_rows;
mod lines;
mod row;

use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::error::{Error, Result};
use crate::number::{E164, NumberRange};
use crate::store::{Reader, Writer};

/// What the user or the app says about a list when importing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSource {
    /// The name, unique among the lists; importing under the same name replaces the list.
    pub name: String,
    /// Where it comes from, for people.
    pub source: String,
    /// Its licence, or empty when unknown.
    pub licence: String,
    /// How many reports or votes a number needs before the list counts.
    pub threshold: u32,
}

/// An imported list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListInfo {
    /// The name.
    pub name: String,
    /// Where it comes from, for people.
    pub source: String,
    /// Its licence, or empty when unknown.
    pub licence: String,
    /// How many reports or votes a number needs before the list counts.
    pub threshold: u32,
    /// When it was imported, in milliseconds since 1970-01-01 UTC.
    pub imported_at_ms: i64,
    /// How many single numbers it holds.
    pub numbers: u64,
    /// How many ranges it holds.
    pub ranges: u64,
}

/// What one list says about a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The name of the list.
    pub list: String,
    /// Reports or votes; `None` when the number lies in one of the list's ranges.
    pub score: Option<u32>,
    /// How many the list asks for.
    pub threshold: u32,
}

impl Listing {
    /// Whether the list counts for this number. A range stands for itself.
    pub fn reaches_threshold(&self) -> bool {
        self.score.is_none_or(|score| score >= self.threshold)
    }
}

/// One entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Number { number: E164, score: u32 },
    Range(NumberRange),
}

/// Starts a list, in place of one of the same name. Gives its id.
pub(crate) fn replace(writer: &mut Writer<'_>, source: &ListSource, at: Moment) -> Result<i64> {
    if source.name.trim().is_empty() || source.name.chars().count() > 64 {
        return Err(Error::InvalidListName);
    }
    writer.execute("DELETE FROM list WHERE name = ?1", [&source.name])?;
    writer.execute(
        "INSERT INTO list (name, source, licence, threshold, imported_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![source.name, source.source, source.licence, source.threshold, at.unix_ms],
    )?;
    Ok(writer.last_insert_rowid())
}

/// Adds an entry; `false` if it was there, and then its scores are added up, for a source may write
/// a row for each report.
pub(crate) fn insert(writer: &mut Writer<'_>, list: i64, entry: Entry) -> Result<bool> {
    match entry {
        Entry::Number { number, score } => {
            let key = params![i64::try_from(number.digits()).unwrap_or(i64::MAX), list, score];
            let mut insert = writer.prepare_cached(
                "INSERT OR IGNORE INTO list_number (number, list, score) VALUES (?1, ?2, ?3)",
            )?;
            if insert.execute(key)? == 1 {
                return Ok(true);
            }
            let mut add = writer.prepare_cached(
                "UPDATE list_number SET score = min(score + ?3, 4294967295)
                 WHERE number = ?1 AND list = ?2",
            )?;
            add.execute(key)?;
            Ok(false)
        }
        Entry::Range(range) => {
            let (low, high, min_digits, max_digits) = range.columns();
            let mut insert = writer.prepare_cached(
                "INSERT OR IGNORE INTO list_range (low, high, min_digits, max_digits, list)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            let low = i64::try_from(low).unwrap_or(i64::MAX);
            let high = i64::try_from(high).unwrap_or(i64::MAX);
            Ok(insert.execute(params![low, high, min_digits, max_digits, list])? == 1)
        }
    }
}

/// Removes a list and everything in it.
pub(crate) fn remove(writer: &mut Writer<'_>, name: &str) -> Result<()> {
    match writer.execute("DELETE FROM list WHERE name = ?1", [name])? {
        0 => Err(Error::UnknownList { name: name.to_owned() }),
        _ => Ok(()),
    }
}

/// Every list, by name.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<ListInfo>> {
    let mut statement = reader.prepare_cached(
        "SELECT name, source, licence, threshold, imported_at,
                (SELECT count(*) FROM list_number WHERE list = list.id),
                (SELECT count(*) FROM list_range WHERE list = list.id)
         FROM list ORDER BY name",
    )?;
    let rows = statement.query_map((), |row| {
        Ok(ListInfo {
            name: row.get(0)?,
            source: row.get(1)?,
            licence: row.get(2)?,
            threshold: row.get(3)?,
            imported_at_ms: row.get(4)?,
            numbers: row.get::<_, i64>(5)?.unsigned_abs(),
            ranges: row.get::<_, i64>(6)?.unsigned_abs(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What every list says about the number.
pub(crate) fn listings(reader: &Reader<'_>, number: E164) -> Result<Vec<Listing>> {
    let mut statement = reader.prepare_cached(
        "SELECT list.name, entry.score, list.threshold
         FROM list_number AS entry JOIN list ON list.id = entry.list
         WHERE entry.number = ?1
         UNION ALL
         SELECT DISTINCT list.name, NULL, list.threshold
         FROM list_range AS range JOIN list ON list.id = range.list
         WHERE range.low <= ?2 AND range.high >= ?2
           AND ?3 BETWEEN range.min_digits AND range.max_digits",
    )?;
    let aligned = i64::try_from(NumberRange::align(number)).unwrap_or(i64::MAX);
    let key = i64::try_from(number.digits()).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![key, aligned, number.count()], |row| {
        Ok(Listing { list: row.get(0)?, score: row.get(1)?, threshold: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every number that some list knows above its threshold.
pub(crate) fn numbers_above_threshold(reader: &Reader<'_>) -> Result<Vec<u64>> {
    let mut statement = reader.prepare_cached(
        "SELECT entry.number FROM list_number AS entry JOIN list ON list.id = entry.list
         WHERE entry.score >= list.threshold",
    )?;
    let rows = statement.query_map((), |row| Ok(row.get::<_, i64>(0)?.unsigned_abs()))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The ranges of every list.
pub(crate) fn ranges(reader: &Reader<'_>) -> Result<Vec<NumberRange>> {
    let mut statement =
        reader.prepare_cached("SELECT low, high, min_digits, max_digits FROM list_range")?;
    let rows = statement.query_map((), |row| {
        let [low, high] = [row.get::<_, i64>(0)?, row.get::<_, i64>(1)?].map(i64::unsigned_abs);
        Ok(NumberRange::from_columns(low, high, row.get(2)?, row.get(3)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
