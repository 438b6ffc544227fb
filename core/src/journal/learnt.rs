//! What the journal teaches about a caller. However long it is, a look takes a bounded number of steps
//! along an index. Calls that wait to be written count like those that are.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::WaitingCall;
use crate::call::Moment;
use crate::error::Result;
use crate::ladder::days_ms;
use crate::number::{E164, Number};
use crate::policy::Spoken;
use crate::store::Reader;

/// So many calls of one number are counted at most, and on so many days.
const CALLS_AT_MOST: u32 = 100;
const DAYS_AT_MOST: usize = 31;
/// So many calls within minutes tell a human from a robot.
const REDIALS_AT_MOST: u32 = 20;

/// How often a number called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// How many times, counted up to 100.
    pub calls: u32,
    /// On how many different days, on the clock of the last call; counted up to 31.
    pub days: u32,
}

/// How quickly a number called again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redial {
    /// How many times it called, counted up to 20.
    pub calls: u32,
    /// The shortest time between two calls that followed each other, in milliseconds.
    pub shortest_gap_ms: i64,
}

/// What is remembered at a moment.
#[derive(Clone, Copy)]
pub(crate) struct Memory<'calls> {
    /// Calls that the journal does not have yet.
    pub(crate) waiting: &'calls [WaitingCall],
    /// Of the journal the calls with a smaller id: what came later is not known yet in a replay.
    pub(crate) before: i64,
}

impl<'calls> Memory<'calls> {
    /// The whole journal, and what waits for it.
    pub(crate) fn of_now(waiting: &'calls [WaitingCall]) -> Self {
        Self { waiting, before: i64::MAX }
    }
}

/// A block of numbers, around one of them.
#[derive(Clone, Copy)]
pub(crate) struct Block {
    low: i64,
    high: i64,
    own: i64,
}

impl Block {
    /// The block of so many numbers, a power of ten, that the number lies in.
    pub(crate) fn of(number: E164, size: u32) -> Self {
        let size = u64::from(size.max(1));
        let low = number.digits() / size * size;
        let [low, high, own] = [low, low + (size - 1), number.digits()]
            .map(|key| i64::try_from(key).unwrap_or(i64::MAX));
        Self { low, high, own }
    }
}

/// How many strangers called from the block between the two times, the number itself left out. Whom the
/// user knows by now is none; of those spoken with, `spoken` says with whom long enough.
pub(crate) fn strangers_in_block(
    reader: &Reader<'_>,
    memory: Memory<'_>,
    block: Block,
    (since_ms, now_ms): (i64, i64),
    spoken: Option<&Spoken>,
) -> Result<u32> {
    // From number to number: one that calls without end must not be read call by call. The plus keeps
    // SQLite from going through the ids instead.
    let mut statement = reader.prepare_cached(
        "SELECT number FROM journal
         WHERE stranger = 1 AND number > ?1 AND number <= ?2 AND at BETWEEN ?3 AND ?4 AND +id < ?6
           AND number NOT IN (SELECT number FROM contact)
           AND NOT EXISTS (SELECT 1 FROM partner WHERE partner.number = journal.number
                           AND (dialled_at NOT NULL OR spoken_seconds >= ?5))
           AND number NOT IN (SELECT number FROM mark WHERE call_centre = 0)
         ORDER BY number LIMIT 1",
    )?;
    let seconds = spoken.map_or(u32::MAX, |spoken| spoken.seconds);
    let mut strangers = BTreeSet::new();
    let mut last = block.low - 1;
    while let Some(number) = statement
        .query_row([last, block.high, since_ms, now_ms, seconds.into(), memory.before], |row| {
            row.get::<_, i64>(0)
        })
        .optional()?
    {
        strangers.insert(number);
        last = number;
    }
    let waiting = memory.waiting.iter().filter(|call| {
        call.stranger
            && (block.low..=block.high).contains(&call.key)
            && (since_ms..=now_ms).contains(&call.at_ms)
    });
    strangers.extend(waiting.map(|call| call.key));
    strangers.remove(&block.own);
    Ok(u32::try_from(strangers.len()).unwrap_or(u32::MAX))
}

/// How often the number called between the two times, a call that comes now included.
pub(crate) fn attempts(
    reader: &Reader<'_>,
    memory: Memory<'_>,
    number: Number,
    (since_ms, now_ms): (i64, i64),
    now: Moment,
) -> Result<Attempts> {
    let key = number.key();
    let mut statement = reader.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM journal
                               WHERE number = ?1 AND at BETWEEN ?2 AND ?3 AND +id < ?5
                               LIMIT ?4)",
    )?;
    let written: u32 = statement
        .query_row(params![key, since_ms, now_ms, CALLS_AT_MOST, memory.before], |row| {
            row.get(0)
        })?;
    let waiting = of_number(memory.waiting, key, (since_ms, now_ms));
    let calls = written + u32::try_from(waiting.len()).unwrap_or(CALLS_AT_MOST) + 1;

    let offset_ms = i64::from(now.utc_offset_minutes) * 60 * 1000;
    let day = |at_ms: i64| at_ms.saturating_add(offset_ms).div_euclid(days_ms(1));
    let mut days: BTreeSet<_> = waiting.into_iter().chain([now_ms]).map(day).collect();
    // From day to day, for one that calls all day long.
    let mut statement = reader.prepare_cached(
        "SELECT at FROM journal WHERE number = ?1 AND at BETWEEN ?2 AND ?3 AND +id < ?4
         ORDER BY at DESC LIMIT 1",
    )?;
    let mut until = now_ms;
    while days.len() < DAYS_AT_MOST
        && let Some(at_ms) = statement
            .query_row([key, since_ms, until, memory.before], |row| row.get::<_, i64>(0))
            .optional()?
    {
        days.insert(day(at_ms));
        until = day(at_ms) * days_ms(1) - offset_ms - 1;
    }
    let days = u32::try_from(days.len().min(DAYS_AT_MOST)).unwrap_or(u32::MAX);
    Ok(Attempts { calls: calls.min(CALLS_AT_MOST), days })
}

/// How quickly the number called again between the two times, with a call that comes now; `None` when it
/// did not call before.
pub(crate) fn redial(
    reader: &Reader<'_>,
    memory: Memory<'_>,
    number: Number,
    (since_ms, now_ms): (i64, i64),
) -> Result<Option<Redial>> {
    let key = number.key();
    let mut statement = reader.prepare_cached(
        "SELECT at FROM journal WHERE number = ?1 AND at BETWEEN ?2 AND ?3 AND +id < ?5
         ORDER BY at DESC LIMIT ?4",
    )?;
    let values = params![key, since_ms, now_ms, REDIALS_AT_MOST, memory.before];
    let rows = statement.query_map(values, |row| row.get::<_, i64>(0))?;
    let mut times: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    times.extend(of_number(memory.waiting, key, (since_ms, now_ms)));
    times.push(now_ms);
    times.sort_unstable();
    let gaps = times.windows(2).filter_map(|pair| match pair {
        [one, next] => Some(next - one),
        _ => None,
    });
    let calls = u32::try_from(times.len()).unwrap_or(u32::MAX).min(REDIALS_AT_MOST);
    Ok(gaps.min().map(|shortest_gap_ms| Redial { calls, shortest_gap_ms }))
}

/// When the number called, of the calls that wait.
fn of_number(waiting: &[WaitingCall], key: i64, (since_ms, now_ms): (i64, i64)) -> Vec<i64> {
    let calls =
        waiting.iter().filter(|call| call.key == key && (since_ms..=now_ms).contains(&call.at_ms));
    calls.map(|call| call.at_ms).collect()
}
