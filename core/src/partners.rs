//! Whom the user dialled: conversation partners, and the emergency call that opens the ladder.

use rusqlite::OptionalExtension;

use crate::call::Moment;
use crate::caller;
use crate::error::Result;
use crate::number;
use crate::number::{Number, Reading, Region};
use crate::store::{Reader, Writer};

const EMERGENCY_CALL: &str = "emergency_call_at";

/// Remembers an outgoing call. `false` when nothing is kept: the number cannot be met again. The
/// call recorded last counts, whatever its time: that is how a clock that was wrong gets repaired.
pub(crate) fn record(
    writer: &mut Writer<'_>,
    raw: &str,
    at: Moment,
    home: &[Region],
) -> Result<bool> {
    if let Reading::Emergency { .. } = number::read(raw, home) {
        writer.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (EMERGENCY_CALL, at.unix_ms.to_string()),
        )?;
    }
    // An emergency number is among those that can be met again.
    let Ok(number) = caller::number_of(raw, home) else { return Ok(false) };
    writer.execute(
        "INSERT INTO partner (number, dialled_at) VALUES (?1, ?2)
         ON CONFLICT (number) DO UPDATE SET dialled_at = excluded.dialled_at",
        (number.key(), at.unix_ms),
    )?;
    Ok(true)
}

/// When an emergency number was last dialled.
pub(crate) fn emergency_call_at_ms(reader: &Reader<'_>) -> Result<Option<i64>> {
    let mut statement =
        reader.prepare_cached("SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([EMERGENCY_CALL], |row| row.get(0)).optional()?)
}

/// When the user last dialled the number.
pub(crate) fn dialled_at_ms(reader: &Reader<'_>, number: Number) -> Result<Option<i64>> {
    let mut statement =
        reader.prepare_cached("SELECT dialled_at FROM partner WHERE number = ?1")?;
    Ok(statement.query_row([number.key()], |row| row.get(0)).optional()?)
}

/// Everybody dialled, and when last.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<(Number, i64)>> {
    let mut statement = reader.prepare_cached("SELECT number, dialled_at FROM partner")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().filter_map(|(key, at)| Some((Number::from_key(key)?, at))).collect())
}
