//! The calls seen, with what became of them.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::call::{IncomingCall, Moment, Verification};
use crate::caller::Caller;
use crate::error::{Error, Result, parser_words};
use crate::number::E164;
use crate::store::{Reader, Writer};
use crate::verdict::{Decision, Reason, Step, Verdict};

/// A call as it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// Counts up with every call.
    pub id: i64,
    /// When the call arrived.
    pub at: Moment,
    /// Who called.
    pub caller: Caller,
    /// Verification status of the number.
    pub verification: Verification,
    /// The line that was called.
    pub line: Option<String>,
    /// What became of the call.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
}

/// What an entry keeps of the call itself, as JSON.
#[derive(Serialize, Deserialize)]
struct Seen {
    caller: Caller,
    verification: Verification,
    line: Option<String>,
}

/// A decision that waits to be written.
pub(crate) struct Pending {
    at: Moment,
    seen: Seen,
    verdict: Verdict,
    reason: Reason,
    stranger: bool,
}

impl Pending {
    pub(crate) fn new(call: &IncomingCall, decision: &Decision) -> Self {
        let facts = &decision.trace.facts;
        let decided = decision.trace.steps.last().map(|trace| trace.step);
        Self {
            at: call.at,
            seen: Seen {
                caller: facts.caller,
                verification: call.verification,
                line: call.line.clone(),
            },
            verdict: decision.verdict,
            reason: decision.reason.clone(),
            // After a fault nobody looked who it is.
            stranger: decided.is_some_and(|step| step != Step::OwnPattern) && !facts.is_known(),
        }
    }
}

/// A stranger's call that waits to be written.
#[derive(Clone, Copy)]
pub(crate) struct Stranger {
    key: i64,
    at_ms: i64,
}

impl Pending {
    /// The caller, if it is a stranger with a number.
    pub(crate) fn stranger(&self) -> Option<Stranger> {
        let number = self.seen.caller.number().filter(|_| self.stranger)?;
        Some(Stranger { key: number.key(), at_ms: self.at.unix_ms })
    }
}

/// Writes what waited.
pub(crate) fn write(writer: &mut Writer<'_>, pending: &[Pending]) -> Result<()> {
    let mut statement = writer.prepare_cached(
        "INSERT INTO journal (at, utc_offset_minutes, number, call, verdict, reason, stranger)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for entry in pending {
        statement.execute(params![
            entry.at.unix_ms,
            entry.at.utc_offset_minutes,
            entry.seen.caller.number().map(crate::number::Number::key),
            json(&entry.seen)?,
            entry.verdict.code(),
            json(&entry.reason)?,
            entry.stranger,
        ])?;
    }
    Ok(())
}

/// The newest calls, newest first.
pub(crate) fn newest(reader: &Reader<'_>, limit: u32) -> Result<Vec<JournalEntry>> {
    let mut statement = reader.prepare_cached(
        "SELECT id, at, utc_offset_minutes, call, verdict, reason FROM journal
         ORDER BY at DESC, id DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], entry)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Passes on every call from `since_ms` to before `until_ms`, in the order of their times, and whether
/// the caller was a stranger.
pub(crate) fn each(
    reader: &Reader<'_>,
    (since_ms, until_ms): (i64, i64),
    mut pass_on: impl FnMut(JournalEntry, bool) -> Result<()>,
) -> Result<()> {
    let mut statement = reader.prepare_cached(
        "SELECT id, at, utc_offset_minutes, call, verdict, reason, stranger FROM journal
         WHERE at >= ?1 AND at < ?2 ORDER BY at, id",
    )?;
    let mut rows = statement.query([since_ms, until_ms])?;
    while let Some(row) = rows.next()? {
        pass_on(entry(row)?, row.get(6)?)?;
    }
    Ok(())
}

fn entry(row: &rusqlite::Row<'_>) -> rusqlite::Result<JournalEntry> {
    let seen: Seen = from_json(row, 3)?;
    Ok(JournalEntry {
        id: row.get(0)?,
        at: Moment { unix_ms: row.get(1)?, utc_offset_minutes: row.get(2)? },
        caller: seen.caller,
        verification: seen.verification,
        line: seen.line,
        verdict: row.get(4)?,
        reason: from_json(row, 5)?,
    })
}

/// Who made a call.
pub(crate) fn caller_of(transaction: &Transaction<'_>, id: i64) -> Result<Caller> {
    let mut statement = transaction.prepare_cached("SELECT call FROM journal WHERE id = ?1")?;
    let seen: Option<Seen> = statement.query_row([id], |row| from_json(row, 0)).optional()?;
    Ok(seen.ok_or(Error::UnknownCall { id })?.caller)
}

/// Forgets every call.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM journal", ())?;
    Ok(())
}

/// How many other strangers called from the number's block of `block_size` from `since_ms` to
/// `now_ms`. `waiting` are calls that the journal does not have yet.
pub(crate) fn strangers_in_block(
    reader: &Reader<'_>,
    waiting: &[Stranger],
    number: E164,
    block_size: u32,
    (since_ms, now_ms): (i64, i64),
) -> Result<u32> {
    let size = u64::from(block_size.max(1));
    let low = number.digits() / size * size;
    let [low, high, own] =
        [low, low + (size - 1), number.digits()].map(|key| i64::try_from(key).unwrap_or(i64::MAX));
    // From number to number: one that calls without end must not be read call by call.
    let mut statement = reader.prepare_cached(
        "SELECT number FROM journal
         WHERE stranger = 1 AND number > ?1 AND number <= ?2 AND at BETWEEN ?3 AND ?4
           AND number NOT IN (SELECT number FROM contact)
           AND number NOT IN (SELECT number FROM partner)
           AND number NOT IN (SELECT number FROM mark WHERE call_centre = 0)
         ORDER BY number LIMIT 1",
    )?;
    let mut strangers = BTreeSet::new();
    let mut last = low - 1;
    while let Some(number) = statement
        .query_row([last, high, since_ms, now_ms], |row| row.get::<_, i64>(0))
        .optional()?
    {
        strangers.insert(number);
        last = number;
    }
    let waiting = waiting.iter().filter(|stranger| {
        (low..=high).contains(&stranger.key) && (since_ms..=now_ms).contains(&stranger.at_ms)
    });
    strangers.extend(waiting.map(|stranger| stranger.key));
    strangers.remove(&own);
    Ok(u32::try_from(strangers.len()).unwrap_or(u32::MAX))
}

fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()).into())
}

fn from_json<T: for<'de> Deserialize<'de>>(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            parser_words(&error).into(),
        )
    })
}
