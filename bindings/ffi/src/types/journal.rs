//! Calls seen, and what came of them.

use callscreen_core::call::{Moment, RawNumber, Verification};
use callscreen_core::caller::Caller;
use callscreen_core::journal::{
    CallOutcome, CallRef, Ending, JournalEntry, JournalQuery, Retention,
};
use callscreen_core::marks::Opinion;
use callscreen_core::verdict::{Reason, Verdict};

/// A call as it was answered.
#[uniffi::remote(Record)]
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

/// Which calls of the journal are wanted. What is left open does not matter.
#[uniffi::remote(Record)]
pub struct JournalQuery {
    /// From this number, in any spelling.
    #[uniffi(default = None)]
    pub number: Option<RawNumber>,
    /// At this time or later.
    #[uniffi(default = None)]
    pub since: Option<Moment>,
    /// Before this time.
    #[uniffi(default = None)]
    pub until: Option<Moment>,
    /// With this verdict.
    #[uniffi(default = None)]
    pub verdict: Option<Verdict>,
    /// With this text in the caller's label; letters of ASCII may be small or large.
    #[uniffi(default = None)]
    pub label: Option<String>,
    /// Older than the call with this id: the last one of the page before, to go on behind it.
    #[uniffi(default = None)]
    pub before: Option<i64>,
}

/// What came of a call.
#[uniffi::remote(Record)]
pub struct CallOutcome {
    /// How it ended.
    pub ending: Ending,
    /// For how many seconds it rang.
    #[uniffi(default = None)]
    pub ring_seconds: Option<u32>,
    /// For how many seconds they talked, in a call that was answered. In others a phone's call log
    /// tells how long the message is, or 0: that is not kept.
    #[uniffi(default = None)]
    pub talk_seconds: Option<u32>,
}

/// How a call ended.
#[uniffi::remote(Enum)]
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

/// Which call of the journal is meant.
#[uniffi::remote(Enum)]
pub enum CallRef {
    /// The one with this id in the journal.
    Id {
        /// The id of the entry.
        id: i64,
    },
    /// The last one that the app screened under this id.
    CallId {
        /// The `call_id` of the incoming call.
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

/// How long the journal keeps calls. What the ladder learns from it reaches no further back.
#[uniffi::remote(Record)]
pub struct Retention {
    /// For how many days, 1 to 3650.
    pub days: u32,
    /// How many calls, the newest; 100 to 1,000,000.
    pub calls: u32,
}
