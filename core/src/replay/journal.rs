//! The replay of the journal.

use super::{Question, Replay, ReplayOutcome, ReplayedCall, Ruling, decide, known_then};
use crate::error::Result;
use crate::facts::Facts;
use crate::journal::{self, JournalEntry, Memory};
use crate::store::Reader;

/// What the policy would have done with the calls of the journal between the two times. The one that
/// decided them tells whether all that was known then is known still.
pub(crate) fn replay(
    reader: &Reader<'_>,
    question: &Question<'_>,
    times: (i64, i64),
) -> Result<Replay> {
    let mut replay = Replay::default();
    let policies = journal::past_policies(reader)?;
    journal::each(reader, times, |entry, then| {
        let call = entry.call();
        // What the journal knew then is in the rows before this one.
        let memory = Memory { waiting: &[], dialled: &[], before: entry.id };
        let policy_then = then.policy.and_then(|id| policies.get(&id));
        let replayed = if let (Some(facts), Some(policy_then)) = (then.facts(&entry)?, policy_then)
        {
            let again = decide(reader, &call, &facts, policy_then, memory)?;
            let after = if policy_then == question.policy {
                again.clone()
            } else {
                decide(reader, &call, &facts, question.policy, memory)?
            };
            replayed(entry, Some(&again), after)
        } else {
            // What would become of it by what is known today, to show something.
            let mut facts = Facts::look_up_caller(reader, &call, question.home, question.rules)?;
            known_then(reader, &mut facts, call.at.unix_ms)?;
            let after = decide(reader, &call, &facts, question.policy, memory)?;
            replayed(entry, None, after)
        };
        replay.count(replayed);
        Ok(())
    })?;
    Ok(replay.finish())
}

/// `again` is what the policy that decided the call says now; `None` if that cannot be told.
fn replayed(entry: JournalEntry, again: Option<&Ruling>, after: Ruling) -> ReplayedCall {
    let JournalEntry { id, at, caller, verdict, reason, .. } = entry;
    let before = Ruling { verdict, reason };
    let outcome = if !again.is_some_and(|again| again.is_alike(&before)) {
        ReplayOutcome::Uncertain
    } else if after.verdict == before.verdict {
        ReplayOutcome::Kept
    } else {
        ReplayOutcome::Changed
    };
    ReplayedCall { id: Some(id), at, caller, before, after, outcome }
}
