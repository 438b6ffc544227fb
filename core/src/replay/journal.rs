//! The replay of the journal.

use super::evidence::as_shown_by;
use super::{Question, Replay, ReplayOutcome, ReplayedCall, Ruling};
use crate::error::Result;
use crate::facts::Facts;
use crate::journal::{self, JournalEntry, Memory};
use crate::store::Reader;
use crate::verdict::Reason;

/// What the policy would have done with the calls of the journal between the two times. The one in force
/// tells whether what was known then is known still.
pub(crate) fn replay(
    reader: &Reader<'_>,
    question: &Question<'_>,
    times: (i64, i64),
) -> Result<Replay> {
    let mut replay = Replay::default();
    journal::each(reader, times, |entry, _| {
        let call = entry.call();
        let mut facts = Facts::look_up_caller(reader, &call, question.home, question.rules)?;
        as_shown_by(&mut facts, &entry);
        // What the journal knew then is in the rows before this one.
        let memory = Memory { waiting: &[], before: entry.id };
        let (again, after) = question.decide(reader, &call, &facts, memory)?;
        replay.count(replayed(entry, &again, after));
        Ok(())
    })?;
    Ok(replay.finish())
}

fn replayed(entry: JournalEntry, again: &Ruling, after: Ruling) -> ReplayedCall {
    let JournalEntry { id, at, caller, verdict, reason, .. } = entry;
    let before = Ruling { verdict, reason };
    let outcome = if !again.is_alike(&before) || before.reason == Reason::Fault {
        ReplayOutcome::Uncertain
    } else if after.verdict == before.verdict {
        ReplayOutcome::Kept
    } else {
        ReplayOutcome::Changed
    };
    ReplayedCall { id: Some(id), at, caller, before, after, outcome }
}
