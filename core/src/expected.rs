//! What the user expects: a call from a number or from anybody, and the pause, each until a time.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::error::{Error, Result};
use crate::ladder::days_ms;
use crate::number::Number;
use crate::store::{Reader, Writer};

/// How many days ahead somebody may be waited for. Longer is a contact or a rule; and a clock that was
/// wrong does not open the ladder for years.
const DAYS_AHEAD: u32 = 31;

const PAUSED_UNTIL: &str = "paused_until";

/// No number has this key: stands for anybody.
const ANYBODY: i64 = 0;

/// A call that the user expects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedCall {
    /// What to cancel it by.
    pub id: i64,
    /// Who is waited for; `None` for anybody.
    pub number: Option<Number>,
    /// Until when, in milliseconds since 1970-01-01 UTC.
    pub until_ms: i64,
    /// The user's own words, or empty.
    pub note: String,
}

/// Whether something that is to last until then is still on.
pub(crate) fn is_on(until_ms: Option<i64>, now: Moment) -> bool {
    until_ms.is_some_and(|until| {
        let left = until.saturating_sub(now.unix_ms);
        0 < left && left <= days_ms(DAYS_AHEAD)
    })
}

fn check(until: Moment, now: Moment) -> Result<()> {
    if is_on(Some(until.unix_ms), now) { Ok(()) } else { Err(Error::UntilWhen) }
}

/// Expects a call, or changes until when the same one is expected. Gives its id. What is over is
/// forgotten.
pub(crate) fn expect(
    writer: &mut Writer<'_>,
    number: Option<Number>,
    until: Moment,
    note: &str,
    now: Moment,
) -> Result<i64> {
    check(until, now)?;
    writer.execute("DELETE FROM expected_call WHERE until <= ?1", [now.unix_ms])?;
    Ok(writer.query_row(
        "INSERT INTO expected_call (number, until, note) VALUES (?1, ?2, ?3)
         ON CONFLICT (number) DO UPDATE SET until = excluded.until, note = excluded.note
         RETURNING id",
        (number.map_or(ANYBODY, Number::key), until.unix_ms, note),
        |row| row.get(0),
    )?)
}

/// Expects no call any longer, and ends the pause.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM expected_call", ())?;
    resume(writer)
}

/// Expects a call no longer.
pub(crate) fn cancel(writer: &mut Writer<'_>, id: i64) -> Result<()> {
    match writer.execute("DELETE FROM expected_call WHERE id = ?1", [id])? {
        0 => Err(Error::UnknownExpectedCall { id }),
        _ => Ok(()),
    }
}

/// Expects no call from the number any longer: the user blocks it or reports it, and the later word
/// counts.
pub(crate) fn cancel_number(writer: &mut Writer<'_>, number: Number) -> Result<()> {
    writer.execute("DELETE FROM expected_call WHERE number = ?1", [number.key()])?;
    Ok(())
}

/// Every call that is still expected, the soonest to end first.
pub(crate) fn all(reader: &Reader<'_>, now: Moment) -> Result<Vec<ExpectedCall>> {
    let mut statement = reader
        .prepare_cached("SELECT id, number, until, note FROM expected_call ORDER BY until, id")?;
    let rows = statement.query_map((), |row| {
        Ok(ExpectedCall {
            id: row.get(0)?,
            number: Number::from_key(row.get(1)?),
            until_ms: row.get(2)?,
            note: row.get(3)?,
        })
    })?;
    let mut calls: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    calls.retain(|call| is_on(Some(call.until_ms), now));
    Ok(calls)
}

/// Until when something is to last, in milliseconds since 1970-01-01 UTC.
pub(crate) struct Until {
    /// A call from the number is expected.
    pub(crate) number: Option<i64>,
    /// A call from anybody is expected.
    pub(crate) anybody: Option<i64>,
    /// The steps about strangers are paused.
    pub(crate) paused: Option<i64>,
}

/// All that a call is to be asked about here, in one statement: each costs a call as much as it reads.
pub(crate) fn until(reader: &Reader<'_>, number: Option<Number>) -> Result<Until> {
    let mut statement = reader.prepare_cached(
        "SELECT (SELECT until FROM expected_call WHERE number = ?1),
                (SELECT until FROM expected_call WHERE number = ?2),
                (SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?3)",
    )?;
    let values = (number.map(Number::key), ANYBODY, PAUSED_UNTIL);
    Ok(statement.query_row(values, |row| {
        Ok(Until { number: row.get(0)?, anybody: row.get(1)?, paused: row.get(2)? })
    })?)
}

/// Pauses the steps about strangers.
pub(crate) fn pause(writer: &mut Writer<'_>, until: Moment, now: Moment) -> Result<()> {
    check(until, now)?;
    writer.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (PAUSED_UNTIL, until.unix_ms.to_string()),
    )?;
    Ok(())
}

/// Asks them again.
pub(crate) fn resume(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM setting WHERE name = ?1", [PAUSED_UNTIL])?;
    Ok(())
}

/// Until when the steps about strangers are paused.
pub(crate) fn paused_until_ms(reader: &Reader<'_>) -> Result<Option<i64>> {
    let mut statement =
        reader.prepare_cached("SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([PAUSED_UNTIL], |row| row.get(0)).optional()?)
}
