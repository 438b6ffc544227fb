//! Figures on the journal.

use callscreen_core::call::Moment;
use callscreen_core::figures::{
    BlockCount, DayCount, Figures, ListEffect, Origin, OriginCount, Reachability, ReasonCount,
    VerdictCounts,
};
use callscreen_core::number::{Prefix, Region};
use callscreen_core::text::{self, Language};
use callscreen_core::verdict::Reason;

use crate::{Screener, ScreenerError};

#[uniffi::export]
impl Screener {
    /// Figures on the calls from `since` to before `until`; none for all there are on that side. What
    /// is told of callers and lists is what is known now, at `now`.
    pub fn figures(
        &self,
        since: Option<Moment>,
        until: Option<Moment>,
        now: Moment,
    ) -> Result<Figures, ScreenerError> {
        Ok(self.0.figures(since, until, now)?)
    }
}

/// What reasons of this kind have in common, whatever their parameters: "on a list of call centres".
/// For the counts of [`ReasonCount`].
#[uniffi::export]
pub fn describe_reason_in_general(
    reason: &Reason,
    language: Language,
) -> Result<String, ScreenerError> {
    Ok(text::reason_in_general(reason, language))
}

/// The calls of a period, counted.
#[uniffi::remote(Record)]
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
    /// The blocks of 100 numbers from which most different strangers called, at most ten.
    pub blocks: Vec<BlockCount>,
    /// Whether those whom the user wants to hear got through.
    pub reachability: Reachability,
    /// What each list did, by name.
    pub lists: Vec<ListEffect>,
}

/// How many calls got which verdict.
#[uniffi::remote(Record)]
pub struct VerdictCounts {
    /// Calls that rang.
    pub allow: u64,
    /// Calls sent to voicemail.
    pub voicemail: u64,
    /// Calls rejected.
    pub reject: u64,
}

/// The calls decided for one reason, whatever its parameters.
#[uniffi::remote(Record)]
pub struct ReasonCount {
    /// The reason's code.
    pub code: String,
    /// One of the reasons with this code, for `describe_reason_in_general` to put into words. Its
    /// parameters are of one call.
    pub example: Reason,
    /// Its calls.
    pub calls: VerdictCounts,
}

/// Where a caller's number belongs.
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Record)]
pub struct OriginCount {
    /// The place.
    pub origin: Origin,
    /// Its calls.
    pub calls: VerdictCounts,
}

/// The calls of one day.
#[uniffi::remote(Record)]
pub struct DayCount {
    /// The day on the clock on the wall, such as 2026-11-21.
    pub day: String,
    /// Its calls.
    pub calls: VerdictCounts,
}

/// A block of 100 numbers, which share everything but the last two digits, and the strangers who
/// called from it.
#[uniffi::remote(Record)]
pub struct BlockCount {
    /// What its numbers share. For a screen, never for a log.
    pub prefix: Prefix,
    /// How many different strangers called.
    pub strangers: u32,
    /// How often, all together.
    pub calls: u64,
}

/// Whether those whom the user wants to hear got through.
///
/// A number is *wanted* if it is in the address book, allowed by an own rule, reported as fine, or was
/// dialled by the user before the approach began: to ring a stranger back is an answer, and says nothing
/// about those who got none. One that the user blocks or reported as a call centre is not. An *approach*
/// is a first call and all others of the number until it is due to be rung back, as the callback desk
/// reckons.
#[uniffi::remote(Record)]
pub struct Reachability {
    /// Different wanted numbers that called.
    pub callers: u64,
    /// Their approaches: the sum of those below, but for `known`.
    pub approaches: u64,
    /// A call was answered.
    pub got_through: u64,
    /// None was answered, but the user dialled the number before it was due, or said to have rung back.
    pub called_back: u64,
    /// Neither.
    pub missed: u64,
    /// It is not due yet.
    pub open: u64,
    /// Nobody knows: no outcome of a call that rang was reported.
    pub unknown: u64,
    /// Of how many approaches it is known whether they reached the user: those that got through, were
    /// called back or missed. A share of fewer than ten says little.
    pub known: u64,
}

/// What one list did. All but `decided` goes by what the lists hold when the figures are made, for the
/// journal keeps only which list decided.
#[uniffi::remote(Record)]
pub struct ListEffect {
    /// The list.
    pub list: String,
    /// Whether it is there and asked. One that was removed or switched off can still have decided.
    pub asked: bool,
    /// Calls that it decided.
    pub decided: u64,
    /// Calls from numbers that it knows and counts for.
    pub known: u64,
    /// Those of them that no other list counts for and no regulator reserves.
    pub only: u64,
    /// Different callers that it knows and counts for, but the user reported as fine: its mistakes.
    pub reported_fine: u64,
}
