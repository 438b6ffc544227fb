//! Who is on the desk: a pure function of the journal, of what is known of the callers, and of the
//! settings.

use std::collections::BTreeMap;

use super::{CallbackDesk, CallbackEntry, CallbackSettings, Caution, State};
use crate::call::{IncomingCall, Moment};
use crate::error::Result;
use crate::facts::Facts;
use crate::journal::{Ending, JournalEntry};
use crate::ladder::ladder;
use crate::number::{self, Number, NumberType, Region};
use crate::policy::Policy;
use crate::schedule::OpeningTime;
use crate::verdict::{Reason, Step, Verdict};

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
    last: Last,
    open: Option<Open>,
}

/// What became of the last call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    NotRejected,
    /// As a call centre, or because the user blocks the caller.
    Unwanted,
    /// For what it did: a stranger among too many, or one that rang too often.
    Rejected,
}

impl Last {
    fn of(call: &JournalEntry) -> Self {
        match call.verdict {
            Verdict::Reject if is_unwanted(call.verdict, &call.reason) => Self::Unwanted,
            Verdict::Reject => Self::Rejected,
            Verdict::Allow | Verdict::Voicemail => Self::NotRejected,
        }
    }
}

/// Whether the verdict is about a call centre or somebody whom the user blocks, who is never to be rung
/// back.
fn is_unwanted(verdict: Verdict, reason: &Reason) -> bool {
    let step = reason.step();
    let blocks = [Step::OwnBlock, Step::OwnPattern, Step::CallCentre];
    verdict == Verdict::Reject && blocks.iter().any(|&blocks| step == Some(blocks))
}

/// Whether rules, reports and lists of today reject the caller, whatever the journal says of then.
/// `facts` are those of the caller's last try.
pub(crate) fn is_unwanted_by_now(policy: &Policy, facts: Facts, at: Moment) -> bool {
    // What opens the ladder for everybody says nothing about the caller.
    let facts = Facts {
        emergency_call_at_ms: None,
        anybody_expected_until_ms: None,
        paused_until_ms: None,
        ..facts
    };
    let decision = ladder(policy, facts, at);
    is_unwanted(decision.verdict, &decision.reason)
}

/// Tries since the caller was last reached.
struct Open {
    last: IncomingCall,
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
        self.callers.insert(number.key(), Caller { known, last: Last::NotRejected, open: None });
    }

    pub(crate) fn count(&mut self, call: &JournalEntry) {
        let Some(number) = call.caller.number() else {
            if is_attempt(call, false) && self.is_recent(call.at) {
                self.without_number += 1;
            }
            return;
        };
        let Some(caller) = self.callers.get_mut(&number.key()) else { return };
        caller.last = Last::of(call);
        if call.outcome.is_some_and(|outcome| outcome.ending == Ending::Answered) {
            caller.open = None;
        } else if is_attempt(call, caller.known.contact) && !caller.is_settled(call.at) {
            match &mut caller.open {
                Some(open) => open.again(call),
                None => caller.open = Some(Open::new(call, number, self.home)),
            }
        }
    }

    /// The desk. `unwanted` tells of the last try of a caller whether it would be rejected as a call
    /// centre's, or somebody's whom the user blocks, by what is known today.
    pub(crate) fn finish(
        self,
        unwanted: impl Fn(&IncomingCall) -> Result<bool>,
    ) -> Result<CallbackDesk> {
        let Self { settings, now, without_number, .. } = self;
        let oldest = now.unix_ms.saturating_sub(i64::from(settings.days) * DAY_MS);
        let mut callbacks = Vec::new();
        let mut time = OpeningTime::default();
        for Caller { known, last, open } in self.callers.into_values() {
            let Some(open) = open else { continue };
            let lasting = known.contact || open.message_left;
            let stays = match last {
                Last::NotRejected => true,
                Last::Unwanted => known.contact,
                Last::Rejected => lasting,
            };
            let recent = lasting || open.last_at.unix_ms >= oldest;
            if stays && recent && !unwanted(&open.last)? {
                callbacks.push(open.callback(known, settings, &mut time, now));
            }
        }
        // Whom it is better not to ring back is due at no time.
        callbacks.sort_by_key(|callback| {
            (callback.caution.is_some(), callback.due_at.unix_ms, callback.number.key())
        });
        Ok(CallbackDesk { callbacks, without_number })
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
        (_, Some(Ending::Answered)) => false,
        // A contact is rejected when the user is busy, or before it was one.
        (Verdict::Reject, _) => contact && call.reason.step() != Some(Step::OwnBlock),
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
            last: call.call(),
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
        self.last = call.call();
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

    fn callback(
        self,
        known: Known,
        settings: &CallbackSettings,
        time: &mut OpeningTime,
        now: Moment,
    ) -> CallbackEntry {
        let caution = self.caution(known.contact);
        let urgent = known.contact || self.message_left || self.attempts > 1;
        // An office that goes with the phone is open by its clock of now.
        let tries = [self.first_at, self.last_at]
            .map(|at| Moment { utc_offset_minutes: now.utc_offset_minutes, ..at });
        let due = settings.due(tries, urgent, self.facts.foreign, time);
        let until = known.state.snoozed_until_ms.unwrap_or(i64::MIN);
        let due_at = settings.on_the_clock(due.unix_ms.max(until), now);
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
