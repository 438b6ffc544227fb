//! Who is on the desk: a pure function of the journal, of what is known of the callers, and of the
//! settings.

use std::collections::BTreeMap;

use super::{CallbackDesk, CallbackEntry, CallbackSettings, Caution, State};
use crate::call::Moment;
use crate::facts::Facts;
use crate::journal::{Ending, JournalEntry};
use crate::marks::Opinion;
use crate::number::{self, Number, NumberType, Region};
use crate::verdict::{Reason, Verdict};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A ring that is over before anybody could have answered, in seconds. Phones ring for one second in
/// five or six.
const SHORT_RING: u32 = 3;

/// What is known of a caller when the desk is laid out.
pub(crate) struct Known {
    pub(crate) contact: bool,
    pub(crate) dialled_at_ms: Option<i64>,
    pub(crate) state: State,
}

/// The desk under construction. Takes calls in the order of their times.
pub(crate) struct Tally<'settings> {
    settings: &'settings CallbackSettings,
    home: &'settings [Region],
    now: Moment,
    callers: BTreeMap<i64, Caller>,
    without_number: u32,
}

/// One caller so far.
struct Caller {
    known: Known,
    /// The last call was rejected, or the user reports a call centre by now.
    unwanted: bool,
    open: Option<Open>,
}

/// Tries since the caller was last reached.
struct Open {
    number: Number,
    facts: Facts,
    label: String,
    attempts: u32,
    first_at: Moment,
    last_at: Moment,
    message_left: bool,
    only_short_rings: bool,
    not_genuine: bool,
}

impl<'settings> Tally<'settings> {
    pub(crate) fn new(
        settings: &'settings CallbackSettings,
        home: &'settings [Region],
        now: Moment,
    ) -> Self {
        Self { settings, home, now, callers: BTreeMap::new(), without_number: 0 }
    }

    /// Whether the caller was seen before. If not, [`Self::meet`] comes before [`Self::count`].
    pub(crate) fn knows(&self, number: Number) -> bool {
        self.callers.contains_key(&number.key())
    }

    pub(crate) fn meet(&mut self, number: Number, known: Known) {
        self.callers.insert(number.key(), Caller { known, unwanted: false, open: None });
    }

    pub(crate) fn count(&mut self, call: &JournalEntry) {
        let Some(number) = call.caller.number() else {
            if is_attempt(call, false) && self.is_recent(call.at) {
                self.without_number += 1;
            }
            return;
        };
        let Some(caller) = self.callers.get_mut(&number.key()) else { return };
        let reported = matches!(call.mark, Some(Opinion::CallCentre { .. }));
        let rejected = call.verdict == Verdict::Reject && !caller.known.contact;
        caller.unwanted = rejected || reported;
        if call.outcome.is_some_and(|outcome| outcome.ending == Ending::Answered) {
            caller.open = None;
        } else if is_attempt(call, caller.known.contact) && !caller.is_settled(call.at) {
            match &mut caller.open {
                Some(open) => open.again(call),
                None => caller.open = Some(Open::new(call, number, self.home)),
            }
        }
    }

    pub(crate) fn finish(self) -> CallbackDesk {
        let Self { settings, now, without_number, .. } = self;
        let oldest = now.unix_ms.saturating_sub(i64::from(settings.days) * DAY_MS);
        let mut callbacks: Vec<_> = self
            .callers
            .into_values()
            .filter(|caller| !caller.unwanted)
            .filter_map(|Caller { known, open, .. }| {
                let open = open?;
                let lasting = known.contact || open.message_left;
                (lasting || open.last_at.unix_ms >= oldest)
                    .then(|| open.callback(known, settings, now))
            })
            .collect();
        callbacks.sort_by_key(|callback| (callback.due_at.unix_ms, callback.number.key()));
        CallbackDesk { callbacks, without_number }
    }

    fn is_recent(&self, at: Moment) -> bool {
        let days = i64::from(self.settings.days) * DAY_MS;
        at.unix_ms >= self.now.unix_ms.saturating_sub(days)
    }
}

/// Whether somebody tried in vain who may deserve to be rung back. Of calls that rang, only the app can
/// tell; whom the user turned down may be a friend at a bad time.
fn is_attempt(call: &JournalEntry, contact: bool) -> bool {
    let ending = call.outcome.map(|outcome| outcome.ending);
    match (call.verdict, ending) {
        (Verdict::Reject, _) | (_, Some(Ending::Answered)) => false,
        (_, Some(Ending::Declined)) => contact,
        (Verdict::Voicemail, _) => true,
        (Verdict::Allow, ending) => ending.is_some(),
    }
}

impl Caller {
    /// Whether the user rang back since, or dealt with it in another way.
    fn is_settled(&self, at: Moment) -> bool {
        let Known { dialled_at_ms, state, .. } = &self.known;
        (*dialled_at_ms).max(state.settled_at_ms) >= Some(at.unix_ms)
    }
}

impl Open {
    fn new(call: &JournalEntry, number: Number, home: &[Region]) -> Self {
        let mut open = Self {
            number,
            facts: Facts::of_call(&call.call(), home),
            label: String::new(),
            attempts: 0,
            first_at: call.at,
            last_at: call.at,
            message_left: false,
            only_short_rings: true,
            not_genuine: false,
        };
        open.again(call);
        open
    }

    fn again(&mut self, call: &JournalEntry) {
        let outcome = call.outcome;
        self.attempts = self.attempts.saturating_add(1);
        self.last_at = call.at;
        self.message_left |= outcome.is_some_and(|outcome| outcome.ending == Ending::MessageLeft);
        self.only_short_rings &= outcome.is_some_and(|outcome| match outcome.ending {
            Ending::RangOnce => true,
            Ending::Missed => outcome.ring_seconds.is_some_and(|seconds| seconds <= SHORT_RING),
            _ => false,
        });
        self.not_genuine |=
            matches!(call.reason, Reason::VerificationFailed | Reason::ImpossibleNumber);
        if !call.label.is_empty() {
            self.label.clone_from(&call.label);
        }
    }

    fn callback(self, known: Known, settings: &CallbackSettings, now: Moment) -> CallbackEntry {
        let caution = self.caution(known.contact);
        let urgent = known.contact || self.message_left || self.attempts > 1;
        let mut due_at = settings.due(self.first_at, self.last_at, urgent, self.facts.foreign);
        let until = known.state.snoozed_until_ms.unwrap_or(i64::MIN);
        due_at.unix_ms = due_at.unix_ms.max(until);
        CallbackEntry {
            number: self.number,
            contact: known.contact,
            region: self.facts.region,
            label: self.label,
            attempts: self.attempts,
            first_at: self.first_at,
            last_at: self.last_at,
            message_left: self.message_left,
            due_at,
            snoozed: until > now.unix_ms,
            caution,
            note: known.state.note,
        }
    }

    fn caution(&self, contact: bool) -> Option<Caution> {
        if contact {
            return None;
        }
        if self.not_genuine {
            return Some(Caution::NotGenuine);
        }
        let Number::E164(number) = self.number else { return None };
        if !self.only_short_rings {
            return None;
        }
        // Asked last: the tables of number types take a moment to load.
        if number::number_type(number) == NumberType::Premium {
            return Some(Caution::PremiumRing);
        }
        self.facts.foreign.then_some(Caution::ForeignRing)
    }
}
