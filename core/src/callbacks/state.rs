//! What the user did about callbacks. The store forgets it with the last call of the number.

use rusqlite::{OptionalExtension, Row};

use super::CallbackChange;
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::number::Number;
use crate::outgoing;
use crate::store::{Reader, Writer};

/// What is kept of one caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// Tries up to this time are dealt with.
    pub(crate) settled_at_ms: Option<i64>,
    /// It is not due before.
    pub(crate) snoozed_until_ms: Option<i64>,
    pub(crate) note: String,
}

/// What is kept of the number.
pub(crate) fn find(reader: &Reader<'_>, number: Number) -> Result<State> {
    let mut statement = reader
        .prepare_cached("SELECT settled_at, snoozed_until, note FROM callback WHERE number = ?1")?;
    let state = |row: &Row<'_>| {
        let (settled_at_ms, snoozed_until_ms) = (row.get(0)?, row.get(1)?);
        Ok(State { settled_at_ms, snoozed_until_ms, note: row.get(2)? })
    };
    Ok(statement.query_row([number.key()], state).optional()?.unwrap_or_default())
}

/// Keeps what the user does about a callback. Somebody who never called cannot be rung back.
pub(crate) fn change(
    writer: &mut Writer<'_>,
    number: Number,
    change: &CallbackChange,
    now: Moment,
) -> Result<()> {
    if let CallbackChange::Snooze { until } = change
        && until.unix_ms <= now.unix_ms
    {
        return Err(Error::CallbackTime);
    }
    let key = number.key();
    let mut called = writer.prepare_cached("SELECT 1 FROM journal WHERE number = ?1 LIMIT 1")?;
    if !called.exists([key])? {
        return Err(Error::NoCallback);
    }
    drop(called);
    writer.execute("INSERT OR IGNORE INTO callback (number, note) VALUES (?1, '')", [key])?;
    let settle = "UPDATE callback SET settlement = ?2, settled_at = ?3, snoozed_until = NULL
                  WHERE number = ?1";
    match change {
        CallbackChange::Done => {
            outgoing::rang_back(writer, number, now.unix_ms)?;
            writer.execute(settle, (key, Some("done"), Some(now.unix_ms)))?
        }
        CallbackChange::Dismiss => {
            writer.execute(settle, (key, Some("dismissed"), Some(now.unix_ms)))?
        }
        CallbackChange::Reopen => {
            let done = "SELECT settled_at FROM callback WHERE number = ?1 AND settlement = 'done'";
            if let Some(at_ms) = writer.query_row(done, [key], |row| row.get(0)).optional()? {
                outgoing::did_not_ring_back(writer, number, at_ms)?;
            }
            writer.execute(settle, (key, None::<&str>, None::<i64>))?
        }
        CallbackChange::Snooze { until } => writer.execute(
            "UPDATE callback SET snoozed_until = ?2 WHERE number = ?1",
            (key, until.unix_ms),
        )?,
        CallbackChange::Note { text } => {
            writer.execute("UPDATE callback SET note = ?2 WHERE number = ?1", (key, text))?
        }
    };
    Ok(())
}
