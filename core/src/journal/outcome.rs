//! What came of a call after the verdict, as the app reports it.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::call::{Moment, RawNumber};
use crate::caller;
use crate::error::{Error, Result};
use crate::number::Region;
use crate::store::Writer;

/// How far the times of a call may lie apart that the app and the phone's call log tell. The log may
/// count from the first ring, and a call that was screened rings a few seconds later.
const SAME_CALL_MS: i64 = 60_000;

/// The first and the last time at which it may be the same call.
pub(crate) fn same_call(at_ms: i64) -> [i64; 2] {
    [-SAME_CALL_MS, SAME_CALL_MS].map(|by| at_ms.saturating_add(by))
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallOutcome {
    /// How it ended.
    pub ending: Ending,
    /// For how many seconds it rang.
    #[serde(default)]
    pub ring_seconds: Option<u32>,
    /// For how many seconds they talked, in a call that was answered. In others a phone's call log
    /// tells how long the message is, or 0: that is not kept.
    #[serde(default)]
    pub talk_seconds: Option<u32>,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The user took the call.
    Answered,
    /// Nobody took it, and the caller left no message.
    Missed,
    /// The user turned it down.
    Declined,
    /// The caller left a message.
    MessageLeft,
    /// The caller hung up after the first ring: whoever calls back may pay for it.
    RangOnce,
}

impl Ending {
    /// Every ending.
    pub const ALL: [Self; 5] =
        [Self::Answered, Self::Missed, Self::Declined, Self::MessageLeft, Self::RangOnce];

    /// The stable code, as JSON and the store write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Missed => "missed",
            Self::Declined => "declined",
            Self::MessageLeft => "message_left",
            Self::RangOnce => "rang_once",
        }
    }

    /// The ending with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.code() == code)
    }
}

/// Which call of the journal is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum CallRef {
    /// The one with this id in the journal.
    Id {
        /// The id of the entry.
        id: i64,
    },
    /// The last one that the app screened under this id.
    CallId {
        /// [`crate::call::IncomingCall::call_id`].
        call_id: String,
    },
    /// The one at this time, give or take a minute, as a phone's call log tells it.
    Seen {
        /// The caller's number in any spelling; `None` when the call showed none.
        number: Option<RawNumber>,
        /// When the call arrived.
        at: Moment,
    },
}

/// The id of the call that is meant.
pub(crate) fn find(writer: &Writer<'_>, call: &CallRef, home: &[Region]) -> Result<i64> {
    let found = match call {
        CallRef::Id { id } => writer
            .prepare_cached("SELECT id FROM journal WHERE id = ?1")?
            .query_row([id], |row| row.get(0)),
        CallRef::CallId { call_id } => writer
            .prepare_cached("SELECT id FROM journal WHERE call_id = ?1 ORDER BY id DESC LIMIT 1")?
            .query_row([call_id], |row| row.get(0)),
        CallRef::Seen { number, at } => {
            let key = number.as_ref().and_then(|raw| caller::number_of(raw.expose(), home).ok());
            let key = key.map(crate::number::Number::key);
            let times = same_call(at.unix_ms);
            writer
                .prepare_cached(
                    "SELECT id FROM journal WHERE at BETWEEN ?2 AND ?3 AND number IS ?1
                     ORDER BY abs(at - ?4), id DESC LIMIT 1",
                )?
                .query_row(params![key, times[0], times[1], at.unix_ms], |row| row.get(0))
        }
    };
    found.optional()?.ok_or(Error::CallNotFound)
}

/// Keeps what came of a call, in place of what was reported before.
pub(crate) fn report(writer: &mut Writer<'_>, id: i64, outcome: &CallOutcome) -> Result<()> {
    let talk_seconds = outcome.talk_seconds.filter(|_| outcome.ending == Ending::Answered);
    writer
        .prepare_cached(
            "UPDATE journal SET ending = ?2, ring_seconds = ?3, talk_seconds = ?4 WHERE id = ?1",
        )?
        .execute(params![id, outcome.ending.code(), outcome.ring_seconds, talk_seconds])?;
    Ok(())
}
