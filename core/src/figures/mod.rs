//! Figures for people: what the journal amounts to. Pure functions over its calls and what is known of
//! their callers when the figures are made.

mod blocks;
mod effects;
mod reach;
mod tally;

use std::ops::AddAssign;

use serde::Serialize;

pub use self::blocks::BlockCount;
pub use self::effects::ListEffect;
pub use self::reach::Reachability;
pub(crate) use self::reach::Wanted;
pub(crate) use self::tally::{Counted, Tally};

use crate::call::Moment;
use crate::number::Region;
use crate::verdict::{Reason, Verdict};

/// The calls of a period, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// The earliest call; `None` when there is none.
    pub first_at: Option<Moment>,
    /// The latest call.
    pub last_at: Option<Moment>,
    /// All calls.
    pub verdicts: VerdictCounts,
    /// By reason, the most frequent first.
    pub reasons: Vec<ReasonCount>,
    /// By where the number belongs, the most frequent first.
    pub origins: Vec<OriginCount>,
    /// By hour of the day on the clock on the wall of each call: 24, from midnight.
    pub hours: Vec<VerdictCounts>,
    /// By day of the week: 7, Monday first.
    pub weekdays: Vec<VerdictCounts>,
    /// By day, those with a call, in their order.
    pub days: Vec<DayCount>,
    /// The blocks of 100 numbers from which most different strangers called, at most
    /// [`BlockCount::AT_MOST`].
    pub blocks: Vec<BlockCount>,
    /// Whether those whom the user wants to hear got through.
    pub reachability: Reachability,
    /// What each list did, by name.
    pub lists: Vec<ListEffect>,
}

/// How many calls got which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VerdictCounts {
    /// Calls that rang.
    pub allow: u64,
    /// Calls sent to voicemail.
    pub voicemail: u64,
    /// Calls rejected.
    pub reject: u64,
}

impl VerdictCounts {
    /// All calls together.
    pub fn total(self) -> u64 {
        self.allow + self.voicemail + self.reject
    }

    /// The calls that got this verdict.
    pub fn of(self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Allow => self.allow,
            Verdict::Voicemail => self.voicemail,
            Verdict::Reject => self.reject,
        }
    }

    fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Allow => self.allow += 1,
            Verdict::Voicemail => self.voicemail += 1,
            Verdict::Reject => self.reject += 1,
        }
    }
}

impl AddAssign for VerdictCounts {
    fn add_assign(&mut self, other: Self) {
        self.allow += other.allow;
        self.voicemail += other.voicemail;
        self.reject += other.reject;
    }
}

/// The calls decided for one reason, whatever its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReasonCount {
    /// The reason's code.
    pub code: String,
    /// One of the reasons with this code, for [`crate::text::reason_in_general`] to put into words. Its
    /// parameters are of one call.
    #[serde(skip)]
    pub example: Reason,
    /// Its calls.
    #[serde(flatten)]
    pub calls: VerdictCounts,
}

/// Where a caller's number belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// A country; of several that share a calling code, and whose numbers do not tell, the main one.
    Country {
        /// The country.
        region: Region,
    },
    /// An international number of no country, such as those of satellites.
    NoCountry,
    /// A short number, which means something only at home.
    Short,
    /// No number, or none that can be read.
    NoNumber,
}

/// The calls from one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginCount {
    /// The place.
    #[serde(flatten)]
    pub origin: Origin,
    /// Its calls.
    #[serde(flatten)]
    pub calls: VerdictCounts,
}

/// The calls of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// The day on the clock on the wall, such as 2026-11-21.
    pub day: String,
    /// Its calls.
    #[serde(flatten)]
    pub calls: VerdictCounts,
}
