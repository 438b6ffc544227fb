//! The calls seen: what was decided and why, and what came of them.

mod facts_then;
mod learnt;
mod outcome;
mod past_policy;
mod retention;
mod search;
mod waiting;

use std::sync::Arc;

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::call::{IncomingCall, Moment, Presentation, RawNumber, Verification};
use crate::caller::Caller;
use crate::error::{Error, Result, parser_words};
use crate::facts::Facts;
use crate::lists::Listing;
use crate::marks::Opinion;
use crate::number::Number;
use crate::outgoing::{self, Dialled};
use crate::policy::InForce;
use crate::store::Writer;
use crate::verdict::{Decision, Reason, Verdict};

pub use learnt::{Attempts, Redial};
pub(crate) use learnt::{Block, COUNTED_AT_LEAST, Memory, attempts, redial, strangers_in_block};
pub use outcome::{CallOutcome, CallRef, Ending};
pub(crate) use outcome::{find as find_call, report as report_outcome, same_call};
pub(crate) use past_policy::all as past_policies;
pub use retention::Retention;
pub(crate) use retention::{read as retention, set as set_retention};
pub use search::JournalQuery;
pub(crate) use search::{each, find, page};
pub(crate) use waiting::{Unwritten, Waiting};

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
    /// The few words that a list had for the caller, or empty.
    pub label: String,
    /// The id that the app gave the call, if it did.
    pub call_id: Option<String>,
    /// What came of the call, once the app has reported it.
    pub outcome: Option<CallOutcome>,
    /// What the user reports about the caller by now.
    pub mark: Option<Opinion>,
}

impl JournalEntry {
    /// The call as it came, to decide it again. A number has the spelling of E.164; what was shown and
    /// is neither number nor name is not kept.
    pub fn call(&self) -> IncomingCall {
        let presentation = match self.caller {
            Caller::Withheld => Presentation::Withheld,
            Caller::Unknown => Presentation::Unknown,
            Caller::Payphone => Presentation::Payphone,
            Caller::Unavailable => Presentation::Unavailable,
            _ => Presentation::Allowed,
        };
        let number = match self.caller {
            Caller::Alphanumeric { name } => Some(name.expose().to_owned()),
            Caller::Unreadable => Some("+".to_owned()),
            caller => caller.number().map(Number::expose),
        };
        IncomingCall {
            number: number.map(RawNumber::new),
            presentation,
            verification: self.verification,
            line: self.line.clone(),
            at: self.at,
            call_id: self.call_id.clone(),
        }
    }
}

/// What an entry keeps of the call itself, as JSON.
#[derive(Serialize, Deserialize)]
struct Seen {
    caller: Caller,
    verification: Verification,
    line: Option<String>,
}

/// A call that waits to be written.
pub(crate) enum Pending {
    /// One that was decided.
    Decided(Box<Decided>),
    /// One that the user made.
    Dialled(Dialled),
}

/// A decision that waits to be written.
pub(crate) struct Decided {
    at: Moment,
    seen: Seen,
    verdict: Verdict,
    reason: Reason,
    label: String,
    call_id: Option<String>,
    basis: Option<Basis>,
}

/// What a decision was made on: the policy, and what was known of the caller.
struct Basis {
    policy: Arc<InForce>,
    facts: Facts,
    stranger: bool,
}

impl Pending {
    /// `policy` is the one that decided; after a fault none did, and nobody looked who it is.
    pub(crate) fn new(
        call: &IncomingCall,
        decision: &Decision,
        policy: Option<Arc<InForce>>,
    ) -> Self {
        let facts = &decision.trace.facts;
        Self::Decided(Box::new(Decided {
            at: call.at,
            seen: Seen {
                caller: facts.caller,
                verification: call.verification,
                line: call.line.clone(),
            },
            verdict: decision.verdict,
            reason: decision.reason.clone(),
            label: label(&facts.listings),
            call_id: call.call_id.clone(),
            basis: policy.map(|policy| {
                let stranger = facts.is_of_stranger(&policy, call.at);
                Basis { policy, facts: facts.clone(), stranger }
            }),
        }))
    }
}

/// The words of the first list that has any.
fn label(listings: &[Listing]) -> String {
    let mut labels = listings.iter().map(|listing| &listing.label);
    labels.find(|label| !label.is_empty()).cloned().unwrap_or_default()
}

/// What is learnt of a call that waits to be written.
#[derive(Clone, Copy)]
pub(crate) struct WaitingCall {
    pub(crate) key: i64,
    pub(crate) at_ms: i64,
    pub(crate) stranger: bool,
}

impl Pending {
    /// The call that was decided, if it shows a number.
    fn decided(&self) -> Option<WaitingCall> {
        let Self::Decided(decided) = self else { return None };
        let number = decided.seen.caller.number()?;
        let stranger = decided.basis.as_ref().is_some_and(|basis| basis.stranger);
        Some(WaitingCall { key: number.key(), at_ms: decided.at.unix_ms, stranger })
    }

    /// The call that the user made.
    fn dialled(&self) -> Option<Dialled> {
        match self {
            Self::Decided(_) => None,
            Self::Dialled(dialled) => Some(*dialled),
        }
    }
}

/// Writes what waited, and forgets what is too old.
pub(crate) fn write(writer: &mut Writer<'_>, pending: &[Arc<Pending>]) -> Result<()> {
    if pending.is_empty() {
        return Ok(());
    }
    for entry in pending {
        match &**entry {
            Pending::Decided(decided) => insert(writer, decided)?,
            Pending::Dialled(dialled) => outgoing::record(writer, *dialled)?,
        }
    }
    retention::apply(writer)
}

fn insert(writer: &Writer<'_>, entry: &Decided) -> Result<()> {
    let basis = entry.basis.as_ref();
    let policy = basis.map(|basis| past_policy::id(writer, &basis.policy)).transpose()?;
    writer
        .prepare_cached(
            "INSERT INTO journal (at, utc_offset_minutes, number, call, verdict, reason,
                                  stranger_until, facts, policy, label, call_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            entry.at.unix_ms,
            entry.at.utc_offset_minutes,
            entry.seen.caller.number().map(Number::key),
            json(&entry.seen)?,
            entry.verdict.code(),
            json(&entry.reason)?,
            basis.filter(|basis| basis.stranger).map(|_| STILL),
            basis.map(|basis| facts_then::text(&basis.facts)).transpose()?,
            policy,
            entry.label,
            entry.call_id,
        ])?;
    Ok(())
}

/// No call has this id: whoever is a stranger until then still is one.
const STILL: i64 = i64::MAX;

/// The user knows the caller from now on: what the number did before is no campaign's any more.
pub(crate) fn became_known(writer: &Writer<'_>, number: Number) -> Result<()> {
    writer
        .prepare_cached(
            "UPDATE journal
             SET stranger_until = (SELECT seq FROM sqlite_sequence WHERE name = 'journal')
             WHERE number = ?1 AND stranger_until = ?2",
        )?
        .execute((number.key(), STILL))?;
    Ok(())
}

/// What made the user know the caller, the call with this id, did not happen: what the number did counts
/// again, but for what ended before that call.
pub(crate) fn is_stranger_again(writer: &Writer<'_>, number: Number, id: i64) -> Result<()> {
    writer
        .prepare_cached(
            "UPDATE journal SET stranger_until = ?3 WHERE number = ?1 AND stranger_until >= ?2",
        )?
        .execute((number.key(), id, STILL))?;
    Ok(())
}

/// Who made a call.
pub(crate) fn caller_of(transaction: &Transaction<'_>, id: i64) -> Result<Caller> {
    let mut statement = transaction.prepare_cached("SELECT call FROM journal WHERE id = ?1")?;
    let seen: Option<Seen> = statement.query_row([id], |row| from_json(row, 0)).optional()?;
    Ok(seen.ok_or(Error::UnknownCall { id })?.caller)
}

/// Forgets one call.
pub(crate) fn forget(writer: &mut Writer<'_>, id: i64) -> Result<()> {
    match writer.execute("DELETE FROM journal WHERE id = ?1", [id])? {
        0 => Err(Error::UnknownCall { id }),
        _ => Ok(()),
    }
}

/// Forgets every call, those of the user too.
pub(crate) fn clear(writer: &mut Writer<'_>) -> Result<()> {
    writer.execute("DELETE FROM journal", ())?;
    outgoing::clear(writer)
}

fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(unwritable)
}

fn unwritable(error: serde_json::Error) -> Error {
    rusqlite::Error::ToSqlConversionFailure(error.into()).into()
}

fn from_json<T: for<'de> Deserialize<'de>>(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable_column(column, &error))
}

fn unreadable_column(column: usize, error: &serde_json::Error) -> rusqlite::Error {
    let words = parser_words(error).into();
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, words)
}
