//! Finding calls again.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::{Deserialize, Serialize};

use super::{CallOutcome, Ending, JournalEntry, Seen, facts_then, from_json};
use crate::call::{Moment, RawNumber};
use crate::caller;
use crate::error::{Error, Result};
use crate::facts::Facts;
use crate::marks::Opinion;
use crate::number::Region;
use crate::store::Reader;
use crate::verdict::Verdict;

/// Which calls of the journal are wanted. What is left open does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JournalQuery {
    /// From this number, in any spelling.
    pub number: Option<RawNumber>,
    /// At this time or later.
    pub since: Option<Moment>,
    /// Before this time.
    pub until: Option<Moment>,
    /// With this verdict.
    pub verdict: Option<Verdict>,
    /// With this text in the caller's label; letters of ASCII may be small or large.
    pub label: Option<String>,
    /// Older than the call with this id: the last one of the page before, to go on behind it.
    pub before: Option<i64>,
}

impl JournalQuery {
    /// Whether every call is wanted.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }
}

/// What is read of each call.
const COLUMNS: &str = "
    journal.id, journal.at, journal.utc_offset_minutes, call, verdict, reason, label, call_id,
    ending, ring_seconds, talk_seconds, mark.number, mark.call_centre, mark.category";

/// The newest calls of those wanted, newest first: by their times, and then in the order in which they
/// came.
pub(crate) fn find(
    reader: &Reader<'_>,
    query: &JournalQuery,
    home: &[Region],
    limit: u32,
) -> Result<Vec<JournalEntry>> {
    let (conditions, values) = conditions(query, home)?;
    if let Some(id) = query.before {
        super::caller_of(reader, id)?;
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM journal LEFT JOIN mark ON mark.number = journal.number
         WHERE {conditions} ORDER BY journal.at DESC, journal.id DESC LIMIT {limit}"
    );
    let mut statement = reader.prepare_cached(&sql)?;
    let entries = statement.query_map(params_from_iter(values), entry)?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// The first calls with an id above `after` of those wanted, in the order in which they came.
pub(crate) fn page(
    reader: &Reader<'_>,
    query: &JournalQuery,
    home: &[Region],
    after: i64,
    limit: u32,
) -> Result<Vec<JournalEntry>> {
    let (conditions, mut values) = conditions(query, home)?;
    values.push(Value::Integer(after));
    let sql = format!(
        "SELECT {COLUMNS} FROM journal LEFT JOIN mark ON mark.number = journal.number
         WHERE {conditions} AND journal.id > ? ORDER BY journal.id LIMIT {limit}"
    );
    let mut statement = reader.prepare_cached(&sql)?;
    let entries = statement.query_map(params_from_iter(values), entry)?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// What the journal keeps of the moment of a call beside its entry.
pub(crate) struct Then {
    /// The caller was a stranger.
    pub(crate) stranger: bool,
    /// The policy that decided, among [`super::past_policies`]; `None` after a fault, and in what earlier
    /// versions wrote.
    pub(crate) policy: Option<i64>,
    /// What was known of the caller; `None` likewise.
    facts: Option<String>,
}

impl Then {
    /// What was known of the caller of this call, but for what is learnt from the calls before; `None`
    /// after a fault, and in what earlier versions wrote.
    pub(crate) fn facts(&self, entry: &JournalEntry) -> Result<Option<Facts>> {
        let read = |text: &String| facts_then::read(text, entry.caller, entry.verification);
        self.facts.as_ref().map(read).transpose()
    }
}

/// Passes on every call from `since_ms` to before `until_ms`, in the order of their times.
pub(crate) fn each(
    reader: &Reader<'_>,
    (since_ms, until_ms): (i64, i64),
    mut pass_on: impl FnMut(JournalEntry, &Then) -> Result<()>,
) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS}, stranger_until IS NOT NULL, policy, facts
         FROM journal LEFT JOIN mark ON mark.number = journal.number
         WHERE journal.at >= ?1 AND journal.at < ?2 ORDER BY journal.at, journal.id"
    );
    let mut statement = reader.prepare_cached(&sql)?;
    let mut rows = statement.query([since_ms, until_ms])?;
    while let Some(row) = rows.next()? {
        let then = Then { stranger: row.get(14)?, policy: row.get(15)?, facts: row.get(16)? };
        pass_on(entry(row)?, &then)?;
    }
    Ok(())
}

fn conditions(query: &JournalQuery, home: &[Region]) -> Result<(String, Vec<Value>)> {
    let JournalQuery { number, since, until, verdict, label, before } = query;
    let mut conditions = vec!["1"];
    let mut values = Vec::new();
    let mut add = |condition, value| {
        conditions.push(condition);
        values.push(value);
    };
    if let Some(raw) = number {
        let number = caller::number_of(raw.expose(), home).map_err(|_| Error::InvalidNumber)?;
        add("journal.number = ?", Value::Integer(number.key()));
    }
    if let Some(since) = since {
        add("journal.at >= ?", Value::Integer(since.unix_ms));
    }
    if let Some(until) = until {
        add("journal.at < ?", Value::Integer(until.unix_ms));
    }
    if let Some(verdict) = verdict {
        add("verdict = ?", Value::Text(verdict.code().to_owned()));
    }
    if let Some(label) = label {
        // Not LIKE, in which some characters have a meaning.
        add("instr(lower(label), lower(?)) > 0", Value::Text(label.clone()));
    }
    if let Some(before) = before {
        let before = Value::Integer(*before);
        add("(journal.at, journal.id) < (SELECT at, id FROM journal WHERE id = ?)", before);
    }
    Ok((conditions.join(" AND "), values))
}

fn entry(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    let seen: Seen = from_json(row, 3)?;
    let ending: Option<String> = row.get(8)?;
    let outcome = match ending.as_deref().and_then(Ending::from_code) {
        Some(ending) => {
            Some(CallOutcome { ending, ring_seconds: row.get(9)?, talk_seconds: row.get(10)? })
        }
        None => None,
    };
    let marked = row.get::<_, Option<i64>>(11)?.is_some();
    Ok(JournalEntry {
        id: row.get(0)?,
        at: Moment { unix_ms: row.get(1)?, utc_offset_minutes: row.get(2)? },
        caller: seen.caller,
        verification: seen.verification,
        line: seen.line,
        verdict: row.get(4)?,
        reason: from_json(row, 5)?,
        label: row.get(6)?,
        call_id: row.get(7)?,
        outcome,
        mark: if marked { Some(Opinion::from_row(row, 12)?) } else { None },
    })
}
