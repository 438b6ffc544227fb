//! Whom the user dialled or spoke with: conversation partners, and the emergency call that opens the
//! ladder.

use rusqlite::{OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::journal;
use crate::known_number::{self, KnownNumber};
use crate::ladder::days_ms;
use crate::marks::Opinion;
use crate::number::Number;
use crate::outgoing::{self, Dialled};
use crate::store::{Reader, Writer};
use crate::verdict::Verdict;

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

/// Remembers an outgoing call. The one recorded last counts, whatever its time: that is how a clock that
/// was wrong gets repaired.
pub(crate) fn dialled(writer: &mut Writer<'_>, dialled: Dialled) -> Result<()> {
    let Dialled { number, at_ms, emergency } = dialled;
    if emergency {
        writer.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (EMERGENCY_CALL, at_ms.to_string()),
        )?;
    }
    writer.execute(
        "INSERT INTO partner (number, dialled_at) VALUES (?1, ?2)
         ON CONFLICT (number) DO UPDATE SET dialled_at = excluded.dialled_at",
        (number.key(), at_ms),
    )?;
    Ok(())
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

impl Conversation {
    /// Whether it counts from now on, in place of the one that did.
    fn replaces(self, other: Option<Self>) -> bool {
        let far = |other: Self| {
            self.at_ms.abs_diff(other.at_ms) > days_ms(LONGEST_FOR_DAYS).unsigned_abs()
        };
        other.is_none_or(|other| self.seconds >= other.seconds || far(other))
    }

    /// The one of these that counts, when they were told in the order of their times.
    pub(crate) fn that_counts(told: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut told: Vec<_> = told.into_iter().collect();
        told.sort_by_key(|conversation| conversation.at_ms);
        let counts = |kept, next: Self| if next.replaces(kept) { Some(next) } else { kept };
        told.into_iter().fold(None, counts)
    }
}

/// Remembers a conversation, whoever called. If it lasted `enough` seconds, they know each other from
/// now on.
pub(crate) fn record_conversation(
    writer: &mut Writer<'_>,
    number: Number,
    conversation: Conversation,
    enough: Option<u32>,
) -> Result<()> {
    let Conversation { at_ms, seconds } = conversation;
    if conversation.replaces(find(writer, number)?.spoken) {
        keep(writer, number, Some(conversation))?;
    }
    outgoing::talked(writer, number, journal::same_call(at_ms), seconds)?;
    match enough {
        Some(enough) if seconds >= enough => journal::became_known(writer, number),
        _ => Ok(()),
    }
}

/// Learns anew from a call of the journal, if it showed a number, what it taught before: that the user
/// talked for so many seconds, or nothing any more, because it is being forgotten or was no
/// conversation after all.
pub(crate) fn learn_from_call(
    writer: &mut Writer<'_>,
    id: i64,
    talked: Option<u32>,
    enough: Option<u32>,
) -> Result<()> {
    let mut statement = writer.prepare_cached("SELECT number, at FROM journal WHERE id = ?1")?;
    let call = statement.query_row([id], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get(1)?)));
    let Some((key, at_ms)) = call.optional()? else { return Ok(()) };
    drop(statement);
    let Some(number) = key.and_then(Number::from_key) else { return Ok(()) };
    let before = find(writer, number)?.spoken;
    let taught = before.filter(|before| before.at_ms == at_ms);
    // What another call taught stays, be that call kept or not.
    let others = match taught {
        Some(_) => Conversation::that_counts(conversations(writer, number, i64::MAX, Some(id))?),
        None => before,
    };
    let told = talked.map(|seconds| Conversation { at_ms, seconds });
    let spoken = told.filter(|told| told.replaces(others)).or(others);
    if spoken != before {
        keep(writer, number, spoken)?;
    }
    let is_long = |spoken: Option<Conversation>| {
        enough.zip(spoken).is_some_and(|(enough, spoken)| spoken.seconds >= enough)
    };
    if is_long(told) {
        journal::became_known(writer, number)?;
    } else if is_long(taught) && !is_long(spoken) && !is_otherwise_known(writer, number)? {
        journal::is_stranger_again(writer, number, id)?;
    }
    Ok(())
}

/// Whether the user knows a number with which nobody talked.
fn is_otherwise_known(writer: &Writer<'_>, number: Number) -> Result<bool> {
    let KnownNumber { contact, rule, mark, partner } = known_number::find(writer, number)?;
    Ok(contact.is_some()
        || rule.is_some_and(|rule| rule.verdict == Verdict::Allow)
        || mark == Some(Opinion::Fine)
        || partner.dialled_at_ms.is_some())
}

/// Forgets the conversations that were learnt from calls of the journal.
pub(crate) fn forget_conversations(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute(
        "UPDATE partner SET spoken_at = NULL, spoken_seconds = NULL
         WHERE EXISTS (SELECT 1 FROM journal
                       WHERE journal.number = partner.number AND at = spoken_at)",
        (),
    )?;
    forget_strangers(writer)
}

/// Keeps the conversation that counts from now on.
fn keep(writer: &mut Writer<'_>, number: Number, spoken: Option<Conversation>) -> Result<()> {
    writer.execute(
        "INSERT INTO partner (number, spoken_at, spoken_seconds) VALUES (?1, ?2, ?3)
         ON CONFLICT (number) DO UPDATE
         SET spoken_at = excluded.spoken_at, spoken_seconds = excluded.spoken_seconds",
        (number.key(), spoken.map(|spoken| spoken.at_ms), spoken.map(|spoken| spoken.seconds)),
    )?;
    match spoken {
        Some(_) => Ok(()),
        None => forget_strangers(writer),
    }
}

/// Forgets whom the user neither dialled nor spoke with.
fn forget_strangers(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM partner WHERE dialled_at IS NULL AND spoken_at IS NULL", ())?;
    Ok(())
}

/// What is known of the number.
pub(crate) fn find(transaction: &Transaction<'_>, number: Number) -> Result<Partner> {
    let mut statement = transaction.prepare_cached(
        "SELECT dialled_at, spoken_at, spoken_seconds FROM partner WHERE number = ?1",
    )?;
    Ok(statement
        .query_row([number.key()], |row| Partner::from_row(row, 0))
        .optional()?
        .unwrap_or_default())
}

/// What was known of the number at a moment, as far as the calls of then are kept. A conversation begins
/// with the call in which it was.
pub(crate) fn find_as_of(reader: &Reader<'_>, number: Number, at_ms: i64) -> Result<Partner> {
    let Partner { dialled_at_ms, spoken } = find(reader, number)?;
    let dialled_at_ms = dialled_at_ms.filter(|&dialled| dialled <= at_ms);
    let kept = spoken.filter(|spoken| spoken.at_ms < at_ms);
    let told = conversations(reader, number, at_ms, None)?;
    Ok(Partner {
        dialled_at_ms: dialled_at_ms.max(outgoing::last_dialled(reader, number, at_ms)?),
        spoken: Conversation::that_counts(kept.into_iter().chain(told)),
    })
}

/// The conversations before a time in the calls that are kept, those of the user too, but for one call
/// of the journal.
fn conversations(
    transaction: &Transaction<'_>,
    number: Number,
    before_ms: i64,
    but_for: Option<i64>,
) -> Result<Vec<Conversation>> {
    let mut statement = transaction.prepare_cached(
        "SELECT at, talk_seconds FROM journal
         WHERE number = ?1 AND at < ?2 AND ending = 'answered' AND talk_seconds IS NOT NULL
           AND id IS NOT ?3
         UNION ALL
         SELECT at, talk_seconds FROM outgoing_call
         WHERE number = ?1 AND at < ?2 AND talk_seconds IS NOT NULL",
    )?;
    let rows = statement.query_map((number.key(), before_ms, but_for), |row| {
        Ok(Conversation { at_ms: row.get(0)?, seconds: row.get(1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Everybody dialled or spoken with.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<(Number, Partner)>> {
    let mut statement = reader
        .prepare_cached("SELECT number, dialled_at, spoken_at, spoken_seconds FROM partner")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, Partner::from_row(row, 1)?)))?;
    let rows: Vec<(i64, Partner)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().filter_map(|(key, found)| Some((Number::from_key(key)?, found))).collect())
}

impl Partner {
    /// Three columns, from this one on: when dialled, when spoken with, for how many seconds.
    pub(crate) fn from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        let spoken_at: Option<i64> = row.get(first + 1)?;
        let seconds: Option<u32> = row.get(first + 2)?;
        Ok(Self {
            dialled_at_ms: row.get(first)?,
            spoken: spoken_at.zip(seconds).map(|(at_ms, seconds)| Conversation { at_ms, seconds }),
        })
    }
}
