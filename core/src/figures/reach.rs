use std::collections::BTreeMap;

use serde::Serialize;

use crate::call::Moment;
use crate::callbacks::CallbackSettings;
use crate::journal::{Ending, JournalEntry};
use crate::schedule::OpeningTime;
use crate::verdict::Verdict;

/// Whether those whom the user wants to hear got through.
///
/// A number is *wanted* if it is in the address book, allowed by an own rule, reported as fine, or was
/// dialled by the user before the approach began: to ring a stranger back is an answer, and says nothing
/// about those who got none. One that the user blocks or reported as a call centre is not. An *approach*
/// is a first call and all others of the number until it is due to be rung back, as the callback desk
/// reckons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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
    /// called back or missed.
    pub known: u64,
}

impl Reachability {
    /// A share of fewer approaches says little.
    pub const FEW: u64 = 10;

    /// The share that got through or was called back in time, of those approaches that are known and
    /// over, from 0 to 100; `None` when there is none.
    pub fn percent(self) -> Option<u64> {
        ((self.got_through + self.called_back) * 100).checked_div(self.known)
    }
}

/// A caller whom the user wants to hear, by what is known when the figures are made.
pub(crate) struct Wanted {
    /// From when on: the user dialled the number then. `None` when that does not matter.
    pub(crate) since_ms: Option<i64>,
    /// The number is in the address book.
    pub(crate) contact: bool,
    /// It is a subscriber's abroad.
    pub(crate) foreign: bool,
    /// When the user dialled the number or said to have rung back, in milliseconds since 1970-01-01 UTC.
    pub(crate) rung_back_ms: Vec<i64>,
}

impl Wanted {
    /// Whether an approach that begins then is wanted.
    fn is_by(&self, at: Moment) -> bool {
        self.since_ms.is_none_or(|since_ms| since_ms < at.unix_ms)
    }
}

/// Approaches under way.
pub(super) struct Reach {
    settings: CallbackSettings,
    opening: OpeningTime,
    now_ms: i64,
    callers: BTreeMap<i64, Caller>,
    reachability: Reachability,
}

struct Caller {
    /// One of the approaches was wanted.
    counted: bool,
    /// The one under way is.
    wanted: bool,
    /// When the user rang them back.
    rung_back_ms: Vec<i64>,
    approach: Approach,
}

struct Approach {
    first: Moment,
    last: Moment,
    calls: u32,
    message_left: bool,
    due_ms: i64,
    answered: bool,
    unreported: bool,
}

impl Reach {
    pub(super) fn new(settings: CallbackSettings, now: Moment) -> Self {
        Self {
            settings,
            opening: OpeningTime::default(),
            now_ms: now.unix_ms,
            callers: BTreeMap::new(),
            reachability: Reachability::default(),
        }
    }

    /// Counts a call of a number that is wanted, or will be. Calls come in the order of their times.
    pub(super) fn count(&mut self, entry: &JournalEntry, wanted: &Wanted) {
        let Some(number) = entry.caller.number() else { return };
        let at = entry.at;
        let caller = self.callers.entry(number.key()).or_insert_with(|| Caller {
            counted: false,
            rung_back_ms: wanted.rung_back_ms.clone(),
            wanted: wanted.is_by(at),
            approach: Approach::begun(at),
        });
        if at.unix_ms >= caller.approach.due_ms {
            caller.close(&mut self.reachability, self.now_ms);
            caller.wanted = wanted.is_by(at);
            caller.approach = Approach::begun(at);
        }
        caller.approach.add(entry, wanted, &self.settings, &mut self.opening);
    }

    pub(super) fn finish(mut self) -> Reachability {
        for mut caller in self.callers.into_values() {
            caller.close(&mut self.reachability, self.now_ms);
        }
        let Reachability { got_through, called_back, missed, .. } = self.reachability;
        Reachability { known: got_through + called_back + missed, ..self.reachability }
    }
}

impl Caller {
    fn close(&mut self, counts: &mut Reachability, now_ms: i64) {
        let Approach { first, due_ms, answered, unreported, .. } = self.approach;
        if !self.wanted {
            return;
        }
        let in_time = first.unix_ms..due_ms;
        counts.callers += u64::from(!self.counted);
        self.counted = true;
        counts.approaches += 1;
        *if answered {
            &mut counts.got_through
        } else if self.rung_back_ms.iter().any(|at_ms| in_time.contains(at_ms)) {
            &mut counts.called_back
        } else if unreported {
            &mut counts.unknown
        } else if due_ms > now_ms {
            &mut counts.open
        } else {
            &mut counts.missed
        } += 1;
    }
}

impl Approach {
    fn begun(at: Moment) -> Self {
        Self {
            first: at,
            last: at,
            calls: 0,
            message_left: false,
            due_ms: i64::MAX,
            answered: false,
            unreported: false,
        }
    }

    fn add(
        &mut self,
        entry: &JournalEntry,
        wanted: &Wanted,
        settings: &CallbackSettings,
        opening: &mut OpeningTime,
    ) {
        let ending = entry.outcome.map(|outcome| outcome.ending);
        self.last = entry.at;
        self.calls += 1;
        self.message_left |= ending == Some(Ending::MessageLeft);
        self.answered |= ending == Some(Ending::Answered);
        self.unreported |= ending.is_none() && entry.verdict == Verdict::Allow;
        let urgent = wanted.contact || self.message_left || self.calls > 1;
        self.due_ms =
            settings.due([self.first, self.last], urgent, wanted.foreign, opening).unix_ms;
    }
}
