//! What the journal teaches about a caller. However long it is, a look takes a bounded number of steps
//! along an index. Calls that wait to be written count like those that are.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Unwritten, WaitingCall};
use crate::call::Moment;
use crate::error::Result;
use crate::ladder::days_ms;
use crate::number::{E164, Number};
use crate::outgoing::Dialled;
use crate::store::Reader;

/// So many are counted even if the policy asks for fewer, to say more than that they are enough. Counting
/// costs each call, and beyond that it tells nobody more.
pub(crate) const COUNTED_AT_LEAST: u32 = 10;
/// So many calls within minutes tell a human from a robot.
const REDIALS_AT_MOST: u32 = 20;

/// How often a number called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// How many times; counted up to 10, or to as many as the policy asks for if they are more.
    pub calls: u32,
    /// On how many different days, on the clock of the last call; counted likewise.
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
    /// Of these the ones that the user made.
    pub(crate) dialled: &'calls [Dialled],
    /// Of the journal the calls with a smaller id: what came later is not known yet in a replay.
    pub(crate) before: i64,
}

impl<'calls> Memory<'calls> {
    /// The whole journal, and what waits for it.
    pub(crate) fn of_now(unwritten: &'calls Unwritten) -> Self {
        let Unwritten { calls, dialled } = unwritten;
        Self { waiting: calls, dialled, before: i64::MAX }
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

/// How many strangers called from the block between the two times, the number itself included; counted
/// up to `at_most`. Strangers when they called, that is, and since: what the journal says, not the
/// tables of today, so that a replay counts the same.
pub(crate) fn strangers_in_block(
    reader: &Reader<'_>,
    memory: Memory<'_>,
    block: Block,
    (since_ms, now_ms): (i64, i64),
    at_most: u32,
) -> Result<u32> {
    let waiting = memory.waiting.iter().filter(|call| {
        call.stranger
            && (block.low..=block.high).contains(&call.key)
            && (since_ms..=now_ms).contains(&call.at_ms)
    });
    // From number to number: one that calls without end must not be read call by call.
    let mut statement = reader.prepare_cached(
        "WITH RECURSIVE stranger (number) AS (
             SELECT (SELECT number FROM journal
                     WHERE number BETWEEN ?1 AND ?2 AND at BETWEEN ?3 AND ?4
                       AND +id < ?5 AND stranger_until >= ?5
                     ORDER BY number LIMIT 1)
             UNION ALL
             SELECT (SELECT number FROM journal
                     WHERE number > stranger.number AND number <= ?2 AND at BETWEEN ?3 AND ?4
                       AND +id < ?5 AND stranger_until >= ?5
                     ORDER BY number LIMIT 1)
             FROM stranger WHERE number IS NOT NULL
             LIMIT ?6)
         SELECT number FROM stranger WHERE number IS NOT NULL",
    )?;
    let values = [block.low, block.high, since_ms, now_ms, memory.before, at_most.into()];
    let written = statement.query_map(values, |row| row.get(0))?;
    let mut strangers: BTreeSet<_> = written.collect::<rusqlite::Result<_>>()?;
    strangers.extend(waiting.map(|call| call.key).chain([block.own]));
    Ok(u32::try_from(strangers.len()).unwrap_or(u32::MAX).min(at_most))
}

/// How often the number called between the two times, a call that comes now included; counted up to
/// `at_most`.
pub(crate) fn attempts(
    reader: &Reader<'_>,
    memory: Memory<'_>,
    number: Number,
    (since_ms, now_ms): (i64, i64),
    now: Moment,
    at_most: Attempts,
) -> Result<Attempts> {
    let key = number.key();
    let newest = |until_ms, limit| newest_calls(reader, memory, key, (since_ms, until_ms), limit);
    let written = newest(now_ms, at_most.calls)?;
    let waiting = of_number(memory.waiting, key, (since_ms, now_ms));
    let counted = |calls: usize| u32::try_from(calls).unwrap_or(u32::MAX);
    let calls = counted(written.len() + waiting.len() + 1).min(at_most.calls);

    let offset_ms = i64::from(now.utc_offset_minutes) * 60 * 1000;
    let day = |at_ms: i64| at_ms.saturating_add(offset_ms).div_euclid(days_ms(1));
    // From here on from day to day, for one that calls all day long.
    let mut earliest = written.last().copied().filter(|_| counted(written.len()) == at_most.calls);
    let mut days: BTreeSet<_> =
        written.into_iter().chain(waiting).chain([now_ms]).map(day).collect();
    while counted(days.len()) < at_most.days
        && let Some(at_ms) = earliest
    {
        earliest = newest(day(at_ms) * days_ms(1) - offset_ms - 1, 1)?.first().copied();
        days.extend(earliest.map(day));
    }
    Ok(Attempts { calls, days: counted(days.len()).min(at_most.days) })
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
    let mut times = newest_calls(reader, memory, key, (since_ms, now_ms), REDIALS_AT_MOST)?;
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

/// When the number called between the two times, of the calls that are written: the newest, newest
/// first.
fn newest_calls(
    reader: &Reader<'_>,
    memory: Memory<'_>,
    key: i64,
    (since_ms, until_ms): (i64, i64),
    limit: u32,
) -> Result<Vec<i64>> {
    let mut statement = reader.prepare_cached(
        "SELECT at FROM journal WHERE number = ?1 AND at BETWEEN ?2 AND ?3 AND +id < ?4
         ORDER BY at DESC LIMIT ?5",
    )?;
    let values = [key, since_ms, until_ms, memory.before, limit.into()];
    let times = statement.query_map(values, |row| row.get(0))?;
    Ok(times.collect::<rusqlite::Result<_>>()?)
}

/// When the number called, of the calls that wait.
fn of_number(waiting: &[WaitingCall], key: i64, (since_ms, now_ms): (i64, i64)) -> Vec<i64> {
    let calls =
        waiting.iter().filter(|call| call.key == key && (since_ms..=now_ms).contains(&call.at_ms));
    calls.map(|call| call.at_ms).collect()
}
