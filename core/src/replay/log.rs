//! The replay of a call log.

use std::collections::{HashMap, VecDeque};
use std::path::Path;

use super::call_log::{self, Direction, LoggedCall};
use super::{Question, Replay, ReplayOutcome, ReplayedCall, Ruling, decide, known_then};
use crate::error::Result;
use crate::facts::Facts;
use crate::journal::{Memory, WaitingCall};
use crate::ladder::days_ms;
use crate::number::{Number, Region};
use crate::outgoing::Dialled;
use crate::partners::Conversation;
use crate::policy::Policy;
use crate::store::Reader;

/// What a policy learnt from the calls of the log so far. Nothing of the journal: its calls may be the
/// same.
struct Learnt<'policy> {
    policy: &'policy Policy,
    back_ms: i64,
    calls: VecDeque<WaitingCall>,
    dialled_at_ms: HashMap<i64, i64>,
    spoken: HashMap<i64, Vec<Conversation>>,
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
    // Who is a stranger is another matter under each: with whom one of them is acquainted, the other
    // may not be.
    let (mut by_one, mut by_other) = (Learnt::new(in_force), Learnt::new(policy));
    let mut replay = Replay { log: Some(rows), ..Replay::default() };
    for logged in calls {
        if logged.direction == Direction::Outgoing {
            by_one.dialled(&logged, home);
            by_other.dialled(&logged, home);
            continue;
        }
        let call = logged.call();
        let mut facts = Facts::look_up_caller(reader, &call, home, rules)?;
        known_then(reader, &mut facts, call.at.unix_ms)?;
        let before = by_one.hear(reader, &logged, facts.clone())?;
        let caller = facts.caller;
        let after = by_other.hear(reader, &logged, facts)?;
        let same = before.verdict == after.verdict;
        let outcome = if same { ReplayOutcome::Kept } else { ReplayOutcome::Changed };
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

impl<'policy> Learnt<'policy> {
    fn new(policy: &'policy Policy) -> Self {
        Self {
            policy,
            back_ms: days_ms(look_back_days(policy)),
            calls: VecDeque::new(),
            dialled_at_ms: HashMap::new(),
            spoken: HashMap::new(),
            emergency_call_at_ms: None,
        }
    }

    fn dialled(&mut self, logged: &LoggedCall, home: &[Region]) {
        let dialled = logged.number().and_then(|raw| Dialled::read(raw.expose(), logged.at, home));
        let Some(Dialled { number, at_ms, emergency }) = dialled else { return };
        if emergency {
            self.emergency_call_at_ms = Some(at_ms);
        }
        self.dialled_at_ms.insert(number.key(), at_ms);
        self.became_known(number);
        self.spoke(number, logged);
    }

    /// Decides a call, and learns from it. `facts` are what the store knows of the caller.
    fn hear(
        &mut self,
        reader: &Reader<'_>,
        logged: &LoggedCall,
        mut facts: Facts,
    ) -> Result<Ruling> {
        let call = logged.call();
        self.add_to(&mut facts);
        self.forget_before(call.at.unix_ms.saturating_sub(self.back_ms));
        // No row of the journal is before the first.
        let waiting = self.calls.make_contiguous();
        let memory = Memory { waiting, dialled: &[], before: i64::MIN };
        let ruling = decide(reader, &call, &facts, self.policy, memory)?;
        if let Some(number) = facts.caller.number() {
            let stranger = facts.is_of_stranger(self.policy, call.at);
            let (key, at_ms) = (number.key(), call.at.unix_ms);
            self.calls.push_back(WaitingCall { key, at_ms, stranger });
            self.spoke(number, logged);
        }
        Ok(ruling)
    }

    fn spoke(&mut self, number: Number, logged: &LoggedCall) {
        let Some(seconds) = logged.talk_seconds.filter(|&seconds| seconds > 0) else { return };
        let conversation = Conversation { at_ms: logged.at.unix_ms, seconds };
        self.spoken.entry(number.key()).or_default().push(conversation);
        if self.policy.enough_seconds().is_some_and(|enough| seconds >= enough) {
            self.became_known(number);
        }
    }

    /// As the journal does: what the number did before is no campaign's any more.
    fn became_known(&mut self, number: Number) {
        for call in self.calls.iter_mut().filter(|call| call.key == number.key()) {
            call.stranger = false;
        }
    }

    fn add_to(&self, facts: &mut Facts) {
        facts.emergency_call_at_ms = facts.emergency_call_at_ms.max(self.emergency_call_at_ms);
        let Some(number) = facts.caller.number() else { return };
        let dialled = self.dialled_at_ms.get(&number.key()).copied();
        facts.dialled_at_ms = facts.dialled_at_ms.max(dialled);
        let spoken = self.spoken.get(&number.key()).into_iter().flatten().copied();
        facts.spoken = Conversation::that_counts(facts.spoken.into_iter().chain(spoken));
    }

    fn forget_before(&mut self, at_ms: i64) {
        while self.calls.front().is_some_and(|call| call.at_ms < at_ms) {
            self.calls.pop_front();
        }
    }
}
