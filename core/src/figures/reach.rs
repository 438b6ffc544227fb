use std::collections::BTreeMap;

use serde::Serialize;

use crate::call::Moment;
use crate::journal::{Ending, JournalEntry};
use crate::verdict::Verdict;

/// Within so long, a call back is in time: a day, as in private.
const IN_TIME_MS: i64 = 24 * 60 * 60 * 1000;

/// Whether those whom the user wants to hear got through.
///
/// A number is *wanted* if it is in the address book, allowed by an own rule, reported as fine, or was
/// dialled by the user. One that the user blocks or reported as a call
/// centre is not. An *approach* is a first call and all others of the number within a day of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reachability {
    /// Different wanted numbers that called.
    pub callers: u64,
    /// Their approaches: the sum of those below.
    pub approaches: u64,
    /// A call was answered.
    pub got_through: u64,
    /// None was answered, but the user dialled the number within the day.
    pub called_back: u64,
    /// Neither.
    pub missed: u64,
    /// The day is not over yet.
    pub open: u64,
    /// Nobody knows: no outcome of a call that rang was reported, or the user dialled the number after
    /// the day, and only the last time is kept.
    pub unknown: u64,
}

impl Reachability {
    /// The share that got through or was called back in time, of those approaches that are known and
    /// over, from 0 to 100; `None` when there is none.
    pub fn percent(self) -> Option<u64> {
        let reached = self.got_through + self.called_back;
        (reached * 100).checked_div(reached + self.missed)
    }
}

/// Approaches under way.
pub(super) struct Reach {
    now_ms: i64,
    callers: BTreeMap<i64, Approach>,
    reachability: Reachability,
}

struct Approach {
    since_ms: i64,
    dialled_at_ms: Option<i64>,
    answered: bool,
    unreported: bool,
}

impl Reach {
    pub(super) fn new(now: Moment) -> Self {
        Self {
            now_ms: now.unix_ms,
            callers: BTreeMap::new(),
            reachability: Reachability::default(),
        }
    }

    /// Counts a call of a wanted number. Calls come in the order of their times.
    pub(super) fn count(&mut self, entry: &JournalEntry, dialled_at_ms: Option<i64>) {
        let Some(number) = entry.caller.number() else { return };
        let at_ms = entry.at.unix_ms;
        let begun = self.callers.get(&number.key());
        if begun.is_none_or(|approach| at_ms >= approach.end_ms()) {
            let approach =
                Approach { since_ms: at_ms, dialled_at_ms, answered: false, unreported: false };
            match self.callers.insert(number.key(), approach) {
                Some(over) => self.close(&over),
                None => self.reachability.callers += 1,
            }
        }
        if let Some(approach) = self.callers.get_mut(&number.key()) {
            let ending = entry.outcome.map(|outcome| outcome.ending);
            approach.answered |= ending == Some(Ending::Answered);
            approach.unreported |= ending.is_none() && entry.verdict == Verdict::Allow;
        }
    }

    fn close(&mut self, approach: &Approach) {
        let end_ms = approach.end_ms();
        let back_in_time = |dialled: i64| (approach.since_ms..end_ms).contains(&dialled);
        let back_later = |dialled: i64| dialled >= end_ms;
        let counts = &mut self.reachability;
        counts.approaches += 1;
        *match approach.dialled_at_ms {
            _ if approach.answered => &mut counts.got_through,
            Some(dialled) if back_in_time(dialled) => &mut counts.called_back,
            Some(dialled) if back_later(dialled) => &mut counts.unknown,
            _ if approach.unreported => &mut counts.unknown,
            _ if end_ms > self.now_ms => &mut counts.open,
            _ => &mut counts.missed,
        } += 1;
    }

    pub(super) fn finish(mut self) -> Reachability {
        for approach in std::mem::take(&mut self.callers).into_values() {
            self.close(&approach);
        }
        self.reachability
    }
}

impl Approach {
    fn end_ms(&self) -> i64 {
        self.since_ms.saturating_add(IN_TIME_MS)
    }
}
