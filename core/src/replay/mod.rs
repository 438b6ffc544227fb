//! Replay: what another policy would have done with calls that are past, in the order they came.
//!
//! The journal keeps who called, what was known of them then, what became of it and why, and the policy
//! that decided. What was learnt from earlier calls is learnt again, from the calls before each.

mod call_log;
mod journal;
mod log;

use serde::Serialize;

use crate::call::{IncomingCall, Moment};
use crate::caller::Caller;
use crate::error::Result;
use crate::facts::Facts;
use crate::journal::Memory;
use crate::ladder::ladder;
use crate::number::Region;
use crate::policy::Policy;
use crate::rules::RuleIndex;
use crate::store::Reader;
use crate::verdict::{Decision, Reason, Verdict};
use crate::{outgoing, partners};

pub use self::call_log::LogRows;
pub(crate) use self::journal::replay as replay_journal;
pub(crate) use self::log::replay as replay_log;

/// What is asked.
pub(crate) struct Question<'store> {
    /// The policy to try.
    pub(crate) policy: &'store Policy,
    /// The one in force.
    pub(crate) in_force: &'store Policy,
    pub(crate) home: &'store [Region],
    pub(crate) rules: &'store RuleIndex,
}

/// Decides a call. `facts` are what was known of the caller, but for what is learnt from the calls in
/// `memory`.
fn decide(
    reader: &Reader<'_>,
    call: &IncomingCall,
    facts: &Facts,
    policy: &Policy,
    memory: Memory<'_>,
) -> Result<Ruling> {
    let mut facts = facts.clone();
    facts.remember(reader, call, policy, memory)?;
    Ok(ladder(policy, facts, call.at).into())
}

/// Makes facts of today those of a moment that is past, as far as they have a date: whom the user dialled
/// and spoke with before, and nothing of what was expected later.
fn known_then(reader: &Reader<'_>, facts: &mut Facts, at_ms: i64) -> Result<()> {
    let emergency = facts.emergency_call_at_ms.filter(|&then| then <= at_ms);
    facts.emergency_call_at_ms = emergency.max(outgoing::last_emergency(reader, at_ms)?);
    if let Some(number) = facts.caller.number() {
        let partner = partners::find_as_of(reader, number, at_ms)?;
        facts.dialled_at_ms = partner.dialled_at_ms;
        facts.spoken = partner.spoken;
    }
    // Until when something was expected is known, but not since when.
    facts.expected_until_ms = None;
    facts.anybody_expected_until_ms = None;
    facts.paused_until_ms = None;
    Ok(())
}

/// What another policy would have done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerdictChange {
    /// What became of the first of them, and why.
    pub from: Ruling,
    /// What would have become of it.
    pub to: Ruling,
    /// How many they are.
    pub calls: u64,
}

/// A call decided again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ruling {
    /// What becomes of the call.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
}

impl Ruling {
    /// Whether the verdict is the same, and the reason but for its parameters.
    fn is_alike(&self, other: &Self) -> bool {
        self.verdict == other.verdict && self.reason.code() == other.reason.code()
    }
}

impl From<Decision> for Ruling {
    fn from(decision: Decision) -> Self {
        Self { verdict: decision.verdict, reason: decision.reason }
    }
}

/// What a replay says about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplayOutcome {
    /// The same verdict.
    Kept,
    /// Another verdict.
    Changed,
    /// What was known then cannot be told any more.
    Uncertain,
}

impl Replay {
    fn count(&mut self, call: ReplayedCall) {
        self.calls += 1;
        match call.outcome {
            ReplayOutcome::Kept => self.kept += 1,
            ReplayOutcome::Changed => {
                self.changed += 1;
                self.count_change(&call);
            }
            ReplayOutcome::Uncertain => self.uncertain += 1,
        }
        self.each.push(call);
    }

    fn count_change(&mut self, call: &ReplayedCall) {
        let ReplayedCall { before, after, .. } = call;
        let same =
            |change: &&mut VerdictChange| change.from.is_alike(before) && change.to.is_alike(after);
        match self.changes.iter_mut().find(same) {
            Some(change) => change.calls += 1,
            None => self.changes.push(VerdictChange {
                from: before.clone(),
                to: after.clone(),
                calls: 1,
            }),
        }
    }

    fn finish(mut self) -> Self {
        self.changes.sort_by_key(|change| std::cmp::Reverse(change.calls));
        self
    }
}
