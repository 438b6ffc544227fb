//! What another policy would have done.

use std::path::Path;

use callscreen_core::call::Moment;
use callscreen_core::caller::Caller;
use callscreen_core::policy::Policy;
use callscreen_core::replay::{
    LogRows, Replay, ReplayOutcome, ReplayedCall, Ruling, VerdictChange,
};
use callscreen_core::time_zone::TimeZone;
use callscreen_core::verdict::{Reason, Verdict};

use crate::{Screener, ScreenerError};

#[uniffi::export]
impl Screener {
    /// Decides the calls of the journal from `since` to before `until` once more, under a policy given
    /// as JSON, and changes nothing. None for all there are on that side; what was learnt from earlier
    /// calls counts all the same.
    pub fn replay(
        &self,
        policy: &str,
        since: Option<Moment>,
        until: Option<Moment>,
    ) -> Result<Replay, ScreenerError> {
        Ok(self.0.replay(&Policy::from_json(policy)?, since, until)?)
    }

    /// Decides the calls of a call log in a file, under a policy given as JSON and under the one in
    /// force, and changes nothing. Times in the file without an offset are of the clock in a time zone: a
    /// place of the IANA database, or an offset such as `+01:00`.
    pub fn replay_log(
        &self,
        policy: &str,
        path: &str,
        time_zone: &str,
    ) -> Result<Replay, ScreenerError> {
        let policy = Policy::from_json(policy)?;
        let zone: TimeZone = time_zone.parse()?;
        let offset_at = |unix_ms| zone.offset_minutes(unix_ms);
        Ok(self.0.replay_log(&policy, Path::new(path), &offset_at)?)
    }
}

/// What another policy would have done.
#[uniffi::remote(Record)]
pub struct Replay {
    /// The calls decided again.
    pub calls: u64,
    /// Calls with the same verdict as before.
    pub kept: u64,
    /// Calls with another verdict.
    pub changed: u64,
    /// Calls that nothing can be said about: what was known then cannot be told any more. Even the policy
    /// that decided them would not give them back the verdict that they got, because the journal has
    /// forgotten calls that taught it something; or there was a fault.
    pub uncertain: u64,
    /// The changes, by what they were and what they would be; the most frequent first.
    pub changes: Vec<VerdictChange>,
    /// Every call, the earliest first.
    pub each: Vec<ReplayedCall>,
    /// What became of the rows of the call log, if one was read.
    pub log: Option<LogRows>,
}

/// Calls that would change in the same way: from one verdict for one kind of reason to another.
#[uniffi::remote(Record)]
pub struct VerdictChange {
    /// What became of the first of them, and why.
    pub from: Ruling,
    /// What would have become of it.
    pub to: Ruling,
    /// How many they are.
    pub calls: u64,
}

/// A call decided again.
#[uniffi::remote(Record)]
pub struct ReplayedCall {
    /// Its id in the journal; `None` for one of a call log.
    pub id: Option<i64>,
    /// When it came.
    pub at: Moment,
    /// Who called.
    pub caller: Caller,
    /// What became of it: in the journal, or under the policy in force for a call log.
    pub before: Ruling,
    /// What would have become of it.
    pub after: Ruling,
    /// How the two compare.
    pub outcome: ReplayOutcome,
}

/// A verdict and why.
#[uniffi::remote(Record)]
pub struct Ruling {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
}

/// What a replay says about a call.
#[uniffi::remote(Enum)]
pub enum ReplayOutcome {
    /// The same verdict.
    Kept,
    /// Another verdict.
    Changed,
    /// What was known then cannot be told any more.
    Uncertain,
}

/// What became of the rows of a call log.
#[uniffi::remote(Record)]
pub struct LogRows {
    /// Rows read, headers and blank lines not counted.
    pub rows: u64,
    /// Rows that are no call: without a time, or with a value that means nothing.
    pub skipped: u64,
    /// The first of their lines, from 1.
    pub first_skipped: Vec<u64>,
}
