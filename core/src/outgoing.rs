//! The calls that the user made, and when somebody was rung back: a log as long as the journal's. A decision
//! asks for the last call only, which `partners` has at hand; figures and replays ask for each.

use rusqlite::{OptionalExtension, Transaction};

use crate::call::Moment;
use crate::caller;
use crate::error::Result;
use crate::journal;
use crate::number::{self, Number, Reading, Region};
use crate::partners;
use crate::store::{Reader, Writer};

/// A call that the user made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dialled {
    pub(crate) number: Number,
    pub(crate) at_ms: i64,
    /// The number is one for emergencies.
    pub(crate) emergency: bool,
}

impl Dialled {
    /// What was dialled, if it is a number that could call: an emergency number is.
    pub(crate) fn read(raw: &str, at: Moment, home: &[Region]) -> Option<Self> {
        let emergency = matches!(number::read(raw, home), Reading::Emergency { .. });
        let number = caller::number_of(raw, home).ok()?;
        Some(Self { number, at_ms: at.unix_ms, emergency })
    }
}

const DIALLED: &str = "dialled";
const EMERGENCY: &str = "emergency";
/// The user says so: an iPhone tells nobody what is dialled.
const RANG_BACK: &str = "rang_back";

/// Keeps a call. Its number is known from now on.
pub(crate) fn record(writer: &mut Writer<'_>, dialled: Dialled) -> Result<()> {
    let Dialled { number, at_ms, emergency } = dialled;
    let kind = if emergency { EMERGENCY } else { DIALLED };
    insert(writer, number, at_ms, kind)?;
    partners::dialled(writer, dialled)?;
    journal::became_known(writer, number)
}

/// Keeps that the user says to have rung back.
pub(crate) fn rang_back(writer: &mut Writer<'_>, number: Number, at_ms: i64) -> Result<()> {
    insert(writer, number, at_ms, RANG_BACK)
}

/// Forgets that the user said so.
pub(crate) fn did_not_ring_back(writer: &mut Writer<'_>, number: Number, at_ms: i64) -> Result<()> {
    writer
        .prepare_cached("DELETE FROM outgoing_call WHERE number = ?1 AND at = ?2 AND kind = ?3")?
        .execute((number.key(), at_ms, RANG_BACK))?;
    Ok(())
}

fn insert(writer: &mut Writer<'_>, number: Number, at_ms: i64, kind: &str) -> Result<()> {
    // A call that is told twice is one, and what the user says of it adds nothing.
    writer
        .prepare_cached(
            "INSERT OR IGNORE INTO outgoing_call (number, at, kind) VALUES (?1, ?2, ?3)",
        )?
        .execute((number.key(), at_ms, kind))?;
    forget_beyond(writer, journal::retention(writer)?.calls)
}

/// Keeps for how long they talked, if the conversation was in a call of the log: one that began so
/// near in time.
pub(crate) fn talked(
    writer: &mut Writer<'_>,
    number: Number,
    [from_ms, to_ms]: [i64; 2],
    seconds: u32,
) -> Result<()> {
    writer
        .prepare_cached(
            "UPDATE outgoing_call SET talk_seconds = ?4
             WHERE number = ?1 AND at BETWEEN ?2 AND ?3 AND kind <> ?5",
        )?
        .execute((number.key(), from_ms, to_ms, seconds, RANG_BACK))?;
    Ok(())
}

/// When the number was dialled or rung back, in order.
pub(crate) fn times(reader: &Reader<'_>, number: Number) -> Result<Vec<i64>> {
    let mut statement =
        reader.prepare_cached("SELECT at FROM outgoing_call WHERE number = ?1 ORDER BY at")?;
    let times = statement.query_map([number.key()], |row| row.get(0))?;
    Ok(times.collect::<rusqlite::Result<_>>()?)
}

/// When the number was first dialled, as far as the log goes back.
pub(crate) fn first_dialled(reader: &Reader<'_>, number: Number) -> Result<Option<i64>> {
    let mut statement = reader
        .prepare_cached("SELECT min(at) FROM outgoing_call WHERE number = ?1 AND kind <> ?2")?;
    Ok(statement.query_row((number.key(), RANG_BACK), |row| row.get(0))?)
}

/// When the number was last dialled, at that time or before.
pub(crate) fn last_dialled(
    reader: &Reader<'_>,
    number: Number,
    until_ms: i64,
) -> Result<Option<i64>> {
    let mut statement = reader.prepare_cached(
        "SELECT max(at) FROM outgoing_call WHERE number = ?1 AND at <= ?2 AND kind <> ?3",
    )?;
    Ok(statement.query_row((number.key(), until_ms, RANG_BACK), |row| row.get(0))?)
}

/// When an emergency number was last dialled, at that time or before.
pub(crate) fn last_emergency(reader: &Reader<'_>, until_ms: i64) -> Result<Option<i64>> {
    let mut statement = reader.prepare_cached(
        "SELECT at FROM outgoing_call WHERE kind = 'emergency' AND at <= ?1
         ORDER BY at DESC LIMIT 1",
    )?;
    Ok(statement.query_row([until_ms], |row| row.get(0)).optional()?)
}

/// Forgets what is older.
pub(crate) fn forget_before(
    transaction: &Transaction<'_>,
    before_ms: i64,
    at_most: i64,
) -> Result<()> {
    transaction
        .prepare_cached(
            "DELETE FROM outgoing_call WHERE (number, at) IN (
                 SELECT number, at FROM outgoing_call WHERE at < ?1 ORDER BY at LIMIT ?2)",
        )?
        .execute((before_ms, at_most))?;
    Ok(())
}

/// Forgets all but so many, the newest.
pub(crate) fn forget_beyond(transaction: &Transaction<'_>, calls: u32) -> Result<()> {
    transaction
        .prepare_cached(
            "DELETE FROM outgoing_call WHERE at <= (
                 SELECT at FROM outgoing_call ORDER BY at DESC LIMIT 1 OFFSET ?1)",
        )?
        .execute([calls])?;
    Ok(())
}

/// Forgets all of them. The last call of each number stays with `partners`: whoever was dialled may
/// call back.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM outgoing_call", ())?;
    Ok(())
}
