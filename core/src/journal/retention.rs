//! How long calls are kept.

use std::ops::RangeInclusive;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::outgoing;
use crate::store::Writer;

const SETTING: &str = "journal";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// 2026 to 2099, UTC: no call was screened before, and a clock that shows more is wrong too.
const CLOCK_MS: RangeInclusive<i64> = 1_767_225_600_000..=4_102_444_799_999;
/// Today is the median of so many calls: a clock that was wrong for two must not cost the history.
const CLOCK_CALLS: i64 = 5;
/// How many calls are forgotten with one write at most: a call must not wait for a clearance.
const FORGOTTEN_AT_ONCE: i64 = 64;

/// How long the journal keeps calls. What the ladder learns from it reaches no further back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// For how many days, 1 to 3650.
    pub days: u32,
    /// How many calls, the newest; 100 to 1,000,000.
    pub calls: u32,
}

impl Default for Retention {
    /// Half a year: nuisance is proved over months. 10,000 calls are more than a private phone sees in
    /// that time, and as many as decisions are measured with.
    fn default() -> Self {
        Self { days: 180, calls: 10_000 }
    }
}

impl Retention {
    fn check(self) -> Result<()> {
        if !(1..=3650).contains(&self.days) {
            return Err(Error::InvalidRetention { field: "days", expected: "1 to 3650" });
        }
        if !(100..=1_000_000).contains(&self.calls) {
            return Err(Error::InvalidRetention { field: "calls", expected: "100 to 1000000" });
        }
        Ok(())
    }
}

/// What the user set, or the default.
pub(crate) fn read(reader: &rusqlite::Connection) -> Result<Retention> {
    let mut statement = reader.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    let json: Option<String> = statement.query_row([SETTING], |row| row.get(0)).optional()?;
    // A later version may know more about it; calls are kept all the same.
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

/// Sets it, and forgets what is beyond.
pub(crate) fn set(writer: &mut Writer<'_>, retention: Retention) -> Result<()> {
    retention.check()?;
    writer.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (SETTING, super::json(&retention)?),
    )?;
    forget(writer, retention, i64::MAX)?;
    outgoing::forget_beyond(writer, retention.calls)
}

/// Forgets the calls beyond what is set, a few at a time.
pub(crate) fn apply(writer: &mut Writer<'_>) -> Result<()> {
    let retention = read(writer)?;
    forget(writer, retention, FORGOTTEN_AT_ONCE)
}

fn forget(writer: &mut Writer<'_>, retention: Retention, at_most: i64) -> Result<()> {
    // Ids count up with every call, so the number of rows need not be counted.
    writer
        .prepare_cached(
            "DELETE FROM journal WHERE id IN (
                 SELECT id FROM journal WHERE id <= (SELECT max(id) FROM journal) - ?1
                 ORDER BY id LIMIT ?2)",
        )?
        .execute((retention.calls, at_most))?;
    let now = writer
        .prepare_cached(
            "SELECT at FROM (SELECT at FROM journal ORDER BY id DESC LIMIT ?1)
             ORDER BY at LIMIT 1 OFFSET (SELECT (min(?1, count(*)) - 1) / 2
                                         FROM (SELECT 1 FROM journal LIMIT ?1))",
        )?
        .query_row([CLOCK_CALLS], |row| row.get(0))
        .optional()?;
    let Some(now) = now.filter(|now| CLOCK_MS.contains(now)) else { return Ok(()) };
    let oldest = now.saturating_sub(i64::from(retention.days) * DAY_MS);
    writer
        .prepare_cached(
            "DELETE FROM journal WHERE id IN (
                 SELECT id FROM journal WHERE at < ?1 ORDER BY at LIMIT ?2)",
        )?
        .execute((oldest, at_most))?;
    outgoing::forget_before(writer, oldest, at_most)
}
