//! Whom the user dialled or spoke with: conversation partners, and the emergency call that opens the
//! ladder.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::call::Moment;
use crate::caller;
use crate::error::Result;
use crate::journal;
use crate::ladder::days_ms;
use crate::number;
use crate::number::{Number, Reading, Region};
use crate::store::{Reader, Writer};

/// What is known of a partner. Both at once is common.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Partner {
    pub(crate) dialled_at_ms: Option<i64>,
    pub(crate) spoken: Option<Conversation>,
}

/// A call in which somebody answered and talked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// When it began, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// How long it lasted, in seconds.
    pub seconds: u32,
}

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
    journal::became_known(writer, number)?;
    Ok(true)
}

/// When an emergency number was last dialled.
pub(crate) fn emergency_call_at_ms(reader: &Reader<'_>) -> Result<Option<i64>> {
    let mut statement =
        reader.prepare_cached("SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([EMERGENCY_CALL], |row| row.get(0)).optional()?)
}

/// For so many days a shorter conversation does not take a longer one's place: a partner does not become
/// a stranger by ringing to say "see you in a minute".
const LONGEST_FOR_DAYS: u32 = 90;

/// Remembers a conversation, whoever called. If it lasted `enough` seconds, they know each other from
/// now on.
pub(crate) fn record_conversation(
    writer: &mut Writer<'_>,
    number: Number,
    conversation: Conversation,
    enough: Option<u32>,
) -> Result<()> {
    writer.execute(
        "INSERT INTO partner (number, spoken_at, spoken_seconds) VALUES (?1, ?2, ?3)
         ON CONFLICT (number) DO UPDATE
         SET spoken_at = excluded.spoken_at, spoken_seconds = excluded.spoken_seconds
         WHERE spoken_at IS NULL OR excluded.spoken_seconds >= spoken_seconds
            OR abs(excluded.spoken_at - spoken_at) > ?4",
        (number.key(), conversation.at_ms, conversation.seconds, days_ms(LONGEST_FOR_DAYS)),
    )?;
    match enough {
        Some(enough) if conversation.seconds >= enough => journal::became_known(writer, number),
        _ => Ok(()),
    }
}

/// Learns from a call of the journal that the user talked, if it showed a number.
pub(crate) fn learn_from_call(
    writer: &mut Writer<'_>,
    id: i64,
    seconds: u32,
    enough: Option<u32>,
) -> Result<()> {
    let mut statement = writer.prepare_cached("SELECT number, at FROM journal WHERE id = ?1")?;
    let call = statement.query_row([id], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get(1)?)));
    let Some((key, at_ms)) = call.optional()? else { return Ok(()) };
    drop(statement);
    match key.and_then(Number::from_key) {
        Some(number) => {
            record_conversation(writer, number, Conversation { at_ms, seconds }, enough)
        }
        None => Ok(()),
    }
}

/// Forgets the conversations that were learnt from a call of the journal, or from all of them.
pub(crate) fn forget_conversations(writer: &mut Writer<'_>, call: Option<i64>) -> Result<()> {
    writer.execute(
        "UPDATE partner SET spoken_at = NULL, spoken_seconds = NULL
         WHERE EXISTS (SELECT 1 FROM journal
                       WHERE journal.number = partner.number AND at = spoken_at
                         AND (?1 IS NULL OR id = ?1))",
        [call],
    )?;
    writer.execute("DELETE FROM partner WHERE dialled_at IS NULL AND spoken_at IS NULL", ())?;
    Ok(())
}

/// What is known of the number.
pub(crate) fn find(reader: &Reader<'_>, number: Number) -> Result<Partner> {
    let mut statement = reader.prepare_cached(
        "SELECT dialled_at, spoken_at, spoken_seconds FROM partner WHERE number = ?1",
    )?;
    Ok(statement.query_row([number.key()], |row| partner(row, 0)).optional()?.unwrap_or_default())
}

/// Everybody dialled or spoken with.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<(Number, Partner)>> {
    let mut statement = reader
        .prepare_cached("SELECT number, dialled_at, spoken_at, spoken_seconds FROM partner")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, partner(row, 1)?)))?;
    let rows: Vec<(i64, Partner)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().filter_map(|(key, found)| Some((Number::from_key(key)?, found))).collect())
}

/// Three columns, from this one on.
fn partner(row: &Row<'_>, first: usize) -> rusqlite::Result<Partner> {
    let spoken_at: Option<i64> = row.get(first + 1)?;
    let seconds: Option<u32> = row.get(first + 2)?;
    Ok(Partner {
        dialled_at_ms: row.get(first)?,
        spoken: spoken_at.zip(seconds).map(|(at_ms, seconds)| Conversation { at_ms, seconds }),
    })
}
