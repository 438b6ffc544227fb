//! The replay of a call log.

use std::collections::{HashMap, VecDeque};
use std::path::Path;

use super::call_log::{self, Direction, LoggedCall};
use super::{Question, Replay, ReplayOutcome, ReplayedCall, decide, known_then};
use crate::caller;
use crate::error::Result;
use crate::facts::Facts;
use crate::journal::{Memory, WaitingCall};
use crate::ladder::days_ms;
use crate::number::{self, Number, Reading, Region};
use crate::partners::Conversation;
use crate::policy::Policy;
use crate::store::Reader;

/// What was learnt from the calls of the log so far. Nothing of the journal: its calls may be the same.
#[derive(Default)]
struct Learnt {
    calls: VecDeque<WaitingCall>,
    dialled_at_ms: HashMap<i64, i64>,
    spoken: HashMap<i64, Conversation>,
    emergency_call_at_ms: Option<i64>,
}

/// What the policy would have done with the calls of a log, and what the one in force would have.
pub(crate) fn replay(
    reader: &Reader<'_>,
    question: &Question<'_>,
    (path, text): (&Path, &str),
    offset_at: &dyn Fn(i64) -> i32,
) -> Result<Replay> {
    let (calls, rows) = call_log::read(path, text, offset_at)?;
    let Question { policy, in_force, home, rules } = question;
    let back_ms = days_ms(look_back_days(policy).max(look_back_days(in_force)));
    let mut learnt = Learnt::default();
    let mut replay = Replay { log: Some(rows), ..Replay::default() };
    for logged in calls {
        if logged.direction == Direction::Outgoing {
            learnt.dialled(&logged, home);
            continue;
        }
        let call = logged.call();
        let mut facts = Facts::look_up_caller(reader, &call, home, rules)?;
        known_then(reader, &mut facts, call.at.unix_ms)?;
        learnt.add_to(&mut facts);
        learnt.forget_before(call.at.unix_ms.saturating_sub(back_ms));
        // No row of the journal is before the first.
        let waiting = learnt.calls.make_contiguous();
        let memory = Memory { waiting, dialled: &[], before: i64::MIN };
        let before = decide(reader, &call, &facts, in_force, memory)?;
        let after = decide(reader, &call, &facts, policy, memory)?;
        let same = before.verdict == after.verdict;
        let outcome = if same { ReplayOutcome::Kept } else { ReplayOutcome::Changed };
        learnt.heard(&logged, &facts, in_force);
        let caller = facts.caller;
        replay.count(ReplayedCall { id: None, at: call.at, caller, before, after, outcome });
    }
    Ok(replay.finish())
}

/// How many days the policy looks back at most.
fn look_back_days(policy: &Policy) -> u32 {
    let campaign = policy.range_campaign.as_ref().map_or(0, |step| step.days);
    let persistent = policy.persistent_stranger.as_ref().map_or(0, |step| step.days);
    // Within a day somebody is a repeat caller.
    campaign.max(persistent).max(1)
}

impl Learnt {
    fn dialled(&mut self, logged: &LoggedCall, home: &[Region]) {
        let Some(raw) = logged.number() else { return };
        let at_ms = logged.at.unix_ms;
        if let Reading::Emergency { .. } = number::read(raw.expose(), home) {
            self.emergency_call_at_ms = Some(at_ms);
        }
        if let Ok(number) = caller::number_of(raw.expose(), home) {
            self.dialled_at_ms.insert(number.key(), at_ms);
            self.spoke(number, logged);
        }
    }

    fn heard(&mut self, logged: &LoggedCall, facts: &Facts, in_force: &Policy) {
        if let Some(number) = facts.caller.number() {
            let (key, at_ms) = (number.key(), logged.at.unix_ms);
            let stranger = facts.is_of_stranger(in_force, logged.at);
            self.calls.push_back(WaitingCall { key, at_ms, stranger });
            self.spoke(number, logged);
        }
    }

    fn spoke(&mut self, number: Number, logged: &LoggedCall) {
        if let Some(seconds) = logged.talk_seconds.filter(|&seconds| seconds > 0) {
            let conversation = Conversation { at_ms: logged.at.unix_ms, seconds };
            self.spoken.insert(number.key(), conversation);
        }
    }

    fn add_to(&self, facts: &mut Facts) {
        facts.emergency_call_at_ms = facts.emergency_call_at_ms.max(self.emergency_call_at_ms);
        let Some(number) = facts.caller.number() else { return };
        let dialled = self.dialled_at_ms.get(&number.key()).copied();
        facts.dialled_at_ms = facts.dialled_at_ms.max(dialled);
        facts.spoken = self.spoken.get(&number.key()).copied().or(facts.spoken);
    }

    fn forget_before(&mut self, at_ms: i64) {
        while self.calls.front().is_some_and(|call| call.at_ms < at_ms) {
            self.calls.pop_front();
        }
    }
}
